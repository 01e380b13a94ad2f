"""Reading files of a database whose contents are not trusted: nothing outside its folder is ever opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PureWindowsPath

from verifier.errors import ClaimsError

_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def read_inside(folder: Path, name: str, *, max_bytes: int, shown: str) -> bytes:
    """The bytes of the file `name` (relative, with slashes) inside `folder`.

    `shown` names the file in errors. Raises ClaimsError for an absolute path, a path or a link that leaves
    `folder`, anything that is not a regular file, and a file over `max_bytes`. The message never holds what
    the file says.
    """
    windows = PureWindowsPath(name)
    if not name or "\0" in name or name.startswith("/") or windows.drive or windows.root or "\\" in name:
        raise ClaimsError(
            "expected a relative path with forward slashes; keep the file in the same folder", path=shown
        )
    if ".." in name.split("/"):
        raise ClaimsError("`..` is not allowed in a path; keep the file in the same folder", path=shown)
    try:
        inside = os.path.realpath(folder, strict=True)  # a database has thousands of files: no Path is made
        real = os.path.realpath(os.path.join(inside, name), strict=True)  # noqa: PTH118
    except FileNotFoundError:
        raise ClaimsError("the file does not exist; check the name", path=shown) from None
    except (OSError, RuntimeError):
        raise ClaimsError("the path cannot be followed; check the name and its links", path=shown) from None
    if real != inside and not real.startswith(os.path.join(inside, "")):  # noqa: PTH118
        raise ClaimsError("the path is a link that leaves its folder; put the file itself there", path=shown)
    try:
        handle = os.open(real, _FLAGS)
    except OSError as error:
        raise ClaimsError(f"cannot be opened: {error.strerror}", path=shown) from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise ClaimsError("expected a regular file, not a folder, a pipe or a device", path=shown)
    with os.fdopen(handle, "rb") as file:
        if status.st_size > max_bytes:
            raise ClaimsError(
                f"the file has {status.st_size:,} bytes; expected at most {max_bytes:,}", path=shown
            )
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:  # a file that grew, or one that lies about its size
        raise ClaimsError(f"the file has more than {max_bytes:,} bytes", path=shown)
    return data
