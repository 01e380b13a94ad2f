"""How the matcher understands a statement, in a few words for the person who looks at it."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.assertion import Modality
from verifier.extraction.proposals import Proposal
from verifier.model import Bound, Quantity, TimeBound

_MODALITY = {
    Modality.OPEN: "open: nothing is settled",
    Modality.POSSIBLE: "possible",
    Modality.PLANNED: "planned or proposed",
    Modality.EXPECTED: "expected",
    Modality.FIRM: "firm: it will be so",
}


def understood(proposal: Proposal) -> tuple[str, ...]:
    """Figures, dates, speaker, strength and denial; what was put in other words; what was left out."""
    analysis = proposal.analysis
    facts = [_figure(one) for one in analysis.quantities if one.dimension != "ordinal"]
    for time in analysis.times:
        bound = "" if time.bound is TimeBound.AT else f"{time.bound.value} "
        facts.append(f"{bound}{time.edtf}" if time.edtf.strip("X-/") else f"“{time.text}”")
    if proposal.value is not None and proposal.value.edtf:
        facts.append(f"{proposal.value.edtf}, {' and '.join(sorted(proposal.value.inferred))} inferred")
    facts += _assertions(analysis)
    lines = ["; ".join(facts)] if facts else []
    changed = [f"“{one.was}” is “{one.now}”" for one in proposal.replaced]
    if changed:
        lines.append("read from the article: " + "; ".join(changed))
    if proposal.dropped:
        lines.append("left out: " + "; ".join(f"“{one}”" for one in proposal.dropped))
    return tuple(lines)


def _figure(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    if quantity.bound is Bound.VAGUE:
        number = f"“{quantity.text}”"
    elif low is not None and high is not None and low != high:
        number = f"{low:,f} to {high:,f}"
    else:
        value = low if low is not None else high
        number = f"{value:,f}" if value is not None else quantity.text
    words = [] if quantity.bound in (Bound.EXACT, Bound.BETWEEN, Bound.VAGUE) else [quantity.bound.value]
    unit = quantity.unit if quantity.dimension in ("percent", "count", "factor") else quantity.dimension
    if unit and unit not in ("count", "percent", "factor"):
        number = f"“{quantity.text}”"
        words = []
    words.append(number + (" percent" if quantity.dimension == "percent" else ""))
    if quantity.of and quantity.of not in number:
        words.append(f"of {quantity.of}" if quantity.dimension == "percent" else quantity.of)
    return " ".join(words)


def _assertions(analysis: Analysis) -> list[str]:
    found: dict[str, None] = {}
    for one in analysis.assertions:
        if one.speaker_text:
            how = {"denied": "denied by", "claimed": "claimed by"}.get(one.stance, "said by")
            found.setdefault(f"{how} {one.speaker_text}")
    for number, one in enumerate(analysis.assertions):
        clause = analysis.syntax.clauses[number]
        if clause.nominal or clause.verb is None:
            continue
        if one.negated:
            found.setdefault(f"denied: not “{clause.lemma}”")
        if one.modality in _MODALITY:
            found.setdefault(_MODALITY[one.modality])
    return list(found)
