"""Quotes as annotations of their sources: the W3C Web Annotation Data Model.

https://www.w3.org/TR/annotation-model/. One annotation for each quote: its body is the statement, its target
the source, with a TextQuoteSelector and a TextPositionSelector. Positions are code points of the frozen text,
which the target names as its cached state, because the page itself may have changed since.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote as percent_encoded

from verifier.knowledge import Store
from verifier.model import Citation, Claim, Source, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points of the prefix and the suffix, where none are recorded
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/ns/anno#claims")


def annotation_collection(claims: Iterable[Claim], store: Store) -> dict[str, Any]:
    """One annotation for every quote that stands in its source, as a collection of one page."""
    items = [
        _annotation(claim, number, citation, citation.span, store.sources[citation.source])
        for claim in claims
        for number, citation in enumerate(claim.citations)
        if citation.span is not None and citation.source in store.sources
    ]
    name = f"collection {store.digest} {len(items)}"
    return {
        "@context": CONTEXT,
        "id": _urn(name),
        "type": "AnnotationCollection",
        "label": "Claims and the quotes that back them",
        "total": len(items),
        "first": {
            "id": _urn(f"{name} 1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(claim: Claim, number: int, citation: Citation, span: Span, source: Source) -> dict[str, Any]:
    text = source.text
    found: dict[str, Any] = {
        "id": _urn(f"quote {number} of {claim.id}"),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": claim.statement,
            },
            {"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": claim.id},
            {
                "type": "TextualBody",
                "purpose": "classifying",
                "format": "text/plain",
                "value": claim.status.value,
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": citation.url or source.url or _cached(source),
            "state": {"type": "TimeState", "cached": _cached(source)},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": span.of(text),
                    "prefix": text[max(0, span.start - _AROUND) : span.start],
                    "suffix": text[span.end : span.end + _AROUND],
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        },
    }
    if claim.reviewed_by:
        found["creator"] = {"name": claim.reviewed_by}
    if claim.reviewed_on:
        found["modified"] = f"{claim.reviewed_on.isoformat()}T00:00:00Z"
    return found


def _cached(source: Source) -> str:
    """The frozen text as an IRI: its path in the database, or the id of the source."""
    return percent_encoded(source.path or source.id, safe="/")


def _urn(name: str) -> str:
    """The same name gives the same identifier, on every machine."""
    return f"urn:uuid:{uuid.uuid5(_NAMES, name)}"
