"""JUnit XML: a suite for each draft and a test for each statement, for the test pages of build servers."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from verifier.findings import Finding, Notice, Report, Verdict
from verifier.render.levels import cited, deciding_place, told
from verifier.render.options import RenderOptions
from verifier.render.places import spot, where
from verifier.render.summary import plural, settled_words
from verifier.render.xml_text import document, xml_text

_NAME = 80  # characters of a statement that make the name of its test


def render(report: Report, options: RenderOptions) -> str:
    """Every checkable statement: what fails the run is a failure, what else is not backed is skipped."""
    titles = {source.id: source.title for source in report.sources}
    by_path: dict[str, list[Finding]] = {path: [] for path in report.paths}
    for finding in report.findings:
        by_path.setdefault(finding.place.path, []).append(finding)
    reasons: dict[str, list[str]] = {}
    for one in report.skipped:
        by_path.setdefault(one.path, [])
        reasons.setdefault(one.path, []).append(one.reason)
    notices: dict[str, list[Notice]] = {}
    for notice in report.notices:
        by_path.setdefault(notice.path, [])
        notices.setdefault(notice.path, []).append(notice)
    unchanged = {one.path: one.statements for one in report.unchanged}
    root = Element("testsuites", name="verifier")
    totals = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for path, findings in by_path.items():
        suite = SubElement(root, "testsuite", name=xml_text(path))
        counts = dict.fromkeys(totals, 0)
        for finding in findings:
            _case(suite, finding, titles, options, counts)
        for notice in notices.get(path, ()):
            _notice(suite, notice, options, counts)
        if path in unchanged:
            case = SubElement(suite, "testcase", classname=xml_text(path), name="unchanged", time="0")
            SubElement(
                case, "skipped", message=f"{plural(unchanged[path], 'statement')} unchanged, not checked"
            )
            counts["tests"] += 1
            counts["skipped"] += 1
        for reason in reasons.get(path, ()):
            case = SubElement(suite, "testcase", classname=xml_text(path), name="the draft", time="0")
            SubElement(case, "error", type="not-checked", message=xml_text(reason))
            counts["tests"] += 1
            counts["errors"] += 1
        for name, count in counts.items():
            suite.set(name, str(count))
            totals[name] += count
        suite.set("time", "0")
    for name, count in totals.items():
        root.set(name, str(count))
    return document(root)


def _notice(suite: Element, notice: Notice, options: RenderOptions, counts: dict[str, int]) -> None:
    """A notice fails where unverified statements do, as it does the run."""
    name = f"line {notice.line}, column {notice.column}: {notice.rule}"
    case = SubElement(suite, "testcase", classname=xml_text(notice.path), name=name, time="0")
    counts["tests"] += 1
    if notice.fails and Verdict.UNVERIFIED in options.failing:
        counts["failures"] += 1
        SubElement(case, "failure", type=notice.rule, message=xml_text(notice.message))
    else:
        counts["skipped"] += 1
        SubElement(case, "skipped", message=xml_text(f"{notice.rule}: {notice.message}"))


def _case(
    suite: Element, finding: Finding, titles: dict[str, str], options: RenderOptions, counts: dict[str, int]
) -> None:
    place = deciding_place(finding)
    words = " ".join(finding.statement.split())
    short = words if len(words) <= _NAME else f"{words[: _NAME - 1]}…"
    name = f"{spot(finding.place)}: {short}"
    case = SubElement(
        suite, "testcase", classname=xml_text(finding.place.path), name=xml_text(name), time="0"
    )
    counts["tests"] += 1
    if finding.verdict is Verdict.CONSISTENT:
        return
    if finding.suppressed and finding.settled is not None:
        counts["skipped"] += 1
        settled = settled_words(finding.settled)
        SubElement(case, "skipped", message=xml_text(f"{finding.rule} suppressed, {settled}"))
        return
    failed = finding.verdict in options.failing
    counts["failures" if failed else "skipped"] += 1
    if not failed:
        SubElement(case, "skipped", message=xml_text(f"{finding.rule}: {told(finding)}"))
        return
    failure = SubElement(
        case, "failure", type=finding.rule, message=xml_text(f"{finding.verdict.value}: {told(finding)}")
    )
    lines = [
        where(place),
        words,
        *(cited(one, titles) for one in finding.cited),
    ]
    failure.text = "\n".join(map(xml_text, lines))
