"""`verifier claims show`: one claim with its quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.claims.record import claim_record
from verifier.cli.database import claims_option, format_option, load_store, say, say_json

if TYPE_CHECKING:
    from verifier.model import Citation


@click.command()
@click.argument("claim_id", metavar="ID")
@claims_option
@format_option
def show(claim_id: str, path: str | None, form: str) -> None:
    """Show one claim with its quotes and where they stand."""
    from verifier.knowledge.text_fragments import linked

    store = load_store(path)
    claim = store.claim(claim_id)
    if form == "json":
        say_json(claim_record(claim, store))
        return
    say(f"{claim.id} ({claim.status.value}), {claim.place.path}:{claim.place.line}")
    say(f"  {claim.statement}")
    if (new := store.successor(claim)) is not None:
        say(f"  replaced by {new.id}: {new.statement}")
    for citation in (*claim.citations, *(claim.retraction.citations if claim.retraction else ())):
        source = store.sources.get(citation.source)
        where = f"{source.title}, {source.path or source.id}" if source else citation.source
        say()
        say(f"  {where}{f':{citation.line}' if citation.line else _unlocated(citation)}")
        say(f"  | “{citation.quote}”")
        if url := linked(citation, store.sources):
            say(f"  {url}")
    rows = [
        (name, value) for name, value in claim_record(claim, store).items() if value and name in _LIFECYCLE
    ]
    if rows:
        say()
    for name, value in rows:
        say(f"  {name}: {', '.join(value) if isinstance(value, list) else value}")


def _unlocated(citation: Citation) -> str:
    return f", vanished on {citation.vanished}" if citation.vanished else ", not looked for"


_LIFECYCLE = (
    "holds_from",
    "holds_until",
    "expires",
    "recheck_by",
    "superseded_by",
    "not_to_be_confused_with",
    "compatible_with",
    "owner",
    "reviewed_by",
    "reviewed_on",
    "reason",
    "retracted_on",
    "note",
)
