"""Files that a run goes by, as a commit has them: copied into a private folder, whatever stands here.

A path is looked at as it is written, and links of the working tree are never followed on the way: who can
write them could point anywhere.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from verifier.cli.commit_files import names_in, write_files
from verifier.cli.paths import short
from verifier.errors import ClaimsError, VerifierError
from verifier.frozen import frozen
from verifier.knowledge import Store, load
from verifier.knowledge.reading import CLAIMS_SUFFIXES, Layout
from verifier.model import ClaimPlace

_DEEP = ("tree", "of", "commit")  # a database is looked for up to three folders above its file


@frozen
class CommitTree:
    """Some files of a commit, in a folder that only this run can write."""

    label: str  # what people call the commit
    commit: str
    top: Path  # of the working tree
    folder: Path  # stands for `top`

    def inside(self, path: Path) -> PurePosixPath | None:
        """`path`, of the working tree or a copy, from the top of the repository; None where it is outside."""
        whole = self._here(path)
        for top in (self.top, Path(os.path.realpath(self.top))):
            if whole.is_relative_to(top):
                return PurePosixPath(whole.relative_to(top).as_posix())
        return None

    def _here(self, path: Path) -> Path:
        """The whole path in the working tree, as it is written."""
        if path.is_relative_to(self.folder):
            path = self.top / path.relative_to(self.folder)
        return Path(os.path.normpath(Path.cwd() / path))

    def original(self, path: Path) -> Path:
        """The path in the working tree of a copy, or of what a copied setting names outside it."""
        return short(self._here(path))

    def copy(self, path: Path) -> Path:
        """A file or folder as the commit has it; outside the repository, where no commit reaches, itself.

        There is nothing at the path that is returned when the commit has nothing there. Raises ClaimsError
        for links and submodules.
        """
        inside = self.inside(path)
        if inside is None:
            return self._here(path)
        self.fetch([path])
        return self.folder.joinpath(*inside.parts)

    def fetch(self, paths: Iterable[Path]) -> None:
        """Copy several files or folders at once, those of them that the commit has."""
        inside = [one for path in paths if (one := self.inside(path)) is not None]
        write_files(self.top, self.commit, inside, self.folder, self.label)

    def database(self, path: Path) -> Path | None:
        """The claims database at `path` as the commit has it; None when it has none there."""
        inside = self.inside(path)
        if inside is None:
            return self._here(path)
        names = names_in(self.top, self.commit, inside)
        parts = [inside / "claims", inside / "sources"]
        if not names.get("claims"):
            files = [inside / name for name in names if PurePosixPath(name).suffix in CLAIMS_SUFFIXES]
            is_claims = inside.name == "claims" or files
            parts = (
                [inside, *(above / "sources" for above in list(inside.parents)[:3])] if is_claims else parts
            )
            if not names:  # one file
                parts = [inside, *(above / "sources" for above in list(inside.parents)[:3])]
        write_files(self.top, self.commit, parts, self.folder, self.label)
        there = self.folder.joinpath(*inside.parts)
        return there if there.exists() and any(Layout.of(there).files()) else None

    def load(self, database: Path) -> Store:
        """Load a copied database; its claims stand where they do in the working tree."""
        with self.named_errors():
            return self.placed(load(database))

    def placed(self, store: Store) -> Store:
        """The same claims, in the files of the working tree in place of the copies."""
        claims = (
            replace(claim, place=replace(claim.place, path=self._shown(claim.place)))
            for claim in store.claims
        )
        return Store(claims, store.sources, store.entities)

    def _shown(self, place: ClaimPlace) -> str:
        path = Path(place.path)
        return self.original(path).as_posix() if path.is_relative_to(self.folder) else place.path

    @contextmanager
    def named_errors(self) -> Iterator[None]:
        """Errors about a copy name the commit and the path in it, and not the copy."""
        try:
            yield
        except VerifierError as error:
            here = f"{self.folder.as_posix()}/"
            if error.path is not None and error.path.startswith(here):
                error.path = f"{self.label}:{error.path.removeprefix(here)}"
            raise


@contextmanager
def commit_tree(label: str, commit: str, top: Path) -> Iterator[CommitTree]:
    """A tree with nothing in it yet; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="verifier-") as private:
        folder = Path(os.path.realpath(private)).joinpath(*_DEEP)
        folder.mkdir(parents=True)
        (folder / ".git").touch()  # whoever looks for something upwards stops here
        yield CommitTree(label, commit, top, folder)


def missing(tree: CommitTree, path: Path, what: str) -> ClaimsError:
    """That a commit lacks what a run needs of it, and what to do."""
    return ClaimsError(
        f"{tree.label} has no {what} here; merge it there first, or name a branch that has it",
        path=tree.original(path).as_posix(),
    )
