"""Where a run keeps what the next one can use again, and whether it does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from verifier.config import Settings

F = TypeVar("F", bound=Callable[..., Any])
_REFUSED = "verifier.no_cache"  # in the meta of the context


def no_cache_option(command: F) -> F:
    """`--no-cache`, which `cache_folder` heeds like `cache = false` in verifier.toml."""

    def remember(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        ctx.meta[_REFUSED] = value

    return click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Use nothing that was kept from earlier runs, and keep nothing.",
    )(command)


def cache_folder(settings: Settings) -> Path | None:
    """Where this user's programs keep what they can make again; None: nowhere."""
    context = click.get_current_context(silent=True)
    if not settings.cache or (context is not None and context.meta.get(_REFUSED)):
        return None
    if named := os.environ.get("VERIFIER_CACHE_DIR"):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base, "verifier", "cache") if base else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "verifier"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache", "verifier")
