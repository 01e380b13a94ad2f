"""Every regular expression of the package takes work in proportion to the text, however the text is made."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.adversarial import GENERIC, pieces
from benchmarks.package_patterns import Found, found_patterns, nested_repeats
from benchmarks.patterns import LIMIT, growth, worst
from benchmarks.regex_steps import CountingMatcher

# Patterns that once took quadratic time or worse: module, name, what to begin with, what to repeat.
ONCE_SLOW = [
    ("verifier.analysis.scan", "_TOKEN", "", ",11"),
    ("verifier.documents.markdown", "_ANCHOR", "{.a}", " "),
    ("verifier.documents.segment", "_LAST_WORD", "a.", "a"),
    ("verifier.extraction.rewriting", "_CLOSING", "", " "),
    ("verifier.extraction.rewriting", "_GAP_BEFORE", "", " "),
    ("verifier.extraction.tables", "_TAG", "", "<td "),
    ("verifier.judges.entailment", "_GAP_BEFORE", "", " "),
    ("verifier.knowledge.text_fragments", "_MARKS", "", "!["),
    ("verifier.knowledge.text_fragments", "_MARKS", "", "[a]("),
    ("verifier.knowledge.text_fragments", "_MARKS", "", "a_____________________________________________a"),
    ("verifier.toml_lines", "_TABLE", "[", " "),
]


@cache
def patterns() -> tuple[Found, ...]:
    return found_patterns()


def test_the_patterns_of_the_package_are_found() -> None:
    found = {(one.module, one.name) for one in patterns()}
    assert len(found) > 100
    assert {("verifier.analysis.tokens", "TOKEN"), ("verifier.render.sanitise", "_LINE_BREAKS")} <= found
    assert any(one.module == "verifier.analysis.cue_words" for one in patterns())  # compiled when needed
    assert any(one.name.startswith("line ") for one in patterns())  # written where they are used


def test_no_pattern_repeats_without_end_inside_a_repetition_without_end() -> None:
    """Two that may both give back what they took; possessive ones do not, and nothing is excepted."""
    found = [
        f"{one.module}.{one.name}: {nested}" for one in patterns() if (nested := nested_repeats(one.pattern))
    ]
    assert not found


@pytest.mark.parametrize(
    ("pattern", "nested"),
    [
        (r"(a+)+", True),
        (r"(?:a|b*)*c", True),
        (r"(?:a{0,500}b?)*", True),
        (r"(?:\s*[,;])+", True),
        (r"a+b+", False),
        (r"(?:a++)+", False),
        (r"(?:a+b)*+", False),
        (r"(?>a+)*", False),
        (r"(?:a{1,9})*", False),
        (r"(?=a+)*b", False),
    ],
)
def test_nesting(pattern: str, nested: bool) -> None:
    assert bool(nested_repeats(re.compile(pattern))) is nested


@pytest.mark.parametrize(("module", "name", "head", "piece"), ONCE_SLOW)
def test_what_was_slow_grows_with_the_text_and_not_faster(
    module: str, name: str, head: str, piece: str
) -> None:
    pattern = vars(importlib.import_module(module))[name]
    found = Found(module, name, pattern, anchored=name == "_TABLE")
    assert growth(found, head, piece, "\x00") < LIMIT


def test_no_pattern_grows_faster_than_the_text() -> None:
    """The likeliest of the hard texts; `benchmarks/patterns.py` tries them all."""
    grown = {f"{one.module}.{one.name}": worst(one, 64, quick=True) for one in patterns()}
    assert not {name: found for name, found in grown.items() if found[0] >= LIMIT}


@pytest.mark.parametrize(
    ("pattern", "piece"), [(r"\s+,", " "), (r"(a+)+b", "a"), (r"<[^>]*>", "<"), (r"(\w[\w.]*)\.\Z", "a")]
)
def test_what_is_slow_is_seen(pattern: str, piece: str) -> None:
    found = Found("m", "n", re.compile(pattern))
    assert piece in (*pieces(found.pattern), *GENERIC)
    assert growth(found, "", piece, "\x00") > LIMIT


# What the counting matcher finds is what `re` finds, or its counts would mean nothing.
SHAPES = [
    r"a+b", r"(?:ab?)*c", r"(a|b)+?c", r"[^\W\d_]++(?:'[^\W\d_]++)*+", r"(?<=a)b|^c$", r"(?<!\w)a(?!b)",
    r"\b\w+\b", r"(a)\1", r"(?>a+)b", r"a{2,3}", r"a{2,3}?", r"(?i:A)b", r"(?:a|ab)(?:c|bcd)",
    r"\s*,|\Z", r"(?:a*)*b?", r"$", r"(?=a)\w|b",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@given(text=st.text(alphabet="ab c,'\n1", max_size=12))
def test_the_counting_matcher_finds_what_re_finds(shape: str, text: str) -> None:
    for flags in (0, re.MULTILINE, re.IGNORECASE):
        pattern: re.Pattern[Any] = re.compile(shape, flags)
        expected = [found.span() for found in pattern.finditer(text)]
        assert list(CountingMatcher(pattern).spans(text)) == expected


@pytest.mark.parametrize(
    "text", ["Ann Vale's 1,280.5 km² (“the pier”) — 9:15 a.m.", "[[a]] <td x> ##[b] ![c](d)"]
)
def test_it_finds_the_same_with_the_patterns_of_the_package(text: str) -> None:
    for one in patterns():
        if isinstance(one.pattern.pattern, str):
            expected = [found.span() for found in one.pattern.finditer(text)]
            assert list(CountingMatcher(one.pattern).spans(text)) == expected, one
