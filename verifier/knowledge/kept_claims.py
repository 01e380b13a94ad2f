"""The claims of a large database as they were last read, so that only the files that changed are read again.

A file's claims count again when its bytes, the texts and addresses of the sources it cites, and the program
are what they were. Files in which anything was wrong are never kept: their mistakes are found in every run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from verifier.frozen import frozen
from verifier.kept_files import read_kept, write_kept
from verifier.knowledge.sources import SourceReading
from verifier.model import Claim, ClaimPlace, Entity
from verifier.version import __version__

LARGE = 1_000_000  # bytes of claims files; less is read as quickly without
MOST_BYTES = 1_000_000_000  # of what is kept of one database
MOST_DATABASES = 16
_ROOMS = (Path(__file__).parent, Path(__file__).parent.parent / "model")  # what makes claims of files


@frozen
class KeptFile:
    """One file of claims in which nothing was wrong."""

    digest: bytes  # of its bytes
    sources: tuple[tuple[str, str], ...]  # those that it cites, each with the state it was in
    claims: tuple[Claim, ...]
    entities: tuple[tuple[Entity, ClaimPlace], ...]


class KeptClaims:
    """What is kept of one database. `shown` is how its folder of claims is named in places."""

    def __init__(self, cache_dir: Path, claims: Path, sources: Mapping[str, SourceReading]) -> None:
        place = f"{claims.resolve()}\n{claims.as_posix()}\n{program()}"
        name = hashlib.blake2b(place.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._path = cache_dir / "claims" / name
        self._states = {
            source: f"{reading.actual_sha256} {reading.source.url or ''}"
            for source, reading in sources.items()
        }
        self._before = self._read()
        self._now: dict[str, KeptFile] = {}

    def _read(self) -> dict[str, KeptFile]:
        content = read_kept(self._path, max_bytes=MOST_BYTES)
        if content is None:
            return {}
        import msgspec

        try:
            return _decoder().decode(content)  # type: ignore[no-any-return]
        except (msgspec.DecodeError, ValueError, RecursionError):
            return {}

    def find(self, name: str, data: bytes) -> KeptFile | None:
        """The claims of the file `name`, whose bytes are `data`; None where it must be read."""
        kept = self._before.get(name)
        if kept is None or kept.digest != _digest(data):
            return None
        if any(self._states.get(source, "") != state for source, state in kept.sources):
            return None
        self._now[name] = kept
        return kept

    def keep(
        self, name: str, data: bytes, claims: Iterable[Claim], entities: Iterable[tuple[Entity, ClaimPlace]]
    ) -> None:
        """Take in a file that was read, and in which nothing was wrong."""
        claims = tuple(claims)
        cited = {
            citation.source: None
            for claim in claims
            for citation in (*claim.citations, *(claim.retraction.citations if claim.retraction else ()))
        }
        sources = tuple((source, self._states.get(source, "")) for source in cited)
        self._now[name] = KeptFile(_digest(data), sources, claims, tuple(entities))

    def save(self) -> None:
        """Write down what this run found, where that is anything new."""
        same = self._now.keys() == self._before.keys() and all(
            kept is self._before[name] for name, kept in self._now.items()
        )
        if same:
            return
        import msgspec

        write_kept(self._path, msgspec.msgpack.encode(self._now), most=MOST_DATABASES)


@cache
def _decoder() -> Any:
    import msgspec

    return msgspec.msgpack.Decoder(dict[str, KeptFile])


@cache
def program() -> str:
    """The program that reads: its version, and its very text, so that working copies share nothing."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    for room in _ROOMS:
        for module in sorted(room.glob("*.py")):
            digest.update(module.read_bytes())
    return digest.hexdigest()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
