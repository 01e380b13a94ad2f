"""What pre-commit and the GitHub action install, installed: each builds an environment with pip.

That takes a minute and the network, so it is for CI; at a desk `CI=true pytest tests/test_installing.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.clone import FERRY, PIER, git, isolated, make_clone, write

ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

installs = pytest.mark.skipif(os.environ.get("CI") != "true", reason="installs with pip; runs where CI=true")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolated(tmp_path, monkeypatch)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    root = make_clone(
        tmp_path / "clone", {"docs/pier.md": f"{PIER}\n", "docs/right.md": "Norvik has a pier.\n"}
    )
    write(root, "docs/code.py", f"# {FERRY}\n")
    git(root, "add", "-A")
    return root


def test_the_hooks_are_what_the_command_line_has() -> None:
    from verifier.cli import cli

    assert [one["id"] for one in HOOKS] == ["verifier", "verifier-claims"]
    for hook in HOOKS:
        program, *words = hook["entry"].split()
        assert program == "verifier"
        command = cli
        for word in words:
            command = command.get_command(None, word)  # type: ignore[arg-type, assignment, attr-defined]
            assert command is not None, hook["entry"]


@installs
def test_the_hooks_run_as_pre_commit_installs_them(clone: Path) -> None:
    program = shutil.which("pre-commit") or shutil.which("pre-commit", path=str(Path(sys.executable).parent))
    assert program is not None, "pre-commit is not installed: make setup"

    def hook(name: str, *files: str) -> subprocess.CompletedProcess[str]:
        command = [program, "try-repo", str(ROOT), name, "--verbose", "--color=never", "--files", *files]
        return subprocess.run(command, cwd=clone, capture_output=True, encoding="utf-8", check=False)

    false = hook("verifier", "docs/pier.md", "docs/code.py")
    assert false.returncode == 1, false.stdout + false.stderr
    assert "docs/pier.md:1:23 contradictory V102" in false.stdout
    assert "code.py" not in false.stdout
    assert hook("verifier", "docs/right.md").returncode == 0
    nothing = hook("verifier", "docs/code.py")
    assert (nothing.returncode, "no files to check" in nothing.stdout) == (0, True)
    lint = hook("verifier-claims", "claims/pier.yaml")
    assert lint.returncode == 0, lint.stdout
    write(clone, "claims/pier.yaml", "format: 1\nclaims: 7\n")
    assert hook("verifier-claims", "claims/pier.yaml").returncode == 1


@installs
def test_the_action_installs_the_code_that_it_came_with(tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = [one for one in action["runs"]["steps"] if one["id"] == "install"]
    environment = {**os.environ, "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(tmp_path), "VERSION": ""}
    environment.pop("PYTHONPATH", None)
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], env=environment, check=True)
    program = tmp_path / "verifier" / "bin" / "verifier"
    said = subprocess.run(
        [program, "--version"], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert said.stdout.startswith("verifier ")
