"""Claims as CSV (RFC 4180): one row a citation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from verifier.interchange.cells import guarded
from verifier.interchange.columns import CITES, COLUMNS
from verifier.model import Citation, Claim, Source


def claims_csv(claims: Iterable[Claim], sources: Mapping[str, Source]) -> str:
    """All that the columns hold of the claims; reading it back gives the same claims."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for claim in claims:
        whole = _whole(claim)
        notices = claim.retraction.citations if claim.retraction else ()
        for cites, citations in (("claim", claim.citations), ("retraction", notices)):
            for citation in citations:
                row = {**whole, **_citation(citation, sources), CITES: cites}
                writer.writerow({name: guarded(value) for name, value in row.items() if value})
    return out.getvalue()


def _citation(citation: Citation, sources: Mapping[str, Source]) -> dict[str, str]:
    source = sources.get(citation.source)
    own = citation.url if source is None or citation.url != source.url else None
    return {
        "source": citation.source,
        "quote": citation.quote,
        "prefix": citation.prefix or "",
        "suffix": citation.suffix or "",
        "url": own or "",
        "vanished": str(citation.vanished or ""),
    }


def _whole(claim: Claim) -> dict[str, str]:
    value, examples = claim.value, claim.examples
    return {
        "id": claim.id,
        "statement": claim.statement,
        "status": claim.status.value,
        "reason": claim.reason or "",
        "number": "" if value is None or value.number is None else str(value.number),
        "unit": (value and value.unit) or "",
        "qualifier": value.qualifier.value if value and value.qualifier else "",
        "date": (value and value.edtf) or "",
        "inferred": _lines(sorted(value.inferred) if value else ()),
        "holds_from": claim.holds_from or "",
        "holds_until": claim.holds_until or "",
        "expires": str(claim.expires or ""),
        "recheck_by": str(claim.recheck_by or ""),
        "superseded_by": claim.superseded_by or "",
        "retracted_on": str((claim.retraction and claim.retraction.on) or ""),
        "not_to_be_confused_with": _lines(claim.not_to_be_confused_with),
        "compatible_with": _lines(claim.compatible_with),
        "owner": claim.owner or "",
        "reviewed_by": claim.reviewed_by or "",
        "reviewed_on": str(claim.reviewed_on or ""),
        "note": claim.note or "",
        "consistent": _lines(examples.consistent),
        "contradictory": _lines(examples.contradictory),
        "unverified": _lines(examples.unverified),
    }


def _lines(items: Iterable[str]) -> str:
    """One item a line; a sentence that was wrapped in its file comes on one."""
    return "\n".join(" ".join(item.split()) for item in items)
