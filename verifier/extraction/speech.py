"""Who says what stands between quotation marks, across the sentences of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from verifier.analysis import Analysis
from verifier.analysis.coreference import GROUP, PERSON, THING
from verifier.analysis.cue_words import cues
from verifier.analysis.lexicon import lemma_of
from verifier.extraction.discourse import DEMONSTRATIVES, Discourse
from verifier.frozen import frozen
from verifier.model import Block, Sentence, Span

_MARK = re.compile(r"[“”\"]")
_EDGES = "“”\"' \t"
_NEAR = 4  # tokens between a verb of saying and the name behind it: "says Professor"
_ENDS = re.compile(r"[,.]$")


@frozen
class Said:
    """A sentence that stands wholly between quotation marks: its words, and who says them how."""

    words: str
    speaker: str
    verb: str  # as the article prints it: "said"


@dataclass(slots=True)
class Speech:
    """The quotations of an article, paragraph by paragraph."""

    sentences: Sequence[Sentence]
    analyses: Sequence[Analysis]
    _inside: dict[int, bool] = field(default_factory=dict)  # sentence -> wholly between the marks
    _open: dict[int, bool] = field(default_factory=dict)  # sentence -> begins between the marks
    _speaker: tuple[str, str] | None = None  # of the last quotation, with the verb

    def __post_init__(self) -> None:
        block: Block | None = None
        open_ = False
        for number, sentence in enumerate(self.sentences):
            if sentence.block is not block:
                block, open_ = sentence.block, False
            marks = len(_MARK.findall(sentence.text))
            bare = sentence.text.strip()
            self._open[number] = open_
            begins = open_ or bare[:1] in '“"'
            ends = open_ if marks % 2 == 0 and not (marks and begins) else not open_
            whole = begins and not _MARK.search(bare.strip(_EDGES))
            self._inside[number] = whole and (marks > 0 or open_)
            open_ = ends if marks % 2 else open_

    def said(self, number: int, discourse: Discourse) -> Said | None:
        """What the sentence says and who says it, when it is nothing but quoted words; else None."""
        if not self._inside[number]:
            self._note(number, discourse)
            return None
        block = self.sentences[number].block
        words = _ENDS.sub("", self.sentences[number].text.strip(_EDGES))
        speaker = self._speaker
        for other in range(number + 1, len(self.sentences)):
            if self.sentences[other].block is not block:
                break
            if not self._inside[other]:
                speaker = self._attribution(other, discourse) or speaker
                break
        return Said(words, *speaker) if speaker is not None else Said(words, "", "")

    def _note(self, number: int, discourse: Discourse) -> None:
        if _MARK.search(self.sentences[number].text):
            self._speaker = self._attribution(number, discourse)

    def _attribution(self, number: int, discourse: Discourse) -> tuple[str, str] | None:
        """Who stands beside a verb of saying outside the quotation marks: a name, or "he" for one."""
        analysis = self.analyses[number]
        tokens = analysis.syntax.tokens
        marks = [match.start() for match in _MARK.finditer(analysis.text)]
        for at, token in enumerate(tokens):
            inside = (sum(mark < token.start for mark in marks) + self._open[number]) % 2
            if inside or (lemma_of(token.lower, "v") or token.lemma) not in cues().reporting:
                continue
            near = [
                name for name in analysis.names if at < name.start <= at + _NEAR or at - 2 <= name.end <= at
            ]
            people = [name for name in near if discourse.is_person(name)] or near
            if people:
                return discourse.names.full(people[0]), token.text
            before, behind = tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None
            if any(one is not None and one.lower in PERSON for one in (before, behind)):
                person = discourse.last_person(at)
                return (person, token.text) if person is not None else None
        return None


def leans(analysis: Analysis) -> bool:
    """The quoted words speak of something that stands before them: "It's huge"."""
    first = next((token for token in analysis.syntax.tokens if token.tag in "NPO#DVS"), None)
    return first is not None and (
        first.lower in THING | GROUP | PERSON or (first.lower in DEMONSTRATIVES and first.tag in ("D", "O"))
    )


def span_of_words(sentence: Sentence) -> Span:
    """The quoted words in their sentence, without the marks."""
    bare = sentence.text.strip(_EDGES)
    start = sentence.text.find(bare)
    return Span(start, start + len(bare))
