"""Where a run finds what settles findings: the options for it, and reading it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.errors import UsageError
from verifier.frozen import frozen

if TYPE_CHECKING:
    from verifier.config import LoadedSettings
    from verifier.settle import Settlements

_OPTIONS = (
    click.option(
        "--decisions",
        metavar="FILE",
        help="What reviewers said of findings. Default: .verifier/decisions.yaml of the project.",
    ),
    click.option("--no-decisions", is_flag=True, help="Read no decisions file."),
    click.option(
        "--baseline",
        metavar="FILE",
        help="Findings that were there before. Default: .verifier/baseline.jsonl of the project.",
    ),
    click.option("--no-baseline", is_flag=True, help="Read no baseline: old findings count like new ones."),
)


@frozen
class Sources:
    """The files that a run was told to use, or not to use."""

    decisions: Path | None = None
    no_decisions: bool = False
    baseline: Path | None = None
    no_baseline: bool = False

    @property
    def overrides(self) -> dict[str, object]:
        """For `load_settings`."""
        return {"decisions": self.decisions, "baseline": self.baseline}

    def settlements(self, loaded: LoadedSettings, paths: Iterable[str]) -> Settlements:
        """What the files say of the drafts at `paths`. Raises SettlingError where one cannot be used."""
        from verifier.settle.reading import names_in, read_settlements

        settings = loaded.settings
        return read_settlements(
            None if self.no_decisions else short_or_none(settings.decisions),
            None if self.no_baseline else short_or_none(settings.baseline),
            names=names_in(loaded.project, paths),
        )


def short_or_none(path: Path | None) -> Path | None:
    """A path as people are told it."""
    from verifier.cli.paths import short

    return short(path) if path is not None else None


def settling_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--decisions`, `--baseline` and their opposites, as one `sources` for the command."""

    @wraps(command)
    def with_sources(
        *arguments: Any,
        decisions: str | None,
        no_decisions: bool,
        baseline: str | None,
        no_baseline: bool,
        **others: Any,
    ) -> Any:
        for given, refused, name in (
            (decisions, no_decisions, "decisions"),
            (baseline, no_baseline, "baseline"),
        ):
            if given and refused:
                raise UsageError(f"--{name} and --no-{name} exclude each other")
        sources = Sources(
            Path(decisions) if decisions else None,
            no_decisions,
            Path(baseline) if baseline else None,
            no_baseline,
        )
        return command(*arguments, sources=sources, **others)

    for option in reversed(_OPTIONS):
        with_sources = option(with_sources)
    return with_sources
