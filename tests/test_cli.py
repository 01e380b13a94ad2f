"""The command line: exit codes, streams, outputs, and words about bad input. Judging itself is replaced."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import verifier
from tests.report_factory import LIBRARY, finding, library_report, report
from verifier.cli import cli, running
from verifier.cli.running import Run
from verifier.errors import ExitCode
from verifier.findings import Report, Verdict
from verifier.settings import Settings

Invoke = Callable[..., Result]
TRUSTED = "The town library lends 48,000 books a year.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft and a trusted text, as the current one."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "draft.md").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "trusted.txt").write_text(TRUSTED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Replaces judging by the hand-made report of the library; holds the paths of each run."""
    seen: list[tuple[str, ...]] = []

    def judge(run: Run, _: Settings) -> Report:
        assert len(run.store) >= 1
        seen.append(tuple(document.path for document in run.documents))
        made = library_report() if run.documents else report()
        return dataclasses.replace(made, paths=seen[-1])

    monkeypatch.setattr(running, "_judged", judge)
    return seen


def judge_as(monkeypatch: pytest.MonkeyPatch, made: Report) -> None:
    monkeypatch.setattr(running, "_judged", lambda *_: made)


def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(arguments), input=stdin)


CHECK = ("check", "draft.md", "--against", "trusted.txt")


# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        ((), 1),
        (("--fail-on", "unverified"), 1),
        (("--fail-on", "never"), 0),
        (("--fail-on", "never", "--max-unverified", "0"), 1),
        (("--fail-on", "never", "--max-unverified", "1"), 0),
        (("--fail-on", "never", "--max-unverified", "30%"), 1),
        (("--fail-on", "never", "--max-unverified", "34%"), 0),
        (("--exit-zero",), 0),
        (("--show", "consistent"), 1),  # what is listed does not decide
        (("--require-match",), 1),
    ],
)
@pytest.mark.usefixtures("project", "judged")
def test_exit_codes(flags: tuple[str, ...], code: int) -> None:
    assert invoke(*CHECK, *flags).exit_code == code


@pytest.mark.usefixtures("project")
def test_a_clean_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The reading room seats 60 people."
    judge_as(monkeypatch, report(finding(text, text, Verdict.CONSISTENT), text=text))
    assert invoke(*CHECK).exit_code == ExitCode.CLEAN


@pytest.mark.usefixtures("project")
def test_unverified_alone_fails_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The reading room seats 60 people."
    judge_as(monkeypatch, report(finding(text, text, Verdict.UNVERIFIED), text=text))
    assert invoke(*CHECK).exit_code == ExitCode.CLEAN
    assert invoke(*CHECK, "--fail-on", "unverified").exit_code == ExitCode.FINDINGS


@pytest.mark.usefixtures("project")
def test_a_limit_that_was_reached_could_not_check(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The reading room seats 60 people."
    judge_as(monkeypatch, report(finding(text, text, Verdict.UNVERIFIED, rule="V207"), text=text))
    assert invoke(*CHECK, "--exit-zero").exit_code == ExitCode.COULD_NOT_CHECK


@pytest.mark.usefixtures("project")
def test_nothing_to_check_is_clean_unless_a_match_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    judge_as(monkeypatch, report())
    result = invoke(*CHECK)
    assert result.exit_code == ExitCode.CLEAN
    assert "Nothing to check" in result.stdout
    required = invoke(*CHECK, "--require-match")
    assert required.exit_code == ExitCode.COULD_NOT_CHECK
    assert "no statement met any claim" in required.stderr


@pytest.mark.usefixtures("judged")
def test_one_unreadable_draft_of_several(project: Path, judged: list[tuple[str, ...]]) -> None:
    (project / "bad.md").write_bytes(b"\x00\xff\x00")
    result = invoke("check", "bad.md", "draft.md", "missing.md", "--against", "trusted.txt", "--exit-zero")
    assert result.exit_code == ExitCode.COULD_NOT_CHECK
    assert judged == [("draft.md",)]
    assert "bad.md: not checked:" in result.stdout
    assert "contradictory V102" in result.stdout
    assert "error: bad.md:" in result.stderr
    assert "error: missing.md: no such file" in result.stderr
    assert "2 skipped" in result.stdout


@pytest.mark.usefixtures("project")
def test_our_own_bug_is_owned(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Report:
        raise RuntimeError("boom\x1b[2J")

    monkeypatch.setattr(running, "_judged", broken)
    result = invoke(*CHECK)
    assert result.exit_code == ExitCode.COULD_NOT_CHECK
    assert "this is a bug in verifier: RuntimeError: boom" in result.stderr
    assert "\x1b" not in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in invoke("--debug", *CHECK).stderr


@pytest.mark.usefixtures("project")
def test_interrupting(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "_judged", interrupted)
    result = invoke(*CHECK)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "Interrupted" in result.stderr


# ---------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("chek",), "Did you mean 'check'?"),
        (("check", "--against", "trusted.txt"), "no drafts to check"),
        (("check", "draft.md"), "--against article.txt"),
        (("check", "draft.md", "--against", "none.txt"), "none.txt: no such file"),
        (("check", "draft.md", "--claims", "nowhere"), "no claims database here"),
        ((*CHECK, "-o", "sarf"), "unknown format 'sarf'"),
        ((*CHECK, "-o", "jsn"), "Did you mean 'json'?"),
        ((*CHECK, "-o", "json:"), "expected a path after the colon"),
        ((*CHECK, "-o", "json", "-o", "text"), "cannot share standard output"),
        ((*CHECK, "-o", "json:a", "-o", "jsonl:a"), "two formats go to a"),
        ((*CHECK, "-o", "json:no/such/folder/x.json"), "cannot write no/such/folder/x.json"),
        ((*CHECK, "--fail-on", "contradicton"), "--fail-on: expected one of"),
        ((*CHECK, "--show", "everything"), "--show: expected one of"),
        ((*CHECK, "--max-unverified", "many"), "--max-unverified: expected a count"),
        ((*CHECK, "--as-of", "yesterday"), "--as-of:"),
        ((*CHECK, "--config", "none.toml"), "none.toml: cannot read this configuration file"),
        ((*CHECK, "--config", "x.toml", "--isolated"), "exclude each other"),
        (("check", "-", "-", "--against", "trusted.txt"), "only once"),
        ((*CHECK, "--fial-on", "x"), "--fail-on"),
    ],
)
@pytest.mark.usefixtures("project", "judged")
def test_bad_usage_could_not_check(arguments: tuple[str, ...], expected: str) -> None:
    result = invoke(*arguments)
    assert result.exit_code == ExitCode.COULD_NOT_CHECK
    assert expected in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("judged")
