"""The formats: what each shows, and that the contract, its schema and the output agree."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report_factory import LIBRARY, claim, finding, library_report, report
from verifier.findings import Skipped, Verdict
from verifier.model import Span
from verifier.render import RENDERERS, RenderOptions
from verifier.render.contract import report_schema
from verifier.render.excerpt import excerpt
from verifier.render.sanitise import visible_cells, width

ALL = RenderOptions(show=frozenset(Verdict))
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_text_shows_the_line_the_words_and_the_evidence() -> None:
    output = RENDERERS["text"](library_report(), RenderOptions())
    first, second, summary = output.split("\n\n")
    assert first.splitlines() == [
        "draft.md:3:24 contradictory V102 the draft says 84,000 books, the claim 48,000 books",
        "  | The town library lends 84,000 books a year. It was founded in 1931 by a group of teachers.",
        "  |                        ^^^^^^^^^^^^",
        "  stated  84,000 books",
        "  known   48,000 books",
        "  try     48,000 books",
        "  claim   library-loans (claims/town.yaml:12)",
        "  quote   “The town library lends 48,000 books a year.”",
        "  source  Annual report of the town (annual-report), line 7",
    ]
    assert "  nearest school-library-founded: “The library of the school was founded in 1931.”" in second
    assert "but: it is about the library of the school" in second
    assert summary.splitlines() == [
        "4 statements: 3 checkable (1 consistent, 1 contradictory, 1 unverified), 1 not checkable, "
        "0 skipped.",
        "Not listed: 1 consistent, 1 not checkable (--show all lists them).",
        "Claims: 37 active, 1 expired (database 3f9a2c41d7). Judge: rules. Nothing left this machine.",
    ]


def test_text_lists_what_show_asks_for_in_the_order_of_the_draft() -> None:
    output = RENDERERS["text"](library_report(), ALL)
    words = re.findall(
        r"^draft\.md:\d+:\d+ (consistent|contradictory|unverified|not checkable)", output, re.M
    )
    assert words == ["contradictory", "unverified", "not checkable", "consistent"]
    assert "Not listed" not in output


def test_text_says_when_there_is_nothing_to_check() -> None:
    output = RENDERERS["text"](report(), RenderOptions())
    assert output.startswith("Nothing to check: no sentences were found.\n")


def test_text_names_what_was_not_read() -> None:
    made = report(skipped=[Skipped("broken.md", "is not text")])
    output = RENDERERS["text"](made, RenderOptions())
    assert "broken.md: not checked: is not text\n" in output
    assert "0 not checkable, 1 skipped." in output


def test_text_explains_its_working() -> None:
    output = RENDERERS["text"](library_report(), dataclasses.replace(ALL, explain=True))
    assert "1. library-loans (score 12.40, matched on words:library lends; figure:84000)" in output
    assert "refutes V102, confidence 0.95: the figures cannot both be true" in output
    rows = [line.split() for line in output.splitlines() if line.startswith("         ")]
    assert ["entity", "same", "agrees", "V101"] in rows
    assert any(row[:4] == ["quantity", "different-figure", "conflicts", "V102"] for row in rows)
    assert "no claim came near enough to compare" in output


def test_colour_only_adds_colour() -> None:
    for form in ("text", "concise"):
        plain = RENDERERS[form](library_report(), ALL)
        coloured = RENDERERS[form](library_report(), dataclasses.replace(ALL, colour=True))
        assert ANSI.search(coloured)
        assert not ANSI.search(plain)
        assert ANSI.sub("", coloured) == plain


def test_text_wraps_long_values_and_keeps_to_the_columns() -> None:
    long = "The reading room of the town library seats sixty people " * 6
    made = report(finding(long, long.strip(), claims=[claim(long.strip())]), text=long)
    for line in RENDERERS["text"](made, RenderOptions(columns=72)).splitlines():
        if not line.startswith(("draft.md:", "1 statement", "Claims:")):
            assert width(line) <= 72, line


def test_concise_is_one_line_a_finding() -> None:
    made = dataclasses.replace(library_report(), skipped=(Skipped("x.bin", "is not text"),))
    assert RENDERERS["concise"](made, RenderOptions()).splitlines() == [
        "draft.md:3:24: contradictory V102 the draft says 84,000 books, the claim 48,000 books",
        "draft.md:3:45: unverified V201 no claim is about this",
        "x.bin: not checked: is not text",
    ]


@pytest.mark.parametrize("form", list(RENDERERS))
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    assert RENDERERS[form](library_report(), ALL) == RENDERERS[form](library_report(), ALL)


def test_json_keeps_to_its_schema() -> None:
    record = json.loads(RENDERERS["json"](library_report(), RenderOptions(version="1.2.3")))
    jsonschema.Draft202012Validator(report_schema()).validate(record)
    assert record["format"] == 1
    assert record["tool"] == {"name": "verifier", "version": "1.2.3"}
    assert [one["verdict"] for one in record["findings"]] == ["contradictory", "unverified", "consistent"]
    first = record["findings"][0]
    assert LIBRARY[first["deciding"]["start"] : first["deciding"]["end"]] == first["deciding"]["stated"]
    statement = first["statement"]
    assert LIBRARY[statement["start"] : statement["end"]] == statement["text"]
    assert first["citations"][0]["claim_place"] == "claims/town.yaml:12"
    assert record["summary"] == {
        "statements": 4,
        "checkable": 3,
        "consistent": 1,
        "contradictory": 1,
        "unverified": 1,
        "not_checkable": 1,
        "skipped": 0,
        "suppressed": 0,
        "ignored": 0,
        "dismissed": 0,
        "baselined": 0,
        "accepted": 0,
        "notices": 0,
        "unchanged": 0,
    }


def test_the_schema_refuses_what_the_contract_does_not_allow() -> None:
    record = json.loads(RENDERERS["json"](library_report(), RenderOptions()))
    record["findings"][0]["verdict"] = "supported"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(report_schema()).validate(record)


def test_the_published_schema_is_current(root: Path, update_golden: bool) -> None:
    path = root / "schema" / "report.schema.json"
    text = json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"
    if update_golden:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run: pytest -k schema --update-golden"


def test_jsonl_holds_the_records_of_json() -> None:
    made = dataclasses.replace(library_report(), skipped=(Skipped("x.bin", "is not text"),))
    whole = json.loads(RENDERERS["json"](made, RenderOptions()))
    lines = [json.loads(line) for line in RENDERERS["jsonl"](made, RenderOptions()).splitlines()]
    kinds = [line.pop("type") for line in lines]
    assert kinds == ["finding"] * 3 + ["not_checkable", "skipped", "run"]
    assert lines[:3] == whole["findings"]
    assert lines[3:5] == whole["not_checkable"] + whole["skipped"]
    assert lines[5].items() <= whole.items()


def at_columns(line: str, start: int, columns: int) -> str:
    """What stands in these terminal columns of a line."""
    position, taken = 0, ""
    for character in line:
        if start <= position < start + columns:
            taken += character
        position += width(character)
    return taken


words = st.text(alphabet="ab \t東é\u0301🚀\u200b", min_size=1, max_size=30)


@given(before=words, marked=words, after=words)
def test_the_underline_stands_below_the_words(before: str, marked: str, after: str) -> None:
    marked = f"x{marked}x"
    text = f"{before}{marked}{after}"
    (line,) = excerpt(text, Span(len(before), len(before) + len(marked)), 2_000)
    expected = "".join(visible_cells(marked)).replace("\t", "    ")
    below = at_columns(line.text, line.mark_column, line.mark_width)
    accent = "\u0301"  # takes no column, so it may belong to the letter before the mark
    assert below.replace(accent, "") == expected.replace(accent, "")
    assert line.mark_width == width(expected)


@given(before=st.integers(0, 300), marked=st.integers(1, 60), after=st.integers(0, 300))
def test_a_long_line_is_cut_around_the_words(before: int, marked: int, after: int) -> None:
    text = ("lorem " * 60)[:before] + "X" * marked + (" ipsum" * 60)[:after]
    (line,) = excerpt(text, Span(before, before + marked), 80)
    assert width(line.text) <= 80
    assert at_columns(line.text, line.mark_column, line.mark_width) == "X" * marked


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_words_that_run_over_lines_are_marked_on_each(newline: str) -> None:
    text = newline.join(["first line", "it was more than", "  nine hundred people", "end"])
    start, end = text.index("more"), text.index(" people")
    lines = excerpt(text, Span(start, end), 80)
    assert [at_columns(line.text, line.mark_column, line.mark_width) for line in lines] == [
        "more than",
        "nine hundred",
    ]


def test_a_very_long_line_costs_little_and_a_strange_span_nothing() -> None:
    text = "word " * 2_000_000
    (line,) = excerpt(text, Span(5_000_000, 5_000_004), 100)
    assert width(line.text) <= 100
    assert excerpt("short", Span(50, 60), 100) == []
