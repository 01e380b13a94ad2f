"""Settled or open: does the statement say more than the claim about whether it is so?"""

from __future__ import annotations

from verifier.analysis.assertion import Assertion, Modality
from verifier.compare.alignment import Alignment
from verifier.compare.predicates import about_the_same, predicate_pairs
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Mention, Span

SHARE = 0.6
WORDS = {
    Modality.OPEN: "open",
    Modality.POSSIBLE: "possible",
    Modality.PLANNED: "planned or proposed",
    Modality.EXPECTED: "expected",
    Modality.DONE: "a fact",
}


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each clause of the statement whose predicate the claim has."""
    found = []
    for pair in predicate_pairs(alignment):
        stated, known = pair.stated_assertion(alignment), pair.known_assertion(alignment)
        settled = stated.modality >= Modality.EXPECTED or stated.certain and stated.modality is not Modality.OPEN
        note = f"stated as {WORDS[stated.modality]}, known as {WORDS[known.modality]}"
        mention, known_mention = _mention(alignment.statement.text, stated, pair.pivot.stated), pair.pivot.known
        same_matter = about_the_same(alignment, pair, SHARE)
        if known.modality is Modality.OPEN and settled:
            relation = Relation.CONFLICTS if same_matter else Relation.SILENT
            found.append(Comparison(Facet.MODALITY, "settled against open", relation, "V107", mention, known_mention, note))
        elif stated.certain and known.modality <= Modality.POSSIBLE and settled:
            relation = Relation.CONFLICTS if same_matter else Relation.SILENT
            found.append(Comparison(Facet.MODALITY, "certain against possible", relation, "V107", mention, known_mention, note))
        elif stated.modality > known.modality:
            if known.modality is Modality.PLANNED and stated.modality is Modality.EXPECTED:
                found.append(Comparison(Facet.MODALITY, "firmer plan", Relation.SILENT, "V208", mention, known_mention, note))
            else:
                found.append(Comparison(Facet.MODALITY, "says more", Relation.SILENT, "V208", mention, known_mention, note))
        elif stated.modality is Modality.OPEN and known.modality > Modality.POSSIBLE:
            found.append(Comparison(Facet.MODALITY, "open against settled", Relation.SILENT, "V202", mention, known_mention, note))
        else:
            level = "same" if stated.modality is known.modality else "says less"
            relation = Relation.AGREES if stated.modality is known.modality else Relation.COMPATIBLE
            found.append(Comparison(Facet.MODALITY, level, relation, "V107", mention, known_mention))
    return tuple(found)


def _mention(text: str, assertion: Assertion, pivot: Mention) -> Mention:
    if assertion.cue is None:
        return pivot
    return Mention(Span(*assertion.cue), text[assertion.cue[0] : assertion.cue[1]])
