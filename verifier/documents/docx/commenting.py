"""Comments put into a Word document: all that stands in it stays, and no letter of its text moves.

Word takes no comments in notes and text boxes: there the comment hangs on the mark of the note, or on what
holds the box. What tracked changes inserted or deleted is commented where it stands.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from lxml import etree

from verifier.documents.docx.cutting import TEXT, Cuts, Point
from verifier.documents.docx.parts import (
    CONTENT_TYPES,
    RELATIONSHIPS,
    TYPES,
    Element,
    name_of,
    parsed,
    relationships_of,
    show_text,
    value,
)
from verifier.documents.docx.reading import WordText, read_word
from verifier.frozen import frozen
from verifier.model import Span

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@frozen
class Remark:
    """What a comment is to say, and the words it is on."""

    span: Span  # into Document.original
    lines: tuple[str, ...]  # nothing in them that XML forbids


@frozen(eq=False)
class _Range:
    """Where a comment begins and ends."""

    begin: Point
    begin_run: Element
    end: Point
    end_run: Element


def commented(
    data: bytes, path: str, remarks: Sequence[Remark], *, author: str, day: date | None = None
) -> bytes:
    """The document with a comment for every remark, in their order. See `with_comments`."""
    word = read_word(data, path)
    ranges = [(remark, _range(word, remark.span)) for remark in remarks]
    cuts = Cuts()
    for _, one in ranges:
        if one is not None:
            cuts.add(one.begin_run, one.begin)
            cuts.add(one.end_run, one.end)
    cuts.make()
    parts = word.parts
    namespace = str(parts.main.tag).rpartition("}")[0] + "}"
    kept = parts.comments
    comments = (
        kept if kept is not None else etree.Element(f"{namespace}comments", nsmap={"w": namespace[1:-1]})
    )
    number = _first_free(parts.main, comments)
    tails: dict[Element, Element] = {}  # what stands last behind an element, of the marks put there
    for remark, one in ranges:
        if one is None:
            continue
        _mark(namespace, str(number), cuts.begins(one.begin), cuts.ends(one.end), tails)
        comments.append(_comment(namespace, str(number), remark.lines, author, day))
        number += 1
    return parts.container.rewritten(dict(_changed_parts(word, comments, path)))


def _range(word: WordText, span: Span) -> _Range | None:
    """The first and last of the pieces that a span touches; None where it touches no text."""
    touched = [found for line in word.lines_at(span) for found in line.at(span)]
    if not touched:
        return None
    (first, first_in), start, _ = touched[0]
    (last, last_in), _, end = touched[-1]
    begin, begin_run = (first.element, start), first.run
    stop, stop_run = (last.element, end), last.run
    if first_in.anchor is not None:
        begin, begin_run = (first_in.anchor.element, 0), first_in.anchor.run
    if last_in.anchor is not None:
        stop, stop_run = (last_in.anchor.element, 1), last_in.anchor.run
    return _Range(_whole(begin, 0), begin_run, _whole(stop, 1), stop_run)


def _whole(point: Point, side: int) -> Point:
    """The point, moved to the edge of what cannot be cut: all but text."""
    element, _ = point
    return point if name_of(element) in TEXT else (element, side)


def _first_free(main: Element, comments: Element) -> int:
    """A number for a comment, higher than any that is used or pointed at."""
    marks = ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
    used = [
        value(one, "id") or "" for root in (main, comments) for one in root.iter() if name_of(one) in marks
    ]
    return max((int(one) for one in used if one.isdecimal()), default=-1) + 1


def _mark(namespace: str, number: str, first: Element, last: Element, tails: dict[Element, Element]) -> None:
    """Put the marks around the runs from `first` to `last`, and the reference behind, in no change."""
    first.addprevious(_element(namespace, "commentRangeStart", id=number))
    end = _element(namespace, "commentRangeEnd", id=number)
    tails.get(last, last).addnext(end)
    tails[last] = end
    top = last
    parent = top.getparent()
    while parent is not None and name_of(parent) != "p":
        top, parent = parent, parent.getparent()
    reference = _element(namespace, "r")
    reference.append(_element(namespace, "commentReference", id=number))
    tails.get(top, top).addnext(reference)
    tails[top] = reference


def _comment(namespace: str, number: str, lines: Sequence[str], author: str, day: date | None) -> Element:
    attributes = {"id": number, "author": author}
    if day is not None:
        attributes["date"] = f"{day.isoformat()}T00:00:00Z"
    comment = _element(namespace, "comment", **attributes, initials=author[:1])
    for at, line in enumerate(lines):
        paragraph = etree.SubElement(comment, f"{namespace}p")
        if at == 0:
            mark = etree.SubElement(paragraph, f"{namespace}r")
            etree.SubElement(mark, f"{namespace}annotationRef")
        run = etree.SubElement(paragraph, f"{namespace}r")
        show_text(etree.SubElement(run, f"{namespace}t"), line)
    return comment


def _element(namespace: str, name: str, **attributes: str) -> Element:
    return etree.Element(
        f"{namespace}{name}", {f"{namespace}{key}": value for key, value in attributes.items()}
    )


def _changed_parts(word: WordText, comments: Element, path: str) -> Iterator[tuple[str, bytes]]:
    parts = word.parts
    yield parts.main_name, _written(parts.main)
    if not len(comments):
        return
    if parts.comments_name is not None:
        yield parts.comments_name, _written(comments)
        return
    folder = posixpath.dirname(parts.main_name)
    names = (f"comments{number or ''}.xml" for number in range(1000))
    target = next(name for name in names if posixpath.join(folder, name) not in parts.container)
    name = posixpath.join(folder, target)
    yield name, _written(comments)
    types = parsed(parts.container.read(CONTENT_TYPES), CONTENT_TYPES, path)
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=_TYPE)
    yield CONTENT_TYPES, _written(types)
    listed = relationships_of(parts.main_name)
    relations = (
        parsed(parts.container.read(listed), listed, path)
        if listed in parts.container
        else etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap=_no_prefix(RELATIONSHIPS))
    )
    taken = {one.get("Id") for one in relations.iterchildren("*")}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", Id=free, Type=_KIND, Target=target)
    yield listed, _written(relations)


def _no_prefix(namespace: str) -> dict[str, str]:
    prefix: Any = None  # what lxml takes for none, and its types do not know
    return {prefix: namespace}


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
