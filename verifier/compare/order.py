"""What came before what: do both sides put the same two events in the same order?"""

from __future__ import annotations

from functools import lru_cache

from verifier.analysis import Analysis
from verifier.analysis.syntax import TIME_NOUNS
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.likeness import same_thing
from verifier.findings import Comparison, Facet, Relation
from verifier.frozen import frozen

# Word -> True when what precedes the word in the sentence is the earlier event.
PREPOSITIONS = {"before": True, "until": True, "after": False, "following": False, "since": False}
VERBS = {
    "precede": True,
    "predate": True,
    "antedate": True,
    "follow": False,
    "succeed": False,
    "postdate": False,
}
PHRASES = {"prior to": True, "ahead of": True, "in the wake of": False, "subsequent to": False}
OPENERS = frozenset(phrase.split()[0] for phrase in PHRASES)
SAME_HEAD = 0.65


@frozen
class Ordering:
    """Two events of a sentence, as the words that name them."""

    earlier: tuple[Term, ...]
    later: tuple[Term, ...]
    cue: Term | None


@lru_cache(maxsize=4096)
def orderings(analysis: Analysis) -> tuple[Ordering, ...]:
    """The pairs of events that a sentence puts in order."""
    tokens = analysis.syntax.tokens
    found = []
    for at, token in enumerate(tokens):
        first_is_earlier = None
        if token.lower in OPENERS and at + 1 < len(tokens):
            first_is_earlier = PHRASES.get(f"{token.lower} {tokens[at + 1].lower}")
        width = 2
        if first_is_earlier is None:
            width = 1
            if token.tag == "V" and token.lemma in VERBS and token.form != "ing":
                first_is_earlier = VERBS[token.lemma]
            elif token.lower in PREPOSITIONS and token.tag in ("I", "B"):
                first_is_earlier = PREPOSITIONS[token.lower]
        if token.lower in ("later", "earlier") and at and _time_noun(analysis, at - 1):
            found += _adverbial(analysis, at, later=token.lower == "later")
            continue
        if first_is_earlier is None:
            continue
        stop = _end_of_event(analysis, at + width)
        inner = tuple(t for t in analysis.terms if at + width <= t.token < stop and _names_event(t))
        outer_start = 0 if at > 1 else stop
        outer_stop = at if at > 1 else len(tokens)
        outer = tuple(t for t in analysis.terms if outer_start <= t.token < outer_stop and _names_event(t))
        if not inner or not outer or all(t.kind == "time" for t in inner):
            continue
        cue = next((t for t in analysis.terms if t.token == at), None)
        found.append(Ordering(outer, inner, cue) if first_is_earlier else Ordering(inner, outer, cue))
    return tuple(found)


def _time_noun(analysis: Analysis, at: int) -> bool:
    return analysis.syntax.tokens[at].lemma in TIME_NOUNS


def _adverbial(analysis: Analysis, at: int, *, later: bool) -> list[Ordering]:
    """ "X, and a year later Y": what stands before it in the sentence, and what follows."""
    tokens = analysis.syntax.tokens
    stop = _end_of_event(analysis, at + 2) if at + 2 < len(tokens) else len(tokens)
    inner = tuple(t for t in analysis.terms if at < t.token < stop and _names_event(t))
    cut = next((b for b in range(at - 1, 0, -1) if tokens[b].text == "," or tokens[b].tag == "C"), 0)
    outer = tuple(t for t in analysis.terms if t.token < cut and _names_event(t)) if cut > 2 else ()
    if not inner or not outer:
        return []
    cue = next((t for t in analysis.terms if t.token in (at, at - 1, at - 2)), None)
    return [Ordering(outer, inner, cue) if later else Ordering(inner, outer, cue)]


def _end_of_event(analysis: Analysis, start: int) -> int:
    tokens = analysis.syntax.tokens
    for at in range(start, len(tokens)):
        if tokens[at].text in (",", ";") or (at > start and tokens[at].tag in ("W",)):
            return at
    return len(tokens)


def _names_event(term: Term) -> bool:
    return term.kind in ("name", "pronoun", "time") or (
        term.kind == "word" and not term.light and term.tag in "NVA"
    )


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each ordering of the statement that the claim orders too."""
    found = []
    known_orderings = orderings(alignment.claim)
    for stated in orderings(alignment.statement):
        for known in known_orderings:
            straight = min(_alike(stated.earlier, known.earlier), _alike(stated.later, known.later))
            crossed = min(_alike(stated.earlier, known.later), _alike(stated.later, known.earlier))
            if crossed >= 0.55 and crossed > straight + 0.25:
                note = "the claim puts them the other way round"
                found.append(
                    Comparison(
                        Facet.ORDER,
                        "reversed",
                        Relation.CONFLICTS,
                        "V112",
                        stated.cue or stated.later[0],
                        known.cue,
                        note,
                    )
                )
                break
            if straight >= 0.5:
                found.append(
                    Comparison(Facet.ORDER, "same order", Relation.AGREES, "V112", stated.cue, known.cue)
                )
                break
    return tuple(found)


def _alike(stated: tuple[Term, ...], known: tuple[Term, ...]) -> float:
    """The share of the stated event's weight that the known one has; much, when both have one head noun."""
    total = sum(term.weight for term in stated)
    got = sum(term.weight for term in stated if any(_same(term, other) for other in known))
    share = got / total if total else 0.0
    heads = [next((t for t in side if t.kind == "word" and t.tag in "NV"), None) for side in (stated, known)]
    if heads[0] is not None and heads[1] is not None and _same(heads[0], heads[1]):
        return max(share, SAME_HEAD)
    return share


def _same(stated: Term, known: Term) -> bool:
    """The two terms name the same, be it that one is a word of the other's name."""
    if stated.time is not None and known.time is not None:
        return stated.time.first == known.time.first
    return same_thing(stated, known) or _in_name(stated, known) or _in_name(known, stated)


def _in_name(word: Term, named: Term) -> bool:
    return word.kind == "word" and any(word.key in name.words for name in named.names)
