"""`verifier claims diff`: what changed in the database, and which drafts that breaks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli.claims.record import claim_record
from verifier.cli.database import claims_option, database_path, day, format_option, say, say_json
from verifier.cli.streams import complain, notice
from verifier.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from datetime import date

    from verifier.cli.claims.impact import Effect
    from verifier.cli.snapshots import Snapshot
    from verifier.findings import Finding, Skipped
    from verifier.knowledge.changes import Change


@click.command()
@click.argument("states", nargs=-1, metavar="[A [B]]")
@click.option("--drafts", multiple=True, metavar="PATHS", help="Say which statements of these it breaks.")
@claims_option
@format_option
@click.option("--as-of", metavar="DATE", help="The day by which claims of B expire; default: today.")
@click.pass_context
def diff(
    ctx: click.Context,
    states: tuple[str, ...],
    drafts: tuple[str, ...],
    path: str | None,
    form: str,
    as_of: str | None,
) -> None:
    """Say what changed between two states of the database, and which drafts it breaks.

    A and B are folders, or branches, tags and commits of git. Without B: the database as it is now.
    Without A: the last commit. What is in git is read without touching the working tree.

    \b
    Exit codes: 0 compared, and no statement of --drafts is worse off; 1 some are; 2 could not compare.
    """
    from verifier.cli.snapshots import snapshot
    from verifier.knowledge.changes import beside_claims, changes

    base = database_path(path)
    today = day(as_of)
    before, after, drafts = _sorted(states, drafts)
    with snapshot(before, base) as old, snapshot(after, base) as new:
        found = changes(old.store, new.store, as_of_before=old.day or today, as_of=today)
        hit, skipped = _effects(drafts, old, new, found, today)
        if form == "json":
            say_json(_record(old, new, found, hit, drafts, today))
        else:
            _print(found, beside_claims(old.store, new.store), hit)
    for one in skipped:
        complain(f"{one.path}: {one.reason}")
    _closing(old, new, found, hit, drafts)
    if skipped:
        ctx.exit(ExitCode.COULD_NOT_CHECK)
    ctx.exit(ExitCode.FINDINGS if any(one.broken for one in hit) else ExitCode.CLEAN)


def _sorted(states: tuple[str, ...], drafts: tuple[str, ...]) -> tuple[str, str | None, tuple[str, ...]]:
    """A, B and the drafts: a shell that opens a pattern after --drafts leaves all but one of them bare."""
    bare = [one for one in states if Path(one).is_file() and Path(one).suffix not in {".yaml", ".yml"}]
    if drafts and bare:
        states, drafts = tuple(one for one in states if one not in bare), (*drafts, *bare)
    if len(states) > 2:
        raise UsageError(f"expected two states at most, found {len(states)}; drafts go after --drafts")
    return (*states, "HEAD")[0], states[1] if len(states) > 1 else None, drafts


def _effects(
    drafts: Sequence[str], old: Snapshot, new: Snapshot, found: Sequence[Change], today: date
) -> tuple[tuple[Effect, ...], Sequence[Skipped]]:
    """What the change does to the drafts, and what of them could not be read."""
    if not drafts:
        return (), ()
    from verifier.cli.claims.impact import as_it_stood, effects
    from verifier.cli.drafts import named_drafts, read_drafts
    from verifier.config import load_settings

    settings = load_settings(overrides={"as_of": today}).settings
    documents, skipped = read_drafts(
        named_drafts(drafts), stdin_filename=None, max_bytes=settings.limits.max_bytes
    )
    before = as_it_stood(old.store, old.day)
    return effects(documents, before, new.store, found, settings), skipped


def _print(found: Sequence[Change], beside: Sequence[str], hit: Sequence[Effect]) -> None:
    for change in found:
        claim = change.after or change.before
        assert claim is not None
        say(f"{change.kind.value:<10}  {change.id} ({claim.place.path}:{claim.place.line})")
        if change.before is None or change.after is None:
            say(f"              {claim.statement}")
        for detail in change.details:
            say(f"              {detail}")
    for line in beside:
        say(line)
    for effect in hit:
        say()
        place, was, now = effect.after.place, effect.before, effect.after
        word = "broken" if effect.broken else "mended"
        say(f"{place.path}:{place.line}:{place.column} {word}: {_verdict(was)} → {_verdict(now)}")
        say(f"  | {now.statement}")
        say(f"  before  {was.message}")
        say(f"  after   {now.message}")
        if effect.claims:
            say(f"  changed {', '.join(effect.claims)}")


def _verdict(finding: Finding) -> str:
    return f"{finding.verdict.value} {finding.rule}"


def _closing(
    old: Snapshot, new: Snapshot, found: Sequence[Change], hit: Sequence[Effect], drafts: Sequence[str]
) -> None:
    from verifier.knowledge.changes import Kind
    from verifier.render.summary import plural

    counts = {kind: sum(change.kind is kind for change in found) for kind in Kind}
    said = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    notice(f"{old.label} → {new.label}: {said or 'no claim differs'}.")
    if drafts:
        broken = sum(one.broken for one in hit)
        notice(f"Drafts: {plural(broken, 'statement')} broken, {len(hit) - broken} mended.")


def _record(
    old: Snapshot,
    new: Snapshot,
    found: Sequence[Change],
    hit: Sequence[Effect],
    drafts: Sequence[str],
    today: date,
) -> dict[str, Any]:
    from verifier.knowledge.changes import beside_claims

    return {
        "format": 1,
        "as_of": today.isoformat(),
        **{
            name: {"label": one.label, "commit": one.commit, "digest": one.store.digest}
            for name, one in (("before", old), ("after", new))
        },
        "claims": [
            {
                "id": change.id,
                "change": change.kind.value,
                "details": list(change.details),
                "before": claim_record(change.before, old.store) if change.before else None,
                "after": claim_record(change.after, new.store) if change.after else None,
            }
            for change in found
        ],
        "beside_claims": list(beside_claims(old.store, new.store)),
        "statements": [_effect(one) for one in hit] if drafts else None,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    place = effect.after.place
    verdicts = {
        name: {"verdict": finding.verdict.value, "rule": finding.rule, "message": finding.message}
        for name, finding in (("before", effect.before), ("after", effect.after))
    }
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "statement": effect.after.statement,
        "effect": "broken" if effect.broken else "mended",
        **verdicts,
        "claims": list(effect.claims),
    }
