"""Claims as ClaimReview and Web Annotation, and proposals from published ClaimReviews."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.harbour import HARBOUR, write_source
from verifier.cli.claims import claims as command
from verifier.errors import ClaimsError
from verifier.interchange.claim_review import RATINGS
from verifier.interchange.claim_review_import import from_reviews
from verifier.interchange.incoming import planned
from verifier.interchange.json_ld import json_ld
from verifier.interchange.review_json import found_reviews
from verifier.knowledge import Store, load
from verifier.knowledge.lint import lint
from verifier.knowledge.reading import read_database
from verifier.model import Claim, ClaimStatus, Source

CRANE = "The old crane on the north quay is 42 metres high"
CLAIMS = f"""format: 1
defaults: {{source: harbour}}
claims:
  - id: crane-height
    statement: The old crane is 42 metres high.
    citations: [{{quote: "{CRANE}"}}, {{quote: "a crane of 42 metres", vanished: "2026-11-22"}}]
    owner: port desk
    reviewed: {{by: ek, on: "2026-03-01"}}
    expires: "2030-12-31"
    holds: {{from: "1931", until: null}}
  - {{id: "tide </script>", statement: x, citations: [{{quote: x}}]}}
  - id: tide
    statement: "</script><script>alert(1)</script> The tide\\u202e rises \\e[31m three metres."
    citations: [{{quote: "the tide rises three metres", prefix: "At the second gauge,"}}]
    status: disputed
    holds: {{from: "2026-01~"}}
  - id: dredging
    statement: Dredging takes 9 percent of the budget.
    citations: [{{quote: "Dredging takes 7.5 % of the budget"}}]
    status: retracted
    reason: The budget was read wrongly.
  - id: gauge
    statement: There is a second gauge.
    citations: [{{quote: "At the second gauge, the tide rises three metres"}}]
    status: proposed
