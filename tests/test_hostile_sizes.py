"""Large and deep input: bounded work, a clear word, exit code 2, and never silence.

The sizes here are small, with limits to match; benchmarks/README.md has figures of large ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.test_documents import steps
from verifier.cli import cli
from verifier.documents import read_bytes
from verifier.documents.decoding import MAX_BYTES
from verifier.documents.markdown import DEEPEST
from verifier.errors import DocumentError

FALSE = "The pier of Orby is 60 metres long.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trusted text, and a configuration with small limits."""
    (tmp_path / "trusted.txt").write_text("The pier of Orby was built in 1887.\n", encoding="utf-8")
    (tmp_path / "verifier.toml").write_text(
        "[limits]\nmax-bytes = 4000\nmax-statements = 5\nmax-statement-chars = 200\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(name: str, text: str, *flags: str) -> Result:
    Path(name).write_text(text, encoding="utf-8")
    return CliRunner().invoke(cli, ["check", name, "--against", "trusted.txt", *flags])


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("a.txt", "word " * 1000, "larger than the limit of 4,000 bytes"),
        ("a.txt", "word " * 100 + ".", "over the limit of 200 (V207)"),
        ("a.txt", FALSE * 20, "line 6: everything from here on, over the limit of 5 sentences (V207)"),
        ("a.md", "> " * 60 + FALSE, "nested deeper"),
        ("a.md", "".join("  " * deep + "- a\n" for deep in range(30)), "nested deeper"),
    ],
)
def test_what_is_over_a_limit_is_told_and_not_clean(project: Path, name: str, text: str, word: str) -> None:
    done = check(name, text)
    assert done.exit_code == 2
    assert word in done.stderr
    assert check(name, text, "--exit-zero").exit_code == 2  # no flag makes it clean


def test_what_stands_before_the_limit_is_checked(project: Path) -> None:
    done = check("a.txt", "The pier of Orby was built in 1878.\n\n" * 20)
    assert done.exit_code == 2
    assert done.stdout.count("contradictory V105") == 5


@pytest.mark.parametrize(
    "flags", [("-o", "json"), ("-o", "junit"), ("-o", "sarif"), ("-o", "csv"), ("-o", "html")]
)
def test_every_format_tells_of_what_was_not_checked(project: Path, flags: tuple[str, ...]) -> None:
    done = check("a.txt", FALSE * 20, *flags)
    assert done.exit_code == 2
    assert "over the limit of 5 sentences" in done.stdout


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".md", "> " * (DEEPEST - 2) + FALSE),
        (
            ".md",
            "".join("  " * deep + "- a\n" for deep in range(DEEPEST // 2 - 1)) + "  " * 23 + "- " + FALSE,
        ),
        (".html", "<div>" * 20_000 + FALSE),
        (".html", "<blockquote><ul><li>" * 7_000 + FALSE),
        (".md", "<div>" * 20_000 + FALSE),
        (".html", "<b>" * 20_000 + FALSE + "</b>" * 20_000),
        (".md", "*" * 5_000 + FALSE),
        (".md", "[" * 5_000 + FALSE),
    ],
)
def test_depth_hides_nothing(suffix: str, text: str) -> None:
    assert FALSE.strip() in read_bytes(text.encode("utf-8"), "a" + suffix).text


@pytest.mark.parametrize("unit", ["> ", "- ", "1. ", "> - "])
@pytest.mark.parametrize("depth", range(1, 70, 3))
def test_what_is_deep_is_read_or_refused(unit: str, depth: int) -> None:
    """Lists and quotations in one another never swallow what is in them."""
    try:
        document = read_bytes((unit * depth + FALSE).encode("utf-8"), "a.md")
    except DocumentError as error:
        assert "nested deeper" in error.message
        assert error.line == 1
        assert depth * len(unit) > DEEPEST / 2
    else:
        assert FALSE.strip() in document.text


def test_a_line_without_end_is_refused_before_it_is_read() -> None:
    with pytest.raises(DocumentError, match="larger than the limit"):
        read_bytes(b"a" * (MAX_BYTES + 1), "a.txt")
    with pytest.raises(DocumentError, match=r"a line of 1,001 characters"):
        read_bytes(b"b\n" + b"a" * 1001, "a.txt", max_line=1000)


@pytest.mark.parametrize(
    ("suffix", "unit"),
    [
        (".md", "- a\n"),
        (".md", "> a\n"),
        (".md", "> > - a\n"),
        (".md", '1. [a](b "c") ![d](e)\n'),
        (".md", "[a]: b\n"),
        (".md", "| a | b |\n"),
        (".html", "<ul><li>a"),
        (".html", "<table><tr><td>a"),
        (".html", "<p hidden>a</p><!-- b -->"),
        (".txt", "a\u200b. "),
        (".txt", "A line is 5.\n"),
    ],
)
def test_work_grows_with_the_file_and_not_faster(suffix: str, unit: str) -> None:
    small, large = (steps(unit * count, suffix) for count in (150, 600))
    assert large < 6 * small + 20_000
