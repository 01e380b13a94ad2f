"""Nothing leaves the machine: the commands run with networking cut, and whatever tries is recorded.

Python tells an audit hook of every socket and look-up. Native libraries can pass it by, so that where the
system allows it the commands also run in a network namespace that has no interface.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_model import write_model

ROOT = Path(__file__).parent.parent
HARBOUR = "examples/harbour"
HOOK = """\
import os, sys

def cut(event, arguments):
    local = event == "socket.__new__" and arguments[1] == 1  # AF_UNIX: between processes of one machine
    if event.startswith("socket.") and event != "socket.gethostname" and not local:
        with open(os.environ["ATTEMPTS"], "a") as file:
            file.write(f"{event} {arguments}\\n")
        raise OSError("networking is cut")

sys.addaudithook(cut)
"""


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose `sitecustomize` every Python of a run loads first."""
    folder = tmp_path_factory.mktemp("cut")
    (folder / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return folder


def namespace() -> list[str]:
    """What puts a command into a network namespace of its own; nothing where that is not allowed."""
    program = shutil.which("unshare")
    for command in ([program, "-n"], [program, "-r", "-n"]) if program else ():
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return [str(part) for part in command]
    return []


def run(
    cut: Path, *command: str, within: list[str] | None = None
) -> tuple[subprocess.CompletedProcess[str], str]:
    attempts = cut / "attempts"
    attempts.write_text("", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{cut}{os.pathsep}{ROOT}", "ATTEMPTS": str(attempts)}
    done = subprocess.run(
        [*(within or []), sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done, attempts.read_text(encoding="utf-8")


@pytest.mark.parametrize("cut_by", ["hook", "hook and namespace"])
def test_checking_with_rules_and_model_needs_no_network(cut: Path, tmp_path: Path, cut_by: str) -> None:
    within = namespace() if cut_by != "hook" else []
    if cut_by != "hook" and not within:
        pytest.skip("no namespace may be made here")
    model = write_model(tmp_path / "model")
    outputs = [
        part for form in ("html", "sarif", "json", "markdown") for part in ("-o", f"{form}:{tmp_path / form}")
    ]
    against = ["--against", f"{HARBOUR}/article.txt", "--judge", "both", "--model", str(model), "--no-cache"]
    done, attempts = run(
        cut, "-m", "verifier", "check", f"{HARBOUR}/draft.md", *against, "-o", "text", *outputs, within=within
    )
    assert attempts == ""
    assert done.returncode == 1, done.stderr
    assert "contradictory V102" in done.stdout
    assert "Judge: rules, then the model" in done.stdout
    assert "Nothing left this machine." in done.stdout
    assert all((tmp_path / form).stat().st_size for form in ("html", "sarif", "json", "markdown"))


@pytest.mark.parametrize(
    "command", ["demo", "claims lint", f"claims extract {HARBOUR}/article.txt", "explain V102"]
)
def test_other_commands_need_none_either(cut: Path, command: str) -> None:
    done, attempts = run(cut, "-m", "verifier", *command.split(), within=namespace())
    assert attempts == ""
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout + done.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('verifier.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
    ],
)
def test_an_attempt_would_be_seen(cut: Path, attempt: str) -> None:
    done, attempts = run(cut, "-c", attempt)
    assert done.returncode != 0
    assert attempts.startswith("socket.")
