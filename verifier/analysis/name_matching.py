"""Whether two names may be of one person, place or body."""

from __future__ import annotations

from verifier.analysis.names import JOINERS, Name


def same_name(stated: Name, known: Name) -> str | None:
    """How two names may be one: "same", "alias", "part", "acronym"; None when nothing says so."""
    if stated.ids and known.ids:
        return "same" if set(stated.ids) & set(known.ids) else None
    if stated.words == known.words:
        return "same"
    if not stated.words or not known.words:
        return None
    if len(stated.words) > 1 and len(known.words) > 1 and set(stated.words).isdisjoint(known.words):
        return None  # most pairs: neither is an acronym, and no word is shared
    if (stated.acronym and is_acronym(stated, known)) or (known.acronym and is_acronym(known, stated)):
        return "acronym"
    if len(stated.words) == len(known.words) == 1 and _adjective_of(stated.words[0], known.words[0]):
        return "part"  # Europe, European
    short, long = sorted((stated.words, known.words), key=len)
    if short[-1] == long[-1] and set(short) <= set(long):
        return "part"
    if (len(short) >= 2 and long[: len(short)] == short) or (
        len(short) == 1 and short[0] == long[0] and len(short[0]) > 3
    ):
        if stated.kind == "person" or known.kind == "person":
            return "part" if short[-1] == long[-1] else None
        return "part"
    if stated.kind == known.kind == "person" and short[-1] == long[-1]:
        first = {word[0] for word in (short[0], long[0])}
        return "part" if len(first) == 1 and (len(short[0]) == 1 or len(long[0]) == 1) else None
    if len(short) >= 2 and set(short) <= set(long):
        return "part"
    return None


def _adjective_of(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 4:
        return False
    stem = short[:-1] if short[-1] in "aey" else short
    return long.startswith(stem) and long[len(stem) :] in ("an", "ian", "ean", "ese", "n", "ic", "s", "ish")


def is_acronym(short: Name, long: Name) -> bool:
    """Whether the letters of `short` are the initials of `long`, a capital part counted whole: UN + GA."""
    letters = short.words[0]
    pieces = [word for word in long.text.replace("-", " ").split() if word.lower() not in JOINERS]
    initials = "".join(word if word.isupper() else word[0] for word in pieces).lower().replace(".", "")
    return letters == initials or letters == "".join(word[0] for word in pieces).lower()
