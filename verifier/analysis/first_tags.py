"""Tags that need no context: marks, numbers, closed classes, names; and where a finite verb lies ahead."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.analysis.wordforms import WordForm, base_of_auxiliary, word_form

AUXILIARIES_NOT_FINITE = frozenset({"be", "been", "being", "having", "done", "doing"})
PEOPLE_ENDINGS = ("er", "man", "son", "smith", "wright", "or")


@dataclass(slots=True)
class Draft:
    """A token while its tag is being decided."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    tag: str = "?"
    lemma: str = ""
    form: str = ""
    word: WordForm | None = None


SMALL_IN_TITLES = frozenset({"D", "I", "C", "T", "S", "B"})


def first_guess(drafts: list[Draft]) -> None:
    """Tags what needs no context; the rest stays "?"."""
    words = [draft for draft in drafts if draft.kind in ("word", "abbreviation")]
    # A heading in title case: nothing starts small but what titles leave small.
    shouting = len(words) > 4 and all(
        draft.text[0].isupper() or word_form(draft.lower).closed in SMALL_IN_TITLES for draft in words
    )
    first = True
    for at, draft in enumerate(drafts):
        kind = draft.kind
        if kind == "word" or kind == "abbreviation":
            word = draft.word = word_form(draft.lower)
            draft.lemma = word.auxiliary or draft.lower
            if kind == "abbreviation":
                draft.tag = "P"
            elif not shouting and draft.text[0].isupper() and draft.lower != "i" and (
                not first or (draft.text.isupper() and len(draft.text) > 1)
            ):  # fmt: skip
                draft.tag = "#" if word.closed == "#" else "P"
            elif word.closed:
                draft.tag = word.closed
                if draft.lower == "no" and _no_longer(drafts, at):
                    draft.tag = "R"  # one adverb with the next word
                if first and draft.lower in ("will", "may") and _opens_a_name(drafts, at):
                    draft.tag = "P"
            elif (
                first
                and not shouting
                and draft.text[0].isupper()
                and (not word.known or _opens_a_name(drafts, at))
            ):
                draft.tag = "P"
            if draft.lower == "longer" and at and drafts[at - 1].lower == "no" and drafts[at - 1].tag == "R":
                draft.tag = "R"
            first = False
            continue
        draft.lemma = draft.lower
        if kind == "number":
            draft.tag = "#"
        elif kind == "possessive":
            draft.tag = "G"
        elif kind == "negation":
            draft.tag = "Z"
        elif kind == "clitic":
            draft.tag = word_form(draft.lower).closed or "X"
            draft.lemma = base_of_auxiliary(draft.lower) or draft.lower
        else:
            draft.tag = "."
            if draft.text == ":" or (draft.text in '"“' and _opening(drafts, at)):
                first = True
            elif draft.text in "(–—":
                first = at == 0


def _no_longer(drafts: list[Draft], at: int) -> bool:
    """ "Would no longer stop", and not "no longer than a bus"."""
    after = [draft.lower for draft in drafts[at + 1 : at + 3]]
    return len(after) == 2 and after[0] == "longer" and after[1] != "than"


def _opening(drafts: list[Draft], at: int) -> bool:
    glued = at + 1 < len(drafts) and drafts[at + 1].start == drafts[at].end
    return glued and (at == 0 or drafts[at - 1].end < drafts[at].start or drafts[at - 1].tag == ".")


def _opens_a_name(drafts: list[Draft], at: int) -> bool:
    """The first word belongs to a name when a capitalised word follows and it is no adverb or verb form."""
    draft = drafts[at]
    word = draft.word
    following = drafts[at + 1] if at + 1 < len(drafts) else None
    if word is None or following is None or following.kind not in ("word", "abbreviation"):
        return False
    if word.closed:
        return following.text[0].isupper() and drafts[-1].text != "?"
    if following.text[0].isupper():
        return not word.bases or max(word.noun, word.verb, word.adjective) >= word.adverb
    if word.adjective >= 0 and max(word.noun, word.verb, word.adverb) < 0:
        return word_form(following.lower).closed == "X"  # "Radiant is a film"
    if any(other.text == draft.text for other in drafts[at + 1 : at + 40]):
        return True
    # "Miller wrote": a noun for a person, in the singular and without a determiner, is a family name.
    verb = word_form(following.lower)
    return (
        draft.lower.endswith(PEOPLE_ENDINGS)
        and word.noun >= 0
        and max(word.verb, word.adjective) < 0
        and (verb.finite or verb.closed in ("X", "M") or (verb.form == "past" and verb.noun < 0))
        and draft.lower
        not in ("water", "paper", "labor", "power", "weather", "winter", "summer", "silver", "timber")
    )


def likely_tag(draft: Draft | None) -> str:
    """The tag of a word that may not be settled yet: its most used reading."""
    if draft is None:
        return "."
    if draft.tag != "?" or draft.word is None:
        return draft.tag
    word = draft.word
    if not word.bases:
        return "N"
    if word.form in ("past", "ing") and word.noun < word.verb:
        return "V"
    verb = word.verb if word.noun <= 0 or word.verb > 4 * word.noun else -1
    counts = {"N": word.noun, "V": verb, "A": word.adjective, "R": word.adverb}
    return max(counts, key=lambda tag: counts[tag])


def finite_ahead(drafts: list[Draft]) -> list[bool]:
    """For each word, whether a sure finite verb follows before the clause ends."""
    ahead = [False] * len(drafts)
    flag = False
    for at in range(len(drafts) - 1, -1, -1):
        ahead[at] = flag
        draft = drafts[at]
        tag = draft.tag
        if (
            tag in ("B", "W", "C")
            or draft.lower == "that"
            or (tag == "." and draft.text not in ('"', "-", "'"))
        ):
            flag = False
        elif tag == "M" or (tag == "X" and draft.lower not in AUXILIARIES_NOT_FINITE):
            flag = True
        elif tag == "?" and draft.word is not None and draft.word.verb >= 0:
            word = draft.word
            if word.form == "simple" and word.noun < word.verb:
                flag = True
            elif word.form == "past" and word.noun < 0 and at and at + 1 < len(drafts):
                before = drafts[at - 1].tag
                if (
                    before not in ("D", "S", "#", "R", "I", "X", "A", "G", "O")
                    and drafts[at + 1].lower != "by"
                ):
                    flag = True
    return ahead
