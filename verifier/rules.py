"""What each rule code means, for people: read from `verifier/data/rules.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from verifier.errors import UsageError
from verifier.frozen import frozen
from verifier.near_miss import did_you_mean

# The headings under which rules are listed, in order.
VERDICT_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "consistent": "Consistent",
        "contradictory": "Contradictory",
        "unverified": "Unverified",
        "settling": "Settling findings",
        "database": "The claims database",
    }
)


@frozen
class Rule:
    """One rule code. The texts are plain sentences, without line breaks."""

    code: str  # "V102"
    name: str  # "number": for people who do not know the codes by heart
    verdict: str  # a key of VERDICT_TITLES
    title: str
    meaning: str
    known: str  # what the claims say, in the example
    before: str  # a sentence that meets the rule
    after: str  # the same sentence, put right
    action: str  # what to do about it
    retired: bool = False  # no longer used; the code is kept so that it is never given to another rule

    @property
    def anchor(self) -> str:
        """Where docs/verdicts.md treats it."""
        return f"docs/verdicts.md#{self.code.lower()}"


@cache
def load_rules() -> Mapping[str, Rule]:
    """All rules by their codes, in the order of the codes."""
    import yaml

    text = resources.files("verifier").joinpath("data/rules.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    records = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe
    return MappingProxyType({code: Rule(code=code, **records[code]) for code in sorted(records)})


def find_rule(name: str) -> Rule:
    """The rule with this code or name; case does not count. Raises UsageError with the nearest known one."""
    rules = load_rules()
    wanted = name.strip().lower()
    for rule in rules.values():
        if wanted in (rule.code.lower(), rule.name):
            return rule
    known = [*rules, *(rule.name for rule in rules.values())]
    raise UsageError(
        f"no rule is called {name!r}.{did_you_mean(name, known)} `verifier explain` lists all rules."
    )


def rules_page() -> str:
    """The text of docs/verdicts.md: one section a rule, its anchor the code in lower case."""
    rules = load_rules().values()
    parts = [_INTRODUCTION]
    for verdict, heading in VERDICT_TITLES.items():
        parts.append(f"## {heading}\n")
        parts += [_section(rule) for rule in rules if rule.verdict == verdict]
    return "\n".join(parts)


def _section(rule: Rule) -> str:
    return (
        f"### {rule.code}\n\n"
        f"**{rule.title}** (`{rule.name}`)\n\n"
        f"{rule.meaning}\n\n"
        f"| | |\n| --- | --- |\n"
        f"| known | {_cell(rule.known)} |\n"
        f"| before | {_cell(rule.before)} |\n"
        f"| after | {_cell(rule.after)} |\n\n"
        f"**What to do.** {rule.action}\n"
    )


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "\\<")  # a comment would not show


_INTRODUCTION = """\
# Verdicts and rule codes

<!-- Written from verifier/data/rules.yml by `verifier explain --markdown`. Edit that file, not this one. -->

Every checkable statement gets one of three verdicts, and every verdict names one rule. `verifier explain
V102` prints a section of this page. The names and figures in the examples are invented.

- **consistent**: every checkable detail follows from one current claim, or from several together.
- **contradictory**: at least one detail cannot be true together with a current claim about the same matter.
- **unverified**: nothing clashes, and at least one detail is not backed.

A statement with several details takes its worst one: contradictory before unverified before consistent.
Questions, opinions, instructions and headings state no fact; they are counted as *not checkable* and have no
rule.

Directives, decisions and baseline entries that settle nothing or are not clear are *notices*: they are about
a file, not about a statement. They fail a run only with `--fail-on unverified`:
[settling findings](settling.md). A change to what drafts are checked by (V304) is a *notice* too, and fails
no run: [in a pull request](ci.md).

The codes never change their meaning and are never reused.
"""
