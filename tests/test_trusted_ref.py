"""`verifier check --trusted-ref`: a yardstick that whoever writes the draft cannot bend, and V304."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.clone import (
    CLAIMS,
    CONFIG,
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
from verifier.render import RENDERERS

TO_95 = CLAIMS.replace("90 metres", "95 metres")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolated(tmp_path, monkeypatch)
    root = make_clone(tmp_path / "clone", {"docs/pier.md": "The pier at Norvik is 90 metres long.\n"})
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--trusted-ref", "main", *arguments])


def report(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "-o", "json")
    assert result.exit_code in (0, 1), result.stderr
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def notices(*arguments: str) -> list[str]:
    """The notices, as `path:line message`."""
    return [f"{one['path']}:{one['line']} {one['message']}" for one in report(*arguments)["notices"]]


def bend(root: Path) -> None:
    """What one who wants a false figure to pass could change besides the draft."""
    write(root, "docs/pier.md", f"{PIER}\n")
    settle(root)
    write_sources(root, SOURCE.replace("90 metres", "95 metres"))
    write(root, "claims/pier.yaml", TO_95)
    write(root, "verifier.toml", CONFIG + 'fail-on = "never"\nshow = "consistent"\n')


def settle(root: Path) -> None:
    """A baseline and a decisions file, each of which hides the false figure in the draft."""
    (found,) = json.loads(CliRunner().invoke(cli, ["check", "docs/pier.md", "-o", "json"]).stdout)["findings"]
    assert CliRunner().invoke(cli, ["baseline", "write", "docs/pier.md"]).exit_code == 0
    decisions = (
        f"format: 1\ndecisions:\n  - fingerprint: {found['fingerprint']}\n    decision: dismissed\n"
        f"    rule: {found['rule']}\n    reason: The ramp counts too.\n    path: docs/pier.md\n"
    )
    write(root, ".verifier/decisions.yaml", decisions)


# ---------------------------------------------------------------- the pull request that bends everything


@pytest.mark.parametrize("committed", [True, False])
def test_a_branch_that_edits_draft_claim_settings_and_baseline_fails(clone: Path, *, committed: bool) -> None:
    bend(clone)
    if committed:
        commit(clone, "Longer pier")
    without = CliRunner().invoke(cli, ["check"])
    assert without.exit_code == 0
    result = run()
    assert result.exit_code == 1
    assert "docs/pier.md:1:23 contradictory V102" in result.stdout
    made = report()
    assert [one["verdict"] for one in made["findings"]] == ["contradictory"]
    assert made["claims"]["trusted"] == {"ref": "main", "commit": git(clone, "rev-parse", "main").strip()}
    assert notices() == [
        'verifier.toml:4 setting show changed: ["contradictory", "unverified"] → ["consistent"]; that of '
        "main counts",
        'verifier.toml:3 setting fail-on changed: "contradictory" → "never"; that of main counts',
        "claims/pier.yaml:4 claim pier-length changed: statement: “The pier at Norvik is 90 metres long.” → "
        "“The pier at Norvik is 95 metres long.”; quote taken out: “The pier at Norvik is 90 metres long.” "
        "(survey); quote added: “The pier at Norvik is 95 metres long.” (survey); that of main counts",
        "sources/survey/source.yaml:1 source survey changed: its text is another one; that of main counts",
        "sources/survey/text.txt:1 this file was changed; that of main counts",
        ".verifier/decisions.yaml:1 this file was added; it is not used",
        ".verifier/baseline.jsonl:1 this file was added; it is not used",
    ]


@pytest.mark.parametrize("kept", [".verifier/decisions.yaml", ".verifier/baseline.jsonl"])
def test_decisions_and_a_baseline_of_the_branch_hide_nothing(clone: Path, kept: str) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n")
    settle(clone)
    for path in (".verifier/decisions.yaml", ".verifier/baseline.jsonl"):
        if path != kept:
            (clone / path).unlink()
    assert CliRunner().invoke(cli, ["check"]).exit_code == 0
    assert run().exit_code == 1
    assert notices() == [f"{kept}:1 this file was added; it is not used"]


@pytest.mark.parametrize("named", [False, True])
def test_decisions_and_baseline_of_the_ref_count_although_the_branch_has_none(
    clone: Path, *, named: bool
) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n")
    settle(clone)
    files = {name: f".verifier/{name}" for name in ("decisions.yaml", "baseline.jsonl")}
    if named:  # by the configuration, elsewhere
        for name in files:
            (clone / files[name]).rename(clone / name)
            files[name] = name
        write(clone, "verifier.toml", CONFIG + 'decisions = "decisions.yaml"\nbaseline = "baseline.jsonl"\n')
    git(clone, "checkout", "-q", "main")
    commit(clone, "Settled")
    git(clone, "checkout", "-q", "-B", "work")
    (clone / files["decisions.yaml"]).unlink()
    made = report()
    assert made["findings"][0]["settled"]["path"] == files["decisions.yaml"]
    assert [one for one in notices() if "decisions" in one] == [
        f"{files['decisions.yaml']}:1 this file was removed; that of main counts"
    ]
    without = report("--no-decisions")
    assert without["findings"][0]["settled"]["path"] == files["baseline.jsonl"]
    assert report("--no-decisions", "--no-baseline")["findings"][0]["settled"] is None


def test_broken_decisions_at_the_ref_are_named_there(clone: Path) -> None:
    write(clone, ".verifier/decisions.yaml", "format: 1\ndecisions: 7\n")
    git(clone, "checkout", "-q", "main")
    commit(clone, "Broken")
    result = run()
    assert result.exit_code == 2
    assert "main:.verifier/decisions.yaml" in result.stderr


# ---------------------------------------------------------------- directives in drafts

IGNORE = "<!-- verifier: ignore V102 -- with the ramp -->"


def test_a_directive_that_a_branch_adds_counts_and_is_told(clone: Path) -> None:
    write(clone, "docs/pier.md", f"# The pier\n\n{IGNORE}\n{PIER}\n")
    assert notices() == [
        "docs/pier.md:3 directive added, or put to other text: ignore V102 -- with the ramp; it counts, and "
        "main does not have it"
    ]
    assert report()["summary"]["ignored"] == 1
    assert run("--fail-on", "unverified").exit_code == 0


def test_directives_of_the_ref_are_not_told_again(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    write(clone, "docs/pier.md", f"{IGNORE}\n{PIER}\n")
    commit(clone, "Ignored")
    git(clone, "checkout", "-q", "-B", "work")
    write(clone, "docs/pier.md", f"The pier is at Norvik.\n\n{IGNORE}\n{PIER}\n")
    assert notices() == []


@pytest.mark.parametrize(
    "text",
    [
        f"{IGNORE}\n{PIER} {FERRY}\n",  # more under the same directive
        f"{PIER}\n\n{IGNORE}\n{FERRY}\n",  # the same directive elsewhere
        f"{IGNORE}\n{PIER}\n\n{IGNORE}\n{PIER}\n",  # once more
    ],
)
def test_a_directive_put_to_other_text_is_told(clone: Path, text: str) -> None:
    git(clone, "checkout", "-q", "main")
    write(clone, "docs/pier.md", f"{IGNORE}\n{PIER}\n")
    commit(clone, "Ignored")
    git(clone, "checkout", "-q", "-B", "work")
    write(clone, "docs/pier.md", text)
    assert len([one for one in notices() if "directive added" in one]) == 1


def test_a_region_that_a_branch_widens_is_told(clone: Path) -> None:
    off, on = "<!-- verifier: off V102 -- kept as history -->", "<!-- verifier: on -->"
    git(clone, "checkout", "-q", "main")
    write(clone, "docs/pier.md", f"{off}\n{PIER}\n{on}\n\n{FERRY}\n")
    commit(clone, "Ignored")
    git(clone, "checkout", "-q", "-B", "work")
    assert notices() == []
    write(clone, "docs/pier.md", f"{off}\n{PIER}\n\n{FERRY}\n")
    assert [one for one in notices() if "off V102 -- kept as history; it counts" in one]


def test_a_comment_that_is_no_directive_is_told_as_that_alone(clone: Path) -> None:
    write(clone, "docs/pier.md", f"<!-- verifier: ignore -->\n{PIER}\n")
    made = report()
    assert [one["rule"] for one in made["notices"]] == ["V302"]
    assert made["summary"]["contradictory"] == 1


def test_every_format_shows_what_was_changed(clone: Path, tmp_path: Path) -> None:
    bend(clone)
    outputs = [part for form in RENDERERS for part in ("-o", f"{form}:{tmp_path / form}")]
    assert run(*outputs).exit_code == 1
    for form in RENDERERS:
        made = (tmp_path / form).read_text(encoding="utf-8")
        assert "V304" in made, form
        assert "claim pier-length changed" in made, form
    assert "Claims at main: 3 active" in (tmp_path / "text").read_text(encoding="utf-8")


def test_nothing_changed_gives_no_notice_and_the_report_of_a_plain_run(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n")
    plain = CliRunner().invoke(cli, ["check", "-o", "json"])
    made = report()
    assert made["notices"] == []
    made["claims"]["trusted"] = None
    assert made == json.loads(plain.stdout)


@pytest.mark.parametrize("fail_on", ["contradictory", "unverified"])
def test_a_changed_yardstick_alone_fails_no_run(clone: Path, fail_on: str) -> None:
    write(clone, "claims/pier.yaml", CLAIMS.replace("1902.\n", "1902 by sailors.\n", 1))
    result = run("--fail-on", fail_on)
    assert result.exit_code == 0
    assert "V304" in result.stdout


def test_a_change_that_is_on_main_counts(clone: Path) -> None:
    bend(clone)
    write(clone, "verifier.toml", CONFIG)
    commit(clone)
    git(clone, "branch", "-f", "main", "work")
    assert run().exit_code == 0
    made = report()["notices"]  # what settled the false figure settles nothing now that it is the claim's
    assert [one["rule"] for one in made] == ["V301", "V303"]


# ---------------------------------------------------------------- settings


def test_a_nearer_configuration_of_the_branch_is_not_read(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n")
    write(clone, "docs/verifier.toml", 'claims = ".."\nfail-on = "never"\n')
    monkeypatch.chdir(clone / "docs")
    result = run("pier.md")
    assert result.exit_code == 1
    assert "verifier.toml:2:1 notice V304 setting fail-on changed" in result.stdout


def test_a_broken_configuration_of_the_branch_is_reported_and_stops_nothing(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n")
    write(clone, "verifier.toml", "claims = [\n")
    assert "the settings of the working tree cannot be used" in notices()[0]
    assert run().exit_code == 1


def test_a_configuration_that_the_branch_removes_counts_still(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n")
    (clone / "verifier.toml").unlink()
    assert run().exit_code == 1
    assert any("setting claims changed" in one for one in notices())


def test_a_broken_configuration_at_the_ref_is_named_there(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    write(clone, "verifier.toml", 'claims = "."\nfail-om = "never"\n')
    commit(clone)
    result = run()
    assert result.exit_code == 2
    assert "main:verifier.toml:2: unknown key 'fail-om'" in result.stderr


def test_flags_of_the_caller_win(clone: Path) -> None:
    bend(clone)
    assert run("--fail-on", "never").exit_code == 0


def test_a_named_configuration_is_that_of_the_ref(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    write(clone, "ci/strict.toml", 'claims = ".."\nfail-on = "unverified"\n')
    commit(clone)
    git(clone, "checkout", "-q", "-B", "work")
    write(clone, "ci/strict.toml", 'claims = ".."\nfail-on = "never"\n')
    write(clone, "docs/pier.md", "The cliff at Norvik is tall.\n")
    assert run("docs", "--config", "ci/strict.toml").exit_code == 1
    result = run("docs", "--config", "ci/other.toml")
    assert result.exit_code == 2
    assert "main has no configuration file here" in result.stderr


def test_from_a_folder_below_the_top(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bend(clone)
    monkeypatch.chdir(clone / "docs")
    made = report("pier.md")
    assert [one["verdict"] for one in made["findings"]] == ["contradictory"]
    assert len(made["notices"]) == 7


# ---------------------------------------------------------------- claims


def test_new_gone_and_broken_claims_of_the_branch(clone: Path) -> None:
    start = CLAIMS.index("  - id: lighthouse-built")
    write(clone, "claims/pier.yaml", CLAIMS[:start] + CLAIMS[start:].replace("lighthouse-built", "light"))
    found = "\n".join(notices())
    assert "claim light renamed: id: lighthouse-built → light; that of main counts" in found
    write(clone, "claims/pier.yaml", CLAIMS[:start])
    assert notices() == [
        "claims/pier.yaml:10 claim lighthouse-built removed: “The lighthouse at Norvik was built in 1902.”; "
        "that of main counts"
    ]
    berths = "The harbour of Norvik has 12 berths."
    more = f'  - id: berths\n    statement: {berths}\n    citations: [{{quote: "{berths}"}}]\n'
    write(clone, "claims/pier.yaml", CLAIMS + more)
    assert notices() == [f"claims/pier.yaml:13 claim berths added: “{berths}”; it is not used"]
    write(clone, "docs/pier.md", f"{berths}\n")
    assert [one["rule"] for one in report()["findings"]] != ["V001"]
    write(clone, "claims/pier.yaml", "claims: [\n")
    assert "the claims of the working tree cannot be used" in notices()[0]
    assert run().exit_code == 0


def test_a_database_that_the_branch_deletes_counts_still(clone: Path) -> None:
    git(clone, "rm", "-rqf", "claims", "sources")
    write(clone, "docs/pier.md", f"{PIER}\n")
    assert run().exit_code == 1
    assert any("claims/pier.yaml:1 this file was removed" in one for one in notices())


def test_a_comment_in_a_claims_file_is_a_change_of_the_file(clone: Path) -> None:
    write(clone, "claims/pier.yaml", f"# Kept by the harbour office.\n{CLAIMS}")
    assert notices() == ["claims/pier.yaml:1 this file was changed; that of main counts"]


def test_places_of_claims_are_those_of_the_working_tree(clone: Path) -> None:
    (finding,) = report("--show", "all")["findings"]
    assert finding["citations"][0]["claim_place"] == "claims/pier.yaml:4"


def test_a_claims_file_by_itself(clone: Path) -> None:
    write(clone, "docs/pier.md", f"{PIER}\n")
    write(clone, "claims/pier.yaml", TO_95)
    assert run("--claims", "claims/pier.yaml").exit_code == 1
    assert run("--claims", str(clone / "claims")).exit_code == 1


def test_a_trusted_text_is_that_of_the_ref(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    write(clone, "article.txt", SOURCE)
    commit(clone)
    write(clone, "article.txt", SOURCE.replace("90 metres", "95 metres"))
    write(clone, "docs/pier.md", f"{PIER}\n")
    assert run("--against", "article.txt").exit_code == 1
    assert notices("--against", "article.txt") == ["article.txt:1 this file was changed; that of main counts"]
    result = run("--against", "nowhere.txt")
    assert result.exit_code == 2
    assert "main has no trusted text here" in result.stderr


def test_a_database_outside_the_repository_is_read_where_it_is(clone: Path) -> None:
    outside = clone.parent / "outside"
    write_sources(outside)
    write(outside, "claims/pier.yaml", CLAIMS)
    write(clone, "docs/pier.md", f"{PIER}\n")
    assert run("--claims", "../outside").exit_code == 1
    git(clone, "checkout", "-q", "main")
    write(clone, "verifier.toml", 'claims = "../outside"\npaths = ["docs"]\n')
    commit(clone)
    assert run().exit_code == 1
    assert run("--claims", "../nowhere").exit_code == 2


# ---------------------------------------------------------------- with --diff


def test_together_with_diff(clone: Path) -> None:
    write(clone, "docs/ferry.md", f"{FERRY}\n\n{LIGHT}\n")
    git(clone, "checkout", "-q", "main")
    commit(clone)
    git(clone, "checkout", "-q", "-B", "work")
    bend(clone)
    made = report("--diff", "main")
    assert [one["statement"]["text"] for one in made["findings"]] == [PIER]
    assert made["summary"]["unchanged"] == 2
    assert len(made["notices"]) == 7


def test_a_claim_that_changed_on_main_since_the_branch_left_counts(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    write_sources(clone, SOURCE.replace("90 metres", "95 metres"))
    write(clone, "claims/pier.yaml", TO_95)
    commit(clone)
    git(clone, "checkout", "-q", "work")
    made = report("--diff", "main")
    assert [one["verdict"] for one in made["findings"]] == ["contradictory"]


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("nowhere", "--trusted-ref nowhere: no such commit here"),
        ("--output=stolen", "looks like an option"),
        ("", "found nothing"),
        ("main:claims", "no such commit here"),
    ],
)
def test_what_names_no_commit_is_refused(clone: Path, ref: str, message: str) -> None:
    result = CliRunner().invoke(cli, ["check", "--trusted-ref", ref])
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (clone / "stolen").exists()


def test_a_ref_without_a_database_is_refused_and_says_what_to_do(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    git(clone, "rm", "-rq", "--cached", "claims", "sources")
    git(clone, "commit", "-q", "-m", "No claims yet")
    result = run()
    assert result.exit_code == 2
    assert "main has no claims database here; merge it there first" in result.stderr


def test_a_broken_database_at_the_ref_is_named_there(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    write(clone, "claims/pier.yaml", TO_95)
    commit(clone)
    result = run()
    assert result.exit_code == 2
    assert "main:claims/pier.yaml:6" in result.stderr
    assert "verifier-" not in result.stderr


@pytest.mark.parametrize("path", ["claims/more.yaml", "verifier.toml", "sources/survey/text.txt"])
def test_links_at_the_ref_are_not_followed(clone: Path, path: str) -> None:
    git(clone, "checkout", "-q", "main")
    (clone / path).unlink(missing_ok=True)
    (clone / path).symlink_to(clone / "docs/pier.md")
    commit(clone)
    result = run()
    assert result.exit_code == 2
    assert f"main:{path}: it is a symbolic link" in result.stderr


def test_links_of_the_branch_lead_nowhere(clone: Path) -> None:
    """The claims folder becomes a link to another database, which the ref has too."""
    git(clone, "checkout", "-q", "main")
    write_sources(clone / "evil", SOURCE.replace("90 metres", "95 metres"))
    write(clone, "evil/claims/pier.yaml", TO_95)
    commit(clone)
    git(clone, "checkout", "-q", "-B", "work")
    git(clone, "rm", "-rq", "claims", "sources")
    (clone / "claims").symlink_to("evil/claims")
    (clone / "sources").symlink_to("evil/sources")
    write(clone, "docs/pier.md", f"{PIER}\n")
    assert run().exit_code == 1
    assert any(one.startswith("claims:1 this file was added") for one in notices())


def test_a_database_in_a_submodule_is_refused(clone: Path) -> None:
    outside = clone.parent / "outside"
    git(clone.parent, "clone", "-q", str(clone), str(outside))
    git(clone, "checkout", "-q", "main")
    git(clone, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(outside), "shared")
    write(clone, "verifier.toml", 'claims = "shared"\npaths = ["docs"]\n')
    commit(clone)
    result = run()
    assert result.exit_code == 2
    assert "main:shared: it is a submodule" in result.stderr


def test_a_source_folder_beside_the_copies_is_not_read(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever can write where temporary folders are made cannot lend a source to a claims file."""
    shared = clone.parent / "temporary"
    write_sources(shared)
    monkeypatch.setattr("tempfile.tempdir", str(shared))
    git(clone, "checkout", "-q", "main")
    git(clone, "rm", "-rqf", "sources", "claims")
    write(clone, "pier.yaml", CLAIMS)
    commit(clone)
    assert run("--claims", "pier.yaml").exit_code == 2
    assert [path.name for path in shared.iterdir()] == ["sources"]


def test_variables_do_not_lead_to_another_repository(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bend(clone)
    other = clone.parent / "other"
    git(clone.parent, "clone", "-q", str(clone), str(other))
    write_sources(other, SOURCE.replace("90 metres", "95 metres"))
    write(other, "claims/pier.yaml", TO_95)
    commit(other)
    git(other, "branch", "-f", "main", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(clone))
    assert run().exit_code == 1
