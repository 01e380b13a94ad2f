"""What drafts are compared with: the claims database, trusted texts, or both."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from verifier.cli.paths import short
from verifier.config import Settings
from verifier.documents.decoding import decode, read_file
from verifier.errors import UsageError
from verifier.knowledge import Store, claims_from_text, load, merge

_NO_CLAIMS = """there is nothing to check against. Give one of these:
  --against article.txt     a text you trust; every sentence of it counts as a claim
  --claims path/to/claims   a claims database, or `claims = "claims"` in verifier.toml"""


def open_store(settings: Settings, against: Sequence[str]) -> Store:
    """Everything the drafts are to be compared with, in one store.

    Raises UsageError when there is nothing, ClaimsError for a broken database, and DocumentError for a text
    that cannot be read.
    """
    stores: list[Store] = []
    if settings.claims is not None:
        stores.append(load(short(settings.claims), cache_dir=cache_folder()))
    taken: set[str] = {source for store in stores for source in store.sources}
    for path in dict.fromkeys(against):
        name = _source_id(path, taken)
        taken.add(name)
        max_bytes = settings.limits.max_bytes
        text = decode(read_file(Path(path), max_bytes=max_bytes), path, max_bytes=max_bytes)
        stores.append(claims_from_text(text, source_id=name, title=Path(path).name, path=path))
    if not stores:
        raise UsageError(_NO_CLAIMS)
    return stores[0] if len(stores) == 1 else merge(stores)


def _source_id(path: str, taken: set[str]) -> str:
    """A short name for a trusted text, from its file name, that no other source has."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(path).stem.lower()).strip("-") or "source"
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def cache_folder() -> Path | None:
    """Where this user's programs keep what they can make again; None when there is no home."""
    if named := os.environ.get("VERIFIER_CACHE_DIR"):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base, "verifier", "cache") if base else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "verifier"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache", "verifier")
