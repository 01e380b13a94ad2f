"""Words of a text with their positions, and the part of speech each has in its sentence."""

from __future__ import annotations

import re

from verifier.analysis.first_tags import Draft
from verifier.analysis.tagging import tag_words
from verifier.analysis.wordforms import BE, DO, HAVE, NUMBER_WORDS
from verifier.frozen import frozen

__all__ = ["BE", "DO", "HAVE", "NUMBER_WORDS", "TITLE_JOINERS", "TOKEN", "Token", "tokenise"]

# One alternative a kind of token; no nested quantifier, so the scan is linear.
TOKEN = re.compile(
    r"(?P<abbreviation>(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])|(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Jr|Sr|No)\.)"
    r"|(?P<number>(?:\$(?:US|AU?|NZ|CA?|HK|S)(?=\d))?(?:[$€£¥]?\d[\d,.]*\d|[$€£¥]?\d)(?:(?:st|nd|rd|th|s)\b)?)"
    r"|(?P<negation>n't\b)"
    r"|(?P<possessive>'s\b|(?<=s)'(?=\s))"
    r"|(?P<word>[^\W\d_](?:(?!n't\b)(?:[^\W_]|[\u0300-\u036f]))*)"
    r"|(?P<clitic>'(?:ll|d|re|ve|m)\b)"
    r"|(?P<mark>\S)"
)

TITLE_JOINERS = frozenset({"of", "the", "and", "for", "de", "la", "von", "van", "del", "al", "bin", "&"})


@frozen
class Token:
    """One word or mark.

    Tags: N noun, P part of a name, V verb, A adjective, R adverb, D determiner, S possessive determiner,
    O pronoun, I preposition, C conjunction, B subordinator, W relative or question word, M modal,
    X auxiliary, T "to", G possessive mark, Z negation, # number, . mark.
    """

    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    form: str = ""  # of verbs: base, s, past, participle, ing


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of one sentence, tagged. `text` must be folded (straight quotes, plain hyphens)."""
    drafts = []
    for found in TOKEN.finditer(text):
        word = found.group()
        drafts.append(Draft(found.start(), found.end(), word, word.lower(), found.lastgroup or "mark"))
    tag_words(drafts)
    return tuple([Token(d.start, d.end, d.text, d.lower, d.lemma or d.lower, d.tag, d.form) for d in drafts])
