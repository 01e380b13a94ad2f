"""Extracting again: what the database has already, so that only what is new is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.analysis import Vocabulary, analyse
from verifier.extraction.proposals import Extraction, Proposal
from verifier.extraction.repetition import says_the_same
from verifier.frozen import frozen
from verifier.knowledge.folding import fold
from verifier.knowledge.quotes import Match, QuotedText
from verifier.knowledge.reanchoring import Anchor, ChangedText
from verifier.knowledge.yaml_loader import Mapping, Tree
from verifier.model import Entity

NEAR = (
    60.0  # likeness of two statements (0 to 100) that share a quote, from which one is an edit of the other
)


@frozen
class Kept:
    """A claim of the database that cites the source, whatever its status."""

    id: str
    statement: str
    quotes: tuple[str, ...]
    path: str
    line: int


def kept_claims(trees: Sequence[Tree], source: str) -> list[Kept]:
    """The claims of some files that cite a source; a file or a record that is not one is passed over."""
    found: list[Kept] = []
    for tree in trees:
        root = tree.root
        if not isinstance(root, Mapping) or not isinstance(root.get("claims"), list):
            continue
        defaults = root.get("defaults")
        default = defaults.get("source") if isinstance(defaults, Mapping) else None
        for record in root["claims"]:
            if not isinstance(record, Mapping) or not isinstance(record.get("statement"), str):
                continue
            citations = record.get("citations")
            quotes = tuple(
                str(one.get("quote", ""))
                for one in (citations if isinstance(citations, list) else ())
                if isinstance(one, Mapping) and (one.get("source") or default) == source
            )
            if quotes:
                found.append(Kept(str(record.get("id")), record["statement"], quotes, tree.path, record.line))
    return found


def drifted(kept: Sequence[Kept], text: str) -> list[tuple[Kept, str]]:
    """The claims whose quote is not in the text of their source any more, and what became of it."""
    here, changed = QuotedText(text), ChangedText(text)
    found: list[tuple[Kept, str]] = []
    for one in kept:
        for quote in one.quotes:
            if here.locate(quote, None, None).match is Match.MISSING:
                found.append((one, changed.reanchor(Anchor(quote)).standing.value))
                break
    return found


def only_new(extraction: Extraction, kept: Sequence[Kept], entities: Sequence[Entity]) -> Extraction:
    """The extraction without what the database has: by its words, by its quote, or by what it says."""
    if not kept:
        return _without_entities(extraction, entities)
    statements = {_key(one.statement) for one in kept}
    by_quote: dict[str, list[Kept]] = {}
    for one in kept:
        for quote in one.quotes:
            by_quote.setdefault(_key(quote), []).append(one)
    sharing: dict[str, int] = {}
    for proposal in extraction.proposals:
        key = _key(proposal.passages[0].quote)
        sharing[key] = sharing.get(key, 0) + 1
    vocabulary = Vocabulary((*entities, *extraction.entities))
    new: list[Proposal] = []
    for proposal in extraction.proposals:
        if _key(proposal.statement) in statements:
            continue
        key = _key(proposal.passages[0].quote)
        edited = by_quote.get(key, [])
        if edited and (sharing[key] == len(edited) or _nearest(proposal, edited) >= NEAR):
            continue
        new.append(proposal)
    known = [analyse(one.statement, vocabulary=vocabulary) for one in kept]
    left = [one for one in new if not any(says_the_same(one.analysis, other) for other in known)]
    return _without_entities(replace(extraction, proposals=tuple(left)), entities)


def _nearest(proposal: Proposal, edited: Sequence[Kept]) -> float:
    from rapidfuzz.fuzz import ratio

    return max(ratio(proposal.statement, one.statement) for one in edited)


def _without_entities(extraction: Extraction, known: Sequence[Entity]) -> Extraction:
    names = {name.lower() for one in known for name in (one.id, one.name, *one.aliases)}
    fresh = tuple(one for one in extraction.entities if not {one.id.lower(), one.name.lower()} & names)
    return replace(extraction, entities=fresh)


def _key(text: str) -> str:
    return fold(text).strip().casefold().rstrip(" .")
