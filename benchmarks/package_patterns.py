"""Every regular expression of the package: those that modules hold, make later, or write where they use
them.

`found_patterns` imports every module, calls what makes patterns lazily, checks and extracts a text, and
listens to `re` meanwhile. `written_patterns` reads the source for the literals, so that nothing is missed
for never having run.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import FrameType
from typing import Any

import verifier
from benchmarks.regex_steps import MAXREPEAT, parsed

PACKAGE = Path(verifier.__file__).parent
_FUNCTIONS = frozenset("compile match search fullmatch findall finditer sub subn split".split())
_AT_ONE_PLACE = frozenset({"match", "fullmatch"})
_UNBOUNDED = 100  # a repetition of this many may as well have no end


@dataclass(frozen=True)
class Found:
    """One pattern and where it is from. `anchored`: it is only ever tried at one place of a text."""

    module: str
    name: str
    pattern: re.Pattern[Any]
    anchored: bool = False


def modules() -> Iterator[str]:
    """The names of all modules of the package."""
    for one in pkgutil.walk_packages([str(PACKAGE)], "verifier."):
        if not one.name.endswith("__main__"):
            yield one.name


def found_patterns(*, run: Callable[[], None] | None = None) -> tuple[Found, ...]:
    """All patterns, each once, in the order of their modules. `run` works the package while `re` is heard."""
    found: dict[tuple[str, int], Found] = {}
    heard: list[tuple[str, re.Pattern[Any]]] = []
    with _listening(heard):
        imported = [importlib.import_module(name) for name in modules()]
        for module in imported:
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__:
                    _call(value)
        if run is not None:
            run()
    uses = _uses()
    for module in imported:
        for name, value in sorted(vars(module).items()):
            for one in _within(value):
                methods = uses.get((module.__name__, name), frozenset())
                anchored = bool(methods) and methods <= _AT_ONE_PLACE
                _add(found, Found(module.__name__, name, one, anchored))
    for written in written_patterns():
        _add(found, written)
    for where, one in heard:
        _add(found, Found(where, "made while running", one))
    return tuple(sorted(found.values(), key=lambda one: (one.module, one.name, str(one.pattern.pattern))))


def _add(found: dict[tuple[str, int], Found], one: Found) -> None:
    key = (repr(one.pattern.pattern), one.pattern.flags)
    known = found.get(key)
    if known is None or (known.anchored and not one.anchored and known.module != one.module):
        found[key] = one


def _call(cached: Any) -> None:
    """Do again what a cached function that takes nothing does, so that its patterns are heard."""
    if "Pattern" in str(cached.__wrapped__.__annotations__.get("return", "")):
        cached.cache_clear()
    if not inspect.signature(cached).parameters:
        cached.__wrapped__()


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    """Patterns in a global: itself, in its container, or in the fields of what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _within(one)
    elif isinstance(value, (tuple, list, set, frozenset)) and len(value) < 1000:
        for one in value:
            yield from _within(one)


@contextmanager
def _listening(heard: list[tuple[str, re.Pattern[Any]]]) -> Iterator[None]:
    """Note every pattern that a module of the package asks `re` for."""
    real: Any = re._compile  # type: ignore[attr-defined]

    def compiled(pattern: Any, flags: Any) -> Any:
        made = real(pattern, flags)
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_globals.get("__name__") == "re":
            frame = frame.f_back
        where = str(frame.f_globals.get("__name__", "")) if frame is not None else ""
        if where.startswith("verifier."):
            heard.append((where, made))
        return made

    re._compile = compiled  # type: ignore[attr-defined]
    try:
        yield
    finally:
        re._compile = real  # type: ignore[attr-defined]


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(["verifier", *path.relative_to(PACKAGE).with_suffix("").parts])
        yield name.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


def _uses() -> dict[tuple[str, str], frozenset[str]]:
    """Module and name of a global -> the methods that are called on it there; "" where it is passed on."""
    found: dict[tuple[str, str], set[str]] = {}
    for module, tree in _trees():
        whole = {id(node.value): node for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
        called = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        from_where = {
            alias.name: str(node.module)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                method = called.get(id(whole.get(id(node), node)), "")
                found.setdefault((from_where.get(node.id, module), node.id), set()).add(method)
    return {key: frozenset(methods) for key, methods in found.items()}


def written_patterns() -> Iterator[Found]:
    """Patterns that a call of `re` has as a literal, run or not."""
    for name, tree in _trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if ast.unparse(node.func.value) != "re" or node.func.attr not in _FUNCTIONS:
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                flags = re.RegexFlag(0)
                if node.func.attr == "compile":
                    if len(node.args) > 1:
                        continue  # held by a global, or heard
                anchored = node.func.attr in _AT_ONE_PLACE
                yield Found(name, f"line {node.lineno}", re.compile(node.args[0].value, flags), anchored)


def nested_repeats(pattern: re.Pattern[Any]) -> list[str]:
    """Repetitions without an end inside one another, where both may give back: what blows up."""
    found: list[str] = []

    def walk(items: Iterable[Any], outer: bool) -> None:  # noqa: FBT001 - private
        for operator, value in items:
            name = str(operator)
            if name in ("MAX_REPEAT", "MIN_REPEAT"):
                least, most, body = value
                endless = most == MAXREPEAT or int(most) >= _UNBOUNDED
                if endless and outer and int(least) != int(most):
                    found.append(f"{name} {least}..{most} of {body!r}"[:200])
                walk(body, outer or endless)
            elif name == "POSSESSIVE_REPEAT":
                walk(value[2], outer=False)
            elif name == "ATOMIC_GROUP":
                walk(value, outer=False)
            elif name == "SUBPATTERN":
                walk(value[3], outer)
            elif name == "BRANCH":
                for arm in value[1]:
                    walk(arm, outer)
            elif name in ("ASSERT", "ASSERT_NOT"):
                walk(value[1], outer=False)

    walk(parsed(pattern), outer=False)
    return found


def quietly(work: Callable[[], object]) -> None:
    """Run something for its patterns, and show nothing of it."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        work()
