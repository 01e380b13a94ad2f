"""GitHub-flavoured Markdown for the summary of a pull request or a job."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from verifier.findings import Finding, Report, Verdict
from verifier.render.levels import deciding_place
from verifier.render.options import RenderOptions
from verifier.render.palette import VERDICT_WORD
from verifier.render.places import where
from verifier.render.sanitise import visible
from verifier.render.summary import (
    claims_line,
    counts_line,
    hidden_line,
    settled_words,
    suppressed_line,
    unchanged_line,
)

MOST_BYTES = 900_000  # a job summary near one MiB is dropped without a word
_MARK = {Verdict.CONTRADICTORY: "❌", Verdict.UNVERIFIED: "❔", Verdict.CONSISTENT: "✅"}
# What is markup in the middle of a line: all text here stands behind other text.
_SPECIAL = re.compile(r"([\\`*_\[\]|~$])")
# Mentions, issues and bare links are found in the page that comes out, so no escape helps: they are broken by
# a blank without width.
_REFERENCE = re.compile(r"@|#(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_ORDER = (Verdict.CONTRADICTORY, Verdict.UNVERIFIED, Verdict.CONSISTENT)


def render(report: Report, options: RenderOptions) -> str:
    """The counts, then every finding with its evidence, contradictory first, up to 900 kB."""
    head = [_title(report), "", escape(counts_line(report)), "", escape(claims_line(report)), ""]
    more = (
        unchanged_line(report),
        hidden_line(report, options.show),
        suppressed_line(report, listed=options.show_suppressed),
    )
    for line in filter(None, more):
        head += [escape(line), ""]
    for one in report.skipped:
        head += [f"⚠️ **Not checked:** {escape(one.path)}: {escape(one.reason)}", ""]
    titles = {source.id: source.title for source in report.sources}
    texts = "\n".join(head) + "\n"
    room = MOST_BYTES - len(texts.encode("utf-8"))
    left = 0
    sections = [
        (f"{_MARK[verdict]} {VERDICT_WORD[verdict].capitalize()}", _counting(report, verdict))
        for verdict in _ORDER
        if verdict in options.show
    ]
    if options.show_suppressed:
        sections.append(("Suppressed", [one for one in report.findings if one.suppressed]))
    for title, findings in sections:
        section = f"### {title} ({len(findings)})\n\n"
        for number, finding in enumerate(findings):
            piece = (section if number == 0 else "") + "\n".join(_finding(finding, titles)) + "\n"
            size = len(piece.encode("utf-8"))
            if left or size > room:
                left += 1
                continue
            room -= size
            texts += piece
    for notice in report.notices:
        where = f"{escape(notice.path)}:{notice.line}:{notice.column}"
        piece = f"\n- ⚠️ **{where}** {notice.rule} {escape(notice.message)}\n"
        if len(piece.encode("utf-8")) > room:
            left += 1
            continue
        room -= len(piece.encode("utf-8"))
        texts += piece
    if left:
        texts += f"\n{left} more findings do not fit here; another format, such as json, has them all.\n"
    return texts


def _counting(report: Report, verdict: Verdict) -> list[Finding]:
    return [one for one in report.open if one.verdict is verdict]


def _title(report: Report) -> str:
    wrong = report.count(Verdict.CONTRADICTORY)
    if report.skipped:
        return "## ⚠️ verifier: some drafts could not be checked"
    if wrong:
        return f"## ❌ verifier: {wrong} contradictory statement{'' if wrong == 1 else 's'}"
    if not report.findings:
        return "## verifier: nothing has changed" if report.unchanged else "## verifier: nothing to check"
    return f"## ✅ verifier: no contradictions{' in what has changed' if report.unchanged else ''}"


def _finding(finding: Finding, titles: dict[str, str]) -> Iterable[str]:
    place = deciding_place(finding)
    yield f"**{escape(where(place))}** {finding.rule} {escape(finding.message)}"
    yield ""
    yield f"> {_marked(finding)}"
    yield ""
    if finding.deciding and finding.deciding.known is not None:
        yield f"- stated **{escape(finding.deciding.stated)}**, known **{escape(finding.deciding.known)}**"
    if finding.settled is not None:
        yield f"- {escape(settled_words(finding.settled))}"
    if finding.suggestion is not None:
        yield f"- try **{escape(finding.suggestion)}**"
    for one in finding.cited:
        citation = one.citation
        line = f", line {citation.line}" if citation.line is not None else ""
        title = escape(titles.get(citation.source, citation.source))
        if citation.url and re.match(r"https?://", citation.url):
            title = f"[{title}](<{_address(citation.url)}>)"
        yield f"- {escape(one.claim.id)}: “{escape(citation.quote)}” ({title}{line})"
    for near in finding.nearest[:3]:
        yield f"- nearest: {escape(near.claim.id)}, but {escape(near.ruled_out_by)}"
    yield ""


def _marked(finding: Finding) -> str:
    """The statement, with the words that decide in bold."""
    words = finding.deciding.stated if finding.deciding else ""
    before, found, after = finding.statement.partition(words) if words else (finding.statement, "", "")
    return (
        f"{escape(before)}**{escape(found)}**{escape(after)}" if found.strip() else escape(finding.statement)
    )


def escape(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no HTML, no link, no mention of a person or an issue."""
    broken = _REFERENCE.sub(lambda found: f"{found.group()}\u200b", visible(text))
    return _SPECIAL.sub(r"\\\1", html.escape(broken, quote=False)).replace("\u200b", "&#8203;")


def _address(url: str) -> str:
    return re.sub(r"[\s<>]", lambda found: f"%{ord(found.group()):02X}", visible(url))
