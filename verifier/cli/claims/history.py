"""`verifier claims history`: who changed a claim when, and what."""

from __future__ import annotations

import click

from verifier.cli.database import claims_option, database_path, format_option, say, say_json
from verifier.cli.streams import notice
from verifier.errors import UsageError


@click.command()
@click.argument("claim_id", metavar="ID")
@claims_option
@format_option
def history(claim_id: str, path: str | None, form: str) -> None:
    """Tell who changed a claim when, and what, from git."""
    from verifier.cli.past import history as past
    from verifier.knowledge import load
    from verifier.knowledge.reading import Layout

    base = database_path(path)
    claim = load(base).claim(claim_id)
    steps = past(claim, Layout.of(base).claims)
    if steps is None:
        raise UsageError(
            f"{claim.place.path} is in no git repository, so nobody knows its history; "
            f"`verifier claims show {claim.id}` has its last review"
        )
    if form == "json":
        say_json(
            [
                {
                    "commit": step.version.commit,
                    "author": step.version.author,
                    "day": step.version.day,
                    "subject": step.version.subject,
                    "path": step.version.path,
                    "details": list(step.details),
                }
                for step in steps
            ]
        )
        return
    say(f"{claim.id} ({claim.status.value}), {claim.place.path}:{claim.place.line}")
    for step in steps:
        version = step.version
        say()
        say(f"{version.day}  {version.author}  {version.commit[:10]}  {version.subject}")
        for detail in step.details or (f"added: “{version.claim.statement}”",):
            say(f"  {detail}")
    if not steps:
        notice("No commit has this claim yet.")
