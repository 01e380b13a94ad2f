"""One run from drafts to an exit code: what `check` and `demo` share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from verifier import __version__
from verifier.changed_text import EVERYTHING, ChangedText
from verifier.cli.outcome import failing, fails, matched, nothing_changed, outcome
from verifier.cli.outputs import Output, write_file
from verifier.cli.streams import columns, complain, notice, wants_colour, write_out
from verifier.config import Settings
from verifier.documents import Document
from verifier.errors import ExitCode
from verifier.findings import Notice, Report, Skipped, TrustedRef, Verdict
from verifier.frozen import frozen
from verifier.knowledge import Store
from verifier.render import RENDERERS, RenderOptions
from verifier.render.summary import counts_line, unchanged_line
from verifier.settle import NOTHING, Settlements


@frozen
class Run:
    """Everything that one run works with."""

    documents: Sequence[Document]
    skipped: Sequence[Skipped]  # drafts that could not be read
    store: Store
    settings: Settings
    outputs: Sequence[Output]
    explain: bool = False
    exit_zero: bool = False
    colour: str = "auto"
    quiet: bool = False  # nothing on standard error but errors
    settlements: Settlements = NOTHING
    show_suppressed: bool = False
    changed: ChangedText = EVERYTHING  # what of the documents is checked
    notices: Sequence[Notice] = ()  # on what the drafts are checked by
    trusted: TrustedRef | None = None


def perform(run: Run, also: Callable[[Report], None] | None = None) -> ExitCode:
    """Check, write every output, say on standard error what is worth saying, and return the exit code.

    `also` writes what is no output in one of the formats.
    """
    settings = on_a_day(run.settings, run.store, quiet=run.quiet)
    report = report_of(run, settings)
    for output in run.outputs:
        _write(output, report, run, settings)
    if also is not None:
        also(report)
    for skipped in report.skipped:
        complain(f"{skipped.path}: {skipped.reason}")
    code = outcome(report, settings, exit_zero=run.exit_zero)
    _closing_words(report, run, settings)
    return code


def report_of(run: Run, settings: Settings) -> Report:
    """What a run finds, with the drafts that could not be read and what is to be told of the run itself."""
    report = _judged(run, settings)
    return replace(
        report,
        skipped=(*report.skipped, *run.skipped),
        notices=(*report.notices, *run.notices),
        trusted=run.trusted,
    )


def _judged(run: Run, settings: Settings) -> Report:
    from verifier.cli.caching import cache_folder
    from verifier.cli.two_processes import shared
    from verifier.judges import open_bench
    from verifier.pipeline import check_documents  # the judges are only needed from here on

    bench = open_bench(settings.judge, model=settings.model, cache_dir=cache_folder(settings))
    return check_documents(
        run.documents,
        run.store,
        settings,
        bench=bench,
        changed=run.changed,
        share=shared,
        settlements=run.settlements,
    )


def on_a_day(settings: Settings, store: Store, *, quiet: bool) -> Settings:
    """The settings, with a day for the expiry of claims where any claim has one.

    Only then does the date of the machine count, and the run says so: otherwise the same input gives the same
    bytes.
    """
    if settings.as_of is not None or not any(claim.expires for claim in store.claims):
        return settings
    today = datetime.now(UTC).date()
    if not quiet:
        notice(f"Some claims expire; checked as of {today.isoformat()} (--as-of sets another day).")
    return replace(settings, as_of=today)


def _write(output: Output, report: Report, run: Run, settings: Settings) -> None:
    to_terminal = output.path is None
    options = RenderOptions(
        version=__version__,
        show=settings.show,
        failing=failing(settings),
        colour=to_terminal and wants_colour(run.colour),
        explain=run.explain,
        show_suppressed=run.show_suppressed,
        columns=columns() if to_terminal else RenderOptions().columns,
        settings=_told_settings(settings),
    )
    text = RENDERERS[output.format](report, options)
    if output.path is None:
        write_out(text)
    else:
        write_file(output.path, text)


def _told_settings(settings: Settings) -> tuple[tuple[str, str], ...]:
    """What a reader of the report must know to make it again. No paths: they are of this machine."""
    told = {
        "as-of": settings.as_of,
        "fail-on": settings.fail_on.value,
        "max-unverified": settings.max_unverified,
        "candidates": settings.candidates,
        "include-proposed": "true" if settings.include_proposed else None,
        "require-match": "true" if settings.require_match else None,
        "ignore-terms": " ".join(settings.ignore_terms) or None,
    }
    return tuple((name, str(value)) for name, value in told.items() if value is not None)


def _closing_words(report: Report, run: Run, settings: Settings) -> None:
    """What the outputs on standard output do not say themselves."""
    limit = settings.max_unverified
    unverified = report.count(Verdict.UNVERIFIED)
    if settings.require_match and not matched(report) and not nothing_changed(report):
        complain("no statement met any claim, and a match is required (--require-match)")
    if run.quiet:
        return
    if not any(output.path is None and output.format == "text" for output in run.outputs):
        notice(counts_line(report) if report.statements or report.skipped else "Nothing to check.")
        if unchanged := unchanged_line(report):
            notice(unchanged)
    if limit is not None and limit.exceeded(unverified, len(report.findings)):
        notice(f"{unverified} unverified is more than --max-unverified {limit} allows.")
    if run.exit_zero and fails(report, settings):
        notice("There are findings; exit code 0 because of --exit-zero.")
