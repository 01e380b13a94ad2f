"""Words of a text with their positions, and the part of speech each has in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from verifier.analysis.lexicon import DATA, lemma_of, lemmas

# One alternative a kind of token; no nested quantifier, so the scan is linear.
TOKEN = re.compile(
    r"(?P<abbreviation>(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])|(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Jr|Sr|No)\.)"
    r"|(?P<number>[$€£¥]?\d[\d,.]*\d|[$€£¥]?\d)"
    r"|(?P<negation>n't\b)"
    r"|(?P<possessive>'s\b|(?<=s)'(?=\s))"
    r"|(?P<word>[^\W\d_](?:(?!n't\b)(?:[^\W_]|[\u0300-\u036f]))*)"
    r"|(?P<clitic>'(?:ll|d|re|ve|m)\b)"
    r"|(?P<mark>\S)"
)

TITLE_JOINERS = frozenset({"of", "the", "and", "for", "de", "la", "von", "van", "del", "al", "bin", "&"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark.

    Tags: N noun, P part of a name, V verb, A adjective, R adverb, D determiner, S possessive determiner, O pronoun,
    I preposition, C conjunction, B subordinator, W relative or question word, M modal, X auxiliary, T "to",
    G possessive mark, Z negation, # number, . mark.
    """

    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    form: str = ""  # of verbs: base, s, past, participle, ing


