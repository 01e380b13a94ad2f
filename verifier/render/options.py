"""What the caller of a renderer may choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from verifier.findings import Finding, NotCheckable, Report, Verdict
from verifier.frozen import frozen


@frozen
class RenderOptions:
    """Choices for one rendering. The same report and the same options give the same bytes."""

    version: str = "0"  # of this program, for formats that name their tool
    show: frozenset[Verdict] = field(
        default_factory=lambda: frozenset({Verdict.CONTRADICTORY, Verdict.UNVERIFIED})
    )
    failing: frozenset[Verdict] = frozenset({Verdict.CONTRADICTORY})  # what makes a run fail
    colour: bool = False
    explain: bool = False  # show the working of every finding that is shown
    show_suppressed: bool = False  # list what a person settled and what no longer counts
    columns: int = 100  # how wide a line may get, where a format wraps
    settings: tuple[tuple[str, str], ...] = ()  # of the run, name and value, for formats that tell how it was


Renderer = Callable[[Report, RenderOptions], str]


def shown(report: Report, options: RenderOptions) -> list[Finding | NotCheckable]:
    """What a format for people lists, in the order of the drafts."""
    listed: list[Finding | NotCheckable] = [
        one
        for one in report.findings
        if (options.show_suppressed if one.suppressed else one.verdict in options.show)
    ]
    if Verdict.NOT_CHECKABLE in options.show:
        order = {path: number for number, path in enumerate(report.paths)}
        listed += report.not_checkable
        listed.sort(key=lambda one: (order.get(one.place.path, len(order)), one.place.start))
    return listed
