"""Measures proposed claims: `python benchmarks/extraction.py ARTICLE [--labels FILE…]`.

Recall is counted against a key of facts (`texts/article_facts.yml`), and precision against what a person
said of each proposal (`texts/article_judged.yml`, by the digest of its statement): one that nobody has judged
counts as wrong, and `--unjudged` lists them. Then the end-to-end proof: a database that nobody has touched is
written, loaded and used to check labelled statements, beside `--against` the text itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks import quality, results
from benchmarks.labels import Row, read_rows
from benchmarks.scores import Answer, scores
from verifier import check_text
from verifier.config import Settings
from verifier.documents import read_bytes
from verifier.extraction import Extraction, extract
from verifier.extraction.writing import Writer
from verifier.knowledge import Store, load
from verifier.knowledge.freezing import NewSource, freeze
from verifier.knowledge.quotes import Match, QuotedText

TEXTS = Path(__file__).parent / "texts"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a text: words of which a proposal that states it has all."""

    fact: str
    says: tuple[str, ...]  # beginnings of words, lower case; "a|b" is either
    never: tuple[str, ...] = ()

    def stated_by(self, statement: str) -> bool:
        """Whether the statement has every word of the fact, and none that it must not have."""
        words = _WORD.findall(statement.lower())

        def has(item: str) -> bool:
            return any(word.startswith(one) for one in item.split("|") for word in words)

        return all(has(item) for item in self.says) and not any(has(item) for item in self.never)


def read_facts(path: Path) -> list[Fact]:
    """The facts of a key file."""
    records = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Fact(one["fact"], tuple(map(str, one["says"])), tuple(map(str, one.get("not", ()))))
        for one in records
    ]


def digest(statement: str) -> str:
    """What stands for a statement in a file of judgements: the text itself is not ours to keep."""
    return hashlib.sha256(" ".join(statement.split()).encode("utf-8")).hexdigest()[:12]


def read_judgements(path: Path) -> dict[str, str]:
    """Digest to "right", or to what is wrong with the statement."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None
    return {str(key): str(value) for key, value in (loaded or {}).items()}


def measure(
    extraction: Extraction, text: str, facts: Sequence[Fact], judged: dict[str, str]
) -> dict[str, Any]:
    """Recall, precision and verbatim quotes of one extraction."""
    statements = [one.statement for one in extraction.proposals]
    missed = [one.fact for one in facts if not any(one.stated_by(statement) for statement in statements)]
    right = sum(judged.get(digest(one)) == "right" for one in statements)
    quoted = QuotedText(text)
    quotes = [passage.quote for one in extraction.proposals for passage in one.passages]
    found = sum(quoted.locate(quote, None, None).match is not Match.MISSING for quote in quotes)
    return {
        "facts": len(facts),
        "proposals": len(statements),
        "recall": round(1 - len(missed) / len(facts), 4) if facts else None,
        "precision": round(right / len(statements), 4) if statements else None,
        "quotes_verbatim": round(found / len(quotes), 4) if quotes else None,
        "missed": missed,
    }


@lru_cache(maxsize=16)
def untouched_database(text: str) -> Store:
    """A database as `claims extract` writes it from a text, read back from its files."""
    document = read_bytes(text.encode("utf-8"), "text.txt")
    extraction = extract(document, frozen=document.original)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        freeze(NewSource(id="article", title="article", text=document.original), root / "sources")
        (root / "claims").mkdir()
        written = Writer("article", document.original, ()).new_file(extraction, "article")
        (root / "claims" / "article.yaml").write_text(written, encoding="utf-8")
        return load(root)


def end_to_end(rows: Sequence[Row]) -> dict[str, Any]:
    """The figures of an untouched database on labelled statements, and those of the texts themselves."""
    settings = quality.chosen_settings("rules", None)
    proposed = replace(settings, include_proposed=True)
    return {
        "against": _brief(scores(quality.answers(rows, settings))),
        "extracted": _brief(scores([_answer(row, proposed) for row in rows])),
    }


def _answer(row: Row, settings: Settings) -> Answer:
    started = time.perf_counter()
    report = check_text(
        row.statement, untouched_database(row.trusted), context=row.context, settings=settings
    )
    seconds = time.perf_counter() - started
    found = min(report.findings, key=lambda one: quality.WORST_FIRST.index(one.verdict.value), default=None)
    if found is None:
        return Answer(row, "unverified", "-", None, "not checkable", seconds)
    return Answer(row, found.verdict.value, found.rule, None, found.message, seconds)


def _brief(full: dict[str, Any]) -> dict[str, Any]:
    kept = ("consistent", "contradictory")
    return {
        "accuracy": full["accuracy"],
        "precision": {verdict: full["verdicts"][verdict]["precision"] for verdict in kept},
        "recall": {verdict: full["verdicts"][verdict]["recall"] for verdict in kept},
    }


def speed(text: str) -> dict[str, Any]:
    """Seconds for a text, and for four times as much of it: about four times as long when it is linear."""
    found = {}
    for times in (1, 4):
        body = "\n\n".join([text] * times)
        document = read_bytes(body.encode("utf-8"), "text.txt")
        started = time.perf_counter()
        extract(document, frozen=document.original)
        found[f"x{times}"] = {"characters": len(body), "seconds": round(time.perf_counter() - started, 2)}
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement; exit code 2 when the article is not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("article", type=Path, metavar="ARTICLE", help="the text that the key is about")
    parser.add_argument("--labels", nargs="*", type=Path, default=[], metavar="FILE", help="label files")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    parser.add_argument("--unjudged", action="store_true", help="list the proposals that nobody has judged")
    chosen = parser.parse_args(arguments)
    try:
        text = chosen.article.read_text(encoding="utf-8")
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    document = read_bytes(text.encode("utf-8"), chosen.article.name)
    extraction = extract(document, frozen=document.original)
    judged = read_judgements(TEXTS / "article_judged.yml")
    if chosen.unjudged:
        for one in extraction.proposals:
            if digest(one.statement) not in judged:
                print(f"{digest(one.statement)}: {one.statement}")
        return 0
    figures = {
        "article": measure(extraction, document.original, read_facts(TEXTS / "article_facts.yml"), judged),
        "end_to_end": {path.name.partition(".")[0]: end_to_end(read_rows(path)) for path in chosen.labels},
        "speed": speed(text),
    }
    print(json.dumps(figures, indent=2))
    if chosen.write:
        results.write("extraction", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
