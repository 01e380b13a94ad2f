"""The claims that are nearest to a statement, compared with it and judged, one after another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from verifier.analysis import Analysis, Vocabulary, analyse
from verifier.analysis.given_values import with_value
from verifier.compare import align, compare
from verifier.documents import without_invisible
from verifier.findings import Candidate, Judgement, Label
from verifier.judges import Judge
from verifier.knowledge import Store
from verifier.knowledge.queries import query_for
from verifier.knowledge.quotes_in_place import in_place
from verifier.model import Claim, ClaimValue

ALWAYS_JUDGED = 4  # candidates that are judged however far they are
FAR = 0.4  # share of the best score below which the others are not: measured on development data
READ_AGAIN = 3  # claims, those with most of the statement's words
LEAST_WORDS = 0.3  # share of them; a claim that has fewer is about something else
_WORD = re.compile(r"[^\W_]{3,}")
Read = Callable[[Claim], Analysis]


def judge_statement(
    statement: Analysis,
    store: Store,
    read: Read,
    judge: Judge,
    candidates: int,
) -> list[Judgement]:
    """The word of each of the nearest claims on one statement, nearest first."""
    found = []
    nearest = store.find(query_for(statement), candidates)
    for number, candidate in enumerate(nearest):
        if number >= ALWAYS_JUDGED and candidate.score < FAR * nearest[0].score:
            break  # what is this far from the statement, with others near, never decided anything
        found.append(_judged(statement, candidate, read, judge))
    return found


def _judged(statement: Analysis, candidate: Candidate, read: Read, judge: Judge) -> Judgement:
    alignment = align(statement, read(candidate.claim))
    return judge.judge(candidate, alignment, compare(alignment))


def judge_in_place(
    statement: Analysis,
    found: Sequence[Judgement],
    store: Store,
    read: Read,
    judge: Judge,
) -> list[Judgement]:
    """The same judgements; a claim that leaves the statement open is read once more as its source puts it.

    A claim is written to stand alone, and in doing so it loses words that a draft may use, and what the
    sentences before its quote say. Its source is trusted as much as the claim is.
    """
    nearest = sorted(range(len(found)), key=lambda at: -found[at].confidence)[:READ_AGAIN]
    judged = []
    for at, one in enumerate(found):
        quoted = None
        if at in nearest and one.label is Label.NEITHER and one.confidence >= LEAST_WORDS:
            quoted = in_place(one.candidate.claim, store.sources)
        if quoted is not None and _says_more(quoted, one.candidate.claim, statement.text):
            again = _judged(statement, replace(one.candidate, claim=quoted), read, judge)
            one = again if again.label is not Label.NEITHER else one
        judged.append(one)
    return judged


def _says_more(quoted: Claim, claim: Claim, statement: str) -> bool:
    """The source has a word of the statement that the claim has not; by their beginnings."""
    more = _beginnings(" ".join((*quoted.context, quoted.statement))) - _beginnings(claim.statement)
    return bool(more & _beginnings(statement))


def _beginnings(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.lower())}


def judge_unfound(
    statement: Analysis,
    found: Sequence[Judgement],
    store: Store,
    read: Read,
    judge: Judge,
    as_of: date | None,
) -> list[Judgement]:
    """The word of the claims that have no word of the statement's, in claims order.

    A judge that knows what words mean can tell that two sentences without a word in common say the same. It
    can be asked about every claim only where there are few.
    """
    known = {judgement.candidate.claim.id for judgement in found}
    rest = [Candidate(claim, 0.0) for claim in store.active(as_of) if claim.id not in known]
    return [_judged(statement, one, read, judge) for one in rest]


def claim_analysis(claim: Claim, vocabulary: Vocabulary, as_of: date | None) -> Analysis:
    """How the matcher understands a claim: its words, and a maintainer's own figure or date."""
    return _analysed(claim.statement, claim.context, claim.value, vocabulary, as_of)


@lru_cache(maxsize=20_000)
def _analysed(
    text: str, context: tuple[str, ...], value: ClaimValue | None, vocabulary: Vocabulary, as_of: date | None
) -> Analysis:
    seen, before = without_invisible(text), tuple(map(without_invisible, context))
    return with_value(analyse(seen, context=before, vocabulary=vocabulary, as_of=as_of), value)
