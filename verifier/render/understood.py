"""How the matcher understands a sentence, in words: what a person has to see before accepting a claim."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.assertion import Assertion, Modality
from verifier.analysis.cue_words import cues
from verifier.model import Bound, Quantity, TimeBound, TimeExpression

_MODALITY = {
    Modality.OPEN: "undecided",
    Modality.POSSIBLE: "possible",
    Modality.PLANNED: "planned",
    Modality.EXPECTED: "expected",
    Modality.FIRM: "firm, still to come",
    Modality.DONE: "a fact",
}
_STANCE = {"claimed": ", who claims it", "denied": ", who denies it"}


def understood(analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """Rows of label and words: value, bound, time, names, polarity, modality, speaker.

    What holds for one clause only is said with its verb. A sentence that states no fact has one row more.
    """
    rows = (
        [("not checked", f"it reads as no fact ({analysis.not_checkable})")] if analysis.not_checkable else []
    )
    rows += [row for quantity in analysis.quantities for row in _value(quantity)]
    rows += [("time", _time(time)) for time in analysis.times]
    if analysis.names:
        named = dict.fromkeys(_name(name.text, name.kind, name.ids) for name in analysis.names)
        rows.append(("names", ", ".join(named)))
    spoken = any(assertion.speaker_text or assertion.speaker for assertion in analysis.assertions)
    clauses = [
        (clause.lemma, assertion)
        for clause, assertion in zip(analysis.syntax.clauses, analysis.assertions, strict=False)
        if not clause.nominal
        and not (spoken and clause.lemma in cues().reporting and not _speaker(assertion))
    ]
    rows.append(
        ("polarity", _by_clause([(verb, "denied" if a.negated else "affirmed") for verb, a in clauses]))
    )
    rows.append(("modality", _by_clause([(verb, _MODALITY[a.modality]) for verb, a in clauses])))
    rows.append(("speaker", _by_clause([(verb, _speaker(a) or "nobody named") for verb, a in clauses])))
    return tuple((label, words) for label, words in rows if words)


def _value(quantity: Quantity) -> tuple[tuple[str, str], ...]:
    low, high = quantity.low, quantity.high
    number = quantity.number.shift(-quantity.span.start)
    figure = quantity.text[number.start : number.end] if 0 <= number.start < number.end else quantity.text
    unit = quantity.unit or ""
    measured = f"{figure} {unit}".rstrip() if not unit.startswith("/") else figure
    if quantity.of:
        measured += f" of {quantity.of}" if measured != figure else f" {quantity.of}"
    if unit.startswith("/"):
        measured += f" per {unit[1:]}"
    value = ("value", f"{measured} (“{quantity.text}”)")
    if quantity.bound is Bound.EXACT and low == high:
        return (value,)
    return value, ("bound", quantity.bound.value)


def _time(time: TimeExpression) -> str:
    bound = "" if time.bound is TimeBound.AT else f"{time.bound.value} "
    inferred = f", {' and '.join(sorted(time.inferred))} inferred" if time.inferred else ""
    relative = f", relative ({time.relative})" if time.relative else ""
    return f"{bound}{time.edtf} (“{time.text}”{relative}{inferred})"


def _name(text: str, kind: str, ids: tuple[str, ...]) -> str:
    known = f": {'/'.join(ids)}" if ids else "" if kind == "other" else f": {kind}"
    return f"{text}{known}"


def _speaker(assertion: Assertion) -> str:
    said_by = assertion.speaker_text or ", ".join(name.text for name in assertion.speaker)
    return said_by + _STANCE.get(assertion.stance, "") if said_by else ""


def _by_clause(said: list[tuple[str, str]]) -> str:
    """One word for all clauses that agree, else each with its verb."""
    words = dict.fromkeys(word for _, word in said)
    if len(words) <= 1:
        return next(iter(words), "")
    return "; ".join(f"{verb}: {word}" if verb else word for verb, word in said)
