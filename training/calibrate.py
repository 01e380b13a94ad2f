"""Fits a model's temperature and thresholds: `python training/calibrate.py DIR FILE… [--write]`.

The temperature makes probabilities mean what they say: it minimises the surprise of the labels of development
pairs, each set counting the same. The rest is fitted on whole checks, rules first, over the statements that
the rules leave open: a logistic curve that reads the model's probability together with the share of the words
that the nearest claim has, and the lowest thresholds from which both verdicts keep their precision and no set
has more false alarms than allowed. `--write` puts all into DIR/calibration.json, and into its manifest.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy

from benchmarks.labels import NOT_CONSISTENT, LabelFileError, Row, read_rows
from verifier import claims_from_text
from verifier.documents import read_bytes, split_sentences
from verifier.findings import Judgement, Label
from verifier.judges import Bench, OpenStatement, RulesJudge
from verifier.judges.classifier import Pair, PairClassifier
from verifier.judges.entailment import Answer, EntailmentJudge, Weighed
from verifier.judges.kept_answers import KeptAnswers
from verifier.judges.model_folder import (
    CALIBRATION,
    EDGE,
    MANIFEST,
    Calibration,
    Curve,
    file_hash,
    read_folder,
)
from verifier.pipeline import check
from verifier.verdicts import unsettled

BINS = 15  # of the expected calibration error
STEPS = tuple(round(0.3 + 0.005 * number, 3) for number in range(140))  # thresholds that are tried
STEADY = 5  # steps in a row, so that no threshold rests on a lucky row
LEAST = 12  # rows
NEVER = 1.0
VERDICT_OF = {Label.SUPPORTS: "consistent", Label.REFUTES: "contradictory", Label.NEITHER: "unverified"}
WORST_FIRST = ("contradictory", "unverified", "consistent")

Scores = tuple[float, ...]  # the network's numbers, in the order of its labels


class Recorder:
    """A second judge that settles nothing and remembers what the model said of each open statement."""

    name = "model"

    def __init__(self, judge: EntailmentJudge) -> None:
        self._judge = judge
        self.seen: list[Weighed | None] = []

    def judge(self, statements: Sequence[OpenStatement]) -> list[tuple[Judgement, ...]]:
        """No word on any of them."""
        self.seen += self._judge.weigh(statements)
        return [()] * len(statements)


@dataclass(frozen=True, slots=True)
class Checked:
    """A row after the rules: the verdicts they settled, and the model's word on what they left open."""

    row: Row
    settled: tuple[str, ...]
    open: tuple[Weighed | None, ...]

    def verdict(self, calibration: Calibration) -> str:
        """The worst verdict over all sentences, at these thresholds."""
        said = [VERDICT_OF[one.label(calibration)] if one is not None else "unverified" for one in self.open]
        return min((*self.settled, *said), key=WORST_FIRST.index, default="unverified")


def checked(row: Row, judge: EntailmentJudge) -> Checked:
    """One row through the whole pass, with the model's word kept apart."""
    recorder = Recorder(judge)
    document = read_bytes(row.statement.encode("utf-8", "replace"), "<text>")
    before = tuple(span.of(row.context) for span in split_sentences(row.context))
    bench = Bench(RulesJudge(), recorder)
    findings, *_ = check(document, claims_from_text(row.trusted), bench=bench, context=before)
    settled = tuple(one.verdict.value for one in findings if not unsettled(one))
    return Checked(row, settled, tuple(recorder.seen))


# ---------------------------------------------------------------- temperature


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair's scores in the order supports, refutes, neither, and which of them is right."""

    scores: Scores
    right: tuple[int, ...]  # one label; two where a set does not tell a refutation from missing evidence


def probabilities(scores: Scores, temperature: float) -> list[float]:
    """Softmax of the scores, each divided by the temperature (Guo et al., 2017)."""
    top = max(scores)
    powers = [math.exp((score - top) / temperature) for score in scores]
    return [power / sum(powers) for power in powers]


def surprise(sets: Sequence[Sequence[Scored]], temperature: float) -> float:
    """Mean negative log probability of the right labels, in nats; each set counts the same."""
    means = []
    for scored in sets:
        shares = (sum(probabilities(one.scores, temperature)[at] for at in one.right) for one in scored)
        means.append(-sum(math.log(max(share, 1e-12)) for share in shares) / len(scored))
    return sum(means) / len(means)


def fitted_temperature(sets: Sequence[Sequence[Scored]]) -> float:
    """The temperature of least surprise, to two digits."""
    low, high = 0.2, 6.0
    for _ in range(60):  # golden-section search: the surprise has one minimum
        third = (high - low) * 0.381966
        left, right = low + third, high - third
        if surprise(sets, left) < surprise(sets, right):
            high = right
        else:
            low = left
    return round((low + high) / 2, 2)


