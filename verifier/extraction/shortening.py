"""Taking off what leans on something unknown, where the rest says as much without it."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.extraction.splitting import Part
from verifier.extraction.words import words
from verifier.model import Span

_LEAST = 4  # tokens that must be left


def without_lead(analysis: Analysis, part: Part, problem: Span) -> Part | None:
    """The part without the phrase at its head that holds the problem, when a comma sets that phrase off.

    "Speaking after the earlier talks, Ann Lee said …" says as much without it. A condition or a speaker is
    never taken off.
    """
    run = next((run for run in part.spans if problem.within(run)), None)
    if run is None or run is not part.runs[0]:
        return None
    tokens = analysis.syntax.tokens
    lead = [token for token in tokens if run.start <= token.start < run.end]
    comma = next((token for token in lead if token.text == "," and token.start >= problem.end), None)
    if comma is None or lead[0].tag not in ("I", "V", "R", "A"):
        return None
    words = {token.lower for token in lead if token.start < comma.start}
    if words & {"according", "if", "unless", "without", "except", "unlike", "not", "no"}:
        return None
    if any(token.tag in ("M", "X") for token in lead if token.start < comma.start):
        return None
    following = next((token for token in lead if token.start > comma.start), None)
    if following is None or following.tag in ("C", "V", "B", "W"):
        return None
    return Part((Span(following.start, run.end), *part.runs[1:]))


def without_tail(analysis: Analysis, part: Part, problem: Span) -> Part | None:
    """The part without the clause at its end that holds the problem: ", but that is not why", ", which …"."""
    run = part.runs[-1]
    if not isinstance(run, Span) or not problem.within(run):
        return None
    tokens = [t for t in analysis.syntax.tokens if run.start <= t.start < run.end]
    joints = words("joining") | words("contrasting") | {"which"}
    for at in range(len(tokens) - 1, _LEAST, -1):
        token = tokens[at]
        if token.lower in joints and tokens[at - 1].text == "," and token.end <= problem.start:
            verbs = [
                c.verb for c in analysis.syntax.clauses if c.verb is not None and c.verb.form == "finite"
            ]
            places = [analysis.syntax.tokens[verb.head].start for verb in verbs]
            here = any(run.start <= place < tokens[at - 1].start for place in places)
            there = any(token.end <= place < run.end for place in places)
            if here and there:
                return Part((*part.runs[:-1], Span(run.start, tokens[at - 1].start)))
    return None
