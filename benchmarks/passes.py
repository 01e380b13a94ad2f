"""Whole passes over a text, and two ways to count the work of one: lines that run, and instructions."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

UNITS = (
    "a ", "A. ", "**a ", "[", "](", "<", "<!--", "`", "_a", "> ", "- ", "<div>", "&amp;", "\"a ", "(", "1,",
    "'a", "a\n", "\n", "\u200b", "::", "##[", "| a ", "not ", "and Ann Vale ", "5 percent ",
)  # fmt: skip


def _read(suffix: str) -> Callable[[str], object]:
    def work(text: str) -> object:
        from verifier.documents import READERS, see_through
        from verifier.errors import DocumentError

        try:
            return see_through(READERS[suffix](text, "a" + suffix))
        except DocumentError:  # nested too deeply
            return None

    return work


def _fold(text: str) -> object:
    from verifier.documents import fold, hidden_characters

    return fold(text), hidden_characters(text)


def _understand(text: str) -> object:
    from verifier.analysis import Vocabulary, analyse

    return analyse(text, vocabulary=Vocabulary())


def _show(text: str) -> object:
    from verifier.render.markdown import escape
    from verifier.render.sanitise import guarded, visible

    return visible(text), guarded(text), escape(text)


def _load(text: str) -> object:
    from verifier.errors import ClaimsError
    from verifier.knowledge.yaml_loader import parse

    try:
        return parse(text.encode("utf-8", "replace"), "a.yaml")
    except ClaimsError:
        return None


PASSES: dict[str, Callable[[str], object]] = {
    "read plain text": _read(".txt"),
    "read Markdown": _read(".md"),
    "read HTML": _read(".html"),
    "fold": _fold,
    "understand": _understand,
    "make safe": _show,
    "load YAML": _load,
}


def lines_run(work: Callable[[str], object], text: str) -> int:
    """How many lines of Python run; nothing that is kept from an earlier call may be in the way."""
    work("warm ")
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG001 - the signature is Python's
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work(text)
    finally:
        sys.settrace(before)
    return count


def instructions(name: str, unit: str, *, count: int = 500) -> float:
    """How many times the instructions twice the text takes, what starting takes set aside."""
    none, short, long = (_callgrind(name, unit * times) for times in (0, count, 2 * count))
    return round((long - none) / max(short - none, 1_000_000), 2)


def _callgrind(name: str, text: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "text")
        given.write_text(text, encoding="utf-8")
        code = "import sys; from benchmarks.passes import PASSES, warmed; warmed(sys.argv[1], sys.argv[2])"
        command = [
            "valgrind",
            "--tool=callgrind",
            f"--callgrind-out-file={folder}/out",
            sys.executable,
            "-c",
            code,
        ]
        environment = {"PYTHONHASHSEED": "0", "PYTHONPATH": str(Path(__file__).parent.parent)}
        done = subprocess.run(
            [*command, name, str(given)], capture_output=True, text=True, env=environment, check=True
        )
        found = re.search(r"Collected : (\d+)", done.stderr)
        if found is None:
            raise RuntimeError(done.stderr[-2000:])
        return int(found[1])


def warmed(name: str, path: str) -> None:
    """Do one pass over the text of a file, after a small one that loads what it needs."""
    PASSES[name]("warm ")
    PASSES[name](Path(path).read_text(encoding="utf-8"))
