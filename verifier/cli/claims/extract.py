"""`verifier claims extract`: propose claims from an article."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.database import claims_option, database_path
from verifier.cli.paths import short
from verifier.cli.streams import notice, write_out
from verifier.errors import ClaimsError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verifier.cli.articles import Article
    from verifier.extraction import Extraction
    from verifier.knowledge.reading import Layout
    from verifier.knowledge.yaml_loader import Tree

_SHOWN = 12  # sentences left out that are listed without --all


@click.command()
@click.argument("source", metavar="SOURCE")
@click.option("-o", "--output", metavar="FILE", help="Claims file to write, or to add to. Default: print.")
@claims_option
@click.option("--id", "name", metavar="ID", help="Name of a new source; default: from the file name.")
@click.option("--title", help="Title of a new source; default: its first heading, or the file name.")
@click.option("--url", help="Where it was published.")
@click.option("--publisher", help="Who published it.")
@click.option(
    "--published", metavar="DATE", help="When: 2026-02-04. Dates without a year get it, as inferred."
)
@click.option("--all", "everything", is_flag=True, help="List every sentence that became no claim.")
@click.pass_context
def extract(
    ctx: click.Context,
    source: str,
    output: str | None,
    path: str | None,
    name: str | None,
    title: str | None,
    url: str | None,
    publisher: str | None,
    published: str | None,
    everything: bool,
) -> None:
    """Propose claims from an article: one a fact, each with its quote, for a person to accept.

    SOURCE is the id of a source, its folder, or a file (text, Markdown, HTML). With -o a file is frozen as a
    new source first. Extracting again adds only what is new and changes nothing that is there.

    Exit codes: 0 proposed, or nothing new; 1 no fact was found; 2 could not read or write.
    """
    from verifier.cli.articles import find_article
    from verifier.extraction import extract as propose
    from verifier.extraction.keeping import drifted, kept_claims, only_new
    from verifier.extraction.writing import Writer, in_parts

    target = _checked(output) if output is not None else None
    layout = _layout(path, target)
    article = find_article(
        source, layout, name=name, title=title, url=url, publisher=publisher, published=published
    )
    trees = _claims_files(layout, target)
    known = _entities(layout)
    extraction = propose(article.document, frozen=article.frozen, day=article.day, known=known)
    _remarks(article, extraction, everything=everything)
    kept = kept_claims(trees, article.source)
    new = only_new(extraction, kept, known)
    for claim, standing in drifted(kept, article.frozen):
        notice(
            f"{short(Path(claim.path)).as_posix()}:{claim.line}: {claim.id}: its quote has {standing}: see "
            f"`verifier sources check`; `verifier sources update {article.source} FILE` marks it"
        )
    taken = {str(record.get("id")) for tree in trees for record in _records(tree)}
    writer = Writer(article.source, article.frozen, taken)
    if not extraction.proposals:
        notice(f"No fact was found in {source}; nothing was written.")
        ctx.exit(ExitCode.FINDINGS)
    if target is None:
        if len(in_parts(new)) > 1:
            raise ClaimsError(
                f"{len(new.proposals):,} claims are more than one file holds; give -o claims/"
                f"{article.source}.yaml, and several are written"
            )
        write_out(writer.new_file(new, article.title))
        notice(
            f"{_counted(new, extraction)} Nothing was kept: give -o claims/{article.source}.yaml for that."
        )
        ctx.exit(ExitCode.CLEAN)
    if not new.proposals:
        notice(f"Nothing new: all {len(extraction.proposals):,} facts found are in the database.")
        ctx.exit(ExitCode.CLEAN)
    _write(target, writer, new, article, layout)
    notice(f"{_counted(new, extraction)} Written to {output}; look at them: verifier claims review")
    ctx.exit(ExitCode.CLEAN)


def _checked(output: str) -> Path:
    """The claims file to write. Raises ClaimsError when it is a folder, or no name of one."""
    target = Path(output)
    if target.is_dir():
        raise ClaimsError("is a folder; name a claims file, such as claims/article.yaml", path=output)
    if target.suffix not in {".yaml", ".yml"}:
        raise ClaimsError(
            "expected a file that ends with .yaml, or the database does not see it", path=output
        )
    return target


def _layout(path: str | None, target: Path | None) -> Layout | None:
    """The database: the one named or configured, else the one that the output file lies in."""
    from verifier.config import load_settings
    from verifier.knowledge.reading import Layout

    if path is None and load_settings().settings.claims is None:
        if target is None:
            return Layout.of(Path()) if Path("claims").is_dir() else None
        file = target.absolute()
        folder = next((one for one in file.parents if one.name == "claims"), None)
        if folder is None:  # a file by itself: what lies around it is none of our business
            return Layout(file.parent, file, file.parent / "sources")
        return Layout(folder.parent, folder, folder.parent / "sources")
    database = database_path(path)
    if not database.exists():
        return Layout(database, database / "claims", database / "sources")
    return Layout.of(database)


def _claims_files(layout: Layout | None, output: Path | None) -> list[Tree]:
    """The claims files that are there, as they are written. Raises ClaimsError when the output is no YAML."""
    from verifier.knowledge.yaml_loader import parse

    files = list(layout.files()) if layout is not None and layout.claims.exists() else []
    target = output.absolute() if output is not None else None
    if target is not None and target.is_file() and target not in [file.absolute() for file in files]:
        files.append(target)
    trees = []
    for file in files:
        try:
            trees.append(parse(file.read_bytes(), file.as_posix()))
        except (ClaimsError, OSError) as error:
            if target is not None and file.absolute() == target:
                raise
            notice(f"{file.as_posix()} is passed over: {error}")
    return trees


def _records(tree: Tree) -> Sequence[dict[str, object]]:
    root = tree.root
    listed = root.get("claims") if isinstance(root, dict) else None
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _entities(layout: Layout | None) -> tuple:  # type: ignore[type-arg]
    from verifier.knowledge.reading import read_database

    if layout is None or not layout.claims.exists():
        return ()
    return read_database(layout.root if layout.claims.is_dir() else layout.claims).store.entities


def _write(target: Path, writer: object, new: Extraction, article: Article, layout: Layout | None) -> None:
    """Freeze the source where it is new, then write the claims file whole."""
    from verifier.cli.database import replace_text
    from verifier.cli.outputs import write_file
    from verifier.extraction.writing import Writer, in_parts
    from verifier.knowledge.freezing import freeze

    assert isinstance(writer, Writer)
    parts = in_parts(new)
    new = parts[0]
    files = (target.with_name(f"{target.stem}-{number}{target.suffix}") for number in itertools.count(2))
    names = itertools.islice((file for file in files if not file.exists()), len(parts) - 1)
    there = target.is_file() and bool(target.read_bytes().strip())
    if there:
        text = writer.added(target.read_bytes().decode("utf-8"), str(target), new)
    else:
        text = writer.new_file(new, article.title)
    more = [(file, writer.new_file(part, article.title)) for file, part in zip(names, parts[1:], strict=True)]
    if article.new is not None:
        assert layout is not None
        notice(f"added {short(freeze(article.new, layout.sources)).as_posix()}")
    target.parent.mkdir(parents=True, exist_ok=True)
    for file, written in more:
        write_file(file, written)
        notice(f"also written: {short(file.absolute()).as_posix()}")
    if there:
        replace_text(target, text)
    else:
        write_file(target, text)


def _counted(new: Extraction, found: Extraction) -> str:
    number = len(new.proposals)
    had = len(found.proposals) - number
    words = f"{number:,} claim{'' if number == 1 else 's'} proposed"
    return f"{words}; {had:,} were there already." if had else f"{words}."


def _remarks(article: Article, extraction: Extraction, *, everything: bool) -> None:
    """What a person should know: remarks, disagreements, and what became no claim."""
    path = short(Path(article.document.path))
    for remark in extraction.remarks:
        notice(f"{path}: {remark}")
    for one in extraction.disagreements if everything else extraction.disagreements[:_SHOWN]:
        first, second = one.first, one.second
        notice(
            f"{path}: lines {first.passages[0].line} and {second.passages[0].line} do not agree "
            f"({one.reason}):\n  {first.statement}\n  {second.statement}"
        )
    if len(extraction.disagreements) > _SHOWN and not everything:
        notice(f"{len(extraction.disagreements) - _SHOWN} more pairs do not agree; --all lists them.")
    left = [one for one in extraction.left_out if one.reason != "a heading"]
    for out in left if everything else left[:_SHOWN]:
        shown = out.text if len(out.text) <= 110 else out.text[:109] + "…"
        notice(f"{path}:{out.line}: no claim, {out.reason}: {shown}")
    if len(left) > _SHOWN and not everything:
        notice(f"{len(left) - _SHOWN} more became no claim; --all lists them.")
