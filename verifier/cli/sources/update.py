"""`verifier sources update`: take over the new text of a source."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.database import (
    Rewrite,
    claims_option,
    database_path,
    day,
    format_option,
    replace_all,
    say_json,
)
from verifier.cli.sources.check import chosen_sources
from verifier.cli.sources.drift_output import drift_record, print_drift, summary
from verifier.cli.streams import notice
from verifier.errors import ClaimsError, ExitCode, UsageError

if TYPE_CHECKING:
    from verifier.knowledge.drift import SourceDrift
    from verifier.knowledge.problem import Problem
    from verifier.knowledge.reading import Layout
    from verifier.knowledge.recorded_citations import RecordedCitation
    from verifier.knowledge.sources import SourceReading


@click.command()
@click.argument("name", metavar="ID")
@click.argument("file", metavar="FILE")
@claims_option
@format_option
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be done.")
@click.pass_context
def update(ctx: click.Context, name: str, file: str, path: str | None, form: str, dry_run: bool) -> None:
    """Take over the new text of a source, and fit the claims that quote it.

    FILE replaces the frozen text of ID, and its hash is recorded. A quote that stands keeps its claim; where
    its prefix or suffix is no longer beside it, they are written anew. A quote that changed or is gone stays
    too, marked as vanished: a claim without any other becomes `proposed`, and waits for a person.

    Exit codes: 0 every quote stands, 1 some are marked as vanished, 2 nothing was changed.
    """
    from verifier.cli.sources.new_text import read_new_text, same_form
    from verifier.knowledge.drift import drift_of
    from verifier.knowledge.reading import Layout
    from verifier.knowledge.recorded_citations import recorded_citations
    from verifier.knowledge.sources import read_sources

    layout = Layout.of(database_path(path))
    problems: list[Problem] = []
    readings = read_sources(layout.sources, layout.root, problems)
    reading = chosen_sources((name,), readings, problems).get(name)
    citations, unreadable = recorded_citations(layout)
    problems += unreadable
    if problems:
        raise problems[0].error(others=len(problems) - 1)
    assert reading is not None
    new = read_new_text(Path(file))
    if not same_form(reading.source.path or "", new):
        raise UsageError(
            f"{file}: expected the form of the frozen text, {reading.source.path}; add it as another source"
        )
    drift = drift_of(name, citations, new.text, _old_text(reading, new.text, layout))
    today = day(None).isoformat()
    lost = [quote for quote in drift.quotes if not quote.found.stands]
    rewrites = _rewrites(reading, new.text, layout, drift, citations, today)
    if not dry_run:
        replace_all(rewrites)
    changed = [one.file.as_posix() for one in rewrites]
    if form == "json":
        say_json({"format": 1, "written": [] if dry_run else changed, **drift_record(drift)})
    else:
        print_drift(drift)
        notice(summary(drift))
        said = "would change" if dry_run else "changed"
        notice(f"{said} {', '.join(changed)}" if changed else "nothing to change: the text is the same.")
        if lost:
            notice(
                f"{len(lost)} quote{'s' if len(lost) > 1 else ''} marked as vanished: review these claims."
            )
    ctx.exit(ExitCode.FINDINGS if lost else ExitCode.CLEAN)


def _old_text(reading: SourceReading, new: str, layout: Layout) -> str | None:
    """The text as it was recorded. Raises ClaimsError where taking over the new one would lose an edit."""
    from verifier.cli.sources.history import text_with_hash

    source = reading.source
    if source.sha256 in {None, reading.actual_sha256}:
        return source.text
    if source.text != new:
        raise ClaimsError(
            f"the text was changed by hand and would be lost; restore it, or take it over first: "
            f"verifier sources update {source.id} {(layout.root / (source.path or '')).as_posix()}",
            path=source.path,
        )
    return text_with_hash(layout.root / (source.path or ""), source.sha256 or "")


def _rewrites(
    reading: SourceReading,
    text: str,
    layout: Layout,
    drift: SourceDrift,
    citations: list[RecordedCitation],
    today: str,
) -> list[Rewrite]:
    """Every file that changes: the text, the claims, and at last the record with the hash."""
    from verifier.knowledge.drift import edits_for, unbacked
    from verifier.knowledge.schema import ClaimsFile, SourceFile
    from verifier.knowledge.sources import MAX_TEXT_BYTES, RECORD_NAME
    from verifier.knowledge.yaml_edits import Edit, edited

    source = reading.source
    data = text.encode("utf-8")
    if len(data) > MAX_TEXT_BYTES:
        raise ClaimsError(f"the text has {len(data):,} bytes; expected at most {MAX_TEXT_BYTES:,}")
    frozen = layout.root / (source.path or "")
    before = frozen.read_bytes()
    files = [Rewrite(frozen, before, data)]
    edits = edits_for([drift], today)
    for one in unbacked(citations, [drift]):
        edits.setdefault(one.file, []).append(Edit(one.steps[:2], "status", "proposed"))
    for file, mine in edits.items():
        was = file.read_bytes()
        now = edited(was.decode("utf-8"), file.as_posix(), mine, ClaimsFile)
        files.append(Rewrite(file, was, now.encode("utf-8")))
    record = layout.sources / source.id / RECORD_NAME
    was = record.read_bytes()
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "chars": str(len(text))}
    now = edited(
        was.decode("utf-8"),
        record.as_posix(),
        [Edit(("text",), key, value) for key, value in facts.items()],
        SourceFile,
    )
    files.append(Rewrite(record, was, now.encode("utf-8")))
    return [one for one in files if one.before != one.after]
