"""Affirmed or denied: does one side deny what the other affirms?"""

from __future__ import annotations

from verifier.analysis.assertion import Modality
from verifier.analysis.lexicon import Kinship
from verifier.compare.alignment import Alignment
from verifier.compare.predicates import about_the_same, predicate_pairs
from verifier.findings import Comparison, Facet, Relation
from verifier.model import Mention, Span

SHARE = 0.72


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each clause of the statement whose predicate the claim has."""
    found = []
    for pair in predicate_pairs(alignment):
        stated, known = pair.stated_assertion(alignment), pair.known_assertion(alignment)
        if Modality.OPEN in (stated.modality, known.modality):
            continue
        opposite = pair.pivot.kinship is Kinship.OPPOSITE
        if stated.negated == known.negated:
            if not opposite:
                found.append(Comparison(Facet.POLARITY, "same", Relation.AGREES, "V106", pair.pivot.stated, pair.pivot.known))
            continue
        if opposite:
            found.append(
                Comparison(Facet.POLARITY, "denied opposite", Relation.SILENT, "V106", pair.pivot.stated, pair.pivot.known)
            )
            continue
        relation = Relation.SILENT
        if about_the_same(alignment, pair, SHARE) and pair.pivot.kinship in (
            Kinship.SAME, Kinship.FAMILY, Kinship.SYNONYM,
        ):  # fmt: skip
            relation = Relation.CONFLICTS
        cue = stated.cue if stated.negated else None
        mention: Mention = pair.pivot.stated
        if cue is not None:
            mention = Mention(Span(*cue), alignment.statement.text[cue[0] : cue[1]])
        known_mention: Mention | None = pair.pivot.known
        if known.negated and known.cue is not None:
            known_mention = Mention(Span(*known.cue), alignment.claim.text[known.cue[0] : known.cue[1]])
        note = "the claim affirms it" if stated.negated else "the claim denies it"
        found.append(Comparison(Facet.POLARITY, "one side denies", relation, "V106", mention, known_mention, note))
    return tuple(found)
