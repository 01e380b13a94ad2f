"""`check` and the claims that nobody has accepted yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.tramline import write_tramline
from verifier.cli import cli

DRAFT = "The depot in Orrin has 14 tracks."


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database and a draft, in the current folder."""
    write_tramline(tmp_path)
    (tmp_path / "draft.txt").write_text(DRAFT + "\n")
    (tmp_path / "verifier.toml").write_text('claims = "."\nas-of = 2026-05-01\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*options: str) -> Result:
    return CliRunner().invoke(cli, ["check", "draft.txt", "--show", "all", *options])


def test_proposed_claims_back_nothing_unless_asked_for(line: Path) -> None:
    result = check()
    assert "unverified V20" in result.stdout
    assert "2 proposed and not used (--include-proposed)" in result.stdout
    result = check("--include-proposed")
    assert "consistent V001" in result.stdout
    assert "tracks (claims/tram.yaml:20, proposed)" in result.stdout
    assert "Claims: 3 active and 2 proposed, 0 expired" in result.stdout


def test_the_setting_does_the_same_and_json_says_so(line: Path) -> None:
    with (line / "verifier.toml").open("a") as file:
        file.write("include-proposed = true\n")
    record = json.loads(check("-o", "json").stdout)
    assert record["claims"]["proposed"] == 2
    assert record["claims"]["waiting"] == 0
    (cited,) = record["findings"][0]["citations"]
    assert (cited["claim"], cited["claim_status"]) == ("tracks", "proposed")


def test_lint_looks_at_the_quotes_of_proposals_and_at_no_more(line: Path) -> None:
    result = CliRunner().invoke(cli, ["claims", "lint"])
    assert (result.exit_code, result.stdout) == (0, "")
    file = line / "claims" / "tram.yaml"
    file.write_text(
        file.read_text().replace('The depot in Orrin has 14 tracks."', 'The depot has 15 tracks."')
    )
    result = CliRunner().invoke(cli, ["claims", "lint"])
    assert result.exit_code == 2
    assert "the quote is not in “annals”" in result.stdout
