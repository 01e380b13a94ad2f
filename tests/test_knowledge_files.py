"""Writing: the canonical form of claims files, frozen sources, JSON Schemas, and the commands."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.harbour import CLAIM, HARBOUR
from tests.test_knowledge_loading import CASES_OF_LOADING
from verifier.cli.claims import claims as claims_command
from verifier.cli.sources import sources as sources_command
from verifier.errors import ClaimsError
from verifier.knowledge import load
from verifier.knowledge.fmt import format_claims
from verifier.knowledge.freezing import NewSource, freeze, source_id
from verifier.knowledge.json_schema import SCHEMAS, json_schema
from verifier.knowledge.yaml_loader import parse

UNTIDY = """# all about the ferry
claims:
  # the crossing
  - statement: The ferry crosses in 40 minutes.   
    # measured in winter
    id: crossing   # stable
    citations:
      - suffix: " in"
        quote: "crosses in 40
          minutes"


  # the price
  - id: price
    citations: [{quote: q, source: s}]
    note: |
      # not a comment
      two lines
    statement: A ticket costs 3 euros.
format: 1
# the end
"""  # noqa: W291
TIDY = """format: 1
# all about the ferry
claims:
  # the crossing
  # measured in winter
  - id: crossing   # stable
    statement: The ferry crosses in 40 minutes.
    citations:
      - quote: "crosses in 40
          minutes"
        suffix: " in"

  # the price
  - id: price
    statement: A ticket costs 3 euros.
    citations: [{quote: q, source: s}]
    note: |
      # not a comment
      two lines
