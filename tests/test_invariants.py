"""What holds for every text: properties of the whole pass, on generated drafts and on every verdict case."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.mutate import mutations
from tests.casefiles import Case, params
from tests.test_cases import VERDICT_CASES, check_case, worst
from verifier import Report, Verdict, check_text, claims_from_text
from verifier.cli import cli
from verifier.documents import without_invisible
from verifier.errors import DocumentError, ExitCode

FACTS = (
    "The lighthouse at Skarholm is 41 metres tall and was lit in May 1884.",
    "Keeper Ada Lind said that about 300 ships pass the lighthouse each week.",
    "The harbour board has not approved the new pier.",
    "More than 60 percent of the island's power comes from tides.",
    "Ferries to Tornby leave at 9:15 on weekdays.",
    "The parish council could sell the old dock to Norrline for $1.2 million.",
)
OTHERS = (
    "Snails in the valley sleep through August.",
    "The museum of clocks in Verrin owns 212 pendulums.",
    "A choir of bakers sang in the square.",
)
STATEMENTS = (
    "The lighthouse at Skarholm is over 40 metres tall.",
    "The lighthouse at Skarholm is 14 metres tall.",
    "The lighthouse at Skarholm was lit in 1884.",
    "The harbour board has approved the new pier.",
    "Most of the island's power comes from tides.",
    "The parish council will sell the old dock to Norrline for $1.2 million.",
    "Ferries to Tornby leave at 9:15 on Sundays.",
)
STORE = claims_from_text("\n\n".join(FACTS))

# Pieces that meet in real drafts and break naive readers.
MARKS = [
    "“",
    "”",
    '"',
    "«",
    "**",
    "`",
    "<!-- ",
    "-->",
    "|",
    "# ",
    "> ",
    "- ",
    "\n",
    "\n\n",
    "\r\n",
    "--",
    "$",
    "%",
]
ODD = ["\ufeff", "\u200b", "\u0301", "\U0001f6a2", "４１", "五", "\u202e", "\u2028", "½"]
WORDS = [
    "not ",
    "over ",
    "about ",
    "per cent",
    "half of ",
    "9:99",
    "31 February",
    "-0",
    "1e400",
    "Q5 2020",
    "1,2,3",
]
PIECES = st.sampled_from([*STATEMENTS, *FACTS, *MARKS, *ODD, *WORDS])
PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\t")
DRAFTS = st.lists(PIECES, max_size=12).map(" ".join) | st.text(PRINTABLE, max_size=200)
ANYTHING = (
    st.lists(PIECES | st.characters(categories=["Cc", "Cs", "Cn", "Co"]), max_size=12).map(" ".join)
    | st.text()
)
HIDDEN = ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u202e"]


def fold(text: str) -> list[str]:
    """The words of a text as the pass reads them: "４１" is "41", and what prints nothing is not there."""
    return unicodedata.normalize("NFKC", without_invisible(text)).split()


def verdicts(report: Report) -> dict[str, tuple[Verdict, str]]:
    """Each statement's verdict and rule, whatever the order."""
    return {found.statement: (found.verdict, found.rule) for found in report.findings}


def verdict(text: str, store: Any = STORE) -> Verdict | None:
    """The worst verdict of a text; None when nothing in it can be checked."""
    order = (Verdict.CONTRADICTORY, Verdict.UNVERIFIED, Verdict.CONSISTENT)
    found = {one.verdict for one in check_text(text, store).findings}
    return next((one for one in order if one in found), None)


@given(DRAFTS)
def test_any_text_is_checked_without_an_error_and_the_same_way_twice(text: str) -> None:
    assert check_text(text, STORE) == check_text(text, STORE)


@given(ANYTHING)
def test_a_text_is_checked_or_refused_as_no_text(text: str) -> None:
    try:
        report = check_text(text, STORE)
    except DocumentError:
        assert any(unicodedata.category(character) in ("Cc", "Cs", "Cn") for character in text)
    else:
        assert report.paths


@given(DRAFTS)
def test_any_text_can_be_a_trusted_one(text: str) -> None:
    report = check_text(STATEMENTS[0], claims_from_text(text))
    assert all(found.rule for found in report.findings)


@given(DRAFTS, st.sampled_from(["draft.txt", "<text>"]))
def test_positions_slice_back_to_the_statement(text: str, path: str) -> None:
    report = check_text(text, STORE, path=path)
    original = text.removeprefix("\ufeff")
    for found in (*report.findings, *report.not_checkable):
        place = found.place
        assert original[place.start : place.end].split() == found.statement.split()
        assert (place.line, place.column) <= (place.end_line, place.end_column)
    for found in report.findings:
        if found.deciding is not None and found.deciding.stated_place is not None:
            words = found.deciding.stated_place
            assert found.place.start <= words.start < words.end <= found.place.end
            assert fold(original[words.start : words.end]) == fold(found.deciding.stated)


@given(DRAFTS)
def test_every_finding_names_a_rule_and_what_it_rests_on(text: str) -> None:
    for found in check_text(text, STORE).findings:
        assert found.rule.startswith("V") and found.rule[1:].isdigit()
        assert found.message
        if found.verdict is not Verdict.UNVERIFIED:
            assert found.citations, f"{found.verdict.value} without a citation"


