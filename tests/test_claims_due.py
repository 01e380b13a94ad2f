"""What expires and what is to be checked again, by owner; and the owners in `claims list`."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.tramline import write_tramline
from verifier.cli import cli
from verifier.knowledge import load
from verifier.knowledge.due import due


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`fare` expires after 30 June, `extension` is to be checked again by 10 July."""
    monkeypatch.chdir(tmp_path)
    return write_tramline(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["claims", *arguments, "--claims", "."])


@pytest.mark.parametrize(
    ("day", "within", "expected"),
    [
        ("2026-06-29", 0, []),
        ("2026-06-30", 0, ["fare"]),
        ("2026-06-29", 1, ["fare"]),
        ("2026-07-09", 0, ["fare"]),
        ("2026-07-10", 0, ["fare", "extension"]),
        ("2026-06-01", 40, ["fare", "extension"]),
        ("2026-06-01", 28, []),
    ],
)
def test_due_by_a_day(line: Path, day: str, within: int, expected: list[str]) -> None:
    found = due(load(line), date.fromisoformat(day), timedelta(days=within))
    assert [one.claim.id for one in found] == expected


def test_claims_that_do_not_count_are_not_due(line: Path) -> None:
    file = line / "claims" / "tram.yaml"
    file.write_text(
        file.read_text().replace("    owner: ticket desk", "    owner: ticket desk\n    status: retracted")
    )
    assert due(load(line), date(2026, 7, 1)) == ()


def test_the_list_is_by_owner(line: Path) -> None:
    file = line / "claims" / "tram.yaml"
    file.write_text(file.read_text().replace("    owner: ticket desk\n", ""))
    result = run("due", "--within", "2w", "--as-of", "2026-07-01")
    assert result.exit_code == 1
    assert result.stdout == (
        "line office\n"
        "  2026-07-10  check again in 9 days  extension  claims/tram.yaml:46\n"
        "              The town of Orrin plans a second depot in Kelsund.\n"
        "\n"
        "(no owner)\n"
        "  2026-06-30  expired 1 day ago  fare  claims/tram.yaml:25\n"
        "              A ticket for the tram in Orrin costs 3 crowns.\n"
    )
    assert "As of 2026-07-01 and 14 days on: 2 due." in result.stderr


def test_one_owner_and_nothing_due(line: Path) -> None:
    result = run(
        "due", "--within", "30d", "--as-of", "2026-06-20", "--owner", "ticket desk", "--format", "json"
    )
    (record,) = json.loads(result.stdout)
    assert (record["id"], record["due"], record["for"], record["days_left"]) == (
        "fare",
        "2026-06-30",
        "expires",
        10,
    )
    result = run("due", "--as-of", "2026-06-20")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "As of 2026-06-20: nothing due." in result.stderr


@pytest.mark.parametrize("written", ["soon", "14 months", "-3d", "1.5d", ""])
def test_a_span_that_is_none(line: Path, written: str) -> None:
    result = run("due", f"--within={written}")
    assert (result.exit_code, "such as 14d or 2w" in result.stderr) == (2, True)


def test_list_by_owner(line: Path) -> None:
    result = run("list", "--owner", "line office")
    assert [row.split()[0] for row in result.stdout.splitlines()] == ["opened", "extension"]
    assert "2 of 7 claims" in result.stderr
