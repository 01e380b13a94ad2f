"""Links to the quoted words: whole words, encoded, and told from others like them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from verifier import check_text
from verifier.cli.claims import claims
from verifier.knowledge import load
from verifier.knowledge.folding import fold
from verifier.knowledge.text_fragments import linked, text_fragment
from verifier.model import Citation, Source, Span
from verifier.render import RENDERERS
from verifier.render.options import RenderOptions

TEXT = (
    "The well-known pier, built in 1931 & mended since, is 40 m long.\n"
    "North: 5 boats lie here.\nSouth: 5 boats lie here.\n"
    "Ships of every kind come in by the western gate of the harbour before noon, wait for the tide at the "
    "second buoy, and leave by the eastern gate when the lights change.\n"
)


def fragment(quote: str, text: str = TEXT, *, turn: int = 0, markdown: bool = False) -> str | None:
    at = -1
    for _ in range(turn + 1):
        at = text.index(quote, at + 1)
    return text_fragment(text, Span(at, at + len(quote)), markdown=markdown)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("is 40 m long", "is%2040%20m%20long"),
        ("well-known pier", "well%2Dknown%20pier"),
        ("in 1931 & mended", "in%201931%20%26%20mended"),
        ("pier, built", "pier%2C%20built"),
        ("ell-known pi", "well%2Dknown%20pier"),  # browsers find whole words only
        ("The", "The,-well%2Dknown"),  # they do not mind the case: "the" stands elsewhere too
    ],
)
def test_words_are_encoded_and_whole(quote: str, expected: str) -> None:
    assert fragment(quote) == expected


def test_words_beside_it_choose_among_several_places() -> None:
    assert fragment("5 boats lie here") == "North%3A-,5%20boats%20lie%20here"
    assert fragment("5 boats lie here", turn=1) == "South%3A-,5%20boats%20lie%20here"
    assert fragment("here", "Go here; stop. Come here! Now.") == "Go-,here"
    assert fragment("here", "here it is. And here we are.") == "here,-it"


def test_a_long_quote_is_given_by_its_ends() -> None:
    long = TEXT.splitlines()[3]
    assert fragment(long) == "Ships%20of%20every%20kind,when%20the%20lights%20change."


def test_no_part_runs_over_the_end_of_a_line() -> None:
    assert fragment("is 40 m long.\nNorth: 5 boats") == "is%2040%20m%20long.,North%3A%205%20boats"


def test_the_ends_of_a_long_quote_are_told_from_others_like_them() -> None:
    text = "It is so in the end. " + "It is so that it rains. " * 8 + "It is so in the end."
    found = fragment(text[21:], text)
    assert found is not None
    assert unquote(found.split(",")[0]).endswith("-")


def test_marks_of_markdown_are_not_on_the_page() -> None:
    text = "## On piers\n\nThe **old** [pier](https://port.example/pier) is `40 m` long.\n"
    assert fragment("The **old** [pier](https://port.example/pier) is `40 m` long", text, markdown=True) == (
        "The%20old%20pier%20is%2040%20m%20long"
    )


def test_there_are_no_words_to_link_to() -> None:
    assert fragment("—", "Rain — and wind.") is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://port.example/pier", "https://port.example/pier#:~:text=is%2040%20m%20long"),
        ("https://port.example/pier#length", "https://port.example/pier#length:~:text=is%2040%20m%20long"),
        ("https://port.example/#:~:text=pier", "https://port.example/#:~:text=pier"),
        (None, None),
    ],
)
def test_addresses(address: str | None, expected: str | None) -> None:
    at = TEXT.index("is 40 m long")
    citation = Citation("pier", "is 40 m long", Span(at, at + 12))
    sources = {"pier": Source("pier", "The pier", TEXT, url=address)}
    assert linked(citation, sources) == expected
    assert linked(replace(citation, url=address), {"pier": replace(sources["pier"], url=None)}) == expected
    assert linked(replace(citation, span=None), sources) == address
    assert linked(citation, {}) is None


@given(st.text(alphabet="abé .,-&\n“%", max_size=80), st.integers(0, 79), st.integers(1, 40))
def test_a_fragment_names_words_of_the_quote_in_their_place(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    found = text_fragment(text, span)
    if found is None:
        return
    assert re.fullmatch(r"([\w.~%]+-,)?[\w.~%]+(,[\w.~%]+)?(,-[\w.~%]+)?", found)
    words = [unquote(part) for part in found.split(",") if not (part.startswith("-") or part.endswith("-"))]
    assert 1 <= len(words) <= 2
    quote = fold(span.of(text)).strip()
    assert quote[:5].strip() in fold(text)
    for part in words:
        assert "\n" not in part
        assert fold(part) in fold(text)


@pytest.fixture
def linked_database(database: Path) -> Path:
    record = database / "sources" / "harbour" / "source.yaml"
    record.write_text(record.read_text() + "url: https://port.example/walk\n")
    return database


LINK = (
    "https://port.example/walk#:~:text=The%20old%20crane%20on%20the%20north%20quay%20is%2042%20metres%20high"
)


def test_reports_link_to_the_words(linked_database: Path) -> None:
    report = check_text("The old crane is 45 metres high.", load(linked_database))
    for name in ("json", "jsonl"):
        assert LINK in RENDERERS[name](report, RenderOptions(version="0"))
    shown = RENDERERS["text"](report, RenderOptions(version="0"))
    assert LINK in "".join(shown.split())


def test_claims_show_and_list_link_to_the_words(linked_database: Path) -> None:
    at = ("--claims", str(linked_database))
    assert LINK in CliRunner().invoke(claims, ["show", "crane-height", *at]).stdout
    listed = json.loads(CliRunner().invoke(claims, ["list", "--format", "json", *at]).stdout)
    assert listed[0]["citations"][0]["url"] == LINK
