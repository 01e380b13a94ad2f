"""What people said of findings beforehand, outside the drafts: values for `settle`, read by the doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from verifier.frozen import frozen
from verifier.settle.baseline import Entry
from verifier.settle.decisions import Decision


@frozen
class Settlements:
    """Decisions and the baseline, and what drafts are called in them."""

    decisions: tuple[Decision, ...] = ()
    baseline: tuple[Entry, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # path of a draft in this run -> in these files

    def name(self, path: str) -> str:
        """What the draft at `path` is called in the decisions file and in the baseline."""
        return self.names.get(path, path)


NOTHING = Settlements()
