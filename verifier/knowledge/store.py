"""The claims database in memory: what is known, by id and by likeness."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from verifier.errors import ClaimsError
from verifier.findings import Candidate
from verifier.knowledge.index import LARGE, ClaimIndex, Query
from verifier.knowledge.names import NameMatcher
from verifier.model import Citation, Claim, ClaimStatus, Entity, Source

LIVE = frozenset({ClaimStatus.ACTIVE, ClaimStatus.DISPUTED})  # what statements are compared with, unasked
WITHDRAWN = frozenset({ClaimStatus.RETRACTED, ClaimStatus.SUPERSEDED})  # who repeats these is told


class Store:
    """Claims, their sources and the entities they name. Never changes after it is made.

    The index is built at the first `find`. `cache_dir` is where the one of a large database is kept between
    runs; without it every index is in memory.
    """

    def __init__(
        self,
        claims: Iterable[Claim] = (),
        sources: Mapping[str, Source] | None = None,
        entities: Iterable[Entity] = (),
        *,
        cache_dir: Path | None = None,
        live: frozenset[ClaimStatus] = LIVE,
    ) -> None:
        self._claims = tuple(claims)
        self._by_id = {claim.id: claim for claim in self._claims}
        self._sources = MappingProxyType(dict(sources or {}))
        self._entities = tuple(entities)
        self._cache_dir = cache_dir
        self._live = live
        self._hidden: frozenset[str] = frozenset()
        self._shared: Store = self  # the store whose index answers
        self._building = threading.Lock()
        if len(self._by_id) != len(self._claims):
            raise ClaimsError("two claims have the same id; give each its own")

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self._shared._claims if claim.id not in self._hidden)

    @cached_property
    def _by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self._claims}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, whatever their status, in the order of the files."""
        return self._claims

    @property
    def proposed(self) -> tuple[Claim, ...]:
        """The claims that wait for a person, in use or not."""
        return tuple(claim for claim in self._claims if claim.status is ClaimStatus.PROPOSED)

    @property
    def uses_proposed(self) -> bool:
        """Whether proposed claims count as the active ones do."""
        return ClaimStatus.PROPOSED in self._live

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources by id."""
        return self._sources

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities, in the order of the files."""
        return self._entities

    @cached_property
    def names(self) -> NameMatcher:
        """The names of the entities, ready to be looked for in a text."""
        return self._shared.names if self._shared is not self else NameMatcher(self._entities)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hexadecimal) over all that the database says, in whatever order and place it is kept."""
        content = {
            "claims": sorted(_claim_content(claim) for claim in self._claims),
            "sources": sorted(_source_content(source) for source in self._sources.values()),
            "entities": sorted(
                [entity.id, entity.name, entity.kind or "", entity.wikidata or "", *sorted(entity.aliases)]
                for entity in self._entities
            ),
        }
        return hashlib.sha256(
            json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
        ).hexdigest()

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id. Raises ClaimsError, with the nearest id, when there is none."""
        try:
            return self._by_id[claim_id]
        except KeyError:
            from verifier.near_miss import did_you_mean

            raise ClaimsError(
                f"no claim has the id “{claim_id}”.{did_you_mean(claim_id, self._by_id)}"
            ) from None

    def __contains__(self, claim_id: object) -> bool:
        return claim_id in self._by_id

    def __len__(self) -> int:
        return len(self._claims)

    def active(self, as_of: date | None = None) -> tuple[Claim, ...]:
        """The live claims that have not expired on `as_of`; without a day nothing has expired."""
        return tuple(
            claim for claim in self._claims if claim.status in self._live and not is_expired(claim, as_of)
        )

    def expired(self, as_of: date | None = None) -> tuple[Claim, ...]:
        """The live claims whose last day lies before `as_of`."""
        return tuple(
            claim for claim in self._claims if claim.status in self._live and is_expired(claim, as_of)
        )

    def find(self, query: Query, limit: int) -> tuple[Candidate, ...]:
        """The live claims nearest to `query`, expired ones too, best first; equal scores in claims order."""
        return self._shared._index.find(query, limit, self._hidden)

    def find_withdrawn(self, query: Query, limit: int) -> tuple[Candidate, ...]:
        """The retracted and superseded claims nearest to `query`, as `find` gives the live ones."""
        shared = self._shared
        return shared._withdrawn.find(query, limit, self._hidden) if shared._withdrawn else ()

    @cached_property
    def any_withdrawn(self) -> bool:
        """Whether any claim was retracted or superseded."""
        if self._shared is not self:
            return self._shared.any_withdrawn  # `find_withdrawn` leaves out what is hidden
        return any(claim.status in WITHDRAWN for claim in self._claims)

    @cached_property
    def _withdrawn(self) -> ClaimIndex | None:
        """Most databases have few such claims or none: their index is always in memory."""
        claims = [claim for claim in self._claims if claim.status in WITHDRAWN]
        return ClaimIndex(claims, self.names) if claims else None

    def successor(self, claim: Claim) -> Claim | None:
        """The claim that has taken the place of `claim`, at the end of the line; None when there is none."""
        seen = {claim.id}
        new = self._by_id.get(claim.superseded_by or "")
        while new is not None and new.superseded_by in self._by_id and new.id not in seen:
            seen.add(new.id)
            new = self._by_id[new.superseded_by]
        return new if new is not None and new.id not in seen else None

    @cached_property
    def _index(self) -> ClaimIndex:
        with self._building:
            if "_index" in self.__dict__:  # another thread was first
                return self.__dict__["_index"]  # type: ignore[no-any-return]
            live = [claim for claim in self._claims if claim.status in self._live]
            large = len(live) > LARGE and self._cache_dir is not None
            key = ""
            if large:
                order = "\n".join(claim.id for claim in live)
                key = hashlib.sha256(f"{self.digest}\n{order}".encode()).hexdigest()[:32]
            index = ClaimIndex(live, self.names, cache_dir=self._cache_dir if large else None, key=key)
            self.__dict__["_index"] = index
            return index

    def without(self, *ids: str) -> Store:
        """The same database without some claims. It shares the index, so it costs next to nothing."""
        store = Store((), self._sources, self._entities, cache_dir=self._cache_dir, live=self._live)
        store._shared = self._shared
        store._hidden = self._hidden | (frozenset(ids) & self._shared._by_id.keys())
        del store._claims, store._by_id  # made when somebody asks: few do, and there may be many claims
        return store

    @cached_property
    def with_proposed(self) -> Store:
        """The same database, in which proposed claims count as the active ones do."""
        return Store(
            self._claims,
            self._sources,
            self._entities,
            cache_dir=self._cache_dir,
            live=self._live | {ClaimStatus.PROPOSED},
        )

    @classmethod
    def merge(cls, stores: Iterable[Store]) -> Store:
        """One store with all that several hold. Raises ClaimsError where they share an id."""
        stores = tuple(stores)
        claims: list[Claim] = []
        sources: dict[str, Source] = {}
        entities: dict[str, Entity] = {}
        for store in stores:
            for name in sources.keys() & store.sources.keys():
                if sources[name] != store.sources[name]:
                    raise ClaimsError(f"two sources have the id “{name}”; give each its own")
            claims += store.claims
            sources |= store.sources
            entities |= {entity.id: entity for entity in store.entities}
        caches = [store._cache_dir for store in stores if store._cache_dir]
        live = LIVE.union(*(store._live for store in stores))
        return cls(claims, sources, entities.values(), cache_dir=caches[0] if caches else None, live=live)


