"""Readers: the sample files in `cases/documents`, and what holds for every text and every byte string."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from verifier.documents import (
    READERS,
    Document,
    fold,
    hidden_characters,
    read_bytes,
    read_path,
    sentences,
    split_sentences,
)
from verifier.documents.document import Outline
from verifier.documents.lines import LineIndex
from verifier.errors import DocumentError
from verifier.model import BlockKind, Span

CASES = Path(__file__).parent / "cases" / "documents"
EXPECTED = sorted(CASES.glob("*/*.yml"))
SUFFIXES = sorted(READERS)

PIECES = (
    "word",
    "Ärger ",
    "e\u0301",
    "日本。",
    "😀",
    "5.5 ",
    "Mr. ",
    "U.S. ",
    '."',
    "”",
    "“",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u00a0",
    "\u200b",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "[",
    "](x)",
    "![",
    "]",
    "[^1]",
    "[^1]: ",
    "<b>",
    "</b>",
    "<p hidden>",
    "<!--",
    "-->",
    "<q>",
    "<code>",
    "</code>",
    "<title>",
    "<br>",
    "<td>",
    "<li>",
    "&amp;",
    "&#8217;",
    "&",
    "\\",
    "\\*",
    "# ",
    "> ",
    "- ",
    "1. ",
    "|",
    "|-|\n",
    "---\n",
    "===\n",
    "\t",
    "    ",
    "<",
    ">",
    "!",
    "? ",
    ". ",
)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def shown(document: Document) -> dict[str, Any]:
    """A document in the form of the case files."""
    blocks: list[dict[str, Any]] = []
    found = sentences(document)
    for block in document.blocks:
        row: dict[str, Any] = {"kind": block.kind.value}
        if block.section:
            row["section"] = list(block.section)
        row["sentences"] = []
        for sentence in found:
            if not sentence.span.within(block.span):
                continue
            place = document.locate(sentence.span)
            at = f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"
            entry = {"text": sentence.text, "at": at}
            source = document.original[place.start : place.end]
            if source != sentence.text:
                entry["source"] = source
            row["sentences"].append(entry)
        blocks.append(row)
    result: dict[str, Any] = {"blocks": blocks}
    if document.directives:
        result["directives"] = [
            {"action": one.action, "rules": sorted(one.rules), "reason": one.reason, "line": one.place.line}
            for one in document.directives
        ]
    return result


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_file(expected: Path) -> None:
    wanted = yaml.safe_load(expected.read_text("utf-8"))
    document = read_path(expected.parent / wanted.pop("document"))
    assert shown(document) == wanted


@pytest.mark.parametrize(
    "paragraph", yaml.safe_load((CASES / "sentences.yml").read_text("utf-8")), ids="|".join
)
def test_sentences_of_a_paragraph(paragraph: list[str]) -> None:
    text = ("" if paragraph[0].endswith("。") else " ").join(paragraph)
    assert [span.of(text) for span in split_sentences(text)] == paragraph


def test_context_is_the_four_sentences_before_without_headings() -> None:
    document = READERS[".md"]("One. Two.\n\n# Head\n\nThree. Four.\n\nFive. Six.", "a.md")
    found = sentences(document)
    assert found[-1].text == "Six."
    assert found[-1].context == ("Two.", "Three.", "Four.", "Five.")
    assert found[0].context == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Two boats for the harbour\nThe board ordered two boats on Monday.", "HP"),
        ("Port Talks Begin\nA New Round\nThe talks began on Monday.", "HHP"),
        ("Background\n==========\nThe talks began on Monday.", "HP"),
        # A statement without a full stop is to be checked.
        ("The port has 12 cranes", "P"),
        ("The port is closed\nNobody may enter before noon.", "PP"),
        ("Exports rose 40 percent\nThe ministry gave the figure on Friday.", "PP"),
        # Nothing follows that it could be the heading of.
        ("The talks began on Monday.\nClear water", "PP"),
        ("Clear water\n- ten tonnes\n- one boat", "HLL"),
        ("a\nb", "P"),
        ("***\n---\n", ""),
    ],
)
def test_plain_blocks(text: str, kinds: str) -> None:
    initial = {BlockKind.HEADING: "H", BlockKind.PARAGRAPH: "P", BlockKind.LIST_ITEM: "L"}
    assert "".join(initial[block.kind] for block in READERS[".txt"](text, "a.txt").blocks) == kinds


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("2 * 3 * 4 and a*b", "2 * 3 * 4 and a*b"),
        ("**bold _both_** and ***all***", "bold both and all"),
        ("[a](b 'c') [d][e] [f]\n\n[e]: x", "a d [f]"),
        ("![pic](a.png) beside text", "beside text\n\npic"),
        ("a <!-- b --> c <!-- d", "a c <!-- d"),
        ("&lt;b&gt; &nosuch; \\& \\a", "<b> &nosuch; & \\a"),
        ("`` two ` ticks `` here", "here"),
        ("--- \nno front matter\n\n---", "no front matter"),
        ("+++\ntitle = 'x'\n+++\nText", "Text"),
        ("> - item\n>   more", "item more"),
        ("| a | b |\n|---|---|\n|  | *c* \\| d |", "a\n\nb\n\nc | d"),
        ("> x | y\n> --|--\n> 1 | 2", "x\n\ny\n\n1\n\n2"),
        ("~~gone~~ a ~ b ~~~x", "a ~ b ~~~x"),
        ("<del>gone</del> <b>kept</b>", "kept"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_markdown_prose(text: str, prose: str) -> None:
    assert READERS[".md"](text, "a.md").text == prose


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a <b>c</b>d", "a cd"),
        ("a<p>b<div>c", "a\n\nb\n\nc"),
        ("a < b & c &lt d", "a < b & c < d"),
        ("<p a='>'>x</p>", "x"),
        ("x <script>y</script> z <style>w", "x z"),
        ("x <!-- y > z", "x"),
        ("</p></b></nosuch>x", "x"),
        ("<title>T<b></title>x", "T<b>\n\nx"),
        ("a<br>b<br/><br>c", "a b\n\nc"),
        ("<b hidden>a<i>b</b>c", "c"),
    ],
)
def test_html_prose(text: str, prose: str) -> None:
    assert READERS[".html"](text, "a.html").text == prose


def test_columns_in_three_units() -> None:
    text = "ab\r\ncd\r😀é日x\n"
    place = LineIndex(text).place("a", Span(text.index("é"), text.index("x")))
    assert (place.line, place.column, place.end_line, place.end_column) == (3, 2, 3, 4)
    assert (place.utf16_column, place.utf16_end_column) == (3, 5)
    assert (place.utf8_column, place.utf8_end_column) == (5, 10)


def test_byte_order_mark_is_not_counted() -> None:
    for data in (b"\xef\xbb\xbfHi.", "Hi.".encode("utf-16"), b"\xfe\xff" + "Hi.".encode("utf-16-be")):
        document = read_bytes(data, "a.txt")
        assert document.original == "Hi."
        assert document.locate(Span(0, 3)).column == 1


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"good\nb\xffad", 2, "byte 0xFF at offset 6"),
        (b"%PDF-1.7 x", None, "PDF"),
        (b"PK\x03\x04rest", None, "ZIP"),
        (b"\x89PNG\r\n\x1a\n", None, "PNG"),
        (b"a\nb\x00c", 2, "U+0000"),
        (b"\xff\xfea", None, "UTF-16"),
        (b"x" * 11, None, "10 bytes"),
        (b"ok\n" + b"y" * 6, 2, "limit for one line is 5"),
    ],
)
def test_refused_bytes(data: bytes, line: int | None, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "a.txt", max_bytes=10, max_line=5 if b"y" in data else 100)
    assert words in str(caught.value)
    assert (caught.value.path, caught.value.line) == ("a.txt", line)


def test_refused_paths(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read_path(tmp_path / "missing.md")
    with pytest.raises(DocumentError, match="is a folder"):
        read_path(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.md")
        with pytest.raises(DocumentError, match="not a regular file"):
            read_path(tmp_path / "pipe.md")


def test_directive_is_kept_as_written_when_it_is_misspelt() -> None:
    document = READERS[".md"]("Text <!-- verifier: ignroe v1 --> more\n\n<!-- verify: x -->", "a.md")
    (directive,) = document.directives
    assert (directive.action, directive.rules, directive.reason) == ("ignroe", frozenset({"V1"}), None)
    assert directive.place.column == 6


def test_outline_closes_deeper_sections() -> None:
    outline = Outline()
    for level, heading in ((1, "a"), (3, "b"), (2, "c")):
        outline.enter(level, heading)
    assert outline.path == ("a", "c")
    assert outline.path_above(2) == ("a",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fif\u200bty", ["\u200b"]),
        ("soft\u00adhyphen", ["\u00ad"]),
        ("P\u043eland", ["\u043e"]),
        ("5\u041e%", ["\u041e"]),
        ("\uff15\uff10 percent", ["\uff15\uff10"]),
        ("a\u202eb\u2066c", ["\u202e", "\u2066"]),
        ("x\U000e0041\U000e0042", ["\U000e0041\U000e0042"]),
        # Honest uses.
        ("👩\u200d🚀 and 👍️", []),
        ("Москва and Αθήνα", []),
        ("дом 5А стоит", []),
        ("5 \u03bcm at 3 k\u03a9", []),
        ("日本\uff15年", []),
        ("שלום\u200f!", []),
        ("naïve “quotes” — fine…", []),
    ],
)
def test_hidden_characters(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in hidden_characters(text)] == found


def test_fold() -> None:
    assert fold("“It’s”\u00a0−5–６ P\u043eland fif\u00adty") == '"It\'s" -5-6 Poland fif\u200bty'


@given(TEXTS)
def test_fold_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    for span in hidden_characters(text):
        assert span.start < span.end <= len(text)


@given(TEXTS)
@example("日。“x” y. (Z.) Q")
def test_sentences_cover_the_text(text: str) -> None:
    end = 0
    for span in split_sentences(text):
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        end = span.end
    assert not text[end:].strip()


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(TEXTS)
@example("0\u00a0")
@example("\0 | a\n-|-\n\0 | b")
def test_places_point_at_the_authors_characters(suffix: str, text: str) -> None:
    document = READERS[suffix](text, "a" + suffix)
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.text)
        end = block.span.end
    for piece, following in zip(
        document.source_map.pieces, [*document.source_map.pieces[1:], None], strict=False
    ):
        stop = following.prose if following else len(document.text)
        assert 0 <= piece.source <= piece.source + piece.source_length <= len(text)
        if piece.exact:
            assert (
                text[piece.source : piece.source + piece.source_length] == document.text[piece.prose : stop]
            )
    last = 0
    for sentence in sentences(document):
        assert sentence.span.start >= last
        last = sentence.span.end
        place = document.locate(sentence.span)
        assert place.start < place.end
        assert (place.line, place.column) <= (place.end_line, place.end_column)
        assert place.utf16_column >= place.column and place.utf8_column >= place.column
        if sentence.text[0].isalnum() and sentence.text[0] in text:
            assert text[place.start] in (sentence.text[0], "&", "\\")


@given(TEXTS, st.integers(0, 200), st.integers(0, 200))
def test_locate_never_raises(text: str, start: int, length: int) -> None:
    for suffix in SUFFIXES:
        place = READERS[suffix](text, "a").locate(Span(start, start + length))
        assert 0 <= place.start <= place.end <= len(text)


@given(st.binary())
@example(b"\xff\xfe\x00\xd8")
@example(b"\xef\xbb\xbf")
def test_bytes_make_a_document_or_a_document_error(data: bytes) -> None:
    for suffix in SUFFIXES:
        try:
            document = read_bytes(data, "a" + suffix)
        except DocumentError as error:
            assert error.path == "a" + suffix
        else:
            assert isinstance(sentences(document), tuple)


def steps(text: str, suffix: str) -> int:
    """How many Python calls reading takes: a measure of work that no busy machine disturbs."""
    import sys

    count = 0

    def profile(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(profile)
    try:
        sentences(READERS[suffix](text, "a" + suffix))
    except DocumentError as error:
        assert "nested deeper" in str(error)  # a thousand quotations in one another
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@pytest.mark.parametrize(
    "unit", ["*", "**a ", "[", "](", "<", "<!--", "`", "_a", "> ", "<div>", "&amp;", "A. "]
)
def test_work_grows_with_length_and_not_faster(unit: str, suffix: str) -> None:
    small, large = (steps(unit * count, suffix) for count in (300, 1200))
    assert large < 6 * small + 20_000
