"""From an article to proposals, top to bottom: read this first.

Each sentence is understood, sentences that state no fact are put aside, the others come apart into
statements, each statement is made to stand on its own, and what is said twice becomes one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from verifier.analysis import Analysis, Vocabulary, analyse
from verifier.analysis.times import read_times
from verifier.documents import Document, sentences
from verifier.extraction.circumstances import beside, without_weighing
from verifier.extraction.discourse import Discourse, Unresolved
from verifier.extraction.language import other_language
from verifier.extraction.mentions import mentions_of
from verifier.extraction.naming import Names
from verifier.extraction.proposals import Extraction, LeftOut, Passage, Proposal, Replacement
from verifier.extraction.references import reference_edits
from verifier.extraction.repetition import disagreements, merged
from verifier.extraction.rewriting import Edit, compose, tidy
from verifier.extraction.selection import (
    body_start,
    dateline_of,
    is_plain_heading,
    left_out,
    quotations,
    quote_marks,
    too_little,
)
from verifier.extraction.shortening import without_lead, without_tail
from verifier.extraction.speech import Said, Speech, leans, span_of_words
from verifier.extraction.splitting import Part, split
from verifier.extraction.tables import cell_facts
from verifier.extraction.timing import printed_parts, time_edits, value_of
from verifier.extraction.titles import titles_of
from verifier.model import BlockKind, ClaimValue, Entity, Grain, Sentence, Span

MAX_SENTENCES = 40_000
_EMPHASIS = frozenset("*_`")


def extract(
    document: Document, *, frozen: str | None = None, day: date | None = None, known: Sequence[Entity] = ()
) -> Extraction:
    """The claims that an article makes, as proposals.

    `frozen` is the text of the source that quotes are taken from: the file as it is, or, where the format is
    not kept, its prose (the default). `day` is the day of publication, and `known` are entities that the
    database has already. Never raises on any document.
    """
    return _Article(document, frozen if frozen is not None else document.text, day, tuple(known)).read()


@dataclass(slots=True)
class _Article:
    document: Document
    frozen: str
    day: date | None
    known: tuple[Entity, ...]
    proposals: list[Proposal] = field(default_factory=list)
    aside: list[LeftOut] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def read(self) -> Extraction:
        """All stages, in order."""
        self.vocabulary = Vocabulary(self.known)
        found = sentences(self.document)
        if len(found) > MAX_SENTENCES:
            self.remarks.append(f"only the first {MAX_SENTENCES:,} of {len(found):,} sentences were read")
            found = found[:MAX_SENTENCES]
        language = other_language(self.document.text)
        if language is not None:
            self.remarks.append(
                f"the text does not look English ({language}), and the rules read English: only its tables "
                "are read"
            )
            found = ()
        prose = self._without_dateline([one for one in found if one.block.kind is not BlockKind.TABLE_CELL])
        analyses = [analyse(one.text, vocabulary=self.vocabulary) for one in prose]
        body = [a for a, one in zip(analyses, prose, strict=True) if one.block.kind is not BlockKind.HEADING]
        names = Names(body)
        entities = tuple(entity for entity, _ in names.entities())
        self.vocabulary = Vocabulary((*self.known, *entities))
        self._sentences(prose, analyses, names)
        self._tables()
        proposals = merged(self.proposals)
        proposals.sort(key=lambda one: one.passages[0].span)
        return Extraction(
            proposals=tuple(proposals),
            entities=entities,
            left_out=tuple(self.aside),
            disagreements=tuple(disagreements(proposals, entities)),
            remarks=tuple(self.remarks),
            roles={entity.id: roles for entity, roles in names.entities() if roles},
        )

    # ------------------------------------------------------------ prose

    def _without_dateline(self, prose: list[Sentence]) -> list[Sentence]:
        """The sentences, the first without its dateline, whose day is the article's where none is known."""
        at = next((n for n, one in enumerate(prose) if one.block.kind is not BlockKind.HEADING), None)
        dateline = dateline_of(prose[at]) if at is not None else ""
        if at is None or not dateline:
            return prose
        if self.day is None:
            self.day = next((time.start for time in read_times(dateline) if time.grain is Grain.DAY), None)
        one, size = prose[at], len(dateline)
        prose[at] = Sentence(
            one.text[size:], Span(one.span.start + size, one.span.end), one.block, one.context
        )
        return prose

    def _sentences(self, prose: Sequence[Sentence], analyses: Sequence[Analysis], names: Names) -> None:
        discourse = Discourse(names)
        speech = Speech(prose, analyses)
        for number, (sentence, analysis) in enumerate(zip(prose, analyses, strict=True)):
            if sentence.block.kind is BlockKind.HEADING:
                self._put_aside(sentence, sentence.text, "a heading")
                if is_plain_heading(analysis):
                    discourse.enter(analysis, mentions_of(analysis, len(discourse.mentions)))
                continue
            discourse.enter(analysis, mentions_of(analysis, len(discourse.mentions)))
            reason = left_out(sentence, analysis)
            said = speech.said(number, discourse)
            if said is not None:
                self._quoted(sentence, analysis, said)
                continue
            if reason is None and len(quote_marks(sentence.text)) % 2:
                reason = "part of a longer quotation"
            if reason is not None:
                self._put_aside(sentence, sentence.text, reason)
                continue
            start = body_start(sentence)
            quoted = quotations(sentence.text)
            parts = [
                shorter
                for part in split(analysis, start, self._understand)
                for shorter in without_weighing(analysis, part)
            ]
            for part in (*parts, *beside(analysis, parts, self._understand)):
                self._part(sentence, analysis, part, discourse, quoted)
            for statement, span in titles_of(analysis, names):
                self._propose(sentence, statement, [span], (), (), None)

    def _quoted(self, sentence: Sentence, analysis: Analysis, said: Said) -> None:
        """A sentence between quotation marks: it is what somebody said, word for word."""
        reason = None
        if not said.speaker:
            reason = "quoted words, and nothing plain says whose"
        elif leans(analysis):
            reason = "quoted words that speak of something before them"
        elif analysis.not_checkable is not None or len(analysis.syntax.tokens) < 5:
            reason = "quoted words that state no fact"
        if reason is not None:
            self._put_aside(sentence, sentence.text, reason)
            return
        statement = f'{said.speaker} {said.verb}: "{said.words}."'
        self._propose(sentence, statement, [span_of_words(sentence)], (), (), None)

    def _part(
        self,
        sentence: Sentence,
        analysis: Analysis,
        part: Part,
        discourse: Discourse,
        quoted: Sequence[Span],
    ) -> None:
        dropped: list[str] = []
        for _ in range(3):  # what leans on something unknown at its head may be taken off
            try:
                timed = time_edits(analysis, part, self.day, quoted)
                edits = reference_edits(discourse, part, (*quoted, *(edit.span for edit in timed)))
                break
            except Unresolved as problem:
                shorter = without_lead(analysis, part, problem.span)
                shorter = shorter or without_tail(analysis, part, problem.span)
                if shorter is None:
                    self._put_aside(sentence, part.text(sentence.text), problem.reason)
                    return
                start, end = part.quote.start, shorter.quote.start
                if start == end:
                    start, end = shorter.quote.end, part.quote.end
                dropped.append(Span(start, end).of(sentence.text).strip(" ,"))
                part = shorter
        else:
            return
        statement = compose(sentence.text, part, [*edits, *timed])
        replaced = tuple(
            Replacement(edit.shown, edit.text) for edit in (*edits, *timed) if edit.text and edit.shown
        )
        dropped += [edit.shown for edit in timed if not edit.text]
        value = printed_parts(analysis, part, self.day) if any(edit.text for edit in timed) else None
        self._propose(sentence, statement, [part.quote], replaced, tuple(dropped), value)

    def _propose(
        self,
        sentence: Sentence,
        statement: str,
        quotes: Sequence[Span],
        replaced: tuple[Replacement, ...],
        dropped: tuple[str, ...],
        value: ClaimValue | None,
    ) -> None:
        statement = tidy(statement)
        understood = self._understand(statement)
        if too_little(understood):
            self._put_aside(sentence, statement, "too little to stand alone")
            return
        if understood.not_checkable is not None:
            self._put_aside(
                sentence, statement, f"the matcher sees no statement in it ({understood.not_checkable})"
            )
            return
        passages = tuple(self._passage(span.shift(sentence.span.start)) for span in quotes)
        self.proposals.append(
            Proposal(
                statement, passages, understood, replaced, dropped, value or value_of(understood, self.day)
            )
        )

    def _understand(self, text: str) -> Analysis:
        return analyse(text, vocabulary=self.vocabulary)

    # ------------------------------------------------------------ tables and places

    def _tables(self) -> None:
        for fact in cell_facts(self.document):
            passages = (self._passage(fact.row), self._passage(fact.heading))
            self.proposals.append(Proposal(fact.statement, passages, self._understand(fact.statement)))

    def _passage(self, span: Span) -> Passage:
        """The words of the source that a span of the prose stands for."""
        place = self.document.locate(span)
        if self.frozen is self.document.text:
            line = self.frozen.count("\n", 0, span.start) + 1
            return Passage(span.of(self.frozen), span, line)
        own = _with_marks(self.frozen, place.start, place.end)
        return Passage(own.of(self.frozen), own, place.line)

    def _put_aside(self, sentence: Sentence, text: str, reason: str) -> None:
        self.aside.append(LeftOut(" ".join(text.split()), self.document.locate(sentence.span).line, reason))


def _with_marks(text: str, start: int, end: int) -> Span:
    """With the marks of emphasis that open or close right beside it: "**Ann Lee** said"."""
    while start > 0 and text[start - 1] in _EMPHASIS:
        start -= 1
    while end < len(text) and text[end] in _EMPHASIS:
        end += 1
    return Span(start, end)


__all__ = ["MAX_SENTENCES", "Edit", "extract"]
