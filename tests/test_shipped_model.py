"""What must hold of the model that the package brings, where it brings one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.casefiles import Case, params, unmark
from tests.test_cases import store_of, trusted_text, worst
from tests.test_entailment import JUDGE_CASES
from verifier import check_text, claims_from_text
from verifier.config import Settings
from verifier.judges import shipped
from verifier.judges.model_folder import CALIBRATION, MANIFEST, read_folder
from verifier.rules import load_rules

FOLDER = Path(shipped.__file__).parent.parent / "data" / "model"
MOST_BYTES = 115_000_000  # of the whole model
MOST_OF_A_FILE = 95_000_000

pytestmark = pytest.mark.skipif(
    not (FOLDER / "model.onnx").is_file(), reason="this work tree has no model: training/README.md"
)


def test_the_files_are_those_of_the_manifest_and_small_enough() -> None:
    folder = read_folder(FOLDER)
    folder.verify()
    assert folder.recorded
    assert CALIBRATION in folder.files
    others = {MANIFEST, "MODEL_CARD.md"}
    assert set(folder.files) == {path.name for path in FOLDER.iterdir() if path.is_file()} - others
    sizes = [path.stat().st_size for path in FOLDER.iterdir()]
    assert sum(sizes) <= MOST_BYTES
    assert max(sizes) <= MOST_OF_A_FILE


def test_the_manifest_names_the_model() -> None:
    manifest = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["name"] == read_folder(FOLDER).name


@pytest.mark.parametrize("case", params([c for c in JUDGE_CASES if c.path.stem == "injection"]))
@pytest.mark.parametrize("judge", ["both", "model"])
def test_no_injection_gains_consistent(case: Case, judge: str) -> None:
    text, _ = unmark(case.body["text"])
    settings = Settings(judge=judge, model=FOLDER)
    found = worst(check_text(text, store_of(trusted_text(case)), settings=settings))
    assert found is None or (found.verdict.value == "consistent") <= (case.body["verdict"] == "consistent")


@pytest.mark.parametrize("code", ["V004", "V115"])
def test_the_example_of_a_rule_of_the_model_is_its_own(code: str) -> None:
    rule = load_rules()[code]
    (found,) = check_text(
        rule.before, claims_from_text(rule.known), settings=Settings(judge="both", model=FOLDER)
    ).findings
    assert (found.rule, found.judge) == (code, "model"), found.message


def test_two_runs_give_the_same_bytes() -> None:
    known = claims_from_text("The talks between the two unions calmed tempers at the dockyard of Orrin.")
    text = "After the unions had met, people at Orrin's dockyard were less angry. A bank bought it."
    settings = Settings(judge="both", model=FOLDER)
    assert check_text(text, known, settings=settings) == check_text(text, known, settings=settings)
