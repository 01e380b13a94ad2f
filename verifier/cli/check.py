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
    from verifier.cli.drafts import configured_drafts, named_drafts, read_drafts
    from verifier.cli.outputs import parse_outputs
    from verifier.cli.running import Run, perform
    from verifier.cli.trusted import open_store
    from verifier.errors import UsageError

    loaded = options.load()
    settings = loaded.settings
    outputs = parse_outputs(output)
    if not paths and not settings.paths:
        raise UsageError(
            "no drafts to check. Name files or folders, - for standard input, or set `paths` in verifier.toml"
        )
    drafts = named_drafts(paths) if paths else configured_drafts(settings.paths, loaded.root)
    if not drafts and not options.quiet:
        notice("No drafts were found in the paths given.")
    store = open_store(settings, options.against)
    documents, skipped = read_drafts(
        drafts, stdin_filename=stdin_filename, max_bytes=settings.limits.max_bytes
    )
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
                settlements=options.settlements(loaded, [document.path for document in documents]),
                show_suppressed=show_suppressed,
            )
        )
    )