def is_expired(claim: Claim, as_of: date | None) -> bool:
    """Whether the last day of `claim` lies before `as_of`. False without a day."""
    return as_of is not None and claim.expires is not None and claim.expires < as_of


def _source_content(source: Source) -> list[str]:
    text = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    optional = (source.publisher, source.url, source.published)
    return [source.id, source.title, source.language, text, *(part or "" for part in optional)]


def _claim_content(claim: Claim) -> list[str]:
    value = claim.value
    return [
        claim.id,
        claim.statement,
        claim.status.value,
        _quoted(claim.citations),
        repr(value and (str(value.number), value.unit, value.qualifier and value.qualifier.value, value.edtf))
        + repr(sorted(value.inferred) if value else None),
        repr((claim.holds_from, claim.holds_until, str(claim.expires), str(claim.recheck_by))),
        repr((claim.superseded_by, sorted(claim.not_to_be_confused_with), sorted(claim.compatible_with))),
        repr((claim.owner, claim.note, claim.reviewed_by, str(claim.reviewed_on))),
        repr((claim.examples.consistent, claim.examples.contradictory, claim.examples.unverified)),
        repr(claim.context),
        *_closing(claim),
    ]


def _closing(claim: Claim) -> list[str]:
    """Why and when a claim was taken back; nothing for the others, so that their digests stay."""
    taken_back = claim.retraction and (str(claim.retraction.on), _quoted(claim.retraction.citations))
    return [repr((claim.reason, taken_back))] if claim.reason or taken_back else []


def _quoted(citations: Iterable[Citation]) -> str:
    return json.dumps(
        [
            (c.source, c.quote, c.prefix, c.suffix, c.url, *([str(c.vanished)] if c.vanished else []))
            for c in citations
        ]
    )
