"""Nothing that a draft, a quote or a file name holds can hide, move the cursor or command a build log."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report_factory import claim, finding, judgement, report
from verifier.findings import NearClaim, NotCheckable, Report, Skipped, Verdict
from verifier.render import RENDERERS, RenderOptions
from verifier.render.sanitise import guarded, visible, visible_cells, width

HUMAN = ("text", "concise")
# Format characters that print a sign of their own: Arabic and Kaithi number marks, hieroglyph joiners.
PRINTED_FORMATS = re.compile(
    "[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]"
)
COMMANDS = (
    "::error file=x::forged",
    " ::add-mask::secret",
    "::stop-commands::now",
    "##[error]forged",
    "see ##[group]this",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[buildStatus status='SUCCESS']",
    "a\n::error::b",
    "a\r\n##[error]b",
    "a\u2028::error::b",
    "\x1b]0;title\x07",
    "\x1b[2J",
    "ok\u202egnp.exe",
    "fif\u200bty",
    "section_start:1:x\r\x1b[0K",
    "::" * 40,
)
nasty = st.one_of(
    st.sampled_from(COMMANDS),
    st.text(max_size=60),
    st.text(alphabet=":# [\n\r\t\x1b\u202e\u2066\u200b\ufeff\x85\udc80a1", max_size=60),
    st.lists(st.sampled_from([*COMMANDS, "word", " ", "\n"]), max_size=5).map("".join),
)


def hides(character: str) -> bool:
    """By the categories of the Unicode database, not by our own table."""
    if character in "\n\t":
        return False
    category = unicodedata.category(character)
    return category in {"Cc", "Cs", "Zl", "Zp"} or (category == "Cf" and not PRINTED_FORMATS.match(character))


def runner_obeys(line: str) -> bool:
    """The two parsers of GitHub's runner, Azure's and TeamCity's, as far as they decide what is a command."""
    stripped = line.lstrip()
    if stripped.startswith("::") and "::" in stripped[2:]:
        return True
    return bool(re.search(r"##(\w*)\[", line))


def check_output(output: str) -> None:
    assert not [hex(ord(one)) for one in output if hides(one)]
    assert not [line for line in output.split("\n") if runner_obeys(line)]


def hostile_report(words: str, others: str) -> Report:
    """Every field that comes from outside holds hostile words."""
    text = f"{words} 84,000 books {others}"
    bad_claim = claim(words or "-", claim_id=others, quote=words, source=others, url=words)
    bad_claim = dataclasses.replace(bad_claim, place=dataclasses.replace(bad_claim.place, path=words))
    common = {"path": others, "message": words, "claims": [bad_claim], "suggestion": others}
    made = report(
        finding(
            text, text, stated="84,000 books", known=words, judgements=[judgement(bad_claim, stated=words)],
            **common,
        ),
        finding(
            text, text, Verdict.UNVERIFIED, nearest=[NearClaim(bad_claim, 0.5, others)], **common
        ),
        text=text,
        path=others,
        skipped=[Skipped(words, others)],
    )  # fmt: skip
    place = made.findings[0].place
    return dataclasses.replace(made, not_checkable=(NotCheckable(words, place, others),))


@pytest.mark.parametrize("form", HUMAN)
@given(words=nasty, others=nasty)
def test_no_human_output_hides_or_commands(form: str, words: str, others: str) -> None:
    options = RenderOptions(show=frozenset(Verdict), explain=True)
    check_output(RENDERERS[form](hostile_report(words, others), options))


@given(nasty)
def test_visible_is_one_quiet_line(text: str) -> None:
    shown = visible(text)
    assert "\n" not in shown
    assert "\t" not in shown or "\t" in text
    check_output(shown.replace("\t", " "))


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs", "Sm", "Sc"]), max_size=80))
def test_plain_text_stays_as_it_is(text: str) -> None:
    if "##" in text or text.lstrip().startswith("::") or any(map(hides, text)):
        return
    if any(ord(one) in (0x115F, 0x1160, 0x3164, 0xFFA0) for one in text):
        return  # letters that print nothing
    assert visible(text) == text


@given(st.text(max_size=80))
def test_each_code_point_has_one_cell(text: str) -> None:
    assert len(visible_cells(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("fif\u200bty", r"fif\u{200b}ty"),
        ("a\x1b[31mb", r"a\u{1b}[31mb"),
        ("wrapped\n   here", "wrapped here"),
        ("::warning::x", r"\u{3a}:warning::x"),
        ("it is 12::30", "it is 12::30"),  # must not fire: not at the start
        ("## heading [1]", "## heading [1]"),  # must not fire: no command
        ("##[group]", r"##\u{5b}group]"),
        ("C# and F#", "C# and F#"),
        ("naïve café 東京", "naïve café 東京"),
        ("a\tb", "a\tb"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_line_broken_before_a_command_is_guarded() -> None:
    assert guarded("a quote that goes on\n          ::error::b\n") == (
        "a quote that goes on\n          \\u{3a}:error::b\n"
    )


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("東京", 4), ("e\u0301", 1), ("🚀", 2), ("한", 2), ("", 0)]
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_machines_get_the_truth() -> None:
    words = "fif\u200bty\n::error::x"
    import json

    record = json.loads(RENDERERS["json"](hostile_report(words, "p"), RenderOptions()))
    assert record["findings"][0]["message"] == words
