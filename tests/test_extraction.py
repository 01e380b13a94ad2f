"""Claims proposed from an article: what is proposed, how it is written, what a second run leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifier.cli import cli
from verifier.documents import read_bytes
from verifier.extraction import Extraction, extract
from verifier.knowledge import load

ARTICLE = """\
TORNBY – Harbour master Ada Brandt has opened a new pier in Tornby, and she thanked the builders.
The pier cost 40 million crowns and is 300 metres long.

It was built by Nordvik Works, which employs 120 people.
Brandt said that the pier would double the number of ferries.
Earlier this month, the town council approved a second pier. Is that wise?

This is an important step for the region. That decision surprised many.
"""


def proposed(text: str, **options: object) -> list[str]:
    return [one.statement for one in read(text, **options).proposals]


def read(text: str, **options: object) -> Extraction:
    document = read_bytes(text.encode(), "article.md")
    return extract(document, frozen=document.original, **options)  # type: ignore[arg-type]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["claims", "extract", *arguments])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one article in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pier.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_one_claim_a_fact_and_each_stands_on_its_own() -> None:
    statements = proposed(ARTICLE)
    assert "Harbour master Ada Brandt has opened a new pier in Tornby." in statements
    assert "The new pier in Tornby cost 40 million crowns." in statements
    assert "The new pier in Tornby is 300 metres long." in statements
    assert "Nordvik Works employs 120 people." in statements
    assert "The town council approved a second pier." in statements
    assert any(
        one.startswith("Ada Brandt said that the new pier in Tornby would double") for one in statements
    )


def test_what_is_no_fact_is_left_out_with_its_reason() -> None:
    aside = {one.text: one.reason for one in read(ARTICLE).left_out}
    assert aside["Is that wise?"] == "a question"
    assert "opinion" in aside["This is an important step for the region."]
    assert "That decision" in aside["That decision surprised many."]


def test_a_database_is_made_that_lint_accepts(desk: Path) -> None:
    result = run("pier.md", "-o", "claims/pier.yaml")
    assert result.exit_code == 0, result.stderr
    store = load(desk)
    assert {claim.status.value for claim in store.claims} == {"proposed"}
    assert (desk / "sources" / "pier" / "text.md").read_text(encoding="utf-8") == ARTICLE
    linted = CliRunner().invoke(cli, ["claims", "lint"])
    assert linted.exit_code == 0, linted.output
    formatted = CliRunner().invoke(cli, ["claims", "fmt", "--check"])
    assert formatted.exit_code == 0, formatted.output


def test_extracting_again_changes_nothing(desk: Path) -> None:
    run("pier.md", "-o", "claims/pier.yaml")
    before = (desk / "claims" / "pier.yaml").read_bytes()
    for source in ("pier.md", "pier", "sources/pier"):
        again = run(source, "-o", "claims/pier.yaml")
        assert again.exit_code == 0
        assert "Nothing new" in again.stderr
        assert (desk / "claims" / "pier.yaml").read_bytes() == before


def test_edits_and_rejections_are_never_proposed_again(desk: Path) -> None:
    run("pier.md", "-o", "claims/pier.yaml")
    file = desk / "claims" / "pier.yaml"
    text = file.read_text(encoding="utf-8")
    edited = text.replace(
        "The new pier in Tornby cost 40 million crowns.",
        "The pier in Tornby cost 40 million crowns to build.",
    )
    edited = edited.replace("status: proposed", "status: rejected", 1)
    assert edited.count("rejected") == 1 and edited != text
    file.write_text(edited, encoding="utf-8")
    assert "Nothing new" in run("pier", "-o", "claims/pier.yaml").stderr
    assert file.read_text(encoding="utf-8") == edited


def test_new_sentences_are_added_behind_and_the_rest_keeps_every_byte(desk: Path) -> None:
    run("pier.md", "-o", "claims/pier.yaml")
    file = desk / "claims" / "pier.yaml"
    kept = file.read_text(encoding="utf-8").replace("claims:\n", "claims:  # by the desk\n")
    file.write_text(kept, encoding="utf-8")
    text = desk / "sources" / "pier" / "text.md"
    text.write_text(ARTICLE + "\nThe ferry to Orrin sails 12 times a day.\n", encoding="utf-8")
    result = run("pier", "-o", "claims/pier.yaml")
    assert result.exit_code == 0
    after = file.read_text(encoding="utf-8")
    assert after.startswith(kept.rstrip("\n"))
    assert after.count("The ferry to Orrin sails 12 times a day.") == 2


def test_a_quote_that_is_gone_is_named_and_its_claim_stays(desk: Path) -> None:
    run("pier.md", "-o", "claims/pier.yaml")
    kept = (desk / "claims" / "pier.yaml").read_text(encoding="utf-8")
    text = desk / "sources" / "pier" / "text.md"
    changed = ARTICLE.replace("cost 40 million crowns", "cost 44 million crowns")
    text.write_text(changed, encoding="utf-8")
    result = run("pier", "-o", "claims/pier.yaml")
    assert result.exit_code == 0
    assert "its quote has changed" in result.stderr
    after = (desk / "claims" / "pier.yaml").read_text(encoding="utf-8")
    assert after.startswith(kept.rstrip("\n"))
    assert "44 million" in after


def test_without_an_output_nothing_is_written(desk: Path) -> None:
    result = run("pier.md")
    assert result.exit_code == 0
    assert "statement:" in result.stdout
    assert sorted(path.name for path in desk.iterdir()) == ["pier.md"]


def test_another_text_under_the_same_id_is_refused(desk: Path) -> None:
    run("pier.md", "-o", "claims/pier.yaml")
    (desk / "pier.md").write_text("The pier in Tornby is closed.", encoding="utf-8")
    result = run("pier.md", "-o", "claims/pier.yaml")
    assert result.exit_code == 2
    assert "another text" in result.stderr


def test_an_empty_file_and_a_missing_one_are_errors(desk: Path) -> None:
    (desk / "empty.txt").write_text(" \n", encoding="utf-8")
    for name in ("empty.txt", "nowhere.txt"):
        result = run(name, "-o", "claims/x.yaml")
        assert result.exit_code == 2
        assert not (desk / "claims").exists() and not (desk / "sources").exists()


def test_an_article_without_facts_says_so(desk: Path) -> None:
    (desk / "empty.txt").write_text("What now? Who knows?\n", encoding="utf-8")
    result = run("empty.txt", "-o", "claims/x.yaml")
    assert result.exit_code == 1
    assert "No fact" in result.stderr
    assert not (desk / "claims").exists() and not (desk / "sources").exists()
