"""The text inside a paragraph: fragments in order, each with its element and the change it is of.

Of a field only the result is text, not its code; hidden text and placeholders are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifier.documents.docx.parts import MAX_DEPTH, Element, child, is_on, name_of, shown_text, value
from verifier.documents.docx.styles import Style, Styles
from verifier.errors import DocumentError
from verifier.frozen import frozen

OBJECT = "\ufffc"  # stands for an equation or a sign that no letter stands for
_THROUGH = frozenset({"hyperlink", "smartTag", "customXml", "bdo", "dir", "sdtContent", "fldSimple"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011"}
_CONTENTS_FIELDS = frozenset({"TOC", "INDEX", "TOA"})
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
# The signs of Adobe's Symbol encoding that alter what a figure says.
_SYMBOL = {
    0xA3: "≤",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0x2D: "−",
    0x6D: "μ",
}


@frozen
class Change:
    """The tracked changes that a piece of text is part of. What is inserted and deleted is in no version."""

    inserted: bool = False
    deleted: bool = False
    moved: bool = False

    def within(self, other: Change) -> Change:
        """Both changes at once."""
        return Change(
            self.inserted or other.inserted, self.deleted or other.deleted, self.moved or other.moved
        )


NO_CHANGE = Change()
CHANGES = {
    "ins": Change(inserted=True),
    "del": Change(deleted=True),
    "moveTo": Change(inserted=True, moved=True),
    "moveFrom": Change(deleted=True, moved=True),
}


@frozen(eq=False)
class Fragment:
    """Some text of one element; or none, where a comment begins, ends or hangs."""

    element: Element
    run: Element
    text: str
    change: Change
    breaks: bool = False  # a line break
    mark: str = ""  # what an empty fragment marks: commentRangeStart, commentRangeEnd, commentReference
    comment: str = ""  # its id


@frozen(eq=False)
class Inset:
    """Text that hangs on a paragraph and stands elsewhere: a note, or a text box."""

    element: Element  # what it hangs on in the run
    run: Element
    change: Change
    note: str | None  # footnote | endnote; None is a text box
    id: str = ""  # of the note
    content: Element | None = None  # of the text box


class InlineReader:
    """Reads the paragraphs of one story one after the other: a field may begin in one and end in another."""

    def __init__(self, styles: Styles, path: str) -> None:
        self._styles = styles
        self._path = path
        self._fields: list[str] = []  # open fields: the code read so far, and from its end on its result
        self._results: list[bool] = []
        self.fragments: list[Fragment] = []
        self.insets: list[Inset] = []

    @property
    def in_contents(self) -> bool:
        """Whether this is the result of a field that lists what stands elsewhere."""
        return any(
            done and code.split()[:1] and code.split()[0].upper() in _CONTENTS_FIELDS
            for code, done in zip(self._fields, self._results, strict=True)
        )

    def read(
        self, paragraph: Element, style: Style, change: Change, depth: int
    ) -> tuple[list[Fragment], list[Inset]]:
        """The fragments and insets of one paragraph. Raises DocumentError for what nests too deep."""
        self.fragments, self.insets = [], []
        self._walk(paragraph, style, change, depth)
        return self.fragments, self.insets

    def _walk(self, element: Element, style: Style, change: Change, depth: int) -> None:
        check_depth(depth, self._path)
        for one in element:
            name = name_of(one)
            if name == "r":
                self._run(one, style, change)
            elif name in CHANGES:
                self._walk(one, style, change.within(CHANGES[name]), depth + 1)
            elif name in _THROUGH:
                self._walk(one, style, change, depth + 1)
            elif name == "sdt":
                if not is_on(child(one, "sdtPr", "showingPlcHdr")):
                    self._walk(one, style, change, depth + 1)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._mark(one, one, name)
            elif name == "AlternateContent":
                for chosen in preferred(one):
                    self._walk(chosen, style, change, depth + 1)
            elif name in ("oMath", "oMathPara"):
                self.fragments.append(Fragment(one, one, OBJECT, change))

    def _run(self, run: Element, style: Style, change: Change) -> None:
        own = self._styles.of_characters(child(run, "rPr"))
        hidden = own.hidden if own.hidden is not None else bool(style.hidden)
        raised = own.raised if own.raised is not None else bool(style.raised)
        for one in run:
            name = name_of(one)
            if name in ("fldChar", "instrText", "delInstrText"):
                self._field(one, name)
            elif name == "commentReference":
                self._mark(one, run, name)
            elif hidden or not all(self._results):
                continue
            elif name in ("t", "delText"):
                text = shown_text(one)
                self._add(one, run, text.translate(_RAISED) if raised else text, change)
            elif name in _SIGNS:
                self._add(one, run, _SIGNS[name], change, breaks=name in ("br", "cr"))
            elif name == "sym":
                self._add(one, run, _symbol(one), change)
            elif name == "ruby":
                text = "".join(shown_text(t) for t in _named(child(one, "rubyBase"), "t"))
                self._add(one, run, text, change)
            elif name in ("footnoteReference", "endnoteReference"):
                note = name.removesuffix("Reference")
                self.insets.append(Inset(one, run, change, note, value(one, "id") or ""))
            else:
                boxes = text_boxes(one)
                self.insets += [Inset(one, run, change, None, content=box) for box in boxes]

    def _add(
        self, element: Element, run: Element, text: str, change: Change, *, breaks: bool = False
    ) -> None:
        if text:
            deleted = name_of(element) == "delText"
            change = replace(change, deleted=True) if deleted else change
            self.fragments.append(Fragment(element, run, text, change, breaks))

    def _mark(self, element: Element, run: Element, name: str) -> None:
        comment = value(element, "id") or ""
        self.fragments.append(Fragment(element, run, "", NO_CHANGE, mark=name, comment=comment))

    def _field(self, element: Element, name: str) -> None:
        kind = value(element, "fldCharType")
        if name != "fldChar":
            if self._fields and not self._results[-1]:
                self._fields[-1] += element.text or ""
        elif kind == "begin":
            self._fields.append("")
            self._results.append(False)
        elif kind == "separate" and self._results:
            self._results[-1] = True
        elif kind == "end" and self._results:
            self._fields.pop()
            self._results.pop()


def check_depth(depth: int, path: str) -> None:
    """Raises DocumentError where elements stand inside one another more often than anybody writes."""
    if depth > MAX_DEPTH:
        raise DocumentError(
            f"nests its parts more than {MAX_DEPTH} deep, which no word processor writes; it is not read",
            path=path,
        )


def preferred(alternatives: Element) -> Iterator[Element]:
    """Of alternatives for old and new programs, the first; all say the same."""
    choices = [one for one in alternatives if name_of(one) in ("Choice", "Fallback")]
    return iter(choices[:1])


def text_boxes(element: Element) -> list[Element]:
    """The contents of the text boxes in a drawing, outermost only, each once."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        one = waiting.pop()
        name = name_of(one)
        if name == "txbxContent":
            found.append(one)
        elif name == "AlternateContent":
            waiting += preferred(one)
        else:
            waiting += reversed(one)
    return found


def _named(element: Element | None, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if name_of(one) == name) if element is not None else iter(())


def _symbol(element: Element) -> str:
    """What stands for a sign of a symbol font: those that alter a figure, else a sign for "an object"."""
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return OBJECT
    if 0xF000 <= code <= 0xF0FF:  # the private range in which symbol fonts keep their signs
        symbol = (value(element, "font") or "").lower() == "symbol"
        return _SYMBOL.get(code - 0xF000, OBJECT) if symbol else OBJECT
    return chr(code) if 0x20 <= code < 0xD800 else OBJECT
