"""What a finding says in words, and what it proposes."""

from __future__ import annotations

from verifier.findings import Comparison, Facet, Judgement, Relation

FACET_WORDS = {
    Facet.ENTITY: "another name",
    Facet.QUANTITY: "another figure",
    Facet.TIME: "another date",
    Facet.POLARITY: "one affirms what the other denies",
    Facet.MODALITY: "one settles what the other leaves open",
    Facet.ATTRIBUTION: "another speaker",
    Facet.ROLES: "the two sides are exchanged",
    Facet.ORDER: "the order of events is reversed",
    Facet.WORDING: "the opposite",
    Facet.QUOTATION: "the quotation differs",
}
MENDABLE = (Facet.QUANTITY, Facet.TIME, Facet.ENTITY, Facet.QUOTATION)


def named(judgement: Judgement) -> str:
    """The claim by its id."""
    return judgement.candidate.claim.id


def contradiction(judgement: Judgement, clash: Comparison | None) -> str:
    """What clashes with what."""
    if clash is None:
        return f"Contradicts {named(judgement)}."
    what = "another office" if clash.rule == "V114" else FACET_WORDS[clash.facet]
    stated = f"“{clash.stated.text}”" if clash.stated is not None else "this"
    known = (
        f" where {named(judgement)} has “{clash.known.text}”"
        if clash.known is not None
        else f" against {named(judgement)}"
    )
    return f"{stated}{known}: {what}."


def suggestion(judgement: Judgement) -> str | None:
    """The claim's own words, when one figure, date, name or quotation in its place would mend it."""
    clashes = [c for c in judgement.comparisons if c.relation is Relation.CONFLICTS]
    silent = [c for c in judgement.comparisons if c.relation is Relation.SILENT]
    if len(clashes) != 1 or silent:
        return None
    clash = clashes[0]
    if clash.facet not in MENDABLE or clash.known is None or clash.rule == "V114":
        return None
    return clash.known.text
