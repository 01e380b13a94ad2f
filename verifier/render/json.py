"""The whole report as one JSON document: a published contract, see `verifier/render/contract.py`.

Every checkable statement has its finding here, whatever `--show` says, and text is kept as it is in the
draft.
"""

from __future__ import annotations

from verifier.findings import Report
from verifier.render.json_text import json_text
from verifier.render.options import RenderOptions
from verifier.render.records import report_record


def render(report: Report, options: RenderOptions) -> str:
    """Two-space indented, in the order of the contract, letters as themselves."""
    return json_text(report_record(report, options), indent=2) + "\n"
