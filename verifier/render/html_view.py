"""What the HTML page shows, as plain values: everything from outside is made visible here, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from verifier.findings import CitedClaim, Finding, Report, Verdict
from verifier.frozen import frozen
from verifier.model import ClaimStatus, Source
from verifier.render.identity import fingerprints
from verifier.render.levels import deciding_place
from verifier.render.options import RenderOptions
from verifier.render.palette import VERDICT_WORD
from verifier.render.places import spot
from verifier.render.sanitise import visible
from verifier.render.summary import Summary, claims_line, plural, settled_words
from verifier.rules import load_rules

ICON = {
    Verdict.CONTRADICTORY: "✕",
    Verdict.UNVERIFIED: "?",
    Verdict.CONSISTENT: "✓",
    Verdict.NOT_CHECKABLE: "–",
}
_SUPPRESSED = "suppressed"  # kind of a finding that no longer counts, whatever its verdict
_CONTEXT = 220  # characters of the source on each side of a quote
_MOST_CITED = 6
_MOST_NEAR = 3


@frozen
class Piece:
    """A run of the draft: plain, or part of a statement that has a finding."""

    text: str
    finding: int | None = None  # number of the finding on the page
    kind: str = ""
    anchor: str = ""
    icon: str = ""
    label: str = ""  # what a screen reader says before the statement
    first: bool = False  # the statement begins here
    decides: bool = False  # these are the words that decide


def view(report: Report, options: RenderOptions) -> dict[str, Any]:
    """Every value that the template names."""
    anchors = [f"f-{fingerprint[:16]}" for fingerprint in fingerprints(report.findings)]
    known = load_rules()
    used = sorted({one.rule for one in report.findings} | {one.rule for one in report.notices})
    return {
        "version": visible(options.version),
        "headline": _headline(report),
        "counts": _counts(report, options),
        "not_checkable": bool(report.not_checkable),
        "notices": [
            {
                "place": f"{visible(one.path)}:{one.line}:{one.column}",
                "rule": one.rule,
                "message": visible(one.message),
            }
            for one in report.notices
        ],
        "skipped": [{"path": visible(one.path), "reason": visible(one.reason)} for one in report.skipped],
        "rules": [known[code] for code in used],
        "pages": list(_pages(report, anchors)),
        "claims": visible(claims_line(report)),
        "sources": [
            {
                "title": visible(source.title),
                "publisher": visible(source.publisher or ""),
                "published": visible(source.published or ""),
                "sha256": source.sha256,
            }
            for source in report.sources
        ],
    }


def _headline(report: Report) -> str:
    wrong, checked = report.count(Verdict.CONTRADICTORY), len(report.findings)
    if not checked:
        nothing = "Nothing has changed" if report.unchanged else "Nothing to check"
        return "Some drafts could not be checked" if report.skipped else nothing
    if not wrong:
        return f"No contradiction in {checked} statement{'' if checked == 1 else 's'}"
    return f"{wrong} of {checked} statements contradict{'s' if wrong == 1 else ''} the claims"


def _counts(report: Report, options: RenderOptions) -> list[dict[str, Any]]:
    counts = Summary.of(report)
    numbers = {
        Verdict.CONTRADICTORY: counts.contradictory,
        Verdict.UNVERIFIED: counts.unverified,
        Verdict.CONSISTENT: counts.consistent,
        Verdict.NOT_CHECKABLE: counts.not_checkable,
    }
    rows = [
        {
            "kind": verdict.value,
            "word": VERDICT_WORD[verdict],
            "icon": ICON[verdict],
            "number": number,
            "filter": verdict is not Verdict.NOT_CHECKABLE,
            "on": verdict in options.show,
        }
        for verdict, number in numbers.items()
    ]
    if counts.suppressed:
        suppressed: dict[str, Any] = {
            "kind": _SUPPRESSED,
            "word": _SUPPRESSED,
            "icon": "⊘",
            "number": counts.suppressed,
        }
        rows.append({**suppressed, "filter": True, "on": options.show_suppressed})
    if counts.unchanged:
        unchanged = {"kind": "unchanged", "word": "unchanged, not checked", "icon": "–"}
        rows.append({**unchanged, "number": counts.unchanged, "filter": False, "on": False})
    if counts.skipped:
        skipped: dict[str, Any] = {
            "kind": "skipped",
            "word": "not checked",
            "icon": "!",
            "number": counts.skipped,
        }
        rows.append({**skipped, "filter": False, "on": False})
    return rows


def _pages(report: Report, anchors: list[str]) -> Iterator[dict[str, Any]]:
    texts = dict(report.texts)
    sources = {source.id: source for source in report.sources}
    total = len(report.findings)
    unchanged = {one.path: one.statements for one in report.unchanged}
    of_path: dict[str, list[tuple[int, Finding, str]]] = {}
    for at, (finding, anchor) in enumerate(zip(report.findings, anchors, strict=True), 1):
        of_path.setdefault(finding.place.path, []).append((at, finding, anchor))
    for number, path in enumerate(report.paths, 1):
        mine = of_path.get(path, [])
        paragraphs = list(_paragraphs(texts.get(path, ""), mine, total))
        marked = {piece.finding for paragraph in paragraphs for piece in paragraph if piece.first}
        yield {
            "number": number,
            "path": visible(path),
            "unchanged": plural(unchanged[path], "statement") if path in unchanged else "",
            "paragraphs": paragraphs,
            "cards": [
                {**_card(at, finding, anchor, sources), "marked": at in marked}
                for at, finding, anchor in mine
            ],
        }


def _paragraphs(
    text: str, findings: list[tuple[int, Finding, str]], total: int
) -> Iterator[tuple[Piece, ...]]:
    """The draft in paragraphs, each in pieces; a statement over an empty line is marked in both."""
    cuts: list[tuple[int, int, Piece]] = []
    for number, finding, anchor in sorted(findings, key=lambda one: one[1].place.start):
        cuts += _marked(number, finding, anchor, total)
    start = passed = 0
    for gap in re.finditer(r"\n[ \t\r]*\n\s*|\Z", text):
        while passed < len(cuts) and cuts[passed][1] <= start:
            passed += 1
        paragraph = tuple(_pieces(text, start, gap.start(), (cuts[at] for at in range(passed, len(cuts)))))
        if any(piece.text.strip() for piece in paragraph):
            yield paragraph
        start = gap.end()


def _marked(number: int, finding: Finding, anchor: str, total: int) -> list[tuple[int, int, Piece]]:
    """The ranges of one statement: before, at and after the words that decide."""
    whole, words = finding.place, deciding_place(finding)
    label = f"{_word(finding)}, {load_rules()[finding.rule].name}, finding {number} of {total}"
    kind, icon = _kind(finding), ICON[finding.verdict]
    inside = words is not whole and whole.start <= words.start < words.end <= whole.end
    edges = [whole.start, words.start, words.end, whole.end] if inside else [whole.start, whole.end]
    ranges: list[tuple[int, int, Piece]] = []
    for start, end in pairwise(edges):
        if start < end:
            decides = inside and start == words.start
            piece = Piece("", number, kind, anchor, icon, label, first=not ranges, decides=decides)
            ranges.append((start, end, piece))
    return ranges


def _pieces(text: str, start: int, end: int, cuts: Iterable[tuple[int, int, Piece]]) -> Iterator[Piece]:
    """The text from `start` to `end`; `cuts` are in order, from the first that ends behind `start`."""
    at = start
    for first, last, piece in cuts:
        if first >= end:
            break
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if at < first:
            yield Piece(_lines(text[at:first]))
        yield Piece(
            _lines(text[first:last]), piece.finding, piece.kind, piece.anchor, piece.icon, piece.label,
            piece.first, piece.decides,
        )  # fmt: skip
        at = last
    if at < end:
        yield Piece(_lines(text[at:end]))


def _lines(text: str) -> str:
    """Text with its line breaks kept and all else that hides made visible."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(visible, lines))


