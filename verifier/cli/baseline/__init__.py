"""`verifier baseline`: the findings that were there when a team began, one module a command."""

from __future__ import annotations

import click

from verifier.cli.group import Lazy, LazyGroup

COMMANDS: dict[str, Lazy] = {
    "write": Lazy(
        "verifier.cli.baseline.write",
        "write",
        "Write what is found now into the baseline, to count no longer.",
    ),
    "audit": Lazy(
        "verifier.cli.baseline.audit",
        "audit",
        "List every entry: what it hides, and whether it still occurs.",
    ),
    "prune": Lazy("verifier.cli.baseline.prune", "prune", "Take out the entries that no longer occur."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def baseline() -> None:
    """Keep the findings that were there, so that only new ones count."""