# the end
"""


def test_canonical_form() -> None:
    made = format_claims(UNTIDY, "f")
    assert sorted(line.strip(" -") for line in made.split("\n")) == sorted(
        line.strip(" -") for line in UNTIDY.replace("\n\n\n", "\n\n").split("\n")
    )
    assert [line for line in made.split("\n") if "#" not in line] == [
        line for line in TIDY.split("\n") if "#" not in line
    ]
    assert made.index("# measured in winter") < made.index("id: crossing")
    assert made.index("# the price") < made.index("id: price")
    assert format_claims(made, "f") == made


@pytest.mark.parametrize("case", [c for c in CASES_OF_LOADING if "loads" in c.body], ids=lambda case: case.id)
def test_formatting_twice_is_formatting_once(case: object) -> None:
    text = case.body["file"]  # type: ignore[attr-defined]
    once = format_claims(text, "f")
    assert format_claims(once, "f") == once
    assert parse(once.encode(), "f").root == parse(text.encode(), "f").root


KEYS = st.permutations(
    [
        "id: a # c1",
        "statement: S.",
        "note: >\n      long\n      note\n\n      more",
        "citations:\n      - {quote: q}\n      # c2\n      - quote: r\n        prefix: p",
        "owner: o",
    ]
)


@given(KEYS, st.integers(0, 5), st.sampled_from(["", "\n", "\n\n"]))
def test_nothing_is_lost(keys: list[str], commented: int, blank: str) -> None:
    parts = [f"# c3\n    {key}" if at == commented and at else key for at, key in enumerate(keys)]
    item = "  - " + "\n    ".join(parts) + "\n"
    text = f"claims:\n{item}{blank}{item.replace('id: a', 'id: b')}format: 1\n"
    made = format_claims(text, "f")
    assert parse(made.encode(), "f").root == parse(text.encode(), "f").root
    assert made.count("# c") == text.count("# c")
    assert format_claims(made, "f") == made


def test_broken_files_are_not_formatted() -> None:
    with pytest.raises(ClaimsError, match="f:1:4"):
        format_claims("a: &x b", "f")


def test_schemas_are_current(root: Path) -> None:
    for name in SCHEMAS:
        file = root / "schema" / f"{name}.schema.json"
        assert file.read_text(encoding="utf-8") == json_schema(name), (
            f"verifier claims schema {name} > {file.name}"
        )


def fields(node: object) -> list[tuple[str, dict[str, object]]]:
    if isinstance(node, list):
        return [field for item in node for field in fields(item)]
    if not isinstance(node, dict):
        return []
    own = list(node.get("properties", {}).items())
    return own + [field for value in node.values() for field in fields(value)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_draft_7_and_describe_every_field(name: str) -> None:
    schema = json.loads(json_schema(name))
    jsonschema.Draft7Validator.check_schema(schema)
    text = json.dumps(schema)
    assert not any(word in text for word in ("prefixItems", "$defs", "dependentSchemas", "unevaluated"))
    found = fields(schema)
    assert len(found) > 8
    assert [key for key, field in found if not field.get("description")] == []


def test_schemas_agree_with_the_loader() -> None:
    validator = jsonschema.Draft7Validator(json.loads(json_schema("claims")))
    loader = type("Text", (yaml.SafeLoader,), {"yaml_implicit_resolvers": {}})
    for case in CASES_OF_LOADING:
        if "loads" in case.body:
            content = yaml.load(case.body["file"].replace("null", "''"), loader)  # noqa: S506  # a SafeLoader
            content.get("claims", [{}])[0].pop("holds", None)
            validator.validate(content)
    for bad in ({"format": 2}, {"format": 1, "claim": []}, {"format": 1, "claims": [{"id": "a"}]}):
        assert not validator.is_valid(bad)


def test_freeze(tmp_path: Path) -> None:
    new = NewSource("pier", "The pier: a history", "Ünder the pier.\r\n", ".md", url="https://pier.example")
    folder = freeze(new, tmp_path / "sources")
    assert sorted(file.name for file in folder.iterdir()) == ["source.yaml", "text.md"]
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.yaml").write_text("format: 1\n")
    source = load(tmp_path).sources["pier"]
    assert (source.title, source.text, source.url) == (new.title, new.text, new.url)
    with pytest.raises(ClaimsError, match="there already"):
        freeze(new, tmp_path / "sources")
    assert [entry.name for entry in (tmp_path / "sources").iterdir()] == ["pier"]


@pytest.mark.parametrize(
    "new",
    [
        NewSource("../pier", "t", "x"),
        NewSource("", "t", "x"),
        NewSource("pier", "", "x"),
        NewSource("pier", "t", "x", url="file:///etc/passwd"),
        NewSource("pier", "t", "x", published="last year"),
    ],
)
def test_freeze_refuses(tmp_path: Path, new: NewSource) -> None:
    with pytest.raises(ClaimsError):
        freeze(new, tmp_path / "sources")
    assert list(tmp_path.iterdir()) == []


def test_ids_of_sources() -> None:
    assert source_id("A Walk (2nd draft)") == "a-walk-2nd-draft"
    assert source_id("???") == "source"


def run(*arguments: str) -> tuple[int, str]:
    group = {"claims": claims_command, "sources": sources_command}[arguments[0]]
    result = CliRunner().invoke(group, arguments[1:])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_claims_commands(database: Path) -> None:
    at = ("--claims", str(database))
    assert run("claims", "list", *at) == (0, "crane-height  The old crane is 42 metres high.\n")
    code, shown = run("claims", "show", "crane-height", *at)
    assert code == 0
    assert "sources/harbour/text.txt:1" in shown
    assert "| “The old crane on the north quay" in shown
    code, found = run("claims", "search", "how", "high", "is", "the", "crane", "--format", "json", *at)
    assert [hit["id"] for hit in json.loads(found)] == ["crane-height"]
    assert json.loads(run("claims", "list", "--format", "json", *at)[1])[0]["citations"][0]["line"] == 1
    assert json.loads(run("claims", "schema", "source")[1])["title"] == "verifier: source"
    assert run("claims", "list", "--source", "nothing", *at) == (0, "")


def test_lint_command_and_its_exit_codes(database: Path) -> None:
    at = ("--no-matcher", "--claims", str(database))
    assert run("claims", "lint", *at) == (0, "")
    (database / "sources" / "harbour" / "text.txt").write_text(HARBOUR + "More.")
    code, found = run("claims", "lint", "--format", "json", *at)
    assert (code, json.loads(found)[0]["code"]) == (1, "V502")
    (database / "claims" / "b.yaml").write_text("a: [")
    code, found = run("claims", "lint", *at)
    assert code == 2
    assert "b.yaml:2:1: not valid YAML" in found


def test_fmt_command(database: Path) -> None:
    file = database / "claims" / "claims.yaml"
    tidy = file.read_text()
    assert run("claims", "fmt", "--check", "--claims", str(database)) == (0, "")
    file.write_text(tidy.replace("format: 1\n", "") + "format: 1\n")
    assert run("claims", "fmt", "--check", str(file))[0] == 1
    assert file.read_text() != tidy
    assert run("claims", "fmt", str(file))[0] == 0
    assert file.read_text() == tidy
    assert [entry.name for entry in file.parent.iterdir()] == ["claims.yaml"]


def test_sources_commands(database: Path) -> None:
    at = ("--claims", str(database))
    draft = database / "Lock gates.md"
    draft.write_text("# Gates of the lock\n\nThe gates weigh 9 tonnes.\n")
    assert run("sources", "add", str(draft), "--published", "2025-09", *at)[0] == 0
    source = load(database).sources["lock-gates"]
    assert (source.title, source.published) == ("Gates of the lock", "2025-09")
    assert source.text == draft.read_text()
    assert "harbour  A walk round the harbour  (1 claims)" in run("sources", "list", *at)[1]
    assert run("sources", "check", *at) == (0, "")
    (database / "sources" / "lock-gates" / "text.md").write_text("The gates weigh 10 tonnes.\n")
    assert run("sources", "check", *at)[0] == 1
    with pytest.raises(ClaimsError, match="there already"):
        run("sources", "add", str(draft), *at)


def test_text_for_people_cannot_command_a_terminal(database: Path) -> None:
    file = database / "claims" / "claims.yaml"
    file.write_text(
        CLAIM.replace("statement: The old crane is 42 metres high.", 'statement: "old \\e[31m \\u202e"')
    )
    shown = run("claims", "list", "--claims", str(database))[1]
    assert "\x1b" not in shown
    assert "\u202e" not in shown
