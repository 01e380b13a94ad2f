"""The project's article and its labelled statements, where they lie beside the clone: floors only."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from benchmarks.labels import read_rows
from benchmarks.quality import measure
from verifier import check_text, claims_from_text

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
ARTICLE = SHARED / "article.txt"
LABELLED = ("article_dev", "news_dev")

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside this clone")


def test_the_article_is_consistent_with_itself() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    report = check_text(text, claims_from_text(text))
    verdicts = [found.verdict.value for found in report.findings]
    assert verdicts.count("contradictory") == 0
    assert verdicts.count("consistent") >= 0.95 * len(verdicts)


@pytest.mark.parametrize("name", LABELLED)
def test_labelled_statements_stay_above_their_floors(name: str) -> None:
    (path,) = (SHARED / "cases").glob(f"**/{name}.jsonl")
    floors = yaml.safe_load((ROOT / "benchmarks" / "floors.yml").read_text(encoding="utf-8"))["quality"][name]
    result = measure(read_rows(path))
    assert result["accuracy"] >= floors["accuracy"]
    for verdict in ("contradictory", "consistent"):
        assert result["verdicts"][verdict]["precision"] >= floors["precision"][verdict]


def test_nothing_of_the_article_is_in_the_repository() -> None:
    """Its sentences are not ours to publish: no run of ten words of it may appear in a text file here."""
    run = 10
    words = _words(ARTICLE.read_text(encoding="utf-8"))
    runs = {tuple(words[at : at + run]) for at in range(len(words) - run + 1)}
    for path in sorted(ROOT.glob("**/*")):
        hidden = any(part.startswith(".") and part != ".ci" for part in path.relative_to(ROOT).parts)
        if hidden or path.suffix not in {".md", ".yml", ".yaml", ".py", ".txt", ".json", ".html"}:
            continue
        found = _words(path.read_text(encoding="utf-8", errors="replace"))
        for at in range(len(found) - run + 1):
            assert tuple(found[at : at + run]) not in runs, f"{path}: {' '.join(found[at : at + run])}"


def _words(text: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in text.lower()).split()
