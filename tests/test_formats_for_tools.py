"""Formats for other tools, read back by what others wrote: schemas, parsers, and the rules of the readers."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from tests.report_factory import LIBRARY, claim, finding, library_report, report
from verifier.findings import Report, Skipped, Verdict
from verifier.model import Source
from verifier.render import RENDERERS, RenderOptions
from verifier.render.github import MOST
from verifier.render.identity import fingerprints, uri
from verifier.render.markdown import MOST_BYTES, escape

SCHEMAS = Path(__file__).parents[2] / "shared" / "schemas"
SHOWN = RenderOptions(version="1.2.3")
ALL = RenderOptions(version="1.2.3", show=frozenset(Verdict))
ALARMS = ["sarif", "github", "gitlab", "checkstyle", "rdjson"]
# What breaks out of a format that does not quote: XML, commands, links, formulas, escapes, half characters.
HOSTILE = (
    "]]></failure><x>\n::error::owned\r\n##[error]x %0A [a](http://b) <script>alert(1)</script> @team #1 "
    "=1+1 \x1b[2J \u202e \ud800 \ufffe | ` ** \\ www.example.org"
)


def hostile_report(text: str = HOSTILE) -> Report:
    """A report in which everything from outside is hostile."""
    page = f"Before. {text} After."
    known = dataclasses.replace(
        claim(text, claim_id="plain-id", source="s", url="https://example.org/a b>c"),
    )
    one = finding(
        page, text, message=text, stated=text, known=text, claims=[known], suggestion=text, path=text
    )
    found = report(one, text=page, path=text, skipped=[Skipped(text, text)])
    return dataclasses.replace(found, sources=(Source("s", text, "…", path=text),))


def render(form: str, of: Report, options: RenderOptions = SHOWN) -> str:
    return RENDERERS[form](of, options)


def schema(name: str) -> Any:
    path = SCHEMAS / name
    if not path.exists():
        pytest.skip("the official schema is not beside the clone")
    return json.loads(path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- sarif


@pytest.mark.parametrize(
    "of", [library_report(), report(), hostile_report()], ids=["plain", "empty", "hostile"]
)
def test_sarif_is_valid(of: Report) -> None:
    document = json.loads(render("sarif", of))
    jsonschema.Draft4Validator(schema("sarif-schema-2.1.0.json")).validate(document)


def test_sarif_points_at_the_words_and_links_to_the_evidence() -> None:
    of = library_report()
    of = dataclasses.replace(of, sources=(Source("annual-report", "Report", "…", path="sources/a b.txt"),))
    (run,) = json.loads(render("sarif", of))["runs"]
    first, second = run["results"]
    assert [first["level"], second["level"]] == ["error", "note"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "V102"
    region = first["locations"][0]["physicalLocation"]["region"]
    assert LIBRARY.splitlines()[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(
        "84,000 books"
    )
    related = [one["physicalLocation"] for one in first["relatedLocations"]]
    assert [one["artifactLocation"]["uri"] for one in related] == ["claims/town.yaml", "sources/a%20b.txt"]
    assert [one["region"]["startLine"] for one in related] == [12, 7]
    assert "[library-loans](1)" in first["message"]["text"]
    assert "[Report](2)" in first["message"]["text"]


def test_sarif_has_no_link_that_a_draft_wrote() -> None:
    (run,) = json.loads(render("sarif", hostile_report()))["runs"]
    (result,) = run["results"]
    links = re.findall(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)", result["message"]["text"])
    assert {target for _, target in links} == {"1", "2"}


def test_sarif_leaves_out_consistent_ones_and_says_what_was_not_checked() -> None:
    of = report(skipped=[Skipped("a.md", "not UTF-8")])
    (run,) = json.loads(render("sarif", of, ALL))["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is False
    assert (
        run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "Not checked: not UTF-8"
    )


def test_fingerprints_are_unique_and_hold_no_line() -> None:
    text = "It is 5. It is 5."
    twice = [finding(text, "It is 5."), finding(text, "It is 5.")]
    first = fingerprints(twice)
    assert len(set(first)) == 2
    moved = dataclasses.replace(twice[0], place=dataclasses.replace(twice[0].place, line=9))
    assert fingerprints([moved])[0] == first[0]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("drafts/a b.md", "drafts/a%20b.md"),
        ("/srv/ä.md", "file:///srv/%C3%A4.md"),
        ("c:d.md", "./c:d.md"),
        ("100%.md", "100%25.md"),
        ("what?.md#x", "what%3F.md%23x"),
    ],
)
def test_uri(path: str, expected: str) -> None:
    assert uri(path) == expected


# ---------------------------------------------------------------- github


def commands(output: str) -> list[tuple[str, dict[str, str], str]]:
    """What a runner reads: `::name key=value,…::data` at the start of a line, unescaped."""
    found = []
    for line in re.split(r"\r\n|\r|\n", output):
        if "##[" in line:
            found.append(("bracket", {}, line))
        match = re.match(r"\s*::([^\s:]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)", line)
        if not match:
            continue
        pairs = (pair.partition("=") for pair in (match[2] or "").split(",") if pair)
        values = {key: unescaped(value, of_property=True) for key, _, value in pairs}
        found.append((match[1], values, unescaped(match[3])))
    return found


def unescaped(text: str, *, of_property: bool = False) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n")):
        text = text.replace(code, character)
    if of_property:
        text = text.replace("%3A", ":").replace("%2C", ",")
    return text.replace("%25", "%")


def test_github_annotates_the_words() -> None:
    first, second = commands(render("github", library_report()))
    assert first[0] == "error"
    assert first[1] == {
        "file": "draft.md", "line": "3", "endLine": "3", "col": "24", "endColumn": "36",
        "title": "contradictory V102",
    }  # fmt: skip
    assert first[2] == "the draft says 84,000 books, the claim 48,000 books. Try: 48,000 books."
    assert second[0] == "notice"


def test_github_obeys_nothing_in_a_draft() -> None:
    found = commands(render("github", hostile_report()))
    assert [name for name, _, _ in found] == ["error", "error"]
    assert all(
        set(values) <= {"file", "line", "endLine", "col", "endColumn", "title"} for _, values, _ in found
    )


def test_github_counts_what_would_not_be_shown() -> None:
    text = "It is 5."
    output = render("github", report(*[finding(text, text)] * (MOST + 3), text=text))
    assert len(commands(output)) == MOST
    assert output.splitlines()[-1].startswith("3 more findings are not annotated")


# ---------------------------------------------------------------- gitlab, rdjson


def test_gitlab_issues() -> None:
    issues = json.loads(render("gitlab", library_report()))
    assert [(one["check_name"], one["severity"]) for one in issues] == [("V102", "major"), ("V201", "info")]
    assert issues[0]["location"] == {"path": "draft.md", "lines": {"begin": 3, "end": 3}}
    assert issues[0]["description"].startswith("V102: ")
    text = "It is 5."
    many = json.loads(render("gitlab", report(*[finding(text, text)] * 5, text=text)))
    assert len({one["fingerprint"] for one in many}) == 5


@pytest.mark.parametrize(
    "of", [library_report(), report(), hostile_report()], ids=["plain", "empty", "hostile"]
)
def test_rdjson_is_valid(of: Report) -> None:
    document = json.loads(render("rdjson", of))
    jsonschema.Draft4Validator(schema("rdjson-DiagnosticResult.json")).validate(document)


def test_rdjson_suggests_on_the_words() -> None:
    first = json.loads(render("rdjson", library_report()))["diagnostics"][0]
    (suggestion,) = first["suggestions"]
    assert suggestion == {"range": first["location"]["range"], "text": "48,000 books"}


# ---------------------------------------------------------------- junit, checkstyle


def test_junit_has_a_test_for_every_statement() -> None:
    xml = JUnitXml.fromstring(render("junit", library_report()).encode("utf-8"))
    assert (xml.tests, xml.failures, xml.skipped, xml.errors) == (3, 1, 1, 0)
    strict = RenderOptions(failing=frozenset({Verdict.CONTRADICTORY, Verdict.UNVERIFIED}))
    xml = JUnitXml.fromstring(render("junit", library_report(), strict).encode("utf-8"))
    assert (xml.failures, xml.skipped) == (2, 0)


def test_junit_says_what_was_not_checked() -> None:
    xml = JUnitXml.fromstring(render("junit", report(skipped=[Skipped("b.md", "empty")])).encode("utf-8"))
    assert (xml.tests, xml.errors) == (1, 1)


def test_checkstyle_lists_every_draft() -> None:
    root = ElementTree.fromstring(render("checkstyle", library_report()))  # noqa: S314 - our own output
    (file,) = root.findall("file")
    assert [(one.get("line"), one.get("severity"), one.get("source")) for one in file] == [
        ("3", "error", "verifier.V102"),
        ("3", "info", "verifier.V201"),
    ]
    clean = ElementTree.fromstring(render("checkstyle", report(path="clean.md")))  # noqa: S314
    assert [file.get("name") for file in clean] == ["clean.md"]


@given(st.text(max_size=60))
def test_xml_is_well_formed_whatever_a_draft_holds(text: str) -> None:
    for form in ("junit", "checkstyle"):
        ElementTree.fromstring(render(form, hostile_report(f"x{text}")).encode("utf-8"))  # noqa: S314


# ---------------------------------------------------------------- markdown, csv


def test_markdown_shows_the_words_and_the_evidence() -> None:
    output = render("markdown", library_report())
    assert output.startswith("## ❌ verifier: 1 contradictory statement\n")
    assert "The town library lends **84,000 books** a year" in output
    assert output.index("Contradictory (1)") < output.index("Unverified (1)")
    assert "Not listed: 1 consistent" in output


@given(st.text(max_size=60))
def test_markdown_shows_text_as_it_is(text: str) -> None:
    page = MarkdownIt("gfm-like", {"linkify": False}).render(f"start {escape(text)} end")
    assert not re.search(r"<(?!/?p>)", page), page


def test_markdown_makes_no_link_and_no_mention_of_a_draft() -> None:
    output = render("markdown", hostile_report())
    assert "<script" not in output
    assert not re.search(r"(?<!\\)\[a(?<!\\)\]", output)
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(output)
    assert not re.search(r"@\w|#\d|://|www\.", re.sub(r'href="[^"]*"', "", shown))
    assert re.findall(r"\]\(<([^>]*)>\)", output) == ["https://example.org/a%20b%3Ec"]


def test_markdown_is_cut_before_it_is_dropped() -> None:
    text = "It is 5. " * 40
    output = render("markdown", report(*[finding(text, text)] * 3000, text=text))
    assert len(output.encode("utf-8")) <= MOST_BYTES + 200
    assert re.search(r"\d+ more findings do not fit here", output)


def test_csv_holds_every_statement_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(render("csv", library_report(), ALL))))
    assert [row["verdict"] for row in rows] == ["contradictory", "unverified", "not checkable", "consistent"]
    assert (rows[0]["stated"], rows[0]["known"], rows[0]["source_line"]) == (
        "84,000 books",
        "48,000 books",
        "7",
    )
    for start in ("=1+1", "+1", "-1", "@x", "  =1", "\t=1"):
        text = f"{start} is."
        (row,) = csv.DictReader(io.StringIO(render("csv", report(finding(text, text), text=text))))
        assert row["statement"].startswith("'"), start


@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_every_format_survives_anything(form: str) -> None:
    render(form, hostile_report(), ALL).encode("utf-8", "backslashreplace")
    assert render(form, report(), ALL) == render(form, report(), ALL)


@pytest.mark.parametrize("form", ALARMS)
def test_nothing_in_a_log_commands_it(form: str) -> None:
    assert "\x1b" not in render(form, hostile_report())
