"""Read: bytes to a document, which is blocks of prose and the way back to the author's file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from verifier.documents.decoding import MAX_BYTES, MAX_LINE, decode, read_file
from verifier.documents.document import Document
from verifier.documents.hidden import fold, hidden_characters, without_invisible
from verifier.documents.html import read_html
from verifier.documents.markdown import read_markdown
from verifier.documents.plain import read_plain
from verifier.documents.seen_through import SeenThrough, Written, see_through
from verifier.documents.segment import sentences, split_sentences

Reader = Callable[[str, str], Document]

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


def read_bytes(data: bytes, path: str, *, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE) -> Document:
    """Read a file's bytes by the suffix of `path`, which is otherwise only for places and messages.

    Raises DocumentError for what is not text, for an encoding other than UTF-8 and UTF-16, and over a limit.
    """
    text = decode(data, path, max_bytes=max_bytes, max_line=max_line)
    return READERS.get(PurePath(path).suffix.lower(), read_plain)(text, path)


def read_path(path: Path | str, *, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE) -> Document:
    """Read a regular file. Raises DocumentError when it is missing, unreadable, no file, or not text."""
    data = read_file(Path(path), max_bytes=max_bytes)
    return read_bytes(data, str(path), max_bytes=max_bytes, max_line=max_line)


__all__ = [
    "MAX_BYTES",
    "MAX_LINE",
    "READERS",
    "Document",
    "Reader",
    "SeenThrough",
    "Written",
    "fold",
    "hidden_characters",
    "read_bytes",
    "read_path",
    "see_through",
    "sentences",
    "split_sentences",
    "without_invisible",
]