def test_a_bad_configuration_is_named_with_its_line(project: Path) -> None:
    (project / "verifier.toml").write_text("\nfail_onn = 'never'\n", encoding="utf-8")
    result = invoke(*CHECK)
    assert result.exit_code == ExitCode.COULD_NOT_CHECK
    assert "error: verifier.toml:2: unknown key 'fail_onn'. Did you mean 'fail-on'?" in result.stderr
    assert invoke(*CHECK, "--isolated").exit_code == ExitCode.FINDINGS


@pytest.mark.usefixtures("judged")
def test_a_broken_database_could_not_check(project: Path) -> None:
    (project / "claims").mkdir()
    (project / "claims" / "a.yaml").write_text("claims: [\n", encoding="utf-8")
    result = invoke("check", "draft.md", "--claims", ".")
    assert result.exit_code == ExitCode.COULD_NOT_CHECK
    assert "claims/a.yaml:" in result.stderr


# ---------------------------------------------------------------- drafts


def test_standard_input(project: Path, judged: list[tuple[str, ...]]) -> None:
    assert invoke("check", "-", "--against", "trusted.txt", stdin=LIBRARY).exit_code == 1
    named = ("check", "-", "--stdin-filename", "copy.md", "--against", "trusted.txt")
    assert invoke(*named, stdin=LIBRARY).exit_code == 1
    assert judged == [("<stdin>",), ("copy.md",)]
    broken = invoke("check", "-", "--against", "trusted.txt", stdin=b"\x00\x01")
    assert broken.exit_code == ExitCode.COULD_NOT_CHECK
    assert "<stdin>: not checked:" in broken.stdout


