"""`sources check` shows what a changed source does to the claims, and `sources update` takes it over."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.harbour import HARBOUR, write_source
from verifier.cli.database import Rewrite, replace_all
from verifier.cli.sources import sources
from verifier.errors import ClaimsError, UsageError
from verifier.knowledge import load
from verifier.knowledge.lint import lint
from verifier.knowledge.reading import read_database

CLAIMS = """# the harbour, as walked round
format: 1
defaults: {source: harbour}
claims:
  - id: crane-height
    statement: The old crane is 42 metres high.
    citations:
      - quote: "The old crane on the north quay is 42 metres high"   # measured
  - id: tide-second
    statement: At the second gauge, the tide rises three metres.
    citations:
      - quote: the tide rises three metres
        prefix: At the second gauge,
  - id: dredging-share
    statement: Dredging takes 7.5 percent of the budget.
    # two quotes
    citations:
      - quote: "Dredging takes 7.5 % of the budget"
      - {quote: "pilots work from"}
"""
CHANGED = "A first note.\n" + HARBOUR.replace("42 metres", "43 metres").replace(
    "second gauge, the", "outer gauge, the"
).replace("first", "inner").replace("pilots work\nfrom", "pilots rest")


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    write_source(tmp_path)
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "claims.yaml").write_text(CLAIMS)
    load(tmp_path)
    (tmp_path / "new.txt").write_text(CHANGED)
    return tmp_path


def run(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(sources, [*arguments, "--claims", str(root)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def drift(root: Path, *arguments: str) -> dict[str, dict[str, object]]:
    _, out = run(root, "check", *arguments, "--format", "json")
    (source,) = json.loads(out)["sources"]
    return {f"{one['claim']}:{one['before']['quote'][:8]}": one for one in source["drift"]}


def test_nothing_changed_and_nothing_is_said(harbour: Path) -> None:
    assert run(harbour, "check") == (0, "")
    assert run(harbour, "check", "harbour", "--against", str(harbour / "sources/harbour/text.txt")) == (0, "")


def test_a_newer_copy_shows_its_drift_and_changes_nothing(harbour: Path) -> None:
    before = {file: file.read_bytes() for file in harbour.rglob("*") if file.is_file()}
    code, shown = run(harbour, "check", "harbour", "--against", str(harbour / "new.txt"))
    assert code == 1
    assert "crane-height: changed, line 2 (it was in line 1)" in shown
    assert "“42” is now “43”" in shown
    assert "was  “The old crane on the north quay is 42 metres high”" in shown
    assert "tide-second: moved, line 4\n" in shown
    assert before == {file: file.read_bytes() for file in harbour.rglob("*") if file.is_file()}
    found = drift(harbour, "harbour", "--against", str(harbour / "new.txt"))
    assert {name: one["standing"] for name, one in found.items()} == {
        "crane-height:The old ": "changed",
        "tide-second:the tide": "moved",
        "dredging-share:pilots w": "changed",
    }
    assert found["crane-height:The old "]["differences"] == [{"before": "42", "after": "43"}]
    after = found["tide-second:the tide"]["after"]
    assert isinstance(after, dict)
    assert CHANGED[after["start"] : after["end"]] == "the tide rises three metres"
    assert after["prefix"] == "outer gauge,"


@pytest.mark.parametrize("in_git", [False, True])
def test_a_text_changed_in_place_is_compared_with_the_recorded_one(harbour: Path, in_git: bool) -> None:
    if in_git:
        for command in (
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", "-C", str(harbour), *command], check=True)
    (harbour / "sources" / "harbour" / "text.txt").write_text(CHANGED)
    code, out = run(harbour, "check", "--format", "json")
    found = json.loads(out)
    assert code == 1
    assert [one["code"] for one in found["problems"]] == ["V502"]
    assert found["sources"][0]["old_text_known"] is in_git
    assert found["sources"][0]["drift"][0]["before"]["line"] == (1 if in_git else None)
    assert found["sources"][0]["quotes"]["changed"] >= 1


def test_update_takes_the_text_over_and_keeps_what_people_wrote(harbour: Path) -> None:
    code, _ = run(harbour, "update", "harbour", str(harbour / "new.txt"))
    assert code == 1
    text = (harbour / "sources" / "harbour" / "text.txt").read_text()
    assert text == CHANGED
    assert hashlib.sha256(text.encode()).hexdigest() in (harbour / "sources/harbour/source.yaml").read_text()
    written = (harbour / "claims" / "claims.yaml").read_text()
    for kept in (
        "# the harbour, as walked round",
        "# measured",
        "# two quotes",
        "defaults: {source: harbour}",
    ):
        assert kept in written
    assert 'prefix: "outer gauge,"' in written
    assert "line 2 of the source now reads: The old crane on the north quay is 43 metres high" in written
    store = load(harbour)
    status = {claim.id: claim.status.value for claim in store.claims}
    assert status == {"crane-height": "proposed", "tide-second": "active", "dredging-share": "active"}
    assert [cited.vanished is not None for cited in store.claim("dredging-share").citations] == [False, True]
    assert (
        store.claim("crane-height").citations[0].quote == "The old crane on the north quay is 42 metres high"
    )
    assert lint(read_database(harbour)) == []
    assert run(harbour, "check") == (0, "")
    assert run(harbour, "update", "harbour", str(harbour / "new.txt"))[0] == 0
    assert (harbour / "claims" / "claims.yaml").read_text() == written
    assert not list(harbour.rglob("*.new"))


def test_update_takes_over_what_was_pasted_into_the_frozen_file(harbour: Path) -> None:
    frozen = harbour / "sources" / "harbour" / "text.txt"
    frozen.write_text(CHANGED)
    assert run(harbour, "update", "harbour", str(frozen))[0] == 1
    assert run(harbour, "check") == (0, "")


def test_update_never_writes_over_an_edit(harbour: Path) -> None:
    frozen = harbour / "sources" / "harbour" / "text.txt"
    frozen.write_text(HARBOUR + "A line of mine.\n")
    with pytest.raises(ClaimsError, match="would be lost"):
        run(harbour, "update", "harbour", str(harbour / "new.txt"))
    assert frozen.read_text().endswith("A line of mine.\n")


def test_a_dry_run_writes_nothing(harbour: Path) -> None:
    before = {file: file.read_bytes() for file in harbour.rglob("*") if file.is_file()}
    assert run(harbour, "update", "harbour", str(harbour / "new.txt"), "--dry-run")[0] == 1
    assert before == {file: file.read_bytes() for file in harbour.rglob("*") if file.is_file()}


def test_what_cannot_be_checked_is_said(harbour: Path) -> None:
    with pytest.raises(UsageError, match="harbour"):
        run(harbour, "check", "harbor")
    with pytest.raises(UsageError, match="one source"):
        run(harbour, "check", "--against", str(harbour / "new.txt"))
    (harbour / "new.md").write_text(CHANGED)
    for command in (["check", "harbour", "--against"], ["update", "harbour"]):
        with pytest.raises(UsageError, match="form of the frozen text"):
            run(harbour, *command, str(harbour / "new.md"))
    (harbour / "claims" / "b.yaml").write_text("a: [")
    with pytest.raises(ClaimsError, match=r"b\.yaml"):
        run(harbour, "update", "harbour", str(harbour / "new.txt"))
    code, shown = run(harbour, "check", "harbour", "--against", str(harbour / "new.txt"))
    assert code == 2
    assert "b.yaml:2:1: not valid YAML" in shown


def test_files_are_all_written_or_none(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"1")
    other.write_bytes(b"changed meanwhile")
    with pytest.raises(ClaimsError, match="changed meanwhile"):
        replace_all([Rewrite(one, b"1", b"2"), Rewrite(other, b"1", b"2")])
    assert one.read_bytes() == b"1"
    with pytest.raises(ClaimsError, match=r"none.x: cannot be written"):
        replace_all([Rewrite(one, b"1", b"2"), Rewrite(tmp_path / "none" / "x", None, b"2")])
    assert one.read_bytes() == b"1"
    replace_all([Rewrite(one, b"1", b"2"), Rewrite(tmp_path / "new", None, b"3")])
    assert (one.read_bytes(), (tmp_path / "new").read_bytes()) == (b"2", b"3")
    assert {file.name for file in tmp_path.iterdir()} == {"one", "other", "new"}
