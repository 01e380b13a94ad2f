"""What the quotations of a statement do to the verdict by claims: the worst detail wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verifier.findings import Comparison, Facet, Judgement, Label, Relation, Verdict
from verifier.model import Mention, Span
from verifier.quotations import Quoted
from verifier.verdicts.messages import contradiction, named, suggestion
from verifier.verdicts.precedence import Decision
from verifier.verdicts.which_claim import clash_of

VAGUE = frozenset({"V201", "V202"})  # rules that say no more than "not covered"


def not_of(quoted: Quoted, judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements without clashes over words that a source has as quoted, or over their speaker."""
    if not quoted.verbatim:
        return list(judgements)
    settled = all(j.label is Label.SUPPORTS for j in quoted.judgements)
    return [
        j for j in judgements if j.label is not Label.REFUTES or not _settled(j, quoted.verbatim, settled)
    ]


def _settled(judgement: Judgement, verbatim: tuple[Span, ...], speaker: bool) -> bool:  # noqa: FBT001 - private, one caller
    return all(
        c.stated is not None
        and (
            any(c.stated.span.within(span) for span in verbatim)
            or (speaker and c.facet is Facet.ATTRIBUTION)
        )
        for c in judgement.comparisons
        if c.relation is Relation.CONFLICTS
    )  # fmt: skip


def with_quotations(found: Decision, live: Sequence[Judgement], quoted: Quoted, text: str) -> Decision:
    """The decision by claims, `found`, together with what was found of the quotations in `text`."""
    if not quoted.judgements:
        return found
    wrong = next((j for j in quoted.judgements if j.label is Label.REFUTES), None)
    if wrong is not None:
        clash = clash_of(wrong)
        return Decision(
            Verdict.CONTRADICTORY, wrong.rule, contradiction(wrong, clash), wrong.confidence, (wrong,), clash,
            suggestion(wrong),
        )  # fmt: skip
    if found.verdict is Verdict.CONTRADICTORY:
        return found
    if found.verdict is Verdict.UNVERIFIED and found.rule not in VAGUE and not _about_quoted(found, quoted):
        return found
    open_ = next((j for j in quoted.judgements if j.label is Label.NEITHER), None)
    if open_ is not None:
        return _not_verbatim(open_, found)
    left = _unbacked(found, live, quoted)
    names = " and ".join(dict.fromkeys(named(j) for j in quoted.judgements))
    if left is None:
        others = found.judgements if found.verdict is Verdict.CONSISTENT else ()
        known = {named(j) for j in quoted.judgements}
        judgements = (*quoted.judgements, *(j for j in others if named(j) not in known))
        return Decision(Verdict.CONSISTENT, "V003", f"Quoted word for word from {names}.", 1.0, judgements)
    if found.rule == "V202":
        return found
    rest = Comparison(Facet.WORDING, "not covered", Relation.SILENT, "V202", Mention(left, left.of(text)))
    message = f"The quotation is word for word that of {names}; “{left.of(text)}” is not in the claims."
    return replace(found, rule="V202", message=message, deciding=rest)


def _about_quoted(found: Decision, quoted: Quoted) -> bool:
    """A claim says the quoted words less strongly; what counts is that they were said."""
    if found.rule != "V208":
        return False
    stated = found.deciding.stated if found.deciding is not None else None
    return stated is None or any(stated.span.within(span) for span in quoted.spans)


def _not_verbatim(open_: Judgement, found: Decision) -> Decision:
    silent = next(c for c in open_.comparisons if c.relation is Relation.SILENT)
    if not named(open_):
        rule = found.rule if found.rule in VAGUE else "V202"
        return Decision(Verdict.UNVERIFIED, rule, "The quotation stands in no source.", 0.5, (), silent)
    message = f"Nearest is {named(open_)}, but {open_.reason}."
    return Decision(Verdict.UNVERIFIED, "V202", message, 0.5, (open_,), silent)


def _unbacked(found: Decision, live: Sequence[Judgement], quoted: Quoted) -> Span | None:
    """The first words outside of the quotations that nothing backs."""
    if found.verdict is Verdict.CONSISTENT:
        return None
    backed = [span for j in (*quoted.judgements, *live) if j.label is not Label.REFUTES for span in j.backed]
    return next((one for one in quoted.outside if not any(one.within(span) for span in backed)), None)
