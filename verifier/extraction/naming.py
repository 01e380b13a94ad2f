"""The names of an article: which of them are of one, how it is written in full, and what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from verifier.analysis import Analysis
from verifier.analysis.lexicon import entry
from verifier.analysis.name_matching import same_name
from verifier.analysis.names import Name, name_words
from verifier.analysis.vocabulary import is_country
from verifier.extraction.words import words
from verifier.model import Entity, Span

_GLOSS = re.compile(r"\(\s*(?:the\s+)?([A-Z][A-Z&.]{1,9})\s*\)")  # "Rail Board (RB)"
_KINDS = {"person", "place", "organisation", "event"}
_UNKNOWN = "other"
_COMMON_NOUN = 40  # uses of a word as a noun in tagged corpora, from which it is hardly a surname


@dataclass(slots=True)
class Bearer:
    """Someone or something with its names, as they are met."""

    name: Name  # the fullest
    written: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    roles: dict[str, None] = field(default_factory=dict)  # as the article words them
    whole: bool = False  # stands somewhere with no hyphen tied to it
    article: bool = False  # written with "the": "the United States"

    @property
    def kind(self) -> str:
        """What most of its mentions say it is."""
        known = [(kind, count) for kind, count in self.kinds.items() if kind != _UNKNOWN]
        if not known:
            return "person" if self._goes_by_surname() else _UNKNOWN
        return max(known, key=lambda item: item[1])[0]

    def _goes_by_surname(self) -> bool:
        """ "Ann Lee" at first and "Lee" from then on, never with "the"."""
        words = self.name.text.split()
        last = entry(words[-1].lower())
        common = last is not None and last.counts.get("n", 0) > _COMMON_NOUN
        return looks_personal(self.name) and words[-1] in self.written and not self.article and not common

    @property
    def text(self) -> str:
        """The fullest name, with "the" where the article writes one."""
        bare = self.name.text.lower().startswith("the ")
        return f"the {self.name.text}" if self.article and not bare else self.name.text


class Names:
    """All names of an article. Names are joined only where one plainly is a part of the other."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self.bearers: list[Bearer] = []
        self._by_words: dict[tuple[str, ...], Bearer] = {}
        self._by_last: dict[str, list[Bearer]] = {}
        found = [
            (_person_alone(name), analysis)
            for analysis in analyses
            for name in analysis.names
            if name.kind != "role"
        ]
        full = sorted(range(len(found)), key=lambda at: -len(found[at][0].words))
        owner: dict[int, Bearer] = {}
        for at in full:  # the longest first, so that "Lee" finds "Ann Lee"
            owner[at] = self._bearer(found[at][0])
        for at, (name, analysis) in enumerate(found):
            self._count(owner[at], name, analysis)
        for analysis in analyses:
            self._glosses(analysis)

    def bearer_of(self, name: Name) -> Bearer | None:
        """Whose name it is."""
        return self._by_words.get(_person_alone(name).words)

    def full(self, name: Name) -> str:
        """The name as it is written in full; countries as they are written here."""
        bearer = self.bearer_of(name)
        if bearer is None:
            return name.text
        return with_article(name.text) if name.kind in ("country", "capital") else bearer.text

    def country(self, name: Name) -> str:
        """The country of a name, as the article writes it most often: "India" for "New Delhi"."""
        options = [one for one in self.bearers if one.name.ids == name.ids and is_country(one.name.text)]
        best = max(options, key=lambda one: one.written.total(), default=None)
        return with_article(best.name.text) if best is not None else self.full(name)

    def _bearer(self, name: Name) -> Bearer:
        known = self._by_words.get(name.words)
        if known is None:
            known = self._longer(name) or Bearer(name)
            if known.name is name:
                self.bearers.append(known)
                for word in {*name.words}:
                    self._by_last.setdefault(word, []).append(known)
            self._by_words[name.words] = known
        return known

    def _longer(self, name: Name) -> Bearer | None:
        """The one bearer of a longer name that this one shortens; None when there are two, or none."""
        if not name.words or name.kind in ("country", "capital"):
            return None
        options = self._by_last.get(name.words[-1], ())
        fitting = [
            one
            for one in options
            if one.name.kind not in ("country", "capital") and _shortens(name, one.name)
        ]
        # of two Lees the one who was named first; the other keeps the first name
        return fitting[0] if len(fitting) == 1 or (fitting and looks_personal(fitting[0].name)) else None

    def _count(self, bearer: Bearer, name: Name, analysis: Analysis) -> None:
        bearer.whole = bearer.whole or not _torn(name, analysis)
        bearer.written[name.text] += 1
        if name.words == bearer.name.words and bearer.name.text.isupper() and not name.text.isupper():
            bearer.name = name  # "TORNBY –" at the head of an article is Tornby
        bearer.kinds[name.kind] += 1
        before = analysis.syntax.tokens[name.start - 1] if name.start else None
        tokens = analysis.syntax.tokens
        after = tokens[name.end] if name.end < len(tokens) else None
        alone = after is None or (after.tag not in "NPA" and after.text != "-")
        if before is not None and before.lower == "the" and alone and bearer.kind != "person":
            bearer.article = True

    def _glosses(self, analysis: Analysis) -> None:
        """An acronym in brackets behind a name is that name."""
        for match in _GLOSS.finditer(analysis.text):
            before = [name for name in analysis.names if name.span.end <= match.start() <= name.span.end + 2]
            acronym = next((name for name in analysis.names if name.span.start == match.start(1)), None)
            bearer = self.bearer_of(before[-1]) if before else None
            if bearer is not None and acronym is not None and acronym.words != before[-1].words:
                own = self._by_words.get(acronym.words)
                if own is not None and own is not bearer and own in self.bearers:
                    self.bearers.remove(own)
                    bearer.written.update(own.written)
                self._by_words[acronym.words] = bearer
                bearer.written[match[1]] += 1

    def entities(self) -> tuple[tuple[Entity, tuple[str, ...]], ...]:
        """The entities that the article establishes, with their titles; countries are known anyway."""
        found: dict[str, tuple[Entity, tuple[str, ...]]] = {}
        for bearer in self.bearers:
            if (
                bearer.kind in ("country", "capital", "role")
                or not bearer.whole
                or not _worth_a_record(bearer)
            ):
                continue
            name = bearer.name.text
            aliases = [
                text for text, _ in bearer.written.most_common() if text != name and _is_alias(text, name)
            ]
            key = _id(name)
            if key and key not in found:
                kind = bearer.kind if bearer.kind in _KINDS else None
                found[key] = Entity(key, name, kind, tuple(dict.fromkeys(aliases))), tuple(bearer.roles)
        return tuple(found.values())


