"""Nothing from outside commands a terminal or a build log, by any output, command or error message."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.build_logs import commands, terminal_controls
from tests.test_formats_for_tools import ALL
from tests.test_sanitise import hides, hostile_report
from verifier.cli import cli
from verifier.render import RENDERERS

ATTACKS = (
    "::add-mask::secret",
    "::stop-commands::now",
    "::error file=a,line=1::forged",
    "##[error]forged",
    "a ##[add-mask]b",
    "##[[error]forged",
    "###[error]forged",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[buildStatus text='SUCCESS']",
    "section_start:1:x\r\x1b[0Kfold",
    "a\n::error::b\r::error::c\r\n::error::d",
    "% 100%0A::error::e ##[x]",
    "##\n[error]x",
    "\x1b[2J\x1b]0;title\x07",
    "\x1b]8;;http://example.org\x07link\x1b]8;;\x07",
    "\x1b]52;c;QUFB\x07",
    "\x9b31mred\x84\x7f",
    "ok\u202egnp.exe\u2066\u200b\u00ad\ufeff",
)
# What a terminal lays out: the line feed, and in a table the carriage return that ends a row (RFC 4180).
ENDS_A_ROW = {"csv"}
OWN = {"error", "warning", "notice"}  # what the format `github` is made of
OWN_PROPERTIES = {"file", "line", "endLine", "col", "endColumn", "title"}


def obeyed(output: str, form: str = "") -> list[str]:
    """What in an output a build log or a terminal would act on."""
    found = [
        f"{one.system} {one.name}"
        for one in commands(output)
        if not (form == "github" and one.name in OWN and set(one.properties) <= OWN_PROPERTIES)
    ]
    return found + terminal_controls(output.replace("\r\n", "\n") if form in ENDS_A_ROW else output)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_attacks_are_attacks(attack: str) -> None:
    """Printed as they are, each would be obeyed or hides something: the parsers can fail."""
    assert obeyed(attack) or any(map(hides, attack)) or "\n" in attack


@pytest.mark.parametrize("plain", ["a :: b", "C# and ##", "[error] x", "::", "see #[1]", "12::30", "##vso x"])
def test_honest_words_are_no_commands(plain: str) -> None:
    assert obeyed(plain) == []


@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_format_commands_a_log(form: str, attack: str) -> None:
    assert obeyed(RENDERERS[form](hostile_report(attack, attack), ALL), form) == []


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "gitlab", "rdjson"])
@given(text=st.lists(st.sampled_from([*ATTACKS, "#", "[", "a", " "]), max_size=4).map("".join))
def test_escapes_of_json_change_nothing_in_it(form: str, text: str) -> None:
    """Formats for machines keep the truth: what commands a log is escaped, and reads back as it was."""
    output = RENDERERS[form](hostile_report(text, "p.md"), ALL)
    assert obeyed(output, form) == []
    read = [json.loads(line) for line in output.splitlines()] if form == "jsonl" else json.loads(output)
    if form in ("json", "jsonl"):
        statements = read["findings"] if form == "json" else [one for one in read if one["type"] == "finding"]
        assert statements[0]["message"] == text


# ---------------------------------------------------------------- the command line

WORDS = " ".join(attack.replace("\r", " ").replace("\n", " ") for attack in ATTACKS)
TYPED = "".join(one for one in WORDS if one >= " " and one != "\x7f" and not "\x80" <= one < "\xa0")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database, a draft and a configuration in which everything is hostile that may be."""
    text = f"The pier is 40 metres long. {TYPED} is 5. ::error::x is here.\n\n::error::The pier is new.\n"
    source = tmp_path / "sources" / "s"
    source.mkdir(parents=True)
    (source / "text.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    (source / "source.yaml").write_text(
        f"format: 1\nid: s\ntitle: {json.dumps(TYPED)}\npublisher: {json.dumps(TYPED)}\n"
        f"text: {{path: text.txt, sha256: {digest}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "c.yaml").write_text(
        "format: 1\nclaims:\n  - id: pier-length\n"
        f"    statement: {json.dumps('The pier is 40 metres long. ' + TYPED)}\n"
        '    citations: [{source: s, quote: "The pier is 40 metres long."}]\n'
        f"    note: {json.dumps(TYPED)}\n    owner: {json.dumps(TYPED[:60])}\n"
        '    expires: "2020-01-01"\n',
        encoding="utf-8",
    )
    name = "##[error]dr\u202eaft\x1b[2J.md"
    (tmp_path / name).write_text(
        f"The pier is 60 metres long. {WORDS} It is 5.\n\n::error::It is 7.\n", "utf-8"
    )
    (tmp_path / "::error::broken.md").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "verifier.toml").write_text(f'claims = "."\nignore-terms = [{json.dumps(TYPED)}]\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMANDS = [
    *(("check", ".", "-o", form) for form in RENDERERS),
    ("check", ".", "--explain", "--show", "all"),
    ("check", "no-such\x1b[2J##[error]file.md"),
    ("check", "--##[error]\x1b[2J"),
    ("check", ".", "-o", "##[error]x\x1b"),
    ("check", ".", "--config", "::error::no\x1b"),
    ("check", ".", "--against", "claims/\x1b::error::"),
    ("##[error]\x1b",),
    ("config", "show"),
    ("explain", "##[error]\x1b"),
    ("claims", "list"),
    ("claims", "list", "--format", "json"),
    ("claims", "show", "pier-length"),
    ("claims", "show", "##[error]\x1b"),
    ("claims", "search", "pier", "##[error]"),
    ("claims", "search", "pier", "--format", "json"),
    ("claims", "lint"),
    ("claims", "lint", "--format", "json"),
    ("claims", "due"),
    ("claims", "extract", "##[error]dr\u202eaft\x1b[2J.md"),
    ("claims", "extract", "sources/s/text.txt"),
    ("claims", "export", "web-annotation"),
    ("sources", "list"),
    ("sources", "check"),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: ascii(" ".join(arguments))[:60])
def test_no_command_passes_a_command_on(project: Path, arguments: tuple[str, ...]) -> None:
    done = CliRunner().invoke(cli, list(arguments))
    form = arguments[3] if arguments[:3] == ("check", ".", "-o") else ""
    assert done.exit_code in (0, 1, 2)
    assert done.stdout or done.stderr
    assert obeyed(done.stdout, form) == []
    assert obeyed(done.stderr) == []


def test_our_own_bug_is_shown_without_what_caused_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from verifier.cli import running

    def broken(*_: object) -> None:
        raise RuntimeError(WORDS)

    monkeypatch.setattr(running, "_judged", broken)
    done = CliRunner().invoke(cli, ["--debug", "check", "."])
    assert done.exit_code == 2
    assert "Traceback" in done.stderr
    assert obeyed(done.stderr) == []
