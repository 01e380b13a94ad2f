"""The GitHub action and the GitLab include: their scripts are run with bash as a runner would run them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.build_logs import Command, commands
from tests.clone import CLAIMS, FERRY, PIER, SOURCE, commit, git, isolated, make_clone, write, write_sources

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with a false draft in it, and a runner's folder with a verifier installed in it."""
    isolated(tmp_path, monkeypatch)
    clone = make_clone(tmp_path / "work space", {"docs/pier.md": f"{PIER} Was it built in 1890?\n"})
    install(tmp_path / "temp" / "verifier" / "bin")
    return clone


def install(folder: Path) -> None:
    """What the first step leaves, without its minute: this very code as a command."""
    folder.mkdir(parents=True)
    for name, does in (("verifier", f'"{sys.executable}" -P -m verifier'), ("python", f'"{sys.executable}"')):
        script = folder / name
        script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec {does} "$@"\n', encoding="utf-8")
        script.chmod(0o755)


class Ran:
    """One step that was run, and what the runner reads of it."""

    def __init__(self, done: subprocess.CompletedProcess[str], runner: Path) -> None:
        self.code = done.returncode
        self.log = done.stdout + done.stderr
        self.commands = commands(self.log)
        self.summary = (runner / "summary").read_text(encoding="utf-8")
        lines = (runner / "output").read_text(encoding="utf-8").splitlines()
        self.outputs = dict(line.split("=", 1) for line in lines)


