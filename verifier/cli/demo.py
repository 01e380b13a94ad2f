"""`verifier demo`: a bundled draft against the project's own claims, in a clone and after an installation."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.streams import COLOUR_CHOICES, notice

if TYPE_CHECKING:
    from verifier.documents import Document

DRAFT = "draft.md"
AS_OF = date(2026, 2, 1)  # the day the draft speaks from; a fixed one keeps the demo the same on every day
_NEXT = """
That was the bundled draft, against the project's own claims database. Next:
  verifier check your-draft.md --against a-text-you-trust.txt
  verifier explain V102"""


@click.command()
@click.option(
    "--explain", is_flag=True, help="Show the working: claims compared, detail by detail, and why not."
)
@click.option("--color", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour on standard output.")
@click.pass_context
def demo(ctx: click.Context, explain: bool, color: str) -> None:
    """Check a bundled draft, to see what a report looks like.

    Exits 0 although the draft has mistakes: they are there to be found.
    """
    from verifier.cli.outputs import Output
    from verifier.cli.running import Run, perform
    from verifier.config import Settings
    from verifier.findings import Verdict
    from verifier.knowledge import load

    shown = frozenset({Verdict.CONSISTENT, Verdict.CONTRADICTORY, Verdict.UNVERIFIED})
    code = perform(
        Run(
            documents=[_draft()],
            skipped=(),
            store=load(_database()),
            settings=Settings(show=shown, as_of=AS_OF),
            outputs=[Output("text", None)],
            explain=explain,
            exit_zero=True,
            colour=color,
            quiet=True,
        )
    )
    notice(_NEXT)
    ctx.exit(code)


def _folder() -> Path:
    return Path(str(resources.files("verifier").joinpath("data/demo")))


def _draft() -> Document:
    from verifier.documents import read_bytes

    return read_bytes((_folder() / DRAFT).read_bytes(), DRAFT)


def _database() -> Path:
    """The folder with claims/ and sources/: beside the draft when installed, else the top of a clone."""
    from verifier.cli.paths import short
    from verifier.errors import UsageError

    clone = Path(__file__).parents[2]
    for folder in (_folder(), clone):
        if (folder / "claims").is_dir() and (folder / "sources").is_dir():
            return short(folder)
    raise UsageError("the claims database of the demo is missing from this installation; install it again")
