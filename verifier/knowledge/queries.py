"""What the index is asked for: the content of a statement as words, entities and figures."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.kinship import synonyms_for_search
from verifier.knowledge.index import Query, figures_in


def query_for(statement: Analysis) -> Query:
    """What to look for: the statement's content words and their families, its entities and its figures."""
    words: dict[str, float] = {}
    entities: dict[str, None] = {}
    for term in statement.terms:
        if term.kind == "word":
            words[term.text.lower()] = max(words.get(term.text.lower(), 0.0), term.weight)
            for other in synonyms_for_search(term.key)[:12]:
                words.setdefault(other, term.weight * 0.35)
        for name in term.names:
            for word in name.words:
                words[word] = max(words.get(word, 0.0), 1.0)
            entities.update(dict.fromkeys(name.ids))
        if term.time is not None:
            words.update((word.lower(), 1.0) for word in term.text.split())
        if term.quantity is not None:
            words.setdefault(term.text.lower(), 0.5)
    return Query(tuple(words.items()), tuple(entities), (*figures_in(statement.text), *_figures(statement)))


def _figures(statement: Analysis) -> tuple[str, ...]:
    """Figures as a claim may write them: "half a billion" is 500 (million) and 0.5 (billion) too."""
    found: dict[str, None] = {}
    for quantity in statement.quantities:
        for value in {quantity.low, quantity.high} - {None}:
            assert value is not None
            for scale in (1, 1_000, 1_000_000, 1_000_000_000):
                if value >= scale:
                    found.update(dict.fromkeys(figures_in(f"{value / scale:f}")))
    return tuple(found)
