"""`verifier report`: a report in the json format, shown in another one without checking again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.streams import COLOUR_CHOICES

if TYPE_CHECKING:
    from verifier.render.contract import ReportRecord

MOST_BYTES = 500_000_000  # of a report


@click.command()
@click.argument("results", metavar="RESULTS.json")
@click.option(
    "-o",
    "--output",
    multiple=True,
    metavar="FORMAT[:PATH]",
    help="As for `verifier check`. Repeatable; default: text.",
)
@click.option("--show", metavar="VERDICTS", help="What to list, as for `verifier check`.")
@click.option("--fail-on", metavar="VERDICT", help="What junit calls a failure: contradictory (default) …")
@click.option("--show-suppressed", is_flag=True, help="List findings too that were settled and do not count.")
@click.option("--color", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour on standard output.")
def report(
    results: str,
    output: tuple[str, ...],
    show: str | None,
    fail_on: str | None,
    show_suppressed: bool,
    color: str,
) -> None:
    """Show a json report in another format.

    Nothing is checked again. text, html, sarif and rdjson show or count characters of the drafts, which must
    be where the report says, and as they were.

    \b
    Exit codes: 0 shown, whatever it says; 2 no report, or a draft is not as it was.
    """
    from verifier.cli.outcome import failing
    from verifier.cli.outputs import parse_outputs, write_file
    from verifier.cli.streams import columns, wants_colour, write_out
    from verifier.config import load_settings
    from verifier.documents.decoding import read_file
    from verifier.errors import DocumentError, ReportError
    from verifier.render import RENDERERS, RenderOptions
    from verifier.render.reading import FROM_THE_DRAFTS, read_record, report_of

    outputs = parse_outputs(output)
    settings = load_settings(isolated=True, overrides={"show": show, "fail_on": fail_on}).settings
    try:
        record = read_record(read_file(Path(results), max_bytes=MOST_BYTES))
        needed = [one.format for one in outputs if one.format in FROM_THE_DRAFTS]
        made = report_of(record, _texts(record, needed[0]) if needed else {})
    except ReportError as error:
        error.path = error.path or results
        raise
    except DocumentError as error:
        raise ReportError(error.message, path=error.path or results) from None
    for one in outputs:
        to_terminal = one.path is None
        options = RenderOptions(
            version=record["tool"]["version"],
            show=settings.show,
            failing=failing(settings),
            colour=to_terminal and wants_colour(color),
            show_suppressed=show_suppressed,
            columns=columns() if to_terminal else RenderOptions().columns,
        )
        text = RENDERERS[one.format](made, options)
        if one.path is None:
            write_out(text)
        else:
            write_file(one.path, text)


def _texts(record: ReportRecord, needed_by: str) -> dict[str, str]:
    """The drafts of a report. Raises ReportError for one that is gone, or says something else by now."""
    from verifier.documents import read_path, sentences
    from verifier.errors import DocumentError, ReportError
    from verifier.render.reading import statements_of

    wanted: dict[str, list[tuple[str, int, int]]] = {}
    for one in statements_of(record):
        wanted.setdefault(one["path"], []).append((one["text"], one["start"], one["end"]))
    texts = {}
    for path, statements in wanted.items():
        try:
            document = read_path(path)
        except DocumentError as error:
            raise ReportError(f"{needed_by} needs the draft: {error.message}", path=path) from None
        places = ((one.text, document.locate(one.span)) for one in sentences(document))
        here = {(text, place.start, place.end) for text, place in places}
        if not here.issuperset(statements):
            raise ReportError(
                f"{needed_by} needs the draft as it was checked, and it has changed since; check it again, "
                "or show another format, such as markdown",
                path=path,
            )
        texts[path] = document.original
    return texts
