"""Records read the plain way and by pydantic: what the first takes, the second takes and reads alike."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from verifier.knowledge.declaring import NotPlain, Record
from verifier.knowledge.schema import RECORDS, ClaimsFile, SourceFile
from verifier.knowledge.strict import model_of

FULL_CLAIM: dict[str, Any] = {
    "id": "pier-length",
    "statement": "The pier is 90 metres long.",
    "citations": [
        {
            "source": "survey",
            "quote": "90 metres",
            "prefix": "is ",
            "suffix": " long",
            "url": "https://x.example/a",
        },
        {"quote": "ninety metres", "vanished": "2026-01-02"},
    ],
    "value": {"number": "90", "unit": "metre", "qualifier": "at-least", "edtf": "2026", "inferred": ["year"]},
    "holds": {"from": "2020", "until": None},
    "expires": "2027-01-01",
    "recheck_by": "2026-12-01",
    "status": "retracted",
    "reason": "The survey was wrong.",
    "superseded_by": "pier-length-2",
    "retraction": {"on": "2026-03-04", "citations": [{"quote": "we were wrong"}]},
    "not_to_be_confused_with": ["quay-length"],
    "compatible_with": [],
    "owner": "harbour desk",
    "reviewed": {"by": "AB", "on": "2026-02-03"},
    "note": None,
    "examples": {"consistent": ["It is 90 m long."], "contradictory": [], "unverified": ["It is old."]},
}
FULL_FILE: dict[str, Any] = {
    "format": "1",
    "defaults": {"source": "survey", "owner": "desk", "reviewed": {"by": "AB", "on": "2026-02-03"}},
    "entities": {"pier": {"name": "The Pier", "kind": "place", "aliases": ["Long Pier"], "wikidata": "Q148"}},
    "claims": [FULL_CLAIM, {"id": "b", "statement": "It is old.", "citations": [{"quote": "old"}]}],
}
FULL_SOURCE: dict[str, Any] = {
    "format": "1",
    "id": "survey",
    "title": "A survey",
    "publisher": None,
    "url": "https://x.example/",
    "language": "en-GB",
    "published": {"edtf": "2026-01", "basis": "inferred", "why": "the masthead"},
    "added": "2026-02-03",
    "tier": "primary",
    "text": {"path": "text.md", "sha256": "0" * 64, "chars": "12"},
}
FULL = {ClaimsFile: FULL_FILE, SourceFile: FULL_SOURCE}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(
        ["", " ", "\n", "1", "01", "1\n", "x\n", "é" * 101, "a" * 2001, "2026-02-30", "2026-02-03", "1e5",
         "٣", "active", "Active", "null", "http://a b",
         "https://a", "Q148", "Q0", "en", "en_GB", "2026/..", "NaN"]
    ),
    st.text(max_size=8),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["id", "quote", "edtf", "x"]), st.text(max_size=3), max_size=2),
)  # fmt: skip


def places(node: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The steps to every value in a tree."""
    if isinstance(node, dict):
        return [steps, *(place for key, value in node.items() for place in places(value, (*steps, key)))]
    if isinstance(node, list):
        return [steps, *(place for at, value in enumerate(node) for place in places(value, (*steps, at)))]
    return [steps]


def changed(node: Any, steps: tuple[Any, ...], change: Any) -> Any:
    """The tree with `change` made at one place."""
    if not steps:
        return change(node)
    if isinstance(node, dict):
        return {k: changed(v, steps[1:], change) if k == steps[0] else v for k, v in node.items()}
    return [changed(v, steps[1:], change) if at == steps[0] else v for at, v in enumerate(node)]


def plain(value: Any) -> Any:
    """What is read, as lists and mappings."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Record):
        return {name: plain(part) for name, part in vars(value).items()}
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("record", FULL)
def test_a_full_file_is_read_the_plain_way(record: type[Record]) -> None:
    read = record.read(FULL[record])
    assert plain(read) == plain(model_of(record).model_validate(FULL[record]))


def test_the_full_file_has_every_key_of_every_record() -> None:
    keys = {str(step) for tree in FULL.values() for place in places(tree) for step in place[-1:]}
    assert keys >= {key for record in RECORDS.values() for key in record.keys()}  # noqa: SIM118 - a method of ours


@pytest.mark.parametrize("record", FULL)
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_what_the_plain_way_takes_pydantic_takes(record: type[Record], data: st.DataObject) -> None:
    tree = FULL[record]
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from(places(tree)))
        kind = data.draw(st.sampled_from(["replace", "remove", "add"]))
        odd = data.draw(ODD)
        key = data.draw(st.sampled_from(["id", "note", "format", "from", "from_", "extra"]))

        def change(node: Any, kind: str = kind, odd: Any = odd, key: str = key) -> Any:
            if kind == "replace" or not isinstance(node, dict):
                return odd
            if kind == "remove":
                return {k: v for k, v in node.items() if k != next(iter(node), None)}
            return {**node, key: odd}

        tree = changed(tree, place, change)
    try:
        read = record.read(tree)
    except NotPlain:
        return
    try:
        strict = model_of(record).model_validate(tree)
    except ValidationError as error:
        pytest.fail(f"taken the plain way, and wrong: {error}")
    assert plain(read) == plain(strict)


@pytest.mark.parametrize("record", FULL)
def test_what_is_right_is_nearly_always_taken_the_plain_way(record: type[Record]) -> None:
    """Every part that may be left out or be null is, in turn."""
    for place in places(FULL[record]):
        for made in (
            changed(FULL[record], place[:-1], lambda node, gone=place[-1:]: without(node, gone)),
            changed(FULL[record], place, lambda _: None),
        ):
            try:
                model_of(record).model_validate(made)
            except ValidationError:
                continue
            record.read(made)


def without(node: Any, gone: tuple[Any, ...]) -> Any:
    """A mapping without a key; anything else as it is."""
    return {key: value for key, value in node.items() if key not in gone} if isinstance(node, dict) else node
