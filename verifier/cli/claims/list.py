"""`verifier claims list`: the claims, one a line."""

from __future__ import annotations

import click

from verifier.cli.claims.record import claim_record
from verifier.cli.database import claims_option, day, format_option, load_store, say, say_json
from verifier.cli.streams import notice


@click.command("list")
@claims_option
@format_option
@click.option("--status", metavar="STATUS", help="Only claims with this status, such as active or retracted.")
@click.option("--source", metavar="ID", help="Only claims that cite this source.")
@click.option("--owner", metavar="NAME", help="Only claims that this person or team answers for.")
@click.option("--expired", is_flag=True, help="Only claims that have expired (see --as-of).")
@click.option("--as-of", metavar="DATE", help="The day by which claims expire; default: today.")
def list_claims(
    path: str | None,
    form: str,
    status: str | None,
    source: str | None,
    owner: str | None,
    expired: bool,
    as_of: str | None,
) -> None:
    """List the claims, one a line."""
    store = load_store(path)
    chosen = store.expired(day(as_of)) if expired else store.claims
    chosen = tuple(
        claim
        for claim in chosen
        if (status is None or claim.status.value == status)
        and (owner is None or claim.owner == owner)
        and (source is None or any(citation.source == source for citation in claim.citations))
    )
    if form == "json":
        say_json([claim_record(claim, store) for claim in chosen])
        return
    width = min(max((len(claim.id) for claim in chosen), default=0), 50)
    for claim in chosen:
        mark = "" if claim.status.value == "active" else f"({claim.status.value}) "
        say(f"{claim.id:<{width}}  {mark}{claim.statement}")
    notice(f"{len(chosen):,} of {len(store):,} claims.")
