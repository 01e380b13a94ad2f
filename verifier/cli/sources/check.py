"""`verifier sources check`: whether the trusted documents are as they were, and what follows where not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli.database import (
    claims_option,
    database_path,
    format_option,
    print_problems,
    problem_record,
    say_json,
)
from verifier.cli.sources.drift_output import drift_record, print_drift, summary
from verifier.cli.streams import notice
from verifier.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verifier.knowledge.drift import SourceDrift
    from verifier.knowledge.problem import Problem
    from verifier.knowledge.reading import Layout
    from verifier.knowledge.sources import SourceReading


@click.command()
@click.argument("names", nargs=-1, metavar="[ID…]")
@claims_option
@format_option
@click.option(
    "--against",
    "new_file",
    metavar="FILE",
    help="A newer copy of the source ID: show what it would do to the claims. Nothing is changed.",
)
@click.pass_context
def check(
    ctx: click.Context, names: tuple[str, ...], path: str | None, form: str, new_file: str | None
) -> None:
    """Check that no source has changed, and show what a change does to the claims.

    Without ID all sources are checked. Of a text that is not the recorded one, every quote is looked for:
    unchanged, moved, changed, ambiguous or vanished.

    Exit codes: 0 nothing drifted, 1 a text or a quote did, 2 something could not be checked.
    """
    from verifier.knowledge.reading import Layout
    from verifier.knowledge.sources import read_sources

    layout = Layout.of(database_path(path))
    broken: list[Problem] = []
    readings = read_sources(layout.sources, layout.root, broken)
    chosen = chosen_sources(names, readings, broken)
    if new_file is None:
        problems, drifts = _recorded(chosen, layout, broken)
    else:
        if len(names) != 1:
            raise UsageError("--against compares one source; name it: sources check --against FILE ID")
        if names[0] not in chosen:
            raise next(one for one in broken if Path(one.place.path).parent.name == names[0]).error()
        problems, drifts = [], _against(chosen[names[0]], Path(new_file), layout, broken)
    if names:
        broken = [one for one in broken if _concerns(one, names, layout)]
    _print([*broken, *problems], drifts, form)
    if form == "text":
        for drift in drifts:
            notice(summary(drift))
        found = len(broken) + len(problems)
        notice(f"{len(chosen):,} sources checked: {found or 'no'} problem{'' if found == 1 else 's'}.")
        if problems and drifts and new_file is None:
            notice("To take a new text over: verifier sources update ID FILE")
    drifted = bool(problems) or any(drift.drifted for drift in drifts)
    ctx.exit(ExitCode.COULD_NOT_CHECK if broken else ExitCode.FINDINGS if drifted else ExitCode.CLEAN)


def chosen_sources(
    names: tuple[str, ...], readings: Mapping[str, SourceReading], broken: list[Problem]
) -> dict[str, SourceReading]:
    """The sources that were named, or all. Raises UsageError for a name that none has."""
    from verifier.near_miss import did_you_mean

    for name in names:
        unreadable = any(Path(problem.place.path).parent.name == name for problem in broken)
        if name not in readings and not unreadable:
            raise UsageError(f"no source has the id “{name}”.{did_you_mean(name, readings)}")
    return {name: one for name, one in readings.items() if not names or name in names}


def _concerns(problem: Problem, names: tuple[str, ...], layout: Layout) -> bool:
    """Whether a problem is one of the named sources, or of a claims file."""
    place = Path(problem.place.path)
    return place.parent.name in names or not place.is_relative_to(layout.sources)


def _recorded(
    chosen: dict[str, SourceReading], layout: Layout, broken: list[Problem]
) -> tuple[list[Problem], list[SourceDrift]]:
    """The texts that are not the recorded ones, and what became of their quotes."""
    from verifier.cli.sources.history import text_with_hash
    from verifier.knowledge.drift import drift_of
    from verifier.knowledge.lint import source_texts
    from verifier.knowledge.reading import Reading
    from verifier.knowledge.recorded_citations import recorded_citations
    from verifier.knowledge.store import Store

    problems = list(source_texts(Reading(Store(), (), chosen, ())))
    changed = [one for one in chosen.values() if one.source.sha256 not in {None, one.actual_sha256}]
    if not changed:
        return problems, []
    citations, unreadable = recorded_citations(layout)
    broken += unreadable
    drifts: list[SourceDrift] = []
    for one in changed:
        source = one.source
        file = layout.root / (source.path or "")
        old = text_with_hash(file, source.sha256 or "")
        drifts.append(drift_of(source.id, citations, source.text, old))
    return problems, drifts


def _against(reading: SourceReading, file: Path, layout: Layout, broken: list[Problem]) -> list[SourceDrift]:
    """What a newer copy would do. Raises UsageError when it is in another form than the frozen text."""
    from verifier.cli.sources.new_text import read_new_text, same_form
    from verifier.knowledge.drift import drift_of
    from verifier.knowledge.recorded_citations import recorded_citations

    new = read_new_text(file)
    if not same_form(reading.source.path or "", new):
        raise UsageError(f"{file}: expected the form of the frozen text, {reading.source.path}")
    citations, unreadable = recorded_citations(layout)
    broken += unreadable
    if new.text == reading.source.text:
        notice("The two texts are the same.")
    return [drift_of(reading.source.id, citations, new.text, reading.source.text)]


def _print(problems: list[Problem], drifts: list[SourceDrift], form: str) -> None:
    if form == "json":
        found: dict[str, Any] = {
            "format": 1,
            "problems": [problem_record(problem) for problem in problems],
            "sources": [drift_record(drift) for drift in drifts],
        }
        say_json(found)
        return
    print_problems(problems, form)
    for drift in drifts:
        print_drift(drift)
