"""Checkstyle XML: findings by file, for the many tools that read it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from verifier.findings import Finding, Report
from verifier.render.levels import NOT_CHECKED, Level, alarms, deciding_place, level_of, told
from verifier.render.options import RenderOptions
from verifier.render.xml_text import document, xml_text

SEVERITY = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "info"}


def render(report: Report, options: RenderOptions) -> str:
    """One `file` a draft, those without findings too, so that a reader sees that they were checked."""
    root = Element("checkstyle", version="8.0")
    left_out = {one.path for one in report.unchanged}  # a reader must not take these for checked
    by_path: dict[str, list[Finding]] = {path: [] for path in report.paths if path not in left_out}
    for finding in alarms(report, options.show):
        by_path.setdefault(finding.place.path, []).append(finding)
    files = {path: SubElement(root, "file", name=xml_text(path)) for path in by_path}
    for path, findings in by_path.items():
        for finding in sorted(findings, key=lambda one: one.place.start):
            place = deciding_place(finding)
            SubElement(
                files[path],
                "error",
                line=str(place.line),
                column=str(place.column),
                severity=SEVERITY[level_of(finding)],
                message=xml_text(told(finding)),
                source=f"verifier.{finding.rule}",
            )

    def file_of(path: str) -> Element:
        if path not in files:
            files[path] = SubElement(root, "file", name=xml_text(path))
        return files[path]

    for notice in report.notices:
        SubElement(
            file_of(notice.path),
            "error",
            line=str(notice.line),
            column=str(notice.column),
            severity="warning",
            message=xml_text(notice.message),
            source=f"verifier.{notice.rule}",
        )
    for one in report.skipped:
        message = f"not checked: {xml_text(one.reason)}"
        SubElement(
            file_of(one.path),
            "error",
            line="1",
            severity="error",
            message=message,
            source=f"verifier.{NOT_CHECKED}",
        )
    return document(root)
