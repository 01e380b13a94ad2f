""" "The meeting", "this plan", "that bridge": which one, as the article told it apart before."""

from __future__ import annotations

from itertools import pairwise

from verifier.analysis import Analysis
from verifier.analysis.kinship import Kinship, kinship
from verifier.extraction.discourse import DEMONSTRATIVES, Discourse, Unresolved
from verifier.extraction.mentions import Mention
from verifier.extraction.rewriting import Edit, definite, possessive
from verifier.extraction.words import words
from verifier.model import Span

_NEAR, _FAR = 2, 8  # sentences back that "this …" and "the …" may reach
_STILL = 3  # sentences for which a body is still "the company"
_DEPENDENT = frozenset("earlier later previous latter former".split())
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
    depends = any(token.lower in _DEPENDENT for token in tokens[mention.first : mention.end])
    alone = depends or (mention.bare and mention.head in words("unique"))
    found = None if alone else _earlier(discourse, mention, inside)
    if found == _HERE or (found == _TOLD_APART and not pointing):
        return None
    if found == _TOLD_APART:
        return Edit(determiner, "the")
    if found is not None:
        discourse.printed[(len(discourse.mentions) - 1, mention.first)] = found
        return Edit(span, found, "" if found.lower() == shown.lower() else shown)
    bearer = _class_of(discourse, mention)
    if bearer is not None:
        told = f"{bearer}, {shown[0].lower()}{shown[1:]}," if mention.marks else bearer
        return Edit(span, told, shown)
    deed = _deed(discourse, mention)
    if deed is not None:
        discourse.printed[(len(discourse.mentions) - 1, mention.first)] = deed
        return Edit(span, deed, shown)
    if _introduced(discourse, mention):
        bare = Span(determiner.end + 1, span.end).of(analysis.text)
        discourse.printed[(len(discourse.mentions) - 1, mention.first)] = bare
        return Edit(span, bare, shown)
    named = any(mention.first <= name.start < mention.end for name in analysis.names)
    if pointing and (named or _named_before(discourse, mention)):
        return Edit(determiner, "the")
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


def _class_of(discourse: Discourse, mention: Mention) -> str | None:
    """ "The company": the name that was the subject of the sentence before, where it may be one."""
    if mention.plural or mention.tied or mention.head not in words("bodies"):
        return None
    for earlier in reversed(discourse.mentions[-1 - _STILL : -1]):
        for one in earlier:
            if one.subject and one.name is not None and one.name.kind in ("organisation", "other"):
                return None if discourse.surely_person(one.name) else discourse.print(one)
    return None


def _deed(discourse: Discourse, mention: Mention) -> str | None:
    """ "The order" after "Norrick ordered two ships": it is Norrick's order."""
    if mention.plural or not mention.bare or len(discourse.mentions) < 2:
        return None
    before = discourse.analyses[-2]
    for clause in before.syntax.clauses:
        if (
            clause.verb is None
            or clause.subject is None
            or clause.verb.form != "finite"
            or clause.verb.passive
        ):
            continue
        if kinship(mention.head, clause.lemma) not in (Kinship.SAME, Kinship.FAMILY):
            continue
        who = next((one for one in discourse.mentions[-2] if one.end - 1 == clause.subject.head), None)
        text = discourse.print(who) if who is not None and who.name is not None else None
        return f"{possessive(text)} {mention.head}" if text is not None else None
    return None


def _introduced(discourse: Discourse, mention: Mention) -> bool:
    """Some were spoken of before, and no word tells them apart: "researchers", then "the researchers".

    Without "the" the statement is true of those, and stands alone.
    """
    if not mention.plural or not mention.bare or mention.determiner != "the":
        return False
    return any(one.plural and one.bare and not one.determiner for one in discourse.spoken_of(mention.head))


def _named_before(discourse: Discourse, mention: Mention) -> bool:
    """The same words were used of the thing before: "this trade deal" after "a trade deal"."""
    return bool(mention.marks) and any(
        one.marks == mention.marks for one in discourse.spoken_of(mention.head)
    )


