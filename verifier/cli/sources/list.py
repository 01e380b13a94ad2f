"""`verifier sources list`: the sources, one a line."""

from __future__ import annotations

import click

from verifier.cli.database import claims_option, database_path, format_option, say, say_json
from verifier.cli.streams import notice


@click.command("list")
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
