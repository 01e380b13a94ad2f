"""Makes claims databases and drafts of any size from a seed, so that anyone can measure the same speed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

SYLLABLES = "ba ker lo min tor vel sa rin du mar pol nes ti gra hol fen os wil ca dor".split(" ")
THINGS = "harbour bridge library reservoir museum airport dam theatre hospital observatory".split(" ")
MONTHS = "January March April June July September October November".split(" ")
SHAPES = (
    "The {thing} in {place} cost {n} million dollars.",
    "The {thing} in {place} opened in {month} {year}.",
    "About {n},000 people visited the {thing} in {place} in {year}.",
    "{person} has led the {thing} in {place} since {year}.",
    "More than {share} percent of the visitors of the {thing} in {place} come from {other}.",
    "{person} said that the {thing} in {place} could be sold to {other} in {month}.",
    "The council of {place} has not approved the plan for a new {thing}.",
    "The {thing} in {place} is {n} metres long and {share} metres wide.",
)


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3)))).capitalize()


def statements(count: int, seed: int) -> list[str]:
    """`count` different statements about invented places and people."""
    chance = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        sentence = chance.choice(SHAPES).format(
            thing=chance.choice(THINGS),
            place=_name(chance),
            other=_name(chance),
            person=f"{_name(chance)} {_name(chance)}",
            n=chance.randint(2, 900),
            share=chance.randint(11, 89),
            month=chance.choice(MONTHS),
            year=chance.randint(1890, 2024),
        )
        made[sentence] = None
    return list(made)


def draft(known: Sequence[str], words: int, seed: int) -> str:
    """A draft of so many words: a third as the claims say, a third with other figures, a third unknown."""
    chance = random.Random(seed)
    new = iter(statements(words, seed + 1))
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        kind = len(sentences) % 3
        sentence = next(new) if kind == 2 else chance.choice(known)
        if kind == 1:
            sentence = "".join(str((int(c) + 3) % 10) if c.isdigit() else c for c in sentence)
        sentences.append(sentence)
    paragraphs = [" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5)]
    return "# A draft\n\n" + "\n\n".join(paragraphs) + "\n"


def write_database(folder: Path, known: Sequence[str]) -> None:
    """A claims database that cites one invented source, 100 claims a file."""
    source, claims = folder / "sources" / "gazette", folder / "claims"
    source.mkdir(parents=True)
    claims.mkdir(parents=True)
    text = "\n\n".join(known) + "\n"
    (source / "text.txt").write_text(text, encoding="utf-8", newline="\n")
    digest = hashlib.sha256(text.encode()).hexdigest()
    (source / "source.yaml").write_text(
        f"format: 1\nid: gazette\ntitle: Gazette\ntext:\n  path: text.txt\n  sha256: {digest}\n",
        encoding="utf-8",
    )
    for start in range(0, len(known), 100):
        records = "".join(
            f'  - id: gazette-{at}\n    statement: "{sentence}"\n'
            f'    citations:\n      - {{source: gazette, quote: "{sentence}"}}\n'
            for at, sentence in enumerate(known[start : start + 100], start=start)
        )
        (claims / f"part-{start // 100:05}.yaml").write_text(
            f"format: 1\nclaims:\n{records}", encoding="utf-8"
        )


def write_large_database(folder: Path, known: Sequence[str], *, files: int, sources: int) -> None:
    """A claims database of many files in folders of 50, each of which cites one of several sources."""
    a_file, a_source = len(known) // files, len(known) // sources
    for number in range(sources):
        source = folder / "sources" / f"gazette-{number:04}"
        source.mkdir(parents=True)
        text = "\n\n".join(known[number * a_source : (number + 1) * a_source]) + "\n"
        (source / "text.txt").write_text(text, encoding="utf-8", newline="\n")
        digest = hashlib.sha256(text.encode()).hexdigest()
        (source / "source.yaml").write_text(
            f"format: 1\nid: gazette-{number:04}\ntitle: Gazette {number}\n"
            f"text:\n  path: text.txt\n  sha256: {digest}\n",
            encoding="utf-8",
        )
    for number in range(files):
        start = number * a_file
        desk = folder / "claims" / f"desk-{number // 50:03}"
        desk.mkdir(parents=True, exist_ok=True)
        records = "".join(
            f'  - id: fact-{at}\n    statement: "{known[at]}"\n    citations:\n      - quote: "{known[at]}"\n'
            for at in range(start, start + a_file)
        )
        source_id = f"gazette-{start // a_source:04}"
        (desk / f"part-{number:05}.yaml").write_text(
            f"format: 1\ndefaults:\n  source: {source_id}\nclaims:\n{records}", encoding="utf-8"
        )
