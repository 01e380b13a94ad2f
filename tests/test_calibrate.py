"""The arithmetic of `training/calibrate.py`, on figures worked out by hand, and a run on the tiny model."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import pytest

from tests.tiny_model import write_model
from training.calibrate import (
    Scored,
    expected_error,
    fitted_temperature,
    lowest,
    main,
    probabilities,
    surprise,
)
from verifier.judges.model_folder import read_folder


def test_probabilities_add_up_and_flatten_with_the_temperature() -> None:
    sharp, flat = probabilities((2.0, 0.0, 0.0), 1.0), probabilities((2.0, 0.0, 0.0), 4.0)
    assert sum(sharp) == pytest.approx(1) == sum(flat)
    assert sharp[0] == pytest.approx(math.e**2 / (math.e**2 + 2))
    assert flat[0] < sharp[0]


def test_the_fitted_temperature_is_the_one_the_scores_were_made_with() -> None:
    chance = random.Random(1)
    made = []
    for _ in range(3000):
        scores = tuple(chance.gauss(0, 2) for _ in range(3))
        (right,) = chance.choices(range(3), weights=probabilities(scores, 1.0))
        made.append(Scored(tuple(2.5 * score for score in scores), (right,)))
    assert fitted_temperature([made]) == pytest.approx(2.5, abs=0.2)
    assert surprise([made], 2.5) < surprise([made], 1.0)
    assert expected_error(made, 2.5) < expected_error(made, 1.0)


def test_the_calibration_error_is_that_worked_out_by_hand() -> None:
    sure, unsure = (math.log(8), 0.0, 0.0), (math.log(2), 0.0, 0.0)  # 0.8 and 0.5
    pairs = [*[Scored(sure, (0,))] * 3, Scored(sure, (1,)), Scored(unsure, (0,)), Scored(unsure, (2,))]
    assert expected_error(pairs, 1.0) == pytest.approx((4 * abs(0.8 - 0.75) + 2 * 0) / 6)
    assert expected_error([], 1.0) == 0


def test_a_set_with_two_labels_does_not_tell_a_refutation_from_missing_evidence() -> None:
    assert surprise([[Scored((0.0, 0.0, 0.0), (1, 2))]], 1.0) == pytest.approx(-math.log(2 / 3))


def test_a_threshold_is_the_lowest_that_is_allowed_together_with_the_next_ones() -> None:
    assert lowest(lambda step: step >= 0.8 or step == 0.5) == 0.8
    assert lowest(lambda step: 0.6 <= step < 0.9) == 0.6  # few rows are surer than that: they decide nothing
    assert lowest(lambda step: False) == 1.0
    assert lowest(lambda step: True) == 0.3


def test_a_run_writes_what_it_fitted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = write_model(tmp_path / "tiny")
    rows = [
        {"claim": "Negotiations calmed the anglers.", "evidence": "The talks calmed the fishermen.",
         "label": "SUPPORTS"},
        {"claim": "Negotiations inflamed anglers.", "evidence": "The talks calmed the fishermen.",
         "label": "REFUTES"},
        {"claim": "The stevedores welcomed the plan.", "evidence": "The talks calmed the fishermen.",
         "label": "NOT ENOUGH INFO"},
    ]  # fmt: skip
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows * 12), encoding="utf-8")
    before = read_folder(model).calibration
    assert main([str(model), str(file), "--write"]) == 0
    after = read_folder(model).calibration
    assert after != before
    assert after.backs < 1 and after.clashes < 1
    printed = capsys.readouterr().out
    assert "contradictory_precision 1.0" in printed
    assert "false_clash 0.0" in printed
