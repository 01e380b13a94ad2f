"""Tags that need both neighbours settled: "that", "her", "to", participles without a subject of their own."""

from __future__ import annotations

from verifier.analysis.first_tags import AUXILIARIES_NOT_FINITE, Draft
from verifier.analysis.inflected import after_auxiliary
from verifier.analysis.lexicon import lemma_of

# Verbs whose object can be a clause without "that": the next finite verb has a subject of its own.
CLAUSAL = frozenset(
    "say think believe know hope claim argue suggest show find note insist fear warn report add"
    " announce feel expect mean conclude acknowledge admit deny confirm reveal explain understand"
    " assume imply guess predict estimate".split()
)
# Nouns that a that-clause completes; after any other noun "that" opens a relative clause.
CONTENT_NOUNS = frozenset(
    "claim fact idea report news belief view evidence sign hope fear concern statement rumour rumor"
    " allegation conclusion suggestion argument warning possibility likelihood proof notion theory"
    " hypothesis accusation assumption confidence doubt indication prediction speculation suspicion"
    " assurance announcement feeling impression".split()
)


def repair(drafts: list[Draft]) -> None:
    """What needs both neighbours settled: "that", "her", "to", participles before nouns."""
    size = len(drafts)
    for at, draft in enumerate(drafts):
        tag = draft.tag
        following = drafts[at + 1].tag if at + 1 < size else "."
        previous = drafts[at - 1].tag if at else "."
        if tag == "V":
            if draft.form in ("past", "participle"):
                if after_auxiliary(drafts, at):
                    draft.form = "participle"
                elif following in ("N", "P", "A") and previous in ("D", "S", "A", "#", "G", "I"):
                    draft.tag = "A"  # "imported fuel"
                elif (
                    previous == "R"
                    and at > 1
                    and drafts[at - 2].tag in ("D", "S")
                    and following in ("N", "P", "A")
                ):
                    draft.tag = "A"  # "the recently passed laws"
                elif draft.form == "past" and _is_reduced(drafts, at):
                    draft.form = "participle"
            elif (
                draft.form == "base"
                and previous == "."
                and draft.text[0].isupper()
                and _is_subject(drafts, at)
            ):
                draft.tag, draft.form = "P", ""  # "Pierce died young"
            elif draft.form == "s" and (_has_comparison(drafts, at) or _has_relative(drafts, at)):
                draft.tag, draft.form, draft.lemma = "N", "", lemma_of(draft.lower, "n") or draft.lemma
            elif (
                draft.form == "ing" and following in ("N", "P", "A") and previous in ("D", "S", "A", "#", "G")
            ):
                draft.tag = "A"  # "an expanding sector"
        elif tag == "D":
            if draft.lower == "that":
                draft.tag = _that(drafts, at, previous, following)
            elif draft.lower in ("more", "most", "less") and following in ("A", "R"):
                draft.tag = "R"
        elif tag == "T":
            if following in ("D", "S", "P", "O", "#", "N", "A"):
                draft.tag = "I"
        elif tag == "O":
            if draft.lower == "mine" and previous in ("D", "S", "G", "A"):
                draft.tag = "N"
            elif draft.lower == "her" and following in ("N", "A", "#", "P"):
                draft.tag = "S"
        elif tag == "X" and draft.lower == "done":
            draft.tag, draft.form = "V", "participle"


def _has_comparison(drafts: list[Draft], at: int) -> bool:
    """ "Boats longer than 9 metres are banned": a noun with a comparison behind it, then the verb."""
    after = drafts[at + 1 : at + 3]
    if len(after) < 2 or after[1].lower != "than" or not after[0].lower.endswith("er"):
        return False
    word = drafts[at].word
    if word is None or word.noun < 0 or any(_finite(draft) for draft in drafts[:at]):
        return False
    return any(_finite(draft) for draft in drafts[at + 3 :])


def _has_relative(drafts: list[Draft], at: int) -> bool:
    """ "Timber exports, which grew, were taxed": a noun with a clause on it, and the verb after that."""
    after, word = drafts[at + 1 : at + 3], drafts[at].word
    if len(after) < 2 or after[0].text != "," or after[1].lower not in ("which", "who"):
        return False
    if word is None or word.noun < 0 or any(_finite(draft) for draft in drafts[:at]):
        return False
    closing = next((n for n in range(at + 3, len(drafts)) if drafts[n].text == ","), len(drafts))
    return closing + 1 < len(drafts) and (_finite(drafts[closing + 1]) or drafts[closing + 1].tag == "R")


