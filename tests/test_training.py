"""Training data: what the generator makes, and how sets are mixed and cut into batches."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny_model
from tests.casefiles import CASES, Case, load_folder, params
from training import ship
from training.data import Pair, batches, mix, read_pairs
from training.edits import Edit, edits_of
from training.edits.edit import understood
from training.generate import capped, pairs_of, passages
from verifier.errors import ModelError
from verifier.judges.model_folder import read_folder

CALIBRATED = {"temperature": 1.0, "backs": 0.8, "backs_silent": 0.9, "clashes": 0.9, "clashes_new": 0.95}

EDITS = load_folder(
    CASES / "training", head=(), body=("text", "makes", "avoids", "kinds", "lacks"), required=("text",)
)


@pytest.mark.parametrize("case", params(EDITS))
def test_case_edits(case: Case) -> None:
    made = {(edit.label, edit.text) for seed in range(12) for edit in _edits(case, seed)}
    kinds = {(edit.label, edit.kind) for seed in range(12) for edit in _edits(case, seed)}
    assert not _listed(case, "makes") - made, made
    assert not _listed(case, "avoids") & made
    assert not _listed(case, "kinds") - kinds, kinds
    assert not _listed(case, "lacks") & kinds


def _edits(case: Case, seed: int) -> list[Edit]:
    return edits_of(understood(case.body["text"]), random.Random(seed))


def _listed(case: Case, key: str) -> set[tuple[str, str]]:
    return {(label, text) for label, texts in case.body.get(key, {}).items() for text in texts}


@given(st.text(max_size=80))
def test_any_text_can_be_edited(text: str) -> None:
    for edit in edits_of(understood(text), random.Random(1)):
        assert edit.text.casefold() != text.casefold()


def test_pairs_of_a_passage_are_the_same_each_time(tmp_path: Path) -> None:
    text = (
        "The mill employed 480 people. Berit Olm said that the ferry was late. Sales rose in May.\n\nShort."
    )
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    (sentences,) = passages(tmp_path / "text.txt")
    assert len(sentences) == 3
    first = list(pairs_of(sentences, random.Random(3)))
    assert first == list(pairs_of(sentences, random.Random(3)))
    assert {pair.label for pair in first} >= {"SUPPORTS", "REFUTES"}
    for pair in first:
        assert any(sentence in pair.evidence for sentence in sentences)


# ---------------------------------------------------------------- sets and batches


def write_set(path: Path, name: str, rows: int, label: str = "SUPPORTS") -> None:
    with gzip.open(path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        for number in range(rows):
            row = {"evidence": f"{name} {number}", "claim": "It is.", "label": label}
            file.write(json.dumps(row) + "\n")


def test_sittings_share_no_row_before_a_set_is_used_up(tmp_path: Path) -> None:
    write_set(tmp_path, "one", 10)
    write_set(tmp_path, "two", 4)
    mixture = tmp_path / "mixture.yml"
    mixture.write_text("rows: {one: 5, two: 9}\n", encoding="utf-8")
    first, second = (
        [pair.evidence for pair in mix(tmp_path, mixture, sitting=sitting, seed=1)] for sitting in (0, 1)
    )
    ones = [[name for name in names if name.startswith("one")] for names in (first, second)]
    assert len(ones[0]) == len(ones[1]) == 5
    assert not set(ones[0]) & set(ones[1])
    assert len(first) == 9  # a set smaller than its share is taken once
    assert first == [pair.evidence for pair in mix(tmp_path, mixture, sitting=0, seed=1)]


def test_an_unknown_label_is_named_with_its_line(tmp_path: Path) -> None:
    write_set(tmp_path, "odd", 2, label="MAYBE")
    with pytest.raises(ValueError, match=r"odd\.jsonl\.gz:1: label 'MAYBE'"):
        read_pairs(tmp_path / "odd.jsonl.gz")


@given(st.lists(st.integers(1, 160), max_size=300), st.integers(160, 900))
def test_batches_hold_every_pair_once_and_keep_the_limit(lengths: list[int], tokens: int) -> None:
    cut = [batch for batch in batches(lengths, tokens=tokens, seed=5, window=64) if batch]
    assert sorted(number for batch in cut for number in batch) == list(range(len(lengths)))
    for batch in cut:
        assert len(batch) * max(lengths[number] for number in batch) <= tokens


def test_no_kind_of_edit_drowns_the_others() -> None:
    many = [Pair("e", str(n), "REFUTES", "generated_negation") for n in range(5)]
    few = [Pair("e", str(n), "SUPPORTS", "generated_negation") for n in range(2)]
    assert capped([*many, *few], 3) == [*many[:3], *few]


def test_a_shipped_model_has_a_manifest_and_keeps_the_card(tmp_path: Path) -> None:
    model = tiny_model.write_model(tmp_path / "made")
    (model / "calibration.json").write_text(json.dumps(CALIBRATED), encoding="utf-8")
    target = tmp_path / "model"
    target.mkdir()
    (target / "MODEL_CARD.md").write_text("card", encoding="utf-8")
    (target / "weights-7.bin").write_text("of the model before", encoding="utf-8")
    assert ship.main([str(model), "--name", "tiny-1", "--to", str(target)]) == 0
    assert not (target / "weights-7.bin").exists()
    assert (target / "MODEL_CARD.md").read_text(encoding="utf-8") == "card"
    folder = read_folder(target)
    assert (folder.name, folder.recorded, folder.calibration.backs) == ("tiny-1", True, 0.8)
    folder.verify()
    (target / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="hash differs"):
        folder.verify()


def test_half_a_model_is_not_shipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "made").mkdir()
    assert ship.main([str(tmp_path / "made"), "--name", "x", "--to", str(tmp_path / "model")]) == 2
    assert "no config.json" in capsys.readouterr().err
    assert not (tmp_path / "model").exists()
