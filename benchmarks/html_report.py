"""Measures how soon a large HTML report can be used: `python benchmarks/html_report.py [--json] [--write]`.

A page is interactive when its script has run, a frame has been painted, and a key has moved the focus. The
median of cold openings counts, each in a browser profile of its own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import chromium, results, synthetic
from verifier.findings import (
    CitedClaim,
    ClaimsSummary,
    Deciding,
    Facet,
    Finding,
    NearClaim,
    Report,
    Verdict,
)
from verifier.model import Block, BlockKind, Citation, Claim, ClaimPlace, Place, Source, Span
from verifier.render import RENDERERS, RenderOptions

SEED = 29
FINDINGS = 5_000
_RULES = {Verdict.CONTRADICTORY: "V102", Verdict.UNVERIFIED: "V202", Verdict.CONSISTENT: "V001"}
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def large_report(count: int, path: str = "draft.md") -> Report:
    """A report with so many findings on one draft, a third of each verdict, every one with a quote."""
    said = synthetic.statements(count, SEED)
    article = " ".join(said)
    source = Source("article", "An article", article, url="https://example.org/article")
    text, findings, at = "", [], 0
    for number, statement in enumerate(said):
        text += statement + ("\n\n" if number % 5 == 4 else " ")
        quote = Span(at, at + len(statement))
        at += len(statement) + 1
        findings.append(_finding(number, statement, text, path, quote))
    return Report(
        findings=tuple(findings),
        not_checkable=(),
        skipped=(),
        claims=ClaimsSummary("0" * 64, count, 0),
        paths=(path,),
        texts=((path, text),),
        sources=(source,),
    )


def _finding(number: int, statement: str, text: str, path: str, quote: Span) -> Finding:
    verdict = tuple(_RULES)[number % 3]
    end = len(text.rstrip())
    start = end - len(statement)
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    place = Place(
        path, start, end, line, column, line, column + len(statement), column, column, column, column
    )
    url = "https://example.org/article"
    citation = Citation("article", statement, span=quote, line=1, url=url)
    claim = Claim(f"claim-{number}", statement, (citation,), ClaimPlace("claims/all.yaml", 4 * number + 1))
    word = statement.split()[-1].rstrip(".")
    return Finding(
        statement=statement,
        place=place,
        block=Block(BlockKind.PARAGRAPH, Span(start, end)),
        verdict=verdict,
        rule=_RULES[verdict],
        message=f"“{word}” where {claim.id} has another figure.",
        confidence=0.9,
        judge="rules",
        fingerprint=f"{number:016x}",
        deciding=Deciding(Facet.QUANTITY, word, "another", None) if number % 3 == 0 else None,
        cited=() if verdict is Verdict.UNVERIFIED else (CitedClaim(claim, citation),),
        nearest=(NearClaim(claim, 0.5, "it gives no such figure"),) if verdict is Verdict.UNVERIFIED else (),
        judgements=(),
    )


def measured(count: int, browser: str, repeat: int) -> dict[str, Any]:
    """Seconds to write the page and until it can be used, and its size in MB."""
    report = large_report(count)
    started = time.perf_counter()
    html = RENDERERS["html"](report, RenderOptions(version="0", show=frozenset(Verdict)))
    written = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder, chromium.started(browser) as open_browser:
        page_file = Path(folder) / "report.html"
        page_file.write_text(html, encoding="utf-8")
        times = []
        for _ in range(repeat):
            context = open_browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            began = time.perf_counter()
            page.goto(page_file.as_uri())
            page.evaluate(_PAINTED)
            page.keyboard.press("j")
            page.evaluate(_PAINTED)
            assert page.evaluate("document.activeElement.matches('.card')")
            times.append(time.perf_counter() - began)
            context.close()
    return {
        "findings": count,
        "page_mb": round(len(html.encode("utf-8")) / 1e6, 2),
        "written_s": round(written, 2),
        "interactive_s": round(statistics.median(times), 2),
        "interactive_best_s": round(min(times), 2),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the measurement and prints it."""
    parser = argparse.ArgumentParser(description="Measures how soon a large HTML report can be used.")
    parser.add_argument("--findings", type=int, default=FINDINGS, help=f"how many (default {FINDINGS})")
    parser.add_argument("--repeat", type=int, default=3, help="openings (default 3)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="store the figures in benchmarks/results/")
    chosen = parser.parse_args(arguments)
    browser = chromium.find()
    if browser is None:
        print(chromium.MISSING, file=sys.stderr)
        return 2
    figures = measured(chosen.findings, browser, chosen.repeat)
    lines = "\n".join(f"{key:<22} {value}" for key, value in figures.items())
    print(json.dumps(figures, indent=2) if chosen.json else lines)
    if chosen.write:
        results.write("html_report", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
