"""What a reviewer sees of one proposed claim: the fact, how it was understood, and the quote in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from verifier.analysis import Vocabulary
from verifier.cli.claims.lint import worst_finding
from verifier.findings import Verdict
from verifier.frozen import frozen
from verifier.judges.nearest import claim_analysis
from verifier.knowledge import Store
from verifier.knowledge.lint import unsupported
from verifier.model import Citation, Claim, ClaimStatus, Span
from verifier.render.palette import Ink, paint
from verifier.render.sanitise import visible
from verifier.render.understood import understood
from verifier.render.wrapping import wrapped

_AROUND = 220  # characters of the source before and after a quote
_LABEL = 10


@frozen
class Desk:
    """What proposals are looked at with."""

    store: Store
    columns: int
    colour: bool
    as_of: date


def card(claim: Claim, heading: str, comments: Sequence[str], desk: Desk) -> list[str]:
    """The lines on one proposal; `comments` stand above it in its file."""
    where = f"{claim.place.path}:{claim.place.line}"
    lines = [f"{heading}{paint(visible(claim.id), Ink.PLACE, colour=desk.colour)} ({visible(where)})", ""]
    lines += wrapped("  ", "  ", claim.statement, desk.columns)
    lines.append("")
    for label, words in _rows(claim, desk):
        lines += _row(label, words, desk)
    for number, comment in enumerate(comments):
        lines += _row("comment" if not number else "", comment, desk)
    for citation in claim.citations:
        lines += ["", *_quote(citation, desk)]
    hints = list(_hints(claim, desk))
    if hints:
        lines.append("")
    for hint in hints:
        lines += _row("note", hint, desk)
    return lines


def _rows(claim: Claim, desk: Desk) -> Sequence[tuple[str, str]]:
    rows = list(understood(claim_analysis(claim, Vocabulary(desk.store.entities), desk.as_of)))
    if claim.value is not None and claim.value.inferred:
        rows.append(("inferred", f"{', '.join(sorted(claim.value.inferred))}: the source does not print it"))
    holds = [
        f"from {claim.holds_from}" if claim.holds_from else "",
        f"until {claim.holds_until}" if claim.holds_until else "",
    ]
    others = {
        "holds": " ".join(part for part in holds if part),
        "expires": claim.expires and claim.expires.isoformat(),
        "owner": claim.owner,
    }  # fmt: skip
    rows += [(label, words) for label, words in others.items() if words]
    return rows


def _row(label: str, words: str, desk: Desk) -> list[str]:
    head = f"  {label:<{_LABEL}}  "
    made = wrapped(head, " " * len(head), words, desk.columns)
    return [made[0].replace(label, paint(label, Ink.QUIET, colour=desk.colour), 1), *made[1:]]


def _quote(citation: Citation, desk: Desk) -> list[str]:
    """The quote between the words that stand around it, marked with « and »."""
    source = desk.store.sources.get(citation.source)
    if source is None or citation.span is None:
        why = f"vanished on {citation.vanished}" if citation.vanished else "not found in its source"
        return [
            f"  {visible(citation.source)}, {why}",
            *wrapped("  | ", "  | ", citation.quote, desk.columns),
        ]
    place = f"{visible(source.path or source.id)}:{citation.line}"
    title = f"  {paint(place, Ink.PLACE, colour=desk.colour)} {visible(source.title)}"
    return [title, *wrapped("  | ", "  | ", _in_context(source.text, citation.span), desk.columns)]


def _in_context(text: str, span: Span) -> str:
    first, last = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = text[first : span.start], text[span.end : last]
    if first:
        before = "…" + before[before.find(" ") + 1 :]
    if last < len(text):
        after = after[: after.rfind(" ") + 1 or None].rstrip() + "…"
    return f"{before}«{text[span.start : span.end]}»{after}"


def _hints(claim: Claim, desk: Desk) -> Iterator[str]:
    """What speaks against accepting it as it is."""
    if claim.note:
        yield claim.note
    alone = Store([replace(claim, status=ClaimStatus.ACTIVE)], desk.store.sources, desk.store.entities)
    yield from (
        problem.message.removeprefix(f"{claim.id}: ") for problem in unsupported(alone, worst_finding)
    )
    finding = worst_finding(claim.statement, desk.store)
    if finding is None or not finding.cited:
        return
    known = finding.cited[0].claim
    if finding.verdict is Verdict.CONTRADICTORY:
        yield f"it contradicts “{known.id}” ({known.place.path}:{known.place.line}): {finding.message}"
    elif finding.verdict is Verdict.CONSISTENT:
        yield f"“{known.id}” says this already ({known.place.path}:{known.place.line}): {known.statement}"
