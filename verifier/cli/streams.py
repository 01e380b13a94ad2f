"""Standard output and standard error: what goes where, in which encoding, and in colour or not."""

from __future__ import annotations

import os
import shutil
import sys
from io import TextIOWrapper
from typing import TextIO

import click

_NARROW, _WIDE, _NO_TERMINAL = 60, 140, 100  # columns

COLOUR_CHOICES = ("auto", "always", "never")


def use_utf8() -> None:
    """Make both streams UTF-8 wherever we run; half a character is written as an escape and never raises."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(message: str) -> None:
    """An error for a person, on standard error, made safe line by line."""
    from verifier.render.sanitise import guarded, visible

    lines = [visible(line) for line in message.splitlines()] or [""]
    click.echo(guarded("\n".join([f"error: {lines[0]}", *lines[1:]])), err=True)


def notice(message: str) -> None:
    """Something worth knowing that is no error, on standard error."""
    from verifier.render.sanitise import guarded, visible

    click.echo(guarded("\n".join(visible(line) for line in message.splitlines())), err=True)


def write_out(text: str) -> None:
    """Write to standard output. A reader that has gone away, such as `head`, is no error."""
    try:
        click.echo(text, nl=False, color=True)  # colours were decided when the text was made
        sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()


def forget_stdout() -> None:
    """Send what is still to come on standard output nowhere, or Python complains when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def wants_colour(choice: str, stream: TextIO | None = None) -> bool:
    """Whether to colour, by --color, then NO_COLOR, then FORCE_COLOR, then whether this is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    stream = stream or sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How wide lines may get: the terminal within reason, and always the same where there is none."""
    if not sys.stdout.isatty():
        return _NO_TERMINAL
    return max(_NARROW, min(_WIDE, shutil.get_terminal_size().columns))
