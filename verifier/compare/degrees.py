"""Comparisons of degree: "A is larger than B" against "B is larger than A", or "A is smaller than B"."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.analysis import Analysis
from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.lexicon import lemma_of
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.likeness import ALIKE, meet
from verifier.findings import Comparison, Facet, Relation
from verifier.frozen import frozen
from verifier.model import Mention, Span


@frozen
class Degree:
    """What is said to have more of a quality, the quality, and what it is compared with."""

    left: tuple[Term, ...]
    quality: Mention
    lemma: str
    less: bool  # "less sharp than"
    right: tuple[Term, ...]


def degrees(analysis: Analysis) -> Iterator[Degree]:
    """The comparisons with "than" in a sentence."""
    tokens = analysis.syntax.tokens
    for at, token in enumerate(tokens):
        if token.lower == "as" and (times := _times_as(analysis, at)) is not None:
            yield times
        if token.lower != "than" or _measured(analysis, at):
            continue
        for back in range(at - 1, max(-1, at - 4), -1):
            word = tokens[back]
            positive = _positive(word.lower)
            comparative = positive != word.lower
            before = tokens[back - 1].lower if back else ""
            marked = before in ("more", "less", "fewer") and word.tag in "ARN"
            if not comparative and not marked:
                continue
            left = tuple(t for t in analysis.terms if t.token < back and _thing(t))
            right = tuple(t for t in analysis.terms if t.token > at and _thing(t))
            if left and right:
                mention = Mention(Span(word.start, word.end), word.text)
                lemma = positive if comparative else word.lemma
                lemma = lemma.removesuffix("ly")
                yield Degree(left, mention, lemma, marked and before in ("less", "fewer"), right)
            break


def _measured(analysis: Analysis, at: int) -> bool:
    """A figure follows "than": "boats older than 30 years" are compared with no other boats."""
    tokens = analysis.syntax.tokens
    after = tokens[at + 1].start if at + 1 < len(tokens) else -1
    return any(t.quantity is not None and t.span.start <= after < t.span.end for t in analysis.terms)


def _times_as(analysis: Analysis, at: int) -> Degree | None:
    """ "Twice as heavy as B" is heavier than B; the second "as" is at this token."""
    tokens = analysis.syntax.tokens
    if at < 3 or tokens[at - 2].lower != "as" or tokens[at - 1].tag not in "AR":
        return None
    if tokens[at - 3].lower not in ("twice", "times"):
        return None
    left = tuple(t for t in analysis.terms if t.token < at - 2 and _thing(t))
    right = tuple(t for t in analysis.terms if t.token > at and _thing(t))
    word = tokens[at - 1]
    mention = Mention(Span(word.start, word.end), word.text)
    return Degree(left, mention, word.lemma, less=False, right=right) if left and right else None


def _positive(word: str) -> str:
    """ "heavy" for "heavier"; the word itself when it is no comparative."""
    if not word.endswith("er") or len(word) < 5:
        return word
    stem = word[:-2]
    undoubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    for option in (stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else stem, undoubled):
        if lemma_of(option, "a") == option:
            return option
    return word


def _thing(term: Term) -> bool:
    return term.kind in ("name", "pronoun") or (term.kind == "word" and term.tag in "NP")


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each comparison of degree that the claim makes too."""
    found = []
    for stated in degrees(alignment.statement):
        for known in degrees(alignment.claim):
            kin = kinship(stated.lemma, known.lemma)
            sides = _told_apart(stated.left, stated.right, known.left, known.right)
            straight = meet(sides[0], sides[2]) and meet(sides[1], sides[3])
            crossed = meet(sides[0], sides[3]) and meet(sides[1], sides[2])
            if straight == crossed:
                continue
            opposite = (kin is Kinship.OPPOSITE) != (stated.less != known.less)
            if kin not in ALIKE and kin is not Kinship.OPPOSITE:
                continue
            if crossed != opposite:
                note = "compared the other way round"
                rule = "V111" if crossed else "V113"
                facet = Facet.ROLES if crossed else Facet.WORDING
                found.append(
                    Comparison(
                        facet,
                        "degree reversed",
                        Relation.CONFLICTS,
                        rule,
                        stated.quality,
                        known.quality,
                        note,
                    )
                )
            else:
                found.append(
                    Comparison(
                        Facet.ROLES, "same degree", Relation.AGREES, "V111", stated.quality, known.quality
                    )
                )
    return tuple(found)


def _told_apart(*sides: tuple[Term, ...]) -> tuple[tuple[Term, ...], ...]:
    """Names alone where every side has one: "Ann's boat" and "Bob's boat" are both boats."""
    names = tuple(tuple(t for t in side if t.names) for side in sides)
    return names if all(names) else sides
