""" "The meeting", "this plan", "that bridge": which one, as the article told it apart before."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.kinship import Kinship, kinship
from verifier.extraction.discourse import DEMONSTRATIVES, Discourse, Unresolved
from verifier.extraction.mentions import Mention
from verifier.extraction.rewriting import Edit
from verifier.extraction.words import words
from verifier.model import Span

_NEAR, _FAR = 2, 8  # sentences back that "this …" and "the …" may reach
_DEPENDENT = frozenset("earlier later previous latter former same other such said".split())
_HERE, _TOLD_APART = "", "="  # the statement says itself which; the words are the ones used before


def description(discourse: Discourse, mention: Mention, before: list[int]) -> Edit | None:
    """What a phrase with "the" or "this" must be replaced by; None when it may stay. Raises Unresolved.

    `before` are the tokens of the statement that stand before it.
    """
    analysis = discourse.analyses[-1]
    tokens = analysis.syntax.tokens
    inside = {id(one) for one in discourse.mentions[-1] if one.end - 1 in before}
    span = Span(tokens[mention.first].start, tokens[mention.end - 1].end)
    determiner = Span(tokens[mention.first].start, tokens[mention.first].end)
    shown = span.of(analysis.text)
    pointing = mention.determiner in DEMONSTRATIVES
    if pointing and any(time.span.overlaps(span) for time in analysis.times):
        return None  # "this year" is a time
    found = _earlier(discourse, mention, inside)
    if found == _HERE or (found == _TOLD_APART and not pointing):
        return None
    if found == _TOLD_APART:
        return Edit(determiner, "the")
    if found is not None:
        discourse.printed[(len(discourse.mentions) - 1, mention.first)] = found
        return Edit(span, found, "" if found.lower() == shown.lower() else shown)
    named = any(mention.first <= name.start < mention.end for name in analysis.names)
    if pointing and (named or _named_before(discourse, mention)):
        return Edit(determiner, "the")
    depends = any(token.lower in _DEPENDENT for token in tokens[mention.first : mention.end])
    if pointing or (depends and not named) or _bare_subject(discourse, mention):
        discourse.unsettled.add((len(discourse.mentions) - 1, mention.first))
        raise Unresolved(span, f"nothing plain says which “{shown}” is")
    return None


def _bare_subject(discourse: Discourse, mention: Mention) -> bool:
    """A subject with nothing that tells it apart, after the first sentence: "The plan will cost …"."""
    analysis = discourse.analyses[-1]
    if not mention.subject or not mention.bare or len(discourse.mentions) < 2:
        return False
    if mention.head in words("unique") or analysis.syntax.tokens[mention.end - 1].tag == "P":
        return False
    return not _explained(analysis, mention)


def _named_before(discourse: Discourse, mention: Mention) -> bool:
    """The same words were used of the thing before: "this trade deal" after "a trade deal"."""
    return bool(mention.marks) and any(
        one.head == mention.head and one.marks == mention.marks
        for earlier in discourse.mentions[:-1]
        for one in earlier
    )


def _earlier(discourse: Discourse, mention: Mention, inside: set[int]) -> str | None:
    """The thing as it was first told apart; None for nothing of the kind."""
    pointing = mention.determiner in DEMONSTRATIVES
    last = len(discourse.mentions) - 1
    for number in range(last, max(-1, last - (_NEAR if pointing else _FAR) - 1), -1):
        for one in reversed(discourse.mentions[number]):
            if number == last and one.first >= mention.first:
                continue
            if not _same(discourse, mention, one, near=last - number <= _NEAR):
                continue
            if id(one) in inside:
                return _HERE
            known = discourse.printed.get((number, one.first))
            if one.bare and known is None:
                continue  # it says no more than we do
            if known is None and one.head == mention.head and one.marks == mention.marks and not one.tied:
                return _TOLD_APART
            text = discourse.print(one)
            if text is not None:
                return text
    return _only_one(discourse, mention) if mention.bare and not pointing else None


def _only_one(discourse: Discourse, mention: Mention) -> str | None:
    """However far back: the one thing of its kind that the article has told apart."""
    found = {
        (one.marks, one.span.of(discourse.analyses[one.sentence].text) if not one.marks else ""): one
        for earlier in discourse.mentions[:-1]
        for one in earlier
        if one.head == mention.head and one.plural == mention.plural and not one.bare and one.name is None
    }
    return discourse.print(next(iter(found.values()))) if len(found) == 1 else None


def _same(discourse: Discourse, mention: Mention, one: Mention, *, near: bool) -> bool:
    """The earlier phrase may be of the same thing and says all that this one says."""
    if one.name is not None:
        own = mention.head in one.name.words and len(one.name.words) > 1
        return own and mention.marks <= set(one.name.words) and not discourse.is_person(one.name)
    if mention.plural != one.plural:
        return False
    if mention.head == one.head:
        return mention.marks <= one.marks and not mention.tied
    if mention.tied or mention.marks - words("weighing_adjectives") or not near or one.bare:
        return False
    return kinship(mention.head, one.head) is Kinship.SYNONYM


def _explained(analysis: Analysis, mention: Mention) -> bool:
    """A clause or a participle right behind says which one: "the firm that built it"."""
    tokens = analysis.syntax.tokens
    if mention.end >= len(tokens):
        return False
    behind = tokens[mention.end]
    return behind.tag in ("W", "I") or behind.lower == "that" or (behind.tag == "V" and behind.form == "ing")
