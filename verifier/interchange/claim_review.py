"""Claims as schema.org ClaimReview: https://schema.org/ClaimReview.

A claim says what the team stands behind, so its own statement is what is reviewed, and its status the rating.
What each status maps to is written down in docs/claims.md. Proposed and rejected claims are left out: nobody
has stood behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote as percent_encoded

from verifier.frozen import frozen
from verifier.knowledge import Store
from verifier.knowledge.text_fragments import linked
from verifier.model import Citation, Claim, ClaimStatus, Source

BEST, WORST = 5, 1  # as fact-checkers use the scale: 5 is true, 1 is false
RATINGS: dict[ClaimStatus, tuple[int, str]] = {
    ClaimStatus.ACTIVE: (5, "Supported"),
    ClaimStatus.DISPUTED: (3, "Disputed"),
    ClaimStatus.SUPERSEDED: (2, "Superseded"),
    ClaimStatus.RETRACTED: (1, "Retracted"),
}
_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")  # of EDTF, what an ISO 8601 date may be

Json = dict[str, Any]


@frozen
class Publisher:
    """Who publishes the reviews, and the page that they stand on."""

    name: str | None = None
    url: str | None = None
    page: str | None = None


def claim_reviews(claims: Iterable[Claim], store: Store, publisher: Publisher) -> Json:
    """The claims with a rating, as one JSON-LD graph."""
    rated = [claim for claim in claims if claim.status in RATINGS]
    return {
        "@context": "https://schema.org",
        "@graph": [_review(claim, store, publisher) for claim in rated],
    }


def _review(claim: Claim, store: Store, publisher: Publisher) -> Json:
    value, name = RATINGS[claim.status]
    sources = {
        cited.source: store.sources[cited.source]
        for cited in claim.citations
        if cited.source in store.sources
    }
    page = publisher.page
    return _filled(
        {
            "@type": "ClaimReview",
            "identifier": claim.id,
            "url": f"{page}#{percent_encoded(claim.id, safe='')}" if page else None,
            "claimReviewed": claim.statement,
            "itemReviewed": _filled(
                {
                    "@type": "Claim",
                    "text": claim.statement,
                    "temporalCoverage": _period(claim),
                    "appearance": [_work(source) for source in sources.values()],
                }
            ),
            "reviewRating": _filled(
                {
                    "@type": "Rating",
                    "ratingValue": value,
                    "bestRating": BEST,
                    "worstRating": WORST,
                    "alternateName": name,
                    "ratingExplanation": claim.reason,
                }
            ),
            "author": _organisation(publisher.name or claim.owner, publisher.url),
            "datePublished": claim.reviewed_on and claim.reviewed_on.isoformat(),
            "expires": claim.expires and claim.expires.isoformat(),
            "citation": [_quotation(cited, store) for cited in claim.evidence],
        }
    )


def _quotation(citation: Citation, store: Store) -> Json:
    source = store.sources.get(citation.source)
    return _filled(
        {
            "@type": "Quotation",
            "text": citation.quote,
            "url": linked(citation, store.sources),
            "isPartOf": _work(source) if source else None,
        }
    )


def _work(source: Source) -> Json:
    return _filled(
        {
            "@type": "CreativeWork",
            "identifier": source.id,
            "name": source.title,
            "url": source.url,
            "inLanguage": source.language,
            "publisher": _organisation(source.publisher, None),
            "datePublished": _iso(source.published),
        }
    )


def _organisation(name: str | None, url: str | None) -> Json | None:
    return _filled({"@type": "Organization", "name": name, "url": url}) if name else None


def _period(claim: Claim) -> str | None:
    """The period in which it holds, as ISO 8601; None where one of its ends is no plain date."""
    start, end = claim.holds_from, claim.holds_until
    if not (start or end) or (start and not _iso(start)) or (end and not _iso(end)):
        return None
    return f"{start or '..'}/{end or '..'}"


def _iso(edtf: str | None) -> str | None:
    return edtf if edtf and _ISO_DATE.fullmatch(edtf) else None


def _filled(record: Json) -> Json:
    """Without what is not known: an absent property says so in JSON-LD."""
    return {name: value for name, value in record.items() if value not in (None, [], "")}
