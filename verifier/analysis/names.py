"""Names of people, places and bodies in a sentence, with the titles they carry."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from verifier.analysis.lexicon import DATA
from verifier.analysis.tokens import TITLE_JOINERS, Token
from verifier.analysis.vocabulary import Alias, Vocabulary
from verifier.model import Mention, Span

JOINERS = frozenset({"of", "for", "the", "de", "la", "von", "van", "del", "al", "bin", "&", "and"})


@dataclass(frozen=True, slots=True)
class Name(Mention):
    """A named entity, or a title that stands for its holder ("the Resources Minister")."""

    start: int  # token indices, half-open, title not counted
    end: int
    words: tuple[str, ...]  # lower case, joiners dropped
    kind: str  # person | country | capital | place | organisation | event | role | other | what the database says
    ids: tuple[str, ...] = ()
    title: tuple[str, ...] = ()  # lower case: ("external", "affairs", "minister")
    weak: bool = False  # may stand for something else: never a ground for a clash

    @property
    def acronym(self) -> bool:
        """All capitals, as "MIT"."""
        return len(self.words) == 1 and self.text.replace(".", "").isupper() and len(self.words[0]) > 1


@cache
def _lists() -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.load((DATA / "names.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    return loaded


@cache
def name_words() -> dict[str, frozenset[str]]:
    """The word lists of names.yml."""
    raw = _lists()
    return {key: frozenset(map(str, words)) for key, words in raw.items() if isinstance(words, list)}


@cache
def portfolios() -> tuple[frozenset[str], ...]:
    """Fields of office, each under all its names."""
    raw = _lists()
    return tuple(frozenset(group.split(", ")) for group in raw["portfolios"])


def read_names(text: str, tokens: tuple[Token, ...], vocabulary: Vocabulary, taken: frozenset[int]) -> tuple[Name, ...]:
    """All names of a sentence in order. `taken` are tokens that belong to dates or figures."""
    names: list[Name] = []
    at = 0
    while at < len(tokens):
        if at in taken:
            at += 1
            continue
        run_end = _run(tokens, at, taken)
        known = vocabulary.match(tokens, at)
        if known is not None and tokens[at].tag != "." and _ends_here(tokens, at + known[0], run_end, known[1]):
            size, alias = known
            if at + size < run_end and _longer_name(tokens, at, size, run_end, alias.weak):
                known = None
            else:
                names.append(_name(text, tokens, at, at + size, alias.kind or "other", (alias.id,), weak=alias.weak))
                at += size
                continue
        if run_end > at:
            names.extend(_split_run(text, tokens, at, run_end, vocabulary))
            at = run_end
            continue
        at += 1
    return tuple(_with_titles(text, tokens, names))


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
        elif token.lower == "and" and at + 1 < len(tokens) and tokens[at + 1].tag == "P" and at + 1 not in taken:
            if not has_of:
                tail = at + 1
                while tail < len(tokens) and tokens[tail].tag == "P":
                    tail += 1
                if tokens[tail - 1].lower not in heads or at - start < 2 or tokens[at - 1].lower in heads:
                    break
            at += 1
        elif token.text in ("-", "'") and at + 1 < len(tokens) and tokens[at + 1].tag == "P" and _glued(tokens, at):
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


def _longer_name(tokens: tuple[Token, ...], at: int, size: int, run_end: int, weak: bool) -> bool:
    """A country word inside a longer name: "Indian Ocean", "Australian National University"."""
    lists = name_words()
    rest = [token.lower for token in tokens[at + size : run_end]]
    if rest[0] in ("and", "&"):
        return False  # "India and Acme Holdings" are two
    if rest[0] in lists["title_heads"] or any(word in lists["title_heads"] for word in rest[:3]):
        return False
    return weak or rest[-1] in lists["organisation_heads"] | lists["place_heads"] | lists["event_heads"] or len(rest) == 1


def _split_run(
    text: str, tokens: tuple[Token, ...], start: int, end: int, vocabulary: Vocabulary
) -> list[Name]:
    """A run of capitalised words as one name, less the title before it and a country that the title belongs to."""
    heads = name_words()["title_heads"]
    if tokens[end - 1].lower in name_words()["organisation_heads"] | name_words()["event_heads"]:
        heads = frozenset()  # "UN General Assembly", "Minister Council": the last word is a body
    last_title = -1
    for at in range(start, end):
        word = tokens[at].lower.rstrip(".")
        if word in heads and not (at + 1 < end and tokens[at + 1].lower == "of" and word not in ("secretary", "chief")):
            last_title = at
    if last_title >= 0 and tokens[last_title].lower == "secretary" and last_title + 2 < end:
        if tokens[last_title + 1].lower == "of":
            last_title += 2  # Secretary of State
    if last_title >= 0 and last_title + 1 < end:
        if tokens[last_title + 1].lower in JOINERS:
            return [_name(text, tokens, start, end, _kind(tokens, start, end))]
        title = _title_words(tokens, start, last_title + 1)
        person = _name(text, tokens, last_title + 1, end, "person", title=title)
        return [*_countries_in(text, tokens, start, last_title, vocabulary), person]
    if last_title == end - 1 and end - start >= 1 and tokens[last_title].lower.rstrip(".") in heads:
        if end - start == 1 and tokens[start].lower in ("general", "major", "head", "chief", "member"):
            return [_name(text, tokens, start, end, "other")]
        role = _name(text, tokens, start, end, "role", title=_title_words(tokens, start, end))
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


def _title_words(tokens: tuple[Token, ...], start: int, end: int) -> tuple[str, ...]:
    return tuple(t.lower.rstrip(".") for t in tokens[start:end] if t.lower not in TITLE_JOINERS and t.tag != ".")


def _kind(tokens: tuple[Token, ...], start: int, end: int) -> str:
    lists = name_words()
    words = {token.lower for token in tokens[start:end]}
    last = tokens[end - 1].lower
    first = tokens[start].lower
    if last in lists["organisation_heads"] or first in lists["organisation_heads"] or words & {"ministry", "university"}:
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
        unaccented(token.lower.replace(".", "")) for token in tokens[start:end] if token.lower not in JOINERS and token.tag != "."
    )
    return Name(span, span.of(text), start, end, words, kind, ids, title, weak)


def unaccented(word: str) -> str:
    """Without accents, for comparing names: Pitié is Pitie."""
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def _with_titles(text: str, tokens: tuple[Token, ...], names: list[Name]) -> list[Name]:
    """Adds titles in lower case before a name, and those that follow it: "Ann Lee, director of the museum,"."""
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
                tokens[first - 1].tag in ("N", "A", "P")
                and tokens[first - 1].end == tokens[first].start - 1
                or tokens[first - 1].lower in ("and", "&") and first > 1 and tokens[first - 2].tag == "P"
            ):
                first -= 1
            done.append(_titled(name, _title_words(tokens, first, before + 1)))
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
    words = _title_words(tokens, after + 1, stop)
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
    words = _title_words(tokens, start, stop)
    found = [number for number, word in enumerate(words) if word in heads]
    return words[: found[-1] + 1] if found else ()


def _titled(name: Name, title: tuple[str, ...]) -> Name:
    words = tuple(word for word in title if word not in ("the", "a", "an", "'s"))
    return Name(name.span, name.text, name.start, name.end, name.words, "person", name.ids, words, name.weak)


# ---------------------------------------------------------------- matching


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
    if stated.acronym and is_acronym(stated, known) or known.acronym and is_acronym(known, stated):
        return "acronym"
    if len(stated.words) == len(known.words) == 1 and _adjective_of(stated.words[0], known.words[0]):
        return "part"  # Europe, European
    short, long = sorted((stated.words, known.words), key=len)
    if short[-1] == long[-1] and set(short) <= set(long):
        return "part"
    if len(short) >= 2 and long[: len(short)] == short or len(short) == 1 and short[0] == long[0] and len(short[0]) > 3:
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
    """True when the letters of `short` are the initials of `long`, a capital part counted whole: UN + GA = UNGA."""
    letters = short.words[0]
    pieces = [word for word in long.text.replace("-", " ").split() if word.lower() not in JOINERS]
    initials = "".join(word if word.isupper() else word[0] for word in pieces).lower().replace(".", "")
    return letters == initials or letters == "".join(word[0] for word in pieces).lower()
