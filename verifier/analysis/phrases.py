"""Noun phrases: determiner, modifiers and head, with the preposition or possessor before them."""

from __future__ import annotations

from verifier.analysis.structure import NOMINAL, Phrase
from verifier.analysis.tokens import Token

INSIDE = frozenset("NPA#")


def noun_phrases(tokens: tuple[Token, ...], taken: list[bool]) -> tuple[Phrase, ...]:
    """All noun phrases, in order; `taken` marks the tokens of verb groups."""
    found: list[Phrase] = []
    at = 0
    size = len(tokens)
    while at < size:
        token = tokens[at]
        if taken[at] and not _modifies(tokens, at):
            at += 1
            continue
        if token.tag in ("D", "S") or token.tag in INSIDE or token.tag == "O" or token.tag == "V":
            start, head = at, -1
            while at < size:
                tag = tokens[at].tag
                if tag == "O" and at > start and tokens[at - 1].tag in NOMINAL:
                    break  # "on speculation he will stand": the pronoun opens a clause of its own
                if tag in NOMINAL or tag == "O":
                    head = at
                elif tag == "." and tokens[at].text == "-" and 0 < at < size - 1 and head >= 0:
                    if tokens[at - 1].end != tokens[at].start or tokens[at + 1].start != tokens[at].end:
                        break
                elif (taken[at] and not _modifies(tokens, at)) or tag not in ("A", "D", "S", "R", "V"):
                    break
                elif tag in ("D", "S") and head >= 0:
                    break
                elif tag == "R" and (at + 1 >= size or tokens[at + 1].tag not in ("A", "#", "V", "N")):
                    break
                at += 1
                if tag == "O":
                    break
            if head < 0 and start < size and tokens[start].tag in ("D",) and at == start + 1:
                head = start  # "both", "some" on their own
            if head >= 0:
                subject_like = head + 1 < size and taken[head + 1] and tokens[head + 1].tag in "VXM"
                found.append(_phrase(tokens, start, head, found, coordinated=not subject_like))
                at = max(head + 1, start + 1)
                if at < size and tokens[at].tag == "G":
                    at += 1
                continue
            at = max(at, start + 1)
            continue
        at += 1
    return tuple(found)


def _modifies(tokens: tuple[Token, ...], at: int) -> bool:
    """A participle or gerund between a determiner or adjective and a noun: "expanded cooperation"."""
    token = tokens[at]
    if token.tag != "V" or token.form not in ("past", "participle", "ing") or at + 1 >= len(tokens):
        return False
    if tokens[at + 1].tag not in ("N", "P", "A"):
        return False
    before = tokens[at - 1].tag if at else "."
    return before in ("D", "S", "A", "#", "G") or (before == "I" and token.form != "ing")


def _phrase(
    tokens: tuple[Token, ...], start: int, head: int, found: list[Phrase], *, coordinated: bool
) -> Phrase:
    possessor = None
    before = start - 1
    if before >= 0 and tokens[before].tag == "G" and found and found[-1].end <= before:
        possessor = found[-1].head
        before = found[-1].start - 1
    preposition = tokens[before].lower if before >= 0 and tokens[before].tag in ("I", "T") else None
    if preposition is None and before >= 1 and tokens[before].tag == "R" and tokens[before - 1].tag == "I":
        preposition = tokens[before - 1].lower
    if preposition == "at" and tokens[start].lower in ("least", "most"):
        preposition = None
    if (
        coordinated
        and preposition is None
        and before >= 1
        and tokens[before].tag == "C"
        and found
        and found[-1].end == before
    ):
        preposition = found[-1].preposition  # "in Paris and Rome"
    return Phrase(start, head + 1, head, preposition, possessor)
