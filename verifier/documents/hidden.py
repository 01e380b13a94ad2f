"""Characters that a reader does not see or takes for others: found for a warning, folded for comparison.

What nobody sees are the controls that are no white space, and Default_Ignorable_Code_Point of the Unicode
Character Database (DerivedCoreProperties), with the interlinear annotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from verifier.model import Span

STAND_IN = "\u200b"  # what `fold` puts for every invisible character

_JOINERS = "\u200c\u200d"
_MARKS_OF_DIRECTION = "\u200e\u200f\u061c"
_CONTROLS = "".join(
    map(chr, [*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)])
)
_INVISIBLE = "".join(
    [
        "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u2060\u2061\u2062\u2063\u2064",
        "\u2065\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0",
        "\ufff0\ufff1\ufff2\ufff3\ufff4\ufff5\ufff6\ufff7\ufff8\ufff9\ufffa\ufffb",
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",  # overrides of direction
        "\U0001bca0\U0001bca1\U0001bca2\U0001bca3",
        *map(chr, range(0x1D173, 0x1D17B)),
        "\U000e0001",
        _CONTROLS,
        _JOINERS,
        _MARKS_OF_DIRECTION,
    ]
)
_PLANE_14 = "\U000e0000-\U000e0fff"  # ignorable as a whole, tags and selectors of variants among it
_SUSPECT = f"[{_INVISIBLE}{_PLANE_14}\ufe00-\ufe0f]+"
_FULL_WIDTH = "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+"
_MATHEMATICAL = "[\U0001d400-\U0001d7ff]+"
_RIGHT_TO_LEFT = "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_EAST_ASIAN = "[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uff0f\uff1a-\uff20]"

# Cyrillic and Greek letters that look like a Latin one. Those that are units or symbols of their own (mu,
# omega, alpha, beta) are left out: "μm" and "kΩ" are honest words.
_LOOK_ALIKES = dict(
    zip(
        "АВЕКМНОРСТУХІЈЅԚԜаеорсухіјѕһԁԛԝӏΑΕΖΗΙΚΜΝΟΡΤΥΧΒοϲϳ",
        "ABEKMHOPCTYXIJSQWaeopcyxijshdqwlAEZHIKMNOPTYXBocj",
        strict=True,
    )
)
_LOOK_ALIKE_RUN = f"[{''.join(_LOOK_ALIKES)}]+"
_WORD = re.compile(r"[^\W_]+")
_LATIN = "[A-Za-z\u00c0-\u024f]"
_OTHER_SCRIPT = "[\u0370-\u03ff\u0400-\u052f]"


@cache
def _pattern(characters: str) -> re.Pattern[str]:
    """Compiled for the first text that needs it: such sets take a while, and most texts are plain."""
    return re.compile(characters)


def invisible_runs(text: str) -> tuple[Span, ...]:
    """Runs of characters that print nothing, honest ones too, in order."""
    if text.isascii() and text.isprintable():
        return ()
    return tuple(Span(run.start(), run.end()) for run in _pattern(_SUSPECT).finditer(text))


def without_invisible(text: str) -> str:
    """The text as a reader sees it: without the characters that print nothing."""
    return text if text.isascii() and text.isprintable() else _pattern(_SUSPECT).sub("", text)


def hidden_characters(text: str) -> tuple[Span, ...]:
    """Runs of characters that hide something, in order: invisible ones, and look-alikes inside a Latin word.

    Joiners in emoji and in scripts that need them, direction marks beside right-to-left text, variation
    selectors after a symbol and full-width digits beside East Asian text are honest, and not reported.
    """
    if text.isascii() and not _pattern(_SUSPECT).search(text):
        return ()
    right_to_left = _pattern(_RIGHT_TO_LEFT).search(text) is not None
    found = [
        Span(run.start(), run.end())
        for run in _pattern(_SUSPECT).finditer(text)
        if not all(_honest(text, offset, right_to_left) for offset in range(run.start(), run.end()))
    ]
    for run in _pattern(_FULL_WIDTH).finditer(text):
        if not _pattern(_EAST_ASIAN).search(
            text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
        ):
            found.append(Span(run.start(), run.end()))
    found.extend(Span(run.start(), run.end()) for run in _pattern(_MATHEMATICAL).finditer(text))
    found.extend(_look_alikes(text))
    return tuple(sorted(found))


def _honest(text: str, offset: int, right_to_left: bool) -> bool:  # noqa: FBT001 - private, one caller
    sign = text[offset]
    before = text[offset - 1] if offset else ""
    if sign in _MARKS_OF_DIRECTION:
        return right_to_left
    if sign in _JOINERS:
        # Latin, Greek and Cyrillic lie below U+0590; emoji, Arabic and the Indic scripts above.
        return before > "\u0590"
    if "\ufe00" <= sign <= "\ufe0f":
        return before > "\u00a0" or text[offset + 1 : offset + 2] == "\u20e3"
    if "\U000e0020" <= sign <= "\U000e007f":  # the flags of England, Scotland and Wales are spelt with these
        return before == "\U0001f3f4" or "\U000e0020" <= before <= "\U000e007f"
    if "\U000e0100" <= sign <= "\U000e01ef":
        return before > "\u3000"
    return sign == "\ufeff" and offset == 0


def _look_alikes(text: str) -> list[Span]:
    """Foreign letters inside words that are otherwise Latin."""
    found: list[Span] = []
    for word in _mixed_words(text):
        for run in _pattern(_LOOK_ALIKE_RUN).finditer(text, word.start, word.end):
            found.append(Span(run.start(), run.end()))
    return found


def _mixed_words(text: str) -> list[Span]:
    """Words of Latin letters with foreign look-alikes and no other foreign letter; "5О" in Latin text."""
    found: list[Span] = []
    latin_text: bool | None = None
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii():
            continue
        foreign = _pattern(_OTHER_SCRIPT).findall(word)
        if not foreign or any(letter not in _LOOK_ALIKES for letter in foreign):
            continue
        if not _pattern(_LATIN).search(word):
            if not any(sign.isdigit() for sign in word):
                continue
            if latin_text is None:
                latin_text = all(letter in _LOOK_ALIKES for letter in _pattern(_OTHER_SCRIPT).findall(text))
            if not latin_text:
                continue
        found.append(Span(match.start(), match.end()))
    return found


@cache
def _folding() -> dict[int, str]:
    table: dict[int, str] = {}
    for signs, plain in (
        ("‘’‚‛′ʼ´＇", "'"),
        ("“”„‟″«»＂", '"'),
        ("\u00a0\u1680\u202f\u205f\u3000\u2028\u2029\u0085\t\x0b\x0c", " "),
        ("\u2212\ufe58\ufe63\uff0d", "-"),
        (_INVISIBLE, STAND_IN),
    ):
        table.update((ord(sign), plain) for sign in signs)
    table.update((code, STAND_IN) for code in range(0xE0020, 0xE0080))
    table.update((code, " ") for code in range(0x2000, 0x200B))
    table.update((code, "-") for code in range(0x2010, 0x2016))
    for code in [*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table.setdefault(code, plain)
    return table


def fold(text: str) -> str:
    """The text with typographic variants made plain, one character for one, so that offsets stay.

    Curly quotes become straight, all dashes "-", all spaces of a line " ", full-width and mathematical
    letters and digits ASCII, look-alikes in a Latin word Latin, and each invisible character STAND_IN. Line
    ends stay.
    """
    if text.isascii() and text.isprintable():
        return text
    folded = text.translate(_folding())
    parts: list[str] = []
    end = 0
    for word in _mixed_words(folded):
        parts.append(folded[end : word.start])
        parts.extend(_LOOK_ALIKES.get(letter, letter) for letter in word.of(folded))
        end = word.end
    return "".join([*parts, folded[end:]])
