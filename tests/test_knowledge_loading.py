"""Reading a claims database: every mistake at its file, line and column, and nothing read from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casefiles import CASES, Case, load_file
from tests.harbour import CLAIM
from verifier import check_text
from verifier.errors import ClaimsError
from verifier.knowledge import load
from verifier.knowledge.edtf import is_edtf
from verifier.knowledge.reading import read_database
from verifier.knowledge.yaml_loader import MAX_BYTES, MAX_DEPTH, parse


def refusal(path: Path) -> ClaimsError:
    with pytest.raises(ClaimsError) as caught:
        load(path)
    return caught.value


CASES_OF_LOADING = load_file(
    CASES / "knowledge" / "loading.yml", head=(), body=("file", "loads", "error"), required=("file",)
)


@pytest.mark.parametrize("case", CASES_OF_LOADING, ids=lambda case: case.id)
def test_claims_file(case: Case, database: Path) -> None:
    file = database / "claims" / "claims.yaml"
    file.write_text(case.body["file"])
    assert ("loads" in case.body) != ("error" in case.body)
    if "loads" in case.body:
        assert [claim.id for claim in load(database).claims] == case.body["loads"]
        return
    where, *words = case.body["error"]
    message = str(refusal(database))
    assert message.startswith(f"{file.as_posix()}:{where}: "), message
    for part in words:
        assert part in message


def test_a_finding_cites_no_quote_that_has_vanished(database: Path) -> None:
    (database / "claims" / "claims.yaml").write_text(
        CLAIM.replace('high"}]', 'high"}, {source: harbour, quote: "a tall crane", vanished: "2026-01-01"}]')
    )
    store = load(database)
    assert [cited.quote for cited in store.claims[0].citations] == [
        "The old crane on the north quay is 42 metres high",
        "a tall crane",
    ]
    (finding,) = check_text("The old crane is 45 metres high.", store).findings
    assert [cited.quote for cited in finding.citations] == [
        "The old crane on the north quay is 42 metres high"
    ]


@pytest.mark.parametrize("below", ["", "claims", "claims/claims.yaml"])
def test_root_folder_or_file_may_be_given(database: Path, below: str) -> None:
    store = load(database / below)
    assert [claim.id for claim in store.claims] == ["crane-height"]
    citation = store.claims[0].citations[0]
    assert citation.span is not None
    assert citation.span.of(store.sources["harbour"].text) == citation.quote
    assert citation.line == 1
    assert store.sources["harbour"].path == "sources/harbour/text.txt"


def test_folded_quote_gets_the_span_of_the_original(database: Path) -> None:
    (database / "claims" / "claims.yaml").write_text(
        CLAIM.replace(
            "The old crane on the north quay is 42 metres high", "harbour's pilots work from 4-6 a.m."
        )
    )
    store = load(database)
    citation = store.claims[0].citations[0]
    assert citation.span is not None
    assert (
        citation.span.of(store.sources["harbour"].text)
        == "harbour\u2019s pilots work\nfrom 4\u20136\u00a0a.m."
    )
    assert citation.line == 2


def test_ids_are_unique_over_files_and_both_places_are_named(database: Path) -> None:
    second = database / "claims" / "more" / "again.yaml"
    second.parent.mkdir()
    second.write_text(CLAIM)
    error = refusal(database)
    assert error.path == second.as_posix()
    assert (error.line, error.column) == (3, 5)
    assert "claims/claims.yaml:3:5" in error.message


def test_every_problem_is_collected(database: Path) -> None:
    (database / "claims" / "broken.yaml").write_text("a: [")
    (database / "claims" / "typo.yaml").write_text("format: 1\nclaim: []\n")
    reading = read_database(database)
    assert [Path(problem.place.path).name for problem in reading.problems] == ["broken.yaml", "typo.yaml"]
    assert [claim.id for claim in reading.store.claims] == ["crane-height"]
    assert "1 more problem" in str(refusal(database))


@pytest.mark.parametrize(
    "path",
    [
        "../../../etc/passwd",
        "/etc/passwd",
        "..",
        "a/../../b",
        "C:\\text.txt",
        "C:text.txt",
        "\\\\host\\x",
        ".",
    ],
)
def test_text_path_stays_in_its_folder(database: Path, path: str) -> None:
    record = database / "sources" / "harbour" / "source.yaml"
    record.write_text(f"format: 1\nid: harbour\ntitle: x\ntext:\n  path: '{path}'\n")
    error = refusal(database)
    assert (error.path, error.line, error.column) == (record.as_posix(), 5, 9)
    assert "root:" not in error.message


def test_links_out_of_the_folder_are_refused(
    database: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.txt"
    secret.write_text("The old crane on the north quay is 42 metres high: hunter2")
    text = database / "sources" / "harbour" / "text.txt"
    text.unlink()
    text.symlink_to(secret)
    error = refusal(database)
    assert "leaves its folder" in error.message
    assert "hunter2" not in str(error)


@pytest.mark.parametrize("linked", ["sources", "sources/harbour", "claims/claims.yaml"])
def test_linked_parts_of_a_database_are_refused(
    database: Path, tmp_path_factory: pytest.TempPathFactory, linked: str
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "moved"
    (database / linked).rename(outside)
    (database / linked).symlink_to(outside)
    assert "link" in refusal(database).message


def test_link_inside_the_folder_is_allowed(database: Path) -> None:
    folder = database / "sources" / "harbour"
    (folder / "text.txt").rename(folder / "text-2.txt")
    (folder / "text.txt").symlink_to("text-2.txt")
    assert len(load(database)) == 1


def test_a_pipe_is_not_a_text(database: Path) -> None:
    text = database / "sources" / "harbour" / "text.txt"
    text.unlink()
    os.mkfifo(text)
    assert "regular file" in refusal(database).message


@pytest.mark.parametrize("gone", ["sources/harbour/text.txt", "sources/harbour/source.yaml"])
def test_missing_files_are_named(database: Path, gone: str) -> None:
    (database / gone).unlink()
    assert "does not exist" in refusal(database).message


def test_source_id_is_the_name_of_its_folder(database: Path) -> None:
    (database / "sources" / "harbour").rename(database / "sources" / "port")
    error = refusal(database)
    assert "expected the name of its folder" in error.message
    assert (error.line, error.column) == (2, 5)


def test_text_that_is_not_utf8(database: Path) -> None:
    (database / "sources" / "harbour" / "text.txt").write_bytes(b"caf\xe9")
    assert "UTF-8" in refusal(database).message


def test_no_database(tmp_path: Path) -> None:
    assert "no claims database here" in refusal(tmp_path / "nowhere").message
    assert "at least one .yaml file" in refusal(tmp_path).message


def test_limits() -> None:
    for data, words in (
        (b"x" * (MAX_BYTES + 1), "expected at most"),
        (b"[" * 20_000, "nested deeper"),
        (b"a: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "nested deeper"),
        (b"caf\xe9", "not UTF-8"),
        (b"a: \x00", "control characters"),
        (b"[" + b"a," * 1_000_001 + b"]", "values in one file"),
    ):
        with pytest.raises(ClaimsError) as caught:
            parse(data, "f.yaml")
        assert words in caught.value.message
        assert (caught.value.path, caught.value.line) == ("f.yaml", 1)
    assert parse(b"a: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1), "f.yaml").root


def test_plain_words_stay_text() -> None:
    written = "[NO, yes, on, 0123, 12:30, 1.10, 1e2, 0x1F, 2026-02-04, .inf, Null, TRUE, =, 1_000]"
    expected = "NO yes on 0123 12:30 1.10 1e2 0x1F 2026-02-04 .inf Null TRUE = 1_000".split()
    assert parse(written.encode(), "f").root == expected
    assert parse(b"yes: 1\nNO: 2", "f").root == {"yes": "1", "NO": "2"}


def test_what_is_not_text() -> None:
    written = b'[null, ~, true, false, "null", "true", \'~\', !!x]'.replace(b", !!x", b"")
    assert parse(written, "f").root == [None, None, True, False, "null", "true", "~"]
    assert parse(b"a:\nb: ''", "f").root == {"a": None, "b": ""}


def test_positions_of_values_and_keys() -> None:
    tree = parse(b"a:\n  - b: {c: x}\n    d: [y, z]\n", "f")
    assert tree.position(("a", 0, "b", "c")) == (2, 12)
    assert tree.position(("a", 0, "d", 1)) == (3, 12)
    assert tree.position(("a", 0, "d"), key=True) == (3, 5)
    assert tree.position(("a", 0, "d", 7)) == (3, 8)  # the nearest parent


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        parse(data, "f")
    except ClaimsError as error:
        assert error.line is not None and error.line >= 1
        assert error.column is not None and error.column >= 1


@given(st.text(alphabet="ab:-[]{}&*!?|>'\"#%@`,~ \n\t\\0", max_size=60))
def test_any_yaml_like_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text.encode(), "f")
    except ClaimsError as error:
        assert error.line is not None and error.line >= 1


@pytest.mark.parametrize(
    "value",
    "2026 2025-09 2026-02-04 2026-02-04/2026-02-05 2026-01~ 1984? 2004-06-11% XXXX-02-04 XXXX-XX-04 202X "
    "2026-21 2026-33 ../2020 2020/.. 2020/ 2024-02-29 XXXX-02-29 1999-1X 1999-12-2X".split(),
)
def test_edtf_dates(value: str) -> None:
    assert is_edtf(value)


@pytest.mark.parametrize(
    "value",
    "2026-13 2026-02-30 2025-02-29 26 2026-2-4 / ../.. 2027/2026 2026-00 2026-01-00 yesterday X026 "
    "2026-02-04T10:00 2026-02-04/2026-02-05/2026-02-06 2026-50  2026\n".split(" "),
)
def test_not_edtf_dates(value: str) -> None:
    assert not is_edtf(value)
