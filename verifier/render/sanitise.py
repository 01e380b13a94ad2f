r"""The one place where text from outside becomes text that a person or a log may read.

Drafts, quotes, file names and messages are not trusted: they may hold terminal escapes, bidirectional
overrides, invisible letters, or words that a build log obeys. Everything of the kind is shown as `\u{…}`
instead. Formats for machines (json, jsonl) do not pass through here: they keep the truth and have their own
quoting.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Default_Ignorable_Code_Point and Bidi_Control of the Unicode Character Database (DerivedCoreProperties,
# PropList), with the interlinear annotation marks and the line and paragraph separators.
_INVISIBLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_CONTROL = ((0x00, 0x08), (0x0A, 0x1F), (0x7F, 0x9F))  # C0 but the tab, DEL, C1
_SURROGATE = ((0xD800, 0xDFFF),)  # half a character: undecodable bytes of a file name

HIDDEN = re.compile(
    "[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in (*_CONTROL, *_INVISIBLE, *_SURROGATE)) + "]"
)
_LINE_BREAKS = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# GitHub and Azure act on "##[…]" and "##vso[…]" anywhere in a line, TeamCity on "##teamcity[…]".
_BRACKET_COMMAND = re.compile(r"##\w{0,32}(?=(\[))")
# GitHub acts on "::name …::" at the start of a line, after any white space.
_COLON_COMMAND = re.compile(r"\s*(?=(:):)")
_LINE_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)

_WIDE = frozenset("WF")
_ZERO_WIDTH_CATEGORIES = frozenset({"Mn", "Me"})
_JAMO_THAT_JOIN = ((0x1161, 0x11FF), (0xD7B0, 0xD7FF))


def visible(text: str) -> str:
    """`text` on one line, with nothing in it that hides, moves the cursor or commands a build log."""
    return "".join(visible_cells(fold(text)))


def fold(text: str) -> str:
    """`text` with every line break, and the blanks around it, as one blank."""
    pieces = _LINE_BREAKS.split(text)
    return text if len(pieces) == 1 else " ".join(filter(None, (piece.strip(" \t") for piece in pieces)))


def guarded(output: str) -> str:
    """Finished output in which no line starts with a command for a build log, wherever lines were broken."""
    return _LINE_COMMAND.sub(lambda start: start[1] + escaped(":"), output)


def visible_cells(line: str) -> list[str]:
    """What stands for each code point of one line, so that positions in the line stay known."""
    cells = list(line)
    for hidden in HIDDEN.finditer(line):
        cells[hidden.start()] = escaped(hidden.group())
    for command in _BRACKET_COMMAND.finditer(line):
        cells[command.start(1)] = escaped("[")
    if command_start := _COLON_COMMAND.match(line):
        cells[command_start.start(1)] = escaped(":")
    return cells


def escaped(character: str) -> str:
    """The code point of one character, written out."""
    return f"\\u{{{ord(character):x}}}"


def width(text: str) -> int:
    """How many terminal columns a text without control characters takes."""
    if text.isascii():
        return len(text)
    others = [character for character in text if not character.isascii()]
    return len(text) - len(others) + sum(map(_character_width, others))


@lru_cache(maxsize=1024)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH_CATEGORIES:
        return 0
    if any(low <= ord(character) <= high for low, high in _JAMO_THAT_JOIN):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
