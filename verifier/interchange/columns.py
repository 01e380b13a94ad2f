"""The columns of the CSV of claims, and where each value stands in the record of a claims file.

One row a citation; what is said of the claim as a whole is in each of its rows.
"""

from __future__ import annotations

Steps = tuple[str, ...]

OF_CLAIM: dict[str, Steps] = {
    "id": ("id",),
    "statement": ("statement",),
    "status": ("status",),
    "reason": ("reason",),
    "number": ("value", "number"),
    "unit": ("value", "unit"),
    "qualifier": ("value", "qualifier"),
    "date": ("value", "edtf"),
    "inferred": ("value", "inferred"),
    "holds_from": ("holds", "from"),
    "holds_until": ("holds", "until"),
    "expires": ("expires",),
    "recheck_by": ("recheck_by",),
    "superseded_by": ("superseded_by",),
    "retracted_on": ("retraction", "on"),
    "not_to_be_confused_with": ("not_to_be_confused_with",),
    "compatible_with": ("compatible_with",),
    "owner": ("owner",),
    "reviewed_by": ("reviewed", "by"),
    "reviewed_on": ("reviewed", "on"),
    "note": ("note",),
    "consistent": ("examples", "consistent"),
    "contradictory": ("examples", "contradictory"),
    "unverified": ("examples", "unverified"),
}
OF_CITATION: dict[str, Steps] = {
    name: (name,) for name in ("source", "quote", "prefix", "suffix", "url", "vanished")
}
CITES = "cites"  # "claim", or "retraction" for a quote of the notice that took it back
LISTS = frozenset(
    {"inferred", "not_to_be_confused_with", "compatible_with", "consistent", "contradictory", "unverified"}
)  # one item a line of the cell

COLUMNS = (
    "id",
    "statement",
    "status",
    *OF_CITATION,
    CITES,
    *(name for name in OF_CLAIM if name not in {"id", "statement", "status"}),
)
REQUIRED = ("id", "statement", "source", "quote")
