"""The titles that people carry in a sentence: before the name, after it, or said of it."""

from __future__ import annotations

from verifier.analysis.names import Name, name_words
from verifier.analysis.tokens import TITLE_JOINERS, Token


def title_words(tokens: tuple[Token, ...], start: int, end: int) -> tuple[str, ...]:
    """The words of a title, lower case, without the words that join them."""
    return tuple(
        t.lower.rstrip(".") for t in tokens[start:end] if t.lower not in TITLE_JOINERS and t.tag != "."
    )


def with_titles(tokens: tuple[Token, ...], names: list[Name]) -> list[Name]:
    """Adds lower-case titles before a name, and those that follow it: "Ann Lee, director of the museum,"."""
    heads = name_words()["title_heads"]
    done = []
    for name in names:
        if name.kind in ("country", "capital", "role"):
            done.append(name)
            continue
        follows = _role_after(tokens, name)
        if name.title or follows:
            done.append(_titled(name, (*name.title, *follows)) if follows else name)
            continue
        before = name.start - 1
        if before >= 0 and tokens[before].tag == "." and tokens[before].text == ",":
            before = -1
        if before >= 0 and tokens[before].tag in ("N", "A") and tokens[before].lemma in heads:
            first = before
            while first > 0 and (
                (
                    tokens[first - 1].tag in ("N", "A", "P")
                    and tokens[first - 1].end == tokens[first].start - 1
                )
                or (tokens[first - 1].lower in ("and", "&") and first > 1 and tokens[first - 2].tag == "P")
            ):
                first -= 1
            done.append(_titled(name, title_words(tokens, first, before + 1)))
            continue
        done.append(name)
    return done


def _role_after(tokens: tuple[Token, ...], name: Name) -> tuple[str, ...]:
    """The role that follows a person's name: "Ann Lee, director of …", "Ann Lee is deputy director of …"."""
    if name.kind not in ("person", "other"):
        return ()
    after = name.end
    copular = _copular_role(tokens, after)
    if copular or after + 1 >= len(tokens) or tokens[after].text != ",":
        return copular
    stop = after + 1
    while stop < len(tokens) and stop < after + 7 and tokens[stop].tag in ("D", "S", "A", "N", "P", "G", "R"):
        stop += 1
    words = title_words(tokens, after + 1, stop)
    found = [number for number, word in enumerate(words) if word in name_words()["title_heads"]]
    return words[: found[-1] + 1] if found else ()


def _copular_role(tokens: tuple[Token, ...], at: int) -> tuple[str, ...]:
    """The role in "Ann Lee is deputy director of …"; empty when none follows."""
    if at >= len(tokens) or tokens[at].lemma not in ("be", "become"):
        return ()
    heads = name_words()["title_heads"]
    start = at + 1
    while start < len(tokens) and tokens[start].tag in ("R", "D"):
        if tokens[start].tag == "R" and tokens[start].lower not in ("now", "currently", "also", "still"):
            return ()
        start += 1
    stop = start
    while stop < len(tokens) and tokens[stop].tag in ("A", "N", "P", "G") and stop < start + 6:
        stop += 1
    words = title_words(tokens, start, stop)
    found = [number for number, word in enumerate(words) if word in heads]
    return words[: found[-1] + 1] if found else ()


def _titled(name: Name, title: tuple[str, ...]) -> Name:
    words = tuple(word for word in title if word not in ("the", "a", "an", "'s"))
    return Name(name.span, name.text, name.start, name.end, name.words, "person", name.ids, words, name.weak)
