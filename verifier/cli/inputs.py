"""What the caller of a check said about what drafts are checked by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from verifier.config import LoadedSettings, load_settings
from verifier.frozen import frozen


@frozen
class Inputs:
    """The configuration that was asked for, flags that win over it, and texts that take the claims' place."""

    config: Path | None
    isolated: bool
    overrides: Mapping[str, object]
    against: tuple[str, ...]

    def settings(self, start: Path | None = None, *, config: Path | None = None) -> LoadedSettings:
        """The settings for work in the folder `start`, or in the current one. Raises ConfigError."""
        loaded = load_settings(
            start, config=config or self.config, isolated=self.isolated, overrides=self.overrides
        )
        if self.against and self.overrides.get("claims") is None:  # they replace the configured database
            loaded = replace(loaded, settings=replace(loaded.settings, claims=None))
        return loaded
