"""A claim as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verifier.knowledge import Store
    from verifier.model import Claim


def claim_record(claim: Claim, store: Store) -> dict[str, Any]:
    """What `list`, `show` and `search` print of a claim with `--format json`."""
    from verifier.knowledge.text_fragments import linked

    return {
        "id": claim.id,
        "statement": claim.statement,
        "status": claim.status.value,
        "path": claim.place.path,
        "line": claim.place.line,
        "citations": [
            {
                "source": cited.source,
                "quote": cited.quote,
                "line": cited.line,
                "url": linked(cited, store.sources),
                "vanished": cited.vanished and cited.vanished.isoformat(),
            }
            for cited in claim.citations
        ],
        "holds_from": claim.holds_from,
        "holds_until": claim.holds_until,
        "expires": claim.expires and claim.expires.isoformat(),
        "recheck_by": claim.recheck_by and claim.recheck_by.isoformat(),
        "superseded_by": claim.superseded_by,
        "not_to_be_confused_with": list(claim.not_to_be_confused_with),
        "compatible_with": list(claim.compatible_with),
        "owner": claim.owner,
        "reviewed_by": claim.reviewed_by,
        "reviewed_on": claim.reviewed_on and claim.reviewed_on.isoformat(),
        "reason": claim.reason,
        "retracted_on": claim.retraction and claim.retraction.on and claim.retraction.on.isoformat(),
        "note": claim.note,
    }
