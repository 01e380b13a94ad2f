"""What the documents show of the command line is what it prints; `pytest --update-golden` writes it again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.cli import cli

ROOT = Path(__file__).parent.parent
# <!-- output of: verifier check draft.md -->, and the fenced block that follows it
BLOCK = re.compile(
    r"(<!-- output of: verifier ?(?P<arguments>[^\n]*?) -->\n+```\w*\n)(?P<output>(?:(?!```)[^\n]*\n)*)(```)"
)
PAGES = [
    path
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if "<!-- output of" in path.read_text(encoding="utf-8")
]


def output(arguments: str) -> str:
    """What the command prints in the folder of the repository, without trailing spaces."""
    environment = {"NO_COLOR": "1", "COLUMNS": "100"}
    result = CliRunner().invoke(cli, arguments.split(), prog_name="verifier", env=environment)
    assert result.exit_code in (0, 1), result.output
    return "\n".join(line.rstrip() for line in result.stdout.rstrip().splitlines()) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_shown_output_is_true(page: Path, monkeypatch: pytest.MonkeyPatch, update_golden: bool) -> None:
    monkeypatch.chdir(ROOT)
    text = page.read_text(encoding="utf-8")
    true = BLOCK.sub(lambda match: f"{match[1]}{output(match['arguments'])}{match[4]}", text)
    if update_golden:
        page.write_text(true, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == true


def test_the_readme_shows_the_help_and_a_run() -> None:
    shown = [match["arguments"] for match in BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8"))]
    assert "--help" in shown
    assert any(arguments.startswith("check ") for arguments in shown)
