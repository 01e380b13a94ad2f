"""The working of a finding, for `--explain`: the claims compared, facet by facet, and what each said."""

from __future__ import annotations

from verifier.findings import Comparison, Finding, Judgement
from verifier.render.sanitise import visible, width
from verifier.render.wrapping import wrapped

_INDENT = " " * 7
_MOST_CHARACTERS = 48  # of a compared mention


def working_lines(finding: Finding, columns: int) -> list[str]:
    """One block a judgement, decisive first; says so when no claim came near."""
    lines = [f"  working (judge {visible(finding.judge)}, confidence {finding.confidence:.2f})"]
    if not finding.judgements:
        why = "decided without comparing claims" if finding.cited else "no claim came near enough to compare"
        return [*lines, f"    {why}"]
    for number, judgement in enumerate(finding.judgements, start=1):
        lines += _judgement(number, judgement, columns)
    return lines


def _judgement(number: int, judgement: Judgement, columns: int) -> list[str]:
    candidate = judgement.candidate
    matched = f", matched on {visible('; '.join(candidate.matched_on))}" if candidate.matched_on else ""
    says = (
        f"{judgement.label.value} {judgement.rule}, confidence {judgement.confidence:.2f}: {judgement.reason}"
    )
    lines = [
        f"    {number}. {visible(candidate.claim.id)} (score {candidate.score:.2f}{matched})",
        *wrapped(_INDENT, _INDENT, f"“{candidate.claim.statement}”", columns),
        *wrapped(_INDENT, _INDENT, says, columns),
    ]
    rows = [_comparison(one) for one in judgement.comparisons]
    sizes = [max((width(row[column]) for row in rows), default=0) for column in range(4)]
    for row in rows:
        padded = [cell + " " * (size - width(cell)) for cell, size in zip(row, sizes, strict=False)]
        lines.append(("         " + "  ".join([*padded, row[4]])).rstrip())
    return lines


def _comparison(comparison: Comparison) -> tuple[str, str, str, str, str]:
    """Facet, level, relation, rule, and the two sides with the note."""
    sides = [
        f"{side} “{_cut(visible(mention.text))}”"
        for side, mention in (("stated", comparison.stated), ("known", comparison.known))
        if mention
    ]
    note = [visible(comparison.note)] if comparison.note else []
    return (
        comparison.facet.value,
        visible(comparison.level),
        comparison.relation.value,
        visible(comparison.rule),
        "; ".join(sides + note),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "…"
