"""What is kept between runs is used when nothing changed, and never believed otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks import synthetic
from verifier.errors import ClaimsError
from verifier.kept_files import read_kept, write_kept
from verifier.knowledge import kept_claims, load, reading
from verifier.knowledge.canonical_forms import CanonicalForms
from verifier.knowledge.fmt import format_claims
from verifier.knowledge.reading import read_database
from verifier.model import Claim

RICH = """\
format: 1
entities:
  pier: {name: The Pier, aliases: [Long Pier]}
claims:
  - id: rich
    statement: "The pier is 90 metres long."
    value: {number: "90", unit: metre, qualifier: at-least, edtf: "2026", inferred: [year]}
    holds: {from: "2020"}
    expires: "2030-01-01"
    status: retracted
    reason: The survey was wrong.
    retraction:
      on: "2026-03-04"
      citations:
        - {source: gazette, quote: "QUOTE"}
    citations:
      - {source: gazette, quote: "QUOTE", url: "https://x.example/a"}
    examples:
      consistent: ["It is 90 m long."]
"""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database that counts as large, with every kind of field in it."""
    monkeypatch.setattr(reading, "LARGE", 1)
    known = synthetic.statements(250, 3)
    synthetic.write_database(tmp_path / "db", known)
    (tmp_path / "db" / "claims" / "rich.yaml").write_text(RICH.replace("QUOTE", known[0]), encoding="utf-8")
    return tmp_path / "db"


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed, as they are."""
    parsed: list[str] = []
    parse = reading.parse

    def watched(data: bytes, path: str) -> object:
        parsed.append(Path(path).name)
        return parse(data, path)

    monkeypatch.setattr(reading, "parse", watched)
    return parsed


def claims(folder: Path, cache: Path | None) -> tuple[Claim, ...]:
    return load(folder, cache_dir=cache).claims


def kept_file(cache: Path) -> Path:
    (file,) = (cache / "claims").iterdir()
    return file


def test_a_second_run_reads_no_file_again(database: Path, tmp_path: Path, read_files: list[str]) -> None:
    plain = load(database)
    first = load(database, cache_dir=tmp_path / "cache")
    read_files.clear()
    again = load(database, cache_dir=tmp_path / "cache")
    assert read_files == []
    assert plain.claims == first.claims == again.claims
    assert plain.entities == again.entities
    assert plain.digest == again.digest


def test_only_a_changed_file_is_read_again(database: Path, tmp_path: Path, read_files: list[str]) -> None:
    load(database, cache_dir=tmp_path / "cache")
    file = database / "claims" / "part-00001.yaml"
    status = file.stat()
    text = file.read_text(encoding="utf-8").replace("id: gazette-100\n", "id: gazette-9x0\n")
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))  # size and time are as they were
    for parsed in (["part-00001.yaml"], []):
        read_files.clear()
        assert claims(database, tmp_path / "cache") == claims_without_cache(database, read_files)
        assert read_files == parsed
    (database / "claims" / "part-00002.yaml").unlink()
    read_files.clear()
    assert len(claims(database, tmp_path / "cache")) == 201
    assert read_files == []


def claims_without_cache(database: Path, read_files: list[str]) -> tuple[Claim, ...]:
    before = list(read_files)
    found = claims(database, None)
    read_files[:] = before
    return found


def test_a_changed_source_is_looked_into_again(database: Path, tmp_path: Path, read_files: list[str]) -> None:
    load(database, cache_dir=tmp_path / "cache")
    source = database / "sources" / "gazette"
    text = (source / "text.txt").read_text(encoding="utf-8")
    (source / "text.txt").write_text(f"A new first line.\n{text}", encoding="utf-8")
    read_files.clear()
    found = claims(database, tmp_path / "cache")
    assert len(read_files) == 4
    assert found == claims(database, None)
    (source / "text.txt").write_text("Nothing of it is left.\n", encoding="utf-8")
    with pytest.raises(ClaimsError, match="quote is not in"):
        load(database, cache_dir=tmp_path / "cache")


def test_what_is_wrong_is_said_in_every_run(database: Path, tmp_path: Path) -> None:
    (database / "claims" / "wrong.yaml").write_text("format: 1\nclaims:\n  - id: x\n", encoding="utf-8")
    text = (database / "claims" / "part-00000.yaml").read_text(encoding="utf-8")
    (database / "claims" / "z-twice.yaml").write_text(text, encoding="utf-8")
    plain = read_database(database).problems
    assert len(plain) > 100
    for _ in range(2):
        assert read_database(database, cache_dir=tmp_path / "cache").problems == plain


def test_ids_that_meet_in_files_kept_apart(database: Path, tmp_path: Path) -> None:
    first = database / "claims" / "part-00000.yaml"
    second = database / "claims" / "z-later.yaml"
    text = first.read_text(encoding="utf-8")
    first.write_text("format: 1\nclaims: []\n", encoding="utf-8")
    second.write_text(text, encoding="utf-8")
    load(database, cache_dir=tmp_path / "cache")
    first.write_text(text, encoding="utf-8")  # now both have them, and the later one is kept
    plain = read_database(database).problems
    assert len(plain) == 100
    assert read_database(database, cache_dir=tmp_path / "cache").problems == plain


def spoil_nothing(file: Path) -> None:
    file.write_bytes(b"")


def spoil_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def spoil_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


def spoil_shape(file: Path) -> None:
    assert write_kept(file, b"\x81\xa4part\x93\x01\x02\x03", most=9)  # whole, and no claims


def spoil_rights(file: Path) -> None:
    file.chmod(0o666)


def spoil_kind(file: Path) -> None:
    file.unlink()
    file.mkdir()


def spoil_link(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to(file.with_name("elsewhere"))


@pytest.mark.parametrize(
    "spoil",
    [spoil_nothing, spoil_end, spoil_middle, spoil_shape, spoil_rights, spoil_kind, spoil_link],
    ids=lambda spoil: spoil.__name__,
)
def test_a_spoilt_file_is_made_anew(
    database: Path, tmp_path: Path, read_files: list[str], spoil: Callable[[Path], None]
) -> None:
    expected = claims(database, tmp_path / "cache")
    spoil(kept_file(tmp_path / "cache"))
    read_files.clear()
    assert claims(database, tmp_path / "cache") == expected
    assert len(read_files) == 4


def test_a_file_of_another_user_is_not_believed(
    database: Path, tmp_path: Path, read_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(database, cache_dir=tmp_path / "cache")
    read_files.clear()
    monkeypatch.setattr(os, "getuid", lambda: os.stat(database).st_uid + 1)  # noqa: PTH116 - what is meant
    load(database, cache_dir=tmp_path / "cache")
    assert len(read_files) == 4


def test_another_program_reads_everything_again(
    database: Path, tmp_path: Path, read_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(database, cache_dir=tmp_path / "cache")
    read_files.clear()
    monkeypatch.setattr(kept_claims, "program", lambda: "another")
    load(database, cache_dir=tmp_path / "cache")
    assert len(read_files) == 4


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert claims(database, tmp_path / "file" / "cache") == claims(database, None)


def test_a_small_database_is_read_as_it_is(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGE", kept_claims.LARGE)
    load(database, cache_dir=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_many_runs_at_once_agree(database: Path, tmp_path: Path) -> None:
    expected = claims(database, None)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: claims(database, tmp_path / "cache"), range(8)):
            assert found == expected
    assert [file.name.startswith(".") for file in (tmp_path / "cache" / "claims").iterdir()] == [False]


def test_the_oldest_kept_files_go(tmp_path: Path) -> None:
    for number in range(6):
        assert write_kept(tmp_path / f"{number}", b"x", most=3)
        os.utime(tmp_path / f"{number}", ns=(number, number))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["3", "4", "5"]
    assert read_kept(tmp_path / "5", max_bytes=1000) == b"x"
    assert read_kept(tmp_path / "5", max_bytes=10) is None


def test_contents_known_to_be_canonical(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.knowledge.canonical_forms.LARGE", 1)
    content = format_claims(RICH, "a.yaml").encode()
    forms = CanonicalForms(tmp_path)
    assert content not in forms
    forms.add(content)
    forms.save()
    again = CanonicalForms(tmp_path)
    assert content in again
    assert content + b"#" not in again
    assert content not in CanonicalForms(None)


@pytest.mark.parametrize("how", ["flag", "setting"])
def test_nothing_is_kept_when_it_is_refused(tmp_path: Path, how: str) -> None:
    synthetic.write_database(tmp_path / "db", synthetic.statements(5000, 3))
    (tmp_path / "verifier.toml").write_text("cache = false\n" if how == "setting" else "", encoding="utf-8")
    refused = ["--no-cache"] if how == "flag" else []
    environment = os.environ | {"VERIFIER_CACHE_DIR": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "verifier", "claims", "lint", "--no-matcher", "--claims", "db"]
    subprocess.run([*command, *refused], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert not (tmp_path / "cache").exists()
    if how == "flag":
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
        assert kept_file(tmp_path / "cache").stat().st_mode & 0o077 == 0
