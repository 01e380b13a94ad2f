"""Directives that drafts gained since the commit that is trusted: they count, so they are told (V304)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from verifier.cli.commit_tree import CommitTree
from verifier.cli.yardstick import RULE
from verifier.config import Settings
from verifier.documents import Document, read_path
from verifier.errors import DocumentError
from verifier.findings import Notice
from verifier.model import Directive
from verifier.settle.directives import fault_of

_Said = tuple[str, frozenset[str], str | None, str]


def new_directives(tree: CommitTree, documents: Sequence[Document], settings: Settings) -> Iterator[Notice]:
    """One notice a directive that the same draft at the commit does not have, or has for other words.

    A draft that the commit lacks, or whose former text cannot be read, had none. A comment that is no clear
    directive suppresses nothing, and is told as V302.
    """
    drafts = [one for one in documents if any(fault_of(said) is None for said in one.directives)]
    inside = [one for one in drafts if tree.inside(Path(one.path)) is not None]
    tree.fetch(Path(one.path) for one in inside)
    for draft in inside:
        before = _before(tree, draft, settings)
        had = (
            Counter(_said(before, one) for one in before.directives)
            if before is not None
            else Counter[_Said]()
        )
        for directive in draft.directives:
            said = _said(draft, directive)
            if fault_of(directive) is not None or directive.action == "on":
                continue
            if had[said]:
                had[said] -= 1
                continue
            place = directive.place
            words = " ".join([directive.action, *sorted(directive.rules)])
            message = (
                f"directive added, or put to other text: {words} -- {directive.reason}; it counts, and "
                f"{tree.label} does not have it"
            )
            yield Notice(RULE, message, place.path, place.line, place.column)


def _before(tree: CommitTree, draft: Document, settings: Settings) -> Document | None:
    copied = tree.copy(Path(draft.path))
    if not copied.is_file():
        return None
    try:
        return read_path(copied, max_bytes=settings.limits.max_bytes)
    except DocumentError:
        return None


def _said(draft: Document, directive: Directive) -> _Said:
    """What makes two directives the same one: their words, and the text that one of a part covers."""
    text = ""
    if directive.action == "ignore" and directive.block < len(draft.blocks):
        text = draft.blocks[directive.block].span.of(draft.text)
    elif directive.action == "off":
        start = directive.place.end
        ends = [one.place.start for one in draft.directives if one.action == "on" and one.place.start > start]
        text = draft.original[start : min(ends, default=None)]
    return directive.action, directive.rules, directive.reason, text
