"""Claims as a table and back: nothing lost, nothing run by a spreadsheet, nothing written over."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.harbour import HARBOUR, write_source
from verifier.cli.claims import claims as command
from verifier.errors import ClaimsError, UsageError
from verifier.interchange.cells import guarded, unguarded
from verifier.interchange.columns import COLUMNS
from verifier.interchange.csv_export import claims_csv
from verifier.interchange.csv_rows import read_csv
from verifier.interchange.incoming import planned
from verifier.knowledge import Store, load
from verifier.knowledge.lint import lint
from verifier.knowledge.reading import read_database
from verifier.knowledge.yaml_loader import parse
from verifier.model import (
    Bound,
    Citation,
    Claim,
    ClaimPlace,
    ClaimStatus,
    ClaimValue,
    Examples,
    Retraction,
    Source,
)

CRANE = "The old crane on the north quay is 42 metres high"
FULL = f"""format: 1
defaults: {{source: harbour, owner: port desk, reviewed: {{by: ek, on: "2026-03-01"}}}}
claims:
  - id: crane-height
    statement: The old crane is 42 metres high.
    citations:
      - {{quote: "{CRANE}", url: "https://port.example/crane"}}
      - {{quote: "the tide rises three metres", prefix: "At the second gauge,"}}
      - {{quote: "the crane of 42 metres", vanished: "2026-11-22"}}
    value: {{number: "42", unit: metre, qualifier: exactly, inferred: [place, year]}}
    holds: {{from: "1931-05", until: null}}
    expires: "2030-12-31"
    recheck_by: "2029-01-01"
    not_to_be_confused_with: [crane-reach]
    note: "=SUM(A1) is a note; so is
      this"
    examples: {{consistent: [The crane is 42 m high., "-5 metres"], unverified: [The crane is red.]}}
  - id: crane-reach
    statement: The old crane still works.
    status: retracted
    reason: "@team: it was \\"taken\\" back"
    citations: [{{quote: "42 metres high and still works"}}]
    retraction: {{on: "2026-03-01", citations: [{{quote: "Dredging takes 7.5 % of the budget"}}]}}
  - id: pilots
    statement: Pilots work.
    status: rejected
    reason: nobody asked
    citations: [{{quote: "words that are not there"}}]
"""


@pytest.fixture
def full(tmp_path: Path) -> Path:
    write_source(tmp_path)
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "claims.yaml").write_text(FULL)
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def said(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without the places where they are written."""
    return [replace(claim, place=ClaimPlace("", 1)) for claim in claims]


def emptied(full: Path) -> Path:
    (full / "claims" / "claims.yaml").unlink()
    return full


# ---------------------------------------------------------------- round trips


def test_a_database_comes_back_from_its_table(full: Path) -> None:
    before = load(full)
    table = full / "table.csv"
    assert run("export", "--format", "csv", "-o", str(table), "--claims", str(full))[0] == 0
    emptied(full)
    code, out, told = run("import", str(table), "--format", "csv", "--claims", str(full))
    assert code == 0, told
    assert out.startswith("crane-height  The old crane is 42 metres high.\n")
    after = load(full)
    assert said(after.claims) == said(before.claims)
    assert after.digest == before.digest
    assert [one.message for one in lint(read_database(full))] == [
        one.message for one in lint(read_database(full))
    ]
    assert (
        run("export", "--format", "csv", "--claims", str(full))[1].splitlines()
        == table.read_text().splitlines()
    )


TEXT = st.text(
    alphabet=st.sampled_from("ab,;\t\"'=+-@|\n\r “é🙂\\#:{}[]&*!%0"), min_size=1, max_size=30
).filter(lambda text: bool(text.strip()))
LINE = TEXT.map(lambda text: " ".join(text.split()))
SOURCE = Source("harbour", "A walk", HARBOUR)


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    made = []
    for number in range(draw(st.integers(1, 3))):
        value = draw(
            st.none()
            | st.builds(
                ClaimValue,
                number=st.sampled_from([Decimal("-5"), Decimal("1.50")]),
                unit=st.none() | TEXT,
                qualifier=st.none() | st.sampled_from([Bound.ABOUT, Bound.AT_LEAST]),
                inferred=st.frozensets(LINE, max_size=2),
            )
        )
        citation = Citation(
            "harbour", draw(TEXT).strip(), prefix=draw(st.none() | TEXT), vanished=date(2026, 1, 2)
        )
        made.append(
            Claim(
                f"claim-{number}",
                draw(TEXT).strip(),
                (Citation("harbour", CRANE), citation)[: draw(st.integers(1, 2))],
                ClaimPlace("", 1),
                status=draw(
                    st.sampled_from([ClaimStatus.ACTIVE, ClaimStatus.PROPOSED, ClaimStatus.RETRACTED])
                ),
                value=value,
                holds_from=draw(st.none() | st.sampled_from(["2026", "2026-01~"])),
                note=draw(st.none() | TEXT),
                owner=draw(st.none() | TEXT),
                reason=draw(st.none() | TEXT),
                compatible_with=tuple(draw(st.lists(st.sampled_from(["x", "y-1"]), unique=True))),
                examples=Examples(consistent=tuple(draw(st.lists(LINE, max_size=2)))),
                retraction=draw(
                    st.none() | st.just(Retraction(date(2026, 1, 3), (Citation("harbour", CRANE),)))
                ),
            )
        )
    return made


