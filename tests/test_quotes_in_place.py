"""A claim is read a second time as its source puts it, where its own words leave a statement open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harbour import write_source
from verifier import Verdict, check_text, load_claims
from verifier.knowledge.quotes_in_place import in_place

TEXT = (
    "Works on the quay\n\n"
    "The Sund mill was built by Karl Orre in 1897. Its wheel, which was cast in Aarhus, is 6 metres wide.\n\n"
    "The mill stands empty. It burned down in 1954 after a lightning strike, and nobody was hurt.\n"
)
CLAIMS = """format: 1
claims:
  - id: wheel
    statement: The wheel of the Sund mill is 6 metres wide.
    citations: [{source: mill, quote: "is 6 metres wide"}]
  - id: fire
    statement: The Sund mill burned down in 1954.
    citations: [{source: mill, quote: "It burned down in 1954 after a lightning strike"}]
"""


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    write_source(tmp_path, "mill", TEXT)
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "mill.yaml").write_text(CLAIMS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("statement", "verdict", "claim"),
    [
        ("The wheel of the Sund mill was cast in Aarhus.", Verdict.CONSISTENT, "wheel"),
        ("The Sund mill burned down after a lightning strike.", Verdict.CONSISTENT, "fire"),
        ("The Sund mill burned down in 1954 and nobody was hurt.", Verdict.CONSISTENT, "fire"),
        ("The Sund mill burned down in 1956 after a lightning strike.", Verdict.CONTRADICTORY, "fire"),
        ("The Sund mill burned down after a gas leak.", Verdict.UNVERIFIED, None),
        ("The wheel of the Sund mill was cast in Bergen.", Verdict.CONTRADICTORY, "wheel"),
    ],
)
def test_what_only_the_source_says(mill: Path, statement: str, verdict: Verdict, claim: str | None) -> None:
    (found,) = check_text(statement, load_claims(mill)).findings
    assert found.verdict is verdict, found.message
    assert [one.claim.id for one in found.cited] == ([claim] if claim else [])


def test_the_sentence_and_those_before_it_without_headings(mill: Path) -> None:
    store = load_claims(mill)
    wheel, fire = (in_place(claim, store.sources) for claim in store.claims)
    assert wheel is not None
    assert wheel.statement.startswith("Its wheel")
    assert wheel.context == ("The Sund mill was built by Karl Orre in 1897.",)
    assert fire is not None
    assert fire.context[-1] == "The mill stands empty."
    assert fire.id == "fire"


def test_a_value_of_a_maintainer_is_the_last_word(mill: Path) -> None:
    path = mill / "claims" / "mill.yaml"
    path.write_text(CLAIMS + '    value: {number: "1954", unit: year}\n', encoding="utf-8")
    store = load_claims(mill)
    assert in_place(store.claims[1], store.sources) is None


def test_a_list_or_a_table_is_not_read_as_one_sentence(tmp_path: Path) -> None:
    write_source(tmp_path, "mill", "The mill has " + "a wheel, " * 90 + "and a roof of slate.\n")
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "mill.yaml").write_text(
        "format: 1\nclaims:\n  - id: roof\n    statement: The mill has a roof of slate.\n"
        '    citations: [{source: mill, quote: "a roof of slate"}]\n',
        encoding="utf-8",
    )
    store = load_claims(tmp_path)
    assert in_place(store.claims[0], store.sources) is None
