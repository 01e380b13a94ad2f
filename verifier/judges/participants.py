"""Who does it and to whom: nobody from the sentences before a claim pushes out one that it names itself."""

from __future__ import annotations

from verifier.analysis.details import Detail
from verifier.compare import Alignment


def agent_fits(alignment: Alignment, detail: Detail, clause: int) -> bool:
    """A subject from the sentences before the claim must not push out one that the claim names itself."""
    agents = [
        t for t in (*detail.terms, *detail.shared) if t.role == "agent" and t.kind in ("name", "pronoun")
    ]
    if not agents or not all(alignment.match_of(t).in_context for t in agents):
        return True
    phrase = alignment.claim.syntax.clauses[clause].agent if clause >= 0 else None
    if phrase is None:
        return True
    own = [t for t in alignment.claim.terms if phrase.start <= t.token < phrase.end and t.kind == "name"]
    backed = {id(match.known) for match in alignment.matches if match.backed}
    return not own or any(id(t) in backed for t in own)


def patient_fits(alignment: Alignment, detail: Detail, clause: int) -> bool:
    """Nor may an object from the sentences before it: "put them ahead", where the claim says whom."""
    if clause < 0:
        return True
    objects = [t for t in detail.terms if t.role == "patient" and t.kind in ("name", "pronoun")]
    if not objects or not all(alignment.match_of(t).in_context for t in objects):
        return True
    phrase = alignment.claim.syntax.clauses[clause].patient
    if phrase is None or alignment.claim.syntax.tokens[phrase.head].tag not in "NP":
        return True
    backed = {id(match.known) for match in alignment.matches if match.backed}
    own = [t for t in alignment.claim.terms if phrase.start <= t.token < phrase.end and not t.light]
    return not own or any(id(t) in backed for t in own)
