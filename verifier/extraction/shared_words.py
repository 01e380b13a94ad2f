"""What the second part of a sentence takes from the first: its subject, "will" or "has", and the time."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.analysis import Analysis
from verifier.analysis.structure import Phrase
from verifier.analysis.wordforms import HAVE, UNCHANGED
from verifier.frozen import frozen
from verifier.model import Span

_LONGEST_SUBJECT = 24  # tokens
_LONGEST_LEAD = 40  # code points of "In the spring of 2002,"


@frozen
class Cut:
    """Where a part begins, and how it gets its subject."""

    at: int  # token with which the part begins; the words that joined it are left out
    joint: int  # first token of what joined it
    clause: int
    kind: str  # main | shared | own | relative | resumed


def subject_of(analysis: Analysis, cuts: Sequence[Cut], number: int) -> Span | None:
    """The words of the subject that a part takes from before it."""
    tokens, clauses = analysis.syntax.tokens, analysis.syntax.clauses
    cut = cuts[number]
    if cut.kind == "relative":
        return _antecedent(analysis, cut)
    source = cuts[0] if cut.clause < 0 else cut
    clause = clauses[source.clause]
    phrase: Phrase | None = clause.subject
    if phrase is None:
        return None
    start = _with_possessor(analysis, phrase)
    stop = phrase.end
    verbs = [c.verb.start for c in clauses if c.verb is not None and c.verb.start >= phrase.end]
    limit = min(verbs, default=phrase.end)
    joints = [one.joint for one in cuts if one.joint > phrase.start]
    limit = min([limit, *joints])
    while limit > stop and (tokens[limit - 1].tag == "R" or tokens[limit - 1].text == ","):
        limit -= 1
    stop = max(stop, limit)
    if sum(token.text == "," for token in tokens[start:stop]) == 1 and tokens[stop].text == ",":
        stop += 1  # "her first novel, Salt," takes its closing comma with it
    if stop - start > _LONGEST_SUBJECT:
        return None
    return Span(tokens[start].start, tokens[stop - 1].end)


def _with_possessor(analysis: Analysis, phrase: Phrase) -> int:
    start = phrase.start
    for other in analysis.syntax.phrases:
        if phrase.possessor is not None and other.head == phrase.possessor:
            start = min(start, other.start)
    return start


def _antecedent(analysis: Analysis, cut: Cut) -> Span | None:
    """What ", which" or ", who" takes up, where only one thing can be meant."""
    tokens = analysis.syntax.tokens
    before = [phrase for phrase in analysis.syntax.phrases if phrase.end <= cut.joint]
    if not before or before[-1].end != cut.joint:
        return None
    last = before[-1]
    person = tokens[cut.at - 1].lower == "who"
    names = [name for name in analysis.names if name.end == last.end]
    if person:
        fits = [name for name in names if name.kind in ("person", "other")]
        return fits[-1].span if fits else None
    if last.preposition is not None and len(before) > 1 and before[-2].end >= last.start - 1:
        # "a tariff on India, which": the tariff, or India? The tariff when the clause speaks of one again.
        whole = before[-2]
        again = {token.lemma for token in tokens[cut.at :] if token.tag == "N"}
        if tokens[whole.head].lemma not in again or whole.preposition is not None:
            return None
        start = _with_possessor(analysis, whole)
        return Span(tokens[start].start, tokens[last.end - 1].end)
    if any(name.kind == "person" for name in names):
        return None
    if last.preposition is not None and not (names and last.preposition in ("by", "with", "in", "at")):
        return None  # "a foot carved from marble, which"
    start = _with_possessor(analysis, last)
    return Span(tokens[start].start, tokens[last.end - 1].end)


def auxiliaries(analysis: Analysis, cuts: Sequence[Cut], number: int) -> str | None:
    """What the second predicate takes from the first, "will" or "has"; None where that is not plain."""
    tokens, clauses = analysis.syntax.tokens, analysis.syntax.clauses
    cut = cuts[number]
    if cut.kind != "shared" or cut.clause < 0:
        return ""
    own = clauses[cut.clause].verb
    before = [
        c.verb
        for c in clauses[: cut.clause]
        if c.verb is not None and c.verb.form == "finite" and c.subject == clauses[cut.clause].subject
    ]
    if own is None or not before:
        return None
    first = before[-1]
    head, start = tokens[own.head], tokens[own.start]
    if start.tag in ("M", "X"):
        bare = start.lower in ("be", "have", "do") and first.modal is not None
        return tokens[first.start].lower if bare and not first.negated else ""
    if head.lower in UNCHANGED and first.modal is None:
        return ""  # "is 300 metres long and cost 40 million": the past of "cost"
    if head.form == "s":
        return "" if tokens[first.start].form in ("s", "past") or first.perfect or first.modal else None
    if first.modal is not None and head.form == "base":
        return tokens[first.start].lower if not first.negated else None
    if head.form == "base":
        return "" if tokens[first.head].form == "base" and first.modal is None else None
    if first.perfect and not first.passive:
        return next(
            (tokens[at].lower for at in range(first.start, first.end) if tokens[at].lower in HAVE), None
        )
    if first.passive:
        active = own.end < len(tokens) and tokens[own.end].tag in "DSP#O"
        simple = tokens[own.head].form == "past" and not tokens[own.head].lower.endswith("ed")
        return "" if active or simple else None
    return "" if head.form == "past" else None


def time_before(analysis: Analysis, first: Cut, subject: Span) -> Span | None:
    """A time that opens the sentence holds for both predicates: "In 2002 …"."""
    tokens = analysis.syntax.tokens
    begin = tokens[first.at].start
    if subject.start <= begin:
        return None
    lead = Span(begin, subject.start)
    timed = any(time.span.within(lead) for time in analysis.times)
    if not timed or lead.end - begin >= _LONGEST_LEAD:
        return None
    return Span(begin, begin + len(lead.of(analysis.text).rstrip()))
