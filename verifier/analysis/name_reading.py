"""Finds the names of people, places and bodies in a sentence, with the titles they carry."""

from __future__ import annotations

from verifier.analysis.names import JOINERS, Name, name_words, unaccented
from verifier.analysis.title_reading import title_words, with_titles
from verifier.analysis.tokens import Token
from verifier.analysis.vocabulary import Alias, Vocabulary
from verifier.model import Span


def read_names(
    text: str, tokens: tuple[Token, ...], vocabulary: Vocabulary, taken: frozenset[int]
) -> tuple[Name, ...]:
    """All names of a sentence in order. `taken` are tokens that belong to dates or figures."""
    names: list[Name] = []
    at = 0
    while at < len(tokens):
        if at in taken:
            at += 1
            continue
        run_end = _run(tokens, at, taken)
        known = vocabulary.match(tokens, at)
        if (
            known is not None
            and tokens[at].tag != "."
            and _ends_here(tokens, at + known[0], run_end, known[1])
        ):
            size, alias = known
            if at + size < run_end and _longer_name(tokens, at, size, run_end, weak=alias.weak):
                known = None
            else:
                names.append(
                    _name(text, tokens, at, at + size, alias.kind or "other", (alias.id,), weak=alias.weak)
                )
                at += size
                continue
        if run_end > at:
            names.extend(_split_run(text, tokens, at, run_end, vocabulary))
            at = run_end
            continue
        at += 1
    return tuple(with_titles(tokens, names))


def _run(tokens: tuple[Token, ...], start: int, taken: frozenset[int]) -> int:
    """End of the run of name words that begins at `start`; `start` itself when there is none."""
    if tokens[start].tag != "P":
        return start
    at = start + 1
    has_of = False
    heads = name_words()["organisation_heads"]
    while at < len(tokens) and at not in taken:
        token = tokens[at]
        if token.tag == "P" or token.text == "&":
            at += 1
        elif token.lower in ("of", "for") and _next_is_name(tokens, at, taken):
            has_of, at = True, at + 1
            if tokens[at].lower == "the":
                at += 1
        elif (
            token.lower == "and"
            and at + 1 < len(tokens)
            and tokens[at + 1].tag == "P"
            and at + 1 not in taken
        ):
            if not has_of:
                tail = at + 1
                while tail < len(tokens) and tokens[tail].tag == "P":
                    tail += 1
                if tokens[tail - 1].lower not in heads or at - start < 2 or tokens[at - 1].lower in heads:
                    break
            at += 1
        elif (
            token.text in ("-", "'")
            and at + 1 < len(tokens)
            and tokens[at + 1].tag == "P"
            and _glued(tokens, at)
        ):
            break
        elif token.tag == "#" and token.text.isdigit() and len(token.text) < 3 and tokens[at - 1].tag == "P":
            break
        else:
            break
    return at


def _glued(tokens: tuple[Token, ...], at: int) -> bool:
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _next_is_name(tokens: tuple[Token, ...], at: int, taken: frozenset[int]) -> bool:
    following = at + 1
    if following < len(tokens) and tokens[following].lower == "the":
        following += 1
    return following < len(tokens) and tokens[following].tag == "P" and following not in taken


def _ends_here(tokens: tuple[Token, ...], end: int, run_end: int, alias: Alias) -> bool:
    """The alias is the whole run, or no country, or one of two that "and" joins."""
    return end >= run_end or alias.kind != "country" or tokens[end].lower in ("and", "&")


def _longer_name(tokens: tuple[Token, ...], at: int, size: int, run_end: int, *, weak: bool) -> bool:
    """A country word inside a longer name: "Indian Ocean", "Australian National University"."""
    lists = name_words()
    rest = [token.lower for token in tokens[at + size : run_end]]
    if rest[0] in ("and", "&"):
        return False  # "India and Acme Holdings" are two
    if rest[0] in lists["title_heads"] or any(word in lists["title_heads"] for word in rest[:3]):
        return False
    return (
        weak
        or rest[-1] in lists["organisation_heads"] | lists["place_heads"] | lists["event_heads"]
        or len(rest) == 1
    )


