"""What a sentence states beside its main statement: when and why it was so, what followed, what a thing is.

These are facts of their own, and the sentence stays whole as well, because that they belong together is a
fact too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from verifier.analysis import Analysis
from verifier.analysis.structure import Clause
from verifier.extraction.splitting import Part, Reads
from verifier.extraction.words import words
from verifier.model import Span

_INSIDE = frozenset({"in", "at", "of", "on"})


def beside(analysis: Analysis, parts: Sequence[Part], read: Reads) -> list[Part]:
    """Further statements that the parts of a sentence hold."""
    if any(one.speaker_text for one in analysis.assertions) or any(sign in analysis.text for sign in '"“”'):
        return []
    if any(clause.marker in ("if", "unless") for clause in analysis.syntax.clauses):
        return []
    found: list[Part] = []
    for clause in analysis.syntax.clauses:
        if clause.verb is None or clause.nominal:
            continue
        own = next((part for part in parts if _within(analysis, clause, part)), None)
        if own is None:
            continue
        for made in (_occasion(analysis, clause, own), _described(analysis, clause)):
            if made is not None and _holds(analysis, made, clause, read):
                found.append(made)
    return found


def without_weighing(analysis: Analysis, part: Part) -> tuple[Part, ...]:
    """The part without ", making it more important" at its end; with ", causing a shortage" both are kept."""
    tokens = analysis.syntax.tokens
    for clause in analysis.syntax.clauses:
        verb = clause.verb
        if verb is None or clause.nominal or verb.form != "gerund" or not verb.start:
            continue
        comma = tokens[verb.start - 1]
        run = part.runs[-1]
        if comma.text != "," or not isinstance(run, Span) or not run.start < comma.start < run.end:
            continue
        if not _finite_before(analysis, run.start, comma.start):
            continue
        shorter = Part((*part.runs[:-1], Span(run.start, comma.start)))
        behind = [token for token in tokens if comma.end <= token.start < run.end]
        if any(token.text == "," and following.tag != "V" for token, following in pairwise(behind)):
            return (part,)  # the sentence goes on behind it
        weighed = verb.lemma in words("weighing_verbs") and any(
            token.lemma in words("weighing_nouns") | words("weighing_adjectives") for token in behind
        )
        return (shorter,) if weighed else (shorter, part)
    return (part,)


def _finite_before(analysis: Analysis, start: int, end: int) -> bool:
    tokens = analysis.syntax.tokens
    return any(
        clause.verb is not None
        and clause.verb.form == "finite"
        and start <= tokens[clause.verb.start].start < end
        for clause in analysis.syntax.clauses
    )


def _within(analysis: Analysis, clause: Clause, part: Part) -> bool:
    assert clause.verb is not None
    at = analysis.syntax.tokens[clause.verb.head].start
    return any(span.start <= at < span.end for span in part.spans)


def _occasion(analysis: Analysis, clause: Clause, part: Part) -> Part | None:
    """The clause behind "when", "after" or "because", where it tells of something that has happened."""
    tokens, verb = analysis.syntax.tokens, clause.verb
    assert verb is not None
    subject = clause.subject
    if verb.form != "finite" or verb.modal or subject is None or subject.start != clause.start + 1:
        return None
    opens = clause.start == 0 or tokens[clause.start].start == part.quote.start
    factual = clause.marker in words("factual") or (clause.marker == "as" and opens)
    past = tokens[verb.start].form in ("past", "participle") or tokens[verb.start].lower in (
        "was",
        "were",
        "had",
    )
    if not factual or not (
        past or (clause.marker in ("as", "because", "since") and tokens[verb.start].form != "base")
    ):
        if not (clause.marker == "as" and opens):
            return None
    end = next(
        (at for at in range(verb.end, len(tokens)) if tokens[at].text in (",", ";", ".", "(", "–", "—")),
        len(tokens),
    )
    last = next((run.end for run in part.spans if run.start <= tokens[verb.head].start < run.end), 0)
    return Part((Span(tokens[subject.start].start, min(tokens[end - 1].end, last)),))


def _described(analysis: Analysis, clause: Clause) -> Part | None:
    """A thing with a participle behind it: "a meeting in Rome scheduled for 4 May" says when it is."""
    tokens, verb = analysis.syntax.tokens, clause.verb
    assert verb is not None
    if verb.form != "participle" or verb.lemma not in words("telling_participles") or verb.end >= len(tokens):
        return None
    if tokens[verb.end].tag not in ("I", "R", "T"):
        return None
    before = [phrase for phrase in analysis.syntax.phrases if phrase.end <= verb.start]
    if not before or before[-1].end != verb.start:
        return None
    head = before.pop()
    while head.preposition in _INSIDE and before and before[-1].end == head.start - 1:
        head = before.pop()
    first = tokens[head.start]
    if head.preposition is not None or first.lower not in ("a", "an", "the") or head.end - head.start < 2:
        return None
    end = next(
        (at for at in range(verb.end, len(tokens)) if tokens[at].text in (",", ";", ".", "(", "–", "—")),
        len(tokens),
    )
    main = next(
        (c.verb for c in analysis.syntax.clauses if c.verb is not None and c.verb.form == "finite"), None
    )
    if main is None:
        return None
    past = tokens[main.start].form == "past" or tokens[main.start].lower in ("was", "were", "had", "did")
    plural = tokens[head.head].lower != tokens[head.head].lemma
    be = ("were" if plural else "was") if past else ("are" if plural else "is")
    thing = Span(tokens[head.start + 1].start, tokens[verb.start - 1].end)
    return Part(("the", thing, be, Span(tokens[verb.start].start, tokens[end - 1].end)))


def _holds(analysis: Analysis, part: Part, clause: Clause, read: Reads) -> bool:
    """Read alone it is a statement, with content of its own."""
    text = part.text(analysis.text)
    again = read(text[:1].upper() + text[1:] + ".")
    if again.not_checkable is not None or sum(not term.light for term in again.terms) < 3:
        return False
    main = next((c for c in again.syntax.clauses if c.verb is not None and not c.nominal), None)
    return (
        main is not None
        and main.subject is not None
        and any(c.lemma == clause.lemma for c in again.syntax.clauses)
    )
