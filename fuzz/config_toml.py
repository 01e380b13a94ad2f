"""Feeds the configuration: `verifier.toml`, and the table of a `pyproject.toml`."""

from __future__ import annotations

from fuzz.folders import folder
from verifier.config import load_settings
from verifier.errors import ConfigError


def fuzz(data: bytes) -> None:
    """Only ConfigError may escape, and it names the file."""
    for name in ("verifier.toml", "pyproject.toml"):
        file = folder("config") / name
        file.write_bytes(data)
        try:
            load_settings(file.parent, config=file)
        except ConfigError as error:
            assert error.path == name
        finally:
            file.unlink()