def looks_personal(name: Name) -> bool:
    """Two or three words such as people have: no adjective at the head, no body or place at the end."""
    words = name.text.split()
    if not 2 <= len(words) <= 3 or not all(word[:1].isupper() for word in words) or name.acronym:
        return False
    known = entry(words[0].lower())
    adjective = known is not None and known.counts.get("a", 0) > 2
    lists = name_words()
    bodies = lists["organisation_heads"] | lists["place_heads"] | lists["event_heads"]
    return not adjective and words[-1].lower() not in bodies and words[0].lower() not in bodies


def with_article(country: str) -> str:
    """A country's name as it stands in a sentence: "the US", "the Netherlands"."""
    takes_one = country.isupper() or not words("countries_with_article").isdisjoint(country.lower().split())
    return f"the {country}" if takes_one else country


def _person_alone(name: Name) -> Name:
    """ "Ann Lee of the University of Orrin" without the university."""
    cut = name.text.find(" of ")
    if name.kind != "person" or cut < 0:
        return name
    size = len(name.text[:cut].split())
    return replace(
        name, text=name.text[:cut], span=Span(name.span.start, name.span.start + cut), words=name.words[:size]
    )


def _torn(name: Name, analysis: Analysis) -> bool:
    """A piece of a compound: "India Defence Pact" of "US-India Defence Pact"."""
    tokens = analysis.syntax.tokens
    before = tokens[name.start - 1] if name.start else None
    after = tokens[name.end] if name.end < len(tokens) else None
    return (before is not None and before.text == "-" and before.end == name.span.start) or (
        after is not None and after.text == "-" and after.start == name.span.end
    )


def _shortens(short: Name, long: Name) -> bool:
    if len(short.words) >= len(long.words) and not short.acronym:
        return False
    how = same_name(short, long)
    if how == "acronym":
        return True
    if short.kind == "person" or long.kind == "person":
        return how == "part" and short.words[-1] == long.words[-1]
    # "Lee" for "Ann Lee" and "the Board" for "the Rail Board", never "River" for "River Authority"
    return how == "part" and short.words[-1] == long.words[-1]


def _worth_a_record(bearer: Bearer) -> bool:
    """A person, or a name of two words or more, or one that is written in two ways."""
    if any(is_country(text) for text in bearer.written) or _holds_a_country(bearer.name.text):
        return False  # "Republic of Congo": the matcher knows countries by themselves
    if bearer.name.text.split()[0].lower() in ("in", "on", "at", "by", "for", "from", "the", "with"):
        return False
    long = len(bearer.name.words) > 1 or bearer.name.acronym
    return bearer.kind == "person" or long or len(bearer.written) > 1


def _holds_a_country(text: str) -> bool:
    words = text.split()
    return words[0] in ("Republic", "Kingdom", "Democratic") and is_country(words[-1])


def _is_alias(text: str, name: str) -> bool:
    return text.lower() != name.lower() and text.lower() not in name_words()["organisation_heads"]


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80].strip("-")
