"""The rule codes: their texts, the page about them, and the codes that the program uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from verifier.errors import UsageError
from verifier.rules import VERDICT_TITLES, find_rule, load_rules, rules_page

CODE = re.compile(r"\bV[0-5]\d\d\b")
FIELDS = ("title", "meaning", "known", "before", "after", "action")


def test_the_page_of_the_rules_is_current(root: Path, update_golden: bool) -> None:
    page = root / "docs" / "verdicts.md"
    if update_golden:
        page.write_text(rules_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == rules_page(), "run: pytest -k rules --update-golden"


def test_each_rule_has_an_anchor_on_its_page(root: Path) -> None:
    headings = re.findall(r"^### (V\d+)$", (root / "docs" / "verdicts.md").read_text(encoding="utf-8"), re.M)
    assert sorted(headings) == list(load_rules())
    assert [rule.anchor.rpartition("#")[2] for rule in load_rules().values()] == [
        heading.lower() for heading in sorted(headings)
    ]


def test_every_code_that_the_program_uses_is_explained(root: Path) -> None:
    used: dict[str, Path] = {}
    for file in sorted((root / "verifier").rglob("*.py")):
        used |= dict.fromkeys(CODE.findall(file.read_text(encoding="utf-8")), file)
    unknown = {code: str(file.relative_to(root)) for code, file in used.items() if code not in load_rules()}
    # A range such as V101…V504 in a docstring names its two ends, which are rules too.
    assert not unknown


@pytest.mark.parametrize("code", list(load_rules()))
def test_a_rule_is_told_completely(code: str) -> None:
    rule = load_rules()[code]
    assert rule.verdict in VERDICT_TITLES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    for field in FIELDS:
        text = getattr(rule, field)
        assert text == " ".join(text.split()), f"{field} is not one clean line"
        assert text
    sentences = re.findall(r"[.](?=\s|$)", rule.meaning)
    assert 1 <= len(sentences) <= 4
    assert rule.before != rule.after
    assert not rule.title.endswith(".")


def test_the_first_digit_of_a_code_says_its_verdict() -> None:
    verdict_of = {
        "0": "consistent",
        "1": "contradictory",
        "2": "unverified",
        "3": "settling",
        "5": "database",
    }
    for rule in load_rules().values():
        assert rule.verdict == verdict_of.get(rule.code[1], "unverified")


def test_names_are_told_apart() -> None:
    names = [rule.name for rule in load_rules().values()]
    assert len(set(names)) == len(names)


def test_a_rule_is_found_by_code_and_by_name() -> None:
    assert find_rule("v102") is find_rule("number") is load_rules()["V102"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("V120", "V102"), ("nubmer", "number"), ("polarty", "polarity")]
)
def test_an_unknown_rule_gets_a_near_miss(typed: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_rule(typed)
    if typed.startswith("V"):
        assert "Did you mean 'V" in str(caught.value)
    else:
        assert f"Did you mean {meant!r}?" in str(caught.value)
