"""One line a finding, for editors, hooks and grep."""

from __future__ import annotations

from verifier.findings import Finding, Report, Verdict
from verifier.render.levels import deciding_place
from verifier.render.options import RenderOptions, shown
from verifier.render.palette import VERDICT_INK, VERDICT_WORD, Ink, paint
from verifier.render.sanitise import guarded, visible


def render(report: Report, options: RenderOptions) -> str:
    """`path:line:column: verdict RULE message` where it decides; then notices and drafts not checked."""
    lines: list[str] = []
    for entry in shown(report, options):
        place = deciding_place(entry) if isinstance(entry, Finding) else entry.place
        verdict, rule, message = Verdict.NOT_CHECKABLE, "", ""
        if isinstance(entry, Finding):
            verdict, rule, message = entry.verdict, visible(entry.rule), visible(entry.message)
        else:
            message = f"({visible(entry.reason)})"
        word = paint(VERDICT_WORD[verdict], VERDICT_INK[verdict], colour=options.colour)
        parts = [word, paint(rule, Ink.RULE, colour=options.colour), message]
        lines.append(f"{visible(place.path)}:{place.line}:{place.column}: {' '.join(filter(None, parts))}")
    lines += [
        f"{visible(one.path)}:{one.line}:{one.column}: notice "
        f"{paint(visible(one.rule), Ink.RULE, colour=options.colour)} {visible(one.message)}"
        for one in report.notices
    ]
    lines += [f"{visible(one.path)}: not checked: {visible(one.reason)}" for one in report.skipped]
    return guarded("".join(line + "\n" for line in lines))
