"""Files that are kept between runs: what the program can make again, in a folder of the user's own.

Nothing is believed because it is there. A file counts only when it is a plain file of this user that nobody
else can write, and when its own digest fits; whatever is wrong with it, it is made anew. Writing is whole or
not at all, so that two runs at once cannot spoil each other's files.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from pathlib import Path

_MARK = b"verifier kept 1\n"
_DIGEST = 32  # bytes
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def read_kept(path: Path, *, max_bytes: int) -> bytes | None:
    """What was kept at `path`; None where there is nothing, or nothing that can be relied on."""
    try:
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            if not _is_ours(status) or not len(_MARK) + _DIGEST <= status.st_size <= max_bytes:
                return None
            data = file.read(max_bytes + 1)
    except OSError:
        return None
    if not data.startswith(_MARK):
        return None
    start = len(_MARK) + _DIGEST
    content = data[start:]
    return content if _digest(content) == data[len(_MARK) : start] else None


def write_kept(path: Path, content: bytes, *, most: int) -> bool:
    """Keep `content` at `path`. False where that cannot be.

    Of the files beside each other at most `most` stay; the oldest go.
    """
    name = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_MARK + _digest(content) + content)
        Path(name).replace(path)
    except OSError:
        if name is not None:
            with contextlib.suppress(OSError):
                Path(name).unlink()
        return False
    _prune(path.parent, most)
    return True


def is_ours(path: Path) -> bool:
    """Whether a plain file of this user that nobody else can write stands at `path`, and no link."""
    try:
        return _is_ours(path.lstat())
    except OSError:
        return False


def _prune(folder: Path, most: int) -> None:
    with contextlib.suppress(OSError):
        files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[most:]:
            file.unlink()


def _is_ours(status: os.stat_result) -> bool:
    if not stat.S_ISREG(status.st_mode):
        return False
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & _OTHERS)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()
