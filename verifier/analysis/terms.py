"""The content of a sentence as terms: names, figures, dates and content words, each with its role and
weight."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from verifier.analysis.cue_words import cues
from verifier.analysis.names import Name
from verifier.analysis.syntax import Clause, Syntax
from verifier.analysis.tables import string_table
from verifier.analysis.tokens import NUMBER_WORDS
from verifier.frozen import frozen
from verifier.model import Mention, Quantity, Span, TimeExpression

# How much each kind of term counts towards "about the same matter". Chosen once on development data.
WEIGHTS = {"N": 1.0, "V": 1.0, "P": 1.5, "A": 0.7, "R": 0.45, "#": 0.6}
LIGHT = 0.25
NAME = 1.6
FIGURE = 1.3
TIME = 1.1


@frozen
class Term(Mention):
    """One unit of content."""

    key: str  # base form, lower case
    kind: str  # word | name | pronoun | quantity | time
    tag: str
    weight: float
    token: int  # index of its first token
    clause: int  # index into Syntax.clauses, -1 for none
    role: str  # agent | patient | predicate | oblique | other
    names: tuple[Name, ...] = ()  # of a name, or all antecedents of a pronoun
    quantity: Quantity | None = None
    time: TimeExpression | None = None
    preposition: str = ""

    @property
    def light(self) -> bool:
        """A word that carries little content."""
        return self.weight <= LIGHT


@cache
def _light() -> dict[str, frozenset[str]]:
    raw = string_table("light_words")
    return {
        "V": frozenset(raw["verbs"]),
        "N": frozenset(raw["nouns"]),
        "A": frozenset(raw["adjectives"]) | frozenset(raw["adverbs"]),
        "R": frozenset(raw["adverbs"]),
    }


def read_terms(
    syntax: Syntax,
    names: Sequence[Name],
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
    antecedents: dict[int, tuple[Name, ...]],
) -> tuple[Term, ...]:
    """All terms of a sentence, in order. `antecedents` maps pronoun tokens to the names they stand for."""
    tokens = syntax.tokens
    clause_of = _clause_of(syntax)
    terms: list[Term] = []
    covered: set[int] = set()

    starts, ends = [token.start for token in tokens], [token.end for token in tokens]

    def tokens_in(span: Span) -> list[int]:
        return list(range(bisect_right(ends, span.start), bisect_left(starts, span.end)))

    def add(
        mention: Mention,
        at: int,
        key: str,
        kind: str,
        tag: str,
        weight: float,
        *,
        names: tuple[Name, ...] = (),
        quantity: Quantity | None = None,
        time: TimeExpression | None = None,
    ) -> None:
        clause = clause_of[at] if at < len(clause_of) else -1
        role, preposition = _role(syntax, clause, at)
        span, text = mention.span, mention.text
        terms.append(
            Term(span, text, key, kind, tag, weight, at, clause, role, names, quantity, time, preposition)
        )

    for time in times:
        inside = tokens_in(time.span)
        if inside:
            covered.update(inside)
            add(time, inside[0], time.text.lower(), "time", "#", TIME, time=time)
    for quantity in quantities:
        inside = [at for at in tokens_in(quantity.span) if at not in covered]
        if inside:
            covered.update(inside)
            anchor = next((at for at in inside if tokens[at].start >= quantity.number.start), inside[0])
            add(quantity, anchor, quantity.text.lower(), "quantity", "#", FIGURE, quantity=quantity)
    for name in names:
        own = [at for at in range(name.start, name.end) if at not in covered]
        if own:
            covered.update(own)
            weight = NAME if name.kind != "role" else 1.2
            add(name, own[0], " ".join(name.words), "name", "P", weight, names=(name,))
    for at, token in enumerate(tokens):
        if at in covered:
            continue
        mention = Mention(Span(token.start, token.end), token.text)
        if at in antecedents:
            add(mention, at, token.lower, "pronoun", "O", NAME, names=antecedents[at])
        elif (
            token.tag in "NVAR" or token.tag == "P" or (token.tag == "#" and token.lower not in NUMBER_WORDS)
        ):
            light = token.lemma in _light().get(token.tag, ())
            weight = LIGHT if light else WEIGHTS[token.tag]
            key = token.lemma
            clause = clause_of[at]
            verb = syntax.clauses[clause].verb if clause >= 0 else None
            if verb is not None and verb.head == at:
                key = syntax.clauses[clause].lemma
                light = key in _light()["V"] or _reports(syntax, clause)
                weight = LIGHT if light else WEIGHTS["V"]
            if token.lower == "longer" and at and tokens[at - 1].lower == "no":
                continue  # a denial, read with the clause
            if token.tag == "V" and verb is not None and verb.start <= at < verb.end and at != verb.head:
                continue
            add(mention, at, key, "word", token.tag, weight)
    terms.sort(key=lambda term: term.span.start)
    return tuple(terms)


def _reports(syntax: Syntax, number: int) -> bool:
    """A verb of saying with what was said: the speaker is compared, the verb is not."""
    clause = syntax.clauses[number]
    if clause.lemma not in cues().reporting or clause.objects:
        return False
    if clause.verb is None or clause.verb.passive:
        return False
    after = syntax.clauses[number + 1] if number + 1 < len(syntax.clauses) else None
    if after is None or after.nominal:  # "…," Ann said
        return number > 0
    opens = after.marker in ("that", "how", "whether", "what") or (
        after.marker == "" and after.subject is not clause.subject
    )
    return opens and after.verb is not None and after.verb.form == "finite"


def _clause_of(syntax: Syntax) -> list[int]:
    """For each token the index of the clause it belongs to."""
    found = [-1] * len(syntax.tokens)
    for number, clause in enumerate(syntax.clauses):
        if not clause.nominal:
            for at in range(clause.start, min(clause.end, len(found))):
                found[at] = number
    return found


def _joined_with(syntax: Syntax, clause: Clause, at: int) -> str:
    """The role of the phrase that "and" joins this token's phrase to: "Ann and Bob met"."""
    own = next((phrase for phrase in syntax.phrases if phrase.start <= at < phrase.end), None)
    if own is None or own.start < 2 or syntax.tokens[own.start - 1].tag != "C":
        return ""
    for role, phrase in (("agent", clause.agent), ("patient", clause.patient)):
        if phrase is not None and phrase.end == own.start - 1:
            return role
    return ""


def _role(syntax: Syntax, number: int, at: int) -> tuple[str, str]:
    if number < 0:
        return "other", ""
    clause: Clause = syntax.clauses[number]
    if clause.verb is not None and clause.verb.start <= at < clause.verb.end:
        return "predicate", ""
    for role, phrase in (("agent", clause.agent), ("patient", clause.patient)):
        if phrase is not None and phrase.start <= at < phrase.end:
            if phrase.possessor is not None and at < phrase.head and role == "agent":
                return role, phrase.preposition or ""
            return role, phrase.preposition or ""
    for phrase in clause.obliques:
        if phrase.start <= at < phrase.end:
            return "oblique", phrase.preposition or ""
    joined = _joined_with(syntax, clause, at)
    if joined:
        return joined, ""
    for phrase in syntax.phrases:
        if phrase.start <= at < phrase.end:
            return "other", phrase.preposition or ""
    return "other", ""
