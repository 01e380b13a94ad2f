"""`verifier annotate`, Word documents at the other commands, and what LibreOffice makes of the result."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from click.testing import CliRunner, Result

from tests.word.make_fixtures import MADE, convert
from tests.word.packages import deleted, inserted, note, paragraph, run, unpacked, word
from verifier.cli import cli
from verifier.documents import read_path
from verifier.errors import ExitCode

TRUSTED = """The port fee is 18 euros a tonne. The northern pier is 310 metres long.
The pier was 280 metres long until 2011. The port received 912 ships in 2024.
"""
FEE = paragraph("The port fee is ", deleted("12"), inserted(run("15")), run(" euros a tonne. Nobody spoke."))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft and a trusted text, as the current one."""
    (tmp_path / "draft.docx").write_bytes(word(FEE))
    (tmp_path / "trusted.txt").write_text(TRUSTED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--isolated"])


def annotate(*arguments: str, draft: str = "draft.docx") -> Result:
    return invoke("annotate", draft, "--against", "trusted.txt", *arguments)


def comments(path: Path) -> list[str]:
    return [one.text for one in docx.Document(str(path)).comments]


# ---------------------------------------------------------------- annotate


def test_findings_become_comments_on_the_words_that_decide(desk: Path) -> None:
    result = annotate("-o", "checked.docx", "--show", "contradictory")
    assert result.exit_code == ExitCode.FINDINGS
    assert result.stdout == ""
    assert "checked.docx: 2 comments by verifier." in result.stderr
    made = read_path("checked.docx")
    assert made.original == read_path("draft.docx").original
    # Former wording stands between: the comment on it embraces what took its place.
    assert [one.span.of(made.original) for one in made.comments] == ["15 euros a tonne"] * 2
    xml = unpacked((desk / "checked.docx").read_bytes())["word/document.xml"].decode("utf-8")
    assert re.search(r'<w:del [^>]*><w:commentRangeStart w:id="1"/><w:r><w:delText [^>]*>12<', xml)
    first, second = comments(desk / "checked.docx")
    assert first.startswith("Contradictory V102: ")
    for line in ("Where: paragraph 1, character 17, with the tracked changes", "Stated: 15", "Known: 18"):
        assert line in first
    assert "“The port fee is 18 euros a tonne.” (trusted.txt, line 1)" in first
    assert "before the tracked changes" in second


@pytest.mark.parametrize(("show", "count"), [("consistent", 0), ("unverified", 1), ("all", 3)])
def test_show_chooses_what_is_commented(desk: Path, show: str, count: int) -> None:
    annotate("-o", "checked.docx", "--show", show)
    assert len(comments(desk / "checked.docx")) == count


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), ExitCode.FINDINGS),
        (("--exit-zero",), ExitCode.CLEAN),
        (("--fail-on", "never"), ExitCode.CLEAN),
        (("--claims", "nowhere"), ExitCode.COULD_NOT_CHECK),
        (("--fail-on", "sometimes"), ExitCode.COULD_NOT_CHECK),
    ],
)
def test_exit_codes_are_those_of_check(desk: Path, options: tuple[str, ...], code: ExitCode) -> None:
    assert annotate("-o", "checked.docx", *options).exit_code == code
    assert (desk / "checked.docx").exists() == (code is not ExitCode.COULD_NOT_CHECK)


