"""A sentence to be edited, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

from training.data import LABELS
from verifier.analysis import Analysis, Vocabulary, analyse

SUPPORTS, REFUTES, UNKNOWN = LABELS
VOCABULARY = Vocabulary((), frozenset())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, how it is understood, and the names that its passage prints."""

    text: str
    analysis: Analysis
    names: tuple[tuple[str, str], ...]  # text and kind of the names of the whole passage

    def replaced(self, start: int, end: int, new: str) -> str:
        """The sentence with other words from `start` to `end`; it still begins with a capital."""
        text = self.text[:start] + new + self.text[end:]
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence made from another: what was changed, and how the first stands to it."""

    kind: str
    label: str
    text: str


def understood(text: str, passage_names: tuple[tuple[str, str], ...] = ()) -> Sentence:
    """A sentence ready to be edited."""
    return Sentence(text, analyse(text, vocabulary=VOCABULARY), passage_names)
