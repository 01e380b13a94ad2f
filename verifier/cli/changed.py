"""`--diff`: which statements of the drafts count as changed, by git or by a diff on standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from verifier.changed_text import ChangedText, in_order
from verifier.cli.changed_claims import ChangedClaims, between, in_hunks
from verifier.cli.changed_lines import Filter, changed_spans, first_misfit
from verifier.cli.commit_tree import CommitTree, commit_tree
from verifier.cli.drafts import STDIN
from verifier.cli.git import merge_base, named_commit, toplevel, work_tree
from verifier.cli.git_diff import GitDiff
from verifier.cli.streams import notice
from verifier.cli.unified_diff import FileDiff, read_diff
from verifier.config import Settings
from verifier.documents import Document
from verifier.errors import ClaimsError, UsageError
from verifier.frozen import frozen
from verifier.knowledge import Store
from verifier.model import Span

FLAG = "--diff"
INPUT = "<stdin>"
MOST_BYTES = 200_000_000  # of a diff on standard input


@frozen
class Compared:
    """What a run compares, and with what of it verdicts are made."""

    documents: Sequence[Document]
    store: Store
    settings: Settings
    database: Path | None  # in the working tree; None where claims come from trusted texts alone
    trusted: CommitTree | None = None  # where claims are not those of the working tree


def changed_text(diff: str, filter_: str | None, run: Compared) -> ChangedText:
    """What of the drafts counts as changed: since a commit, or by the diff on standard input for `-`.

    Raises UsageError where that cannot be told.
    """
    chosen = Filter(filter_) if filter_ is not None else Filter.ADDED
    paths = {document.path: os.path.realpath(document.path) for document in run.documents}
    if diff == STDIN:
        diffs, claims = _by_input(paths, run)
    else:
        diffs, claims = _by_git(diff, paths, run)
    if chosen is Filter.ALL:
        return ChangedText({})
    spans = {}
    for document in run.documents:
        there = paths[document.path] in diffs
        shown = diffs.get(paths[document.path])
        if shown is not None:
            _say_if_whole(document, shown)
            spans[document.path] = changed_spans(document.original, shown, chosen)
        else:  # nothing but its name, its mode or its line ends is new, or not even that
            whole = there and chosen is Filter.FILE
            spans[document.path] = (Span(0, len(document.original)),) if whole else ()
    return ChangedText(_with_former(spans, claims, run), claims.ids)


def _say_if_whole(document: Document, shown: FileDiff) -> None:
    if shown.binary:
        notice(f"{document.path}: git cannot tell its lines apart, so all of it counts as changed.")


# ---------------------------------------------------------------- by git


def _by_git(
    ref: str, paths: Mapping[str, str], run: Compared
) -> tuple[dict[str, FileDiff | None], ChangedClaims]:
    top = work_tree(Path.cwd(), FLAG)
    commit = merge_base(top, ref, named_commit(top, ref, FLAG), FLAG)
    changes = GitDiff.to(top, commit)
    root = os.path.realpath(top)
    claims_files = (
        {os.path.realpath(claim.place.path) for claim in run.store.claims} if not run.trusted else ()
    )
    wanted = dict.fromkeys([*paths.values(), *sorted(claims_files)])
    inside = [real for real in wanted if real.startswith(f"{root}{os.sep}")]
    names = {real: Path(real).relative_to(root).as_posix() for real in inside}
    found = changes.of(list(names.values()))
    diffs = {real: found[name] for real, name in names.items() if name in found}
    for path, real in paths.items():
        if real not in names:
            notice(f"{path} is outside the git repository {top}, so all of it counts as changed.")
            diffs[real] = FileDiff(path, (), whole=True)
    return diffs, _claims_since(changes, diffs, run)


def _claims_since(changes: GitDiff, diffs: Mapping[str, FileDiff | None], run: Compared) -> ChangedClaims:
    """Claims that are not as the commit has them; those of texts go by their lines."""
    with commit_tree(changes.commit[:12], changes.commit, changes.top) as tree:
        here = run.database
        if here is None or tree.inside(here) is None:
            found = ChangedClaims()
        elif run.trusted is None and not _touches(changes, tree, here):
            found = ChangedClaims()
        elif run.trusted is not None and run.trusted.commit == changes.commit:
            found = ChangedClaims()
        else:
            try:
                copied = tree.database(here)
                before = tree.load(copied) if copied is not None else Store()
            except ClaimsError:  # a database that was broken then: what is mended is found by its lines
                return in_hunks(run.store, diffs, {})
            found = between(before, _of_database(run.store, before))
    if run.trusted is not None:
        return found
    roots = [os.path.realpath(part) for part in _parts(here)] if here is not None else []
    by_lines = in_hunks(run.store, diffs, {}, but_under=roots)
    return replace(found, ids=found.ids | by_lines.ids)


def _of_database(store: Store, before: Store) -> Store:
    """The claims in use without those of trusted texts, which are compared by their lines."""
    texts = {id_ for id_, source in store.sources.items() if source.sha256 is None}
    texts -= before.sources.keys()
    claims = (one for one in store.claims if not any(citation.source in texts for citation in one.citations))
    return Store(claims, store.sources, store.entities)


def _parts(database: Path) -> tuple[Path, ...]:
    """The folders, or the file and the folder, of a database; none where there is none."""
    from verifier.knowledge.reading import Layout

    with suppress(ClaimsError):
        layout = Layout.of(database)
        return layout.claims, layout.sources
    return ()


def _touches(changes: GitDiff, tree: CommitTree, database: Path) -> bool:
    """Whether any file of the database may differ."""
    parts = [inside for part in _parts(database) if (inside := tree.inside(part)) is not None]
    names = {name for now, one in changes.files.items() for name in (now, one.former)} | changes.gone
    if any(part.as_posix() == "." or f"{name}/".startswith(f"{part}/") for part in parts for name in names):
        return True
    return changes.untracked(parts)


# ---------------------------------------------------------------- by a diff


def _by_input(paths: Mapping[str, str], run: Compared) -> tuple[dict[str, FileDiff | None], ChangedClaims]:
    """Names in a diff are from the top of the repository, as git has them, or from the current folder."""
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UsageError(f"{FLAG} -: more than {MOST_BYTES:,} bytes; expected the diff of a branch")
    roots = dict.fromkeys(filter(None, (toplevel(Path.cwd()), Path.cwd())))
    diffs: dict[str, FileDiff | None] = {}
    for one in read_diff(data, INPUT):
        candidates = [os.path.realpath(root / one.path) for root in roots]
        real = next((path for path in candidates if Path(path).is_file()), candidates[0])
        diffs[real] = one
    for document in run.documents:
        shown = diffs.get(paths[document.path])
        line = first_misfit(document.original, shown) if shown is not None else None
        if line is not None:
            raise UsageError(
                f"{document.path}:{line} is not what the diff says; diff against the files that are checked"
            )
    if run.trusted is not None:
        return diffs, ChangedClaims()
    root = _root(run.database)
    sources = {
        id_: os.path.realpath(root / source.path)
        for id_, source in run.store.sources.items()
        if source.path and source.sha256 is not None  # claims of trusted texts go by their lines
    }
    return diffs, in_hunks(run.store, diffs, sources)


def _root(database: Path | None) -> Path:
    from verifier.knowledge.reading import Layout

    return Layout.of(database).root if database is not None else Path()


# ---------------------------------------------------------------- claims that are gone


def _with_former(
    spans: dict[str, tuple[Span, ...]], claims: ChangedClaims, run: Compared
) -> Mapping[str, tuple[Span, ...]]:
    """Statements too that rested on a claim as it was, whether or not they meet it as it is now."""
    if claims.former is None:
        return spans
    from verifier.pipeline import check_documents

    settings = replace(run.settings, judge="rules", include_proposed=False)
    report = check_documents(run.documents, claims.former, settings)
    more: dict[str, list[Span]] = {}
    for finding in report.findings:
        if finding.cited:
            place = finding.place
            more.setdefault(place.path, []).append(Span(place.start, place.end))
    return {path: in_order((*own, *more.get(path, ()))) for path, own in spans.items()}