def _kind(finding: Finding) -> str:
    return _SUPPRESSED if finding.suppressed else finding.verdict.value


def _word(finding: Finding) -> str:
    word = VERDICT_WORD[finding.verdict]
    return f"{word}, {_SUPPRESSED}" if finding.suppressed else word


def _card(number: int, finding: Finding, anchor: str, sources: dict[str, Source]) -> dict[str, Any]:
    rule = load_rules()[finding.rule]
    place = deciding_place(finding)
    deciding = finding.deciding
    before, decides, after = finding.statement, "", ""
    if deciding and deciding.stated and place is not finding.place:
        before, decides, after = finding.statement.partition(deciding.stated)
    return {
        "number": number,
        "anchor": anchor,
        "kind": _kind(finding),
        "icon": ICON[finding.verdict],
        "word": _word(finding),
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
        "settled": visible(settled_words(finding.settled)) if finding.settled else "",
        "evidence": [_evidence(one, sources) for one in finding.cited[:_MOST_CITED]],
        "more": max(0, len(finding.cited) - _MOST_CITED),
        "nearest": [
            {
                "claim": visible(near.claim.id),
                "statement": visible(near.claim.statement),
                "ruled_out_by": visible(near.ruled_out_by),
            }
            for near in finding.nearest[:_MOST_NEAR]
        ],
        "where": visible(spot(place)),
    }


def _evidence(one: CitedClaim, sources: dict[str, Source]) -> dict[str, Any]:
    """A quote in its context: what stands around it in the same paragraph, cut between words."""
    claim, citation = one.claim, one.citation
    source = sources.get(citation.source)
    before = after = ""
    if source is not None and citation.span is not None:
        earlier = source.text[max(0, citation.span.start - _CONTEXT) : citation.span.start]
        later = source.text[citation.span.end : citation.span.end + _CONTEXT]
        before = earlier.rpartition("\n\n")[2]
        after = later.partition("\n\n")[0]
        if before == earlier and citation.span.start > _CONTEXT:
            before = "… " + before.partition(" ")[2]
        if after == later and citation.span.end + _CONTEXT < len(source.text):
            after = after.rpartition(" ")[0] + " …"
    url = citation.url if citation.url and re.match(r"https?://", citation.url, re.IGNORECASE) else None
    status = "" if claim.status is ClaimStatus.ACTIVE else claim.status.value
    return {
        "before": visible(re.sub(r"\s+", " ", before)),
        "quote": visible(citation.quote),
        "after": visible(re.sub(r"\s+", " ", after)),
        "source": visible(source.title if source else citation.source),
        "line": citation.line,
        "url": url,
        "claim": visible(claim.id),
        "status": status,
        "place": f"{visible(claim.place.path)}:{claim.place.line}",
    }
