"""Read: bytes to a document, which is blocks of prose and the way back to the author's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Protocol

from verifier.documents.decoding import MAX_BYTES, MAX_LINE, check_size, decode, read_file
from verifier.documents.document import Document
from verifier.documents.docx import read_docx
from verifier.documents.hidden import fold, hidden_characters, without_invisible
from verifier.documents.html import read_html
from verifier.documents.markdown import read_markdown
from verifier.documents.plain import read_plain
from verifier.documents.seen_through import SeenThrough, Written, see_through
from verifier.documents.segment import sentences, split_sentences

Reader = Callable[[str, str], Document]


class PackageReader(Protocol):
    """Reads a file that is no text, from its bytes. `before_changes`: former wording too."""

    def __call__(self, data: bytes, path: str, *, before_changes: bool = True) -> Document: ...


# A new format is one module and one line here. Other suffixes are read as plain text.
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
PACKAGE_READERS: dict[str, PackageReader] = {".docx": read_docx}
SUFFIXES = frozenset({*READERS, *PACKAGE_READERS})
PICTURES = 10  # times as large as a text may be a file that has pictures in it too


def read_bytes(
    data: bytes,
    path: str,
    *,
    max_bytes: int = MAX_BYTES,
    max_line: int = MAX_LINE,
    before_changes: bool = True,
) -> Document:
    """Read a file's bytes by the suffix of `path`, which is otherwise only for places and messages.

    `before_changes`: where tracked changes alter a sentence, read its former wording too. Raises
    DocumentError for what is neither text nor in a known format, for an encoding other than UTF-8 and UTF-16,
    and over a limit.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix in PACKAGE_READERS:
        check_size(data, path, max_bytes=most_bytes(path, max_bytes))
        return PACKAGE_READERS[suffix](data, path, before_changes=before_changes)
    text = decode(data, path, max_bytes=max_bytes, max_line=max_line)
    return READERS.get(suffix, read_plain)(text, path)


def read_path(
    path: Path | str, *, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE, before_changes: bool = True
) -> Document:
    """Read a regular file. Raises DocumentError when it is missing, no file, or as `read_bytes` does."""
    data = read_file(Path(path), max_bytes=most_bytes(path, max_bytes))
    return read_bytes(data, str(path), max_bytes=max_bytes, max_line=max_line, before_changes=before_changes)


def most_bytes(path: Path | str, max_bytes: int) -> int:
    """How large the file may be, where a text may have `max_bytes`."""
    return max_bytes * PICTURES if PurePath(path).suffix.lower() in PACKAGE_READERS else max_bytes


__all__ = [
    "MAX_BYTES",
    "MAX_LINE",
    "PACKAGE_READERS",
    "READERS",
    "SUFFIXES",
    "Document",
    "Reader",
    "SeenThrough",
    "Written",
    "fold",
    "hidden_characters",
    "most_bytes",
    "read_bytes",
    "read_path",
    "see_through",
    "sentences",
    "split_sentences",
    "without_invisible",
]
