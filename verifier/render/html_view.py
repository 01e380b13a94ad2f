"""What the HTML page shows, as plain values: everything from outside is made visible here, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from verifier.findings import Report, Verdict
from verifier.render.html_card import card, for_script
from verifier.render.html_draft import ICON, Numbered, paragraphs
from verifier.render.identity import fingerprints
from verifier.render.options import RenderOptions
from verifier.render.palette import VERDICT_WORD
from verifier.render.sanitise import visible
from verifier.render.summary import Summary, claims_counts, judge_of, plural
from verifier.rules import load_rules

_SUPPRESSED = "suppressed"


def view(report: Report, options: RenderOptions) -> dict[str, Any]:
    """Every value that the template names."""
    known = load_rules()
    used = sorted({one.rule for one in report.findings} | {one.rule for one in report.notices})
    return {
        "headline": _headline(report),
        "counts": _counts(report, options),
        "not_checkable": _not_checkable(report),
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
        "pages": list(_pages(report)),
        "provenance": list(_provenance(report, options)),
        "sources": [
            {
                "title": visible(source.title),
                "publisher": visible(source.publisher or ""),
                "published": visible(source.published or ""),
                "sha256": visible(source.sha256 or ""),
            }
            for source in report.sources
        ],
    }


def _headline(report: Report) -> str:
    wrong, checked = report.count(Verdict.CONTRADICTORY), len(report.findings)
    missing = ""
    if report.skipped:
        missing = f"; {len(report.skipped)} {'was' if len(report.skipped) == 1 else 'were'} not checked"
    if not checked:
        nothing = "Nothing has changed" if report.unchanged else "Nothing to check"
        return "Some drafts could not be checked" if report.skipped else nothing
    if not wrong:
        return f"No contradiction in {plural(checked, 'statement')}{missing}"
    return (
        f"{wrong} of {plural(checked, 'statement')} contradict{'s' if wrong == 1 else ''} the claims{missing}"
    )


def _not_checkable(report: Report) -> str:
    """`1 heading, 2 questions`: why statements were passed over."""
    reasons = Counter(visible(one.reason) for one in report.not_checkable)
    return ", ".join(plural(count, reason) for reason, count in sorted(reasons.items()))


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


def _pages(report: Report) -> Iterator[dict[str, Any]]:
    texts = dict(report.texts)
    sources = {source.id: source for source in report.sources}
    total = len(report.findings)
    unchanged = {one.path: one.statements for one in report.unchanged}
    of_path: dict[str, list[Numbered]] = {}
    for number, (finding, key) in enumerate(
        zip(report.findings, fingerprints(report.findings), strict=True), 1
    ):
        numbered = Numbered(number, total, finding, anchor=f"f-{key[:16]}")
        of_path.setdefault(finding.place.path, []).append(numbered)
    for number, path in enumerate(report.paths, 1):
        mine = of_path.get(path, [])
        shown = list(paragraphs(texts.get(path, ""), path, mine))
        marked = {run.of.number for paragraph in shown for run in paragraph.runs if run.of and run.first}
        found = Counter(one.finding.verdict for one in mine)
        yield {
            "number": number,
            "path": visible(path),
            "unchanged": plural(unchanged[path], "statement") if path in unchanged else "",
            "true_path": for_script(path),
            "counts": [(VERDICT_WORD[verdict], found[verdict]) for verdict in ICON if found[verdict]],
            "paragraphs": shown,
            "cards": [{**card(one, sources), "marked": one.number in marked} for one in mine],
        }


def _provenance(report: Report, options: RenderOptions) -> Iterator[tuple[str, str, bool]]:
    """Term, words, and whether the words are code: what one needs to make the same report again."""
    yield "Program", f"verifier {visible(options.version)}", False
    yield "Claims", visible(claims_counts(report)), False
    if report.trusted:
        yield "Read from", f"the commit {visible(report.trusted.ref)}", False
    if report.claims.digest:
        yield "Database", f"sha256:{visible(report.claims.digest).removeprefix('sha256:')}", True
    yield "Judge", judge_of(report), False
    if options.settings:
        yield "Options", ", ".join(f"{name} {visible(value)}" for name, value in options.settings), False
