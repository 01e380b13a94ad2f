"""One thing that is wrong with the database, and where."""

from __future__ import annotations

from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.model import ClaimPlace


@frozen
class Problem:
    """Something that is wrong with the database. `code` is a rule code where there is one, such as V501."""

    message: str  # what is wrong, what was expected, what to do
    place: ClaimPlace
    code: str | None = None
    claim: str | None = None  # id of the claim concerned

    @classmethod
    def of(cls, error: ClaimsError) -> Problem:
        """The same as an error that was raised."""
        return cls(error.message, ClaimPlace(error.path or "", error.line or 1, error.column or 1))

    def error(self, others: int = 0) -> ClaimsError:
        """The same as an error to raise, with the number of `others` that were found."""
        message = f"{self.message} ({self.code})" if self.code else self.message
        if others:
            message += f". {others} more problem{'s' if others > 1 else ''}: run `verifier claims lint`"
        return ClaimsError(message, path=self.place.path, line=self.place.line, column=self.place.column)
