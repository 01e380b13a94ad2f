"""The words that tell how a sentence stands behind what it says: `data/cues.yml`, ready to look up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from verifier.analysis.tables import string_table

# "only" restricts, but not before a time: "only recently", "only last week".
ONLY = (
    r"|\bonly\b(?! (?:recently|just|lately|now|then|today|yesterday|this|last|in|on|after|when|"
    r"hours|days|weeks|\d))"
)


@dataclass(frozen=True)
class Cues:
    """The lists of cues.yml, ready to look up."""

    governor: dict[str, str]
    noun: dict[str, str]
    modal: dict[str, str]
    words: dict[str, str]
    claiming: frozenset[str]  # nouns with which somebody claims what a "that" clause says
    certain: frozenset[str]
    settling: frozenset[str]
    denying: frozenset[str]
    deciding: frozenset[str]
    open_phrases: re.Pattern[str]
    negative_words: frozenset[str]
    excluding: re.Pattern[str]
    not_negative: re.Pattern[str]
    reporting: dict[str, str]
    opinion_openers: tuple[str, ...]
    opinion_words: frozenset[str]
    instruction_openers: frozenset[str]
    instruction_leads: frozenset[str]  # words that may stand before the verb of an instruction


@cache
def cues() -> Cues:
    """Reads the cue lists once."""
    raw = string_table("cues")

    def phrases(key: str) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(map(re.escape, raw[key])) + r")\b", re.IGNORECASE)

    return Cues(
        governor={word: kind for kind, words in raw["governors"].items() for word in words},
        noun={word: kind for kind, words in raw["governing_nouns"].items() for word in words},
        modal=raw["modals"],
        words={
            word: kind
            for kind in ("firm", "expected", "planned", "possible", "open")
            for word in raw[f"{kind}_words"]
        },
        claiming=frozenset(raw["claiming_nouns"]),
        certain=frozenset(raw["certain_words"]),
        settling=frozenset(raw["settling"]),
        deciding=frozenset(raw["deciding"]),
        denying=frozenset(raw["governors"]["negated"]),
        open_phrases=phrases("open_phrases"),
        negative_words=frozenset(raw["negative_words"]),
        excluding=re.compile(phrases("excluding").pattern + ONLY, re.IGNORECASE),
        not_negative=phrases("not_negative"),
        reporting={word: kind for kind, words in raw["reporting"].items() for word in words},
        opinion_openers=tuple(raw["opinion_openers"]),
        opinion_words=frozenset(raw["opinion_words"]),
        instruction_openers=frozenset(raw["instruction_openers"]),
        instruction_leads=frozenset(raw["instruction_leads"]),
    )
