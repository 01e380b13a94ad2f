"""What the words of a statement refer to: pronouns, "the meeting", "both ministers", "this plan".

A statement may use what it says itself. Everything else must come from before it in the article, and from
one thing only; what cannot be settled is a reason to leave the statement out, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.analysis.coreference import COUNTRY_PAIR_NOUNS, GROUP, PAIR_NOUNS, PERSON, THING
from verifier.analysis.names import Name
from verifier.analysis.tokens import Token
from verifier.extraction.descriptions import description, occasion_of
from verifier.extraction.discourse import DEMONSTRATIVES, FIRST_PERSON, Discourse, Unresolved
from verifier.extraction.rewriting import Edit, possessive
from verifier.extraction.splitting import Part
from verifier.extraction.words import words
from verifier.model import Span

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_POSSESSIVE = frozenset("his her its their hers theirs".split())
_FORWARD = frozenset("is was 's will would has remains may appears seems became".split())
_OF_ITSELF = frozenset("appears seems remains may".split())  # "it appears to spread" speaks of something


def reference_edits(discourse: Discourse, part: Part, untouched: Sequence[Span]) -> list[Edit]:
    """What must be replaced in a part of the present sentence, but for `untouched` words.

    Raises Unresolved where nothing plain says what a word stands for.
    """
    tokens = discourse.analyses[-1].syntax.tokens
    order = [
        at
        for run in part.spans
        for at, token in enumerate(tokens)
        if run.start <= token.start and token.end <= run.end
        if not any(span.start <= token.start < span.end for span in untouched)
    ]
    edits: list[Edit] = []
    for place, at in enumerate(order):
        span = _span(tokens[at])
        if any(span.overlaps(edit.span) for edit in edits):
            continue
        edit = _edit(discourse, at, order[:place])
        if edit is not None:
            edits.append(edit)
    return edits


def _edit(discourse: Discourse, at: int, before: list[int]) -> Edit | None:
    analysis = discourse.analyses[-1]
    tokens = analysis.syntax.tokens
    token, word = tokens[at], tokens[at].lower
    if word in FIRST_PERSON and token.tag in ("O", "S") and token.text != "US":
        raise Unresolved(_span(token), f"“{token.text}” speaks for the writer")
    if word in PERSON | THING | GROUP and token.tag in ("O", "S", "D"):
        return _pronoun(discourse, at, before)
    pair = _pair(discourse, at)
    if pair is not None:
        return pair
    if word in DEMONSTRATIVES and token.tag in ("D", "O") and _alone(tokens, at):
        raise Unresolved(_span(token), f"“{token.text}” stands for something said before")
    mention = next((one for one in discourse.mentions[-1] if one.first == at), None)
    if mention is not None and word == "another" and mention.marks <= words("weighing_adjectives"):
        if not mention.tied:
            raise Unresolved(
                _span(token), f"“{token.text} {mention.head}” is one more than something said before"
            )
    if mention is not None and (word == "the" or mention.determiner in DEMONSTRATIVES):
        return description(discourse, mention, before)
    name = next((one for one in analysis.names if one.start == at), None)
    return _name(discourse, name, before) if name is not None else None


# ---------------------------------------------------------------- pronouns


def _pronoun(discourse: Discourse, at: int, before: list[int]) -> Edit | None:
    tokens = discourse.analyses[-1].syntax.tokens
    token = tokens[at]
    word = token.lower
    if _bound(discourse, word, before) or (word == "it" and _points_forward(tokens, at)):
        return None
    text = _antecedent(discourse, at, word)
    if text is None:
        raise Unresolved(_span(token), f"nothing plain says what “{token.text}” stands for")
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    owns = word in _POSSESSIVE and (word != "her" or (after is not None and after.tag in "NA#PV"))
    if not owns:
        return Edit(_span(token), text, token.text)
    whose = possessive(text)
    occasion = occasion_of(discourse, at) if word not in THING else None
    if occasion is None:
        return Edit(_span(token), whose, token.text)
    own, when = occasion
    rest = Span(token.end, own.end).of(discourse.analyses[-1].text)
    return Edit(own, f"{whose}{rest} {when}", own.of(discourse.analyses[-1].text))


def _bound(discourse: Discourse, word: str, before: list[int]) -> bool:
    """What the statement says before the pronoun is what it stands for."""
    inside = set(before)
    names = [one for one in discourse.analyses[-1].names if one.start in inside]
    tokens = discourse.analyses[-1].syntax.tokens
    like = next((group for group in (_HE, _SHE, THING, GROUP) if word in group), frozenset())
    if any(tokens[at].lower in like and tokens[at].tag in ("O", "S") for at in before):
        return True  # the first of them has its name, and the later ones take that up
    if word in PERSON:
        return any(discourse.is_person(name) for name in names)
    mentions = [one for one in discourse.mentions[-1] if one.end - 1 in inside]
    if word in THING:
        people = [one for one in mentions if one.name is not None and discourse.is_person(one.name)]
        return any(not one.plural and one not in people for one in mentions)
    return any(one.plural for one in mentions) or len({name.words for name in names}) >= 2


def _antecedent(discourse: Discourse, at: int, word: str) -> str | None:
    if word in PERSON:
        person = discourse.last_person(at)
        if person is not None and word in ("he", "she"):
            discourse.taken_up.setdefault(len(discourse.analyses) - 1, person)
        return person
    subject = discourse.subject_before(at)
    if word in GROUP:
        if subject is not None and subject.plural:
            return subject.text
        found = discourse.last_two(at, countries=False) or discourse.last_two(at, countries=True)
        return " and ".join(found) if found else discourse.only_group()
    if subject is not None:
        return None if subject.plural or subject.person else subject.text
    return None


# ---------------------------------------------------------------- two of a kind, and names


def _pair(discourse: Discourse, at: int) -> Edit | None:
    """ "both ministers", "the two countries": the two that were named last."""
    analysis = discourse.analyses[-1]
    tokens = analysis.syntax.tokens
    word = tokens[at].lower
    two = word in ("the", "these") and at + 1 < len(tokens) and tokens[at + 1].lower == "two"
    start = at + 1 if word == "both" else at + 2 if two else 0
    if not start:
        return None
    nouns = PAIR_NOUNS | COUNTRY_PAIR_NOUNS
    noun = next((n for n in range(start, min(start + 3, len(tokens))) if tokens[n].lower in nouns), None)
    if noun is None or any(tokens[place].tag not in "AN" for place in range(start, noun)):
        return None
    found = discourse.last_two(at, countries=tokens[noun].lower in COUNTRY_PAIR_NOUNS)
    span = Span(tokens[at].start, tokens[noun].end)
    shown = span.of(analysis.text)
    if not found:
        raise Unresolved(span, f"nothing plain says who “{shown}” are")
    return Edit(span, f"{shown} ({' and '.join(found)})", shown)


def _name(discourse: Discourse, name: Name, before: list[int]) -> Edit | None:
    """A surname for which the article gives the whole name; once a statement."""
    if not discourse.is_person(name) or len(name.words) > 1:
        return None
    bearer = discourse.names.bearer_of(name)
    if bearer is None or bearer.kind != "person" or len(bearer.name.words) < 2:
        return None
    inside = set(before)
    earlier = (one for one in discourse.analyses[-1].names if one.start in inside)
    if any(discourse.names.bearer_of(one) is bearer for one in earlier):
        return None
    return Edit(name.span, bearer.name.text)


# ---------------------------------------------------------------- words


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


def _alone(tokens: tuple[Token, ...], at: int) -> bool:
    """The demonstrative is a pronoun: a verb or the end of a clause follows."""
    if at + 1 >= len(tokens):
        return True
    following = tokens[at + 1]
    if following.tag == "V":
        return following.form not in ("ing", "participle")
    return following.tag in ("X", "M", ".", "I", "R")


def _points_forward(tokens: tuple[Token, ...], at: int) -> bool:
    """ "it is likely that …" stands for nothing said before."""
    following = [token.lower for token in tokens[at + 1 : at + 8]]
    if not following or following[0] not in _FORWARD:
        return False
    if "that" in following or "whether" in following:
        return True
    return "to" in following[1:4] and following[0] not in _OF_ITSELF
