"""Inline directives, from the comment in a draft to the finding that no longer counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.casefiles import CASES, Case, load_folder, params
from tests.word.packages import paragraph, run, word
from verifier import check_text, claims_from_text
from verifier.documents import read_bytes
from verifier.findings import Report, Settling
from verifier.pipeline import check_documents
from verifier.settings import Settings

RULES = Settings(judge="rules")
ALL = load_folder(
    CASES / "settling",
    head={"against"},
    body={"draft", "path", "suppressed", "counting", "notices", "says"},
    required={"draft"},
)
NOUNS = ("pier", "bridge", "lake", "mayor")


def checked(draft: str, against: str, path: str = "draft.md") -> Report:
    return check_text(draft, claims_from_text(against), path=path, settings=RULES)


def nouns(statements: list[str]) -> list[str]:
    """The statements by the things they are about; others do not matter."""
    return [noun for statement in statements for noun in NOUNS if f" {noun} " in statement]


@pytest.mark.parametrize("case", params(ALL))
def test_settling_case(case: Case) -> None:
    body = case.body
    report = checked(body["draft"], case.head["against"], body.get("path", "draft.md"))
    settled = [one for one in report.findings if one.suppressed]
    assert nouns([one.statement for one in settled]) == body.get("suppressed", [])
    assert nouns([one.statement for one in report.open]) == body.get("counting", [])
    assert all(one.settled and one.settled.how is Settling.IGNORED for one in settled)
    told = [f"{one.rule} {one.line}:{one.column}" for one in report.notices]
    assert told == body.get("notices", [])
    for words in body.get("says", ()):
        assert any(words in one.message for one in report.notices), [one.message for one in report.notices]


def test_a_suppressed_finding_says_why_and_where() -> None:
    draft = "Title\n\n<!-- verifier: ignore V102 -- with  the\n ramp -->\n\nThe pier is 50 metres long.\n"
    report = checked(draft, "The pier is 40 metres long.")
    (finding,) = report.findings
    assert finding.settled is not None
    assert (finding.settled.reason, finding.settled.path, finding.settled.line) == (
        "with the ramp",
        "draft.md",
        3,
    )


def test_the_same_statement_twice_is_suppressed_where_it_is_ignored() -> None:
    line = "The pier at Tornby is 50 metres long."
    report = checked(
        f"{line} <!-- verifier: ignore V102 -- with the ramp -->\n\n{line}\n",
        "The pier at Tornby is 40 metres long.",
    )
    assert [one.suppressed for one in report.findings] == [True, False]


def test_a_directive_knows_its_block() -> None:
    document = read_bytes(
        b"<!-- verifier: on -->\n\nOne. <!-- verifier: on --> Two.\n\n<!-- verifier: on -->\n", "a.md"
    )
    assert [one.block for one in document.directives] == [0, 0, 1]
    assert len(document.blocks) == 1


def test_two_directives_at_one_place_are_told_apart() -> None:
    """As two comments of a word processor on the same words are."""
    (document,) = [read_bytes(b"The pier is 50 metres long.<!-- verifier: ignore V102 -- a -->", "a.md")]
    (one,) = document.directives
    two = replace(
        document, directives=(one, replace(one, reason="b"), replace(one, rules=frozenset({"V105"})))
    )
    report = check_documents([two], claims_from_text("The pier is 40 metres long."), RULES)
    assert [finding.suppressed for finding in report.findings] == [True]
    assert [notice.message.split("`")[1] for notice in report.notices] == ["ignore V102", "ignore V105"]


@pytest.mark.parametrize(
    "comment", ["verifer" + " " * 200_000, " " * 200_000 + "x", "verifier:" + " -" * 100_000]
)
def test_a_long_comment_is_read_in_time(comment: str) -> None:
    assert len(read_bytes(f"<!--{comment}-->".encode(), "a.md").directives) <= 1


def test_what_was_not_checked_to_its_end_is_not_called_unused() -> None:
    draft = "<!-- verifier: ignore-file V102 -- with the ramp -->\n\n" + f"The pier is {'very ' * 500}long.\n"
    report = checked(draft, "The pier is 40 metres long.")
    assert report.skipped
    assert not report.notices


def test_a_rule_of_the_model_is_not_called_unused_where_only_rules_judge() -> None:
    report = checked(
        "<!-- verifier: ignore V115 -- it is a joke -->\n\nThe pier is 40 metres long.\n",
        "The pier is 40 metres long.",
    )
    assert not report.notices


def commented(text: str) -> Report:
    """A Word draft of three paragraphs with a comment on the second."""
    on = (
        '<w:commentRangeStart w:id="1"/>'
        + run("The pier is 50 metres long.")
        + '<w:commentRangeEnd w:id="1"/>'
    )
    body = (
        paragraph("The lake is 9 metres deep.") + paragraph(on) + paragraph("The bridge is 60 metres long.")
    )
    comments = f'<w:comment w:id="1" w:author="Ada">{paragraph(text)}</w:comment>'
    document = read_bytes(word(body, comments=comments), "draft.docx")
    trusted = "The pier is 40 metres long. The bridge is 70 metres long. The lake is 8 metres deep."
    return check_documents([document], claims_from_text(trusted), RULES)


def test_a_comment_in_word_is_on_its_paragraph() -> None:
    report = commented("verifier: ignore V102 -- with the ramp")
    assert nouns([one.statement for one in report.findings if one.suppressed]) == ["pier"]
    assert nouns([one.statement for one in report.open]) == ["lake", "bridge"]
    assert not report.notices


@pytest.mark.parametrize(
    ("text", "rule"),
    [("verifier: ignore V102", "V302"), ("verifier: ignore V105 -- why", "V301"), ("Is this so?", None)],
)
def test_other_comments_in_word_settle_nothing(text: str, rule: str | None) -> None:
    report = commented(text)
    assert len(report.open) == 3
    assert [one.rule for one in report.notices] == ([rule] if rule else [])
