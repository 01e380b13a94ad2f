"""Settings: where they come from, and what is refused with which words."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from verifier import judges
from verifier.config import FailOn, Limits, Settings, UnverifiedLimit, load_settings
from verifier.errors import ConfigError
from verifier.findings import Verdict
from verifier.settings import JUDGE_NAMES, LIMITS, SETTINGS
from verifier.toml_lines import key_lines


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that no configuration above can reach into."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_defaults(project: Path) -> None:
    loaded = load_settings(project)
    assert loaded.settings == Settings()
    assert loaded.settings.show == {Verdict.CONTRADICTORY, Verdict.UNVERIFIED}
    assert loaded.settings.fail_on is FailOn.CONTRADICTORY
    assert loaded.settings.candidates == 8
    assert set(loaded.origins.values()) == {"default"}
    assert loaded.file is None


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().candidates = 3  # type: ignore[misc]


def test_a_file_with_everything(project: Path) -> None:
    write(
        project,
        "verifier.toml",
        """\
claims = "facts"
paths = ["drafts/**/*.md"]
show = "all"
fail-on = "unverified"
max_unverified = "25%"
as-of = 2026-02-01
require-match = true

# counts
[limits]
max-bytes = 1000
""",
    )
    loaded = load_settings(project)
    settings = loaded.settings
    assert settings.claims == project / "facts"
    assert settings.paths == ("drafts/**/*.md",)
    assert settings.show == set(Verdict)
    assert settings.fail_on is FailOn.UNVERIFIED
    assert settings.max_unverified == UnverifiedLimit(Decimal(25), percent=True)
    assert settings.as_of == date(2026, 2, 1)
    assert settings.require_match
    assert settings.limits.max_bytes == 1000
    assert loaded.origins["fail_on"] == "verifier.toml:4"
    assert loaded.origins["limits.max_bytes"] == "verifier.toml:11"
    assert loaded.origins["candidates"] == "default"


def test_the_nearest_file_wins_and_nothing_is_merged(project: Path) -> None:
    write(project, "verifier.toml", "candidates = 3\nfail-on = 'never'\n")
    write(project / "a", "pyproject.toml", "[tool.verifier]\ncandidates = 5\n")
    write(project / "a" / "b", "pyproject.toml", "[tool.other]\nx = 1\n")
    loaded = load_settings(project / "a" / "b")
    assert loaded.settings.candidates == 5
    assert loaded.settings.fail_on is FailOn.CONTRADICTORY
    assert loaded.origins["candidates"].endswith("pyproject.toml:2")
    assert loaded.root == project / "a"


def test_verifier_toml_goes_before_pyproject(project: Path) -> None:
    write(project, "pyproject.toml", "[tool.verifier]\ncandidates = 5\n")
    write(project, "verifier.toml", "candidates = 6\n")
    assert load_settings(project).settings.candidates == 6


def test_the_search_stops_at_the_root_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "verifier.toml", "candidates = 3\n")
    (tmp_path / "clone" / ".git").mkdir(parents=True)
    assert load_settings(tmp_path / "clone").settings.candidates == 8


def test_overrides_win_and_say_so(project: Path) -> None:
    write(project, "verifier.toml", "fail-on = 'never'\ncandidates = 4\n")
    loaded = load_settings(project, overrides={"fail_on": "unverified", "show": None})
    assert loaded.settings.fail_on is FailOn.UNVERIFIED
    assert loaded.origins["fail_on"] == "--fail-on"
    assert loaded.origins["candidates"] == "verifier.toml:2"
    assert loaded.origins["show"] == "default"


def test_isolated_reads_nothing(project: Path) -> None:
    write(project, "verifier.toml", "nonsense = 1\n")
    assert load_settings(project, isolated=True).settings == Settings()


def test_a_named_file(project: Path) -> None:
    path = write(project / "deep", "other.toml", "candidates = 2\nclaims = 'here'\n")
    loaded = load_settings(project, config=path)
    assert loaded.settings.candidates == 2
    assert loaded.settings.claims == project / "deep" / "here"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("\nfail_onn = 'never'\n", 2, "unknown key 'fail_onn'. Did you mean 'fail-on'?"),
        ("xyz = 1\n", 1, "Known keys: claims, paths, show"),
        ("show = ['contradictry']\n", 1, "Did you mean 'contradictory'?"),
        ("\n\nfail-on = 'always'\n", 3, "expected one of contradictory, unverified, never."),
        ("max-unverified = 'some'\n", 1, "expected a count such as 10 or a share such as 25%"),
        ("max-unverified = '120%'\n", 1, "cannot be more than 100%"),
        ("max-unverified = -1\n", 1, "expected a count"),
        ("candidates = 0\n", 1, "expected a whole number from 1 to 100. Got 0."),
        ("candidates = '8'\n", 1, "expected a whole number from 1 to 100. Got '8'."),
        ("require-match = 'yes'\n", 1, "expected true or false"),
        ("as-of = 'tomorrow'\n", 1, "valid date"),
        ("judge = 'oracle'\n", 1, "expected one of rules, model, both. Got 'oracle'."),
        ("fail-on = 'never'\nfail_on = 'never'\n", 2, "given twice"),
        ("[limits]\nmax-byte = 1\n", 2, "Did you mean 'max-bytes'?"),
        ("[limits]\n\nmax-bytes = 0\n", 3, "limits.max-bytes: expected a whole number of at least 1. Got 0."),
        ("paths = 'drafts'\n", 1, "paths: expected a list of texts"),
        ("show = 3\n", 1, "expected one of consistent, contradictory"),
        ("claims = 3\n", 1, "claims: expected a path"),
        ("as-of = 2026-02-01T10:00:00\n", 1, "expected a valid date"),
        ("limits = 3\n", 1, "expected a table"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(project: Path, text: str, line: int, expected: str) -> None:
    write(project, "verifier.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_settings(project)
    assert expected in caught.value.message
    assert (caught.value.path, caught.value.line) == ("verifier.toml", line)


def test_lines_in_pyproject_are_those_of_the_file(project: Path) -> None:
    write(project, "pyproject.toml", "[project]\nname = 'x'\nshow = 1\n\n[tool.verifier]\nshow = 'nothing'\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(project)
    assert (caught.value.path, caught.value.line) == ("pyproject.toml", 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("show = \n", "not valid TOML"), ("a = '\xff'\n", "UTF-8")],
)
def test_a_broken_file_is_refused(project: Path, text: str, expected: str) -> None:
    (project / "verifier.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError, match=expected):
        load_settings(project)


def test_a_missing_or_foreign_named_file_is_refused(project: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        load_settings(project, config=project / "none.toml")
    other = write(project, "pyproject.toml", "[project]\nname = 'x'\n")
    with pytest.raises(ConfigError, match=r"no \[tool.verifier\] table"):
        load_settings(project, config=other)


def test_a_wrong_flag_is_named(project: Path) -> None:
    write(project, "verifier.toml", "fail-on = 'never'\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(project, overrides={"fail_on": "unverifed"})
    assert str(caught.value).startswith("--fail-on: expected one of")
    assert "Did you mean 'unverified'?" in str(caught.value)


@pytest.mark.parametrize(
    ("written", "unverified", "checkable", "exceeded"),
    [("0", 1, 9, True), ("0", 0, 0, False), (3, 3, 3, False), ("50%", 5, 10, False), ("50 %", 6, 10, True),
     ("12.5%", 1, 8, False), ("12.5%", 2, 8, True)],
)  # fmt: skip
def test_max_unverified(written: object, unverified: int, checkable: int, exceeded: bool) -> None:
    assert UnverifiedLimit.parse(written).exceeded(unverified, checkable) is exceeded


@pytest.mark.parametrize("written", ["", "%", "1.5", "ten", "٣", True, "1%%", None])
def test_what_is_no_limit(written: object) -> None:
    with pytest.raises(ValueError, match="expected a count"):
        UnverifiedLimit.parse(written)


def test_lines_of_toml_keys() -> None:
    text = 'a = 1\n[t.u]\nb.c = """\nd = 5\n"""\n"e f" = 2  # a = 3\n[[list]]\ng = [\n  1,\n]\n'
    assert key_lines(text) == {
        ("a",): 1,
        ("t",): 2,
        ("t", "u"): 2,
        ("t", "u", "b"): 3,
        ("t", "u", "b", "c"): 3,
        ("t", "u", "e f"): 6,
        ("list",): 7,
        ("list", "g"): 8,
    }


def test_settings_made_by_hand_are_read_the_same_way() -> None:
    made = Settings(show="all", as_of="2026-02-04", paths=["a"])  # type: ignore[arg-type]
    assert (made.show, made.as_of, made.paths) == (frozenset(Verdict), date(2026, 2, 4), ("a",))
    with pytest.raises(ValueError, match="candidates: expected a whole number"):
        Settings(candidates=0)
    with pytest.raises(ValueError, match="limits: expected a table"):
        Settings(limits=3)  # type: ignore[arg-type]


def test_every_setting_has_a_reader_and_every_judge_a_name() -> None:
    assert list(SETTINGS) == [one.name for one in fields(Settings)]
    assert list(LIMITS) == [one.name for one in fields(Limits)]
    assert set(JUDGE_NAMES) == set(judges.JUDGES)
