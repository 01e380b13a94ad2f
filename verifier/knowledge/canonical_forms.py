"""Which contents of claims files are known to be in canonical form, so that `fmt` reads only what is new.

What is kept are digests of whole files: a content is canonical wherever it stands, for the same program.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from verifier.kept_files import read_kept, write_kept
from verifier.knowledge.kept_claims import LARGE, program

_SIZE = 16  # bytes of a digest
_MOST = 500_000  # contents; when there are more, only those of the last run stay
_MOST_PROGRAMS = 4


class CanonicalForms:
    """The contents that are known from earlier runs, kept under `cache_dir` (None: nowhere)."""

    def __init__(self, cache_dir: Path | None) -> None:
        self._path = cache_dir / "canonical" / program() if cache_dir is not None else None
        kept = read_kept(self._path, max_bytes=2 * _SIZE * _MOST) if self._path is not None else None
        kept = kept or b""
        self._before = {kept[at : at + _SIZE] for at in range(0, len(kept), _SIZE)}
        self._now: set[bytes] = set()
        self._bytes = 0

    def __contains__(self, data: bytes) -> bool:
        digest = _digest(data)
        if digest not in self._before:
            return False
        self._now.add(digest)
        return True

    def add(self, data: bytes) -> None:
        """Take in a content that formatting does not change."""
        self._now.add(_digest(data))
        self._bytes += len(data)

    def save(self) -> None:
        """Write down what this run found out, where that was work enough to be worth it."""
        if self._path is None or self._bytes < LARGE:
            return
        known = self._before | self._now
        if len(known) > _MOST:
            known = self._now
        write_kept(self._path, b"".join(sorted(known)), most=_MOST_PROGRAMS)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SIZE).digest()
