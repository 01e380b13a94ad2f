"""What `claims extract` does with texts that are not what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifier.cli import cli
from verifier.documents import read_bytes
from verifier.extraction import extract
from verifier.knowledge import load

FRENCH = (
    "Le maire de Tornby a ouvert un pont dans la ville. Il est long de 300 mètres, et les habitants de la "
    "ville sont contents du pont. Une rue avec des maisons est sur le pont.\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(folder: Path, name: str, data: bytes, *options: str) -> Result:
    (folder / name).write_bytes(data)
    return CliRunner().invoke(cli, ["claims", "extract", name, *options])


def statements(text: str, name: str = "article.md") -> list[str]:
    return [one.statement for one in extract(read_bytes(text.encode(), name)).proposals]


def test_another_encoding_is_said_and_read(desk: Path) -> None:
    result = run(desk, "a.txt", "The café in Tornby has 40 seats.".encode("latin-1"), "-o", "claims/a.yaml")
    assert result.exit_code == 0
    assert "not UTF-8" in result.stderr
    assert "café" in (desk / "claims" / "a.yaml").read_text(encoding="utf-8")
    assert "café" in (desk / "sources" / "a" / "text.txt").read_text(encoding="utf-8")


def test_another_language_is_said_and_not_guessed_at(desk: Path) -> None:
    result = run(desk, "a.txt", FRENCH.encode())
    assert result.exit_code == 1
    assert "French" in result.stderr
    assert result.stdout == ""


def test_the_tables_of_another_language_are_read() -> None:
    table = "\n| Port | Longueur |\n| --- | --- |\n| Tornby | 300 m |\n"
    assert statements(FRENCH + table) == ["The longueur of Tornby is 300 m."]


def test_navigation_is_no_fact(desk: Path) -> None:
    page = "<div><a>Home</a> <a>About us</a></div><ul><li>Sign in</li><li>Read more</li></ul><p>Share it</p>"
    result = run(desk, "a.html", page.encode(), "-o", "claims/a.yaml")
    assert result.exit_code == 1
    assert sorted(path.name for path in desk.iterdir()) == ["a.html"]


def test_quotes_inside_quotes_stay_as_they_are() -> None:
    text = "Ann Lee said: \"The mayor told me 'the bridge is 300 metres long' and I believed him.\"\n"
    assert statements(text) == [text.strip()]


def test_a_quotation_over_several_sentences_keeps_its_speaker() -> None:
    text = 'Ann Lee runs the port.\n\n"The port of Tornby is full. It has 40 berths," Ann Lee said.\n'
    assert 'Ann Lee said: "The port of Tornby is full."' in statements(text)
    assert not any(one.startswith(("The port of Tornby", "It has")) for one in statements(text))


def test_each_cell_of_a_table_has_the_headings_of_its_row_and_its_column() -> None:
    table = "| Port | Cargo | 2023 |\n|---|---:|---:|\n| Tornby | 3.4 tonnes | 12 |\n| Velsen | | 8 |\n"
    assert statements(table) == [
        "The cargo of Tornby is 3.4 tonnes.",
        "The figure for Tornby in 2023 is 12.",
        "The figure for Velsen in 2023 is 8.",
    ]


def test_a_table_without_headings_says_nothing() -> None:
    assert statements("| 1 | 2 |\n|---|---|\n| 3 | 4 |\n") == []


def test_figures_that_do_not_agree_are_reported(desk: Path) -> None:
    text = b"Tornby handled 1,200 ships in 2024. The weather was mild.\n\nTornby handled 1,300 ships in 2024."
    result = run(desk, "a.txt", text)
    assert "do not agree" in result.stderr
    assert result.stdout.count("statement:") >= 2


def test_what_is_said_twice_is_one_claim_with_two_quotes(desk: Path) -> None:
    text = b"The bridge in Tornby is 300 metres long.\n\nIn Tornby the bridge is 300 metres long."
    result = run(desk, "a.txt", text, "-o", "claims/a.yaml")
    written = (desk / "claims" / "a.yaml").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert written.count("statement:") == 1
    assert written.count("quote:") == 2


@pytest.mark.parametrize("data", [b"", b" \n\n", b"%PDF-1.4 x", b"\x00\x01\x02"])
def test_what_is_no_text_is_refused_and_nothing_is_written(desk: Path, data: bytes) -> None:
    result = run(desk, "a.txt", data, "-o", "claims/a.yaml")
    assert result.exit_code == 2
    assert sorted(path.name for path in desk.iterdir()) == ["a.txt"]


def test_words_that_command_a_terminal_reach_neither_it_nor_the_file(desk: Path) -> None:
    text = "The bridge in Tornby \u202eis 300 metres long. What is \u202e it?\n"
    result = run(desk, "a.txt", text.encode(), "-o", "claims/a.yaml")
    assert "\u202e" not in result.output
    assert "\u202e" not in (desk / "claims" / "a.yaml").read_text(encoding="utf-8")


def test_a_claims_file_that_cannot_be_added_to_is_left_alone(desk: Path) -> None:
    (desk / "claims").mkdir()
    for broken in ("claims: [{id: a}]\n", "format: 1\nclaims:\n  - id: [\n", "- a\n"):
        (desk / "claims" / "a.yaml").write_text(broken, encoding="utf-8")
        result = run(desk, "a.txt", b"The bridge in Tornby is 300 metres long.", "-o", "claims/a.yaml")
        assert result.exit_code == 2, broken
        assert (desk / "claims" / "a.yaml").read_text(encoding="utf-8") == broken
        assert not (desk / "sources").exists()


def test_a_very_long_text_becomes_several_files(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.extraction.writing.PER_FILE", 2)
    text = "".join(f"The bridge in Town{number} is {number}00 metres long.\n\n" for number in range(1, 6))
    result = run(desk, "a.txt", text.encode(), "-o", "claims/a.yaml")
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in (desk / "claims").iterdir()) == ["a-2.yaml", "a-3.yaml", "a.yaml"]
    assert len(load(desk)) == 5


def test_an_output_that_is_no_claims_file_is_refused(desk: Path) -> None:
    for output in (".", "claims.txt"):
        result = run(desk, "a.txt", b"The bridge in Tornby is 300 metres long.", "-o", output)
        assert result.exit_code == 2
        assert not (desk / "sources").exists()
