"""What the commands on the baseline share: their options, and checking drafts without writing a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli.caching import no_cache_option
from verifier.cli.run_options import DATABASE
from verifier.cli.streams import complain
from verifier.frozen import frozen

if TYPE_CHECKING:
    from verifier.cli.drafts import Draft
    from verifier.config import LoadedSettings
    from verifier.findings import Report
    from verifier.settle.baseline import Entry
    from verifier.settle.settlements import Settlements

_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH…]"),
    click.option(
        "--baseline", "file", metavar="FILE", help="The baseline. Default: .verifier/baseline.jsonl."
    ),
    click.option("--decisions", metavar="FILE", help="Default: .verifier/decisions.yaml of the project."),
    *DATABASE,
    click.option(
        "--include-proposed", is_flag=True, default=None, help="Use claims too that are only proposed."
    ),
    click.option("--as-of", metavar="DATE", help="The day the drafts speak from, as YYYY-MM-DD."),
    click.option("--judge", metavar="NAME", help="Who judges: rules, model, or both."),
    click.option("--model", metavar="DIR", help="An entailment model of your own."),
    click.option("--config", metavar="FILE", help="Read this configuration file and look for no other."),
    no_cache_option,
)


@frozen
class Asked:
    """What was said on the command line."""

    paths: tuple[str, ...]
    against: tuple[str, ...]
    loaded: LoadedSettings

    @property
    def file(self) -> Path:
        """Where the baseline is, or is to be."""
        from verifier.cli.paths import short
        from verifier.config import FOLDER, FOUND

        return short(self.loaded.settings.baseline or self.loaded.project / FOLDER / FOUND["baseline"])


@frozen
class Checked:
    """What a check found, and what its drafts are called in the baseline."""

    report: Report
    settlements: Settlements
    found: tuple[Entry | None, ...]  # for each finding

    def was(self, path: str) -> bool:
        """Whether the draft of that name was checked."""
        return path in {self.settlements.name(one) for one in self.report.paths}


def checking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a check, as one `asked` for the command."""

    @wraps(command)
    def with_asked(
        *arguments: Any, paths: tuple[str, ...], against: tuple[str, ...], config: str | None, **others: Any
    ) -> Any:
        from dataclasses import replace

        from verifier.config import load_settings

        taken = {key: others.pop(key) for key in ("include_proposed", "as_of", "judge")}
        given = {key: others.pop(key) for key in ("claims", "decisions", "model")} | {
            "baseline": others.pop("file")
        }
        overrides = taken | {key: Path(value) if value else None for key, value in given.items()}
        loaded = load_settings(config=Path(config) if config else None, overrides=overrides)
        if against and not given["claims"]:  # as in `check`
            loaded = replace(loaded, settings=replace(loaded.settings, claims=None))
        return command(*arguments, asked=Asked(paths, against, loaded), **others)

    for option in reversed(_OPTIONS):
        with_asked = option(with_asked)
    return with_asked


def checked(asked: Asked, drafts: Sequence[Draft], entries: tuple[Entry, ...]) -> Checked | None:
    """Check drafts with these entries as the baseline; None, said aloud, where one was not checked whole."""
    from dataclasses import replace

    from verifier.cli.drafts import read_drafts
    from verifier.cli.running import Run, on_a_day, report_of
    from verifier.cli.settling import short_or_none
    from verifier.cli.trusted import open_store
    from verifier.settle.baseline import entries_of
    from verifier.settle.reading import names_in, read_settlements

    settings = asked.loaded.settings
    store = open_store(settings, asked.against)
    documents, skipped = read_drafts(drafts, stdin_filename=None, max_bytes=settings.limits.max_bytes)
    names = names_in(asked.loaded.project, [document.path for document in documents])
    read = read_settlements(short_or_none(settings.decisions), None, names=names)
    settlements = replace(read, baseline=entries)
    settings = on_a_day(settings, store, quiet=False)
    report = report_of(
        Run(documents, skipped, store, settings, outputs=(), settlements=settlements), settings
    )
    for one in report.skipped:
        complain(f"{one.path}: {one.reason}")
    if report.skipped:
        return None
    found = tuple(entries_of(report.findings, settlements.name))
    return Checked(report, settlements, found)


def drafts_of(asked: Asked, entries: Sequence[Entry]) -> list[Draft]:
    """The drafts that were named, else those of the entries that are still there."""
    from verifier.cli.drafts import Draft, named_drafts

    if asked.paths:
        return named_drafts(asked.paths)
    paths = dict.fromkeys(draft_path(asked, one.path) for one in entries)
    return [Draft(str(path)) for path in paths if path.is_file()]


def draft_path(asked: Asked, name: str) -> Path:
    """Where a draft of the baseline is."""
    import os

    from verifier.cli.paths import short

    return short(Path(os.path.normpath(asked.loaded.project / name)))


def write_entries(file: Path, entries: Sequence[Entry]) -> None:
    """Write the baseline whole or not at all."""
    from verifier.cli.outputs import write_file
    from verifier.errors import UsageError
    from verifier.settle.baseline import write_baseline

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {file.parent}: {error.strerror}") from None
    write_file(file, write_baseline(entries))