""".replace('  - {id: "tide </script>", statement: x, citations: [{quote: x}]}\n', "")

PERIOD = r"^(\.\.|\d{4}(-\d\d){0,2})/(\.\.|\d{4}(-\d\d){0,2})$"
WORK = {
    "type": "object",
    "required": ["@type", "identifier", "name"],
    "additionalProperties": False,
    "properties": {
        "@type": {"const": "CreativeWork"},
        "identifier": {"type": "string"},
        "name": {"type": "string"},
        "url": {"type": "string", "format": "uri"},
        "inLanguage": {"type": "string"},
        "publisher": {"$ref": "#/definitions/organisation"},
        "datePublished": {"type": "string", "pattern": r"^\d{4}(-\d\d){0,2}$"},
    },
}
# From the pages of the types at schema.org: only their properties, with values of the types they expect.
CLAIM_REVIEW = {
    "definitions": {
        "organisation": {
            "type": "object",
            "required": ["@type", "name"],
            "additionalProperties": False,
            "properties": {
                "@type": {"enum": ["Organization", "Person"]},
                "name": {"type": "string"},
                "url": {"type": "string"},
            },
        },
        "work": WORK,
        "review": {
            "type": "object",
            "required": ["@type", "claimReviewed", "itemReviewed", "reviewRating"],
            "additionalProperties": False,
            "properties": {
                "@type": {"const": "ClaimReview"},
                "identifier": {"type": "string"},
                "url": {"type": "string", "pattern": "^https?://"},
                "claimReviewed": {"type": "string"},
                "itemReviewed": {
                    "type": "object",
                    "required": ["@type", "text"],
                    "additionalProperties": False,
                    "properties": {
                        "@type": {"const": "Claim"},
                        "text": {"type": "string"},
                        "temporalCoverage": {"type": "string", "pattern": PERIOD},
                        "appearance": {"type": "array", "items": {"$ref": "#/definitions/work"}},
                    },
                },
                "reviewRating": {
                    "type": "object",
                    "required": ["@type", "ratingValue", "bestRating", "worstRating", "alternateName"],
                    "additionalProperties": False,
                    "properties": {
                        "@type": {"const": "Rating"},
                        "ratingValue": {"type": "integer", "minimum": 1, "maximum": 5},
                        "bestRating": {"const": 5},
                        "worstRating": {"const": 1},
                        "alternateName": {"type": "string"},
                        "ratingExplanation": {"type": "string"},
                    },
                },
                "author": {"$ref": "#/definitions/organisation"},
                "datePublished": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
                "expires": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
                "citation": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["@type", "text", "isPartOf"],
                        "additionalProperties": False,
                        "properties": {
                            "@type": {"const": "Quotation"},
                            "text": {"type": "string"},
                            "url": {"type": "string"},
                            "isPartOf": {"$ref": "#/definitions/work"},
                        },
                    },
                },
            },
        },
    },
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {"type": "array", "items": {"$ref": "#/definitions/review"}},
    },
}
# The "MUST"s of https://www.w3.org/TR/annotation-model/ for what is written here.
ANNOTATION = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": {"type": "string", "pattern": "^urn:uuid:"},
        "type": {"const": "Annotation"},
        "motivation": {"const": "describing"},
        "body": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "value"],
                "properties": {"type": {"const": "TextualBody"}, "value": {"type": "string"}},
            },
        },
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "source": {"type": "string"},
                "selector": {
                    "type": "array",
                    "items": [
                        {
                            "required": ["type", "exact"],
                            "properties": {"type": {"const": "TextQuoteSelector"}},
                        },
                        {
                            "required": ["type", "start", "end"],
                            "properties": {
                                "type": {"const": "TextPositionSelector"},
                                "start": {"type": "integer", "minimum": 0},
                                "end": {"type": "integer", "minimum": 0},
                            },
                        },
                    ],
                },
            },
        },
    },
}


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    write_source(tmp_path, text="🙂 " + HARBOUR)
    record = tmp_path / "sources" / "harbour" / "source.yaml"
    record.write_text(
        record.read_text() + "url: https://port.example/walk\npublisher: Port office\npublished: 2026-01~\n"
    )
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "claims.yaml").write_text(CLAIMS)
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def exported(root: Path, form: str, *arguments: str) -> dict[str, Any]:
    code, out, _ = run("export", "--format", form, "--claims", str(root), *arguments)
    assert code == 0
    value = json.loads(out)
    assert isinstance(value, dict)
    return value


# ---------------------------------------------------------------- ClaimReview out


def test_claims_are_reviews(harbour: Path) -> None:
    page = "https://port.example/facts"
    graph = exported(harbour, "claimreview", "--author", "Port desk", "--page", page)
    jsonschema.validate(graph, CLAIM_REVIEW)
    reviews = {one["identifier"]: one for one in graph["@graph"]}
    assert list(reviews) == ["crane-height", "tide", "dredging"], "nobody has stood behind a proposal"
    crane = reviews["crane-height"]
    assert crane["reviewRating"]["alternateName"] == "Supported"
    assert crane["author"] == {"@type": "Organization", "name": "Port desk"}
    assert (crane["datePublished"], crane["expires"]) == ("2026-03-01", "2030-12-31")
    assert crane["url"] == f"{page}#crane-height"
    assert crane["itemReviewed"]["temporalCoverage"] == "1931/.."
    assert [one["text"] for one in crane["citation"]] == [CRANE]
    assert crane["citation"][0]["url"].startswith("https://port.example/walk#:~:text=The%20old%20crane")
    assert "temporalCoverage" not in reviews["tide"]["itemReviewed"], "2026-01~ is no ISO date"
    assert reviews["dredging"]["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Retracted",
        "ratingExplanation": "The budget was read wrongly.",
    }


def test_the_owner_is_the_author_where_none_is_given(harbour: Path) -> None:
    crane, *others = exported(harbour, "claimreview")["@graph"]
    assert crane["author"]["name"] == "port desk"
    assert not any("author" in one for one in others)
    assert "2 reviews have no author" in run("export", "--format", "claimreview", "--claims", str(harbour))[2]


def test_every_status_has_its_rating_or_a_reason_for_none(root: Path) -> None:
    assert set(ClaimStatus) - set(RATINGS) == {ClaimStatus.PROPOSED, ClaimStatus.REJECTED}
    page = (root / "docs" / "claims.md").read_text(encoding="utf-8")
    for status, (value, name) in RATINGS.items():
        assert f"| `{status.value}` | {value} | {name} |" in page


@given(st.text(max_size=40))
def test_json_can_stand_in_a_page_and_in_a_terminal(text: str) -> None:
    written = json_ld({"x": text})
    assert json.loads(written) == {"x": text}
    assert written.isascii()
    assert not set("<>&\x1b\x7f") & set(written)


# ---------------------------------------------------------------- Web Annotation out


def test_quotes_are_annotations_with_both_selectors(harbour: Path) -> None:
    collection = exported(harbour, "webannotation")
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == 4, "one for each quote that stands"
    text = load(harbour).sources["harbour"].text
    for item in items:
        jsonschema.validate(item, ANNOTATION)
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert text[: position["start"]].endswith(quote["prefix"])
        assert item["target"]["source"] == "https://port.example/walk"
        assert item["target"]["state"] == {"type": "TimeState", "cached": "sources/harbour/text.txt"}
    assert len({item["id"] for item in items}) == 4
    assert items[0]["target"]["selector"][1]["start"] == 2, "code points: 🙂 is one"
    assert exported(harbour, "webannotation") == collection


def test_a_source_without_an_address_is_named_by_its_text(database: Path) -> None:
    (item,) = exported(database, "webannotation")["first"]["items"]
    assert item["target"]["source"] == "sources/harbour/text.txt"


def test_only_some(harbour: Path) -> None:
    assert exported(harbour, "webannotation", "--status", "disputed")["total"] == 1
    assert len(exported(harbour, "claimreview", "--status", "active")["@graph"]) == 1


def test_an_export_is_written_whole(harbour: Path) -> None:
    file = harbour / "out.json"
    for _ in range(2):
        assert run("export", "--format", "claimreview", "-o", str(file), "--claims", str(harbour))[1] == ""
        assert len(json.loads(file.read_text())["@graph"]) == 3


# ---------------------------------------------------------------- ClaimReview in


def review(**changes: Any) -> dict[str, Any]:
    made = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://watch.example/crane",
        "claimReviewed": "The old crane is 45 metres high.",
        "author": {"@type": "Organization", "name": "Port Watch"},
        "datePublished": "2026-03-01T10:00:00Z",
        "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "a leaflet"}},
        "reviewBody": "We measured it.\r\nThe crane is   42 metres high.",
        **changes,
    }
    return {name: value for name, value in made.items() if value is not None}


TRUE = {"@type": "Rating", "ratingValue": 5, "bestRating": 5, "alternateName": "True"}


def taken_in(root: Path, value: Any, *arguments: str) -> tuple[int, str]:
    file = root / "reviews.json"
    file.write_text(json.dumps(value))
    code, _, told = run("import", str(file), "--format", "claimreview", "--claims", str(root), *arguments)
    return code, told


def added(root: Path) -> list[Claim]:
    return [claim for claim in load(root).claims if "imported" in claim.place.path]


def test_what_is_not_rated_true_is_proposed_as_a_rating(database: Path) -> None:
    assert taken_in(database, review())[0] == 0
    (claim,) = added(database)
    assert claim.statement == "Port Watch rates the claim “The old crane is 45 metres high” as “False”."
    assert claim.status is ClaimStatus.PROPOSED
    assert "Its proof is the review" in (claim.note or "")
    source = load(database).sources[claim.citations[0].source]
    assert (source.url, source.publisher, source.published) == (
        "https://watch.example/crane",
        "Port Watch",
        "2026-03-01",
    )
    assert "We measured it.\nThe crane is 42 metres high." in source.text
    assert "Claimed by: a leaflet" in source.text
    assert lint(read_database(database)) == []


def test_what_is_rated_true_is_proposed_as_it_stands(database: Path) -> None:
    body = "We measured it. The crane is 42 metres high. It is old."
    assert (
        taken_in(
            database, review(claimReviewed="The crane is 42 metres high.", reviewRating=TRUE, reviewBody=body)
        )[0]
        == 0
    )
    (claim,) = added(database)
    assert claim.statement == "The crane is 42 metres high."
    (cited,) = claim.citations
    assert cited.span is not None
    text = load(database).sources[cited.source].text
    assert text[: cited.span.start].endswith("We measured it. "), "the review's own prose comes first"
    assert lint(read_database(database)) == []


@pytest.mark.parametrize(
    ("rating", "true"),
    [
        ({"alternateName": "True"}, True),
        ({"alternateName": "correct."}, True),
        ({"alternateName": "Mostly true", "ratingValue": 5, "bestRating": 5}, False),
        ({"alternateName": "Not true"}, False),
        ({"ratingValue": "5"}, True),
        ({"ratingValue": 5, "bestRating": "10"}, False),
        ({"ratingValue": 4, "bestRating": 5}, False),
        ([{"ratingValue": 1, "worstRating": 1}], False),
        ({"alternateName": {"@value": "True"}}, True),
    ],
)
def test_only_plain_truth_counts(database: Path, rating: Any, true: bool) -> None:
    assert taken_in(database, review(reviewRating=rating))[0] == 0
    (claim,) = added(database)
    assert (claim.statement == "The old crane is 45 metres high.") is true


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, one]},
        lambda one: {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": one}]},
        lambda one: {"@type": "DataFeed", "dataFeedElement": one},
        lambda one: {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": one}]},
        lambda one: {**one, "@type": ["Review", "https://schema.org/ClaimReview"]},
    ],
)
def test_reviews_are_found_wherever_they_stand(database: Path, wrapped: Any) -> None:
    assert taken_in(database, wrapped(review()))[0] == 0
    assert len(added(database)) == 1


def test_what_says_nothing_is_left_out_and_told(database: Path) -> None:
    several = [
        review(),
        review(claimReviewed=None),
        review(reviewRating=None),
        review(),
        review(claimReviewed="x" * 3000),
    ]
    code, told = taken_in(database, several)
    assert code == 1
    assert len(added(database)) == 1
    for reason in (
        "$[1]: it has no `claimReviewed`",
        "$[2]: it has no rating",
        "$[3]: it says the same",
        "$[4]: the claim is longer",
    ):
        assert reason in told


def test_a_second_import_adds_nothing_and_overwrites_nothing(database: Path) -> None:
    taken_in(database, review())
    before = {file: file.read_bytes() for file in database.rglob("*") if file.is_file()}
    with pytest.raises(ClaimsError, match="there already"):
        taken_in(database, review())
    code, told = taken_in(
        database,
        [review(), review(claimReviewed="The gate is red.", url="https://watch.example/2")],
        "-o",
        str(database / "claims" / "imported-2.yaml"),
    )
    assert code == 0
    assert "1 claims added; 1 already there" in told
    for file, data in before.items():
        assert file.name == "reviews.json" or file.read_bytes() == data


def test_our_own_reviews_lead_back_to_the_quotes(harbour: Path) -> None:
    file = harbour / "ours.json"
    run("export", "--format", "claimreview", "-o", str(file), "--claims", str(harbour), "--status", "active")
    (harbour / "claims" / "claims.yaml").write_text("format: 1\nclaims: []\n")
    assert run("import", str(file), "--format", "claimreview", "--claims", str(harbour))[0] == 0
    claim = load(harbour).claim("crane-height")
    assert [(one.source, one.quote) for one in claim.citations] == [("harbour", CRANE)]
    assert claim.status is ClaimStatus.PROPOSED
    assert sorted(path.name for path in (harbour / "sources").iterdir()) == ["harbour"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "reviews.json:1:2: not valid JSON"),
        ('{"a": 1,\n "b": }', "reviews.json:2:7: not valid JSON"),
        ("[]", "no ClaimReview here"),
        ('{"@type": "Article"}', "no ClaimReview here"),
        ("[" * 100_000, "nested too deeply|not valid JSON"),
        ("3", "no ClaimReview here"),
    ],
)
def test_what_is_no_review_is_refused(database: Path, text: str, message: str) -> None:
    file = database / "reviews.json"
    file.write_text(text)
    with pytest.raises(ClaimsError, match=message):
        run("import", str(file), "--format", "claimreview", "--claims", str(database))
    assert [one.name for one in (database / "sources").iterdir()] == ["harbour"]


def test_hostile_reviews_stay_data(database: Path) -> None:
    hostile = review(
        claimReviewed='x"}]\n- id: owned # {{ \x1b[31m \u202e </script>',
        url="javascript:alert(1)",
        identifier="../../owned",
        author={"name": "a\nstatus: active\n"},
        name="{x: !!python/object y}",
        reviewBody="../sources\x00 *alias &anchor",
        datePublished=["not a day"],
    )
    assert taken_in(database, hostile)[0] == 0
    (claim,) = added(database)
    assert claim.status is ClaimStatus.PROPOSED
    assert "owned # {{" in claim.statement
    source = load(database).sources[claim.citations[0].source]
    assert source.url is None
    assert sorted(one.name for one in database.iterdir()) == ["claims", "reviews.json", "sources"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@value", "name", "text"]), inner, max_size=2)
    ),
    max_leaves=6,
)
KEYS = [
    "url",
    "claimReviewed",
    "reviewRating",
    "author",
    "datePublished",
    "itemReviewed",
    "reviewBody",
    "citation",
    "identifier",
    "name",
]


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8), min_size=1, max_size=3))
def test_whatever_a_review_holds_what_is_proposed_would_load(records: list[dict[str, Any]]) -> None:
    whole = [
        {
            "@type": "ClaimReview",
            "claimReviewed": "It is so.",
            "reviewRating": {"alternateName": "True"},
            **one,
        }
        for one in records
    ]
    store = Store([], {"harbour": Source("harbour", "A walk", HARBOUR)})
    found = from_reviews(found_reviews(json.dumps(whole), "r.json"), store, "r.json", "r", "2026-01-02")
    plan = planned(found.claims, store, found.sources)
    assert [one.message for one in plan.problems] == []
    assert len(plan.added) + len(found.left_out) == len(records)
