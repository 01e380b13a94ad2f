"""One record of a claims file of another time, when its neighbours and its sources were others."""

from __future__ import annotations

from verifier.errors import ClaimsError
from verifier.knowledge.claim_records import claim_of, unlocated
from verifier.knowledge.schema import ClaimsFile, DefaultsRecord
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import Mapping, parse
from verifier.model import Claim, ClaimPlace


def read_record(data: bytes, path: str, claim: str) -> Claim | None:
    """The claim with its quotes not looked for; None where it is not in the file, or not valid now."""
    try:
        tree = parse(data, path)
    except ClaimsError:
        return None
    records = tree.root.get("claims") if isinstance(tree.root, Mapping) else None
    for node in records if isinstance(records, list) else ():
        if isinstance(node, Mapping) and node.get("id") == claim:
            tree.root["claims"] = [node]  # what else was in the file may have been valid then or not
            tree.root.pop("entities", None)
            record, _ = validate(tree, ClaimsFile)
            if record is None or not record.claims:
                return None
            defaults = record.defaults or DefaultsRecord(source=None, owner=None, reviewed=None)
            (made,) = record.claims
            quoted = made.retraction.citations if made.retraction else ()
            notices = tuple(unlocated(one, defaults) for one in quoted)
            place = ClaimPlace(path, node.line, node.column)
            citations = tuple(unlocated(one, defaults) for one in made.citations)
            return claim_of(made, defaults, citations, place, notices)
    return None