@cache
def _closed() -> dict[str, str]:
    import yaml

    raw = yaml.load((DATA / "function_words.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    table = {str(word): tag for tag, words in raw.items() for word in words}
    table.update({"not": "Z", "n't": "Z"})
    return table


NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion".split()
)
BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'re", "'m"})
HAVE = frozenset({"have", "has", "had", "having", "'ve"})
DO = frozenset({"do", "does", "did", "done", "doing"})


@dataclass(slots=True)
class _Draft:
    """A token while its tag is being decided."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    tag: str = "?"
    lemma: str = ""
    form: str = ""


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of one sentence, tagged. `text` must be folded (straight quotes, plain hyphens)."""
    drafts = [
        _Draft(found.start(), found.end(), found.group(), found.group().lower(), found.lastgroup or "mark")
        for found in TOKEN.finditer(text)
    ]
    _first_guess(drafts)
    for at, draft in enumerate(drafts):
        if draft.tag == "?":
            _settle(drafts, at)
    _second_look(drafts)
    return tuple(
        Token(d.start, d.end, d.text, d.lower, d.lemma or d.lower, d.tag, d.form) for d in drafts
    )


def _first_guess(drafts: list[_Draft]) -> None:
    closed = _closed()
    words = [draft for draft in drafts if draft.kind in ("word", "abbreviation")]
    shouting = sum(draft.text[0].isupper() for draft in words) > 0.75 * len(words) and len(words) > 4
    first = True
    for at, draft in enumerate(drafts):
        if draft.kind == "number" or draft.lower in NUMBER_WORDS:
            draft.tag = "#"
        elif draft.kind == "possessive":
            draft.tag = "G"
        elif draft.kind == "negation":
            draft.tag = "Z"
        elif draft.kind == "clitic":
            draft.tag, draft.lemma = closed.get(draft.lower, "X"), draft.lower
        elif draft.kind == "mark":
            draft.tag = "."
        else:
            capital = draft.text[0].isupper()
            if draft.kind == "abbreviation":
                draft.tag = "P"
            elif draft.text.isupper() and len(draft.text) > 1 and not shouting:
                draft.tag = "P"
            elif capital and not first and not shouting and draft.lower not in ("i",):
                draft.tag = "P"
            elif draft.lower in closed:
                draft.tag = closed[draft.lower]
            elif capital and not _known(draft.lower):
                draft.tag = "P"
            elif capital and first and _opens_a_name(drafts, at):
                draft.tag = "P"
            first = False
        if draft.kind == "mark" and draft.text in ':"“(–—':
            first = draft.text in '"“:' or at == 0
        draft.lemma = draft.lemma or draft.lower
        if draft.lower in BE:
            draft.lemma = "be"
        elif draft.lower in HAVE:
            draft.lemma = "have"
        elif draft.lower in DO:
            draft.lemma = "do"


def _known(lower: str) -> bool:
    return bool(lemmas(lower))


def _opens_a_name(drafts: list[_Draft], at: int) -> bool:
    """A sentence's first word belongs to a name when a capitalised word follows and it is no adverb or verb form."""
    following = drafts[at + 1] if at + 1 < len(drafts) else None
    if following is None or following.kind not in ("word", "abbreviation") or not following.text[0].isupper():
        return False
    readings = lemmas(drafts[at].lower)
    return not readings or readings[0][0] != "r"


def _settle(drafts: list[_Draft], at: int) -> None:
    """Decides an open-class word by its readings and the word before and after it."""
    draft = drafts[at]
    before = drafts[at - 1] if at else None
    after = drafts[at + 1] if at + 1 < len(drafts) else None
    readings = {part: (base, count) for part, base, count in lemmas(draft.lower)}
    if not readings:
        _unknown(draft)
        return
    if len(readings) == 1:
        part = next(iter(readings))
    else:
        part = _by_context(drafts, at, before, after, readings)
    base = readings[part][0]
    draft.tag = {"n": "N", "v": "V", "a": "A", "r": "R"}[part]
    draft.lemma = base
    if part == "v":
        draft.form = _form(draft.lower, base)


def _form(lower: str, base: str) -> str:
    if lower.endswith("ing") and lower != base:
        return "ing"
    if lower == base:
        return "past" if lower.endswith(("ut", "et", "st")) and lower in ("put", "cut", "set", "cost") else "base"
    if lower.endswith("s") and not lower.endswith("ss"):
        return "s"
    return "past"


def _unknown(draft: _Draft) -> None:
    lower = draft.lower
    if lower.endswith("ly"):
        draft.tag = "R"
    elif lower.endswith("ing"):
        draft.tag, draft.form = "V", "ing"
        draft.lemma = lower[:-3]
    elif lower.endswith("ed"):
        draft.tag, draft.form = "V", "past"
        draft.lemma = lower[:-2]
    elif lower.endswith(("ous", "ful", "ive", "al", "ic", "able", "ible", "ish", "less")):
        draft.tag = "A"
    else:
        draft.tag = "N"
        if lower.endswith("s") and not lower.endswith("ss") and len(lower) > 3:
            draft.lemma = lower[:-1]


def _verb_already(drafts: list[_Draft], at: int) -> bool:
    """A finite verb stands before in the same stretch, with nothing that could open a new clause."""
    for back in range(at - 1, -1, -1):
        tag = drafts[back].tag
        if tag in ("B", "W", "C") or drafts[back].text in ",;:":
            return False
        if tag in ("M", "X") or tag == "V" and drafts[back].form in ("past", "s"):
            return True
    return False


def _by_context(
    drafts: list[_Draft],
    at: int,
    before: _Draft | None,
    after: _Draft | None,
    readings: dict[str, tuple[str, int]],
) -> str:
    draft = drafts[at]
    best = max(readings, key=lambda part: readings[part][1])
    previous = before.tag if before else "."
    following = after.tag if after else "."
    if following == "?" and after is not None:
        options = lemmas(after.lower)
        following = {"n": "N", "v": "V", "a": "A", "r": "R"}.get(options[0][0], "N") if options else "N"
    lower = draft.lower
    if "v" in readings:
        if previous in ("T", "M", "Z") and (lower == readings["v"][0] or previous == "Z" or len(readings) == 1):
            return "v"
        if previous == "X" and lower.endswith(("ed", "en", "ing", "t", "d", "n")) and "a" not in readings:
            return "v"
        if previous == "X" and lower.endswith(("ed", "ing")):
            return "v" if readings["v"][1] >= readings.get("a", ("", 0))[1] else "a"
        if previous == "O" and following != "N" or previous == "W":
            return "v"
    nominal = "n" in readings
    base_form = lower == readings.get("v", ("", 0))[0]
    if nominal and base_form and (previous == "V" or previous == "C" and following == "N"):
        return "n"  # "joined finance ministers", "and supply chain security"
    if nominal and base_form and previous == "N" and following == "N" and readings["n"][1] >= readings["v"][1]:
        return "n"
    if nominal and previous in ("N", "P", "D", "S", "G", "A", "#") and before is not None:
        if draft.lower.endswith("ing") and lemma_of(lower, "n") == lower and readings["n"][1] > 0:
            return "n"  # "the minerals meeting"
        if lower == readings.get("v", ("", 0))[0] and previous in ("N", "P") and not before.lower.endswith("s"):
            return "n"  # a verb would agree: "the company call" is a compound
    if previous in ("D", "S", "G", "A", "#"):
        if following in ("N", "P") and "a" in readings and not (nominal and best == "n"):
            return "a"
        if nominal:
            if "a" in readings and best == "a" and following in ("N", "P"):
                return "a"
            return "n"
        if "a" in readings and following in ("N", "P", "A"):
            return "a"
        if "v" in readings and lower.endswith(("ed", "ing")):
            return "a" if "a" in readings else "v"
    if previous == "I" and nominal and best != "a" and not lower.endswith("ing"):
        return "n"
    if previous in ("N", "P", "A") and nominal and lower.endswith("s") and (
        following in ("M", "X", "C") or _verb_already(drafts, at)
    ):
        return "n"  # "rebate changes will", "welcomed the rebate changes as"
    if previous in ("N", "P") and "v" in readings and following in ("D", "S", "I", "P", "#", "O", "T", "R", "B"):
        if lower.endswith(("ed", "s")) or readings["v"][1] > 3 * readings.get("n", ("", 0))[1]:
            return "v"
    if "r" in readings and best != "n" and following in ("V", "A", ".", "?") and lower.endswith("ly"):
        return "r"
    return best


def _second_look(drafts: list[_Draft]) -> None:
    """Repairs that need both neighbours settled: auxiliaries used as main verbs, "that", "her", participles."""
    for at, draft in enumerate(drafts):
        before = drafts[at - 1] if at else None
        after = drafts[at + 1] if at + 1 < len(drafts) else None
        following = after.tag if after else "."
        previous = before.tag if before else "."
        if draft.lower == "that" and draft.tag == "D":
            if following in ("D", "S", "O", "P", "X", "M") or previous in ("V",) and following != "N":
                draft.tag = "B" if following not in ("X", "M", "V") else "W"
            elif following in ("V", "R") and previous in ("N", "P"):
                draft.tag = "W"
        elif draft.lower == "her" and following in ("N", "A", "#", "P"):
            draft.tag = "S"
        elif draft.lower in ("more", "most", "less") and following in ("A", "R"):
            draft.tag = "R"
        elif draft.tag == "T" and following in ("D", "S", "P", "O", "#", "N", "A"):
            draft.tag = "I"
        elif draft.tag == "V" and following in ("N", "P", "A") and (
            draft.form == "past" and previous in ("D", "S", "A", "#", "G", "I", "R")
            or draft.form == "ing" and previous in ("D", "S", "A", "#", "G")
        ) and not _after_auxiliary(drafts, at):  # fmt: skip
            draft.tag = "A"  # "imported fuel", "an expanding sector"
        elif draft.tag == "V" and draft.form == "past" and before is not None:
            if _after_auxiliary(drafts, at):
                draft.form = "participle"
        elif draft.tag == "V" and draft.form == "base" and previous in ("D", "A") and before is not None:
            if lemma_of(draft.lower, "n"):
                draft.tag = "N"
        elif draft.tag == "X" and draft.lower == "done":
            draft.tag, draft.form = "V", "participle"
        elif draft.tag == "N" and previous in ("P", "N", "O") and following in ("D", "S", "O"):
            # A noun straight before a determiner, with a noun before it, is the verb: "China controls the …".
            base = lemma_of(draft.lower, "v")
            if base and not any(d.tag in ("V", "X", "M") for d in drafts[:at]):
                draft.tag, draft.lemma, draft.form = "V", base, _form(draft.lower, base)


def _after_auxiliary(drafts: list[_Draft], at: int) -> bool:
    for back in range(at - 1, max(-1, at - 5), -1):
        tag = drafts[back].tag
        if tag == "X":
            return True
        if tag not in ("R", "Z", "O", "A"):
            return False
    return False
