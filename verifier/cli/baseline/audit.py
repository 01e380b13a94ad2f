"""`verifier baseline audit`: every entry, what it hides, and whether it still occurs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from verifier.cli.baseline.checking import Asked, checked, checking_options, draft_path, drafts_of
from verifier.cli.database import format_option, say, say_json

if TYPE_CHECKING:
    from verifier.cli.baseline.checking import Checked
    from verifier.findings import Finding
    from verifier.settle.baseline import Entry


@click.command()
@checking_options
@format_option
@click.pass_context
def audit(ctx: click.Context, asked: Asked, form: str) -> None:
    """List every entry: what it hides, and whether it still occurs.

    The drafts that the entries name are checked, or those at PATH.
    """
    from verifier.errors import ExitCode
    from verifier.settle.reading import baseline_at

    entries = baseline_at(asked.file)
    result = checked(asked, drafts_of(asked, entries), entries)
    if result is None:
        ctx.exit(ExitCode.COULD_NOT_CHECK)
    rows = [
        (entry, state, place)
        for entry, (state, place) in zip(entries, states(asked, entries, result), strict=True)
    ]
    if form == "json":
        say_json(
            [
                {"state": state, "place": place, **{key: getattr(entry, key) for key in _SHOWN}}
                for entry, state, place in rows
            ]
        )
        return
    for entry, state, place in rows:
        claim = f", claim {entry.claim}" if entry.claim else ""
        say(
            f"{entry.path}: {entry.verdict} {entry.rule}{claim}: "
            f"{_WORDS[state]}{f' {place}' if place else ''}"
        )
        say(f"  “{entry.statement}”")
    counts = Counter(state for _, state, _ in rows)
    said = ", ".join(f"{counts[state]} {words}" for state, words in _COUNTED.items() if counts[state])
    entries_counted = "1 entry" if len(rows) == 1 else f"{len(rows)} entries"
    say(f"{entries_counted}{f': {said}' if said else ''}.")


_SHOWN = ("path", "rule", "verdict", "claim", "occurrence", "statement", "line")
_WORDS = {
    "hides": "hides",
    "gone": "hides nothing any more",
    "missing": "the draft is not there",
    "unchecked": "not checked",
}
_COUNTED = {
    "hides": "hide a finding",
    "gone": "hide nothing any more",
    "missing": "of drafts that are not there",
    "unchecked": "not checked",
}


def states(asked: Asked, entries: tuple[Entry, ...], result: Checked) -> list[tuple[str, str | None]]:
    """For each entry its state, a key of the words above, and the place of what it hides."""
    from verifier.settle.baseline import still_there
    from verifier.settle.directives import may_occur

    findings: dict[str, Finding] = {
        entry.hash: finding
        for finding, entry in zip(result.report.findings, result.found, strict=True)
        if entry is not None
    }
    made: list[tuple[str, str | None]] = []
    for entry, there in zip(entries, still_there(entries, result.found), strict=True):
        if there:
            finding = findings[entry.hash]
            place = f"{finding.place.path}:{finding.place.line}:{finding.place.column}"
            made.append(("hides", place))
        elif result.was(entry.path):
            known = may_occur(entry.rule, result.report.judged_by.judge)
            made.append(("gone" if known else "unchecked", None))
        else:
            made.append(("unchecked" if draft_path(asked, entry.path).is_file() else "missing", None))
    return made
