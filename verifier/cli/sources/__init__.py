"""`verifier sources`: look after the trusted documents, one module a command."""

from __future__ import annotations

import click

from verifier.cli.group import Lazy, LazyGroup

COMMANDS: dict[str, Lazy] = {
    "add": Lazy("verifier.cli.sources.add", "add", "Freeze the text of FILE as a new source, with its hash."),
    "check": Lazy(
        "verifier.cli.sources.check",
        "check",
        "Check that no source has changed, and show what a change does to the claims.",
    ),
    "update": Lazy(
        "verifier.cli.sources.update",
        "update",
        "Take over the new text of a source, and fit the claims that quote it.",
    ),
    "list": Lazy(
        "verifier.cli.sources.list",
        "list_sources",
        "List the sources with the number of claims that cite each.",
    ),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def sources() -> None:
    """Work with the trusted source texts."""
