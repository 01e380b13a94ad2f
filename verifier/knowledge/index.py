"""The index that finds candidate claims for a statement: BM25 over words, entity ids and figures (tantivy).

It finds and never judges. In memory for a small database; a large one is kept on disk under the hash of its
content, so that the next run only opens it. The answer depends on the claims and the query alone: equal
scores are ordered by the order of the claims.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from verifier.findings import Candidate
from verifier.frozen import frozen
from verifier.knowledge.names import NameMatcher
from verifier.model import Claim

LARGE = 20_000  # claims; from here on an index is worth keeping on disk
LAYOUT = 2  # of the index on disk; raise it when a field changes
_HEAP = 15_000_000  # bytes; the least that tantivy takes
_LARGE_HEAP = 128_000_000
_MANY = 10_000  # claims; from here on words that stand in over 5 % of them are passed over
_MOST_TIED = 4_096  # candidates that are put in order when many have the same score
_RECENT = 4_096  # claims whose stems are kept from one query to the next
_SCORE_DIGITS = 4  # scores that agree so far are equal: the last bits depend on the order of summing
_NUMBER = re.compile(r"\d[\d,]{0,40}(?:\.\d{1,40})?")


@frozen
class Query:
    """What is looked for. Words may be anything: they are never read as an expression."""

    words: tuple[tuple[str, float], ...] = ()  # with a weight above 0
    entities: tuple[str, ...] = ()  # Entity.id
    figures: tuple[str, ...] = ()  # as `figures_in` writes them


def figures_in(text: str) -> tuple[str, ...]:
    """The figures in digits in `text`, without separators and closing zeros: "1,250.50" is "1250.5"."""
    return tuple(dict.fromkeys(_plain(match.group()) for match in _NUMBER.finditer(text)))


def _plain(written: str) -> str:
    whole, _, part = written.replace(",", "").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def _unaccented(text: str) -> str:
    """Without accents: who looks for "Bolivar" means "Bolívar" too."""
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


class ClaimIndex:
    """An index over some claims, in their order."""

    def __init__(
        self, claims: Sequence[Claim], names: NameMatcher, *, cache_dir: Path | None = None, key: str = ""
    ) -> None:
        import tantivy

        self._tantivy = tantivy
        self._claims = claims
        self._names = names
        self._recent: dict[str, tuple[Collection[str], Collection[str], Collection[str]]] = {}
        self._schema = (
            tantivy.SchemaBuilder()
            .add_unsigned_field("at", fast=True)
            .add_text_field("words", tokenizer_name="en_stem", index_option="freq")
            .add_text_field("entities", tokenizer_name="raw", index_option="freq")
            .add_text_field("figures", tokenizer_name="raw", index_option="freq")
            .build()
        )
        # The same words are looked for again and again in one draft.
        self._stems_of = lru_cache(maxsize=_RECENT)(self._stem_anew)
        self._wanted = lru_cache(maxsize=_RECENT)(self._term)
        self._stem = (  # the same steps as tantivy's own "en_stem"
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(40))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
        if cache_dir is None:
            index = self._fill(tantivy.Index(self._schema), _HEAP)
        else:
            index = self._kept(cache_dir / "index" / f"{key}-{LAYOUT}")
        self._searcher = index.searcher()

    def _kept(self, folder: Path) -> Any:
        """The index in `folder`; built there when it is missing or cannot be opened."""
        if folder.is_dir():
            try:
                index = self._tantivy.Index.open(str(folder))
                if index.searcher().num_docs == len(self._claims):
                    return index
            except (ValueError, OSError):
                pass  # half written by a machine that went down, or by another version
            shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        build = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
        try:
            self._fill(self._tantivy.Index(self._schema, path=str(build)), _LARGE_HEAP)
            try:
                build.rename(folder)  # whole or not at all
            except OSError:
                if not folder.is_dir():  # somebody else was first: theirs is the same
                    raise
            return self._tantivy.Index.open(str(folder))
        finally:
            shutil.rmtree(build, ignore_errors=True)

    def _fill(self, index: Any, heap: int) -> Any:
        writer = index.writer(heap, 1)
        document = self._tantivy.Document
        for at, claim in enumerate(self._claims):
            entities = self._names.ids_in(claim.statement)
            fields: dict[str, Any] = {"at": at, "words": [self._text(claim, entities)]}
            if entities:
                fields["entities"] = list(entities)
            if figures := figures_in(claim.statement):
                fields["figures"] = list(figures)
            writer.add_document(document.from_dict(fields, self._schema))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index

    def _text(self, claim: Claim, entities: Collection[str]) -> str:
        return _unaccented(" ".join((claim.statement, *(self._names.names[entity] for entity in entities))))

    def find(self, query: Query, limit: int, hidden: Collection[str] = ()) -> tuple[Candidate, ...]:
        """The nearest claims, best first, without those whose ids are `hidden`."""
        stems = self._stems(query)
        search = self._search(query, stems)
        if search is None or limit < 1 or not self._claims:
            return ()
        wanted = limit + len(hidden)
        size = wanted + 16
        while True:
            hits = self._searcher.search(search, size, count=False).hits
            cut = len(hits) < size or round(hits[-1][0], _SCORE_DIGITS) < round(
                hits[wanted - 1][0], _SCORE_DIGITS
            )
            if cut or size >= _MOST_TIED:
                break
            size *= 4  # everything that ties with the last one must be seen before it can be put in order
        places = self._searcher.fast_field_values("at", [address for _, address in hits])
        ranked = sorted(
            (-round(score, _SCORE_DIGITS), int(at or 0)) for (score, _), at in zip(hits, places, strict=True)
        )
        found = ((self._claims[at], -score) for score, at in ranked if self._claims[at].id not in hidden)
        return tuple(
            Candidate(claim, score, self._matched(claim, query, stems))
            for claim, score in islice(found, limit)
        )

    def _stems(self, query: Query) -> dict[str, tuple[str, float]]:
        """Stem -> the word it comes from and its weight, the heaviest where several words share a stem."""
        stems: dict[str, tuple[str, float]] = {}
        for word, weight in query.words:
            if not 0 < weight < 1e6:
                continue
            for stem in self._stems_of(word):
                if stem not in stems or stems[stem][1] < weight:
                    stems[stem] = (word, weight)
        return stems

    def _stem_anew(self, word: str) -> tuple[str, ...]:
        return tuple(self._stem.analyze(_unaccented(word)))

    def _term(self, stem: str, weight: float) -> Any:
        make = self._tantivy.Query
        return make.boost_query(make.term_query(self._schema, "words", stem, "freq"), weight)

    def _search(self, query: Query, stems: dict[str, tuple[str, float]]) -> Any:
        make, should = self._tantivy.Query, self._tantivy.Occur.Should
        if len(self._claims) > _MANY:
            # A word of nearly every claim tells none apart, and costs a look at all of them.
            most = len(self._claims) // 20
            stems = {
                stem: word for stem, word in stems.items() if self._searcher.doc_freq("words", stem) <= most
            } or stems
        parts = [(should, self._wanted(stem, weight)) for stem, (_, weight) in stems.items()]
        for field, values in (("entities", query.entities), ("figures", query.figures)):
            parts += [
                (should, make.term_query(self._schema, field, value, "freq"))
                for value in dict.fromkeys(values)
            ]
        return make.boolean_query(parts) if parts else None

    def _content(self, claim: Claim) -> tuple[Collection[str], Collection[str], Collection[str]]:
        """The entities, stems and figures of a claim. The last ones asked for are kept: near claims recur."""
        found = self._recent.get(claim.id)
        if found is None:
            entities = self._names.ids_in(claim.statement)
            present = frozenset(self._stem.analyze(self._text(claim, entities)))
            found = (entities, present, frozenset(figures_in(claim.statement)))
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            self._recent[claim.id] = found
        return found

    def _matched(self, claim: Claim, query: Query, stems: dict[str, tuple[str, float]]) -> tuple[str, ...]:
        entities, present, figures = self._content(claim)
        words = dict.fromkeys(word for stem, (word, _) in stems.items() if stem in present)
        return (
            *(f"words:{word}" for word in words),
            *(f"entity:{entity}" for entity in query.entities if entity in entities),
            *(f"figure:{figure}" for figure in query.figures if figure in figures),
        )
