"""No path leads out: of a database, of a folder that was opened, or into a file that never ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifier.cli import cli
from verifier.documents import read_path
from verifier.errors import ClaimsError, DocumentError
from verifier.knowledge import load

SECRET = "The vault code of Orby is 4711.\n"  # noqa: S105 - nobody's
links = pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that nobody meant to show."""
    file = tmp_path_factory.mktemp("outside") / "secret.md"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one honest draft and a trusted text."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.md").write_text("The pier is 40 metres long.\n", encoding="utf-8")
    (tmp_path / "trusted.txt").write_text("The pier is 40 metres long.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*paths: str) -> Result:
    return CliRunner().invoke(cli, ["check", *paths, "--against", "trusted.txt", "--show", "all"])


@links
def test_a_link_in_a_folder_does_not_lead_out_of_it(project: Path, outside: Path) -> None:
    (project / "drafts" / "b.md").symlink_to(outside)
    done = check("drafts")
    assert done.exit_code == 2
    assert "b.md: lies outside the folder" in done.stderr
    assert "4711" not in done.output


@links
def test_a_linked_folder_is_not_opened(project: Path, outside: Path) -> None:
    (project / "drafts" / "more").symlink_to(outside.parent)
    done = check("drafts")
    assert done.exit_code == 0
    assert "4711" not in done.output


@links
def test_a_link_that_the_caller_names_is_read(project: Path, outside: Path) -> None:
    (project / "b.md").symlink_to(outside)
    done = check("b.md")
    assert "4711" in done.stdout


@links
def test_a_link_inside_the_folder_is_read(project: Path) -> None:
    (project / "drafts" / "b.md").symlink_to("a.md")
    assert check("drafts").exit_code == 0


@links
@pytest.mark.parametrize("glob", ["linked/*.md", "drafts/b.md", "../*/secret.md"])
def test_the_configuration_names_nothing_outside_its_folder(project: Path, outside: Path, glob: str) -> None:
    (project / "linked").symlink_to(outside.parent)
    (project / "drafts" / "b.md").symlink_to(outside)
    (project.parent / "beside").mkdir(exist_ok=True)
    (project.parent / "beside" / "secret.md").write_text(SECRET, encoding="utf-8")
    (project / "verifier.toml").write_text(f'paths = ["{glob}"]\n', encoding="utf-8")
    done = check()
    assert done.exit_code == 2
    assert "lies outside" in done.stderr
    assert "4711" not in done.output


@links
@pytest.mark.parametrize("target", ["/proc/self/environ", "/dev/zero", "/dev/stdin", "/"])
def test_what_is_no_text_is_no_draft(tmp_path: Path, target: str) -> None:
    """The environment is a regular file of size 0, and holds NUL; a device never ends."""
    if not Path(target).exists():
        pytest.skip(f"no {target} here")
    (tmp_path / "a.md").symlink_to(target)
    with pytest.raises(DocumentError) as caught:
        read_path(tmp_path / "a.md")
    assert "PATH=" not in str(caught.value)


@links
@pytest.mark.parametrize("target", ["/proc/self/environ", "/dev/zero"])
@pytest.mark.parametrize(
    "name", ["sources/harbour/text.txt", "sources/harbour/source.yaml", "claims/claims.yaml"]
)
def test_no_part_of_a_database_is_a_link_to_what_is_no_file(database: Path, name: str, target: str) -> None:
    if not Path(target).exists():
        pytest.skip(f"no {target} here")
    (database / name).unlink()
    (database / name).symlink_to(target)
    with pytest.raises(ClaimsError) as caught:
        load(database)
    assert "PATH=" not in str(caught.value)


@links
def test_links_in_a_circle_are_followed_once(project: Path, database: Path) -> None:
    (project / "drafts" / "b.md").symlink_to("b.md")
    assert check("drafts").exit_code == 2
    text = database / "sources" / "harbour" / "text.txt"
    text.unlink()
    text.symlink_to("text.txt")
    with pytest.raises(ClaimsError, match=r"cannot be followed|does not exist"):
        load(database)


@pytest.mark.parametrize("name", ["a\x00.md", "a" * 5000, "\udcff.md", "CON:", "a\n::error::b.md"])
def test_a_name_that_is_none_is_refused_in_words(name: str) -> None:
    with pytest.raises(DocumentError):
        read_path(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_without_waiting(project: Path) -> None:
    os.mkfifo(project / "drafts" / "pipe.md")
    done = check("drafts")
    assert done.exit_code == 2
    assert "not a regular file" in done.stderr
    os.mkfifo(project / "verifier.toml")  # passed over, as what is no file
    assert check("drafts/a.md").exit_code == 0
