"""From the `json` format back to a report, so that it can be shown in another format without checking again.

The format holds less than a check knows: no text of a draft, no columns in UTF-16 and UTF-8, no working, and
of a source its name alone. The drafts give the first two back where they are as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from verifier.errors import ReportError
from verifier.findings import (
    CitedClaim,
    ClaimsSummary,
    Deciding,
    Facet,
    Finding,
    JudgedBy,
    NearClaim,
    NotCheckable,
    Notice,
    Report,
    Settlement,
    Settling,
    Skipped,
    TrustedRef,
    Unchanged,
    Verdict,
)
from verifier.model import (
    Block,
    BlockKind,
    Citation,
    Claim,
    ClaimPlace,
    ClaimStatus,
    Place,
    Source,
    Span,
    View,
)
from verifier.render import contract
from verifier.render.options import RenderOptions
from verifier.render.records import report_record
from verifier.rules import load_rules

# Formats that are complete without the drafts, and those that need them. The others need more than there is.
FROM_THE_REPORT = frozenset(
    {"concise", "json", "jsonl", "csv", "markdown", "junit", "checkstyle", "github", "gitlab"}
)
FROM_THE_DRAFTS = frozenset({"text", "html", "sarif", "rdjson"})


def read_record(data: bytes) -> contract.ReportRecord:
    """The records of a report in the `json` format. Raises ReportError for anything else."""
    from pydantic import TypeAdapter, ValidationError

    try:
        record = TypeAdapter(contract.ReportRecord).validate_json(data, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise ReportError(f"no report of the json format: {where}: {first['msg']}") from None
    if record != json.loads(data):  # pydantic passes over keys that it does not know
        raise ReportError("it has keys that no report has, or some twice; a newer verifier may have made it")
    rules = load_rules()
    for one in (*record["findings"], *record["notices"]):
        if one["rule"] not in rules:
            raise ReportError(f"rule {one['rule']!r} is not known here; a newer verifier made this report")
    return record


def report_of(record: contract.ReportRecord, texts: Mapping[str, str]) -> Report:
    """The report, with the texts of the drafts that are at hand, by path.

    Raises ReportError where the records contradict each other, or hold what this version would not write.
    """
    try:
        report = _report(record, texts)
    except ValueError as error:
        raise ReportError(f"a value that no report has: {error}") from None
    again = report_record(report, RenderOptions(version=record["tool"]["version"]))
    for key in record:
        if again[key] != record[key]:  # type: ignore[literal-required]
            raise ReportError(f"{key!r} is not what verifier writes: it was changed, or a newer one made it")
    return report


def statements_of(record: contract.ReportRecord) -> Iterator[contract.Statement]:
    """Every statement, with where it stands."""
    for one in (*record["findings"], *record["not_checkable"]):
        yield one["statement"]


def _report(record: contract.ReportRecord, texts: Mapping[str, str]) -> Report:
    titles = {
        cited["source"]: cited["source_title"]
        for finding in record["findings"]
        for cited in finding["citations"]
    }
    claims, judge = record["claims"], record["judge"]
    trusted = claims["trusted"]
    return Report(
        findings=tuple(_finding(one, texts) for one in record["findings"]),
        not_checkable=tuple(
            NotCheckable(one["statement"]["text"], _place(one["statement"], texts), one["reason"])
            for one in record["not_checkable"]
        ),
        skipped=tuple(Skipped(one["path"], one["reason"]) for one in record["skipped"]),
        claims=ClaimsSummary(
            claims["digest"], claims["active"], claims["expired"], claims["proposed"], claims["waiting"]
        ),
        paths=tuple(record["paths"]),
        texts=tuple(texts.items()),
        sources=tuple(Source(id_, title, "") for id_, title in titles.items() if title is not None),
        judged_by=JudgedBy(judge["name"], judge["model"], judge["digest"]),
        notices=tuple(
            Notice(one["rule"], one["message"], one["path"], one["line"], one["column"])
            for one in record["notices"]
        ),
        unchanged=tuple(Unchanged(one["path"], one["statements"]) for one in record["unchanged"]),
        trusted=TrustedRef(trusted["ref"], trusted["commit"]) if trusted is not None else None,
    )


def _finding(one: contract.FindingRecord, texts: Mapping[str, str]) -> Finding:
    statement = one["statement"]
    place = _place(statement, texts)
    settled = one["settled"]
    return Finding(
        statement=statement["text"],
        place=place,
        block=Block(BlockKind.PARAGRAPH, Span(place.start, place.end)),
        verdict=Verdict(one["verdict"]),
        rule=one["rule"],
        message=one["message"],
        confidence=one["confidence"],
        judge=one["judge"],
        fingerprint=one["fingerprint"],
        deciding=_deciding(one["deciding"], place, texts) if one["deciding"] is not None else None,
        cited=tuple(_cited(cited) for cited in one["citations"]),
        nearest=tuple(
            NearClaim(_claim(near["claim"], near["claim_statement"]), near["score"], near["ruled_out_by"])
            for near in one["nearest"]
        ),
        judgements=(),
        suggestion=one["suggestion"],
        settled=Settlement(
            Settling(settled["how"]),
            settled["reason"],
            settled["path"],
            settled["line"],
            settled["by"],
            settled["on"],
        )
        if settled is not None
        else None,
    )


def _deciding(one: contract.Deciding, statement: Place, texts: Mapping[str, str]) -> Deciding:
    numbers = {key: one[key] for key in ("start", "end", "line", "column", "end_line", "end_column")}
    there = None not in numbers.values()
    label = {"label": statement.label, "view": statement.view.value if statement.view else None}
    place = _place({"path": statement.path, **numbers, **label}, texts) if there else None
    return Deciding(Facet(one["facet"]), one["stated"], one["known"], place)


def _cited(one: contract.Citation) -> CitedClaim:
    path, _, line = one["claim_place"].rpartition(":")
    claim = _claim(
        one["claim"], one["claim_statement"], ClaimPlace(path, int(line)), ClaimStatus(one["claim_status"])
    )
    return CitedClaim(claim, Citation(one["source"], one["quote"], line=one["line"], url=one["url"]))


def _claim(
    id_: str, statement: str, place: ClaimPlace | None = None, status: ClaimStatus = ClaimStatus.ACTIVE
) -> Claim:
    return Claim(id_, statement, (), place or ClaimPlace("", 1), status)


def _place(one: Mapping[str, Any], texts: Mapping[str, str]) -> Place:
    start, end, column, end_column = one["start"], one["end"], one["column"], one["end_column"]
    if start < 0 or end < start or min(column, end_column, one["line"]) < 1 or one["end_line"] < one["line"]:
        raise ValueError(f"a place from {start} to {end}")
    text = texts.get(one["path"])
    before, last = column - 1, end_column - 1  # code points; all that is known without the text
    utf16 = utf8 = (column, end_column)
    if text is not None:
        pair = (text[max(0, start - before) : start], text[max(0, end - last) : end])
        first, second = (len(part.encode("utf-16-le", "surrogatepass")) // 2 for part in pair)
        utf16 = (first + 1, second + 1)
        first, second = (len(part.encode("utf-8", "surrogatepass")) for part in pair)
        utf8 = (first + 1, second + 1)
    view = one.get("view")
    return Place(
        one["path"],
        start,
        end,
        one["line"],
        column,
        one["end_line"],
        end_column,
        *utf16,
        *utf8,
        one.get("label", ""),
        View(view) if view is not None else None,
    )
