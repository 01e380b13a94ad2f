"""`verifier report`: what the json format holds is shown again as it was; nothing else is taken for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.clone import CLAIMS, isolated, write, write_sources
from verifier.cli import cli
from verifier.render import RENDERERS
from verifier.render.reading import FROM_THE_DRAFTS, FROM_THE_REPORT

DRAFT = """\
# The *pier* 🛳

Is it late 🛳? The pier at Norvik is **95
metres** long. The ferry to Isk carries 40 cars.

<!-- verifier: ignore V105 -- the old figure -->
The lighthouse at Norvik was built in 1950.

The pier at Norvik is 90 metres long. The harbour of Norvik has 14 berths. <!-- verifier: ignore -->
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft, and a check of it in every format."""
    isolated(tmp_path, monkeypatch)
    write_sources(tmp_path)
    write(tmp_path, "claims/pier.yaml", CLAIMS)
    write(tmp_path, "draft.md", DRAFT)
    write(tmp_path, "empty.md", "")
    monkeypatch.chdir(tmp_path)
    outputs = [part for form in RENDERERS for part in ("-o", f"{form}:was.{form}")]
    result = CliRunner().invoke(cli, ["check", "draft.md", "empty.md", "gone.md", "--claims", ".", *outputs])
    assert result.exit_code == 2, result.output  # one draft is missing, and the report says so
    return tmp_path


def again(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["report", "was.json", *arguments])


def test_every_format_is_one_or_the_other() -> None:
    assert set(RENDERERS) == FROM_THE_REPORT | FROM_THE_DRAFTS
    assert not FROM_THE_REPORT & FROM_THE_DRAFTS


@pytest.mark.parametrize("form", sorted(FROM_THE_REPORT))
def test_what_the_report_holds_is_the_same_to_the_byte_without_the_drafts(made: Path, form: str) -> None:
    (made / "draft.md").unlink()
    result = again("-o", f"{form}:now")
    assert result.exit_code == 0, result.output
    assert (made / "now").read_bytes() == (made / f"was.{form}").read_bytes()


@pytest.mark.parametrize("form", ["text", "rdjson"])
def test_with_the_drafts_these_are_the_same_too(made: Path, form: str) -> None:
    assert again("-o", f"{form}:now").exit_code == 0
    assert (made / "now").read_bytes() == (made / f"was.{form}").read_bytes()


def test_sarif_has_the_same_results_without_what_is_known_of_sources(made: Path) -> None:
    assert again("-o", "sarif:now").exit_code == 0
    was, now = (
        json.loads((made / name).read_text(encoding="utf-8"))["runs"][0] for name in ("was.sarif", "now")
    )
    for one in (*was["results"], *now["results"]):
        one.pop("relatedLocations", None)
        one["message"] = one["message"]["text"].partition(" [")[0]
    assert now == was


def test_the_page_has_the_draft_and_the_quotes(made: Path) -> None:
    assert again("-o", "html:now").exit_code == 0
    page = (made / "now").read_text(encoding="utf-8")
    assert "95 metres" in page
    assert "The pier at Norvik is 90 metres long." in page
    assert "Is it late 🛳?" in page


def test_choices_of_what_is_listed_are_those_of_the_caller(made: Path) -> None:
    listed = again("-o", "concise", "--show", "consistent").stdout
    assert "consistent" in listed
    assert "contradictory" not in listed
    assert "suppressed" not in again("-o", "concise").stdout
    assert "ignored inline" in again("-o", "concise", "--show-suppressed").stdout


@pytest.mark.parametrize("form", sorted(FROM_THE_DRAFTS))
@pytest.mark.parametrize("change", ["gone", "other"])
def test_a_draft_that_is_not_as_it_was_is_refused_and_nothing_is_written(
    made: Path, form: str, change: str
) -> None:
    if change == "gone":
        (made / "draft.md").unlink()
    else:
        write(made, "draft.md", "A line more.\n\n" + DRAFT)
    result = again("-o", f"{form}:now")
    assert result.exit_code == 2
    assert "draft.md" in result.stderr
    assert not (made / "now").exists()


def _set(*keys: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(record: dict[str, Any]) -> None:
        at: Any = record
        for key in keys[:-1]:
            at = at[key]
        at[keys[-1]] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("format", to=2),
        _set("summary", "contradictory", to=0),
        _set("findings", 0, "verdict", to="fine"),
        _set("findings", 0, "rule", to="V999"),
        _set("findings", 0, "confidence", to="high"),
        _set("findings", 0, "statement", "line", to=0),
        _set("findings", 0, "statement", "start", to=-4),
        _set("findings", 0, "deciding", "facet", to="smell"),
        _set("findings", 0, "citations", 0, "claim_place", to="nowhere"),
        _set("findings", 0, "surprise", to=1),
        _set("surprise", to=1),
        _set("notices", to=[]),
        _set("paths", to="draft.md"),
        lambda record: record.pop("judge"),
    ],
)
def test_a_report_that_was_changed_is_refused(made: Path, change: Callable[[dict[str, Any]], None]) -> None:
    record = json.loads((made / "was.json").read_text(encoding="utf-8"))
    change(record)
    (made / "was.json").write_text(json.dumps(record), encoding="utf-8")
    result = again("-o", "markdown:now")
    assert result.exit_code == 2
    assert "was.json" in result.stderr
    assert not (made / "now").exists()


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff\xfe{", b"{}", b"[" * 100_000, b'{"format": 1'])
def test_what_is_no_report_is_refused(made: Path, data: bytes) -> None:
    (made / "was.json").write_bytes(data)
    result = again()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "was.json: no report of the json format" in result.stderr


def test_a_missing_file_and_an_unknown_format_are_refused(made: Path) -> None:
    (made / "was.json").unlink()
    assert again().exit_code == 2
    assert again("-o", "pdf").exit_code == 2
