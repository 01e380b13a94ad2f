"""`verifier claims schema`: the JSON Schemas of the files of a database."""

from __future__ import annotations

import click


@click.command()
@click.argument("name", type=click.Choice(["claims", "source"]), default="claims")
def schema(name: str) -> None:
    """Print the JSON Schema of claims files, or of source records."""
    from verifier.knowledge.json_schema import json_schema

    click.echo(json_schema(name), nl=False)
