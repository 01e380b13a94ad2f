"""Shallow structure of a sentence: noun phrases, verb groups, clauses, and who does what to whom.

No treebank parser: ordered rules over part-of-speech tags, which are right for edited prose often enough and
always the same. Where a rule is unsure it leaves a role empty, and an empty role is never compared.
"""

from __future__ import annotations

from verifier.analysis.clauses import read_clauses
from verifier.analysis.lexicon import entry, lemma_of
from verifier.analysis.phrases import noun_phrases
from verifier.analysis.structure import TIME_NOUNS, Clause, Phrase, Syntax, VerbGroup
from verifier.analysis.tokens import Token
from verifier.analysis.verb_groups import verb_groups

__all__ = ["TIME_NOUNS", "Clause", "Phrase", "Syntax", "VerbGroup", "parse"]


def parse(tokens: tuple[Token, ...]) -> Syntax:
    """The shallow structure of a tagged sentence."""
    groups = verb_groups(tokens)
    taken = [False] * len(tokens)
    for group in groups:
        for at in range(group.start, group.end):
            taken[at] = True
    phrases = noun_phrases(tokens, taken)
    return Syntax(
        tokens, phrases, (*read_clauses(tokens, groups, phrases), *_nominal_clauses(tokens, phrases))
    )


def _nominal_clauses(tokens: tuple[Token, ...], phrases: tuple[Phrase, ...]) -> tuple[Clause, ...]:
    """Nouns of action with participants: "Russia's purchases of energy", "dominance of one nation in …"."""
    found = []
    for number, phrase in enumerate(phrases):
        following = phrases[number + 1] if number + 1 < len(phrases) else None
        theme = (
            following
            if following and following.preposition == "of" and following.start <= phrase.end + 1
            else None
        )
        if phrase.possessor is None and theme is None:
            continue
        lemma = tokens[phrase.head].lemma
        known = entry(lemma)
        verbal = known is not None and any(word.endswith("/v") for word in known.derived)
        if not verbal and lemma_of(lemma, "v") is None:
            continue
        subject = next(
            (p for p in phrases if phrase.possessor is not None and p.head == phrase.possessor), None
        )
        if subject is None and theme is not None:
            continue
        found.append(
            Clause(
                None, subject, (theme,) if theme else (), (), phrase.start,
                theme.end if theme else phrase.end,
                nominal=True, lemma=lemma,
            )
        )  # fmt: skip
    return tuple(found)
