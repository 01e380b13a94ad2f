"""Articles of several kinds, and the claims that are proposed from each: read the diff before a commit.

A story is a folder with `article.*`, a key of its facts (`facts.yml`, made by a person from the text alone)
and what the command makes of it: `claims.yaml`, and `left_out.txt` with what became no claim.
`pytest -k stories --update-golden` writes these two anew, and never the key.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from benchmarks.extraction import read_facts
from verifier.cli import cli

STORIES = sorted(path for path in (Path(__file__).parent / "extraction").iterdir() if path.is_dir())
RECALL = 0.9  # of the facts of all stories together


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that no path of this machine gets into an output."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_story(story: Path, folder: Path) -> dict[str, str]:
    """The files that the command makes of a story."""
    article = next(story.glob("article.*"))
    shutil.copy(article, folder)
    result = CliRunner().invoke(
        cli, ["claims", "extract", article.name, "-o", "claims/article.yaml", "--all"]
    )
    assert result.exit_code == 0, result.stderr
    return {
        "claims.yaml": (folder / "claims" / "article.yaml").read_text(encoding="utf-8"),
        "left_out.txt": result.stderr,
    }


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_golden_story(story: Path, folder: Path, update_golden: bool) -> None:
    for name, text in run_story(story, folder).items():
        golden = story / name
        if update_golden:
            golden.write_text(text, encoding="utf-8")
        assert golden.exists(), f"no {name} in {story.name}: run pytest -k stories --update-golden"
        assert text == golden.read_text(encoding="utf-8"), f"{story.name}: {name} has changed"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_an_untouched_database_can_be_used(story: Path, folder: Path) -> None:
    run_story(story, folder)
    linted = CliRunner().invoke(cli, ["claims", "lint", "--no-matcher"])
    assert linted.exit_code == 0, linted.output
    formatted = CliRunner().invoke(cli, ["claims", "fmt", "--check"])
    assert formatted.exit_code == 0, formatted.output


def test_most_facts_are_found() -> None:
    found = total = 0
    for story in STORIES:
        claims = yaml.safe_load((story / "claims.yaml").read_text(encoding="utf-8"))["claims"]
        for fact in read_facts(story / "facts.yml"):
            total += 1
            found += any(fact.stated_by(claim["statement"]) for claim in claims)
    assert total >= 50
    assert found >= RECALL * total


def test_no_statement_leans_on_another() -> None:
    leaning = {"He", "She", "It", "They", "His", "Her", "Its", "Their", "This", "That", "These", "Those"}
    for story in STORIES:
        for claim in yaml.safe_load((story / "claims.yaml").read_text(encoding="utf-8"))["claims"]:
            assert claim["statement"].split()[0] not in leaning
            assert claim["statement"].endswith((".", '."', '"'))
            assert claim["status"] == "proposed"
