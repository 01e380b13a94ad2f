"""Reading the trusted documents: `sources/<id>/source.yaml` with the frozen text beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.knowledge.files import read_inside
from verifier.knowledge.problem import Problem
from verifier.knowledge.schema import SourceFile
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import MAX_BYTES, Tree, parse
from verifier.model import ClaimPlace, Source

RECORD_NAME = "source.yaml"
MAX_TEXT_BYTES = 20_000_000


@frozen
class SourceReading:
    """A source as it was read, with what lint needs to know of its record."""

    source: Source
    place: ClaimPlace  # of the record
    hash_place: ClaimPlace  # of the part of the record that names the text and its hash
    actual_sha256: str  # of the bytes of the text as they are now
    tier: str | None = None
    added: str | None = None


def read_sources(folder: Path, root: Path, problems: list[Problem]) -> dict[str, SourceReading]:
    """Read every source under `folder`, which lies in the database `root`. Adds to `problems` what is wrong.

    Raises nothing for a bad record: it is left out, and `problems` says why.
    """
    readings: dict[str, SourceReading] = {}
    if not folder.is_dir():
        return readings
    if not folder.resolve().is_relative_to(root.resolve()):
        place = ClaimPlace(folder.as_posix(), 1)
        problems.append(
            Problem("the folder of sources is a link out of the database; put it there itself", place)
        )
        return readings
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith(".") or not entry.is_dir():
            continue
        reading = _read_source(entry, folder, root, problems)
        if reading:
            readings[reading.source.id] = reading
    return readings


def _read_source(entry: Path, folder: Path, root: Path, problems: list[Problem]) -> SourceReading | None:
    shown = (entry / RECORD_NAME).as_posix()
    try:
        data = read_inside(folder, f"{entry.name}/{RECORD_NAME}", max_bytes=MAX_BYTES, shown=shown)
        tree = parse(data, shown)
    except ClaimsError as error:
        problems.append(Problem.of(error))
        return None
    record, found = validate(tree, SourceFile)
    problems.extend(found)
    if record is None:
        return None
    if record.id != entry.name:
        message = f"`id` is “{record.id}”; expected the name of its folder, “{entry.name}”"
        problems.append(Problem.of(tree.error(message, ("id",))))
        return None
    return _read_text(record, tree, entry, root, problems)


def _read_text(
    record: SourceFile, tree: Tree, entry: Path, root: Path, problems: list[Problem]
) -> SourceReading | None:
    name = record.text.path
    try:
        data = read_inside(entry, name, max_bytes=MAX_TEXT_BYTES, shown=name)
        text = data.decode("utf-8-sig")
    except (ClaimsError, UnicodeDecodeError) as error:
        reason = (
            error.message if isinstance(error, ClaimsError) else "not UTF-8 text; save it with that encoding"
        )
        problems.append(Problem.of(tree.error(f"`text.path`: {reason}", ("text", "path"))))
        return None
    published = record.published
    source = Source(
        id=record.id,
        title=record.title,
        text=text,
        publisher=record.publisher,
        url=record.url,
        language=record.language,
        published=published if published is None or isinstance(published, str) else published.edtf,
        path=(entry / name).relative_to(root).as_posix(),
        sha256=record.text.sha256,
    )
    return SourceReading(
        source=source,
        place=ClaimPlace(tree.path, 1, 1),
        hash_place=ClaimPlace(tree.path, tree.root["text"].line, tree.root["text"].column),
        actual_sha256=hashlib.sha256(data).hexdigest(),
        tier=record.tier,
        added=record.added,
    )
