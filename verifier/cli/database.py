"""What the commands on the claims database share: finding it, and printing what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verifier.cli.caching import cache_folder, no_cache_option
from verifier.cli.progress import counting
from verifier.frozen import frozen

if TYPE_CHECKING:
    from datetime import date

    from verifier.knowledge import Store
    from verifier.knowledge.problem import Problem
    from verifier.knowledge.reading import Reading

F = TypeVar("F", bound=Callable[..., Any])


def claims_option(command: F) -> F:
    """`--claims PATH`, with the configured database as the default, and `--no-cache`."""
    return click.option(
        "--claims",
        "path",
        metavar="PATH",
        help="The claims database: its folder, or one file. Default: the configured one, else this folder.",
    )(no_cache_option(command))


def format_option(command: F) -> F:
    """`--format text|json`."""
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
    )(command)


def database_path(path: str | None) -> Path:
    """Where the database is: what was given, else what is configured, else the current folder."""
    from verifier.cli.paths import short
    from verifier.config import load_settings

    if path:
        return Path(path)
    configured = load_settings().settings.claims
    return short(configured) if configured is not None else Path()


def load_store(path: str | None) -> Store:
    """The database that was given or is configured. Raises ClaimsError when it cannot be used."""
    from verifier.config import load_settings
    from verifier.knowledge import load

    database, kept = database_path(path), cache_folder(load_settings().settings)
    with counting("Reading claims files") as progress:
        return load(database, cache_dir=kept, progress=progress)


def read_whole(path: str | None) -> Reading:
    """The same with all that is wrong in it. Raises ClaimsError only where there is no database at all."""
    from verifier.config import load_settings
    from verifier.knowledge.reading import read_database

    database, kept = database_path(path), cache_folder(load_settings().settings)
    with counting("Reading claims files") as progress:
        return read_database(database, cache_dir=kept, progress=progress)


def replace_text(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(text.encode("utf-8"))
        new.chmod(file.stat().st_mode & 0o777)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


@frozen
class Rewrite:
    """A file that is to change, and the bytes it must still have when it does; None: it must not be there."""

    file: Path
    before: bytes | None
    after: bytes


def replace_all(rewrites: Sequence[Rewrite]) -> None:
    """Write several files: all are prepared before the first one is put in place.

    Raises ClaimsError, with nothing changed, when somebody else changed one of them since it was read, or
    when one cannot be written.
    """
    from verifier.errors import ClaimsError

    prepared = [(one, one.file.with_name(f".{one.file.name}.new")) for one in rewrites]
    where = ""
    try:
        for one, new in prepared:
            where = str(one.file)
            new.write_bytes(one.after)
            if one.before is not None:
                new.chmod(one.file.stat().st_mode & 0o777)
        for one, _ in prepared:
            there = one.file.read_bytes() if one.file.exists() else None
            if there != one.before:
                raise ClaimsError("the file was changed meanwhile; run the command again", path=str(one.file))
        for one, new in prepared:
            where = str(one.file)
            new.replace(one.file)
    except OSError as error:
        raise ClaimsError(f"cannot be written: {error.strerror}", path=where) from None
    finally:
        for _, new in prepared:
            new.unlink(missing_ok=True)


def day(written: str | None) -> date:
    """The day that was given, or today (also `today`). Raises UsageError when it is none."""
    from datetime import UTC, date, datetime

    from verifier.errors import UsageError

    if written is None or written == "today":
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"expected a day such as 2026-06-30, found {written!r}") from None


def say(line: str = "") -> None:
    """One line of text on standard output, made safe."""
    from verifier.render.sanitise import guarded, visible

    click.echo(guarded(visible(line)))


def say_json(value: object) -> None:
    """A value as JSON on standard output; escaped, so that it cannot command a terminal or a build log."""
    from verifier.render.json_text import json_text

    click.echo(json_text(value, indent=2))


def problem_record(problem: Problem) -> dict[str, Any]:
    """What is printed of a problem with `--format json`."""
    return {
        "code": problem.code,
        "message": problem.message,
        "claim": problem.claim,
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
    }


def print_problems(problems: Iterable[Problem], form: str) -> None:
    """Problems, one a line, or as JSON."""
    if form == "json":
        say_json([problem_record(problem) for problem in problems])
        return
    for problem in problems:
        say(str(problem.error()))
