"""What drafts are compared with: the claims database, trusted texts, or both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from verifier.cli.caching import cache_folder
from verifier.cli.paths import short
from verifier.cli.progress import counting
from verifier.config import Settings
from verifier.documents import most_bytes, read_bytes
from verifier.documents.decoding import read_file
from verifier.errors import UsageError
from verifier.knowledge import Store, claims_from_document, load, merge

_NO_CLAIMS = """there is nothing to check against. Give one of these:
  --against article.txt     a text you trust; every sentence of it counts as a claim
  --claims path/to/claims   a claims database, or `claims = "claims"` in verifier.toml"""


def open_store(
    settings: Settings, against: Sequence[str], *, found: Callable[[Path], Path] = lambda path: path
) -> Store:
    """Everything the drafts are to be compared with, in one store.

    `found` says where a trusted text is to be read, where that is not where people say it is.
    Raises UsageError when there is nothing, ClaimsError for a broken database, and DocumentError for a text
    that cannot be read.
    """
    stores: list[Store] = []
    if settings.claims is not None:
        with counting("Reading claims files") as progress:
            path = short(settings.claims)
            stores.append(load(path, cache_dir=cache_folder(settings), progress=progress))
    taken: set[str] = {source for store in stores for source in store.sources}
    for named in dict.fromkeys(against):
        name = _source_id(named, taken)
        taken.add(name)
        # What tracked changes took out of a trusted text is no longer vouched for.
        max_bytes = settings.limits.max_bytes
        data = read_file(found(Path(named)), max_bytes=most_bytes(named, max_bytes))
        document = read_bytes(data, named, max_bytes=max_bytes, before_changes=False)
        stores.append(claims_from_document(document, source_id=name, title=Path(named).name))
    if not stores:
        raise UsageError(_NO_CLAIMS)
    return stores[0] if len(stores) == 1 else merge(stores)


def _source_id(path: str, taken: set[str]) -> str:
    """A short name for a trusted text, from its file name, that no other source has."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(path).stem.lower()).strip("-") or "source"
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)
