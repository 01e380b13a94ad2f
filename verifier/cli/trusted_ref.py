"""`--trusted-ref`: what drafts are checked by is read from a commit that their author cannot edit.

Settings, claims, sources and all other files that settings name come from the commit; only the drafts come
from the working tree. What the working tree has otherwise is reported as V304 and changes no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from verifier.cli.commit_tree import CommitTree, commit_tree, missing
from verifier.cli.git import named_commit, work_tree
from verifier.cli.inputs import Inputs
from verifier.cli.settling import Sources
from verifier.cli.trusted import open_store
from verifier.config import FILE_NAME, FOLDER, FOUND, LoadedSettings
from verifier.documents import Document
from verifier.errors import ConfigError
from verifier.findings import Notice, TrustedRef
from verifier.frozen import frozen
from verifier.knowledge import Store
from verifier.settle import Settlements

FLAG = "--trusted-ref"
CONFIGURATION = (FILE_NAME, "pyproject.toml")
# Files that count because of where they stand: beside the configuration, or in a folder above the run.
FOUND_FILES = tuple(f"{FOLDER}/{name}" for name in FOUND.values())
# Settings, besides the claims, that name a file or a folder. What is added here is read from the commit too.
NAMED_FILES = ("model", "decisions", "baseline")


@frozen
class TrustedRun:
    """What one run goes by, at the commit that it trusts."""

    tree: CommitTree
    inputs: Inputs
    loaded: LoadedSettings  # paths in it lead to copies, but for `root` and `project`, where the drafts are
    database: Path | None  # in the working tree
    files: tuple[Path, ...]  # all others that count, in the working tree

    @property
    def named(self) -> TrustedRef:
        """What reports say of it."""
        return TrustedRef(self.tree.label, self.tree.commit)

    def store(self) -> Store:
        """Claims and trusted texts as the commit has them. Raises ClaimsError where they are missing."""
        settings = replace(self.loaded.settings, cache=False)  # of files that are gone after the run
        with self.tree.named_errors():
            return self.tree.placed(open_store(settings, self.inputs.against, found=self._text))

    def _text(self, path: Path) -> Path:
        return _copied(self.tree, path, "trusted text")

    def settlements(self, sources: Sources, paths: Sequence[str]) -> Settlements:
        """What decisions and baseline of the commit say of the drafts at `paths`. Raises SettlingError."""
        with self.tree.named_errors():
            read = sources.settlements(self.loaded, paths)
        return replace(
            read,
            decisions=tuple(replace(one, file=self._shown(one.file)) for one in read.decisions),
            baseline=tuple(replace(one, file=self._shown(one.file)) for one in read.baseline),
        )

    def _shown(self, file: str) -> str:
        return self.tree.original(Path(file)).as_posix()

    def notices(self, store: Store, documents: Sequence[Document]) -> tuple[Notice, ...]:
        """What the working tree has otherwise, in words; `store` is that of the commit."""
        from verifier.cli.database import load_store
        from verifier.cli.new_directives import new_directives
        from verifier.cli.yardstick import changes_to

        def here(path: Path) -> Store:
            return load_store(path.as_posix())

        return (
            *changes_to(self, store, settings=self.inputs.settings, store=here),
            *new_directives(self.tree, documents, self.loaded.settings),
        )


@contextmanager
def trusted_run(ref: str, inputs: Inputs) -> Iterator[TrustedRun]:
    """Read the settings at a ref, and copy what they name for as long as the run takes.

    Raises UsageError where there is no such commit, ConfigError and ClaimsError for what it lacks.
    """
    top = work_tree(Path.cwd(), FLAG)
    with commit_tree(ref, named_commit(top, ref, FLAG), top) as tree:
        levels = tuple(_levels(tree, inputs.config))
        tree.fetch(level / name for level in levels for name in (*CONFIGURATION, *FOUND_FILES))
        loaded = _settings(tree, inputs)
        database = loaded.settings.claims
        files = [level / name for level in levels for name in FOUND_FILES]
        copies: dict[str, Any] = {}
        for name in NAMED_FILES:
            path: Path | None = getattr(loaded.settings, name)
            if path is not None:
                copies[name] = _copied(tree, path, name)
                files.append(path)
        if database is not None:
            copies["claims"] = _database(tree, database)
        yield TrustedRun(
            tree,
            inputs,
            replace(
                loaded,
                settings=replace(loaded.settings, **copies),
                root=tree.original(loaded.root),
                project=tree.original(loaded.project),
            ),
            tree.original(database) if database is not None else None,
            tuple(dict.fromkeys(map(tree.original, (*files, *map(Path, inputs.against))))),
        )


def _levels(tree: CommitTree, config: Path | None) -> Iterator[Path]:
    """The folders in which settings may stand: from the current one, or that of `config`, up to the top."""
    inside = tree.inside(config.parent if config is not None else Path())
    if inside is not None:
        yield from (tree.top / level for level in (inside, *inside.parents))


def _copied(tree: CommitTree, path: Path, what: str) -> Path:
    copied = tree.copy(path)
    if not copied.exists():
        raise missing(tree, path, what)
    return copied


def _database(tree: CommitTree, path: Path) -> Path:
    copied = tree.database(path)
    if copied is None or not copied.exists():
        raise missing(tree, path, "claims database")
    return copied


def _settings(tree: CommitTree, inputs: Inputs) -> LoadedSettings:
    """The settings as the commit has them, wherever the working tree has its configuration."""
    start = tree.folder.joinpath(*(tree.inside(Path()) or PurePosixPath()).parts)
    named = inputs.config
    config = _copied(tree, named, "configuration file") if named is not None else None
    try:
        return inputs.settings(start, config=config)
    except ConfigError as error:
        if error.path is not None:
            error.path = f"{tree.label}:{tree.original(start / error.path).as_posix()}"
        raise