def _is_subject(drafts: list[Draft], at: int) -> bool:
    """A finite verb or a possessive mark follows at once: the word before it is a name and no order."""
    after = drafts[at + 1] if at + 1 < len(drafts) else None
    if after is None:
        return False
    return (
        after.tag == "G"
        or (after.tag == "V" and after.form in ("past", "s", "simple"))
        or (after.tag == "X" and after.lower not in AUXILIARIES_NOT_FINITE)
    )


def _that(drafts: list[Draft], at: int, previous: str, following: str) -> str:
    before = drafts[at - 1] if at else None
    if before is None or (previous in ("I", "T", "B", "C") and following in ("N", "A")):
        return "D"
    if before.lower == "so" and following != "V":
        return "B"  # "so that trains would stop"
    if following in ("V", "X", "M", "R") and previous in ("N", "P", "#", "A"):
        return "W"
    if following in ("V", "X", "M") or previous == ".":
        return "D" if following not in ("D", "S", "O") else "B"
    if any(draft.tag == "V" and draft.lemma in CLAUSAL for draft in drafts[max(0, at - 4) : at - 1]):
        return "B"  # "said on Monday that"
    if previous == "N":
        return (
            "B" if before.lemma in CONTENT_NOUNS else "W" if following in ("D", "S", "O", "P", "N") else "D"
        )
    if following in ("D", "S", "O", "P", "#", "T"):
        return "B"
    after = drafts[at + 1] if at + 1 < len(drafts) else None
    if after is None:
        return "D"  # "they wanted that"
    if previous in ("V", "A") and (
        before.lemma in CLAUSAL or after.lemma != after.lower or following in ("R", "V")
    ):
        return "B"
    return "D"


def _is_reduced(drafts: list[Draft], at: int) -> bool:
    """A past form with no subject of its own: "a bridge built in 1930 fell", "founded by nuns, …"."""
    word = drafts[at].word
    if word is None or word.form == "simple":
        return False
    after = drafts[at + 1] if at + 1 < len(drafts) else None
    if after is not None and after.lower == "by":
        return True
    previous = drafts[at - 1].tag if at else "."
    if after is None or after.tag not in ("I", "T", "B", ".") or drafts[at].lemma in CLAUSAL:
        return False
    if at == 0:
        return after.tag in ("I", "B")
    if previous in ("N", "P", "#"):
        return not _has_opener(drafts, at) and _finite_later(drafts, at)
    comma = drafts[at - 1].text == "," or (previous == "R" and at > 1 and drafts[at - 2].text == ",")
    return comma and after.tag in ("I", "T", "B") and not _only_verb(drafts, at)


def _only_verb(drafts: list[Draft], at: int) -> bool:
    """No other verb can be the sentence's own: "Ann Berg, mayor of Orby, resigned on Monday, aides said"."""
    verbs = openers = 0
    for back in range(at):
        openers += drafts[back].tag in ("W", "B")
        verbs += _finite(drafts[back])
    if verbs > openers or drafts[0].tag in ("I", "V", "B"):
        return False
    opened = False
    for draft in drafts[at + 1 :]:
        opened = opened or draft.tag in ("W", "B", "C")
        if _finite(draft) and draft.lemma not in CLAUSAL:
            return opened
    return True


def _finite(draft: Draft) -> bool:
    if draft.tag == "X":
        return draft.lower not in AUXILIARIES_NOT_FINITE
    return draft.tag == "M" or (draft.tag == "V" and draft.form in ("s", "past", "simple"))


def _has_opener(drafts: list[Draft], at: int) -> bool:
    """The noun before is the subject of a clause of its own: "that the army built", "when it closed"."""
    for back in range(at - 1, max(-1, at - 12), -1):
        tag = drafts[back].tag
        if tag in ("B", "W"):
            return True
        if tag in ("V", "X", "M", "."):
            return False
    return False


def _finite_later(drafts: list[Draft], at: int) -> bool:
    """A finite verb follows in the same clause, its subject being no phrase after this word."""
    in_phrase = False
    for other in range(at + 1, min(at + 40, len(drafts))):
        draft = drafts[other]
        tag = draft.tag
        if tag == "I":
            if draft.lower in ("after", "before", "until", "since"):
                return False
            in_phrase = True
        elif tag in ("B", "W", "C", ".") and draft.text not in ("-", '"'):
            return False
        elif tag in ("D", "S", "O", "P", "N") and not in_phrase:
            return False
        elif tag == "M" or (tag == "X" and draft.lower not in AUXILIARIES_NOT_FINITE):
            return True
        elif tag == "V" and (draft.form == "s" or draft.form in ("past", "simple")):
            return True
    return False
