"""Comments put into Word documents: on the right words, with all else as it was."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.word.make_fixtures import MADE
from tests.word.packages import (
    STRICT,
    deleted,
    field,
    inserted,
    note,
    packed,
    paragraph,
    parts_of,
    run,
    table,
    unpacked,
    word,
)
from verifier.documents import Document, read_bytes
from verifier.documents.docx import with_comments
from verifier.documents.docx.commenting import Remark
from verifier.model import Span, View

DOCUMENT, COMMENTS = "word/document.xml", "word/comments.xml"


def on(data: bytes, *words: str, **more: date) -> bytes:
    """The document with a comment on the first occurrence of each of these words, which says them."""
    original = read_bytes(data, "a.docx").original
    remarks = [Remark(Span(at, at + len(one)), (one,)) for one in words for at in [original.index(one)]]
    return with_comments(data, "a.docx", remarks, author="verifier", day=more.get("day"))


def commented(document: Document) -> list[tuple[str, str]]:
    return [(one.text, one.span.of(document.original)) for one in document.comments]


def document_of(data: bytes) -> str:
    return unpacked(data)[DOCUMENT].decode("utf-8")


@pytest.mark.parametrize(
    "body",
    [
        paragraph("The fee is 15 euros."),
        paragraph(run("The fee "), run("is 1", "<w:b/>"), run("5 euros", "<w:i/>"), run(".")),
        paragraph("<w:r><w:t> The fee is 15 euros. </w:t></w:r>"),
        paragraph(run("The fee is "), deleted("12"), inserted(run("15 euros")), run(".")),
        paragraph('<w:hyperlink w:anchor="x">' + run("The fee is 15 euros.") + "</w:hyperlink>"),
        paragraph("The fee is ", field("SUM", run("15")), run(" euros.")),
        paragraph("<w:r><w:t>The fee is</w:t><w:tab/><w:t>15 euros.</w:t><w:br/></w:r>"),
        table((paragraph("The fee is 15 euros."),)),
    ],
)
@pytest.mark.parametrize("words", ["15 euros", "15", "5 eu", "euros.", "The", "."])
def test_a_comment_is_on_its_words_and_the_text_stays(body: str, words: str) -> None:
    data = word(body)
    if words not in read_bytes(data, "a.docx").original:
        pytest.skip("the words are not in this one")
    made = on(data, words)
    document = read_bytes(made, "a.docx")
    assert document.original == read_bytes(data, "a.docx").original
    assert commented(document) == [(words, words)]


def test_every_piece_of_a_run_keeps_its_look() -> None:
    look = '<w:b/><w:color w:val="FF0000"/>'
    made = on(word(paragraph(run("The fee is 15 euros.", look))), "15")
    pieces = re.findall(
        r"<w:r><w:rPr><w:b/><w:color [^>]*/></w:rPr><w:t [^>]*>([^<]*)</w:t></w:r>", document_of(made)
    )
    assert pieces == ["The fee is ", "15", " euros."]


def test_a_reference_stands_in_no_tracked_change() -> None:
    made = document_of(
        on(word(paragraph(run("The fee is "), deleted("12"), inserted(run("15")))), "12", "15")
    )
    for inside in re.findall(r"<w:(?:ins|del) .*?</w:(?:ins|del)>", made):
        assert "commentReference" not in inside
    assert made.count("commentReference") == 2


def test_comments_that_are_there_stay_and_numbers_do_not_meet() -> None:
    there = '<w:commentRangeStart w:id="7"/>' + run("fee") + '<w:commentRangeEnd w:id="7"/>'
    there += '<w:r><w:commentReference w:id="7"/></w:r>'
    dangling = '<w:r><w:commentReference w:id="12"/></w:r>'
    comments = '<w:comment w:id="7" w:author="Ada">' + paragraph("Hm.") + "</w:comment>"
    made = on(word(paragraph("The ", there, run(" is 15."), dangling), comments=comments), "15")
    document = read_bytes(made, "a.docx")
    assert [
        (one.author, *pair) for one, pair in zip(document.comments, commented(document), strict=True)
    ] == [
        ("Ada", "Hm.", "fee"),
        ("verifier", "15", "15"),
    ]
    assert '<w:comment w:id="13" w:author="verifier"' in unpacked(made)[COMMENTS].decode("utf-8")


def test_in_notes_and_text_boxes_the_comment_hangs_on_what_leads_there() -> None:
    box = (
        "<w:r><w:t>a</w:t><w:drawing><w:txbxContent>"
        + paragraph("Boxed 44.")
        + "</w:txbxContent></w:drawing></w:r>"
    )
    notes = '<w:footnote w:id="7">' + paragraph("Noted 290.") + "</w:footnote>"
    data = word(paragraph("One", note("footnote", 7), run(".")) + paragraph(box), footnotes=notes)
    made = on(data, "290", "44")
    parts = unpacked(made)
    assert parts["word/footnotes.xml"] == unpacked(data)["word/footnotes.xml"]
    xml = parts[DOCUMENT].decode("utf-8")
    mark = r'<w:commentRangeStart w:id="{0}"/><w:r>{1}</w:r><w:commentRangeEnd w:id="{0}"/>'
    assert re.search(mark.format(0, r'<w:footnoteReference w:id="7"/>'), xml)
    assert re.search(mark.format(1, r"<w:drawing>.*</w:drawing>"), xml)
    assert re.search(r"<w:txbxContent>(?:(?!comment).)*</w:txbxContent>", xml)


def test_an_equation_is_commented_as_a_whole() -> None:
    made = on(word(paragraph("half: ", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")), "\ufffc")
    assert re.search(
        r'<w:commentRangeStart w:id="0"/><m:oMath><m:r>.*?</m:oMath><w:commentRangeEnd', document_of(made)
    )


def test_all_parts_that_need_no_change_stay_to_the_byte() -> None:
    parts = parts_of(paragraph("The fee is 15.")) | {
        "word/media/a.png": b"\x89PNG",
        "word/theme.xml": b"<a  />",
    }
    before, after = packed(parts), on(packed(parts), "15")
    changed = {name for name, data in unpacked(after).items() if unpacked(before).get(name) != data}
    assert changed == {DOCUMENT, COMMENTS, "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert list(unpacked(after))[: len(parts)] == list(parts)


def test_a_part_of_that_name_which_is_something_else_stays() -> None:
    parts = parts_of(paragraph("The fee is 15.")) | {COMMENTS: b"<other/>"}
    made = on(packed(parts), "15")
    assert unpacked(made)[COMMENTS] == b"<other/>"
    assert commented(read_bytes(made, "a.docx")) == [("15", "15")]


def test_the_same_input_gives_the_same_bytes_and_a_day_only_where_it_is_given() -> None:
    data = word(paragraph("The fee is 15."))
    assert on(data, "15") == on(data, "15")
    assert b"w:date" not in unpacked(on(data, "15"))[COMMENTS]
    assert b'w:date="2026-02-01T00:00:00Z"' in unpacked(on(data, "15", day=date(2026, 2, 1)))[COMMENTS]


def test_no_comment_makes_no_part_and_the_strict_form_stays_strict() -> None:
    data = word(paragraph("The fee is 15."))
    assert COMMENTS not in unpacked(on(data))
    strict = on(word(paragraph("The fee is 15."), STRICT), "15")
    assert STRICT.encode() in unpacked(strict)[COMMENTS]
    assert commented(read_bytes(strict, "a.docx")) == [("15", "15")]


def test_python_docx_reads_the_comments_and_the_text() -> None:
    made = docx.Document()
    made.add_paragraph("The fee is ").add_run("15").bold = True
    made.add_comment(made.paragraphs[0].runs, text="Mine.", author="Ada")
    out = io.BytesIO()
    made.save(out)
    again = docx.Document(io.BytesIO(on(out.getvalue(), "15")))
    assert again.paragraphs[0].text == "The fee is 15"
    assert [(one.author, one.text) for one in again.comments] == [("Ada", "Mine."), ("verifier", "15")]


CHUNKS = st.lists(
    st.tuples(st.text(alphabet="ab1 .é😀", min_size=1, max_size=5), st.sampled_from(["", "ins", "del"])),
    max_size=4,
)


@given(st.lists(CHUNKS, min_size=1, max_size=4), st.data())
def test_whatever_is_commented_the_text_stays_and_the_words_are_right(
    paragraphs: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    wrap = {"": run, "ins": lambda text: inserted(run(text)), "del": deleted}
    body = "".join(paragraph(*(wrap[change](text) for text, change in chunks)) for chunks in paragraphs)
    before = read_bytes(word(body), "a.docx")
    remarks: list[Remark] = []
    expected: list[str | None] = []  # None: of former wording only that it is commented is known
    for block in before.blocks:
        points = st.integers(block.span.start, block.span.end)
        for start, end in data.draw(st.lists(st.tuples(points, points).map(sorted), max_size=3)):
            place = before.locate(Span(start, end))
            words = before.original[place.start : place.end]
            if words:
                remarks.append(Remark(Span(place.start, place.end), (str(len(remarks)),)))
                expected.append(None if block.view is View.ORIGINAL else words)
    after = read_bytes(with_comments(word(body), "a.docx", remarks, author="verifier"), "a.docx")
    assert (after.original, after.text, after.blocks) == (before.original, before.text, before.blocks)
    found = commented(after)
    assert [text for text, _ in found] == [str(number) for number in range(len(remarks))]
    assert all(words in (None, there) for words, (_, there) in zip(expected, found, strict=True))


def test_a_document_of_libreoffice_keeps_its_changes_and_comments() -> None:
    data = MADE.read_bytes()
    made = on(data, "15 euros", "12 euros", "290 metres", "two cranes", "912", "10⁶", "The lighthouse")
    before, after = document_of(data), document_of(made)
    for tag in ("w:ins ", "w:del ", "w:footnoteReference", "w:vanish", "w:hyperlink ", "w:tbl>"):
        assert after.count(f"<{tag}") == before.count(f"<{tag}")
    document = read_bytes(made, "a.docx")
    assert document.original == read_bytes(data, "a.docx").original
    assert [one.author for one in document.comments] == ["Ada", *["verifier"] * 7]
    words = dict(commented(document)[1:])
    assert [words[one] for one in ("15 euros", "two cranes", "912", "10⁶")] == [
        "15 euros",
        "two cranes",
        "912",
        "10⁶",
    ]
