"""One finding as the HTML page shows it: both values, and every quote in its context."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from verifier.documents.segment import split_sentences
from verifier.findings import CitedClaim
from verifier.model import ClaimStatus, Source, Span
from verifier.render.html_draft import ICON, Numbered, kind_of, word_of
from verifier.render.levels import deciding_place
from verifier.render.places import spot
from verifier.render.sanitise import visible
from verifier.render.summary import settled_words
from verifier.rules import load_rules

_MOST_CONTEXT = 300  # code points of the source on each side of a quote
_MOST_CITED = 6
_MOST_NEAR = 3
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")


def card(of: Numbered, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The values that the template names for one finding."""
    finding = of.finding
    rule = load_rules()[finding.rule]
    place = deciding_place(finding)
    deciding = finding.deciding
    where = visible(spot(place))
    before, decides, after = finding.statement, "", ""
    if deciding and deciding.stated and place != finding.place:
        before, decides, after = finding.statement.partition(deciding.stated)
    return {
        "number": of.number,
        "anchor": of.anchor,
        "kind": kind_of(finding),
        "icon": ICON[finding.verdict],
        "word": word_of(finding),
        "rule": rule.code,
        "rule_name": rule.name,
        "rule_title": rule.title,
        "before": visible(before),
        "decides": visible(decides),
        "after": visible(after),
        "message": visible(finding.message),
        "stated": visible(deciding.stated) if deciding else "",
        "known": visible(deciding.known or "") if deciding else "",
        "suggestion": visible(finding.suggestion or ""),
        "evidence": [_evidence(one, sources) for one in finding.cited[:_MOST_CITED]],
        "more": max(0, len(finding.cited) - _MOST_CITED),
        "nearest": [
            {
                "claim": visible(near.claim.id),
                "statement": visible(near.claim.statement),
                "ruled_out_by": visible(near.ruled_out_by).rstrip("."),
            }
            for near in finding.nearest[:_MOST_NEAR]
        ],
        "where": where[:1].upper() + where[1:],
        "settled": visible(settled_words(finding.settled)) if finding.settled else "",
        "fingerprint": visible(finding.fingerprint),
        "statement": for_script(finding.statement),
    }


def for_script(text: str) -> str:
    """A text as a JSON string in ASCII, for an attribute that a script reads.

    It is the truth and not what is made visible, because a file of decisions is written from it.
    """
    return json.dumps(text).replace("#", "\\u0023")  # no build log finds "##[" in it


def _evidence(one: CitedClaim, sources: Mapping[str, Source]) -> dict[str, Any]:
    claim, citation = one.claim, one.citation
    source = sources.get(citation.source)
    before, after = context(source.text, citation.span) if source and citation.span else ("", "")
    return {
        "before": visible(before),
        "quote": visible(citation.quote),
        "after": visible(after),
        "source": visible(source.title if source else citation.source),
        "line": citation.line,
        "sha256": visible(source.sha256 or "") if source else "",
        **_link(citation.url),
        "claim": visible(claim.id),
        "status": "" if claim.status is ClaimStatus.ACTIVE else claim.status.value,
        "place": f"{visible(claim.place.path)}:{claim.place.line}",
    }


def context(text: str, span: Span) -> tuple[str, str]:
    """What stands around a quote in its paragraph: its own sentence, the one before and the one after.

    Each side is cut between words when it is long. The blanks beside the quote are kept.
    """
    low, high = max(0, span.start - _MOST_CONTEXT), min(len(text), span.end + _MOST_CONTEXT)
    cut_before, cut_after = low > 0, high < len(text)
    for gap in _EMPTY_LINE.finditer(text, low, span.start):
        low, cut_before = gap.end(), False
    if gap_after := _EMPTY_LINE.search(text, span.end, high):
        high, cut_after = gap_after.start(), False
    spans = [one.shift(low) for one in split_sentences(text[low:high])]
    touched = [at for at, one in enumerate(spans) if one.start < span.end and span.start < one.end] or [0]
    first, last = max(0, touched[0] - 1), min(len(spans) - 1, touched[-1] + 1)
    start = min(spans[first].start, span.start) if spans else span.start
    end = max(spans[last].end, span.end) if spans else span.end
    before = re.sub(r"\s+", " ", text[start : span.start])
    after = re.sub(r"\s+", " ", text[span.end : end])
    if before and cut_before and first == 0:
        before = "… " + before.partition(" ")[2]
    if after and cut_after and last == len(spans) - 1:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _link(url: str | None) -> dict[str, str | None]:
    """An address as a link and the host it leads to; only of the web, and only where nothing in it hides."""
    nothing: dict[str, str | None] = {"url": None, "host": None}
    if url is None or not re.match(r"https?://\S+\Z", url, re.IGNORECASE) or visible(url) != url:
        return nothing
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return nothing
    return {"url": url, "host": host} if host else nothing
