"""Puts the database of the demo (the repository's own claims and sources) into a wheel.

An editable install finds these folders in the clone; a wheel carries them under `verifier/data/demo`.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DEMO = ("claims", "sources")


class DemoHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the database of the demo to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is built; `version` is "standard" or "editable"."""
        if version == "standard":
            for folder in DEMO:
                build_data["force_include"][folder] = f"verifier/data/demo/{folder}"
