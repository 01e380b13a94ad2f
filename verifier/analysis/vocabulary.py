"""Which words name which entity: the claims file's own entities, and the countries of the world."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from verifier.analysis.tables import DATA
from verifier.analysis.tokens import Token
from verifier.frozen import frozen
from verifier.model import Entity

WORDS = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+")


@frozen
class Alias:
    """One way to write an entity."""

    words: tuple[str, ...]  # as written
    id: str
    kind: str | None
    weak: bool = False  # a capital that may stand for its government: may match, may never clash


@dataclass(frozen=True)
class Vocabulary:
    """Aliases by their first word, lower case."""

    entities: tuple[Entity, ...] = ()
    ignored: frozenset[str] = frozenset()  # capitalised words that are no names in these texts, lower case

    def __hash__(self) -> int:
        return hash(
            (len(self.entities), self.entities[:1])
        )  # it is looked up often, and seldom unlike another

    @cached_property
    def _table(self) -> dict[str, list[Alias]]:
        return _aliases(self.entities)

    def match(self, tokens: tuple[Token, ...], at: int) -> tuple[int, Alias] | None:
        """The longest alias that begins at token `at`: its length in tokens, and the alias."""
        first = tokens[at].lower
        options = self._table.get(first[:1] if len(first) == 2 and first[1] == "." else first)
        if not options:
            return None
        for alias in options:
            size = len(alias.words)
            if at + size > len(tokens):
                continue
            if all(_same(word, tokens[at + step].text) for step, word in enumerate(alias.words)):
                return size, alias
        return None


def _same(alias: str, written: str) -> bool:
    """Acronyms match in their own case only ("US" is not "us"); other words also with a capital."""
    if alias.isupper() and len(alias) > 1:
        return alias == written
    if len(alias) == 1 and written == f"{alias}.":
        return True  # an initial
    if alias[:1].isupper():
        return alias.lower() == written.lower() and written[:1].isupper()
    return alias.lower() == written.lower()


@lru_cache(maxsize=8)
def _aliases(entities: tuple[Entity, ...]) -> dict[str, list[Alias]]:
    table: dict[str, list[Alias]] = {}
    own: set[tuple[str, ...]] = set()
    country_ids = _country_ids()

    def add(name: str, id_: str, kind: str | None, *, weak: bool = False) -> None:
        words = tuple(WORDS.findall(name))
        if not words or (weak and words in own):
            return
        if not weak:
            own.add(words)
        table.setdefault(words[0].lower(), []).append(Alias(words, id_, kind, weak))

    renamed = {}
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            if name in country_ids:
                renamed[country_ids[name]] = entity.id
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            add(name, entity.id, entity.kind)
    for code, names, demonyms, capitals in _countries():
        id_ = renamed.get(code, f"country:{code}")
        for name in (*names, *demonyms):
            if tuple(WORDS.findall(name)) not in own:
                add(name, id_, "country")
        for name in demonyms:
            if (
                not name.endswith(("s", "sh", "ch", "ese", "ss"))
                and tuple(WORDS.findall(name + "s")) not in own
            ):
                add(name + "s", id_, "country")
        for capital in capitals:
            for name in {capital, capital.removesuffix(" D.C.")}:
                add(name, id_, "capital", weak=True)
    for options in table.values():
        options.sort(key=lambda alias: (-len(alias.words), alias.weak, alias.id))
    return table


@cache
def _countries() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    rows = []
    for line in (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, names, demonyms, capitals = line.split("\t")
            rows.append((code, _cell(names), _cell(demonyms), _cell(capitals)))
    return tuple(rows)


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)


def is_country(name: str) -> bool:
    """Whether a country is called that, and not its people or its capital."""
    return name in _country_ids()


@cache
def _country_ids() -> dict[str, str]:
    return {name: code for code, names, _, _ in _countries() for name in names}
