"""Is a line of plain text a heading? And does it end a sentence? From its shape alone."""

from __future__ import annotations

import re

from verifier.documents.words import words

_LONGEST = 90  # characters of a heading
_MOST_WORDS = 13
_QUESTION_WORDS = 6  # a longer question is prose
_CLOSERS = "\"'”’»)]}*_ \t"
_WORD = re.compile(r"[^\s—–/]+")
_ENUMERATION = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}\.)\s+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def ends_sentence(text: str) -> bool:
    """True when the last sign, closing quotes and brackets aside, ends a sentence or a clause."""
    bare = text.rstrip(_CLOSERS)
    return bare.endswith((".", "!", "?", "…", ":", ";", "。", "！", "？"))


def looks_like_heading(text: str) -> bool:
    """True for a short line that is no sentence; what stands around the line is the caller's to weigh.

    A line in title case may hold a verb or a figure ("5 Ways To Save"). One in sentence case may not: a short
    statement without a full stop is to be checked, and a heading is not.
    """
    if len(text) > _LONGEST or text[-1] in ",;-–—" or text[0] in "\"“‘'(" or text[0].islower():
        return False
    numbered = _ENUMERATION.match(text)
    body = text[numbered.end() :] if numbered else text
    found = _WORD.findall(body)
    if not found or body[0].islower() or len(found) > _MOST_WORDS:
        return False
    if body.endswith("?"):
        return len(found) <= _QUESTION_WORDS
    if ends_sentence(body):
        return False
    if _title_case(found):
        return True
    folded = {word.strip("\"'“”‘’().,:!?").replace("’", "'").lower() for word in found}
    if folded & words("finite_verbs"):
        return False
    return not any(any(sign.isdigit() for sign in word) and not _YEAR.fullmatch(word) for word in found)


def _title_case(found: list[str]) -> bool:
    small = words("small_words")
    telling = [word.strip("\"'“”‘’(),:") for word in found]
    telling = [word for word in telling if word and word[0].isalpha() and word.lower() not in small]
    capital = sum(word[0].isupper() for word in telling)
    return len(telling) >= 2 and capital == len(telling)


def cannot_end_a_line(text: str) -> bool:
    """True when the words break off: after a comma, a dash, an article, a preposition."""
    if text.endswith((",", "–", "—")):
        return True
    return text.rsplit(None, 1)[-1].rstrip(".").lower() in words("never_last")
