"""`verifier sources`: look after the trusted documents."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.cli.database import (
    claims_option,
    database_path,
    day,
    format_option,
    print_problems,
    say,
    say_json,
)
from verifier.cli.streams import notice
from verifier.errors import ExitCode


@click.group()
def sources() -> None:
    """Work with the trusted source texts."""


@sources.command()
@click.argument("file", metavar="FILE")
@claims_option
@click.option("--id", "name", metavar="ID", help="Name of the new folder; default: from the file name.")
@click.option("--title", help="Title of the document; default: its first heading, or the file name.")
@click.option("--url", help="Where it was published.")
@click.option("--publisher", help="Who published it.")
@click.option("--published", metavar="DATE", help="When: 2026, 2025-09, 2026-02-04 (EDTF).")
def add(
    file: str,
    path: str | None,
    name: str | None,
    title: str | None,
    url: str | None,
    publisher: str | None,
    published: str | None,
) -> None:
    """Freeze the text of FILE as a new source, with its hash."""
    from verifier.documents import READERS, read_path
    from verifier.knowledge.freezing import NewSource, freeze, source_id
    from verifier.knowledge.reading import Layout
    from verifier.model import BlockKind

    document = read_path(Path(file))
    suffix = Path(file).suffix.lower()
    kept_whole = suffix in {".md", ".markdown", ".txt", ""} or suffix not in READERS
    headings = (block for block in document.blocks if block.kind is BlockKind.HEADING)
    heading = next((block.span.of(document.text) for block in headings), None)
    new = NewSource(
        id=name or source_id(Path(file).stem),
        title=title or heading or Path(file).stem,
        text=document.original if kept_whole else document.text,
        suffix=suffix if kept_whole else ".txt",
        url=url,
        publisher=publisher,
        published=published,
        added=day(None).isoformat(),
    )
    database = database_path(path)
    folder = (Layout.of(database).sources if database.exists() else database / "sources") / new.id
    say(f"added {freeze(new, folder.parent).as_posix()}")


@sources.command()
@claims_option
@format_option
@click.pass_context
def check(ctx: click.Context, path: str | None, form: str) -> None:
    """Check that every source can be read and has not changed since it was recorded."""
    from verifier.knowledge.lint import source_texts
    from verifier.knowledge.reading import Layout, read_database

    database = database_path(path)
    folder = Layout.of(database).sources.as_posix()
    reading = read_database(database)
    broken = [problem for problem in reading.problems if problem.place.path.startswith(folder)]
    changed = list(source_texts(reading))
    print_problems([*broken, *changed], form)
    notice(f"{len(reading.sources):,} sources checked: {len(broken) + len(changed) or 'no'} problems.")
    ctx.exit(ExitCode.COULD_NOT_CHECK if broken else ExitCode.FINDINGS if changed else ExitCode.CLEAN)


@sources.command("list")
@claims_option
@format_option
def list_sources(path: str | None, form: str) -> None:
    """List the sources with the number of claims that cite each."""
    from verifier.knowledge import load

    store = load(database_path(path))
    cited: dict[str, int] = dict.fromkeys(store.sources, 0)
    for claim in store.claims:
        for name in {citation.source for citation in claim.citations}:
            cited[name] += 1
    if form == "json":
        say_json(
            [
                {
                    "id": source.id,
                    "title": source.title,
                    "publisher": source.publisher,
                    "url": source.url,
                    "published": source.published,
                    "path": source.path,
                    "sha256": source.sha256,
                    "claims": cited[source.id],
                }
                for source in store.sources.values()
            ]
        )
        return
    for source in store.sources.values():
        say(f"{source.id}  {source.title}  ({cited[source.id]} claims)")
    notice(f"{len(store.sources):,} sources.")