def _split_run(
    text: str, tokens: tuple[Token, ...], start: int, end: int, vocabulary: Vocabulary
) -> list[Name]:
    """A run of capitalised words as one name, less the title before it and the title's country."""
    heads = name_words()["title_heads"]
    if tokens[end - 1].lower in name_words()["organisation_heads"] | name_words()["event_heads"]:
        heads = frozenset()  # "UN General Assembly", "Minister Council": the last word is a body
    last_title = -1
    for at in range(start, end):
        word = tokens[at].lower.rstrip(".")
        if word in heads and not (
            at + 1 < end and tokens[at + 1].lower == "of" and word not in ("secretary", "chief")
        ):
            last_title = at
    if last_title >= 0 and tokens[last_title].lower == "secretary" and last_title + 2 < end:
        if tokens[last_title + 1].lower == "of":
            last_title += 2  # Secretary of State
    if last_title >= 0 and last_title + 1 < end:
        if tokens[last_title + 1].lower in JOINERS:
            return [_name(text, tokens, start, end, _kind(tokens, start, end))]
        title = title_words(tokens, start, last_title + 1)
        person = _name(text, tokens, last_title + 1, end, "person", title=title)
        return [*_countries_in(text, tokens, start, last_title, vocabulary), person]
    if last_title == end - 1 and end - start >= 1 and tokens[last_title].lower.rstrip(".") in heads:
        if end - start == 1 and tokens[start].lower in ("general", "major", "head", "chief", "member"):
            return [_name(text, tokens, start, end, "other")]
        role = _name(text, tokens, start, end, "role", title=title_words(tokens, start, end))
        return [*_countries_in(text, tokens, start, last_title, vocabulary), role]
    if start > 1 and tokens[start - 1].lower in ("to", "of") and end - start >= 2:
        known = vocabulary.match(tokens, start)
        if known is not None and known[0] < end - start and tokens[start - 2].lower in heads:
            country = _name(text, tokens, start, start + known[0], "country", (known[1].id,))
            title = (tokens[start - 2].lower,)
            return [country, _name(text, tokens, start + known[0], end, "person", title=title)]
    return [_name(text, tokens, start, end, _kind(tokens, start, end))]


def _countries_in(
    text: str, tokens: tuple[Token, ...], start: int, end: int, vocabulary: Vocabulary
) -> list[Name]:
    known = vocabulary.match(tokens, start) if start < end else None
    if known is None:
        return []
    return [_name(text, tokens, start, start + known[0], "country", (known[1].id,), weak=True)]


def _kind(tokens: tuple[Token, ...], start: int, end: int) -> str:
    lists = name_words()
    words = {token.lower for token in tokens[start:end]}
    last = tokens[end - 1].lower
    first = tokens[start].lower
    if (
        last in lists["organisation_heads"]
        or first in lists["organisation_heads"]
        or words & {"ministry", "university"}
    ):
        return "organisation"
    if last in lists["event_heads"]:
        return "event"
    if last in lists["place_heads"] or first in ("mount", "lake", "port", "cape", "fort"):
        return "place"
    if any(len(token.text) == 2 and token.text.endswith(".") for token in tokens[start : end - 1]):
        return "person"
    if start and tokens[start - 1].lower in ("in", "at", "near") and end - start <= 2:
        return "place"
    if end - start == 1 and tokens[start].text.isupper() and len(tokens[start].text) > 1:
        return "organisation"
    return "other"


def _name(
    text: str,
    tokens: tuple[Token, ...],
    start: int,
    end: int,
    kind: str,
    ids: tuple[str, ...] = (),
    *,
    title: tuple[str, ...] = (),
    weak: bool = False,
) -> Name:
    span = Span(tokens[start].start, tokens[end - 1].end)
    words = tuple(
        unaccented(token.lower.replace(".", ""))
        for token in tokens[start:end]
        if token.lower not in JOINERS and token.tag != "."
    )
    return Name(span, span.of(text), start, end, words, kind, ids, title, weak)
