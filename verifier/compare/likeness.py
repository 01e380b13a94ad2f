"""When two words, terms or groups of terms name the same thing: what several facets ask in the same way."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.analysis import Analysis
from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.name_matching import same_name
from verifier.analysis.names import Name
from verifier.analysis.structure import Phrase
from verifier.analysis.terms import Term

ALIKE = frozenset({Kinship.SAME, Kinship.FAMILY, Kinship.SYNONYM})
ALIKE_OR_BROADER = ALIKE | {Kinship.BROADER}  # where the statement may name the class of what the claim names


def alike(stated: str, known: str) -> bool:
    """Two base forms are the same word, forms of one word, or synonyms."""
    return kinship(stated, known) in ALIKE


def same_names(stated: Iterable[Name], known: Iterable[Name]) -> bool:
    """One of the stated names may be one of the known names."""
    known = tuple(known)
    return any(same_name(one, other) for one in stated for other in known)


def same_thing(stated: Term, known: Term) -> bool:
    """Two terms with a name in common, or two like words."""
    if stated.names and known.names:
        return same_names(stated.names, known.names)
    return stated.kind == known.kind == "word" and alike(stated.key, known.key)


def meet(stated: Iterable[Term], known: Iterable[Term]) -> bool:
    """One of the stated terms names the same thing as one of the known terms."""
    known = tuple(known)
    return any(same_thing(one, other) for one in stated for other in known)


def noun_at(analysis: Analysis, at: int) -> str:
    """The base form of the noun at this token; empty when there is another word, or none."""
    tokens = analysis.syntax.tokens
    return tokens[at].lemma if at < len(tokens) and tokens[at].tag == "N" else ""


def in_phrase(analysis: Analysis, phrase: Phrase, term: Term) -> bool:
    """The term stands in this phrase, or is the name set beside it: "the lawyer of the firm, Jon Dale,"."""
    if phrase.start <= term.token < phrase.end:
        return True
    tokens = analysis.syntax.tokens
    end = phrase.end
    for other in analysis.syntax.phrases:
        if other.start == end + 1 and other.preposition == "of":
            end = other.end
    if term.kind != "name" or term.token != end + 1 or tokens[end].text != ",":
        return False
    after = term.names[0].end
    return after >= len(tokens) or tokens[after].text in (",", ".")
