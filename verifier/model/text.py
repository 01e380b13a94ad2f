"""Where something stands, and what is read: ranges, places, blocks of prose and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from verifier.frozen import frozen


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same length, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """True when this span lies inside `other`."""
        return other.start <= self.start and self.end <= other.end


class View(Enum):
    """A version of a text with tracked changes."""

    ACCEPTED = "accepted"  # insertions in, deletions out
    ORIGINAL = "original"  # insertions out, deletions in


@frozen
class Place:
    """A range in the author's own file. The end line and column are exclusive of the last character.

    A Word document has no lines: there `line` is the number of the paragraph.
    """

    path: str
    start: int  # code points into the decoded file, the byte order mark not counted
    end: int
    line: int  # 1-based
    column: int  # 1-based, code points
    end_line: int
    end_column: int
    utf16_column: int  # 1-based, UTF-16 code units (SARIF, LSP)
    utf16_end_column: int
    utf8_column: int  # 1-based, UTF-8 bytes (rdjson)
    utf8_end_column: int
    label: str = ""  # how people find it in a file without lines: "paragraph 12", "footnote 3"
    view: View | None = None  # None where no tracked change touches it


@frozen
class Mention:
    """Some words of a text, by their position in it."""

    span: Span
    text: str


class BlockKind(Enum):
    """What part of a page a block of prose is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    QUOTE = "quote"
    CAPTION = "caption"


@frozen
class Block:
    """One run of prose that no sentence crosses."""

    kind: BlockKind
    span: Span  # into Document.text
    section: tuple[str, ...] = ()  # headings above it, outermost first
    view: View | None = None  # None where no tracked change touches it


@frozen
class AuthorComment:
    """A comment that stands beside a text, and not in it, as word processors have them."""

    author: str
    text: str
    span: Span  # of the words it is on, into Document.original


@frozen
class Directive:
    """An instruction to the tool inside a draft, such as an inline ignore: as written, right or wrong."""

    action: str  # ignore | off | on | ignore-file, or what was written instead
    rules: frozenset[str]  # codes, in upper case; they need not exist
    reason: str | None
    place: Place  # of the comment that holds it
    block: int  # of Document.blocks: the one it stands in, else the next; their number where none follows
    fault: str | None = None  # what keeps the comment from being a directive that is followed, in words


@frozen
class Sentence:
    """A sentence of a document, before it is understood."""

    text: str
    span: Span  # into Document.text
    block: Block
    context: tuple[str, ...] = ()  # sentences before it in the same document, oldest first
