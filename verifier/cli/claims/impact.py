"""What a change of claims does to drafts: the verdict on each statement before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from verifier.findings import Finding, Verdict
from verifier.frozen import frozen
from verifier.knowledge import Store, is_expired
from verifier.knowledge.changes import Change

if TYPE_CHECKING:
    from datetime import date

    from verifier.documents import Document
    from verifier.settings import Settings

_RANK = {Verdict.CONSISTENT: 0, Verdict.UNVERIFIED: 1, Verdict.CONTRADICTORY: 2}


@frozen
class Effect:
    """A statement whose verdict is not what it was."""

    before: Finding
    after: Finding
    claims: tuple[str, ...]  # the changed claims that either verdict rests on

    @property
    def broken(self) -> bool:
        """Whether the verdict is worse than before."""
        return _RANK[self.after.verdict] > _RANK[self.before.verdict]


def effects(
    documents: Sequence[Document], before: Store, after: Store, changed: Sequence[Change], settings: Settings
) -> tuple[Effect, ...]:
    """The statements on which the two databases do not agree, in the order of the drafts."""
    from verifier.pipeline import check_documents

    findings = {_key(one): one for one in check_documents(documents, before, settings).findings}
    ids = {change.id for change in changed} | {change.before.id for change in changed if change.before}
    found = []
    for now in check_documents(documents, after, settings).findings:
        was = findings.get(_key(now))
        if was is None or was.verdict is now.verdict:
            continue
        near = [judgement.candidate.claim.id for one in (now, was) for judgement in one.judgements]
        cited = [one.claim.id for finding in (now, was) for one in finding.cited]
        found.append(Effect(was, now, tuple(dict.fromkeys(name for name in cited or near if name in ids))))
    return tuple(found)


def _key(finding: Finding) -> tuple[str, int]:
    return finding.place.path, finding.place.start


def as_it_stood(store: Store, day: date | None) -> Store:
    """The database on a former day: what had not expired by then does not expire."""
    if day is None or not any(claim.expires for claim in store.claims):
        return store
    claims = (claim if is_expired(claim, day) else replace(claim, expires=None) for claim in store.claims)
    return Store(claims, store.sources, store.entities)
