"""Claims proposed from the project's article, where it lies beside the clone: floors only."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from benchmarks.extraction import TEXTS, end_to_end, measure, read_facts, read_judgements
from benchmarks.labels import read_rows
from verifier.documents import read_bytes
from verifier.extraction import extract

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
ARTICLE = SHARED / "article.txt"
FLOORS = yaml.safe_load((ROOT / "benchmarks" / "floors.yml").read_text(encoding="utf-8"))["extraction"]

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside this clone")


def test_facts_are_found_and_what_is_proposed_is_right() -> None:
    document = read_bytes(ARTICLE.read_bytes(), "article.txt")
    extraction = extract(document, frozen=document.original)
    facts = read_facts(TEXTS / "article_facts.yml")
    figures = measure(extraction, document.original, facts, read_judgements(TEXTS / "article_judged.yml"))
    for key in ("recall", "precision", "quotes_verbatim"):
        assert figures[key] >= FLOORS[key], f"{key}; look at benchmarks/extraction.py ARTICLE --unjudged"


@pytest.mark.parametrize("name", sorted(FLOORS["end_to_end"]))
def test_an_untouched_database_stays_above_its_floors(name: str) -> None:
    (path,) = (SHARED / "cases").glob(f"**/{name}.jsonl")
    figures = end_to_end(read_rows(path))["extracted"]
    floors = FLOORS["end_to_end"][name]
    assert figures["accuracy"] >= floors["accuracy"]
    for verdict, least in floors["precision"].items():
        assert figures["precision"][verdict] >= least