def _earlier(discourse: Discourse, mention: Mention, inside: set[int]) -> str | None:
    """The thing as it was first told apart; None for nothing of the kind."""
    pointing = mention.determiner in DEMONSTRATIVES
    both = _two_of_them(discourse, mention) if pointing and mention.plural else None
    if both is not None:
        return both
    for same_head in (True, False):  # "the bridge" is a bridge before it is a crossing
        found = _before(discourse, mention, inside, _NEAR if pointing else _FAR, same_head=same_head)
        if found is not None:
            return found
    return _only_one(discourse, mention) if mention.bare and not pointing else None


def _before(
    discourse: Discourse, mention: Mention, inside: set[int], back: int, *, same_head: bool
) -> str | None:
    """The nearest phrase of at most `back` sentences before that may be of the same thing."""
    last = len(discourse.mentions) - 1
    for number in range(last, max(-1, last - back - 1), -1):
        for one in _likeliest_first(discourse.mentions[number]):
            if not one.usable or (number == last and one.first >= mention.first):
                continue
            if (one.head == mention.head or one.name is not None) is not same_head:
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
    return None


def _likeliest_first(mentions: tuple[Mention, ...]) -> list[Mention]:
    """Subjects before all others, and the later before the earlier."""
    return [one for one in mentions[::-1] if one.subject] + [one for one in mentions[::-1] if not one.subject]


def _two_of_them(discourse: Discourse, mention: Mention) -> str | None:
    """ "These programmes" after "the A initiative and the B partnership": the two that "and" had joined."""
    if len(discourse.mentions) < 2:
        return None
    earlier = discourse.mentions[-2]
    tokens = discourse.analyses[-2].syntax.tokens
    for one, other in pairwise(earlier):
        joined = one.end + 1 == other.first and tokens[one.end].lower == "and" and one.first == 0
        if not joined or one.plural or not _kind_of(mention.head, one.head):
            continue
        names = [n for n in discourse.analyses[-2].names if other.first <= n.start and n.end <= other.end]
        first = discourse.print(one)
        second = discourse.names.full(names[-1]) if names else discourse.print(other)
        if first is not None and second is not None:
            return f"{first} and {second}"
    return _two_new_things(discourse, mention)


def _two_new_things(discourse: Discourse, mention: Mention) -> str | None:
    """ "These measures" after a sentence that told of two new things and no third: "a ban" and "a fee"."""
    if mention.head not in words("general_nouns") or mention.marks:
        return None
    new = [one for one in discourse.mentions[-2] if one.determiner in ("a", "an") and one.usable]
    texts = [discourse.print(one) for one in new]
    return f"{texts[0]} and {texts[1]}" if len(texts) == 2 and all(texts) else None


def _kind_of(head: str, other: str) -> bool:
    return head == other or kinship(head, other) is Kinship.SYNONYM


def occasion_of(discourse: Discourse, at: int) -> tuple[Span, str] | None:
    """When "their conversation" was, if the sentence before gives the time of such a talk.

    Returns the phrase that begins at the token `at`, and the words that tell the occasion.
    """
    mention = next((one for one in discourse.mentions[-1] if one.first == at), None)
    if mention is None or len(discourse.mentions) < 2 or mention.marks or discourse.analyses[-1].times:
        return None
    before = discourse.analyses[-2]
    tokens = before.syntax.tokens
    for one, other in pairwise(discourse.mentions[-2]):
        behind = one.end + 1 == other.first and tokens[one.end].tag == "I"
        words_of_it = Span(tokens[other.first].start, tokens[other.end - 1].end)
        timed = any(time.span.within(words_of_it) for time in before.times)
        if behind and timed and _kind_of(mention.head, one.head):
            own = discourse.analyses[-1].syntax.tokens
            phrase = Span(own[at].start, own[mention.end - 1].end)
            return phrase, f"{tokens[one.end].text} {definite(words_of_it.of(before.text))}"
    return None


def _only_one(discourse: Discourse, mention: Mention) -> str | None:
    """However far back: the one thing of its kind that the article has told apart."""
    found: dict[object, Mention] = {}
    for one in discourse.spoken_of(mention.head):
        if one.plural == mention.plural and not one.bare and one.name is None and one.usable:
            words_of_it = one.span.of(discourse.analyses[one.sentence].text) if not one.marks else ""
            found[(one.marks, words_of_it)] = one
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
