"""Reading a whole database from disk: every file, every mistake, and one store of what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.knowledge.collecting import Collector
from verifier.knowledge.files import read_inside
from verifier.knowledge.kept_claims import LARGE, KeptClaims
from verifier.knowledge.problem import Problem
from verifier.knowledge.schema import ClaimsFile
from verifier.knowledge.sources import SourceReading, read_sources
from verifier.knowledge.store import Store
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import MAX_BYTES, parse
from verifier.model import Claim, ClaimPlace

T = TypeVar("T")
Progress = Callable[[int, int], None]  # files read, files in all

CLAIMS_SUFFIXES = frozenset({".yaml", ".yml"})


@frozen
class Reading:
    """A database as it stands on disk, usable or not."""

    store: Store  # what could be read
    problems: tuple[Problem, ...]  # what could not, in the order of the files
    sources: Mapping[str, SourceReading]
    files: tuple[Path, ...]  # the claims files


@frozen
class Layout:
    """Where the parts of a database are."""

    root: Path
    claims: Path  # a folder, or one file
    sources: Path

    @classmethod
    def of(cls, path: Path) -> Layout:
        """The layout that `path` names: a folder with `claims/` in it, a folder of claims, or one file.

        Raises ClaimsError where there is nothing of the kind.
        """
        if path.is_file():
            near = (path.parent, *path.absolute().parents[1:3])
            root = next((folder for folder in near if (folder / "sources").is_dir()), path.parent)
            return cls(root, path, root / "sources")
        if not path.is_dir():
            raise ClaimsError(
                "no claims database here; expected a folder with `claims/` and `sources/` in it, a folder of "
                "claims, or one claims file",
                path=str(path),
            )
        has_files = any(file.suffix in CLAIMS_SUFFIXES for file in path.iterdir())
        if (path / "claims").is_dir() or not (path.name == "claims" or has_files):
            return cls(path, path / "claims", path / "sources")
        return cls(path.parent, path, path.parent / "sources")

    def files(self) -> Iterator[Path]:
        """The claims files, in the order of their paths."""
        if self.claims.is_file():
            yield self.claims
            return
        found = (file for file in self.claims.rglob("*") if file.suffix in CLAIMS_SUFFIXES)
        for file in sorted(found, key=lambda file: file.relative_to(self.claims).parts):
            if not any(part.startswith(".") for part in file.relative_to(self.claims).parts):
                yield file


def read_database(path: Path, *, cache_dir: Path | None = None, progress: Progress | None = None) -> Reading:
    """Read everything under `path`, whatever is wrong with it.

    Raises ClaimsError only where there is no database at all. `cache_dir` is where the claims and the index
    of a large one are kept; `progress` is told how many files of how many have been read.
    """
    layout = Layout.of(path)
    problems: list[Problem] = []
    sources = read_sources(layout.sources, layout.root, problems)
    collector = Collector(sources, problems)
    files = tuple(layout.files())
    if not files:
        problems.append(
            Problem("no claims here; expected at least one .yaml file", ClaimPlace(str(layout.claims), 1))
        )
    kept = _kept(layout, files, cache_dir, sources)
    inside = layout.claims if layout.claims.is_dir() else layout.claims.parent
    for number, file in enumerate(files, start=1):
        name, shown = file.relative_to(inside).as_posix(), file.as_posix()
        try:
            data = read_inside(inside, name, max_bytes=MAX_BYTES, shown=shown)
        except ClaimsError as error:
            problems.append(Problem.of(error))
            continue
        if kept and (same := kept.find(name, data)):
            collector.take(same)
        else:
            wrong, claims, entities = len(problems), len(collector.claims), len(collector.entities)
            _read_file(data, shown, collector)
            if kept and len(problems) == wrong:
                kept.keep(name, data, _last(collector.claims, claims), _last(collector.entities, entities))
        if progress is not None:
            progress(number, len(files))
    if kept:
        kept.save()
    store = Store(
        tuple(collector.claims.values()),
        {name: reading.source for name, reading in sources.items()},
        tuple(entity for entity, _ in collector.entities.values()),
        cache_dir=cache_dir,
    )
    return Reading(store, tuple(problems), sources, files)


def _kept(
    layout: Layout, files: Sequence[Path], cache_dir: Path | None, sources: Mapping[str, SourceReading]
) -> KeptClaims | None:
    """What was kept of a database that is large enough to be worth it."""
    if cache_dir is None:
        return None
    size = 0
    for file in files:
        with suppress(OSError):
            size += file.stat().st_size
    return KeptClaims(cache_dir, layout.claims, sources) if size >= LARGE else None


def _last(taken: dict[str, T], before: int) -> list[T]:
    """What a mapping holds beyond the first `before`, found from its end: there may be many before."""
    return list(islice(reversed(taken.values()), len(taken) - before))[::-1]


def _read_file(data: bytes, shown: str, collector: Collector) -> None:
    try:
        tree = parse(data, shown)
    except ClaimsError as error:
        collector.problems.append(Problem.of(error))
        return
    record, found = validate(tree, ClaimsFile)
    collector.problems.extend(found)
    if record is not None:
        collector.add(tree, record)


def read_claims(
    text: str, path: str, sources: Mapping[str, SourceReading]
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims of one file as it would be with this `text`, and what is wrong in it."""
    problems: list[Problem] = []
    collector = Collector(sources, problems)
    _read_file(text.encode("utf-8", "surrogatepass"), path, collector)
    return tuple(collector.claims.values()), tuple(problems)
