"""`verifier check`: drafts against the claims database, or against trusted texts."""

from __future__ import annotations

import click

from verifier.cli.run_options import RunOptions, run_options
from verifier.cli.streams import COLOUR_CHOICES, notice


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option(
    "--stdin-filename", metavar="NAME", help="What to call standard input; its suffix says how to read it."
)
@click.option(
    "-o",
    "--output",
    multiple=True,
    metavar="FORMAT[:PATH]",
    help="text, concise, json, jsonl, html, markdown, csv, sarif, github, gitlab, junit, checkstyle or "
    "rdjson. Repeatable.",
)
@click.option(
    "--diff",
    metavar="REF|-",
    help="Check only statements that changed since the branch left REF, or by a diff on standard input.",
)
@click.option(
    "--filter",
    "filter_",
    type=click.Choice(["added", "context", "file", "all"]),
    help="With --diff: what counts as changed. Default: statements that touch an added line.",
)
@click.option("--show-suppressed", is_flag=True, help="List findings too that were settled and do not count.")
@run_options
@click.option(
    "--explain", is_flag=True, help="Show the working: claims compared, detail by detail, and why not."
)
@click.option("--color", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour on standard output.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[str, ...],
    stdin_filename: str | None,
    output: tuple[str, ...],
    diff: str | None,
    filter_: str | None,
    show_suppressed: bool,
    options: RunOptions,
    explain: bool,
    color: str,
) -> None:
    """Check drafts against the claims database or trusted texts.

    PATH is a draft, a folder of drafts, or - for standard input. Without any, the paths of the configuration
    are checked.

    \b
    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not check.
    """
    from verifier.changed_text import EVERYTHING
    from verifier.cli.drafts import configured_drafts, named_drafts, read_drafts
    from verifier.cli.outputs import parse_outputs
    from verifier.cli.running import Run, perform
    from verifier.errors import UsageError

    if filter_ is not None and diff is None:
        raise UsageError("--filter says what of a diff counts; give --diff REF or --diff - too")
    if diff is not None and "-" in paths:
        raise UsageError(
            "--diff tells what changed in files; a draft on standard input (-) has no former state"
        )
    basis = ctx.with_resource(options.basis())
    settings = basis.settings
    outputs = parse_outputs(output)
    if not paths and not settings.paths:
        raise UsageError(
            "no drafts to check. Name files or folders, - for standard input, or set `paths` in verifier.toml"
        )
    drafts = named_drafts(paths) if paths else configured_drafts(settings.paths, basis.loaded.root)
    if not drafts and not options.quiet:
        notice("No drafts were found in the paths given.")
    store = basis.store()
    documents, skipped = read_drafts(
        drafts, stdin_filename=stdin_filename, max_bytes=settings.limits.max_bytes
    )
    changed = EVERYTHING
    if diff is not None:
        from verifier.cli.changed import Compared, changed_text

        compared = Compared(documents, store, settings, basis.database, basis.tree)
        changed = changed_text(diff, filter_, compared)
    ctx.exit(
        perform(
            Run(
                documents=documents,
                skipped=skipped,
                store=store,
                settings=settings,
                outputs=outputs,
                explain=explain,
                exit_zero=options.exit_zero,
                colour=color,
                quiet=options.quiet,
                settlements=basis.settlements(documents),
                show_suppressed=show_suppressed,
                changed=changed,
                notices=basis.notices(store, documents),
                trusted=basis.named,
            )
        )
    )
