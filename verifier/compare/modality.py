"""Settled or open: does the statement say more than the claim about whether it is so?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifier.analysis.assertion import Assertion, Modality
from verifier.analysis.cue_words import cues
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.predicates import about_the_same, clause_terms, in_present, predicate_pairs
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Mention, Span

SHARE = 0.6
ENOUGH = 3  # weighty words in common where no name is
SETTLED = 0.6  # share of the words besides the verb that the claim or its context must have
WORDS = {
    Modality.OPEN: "open",
    Modality.POSSIBLE: "possible",
    Modality.PLANNED: "planned or proposed",
    Modality.EXPECTED: "expected",
    Modality.FIRM: "firm",
    Modality.DONE: "a fact",
}


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each clause of the statement whose predicate the claim has, and one for each that
    settles what the claim calls undecided."""
    found = list(_settled(alignment))
    for pair in predicate_pairs(alignment):
        stated, known = pair.stated_assertion(alignment), pair.known_assertion(alignment)
        stated = _scheduled(alignment, pair.stated, stated)
        settled = stated.modality >= Modality.FIRM or (
            stated.certain and stated.modality is not Modality.OPEN
        )
        note = f"stated as {WORDS[stated.modality]}, known as {WORDS[known.modality]}"
        mention: Mention = _mention(alignment.statement.text, stated, pair.pivot.stated)
        known_mention: Mention | None = pair.pivot.known
        if known_mention is not None:
            known_mention = _mention(alignment.claim.text, known, known_mention)
        same_matter = about_the_same(alignment, pair, SHARE) and _of_the_same(alignment, pair.stated)
        if known.modality is Modality.OPEN and settled:
            relation = Relation.CONFLICTS if same_matter else Relation.SILENT
            found.append(
                Comparison(
                    Facet.MODALITY, "settled against open", relation, "V107", mention, known_mention, note
                )
            )
        elif stated.certain and known.modality <= Modality.POSSIBLE and settled:
            relation = Relation.CONFLICTS if same_matter else Relation.SILENT
            found.append(
                Comparison(
                    Facet.MODALITY, "certain against possible", relation, "V107", mention, known_mention, note
                )
            )
        elif stated.certain and not known.certain and Modality.POSSIBLE < known.modality < Modality.DONE:
            found.append(
                Comparison(
                    Facet.MODALITY,
                    "certain against planned",
                    Relation.SILENT,
                    "V208",
                    mention,
                    known_mention,
                    note,
                )
            )
        elif stated.modality > known.modality:
            if known.modality is Modality.PLANNED and stated.modality is Modality.EXPECTED:
                found.append(
                    Comparison(
                        Facet.MODALITY, "firmer plan", Relation.SILENT, "V208", mention, known_mention, note
                    )
                )
            else:
                found.append(
                    Comparison(
                        Facet.MODALITY, "says more", Relation.SILENT, "V208", mention, known_mention, note
                    )
                )
        elif stated.modality is Modality.OPEN and known.modality > Modality.POSSIBLE:
            found.append(
                Comparison(
                    Facet.MODALITY,
                    "open against settled",
                    Relation.SILENT,
                    "V202",
                    mention,
                    known_mention,
                    note,
                )
            )
        else:
            level = "same" if stated.modality is known.modality else "says less"
            relation = Relation.AGREES if stated.modality is known.modality else Relation.COMPATIBLE
            found.append(Comparison(Facet.MODALITY, level, relation, "V107", mention, known_mention))
    return tuple(found)


def _scheduled(alignment: Alignment, number: int, stated: Assertion) -> Assertion:
    """ "Opens on 4 May": the present tense with a date says no more than that it is planned."""
    verb = alignment.statement.syntax.clauses[number].verb
    if verb is None or verb.modal or stated.modality is not Modality.DONE:
        return stated
    dated = any(t.kind == "time" and t.clause == number for t in alignment.statement.terms)
    present = in_present(alignment.statement, verb)
    return replace(stated, modality=Modality.FIRM) if dated and present else stated


def _governed(alignment: Alignment, number: int) -> list[Term]:
    """The words of an infinitive that a clause governs: what was decided."""
    clauses = alignment.statement.syntax.clauses
    own = {n for n, c in enumerate(clauses) if c.governor == number and not c.nominal}
    return [t for t in alignment.statement.terms if t.clause in own]


def _of_the_same(alignment: Alignment, number: int) -> bool:
    """What an infinitive adds stands in the claim too: "decided to buy ferries" is another decision."""
    added = [t for t in _governed(alignment, number) if not t.light and t.kind not in ("quantity", "time")]
    return not added or alignment.coverage(added) >= SETTLED


def _settled(alignment: Alignment) -> Iterator[Comparison]:
    """ "Has turned down the invitation" against "a decision on taking part is pending"."""
    undecided = next(
        (n for n, a in enumerate(alignment.claim.assertions) if a.modality is Modality.OPEN), None
    )
    if undecided is None:
        return
    for number, clause in enumerate(alignment.statement.syntax.clauses):
        stated = alignment.statement.assertions[number]
        if clause.lemma not in cues().settling or stated.negated or stated.modality < Modality.FIRM:
            continue
        own = [
            t
            for t in (*clause_terms(alignment, number), *_governed(alignment, number))
            if (t.role != "predicate" or t.clause != number) and t.kind not in ("quantity", "time")
        ]
        names = [t for t in own if t.kind in ("name", "pronoun")]
        worded = sum(t.kind == "word" and not t.light and alignment.match_of(t).backed for t in own)
        if (
            worded < (1 if names else ENOUGH)
            or not all(alignment.match_of(t).backed for t in names)
            or alignment.coverage(own) < SETTLED
        ):
            continue
        pivot = next(
            (t for t in alignment.statement.terms if t.clause == number and t.role == "predicate"), own[0]
        )
        known = alignment.claim.assertions[undecided]
        mention = _mention(
            alignment.claim.text, known, Mention(Span(0, len(alignment.claim.text)), alignment.claim.text)
        )
        note = "stated as settled, known as open"
        yield Comparison(
            Facet.MODALITY, "settles what is open", Relation.CONFLICTS, "V107", pivot, mention, note
        )


def _mention(text: str, assertion: Assertion, pivot: Mention) -> Mention:
    if assertion.cue is None:
        return pivot
    return Mention(Span(*assertion.cue), text[assertion.cue[0] : assertion.cue[1]])
