"""When a claim backs a detail of a statement: all of weight is there, in one part, and no weaker."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.assertion import excludes
from verifier.analysis.details import Detail
from verifier.analysis.kinship import Kinship, has_opposite, kinship
from verifier.analysis.lexicon import lemma_of
from verifier.analysis.terms import Term
from verifier.compare import Alignment
from verifier.compare.alignment import Match
from verifier.compare.contrast import takes_up_another
from verifier.compare.likeness import same_names
from verifier.documents.hidden import fold
from verifier.findings import Comparison, Facet, Relation
from verifier.judges.omissions import turned
from verifier.judges.participants import agent_fits, patient_fits
from verifier.judges.strength import no_stronger

# The policy's few numbers, set on development data (benchmarks/quality.py) and held by benchmarks/floors.yml.
SUPPORT = 0.78  # share of a detail's content that must have a counterpart
MISSING = 0.8  # weight of content words that may be without one: one adverb or one plain adjective;
MISSING_SHARE = 0.15  # in a long detail, this share of its weight
ELSEWHERE = 0.35  # share of a detail's weight that may rest on the sentences before the claim
LOCAL = 0.62  # share of a detail's words that must stand in one part of the claim
BLOCKING = frozenset(
    {
        Facet.QUANTITY,
        Facet.TIME,
        Facet.ENTITY,
        Facet.POLARITY,
        Facet.MODALITY,
        Facet.ATTRIBUTION,
        Facet.ROLES,
        Facet.ORDER,
    }
)
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
TURNING = frozenset(
    {"against", "without", "except", "unlike", "outside", "other than", "anything but", "far from"}
)
PLAIN = frozenset(
    {"", "be", "set", "schedule", "plan", "take place", "hold", "happen", "occur", "fall", "slate"}
)
AGREEING = frozenset({Relation.AGREES, Relation.COMPATIBLE})


def supports(alignment: Alignment, detail: Detail, comparisons: tuple[Comparison, ...]) -> bool:
    """The claim backs this detail: every hard facet agrees, and nothing is said more strongly."""
    terms = (*detail.terms, *detail.shared)
    own = {(term.span.start, term.span.end) for term in terms}
    for c in comparisons:
        if (
            c.facet in BLOCKING
            and c.relation not in AGREEING
            and (c.stated is None or _touches(c, own, detail))
        ):
            return False
    words = [t for t in terms if t.kind not in ("quantity", "time")]
    weighty = [t for t in words if not t.light]
    if any(alignment.match_of(t).kinship is Kinship.OPPOSITE for t in words):
        return False  # however light: "four months early" where the claim has "four months late"
    if not weighty or not _covered(alignment, weighty) or alignment.coverage(words) < SUPPORT:
        return False
    if excludes(alignment.statement.text) - excludes(alignment.claim.text):
        return False
    if takes_up_another(alignment, detail.clauses) or not _classified(alignment, detail):
        return False
    pivot = _pivot(alignment, detail)
    if pivot is None or _crossed(alignment, detail):
        return False
    if pivot.stated.kind != "word" and not _plain_event(alignment, detail, pivot):
        return False
    if turned(alignment, detail, pivot):
        return False
    return _in_one_part(alignment, detail, comparisons, pivot) and no_stronger(alignment, detail)


def _touches(comparison: Comparison, own: set[tuple[int, int]], detail: Detail) -> bool:
    assert comparison.stated is not None
    span = comparison.stated.span
    if comparison.facet is Facet.ATTRIBUTION:  # its article may stand before the first word of the detail
        return span.start < detail.span.end and span.end > detail.span.start
    return (span.start, span.end) in own or span.within(detail.span)


def _covered(alignment: Alignment, weighty: list[Term]) -> bool:
    """All names backed, the predicate by the claim itself, and next to nothing missing or only in context."""
    missing = elsewhere = 0.0
    for term in weighty:
        match = alignment.match_of(term)
        if term.kind in ("name", "pronoun"):
            if not match.backed or (match.in_context and _is_place(term)):
                return False
        elif not match.backed:
            if term.tag == "#" or term.key in ORDINALS:
                return False  # "third" where the claim has "first"
            if term.tag in "AR" and (has_opposite(term.key) or term.text.lower().endswith("est")):
                return False  # "slowly", "worst": leaving out a word of degree can turn the meaning round
            if term.role == "predicate" or _verbal(term) or (term.role == "patient" and term.tag == "N"):
                return False
            missing += term.weight
        elif match.in_context:
            if term.role == "patient" or (
                term.role == "predicate" and not _local_predicate(alignment, weighty)
            ):
                return False
            elsewhere += term.weight
    total = sum(term.weight for term in weighty)
    return missing <= max(MISSING, MISSING_SHARE * total) and elsewhere <= ELSEWHERE * total


def _verbal(term: Term) -> bool:
    """A verb or a participle: "announced" before a noun may well be what the sentence is about."""
    return term.tag == "V" or (
        term.tag == "A" and lemma_of(term.text.lower(), "v") not in (None, term.text.lower())
    )


def _classified(alignment: Alignment, detail: Detail) -> bool:
    """What a thing is said to *be* must be in the claim word for word: "is a medical drama"."""
    for term in detail.terms:
        if term.clause < 0 or term.role != "patient":
            continue
        clause = alignment.statement.syntax.clauses[term.clause]
        if clause.lemma == "be" and term.kind == "name" and not _of_the_same_noun(alignment, term):
            return False
        if clause.lemma != "be" or term.tag not in "NA" or term.kind != "word":
            continue
        match = alignment.match_of(term)
        if not match.backed or match.known is None:
            return False
        if term.tag == "N" and match.known.kind == "name" and match.known.role != "patient":
            return False  # "Yavapai County" makes nothing else a county
    return True


def _of_the_same_noun(alignment: Alignment, term: Term) -> bool:
    """ "The Danish envoy" needs a Danish envoy in the claim, and not a Danish minister and some envoy."""
    noun = _noun_of(alignment.statement, term)
    match = alignment.match_of(term)
    if not noun or match.known is None:
        return True
    if match.in_context:
        return False  # told of something else, a sentence before
    others = [t for t in alignment.claim.terms if t.names and same_names(term.names, t.names)]
    if not any(_noun_of(alignment.claim, t) for t in others):
        return True  # its owner is told some other way
    return any(kinship(noun, _noun_of(alignment.claim, t)) > Kinship.NARROWER for t in others)


def _noun_of(analysis: Analysis, term: Term) -> str:
    """The noun that a name or a possessive pronoun stands before, through words between; empty for none."""
    tokens = analysis.syntax.tokens
    at = term.names[0].end if term.kind == "name" and term.names else term.token + 1
    at += at < len(tokens) and tokens[at].tag == "G"
    noun = ""
    while at < len(tokens) and tokens[at].tag in ("A", "N"):
        noun = tokens[at].lemma if tokens[at].tag == "N" else noun
        at += 1
    return noun


def _plain_event(alignment: Alignment, detail: Detail, pivot: Match) -> bool:
    """With names alone to go by, both sides must say no more than that something is, or takes place."""
    assert pivot.known is not None
    if pivot.known.clause < 0:
        return False
    known = _verb_key(alignment.claim, pivot.known.clause)
    keys = {_verb_key(alignment.statement, number) for number in detail.clauses}
    return all(key == known or (key in PLAIN and known in PLAIN) for key in keys if key)


def _verb_key(analysis: Analysis, number: int) -> str:
    """The verb with the bare noun that completes it: "take place", "take part"."""
    clause = analysis.syntax.clauses[number]
    patient = clause.patient
    if patient is not None and patient.end - patient.start == 1 and clause.lemma in ("take", "play", "have"):
        return f"{clause.lemma} {analysis.syntax.tokens[patient.head].lemma}"
    return clause.lemma


def _crossed(alignment: Alignment, detail: Detail) -> bool:
    """The statement's doer is none in the claim, and the claim's doer stands elsewhere in the statement."""
    moved = taken = False
    for term in (*detail.terms, *detail.shared):
        match = alignment.match_of(term)
        if term.kind != "name" or match.known is None or match.in_context or match.known.kind != "name":
            continue
        moved = moved or (term.role == "agent" and match.known.role in ("patient", "oblique", "other"))
        taken = taken or (term.role in ("patient", "oblique", "other") and match.known.role == "agent")
    return moved and taken


def _is_place(term: Term) -> bool:
    """Where it happened: that a place was named a sentence before does not put this event there."""
    kinds = {name.kind for name in term.names}
    return (
        term.role in ("oblique", "other")
        and term.preposition in ("in", "at", "on", "near", "from")
        and bool(kinds & {"place", "country", "capital", "other"})
    )


def _local_predicate(alignment: Alignment, weighty: list[Term]) -> bool:
    """One of the predicates has its counterpart in the claim itself."""
    matches = [alignment.match_of(term) for term in weighty if term.role == "predicate"]
    return any(match.backed and not match.in_context for match in matches)


def _pivot(alignment: Alignment, detail: Detail) -> Match | None:
    """The predicate's counterpart, or that of its heaviest other word when the verb is light."""
    found = [
        m
        for m in alignment.matches
        if any(m.stated is t for t in detail.terms) and m.backed and not m.in_context
    ]
    names = [m for m in found if m.stated.kind in ("name", "pronoun") and m.known is not None]
    found = [m for m in found if m.stated.kind == "word" and not m.stated.light and m.known is not None]
    if not found:
        return names[-1] if names else None  # "the fair is on 4 May"
    predicates = [m for m in found if m.stated.role == "predicate"]
    if predicates:
        return predicates[0]
    patients = [m for m in found if m.stated.role == "patient" and m.stated.tag in "NVA"]
    chosen = patients or found
    return chosen[-1] if chosen else None


