"""Answers of a model that are kept between runs, by the hash of the model and of the pair.

No text is written down, only hashes and numbers. A file that is damaged, locked or cannot be written costs
time and nothing else: the pairs are asked again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from verifier.kept_files import is_ours

if TYPE_CHECKING:
    from verifier.judges.classifier import Pair

LAYOUT = 1  # of the table and of what a score is; raise it when either changes
MOST = 400_000  # answers; beyond, the oldest half goes (the file then has about 40 MB)
WAIT = 2.0  # seconds for another process that is writing

Scores = tuple[float, ...]
T = TypeVar("T")


class KeptAnswers:
    """A small database file in a folder of the user's."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"answers-{LAYOUT}.sqlite"

    def find(self, model: str, pairs: Iterable[Pair]) -> dict[Pair, Scores]:
        """The answers that are kept, of the model with this digest."""
        if not is_ours(self._file):
            return {}

        def read(database: sqlite3.Connection) -> dict[Pair, Scores]:
            ask = "SELECT scores FROM answers WHERE pair = ?"
            rows = ((pair, database.execute(ask, (_key(model, pair),)).fetchone()) for pair in pairs)
            return {pair: _unpacked(row[0]) for pair, row in rows if row is not None}

        return self._with_database(read, {})

    def keep(self, model: str, answers: Mapping[Pair, Scores]) -> None:
        """Add answers; the oldest go when there are too many."""
        rows = [(_key(model, pair), _packed(scores)) for pair, scores in answers.items()]

        def write(database: sqlite3.Connection) -> None:
            database.execute(
                "CREATE TABLE IF NOT EXISTS answers (at INTEGER PRIMARY KEY, pair BLOB UNIQUE, scores BLOB)"
            )
            database.executemany("INSERT OR REPLACE INTO answers (pair, scores) VALUES (?, ?)", rows)
            (count,) = database.execute("SELECT COUNT(*) FROM answers").fetchone()
            if count > MOST:
                database.execute(
                    "DELETE FROM answers WHERE at IN (SELECT at FROM answers ORDER BY at LIMIT ?)",
                    (count - MOST // 2,),
                )
            database.commit()

        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if is_ours(self._file) or not self._file.exists():
                self._with_database(write, None)

    def _with_database(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What `work` gives, or `otherwise` when the file cannot be used; a damaged one is thrown away."""
        try:
            with closing(sqlite3.connect(self._file, timeout=WAIT)) as database:
                return work(database)
        except sqlite3.OperationalError:
            return otherwise  # locked, read-only, full, or of a layout that is not ours
        except (sqlite3.DatabaseError, struct.error, TypeError):
            with suppress(OSError):
                self._file.unlink()
            return otherwise


def _key(model: str, pair: Pair) -> bytes:
    digest = hashlib.blake2b(model.encode(), digest_size=16)
    for part in (pair.evidence, pair.statement):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def _packed(scores: Scores) -> bytes:
    return struct.pack(f"<{len(scores)}d", *scores)


def _unpacked(packed: bytes) -> Scores:
    return struct.unpack(f"<{len(packed) // 8}d", packed)
