"""What is known: reading the claims database, and finding the claims that are near a statement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verifier.knowledge.index import Query, figures_in
from verifier.knowledge.store import Store, is_expired
from verifier.knowledge.trusted_text import claims_from_document, claims_from_text, merge

if TYPE_CHECKING:
    from verifier.knowledge.reading import Progress

__all__ = [
    "Query",
    "Store",
    "claims_from_document",
    "claims_from_text",
    "figures_in",
    "is_expired",
    "load",
    "merge",
]


def load(path: Path, *, cache_dir: Path | None = None, progress: Progress | None = None) -> Store:
    """Read the claims database at `path`.

    `path` is a folder with `claims/` and `sources/` in it, a folder of claims with `sources/` beside it, or
    one claims file. Raises ClaimsError with file, line and column at the first thing that is wrong, such as a
    quote that is not in its source. `cache_dir` is where the claims and the index of a large database are
    kept between runs (None: nowhere); `progress` is told how many files of how many have been read.
    """
    from verifier.knowledge.reading import read_database  # YAML is only needed here

    reading = read_database(path, cache_dir=cache_dir, progress=progress)
    if reading.problems:
        raise reading.problems[0].error(others=len(reading.problems) - 1)
    return reading.store
