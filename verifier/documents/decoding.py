"""Bytes to text: UTF-8, or UTF-16 with a byte order mark; anything else is refused in words that help."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from verifier.errors import DocumentError

MAX_BYTES = 5_000_000  # of a file
MAX_LINE = 2_000_000  # code points of one line

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LINE = re.compile(r"[^\r\n]+")
_CONTROL = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f]")

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file; export it as text, Markdown or HTML"),
    (
        b"PK\x03\x04",
        "a ZIP container; name a Word document .docx (--stdin-filename for standard input), and save other "
        "files of word processors as text, Markdown or HTML",
    ),
    (b"\xd0\xcf\x11\xe0", "an old word processor's file; save it as text, Markdown or HTML"),
    (b"{\\rtf", "a rich text (RTF) file; save it as text, Markdown or HTML"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"\x7fELF", "a program"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (  # the longer mark first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, path: str, *, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE) -> str:
    """The text of a file, without its byte order mark.

    Raises DocumentError when the bytes are too many, are not text, or hold a line over the limit.
    """
    check_size(data, path, max_bytes=max_bytes)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DocumentError(f"is not text: it is {what}", path=path)
    text = _decode_marked(data, path)
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        raise DocumentError(
            f"is not text: control character U+{ord(control[0]):04X} at character {control.start() + 1}; "
            "give a text, Markdown or HTML file in UTF-8",
            path=path,
            line=line,
        )
    _check_lines(text, path, max_line)
    return text


def _decode_marked(data: bytes, path: str) -> str:
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        offset = len(mark) + error.start
        line = body[: error.start].count(b"\n") + 1 if encoding == "utf-8" else None
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        byte = f"byte 0x{body[error.start]:02X} at offset {offset}" if error.start < len(body) else "its end"
        raise DocumentError(
            f"is not valid {name}: {byte} does not belong there; save the file as UTF-8", path=path, line=line
        ) from error


def _check_lines(text: str, path: str, max_line: int) -> None:
    if len(text) <= max_line:
        return
    for line in _LINE.finditer(text):
        if line.end() - line.start() > max_line:
            raise DocumentError(
                f"has a line of {line.end() - line.start():,} characters; the limit for one line is "
                f"{max_line:,}. Break the text into lines, or leave the file out",
                path=path,
                line=text.count("\n", 0, line.start()) + 1,
            )


def read_file(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file; a pipe, a device or a folder is refused without waiting for it.

    Raises DocumentError, which names the file and what to do.
    """
    name = str(path)
    try:
        if path.is_dir():  # some systems refuse to open a folder, with a message about permissions
            raise DocumentError("is a folder, not a file; name the files in it", path=name)
        with os.fdopen(os.open(path, _OPEN_FLAGS), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise DocumentError(
                    "is not a regular file; give a file, or pipe the text to standard input with '-'",
                    path=name,
                )
            data = stream.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise DocumentError("no such file; check the spelling of the path", path=name) from error
    except PermissionError as error:
        raise DocumentError("cannot be opened: permission denied", path=name) from error
    except (OSError, ValueError) as error:
        raise DocumentError(
            f"cannot be read: {getattr(error, 'strerror', None) or error}", path=name
        ) from error
    check_size(data, name, max_bytes=max_bytes)
    return data


def check_size(data: bytes, path: str, *, max_bytes: int) -> None:
    """Raises DocumentError for a file over the limit."""
    if len(data) > max_bytes:
        raise DocumentError(
            f"is larger than the limit of {max_bytes:,} bytes; split it, or raise the limit (max_bytes)",
            path=path,
        )
