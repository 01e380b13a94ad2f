"""The reader of Word documents: what is prose, both versions of tracked changes, and places."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.word.make_fixtures import MADE
from tests.word.packages import (
    STRICT,
    deleted,
    end_of_paragraph,
    field,
    inserted,
    note,
    paragraph,
    run,
    table,
    word,
)
from verifier.documents import Document, read_bytes, read_path, sentences
from verifier.model import BlockKind, View

CHUNKS = st.tuples(
    st.text(alphabet="Aab1 .é😀\u0301", min_size=1, max_size=6), st.sampled_from(["", "ins", "del"])
)
PARAGRAPHS = st.lists(
    st.tuples(st.lists(CHUNKS, max_size=5), st.sampled_from(["", "ins", "del"])), min_size=1, max_size=5
)


def read(body: str, **more: str) -> Document:
    return read_bytes(word(body, **more), "a.docx")


def prose(document: Document) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks]


def kinds(document: Document) -> list[BlockKind]:
    return [block.kind for block in document.blocks]


# ---------------------------------------------------------------- what is prose


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph(run("The fee is 1"), run("5", "<w:b/>"), run(" euros.")), "The fee is 15 euros."),
        (paragraph("<w:r><w:t> no room </w:t></w:r>", run("kept")), "no roomkept"),
        (paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a b c"),
        (paragraph("<w:r><w:t>so</w:t><w:softHyphen/><w:t>far</w:t></w:r>"), "sofar"),
        (paragraph("<w:r><w:t>up</w:t><w:noBreakHyphen/><w:t>date</w:t></w:r>"), "up\u2011date"),
        (paragraph("5\u00a0km"), "5\u00a0km"),
        (paragraph("Seen", run(" never seen", "<w:vanish/>"), run(".")), "Seen."),
        (paragraph("Seen", run(" here", '<w:vanish w:val="0"/>'), run(".")), "Seen here."),
        (paragraph("Seen", run(" by style", '<w:rStyle w:val="Geheim"/>'), run(".")), "Seen."),
        (paragraph("See ", field("PAGEREF x", run("page 3")), run(".")), "See page 3."),
        (paragraph("See ", field(f"IF {run('never')}", run("shown")), run(".")), "See shown."),
        (paragraph('<w:fldSimple w:instr="SEQ x">' + run("Figure 1") + "</w:fldSimple>"), "Figure 1"),
        (paragraph('<w:hyperlink w:anchor="x">' + run("a link") + "</w:hyperlink>", run(" on")), "a link on"),
        (paragraph("<w:sdt><w:sdtContent>" + run("controlled") + "</w:sdtContent></w:sdt>"), "controlled"),
        (paragraph("10", run("6", '<w:vertAlign w:val="superscript"/>'), run(" tonnes")), "10⁶ tonnes"),
        (paragraph("CO", run("2", '<w:vertAlign w:val="subscript"/>')), "CO2"),
        (paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run(" 5")), "≥ 5"),
        (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0B3"/></w:r>', run(" 5")), "\ufffc 5"),
        (paragraph("half: ", "<m:oMath><m:f><m:num/></m:f></m:oMath>", run(" of it")), "half: \ufffc of it"),
        (
            paragraph(
                "<w:r><w:ruby><w:rt>" + run("gloss") + "</w:rt><w:rubyBase>" + run("base") + "</w:rubyBase>"
                "</w:ruby></w:r>"
            ),
            "base",
        ),
        (paragraph("one", "<w:proofErr/><!-- a comment of XML --><w:bookmarkStart/>", run(" on")), "one on"),
    ],
)  # fmt: skip
def test_the_words_that_a_reader_sees_are_prose(body: str, text: str) -> None:
    assert prose(read(body)) == [text]


def test_a_placeholder_is_no_prose() -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    control += run("Click here") + "</w:sdtContent></w:sdt>"
    assert prose(read(paragraph("Typed.", control))) == ["Typed."]


def test_a_table_of_contents_repeats_and_is_not_checked() -> None:
    by_style = paragraph("Fees rise 5 percent", style="Verzeichnis1")
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    start += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    by_field = paragraph(start, run("Fees 1")) + paragraph("Ships 2") + paragraph("Cargo 3", end)
    assert prose(read(by_style + by_field + paragraph("The text."))) == ["The text."]


def test_kinds_come_from_styles_in_any_language() -> None:
    body = (
        paragraph("Top", style="Titel")
        + paragraph("One", style="berschrift1")
        + paragraph("House", style="Eigene")
        + paragraph("Said.", style="Zitat")
        + paragraph("A boat.", style="Beschriftung")
        + paragraph("Item.", style="Liste")
        + paragraph("No item.", style="Liste", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("Own.", properties='<w:outlineLvl w:val="0"/>')
        + paragraph("Body.", properties='<w:outlineLvl w:val="9"/>', style="RingA")
    )
    document = read(body)
    heading, text, item = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
    assert kinds(document) == [
        heading, heading, heading, BlockKind.QUOTE, BlockKind.CAPTION, item, text, heading, text,
    ]  # fmt: skip
    assert document.blocks[3].section == ("Top", "One", "House")
    assert document.blocks[8].section == ("Top", "Own.")


def test_cells_notes_and_text_boxes_are_read_and_named() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" + paragraph("In a box.")
        + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + paragraph("In a box.") + "</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        + "</mc:AlternateContent></w:r>"
    )  # fmt: skip
    notes = (
        '<w:footnote w:id="0" w:type="separator">' + paragraph("rule") + "</w:footnote>"
        '<w:footnote w:id="7">' + paragraph("Second.") + '</w:footnote><w:footnote w:id="8">'
        + paragraph("First.") + '</w:footnote><w:footnote w:id="9">' + paragraph("Nowhere.") + "</w:footnote>"
    )  # fmt: skip
    body = (
        table(
            (paragraph("A."), paragraph("B.")), (paragraph("C."), table((paragraph("D."),)) + paragraph(""))
        )
        + paragraph("One", note("footnote", 8), run(" two"), note("footnote", 7), note("endnote", 1))
        + paragraph("Holds a box.", box)
    )
    document = read(
        body, footnotes=notes, endnotes='<w:endnote w:id="1">' + paragraph("End.") + "</w:endnote>"
    )
    found = {block.span.of(document.text): document.locate(block.span).label for block in document.blocks}
    assert found == {
        "A.": "table 1, row 1, column 1",
        "B.": "table 1, row 1, column 2",
        "C.": "table 1, row 2, column 1",
        "D.": "table 2, row 1, column 1",
        "One two": "paragraph 6",
        "Holds a box.": "paragraph 7",
        "In a box.": "text box at paragraph 7",
        "First.": "footnote 1",
        "Second.": "footnote 2",
        "End.": "endnote 1",
    }
    assert set(kinds(document)[:4]) == {BlockKind.TABLE_CELL}


def test_two_line_breaks_begin_a_block_and_one_does_not() -> None:
    once, twice = ("<w:r><w:t>One.</w:t>" + "<w:br/>" * n + "<w:t>Two.</w:t></w:r>" for n in (1, 2))
    assert prose(read(paragraph(once))) == ["One. Two."]
    assert prose(read(paragraph(twice))) == ["One.", "Two."]


def test_the_strict_namespace_and_a_main_part_of_another_name_are_read() -> None:
    assert prose(read_bytes(word(paragraph("Strict."), STRICT), "a.docx")) == ["Strict."]


# ---------------------------------------------------------------- tracked changes


def stated(document: Document) -> list[tuple[str, View | None]]:
    return [(one.text, document.locate(one.span).view) for one in sentences(document)]


def test_only_the_sentence_that_differs_is_read_in_both_versions() -> None:
    body = paragraph(run("Stays. The fee is "), deleted("12"), inserted(run("15")), run(" euros. Stays too."))
    assert stated(read(body)) == [
        ("Stays.", None),
        ("The fee is 15 euros.", View.ACCEPTED),
        ("Stays too.", None),
        ("The fee is 12 euros.", View.ORIGINAL),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph(inserted(run("New."))), [("New.", View.ACCEPTED)]),
        (paragraph(deleted("Old.")), [("Old.", View.ORIGINAL)]),
        (paragraph(inserted(deleted("Neither.")), run("Both.")), [("Both.", None)]),
        (paragraph("One two", inserted(run("  ")), run(" three.")), [("One two three.", None)]),
        (
            paragraph('<w:moveFrom w:id="1">' + run("Moved.") + "</w:moveFrom>")
            + paragraph("Between.")
            + paragraph('<w:moveTo w:id="1">' + run("Moved.") + "</w:moveTo>"),
            [("Between.", None), ("Moved.", View.ACCEPTED)],
        ),
        (
            paragraph("It is ", properties=end_of_paragraph("del")) + paragraph("310 metres long."),
            [
                ("It is 310 metres long.", View.ACCEPTED),
                ("It is", View.ORIGINAL),
                ("310 metres long.", View.ORIGINAL),
            ],
        ),
        (
            paragraph("It is ", properties=end_of_paragraph("ins")) + paragraph("310 metres long."),
            [
                ("It is", View.ACCEPTED),
                ("310 metres long.", View.ACCEPTED),
                ("It is 310 metres long.", View.ORIGINAL),
            ],
        ),
        (
            "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>"
            + paragraph("Gone.")
            + "</w:tc></w:tr></w:tbl>",
            [("Gone.", View.ORIGINAL)],
        ),
        (paragraph(run("Bold.", '<w:b/><w:rPrChange w:id="1"><w:rPr/></w:rPrChange>')), [("Bold.", None)]),
    ],
)  # fmt: skip
def test_each_version_is_read_where_they_differ(body: str, expected: list[tuple[str, View | None]]) -> None:
    assert stated(read(body)) == expected


def test_former_wording_is_no_context_of_what_follows() -> None:
    document = read(paragraph(deleted("Old one."), inserted(run("New one."))) + paragraph("It rose."))
    last = [one for one in sentences(document) if one.text == "It rose."]
    assert [one.context for one in last] == [("New one.",)]


def test_former_wording_can_be_left_out() -> None:
    body = paragraph(run("The fee is "), deleted("12"), inserted(run("15")), run(" euros."))
    document = read_bytes(word(body), "a.docx", before_changes=False)
    assert document.original == "The fee is 15 euros."
    assert len(document.blocks) == 1


@pytest.mark.parametrize("mark", ["tbl", "cell"])
def test_a_paragraph_does_not_run_on_into_a_table_or_out_of_a_cell(mark: str) -> None:
    open_end = paragraph("Before", properties=end_of_paragraph("del"))
    body = (
        open_end + table((paragraph("Cell."),))
        if mark == "tbl"
        else table((open_end,), (paragraph("Cell."),))
    )
    assert prose(read(body)) == ["Before", "Cell."]


@given(PARAGRAPHS)
def test_both_versions_are_what_accepting_and_refusing_would_leave(
    paragraphs: list[tuple[list[tuple[str, str]], str]],
) -> None:
    wrap: dict[str, Callable[[str], str]] = {"": run, "ins": lambda text: inserted(run(text)), "del": deleted}
    swapped = {"": "", "ins": "del", "del": "ins"}

    def body(names: dict[str, str]) -> str:
        return "".join(
            paragraph(
                *(wrap[names[change]](text) for text, change in chunks),
                properties=end_of_paragraph(names[mark]) if mark and at < len(paragraphs) - 1 else "",
            )
            for at, (chunks, mark) in enumerate(paragraphs)
        )

    same = {"": "", "ins": "ins", "del": "del"}
    for names in (same, swapped):
        absent = "del" if names is same else "ins"
        expected = "".join(
            "".join(text for text, change in chunks if change != absent) + ("" if mark == absent else "\n")
            for chunks, mark in paragraphs
        )
        document = read_bytes(word(body(names)), "a.docx", before_changes=False)
        assert [line for line in document.original.split("\n") if line.strip()] == [
            line for line in expected.split("\n") if line.strip()
        ]
    document = read_bytes(word(body(same)), "a.docx")
    for sentence in sentences(document):
        place = document.locate(sentence.span)
        assert "".join(document.original[place.start : place.end].split()) == "".join(sentence.text.split())
        line = document.original[: place.start].rpartition("\n")[2]
        assert place.column == len(line) + 1
        assert place.label == f"paragraph {place.line}"


# ---------------------------------------------------------------- files of programs


def test_a_document_of_python_docx_is_read() -> None:
    made = docx.Document()
    made.add_heading("Fees", 1)
    text = made.add_paragraph("The fee is ")
    text.add_run("15").bold = True
    text.add_run(" euros.")
    made.add_paragraph("An item.", style="List Number")
    made.add_table(1, 1).cell(0, 0).text = "A cell."
    made.sections[0].header.paragraphs[0].text = "A header, which is not read"
    out = io.BytesIO()
    made.save(out)
    document = read_bytes(out.getvalue(), "a.docx")
    assert prose(document) == ["Fees", "The fee is 15 euros.", "An item.", "A cell."]
    assert [one.kind.value for one in document.blocks] == ["heading", "paragraph", "list-item", "table-cell"]
    assert document.original == "Fees\nThe fee is 15 euros.\nAn item.\nA cell."


def test_a_document_of_libreoffice_is_read() -> None:
    document = read_path(MADE)
    found = stated(document)
    assert ("The port fee is 15 euros a tonne.", View.ACCEPTED) in found
    assert ("The port fee is 12 euros a tonne.", View.ORIGINAL) in found
    assert ("The dredger cost 4 million euros.", View.ACCEPTED) in found
    assert [view for text, view in found if text == "Nobody spoke."] == [None]
    assert ("The northern pier is 310 metres long.", View.ACCEPTED) in found
    labels = {one.text: document.locate(one.span).label for one in sentences(document)}
    assert labels["The port received 912 ships in 2024."] == "table 1, row 1, column 2"
    assert labels["The pier was 290 metres long until 2011."] == "footnote 1"
    assert labels["The yard opened in 1903."] == "endnote 1"
    assert labels["The lighthouse is 44 metres high."] == "text box at paragraph 14"
    assert "It handled 2 × 10⁶ tonnes." in labels
    assert "One two three four 5\u00a0km sofar." in labels
    by_text = dict(zip(prose(document), kinds(document), strict=True))
    assert by_text["We will build a third crane by 2028."] is BlockKind.QUOTE
    assert by_text["The harbour seen from the pier."] is BlockKind.CAPTION
    assert by_text["Ferries carried 40,000 passengers in 2024."] is BlockKind.LIST_ITEM


def test_comments_come_with_the_words_they_are_on() -> None:
    (comment,) = read_path(MADE).comments
    assert comment.text == "verifier: ignore V102 -- agreed with the harbour master"
    assert comment.span.of(read_path(MADE).original) == "two cranes"


def test_a_comment_on_deleted_words_is_on_those() -> None:
    on = '<w:commentRangeStart w:id="3"/>' + deleted("Old.") + '<w:commentRangeEnd w:id="3"/>'
    on += '<w:r><w:commentReference w:id="3"/></w:r>'
    comments = '<w:comment w:id="3" w:author="Ada">' + paragraph("Why?") + "</w:comment>"
    comments += '<w:comment w:id="4" w:author="Ada">' + paragraph("On nothing.") + "</w:comment>"
    document = read(paragraph("Stays. ", on), comments=comments)
    assert [(one.text, one.span.of(document.original)) for one in document.comments] == [("Why?", "Old.")]
