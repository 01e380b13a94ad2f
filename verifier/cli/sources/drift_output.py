"""Drift as people and programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier.cli.database import say

if TYPE_CHECKING:
    from verifier.knowledge.drift import QuoteDrift, SourceDrift

_SHOWN = 300  # code points of a passage
_MOST_DIFFERENCES = 6


def print_drift(drift: SourceDrift) -> None:
    """Every quote that drifted, with what it was and what stands there now."""
    for quote in drift.drifted:
        cited = quote.citation
        say(f"{cited.file.as_posix()}:{cited.line}: {cited.claim}: {quote.standing.value}{_lines(quote)}")
        say(f"  was  {_quoted(cited.quote)}")
        if quote.found.stands:
            beside = [
                f"{name} {_quoted(value)}"
                for name, value in (("prefix", quote.prefix), ("suffix", quote.suffix))
                if value
            ]
            if quote.needs_anchor and beside:
                say(f"  now found by its {' and '.join(beside)}")
        elif quote.found.count > 1:
            say(f"  it stands {quote.found.count} times, and nothing says which is meant")
        elif quote.passage is not None:
            say(f"  now  {_quoted(quote.passage)}")
            changes = [_change(one.before, one.after) for one in quote.found.differences]
            more = len(changes) - _MOST_DIFFERENCES
            say(f"       {'; '.join(changes[:_MOST_DIFFERENCES])}{f'; and {more} more' if more > 0 else ''}")
        else:
            say("  now  nothing like it")


def summary(drift: SourceDrift) -> str:
    """The numbers in one line."""
    from verifier.knowledge.reanchoring import Standing

    counts = [f"{drift.count(one)} {one.value}" for one in Standing if drift.count(one)]
    return f"{drift.source}: {len(drift.quotes)} quotes{': ' if counts else ''}{', '.join(counts)}"


def drift_record(drift: SourceDrift) -> dict[str, Any]:
    """The same as JSON, with the quotes that did not drift counted only."""
    from verifier.knowledge.reanchoring import Standing

    return {
        "source": drift.source,
        "old_text_known": drift.old_known,
        "quotes": {one.value: drift.count(one) for one in Standing},
        "drift": [_quote_record(quote) for quote in drift.drifted],
    }


def _quote_record(quote: QuoteDrift) -> dict[str, Any]:
    cited, span = quote.citation, quote.found.span
    return {
        "claim": cited.claim,
        "statement": cited.statement,
        "path": cited.file.as_posix(),
        "line": cited.line,
        "standing": quote.standing.value,
        "before": {
            "quote": cited.quote,
            "prefix": cited.prefix,
            "suffix": cited.suffix,
            "line": quote.line_before,
        },
        "after": None
        if span is None
        else {
            "quote": quote.passage,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "line": quote.line,
            "start": span.start,
            "end": span.end,
            "count": quote.found.count,
        },
        "differences": [{"before": one.before, "after": one.after} for one in quote.found.differences],
    }


def _lines(quote: QuoteDrift) -> str:
    before, now = quote.line_before, quote.line
    if before is not None and now is not None:
        return f", line {now}" if before == now else f", line {now} (it was in line {before})"
    if now is not None:
        return f", line {now}"
    return f" (it was in line {before})" if before is not None else ""


def _change(before: str, after: str) -> str:
    if not before:
        return f"{_quoted(after)} was put in"
    if not after:
        return f"{_quoted(before)} was taken out"
    return f"{_quoted(before)} is now {_quoted(after)}"


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"
