"""Direct quotations: quoted words are held against the sources letter by letter, and so is their speaker.

A quotation that stands in a source is backed (V003), whatever it says; one that nearly does was changed
(V109); one that the source gives to somebody else has the wrong speaker (V108); one that no source has is
backed by nothing.
The words around it are checked like any others.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from weakref import WeakKeyDictionary

from verifier.analysis import Analysis
from verifier.analysis.name_matching import same_name
from verifier.analysis.tables import string_table
from verifier.compare import align, compare
from verifier.documents import Document
from verifier.documents.quoted import MIN_WORDS, quoted_spans, word_count
from verifier.findings import Candidate, Comparison, Facet, Judgement, Label, Relation
from verifier.frozen import frozen
from verifier.knowledge import Store
from verifier.knowledge.passages import Passage, Passages
from verifier.model import BlockKind, Claim, ClaimPlace, Mention, Sentence, Span
from verifier.quotations.passage_claims import claim_of, in_quotation, known_mention, sentences_around
from verifier.quotations.speakers import inside, reports, speakers, stands_alike

JUDGE = "rules"
SPEAKERS = frozenset({"person", "other", "organisation", "role", "country"})
_PASSAGES: WeakKeyDictionary[Store, Passages] = WeakKeyDictionary()

Read = Callable[[Claim], Analysis]


@frozen
class Quoted:
    """What the quotations of one statement come to."""

    spans: tuple[Span, ...] = ()  # the quoted words in the statement, without their marks
    judgements: tuple[Judgement, ...] = ()  # one a quotation
    outside: tuple[Span, ...] = ()  # the content around them that needs its own backing

    @property
    def verbatim(self) -> tuple[Span, ...]:
        """The quotations that stand in a source, and are no longer compared with claims."""
        return tuple(
            s for s, j in zip(self.spans, self.judgements, strict=True) if j.rule in ("V003", "V108")
        )


def quotations_in(document: Document, sentence: Sentence) -> tuple[Span, ...]:
    """The parts of a sentence between quotation marks, also where the marks are in other sentences."""
    prose = sentence.block.span.of(document.text)
    base = sentence.span.start - sentence.block.span.start
    found = []
    for span in quoted_spans(prose):
        low, high = max(span.start - base, 0), min(span.end - base, len(sentence.text))
        if low < high and word_count(sentence.text[low:high]) >= MIN_WORDS:
            found.append(Span(low, high))
    return tuple(found)


def judge_quotations(
    document: Document, sentence: Sentence, statement: Analysis, store: Store, read: Read, as_of: date | None
) -> Quoted:
    """Look every quotation of a statement up in the sources. `read` understands a claim."""
    spans = quotations_in(document, sentence)
    marked = bool(spans)
    if not marked and sentence.block.kind is BlockKind.QUOTE and word_count(sentence.text) >= MIN_WORDS:
        spans = (Span(0, len(sentence.text)),)
    if not spans:
        return Quoted()
    passages = _PASSAGES.get(store)
    if passages is None:
        passages = _PASSAGES[store] = Passages(store)
    judged = []
    for span in spans:
        places = tuple(passages.find(span.of(sentence.text)))
        if places or marked:
            judged.append((span, _judge(statement, spans, span, places, store, read, as_of, marked=marked)))
    outside = tuple(
        term.span
        for term in statement.terms
        if not term.light and not inside(term.span, spans) and not reports(statement, term.token)
    )
    return Quoted(tuple(s for s, _ in judged), tuple(j for _, j in judged), outside)


def only_quotes(statement: Analysis, quoted: Quoted) -> bool:
    """Nothing but a speaker stands around the quotations: that it was said is the fact to check."""
    if not quoted.judgements or all(j.candidate.claim.id == "" for j in quoted.judgements):
        return False
    around = [
        token for token in statement.syntax.tokens if not inside(Span(token.start, token.end), quoted.spans)
    ]
    if any(token.text == "?" for token in around):
        return False
    words = [
        number for number, token in enumerate(statement.syntax.tokens) if token in around and token.tag != "."
    ]
    return not words or any(reports(statement, number) for number in words)


NOWHERE = Claim(id="", statement="", citations=(), place=ClaimPlace("", 1))


def _judge(
    statement: Analysis, spans: tuple[Span, ...], span: Span, places: tuple[Passage, ...], store: Store,
    read: Read, as_of: date | None, *, marked: bool,
) -> Judgement:  # fmt: skip
    stated = Mention(span, span.of(statement.text))
    if not places:
        missing = Comparison(
            Facet.QUOTATION, "in no source", Relation.SILENT, "V202", stated, None, "in no source"
        )
        return Judgement(
            Candidate(NOWHERE, 0.0),
            Label.NEITHER,
            0.5,
            (missing,),
            JUDGE,
            "V202",
            "the quotation stands in no source",
        )
    if not places[0].exact:
        return _changed(statement, span, places[0], store, as_of, marked=marked)
    said = [(place, *_speaker_fits(statement, spans, place, store, read, as_of)) for place in places]
    place, claim, speaker = min(said, key=lambda one: _ORDER[one[2].relation])
    verbatim = Comparison(
        Facet.QUOTATION, "verbatim", Relation.AGREES, "V003", stated, known_mention(place, place.span, claim)
    )
    found = (speaker, verbatim) if speaker.relation is Relation.CONFLICTS else (verbatim, speaker)
    if speaker.relation is Relation.CONFLICTS:
        return Judgement(Candidate(claim, 1.0), Label.REFUTES, 0.9, found, JUDGE, "V108", speaker.note)
    if speaker.relation is not Relation.SILENT and not stands_alike(statement, spans, read(claim)):
        note = "the words around the quotation are stated in another way"
        speaker = Comparison(
            Facet.ATTRIBUTION, "said in another way", Relation.SILENT, "V202", stated, None, note
        )
        found = (verbatim, speaker)
    if speaker.relation is Relation.SILENT:
        reason = speaker.note
        return Judgement(Candidate(claim, 1.0), Label.NEITHER, 0.8, found, JUDGE, "V202", reason, (span,))
    backed = (span, *_backed_outside(statement, spans, read(claim)))
    return Judgement(
        Candidate(claim, 1.0),
        Label.SUPPORTS,
        1.0,
        found,
        JUDGE,
        "V003",
        "word for word in the source",
        backed,
    )


_ORDER = {
    Relation.AGREES: 0,
    Relation.COMPATIBLE: 1,
    Relation.SILENT: 2,
    Relation.CONFLICTS: 3,
    Relation.UNRELATED: 4,
}


def _changed(
    statement: Analysis, span: Span, place: Passage, store: Store, as_of: date | None, *, marked: bool
) -> Judgement:
    """The words nearly stand in a source. A report turned quotation, or another comma, is no misquote."""
    claim = claim_of(place, store, as_of)
    known = known_mention(place, place.known or place.span, claim)
    words = span.of(statement.text)
    if place.stated is None or not marked:
        note = "the source has it with other signs" if place.stated is None else "the source has other words"
        reason = note
    elif not in_quotation(place) and set(place.different) <= _reported_shift():
        reason = "the source reports this and does not quote it"
    else:
        first = place.stated.shift(span.start)
        clash = Comparison(
            Facet.QUOTATION, "changed", Relation.CONFLICTS, "V109",
            Mention(first, first.of(statement.text)), known,
            "the quotation was changed",
        )  # fmt: skip
        return Judgement(
            Candidate(claim, place.share), Label.REFUTES, 0.95, (clash,), JUDGE, "V109", clash.note
        )
    stated = (
        Mention(span, words)
        if place.stated is None
        else Mention(place.stated.shift(span.start), place.stated.of(words))
    )
    near = Comparison(Facet.QUOTATION, "not verbatim", Relation.SILENT, "V202", stated, known, reason)
    return Judgement(Candidate(claim, place.share), Label.NEITHER, 0.7, (near,), JUDGE, "V202", reason)


@cache
def _reported_shift() -> frozenset[str]:
    return frozenset(string_table("quotations")["reported_shift"])


# ---------------------------------------------------------------- who said it


def _speaker_fits(
    statement: Analysis, spans: tuple[Span, ...], place: Passage, store: Store, read: Read, as_of: date | None
) -> tuple[Claim, Comparison]:
    """Whether the source gives the passage to the speaker whom the statement names."""
    claim = claim_of(place, store, as_of)
    stated = speakers(statement, spans)
    silent = Comparison(Facet.ATTRIBUTION, "nobody named", Relation.COMPATIBLE, "V108")
    if not stated:
        return claim, silent
    mention = Mention(stated[0].span, stated[0].text)
    known = read(claim)
    own = speakers(known, quoted_spans(known.text))
    if any(same_name(s, k) for s in stated for k in own):
        return claim, Comparison(Facet.ATTRIBUTION, "same speaker", Relation.AGREES, "V108", mention)
    clearly = all(name.kind in SPEAKERS and not name.weak for name in (*stated, *own))
    if own and clearly:
        note = f"{own[0].text} is recorded to have said it"
        there = Mention(own[0].span, own[0].text)
        return claim, Comparison(
            Facet.ATTRIBUTION, "another speaker", Relation.CONFLICTS, "V108", mention, there, note
        )
    sentences = sentences_around(place)
    near = [
        span for span in sentences if place.span.start - 1200 < span.end and span.start < place.span.end + 400
    ]
    names = [name for span in near for name in read(_as_claim(place, span)).names]
    if not own and any(same_name(s, k) for s in stated for k in (*names, *known.context_names)):
        return claim, Comparison(Facet.ATTRIBUTION, "named nearby", Relation.COMPATIBLE, "V108", mention)
    note = "the source names no such speaker"
    return claim, Comparison(
        Facet.ATTRIBUTION, "speaker not recorded", Relation.SILENT, "V202", mention, None, note
    )


def _as_claim(place: Passage, span: Span) -> Claim:
    return Claim(
        f"{place.source.id}@{span.start}", span.of(place.source.text), (), ClaimPlace(place.source.id, 1)
    )


# ---------------------------------------------------------------- the words around it


def _backed_outside(statement: Analysis, spans: tuple[Span, ...], known: Analysis) -> tuple[Span, ...]:
    """The words around the quotation that its own sentence in the source has too."""
    alignment = align(statement, known)
    comparisons = compare(alignment)
    for c in comparisons:
        if c.relation is Relation.CONFLICTS and c.stated is not None and not inside(c.stated.span, spans):
            return ()
    agreeing = {
        c.stated.span
        for c in comparisons
        if c.facet in (Facet.QUANTITY, Facet.TIME)
        and c.relation in (Relation.AGREES, Relation.COMPATIBLE)
        and c.stated is not None
    }
    return tuple(
        m.stated.span
        for m in alignment.matches
        if not inside(m.stated.span, spans) and (m.backed or m.stated.span in agreeing)
    )