def _in_one_part(
    alignment: Alignment, detail: Detail, comparisons: tuple[Comparison, ...], pivot: Match
) -> bool:
    """Figures, dates and most words stand in the same part of the claim as the predicate's counterpart."""
    assert pivot.known is not None
    clause = pivot.known.clause
    if _set_against(alignment, clause) - excludes(alignment.statement.text):
        return False
    part = alignment.claim.detail_at(clause)
    for c in comparisons:
        if c.facet in (Facet.QUANTITY, Facet.TIME) and isinstance(c.known, Term) and c.stated is not None:
            if (
                any(c.stated is term for term in detail.terms)
                and alignment.claim.detail_at(c.known.clause) != part
            ):
                return False
    if not agent_fits(alignment, detail, clause) or not patient_fits(alignment, detail, clause):
        return False
    for term in detail.terms:
        match = alignment.match_of(term)
        participant = term.kind == "name" or (term.tag == "N" and not term.light)
        if (
            participant
            and term.role in ("agent", "patient")
            and match.known is not None
            and not match.in_context
        ):
            same = [k for k in alignment.claim.terms if k.key == match.known.key]
            if not any(alignment.in_part(k, part) for k in same):
                return False  # "the handle is of steel": in the claim it is the lid
    words = [t for t in detail.terms if t.kind not in ("quantity", "time") and not t.light]
    return alignment.local_coverage(words, clause) >= LOCAL


def _set_against(alignment: Alignment, number: int) -> frozenset[str]:
    """The excluding words of one of the claim's clauses: "was against the merger"."""
    if number < 0:
        return frozenset()
    clause = alignment.claim.syntax.clauses[number]
    tokens = alignment.claim.syntax.tokens
    last = min(clause.end, len(tokens)) - 1
    if tokens[last].lower == "without":
        last -= 1  # opens the next clause: "settled without admitting anything"
    found = excludes(fold(alignment.claim.text)[tokens[clause.start].start : tokens[last].end])
    return found & TURNING
