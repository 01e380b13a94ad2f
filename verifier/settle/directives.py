"""The directives of one draft: which are followed, what each covers, and which of them suppress something."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from verifier.documents import Document
from verifier.documents.directive import ACTIONS, KEYWORD
from verifier.findings import Finding, Notice
from verifier.model import Directive, Span
from verifier.near_miss import did_you_mean
from verifier.rules import load_rules
from verifier.settle.decisions import SUPPRESSIBLE, has_a_word

UNUSED, UNCLEAR = "V301", "V302"
_OF_THE_MODEL = frozenset({"V115"})  # rules that only the entailment model gives
_MOST = 60  # characters of a directive that a message repeats


@dataclass(slots=True)
class Region:
    """The part of a file from an `off` to its `on`, in code points of the file."""

    directive: Directive
    start: int
    end: int


class Directives:
    """What the directives of a draft suppress, narrowest first: a block, a region, the file.

    Each finding is credited to one directive; `unused` tells which got none.
    """

    def __init__(self, document: Document) -> None:
        self.notices: list[Notice] = []  # on those that are not followed
        self._blocks: dict[tuple[Span, str], Directive] = {}
        self._regions: dict[str, list[Region]] = {}
        self._file: dict[str, Directive] = {}
        self._orders: list[tuple[Directive, str]] = []  # each directive with each of its rules
        self._used: set[tuple[Directive, str]] = set()
        end = len(document.original) + 1
        open_: dict[str, Region] = {}
        for directive in sorted(document.directives, key=lambda one: one.place.start):
            if fault := fault_of(directive):
                self.notices.append(
                    _notice(directive, UNCLEAR, f"{_written(directive)} is not followed: {fault}")
                )
                continue
            if directive.action == "on":
                self._close(directive, open_)
                continue
            for rule in sorted(directive.rules):
                self._orders.append((directive, rule))
                if directive.action == "off":
                    if rule in open_:
                        open_[rule].end = directive.place.start
                    open_[rule] = Region(directive, directive.place.end, end)
                    self._regions.setdefault(rule, []).append(open_[rule])
                elif directive.action == "ignore-file":
                    self._file.setdefault(rule, directive)
                elif directive.block < len(document.blocks):
                    self._blocks.setdefault((document.blocks[directive.block].span, rule), directive)

    def _close(self, directive: Directive, open_: dict[str, Region]) -> None:
        wanted = sorted(directive.rules or open_)
        ended = [open_.pop(rule) for rule in wanted if rule in open_]
        for region in ended:
            region.end = directive.place.start
        if not ended or len(ended) < len(wanted):
            self.notices.append(
                _notice(directive, UNUSED, f"{_written(directive)} ends nothing: no such rule is off")
            )

    def suppressing(self, finding: Finding) -> Directive | None:
        """The directive that the finding is credited to, None where it still counts."""
        found = (
            self._blocks.get((finding.block.span, finding.rule))
            or self._around(finding)
            or self._file.get(finding.rule)
        )
        if found is not None:
            self._used.add((found, finding.rule))
        return found

    def _around(self, finding: Finding) -> Directive | None:
        """The `off` whose region the statement lies in, or reaches into."""
        regions = self._regions.get(finding.rule, [])
        at = bisect_left(regions, finding.place.end, key=lambda region: region.start) - 1
        return regions[at].directive if at >= 0 and regions[at].end > finding.place.start else None

    def unused(self, judge: str) -> list[Notice]:
        """What suppresses nothing, of the rules that this judge can give: one notice a directive."""
        idle: dict[Directive, list[str]] = {}
        for directive, rule in self._orders:
            if may_occur(rule, judge) and (directive, rule) not in self._used:
                idle.setdefault(directive, []).append(rule)
        return [
            _notice(
                directive,
                UNUSED,
                f"`{directive.action} {_cut(', '.join(rules))}` suppresses nothing: what it covers has no "
                "such finding, or something else settles it; take it out",
            )
            for directive, rules in idle.items()
        ]


def may_occur(rule: str, judge: str) -> bool:
    """Whether the judges of a run can give a rule; where not, that it does not occur says nothing."""
    return judge == "both" or (judge == "rules" and rule not in _OF_THE_MODEL)


def fault_of(directive: Directive) -> str | None:
    """What keeps a directive from being followed, with what to write; None for one that is followed."""
    form = f"expected `{KEYWORD}: ignore V102 -- reason`"
    if directive.fault is not None:
        return f"{directive.fault}; {form}"
    if directive.action not in ACTIONS:
        hint = did_you_mean(directive.action, ACTIONS)
        return f"expected {', '.join(ACTIONS[:-1])} or {ACTIONS[-1]}.{hint}"
    if directive.action != "on":
        if directive.reason is None or not has_a_word(directive.reason):
            return f"it gives no reason; {form}"
        if not directive.rules:
            return f"it names no rule; {form}"
    rules = load_rules()
    for rule in sorted(directive.rules):
        if rule not in rules:
            return f"no rule has the code `{_cut(rule)}`.{did_you_mean(rule[:_MOST], rules)}"
        if rules[rule].verdict not in SUPPRESSIBLE:
            return f"{rule} is no finding that can be ignored"
    return None


def _notice(directive: Directive, rule: str, message: str) -> Notice:
    place = directive.place
    return Notice(rule, message, place.path, place.line, place.column)


def _written(directive: Directive) -> str:
    return f"`{_cut(' '.join(filter(None, (directive.action, ', '.join(sorted(directive.rules))))))}`"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
