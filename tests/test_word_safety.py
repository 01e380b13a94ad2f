"""Word documents as attacks, and files that are none: one clear error each, with the file and what to do."""

from __future__ import annotations

import io
import socket
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.word.make_fixtures import MADE
from tests.word.packages import MAIN_TYPE, packed, paragraph, parts_of, run, word
from verifier.documents import read_bytes, read_path
from verifier.documents.docx import container
from verifier.errors import DocumentError

GOOD = parts_of(paragraph("The fee is 15 euros."))
TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"


def error_of(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "drafts/a.docx")
    assert caught.value.path == "drafts/a.docx"
    return caught.value.message


def changed(name: str, data: bytes | None) -> bytes:
    """The good document with one part replaced, or left out."""
    parts = {key: value for key, value in GOOD.items() if key != name}
    return packed(parts | ({name: data} if data is not None else {}))


def test_the_document_that_all_these_are_made_of_is_read() -> None:
    assert read_bytes(packed(GOOD), "a.docx").original == "The fee is 15 euros."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "a .docx is a ZIP file"),
        (b"The fee is 15 euros.", "a .docx is a ZIP file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "without a password"),
        (b"PK\x03\x04", "is damaged or cut off"),
        (packed(GOOD)[:-30], "is damaged or cut off"),
        (packed(GOOD)[:200], "is damaged or cut off"),
        (packed({"a.txt": b"x"}), "[Content_Types].xml is missing"),
        (changed("_rels/.rels", None), "names no main part"),
        (changed(DOCUMENT, None), f"the part {DOCUMENT} is missing"),
        (changed(DOCUMENT, b""), "is not well-formed"),
        (changed(DOCUMENT, b"<w:document"), "is not well-formed"),
        (changed(DOCUMENT, b"<html/>"), "holds something else"),
        (changed(DOCUMENT, GOOD[DOCUMENT].replace(b"w:body", b"w:other")), "has no body"),
        (changed("word/styles.xml", b"<w:styles"), "word/styles.xml is not well-formed"),
        (
            changed(
                TYPES, GOOD[TYPES].replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")
            ),
            "is a spreadsheet",
        ),
        (
            changed(TYPES, GOOD[TYPES].replace(MAIN_TYPE.encode(), b"text/xml")),
            "is an unknown kind of file",
        ),
        (word(paragraph("One.") + '<w:altChunk r:id="x" xmlns:r="r"/>'), "kept in another file"),
    ],
)  # fmt: skip
def test_what_is_no_whole_word_document_is_refused_in_words_that_help(data: bytes, words: str) -> None:
    assert words in error_of(data)


