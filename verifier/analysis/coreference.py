"""What pronouns and "the two ministers" stand for: the nearest fitting name before them."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.analysis.names import Name
from verifier.analysis.syntax import Phrase, Syntax
from verifier.analysis.tokens import Token

PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THING = frozenset({"it", "its", "itself"})
GROUP = frozenset({"they", "them", "their", "theirs", "themselves"})
TAKING_UP = frozenset({"it", "they"})  # take up a thing that may have no name
PAIR_NOUNS = frozenset(
    "man men woman women official officials minister ministers leader leaders president presidents diplomats"
    " diplomat politician politicians".split()
)
COUNTRY_PAIR_NOUNS = frozenset(
    "country countries nation nations side sides government governments partners".split()
)
COUNTRY_KINDS = frozenset({"country", "capital"})

# A sentence and the names in it, as candidates for what a pronoun stands for.
Earlier = tuple[Syntax, tuple[Name, ...]]


def antecedents(
    syntax: Syntax, names: Sequence[Name], context: Sequence[Earlier]
) -> dict[int, tuple[Name, ...]]:
    """The names that each pronoun token stands for; those that could not be resolved are left out."""
    found: dict[int, tuple[Name, ...]] = {}
    tokens = syntax.tokens
    for at, token in enumerate(tokens):
        word = token.lower
        if token.tag not in ("O", "S", "D"):
            continue
        if word in PERSON:
            found.update(_one(at, syntax, names, context, _may_be_person))
        elif word in THING:
            if word == "it" and _expletive(tokens, at):
                continue
            found.update(_one(at, syntax, names, context, _may_be_thing))
        elif word in GROUP:
            pair = _pair(at, names, context, lambda name: name.kind != "role")
            if pair:
                found[at] = pair
        elif word in ("the", "both", "these") and at + 1 < len(tokens):
            noun = at + 2 if tokens[at + 1].lower == "two" else at + 1 if word == "both" else -1
            if 0 <= noun < len(tokens) and tokens[noun].lower in PAIR_NOUNS:
                pair = _pair(at, names, context, _may_be_person)
            elif 0 <= noun < len(tokens) and tokens[noun].lower in COUNTRY_PAIR_NOUNS:
                pair = _pair(at, names, context, lambda name: name.kind in COUNTRY_KINDS)
            elif word == "the" and at + 1 < len(tokens) and tokens[at + 1].lower == "two":
                pair = (
                    _pair(at, names, context, _may_be_person)
                    if tokens[at + 2 : at + 3] and tokens[at + 2].tag in ("V", "X", "M", "R", "A")
                    else ()
                )
            else:
                continue
            if pair:
                found[at] = pair
    return found


def _expletive(tokens: tuple[Token, ...], at: int) -> bool:
    """It without a referent: "it is likely that", "it was he who", "it rained"."""
    following = [token.lower for token in tokens[at + 1 : at + 8]]
    if not following or following[0] not in (
        "is",
        "was",
        "'s",
        "will",
        "would",
        "has",
        "remains",
        "may",
        "appears",
        "seems",
    ):
        return False
    return "that" in following or "who" in following or "to" in following[1:4] or "whether" in following


def _may_be_person(name: Name) -> bool:
    return name.kind == "person" or (name.kind == "other" and not name.acronym)


def _may_be_thing(name: Name) -> bool:
    return name.kind not in ("person", "role")


def _one(
    at: int, syntax: Syntax, names: Sequence[Name], context: Sequence[Earlier], fits: object
) -> dict[int, tuple[Name, ...]]:
    assert callable(fits)
    before = [name for name in names if name.end <= at and fits(name)]
    if before:
        subject = _subjects(syntax, before)
        return {at: (subject or before[-1],)}
    for earlier, earlier_names in reversed(context):
        fitting = [name for name in earlier_names if fits(name)]
        certain = [name for name in fitting if name.kind == "person"] if fits is _may_be_person else []
        fitting = certain or fitting
        if fitting:
            subject = _subjects(earlier, fitting)
            if subject is None and fits is _may_be_thing and _common_subject(earlier):
                return {}  # "The brewery exports to Poland. It …": the brewery, which has no name
            return {at: (subject or fitting[0],)}
    return {}


def common_antecedent(syntax: Syntax, at: int, context: Sequence[Syntax]) -> tuple[Syntax, Phrase] | None:
    """The noun that the subject "it" or "they" at token `at` takes up, with its sentence.

    It is the subject of the last sentence before. None for another word, for an "it" that stands for nothing,
    for a name (`antecedents` gives those), and for a noun of the other number.
    """
    word = syntax.tokens[at]
    if word.tag != "O" or word.lower not in TAKING_UP or _expletive(syntax.tokens, at):
        return None
    for earlier in reversed(context):
        subject = next((c.subject for c in earlier.clauses if c.subject is not None and not c.nominal), None)
        if subject is None or earlier.tokens[subject.head].tag == "O":
            continue  # a fragment, or a pronoun that takes up the same
        head = earlier.tokens[subject.head]
        plural = head.lemma != head.lower
        return (earlier, subject) if head.tag == "N" and plural == (word.lower == "they") else None
    return None


def _common_subject(syntax: Syntax) -> bool:
    """The sentence has a subject, and it is no name."""
    subject = next((c.subject for c in syntax.clauses if c.subject is not None and not c.nominal), None)
    return subject is not None and syntax.tokens[subject.head].tag == "N"


def _subjects(syntax: Syntax, names: Sequence[Name]) -> Name | None:
    """The first of the names that stands in a subject; the subject is what a pronoun takes up most often."""
    for clause in syntax.clauses:
        if clause.subject is not None and not clause.nominal:
            for name in names:
                if clause.subject.start <= name.start and name.end <= clause.subject.end:
                    return name
                if _beside(syntax, clause.subject, name):
                    return name
    return None


def _beside(syntax: Syntax, phrase: Phrase, name: Name) -> bool:
    """ "Her first novel, Salt, sold well": the name between commas is what the phrase names."""
    tokens = syntax.tokens
    if name.start != phrase.end + 1 or name.end >= len(tokens):
        return False
    return tokens[phrase.end].text == "," and tokens[name.end].text == ","


def _pair(at: int, names: Sequence[Name], context: Sequence[Earlier], fits: object) -> tuple[Name, ...]:
    """Two different names, the last that were mentioned together."""
    assert callable(fits)
    for pool in ([name for name in names if name.end <= at], *(list(own) for _, own in reversed(context))):
        distinct: list[Name] = []
        for name in pool:
            if fits(name) and all(
                name.words != other.words and name.ids != (other.ids or ("-",)) for other in distinct
            ):
                distinct.append(name)
        if len(distinct) >= 2:
            people = [name for name in distinct if name.kind == "person"]
            return tuple((people if len(people) >= 2 else distinct)[:2])
    return ()
