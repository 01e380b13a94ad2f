"""Pairs of evidence and claim: reading them, mixing the sets, and cutting batches of one length.

A set is a gzip-compressed file of JSON lines with `evidence`, `claim` and `label`. Which sets are mixed, and
how many
rows of each a sitting takes, is in `mixture.yml`.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

LABELS = ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO")
NOT_SUPPORTED = "NOT_SUPPORTED"  # a set with two labels: refuted, or no evidence, and it does not say which


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim beside its evidence. `label` is one of LABELS, or NOT_SUPPORTED."""

    evidence: str
    claim: str
    label: str
    source: str


def read_pairs(path: Path) -> list[Pair]:
    """All pairs of one file. Raises ValueError with the line for a label that is not known."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_pair(line, path, number) for number, line in enumerate(lines, 1)]


def _pair(line: str, path: Path, number: int) -> Pair:
    row = json.loads(line)
    if row["label"] not in (*LABELS, NOT_SUPPORTED):
        raise ValueError(
            f"{path}:{number}: label {row['label']!r}, expected one of {LABELS} or {NOT_SUPPORTED}"
        )
    return Pair(row["evidence"], row["claim"], row["label"], path.name.removesuffix(".jsonl.gz"))


def mix(folder: Path, mixture: Path, *, sitting: int, seed: int) -> list[Pair]:
    """The pairs of one sitting, shuffled: `rows` of each set in the mixture, and other ones in the next
    sitting.

    A set is gone through from start to end, in an order of its own, before any of its rows comes a second
    time.
    """
    chosen: list[Pair] = []
    for name, rows in yaml.safe_load(mixture.read_text(encoding="utf-8"))["rows"].items():
        pairs = read_pairs(folder / f"{name}.jsonl.gz")
        random.Random(f"{seed} {name}").shuffle(pairs)
        start = sitting * rows
        chosen += [pairs[(start + step) % len(pairs)] for step in range(min(rows, len(pairs)))]
    random.Random(f"{seed} {sitting}").shuffle(chosen)
    return chosen


def batches(lengths: Sequence[int], *, tokens: int, seed: int, window: int = 768) -> Iterator[list[int]]:
    """Numbers of pairs in batches of at most `tokens` tokens, padding included.

    Pairs of like length share a batch, since padding is time lost; they are sorted only within a `window` of
    the shuffled order, and the batches of a window are shuffled again, so that no long run of one length
    comes.
    """
    for start in range(0, len(lengths), window):
        order = sorted(
            range(start, min(start + window, len(lengths))), key=lambda number: (lengths[number], number)
        )
        cut: list[list[int]] = [[]]
        for number in order:
            if cut[-1] and (len(cut[-1]) + 1) * lengths[number] > tokens:
                cut.append([])
            cut[-1].append(number)
        random.Random(f"{seed} {start}").shuffle(cut)
        yield from cut
