"""Compares a statement with a claim, facet by facet. A new facet is one module and one line of the table."""

from __future__ import annotations

from collections.abc import Callable

from verifier.compare import (
    amounts,
    attribution,
    degrees,
    entities,
    modality,
    order,
    pairing,
    polarity,
    quantities,
    roles,
    times,
    titles,
    wording,
)
from verifier.compare.alignment import Alignment, align
from verifier.findings import Comparison

__all__ = ["COMPARATORS", "Alignment", "align", "compare"]

Comparator = Callable[[Alignment], tuple[Comparison, ...]]

# In the order in which a clash is reported when several facets clash.
COMPARATORS: dict[str, Comparator] = {
    "quantities": quantities.compare,
    "pairing": pairing.compare,
    "amounts": amounts.compare,
    "times": times.compare,
    "roles": roles.compare,
    "degrees": degrees.compare,
    "order": order.compare,
    "polarity": polarity.compare,
    "modality": modality.compare,
    "titles": titles.compare,
    "attribution": attribution.compare,
    "entities": entities.compare,
    "wording": wording.compare,
}


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """All facets of an aligned statement and claim."""
    return tuple(comparison for comparator in COMPARATORS.values() for comparison in comparator(alignment))
