"""The baseline: its file, what it hides, and the commands that keep it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifier.cli import cli
from verifier.errors import SettlingError
from verifier.settle.baseline import Entry, read_baseline, still_there, write_baseline

PIER, BRIDGE = "The pier at Tornby is 50 metres long.", "The bridge at Velsen is 900 metres long."
TRUSTED = "The pier at Tornby is 40 metres long.\n\nThe bridge at Velsen is 800 metres long.\n"
WITH = ("--against", "trusted.txt", "--judge", "rules")


def entry(statement: str = PIER, path: str = "draft.txt", occurrence: int = 0) -> Entry:
    return Entry(path, "V102", "contradictory", "trusted-1", occurrence, statement)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with a draft, whose baseline holds what is wrong with the pier."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "trusted.txt").write_text(TRUSTED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    draft(tmp_path, PIER)
    assert run("baseline", "write", "draft.txt").exit_code == 0
    return tmp_path


def draft(project: Path, *statements: str) -> None:
    (project / "draft.txt").write_text("\n\n".join(statements) + "\n", encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, *WITH])


def check(*flags: str) -> tuple[int, dict[str, int], list[str]]:
    """Exit code, counts, and rules of the notices."""
    result = run("check", "draft.txt", "-o", "json", *flags)
    report = json.loads(result.stdout)
    return result.exit_code, report["summary"], [one["rule"] for one in report["notices"]]


# ---------------------------------------------------------------- what it hides


def test_what_was_there_does_not_count_and_what_is_new_does(project: Path) -> None:
    code, counts, notices = check()
    assert (code, counts["suppressed"], counts["baselined"], counts["contradictory"], notices) == (
        0,
        1,
        1,
        0,
        [],
    )
    draft(project, BRIDGE, PIER)
    code, counts, notices = check()
    assert (code, counts["suppressed"], counts["contradictory"], notices) == (1, 1, 1, [])


def test_one_entry_hides_one_of_two_alike(project: Path) -> None:
    draft(project, PIER, PIER)
    assert check()[1]["suppressed"] == 1
    run("baseline", "write", "draft.txt")
    assert check()[1]["suppressed"] == 2
    draft(project, PIER)
    assert check()[2] == ["V303"]


def test_what_a_directive_settles_leaves_the_entry_to_the_other_one(project: Path) -> None:
    project.joinpath("draft.txt").unlink()
    (project / "draft.md").write_text(
        f"{PIER} <!-- verifier: ignore V102 -- with the ramp -->\n\n{PIER}\n", "utf-8"
    )
    run("baseline", "write", "draft.md")
    (project / "draft.md").write_text(f"{PIER}\n", "utf-8")
    report = json.loads(run("check", "draft.md", "-o", "json").stdout)
    assert report["summary"]["baselined"] == 1


def test_no_baseline_counts_everything(project: Path) -> None:
    assert check("--no-baseline")[0] == 1
    assert check("--isolated")[0] == 1


@pytest.mark.parametrize(
    "statement", ["The pier at Tornby is 55 metres long.", "The pier at Tornby is -50 metres long."]
)
def test_another_statement_is_not_hidden(project: Path, statement: str) -> None:
    draft(project, statement)
    assert check()[1]["suppressed"] == 0
    assert check()[2] == ["V303"]


def test_an_entry_of_a_draft_that_was_not_checked_is_not_told(project: Path) -> None:
    (project / "draft.txt").rename(project / "renamed.txt")
    report = json.loads(run("check", "renamed.txt", "-o", "json").stdout)
    assert report["summary"]["contradictory"] == 1
    assert report["notices"] == []


def test_drafts_are_named_from_the_folder_of_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "inside").mkdir()
    monkeypatch.chdir(project / "inside")
    result = CliRunner().invoke(
        cli, ["check", "../draft.txt", "--against", "../trusted.txt", "--judge", "rules", "-o", "json"]
    )
    assert json.loads(result.stdout)["summary"]["baselined"] == 1


def test_a_draft_on_standard_input_is_found_by_its_name(project: Path) -> None:
    result = CliRunner().invoke(
        cli, ["check", "-", "--stdin-filename", "draft.txt", *WITH, "-o", "json"], input=PIER
    )
    assert json.loads(result.stdout)["summary"]["baselined"] == 1


def test_notices_fail_a_run_only_where_unverified_statements_do(project: Path) -> None:
    draft(project, "The pier at Tornby is 40 metres long.")
    assert check()[0] == 0
    assert check("--fail-on", "unverified")[0] == 1
    assert check("--fail-on", "unverified", "--exit-zero")[0] == 0


def test_suppressed_statements_do_not_count_as_unverified(project: Path) -> None:
    draft(project, "The mayor of Sund owns a red boat.")
    assert check("--max-unverified", "0")[0] == 1
    run("baseline", "write", "draft.txt")
    assert check("--max-unverified", "0", "--fail-on", "unverified")[0] == 0


# ---------------------------------------------------------------- the commands


def test_writing_keeps_the_entries_of_other_drafts(project: Path) -> None:
    (project / "other.txt").write_text(BRIDGE, encoding="utf-8")
    result = run("baseline", "write", "other.txt")
    assert "1 finding (1 contradictory) of 1 draft; 1 of other drafts or judges stay" in result.stderr
    entries = read_baseline((project / ".verifier" / "baseline.jsonl").read_bytes(), "b")
    assert [(one.path, one.statement) for one in entries] == [("draft.txt", PIER), ("other.txt", BRIDGE)]


def test_writing_needs_every_draft(project: Path) -> None:
    before = (project / ".verifier" / "baseline.jsonl").read_bytes()
    (project / "bad.txt").write_bytes(b"\xff\xfe\x00")
    for command in ("write", "prune", "audit"):
        result = run("baseline", command, "draft.txt", "bad.txt")
        assert result.exit_code == 2
        assert "bad.txt" in result.stderr
    assert (project / ".verifier" / "baseline.jsonl").read_bytes() == before


@pytest.mark.parametrize(("arguments", "words"), [((), "no drafts to check"), (("-",), "standard input")])
def test_writing_needs_drafts_that_are_files(project: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("baseline", "write", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_audit_says_what_each_entry_hides(project: Path) -> None:
    draft(project, PIER, BRIDGE)
    (project / "other.txt").write_text(PIER, encoding="utf-8")
    run("baseline", "write", "draft.txt", "other.txt")
    draft(project, "Nothing of it.", BRIDGE)
    (project / "other.txt").unlink()
    shown = run("baseline", "audit").stdout
    assert f"hides nothing any more\n  “{PIER}”" in shown
    assert f"hides draft.txt:3:1\n  “{BRIDGE}”" in shown
    assert "the draft is not there" in shown
    assert shown.endswith(
        "3 entries: 1 hide a finding, 1 hide nothing any more, 1 of drafts that are not there.\n"
    )
    records = json.loads(run("baseline", "audit", "--format", "json").stdout)
    assert [one["state"] for one in records] == ["hides", "gone", "missing"]


def test_prune_takes_out_what_is_gone_and_nothing_else(project: Path) -> None:
    file = project / ".verifier" / "baseline.jsonl"
    draft(project, PIER, BRIDGE)
    (project / "other.txt").write_text(PIER, encoding="utf-8")
    run("baseline", "write", "draft.txt", "other.txt")
    draft(project, BRIDGE)
    assert run("baseline", "prune", "draft.txt").exit_code == 0
    assert [(one.path, one.statement) for one in read_baseline(file.read_bytes(), "b")] == [
        ("draft.txt", BRIDGE), ("other.txt", PIER),
    ]  # fmt: skip
    (project / "other.txt").unlink()
    before = file.stat().st_ino
    assert "1 taken out, 1 left" in run("baseline", "prune").stderr
    assert [one.path for one in read_baseline(file.read_bytes(), "b")] == ["draft.txt"]
    assert file.stat().st_ino != before
    assert "0 taken out, 1 left" in run("baseline", "prune").stderr


@pytest.mark.parametrize("command", ["audit", "prune"])
def test_a_baseline_that_is_not_there_is_an_error(project: Path, command: str) -> None:
    result = run("baseline", command, "--baseline", "none.jsonl")
    assert result.exit_code == 2
    assert "none.jsonl: no such file" in result.stderr


@pytest.mark.parametrize("name", ["baseline", "decisions"])
def test_a_file_that_is_named_must_be_there_and_be_wanted(project: Path, name: str) -> None:
    missing = run("check", "draft.txt", f"--{name}", "none")
    assert (missing.exit_code, missing.stdout) == (2, "")
    both = run("check", "draft.txt", f"--{name}", "none", f"--no-{name}")
    assert both.exit_code == 2
    assert "exclude each other" in both.stderr


def test_the_settings_say_where_they_found_it(project: Path) -> None:
    shown = CliRunner().invoke(cli, ["config", "show"]).stdout
    assert 'baseline.jsonl"' in shown
    assert "# found" in shown
    (project / "verifier.toml").write_text('baseline = "ci/known.jsonl"\n', encoding="utf-8")
    assert "known.jsonl: no such file" in run("check", "draft.txt").stderr


# ---------------------------------------------------------------- the file


def test_the_file_is_sorted_and_says_nothing_of_lines() -> None:
    entries = [entry(BRIDGE), entry(PIER, occurrence=1), entry(PIER), entry("A.", "a.txt")]
    text = write_baseline(entries)
    assert text == write_baseline(reversed(entries))
    assert [json.loads(line).get("path") for line in text.splitlines()] == [None, "a.txt", *["draft.txt"] * 3]
    assert "line" not in text
    read = read_baseline(text.encode(), "b.jsonl")
    assert {one.hash for one in read} == {one.hash for one in entries}
    assert [one.line for one in read] == [2, 3, 4, 5]


def test_hostile_statements_are_kept_and_hide_nothing() -> None:
    statement = "Pier\u202e \x1b[31m\u2028::error::\U000e0041 ü 🚢"
    text = write_baseline([entry(statement)])
    assert all(character.isprintable() for line in text.split("\n") for character in line)
    assert "ü 🚢" in text
    assert read_baseline(text.encode(), "b")[0].statement == statement


def test_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    text = write_baseline([entry()])
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert [one.hash for one in read_baseline(data, "b")] == [entry().hash]


def test_each_finding_answers_one_entry() -> None:
    assert still_there([entry(), entry(), entry(BRIDGE)], [entry(), None, entry(BRIDGE)]) == [
        True,
        False,
        True,
    ]


GOOD = write_baseline([entry()]).splitlines()[1]


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ([], "1", "expected {\"format\": 1}"),
        (['{"format": 2}'], "1", "expected {\"format\": 1}"),
        ([GOOD], "1", "expected {\"format\": 1}"),
        (['{"format": 1}', "{oops"], "2:2", "not valid JSON"),
        (['{"format": 1}', "<<<<<<< ours", GOOD], "2", "unresolved merge"),
        (['{"format": 1}', "[" * 100_000], "2", ""),
        (['{"format": 1}', "[]"], "2", "expected an object"),
        (['{"format": 1}', GOOD.replace('"rule"', '"ruel"')], "2", "Did you mean 'rule'?"),
        (['{"format": 1}', GOOD.replace('"claim": "trusted-1", ', "")], "2", "`claim` is missing"),
        (['{"format": 1}', GOOD.replace('"occurrence": 0', '"occurrence": true')], "2", "a whole number"),
        (['{"format": 1}', "", GOOD.replace("50 metres", "90 metres")], "3", "changed by hand"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_at_its_line(lines: list[str], place: str, words: str) -> None:
    with pytest.raises(SettlingError) as caught:
        read_baseline("\n".join(lines).encode(), "b.jsonl")
    assert str(caught.value).startswith(f"b.jsonl:{place}: ")
    assert words in str(caught.value)


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(SettlingError, match="b:2: a baseline must be UTF-8"):
        read_baseline(b'{"format": 1}\n\xff', "b")
