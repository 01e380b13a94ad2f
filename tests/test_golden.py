"""Whole stories through the command line and every format, compared with reports that a person has read.

A story is a folder with `draft.*`, either `against.txt` or a claims database, and `verdicts.yml`, which a
person wrote from the texts alone. `pytest -k golden --update-golden` writes the reports anew (never the
verdicts): read the diff before it is committed.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from verifier.cli import cli
from verifier.render import RENDERERS

STORIES = sorted(path for path in (Path(__file__).parent / "golden").iterdir() if path.is_dir())
AS_OF = "2026-02-01"
FILE_OF = {form: f"report.{'txt' if form == 'text' else form}" for form in RENDERERS}
# What every HTML report has alike: its style, its script and their hashes; `tests/test_html_report.py` tests
# them.
OF_THE_PAGE = re.compile(
    r"(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|sha256-[\w+/=]{44}"
    r"|(?<=<dd>verifier )\d[\w.]*(?=</dd>)",
    re.DOTALL,
)
VERSION = re.compile(r'("(?:version|semanticVersion)": )"(?!2\.1\.0")[^"]*"')


def run_story(story: Path, folder: Path) -> dict[str, str]:
    """The reports of one story, by format, with the version of the program taken out."""
    draft = next(path.name for path in sorted(story.iterdir()) if path.stem == "draft")
    knowledge = ["--against", "against.txt"] if (story / "against.txt").exists() else ["--claims", "."]
    outputs = [part for form, file in FILE_OF.items() for part in ("-o", f"{form}:{file}")]
    flags = ["--isolated", "--show", "all", "--exit-zero", "--as-of", AS_OF]
    result = CliRunner().invoke(cli, ["check", draft, *knowledge, *flags, *outputs])
    assert result.exit_code == 0, result.stderr
    return {
        form: OF_THE_PAGE.sub("…", VERSION.sub(r'\1"0"', (folder / file).read_text(encoding="utf-8")))
        for form, file in FILE_OF.items()
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that no path of this machine gets into a report."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_golden_story(story: Path, folder: Path, update_golden: bool) -> None:
    shutil.copytree(story, folder, dirs_exist_ok=True)
    reports = run_story(story, folder)
    for form, text in reports.items():
        golden = story / FILE_OF[form]
        if update_golden:
            golden.write_text(text, encoding="utf-8")
        assert golden.exists(), f"no {golden.name} in {story.name}: run pytest -k golden --update-golden"
        assert text == golden.read_text(encoding="utf-8"), f"{story.name}: {golden.name} has changed"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_golden_verdicts_are_those_of_a_careful_reader(story: Path, folder: Path) -> None:
    shutil.copytree(story, folder, dirs_exist_ok=True)
    report = json.loads(run_story(story, folder)["json"])
    found = {" ".join(one["statement"]["text"].split()): one["verdict"] for one in report["findings"]}
    found |= {" ".join(one["statement"]["text"].split()): "not_checkable" for one in report["not_checkable"]}
    records = yaml.safe_load((story / "verdicts.yml").read_text(encoding="utf-8"))
    expected = {statement: verdict for record in records for verdict, statement in record.items()}
    assert {statement: found.get(statement) for statement in expected} == expected


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_golden_folder_holds_nothing_else(story: Path) -> None:
    known = {"against.txt", "claims", "sources", "verdicts.yml", *FILE_OF.values()}
    assert {path.name for path in story.iterdir() if path.stem != "draft"} <= known


def test_there_are_golden_stories() -> None:
    assert len(STORIES) >= 3
