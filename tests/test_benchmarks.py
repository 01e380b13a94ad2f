"""The benchmarks' own arithmetic, on figures worked out by hand. No benchmark runs here."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import floors, synthetic
from benchmarks.labels import LabelFileError, Row, read_rows
from benchmarks.mutate import SLOTS, mutations
from benchmarks.retrieval import found_at, pooled, recalls
from benchmarks.scores import Answer, beside, scores, table


def answered(label: str, verdict: str, rule: str = "V102") -> Answer:
    return Answer(Row("1", "A pier.", "A pier.", label, "piers"), verdict, rule, "quantity", "", 0.002)


ANSWERS = [
    *[answered("consistent", "consistent")] * 3,
    answered("consistent", "unverified"),
    *[answered("contradictory", "contradictory")] * 2,
    answered("contradictory", "consistent"),
    *[answered("unverified", "unverified")] * 2,
    answered("unverified", "contradictory"),
]


def test_scores_are_those_worked_out_by_hand() -> None:
    result = scores(ANSWERS)
    assert result["rows"] == 10
    assert result["accuracy"] == 0.7
    assert result["verdicts"]["consistent"]["precision"] == 0.75
    assert result["verdicts"]["consistent"]["recall"] == 0.75
    assert result["verdicts"]["contradictory"]["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert result["verdicts"]["unverified"]["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert result["macro_f1"] == pytest.approx((0.75 + 2 / 3 + 2 / 3) / 3, abs=1e-3)
    assert result["confusion"]["contradictory"] == {"consistent": 1, "contradictory": 2, "unverified": 0}
    assert result["refuted_called_consistent"] == pytest.approx(1 / 3, abs=1e-4)
    assert result["supported_called_contradictory"] == 0
    assert result["categories"]["piers"] == {"rows": 10, "right": 7, "accuracy": 0.7}
    assert result["ms_a_statement"] == 2.0


def test_a_label_of_two_only_tells_consistent_from_the_rest() -> None:
    rows = [answered("not_consistent", verdict) for verdict in ("contradictory", "unverified", "consistent")]
    result = scores([*rows, answered("consistent", "consistent")])
    assert result["accuracy"] == 0.75
    assert result["verdicts"]["consistent"]["precision"] == 0.5
    assert result["verdicts"]["contradictory"]["said"] == 0  # such a row cannot show that it was wrong


def test_the_table_shows_every_verdict_and_survives_an_empty_set() -> None:
    assert "contradictory" in table("piers", scores(ANSWERS))
    assert "0 rows" in table("piers", scores([]))


def test_judges_stand_side_by_side() -> None:
    lines = beside({"piers": scores(ANSWERS), "piers-both": scores(ANSWERS[:3])}).splitlines()
    assert len(lines) == 3
    assert "0.700" in lines[1] and "0.750 at 0.750" in lines[1]
    assert "piers-both" in lines[2]


def test_recall_counts_what_stands_among_the_first() -> None:
    found = recalls([1, 4, 5, None])
    assert found == {"recall_at_1": 0.25, "recall_at_4": 0.5, "recall_at_8": 0.75, "recall_at_10": 0.75}


def test_a_statement_finds_its_own_evidence_again() -> None:
    texts = ["The pier at Velsen is long.", "The mill of Orby burns peat.", "The pier at Velsen is long."]
    rows = [Row(str(at), text, text, "consistent", "") for at, text in enumerate(texts)]
    store, ids = pooled(rows)
    assert len(store) == 2
    assert found_at(rows, store, ids) == [1, 1, 1]


def test_rows_of_both_shapes_are_read(tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_text("The pier is long.", encoding="utf-8")
    statement = {
        "id": "a",
        "article": "pier.txt",
        "statement": "A pier.",
        "label": "unverified",
        "context": "Then.",
    }
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps(statement) + "\n\n", encoding="utf-8")
    assert read_rows(cases) == [Row("a", "A pier.", "The pier is long.", "unverified", "", "Then.")]
    pairs = tmp_path / "pairs.jsonl.gz"
    pair = {"id": "b", "claim": "A pier.", "evidence": "A mole.", "label": "NOT_SUPPORTED", "source": "moles"}
    pairs.write_bytes(gzip.compress(json.dumps(pair).encode()))
    assert read_rows(pairs) == [Row("b", "A pier.", "A mole.", "not_consistent", "moles")]


@pytest.mark.parametrize("line", ["{", "{}", '{"claim": "a", "evidence": "b", "label": "PERHAPS"}', "[]"])
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(LabelFileError, match=r"rows\.jsonl"):
        read_rows(path)


def test_a_limit_spreads_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"id": str(at), "claim": "a", "evidence": "b", "label": "NEI"} for at in range(10)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert [row.id for row in read_rows(path, limit=3)] == ["0", "3", "6"]


SENTENCE = "The mayor of Tornby could not sell over 40 percent of 12 piers in 6 weeks on 3 May before Friday."


def test_mutations_change_one_slot_and_repeat_with_their_seed() -> None:
    made = list(mutations(SENTENCE, "", random.Random(5)))
    assert made == list(mutations(SENTENCE, "", random.Random(5)))
    assert {mutation.slot for mutation in made} == set(SLOTS)
    assert all(mutation.changed != SENTENCE for mutation in made)


@pytest.mark.parametrize("seed", range(20))
def test_a_lower_bound_is_only_raised_and_an_upper_one_only_lowered(seed: int) -> None:
    for sentence, keeps in (("It holds over 40 tonnes.", True), ("It holds up to 40 tonnes.", False)):
        made = [one for one in mutations(sentence, "", random.Random(seed)) if one.slot == "figure"]
        assert made
        for mutation in made:
            figure = int("".join(character for character in mutation.changed if character.isdigit()))
            assert (figure > 40) is keeps


def test_a_sentence_without_slots_has_no_mutations() -> None:
    assert list(mutations("Rain fell all night.", "", random.Random(1))) == []


def test_synthetic_data_repeat_and_differ() -> None:
    made = synthetic.statements(200, 3)
    assert made == synthetic.statements(200, 3) != synthetic.statements(200, 4)
    assert len(set(made)) == 200
    assert 300 <= len(synthetic.draft(made, 300, 3).split()) < 340


def test_floors_break_only_on_what_was_measured() -> None:
    bounds = yaml.safe_load(floors.FLOORS.read_text(encoding="utf-8"))
    assert all(check.held and check.measured is None for check in floors.checks(bounds, lambda _: None))
    low: dict[str, Any] = scores(ANSWERS)
    read = {"quality-article_dev": low, "mutations": {"share": 0.5}}.get
    broken = [check.name for check in floors.checks(bounds, read) if not check.held]
    assert "article_dev, precision of contradictory" in broken
    assert "article_dev, accuracy" not in broken  # 0.7 is enough
    assert "share of mutations that stay consistent" in broken
