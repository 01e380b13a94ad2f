"""`verifier config`: the settings in force, and where each one comes from."""

from __future__ import annotations

import json
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.database import say

if TYPE_CHECKING:
    from verifier.config import Settings


@click.group()
def config() -> None:
    """Show the settings and where each one comes from."""


@config.command()
@click.option("--config", "file", metavar="FILE", help="Read this configuration file and look for no other.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def show(file: str | None, isolated: bool) -> None:
    """Print every setting with its origin, in the form of a verifier.toml."""
    from verifier.config import load_settings
    from verifier.errors import UsageError

    if file and isolated:
        raise UsageError("--config and --isolated exclude each other")
    loaded = load_settings(config=Path(file) if file else None, isolated=isolated)
    say(f"# configuration file: {loaded.file or 'none'}")
    rows = [(key, written(setting(loaded.settings, key)), origin) for key, origin in loaded.origins.items()]
    size = max(len(_line(key, value)) for key, value, _ in rows)
    in_limits = False
    for key, value, origin in rows:
        if key.startswith("limits.") and not in_limits:
            click.echo("\n[limits]")
            in_limits = True
        say(f"{_line(key, value):<{size}}  # {origin}")


def _line(key: str, value: str | None) -> str:
    name = key.removeprefix("limits.").replace("_", "-")
    return f"# {name} is not set" if value is None else f"{name} = {value}"


def setting(settings: Settings, key: str) -> object:
    """The value of a key of the configuration, such as `limits.max_bytes`."""
    table, _, name = key.rpartition(".")
    return getattr(getattr(settings, table) if table else settings, name)


def written(value: object) -> str | None:
    """A value as TOML; None where nothing is set."""
    from verifier.render.json_text import json_text

    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Enum():
            return json.dumps(value.value)
        case date():
            return value.isoformat()
        case tuple():
            return json_text(list(value))
        case frozenset():
            return json.dumps(sorted(one.value for one in value))
        case _:
            return json_text(str(value))
