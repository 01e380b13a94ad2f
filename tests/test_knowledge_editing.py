"""Changing one record of a claims file: what was asked for is there, and nothing else has moved."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from verifier.errors import ClaimsError
from verifier.knowledge.editing import record_text, rendered, with_keys, with_record
from verifier.knowledge.yaml_loader import parse

FILE = """\
# Trams, kept by the line office.
format: 1
defaults: {source: tram}

claims:
  # the opening day is in the annals
  - id: opened
    statement: The tram opened
      in 1904.   # wrapped by hand
    citations:
      - quote: "The tram opened in 1904."
    # still to be compared
    status: proposed  # since spring

  # a figure
  - statement: It carries 9,000 people.
    id: riders
    citations: [{quote: "It carries 9,000 people."}]
    note: >-
      counted
      twice

entities:
  tram: {name: tram}
"""
REVIEWED = {"by": "ek", "on": "2026-03-01"}


def edited(text: str, claim: str, **changes: object) -> str:
    return with_keys(text, "tram.yaml", claim, changes)


def test_two_lines_change_and_every_comment_stays() -> None:
    made = edited(FILE, "opened", status="active", reviewed=REVIEWED)
    before, after = FILE.split("\n"), made.split("\n")
    assert [line for line in after if line not in before] == [
        "    status: active  # since spring",
        '    reviewed: {by: ek, on: "2026-03-01"}',
    ]
    assert [line for line in before if line not in after] == ["    status: proposed  # since spring"]


def test_a_new_key_stands_where_the_schema_has_it() -> None:
    made = edited(FILE, "riders", status="rejected", reason="it is: no fact")
    lines = made.split("\n")
    at = lines.index("    status: rejected")
    assert lines[at - 1].startswith("    citations:")
    assert lines[at + 1] == "    reason: 'it is: no fact'"
    assert lines[at + 2] == "    note: >-"


def test_a_key_is_taken_out() -> None:
    rejected = edited(FILE, "riders", status="rejected", reason="no")
    assert "reason" not in edited(rejected, "riders", reason=None)
    assert edited(FILE, "riders", reason=None) == FILE


def test_records_in_brackets_are_changed_too() -> None:
    text = "# a\nformat: 1\nclaims: [{id: a, statement: x}, {id: b, statement: y}]  # b\n"
    made = edited(text, "b", status="active")
    assert parse(made.encode(), "").root["claims"] == [
        {"id": "a", "statement": "x"},
        {"id": "b", "statement": "y", "status": "active"},
    ]
    assert made.startswith("# a\n")
    assert "# b" in made


@pytest.mark.parametrize("lead", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay(lead: str, ending: str) -> None:
    text = lead + FILE.replace("\n", ending)
    made = edited(text, "opened", status="active")
    assert made == text.replace("status: proposed", "status: active")
    assert with_record(text, "", "opened", record_text(text, "", "opened")) == text


def test_what_the_editor_shows_goes_back_letter_by_letter() -> None:
    shown = record_text(FILE, "tram.yaml", "opened")
    assert shown.startswith("id: opened\nstatement: The tram opened\n  in 1904.   # wrapped by hand\n")
    assert shown.endswith("# still to be compared\nstatus: proposed  # since spring\n")
    assert with_record(FILE, "tram.yaml", "opened", shown) == FILE
    changed = with_record(FILE, "tram.yaml", "opened", "# why\n" + shown.replace("1904", "1905"))
    assert changed == FILE.replace("1904", "1905").replace("  - id: opened", "  # why\n  - id: opened")


def test_an_edit_that_is_no_record_is_refused() -> None:
    for wrong in ("", "- id: a\n", "id: [\n", "id: a\nid: b\n", "just words"):
        with pytest.raises(ClaimsError):
            with_record(FILE, "tram.yaml", "opened", wrong)
    with pytest.raises(ClaimsError, match="no longer in this file"):
        edited(FILE, "closed", status="active")


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1).map(str.strip)
)
def test_any_reason_is_read_back_as_it_was_given(reason: str) -> None:
    if not reason:
        return
    made = edited(FILE, "opened", status="rejected", reason=reason)
    (record, _) = parse(made.encode(), "").root["claims"]
    assert (record["status"], record["reason"]) == ("rejected", reason)
    assert "# since spring" in made


def test_rendered_in_the_style_of_the_files() -> None:
    value = {"id": "a", "citations": [{"quote": "90 percent: more", "source": "s"}], "reviewed": REVIEWED}
    assert parse(rendered(value).encode(), "").root == value
