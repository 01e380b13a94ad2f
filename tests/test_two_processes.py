"""Half of the work in a second process: the same outcome, whatever happens to it."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import synthetic
from verifier.cli.two_processes import can_split, in_two, shared
from verifier.config import Settings
from verifier.documents import read_bytes
from verifier.knowledge import Store, load
from verifier.pipeline import check_documents
from verifier.render import RENDERERS, RenderOptions

if not hasattr(os, "fork"):
    pytest.skip("this system cannot split a process", allow_module_level=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("database")
    synthetic.write_database(folder, synthetic.statements(300, 5))
    return load(folder)


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_both_halves_come_back_in_order(count: int) -> None:
    first, second = in_two(lambda part: [(one, one * one) for one in part], range(count))
    assert first + second == [(one, one * one) for one in range(count)]


def test_the_second_half_is_done_elsewhere() -> None:
    first, second = in_two(lambda _: os.getpid(), [1, 2])
    assert first == os.getpid() != second


def test_what_fails_there_is_done_again_here() -> None:
    here = os.getpid()

    def dies(part: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(part)

    def raises(part: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            raise MemoryError
        return list(part)

    assert in_two(dies, [1, 2, 3]) == [[1, 2], [3]]
    assert in_two(raises, [1, 2, 3]) == [[1, 2], [3]]


def test_an_error_in_the_first_half_ends_both() -> None:
    here = os.getpid()

    def wrong(part: Sequence[int]) -> list[int]:
        if os.getpid() == here:
            raise ValueError(part)
        signal.pause()
        return list(part)

    with pytest.raises(ValueError, match="1"):
        in_two(wrong, [1, 2])
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("most", [20_000, 50])
def test_reports_are_the_same_to_the_byte(store: Store, most: int) -> None:
    known = synthetic.statements(300, 5)
    text = synthetic.draft(known, 1200, 5) + f"\n{'very ' * 500}long.\n\n“{known[3]}”, he said.\n"
    document = read_bytes(text.encode(), "draft.md")
    settings = Settings(judge="rules", show="all")  # type: ignore[arg-type]
    settings = replace(settings, limits=replace(settings.limits, max_statements=most))
    split: list[int] = []

    def share(work: Any, items: Sequence[Any]) -> list[Any]:
        split.append(len(items))
        return in_two(work, items)

    one = check_documents([document], store, settings)
    two = check_documents([document], store, settings, share=share)
    assert len(split) == 1
    assert one.skipped == two.skipped != ()
    for form in ("json", "text"):
        options = RenderOptions(version="0", show=settings.show, explain=True)
        assert RENDERERS[form](one, options) == RENDERERS[form](two, options)


def test_a_short_document_is_judged_by_one(store: Store) -> None:
    def share(work: Any, items: Sequence[Any]) -> list[Any]:
        raise AssertionError("it is judged before a second process would be there")

    document = read_bytes(b"The library opened in May. It is old.", "draft.md")
    assert check_documents([document], store, share=share).statements == 2


def test_one_processor_is_not_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert not can_split()
    assert shared(len, [1, 2, 3]) == [3]


def test_no_file_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    for _ in range(3):
        in_two(lambda part: len(part), [1, 2, 3])
    after = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    assert before == after
