"""Which claims changed along with the drafts: whoever repeats one of them is checked too."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path

from verifier.cli.changed_lines import Filter, Lines, changed_spans
from verifier.cli.unified_diff import FileDiff
from verifier.documents.decoding import decode, read_file
from verifier.errors import DocumentError
from verifier.frozen import frozen
from verifier.knowledge import Store
from verifier.knowledge.changes import changes
from verifier.model import Claim

_MOST_BYTES = 50_000_000  # of one claims file or trusted text


@frozen
class ChangedClaims:
    """Claims that are not as they were."""

    ids: frozenset[str] = frozenset()  # of the claims in use
    former: Store | None = None  # how they were before; those that are gone too


def between(before: Store, after: Store) -> ChangedClaims:
    """The claims that differ between two states: in their record, in a quote, or in the text of a source."""
    found = changes(before, after)
    sources = {
        id_
        for id_ in before.sources.keys() & after.sources.keys()
        if before.sources[id_].text != after.sources[id_].text
    }
    ids = {change.after.id for change in found if change.after is not None}
    former = [change.before for change in found if change.before is not None]
    return ChangedClaims(
        frozenset(ids | _citing(after.claims, sources)),
        Store(former, before.sources, before.entities) if former else None,
    )


def in_hunks(
    store: Store,
    diffs: Mapping[str, FileDiff | None],
    sources: Mapping[str, str],
    *,
    but_under: Iterable[str] = (),
) -> ChangedClaims:
    """The claims whose records a diff touches, or whose source it changes: where no former state is known.

    `diffs` are by the real paths of files; `sources` are the real paths of the texts of sources, by their id.
    Claims in files under `but_under` are left to others.
    """
    of_file: dict[str, list[Claim]] = {}
    for claim in store.claims:
        of_file.setdefault(claim.place.path, []).append(claim)
    ids: set[str] = set()
    left_out = tuple(but_under)
    for path, claims in of_file.items():
        real = os.path.realpath(path)
        diff = diffs.get(real)
        if diff is not None and not any(real == one or real.startswith(f"{one}{os.sep}") for one in left_out):
            ids |= _touched(claims, real, diff)
    changed = {id_ for id_, path in sources.items() if diffs.get(path) is not None}
    return ChangedClaims(frozenset(ids | _citing(store.claims, changed)))


def _touched(claims: list[Claim], path: str, diff: FileDiff) -> set[str]:
    """A record goes from its first line to the next record, or to the end of the file."""
    try:
        text = decode(read_file(Path(path), max_bytes=_MOST_BYTES), path, max_bytes=_MOST_BYTES)
    except DocumentError:
        return {claim.id for claim in claims}
    lines = Lines.of(text)
    ordered = sorted(claims, key=lambda claim: (claim.place.line, claim.place.column))
    starts = [lines.starts[min(claim.place.line - 1, len(lines))] for claim in ordered]
    ids: set[str] = set()
    for span in changed_spans(text, diff, Filter.ADDED):
        first = max(0, bisect_right(starts, span.start) - 1)
        last = bisect_right(starts, max(span.start, span.end - 1))
        ids |= {claim.id for claim in ordered[first:last]}
    return ids


def _citing(claims: Iterable[Claim], sources: set[str]) -> set[str]:
    return {claim.id for claim in claims if any(one.source in sources for one in claim.citations)}
