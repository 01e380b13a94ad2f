"""A small git repository with a claims database and drafts, without the machine's own configuration."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

SOURCE = """\
The pier at Norvik is 90 metres long. The ferry to Isk carries 40 cars.
The lighthouse at Norvik was built in 1902. The harbour of Norvik has 12 berths.
"""
CLAIMS = """\
format: 1
defaults: {source: survey}
claims:
  - id: pier-length
    statement: The pier at Norvik is 90 metres long.
    citations: [{quote: "The pier at Norvik is 90 metres long."}]
  - id: ferry-cars
    statement: The ferry to Isk carries 40 cars.
    citations: [{quote: "The ferry to Isk carries 40 cars."}]
  - id: lighthouse-built
    statement: The lighthouse at Norvik was built in 1902.
    citations: [{quote: "The lighthouse at Norvik was built in 1902."}]
"""
CONFIG = 'claims = "."\npaths = ["docs"]\n'
PIER = "The pier at Norvik is 95 metres long."
FERRY = "The ferry to Isk carries 55 cars."
LIGHT = "The lighthouse at Norvik was built in 1950."


def isolated(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Leave git no configuration but that of the repository, and work in it."""
    home = folder / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        patch.delenv(name)
    patch.setenv("HOME", str(home))
    patch.setenv("XDG_CONFIG_HOME", str(home))
    patch.setenv("GIT_CEILING_DIRECTORIES", str(folder))


def git(root: Path, *arguments: str) -> str:
    """Run git as Ada Brandt, on a day that does not change."""
    environment = os.environ | {
        "GIT_AUTHOR_DATE": "2026-05-01T12:00:00+00:00",
        "GIT_COMMITTER_DATE": "2026-05-01T12:00:00+00:00",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "file",
    }
    command = ["git", "-c", "user.name=Ada Brandt", "-c", "user.email=ada@pier.example", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def write(root: Path, path: str, text: str) -> Path:
    """A file of exactly these characters."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8"))
    return file


def commit(root: Path, subject: str = "Work") -> str:
    """Commit everything, and return the hash."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", subject)
    return git(root, "rev-parse", "HEAD").strip()


def write_sources(root: Path, text: str = SOURCE) -> None:
    """The one source, with the hash of its text."""
    write(root, "sources/survey/text.txt", text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    record = f"format: 1\nid: survey\ntitle: A survey\ntext: {{path: text.txt, sha256: {digest}}}\n"
    write(root, "sources/survey/source.yaml", record)


def make_clone(root: Path, drafts: dict[str, str]) -> Path:
    """A repository whose branch `main` has the database and `drafts`; the branch `work` is checked out."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    write_sources(root)
    write(root, "claims/pier.yaml", CLAIMS)
    write(root, "verifier.toml", CONFIG)
    for path, text in drafts.items():
        write(root, path, text)
    commit(root, "The state that is trusted")
    git(root, "checkout", "-q", "-b", "work")
    return root
