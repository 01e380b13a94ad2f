"""What the entailment model is shown for a statement: passages of evidence, each with the claims in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verifier.analysis import Analysis
from verifier.analysis.coreference import common_antecedent
from verifier.findings import Judgement
from verifier.frozen import frozen
from verifier.model import Claim, Span

BEFORE = 2  # sentences before a claim that come with it, when they fit
ALONE = 2  # claims that are shown one at a time, the nearest ones
NEAREST = 3  # claims that are shown together
PERSONAL = frozenset({"he", "she", "it", "they", "him", "her", "them"})
ARTICLES = frozenset({"a", "an", "the", "this", "that"})
POSSESSIVE = frozenset({"his", "her", "its", "their"})


@frozen
class Passage:
    """Some claims, in the order of their source, with the sentences that they need to be understood."""

    text: str
    judgements: tuple[Judgement, ...]  # of the claims in it, nearest first


def passages(judgements: Sequence[Judgement], room: int, *, together: bool) -> tuple[Passage, ...]:
    """The passages for one statement: each of the nearest claims, and then several in one where it has parts.

    One claim at a time is what a small model reads best; `together` is for a statement of several details,
    which several claims may back only together. `room` is how many characters the model reads at once. What
    is left of it goes to the sentences before a claim.
    """
    alone = [(judgement,) for judgement in judgements[:ALONE]]
    groups: list[tuple[Judgement, ...]] = list(alone)
    if together and len(judgements) > 1:
        joined: tuple[Judgement, ...] = (judgements[0],)
        for judgement in judgements[1:NEAREST]:
            if len(_joined((*joined, judgement), 0).text) <= room:
                joined = (*joined, judgement)
        groups += [joined] if len(joined) > 1 else []
    return tuple(_with_context(group, room) for group in groups)


def _with_context(judgements: Sequence[Judgement], room: int) -> Passage:
    """These claims with as many sentences before them as fit."""
    for before in range(BEFORE, 0, -1):
        found = _joined(judgements, before)
        if len(found.text) <= room:
            return found
    return _joined(judgements, 0)


def _joined(judgements: Sequence[Judgement], before: int) -> Passage:
    """All of them, no sentence twice."""
    ordered = sorted(judgements, key=lambda judgement: _position(judgement.candidate.claim))
    own = {judgement.candidate.claim.statement for judgement in ordered}
    lines: dict[str, None] = {}
    for judgement in ordered:
        claim = judgement.candidate.claim
        context = claim.context[len(claim.context) - min(before, len(claim.context)) :]
        lines.update(dict.fromkeys(line for line in context if line not in own))
        lines[claim.statement] = None
    return Passage(" ".join(_plain(line) for line in lines), tuple(judgements))


def windows(text: str, room: int) -> tuple[str, ...]:
    """A long text in windows of whole sentences, of at most `room` characters where no sentence has more.

    Each shares its last sentence with the next.
    """
    from verifier.documents import split_sentences

    sentences = [_plain(span.of(text)) for span in split_sentences(text)]
    found: list[str] = []
    first = 0
    while first < len(sentences):
        last = first + 1
        while last < len(sentences) and len(" ".join(sentences[first : last + 1])) <= room:
            last += 1
        found.append(" ".join(sentences[first:last]))
        if last >= len(sentences):
            break
        first = max(last - 1, first + 1)
    return tuple(found)


def _position(claim: Claim) -> tuple[str, int, str]:
    first = claim.citations[0] if claim.citations else None
    start = first.span.start if first is not None and first.span is not None else 0
    return (first.source if first is not None else "", start, claim.id)


def stated(statement: Analysis) -> str:
    """The statement with what its pronouns stand for in their place: a name, or an earlier noun."""
    text = statement.text
    for span, words in sorted((*_named(statement), *_taken_up(statement)), key=lambda one: -one[0].start):
        text = text[: span.start] + words + text[span.end :]
    return _plain(text)


def _named(statement: Analysis) -> Iterator[tuple[Span, str]]:
    tokens = statement.syntax.tokens
    for term in statement.terms:
        word = term.text.lower()
        if term.kind != "pronoun" or not term.names or word not in PERSONAL | POSSESSIVE:
            continue
        names = " and ".join(dict.fromkeys(name.text for name in term.names))
        before_noun = term.token + 1 < len(tokens) and tokens[term.token + 1].tag in ("N", "A", "#")
        if word in POSSESSIVE and (word not in PERSONAL or before_noun):
            names += "'s"
        yield term.span, names


def _taken_up(statement: Analysis) -> Iterator[tuple[Span, str]]:
    """The subject "it" that stands for no name: "It was built in 1932" after a sentence on a station."""
    named = {term.token for term in statement.terms if term.kind == "pronoun" and term.names}
    for clause in statement.syntax.clauses:
        at = clause.subject.head if clause.subject is not None else None
        if at is None or at in named:
            continue
        found = common_antecedent(statement.syntax, at, statement.context_syntaxes)
        if found is not None:
            token = statement.syntax.tokens[at]
            earlier, noun = found
            words = [one.text for one in earlier.tokens[noun.start : noun.end]]
            if words[0].lower() in ARTICLES:
                words[0] = "The" if at == 0 else "the"
            yield Span(token.start, token.end), " ".join(words)


def _plain(text: str) -> str:
    """On one line, and without what cannot be encoded."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
