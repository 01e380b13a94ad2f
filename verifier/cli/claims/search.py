"""`verifier claims search`: the claims nearest to some words."""

from __future__ import annotations

import click

from verifier.cli.claims.record import claim_record
from verifier.cli.database import claims_option, format_option, load_store, say, say_json
from verifier.cli.streams import notice


@click.command()
@click.argument("words", nargs=-1, required=True)
@claims_option
@format_option
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many.")
def search(words: tuple[str, ...], path: str | None, form: str, limit: int) -> None:
    """Find the claims that are nearest to some words or to a sentence."""
    from verifier.knowledge import Query, figures_in

    store = load_store(path)
    text = " ".join(words)
    query = Query(
        words=tuple((word, 1.0) for word in text.split()),
        entities=store.names.ids_in(text),
        figures=figures_in(text),
    )
    found = store.find(query, limit)
    if form == "json":
        say_json([{"score": candidate.score, **claim_record(candidate.claim, store)} for candidate in found])
        return
    for candidate in found:
        say(f"{candidate.score:8.2f}  {candidate.claim.id}  {candidate.claim.statement}")
    if not found:
        notice("No claim has any of these words.")
