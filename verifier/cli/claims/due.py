"""`verifier claims due`: what expires, and what is to be checked again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from verifier.cli.claims.record import claim_record
from verifier.cli.database import claims_option, day, format_option, load_store, say, say_json
from verifier.cli.streams import notice
from verifier.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from verifier.knowledge.due import Due

NOBODY = "(no owner)"
_SPAN = re.compile(r"(\d{1,4})\s*([dw]?)", re.IGNORECASE)


@click.command()
@claims_option
@format_option
@click.option("--within", metavar="TIME", default="0d", help="Also what is due so soon, such as 14d or 2w.")
@click.option("--as-of", metavar="DATE", help="The day to count from; default: today.")
@click.option("--owner", metavar="NAME", help="Only claims of this owner.")
@click.pass_context
def due(
    ctx: click.Context, path: str | None, form: str, within: str, as_of: str | None, owner: str | None
) -> None:
    """List the claims that expire or are to be checked again, by owner.

    Exit codes: 0 nothing is due, 1 something is, 2 the database cannot be used.
    """
    from verifier.knowledge.due import due as find_due

    span, today = _span(within), day(as_of)
    store = load_store(path)
    found = [one for one in find_due(store, today, span) if owner is None or one.claim.owner == owner]
    if form == "json":
        say_json(
            [
                {"due": one.day.isoformat(), "for": one.reason.value, "days_left": one.left}
                | claim_record(one.claim, store)
                for one in found
            ]
        )
    else:
        _print(found)
    until = f" and {span.days} days on" if span else ""
    notice(f"As of {today.isoformat()}{until}: {len(found) or 'nothing'} due.")
    ctx.exit(ExitCode.FINDINGS if found else ExitCode.CLEAN)


def _print(found: list[Due]) -> None:
    owners = sorted({one.claim.owner or "" for one in found}, key=lambda name: (not name, name))
    for number, name in enumerate(owners):
        if number:
            say()
        say(name or NOBODY)
        for one in found:
            if (one.claim.owner or "") == name:
                place = one.claim.place
                say(f"  {one.day}  {_told(one)}  {one.claim.id}  {place.path}:{place.line}")
                say(f"              {one.claim.statement}")


def _told(one: Due) -> str:
    from verifier.knowledge.due import Reason

    days = f"{abs(one.left)} day{'s' if abs(one.left) != 1 else ''}"
    when = "today" if not one.left else f"in {days}" if one.left > 0 else f"{days} ago"
    if one.reason is Reason.EXPIRES:
        return f"expired {when}" if one.left < 0 else f"expires after {'today' if not one.left else days}"
    return f"was to be checked {when}" if one.left < 0 else f"check again {when}"


def _span(written: str) -> timedelta:
    found = _SPAN.fullmatch(written.strip())
    if found is None:
        raise UsageError(f"--within: expected days or weeks such as 14d or 2w, found {written!r}")
    return timedelta(days=int(found[1]) * (7 if found[2].lower() == "w" else 1))
