"""One session of review: proposed claims in turn, each answer written before the next is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from verifier.cli.claims.card import Desk, card
from verifier.cli.database import replace_text
from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.knowledge.editing import comments_above, record_text, with_keys, with_record
from verifier.knowledge.problem import Problem
from verifier.knowledge.reading import Reading, read_claims
from verifier.model import Claim, ClaimStatus
from verifier.render.sanitise import visible

KEYS = "[a]ccept  [e]dit  [r]eject  [s]kip  [b]ack  [q]uit"
ANSWERED = ("accepted", "rejected", "answered elsewhere")
AGAIN = "[e]dit again  [d]rop the edit"


class Terminal(Protocol):
    """Where the reviewer sits."""

    def show(self, lines: Sequence[str]) -> None:
        """Print lines that are safe to print."""

    def key(self, prompt: str, keys: str) -> str:
        """One of the letters in `keys`. Raises EOFError when there is nobody any more."""

    def line(self, prompt: str) -> str:
        """A line of text, empty when none is given."""

    def edit(self, text: str) -> str | None:
        """The text as the editor left it; None when nothing was saved."""


@frozen
class Reviewer:
    """Who answers, and when."""

    name: str
    on: str  # ISO 8601

    @property
    def mark(self) -> dict[str, str]:
        """What is written under `reviewed`."""
        return {"by": self.name, "on": self.on}


@dataclass
class Session:
    """The proposals of a database, and how far the reviewer has come."""

    reading: Reading
    proposals: list[Claim]
    reviewer: Reviewer
    desk: Desk
    terminal: Terminal
    answers: dict[int, str] = field(default_factory=dict)  # position -> accepted | rejected | skipped
    at: int = 0
    comments: tuple[str, ...] = ()  # above the record of the present proposal

    def run(self) -> None:
        """Ask until all are answered or the reviewer leaves."""
        answers: Mapping[str, Callable[[], bool]] = {
            "a": self._accept, "e": self._edit, "r": self._reject, "s": self._skip, "b": self._back,
        }  # fmt: skip
        shown = -1
        while self.at < len(self.proposals):
            if shown != self.at:
                self._refresh()
                if self._answered_elsewhere():
                    continue
                answered = f", {self.answers[self.at]} before" if self.at in self.answers else ""
                heading = f"{self.at + 1} of {len(self.proposals)}{answered}: "
                shown_card = card(self.proposals[self.at], heading, self.comments, self.desk)
                self.terminal.show(["", *shown_card, ""])
                shown = self.at
            key = self.terminal.key(KEYS, "aersbq")
            if key == "q":
                return
            try:
                if answers[key]():
                    shown = -1
            except (ClaimsError, OSError) as error:
                self._say(f"not written: {error}")

    @property
    def counts(self) -> Counter[str]:
        """How many were accepted, rejected and skipped."""
        return Counter(self.answers.values())

    @property
    def left(self) -> int:
        """How many are still proposed."""
        return len(self.proposals) - sum(self.counts[word] for word in ANSWERED)

    # ------------------------------------------------------------ answers; True: show the next card

    def _accept(self) -> bool:
        if all(citation.vanished for citation in self.proposals[self.at].citations):
            self._say("Every quote of it has vanished from its source. Edit it and quote the source as it is")
            self._say("now, or reject it; nothing was written.")
            return False
        self._set({"status": "active", "reason": None, "reviewed": self.reviewer.mark})
        return self._answered("accepted")

    def _reject(self) -> bool:
        reason = self.terminal.line("  reason")
        if not reason.strip():
            self._say("A rejection needs a reason; nothing was written.")
            return False
        self._set({"status": "rejected", "reason": reason.strip(), "reviewed": self.reviewer.mark})
        return self._answered("rejected")

    def _skip(self) -> bool:
        if self.at not in self.answers:
            self.answers[self.at] = "skipped"
        self.at += 1
        return True

    def _back(self) -> bool:
        if not self.at:
            self._say("This is the first one.")
            return False
        self.at -= 1
        return True

    def _edit(self) -> bool:
        claim = self.proposals[self.at]
        file, text = self._file()
        offered = record_text(text, claim.place.path, claim.id)
        while True:
            edited = self.terminal.edit(offered)
            if edited is None or edited == record_text(text, claim.place.path, claim.id):
                self._say("Nothing was changed.")
                return False
            new, problems = self._edited(text, edited)
            if new is not None and not problems:
                replace_text(file, new[0])
                self.proposals[self.at] = new[1]
                if new[1].status is not ClaimStatus.PROPOSED:  # answered in the editor
                    said = "rejected" if new[1].status is ClaimStatus.REJECTED else "accepted"
                    return self._answered(said)
                return True
            self._say("This cannot be used yet; the file is as it was.", *problems)
            if self.terminal.key(AGAIN, "ed") == "d":
                return False
            offered = edited

    def _edited(self, text: str, edited: str) -> tuple[tuple[str, Claim] | None, list[str]]:
        """The file with the edited record and the claim that it then holds, or what is wrong with it."""
        claim = self.proposals[self.at]
        path = claim.place.path
        try:
            made = with_record(text, path, claim.id, edited)
        except ClaimsError as error:
            return None, [str(error)]
        before, known = read_claims(text, path, self.reading.sources)
        claims, problems = read_claims(made, path, self.reading.sources)
        number = next(at for at, one in enumerate(before) if one.id == claim.id)
        old = {problem.message for problem in known}
        wrong = [_told(problem, claim) for problem in problems if problem.message not in old]
        if wrong:
            return None, wrong
        new = claims[number]
        elsewhere = {one.id: one for one in self.reading.store.claims if one.place.path != path}
        if new.id in elsewhere:
            place = elsewhere[new.id].place
            return None, [f"the id “{new.id}” is taken: {place.path}:{place.line}; choose another"]
        return (made, new), []

    # ------------------------------------------------------------ files

    def _answered(self, answer: str) -> bool:
        self.answers[self.at] = answer
        self.at += 1
        return True

    def _set(self, changes: Mapping[str, Any]) -> None:
        file, text = self._file()
        claim = self.proposals[self.at]
        replace_text(file, with_keys(text, claim.place.path, claim.id, changes))

    def _file(self) -> tuple[Path, str]:
        """The file of the present proposal as it is now, so that what others wrote meanwhile stays."""
        file = Path(self.proposals[self.at].place.path)
        try:
            return file, file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ClaimsError(f"cannot be read: {type(error).__name__}", path=str(file)) from None

    def _say(self, *lines: str) -> None:
        self.terminal.show([f"  {visible(line)}" for line in lines])

    def _answered_elsewhere(self) -> bool:
        """Whether somebody else answered the present proposal since the walk began; then go on."""
        claim = self.proposals[self.at]
        if claim.status is ClaimStatus.PROPOSED or self.at in self.answers:
            return False
        self._say(f"{claim.id} is {claim.status.value} by now.")
        self.answers[self.at] = "answered elsewhere"
        self.at += 1
        return True

    def _refresh(self) -> None:
        """Take the present proposal as the file has it now."""
        claim = self.proposals[self.at]
        _, text = self._file()
        claims, _ = read_claims(text, claim.place.path, self.reading.sources)
        claim = next((one for one in claims if one.id == claim.id), claim)
        self.proposals[self.at] = claim
        self.comments = comments_above(text, claim.place.line)


def _told(problem: Problem, claim: Claim) -> str:
    """A problem in the line of the edited text."""
    line = problem.place.line - claim.place.line + 1
    return f"line {line}: {problem.message}" if line > 0 else problem.message