def test_folders_open_to_known_suffixes_in_order(project: Path, judged: list[tuple[str, ...]]) -> None:
    for name in ("b/z.txt", "b/a.html", "b/c/d.md", "b/picture.png", "b/.hidden/x.md", "b/.y.md"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("Text.\n", encoding="utf-8")
    invoke("check", "b", "draft.md", "draft.md", "--against", "trusted.txt")
    assert judged == [tuple(map(os.path.normpath, ("b/a.html", "b/c/d.md", "b/z.txt", "draft.md")))]


def test_an_empty_folder_is_clean_with_a_notice(project: Path, judged: list[tuple[str, ...]]) -> None:
    (project / "empty").mkdir()
    result = invoke("check", "empty", "--against", "trusted.txt")
    assert result.exit_code == ExitCode.CLEAN
    assert "No drafts were found" in result.stderr
    assert judged == [()]


def test_the_configuration_names_drafts(project: Path, judged: list[tuple[str, ...]]) -> None:
    (project / "verifier.toml").write_text("paths = ['texts/*.md', 'draft.md']\n", encoding="utf-8")
    (project / "texts").mkdir()
    (project / "texts" / "one.md").write_text("One.\n", encoding="utf-8")
    assert invoke("check", "--against", "trusted.txt").exit_code == 1
    assert judged == [(os.path.normpath("texts/one.md"), "draft.md")]


# ---------------------------------------------------------------- output


@pytest.mark.usefixtures("judged")
def test_several_outputs_in_one_run(project: Path) -> None:
    result = invoke(
        *CHECK, "-o", "text", "-o", "json:out.json", "-o", "jsonl:out.jsonl", "-o", "concise:c.txt"
    )
    assert result.exit_code == ExitCode.FINDINGS
    assert "Nothing left this machine." in result.stdout
    record = json.loads((project / "out.json").read_text(encoding="utf-8"))
    assert record["tool"]["version"] == verifier.__version__
    assert len((project / "c.txt").read_text(encoding="utf-8").splitlines()) == 2
    assert not [path for path in project.iterdir() if path.name.startswith((".out", ".c.txt"))]


@pytest.mark.usefixtures("project", "judged")
def test_findings_go_to_stdout_and_the_rest_to_stderr() -> None:
    result = invoke(*CHECK, "-o", "json")
    assert json.loads(result.stdout)["format"] == 1
    assert result.stderr.startswith("4 statements: 3 checkable")
    assert invoke(*CHECK, "-o", "json", "-q").stderr == ""
    assert invoke(*CHECK).stderr == ""  # the text report has its own summary


@pytest.mark.usefixtures("judged")
def test_an_old_report_survives_a_failed_write(project: Path) -> None:
    (project / "kept").mkdir()
    result = invoke(*CHECK, "-o", "json:kept")
    assert result.exit_code == ExitCode.COULD_NOT_CHECK
    assert (project / "kept").is_dir()
    assert "cannot write kept" in result.stderr


@pytest.mark.parametrize(
    ("environment", "flag", "coloured"),
    [
        ({}, "auto", False),
        ({}, "always", True),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"FORCE_COLOR": "0"}, "auto", False),
    ],
)
@pytest.mark.usefixtures("project", "judged")
def test_colour(
    environment: dict[str, str], flag: str, coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = invoke(*CHECK, "--color", flag, "-o", "text", "-o", "concise:c.txt")
    assert ("\x1b[" in result.stdout) is coloured
    assert "\x1b[" not in Path("c.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("project", "judged")
def test_explain_shows_the_working() -> None:
    assert "working (judge rules" in invoke(*CHECK, "--explain").stdout
    assert "working (judge rules" not in invoke(*CHECK).stdout


# ---------------------------------------------------------------- other commands


def test_the_list_of_commands_agrees_with_the_commands() -> None:
    from verifier.cli.claims import claims

    context = cli.make_context("verifier", ["--debug"], resilient_parsing=True)
    for group in (cli, claims):
        for name, lazy in group.table.items():
            command = group.get_command(context, name)
            assert command is not None
            assert (command.help or "").splitlines()[0] == lazy.summary, name
            assert command.name == name


def test_help_and_version() -> None:
    assert invoke("--version").stdout == f"verifier {verifier.__version__}\n"
    for name in ("check", "explain", "config", "demo"):
        shown = invoke(name, "--help")
        assert shown.exit_code == 0
        assert shown.stdout.startswith("Usage: ")


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys, verifier.cli\n"
        "try: verifier.cli.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'yaml', 'jinja2', 'markdown_it', 'tantivy', 'rapidfuzz', 'sentencex'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("from verifier.cli.streams import write_out\nwrite_out('x' * 100_000)\nraise SystemExit(1)", 1),
        ("import sys\nfrom verifier.cli import main\nsys.argv[1:] = ['explain', '--markdown']\nmain()", 0),
    ],
    ids=["a report keeps its exit code", "a command that only prints"],
)
def test_a_reader_that_goes_away_is_no_error(script: str, code: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(verifier.__file__).parents[1],
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), errors) == (code, b"")


def test_explain() -> None:
    page = invoke("explain", "v102").stdout
    assert page.startswith("V102 number (contradictory)\n")
    assert "docs/verdicts.md#v102" in page
    assert "V504" in invoke("explain").stdout
    unknown = invoke("explain", "nubmer")
    assert unknown.exit_code == ExitCode.COULD_NOT_CHECK
    assert "Did you mean 'number'?" in unknown.stderr


def test_config_show(project: Path) -> None:
    import tomllib

    (project / "verifier.toml").write_text("candidates = 4\n[limits]\nmax-bytes = 9\n", encoding="utf-8")
    shown = invoke("config", "show").stdout
    assert "candidates = 4" in shown
    origins = {line.split(" ")[0]: line.rpartition("# ")[2] for line in shown.splitlines() if " = " in line}
    assert origins["candidates"] == "verifier.toml:1"
    assert origins["max-bytes"] == "verifier.toml:3"
    assert origins["fail-on"] == "default"
    written = tomllib.loads(shown)
    assert written["limits"]["max-bytes"] == 9
    (project / "verifier.toml").write_text(shown, encoding="utf-8")
    assert invoke("config", "show").exit_code == 0  # what it prints is a configuration


def test_the_demo_shows_all_three_verdicts() -> None:
    result = invoke("demo")
    assert result.exit_code == ExitCode.CLEAN
    for word in (" consistent V", " contradictory V", " unverified V", "Nothing left this machine."):
        assert word in result.stdout
    assert "verifier check your-draft.md" in result.stderr
    assert invoke("demo").stdout == result.stdout
