"""One JSON object a finding and line, then one for the run: for streams, `jq` and data frames."""

from __future__ import annotations

from verifier.findings import Report
from verifier.render.json_text import json_text
from verifier.render.options import RenderOptions
from verifier.render.records import report_record


def render(report: Report, options: RenderOptions) -> str:
    """Lines with a `type` and the records of json.

    The types are finding, not_checkable, skipped, notice, unchanged, and last run.
    """
    record = report_record(report, options)
    run = {key: record[key] for key in ("format", "tool", "claims", "judge", "summary", "paths")}
    lines: list[dict[str, object]] = [{"type": "finding", **one} for one in record["findings"]]
    lines += [{"type": "not_checkable", **one} for one in record["not_checkable"]]
    lines += [{"type": "skipped", **one} for one in record["skipped"]]
    lines += [{"type": "notice", **one} for one in record["notices"]]
    lines += [{"type": "unchanged", **one} for one in record["unchanged"]]
    lines.append({"type": "run", **run})
    return "".join(json_text(line) + "\n" for line in lines)
