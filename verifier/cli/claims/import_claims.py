"""`verifier claims import`: claims that come from outside."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.database import Rewrite, claims_option, database_path, day, print_problems, replace_all, say
from verifier.cli.streams import notice
from verifier.errors import ClaimsError, ExitCode, UsageError

if TYPE_CHECKING:
    from verifier.interchange.incoming import Import, Incoming
    from verifier.knowledge import Store
    from verifier.knowledge.freezing import NewSource
    from verifier.knowledge.problem import Problem
    from verifier.knowledge.reading import Layout

_MOST_BYTES = 50_000_000
_MOST_LISTED = 20


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--format", "form", type=click.Choice(["claimreview", "csv"]), required=True, help="What FILE is."
)
@click.option(
    "-o", "--output", metavar="PATH", help="The new claims file; default: claims/imported-FILE.yaml."
)
@claims_option
@click.option("--encoding", metavar="NAME", help="Of FILE, where it is not UTF-8 or UTF-16, such as cp1252.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be done.")
@click.pass_context
def import_claims(
    ctx: click.Context,
    file: str,
    form: str,
    output: str | None,
    path: str | None,
    encoding: str | None,
    dry_run: bool,
) -> None:
    """Take in claims from ClaimReview or CSV, and never over one that is there.

    ClaimReview gives proposed claims, whose source is the review; CSV gives claims as the table says, whose
    sources must be there, and proposed ones where it has no status. FILE may be - for standard input.

    Exit codes: 0 all was taken in, 1 some was left out, 2 nothing was written.
    """
    from verifier.interchange.incoming import planned
    from verifier.knowledge.reading import Layout, read_database

    database = database_path(path)
    layout = Layout.of(database)
    reading = read_database(database)
    if reading.problems and reading.files:
        raise reading.problems[0].error(others=len(reading.problems) - 1)
    target = Path(output) if output else _target(layout, Path(file))
    if target.exists():
        raise ClaimsError("the file is there already; name another with -o", path=target.as_posix())
    if output and not _is_claims_file(layout, target):
        raise UsageError(
            f"{output}: expected a .yaml file in {layout.claims.as_posix()}, where claims are read"
        )
    incoming, sources, known, left_out, problems = _incoming(form, file, encoding, reading.store)
    plan = planned(incoming, reading.store, sources)
    problems = [*problems, *plan.problems]
    if problems:
        print_problems(sorted(problems, key=lambda one: (one.place.line, one.place.column)), "text")
        raise ClaimsError(
            f"nothing was written: {len(problems)} problem{'s' if len(problems) > 1 else ''}", path=file
        )
    files = _numbered(target, plan.claims_files(f"Imported from {_shown(Path(file).name)}"))
    if plan.added and not dry_run:
        _write(files, sources, layout)
    _report(plan, sources, list(files), known, left_out, dry_run=dry_run)
    ctx.exit(ExitCode.FINDINGS if plan.taken or left_out else ExitCode.CLEAN)


def _incoming(
    form: str, file: str, encoding: str | None, store: Store
) -> tuple[list[Incoming], list[NewSource], list[str], list[str], list[Problem]]:
    """What FILE gives: claims, sources to freeze, ids that are known, what is left out, what is wrong."""
    from verifier.interchange.claim_review_import import from_reviews
    from verifier.interchange.csv_rows import read_csv
    from verifier.interchange.review_json import found_reviews

    text = _text(Path(file), encoding)
    if form == "csv":
        claims, problems = read_csv(text, file)
        return claims, [], [], [], problems
    found = from_reviews(
        found_reviews(text, file), store, file, _shown(Path(file).stem), day(None).isoformat()
    )
    return list(found.claims), list(found.sources), list(found.known), list(found.left_out), []


def _text(file: Path, encoding: str | None) -> str:
    from verifier.documents.decoding import decode, read_file

    if str(file) == "-":
        data = sys.stdin.buffer.read(_MOST_BYTES + 1)
    else:
        data = read_file(file, max_bytes=_MOST_BYTES)
    if encoding is None:  # a feed of reviews may be one line
        return decode(data, str(file), max_bytes=_MOST_BYTES, max_line=_MOST_BYTES)
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise UsageError(
            f"no encoding is called {encoding!r}; expected one such as utf-8 or cp1252"
        ) from None
    except UnicodeDecodeError as error:
        raise ClaimsError(f"is not {encoding}: byte at offset {error.start}", path=str(file)) from None


def _target(layout: Layout, file: Path) -> Path:
    from verifier.knowledge.freezing import source_id

    folder = layout.claims if not layout.claims.is_file() else layout.claims.parent
    return folder / f"imported-{source_id(_shown(file.stem))}.yaml"


def _shown(name: str) -> str:
    return "stdin" if name == "-" else name


def _is_claims_file(layout: Layout, target: Path) -> bool:
    if target.suffix not in {".yaml", ".yml"}:
        return False
    return layout.claims.is_file() or target.resolve().is_relative_to(layout.claims.resolve())


def _numbered(target: Path, texts: list[str]) -> dict[Path, str]:
    """The files to write. Raises ClaimsError when one is there already."""
    names = (target.stem if at == 0 else f"{target.stem}-{at + 1}" for at in range(len(texts)))
    files = {
        target.with_name(f"{name}{target.suffix}"): text for name, text in zip(names, texts, strict=True)
    }
    for file in files:
        if file.exists():
            raise ClaimsError("the file is there already; name another with -o", path=file.as_posix())
    return files


def _write(files: dict[Path, str], sources: list[NewSource], layout: Layout) -> None:
    """Freeze the sources and write the claims; on any failure all is as it was."""
    from verifier.knowledge.freezing import freeze

    frozen: list[Path] = []
    try:
        for source in sources:
            frozen.append(freeze(source, layout.sources))
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
        replace_all([Rewrite(file, None, text.encode("utf-8")) for file, text in files.items()])
    except BaseException:
        for folder in frozen:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _report(
    plan: Import,
    sources: list[NewSource],
    files: list[Path],
    known: list[str],
    left_out: list[str],
    *,
    dry_run: bool,
) -> None:
    for one in plan.added:
        say(f"{one.id}  {one.record['statement']}")
    for problem in plan.taken:
        notice(str(problem.error()))
    for reason in left_out[:_MOST_LISTED]:
        notice(f"left out: {reason}")
    if len(left_out) > _MOST_LISTED:
        notice(f"left out: {len(left_out) - _MOST_LISTED:,} more")
    same = len(plan.known) + len(known)
    parts = [
        f"{len(plan.added):,} claims {'would be added' if dry_run else 'added'}",
        *([f"{same:,} already there"] if same else []),
        *([f"{len(plan.taken):,} ids taken by others"] if plan.taken else []),
        *([f"{len(left_out):,} reviews left out"] if left_out else []),
    ]
    notice("; ".join(parts) + ".")
    if plan.added:
        also = f", with {len(sources):,} source{'s' if len(sources) > 1 else ''} beside it" if sources else ""
        where = ", ".join(file.as_posix() for file in files)
        notice(f"{'To' if dry_run else 'In'} {where}{also}.")
