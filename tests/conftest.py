"""Shared by all tests: the profile of the property tests, a small store, and --update-golden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.harbour import write_database
from verifier.judges import shipped

ROOT = Path(__file__).parent.parent

# The same examples in every run, so that a red build means a change.
# `pytest --hypothesis-profile=explore` looks further.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden reports; read the diff")


@pytest.fixture(scope="session", autouse=True)
def no_model_but_a_named_one() -> Iterator[None]:
    """Tests say what the rules do, and those of the model name its folder: both are the same everywhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "shipped_folder", lambda: None)
        yield


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """True when golden files are to be rewritten and not compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The folder of the harbour's claims database."""
    return write_database(tmp_path)
