"""Unified diffs, as git and diff write them: which lines of which new file are added, and what went away.

Only counts and marks at the start of a line are believed: a line of a file may look like a header of a diff.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from verifier.errors import UsageError
from verifier.frozen import frozen

_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_NOWHERE = b"/dev/null"


@frozen
class Edit:
    """Lines that were taken out and put in at one place."""

    at: int  # lines of the new file that stand before it
    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]


@frozen
class Hunk:
    """One stretch of a file that a diff shows."""

    start: int  # lines of the new file that stand before it
    lines: tuple[bytes, ...]  # of the new file
    edits: tuple[Edit, ...]


@frozen
class FileDiff:
    """What a diff says of one file that is still there."""

    path: str  # as the diff has it, without the `b/` of git
    hunks: tuple[Hunk, ...]
    binary: bool = False  # it differs, and the diff does not say where
    whole: bool = False  # it was not there before


def read_diff(data: bytes, name: str) -> tuple[FileDiff, ...]:
    """The files of a diff, without those that were deleted; `name` says in errors where the diff is from.

    Raises UsageError, with the line, for a diff that is cut off, that merges, or that is none at all.
    """
    lines = data.split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    files = list(_files(lines, name))
    if not files and any(line.strip() for line in lines) and not any(map(_is_header, lines)):
        raise UsageError(f"{name}: expected a unified diff, such as `git diff` prints, and found none")
    return tuple(one for one in files if one is not None)


def _is_header(line: bytes) -> bool:
    return line.startswith((b"diff --git ", b"--- "))


def _files(lines: list[bytes], name: str) -> Iterator[FileDiff | None]:
    """One entry for each file; None for one that is gone."""
    at = 0
    while at < len(lines):
        if lines[at].startswith(b"diff --cc ") or lines[at].startswith(b"diff --combined "):
            raise UsageError(f"{name}:{at + 1}: the diff of a merge; expected a diff between two states")
        git = lines[at].startswith(b"diff --git ")
        if not git and not _plain_header(lines, at):
            at += 1
            continue
        path = _twice(lines[at][len(b"diff --git ") :]) if git else None
        at += git
        gone = binary = whole = False
        while at < len(lines) and not lines[at].startswith((b"diff --", b"@@ ")):
            line = lines[at]
            if _plain_header(lines, at):
                old, new = _name(line), _name(lines[at + 1])
                gone, whole = new == _NOWHERE, old == _NOWHERE
                path = path or _without_letters(old, new)
                at += 2
                break
            if line.startswith((b"rename to ", b"copy to ")):
                path = _unquoted(line.partition(b" to ")[2])
            gone = gone or line.startswith(b"deleted file mode ")
            whole = whole or line.startswith(b"new file mode ")
            binary = binary or line.startswith(b"GIT binary patch") or _says_binary(line)
            at += 1
        hunks: list[Hunk] = []
        while at < len(lines) and (header := _HUNK.match(lines[at])):
            hunk, at = _hunk(lines, at, header, name)
            hunks.append(hunk)
        if path is None and not gone:
            raise UsageError(f"{name}:{at}: this diff does not name its file")
        yield None if gone or path is None else FileDiff(os.fsdecode(path), tuple(hunks), binary, whole)


def _plain_header(lines: list[bytes], at: int) -> bool:
    return (
        lines[at].startswith(b"--- ")
        and at + 2 < len(lines)
        and lines[at + 1].startswith(b"+++ ")
        and _HUNK.match(lines[at + 2]) is not None
    )


def _says_binary(line: bytes) -> bool:
    return line.startswith(b"Binary files ") and line.rstrip(b"\r").endswith(b" differ")


def _hunk(lines: list[bytes], at: int, header: re.Match[bytes], name: str) -> tuple[Hunk, int]:
    """A hunk, and the number of the line behind it."""
    old_left, new_left = (int(header[number]) if header[number] else 1 for number in (2, 4))
    start = max(0, int(header[3]) - (new_left > 0))
    new: list[bytes] = []
    edits: list[Edit] = []
    removed: list[bytes] = []
    added: list[bytes] = []

    def close() -> None:
        if removed or added:
            edits.append(Edit(start + len(new) - len(added), tuple(removed), tuple(added)))
            removed.clear()
            added.clear()

    at += 1
    while old_left > 0 or new_left > 0:
        if at >= len(lines):
            raise UsageError(f"{name}: the diff is cut off: its last hunk is not complete")
        mark, text = lines[at][:1], lines[at][1:]
        if mark == b"\\":
            at += 1
            continue
        if mark in (b" ", b"", b"\r"):
            close()
            new.append(text)
            old_left, new_left = old_left - 1, new_left - 1
        elif mark == b"-":
            if added:
                close()
            removed.append(text)
            old_left -= 1
        elif mark == b"+":
            added.append(text)
            new.append(text)
            new_left -= 1
        else:
            raise UsageError(f"{name}:{at + 1}: expected a line of a hunk, which starts with +, - or a blank")
        if old_left < 0 or new_left < 0:
            raise UsageError(f"{name}:{at + 1}: this hunk has more lines than its header says")
        at += 1
    close()
    while at < len(lines) and lines[at].startswith(b"\\"):
        at += 1
    return Hunk(start, tuple(new), tuple(edits)), at


def _twice(names: bytes) -> bytes | None:
    """The name that stands twice in a `diff --git` line; None where the two differ, as after a rename."""
    names = names.rstrip(b"\r")
    half = len(names) // 2
    one, two = names[:half], names[half + 1 :]
    if names.startswith(b'"') and (first := _QUOTED.match(names)):
        one, two = first.group(), names[first.end() + 1 :]
    one, two = _unquoted(one), _unquoted(two)
    if one == two:
        return two  # without letters
    return two[2:] if _lettered(one, two) and one[2:] == two[2:] else None


def _name(line: bytes) -> bytes:
    """The name in a `---` or `+++` line; what follows a tab is a date."""
    return _unquoted(line[4:].rstrip(b"\r").partition(b"\t")[0])


def _without_letters(old: bytes, new: bytes) -> bytes:
    return new[2:] if _lettered(old, new) or (old == _NOWHERE and new.startswith(b"b/")) else new


def _lettered(old: bytes, new: bytes) -> bool:
    """Whether two names have the letters that git puts before them: a/ and b/, or what the two states are."""
    return old[:1] != new[:1] and all(
        name[1:2] == b"/" and name[:1] in (b"a", b"b", b"c", b"i", b"o", b"w", b"1", b"2")
        for name in (old, new)
    )


def _unquoted(name: bytes) -> bytes:
    """A name as git writes it where it has unusual bytes: in quotes, with the escapes of C."""
    name = name.rstrip(b"\r")
    quoted = _QUOTED.fullmatch(name)
    if quoted is None:
        return name

    def meant(escape: re.Match[bytes]) -> bytes:
        code = escape[1]
        return bytes([int(code, 8) & 0xFF]) if code[:1].isdigit() else _LETTERS.get(code, code)

    return _ESCAPE.sub(meant, quoted[1])
