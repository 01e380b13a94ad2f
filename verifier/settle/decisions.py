"""The decisions file: what reviewers said of single findings, in YAML beside the drafts.

A decision is about a finding and not about a place: it holds wherever the same statement meets the same rule
and the same claims, also when the draft was renamed.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from verifier.errors import ClaimsError, SettlingError
from verifier.frozen import frozen
from verifier.knowledge.declaring import Field, Record, Words
from verifier.knowledge.field_types import Day, Format, Text
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import Tree, parse
from verifier.near_miss import did_you_mean
from verifier.rules import load_rules

SUPPRESSIBLE = ("contradictory", "unverified")  # verdicts that a person may say no to


def has_a_word(text: str) -> bool:
    """Whether a reason says anything."""
    return any(letter.isalnum() for letter in text)


Fingerprint = Annotated[str, Words(r"^[0-9a-f]{16,64}$")]
Reason = Annotated[str, Words(r"\S", most=2_000, holds=has_a_word, expected="a reason in words")]
LongText = Annotated[str, Words(r"\S", most=100_000)]


class DecisionRecord(Record):
    """What a reviewer said of one finding."""

    fingerprint: Fingerprint = Field(description="`fingerprint` of the finding in the json report.")
    decision: Literal["dismissed", "accepted"] = Field(
        description="dismissed: the finding no longer counts. accepted: it is right, counts, and is marked."
    )
    rule: Text = Field(description="Rule code of the finding, such as V102.")
    path: LongText | None = Field(None, description="The draft, for readers and to find unused decisions.")
    statement: LongText | None = Field(None, description="The author's sentence, for readers.")
    reason: Reason = Field(description="Why; it is shown wherever the finding is.")
    by: Text | None = Field(None, description="Who decided: initials, a name or a team.")
    on: Day | None = Field(None, description='The day of the decision, such as "2026-01-31".')


class DecisionsFile(Record):
    """Decisions of reviewers on findings."""

    format: Format = Field(description="Version of the file format: 1.")
    decisions: list[DecisionRecord] | None = Field(None, description="The decisions.")


@frozen
class Decision:
    """One decision, and where it is written."""

    fingerprint: str
    accepted: bool  # else dismissed
    rule: str
    reason: str
    file: str
    line: int  # 1-based
    column: int
    path: str | None = None  # of the draft
    statement: str | None = None
    by: str | None = None
    on: str | None = None


def read_decisions(data: bytes, path: str) -> tuple[Decision, ...]:
    """The decisions that a file holds. Raises SettlingError, with line and column, for whatever is wrong."""
    try:
        tree = parse(data, path)
    except ClaimsError as error:
        raise SettlingError(error.message, path=path, line=error.line, column=error.column) from None
    file, problems = validate(tree, DecisionsFile)
    if file is None:
        first = problems[0]
        more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SettlingError(first.message + more, path=path, line=first.place.line, column=first.place.column)
    decisions: dict[tuple[str, str], Decision] = {}
    for number, record in enumerate(file.decisions or ()):
        decision = _decision(record, tree, number)
        if (decision.fingerprint, decision.rule) in decisions:
            earlier = decisions[decision.fingerprint, decision.rule].line
            raise _error(
                tree,
                number,
                "fingerprint",
                f"line {earlier} decides on this finding too; keep one of the two",
            )
        decisions[decision.fingerprint, decision.rule] = decision
    return tuple(decisions.values())


def _decision(record: Any, tree: Tree, number: int) -> Decision:
    rules = load_rules()
    if record.rule not in rules:
        raise _error(
            tree, number, "rule", f"no rule is called “{record.rule}”.{did_you_mean(record.rule, rules)}"
        )
    accepted = record.decision == "accepted"
    if not accepted and rules[record.rule].verdict not in SUPPRESSIBLE:
        raise _error(tree, number, "rule", f"{record.rule} is no finding that can be dismissed")
    at = tree.root["decisions"][number]
    return Decision(
        fingerprint=record.fingerprint,
        accepted=accepted,
        rule=record.rule,
        reason=" ".join(record.reason.split()),
        file=tree.path,
        line=at.line,
        column=at.column,
        path=record.path,
        statement=record.statement,
        by=record.by,
        on=record.on,
    )


def _error(tree: Tree, number: int, key: str, message: str) -> SettlingError:
    line, column = tree.position(("decisions", number, key))
    return SettlingError(f"`{key}`: {message}", path=tree.path, line=line, column=column)
