"""`verifier claims review`: a person answers what was proposed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.database import claims_option, database_path, day
from verifier.cli.streams import COLOUR_CHOICES, columns, notice, wants_colour
from verifier.errors import UsageError

if TYPE_CHECKING:
    from verifier.cli.claims.reviewing import Session
    from verifier.knowledge.reading import Reading
    from verifier.model import Claim

_NO_TERMINAL = """review asks one claim after the other, and this is no terminal. To answer without one:
  verifier claims list --status proposed     what waits
  edit the files: `status: active` accepts; `status: rejected` with a `reason:` rejects
  verifier claims lint                       looks at the outcome"""


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE…]")
@claims_option
@click.option("--reviewer", metavar="NAME", help="Who reviews; default: the name that git knows you by.")
@click.option("--as-of", metavar="DATE", help="The day to write down; default: today.")
@click.option("--color", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour on the terminal.")
def review(
    files: tuple[str, ...], path: str | None, reviewer: str | None, as_of: str | None, color: str
) -> None:
    """Walk through the proposed claims: accept, edit, reject, skip.

    Each answer is written before the next claim is shown. Leave at any time, and go on later. FILE limits the
    walk to some claims files.
    """
    from verifier.render.summary import plural

    reading, proposals = _proposals(files, path)
    if reading.problems:
        notice(
            f"This database has {plural(len(reading.problems), 'problem')}, see `verifier claims lint`. "
            "A proposal whose quote is not in its source is left out here."
        )
    if not proposals:
        notice("No proposed claim waits for a review.")
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_NO_TERMINAL)
    from verifier.cli.claims.card import Desk
    from verifier.cli.claims.reviewing import Reviewer, Session

    today = day(as_of)
    name = reviewer or _git_name(Path(proposals[0].place.path).absolute().parent)
    if not name or not name.strip():
        raise UsageError("who reviews? Give --reviewer NAME, or tell git: git config user.name NAME")
    desk = Desk(reading.store, columns(), wants_colour(color), today)
    session = Session(reading, proposals, Reviewer(name.strip(), today.isoformat()), desk, _Screen())
    try:
        session.run()
    except EOFError:
        click.echo()
    except (KeyboardInterrupt, click.Abort):
        click.echo()  # what was answered is written; the line of the prompt is left as it is
        raise
    finally:
        _closing(session)


def _proposals(files: Sequence[str], path: str | None) -> tuple[Reading, list[Claim]]:
    """The database, and what is proposed in it or in the files named."""
    from verifier.knowledge.reading import read_database
    from verifier.model import ClaimStatus

    for file in files:
        if not Path(file).is_file():
            raise UsageError(f"{file}: expected a claims file; --claims names a whole database")
    named = {Path(file).resolve() for file in files}
    base = database_path(path)
    if path is None and files and not _holds(base, named):
        base = Path(files[0])
        if len(files) > 1:
            raise UsageError("these files belong to no configured database; name it with --claims")
    reading = read_database(base)
    waiting = [claim for claim in reading.store.claims if claim.status is ClaimStatus.PROPOSED]
    if files:
        waiting = [claim for claim in waiting if Path(claim.place.path).resolve() in named]
    return reading, waiting


def _holds(base: Path, named: set[Path]) -> bool:
    """Whether all the files are in the database at `base`."""
    from verifier.errors import ClaimsError
    from verifier.knowledge.reading import Layout

    try:
        return named <= {file.resolve() for file in Layout.of(base).files()}
    except (ClaimsError, OSError):
        return False


def _git_name(folder: Path) -> str | None:
    from verifier.cli.git import user_name

    return user_name(folder)


def _closing(session: Session) -> None:
    counts = session.counts
    said = [f"{counts[word]} {word}" for word in ("accepted", "rejected", "skipped") if counts[word]]
    left = f"{session.left} still proposed" if session.left else "none left"
    notice(f"{', '.join(said) or 'Nothing answered'}; {left}.")


class _Screen:
    """The terminal of this process."""

    def show(self, lines: Sequence[str]) -> None:
        """Print lines, made safe where they come from a claim or a file."""
        from verifier.render.sanitise import guarded

        click.echo(guarded("\n".join(lines)), color=True)

    def key(self, prompt: str, keys: str) -> str:
        """One keystroke; others are told what is expected. Ctrl-D leaves."""
        click.echo(f"{prompt}  ", nl=False)
        while True:
            pressed = click.getchar()
            if pressed == "\x04":
                raise EOFError
            if pressed.lower() in keys and len(pressed) == 1:
                click.echo(pressed.lower())
                return pressed.lower()
            if pressed.strip():
                click.echo(f"\none of {' '.join(keys)}: ", nl=False)

    def line(self, prompt: str) -> str:
        """A line as it is typed."""
        answer: str = click.prompt(prompt, default="", show_default=False)
        return answer

    def edit(self, text: str) -> str | None:
        """The text after a visit to $VISUAL or $EDITOR."""
        try:
            return click.edit(text, extension=".yaml")
        except (click.ClickException, OSError) as error:
            self.show([f"  the editor did not work: {error}"])
            return None