def expected_error(scored: Sequence[Scored], temperature: float) -> float:
    """Expected calibration error over BINS bins of equal width: how far confidence is from being right."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for one in scored:
        shares = probabilities(one.scores, temperature)
        top = max(range(len(shares)), key=lambda at: shares[at])
        bins[min(BINS - 1, int(shares[top] * BINS))].append((shares[top], top in one.right))
    total = sum(len(one) for one in bins)
    gaps = (abs(sum(share - hit for share, hit in one)) for one in bins if one)
    return sum(gaps) / total if total else 0.0


def scored_pairs(rows: Sequence[Row], classifier: PairClassifier) -> list[Scored]:
    """The model's scores for the rows whose evidence fits a passage, statement and evidence as they are."""
    right = {"consistent": (0,), "contradictory": (1,), "unverified": (2,), NOT_CONSISTENT: (1, 2)}
    short = [row for row in rows if len(row.trusted) <= classifier.room(row.statement)]
    found = classifier.scores([Pair(row.trusted, row.statement) for row in short])
    order = [classifier.folder.labels.index(label) for label in VERDICT_OF]
    return [
        Scored(tuple(scores[at] for at in order), right[row.label])
        for row, scores in zip(short, found, strict=True)
        if scores
    ]


# ---------------------------------------------------------------- reading, thresholds


def fitted_curve(sets: Sequence[Sequence[Checked]], share: Callable[[Answer], float], verdict: str) -> Curve:
    """The logistic curve of least surprise for a verdict, each set counting the same; a ridge holds it."""
    rows, right, weights = [], [], []
    for checked_rows in sets:
        asked = [one for one in checked_rows if one.open and one.open[0] is not None]
        asked = [one for one in asked if one.row.label != NOT_CONSISTENT or verdict == "consistent"]
        for one in asked:
            assert one.open[0] is not None
            best = max(one.open[0].answers, key=share)
            held = min(max(share(best), EDGE), 1 - EDGE)
            rows.append([1.0, math.log(held / (1 - held)), best.words])
            right.append(float(one.row.label == verdict))
            weights.append(100.0 / len(asked))
    if not rows or not 0 < sum(right) < len(right):
        return Curve()
    x, y, w = numpy.array(rows), numpy.array(right), numpy.array(weights)
    ridge, start = numpy.diag([0.01, 1.0, 1.0]), numpy.array([0.0, 1.0, 0.0])
    found = start.copy()
    for _ in range(50):  # Newton's method; the surprise is convex
        p = 1 / (1 + numpy.exp(-numpy.clip(x @ found, -30, 30)))
        slope = x.T @ (w * (y - p)) - ridge @ (found - start)
        found += numpy.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + ridge, slope)
    bias, model, words = (round(float(value), 3) for value in found)
    return Curve(bias, model, words) if model > 0 else Curve(bias=-30.0)  # a model that knows nothing


def precision(sets: Sequence[Sequence[Checked]], calibration: Calibration, verdict: str) -> float:
    """How often a verdict is right where the model had a say; each set counts the same, whatever its size.

    0 where it was given to fewer than LEAST rows: too few to believe.
    """
    hits = said = 0.0
    count = 0
    for rows in sets:
        given = [
            one
            for one in rows
            if one.open
            and one.verdict(calibration) == verdict
            and (one.row.label != NOT_CONSISTENT or verdict == "consistent")
        ]
        count += len(given)
        hits += sum(one.row.label == verdict for one in given) / len(rows)
        said += len(given) / len(rows)
    return hits / said if count >= LEAST else 0.0


def false_share(rows: Sequence[Checked], calibration: Calibration, label: str, verdict: str) -> float:
    """The share of the rows with a label that get a verdict that is wrong for them."""
    of_label = [one for one in rows if one.row.label == label]
    return sum(one.verdict(calibration) == verdict for one in of_label) / len(of_label) if of_label else 0.0


def lowest(allowed: Callable[[float], bool]) -> float:
    """The lowest threshold that is allowed together with the STEADY next ones; NEVER when there is none."""
    holds = [allowed(step) for step in STEPS]
    for at, step in enumerate(STEPS):
        if all(holds[at : at + STEADY]):
            return step
    return NEVER


def with_threshold(calibration: Calibration, name: str, step: float) -> Calibration:
    """The same with one of its thresholds set."""
    changed: dict[str, Any] = {name: step}
    return replace(calibration, **changed)


