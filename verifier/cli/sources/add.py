"""`verifier sources add`: freeze a document."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.cli.database import claims_option, database_path, day, say
from verifier.cli.sources.new_text import read_new_text


@click.command()
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
    from verifier.knowledge.freezing import NewSource, freeze, source_id
    from verifier.knowledge.reading import Layout

    read = read_new_text(Path(file))
    new = NewSource(
        id=name or source_id(Path(file).stem),
        title=title or read.heading or Path(file).stem,
        text=read.text,
        suffix=read.suffix,
        url=url,
        publisher=publisher,
        published=published,
        added=day(None).isoformat(),
    )
    database = database_path(path)
    folder = (Layout.of(database).sources if database.exists() else database / "sources") / new.id
    say(f"added {freeze(new, folder.parent).as_posix()}")
