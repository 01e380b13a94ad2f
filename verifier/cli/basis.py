"""What drafts are checked by: settings, claims and settlements, here or at a commit that is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.cli.settling import Sources
from verifier.cli.trusted import open_store
from verifier.frozen import frozen

if TYPE_CHECKING:
    from verifier.cli.commit_tree import CommitTree
    from verifier.cli.trusted_ref import TrustedRun
    from verifier.config import LoadedSettings, Settings
    from verifier.documents import Document
    from verifier.findings import Notice, TrustedRef
    from verifier.knowledge import Store
    from verifier.settle import Settlements


@frozen
class Basis:
    """What one run goes by."""

    loaded: LoadedSettings
    against: tuple[str, ...]
    sources: Sources
    commit: TrustedRun | None = None  # with `--trusted-ref`

    @property
    def settings(self) -> Settings:
        """Of the configuration, with the choices of the caller over them."""
        return self.loaded.settings

    @property
    def database(self) -> Path | None:
        """Where the working tree has the claims; None where they come from trusted texts alone."""
        return self.commit.database if self.commit is not None else self.settings.claims

    @property
    def tree(self) -> CommitTree | None:
        """Where claims are not those of the working tree."""
        return self.commit.tree if self.commit is not None else None

    @property
    def named(self) -> TrustedRef | None:
        """What reports say of the commit."""
        return self.commit.named if self.commit is not None else None

    def store(self) -> Store:
        """Claims and trusted texts. Raises UsageError, ClaimsError and DocumentError."""
        return self.commit.store() if self.commit is not None else open_store(self.settings, self.against)

    def settlements(self, documents: Sequence[Document]) -> Settlements:
        """What decisions and baseline say of these drafts. Raises SettlingError."""
        paths = [document.path for document in documents]
        if self.commit is not None:
            return self.commit.settlements(self.sources, paths)
        return self.sources.settlements(self.loaded, paths)

    def notices(self, store: Store, documents: Sequence[Document]) -> tuple[Notice, ...]:
        """How the working tree differs from the commit, where one is trusted."""
        return self.commit.notices(store, documents) if self.commit is not None else ()
