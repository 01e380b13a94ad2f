"""What became of the claims between two states of a database, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from verifier.frozen import frozen
from verifier.knowledge.store import LIVE, Store, is_expired
from verifier.model import Citation, Claim, ClaimStatus, ClaimValue


class Kind(Enum):
    """What happened to a claim, the gravest first."""

    RETRACTED = "retracted"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    ADDED = "added"


@frozen
class Change:
    """One claim that is not as it was."""

    id: str  # as it is now, or as it was where it is gone
    kind: Kind
    details: tuple[str, ...]  # what differs, one sentence each
    before: Claim | None
    after: Claim | None


def changes(
    before: Store, after: Store, *, as_of_before: date | None = None, as_of: date | None = None
) -> tuple[Change, ...]:
    """All claims that differ, by kind and then in the order of the files.

    A claim has expired when it had not on `as_of_before` and has on `as_of`; without days nothing expires.
    """
    old = {claim.id: claim for claim in before.claims}
    new = {claim.id: claim for claim in after.claims}
    renamed = _renamed(
        [claim for claim in before.claims if claim.id not in new],
        [claim for claim in after.claims if claim.id not in old],
    )
    found: list[Change] = []
    for claim in new.values():
        if claim.id in old:
            found += _changed(old[claim.id], claim, as_of_before, as_of)
        elif claim.id in renamed:
            was = renamed[claim.id]
            details = (f"id: {was.id} → {claim.id}", *differences(was, claim))
            found.append(Change(claim.id, Kind.RENAMED, details, was, claim))
        else:
            details = () if claim.status is ClaimStatus.ACTIVE else (f"status: {claim.status.value}",)
            found.append(Change(claim.id, Kind.ADDED, details, None, claim))
    moved = {claim.id for claim in renamed.values()}
    found += [
        Change(claim.id, Kind.REMOVED, (), claim, None)
        for claim in old.values()
        if claim.id not in new and claim.id not in moved
    ]
    order = list(Kind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def beside_claims(before: Store, after: Store) -> tuple[str, ...]:
    """What differs in the names and the sources that claims rest on, one sentence each, by id."""
    found: list[str] = []
    was = {entity.id: entity for entity in before.entities}
    now = {entity.id: entity for entity in after.entities}
    found += [f"entity {id_} added: {now[id_].name}" for id_ in sorted(now.keys() - was.keys())]
    found += [f"entity {id_} removed: {was[id_].name}" for id_ in sorted(was.keys() - now.keys())]
    for id_ in sorted(was.keys() & now.keys()):
        old, new = was[id_], now[id_]
        pairs = {
            "name": (old.name, new.name),
            "kind": (old.kind, new.kind),
            "aliases": (", ".join(old.aliases), ", ".join(new.aliases)),
        }
        said = [f"{what}: {a or 'none'} → {b or 'none'}" for what, (a, b) in pairs.items() if a != b]
        found += [f"entity {id_} changed, {one}" for one in said]
    found += [f"source {id_} added" for id_ in sorted(after.sources.keys() - before.sources.keys())]
    found += [f"source {id_} removed" for id_ in sorted(before.sources.keys() - after.sources.keys())]
    for id_ in sorted(before.sources.keys() & after.sources.keys()):
        if before.sources[id_].text != after.sources[id_].text:
            found.append(f"source {id_} changed: its text is another one")
    return tuple(found)


def _renamed(gone: Sequence[Claim], come: Sequence[Claim]) -> dict[str, Claim]:
    """New id -> the claim that says the same with the same quotes under an id that is gone."""

    def said(claim: Claim) -> tuple[object, ...]:
        return claim.statement, tuple((one.source, one.quote) for one in claim.citations)

    waiting = {said(claim): claim for claim in gone}
    return {claim.id: waiting.pop(said(claim)) for claim in come if said(claim) in waiting}


def _changed(old: Claim, new: Claim, as_of_before: date | None, as_of: date | None) -> Iterator[Change]:
    details = differences(old, new)
    kind = Kind.CHANGED
    if old.status is not new.status:
        kind = _BY_STATUS.get(new.status, Kind.CHANGED)
        if new.status is ClaimStatus.ACTIVE and old.status is ClaimStatus.PROPOSED:
            kind = Kind.ACCEPTED
    elif new.status in LIVE and is_expired(new, as_of) and not is_expired(old, as_of_before):
        kind = Kind.EXPIRED
        details = (f"expired on {new.expires}", *details)
    if details:
        yield Change(new.id, kind, details, old, new)


_BY_STATUS = {
    ClaimStatus.RETRACTED: Kind.RETRACTED,
    ClaimStatus.SUPERSEDED: Kind.SUPERSEDED,
    ClaimStatus.REJECTED: Kind.REJECTED,
}


def differences(old: Claim, new: Claim) -> tuple[str, ...]:
    """What differs between two states of one claim, in words; where its record stands does not count."""
    found: list[str] = []
    if old.statement != new.statement:
        found.append(f"statement: “{old.statement}” → “{new.statement}”")
    was, now = _fields(old), _fields(new)
    for name in now:
        if was[name] != now[name]:
            found.append(f"{name}: {was[name] or 'none'} → {now[name] or 'none'}")
    found += _quotes("quote", old.citations, new.citations)
    notices = [claim.retraction.citations if claim.retraction else () for claim in (old, new)]
    found += _quotes("quote of the retraction", *notices)
    if old.examples != new.examples:
        found.append("examples: changed")
    return tuple(found)


def _fields(claim: Claim) -> dict[str, str]:
    """The fields that are told by their old and their new value, in the order of the schema."""
    reviewed = " on ".join(part for part in (claim.reviewed_by, str(claim.reviewed_on or "")) if part)
    return {
        "value": _value(claim.value),
        "holds from": claim.holds_from or "",
        "holds until": claim.holds_until or "",
        "expires": str(claim.expires or ""),
        "recheck by": str(claim.recheck_by or ""),
        "status": claim.status.value,
        "reason": (claim.reason and f"“{claim.reason}”") or "",
        "superseded by": claim.superseded_by or "",
        "retracted on": str((claim.retraction and claim.retraction.on) or ""),
        "not to be confused with": ", ".join(claim.not_to_be_confused_with),
        "compatible with": ", ".join(claim.compatible_with),
        "owner": claim.owner or "",
        "reviewed": reviewed,
        "note": (claim.note and f"“{claim.note}”") or "",
    }


def _value(value: ClaimValue | None) -> str:
    if value is None:
        return ""
    qualifier = value.qualifier.value if value.qualifier else ""
    inferred = f"({', '.join(sorted(value.inferred))} inferred)" if value.inferred else ""
    number = "" if value.number is None else f"{value.number:f}"
    return " ".join(part for part in (qualifier, number, value.unit, value.edtf, inferred) if part)


def _quotes(what: str, old: Sequence[Citation], new: Sequence[Citation]) -> Iterator[str]:
    was = {(one.source, one.quote): one for one in old}
    now = {(one.source, one.quote): one for one in new}
    for key in (key for key in was if key not in now):
        yield f"{what} taken out: “{key[1]}” ({key[0]})"
    for key in (key for key in now if key not in was):
        yield f"{what} added: “{key[1]}” ({key[0]})"
    for key, one in now.items():
        if key in was and was[key].vanished != one.vanished:
            what_became = "vanished from its source" if one.vanished else "is back"
            yield f"{what}: “{one.quote}” ({one.source}) {what_became}"
