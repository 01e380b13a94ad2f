"""Who is recorded to have said it: reported speech is compared with what that speaker said."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.assertion import Assertion
from verifier.analysis.cue_words import cues
from verifier.analysis.names import Name
from verifier.compare.alignment import Alignment
from verifier.compare.likeness import same_names
from verifier.compare.predicates import predicate_pairs
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Mention, Span

SHARE = 0.72
WEIGHT = 2.4
RELATIVE = frozenset({"who", "which", "that"})


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each reported clause of the statement, and one when only the claim reports."""
    found = []
    done: set[str] = set()
    for assertion in alignment.statement.assertions:
        if not assertion.speaker_text or assertion.speaker_text in done:
            continue
        done.add(assertion.speaker_text)
        found.append(_compare_one(alignment, assertion))
    if not done:
        reported = next(
            (a for a in alignment.claim.assertions if a.speaker_text and a.stance in ("claimed", "denied")),
            None,
        )
        if reported is not None and not _beside_what_is_said(alignment):
            note = f"the claim reports what {reported.speaker_text} {reported.stance}"
            found.append(
                Comparison(Facet.ATTRIBUTION, "reported as fact", Relation.SILENT, "V208", None, None, note)
            )
    return tuple(found)


def _beside_what_is_said(alignment: Alignment) -> bool:
    """All that the statement has of the claim stands outside of the reported speech: in a relative clause
    before it, as in "Ann, who joined in May, claimed …"."""
    claim = alignment.claim
    clauses = claim.syntax.clauses
    said = {
        match.known.clause
        for match in alignment.matches
        if match.backed
        and match.known is not None
        and not match.in_context
        and match.stated.kind == "word"
        and not (match.stated.role == "agent" or match.known.role == "agent")
        and match.known.clause >= 0
    }
    first = min((n for n, a in enumerate(claim.assertions) if a.speaker_text), default=0)
    return bool(said) and all(
        number < first and not claim.assertions[number].speaker_text and clauses[number].marker in RELATIVE
        for number in said
    )


def _compare_one(alignment: Alignment, stated: Assertion) -> Comparison:
    mention = _mention(alignment.statement, stated)
    told = {
        pair.known
        for pair in predicate_pairs(alignment)
        if pair.stated_assertion(alignment).speaker_text == stated.speaker_text
    }
    numbered = [(n, a) for n, a in enumerate(alignment.claim.assertions) if a.speaker_text]
    speakers = [a for _, a in sorted(numbered, key=lambda one: one[0] not in told)]
    own = [
        t
        for t in alignment.statement.terms
        if t.clause >= 0 and alignment.statement.assertions[t.clause].speaker_text
    ]
    weight = sum(t.weight for t in own if alignment.match_of(t).backed)
    same_content = alignment.coverage(own, context=False) >= SHARE and weight >= WEIGHT
    for known in speakers:
        if _one_speaker(alignment, stated, known):
            if (stated.stance == "denied") != (known.stance == "denied"):
                if stated.negated != known.negated:
                    return Comparison(Facet.ATTRIBUTION, "same stance", Relation.AGREES, "V108", mention)
                relation = Relation.CONFLICTS if same_content else Relation.SILENT
                note = (
                    "the claim has a denial of it"
                    if known.stance == "denied"
                    else "the claim has no denial of it"
                )
                sides = mention, _mention(alignment.claim, known)
                return Comparison(Facet.ATTRIBUTION, "another stance", relation, "V108", *sides, note)
            return Comparison(Facet.ATTRIBUTION, "same speaker", Relation.AGREES, "V108", mention)
    if _told_within(alignment, stated):
        return Comparison(Facet.ATTRIBUTION, "told by another", Relation.AGREES, "V108", mention)
    if (
        not speakers
        and _quoted(alignment.claim)
        and same_names(_names_of(alignment, stated), alignment.claim.context_names)
    ):
        return Comparison(Facet.ATTRIBUTION, "quoted speaker", Relation.COMPATIBLE, "V108", mention)
    if not speakers:
        return Comparison(
            Facet.ATTRIBUTION,
            "speaker not recorded",
            Relation.SILENT,
            "V202",
            mention,
            None,
            "the claim names no speaker",
        )
    known = speakers[0]
    if same_content and _clearly_another(stated.speaker, known.speaker):
        note = f"{known.speaker_text} is recorded to have said it"
        return Comparison(
            Facet.ATTRIBUTION,
            "another speaker",
            Relation.CONFLICTS,
            "V108",
            mention,
            _mention(alignment.claim, known),
            note,
        )
    return Comparison(Facet.ATTRIBUTION, "another speaker", Relation.SILENT, "V202", mention, None)


def _told_within(alignment: Alignment, stated: Assertion) -> bool:
    """What a speaker hopes or says is itself reported: "Ann said Bob hoped to sell"."""
    for clause in alignment.claim.syntax.clauses:
        if clause.lemma in cues().reporting and clause.subject is not None:
            own = (n for n in alignment.claim.names if clause.subject.start <= n.start < clause.subject.end)
            if same_names(stated.speaker, own):
                return True
    return False


def _one_speaker(alignment: Alignment, stated: Assertion, known: Assertion) -> bool:
    if same_names(stated.speaker, known.speaker):
        return True
    if stated.speaker and known.speaker:
        return False
    start, end = stated.speaker_tokens
    for term in alignment.statement.terms:
        if not start <= term.token < end:
            continue
        match = alignment.match_of(term)
        if match.backed and match.known is not None:
            k_start, k_end = known.speaker_tokens
            if match.in_context or k_start <= match.known.token < k_end:
                return True
        if term.kind == "pronoun" and same_names(term.names, known.speaker):
            return True
    return known.speaker_text.lower() in ("he", "she", "it", "they") and same_names(
        stated.speaker, alignment.claim.context_names
    )


def _quoted(analysis: Analysis) -> bool:
    """The sentence is part of a quotation whose speaker stands in a sentence before it."""
    return analysis.text.lstrip()[:1] in '"“' and bool(analysis.text)


def _names_of(alignment: Alignment, stated: Assertion) -> tuple[Name, ...]:
    start, end = stated.speaker_tokens
    own = [term for term in alignment.statement.terms if start <= term.token < end]
    return tuple(name for term in own for name in term.names)


def _clearly_another(stated: tuple[Name, ...], known: tuple[Name, ...]) -> bool:
    people = {"person", "other", "organisation", "country"}
    return bool(stated and known) and stated[0].kind in people and known[0].kind in people


def _mention(analysis: Analysis, assertion: Assertion) -> Mention | None:
    start = analysis.text.find(assertion.speaker_text)
    if start < 0:
        return None
    return Mention(Span(start, start + len(assertion.speaker_text)), assertion.speaker_text)
