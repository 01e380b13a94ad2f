"""The fuzzing harnesses run: on their seeds, on noise, and on everything that they once found."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.harnesses import HARNESSES, harness
from fuzz.run import SEEDS

ROOT = Path(__file__).parent.parent
ROUNDS = 40  # of noise for each harness


def seeds(name: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((SEEDS / name).iterdir())]


def noise(name: str) -> list[bytes]:
    """Seeds with bytes changed, cut, doubled and joined, and plain noise: the same in every run."""
    chance = random.Random(name)
    known = seeds(name)
    made: list[bytes] = [bytes(chance.randrange(256) for _ in range(chance.randrange(300))) for _ in range(8)]
    while len(made) < ROUNDS:
        one = bytearray(chance.choice(known))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(one) + 1)
            match chance.randrange(4):
                case 0:
                    one[at:at] = bytes([chance.randrange(256)])
                case 1:
                    del one[at : at + chance.randrange(1, 9)]
                case 2:
                    one[at:at] = one[max(0, at - 20) : at]
                case _:
                    one += chance.choice(known)[at:]
        made.append(bytes(one))
    return made


@pytest.mark.parametrize("name", HARNESSES)
def test_a_harness_has_seeds_and_survives_them(name: str) -> None:
    assert seeds(name)
    for data in seeds(name):
        harness(name)(data)


@pytest.mark.parametrize("name", HARNESSES)
def test_a_harness_survives_noise(name: str) -> None:
    for data in noise(name):
        harness(name)(data)


def test_every_module_with_a_harness_is_in_the_table() -> None:
    modules = {
        path.stem
        for path in (ROOT / "fuzz").glob("*.py")
        if "def fuzz(data" in path.read_text(encoding="utf-8")
    }
    assert modules == set(HARNESSES)
    assert {path.name for path in SEEDS.iterdir()} == set(HARNESSES)


def test_an_unknown_harness_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fuzz.run", "nothing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no harness is called 'nothing'" in done.stderr