@pytest.mark.parametrize(
    ("arguments", "draft", "words"),
    [
        ((), "draft.docx", "name the document to write"),
        (("-o", "draft.docx"), "draft.docx", "is the draft itself"),
        (("-o", "./../{name}/draft.docx"), "draft.docx", "is the draft itself"),
        (("-o", "link.docx"), "draft.docx", "is the draft itself"),
        (("-o", "x.docx", "--in-place"), "draft.docx", "exclude each other"),
        (("-o", "x.docx"), "trusted.txt", "puts comments into Word documents"),
        (("-o", "x.docx"), "missing.docx", "no such file"),
        (("-o", "x.docx"), "broken.docx", "is damaged"),
        (("-o", "nowhere/x.docx"), "draft.docx", "cannot write nowhere/x.docx"),
    ],
)
def test_the_draft_is_never_overwritten_unasked_and_nothing_is_half_written(
    desk: Path, arguments: tuple[str, ...], draft: str, words: str
) -> None:
    (desk / "link.docx").symlink_to("draft.docx")
    (desk / "broken.docx").write_bytes((desk / "draft.docx").read_bytes()[:99])
    before = {path.name: path.read_bytes() for path in desk.iterdir()}
    result = annotate(*(one.format(name=desk.name) for one in arguments), draft=draft)
    assert result.exit_code == ExitCode.COULD_NOT_CHECK
    assert words in " ".join(result.stderr.split())
    assert {path.name: path.read_bytes() for path in desk.iterdir()} == before


def test_in_place_writes_into_the_draft_and_quiet_says_nothing(desk: Path) -> None:
    result = annotate("--in-place", "-q")
    assert (result.exit_code, result.stderr) == (ExitCode.FINDINGS, "")
    assert len(comments(desk / "draft.docx")) == 3


def test_the_same_run_gives_the_same_bytes_and_the_day_is_that_of_the_run(desk: Path) -> None:
    for name in ("a.docx", "b.docx"):
        annotate("-o", name)
    assert (desk / "a.docx").read_bytes() == (desk / "b.docx").read_bytes()
    annotate("-o", "c.docx", "--as-of", "2026-02-01")
    assert b'w:date="2026-02-01T00:00:00Z"' in unpacked((desk / "c.docx").read_bytes())["word/comments.xml"]


def test_words_of_a_draft_that_hide_are_shown_in_a_comment(desk: Path) -> None:
    (desk / "draft.docx").write_bytes(word(paragraph("The port fee is 15 eu\u202eros a tonne.")))
    annotate("-o", "checked.docx")
    assert "\u202e" not in "".join(comments(desk / "checked.docx"))


# ---------------------------------------------------------------- other commands


