"""Words: an opposite in place of a word, an equal in place of a word, a part of the sentence left out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from training.edits.edit import REFUTES, SUPPORTS, Edit, Sentence
from training.edits.inflection import past_of, third_of
from training.edits.words import words
from verifier.analysis.lexicon import entry
from verifier.analysis.tokens import Token


def edits(sentence: Sentence, chance: random.Random) -> Iterator[Edit]:
    """Edits of single words, and shorter sentences that follow from the whole one."""
    for token in sentence.analysis.syntax.tokens:
        for other in _turned().get(token.lower, ()):
            if _fixed(sentence, token):
                continue
            yield Edit("opposite", REFUTES, sentence.replaced(token.start, token.end, _cased(token, other)))
        for other in _same().get(token.lower, ()):
            yield Edit("equal", SUPPORTS, sentence.replaced(token.start, token.end, _cased(token, other)))
        yield from _opposite(sentence, token, chance)
    yield from _shorter(sentence)


def _fixed(sentence: Sentence, token: Token) -> bool:
    """Part of a compound or of a phrase in which its opposite makes no sense: "long-term", "opened up",
    "no more"."""
    text = sentence.text
    around = text[token.start - 1 : token.start] + text[token.end : token.end + 1]
    following = text[token.end : token.end + 6].split()[:1]
    return (
        "-" in around
        or (following[:1] in (["up"], ["off"], ["out"], ["than"]) and token.tag == "V")
        or (text[: token.start].lower().endswith(("no ", "once ", "any ")))
    )


@cache
def _turned() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, two in words()["opposites"]:
        found.setdefault(one, []).append(two)
        found.setdefault(two, []).append(one)
    return found


@cache
def _same() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, two in words()["equals"]:
        found.setdefault(one, []).append(two)
    return found


def _opposite(sentence: Sentence, token: Token, chance: random.Random) -> Iterator[Edit]:
    """An opposite out of the lexicon, in the form of the word."""
    if token.tag not in "AV" or len(token.lower) < 4 or token.lower in _turned() or _fixed(sentence, token):
        return
    known = entry(token.lemma)
    pairs = [word.rpartition("/") for word in known.antonyms] if known else []
    if token.lemma in {"add", "come", "go", "take", "give", "do", "make", "get"}:
        return  # their opposites hold in a few phrases only
    part = {"A": "a", "V": "v"}[token.tag]
    options = sorted(
        word
        for word, _, of in pairs
        if of == part and word.isalpha() and not (part == "v" and word.startswith("un"))
    )
    if not options:
        return
    other: str | None = chance.choice(options)
    if token.tag == "V" and other is not None:
        if token.form == "past":
            other = past_of(other)
        elif token.form == "s":
            other = third_of(other)
        elif token.form != "base":
            return
    elif token.lower != token.lemma:
        return
    if other is not None:
        yield Edit("opposite", REFUTES, sentence.replaced(token.start, token.end, _cased(token, other)))


def _cased(token: Token, word: str) -> str:
    return word.capitalize() if token.text[:1].isupper() else word


def _shorter(sentence: Sentence) -> Iterator[Edit]:
    """The sentence without an aside, or without what follows its last comma."""
    text = sentence.text
    aside = re.search(r", (?:which|who|whose|where|a|an|the) [^,;]{8,80},(?= )", text)
    if aside:
        yield Edit("shorter", SUPPORTS, sentence.replaced(aside.start(), aside.end(), ""))
    tail = re.search(
        r", (?:which|who|where|while|and|but|after|as|with|according|adding|including) [^;]{8,}$", text
    )
    if (
        tail
        and len(text[: tail.start()].split()) >= 5
        and not re.match(r"(?:If|Although|While|When|After|Before)\b", text)
    ):
        if _complete(sentence, tail.start()):
            yield Edit("shorter", SUPPORTS, text[: tail.start()] + ".")


def _complete(sentence: Sentence, end: int) -> bool:
    """Whether what stands before `end` has a subject and a finite verb of its own."""
    tokens = sentence.analysis.syntax.tokens
    return any(
        clause.verb is not None
        and clause.subject is not None
        and not clause.marker
        and clause.verb.form == "finite"
        and tokens[clause.verb.head].end < end
        for clause in sentence.analysis.syntax.clauses
    )