def run(workspace: Path, step: str = "check", **inputs: str) -> Ran:
    """Run a step as the runner does: inputs into variables, the script into a file, bash with -e."""
    runner = workspace.parent
    (wanted,) = [one for one in ACTION["runs"]["steps"] if one["id"] == step]
    given = {name: str(one["default"]) for name, one in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    script = runner / "step.sh"
    script.write_text(wanted["run"], encoding="utf-8")
    for name in ("output", "summary"):
        (runner / name).write_text("", encoding="utf-8")
    environment = {
        **os.environ,
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_OUTPUT": str(runner / "output"),
        "GITHUB_STEP_SUMMARY": str(runner / "summary"),
        "GITHUB_ACTION_PATH": str(ROOT),
        "RUNNER_TEMP": str(runner / "temp"),
        "GITHUB_ACTIONS": "true",
        **{key: INPUT.sub(lambda one: given[one[1]], value) for key, value in wanted["env"].items()},
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=workspace,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(done, runner)


def annotations(ran: Ran) -> list[tuple[str, str, str]]:
    return [(one.name, one.properties["file"], one.properties["line"]) for one in ran.commands]


# ---------------------------------------------------------------- what it declares


def test_no_input_is_part_of_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
        for value in step["env"].values():
            assert INPUT.fullmatch(value)


def test_every_input_is_used_and_every_output_is_set() -> None:
    used = {
        name
        for step in ACTION["runs"]["steps"]
        for value in step["env"].values()
        for name in INPUT.findall(value)
    }
    assert used == ACTION["inputs"].keys()
    assert ACTION["outputs"].keys() == {"contradictory", "unverified", "checked", "report"}
    for name, one in ACTION["outputs"].items():
        assert one["value"] == f"${{{{ steps.check.outputs.{name} }}}}"


def test_the_page_on_pipelines_names_every_input_and_output(root: Path) -> None:
    page = (root / "docs/ci.md").read_text(encoding="utf-8")
    for name in (*ACTION["inputs"], *ACTION["outputs"]):
        assert f"`{name}`" in page


# ---------------------------------------------------------------- what it does


def test_a_contradiction_fails_the_step_and_is_shown_everywhere(workspace: Path) -> None:
    ran = run(workspace, sarif="verifier.sarif")
    assert ran.code == 1
    assert annotations(ran) == [("error", "docs/pier.md", "1")]
    report = workspace.parent / "temp" / "verifier-report" / "report.html"
    assert ran.outputs == {"contradictory": "1", "unverified": "0", "checked": "1", "report": str(report)}
    assert "95 metres" in report.read_text(encoding="utf-8")
    assert "V102" in ran.summary
    assert json.loads((workspace / "verifier.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_a_clean_draft_passes(workspace: Path) -> None:
    write(workspace, "docs/pier.md", "The pier at Norvik is 90 metres long.\n")
    ran = run(workspace, paths="docs/pier.md\r\n")
    assert (ran.code, ran.commands) == (0, [])
    assert (ran.outputs["contradictory"], ran.outputs["checked"]) == ("0", "1")


def test_fail_on_and_further_options_reach_the_command(workspace: Path) -> None:
    assert run(workspace, fail_on="never").code == 0
    ran = run(workspace, args="--claims=.\n--as-of=2026-01-31\n--max-unverified=0\n", fail_on="never")
    assert (ran.code, ran.outputs["contradictory"]) == (0, "1")


def test_a_pull_request_cannot_bend_what_it_is_checked_by(workspace: Path) -> None:
    write_sources(workspace, SOURCE.replace("90 metres", "95 metres"))
    write(workspace, "claims/pier.yaml", CLAIMS.replace("90 metres", "95 metres"))
    write(workspace, "verifier.toml", 'claims = "."\npaths = ["docs"]\nfail-on = "never"\n')
    commit(workspace, "A longer pier")
    ran = run(workspace, trusted_ref="main")
    assert ran.code == 1
    assert ran.outputs["contradictory"] == "1"
    assert "claim pier-length changed" in ran.summary


def test_only_what_changed(workspace: Path) -> None:
    write(workspace, "docs/pier.md", f"{PIER} Was it built in 1890?\n\n{FERRY}\n")
    ran = run(workspace, args="--diff=main")
    assert ran.outputs["checked"] == "1"
    assert annotations(ran) == [("error", "docs/pier.md", "3")]


# ---------------------------------------------------------------- what could not be checked


def test_what_could_not_be_checked_sets_no_count_and_says_so(workspace: Path) -> None:
    write(workspace, "claims/pier.yaml", "format: 1\nclaims: 7\n")
    ran = run(workspace)
    assert (ran.code, ran.outputs) == (2, {})
    assert "could not check" in ran.summary
    assert "claims/pier.yaml" in ran.log


def test_a_report_of_a_former_run_is_not_taken_for_this_one(workspace: Path) -> None:
    assert run(workspace).outputs
    ran = run(workspace, paths="docs/missing.md", trusted_ref="no-such-branch")
    assert (ran.code, ran.outputs) == (2, {})
    assert not list((workspace.parent / "temp" / "verifier-report").iterdir())


def test_a_missing_draft_is_two_although_others_were_checked(workspace: Path) -> None:
    ran = run(workspace, paths="docs/pier.md\ndocs/missing.md")
    assert (ran.code, ran.outputs["contradictory"]) == (2, "1")


# ---------------------------------------------------------------- hostile values

HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "| touch pwned",
    "x\ntouch pwned",
    "x\n::set-output name=checked::99",
    "::set-output name=checked::99",
    "::add-mask::docs",
    "%0A::error::x",
    "##[command]x",
    "*",
    "~root",
    "${IFS}",
    "--exit-zero",
    "-o\njson:pwned",
    "\x1b[2Jx",
]


ONE_LINE = [value for value in HOSTILE if "\n" not in value]


def nothing_happened(workspace: Path, ran: Ran) -> None:
    assert not list(workspace.parent.rglob("pwned*"))
    found = {(one.system, one.name) for one in ran.commands}
    assert found <= {("github", "error"), ("github", "notice"), ("github", "warning")}
    assert not any(one.data.startswith("x") for one in ran.commands)
    assert "\x1b[2J" not in ran.log
    assert "99" not in ran.outputs.values()


def test_hostile_paths_run_nothing_and_command_nothing(workspace: Path) -> None:
    ran = run(workspace, paths="\n".join(HOSTILE))
    assert ran.code == 2
    nothing_happened(workspace, ran)
    assert "no such file" in ran.log


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["fail_on", "args"])
def test_a_hostile_value_is_refused(workspace: Path, name: str, value: str) -> None:
    value = "--exit-zero=1" if (name, value) == ("args", "--exit-zero") else value
    ran = run(workspace, **{name: value})
    assert (ran.code, ran.outputs) == (2, {})
    nothing_happened(workspace, ran)


@pytest.mark.parametrize("value", ["".join(ONE_LINE[:-2]), *HOSTILE[-3:], HOSTILE[7]])
@pytest.mark.parametrize("name", ["trusted_ref", "sarif"])
def test_a_hostile_ref_or_file_name_runs_nothing(workspace: Path, name: str, value: str) -> None:
    ran = run(workspace, **{name: value})
    nothing_happened(workspace, ran)
    if (name, value[0]) == ("sarif", "$"):  # an odd name of a file, in the workspace
        assert ran.code == 1
        assert (workspace / value).is_file()
    else:
        assert (ran.code, ran.outputs) == (2, {})


@pytest.mark.parametrize(
    "version", ["1.0; touch pwned", "$(touch pwned)", "1.0\n2.0", "../x", "-r x", "1 2", "1@x"]
)
def test_a_hostile_version_installs_nothing(workspace: Path, version: str) -> None:
    ran = run(workspace, "install", version=version)
    assert ran.code == 2
    expected = "input version: expected a release such as 1.2.0"
    assert ran.commands == [Command("github", "error", {"title": "verifier"}, expected)]
    assert not (workspace / "pwned").exists()


@pytest.mark.parametrize("sarif", ["/etc/x.sarif", "../x.sarif", "a/../../x.sarif", "..", "-x"])
def test_a_report_outside_the_workspace_is_refused(workspace: Path, sarif: str) -> None:
    ran = run(workspace, sarif=sarif)
    assert (ran.code, ran.outputs) == (2, {})
    assert "input sarif" in ran.log


@pytest.mark.parametrize(
    "args", ["--output=json", "--fail-on=never", "--trusted-ref=work", "--exit-zero", "-q", "docs"]
)
def test_arguments_cannot_take_the_place_of_inputs(workspace: Path, args: str) -> None:
    ran = run(workspace, args=args)
    assert (ran.code, ran.outputs) == (2, {})
    assert "input args" in ran.log


def test_a_draft_whose_name_is_an_option_is_a_draft(workspace: Path) -> None:
    write(workspace, "--exit-zero.md", f"{PIER}\n")
    ran = run(workspace, paths="--exit-zero.md")
    assert (ran.code, ran.outputs["contradictory"]) == (1, "1")


def test_a_module_in_the_workspace_is_not_run(workspace: Path) -> None:
    for name in ("json", "sys", "site", "sitecustomize"):
        write(workspace, f"{name}.py", "open('pwned', 'w').close()\n")
    assert run(workspace).outputs["contradictory"] == "1"
    assert not (workspace / "pwned").exists()


# ---------------------------------------------------------------- GitLab


def gitlab(workspace: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))[".verifier"]
    home = str(workspace.parent / "temp" / "verifier")
    return subprocess.run(
        ["sh", "-e", "-c", "\n".join(job["script"])],
        cwd=workspace,
        env={**os.environ, **job["variables"], "VERIFIER_HOME": home, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_job_for_gitlab_writes_its_reports(workspace: Path) -> None:
    job: dict[str, Any] = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))[".verifier"]
    done = gitlab(workspace, VERIFIER_PATHS="docs/pier.md\n", VERIFIER_TRUSTED_REF="main")
    assert done.returncode == 1
    assert "docs/pier.md:1:23 contradictory V102" in done.stdout
    for name in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()):
        assert (workspace / name).stat().st_size
    assert git(workspace, "rev-parse", "HEAD")


@pytest.mark.parametrize("value", ["$(touch pwned)", "; touch pwned", "x\nEND\ntouch pwned", "`touch pwned`"])
@pytest.mark.parametrize("name", ["PATHS", "FAIL_ON", "TRUSTED_REF"])
def test_a_hostile_variable_runs_nothing(workspace: Path, name: str, value: str) -> None:
    assert gitlab(workspace, **{f"VERIFIER_{name}": value}).returncode == 2
    assert not (workspace / "pwned").exists()
