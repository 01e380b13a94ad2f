"""The article that claims are extracted from: a source of the database, or a file that becomes one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.cli.streams import notice
from verifier.errors import ClaimsError, DocumentError, UsageError
from verifier.frozen import frozen

if TYPE_CHECKING:
    from verifier.documents import Document
    from verifier.knowledge.freezing import NewSource
    from verifier.knowledge.reading import Layout

_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@frozen
class Article:
    """A text with all that is needed to propose claims from it."""

    document: Document
    frozen: str  # the text that quotes are taken from
    source: str  # id
    title: str
    day: date | None  # of publication
    new: NewSource | None = None  # what is to be frozen; None for a source of the database


def find_article(
    given: str,
    layout: Layout | None,
    *,
    name: str | None,
    title: str | None,
    url: str | None,
    publisher: str | None,
    published: str | None,
) -> Article:
    """The article that was named: an id or a folder of the database's sources, or a file.

    Raises UsageError when it is none, DocumentError when it cannot be read, and ClaimsError when the database
    has another text under the same id.
    """
    known = _known(given, layout)
    path = Path(given)
    if known is not None and (known in (given, path.name) or not path.is_file()):
        assert layout is not None
        options = [("--id", name), ("--title", title), ("--url", url), ("--publisher", publisher)]
        refused = [flag for flag, value in (*options, ("--published", published)) if value is not None]
        if refused:
            raise UsageError(
                f"{refused[0]} is for a new source; “{known}” is one already: see its source.yaml"
            )
        return _of_source(known, layout)
    if not path.exists():
        there = (
            f" Sources there: {', '.join(_ids(layout)[:8])}." if layout is not None and _ids(layout) else ""
        )
        raise UsageError(f"{given}: no such file, and no source has this id.{there}")
    return _of_file(path, layout, name, title, url, publisher, published)


def _ids(layout: Layout | None) -> list[str]:
    if layout is None or not layout.sources.is_dir():
        return []
    return sorted(entry.name for entry in layout.sources.iterdir() if (entry / "source.yaml").is_file())


def _known(given: str, layout: Layout | None) -> str | None:
    """The id of the source that is meant: by id, by its folder, or by a file in its folder."""
    path = Path(given)
    for name in _ids(layout):
        assert layout is not None
        folder = layout.sources / name
        if given == name or (path.exists() and folder.resolve() in (path.resolve(), path.resolve().parent)):
            return name
    return None


def _of_source(name: str, layout: Layout) -> Article:
    from verifier.documents import MAX_LINE, read_bytes
    from verifier.knowledge.problem import Problem
    from verifier.knowledge.sources import MAX_TEXT_BYTES, read_sources

    problems: list[Problem] = []
    readings = read_sources(layout.sources, layout.root, problems)
    reading = readings.get(name)
    if reading is None:
        raise problems[0].error() if problems else ClaimsError(f"no usable source “{name}”")
    source = reading.source
    data = source.text.encode("utf-8", "surrogatepass")
    shown = (layout.root / (source.path or name)).as_posix()
    document = read_bytes(data, shown, max_bytes=MAX_TEXT_BYTES, max_line=MAX_LINE)
    if source.sha256 is not None and source.sha256 != reading.actual_sha256:
        notice(f"The text of “{name}” has changed since its hash was recorded; see `verifier sources check`.")
    return Article(document, source.text, name, source.title, _day(source.published))


def _of_file(
    path: Path,
    layout: Layout | None,
    name: str | None,
    title: str | None,
    url: str | None,
    publisher: str | None,
    published: str | None,
) -> Article:
    from verifier.cli.database import day
    from verifier.cli.sources.new_text import new_text_of
    from verifier.knowledge.freezing import NewSource, source_id
    from verifier.model import BlockKind

    document = _read(path)
    if not document.blocks:
        raise DocumentError("the file is empty: there is nothing to propose claims from", path=str(path))
    read = new_text_of(document, path)
    first = document.blocks[0]
    heading = first.span.of(document.text) if first.kind is BlockKind.HEADING else None
    new = NewSource(
        id=name or source_id(path.stem),
        title=title or heading or path.stem,
        text=read.text,
        suffix=read.suffix,
        url=url,
        publisher=publisher,
        published=published,
        added=day(None).isoformat(),
    )
    if layout is not None and new.id in _ids(layout):
        there = _of_source(new.id, layout)
        if there.frozen.removeprefix("\ufeff") == new.text.removeprefix("\ufeff"):
            return there
        raise ClaimsError(
            f"the source “{new.id}” is there already, with another text. If this is a newer version, put its "
            "text there first (`verifier sources update`) and extract from the id; if it is another "
            "document, give it another --id",
            path=(layout.sources / new.id).as_posix(),
        )
    return Article(document, new.text, new.id, new.title, _day(published), new)


def _read(path: Path) -> Document:
    """The file, and where it is not UTF-8 the encoding it names or the commonest other one, said aloud."""
    from verifier.documents import MAX_BYTES, read_bytes, read_path
    from verifier.documents.decoding import read_file

    try:
        return read_path(path, before_changes=False)
    except DocumentError as error:
        if "is not valid UTF-8" not in error.message:
            raise
        data = read_file(path, max_bytes=MAX_BYTES)
        named = _META.search(data[:4096])
        encoding = named[1].decode("ascii") if named else "cp1252"
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            raise error from None
        shown = "Windows-1252" if encoding == "cp1252" else encoding
        notice(f"{path}: not UTF-8; read as {shown}. Look at accented letters and quotation marks.")
        return read_bytes(text.encode("utf-8"), str(path))


def _day(published: str | None) -> date | None:
    """The day of publication, where the record gives one."""
    try:
        return date.fromisoformat(published) if published and _DAY.fullmatch(published) else None
    except ValueError:
        return None
