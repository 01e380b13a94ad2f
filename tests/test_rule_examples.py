"""The example of every rule in `verifier/data/rules.yml` is true: what `explain` shows does happen."""

from __future__ import annotations

import pytest

from verifier import Verdict, check_text, claims_from_text
from verifier.rules import Rule, load_rules

# These need more than a text and a draft: an expired claim, two sources, a limit, an inferred value, a model,
# a claim that was taken back.
NEED_MORE = {"V204", "V205", "V206", "V207", "V116", "V209", "V004", "V115"}
VERDICTS = {one.value for one in Verdict}
RULES = [
    one
    for one in load_rules().values()
    if one.verdict in VERDICTS and one.code not in NEED_MORE and not one.retired
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_example_of_a_rule_gets_its_verdict(rule: Rule) -> None:
    text = rule.before.replace(r"\u{200b}", "\u200b")
    found = check_text(text, claims_from_text(rule.known)).findings
    assert rule.verdict in [one.verdict.value for one in found], [one.message for one in found]
    if rule.verdict == "contradictory" or rule.code in {"V003", "V203", "V401"}:
        assert rule.code in [one.rule for one in found], [one.message for one in found]


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.verdict == "contradictory"], ids=lambda rule: rule.code
)
def test_the_mended_example_clashes_no_more(rule: Rule) -> None:
    found = check_text(rule.after, claims_from_text(rule.known)).findings
    assert "contradictory" not in [one.verdict.value for one in found], [one.message for one in found]