@given(some_claims())
def test_any_claims_come_back_from_their_table(claims: list[Claim]) -> None:
    table = claims_csv(claims, {"harbour": SOURCE})
    incoming, problems = read_csv(table, "t.csv")
    assert problems == []
    plan = planned(incoming, Store([], {"harbour": SOURCE}))
    assert [str(one) for one in plan.problems] == []
    records = parse(plan.claims_files("x")[0].encode(), "new.yaml").root["claims"]
    assert [record["id"] for record in records] == [claim.id for claim in claims]
    for record, claim in zip(records, claims, strict=True):
        assert record["statement"] == claim.statement
        assert [one["quote"] for one in record["citations"]] == [one.quote for one in claim.citations]
        assert [one.get("prefix") for one in record["citations"]] == [one.prefix for one in claim.citations]
        assert (record.get("note"), record.get("owner")) == (claim.note, claim.owner)
        assert record.get("reason") == claim.reason
        assert tuple(record.get("examples", {}).get("consistent", ())) == claim.examples.consistent
    assert planned(incoming, Store(claims, {"harbour": SOURCE})).known == tuple(claim.id for claim in claims)


# ---------------------------------------------------------------- formulas


@given(st.text(alphabet="=+-@'\t\r\n＝a0.", max_size=8))
def test_guarding_is_undone(value: str) -> None:
    cell = guarded(value)
    assert unguarded(cell) == value
    assert cell[:1] not in set("=+@\t\r\n＝")
    if cell[:1] == "-":
        float(cell)


@pytest.mark.parametrize("cell", ["'tis so", "-5", "3.2", "a=b"])
def test_what_is_no_formula_stays(cell: str) -> None:
    assert unguarded(cell) == cell


def test_no_cell_of_an_export_is_run(full: Path) -> None:
    out = run("export", "--format", "csv", "--claims", str(full))[1]
    rows = list(csv.reader(io.StringIO(out)))
    assert any("=SUM(A1)" in cell for row in rows for cell in row)
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "@", "\t", "\r"))


# ---------------------------------------------------------------- dialects


TABLE = f"""id,statement,source,quote
crane,"The crane, the old one, is 42 metres high.",harbour,{CRANE}
works,It still works.,harbour,42 metres high and still works
"""


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        ("sep=,\r\n" + TABLE).encode(),
        TABLE.encode("utf-16"),
        TABLE.replace("id,statement", "ID, Statement").encode(),
        TABLE.replace("quote\n", "quote,,\n").encode(),
    ],
)
def test_spreadsheets_are_read(full: Path, data: bytes) -> None:
    table = full / "table.csv"
    table.write_bytes(data)
    assert run("import", str(table), "--format", "csv", "--claims", str(full))[0] == 0
    claim = load(full).claim("crane")
    assert claim.statement == "The crane, the old one, is 42 metres high."
    assert claim.status is ClaimStatus.PROPOSED


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_and_encodings(full: Path, separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(TABLE.replace("old one", "Élan"))))
    table = full / "table.csv"
    table.write_bytes(out.getvalue().encode("cp1252"))
    at = ("--format", "csv", "--claims", str(full))
    with pytest.raises(Exception, match="not valid UTF-8"):
        run("import", str(table), *at)
    with pytest.raises(UsageError, match="cp1252"):
        run("import", str(table), *at, "--encoding", "nonsense")
    assert run("import", str(table), *at, "--encoding", "cp1252")[0] == 0
    assert "Élan" in load(full).claim("crane").statement


