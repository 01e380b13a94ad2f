"""The parts of a Word document that hold its text, by a parser that follows and expands nothing.

Which part is which is said by content types and relationships (ECMA-376 part 2, Open Packaging Conventions).
Relationships to places outside the file are passed over.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from lxml import etree

from verifier.documents.docx.container import Container
from verifier.errors import DocumentError
from verifier.frozen import frozen

CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# ISO/IEC 29500 has two namespaces for WordprocessingML: "transitional", which all write, and "strict".
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MARKUP_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATHS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_KNOWN = frozenset({*WORD, *_MATHS, _MARKUP_COMPATIBILITY})
MAX_DEPTH = 200  # elements inside one another; a table in a table in a text box stays below 60
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element


@frozen
class Parts:
    """The parsed parts; one that the document does not have is None."""

    container: Container
    main_name: str
    main: Element
    styles: Element | None
    footnotes: Element | None
    endnotes: Element | None
    comments: Element | None
    comments_name: str | None


def open_parts(data: bytes, path: str) -> Parts:
    """Open a document and parse what holds its text. Raises DocumentError for what is no Word document."""
    container = Container(data, path)
    types = parsed(container.read(CONTENT_TYPES), CONTENT_TYPES, path)
    main_name = _main_part(container, path)
    _expect_word(_content_type(types, main_name), path)
    main = parsed(container.read(main_name), main_name, path)
    if name_of(main) != "document":
        raise DocumentError(f"is no Word document: {main_name} holds something else", path=path)
    names = dict(_related(container, main_name, path))

    def part(kind: str) -> Element | None:
        name = names.get(kind, "")
        return parsed(container.read(name), name, path) if name in container else None

    return Parts(
        container=container,
        main_name=main_name,
        main=main,
        styles=part("styles"),
        footnotes=part("footnotes"),
        endnotes=part("endnotes"),
        comments=part("comments"),
        comments_name=names.get("comments") if names.get("comments", "") in container else None,
    )


def parsed(data: bytes, name: str, path: str) -> Element:
    """The root of one part. Raises DocumentError for broken XML, a document type, and deep nesting."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "XML_PARSE_HUGE" in str(error):  # a limit of the parser: how deep, and how long one text
            raise DocumentError(
                f"has parts that nest too deep or are too long in {name}, as no word processor writes; "
                "it is not read",
                path=path,
            ) from None
        reason = getattr(error, "msg", None) or error
        raise DocumentError(
            f"is damaged: {name} is not well-formed ({reason}); open and save it again", path=path
        ) from None
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise DocumentError(
            f"has a document type declaration in {name}, which no word processor writes; it is not read",
            path=path,
        )
    return root


def _main_part(container: Container, path: str) -> str:
    """The name of the part that holds the body."""
    for kind, name in _related(container, "", path):
        if kind == "officeDocument":
            return name
    raise DocumentError(
        "is no Word document: it names no main part; open it in a word processor, and save it as .docx",
        path=path,
    )


def _expect_word(content_type: str, path: str) -> None:
    if "wordprocessingml" in content_type or "ms-word" in content_type:
        return
    what = "an unknown kind of file"
    for word, meaning in (("sheet", "a spreadsheet"), ("presentation", "a presentation")):
        if word in content_type:
            what = meaning
    raise DocumentError(f"is {what} and no Word document; export its text, or save it as .docx", path=path)


def _content_type(types: Element, name: str) -> str:
    default = ""
    for one in types.iterchildren("*"):
        if one.get("PartName", "").lower() == f"/{name}".lower():
            return one.get("ContentType", "")
        if one.get("Extension", "").lower() == posixpath.splitext(name)[1].lstrip(".").lower():
            default = one.get("ContentType", "")
    return default


def relationships_of(name: str) -> str:
    """Where the relationships of a part are kept; those of the whole file for an empty name."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _related(container: Container, name: str, path: str) -> Iterator[tuple[str, str]]:
    """The last word of the type, and the part, of every relationship inside the file."""
    listed = relationships_of(name)
    if listed not in container:
        return
    for one in parsed(container.read(listed), listed, path).iterchildren("*"):
        target = one.get("Target", "")
        if one.get("TargetMode") != "External" and target:
            kind = one.get("Type", "").rsplit("/", 1)[-1]
            yield kind, posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")


def name_of(element: Element) -> str:
    """The local name of an element that a reader of text must know; empty for all others."""
    namespace, _, local = str(element.tag).rpartition("}")  # a comment of XML has a function for a tag
    return local if namespace[1:] in _KNOWN else ""


def value(element: Element | None, attribute: str = "val") -> str | None:
    """An attribute in the namespace of its element; None where either is missing."""
    if element is None:
        return None
    namespace = str(element.tag).rpartition("}")[0]
    return element.get(f"{namespace}}}{attribute}")


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, and its first child of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if name_of(one) == name), None)
    return element


def shown_text(element: Element) -> str:
    """What a word processor shows of a `t`: blanks at its ends only where they are to be kept; line ends as
    blanks, one for one.
    """
    text = element.text or ""
    if element.get(_XML_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\n", " ").replace("\r", " ")


def show_text(element: Element, text: str) -> None:
    """Make a `t` show exactly this text."""
    element.text = text
    element.set(_XML_SPACE, "preserve")


def is_on(element: Element | None) -> bool | None:
    """A property that is on or off; None where it is not set."""
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")
