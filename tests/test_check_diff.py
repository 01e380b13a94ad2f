"""`verifier check --diff` in real repositories: what is checked, what is left out, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.clone import (
    CLAIMS,
    FERRY,
    LIGHT,
    PIER,
    SOURCE,
    commit,
    git,
    isolated,
    make_clone,
    write,
    write_sources,
)
from verifier.cli import cli

DRAFTS = {"docs/pier.md": f"{PIER}\n\n{FERRY}\n", "docs/light.md": f"{LIGHT}\n"}


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolated(tmp_path, monkeypatch)
    root = make_clone(tmp_path / "clone", DRAFTS)
    monkeypatch.chdir(root)
    return root


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments], input=stdin)


def report(*arguments: str, stdin: str | bytes | None = None) -> dict[str, Any]:
    result = run(*arguments, "-o", "json", stdin=stdin)
    assert result.exit_code in (0, 1), result.stderr
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def checked(*arguments: str, stdin: str | bytes | None = None) -> list[str]:
    """The statements that got a finding."""
    return [one["statement"]["text"] for one in report(*arguments, stdin=stdin)["findings"]]


def unified(root: Path, *arguments: str) -> str:
    return git(root, "diff", *arguments)


# ---------------------------------------------------------------- by git


def test_nothing_changed_is_no_failure_and_says_so(clone: Path) -> None:
    result = run("--diff", "main")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Nothing to check: nothing has changed.\n3 statements unchanged, not checked.\n"
    )
    result = run("--diff", "main", "-o", "concise", "--require-match")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing to check.\n3 statements unchanged, not checked.\n"


def test_only_statements_that_changed_are_checked_and_the_others_are_counted(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n\nThe ferry to Isk carries 56 cars.\n")
    made = report("--diff", "main")
    assert [one["statement"]["text"] for one in made["findings"]] == ["The ferry to Isk carries 56 cars."]
    assert made["summary"]["unchanged"] == 2
    assert made["summary"]["statements"] == 1
    assert made["unchanged"] == [
        {"path": "docs/light.md", "statements": 1},
        {"path": "docs/pier.md", "statements": 1},
    ]
    assert len(checked()) == 3


def test_a_statement_over_several_lines_changes_as_a_whole(clone: Path) -> None:
    write(clone, "docs/pier.md", "The ferry to Isk\ncarries about\n40 cars. It is white.\n")
    commit(clone)
    write(clone, "docs/pier.md", "The ferry to Isk\ncarries about\n55 cars. It is white.\n")
    assert checked("--diff", "HEAD") == ["The ferry to Isk carries about 55 cars.", "It is white."]


def test_what_did_not_change_is_context_still(clone: Path) -> None:
    write(clone, "docs/pier.md", "Ada Brandt is a pilot.\nThe town likes it.\n")
    write(clone, "docs/light.md", "The town likes it.\n")
    commit(clone)
    write(clone, "docs/pier.md", "Ada Brandt is a pilot.\nIt carries 55 cars.\n")
    write(clone, "docs/light.md", "It carries 55 cars.\n")
    alone, after = report("--diff", "HEAD")["findings"]
    assert alone["statement"]["text"] == after["statement"]["text"] == "It carries 55 cars."
    assert (alone["verdict"], after["verdict"]) == ("contradictory", "unverified")


def test_committed_staged_and_loose_work_counts_alike(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER} Now.\n\n{FERRY}\n")
    commit(clone)
    write(clone, "docs/light.md", f"{LIGHT} Now.\n")
    git(clone, "add", "-A")
    write(clone, "docs/new.md", "The ferry to Isk carries 60 cars.\n")
    assert {PIER, LIGHT, "The ferry to Isk carries 60 cars."} <= set(checked("--diff", "main"))
    assert FERRY not in checked("--diff", "main")


def test_the_branch_is_compared_with_where_it_left_and_not_with_the_tip(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    write(clone, "docs/light.md", "Nothing is known of the lighthouse.\n")
    commit(clone, "Main goes on")
    git(clone, "checkout", "-q", "work")
    assert checked("--diff", "main") == []


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("added", ["The ferry to Isk carries 56 cars."]),
        ("context", [PIER, "The ferry to Isk carries 56 cars."]),
        ("file", [PIER, "The ferry to Isk carries 56 cars."]),
        ("all", [LIGHT, PIER, "The ferry to Isk carries 56 cars."]),
    ],
)
def test_filters(clone: Path, chosen: str, expected: list[str]) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n\nThe ferry to Isk carries 56 cars.\n")
    assert checked("--diff", "main", "--filter", chosen) == expected


def test_context_ends_three_lines_away_and_file_does_not(clone: Path) -> None:
    far = "".join(f"\nThe {word} is red.\n" for word in ("boat", "hut", "rope", "mast", "sail"))
    write(clone, "docs/pier.md", f"{PIER}\n{far}\n{FERRY}\n")
    commit(clone)
    write(clone, "docs/pier.md", f"{PIER}\n{far}\nThe ferry to Isk carries 56 cars.\n")
    assert PIER not in checked("--diff", "HEAD", "--filter", "context")
    assert "The sail is red." in checked("--diff", "HEAD", "--filter", "context")
    assert PIER in checked("--diff", "HEAD", "--filter", "file")


def test_renamed_deleted_and_binary_files(clone: Path) -> None:
    git(clone, "mv", "docs/pier.md", "docs/moved.md")
    git(clone, "rm", "-q", "docs/light.md")
    write(clone, "picture.bin", "\0\1\2")
    assert checked("--diff", "main") == []
    write(clone, "docs/moved.md", f"{PIER}\n\n{FERRY}\n\nThe berth is new.\n")
    assert checked("--diff", "main") == ["The berth is new."]


def test_a_draft_that_git_takes_for_binary_has_changed_as_a_whole(clone: Path) -> None:
    (clone / "docs/pier.md").write_bytes(f"{PIER}\n\n{FERRY}\n".encode("utf-16"))
    result = run("--diff", "main", "-o", "json")
    assert "docs/pier.md: git cannot tell its lines apart, so all of it counts as changed." in result.stderr
    assert [one["statement"]["text"] for one in json.loads(result.stdout)["findings"]] == [PIER, FERRY]


def test_attributes_cannot_hide_a_change(clone: Path) -> None:
    write(clone, ".gitattributes", "*.md -diff\n")
    write(clone, "docs/light.md", f"{LIGHT} Now.\n")
    assert LIGHT in checked("--diff", "main")


@pytest.mark.parametrize(
    "name",
    [
        "two words.md",
        "déjà vu.md",
        'say "hi".md',
        "tab\there.md",
        "line\nbreak.md",
        "b b.md",
        "-dash.md",
        "a b/a b.md",
        "*.md",
        ":(top)x.md",
        "back\\slash.md",
    ],
)
def test_names_that_git_quotes(clone: Path, name: str) -> None:
    path = f"docs/{name}"
    write(clone, path, f"{PIER}\n\n{FERRY}\n")
    commit(clone)
    assert checked("--diff", "HEAD") == []
    write(clone, path, f"{PIER}\n\nThe ferry to Isk carries 56 cars.\n")
    assert checked("--diff", "HEAD") == ["The ferry to Isk carries 56 cars."]
    assert checked("--diff", "-", stdin=unified(clone, "HEAD")) == ["The ferry to Isk carries 56 cars."]


def test_line_ends_and_a_missing_line_feed_are_no_change(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\r\n\r\n{FERRY}")
    assert checked("--diff", "main") == []
    assert checked("--diff", "-", stdin=unified(clone, "main")) == []
    write(clone, "docs/pier.md", f"{PIER}\r\n\r\nThe ferry to Isk carries 56 cars.")
    assert checked("--diff", "main") == ["The ferry to Isk carries 56 cars."]


def test_a_draft_in_a_submodule_or_outside_has_changed_as_a_whole(clone: Path) -> None:
    outside = clone.parent / "outside"
    write(outside, "far.md", f"{FERRY}\n")
    git(outside, "init", "-q", "-b", "main")
    commit(outside)
    git(clone, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(outside), "docs/sub")
    commit(clone)
    assert checked("--diff", "HEAD", "docs/sub") == [FERRY]
    result = run("--diff", "HEAD", str(outside / "far.md"), "-o", "concise")
    assert result.exit_code == 1
    assert "outside the git repository" in result.stderr


def test_from_a_folder_below_the_top(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n\nThe ferry to Isk carries 56 cars.\n")
    diff = unified(clone, "main")
    monkeypatch.chdir(clone / "docs")
    assert checked("pier.md", "--diff", "main") == ["The ferry to Isk carries 56 cars."]
    assert checked("pier.md", "--diff", "-", stdin=diff) == ["The ferry to Isk carries 56 cars."]


# ---------------------------------------------------------------- changed claims

TO_91 = CLAIMS.replace("90 metres", "91 metres")


def test_who_repeats_a_changed_claim_is_checked_though_the_draft_did_not_change(clone: Path) -> None:
    write_sources(clone, SOURCE.replace("90 metres", "91 metres"))
    write(clone, "claims/pier.yaml", TO_91)
    commit(clone)
    assert PIER in checked("--diff", "main")


def test_a_change_of_one_claim_leaves_the_others_alone(clone: Path) -> None:
    write(clone, "claims/pier.yaml", CLAIMS.replace("1902.\n", "1902 by sailors.\n", 1))
    assert checked("--diff", "main") == [LIGHT]
    assert checked("--diff", "-", stdin=unified(clone, "main")) == [LIGHT]


def test_moving_records_and_comments_changes_no_claim(clone: Path) -> None:
    write(clone, "claims/pier.yaml", "# Kept by the harbour office.\n" + CLAIMS)
    assert checked("--diff", "main") == []
    git(clone, "mv", "claims/pier.yaml", "claims/other.yaml")
    assert checked("--diff", "main") == []


def test_a_new_claims_file_that_git_does_not_track_counts(clone: Path) -> None:
    berths = "The harbour of Norvik has 12 berths."
    write(clone, "docs/berths.md", "The harbour of Norvik has 14 berths.\n")
    commit(clone)
    write(
        clone,
        "claims/new.yaml",
        f"format: 1\nclaims:\n  - id: berths\n    statement: {berths}\n"
        f'    citations: [{{source: survey, quote: "{berths}"}}]\n',
    )
    assert checked("--diff", "HEAD") == ["The harbour of Norvik has 14 berths."]


def test_who_rested_on_a_claim_that_is_gone_is_checked(clone: Path) -> None:
    write(clone, "docs/light.md", "The lighthouse at Norvik was built in 1902.\n")
    commit(clone)
    start = CLAIMS.index("  - id: lighthouse-built")
    write(clone, "claims/pier.yaml", CLAIMS[:start])
    made = report("--diff", "HEAD")
    assert [(one["statement"]["text"], one["verdict"]) for one in made["findings"]] == [
        ("The lighthouse at Norvik was built in 1902.", "unverified")
    ]


def test_a_source_whose_text_changed_changes_its_claims(clone: Path) -> None:
    write_sources(clone, SOURCE + "It was measured again.\n")
    assert set(checked("--diff", "main")) == {PIER, FERRY, LIGHT}
    assert set(checked("--diff", "-", stdin=unified(clone, "main"))) == {PIER, FERRY, LIGHT}


def test_a_database_that_was_broken_before_goes_by_its_lines(clone: Path) -> None:
    write(clone, "claims/pier.yaml", CLAIMS.replace('"The ferry', '"A ferry'))
    commit(clone, "Broken")
    write(clone, "claims/pier.yaml", CLAIMS)
    assert checked("--diff", "HEAD") == [FERRY]


def test_a_trusted_text_that_changed(clone: Path) -> None:
    write(clone, "article.txt", SOURCE.replace(". ", ".\n"))
    commit(clone)
    write(clone, "article.txt", SOURCE.replace(". ", ".\n").replace("40 cars", "41 cars"))
    assert checked("--diff", "HEAD", "--against", "article.txt") == [FERRY]


# ---------------------------------------------------------------- by a diff on standard input


def test_a_diff_on_standard_input(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n\nThe ferry to Isk carries 56 cars.\n")
    diff = unified(clone, "main")
    assert checked("--diff", "-", stdin=diff) == ["The ferry to Isk carries 56 cars."]
    assert checked("--diff", "-", stdin=unified(clone, "--no-prefix", "main")) == checked("--diff", "main")
    assert checked("--diff", "-", stdin="") == []


def test_a_diff_needs_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolated(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "draft.md", f"{PIER}\n{FERRY}\n")
    write(tmp_path, "article.txt", SOURCE)
    diff = f"--- draft.md.old\n+++ draft.md\n@@ -1,1 +1,2 @@\n {PIER}\n+{FERRY}\n"
    assert checked("draft.md", "--against", "article.txt", "--diff", "-", stdin=diff) == [FERRY]


def test_a_diff_of_other_text_is_refused(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n\nThe ferry to Isk carries 56 cars.\n")
    diff = unified(clone, "main")
    write(clone, "docs/pier.md", f"{PIER}\n\nThe ferry to Isk carries 57 cars.\n")
    result = run("--diff", "-", stdin=diff)
    assert result.exit_code == 2
    assert "docs/pier.md:3 is not what the diff says" in result.stderr


def test_a_diff_that_leads_elsewhere_opens_nothing(clone: Path) -> None:
    diff = "--- a/x\n+++ b/../../secret.md\n@@ -1 +1 @@\n-a\n+b\n"
    assert checked("--diff", "-", stdin=diff) == []


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--diff", "nowhere"], "--diff nowhere: no such commit here"),
        (["--diff", "--output=stolen"], "looks like an option"),
        (["--diff", "-O/dev/null"], "looks like an option"),
        (["--diff", ""], "found nothing"),
        (["--diff", "main\nHEAD"], "looks like an option"),
        (["--diff", "main..work"], "no such commit here"),
        (["--diff", "main:docs"], "no such commit here"),
        (["--diff", "main", "-"], "a draft on standard input"),
        (["--filter", "added"], "give --diff REF"),
        (["--diff", "main", "--filter", "nofilter"], "is not one of"),
        (["--diff", "-"], "expected a unified diff"),
    ],
)
def test_what_cannot_be_compared_is_refused(clone: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments, stdin="no diff at all\n")
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (clone / "stolen").exists()


def test_a_branch_that_only_the_remote_has_is_suggested(clone: Path) -> None:
    git(clone, "update-ref", "refs/remotes/origin/release", "main")
    assert "Did you mean origin/release?" in run("--diff", "release").stderr


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolated(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "draft.md", f"{PIER}\n")
    write(tmp_path, "article.txt", SOURCE)
    result = run("draft.md", "--against", "article.txt", "--diff", "main")
    assert result.exit_code == 2
    assert "--diff needs a git repository" in result.stderr


def test_a_repository_without_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolated(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    write(tmp_path, "draft.md", f"{PIER}\n")
    write(tmp_path, "article.txt", SOURCE)
    assert run("draft.md", "--against", "article.txt", "--diff", "main").exit_code == 2


def test_a_shallow_clone_is_told_to_fetch(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(clone, "checkout", "-q", "main")
    write(clone, "docs/other.md", "Something.\n")
    commit(clone)
    git(clone, "checkout", "-q", "work")
    write(clone, "docs/more.md", "Something else.\n")
    commit(clone)
    shallow = clone.parent / "shallow"
    git(clone.parent, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{clone}", str(shallow))
    monkeypatch.chdir(shallow)
    result = run("--diff", "origin/main")
    assert result.exit_code == 2
    assert "this clone is shallow" in result.stderr
    assert "fetch-depth: 0" in result.stderr


def test_histories_that_never_met(clone: Path) -> None:
    git(clone, "checkout", "-q", "--orphan", "alone")
    commit(clone)
    result = run("--diff", "main")
    assert result.exit_code == 2
    assert "no commit in common" in result.stderr


# ---------------------------------------------------------------- what git is not allowed to do


def test_variables_and_configuration_of_others_do_not_mislead(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n\nThe ferry to Isk carries 56 cars.\n")
    expected = checked("--diff", "main")
    for key, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "color.ui": "always",
        "diff.context": "0",
        "diff.orderFile": "nowhere",
        "diff.relative": "true",
        "core.quotePath": "true",
    }.items():
        git(clone, "config", key, value)
    for key, value in {
        "GIT_DIR": os.devnull,
        "GIT_WORK_TREE": os.devnull,
        "GIT_INDEX_FILE": os.devnull,
        "GIT_CONFIG_GLOBAL": str(clone / "docs/pier.md"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "diff.noprefix",
        "GIT_CONFIG_VALUE_0": "true",
        "GIT_DIFF_OPTS": "-u0",
        "GIT_EXTERNAL_DIFF": "false",
    }.items():
        monkeypatch.setenv(key, value)
    assert checked("--diff", "main") == expected == ["The ferry to Isk carries 56 cars."]
    assert PIER in checked("--diff", "main", "--filter", "context")


def test_no_program_of_the_repository_is_run(clone: Path) -> None:
    trap = write(clone.parent, "trap", '#!/bin/sh\necho "$0" >> "$HOME/ran"\ncat\n')
    trap.chmod(0o755)
    write(clone, ".gitattributes", "*.md filter=trap diff=trap\n")
    commit(clone)
    for key in (
        "filter.trap.clean", "filter.trap.process", "diff.trap.command", "diff.trap.textconv",
        "diff.external", "core.fsmonitor", "core.pager",
    ):  # fmt: skip
        git(clone, "config", key, str(trap))
    git(clone, "config", "filter.trap.required", "true")
    write(clone, "docs/light.md", f"{LIGHT} Now.\n")
    assert LIGHT in checked("--diff", "main")
    assert not (clone.parent / "home" / "ran").exists()


def test_a_bare_repository_among_the_drafts_is_none_of_ours(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(clone, "init", "-q", "--bare", "docs/bare")
    write(clone, "docs/bare/x.md", f"{PIER}\n")
    monkeypatch.chdir(clone / "docs/bare")
    result = run("x.md", "--diff", "main")
    assert result.exit_code == 2
    assert "--diff needs a git repository" in result.stderr


def test_nothing_in_the_repository_is_written(clone: Path) -> None:
    write(clone, "docs/light.md", f"{LIGHT} Now.\n")
    (clone / ".git" / "index").touch()
    before = {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()}
    checked("--diff", "main")
    assert {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()} == before


# ---------------------------------------------------------------- every format


def test_no_format_lets_what_was_not_checked_look_checked(clone: Path, tmp_path: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n\nThe ferry to Isk carries 56 cars.\n")
    forms = ["text", "json", "jsonl", "sarif", "markdown", "html", "junit", "checkstyle"]
    outputs = [part for form in forms for part in ("-o", f"{form}:{tmp_path / form}")]
    result = run("--diff", "main", *outputs)
    assert "2 statements unchanged, not checked." in result.stderr
    made = {form: (tmp_path / form).read_text() for form in forms}
    assert "2 statements unchanged, not checked." in made["text"]
    assert "2 statements unchanged, not checked." in made["markdown"]
    assert '{"type": "unchanged", "path": "docs/light.md", "statements": 1}' in made["jsonl"]
    assert "1 statement here did not change and were not checked." in made["html"]
    assert "unchanged, not checked" in made["html"]
    assert "1 statement unchanged, not checked" in made["junit"]
    assert "docs/light.md" not in made["checkstyle"]
    notes = json.loads(made["sarif"])["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == ["1 statement unchanged, not checked."] * 2


def test_two_processes_say_the_same(clone: Path) -> None:
    """The command itself, on a draft that is long enough for both of them."""
    lines = [f"The boat number {number} is red.\n" for number in range(2, 60)]
    write(clone, "docs/long.md", "\n".join(lines))
    commit(clone)
    lines[5] = "The pier at Norvik is 97 metres long.\n"
    write(clone, "docs/long.md", "\n".join(lines))
    command = [sys.executable, "-m", "verifier", "check", "docs/long.md", "--judge", "rules", "--no-cache"]
    done = subprocess.run(
        [*command, "--diff", "HEAD", "-o", "json"], cwd=clone, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    )  # fmt: skip
    made = json.loads(done.stdout)
    assert [one["statement"]["line"] for one in made["findings"]] == [11]
    assert made["summary"]["unchanged"] == 57


# ---------------------------------------------------------------- what settles findings


def test_what_settles_statements_that_did_not_change_is_not_called_unused(clone: Path) -> None:
    write(clone, "docs/harbour.md", f"<!-- verifier: ignore V102 -- with the ramp -->\n{PIER}\n\n{FERRY}\n")
    assert CliRunner().invoke(cli, ["baseline", "write", "docs/harbour.md"]).exit_code == 0
    commit(clone, "Settled")
    git(clone, "checkout", "-q", "-b", "more")
    write(
        clone,
        "docs/harbour.md",
        f"<!-- verifier: ignore V102 -- with the ramp -->\n{PIER}\n\n{FERRY}\n\n{LIGHT}\n",
    )
    result = CliRunner().invoke(cli, ["check", "--diff", "work", "docs/harbour.md", "-o", "json"])
    made = json.loads(result.stdout)
    assert made["notices"] == []
    assert made["summary"]["unchanged"] == 2
    assert [one["statement"]["text"] for one in made["findings"]] == [LIGHT]
    assert result.exit_code == 1
