"""What can go wrong, and the exit code each kind of failure has."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The process exit codes. COULD_NOT_CHECK wins over FINDINGS."""

    CLEAN = 0
    FINDINGS = 1
    COULD_NOT_CHECK = 2
    INTERRUPTED = 130


class VerifierError(Exception):
    """Something that stops a check. The message says what was expected and what to do.

    `path`, `line` and `column` (1-based) say where, when that is known.
    """

    def __init__(
        self, message: str, *, path: str | None = None, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{where}: {self.message}" if where else self.message


class UsageError(VerifierError):
    """The command line or the call does not make sense."""


class ConfigError(VerifierError):
    """The configuration cannot be used."""


class ClaimsError(VerifierError):
    """The claims database cannot be used."""


class DocumentError(VerifierError):
    """A draft or a source text cannot be read."""


class SettlingError(VerifierError):
    """The decisions file or the baseline cannot be used."""


class ModelError(VerifierError):
    """The entailment model, or the libraries that run it, cannot be used."""


class ReportError(VerifierError):
    """A file is no report in the `json` format that this version can show."""
