"""`verifier claims`: look after the claims database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verifier.cli.database import (
    claims_option,
    database_path,
    day,
    format_option,
    print_problems,
    say,
    say_json,
)
from verifier.cli.streams import notice
from verifier.errors import ExitCode

if TYPE_CHECKING:
    from verifier.findings import Finding
    from verifier.knowledge import Store
    from verifier.model import Claim


@click.group()
def claims() -> None:
    """Work with the claims database."""


@claims.command()
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
    from verifier.knowledge.reading import read_database

    reading = read_database(database_path(path))
    found = lint_database(reading, None if no_matcher else _check, as_of=day(as_of) if as_of else None)
    print_problems(found, form)
    counts = f"{len(reading.store):,} claims and {len(reading.sources):,} sources"
    notice(f"{counts} checked: {len(found) or 'no'} problem{'' if len(found) == 1 else 's'}.")
    if reading.problems:
        ctx.exit(ExitCode.COULD_NOT_CHECK)
    ctx.exit(ExitCode.FINDINGS if found else ExitCode.CLEAN)


def _check(sentence: str, store: Store) -> Finding | None:
    """The worst finding on a sentence; None when nothing in it can be checked."""
    from verifier import Verdict, check_text

    rank = [Verdict.CONTRADICTORY, Verdict.UNVERIFIED, Verdict.CONSISTENT, Verdict.NOT_CHECKABLE]
    findings = check_text(sentence, store).findings
    return min(findings, key=lambda finding: rank.index(finding.verdict), default=None)


@claims.command("list")
@claims_option
@format_option
@click.option("--status", metavar="STATUS", help="Only claims with this status, such as active or retracted.")
@click.option("--source", metavar="ID", help="Only claims that cite this source.")
@click.option("--expired", is_flag=True, help="Only claims that have expired (see --as-of).")
@click.option("--as-of", metavar="DATE", help="The day by which claims expire; default: today.")
def list_claims(
    path: str | None, form: str, status: str | None, source: str | None, expired: bool, as_of: str | None
) -> None:
    """List the claims, one a line."""
    store = _load(path)
    chosen = store.expired(day(as_of)) if expired else store.claims
    chosen = tuple(
        claim
        for claim in chosen
        if (status is None or claim.status.value == status)
        and (source is None or any(citation.source == source for citation in claim.citations))
    )
    if form == "json":
        say_json([_as_json(claim) for claim in chosen])
        return
    width = min(max((len(claim.id) for claim in chosen), default=0), 50)
    for claim in chosen:
        mark = "" if claim.status.value == "active" else f"({claim.status.value}) "
        say(f"{claim.id:<{width}}  {mark}{claim.statement}")
    notice(f"{len(chosen):,} of {len(store):,} claims.")


@claims.command()
@click.argument("claim_id", metavar="ID")
@claims_option
@format_option
def show(claim_id: str, path: str | None, form: str) -> None:
    """Show one claim with its quotes and where they stand."""
    store = _load(path)
    claim = store.claim(claim_id)
    if form == "json":
        say_json(_as_json(claim))
        return
    say(f"{claim.id} ({claim.status.value}), {claim.place.path}:{claim.place.line}")
    say(f"  {claim.statement}")
    for citation in claim.citations:
        source = store.sources[citation.source]
        say()
        say(f"  {source.title}, {source.path or source.id}:{citation.line}")
        say(f"  | “{citation.quote}”")
        if citation.url:
            say(f"  {citation.url}")
    rows = [(name, value) for name, value in _as_json(claim).items() if value and name in _LIFECYCLE]
    if rows:
        say()
    for name, value in rows:
        say(f"  {name}: {', '.join(value) if isinstance(value, list) else value}")


_LIFECYCLE = (
    "holds_from",
    "holds_until",
    "expires",
    "recheck_by",
    "superseded_by",
    "not_to_be_confused_with",
    "compatible_with",
    "owner",
    "reviewed_by",
    "reviewed_on",
    "note",
)


@claims.command()
@click.argument("words", nargs=-1, required=True)
@claims_option
@format_option
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many.")
def search(words: tuple[str, ...], path: str | None, form: str, limit: int) -> None:
    """Find the claims that are nearest to some words or to a sentence."""
    from verifier.knowledge import Query, figures_in

    store = _load(path)
    text = " ".join(words)
    query = Query(
        words=tuple((word, 1.0) for word in text.split()),
        entities=store.names.ids_in(text),
        figures=figures_in(text),
    )
    found = store.find(query, limit)
    if form == "json":
        say_json([{"score": candidate.score, **_as_json(candidate.claim)} for candidate in found])
        return
    for candidate in found:
        say(f"{candidate.score:8.2f}  {candidate.claim.id}  {candidate.claim.statement}")
    if not found:
        notice("No claim has any of these words.")


@claims.command()
@click.argument("files", nargs=-1, metavar="[FILE…]")
@claims_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file would change.")
@click.pass_context
def fmt(ctx: click.Context, files: tuple[str, ...], path: str | None, check: bool) -> None:
    """Put claims files into their canonical form: the order of keys, and blank lines. Comments stay."""
    from verifier.errors import ClaimsError
    from verifier.knowledge.fmt import format_claims
    from verifier.knowledge.reading import Layout

    chosen = [Path(file) for file in files] or list(Layout.of(database_path(path)).files())
    changed = 0
    for file in chosen:
        try:
            before = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ClaimsError(
                f"cannot be read as UTF-8 text: {type(error).__name__}", path=str(file)
            ) from None
        after = format_claims(before, file.as_posix())
        if after == before:
            continue
        changed += 1
        say(f"{'would change' if check else 'changed'} {file.as_posix()}")
        if not check:
            _replace(file, after)
    notice(f"{changed} of {len(chosen)} files {'would change' if check else 'changed'}.")
    ctx.exit(ExitCode.FINDINGS if check and changed else ExitCode.CLEAN)


def _replace(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(text.encode("utf-8"))
        new.chmod(file.stat().st_mode & 0o777)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


@claims.command()
@click.argument("name", type=click.Choice(["claims", "source"]), default="claims")
def schema(name: str) -> None:
    """Print the JSON Schema of claims files, or of source records."""
    from verifier.knowledge.json_schema import json_schema

    click.echo(json_schema(name), nl=False)


def _load(path: str | None) -> Store:
    from verifier.knowledge import load

    return load(database_path(path))


def _as_json(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "statement": claim.statement,
        "status": claim.status.value,
        "path": claim.place.path,
        "line": claim.place.line,
        "citations": [
            {"source": cited.source, "quote": cited.quote, "line": cited.line, "url": cited.url}
            for cited in claim.citations
        ],
        "holds_from": claim.holds_from,
        "holds_until": claim.holds_until,
        "expires": claim.expires and claim.expires.isoformat(),
        "recheck_by": claim.recheck_by and claim.recheck_by.isoformat(),
        "superseded_by": claim.superseded_by,
        "not_to_be_confused_with": list(claim.not_to_be_confused_with),
        "compatible_with": list(claim.compatible_with),
        "owner": claim.owner,
        "reviewed_by": claim.reviewed_by,
        "reviewed_on": claim.reviewed_on and claim.reviewed_on.isoformat(),
        "note": claim.note,
    }
