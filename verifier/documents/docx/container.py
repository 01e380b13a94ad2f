"""The ZIP file around a Word document: opened with limits, since a small one may unpack into gigabytes.

Only parts that are asked for by name are unpacked. Nothing inside is opened as a ZIP file again.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from verifier.errors import DocumentError

MAX_PARTS = 5_000  # a long report with a thousand pictures has two thousand
MAX_PART = 32_000_000  # bytes of one part, unpacked
MAX_READ = 96_000_000  # bytes of all parts that are unpacked
MAX_RATIO = 200  # unpacked to packed, of parts over a megabyte; text of a person's stays far below 50
_SMALL = 1_000_000
_STEP = 1 << 16
_TIMESTAMP = (1980, 1, 1, 0, 0, 0)  # the same input gives the same bytes

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class Container:
    """The parts of a document by their names, which do not tell upper from lower case (ECMA-376 part 2)."""

    def __init__(self, data: bytes, path: str) -> None:
        self._path = path
        self._read = 0
        if data.startswith(_OLD_OR_LOCKED):
            raise DocumentError(
                "is protected by a password, or an old .doc; save it as .docx, without a password",
                path=path,
            )
        if not data.startswith(b"PK"):
            raise DocumentError(
                "is no Word document: a .docx is a ZIP file, and this is none; save it as .docx again",
                path=path,
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self._damaged(str(error)) from None
        entries = self._zip.infolist()
        if len(entries) > MAX_PARTS:
            raise self._too_large(f"{len(entries):,} parts, over the limit of {MAX_PARTS:,}")
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            if entry.is_dir():
                continue
            if entry.filename.lower() in self._entries:
                raise DocumentError(
                    f"holds the part {entry.filename} twice, so that programs disagree on what it says; "
                    "open it, and save it again",
                    path=path,
                )
            self._entries[entry.filename.lower()] = entry

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """One part, unpacked. Raises DocumentError when it is missing, damaged, locked or over a limit."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise DocumentError(
                f"is no whole Word document: the part {name} is missing; open it, and save it again",
                path=self._path,
            )
        if entry.flag_bits & 0x1:
            raise DocumentError("is encrypted; save it without a password", path=self._path)
        if entry.file_size > MAX_PART:
            raise self._too_large(f"{name} has {entry.file_size:,} bytes, over the limit of {MAX_PART:,}")
        if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
            raise self._too_large(f"{name} unpacks to more than {MAX_RATIO} times its size")
        return self._unpacked(entry)

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        """What a header declares may be a lie, so the bytes are counted as they come."""
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_STEP):
                    size += len(chunk)
                    self._read += len(chunk)
                    if size > MAX_PART:
                        raise self._too_large(f"{entry.filename} has more than {MAX_PART:,} bytes")
                    if self._read > MAX_READ:
                        raise self._too_large(f"its parts have more than {MAX_READ:,} bytes together")
                    chunks.append(chunk)
        except _BROKEN as error:
            raise self._damaged(f"{entry.filename}: {error}") from None
        return b"".join(chunks)

    def rewritten(self, parts: dict[str, bytes]) -> bytes:
        """The whole file with `parts` replaced or added: every other part as it was, in the same order."""
        out = io.BytesIO()
        replaced = {name.lower(): data for name, data in parts.items()}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
            for name, entry in self._entries.items():
                data = replaced[name] if name in replaced else self.read(entry.filename)
                target.writestr(_entry(entry.filename), data)
            for name, data in _new(parts, self):
                target.writestr(_entry(name), data)
        return out.getvalue()

    def _damaged(self, reason: str) -> DocumentError:
        return DocumentError(
            f"is damaged or cut off and cannot be unpacked ({reason}); fetch it again, or open and save it",
            path=self._path,
        )

    def _too_large(self, what: str) -> DocumentError:
        return DocumentError(
            f"would unpack into too much: {what}. If the document is honest, split it", path=self._path
        )


def _new(parts: dict[str, bytes], there: Container) -> Iterator[tuple[str, bytes]]:
    return ((name, data) for name, data in parts.items() if name not in there)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIMESTAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
