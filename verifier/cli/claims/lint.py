"""`verifier claims lint`: check the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verifier.cli.database import claims_option, day, format_option, print_problems, read_whole
from verifier.cli.progress import Tell, counting
from verifier.cli.streams import notice
from verifier.errors import ExitCode

if TYPE_CHECKING:
    from verifier.findings import Finding
    from verifier.knowledge import Store
    from verifier.knowledge.lint import Check


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
    with counting("Checking sentences with the matcher") as progress:
        check = None if no_matcher else _counted(worst_finding, reading.store, progress)
        found = lint_database(reading, check, as_of=day(as_of) if as_of else None)
    print_problems(found, form)
    counts = f"{len(reading.store):,} claims and {len(reading.sources):,} sources"
    notice(f"{counts} checked: {len(found) or 'no'} problem{'' if len(found) == 1 else 's'}.")
    if reading.problems:
        ctx.exit(ExitCode.COULD_NOT_CHECK)
    ctx.exit(ExitCode.FINDINGS if found else ExitCode.CLEAN)


def _counted(check: Check, store: Store, progress: Tell | None) -> Check:
    """The same check, which tells how many sentences of about how many it has seen."""
    if progress is None:
        return check
    active = store.active()
    examples = (claim.examples for claim in active)
    total = 2 * len(active) + sum(
        len(one.consistent + one.contradictory + one.unverified) for one in examples
    )
    seen = 0

    def counted(sentence: str, known: Store) -> Finding | None:
        nonlocal seen
        seen += 1
        progress(min(seen, total), total)
        return check(sentence, known)

    return counted


def worst_finding(sentence: str, store: Store) -> Finding | None:
    """The worst finding on a sentence, by the rules; None when nothing in it can be checked.

    A database holds on every machine or on none: whether a model is installed does not count.
    """
    from verifier.documents import read_bytes
    from verifier.findings import Verdict
    from verifier.judges import RULES
    from verifier.pipeline import check

    rank = [Verdict.CONTRADICTORY, Verdict.UNVERIFIED, Verdict.CONSISTENT, Verdict.NOT_CHECKABLE]
    # No whole report: what it says of the database takes longer than a sentence does.
    findings, *_ = check(read_bytes(sentence.encode("utf-8", "replace"), "<text>"), store, bench=RULES)
    return min(findings, key=lambda finding: rank.index(finding.verdict), default=None)
