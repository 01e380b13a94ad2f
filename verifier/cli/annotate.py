"""`verifier annotate`: the findings on a Word document as comments in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.run_options import RunOptions, run_options
from verifier.cli.streams import notice

if TYPE_CHECKING:
    from datetime import date

    from verifier.config import Settings
    from verifier.findings import Report

AUTHOR = "verifier"


@click.command()
@click.argument("draft", metavar="DRAFT.docx")
@click.option("-o", "--output", metavar="FILE", help="The Word document to write.")
@click.option("--in-place", is_flag=True, help="Write the comments into the draft itself.")
@run_options
@click.pass_context
def annotate(ctx: click.Context, draft: str, output: str | None, in_place: bool, options: RunOptions) -> None:
    """Put findings into a Word document as comments.

    Each finding that --show lists becomes a comment on the words that decide. Comments, tracked changes and
    formatting that are there stay as they are.

    \b
    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not check.
    """
    from verifier.cli.running import Run, perform
    from verifier.documents import most_bytes, read_bytes
    from verifier.documents.decoding import read_file

    target = _target(draft, output, in_place)
    basis = ctx.with_resource(options.basis())
    settings = basis.settings
    store = basis.store()
    max_bytes = settings.limits.max_bytes
    data = read_file(Path(draft), max_bytes=most_bytes(draft, max_bytes))
    document = read_bytes(data, draft, max_bytes=max_bytes)
    day = settings.as_of  # a day of the machine would make other bytes tomorrow

    def write(report: Report) -> None:
        count = _write(data, draft, target, report, settings, day)
        if not options.quiet:
            notice(f"{target}: {count} comment{'' if count == 1 else 's'} by {AUTHOR}.")

    ctx.exit(
        perform(
            Run(
                documents=[document],
                skipped=(),
                store=store,
                settings=settings,
                outputs=(),
                exit_zero=options.exit_zero,
                quiet=options.quiet,
                settlements=basis.settlements([document]),
                notices=basis.notices(store, [document]),
                trusted=basis.named,
            ),
            also=write,
        )
    )


def _target(draft: str, output: str | None, in_place: bool) -> Path:
    """Where to write. Raises UsageError when that is not said, or would overwrite the draft unasked."""
    from verifier.errors import UsageError

    if Path(draft).suffix.lower() != ".docx":
        raise UsageError(
            f"{draft}: annotate puts comments into Word documents (.docx); for other drafts, "
            "`verifier check -o html:report.html` shows findings beside the text"
        )
    if in_place and output is not None:
        raise UsageError("--in-place and --output exclude each other")
    if in_place:
        return Path(draft)
    if output is None:
        raise UsageError("name the document to write: -o checked.docx, or --in-place for the draft itself")
    target = Path(output)
    if target.resolve() == Path(draft).resolve() or (target.exists() and target.samefile(draft)):
        raise UsageError(f"{output} is the draft itself; give another name, or say --in-place")
    return target


def _write(
    data: bytes, draft: str, target: Path, report: Report, settings: Settings, day: date | None
) -> int:
    """Write the document with its comments, whole or not at all, and say how many there are."""
    from verifier.cli.outputs import write_bytes
    from verifier.documents.docx import with_comments
    from verifier.documents.docx.commenting import Remark
    from verifier.model import Span
    from verifier.render.options import RenderOptions, shown
    from verifier.render.word_comments import comment_lines, comment_place

    titles = {source.id: source.title for source in report.sources}
    remarks = [
        Remark(Span(place.start, place.end), comment_lines(entry, titles))
        for entry in shown(report, RenderOptions(show=settings.show))
        for place in [comment_place(entry)]
    ]
    write_bytes(target, with_comments(data, draft, remarks, author=AUTHOR, day=day))
    return len(remarks)