def test_check_names_paragraphs_and_versions(desk: Path) -> None:
    result = invoke("check", "draft.docx", "--against", "trusted.txt", "--show", "contradictory")
    assert (
        "draft.docx, paragraph 1, character 17, with the tracked changes contradictory V102" in result.stdout
    )
    assert (
        "draft.docx, paragraph 1, character 17, before the tracked changes contradictory V102"
        in result.stdout
    )
    records = json.loads(invoke("check", "draft.docx", "--against", "trusted.txt", "-o", "json").stdout)
    assert [(one["statement"]["label"], one["statement"]["view"]) for one in records["findings"]] == [
        ("paragraph 1", "accepted"), ("paragraph 1", None), ("paragraph 1", "original"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["concise", "github", "sarif", "junit", "checkstyle", "rdjson", "markdown", "html"]
)
def test_every_format_tells_the_paragraph(desk: Path, name: str) -> None:
    shown = invoke("check", "draft.docx", "--against", "trusted.txt", "-o", name).stdout
    assert ("draft.docx:1:17:" if name == "concise" else "aragraph 1") in shown


def test_a_folder_holds_word_documents_and_no_locks_of_word(desk: Path) -> None:
    (desk / "~$draft.docx").write_bytes(b"\x05locked")
    result = invoke("check", ".", "--against", "trusted.txt", "-o", "json")
    assert json.loads(result.stdout)["paths"] == ["draft.docx", "trusted.txt"]


def test_one_that_cannot_be_read_is_not_checked_and_the_rest_is(desk: Path) -> None:
    (desk / "broken.docx").write_bytes(b"PK\x03\x04")
    result = invoke("check", "broken.docx", "draft.docx", "--against", "trusted.txt")
    assert result.exit_code == ExitCode.COULD_NOT_CHECK
    assert "broken.docx: is damaged" in result.stderr
    assert "contradictory V102" in result.stdout


def test_a_trusted_word_document_is_taken_with_its_changes_accepted(desk: Path) -> None:
    (desk / "draft.md").write_text("The port fee is 12 euros a tonne.\n", encoding="utf-8")
    result = invoke("check", "draft.md", "--against", "draft.docx", "--show", "all")
    assert "contradictory V102" in result.stdout
    assert "15 euros a tonne" in result.stdout


def test_a_word_document_becomes_a_source_with_its_changes_accepted(desk: Path) -> None:
    result = CliRunner().invoke(cli, ["sources", "add", "draft.docx", "--id", "fees", "--claims", "."])
    assert result.exit_code == ExitCode.CLEAN, result.stderr
    (frozen,) = (desk / "sources" / "fees").glob("text.*")
    assert frozen.read_text(encoding="utf-8").strip() == "The port fee is 15 euros a tonne. Nobody spoke."
    assert frozen.suffix == ".txt"


# ---------------------------------------------------------------- LibreOffice


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ElementTree.Element]]:
    """Annotated documents as LibreOffice opens them, by the name of the draft."""
    program = shutil.which("soffice")
    if program is None:
        missing = "LibreOffice (soffice) is not installed: apt-get install libreoffice-writer-nogui"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "trusted.txt").write_text(TRUSTED, encoding="utf-8")
    notes = '<w:footnote w:id="7">' + paragraph("The pier was 290 metres long until 2011.") + "</w:footnote>"
    drafts = {
        "harbour": MADE.read_bytes(),
        "own": word(FEE + paragraph("See the note", note("footnote", 7), run(".")), footnotes=notes),
    }
    made: list[Path] = []
    for name, data in drafts.items():
        (folder / f"{name}.docx").write_bytes(data)
        made.append(folder / f"{name}-checked.docx")
        arguments = ["-o", str(made[-1]), "--against", str(folder / "trusted.txt"), "--show", "contradictory"]
        result = invoke("annotate", str(folder / f"{name}.docx"), *arguments)
        assert result.exit_code == ExitCode.FINDINGS, result.stderr
    flat = convert(made, "fodt", folder, program)
    yield {
        name: ElementTree.parse(path).getroot()  # noqa: S314 - LibreOffice wrote it from our own
        for name, path in zip(drafts, flat, strict=True)
    }


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def annotations(root: ElementTree.Element) -> list[tuple[str, str]]:
    """The author and the first line of every comment."""
    creator = "{http://purl.org/dc/elements/1.1/}creator"
    return [
        (one.findtext(creator, ""), "".join(one.find(f"{TEXT}p").itertext()))  # type: ignore[union-attr]
        for one in root.iter(f"{OFFICE}annotation")
    ]


def test_libreoffice_shows_the_comments_beside_those_that_were_there(
    opened: dict[str, ElementTree.Element],
) -> None:
    found = annotations(opened["harbour"])
    assert ("Ada", "verifier: ignore V102 -- agreed with the harbour master") in found
    ours = [text for author, text in found if author == "verifier"]
    assert len(ours) == 3  # the fee in both versions, and the pier in the footnote
    assert all(text.startswith("Contradictory V1") for text in ours)


@pytest.mark.parametrize("name", ["harbour", "own"])
def test_libreoffice_still_sees_changes_and_notes(opened: dict[str, ElementTree.Element], name: str) -> None:
    regions = [child.tag for one in opened[name].iter(f"{TEXT}changed-region") for child in one]
    assert f"{TEXT}insertion" in regions
    assert f"{TEXT}deletion" in regions
    notes = ["".join(one.itertext()) for one in opened[name].iter(f"{TEXT}note-body")]
    assert any("290 metres" in text for text in notes)


def test_libreoffice_has_every_comment_once(opened: dict[str, ElementTree.Element]) -> None:
    assert len([author for author, _ in annotations(opened["own"]) if author == "verifier"]) == 3
