"""The second half of some work in a process of its own, so that both cores of a small machine are used.

The outcome is that of one process: the halves come back in their order, and whatever goes wrong in the second
process, its half is done again here. Only where a process can be split without starting anew (Linux), and
only while it has a single thread.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


_THREADS = Path("/proc/self/task")  # those of libraries too


def can_split() -> bool:
    """Whether this process may be split, and a second core is there for it."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    try:
        return sum(1 for _ in _THREADS.iterdir()) == 1
    except OSError:
        return False


def shared(work: Callable[[Sequence[Item]], Done], items: Sequence[Item]) -> list[Done]:
    """`work` done on all items, in two processes where that can be; its outcome must be one for pickle."""
    return in_two(work, items) if can_split() else [work(items)]


def in_two(work: Callable[[Sequence[Item]], Done], items: Sequence[Item]) -> list[Done]:
    """`work` done on both halves of `items` at once."""
    half = (len(items) + 1) // 2
    gc.freeze()  # so that looking for cycles does not copy what both processes share
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _second(work, items[half:], writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            first = work(items[:half])
            sent = pipe.read()
    except BaseException:
        with suppress(OSError):
            os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
        gc.unfreeze()
    second = pickle.loads(sent) if status == 0 else work(items[half:])  # noqa: S301 - of our own child
    return [first, second]


def _second(work: Callable[[Sequence[Item]], Done], items: Sequence[Item], writing: int) -> None:
    """Ends the process, past everything that the first one does at its end."""
    code = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(work(items), pickle.HIGHEST_PROTOCOL))
        code = 0
    finally:
        os._exit(code)
