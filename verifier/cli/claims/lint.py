"""`verifier claims lint`: check the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.database import claims_option, day, format_option, print_problems, read_whole
from verifier.cli.streams import notice
from verifier.errors import ExitCode

if TYPE_CHECKING:
    from verifier.findings import Finding
    from verifier.knowledge import Store


@click.command()
@claims_option
@format_option
@click.option("--no-matcher", is_flag=True, help="Only check files, quotes and references; much quicker.")
@click.option("--as-of", metavar="DATE", help="Also report what has expired by this day, or by `today`.")
@click.pass_context
def lint(ctx: click.Context, path: str | None, form: str, no_matcher: bool, as_of: str | None) -> None:
    """Check the database itself: quotes, hashes, references, contradictions, examples.

    Exit codes: 0 nothing is wrong, 1 claims need work, 2 files cannot be used.
    """
    from verifier.knowledge.lint import lint as lint_database

    reading = read_whole(path)
    found = lint_database(reading, None if no_matcher else worst_finding, as_of=day(as_of) if as_of else None)
    print_problems(found, form)
    counts = f"{len(reading.store):,} claims and {len(reading.sources):,} sources"
    notice(f"{counts} checked: {len(found) or 'no'} problem{'' if len(found) == 1 else 's'}.")
    if reading.problems:
        ctx.exit(ExitCode.COULD_NOT_CHECK)
    ctx.exit(ExitCode.FINDINGS if found else ExitCode.CLEAN)


def worst_finding(sentence: str, store: Store) -> Finding | None:
    """The worst finding on a sentence, by the rules; None when nothing in it can be checked.

    A database holds on every machine or on none: whether a model is installed does not count.
    """
    from verifier import Verdict, check_text
    from verifier.config import Settings

    rank = [Verdict.CONTRADICTORY, Verdict.UNVERIFIED, Verdict.CONSISTENT, Verdict.NOT_CHECKABLE]
    findings = check_text(sentence, store, settings=Settings(judge="rules")).findings
    return min(findings, key=lambda finding: rank.index(finding.verdict), default=None)
