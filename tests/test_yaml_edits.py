"""Values are set in a YAML file, and not a character beside them changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.errors import ClaimsError
from verifier.knowledge.schema import ClaimsFile
from verifier.knowledge.yaml_edits import Edit, edited
from verifier.knowledge.yaml_loader import parse

FIRST = ("claims", 0, "citations", 0)
FILE = """# the harbour's claims
format: 1
claims:
  - id: crane   # the tall one
    statement: >-
      The old crane
      is 42 metres high.

    # where it is from
    citations:
      - quote: |
          literal words
          of two lines

        # seen in person
        url: https://port.example/ # the page
      - {source: harbour, quote: "42 metres 🙂"}
    status: active # since spring
    note: last
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (
            Edit(FIRST, "prefix", "beside: it"),
            "of two lines\n",
            'of two lines\n        prefix: "beside: it"\n',
        ),
        (
            Edit(FIRST, "vanished", "2026-01-02"),
            "# the page\n",
            '# the page\n        vanished: "2026-01-02"\n',
        ),
        (Edit(("claims", 0), "status", "proposed"), "status: active #", "status: proposed #"),
        (Edit((*FIRST[:-1], 1), "suffix", None), ' 🙂"}', ' 🙂", suffix: null}'),
        (Edit((*FIRST[:-1], 1), "quote", "43"), '"42 metres 🙂"', '"43"'),
        (Edit(("claims", 0), "note", "new"), "note: last", "note: new"),
        (
            Edit((*FIRST[:-1], 1), "prefix", "at", "looked\nagain"),
            '      - {source: harbour, quote: "42 metres 🙂"}',
            '      # looked again\n      - {source: harbour, quote: "42 metres 🙂", prefix: at}',
        ),
    ],
)
def test_only_the_value_changes(ending: str, start: str, edit: Edit, before: str, after: str) -> None:
    file = start + FILE.replace("\n", ending)
    before, after = before.replace("\n", ending), after.replace("\n", ending)
    assert file.count(before) == 1
    assert edited(file, "f.yaml", [edit], ClaimsFile) == file.replace(before, after)


def test_keys_of_one_place_come_in_their_order() -> None:
    edits = [Edit(FIRST, key, key) for key in ("suffix", "prefix")]
    made = edited(FILE, "f.yaml", edits, ClaimsFile)
    assert "        prefix: prefix\n        suffix: suffix\n" in made


def test_an_empty_value_is_filled() -> None:
    file = "format: 1\nclaims:\n  - id: a\n    note:\n    citations: [{quote: a,},\n      {quote: b}]\n"
    edits = [Edit(("claims", 0), "note", "told"), *(Edit((*FIRST[:-1], at), "prefix", "at") for at in (0, 1))]
    made = edited(file, "f.yaml", edits, ClaimsFile)
    assert made == file.replace("note:", "note: told").replace("a,}", "a, prefix: at,}").replace(
        "b}", "b, prefix: at}"
    )


def test_what_is_not_there_is_refused() -> None:
    for edit in (Edit(("claims", 7), "note", "x"), Edit(("claims", 0, "status"), "note", "x")):
        with pytest.raises(ClaimsError, match="nothing stands at"):
            edited(FILE, "f.yaml", [edit], ClaimsFile)
    with pytest.raises(ClaimsError, match="cannot be changed"):
        edited(FILE, "f.yaml", [Edit(("claims", 0), "citations", "x")], ClaimsFile)


@given(
    st.text(max_size=40).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)),
    st.sampled_from(["prefix", "suffix", "quote", "source", "vanished"]),
    st.sampled_from([0, 1]),
)
def test_any_text_comes_back(value: str, key: str, at: int) -> None:
    made = edited(FILE, "f.yaml", [Edit((*FIRST[:-1], at), key, value, comment=value)], ClaimsFile)
    before, after = parse(FILE.encode(), "f").root, parse(made.encode(), "f").root
    before["claims"][0]["citations"][at][key] = value
    assert after == before
    for line in FILE.splitlines():
        if "#" in line and key not in line:
            assert line in made