# ---------------------------------------------------------------- XML


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://localhost/x.dtd">',
    ],
)
@pytest.mark.parametrize("name", [DOCUMENT, "word/styles.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_document_type_is_refused_and_nothing_is_expanded_or_fetched(
    doctype: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    xml = GOOD[name].decode("utf-8")
    body = xml.replace("The fee", "&b;&a; The fee") if "ENTITY b" in doctype else xml
    assert "document type" in error_of(changed(name, f"{doctype}{body}".encode()))


def test_a_document_type_in_another_encoding_is_refused() -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w []>' + GOOD[DOCUMENT].decode("utf-8")
    assert "document type" in error_of(changed(DOCUMENT, xml.encode("utf-16")))


@pytest.mark.parametrize("depth", [150, 250, 5_000])
@pytest.mark.parametrize("name", ["w:sdt", "w:hyperlink", "w:ins"])
def test_what_nests_too_deep_is_refused(name: str, depth: int) -> None:
    inside = f"<{name}>" * depth + run("deep") + f"</{name}>" * depth
    data = word(paragraph(inside))
    if depth < 200:
        assert read_bytes(data, "a.docx").original == "deep"
    else:
        assert "deep" in error_of(data).lower()


def test_deep_tables_are_refused_and_do_not_run_out_of_stack() -> None:
    depth = 60
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth
    assert read_bytes(word(body), "a.docx").original == "x"
    deeper = "<w:tbl><w:tr><w:tc>" * 400 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 400
    assert "deep" in error_of(word(deeper)).lower()


def test_styles_in_a_ring_end() -> None:
    assert read_bytes(word(paragraph("x", style="RingA")), "a.docx").original == "x"


def test_relationships_to_the_outside_are_not_followed() -> None:
    relations = GOOD["word/_rels/document.xml.rels"].replace(
        b'Target="styles.xml"', b'Target="http://localhost/styles.xml" TargetMode="External"'
    )
    assert read_bytes(changed("word/_rels/document.xml.rels", relations), "a.docx").original
    outside = GOOD["word/_rels/document.xml.rels"].replace(b"styles.xml", b"../../../../etc/passwd")
    assert read_bytes(changed("word/_rels/document.xml.rels", outside), "a.docx").original


# ---------------------------------------------------------------- ZIP


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = changed(DOCUMENT, GOOD[DOCUMENT] + b" " * 20_000_000)
    assert len(bomb) < 100_000
    small = changed("[Content_Types].xml", GOOD["[Content_Types].xml"] + b" " * 20_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    assert "unpacks to more than 200 times its size" in error_of(small)


def test_a_part_that_declares_too_much_is_refused() -> None:
    data = changed(DOCUMENT, GOOD[DOCUMENT] + b" " * (container.MAX_PART + 1))
    assert "over the limit of 32,000,000" in error_of(data)


def test_a_header_that_lies_about_the_size_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(changed(DOCUMENT, GOOD[DOCUMENT] + b" " * 900_000))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(DOCUMENT.encode()))
    data[at + 24 : at + 28] = struct.pack("<I", 100)  # the declared size, unpacked
    assert "is damaged" in error_of(bytes(data))
    monkeypatch.setattr(container, "MAX_READ", 1_000)  # the cap on what comes, whatever is declared
    assert "together" in error_of(packed(GOOD))


def test_a_zip64_header_is_read_and_not_believed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in GOOD.items():
            with target.open(name, "w", force_zip64=True) as part:
                part.write(data)
    assert read_bytes(out.getvalue(), "a.docx").original == "The fee is 15 euros."


def test_too_many_parts_and_parts_with_one_name_are_refused() -> None:
    many = GOOD | {f"word/media/{number}.png": b"" for number in range(container.MAX_PARTS)}
    assert "5,0" in error_of(packed(many))
    out = io.BytesIO(packed(GOOD))
    with zipfile.ZipFile(out, "a") as target:
        target.writestr("Word/Document.xml", GOOD[DOCUMENT].replace(b"15", b"18"))
    assert "twice" in error_of(out.getvalue())


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(packed(GOOD))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    assert "without a password" in error_of(bytes(data))


def test_only_known_parts_are_unpacked() -> None:
    bomb = b"\0" * 30_000_000
    inner = packed({"inner.zip": bomb})
    hostile = GOOD | {
        "word/embeddings/a.docx": inner,
        "word/media/a.png": bomb,
        "docProps/core.xml": b"<broken",
    }
    assert read_bytes(packed(hostile), "a.docx").original == "The fee is 15 euros."


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(at: int, junk: bytes) -> None:
    whole = MADE.read_bytes()
    at %= len(whole)
    try:
        read_bytes(whole[:at] + junk + whole[at + len(junk) :], "a.docx")
    except DocumentError as error:
        assert error.path == "a.docx"


# ---------------------------------------------------------------- the extra, the suffix, the size


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.etree", None)  # what makes importing it fail
    assert "pip install 'claims-verifier[docx]'" in error_of(packed(GOOD))


def test_a_word_document_by_another_name_is_told_what_to_do() -> None:
    with pytest.raises(DocumentError, match=r"name a Word document \.docx"):
        read_bytes(packed(GOOD), "<stdin>")


def test_pictures_do_not_count_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(packed(GOOD))
    size = path.stat().st_size
    assert read_path(path, max_bytes=size // 5).original
    with pytest.raises(DocumentError, match="larger than the limit"):
        read_path(path, max_bytes=size // 20)
