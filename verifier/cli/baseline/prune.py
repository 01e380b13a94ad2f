"""`verifier baseline prune`: the entries that no longer occur go."""

from __future__ import annotations

import click

from verifier.cli.baseline.checking import Asked, checked, checking_options, drafts_of, write_entries
from verifier.cli.streams import complain, notice


@click.command()
@checking_options
@click.pass_context
def prune(ctx: click.Context, asked: Asked) -> None:
    """Take out the entries that no longer occur.

    The drafts that the entries name are checked, or those at PATH. Entries of drafts that are gone go too,
    unless a PATH is given; what was not checked stays.
    """
    from verifier.cli.baseline.audit import states
    from verifier.errors import ExitCode
    from verifier.settle.reading import baseline_at

    entries = baseline_at(asked.file)
    result = checked(asked, drafts_of(asked, entries), entries)
    if result is None:
        complain(f"{asked.file} was not changed, because not all drafts could be checked")
        ctx.exit(ExitCode.COULD_NOT_CHECK)
    dropped = {"gone"} if asked.paths else {"gone", "missing"}
    stay = [
        entry
        for entry, (state, _) in zip(entries, states(asked, entries, result), strict=True)
        if state not in dropped
    ]
    if len(stay) < len(entries):
        write_entries(asked.file, stay)
    notice(f"{asked.file}: {len(entries) - len(stay)} taken out, {len(stay)} left.")
