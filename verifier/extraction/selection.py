"""Which sentences of an article state a fact at all; the others are left out, each with its reason."""

from __future__ import annotations

import re

from verifier.analysis import Analysis
from verifier.analysis.lexicon import lemma_of
from verifier.analysis.syntax import Syntax
from verifier.analysis.tokens import Token
from verifier.extraction.words import connective, words
from verifier.model import BlockKind, Sentence, Span

_LEAST_TERMS = 3
MAX_TOKENS = 80  # words and marks; a longer sentence is no one fact
MAX_SENTENCE = 1_200  # code points; a longer one is no sentence
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]+(?:[ ,]+(?:[A-Z][\w.'’-]+|\d{1,4}\.?)){0,5}|[A-Z]{2,}(?:[ ,]+[A-Z][\w.]*){0,4})"
    r"\s*(?:\([^)]{1,40}\)\s*)?(?:–|—|--|-)\s+(?=[A-Z\"“‘'])"
)
_QUOTES = re.compile(r"[“”\"]")
_ADDRESS = re.compile(r"https?://|www\.|@\w+\.\w")
_CREDIT = re.compile(
    r"\W*(?:©|\(c\)|copyright\b|all rights reserved|photo(?:graph)?:|image:|source:|by:)", re.IGNORECASE
)


def left_out(sentence: Sentence, analysis: Analysis) -> str | None:
    """Why a sentence becomes no claim; None when it may."""
    if sentence.block.kind is BlockKind.HEADING:
        return "a heading"
    if sentence.block.kind is BlockKind.CAPTION:
        return "a caption"
    if len(sentence.text) > MAX_SENTENCE:
        return f"a sentence of {len(sentence.text):,} characters"
    if _CREDIT.match(sentence.text):
        return "a credit line"
    if analysis.not_checkable is not None:
        if analysis.not_checkable == "fragment":
            return "no sentence with a verb"
        return f"{'an' if analysis.not_checkable[0] in 'aeio' else 'a'} {analysis.not_checkable}"
    if len(analysis.syntax.tokens) > MAX_TOKENS:
        return "too long for one claim"
    if weighs(analysis):
        return "an opinion: it weighs the matter and states nothing that could be looked up"
    return None


def dateline_of(sentence: Sentence) -> str:
    """The place and the day at the head of an article: "ORRIN, 3 March 2025 –"; empty for none."""
    found = _DATELINE.match(sentence.text)
    return found.group() if found else ""


def is_plain_heading(analysis: Analysis) -> bool:
    """A heading that is written like a sentence: its capitals are names, so it can be read."""
    words_of_it = [
        token for token in analysis.syntax.tokens if token.text[:1].isalpha() and len(token.text) > 3
    ]
    return any(token.text[0].islower() for token in words_of_it)


def body_start(sentence: Sentence) -> int:
    """Where the statement itself begins: after "However," and its like."""
    tied = connective().match(sentence.text)
    return tied.end() if tied else 0


def too_little(analysis: Analysis) -> bool:
    """A list behind a colon, or next to no content: "No decision was made"."""
    finite = any(
        c.verb is not None and c.verb.form == "finite" and c.subject is not None
        for c in analysis.syntax.clauses
    )
    telling = analysis.names or analysis.quantities or analysis.times
    listed = ":" in analysis.text
    return (not finite and listed) or (
        not telling and sum(not term.light for term in analysis.terms) < _LEAST_TERMS
    )


def quotations(text: str) -> tuple[Span, ...]:
    """The parts of a sentence between quotation marks."""
    marks = quote_marks(text)
    return tuple(Span(start, end + 1) for start, end in zip(marks[::2], marks[1::2], strict=False))


def quote_marks(text: str) -> list[int]:
    """Where the quotation marks of a text stand."""
    return [match.start() for match in _QUOTES.finditer(text)]


def weighs(analysis: Analysis) -> bool:
    """The sentence says how much a thing matters, and names no figure, no date and no person who says so.

    Its first verb is one of weighing or of being, and what it says of its subject is a noun or an adjective
    of weight.
    """
    if analysis.quantities and any(
        one.dimension != "count" or one.low is not None for one in analysis.quantities
    ):
        return False
    if analysis.names and any(
        c.verb is not None and c.verb.form == "infinitive" for c in analysis.syntax.clauses
    ):
        return False  # "an opportunity for Tornby to build a port": to do what, one can look up
    if analysis.times or any(one.speaker_text for one in analysis.assertions):
        return False
    syntax = analysis.syntax
    main = next(
        (c for c in syntax.clauses if c.verb is not None and not c.nominal and c.verb.form == "finite"), None
    )
    if main is None or main.verb is None:
        return False
    if main.lemma not in words("weighing_verbs") or main.verb.negated:
        return False
    behind = syntax.tokens[main.verb.end : _clause_end(syntax, main.verb.end)]
    if main.lemma == "be" or main.lemma in ("remain", "become", "seem"):
        first = next((token for token in behind if token.tag not in ("D", "R")), None)
        return first is not None and (_weighty(first) or _weighing_noun_phrase(behind))
    return _weighing_noun_phrase(behind)


def _weighing_noun_phrase(behind: tuple[Token, ...]) -> bool:
    """The first noun phrase behind the verb is headed by a noun of weight, or is weighed by its adjective."""
    for at, token in enumerate(behind):
        if token.tag in ("I", "T", "W", "B", "M", "X"):
            if at == 0 and token.lower in ("at", "as", "a"):
                continue
            return False
        if token.tag == "N":
            following = behind[at + 1] if at + 1 < len(behind) else None
            if following is not None and following.tag == "N":
                continue
            return token.lemma in words("weighing_nouns")
    return False


def _weighty(token: Token) -> bool:
    return token.tag in ("A", "V") and (lemma_of(token.lower, "a") or token.lemma) in words(
        "weighing_adjectives"
    )


def _clause_end(syntax: Syntax, start: int) -> int:
    for at in range(start, len(syntax.tokens)):
        if syntax.tokens[at].text in (",", ";", "."):
            return at
    return len(syntax.tokens)
