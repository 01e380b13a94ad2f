"""What a paragraph is by its style: heading, item, quotation, caption; and whether its text is hidden.

The names of built-in styles are English in every language of the word processor; their ids are not.
"""

from __future__ import annotations

import re
from functools import reduce

from verifier.documents.docx.parts import Element, child, is_on, name_of, value
from verifier.frozen import frozen
from verifier.model import BlockKind

_HEADING = re.compile(r"heading ([1-9])")
_TITLE = frozenset({"title", "book title"})
_QUOTE = frozenset({"quote", "intense quote", "block text", "quotations", "block quotation"})
_LISTED = re.compile(r"(?:toc|index|table of figures|table of authorities|contents)\b")
_BODY_LEVEL = "9"  # the outline level of what is no heading
_LONGEST_CHAIN = 20  # styles based on one another; a ring is cut there


@frozen
class Style:
    """What a style says of a paragraph or of characters; None where it says nothing."""

    kind: BlockKind | None = None
    level: int | None = None  # of a heading; 0 is the title
    numbered: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    contents: bool = False  # a table of contents or an index, which repeats what stands elsewhere


PLAIN = Style()


class Styles:
    """The styles of a document, each with what it takes from those it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        self._known: dict[str, Style] = {}
        for one in root if root is not None else ():
            if name_of(one) != "style":
                continue
            name = value(one, "styleId") or ""
            self._elements.setdefault(name, one)
            if value(one, "type") == "paragraph" and value(one, "default") in ("1", "true"):
                self._default = name

    def of_paragraph(self, properties: Element | None) -> Style:
        """The style of a paragraph with what its own properties say."""
        return _over(self._named(value(child(properties, "pStyle")) or self._default), _own("", properties))

    def of_characters(self, properties: Element | None) -> Style:
        """The style of characters with what their own properties say."""
        return _over(self._named(value(child(properties, "rStyle")) or ""), _character("", properties))

    def _named(self, name: str) -> Style:
        if name not in self._known:
            chain: list[Style] = []
            at: str | None = name
            while at in self._elements and len(chain) < _LONGEST_CHAIN:
                element = self._elements[at]
                chain.append(_read(element))
                at = value(child(element, "basedOn"))
            self._known[name] = reduce(_over, reversed(chain), PLAIN)
        return self._known[name]


def _read(element: Element) -> Style:
    name = (value(child(element, "name")) or "").lower()
    characters = _character(name, child(element, "rPr"))
    return _over(_own(name, child(element, "pPr")), characters)


def _own(name: str, properties: Element | None) -> Style:
    """What a name and the properties of a paragraph say."""
    numbering = child(properties, "numPr")
    outline = value(child(properties, "outlineLvl"))
    heading = _HEADING.fullmatch(name)
    kind, level = None, None
    if heading:
        kind, level = BlockKind.HEADING, int(heading[1])
    elif name in _TITLE:
        kind, level = BlockKind.HEADING, 0
    elif outline is not None and outline.isdecimal() and outline < _BODY_LEVEL and len(outline) == 1:
        kind, level = BlockKind.HEADING, int(outline) + 1
    elif name in _QUOTE:
        kind = BlockKind.QUOTE
    elif name == "caption":
        kind = BlockKind.CAPTION
    return Style(
        kind=kind,
        level=level,
        # A number of 0 takes the paragraph out of the list of its style.
        numbered=(value(child(numbering, "numId")) or "1") != "0" if numbering is not None else None,
        contents=_LISTED.match(name) is not None,
    )


def _character(name: str, properties: Element | None) -> Style:
    raised = value(child(properties, "vertAlign"))
    return Style(
        hidden=is_on(child(properties, "vanish")),
        raised=raised == "superscript" if raised is not None else None,
        contents=_LISTED.match(name) is not None,
    )


def _over(below: Style, above: Style) -> Style:
    """`above`, and what `below` says where it says nothing."""
    return Style(
        kind=above.kind if above.kind is not None else below.kind,
        level=above.level if above.level is not None else below.level,
        numbered=above.numbered if above.numbered is not None else below.numbered,
        hidden=above.hidden if above.hidden is not None else below.hidden,
        raised=above.raised if above.raised is not None else below.raised,
        contents=above.contents or below.contents,
    )
