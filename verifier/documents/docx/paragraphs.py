"""The paragraphs of a document in reading order: the body with its tables and text boxes, then the notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from verifier.documents.docx.parts import Element, Parts, child, name_of, value
from verifier.documents.docx.runs import (
    CHANGES,
    NO_CHANGE,
    Change,
    Fragment,
    InlineReader,
    Inset,
    check_depth,
    preferred,
)
from verifier.documents.docx.styles import Style, Styles
from verifier.errors import DocumentError
from verifier.frozen import frozen
from verifier.model import BlockKind

_CHANGED_CELL = {"cellIns": Change(inserted=True), "cellDel": Change(deleted=True)}
_NORMAL_NOTE = (None, "normal")  # others are the lines between text and notes


@frozen(eq=False)
class Anchor:
    """Where in the body a text hangs that stands elsewhere, and cannot have a comment of its own."""

    element: Element
    run: Element


@dataclass(slots=True)
class Paragraph:
    """One paragraph as it is in the file, with both versions of its text in it."""

    number: int  # from 1, over the whole document
    label: str  # how a person finds it
    kind: BlockKind
    level: int  # of a heading
    fragments: list[Fragment]
    mark: Change  # of its end: a version without it runs on into the next paragraph
    anchor: Anchor | None
    prose: bool = True  # False: it repeats what stands elsewhere
    last: bool = False  # in its cell, note or box: nothing follows that it could run on into


@frozen(eq=False)
class _Story:
    """Where paragraphs stand."""

    label: str = ""  # empty: "paragraph 12"
    anchor: Anchor | None = None
    change: Change = NO_CHANGE
    cell: bool = False


@dataclass(slots=True)
class BodyReader:
    """Gathers the paragraphs of a whole document."""

    parts: Parts
    path: str
    styles: Styles = field(init=False)
    found: list[Paragraph] = field(default_factory=list)
    _notes: list[tuple[Inset, Anchor]] = field(default_factory=list)
    _waiting: list[Fragment] = field(default_factory=list)  # marks between two paragraphs
    _tables: int = 0

    def __post_init__(self) -> None:
        self.styles = Styles(self.parts.styles)

    def read(self) -> list[Paragraph]:
        """All paragraphs. Raises DocumentError for what cannot be read as text."""
        body = child(self.parts.main, "body")
        if body is None:
            raise DocumentError("is no whole Word document: it has no body", path=self.path)
        self._story(body, _Story())
        counts = {"footnote": 0, "endnote": 0}
        notes = {"footnote": _by_id(self.parts.footnotes), "endnote": _by_id(self.parts.endnotes)}
        done: set[tuple[str, str]] = set()
        for inset, anchor in self._notes:  # grows where a note refers to another
            assert inset.note is not None
            element = notes[inset.note].get(inset.id)
            if element is None or (inset.note, inset.id) in done:
                continue
            done.add((inset.note, inset.id))
            counts[inset.note] += 1
            self._story(element, _Story(f"{inset.note} {counts[inset.note]}", anchor, inset.change))
        return self.found

    def _story(self, element: Element, story: _Story) -> None:
        self._blocks(element, story, InlineReader(self.styles, self.path), 1)
        if self.found:
            self.found[-1].last = True
            self.found[-1].fragments += self._waiting
        self._waiting = []

    def _blocks(self, element: Element, story: _Story, inline: InlineReader, depth: int) -> None:
        check_depth(depth, self.path)
        for one in element:
            name = name_of(one)
            if name == "p":
                self._paragraph(one, story, inline, depth)
            elif name == "tbl":
                self._table(one, story, inline, depth)
            elif name in ("sdt", "customXml", "sdtContent"):
                self._blocks(one, story, inline, depth + 1)
            elif name in CHANGES:
                changed = replace(story, change=story.change.within(CHANGES[name]))
                self._blocks(one, changed, inline, depth + 1)
            elif name == "AlternateContent":
                for chosen in preferred(one):
                    self._blocks(chosen, story, inline, depth + 1)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                mark = Fragment(one, one, "", NO_CHANGE, mark=name, comment=value(one, "id") or "")
                self._waiting.append(mark)
            elif name in ("altChunk", "subDoc"):
                raise DocumentError(
                    "holds text that is kept in another file inside it or beside it, which is not read; "
                    "open it in a word processor, and save it again, which makes paragraphs of it",
                    path=self.path,
                )

    def _table(self, table: Element, story: _Story, inline: InlineReader, depth: int) -> None:
        check_depth(depth, self.path)
        if self.found:
            self.found[-1].last = True  # no paragraph runs on into a table
        self._tables += 1
        number = self._tables
        prefix = f"{story.label}, " if story.label and not story.cell else ""
        for at, (row, row_change) in enumerate(_inside(table, "tr"), 1):
            changes = [CHANGES[name_of(one)] for one in _properties(row, "trPr") if name_of(one) in CHANGES]
            for column, (cell, cell_change) in enumerate(_inside(row, "tc"), 1):
                own = [
                    _CHANGED_CELL[name_of(one)]
                    for one in _properties(cell, "tcPr")
                    if name_of(one) in _CHANGED_CELL
                ]
                change = story.change
                for more in (row_change, cell_change, *changes, *own):
                    change = change.within(more)
                label = f"{prefix}table {number}, row {at}, column {column}"
                before = len(self.found)
                inside = replace(story, label=label, change=change, cell=True)
                self._blocks(cell, inside, inline, depth + 3)
                if len(self.found) > before:
                    self.found[-1].last = True

    def _paragraph(self, element: Element, story: _Story, inline: InlineReader, depth: int) -> None:
        properties = child(element, "pPr")
        style = self.styles.of_paragraph(properties)
        listed = inline.in_contents
        fragments, insets = inline.read(element, style, story.change, depth + 1)
        number = len(self.found) + 1
        kind, level = _kind(style, cell=story.cell)
        mark = NO_CHANGE
        for one in _properties(properties, "rPr"):
            mark = mark.within(CHANGES.get(name_of(one), NO_CHANGE))
        self.found.append(
            Paragraph(
                number=number,
                label=story.label or f"paragraph {number}",
                kind=kind,
                level=level,
                fragments=[*self._waiting, *fragments],
                mark=mark,
                anchor=story.anchor,
                prose=not (style.contents or listed or inline.in_contents),
            )
        )
        self._waiting = []
        for inset in insets:
            anchor = story.anchor or Anchor(inset.element, inset.run)
            if inset.content is not None:
                self.found[-1].last = True
                label = f"text box at {story.label or f'paragraph {number}'}"
                self._story(inset.content, _Story(label, anchor, story.change.within(inset.change)))
            elif inset.note is not None:
                self._notes.append((inset, anchor))


def _kind(style: Style, *, cell: bool) -> tuple[BlockKind, int]:
    if style.kind is not None:
        return style.kind, style.level or 0
    if style.numbered:
        return BlockKind.LIST_ITEM, 0
    return (BlockKind.TABLE_CELL if cell else BlockKind.PARAGRAPH), 0


def _inside(element: Element, name: str) -> Iterator[tuple[Element, Change]]:
    """The rows of a table, or the cells of a row, with the change around them."""
    waiting = [(one, NO_CHANGE) for one in reversed(element)]
    while waiting:
        one, change = waiting.pop()
        found = name_of(one)
        if found == name:
            yield one, change
        elif found in ("sdt", "sdtContent", "customXml") or found in CHANGES:
            within = change.within(CHANGES.get(found, NO_CHANGE))
            waiting += [(below, within) for below in reversed(one)]


def _properties(element: Element | None, name: str) -> Iterator[Element]:
    properties = child(element, name)
    return iter(properties) if properties is not None else iter(())


def _by_id(root: Element | None) -> dict[str, Element]:
    """The notes by their ids."""
    found: dict[str, Element] = {}
    for one in root if root is not None else ():
        if name_of(one) in ("footnote", "endnote") and value(one, "type") in _NORMAL_NOTE:
            found.setdefault(value(one, "id") or "", one)
    return found
