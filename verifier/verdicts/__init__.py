"""Decides: the judgements of all candidates, of the quotations and of the characters become one finding."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date

from verifier.analysis import Analysis
from verifier.documents import Document, Written, hidden_characters
from verifier.findings import CitedClaim, Comparison, Deciding, Finding, Judgement, NearClaim, Verdict
from verifier.judges.repetition import Repetition
from verifier.knowledge import is_expired
from verifier.model import Citation, Claim, Sentence
from verifier.quotations import Quoted
from verifier.verdicts.hidden import HIDDEN, with_hidden
from verifier.verdicts.opinion import UNSETTLED, with_opinion
from verifier.verdicts.precedence import Decision, of_claims
from verifier.verdicts.quoted import not_of, with_quotations
from verifier.verdicts.withdrawn import with_withdrawn

NO_QUOTATION = Quoted()
NEAREST = 3  # claims that an unverified finding names


def decide(
    document: Document,
    sentence: Sentence,
    analysis: Analysis,
    judgements: Sequence[Judgement],
    read: Callable[[Claim], Analysis],
    *,
    quoted: Quoted = NO_QUOTATION,
    opinion: Sequence[Judgement] = (),
    repetitions: Sequence[Repetition] = (),
    successor: Callable[[Claim], Claim | None] = lambda _: None,
    as_of: date | None = None,
    written: Written | None = None,
) -> Finding:
    """One finding for one statement. `read` understands a claim; `quoted` is what its quotations come to, and
    `opinion` what a second judge says of it. `repetitions` are of claims that no longer count; `successor` is
    what took the place of one. `written` is the statement with what nobody sees in it."""
    own = written or Written(document, sentence)
    text = own.sentence.text
    fresh = [j for j in judgements if not is_expired(j.candidate.claim, as_of)]
    expired = [j for j in judgements if is_expired(j.candidate.claim, as_of)]
    live = not_of(quoted, fresh)
    decision = with_opinion(of_claims(analysis, live, expired, read), opinion)
    decision = with_withdrawn(decision, repetitions, successor)
    decision = with_quotations(decision, live, quoted, sentence.text)
    decision = with_hidden(decision, text, hidden_characters(text))
    judgements = (*(j for j in quoted.judgements if j.candidate.claim.id), *judgements)
    cited = tuple(
        CitedClaim(j.candidate.claim, citation)
        for j in decision.judgements
        for citation in _evidence(j.candidate.claim)
    )
    unseen = decision.rule == HIDDEN  # then what decides has no place in what is seen
    deciding = _deciding(
        *((own.document, own.sentence) if unseen else (document, sentence)), decision.deciding
    )
    order = {id(j): number for number, j in enumerate(decision.judgements)}
    ordered = sorted((*opinion, *judgements), key=lambda j: order.get(id(j), len(order)))
    return Finding(
        statement=text,
        place=own.document.locate(own.sentence.span),
        block=own.sentence.block,
        verdict=decision.verdict,
        rule=decision.rule,
        message=decision.message,
        confidence=decision.confidence,
        judge=decision.judgements[0].judge if decision.judgements else "rules",
        fingerprint=_fingerprint(text, decision),
        deciding=deciding,
        cited=cited,
        nearest=_nearest(judgements) if decision.verdict is Verdict.UNVERIFIED else (),
        judgements=tuple(ordered),
        suggestion=decision.suggestion,
    )


def _evidence(claim: Claim) -> tuple[Citation, ...]:
    """The quotes that are shown for a claim: of a retracted one, the retraction first."""
    notice = claim.retraction.citations if claim.retraction else ()
    return (*(citation for citation in notice if citation.vanished is None), *claim.evidence)


def unsettled(finding: Finding) -> bool:
    """Whether a second judge may still have a word: nothing clashes, and nothing but coverage is missing."""
    return finding.verdict is Verdict.UNVERIFIED and finding.rule in UNSETTLED


def _deciding(document: Document, sentence: Sentence, comparison: Comparison | None) -> Deciding | None:
    if comparison is None or comparison.stated is None:
        return None
    stated = comparison.stated
    place = document.locate(stated.span.shift(sentence.span.start))
    known = comparison.known
    return Deciding(comparison.facet, stated.text, known.text if known is not None else None, place)


def _nearest(judgements: Sequence[Judgement]) -> tuple[NearClaim, ...]:
    ordered = sorted(judgements, key=lambda j: (-j.confidence, -j.candidate.score, j.candidate.claim.id))
    return tuple(
        NearClaim(j.candidate.claim, j.confidence, j.reason) for j in ordered[:NEAREST] if j.confidence > 0.2
    )


# Words, and of other signs those that make another figure of one: −5, 1.5, 5%, €5.
WORDS = re.compile(r"\w+|(?<!\w)[-−+<>≤≥±](?=\d)|[$€£¥](?=\d)|(?<=\d)[.,:](?=\d)|(?<=\d)[%‰°€£¥]")


def _fingerprint(text: str, decision: Decision) -> str:
    """Identity of a finding across edits elsewhere: the statement's words, the rule's family and the claims.

    Not the message, the version, the path or the line.
    """
    words = " ".join(WORDS.findall(text.casefold()))
    claims = " ".join(judgement.candidate.claim.id for judgement in decision.judgements)
    return hashlib.sha256(f"{words}\n{decision.rule}\n{claims}".encode("utf-8", "surrogatepass")).hexdigest()[
        :32
    ]
