"""One browser for the tests of the HTML page, which must neither complain nor ask for anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from benchmarks import chromium
from verifier.findings import Report, Verdict
from verifier.render import RENDERERS, RenderOptions

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ALL = RenderOptions(version="1.2.3", show=frozenset(Verdict))
WIDE = {"width": 1280, "height": 900}
PATIENCE = 180_000  # milliseconds; a busy machine is slow, and that is no failure
Show = Callable[..., "Page"]


def cannot_run(reason: str) -> NoReturn:
    """Skip at a desk; a build server must not pass because it looked at nothing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    path = chromium.find()
    if path is None:
        cannot_run(chromium.MISSING)
    try:
        import playwright  # noqa: F401
    except ImportError:
        cannot_run("playwright is not installed: pip install -e '.[dev]'")
    with chromium.started(path) as browser:
        yield browser


@pytest.fixture
def requests() -> list[str]:
    """The address of every request that the pages of one test made."""
    return []


@pytest.fixture
def show(browser: Browser, tmp_path: Path, requests: list[str]) -> Iterator[Show]:
    """Opens reports, each in a profile of its own. At the end no page may have logged an error."""
    contexts, problems = [], []

    def shown(report: Report, fragment: str = "", **profile: Any) -> Page:
        path = tmp_path / f"report-{len(contexts)}.html"
        path.write_text(RENDERERS["html"](report, ALL), encoding="utf-8")
        context = browser.new_context(**{"viewport": WIDE, **profile})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        page.goto(path.as_uri() + fragment)
        return page

    yield shown
    for context in contexts:
        context.close()
    assert not problems
