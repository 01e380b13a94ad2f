"""What the entailment model may not overrule: figures, dates, names, denials and how sure a text is."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.findings import Comparison, Facet, Judgement, Relation

HARD = frozenset(
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
NEAR = 0.6  # of the best claim's share of the statement's words
AGREEING = frozenset({Relation.AGREES, Relation.COMPATIBLE})


def may_back(judgements: Sequence[Judgement]) -> bool:
    """No hard facet of the statement clashes with these claims, or is missing from all of them.

    What one claim is silent on another may have: several are read together. A claim that is much further from
    the statement than the best one is about something else, and its figures and dates count for nothing.
    """
    best = max((judgement.confidence for judgement in judgements), default=0.0)
    near = [judgement for judgement in judgements if judgement.confidence >= NEAR * best]
    return all(relation in AGREEING for relation in _best(near).values())


def may_clash(judgements: Sequence[Judgement]) -> bool:
    """Nothing to veto: a clash that no rule sees is what the model is asked for."""
    return bool(judgements)


def _best(judgements: Sequence[Judgement]) -> dict[tuple[Facet, object], Relation]:
    """For each hard detail of the statement the best relation that it has to any of the claims."""
    order = (Relation.AGREES, Relation.COMPATIBLE, Relation.SILENT, Relation.UNRELATED, Relation.CONFLICTS)
    found: dict[tuple[Facet, object], Relation] = {}
    for judgement in judgements:
        for one in judgement.comparisons:
            if one.facet in HARD:
                key = _detail(one)
                known = found.get(key, Relation.CONFLICTS)
                found[key] = min(one.relation, known, key=order.index)
    return found


def _detail(one: Comparison) -> tuple[Facet, object]:
    return (one.facet, one.stated.span if one.stated is not None else None)
