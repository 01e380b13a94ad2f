"""Verb groups: auxiliaries, negation, main verb and particle that stand together."""

from __future__ import annotations

from verifier.analysis.lexicon import entry
from verifier.analysis.structure import VerbGroup
from verifier.analysis.tokens import BE, Token

# Verb and preposition that mean something else together, where the second word is tagged as a preposition.
SEPARABLE = frozenset(
    "turn down|knock back|carry out|carry off|set up|pick up|take over|phase in|phase out|lay off"
    "|shrug off|wrap up|scale down|break down|pull out|rule out|hand over|hand back|give up|step down"
    "|stand down|take out|sign off|wipe out|shore up|call off|put off|back down|cut off|set off"
    "|bring down|close down|shut down".split("|")
)


def verb_groups(tokens: tuple[Token, ...]) -> list[VerbGroup]:
    """All verb groups of a tagged sentence, in order."""
    groups: list[VerbGroup] = []
    at = 0
    while at < len(tokens):
        tag = tokens[at].tag
        if tag in ("M", "X", "V") or (
            tag == "T" and at + 1 < len(tokens) and tokens[at + 1].tag in ("V", "X", "R")
        ):
            group = _verb_group(tokens, at)
            if group is not None:
                groups.append(group)
                at = group.end
                continue
        at += 1
    return groups


def _verb_group(tokens: tuple[Token, ...], start: int) -> VerbGroup | None:
    at, head = start, -1
    modal, infinitive, negated, perfect, be = None, False, False, False, False
    while at < len(tokens):
        token = tokens[at]
        if token.tag == "M" and head < 0:
            modal = token.lower
        elif token.tag == "T" and at == start:
            infinitive = True
        elif token.tag == "Z" or token.lower == "never":
            negated = True
        elif token.tag == "X":
            head = at
            if token.lemma == "have":
                perfect = True
            elif token.lower in BE:
                be = True
        elif token.tag == "V":
            previous = tokens[at - 1] if at > start else None
            chained = head < 0 or tokens[head].tag == "X"
            if not chained or (previous is not None and token.form in ("s",) and head >= 0):
                break
            head = at
            at += 1
            break
        elif token.tag == "R" and at > start and head >= 0 and tokens[head].tag != "V":
            pass
        elif token.tag == "R" and at > start and head < 0:
            pass
        else:
            break
        at += 1
    if head < 0:
        return None
    end = at
    while end > head + 1 and tokens[end - 1].tag == "R":
        end -= 1
    verb = tokens[head]
    passive = (
        verb.tag == "V"
        and verb.form in ("past", "participle")
        and (be or (head == start and verb.form != "past"))
    )
    form = "finite"
    if infinitive:
        form = "infinitive"
    elif (head == start and verb.form == "ing") or (
        tokens[start].form == "ing" and tokens[start].tag in "VX"
    ):
        form = "gerund"
    elif head == start and verb.tag == "V" and verb.form == "participle":
        form = "participle"
    lemma = verb.lemma
    if verb.tag == "V" and end < len(tokens) and tokens[end].tag in ("R", "I") and end == head + 1:
        joined = f"{lemma} {tokens[end].lower}"
        if (entry(joined) is not None and tokens[end].tag == "R") or joined in SEPARABLE:
            lemma, end = joined, end + 1
    if start and tokens[start - 1].tag == "Z":
        negated = True  # "not known by another name"
    return VerbGroup(start, end, head, lemma, modal, passive, perfect, negated, form)
