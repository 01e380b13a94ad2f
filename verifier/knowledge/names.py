"""Finding the names of entities in a claim, cheaply: enough for retrieval, never for a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable

from verifier.model import Entity

_TOKEN = re.compile(r"\w+")
_ACRONYM = 5  # code points; a short name in capitals ("US", "WHO") must not match the word "us" or "who"


class NameMatcher:
    """Every name and alias of some entities, ready to be looked for."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str | None, str]]] = {}
        self.names: dict[str, str] = {}  # entity id -> its names and aliases, for the index
        for entity in entities:
            self.names[entity.id] = " ".join((entity.name, *entity.aliases))
            for name in (entity.name, *entity.aliases):
                tokens = _TOKEN.findall(name)
                if tokens:
                    exact = name if len(name) <= _ACRONYM and name.isupper() else None
                    folded = tuple(token.casefold() for token in tokens)
                    self._by_first.setdefault(folded[0], []).append((folded, exact, entity.id))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def ids_in(self, text: str) -> tuple[str, ...]:
        """The ids of the entities that `text` names, in the order of first mention; longest names win."""
        if not self._by_first:
            return ()
        written = _TOKEN.findall(text)
        folded = [token.casefold() for token in written]
        found: dict[str, None] = {}
        at = 0
        while at < len(folded):
            width = 1
            taken = 0
            for name, exact, entity in self._by_first.get(folded[at], ()):
                if len(name) < taken:
                    break
                if tuple(folded[at : at + len(name)]) != name or (exact and exact != written[at]):
                    continue
                found[entity] = None  # one name may belong to several entities
                taken = width = len(name)
            at += width
        return tuple(found)
