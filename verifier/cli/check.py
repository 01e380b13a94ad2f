"""`verifier check`: drafts against the claims database, or against trusted texts."""

from __future__ import annotations

import click

from verifier.cli.caching import no_cache_option
from verifier.cli.streams import COLOUR_CHOICES, notice


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option(
    "--stdin-filename", metavar="NAME", help="What to call standard input; its suffix says how to read it."
)
@click.option("--claims", metavar="PATH", help="The claims database: its folder, or one claims file.")
@click.option(
    "--against",
    multiple=True,
    metavar="FILE",
    help="A text you trust, in place of the configured claims. Repeatable.",
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
@click.option(
    "--trusted-ref",
    metavar="REF",
    help="Take claims, sources and settings from this commit, and only the drafts from here.",
)
@click.option(
    "--show",
    metavar="VERDICTS",
    help="What to list: consistent,contradictory,unverified,not-checkable or all.",
)
@click.option("--fail-on", metavar="VERDICT", help="contradictory (default), unverified, or never.")
@click.option(
    "--max-unverified", metavar="N|P%", help="Fail when more statements, or a larger share, are unverified."
)
@click.option(
    "--include-proposed", is_flag=True, default=None, help="Use claims too that are only proposed as yet."
)
@click.option("--require-match", is_flag=True, default=None, help="Exit 2 when no statement met any claim.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 although there are findings; failures still exit 2.")
@click.option(
    "--explain", is_flag=True, help="Show the working: claims compared, detail by detail, and why not."
)
@click.option("--as-of", metavar="DATE", help="The day the drafts speak from, as YYYY-MM-DD.")
@click.option(
    "--judge",
    metavar="NAME",
    help="Who judges: rules, model, or both (the default where the package brings a model).",
)
@click.option(
    "--model", metavar="DIR", help="An entailment model of your own: a folder with an ONNX pair classifier."
)
@click.option("--config", metavar="FILE", help="Read this configuration file and look for no other.")
@no_cache_option
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--color", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour on standard output.")
@click.option("-q", "--quiet", is_flag=True, help="No notices on standard error, only errors.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[str, ...],
    stdin_filename: str | None,
    claims: str | None,
    against: tuple[str, ...],
    output: tuple[str, ...],
    diff: str | None,
    filter_: str | None,
    trusted_ref: str | None,
    show: str | None,
    fail_on: str | None,
    max_unverified: str | None,
    include_proposed: bool | None,
    require_match: bool | None,
    exit_zero: bool,
    explain: bool,
    as_of: str | None,
    judge: str | None,
    model: str | None,
    config: str | None,
    isolated: bool,
    color: str,
    quiet: bool,
) -> None:
    """Check drafts against the claims database or trusted texts.

    PATH is a draft, a folder of drafts, or - for standard input. Without any, the paths of the configuration
    are checked.

    \b
    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not check.
    """
    from pathlib import Path

    from verifier.changed_text import EVERYTHING
    from verifier.cli.drafts import configured_drafts, named_drafts, read_drafts
    from verifier.cli.inputs import Inputs
    from verifier.cli.outputs import parse_outputs
    from verifier.cli.running import Run, perform
    from verifier.cli.trusted import open_store
    from verifier.errors import UsageError

    if config and isolated:
        raise UsageError("--config and --isolated exclude each other")
    overrides: dict[str, object] = {
        "claims": Path(claims) if claims else None,
        "show": show,
        "fail_on": fail_on,
        "max_unverified": max_unverified,
        "include_proposed": include_proposed,
        "require_match": require_match,
        "as_of": as_of,
        "judge": judge,
        "model": Path(model) if model else None,
    }
    inputs = Inputs(Path(config) if config else None, isolated, overrides, against)
    if filter_ is not None and diff is None:
        raise UsageError("--filter says what of a diff counts; give --diff REF or --diff - too")
    if diff is not None and "-" in paths:
        raise UsageError(
            "--diff tells what changed in files; a draft on standard input (-) has no former state"
        )
    trusted = None
    if trusted_ref is not None:
        from verifier.cli.trusted_ref import trusted_run

        trusted = ctx.with_resource(trusted_run(trusted_ref, inputs))
    loaded = trusted.loaded if trusted is not None else inputs.settings()
    settings = loaded.settings
    outputs = parse_outputs(output)
    if not paths and not settings.paths:
        raise UsageError(
            "no drafts to check. Name files or folders, - for standard input, or set `paths` in verifier.toml"
        )
    drafts = named_drafts(paths) if paths else configured_drafts(settings.paths, loaded.root)
    if not drafts and not quiet:
        notice("No drafts were found in the paths given.")
    store = trusted.store() if trusted is not None else open_store(settings, against)
    documents, skipped = read_drafts(
        drafts, stdin_filename=stdin_filename, max_bytes=settings.limits.max_bytes
    )
    changed = EVERYTHING
    if diff is not None:
        from verifier.cli.changed import Compared, changed_text

        database = trusted.database if trusted is not None else settings.claims
        tree = trusted.tree if trusted is not None else None
        changed = changed_text(diff, filter_, Compared(documents, store, settings, database, tree))
    ctx.exit(
        perform(
            Run(
                documents=documents,
                skipped=skipped,
                store=store,
                settings=settings,
                outputs=outputs,
                explain=explain,
                exit_zero=exit_zero,
                colour=color,
                quiet=quiet,
                changed=changed,
                notices=trusted.notices(store) if trusted is not None else (),
                trusted=trusted.named if trusted is not None else None,
            )
        )
    )
