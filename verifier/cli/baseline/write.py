"""`verifier baseline write`: what is found now, so that it counts no longer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from verifier.cli.baseline.checking import Asked, checked, checking_options, write_entries
from verifier.cli.streams import complain, notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.settle.baseline import Entry


@click.command()
@checking_options
@click.pass_context
def write(ctx: click.Context, asked: Asked) -> None:
    """Write what is found now into the baseline, to count no longer.

    PATH is a draft or a folder of drafts; without any, the paths of the configuration. Entries of other
    drafts stay. What a directive or a decision settles is not taken in.
    """
    from verifier.cli.drafts import STDIN, configured_drafts, named_drafts
    from verifier.errors import ExitCode, UsageError
    from verifier.settle.directives import may_occur
    from verifier.settle.reading import baseline_at

    settings = asked.loaded.settings
    if not asked.paths and not settings.paths:
        raise UsageError("no drafts to check. Name files or folders, or set `paths` in verifier.toml")
    named = named_drafts(asked.paths) if asked.paths else configured_drafts(settings.paths, asked.loaded.root)
    if any(draft.path == STDIN for draft in named):
        raise UsageError("a baseline is of files; standard input has no name that it could be found by again")
    if not named:
        raise UsageError("no drafts were found in the paths given")
    before = baseline_at(asked.file) if asked.file.exists() else ()
    result = checked(asked, named, ())
    if result is None:
        complain(f"{asked.file} was not written, because not all drafts could be checked")
        ctx.exit(ExitCode.COULD_NOT_CHECK)
    judge = result.report.judged_by.judge
    kept = [one for one in before if not result.was(one.path) or not may_occur(one.rule, judge)]
    fresh = [one for one in result.found if one is not None]
    write_entries(asked.file, [*kept, *fresh])
    notice(_said(asked, fresh, kept, len(result.report.paths)))


def _said(asked: Asked, fresh: Sequence[Entry], kept: Sequence[Entry], drafts: int) -> str:
    from verifier.render.summary import plural

    counts = Counter(one.verdict for one in fresh)
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    others = f"; {len(kept)} of other drafts or judges stay" if kept else ""
    what = plural(len(fresh), "finding") + (f" ({verdicts})" if verdicts else "")
    return f"Wrote {asked.file}: {what} of {plural(drafts, 'draft')}{others}."
