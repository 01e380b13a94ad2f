"""Times that lean on the day of writing: made a date where that day is known, taken out where they can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from verifier.analysis import Analysis
from verifier.analysis.assertion import Modality
from verifier.analysis.times import read_times
from verifier.analysis.tokens import Token
from verifier.extraction.discourse import Unresolved
from verifier.extraction.rewriting import Edit
from verifier.extraction.splitting import Part
from verifier.extraction.words import floating_times
from verifier.model import ClaimValue, Grain, Span, TimeExpression

_MONTHS = "January February March April May June July August September October November December".split()
_BEFORE_TIMES = frozenset("in on at by since during over until from within just only early late".split())
_HALF_A_YEAR = 183  # days


def time_edits(analysis: Analysis, part: Part, day: date | None, quoted: Sequence[Span]) -> list[Edit]:
    """What must be done to the times of a part. Raises Unresolved where a time cannot be taken out."""
    edits: list[Edit] = []
    for time in analysis.times:
        if not any(time.span.within(run) for run in part.spans):
            continue
        if any(time.span.overlaps(span) for span in quoted):
            continue
        weekday = time.first.weekday is not None and time.first.day is None and time.first.month is None
        if time.relative is None and not weekday:
            continue
        if (time.relative or "").startswith("event:") and _counted_from(analysis, time, part):
            continue
        known = _on_the_day(analysis, time, day)
        if known is not None:
            edits.append(Edit(_with_preposition(analysis, time.span, part), known, time.text))
        else:
            edits.append(_taken_out(analysis, time.span, part))
    for match in floating_times().finditer(analysis.text):
        span = Span(match.start(), match.end())
        inside = any(span.within(run) for run in part.spans) and not any(span.overlaps(one) for one in quoted)
        if inside and not any(span.overlaps(edit.span) for edit in edits):
            edits.append(_taken_out(analysis, span, part))
    return edits


def value_of(analysis: Analysis, day: date | None) -> ClaimValue | None:
    """The year of a date that prints none, as the day of publication suggests it: the nearest that fits.

    What has happened lies before that day, what is planned after it. The year is marked as inferred: it may
    back a statement and never alone contradicts one.
    """
    if day is None:
        return None
    for time in analysis.times:
        first, last = time.first, time.last
        if first.year is not None or first.month is None or time.relative is not None:
            continue
        ahead = any(Modality.OPEN <= one.modality <= Modality.FIRM for one in analysis.assertions)
        try:
            years = [
                year
                for year in (day.year - 1, day.year, day.year + 1)
                if abs((date(year, first.month, first.day or 15) - day).days) <= _HALF_A_YEAR
                and (ahead or date(year, first.month, first.day or 1) <= day)
            ]
        except ValueError:
            continue
        if len(years) != 1:
            continue
        edtf = f"{years[0]}-{first.month:02}" + (f"-{first.day:02}" if first.day else "")
        if last is not None:
            year = years[0] + (last.month is not None and last.month < first.month)
            edtf += f"/{year}-{last.month or first.month:02}" + (f"-{last.day:02}" if last.day else "")
        return ClaimValue(edtf=edtf, inferred=frozenset({"year"}))
    return None


def printed_parts(analysis: Analysis, part: Part, day: date | None) -> ClaimValue | None:
    """The date that took the place of "yesterday": all of it is inferred."""
    if day is None:
        return None
    for time in read_times(analysis.text, as_of=day):
        if time.inferred and any(time.span.within(run) for run in part.spans) and time.start is not None:
            edtf = _edtf(time)
            return ClaimValue(edtf=edtf, inferred=time.inferred) if edtf else None
    return None


def _counted_from(analysis: Analysis, time: TimeExpression, part: Part) -> bool:
    """The part itself gives the time from which "a year later" counts."""
    return any(
        other.relative is None and other.first.year is not None and other.span.end <= time.span.start
        for other in analysis.times
        if any(other.span.within(run) for run in part.spans)
    )


def _on_the_day(analysis: Analysis, time: TimeExpression, day: date | None) -> str | None:
    """The same time with its date, when the day of writing is known and the time is as fine as a date."""
    if day is None or (time.relative or "").startswith("event:"):
        return None
    again = next((one for one in read_times(analysis.text, as_of=day) if one.span == time.span), None)
    if again is None or not again.inferred or again.start is None or again.last is not None:
        return None
    if again.grain is Grain.YEAR:
        return f"in {again.start.year}"
    if again.grain is Grain.MONTH:
        return f"in {_MONTHS[again.start.month - 1]} {again.start.year}"
    if again.grain is Grain.DAY:
        return f"on {again.start.day} {_MONTHS[again.start.month - 1]} {again.start.year}"
    return None


def _edtf(time: TimeExpression) -> str | None:
    assert time.start is not None
    if time.grain is Grain.YEAR:
        return f"{time.start.year}"
    if time.grain is Grain.MONTH:
        return f"{time.start:%Y-%m}"
    return time.start.isoformat() if time.grain is Grain.DAY else None


def _with_preposition(analysis: Analysis, span: Span, part: Part) -> Span:
    """With "on" or "in" before it, which the date brings along."""
    tokens = analysis.syntax.tokens
    at = next((at for at, token in enumerate(tokens) if token.end > span.start), len(tokens))
    start = span.start
    while at > 0 and tokens[at - 1].lower in _BEFORE_TIMES and _inside(tokens[at - 1], part):
        at -= 1
        start = tokens[at].start
    return Span(start, span.end)


def _taken_out(analysis: Analysis, span: Span, part: Part) -> Edit:
    """The statement without the time. Raises Unresolved where the time is a part of something else."""
    tokens = analysis.syntax.tokens
    whole = _with_preposition(analysis, span, part)
    shown = whole.of(analysis.text)
    after = next((token for token in tokens if token.start >= span.end), None)
    before = next((token for token in reversed(tokens) if token.end <= whole.start), None)
    tied = after is not None and (
        after.tag in ("G", "N") or (after.tag == "P" and after.start == span.end + 1)
    )
    opens = before is None or before.tag == "." or not _inside(before, part)
    comma = after is not None and after.text == ","
    if after is not None and after.tag == "P" and (opens and comma):
        tied = False
    if tied or (before is not None and before.tag in ("D", "S", "G", "A", "I") and _inside(before, part)):
        raise Unresolved(span, f"the article does not say when “{shown}” is")
    if opens and comma and after is not None:
        whole = Span(whole.start, after.end)
    return Edit(whole, "", shown)


def _inside(token: Token, part: Part) -> bool:
    return any(run.start <= token.start and token.end <= run.end for run in part.spans)