@given(st.permutations(FACTS), st.permutations(STATEMENTS))
def test_the_order_of_unrelated_paragraphs_changes_no_verdict(
    facts: list[str], statements: list[str]
) -> None:
    expected = {text: verdicts(check_text(text, STORE)) for text in STATEMENTS}
    shuffled = verdicts(check_text("\n\n".join(statements), claims_from_text("\n\n".join(facts))))
    for text in STATEMENTS:
        for statement, found in expected[text].items():
            assert shuffled[statement] == found


@given(st.sampled_from([*STATEMENTS, *FACTS]), st.data())
def test_wrapping_and_typography_change_no_verdict(text: str, data: st.DataObject) -> None:
    """Lines broken anywhere between words, no-break blanks, curly marks, and paragraphs around it."""
    ends = data.draw(
        st.lists(st.sampled_from([" ", "\n", "\r\n", "  ", "\u00a0", "\t"]), min_size=1, max_size=8)
    )
    words = text.split()
    wrapped = "".join(word + ends[at % len(ends)] for at, word in enumerate(words[:-1])) + words[-1].replace(
        "'", data.draw(st.sampled_from("'’"))
    )
    around = data.draw(
        st.sampled_from(["{}", "{}\n", "\n\n{}\n\n", "{}\n\nA choir of bakers sang in the square.\n"])
    )
    alone = check_text(text, STORE).findings
    (first, *_) = check_text(around.format(wrapped), STORE, path="draft.md").findings
    assert [(first.verdict, first.rule)] == [(one.verdict, one.rule) for one in alone]


@pytest.mark.parametrize("text", FACTS)
@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_a_true_sentence_with_one_slot_changed_is_no_longer_consistent(text: str, seed: int) -> None:
    for one in mutations(text, " ".join(FACTS), random.Random(seed)):
        assert verdict(one.changed) is not Verdict.CONSISTENT, one


@settings(max_examples=40)
@given(
    st.binary(max_size=400) | st.lists(PIECES, max_size=12).map(lambda parts: " ".join(parts).encode()),
    st.sampled_from([".txt", ".md", ".html"]),
    st.sampled_from(["text", "json", "github", "html", "csv"]),
)
def test_any_bytes_end_in_an_exit_code_and_never_in_a_traceback(data: bytes, suffix: str, form: str) -> None:
    with TemporaryDirectory() as folder:
        trusted, draft = Path(folder, "trusted.txt"), Path(folder, f"draft{suffix}")
        trusted.write_text("\n\n".join(FACTS), encoding="utf-8")
        draft.write_bytes(data)
        command = ["check", str(draft), "--isolated", "--against", str(trusted), "-o", form]
        done = CliRunner().invoke(cli, command)
    assert done.exit_code in (ExitCode.CLEAN, ExitCode.FINDINGS, ExitCode.COULD_NOT_CHECK)
    assert "bug in verifier" not in done.stderr
    assert (done.exit_code == ExitCode.COULD_NOT_CHECK) == ("error:" in done.stderr)


@given(st.lists(st.sampled_from(OTHERS), unique=True), st.sampled_from(STATEMENTS))
def test_unrelated_facts_beside_the_claims_change_no_verdict(others: list[str], text: str) -> None:
    assert verdict(text, claims_from_text("\n\n".join([*others, *FACTS]))) == verdict(text)


@given(st.sampled_from([*STATEMENTS, *FACTS]), st.integers(0, len(FACTS) - 1))
def test_deleting_a_claim_backs_nothing(text: str, index: int) -> None:
    fewer = claims_from_text("\n\n".join(FACTS[:index] + FACTS[index + 1 :]))
    if verdict(text) is Verdict.UNVERIFIED:
        assert verdict(text, fewer) is not Verdict.CONSISTENT


@given(st.sampled_from([*STATEMENTS, *FACTS]), st.data())
def test_hidden_characters_never_improve_a_verdict(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(text) - 1))
    altered = text[:at] + data.draw(st.sampled_from(HIDDEN)) + text[at:]
    assume(altered != text)
    if verdict(text) is not Verdict.CONSISTENT:
        assert verdict(altered) is not Verdict.CONSISTENT


@pytest.mark.parametrize("text", FACTS)
def test_a_source_backs_its_own_sentences(text: str) -> None:
    assert verdict(text) is Verdict.CONSISTENT


def test_an_empty_store_backs_and_refutes_nothing() -> None:
    empty = claims_from_text("")
    assert {verdict(text, empty) for text in STATEMENTS} == {Verdict.UNVERIFIED}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff"])
def test_an_empty_draft_has_no_findings(text: str) -> None:
    report = check_text(text, STORE)
    assert (report.findings, report.not_checkable) == ((), ())


@pytest.mark.parametrize("case", params(VERDICT_CASES))
def test_an_unrelated_sentence_beside_a_case_keeps_its_verdict(case: Case) -> None:
    alone = worst(check_case(case))
    beside = check_case(case, after=f"\n\n{OTHERS[0]}")
    if alone is not None and alone.statement[-1] in ".!?\"'”":  # without a stop it is a heading beside others
        assert verdicts(beside)[alone.statement] == (alone.verdict, alone.rule)
