"""Turns answers into figures: accuracy, macro-F1, precision and recall, confusion, each category and rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.labels import NOT_CONSISTENT, Row

VERDICTS = ("consistent", "contradictory", "unverified")
NOTHING = "not_checkable"  # counted as unverified: nothing was said to be true or false


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program said of one row."""

    row: Row
    verdict: str  # one of VERDICTS
    rule: str  # of the deciding finding; NOTHING when the statement was not checkable
    facet: str | None
    message: str
    seconds: float  # for this row, the loading of its trusted text not counted

    @property
    def right(self) -> bool:
        """True when the verdict is the label; a row with two labels only tells consistent from the rest."""
        if self.row.label == NOT_CONSISTENT:
            return self.verdict != "consistent"
        return self.verdict == self.row.label


def scores(answers: Sequence[Answer]) -> dict[str, Any]:
    """All figures for a set of answers, as plain values ready for JSON."""
    confusion = Counter((answer.row.label, answer.verdict) for answer in answers)
    labels = [label for label in (*VERDICTS, NOT_CONSISTENT) if any(a.row.label == label for a in answers)]
    verdicts = {verdict: _verdict(verdict, confusion) for verdict in VERDICTS}
    present = [verdicts[label]["f1"] for label in labels if label != NOT_CONSISTENT]
    return {
        "rows": len(answers),
        "accuracy": _share(sum(answer.right for answer in answers), len(answers)),
        "macro_f1": round(sum(value or 0.0 for value in present) / len(present), 4) if present else None,
        "verdicts": verdicts,
        "confusion": {
            label: {verdict: confusion[label, verdict] for verdict in VERDICTS} for label in labels
        },
        "supported_called_contradictory": _rate(confusion, "consistent", "contradictory"),
        "refuted_called_consistent": _rate(confusion, "contradictory", "consistent"),
        "categories": _groups(answers, lambda answer: answer.row.category),
        "rules": _groups(answers, lambda answer: answer.rule),
        "facets": _groups(answers, lambda answer: answer.facet or "none"),
        "ms_a_statement": round(1000 * sum(answer.seconds for answer in answers) / max(1, len(answers)), 2),
    }


def _verdict(verdict: str, confusion: Counter[tuple[str, str]]) -> dict[str, Any]:
    hits = confusion[verdict, verdict]
    # A "not consistent" row can show that "consistent" was wrong, and nothing about the other two.
    judged = [
        (label, said) for label, said in confusion if label != NOT_CONSISTENT or verdict == "consistent"
    ]
    said = sum(confusion[pair] for pair in judged if pair[1] == verdict)
    labelled = sum(confusion[pair] for pair in judged if pair[0] == verdict)
    precision, recall = _share(hits, said), _share(hits, labelled)
    both = (precision or 0.0) + (recall or 0.0)
    f1 = round(2 * (precision or 0.0) * (recall or 0.0) / both, 4) if both else 0.0
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1 if labelled else None,
        "said": said,
        "labelled": labelled,
    }


def _rate(confusion: Counter[tuple[str, str]], label: str, verdict: str) -> float | None:
    return _share(confusion[label, verdict], sum(n for (row, _), n in confusion.items() if row == label))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _groups(answers: Sequence[Answer], key: Any) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[key(answer)].append(answer)
    return {
        name: {
            "rows": len(group),
            "right": sum(a.right for a in group),
            "accuracy": _share(sum(a.right for a in group), len(group)),
        }
        for name, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    }


def table(name: str, result: dict[str, Any], *, categories: bool = True) -> str:
    """The figures for people, in plain columns."""
    out = [
        f"{name}: {result['rows']} rows, accuracy {_show(result['accuracy'])},"
        f" macro-F1 {_show(result['macro_f1'])}"
    ]
    out.append(f"  {result['ms_a_statement']:.1f} ms a statement")
    out.append("  verdict         precision  recall      F1   said  labelled")
    for verdict, row in result["verdicts"].items():
        out.append(
            f"  {verdict:<15} {_show(row['precision']):>9} {_show(row['recall']):>7} {_show(row['f1']):>7}"
            f" {row['said']:>6} {row['labelled']:>9}"
        )
    out.append("  labelled \\ said  " + "".join(f"{verdict:>15}" for verdict in VERDICTS))
    for label, row in result["confusion"].items():
        out.append(f"  {label:<16} " + "".join(f"{row[verdict]:>15}" for verdict in VERDICTS))
    out.append(f"  consistent rows called contradictory: {_show(result['supported_called_contradictory'])}")
    out.append(f"  contradictory rows called consistent: {_show(result['refuted_called_consistent'])}")
    for heading, key in (("category", "categories"), ("rule", "rules"), ("facet", "facets")):
        if key == "categories" and not categories:
            continue
        out.append(f"  {heading:<34} rows  right  share")
        for group, row in result[key].items():
            out.append(f"  {group[:34]:<34} {row['rows']:>4} {row['right']:>6} {_show(row['accuracy']):>6}")
    return "\n".join(out)


def beside(figures: dict[str, dict[str, Any]]) -> str:
    """One line a set and judge: accuracy, and precision and recall of both verdicts that say something."""
    out = [
        f"{'set':<34} {'rows':>5} {'accuracy':>9} {'consistent':>17} {'contradictory':>17} "
        f"{'false clash':>12} {'ms':>7}"
    ]
    for name, one in figures.items():
        pairs = [
            f"{_show(one['verdicts'][verdict]['precision'])} at {_show(one['verdicts'][verdict]['recall'])}"
            for verdict in ("consistent", "contradictory")
        ]
        out.append(
            f"{name:<34} {one['rows']:>5} {_show(one['accuracy']):>9} {pairs[0]:>17} {pairs[1]:>17} "
            f"{_show(one['supported_called_contradictory']):>12} {one['ms_a_statement']:>7.1f}"
        )
    return "\n".join(out)


def _show(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