def fitted(
    sets: Sequence[Sequence[Checked]],
    temperature: float,
    curves: tuple[Curve, Curve],
    *,
    wanted: float,
    most_false: float,
) -> Calibration:
    """The four thresholds, each fitted with the other three switched off."""

    none = found = Calibration(temperature, NEVER, NEVER, NEVER, NEVER, *curves)

    def allowed(name: str, verdict: str, wrong_for: str) -> Callable[[float], bool]:
        def holds(step: float) -> bool:
            calibration = with_threshold(none, name, step)
            alarms = (false_share(rows, calibration, wrong_for, verdict) for rows in sets)
            enough = precision(sets, calibration, verdict) >= wanted
            return enough and max(alarms, default=0.0) <= most_false

        return holds

    for name in ("backs", "backs_silent"):
        found = with_threshold(found, name, lowest(allowed(name, "consistent", "contradictory")))
    for name in ("clashes", "clashes_new"):
        found = with_threshold(found, name, lowest(allowed(name, "contradictory", "consistent")))
    return found


def report(rows: Sequence[Checked], calibration: Calibration) -> dict[str, float]:
    """The figures of one set at some thresholds: the whole pass, rules and model."""
    figures: dict[str, float] = {"rows": len(rows)}
    for verdict in ("consistent", "contradictory"):
        given = [one for one in rows if one.verdict(calibration) == verdict]
        judged = [one for one in given if one.row.label != NOT_CONSISTENT or verdict == "consistent"]
        labelled = [one for one in rows if one.row.label == verdict]
        hits = sum(one.row.label == verdict for one in judged)
        figures[f"{verdict}_precision"] = round(hits / len(judged), 4) if judged else math.nan
        figures[f"{verdict}_recall"] = round(hits / len(labelled), 4) if labelled else math.nan
    figures["false_clash"] = round(false_share(rows, calibration, "consistent", "contradictory"), 4)
    figures["false_backing"] = round(false_share(rows, calibration, "contradictory", "consistent"), 4)
    return figures


def write(folder: Path, calibration: Calibration) -> None:
    """Put the calibration beside the model, and its hash into the manifest where there is one."""
    text = json.dumps(asdict(calibration), indent=2) + "\n"
    (folder / CALIBRATION).write_text(text, encoding="utf-8")
    if (folder / MANIFEST).is_file():
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest["files"][CALIBRATION] = file_hash(folder / CALIBRATION)
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits, prints the figures of every set, and writes if asked to."""
    parser = argparse.ArgumentParser(description="Fits temperature and thresholds on development data.")
    parser.add_argument("model", type=Path, metavar="DIR", help="the model's folder")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="label file, .jsonl or .jsonl.gz")
    parser.add_argument("--limit", type=int, default=400, help="rows a file, spread evenly (default 400)")
    parser.add_argument("--precision", type=float, default=0.93, help="of both verdicts (default 0.93)")
    parser.add_argument("--most-false", type=float, default=0.03, help="of supported rows (default 0.03)")
    parser.add_argument("--kept", type=Path, metavar="DIR", help="keep the model's answers between runs")
    parser.add_argument("--write", action="store_true", help=f"write DIR/{CALIBRATION}")
    chosen = parser.parse_args(arguments)
    try:
        sets = {path.name.partition(".")[0]: read_rows(path, limit=chosen.limit) for path in chosen.files}
    except (LabelFileError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    kept = KeptAnswers(chosen.kept) if chosen.kept else None
    plain = PairClassifier(read_folder(chosen.model), kept=kept)
    scored = {name: scored_pairs(rows, plain) for name, rows in sets.items()}
    scored = {name: pairs for name, pairs in scored.items() if pairs}
    heat = fitted_temperature(list(scored.values()))
    print(f"temperature {heat}")
    for name, pairs in scored.items():
        before, after = expected_error(pairs, 1.0), expected_error(pairs, heat)
        print(f"  {name:<24} {len(pairs):>5} pairs  calibration error {before:.3f} -> {after:.3f}")
    judge = EntailmentJudge(plain.at_temperature(heat))
    done = {name: [checked(row, judge) for row in rows] for name, rows in sets.items()}
    groups = list(done.values())
    curves = (
        fitted_curve(groups, lambda one: one.odds.backs, "consistent"),
        fitted_curve(groups, lambda one: one.odds.clashes, "contradictory"),
    )
    calibration = fitted(groups, heat, curves, wanted=chosen.precision, most_false=chosen.most_false)
    print("\n".join(f"  {name} {value}" for name, value in asdict(calibration).items()))
    figures: dict[str, Any] = {name: report(rows, calibration) for name, rows in done.items()}
    for name, one in figures.items():
        print(f"  {name:<24} " + "  ".join(f"{key} {value}" for key, value in one.items()))
    if chosen.write:
        write(chosen.model, calibration)
    return 0


if __name__ == "__main__":
    sys.exit(main())