# ---------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("change", "where", "message"),
    [
        (("id,", "ident,"), "1:1", "unknown column “ident”"),
        (("source,", "id,"), "1:3", "stands twice"),
        ((",quote", ""), "1:1", "“quote” is missing"),
        ((TABLE, "a,b\n1,2\n"), "1:1", "no header"),
        ((TABLE, ""), "1:1", "no header"),
        (("It still works.", "It, still works."), "3:5", "5 cells"),
        (("It still works.", 'It "still works.'), None, None),
        (("It still works.", '"It still works.'), "3:1", "not valid CSV"),
    ],
)
def test_what_is_no_table_is_refused(change: tuple[str, str], where: str | None, message: str | None) -> None:
    table = TABLE.replace(*change, 1)
    if where is None:
        assert len(read_csv(table, "t.csv")[0]) == 2
        return
    with pytest.raises(ClaimsError) as caught:
        read_csv(table, "t.csv")
    assert str(caught.value).startswith(f"t.csv:{where}: ")
    assert message is not None
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("42 metres high and", "43 metres high and"), "3:4: the quote is not in “harbour”"),
        (("works.,harbour", "works.,harbor"), "3:3: no source “harbor”"),
        (("works,It", ",It"), "3:1: no id in this row"),
        (("works,It", "a b,It"), "3:1: `id`: expected an id"),
        (("works,It still works.", "crane,It still works."), "3:2: `statement` differs from another row"),
        (("It still works.", ""), "3:1: `statement` is missing"),
    ],
)
def test_a_mistake_is_told_by_line_and_column_and_nothing_is_written(
    full: Path, change: tuple[str, str], line: str
) -> None:
    table = full / "table.csv"
    table.write_text(TABLE.replace(*change, 1))
    result = CliRunner().invoke(command, ["import", str(table), "--format", "csv", "--claims", str(full)])
    assert isinstance(result.exception, ClaimsError)
    assert f"{table}:{line}" in result.stdout
    assert [file.name for file in (full / "claims").iterdir()] == ["claims.yaml"]


# ---------------------------------------------------------------- never over an edit


def test_an_id_that_is_there_is_left_as_it_is(full: Path) -> None:
    table = full / "table.csv"
    table.write_text(TABLE.replace("works,", "crane-reach,"))
    before = (full / "claims" / "claims.yaml").read_bytes()
    code, out, told = run("import", str(table), "--format", "csv", "--claims", str(full))
    assert code == 1
    assert out.startswith("crane  ")
    assert "the id “crane-reach” is taken by another claim" in told
    assert (full / "claims" / "claims.yaml").read_bytes() == before
    with pytest.raises(ClaimsError, match="there already"):
        run("import", str(table), "--format", "csv", "--claims", str(full))
    again = str(full / "claims" / "again.yaml")
    assert (
        "1 already there"
        in run("import", str(table), "--format", "csv", "--claims", str(full), "-o", again)[2]
    )
    assert not Path(again).exists()


def test_standard_input_is_read(full: Path) -> None:
    arguments = ["import", "-", "--format", "csv", "--claims", str(full)]
    assert CliRunner().invoke(command, arguments, input=TABLE).exit_code == 0
    assert (full / "claims" / "imported-stdin.yaml").is_file()


def test_claims_go_where_claims_are_read(full: Path) -> None:
    table = full / "table.csv"
    table.write_text(TABLE)
    for output in (full / "elsewhere.yaml", full / "claims" / "x.txt"):
        with pytest.raises(UsageError, match="where claims are read"):
            run("import", str(table), "--format", "csv", "--claims", str(full), "-o", str(output))
    assert run("import", str(table), "--format", "csv", "--claims", str(full), "--dry-run")[0] == 0
    assert len(load(full).claims) == 3


def test_a_long_table_becomes_several_files(full: Path) -> None:
    table = full / "table.csv"
    rows = [f"crane-{n},The old crane is {n} metres high.,harbour,{CRANE}\n" for n in range(2_500)]
    table.write_text("id,statement,source,quote\n" + "".join(rows))
    taken = full / "claims" / "imported-table-3.yaml"
    taken.write_text("format: 1\n")
    with pytest.raises(ClaimsError, match="there already"):
        run("import", str(table), "--format", "csv", "--claims", str(full))
    taken.unlink()
    assert run("import", str(table), "--format", "csv", "--claims", str(full))[0] == 0
    names = sorted(file.name for file in (full / "claims").iterdir())
    assert names == ["claims.yaml", "imported-table-2.yaml", "imported-table-3.yaml", "imported-table.yaml"]
    assert len(load(full)) == 2_503


def test_every_column_is_told_of(root: Path) -> None:
    page = (root / "docs" / "claims.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []
