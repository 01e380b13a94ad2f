"""What lint finds in a database that can be read, with a judge of the test's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.harbour import write_source
from verifier.findings import CitedClaim, Finding, Verdict
from verifier.knowledge import Store
from verifier.knowledge.lint import Check, lint
from verifier.knowledge.problem import Problem
from verifier.knowledge.reading import read_database
from verifier.model import Block, BlockKind, Place, Span

TEXT = (
    "The tram to Ostrand opened in 1911. It carries 9,000 people a day. The depot burnt down in 1950. "
    "A new depot opened in 1953. Trams are yellow."
)
HEAD = "format: 1\ndefaults: {source: tram}\nclaims:\n"
OPENED = """  - id: opened
    statement: The tram to Ostrand opened in 1911.
    citations: [{quote: "The tram to Ostrand opened in 1911."}]
"""
RIDERS = """  - id: riders
    statement: The tram to Ostrand carries 9,000 people a day.
    citations: [{quote: "It carries 9,000 people a day."}]
"""


def problems(
    root: Path, claims: str, check: Check | None = None, *, as_of: date | None = None, text: str = TEXT
) -> list[Problem]:
    write_source(root, "tram", text)
    (root / "claims").mkdir()
    (root / "claims" / "tram.yaml").write_text(HEAD + claims)
    return lint(read_database(root), check, as_of=as_of)


def finding(sentence: str, verdict: Verdict, store: Store) -> Finding:
    place = Place("<text>", 0, len(sentence), 1, 1, 1, 1, 1, 1, 1, 1)
    cited = tuple(CitedClaim(claim, claim.citations[0]) for claim in store.claims[:1])
    return Finding(
        statement=sentence,
        place=place,
        block=Block(BlockKind.PARAGRAPH, Span(0, len(sentence))),
        verdict=verdict,
        rule="V201",
        message="As the test says.",
        confidence=1.0,
        judge="test",
        fingerprint="",
        deciding=None,
        cited=cited,
        nearest=(),
        judgements=(),
    )


def saying(**verdicts: Verdict) -> Check:
    """A judge that finds the word in a sentence and gives its verdict; backs everything else."""

    def check(sentence: str, store: Store) -> Finding | None:
        chosen = next((verdict for word, verdict in verdicts.items() if word in sentence), Verdict.CONSISTENT)
        return finding(sentence, chosen, store)

    return check


def test_a_clean_database(tmp_path: Path) -> None:
    assert problems(tmp_path, OPENED + RIDERS, saying(), as_of=date(2026, 1, 1)) == []


def test_changed_text(tmp_path: Path) -> None:
    problems(tmp_path, OPENED)
    (tmp_path / "sources" / "tram" / "text.txt").write_text(TEXT + " Really.")
    (found,) = lint(read_database(tmp_path))
    assert found.code == "V502"
    assert found.place.path.endswith("sources/tram/source.yaml")
    assert found.place.line == 4


def test_missing_quote_is_a_lint_problem_too(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, OPENED + RIDERS.replace("It carries 9,000", "It carries 8,000"))
    assert (found.code, found.claim) == ("V501", "riders")
    assert (found.place.line, found.place.column) == (9, 25)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("not_to_be_confused_with: [openned]", "“openned”, which is no claim here. Did you mean 'opened'?"),
        ("compatible_with: [riders]", "names the claim itself"),
        ("superseded_by: opened", "set `status: superseded`"),
        ("status: superseded", "does not say by which claim"),
        ("status: rejected", "`reason` does not say why"),
        ('retraction: {on: "2026-05-01"}', "set `status: retracted`"),
        ("superseded_by: nothing\n    status: superseded", "“nothing”, which is no claim here"),
    ],
)
def test_references(tmp_path: Path, field: str, words: str) -> None:
    (found,) = problems(tmp_path, f"{OPENED}{RIDERS}    {field}\n")
    assert words in found.message
    assert found.place.line == 7


def test_good_references(tmp_path: Path) -> None:
    fields = "    compatible_with: [opened]\n    superseded_by: opened\n    status: superseded\n"
    assert problems(tmp_path, OPENED + RIDERS + fields) == []


def test_a_rejected_proposal_is_left_alone(tmp_path: Path) -> None:
    gone = RIDERS.replace("It carries 9,000", "It carries 8,000")
    rejected = "    status: rejected\n    reason: the count is of another year\n"
    assert problems(tmp_path, OPENED + gone + rejected) == []


def test_successors_that_lead_back(tmp_path: Path) -> None:
    ring = "    status: superseded\n    superseded_by: {}\n"
    found = problems(tmp_path, OPENED + ring.format("riders") + RIDERS + ring.format("opened"))
    assert [(one.claim, "leads back into itself" in one.message) for one in found] == [
        ("opened", True),
        ("riders", True),
    ]


def test_short_quotes_need_their_surroundings(tmp_path: Path) -> None:
    short = '  - id: {}\n    statement: {}\n    citations: [{{quote: "Trams are yellow"{}}}]\n'
    claims = short.format("a", "Trams are yellow.", "") + short.format(
        "b", "All are yellow.", ', suffix: "."'
    )
    (found,) = problems(tmp_path, claims)
    assert found.claim == "a"
    assert "16 characters" in found.message


def test_duplicates(tmp_path: Path) -> None:
    again = OPENED.replace("id: opened", "id: again").replace("statement: The tram", "statement: the  tram")
    (found,) = problems(tmp_path, OPENED + again)
    assert (found.code, found.claim) == ("V504", "again")
    retracted = again + "    status: retracted\n"
    (tmp_path / "claims" / "tram.yaml").write_text(HEAD + OPENED + retracted)
    assert lint(read_database(tmp_path)) == []


def test_life_of_claims(tmp_path: Path) -> None:
    claims = f'{OPENED}    expires: "2026-05-01"\n{RIDERS}    recheck_by: "2026-05-01"\n'
    assert problems(tmp_path, claims, as_of=date(2026, 5, 1)) == []
    found = lint(read_database(tmp_path), as_of=date(2026, 5, 2))
    assert [(one.claim, one.message.split()[2]) for one in found] == [
        ("opened", "expired"),
        ("riders", "was"),
    ]
    assert lint(read_database(tmp_path)) == []


@pytest.mark.parametrize("verdict", [Verdict.CONTRADICTORY, Verdict.UNVERIFIED])
def test_statement_that_its_quotes_do_not_back(tmp_path: Path, verdict: Verdict) -> None:
    found = problems(tmp_path, OPENED + RIDERS, saying(**{"9,000": verdict}))
    assert next(one.code for one in found if one.claim == "riders") == "V503"
    assert not any(one.claim == "opened" for one in found)


def test_inferred_parts_need_no_backing(tmp_path: Path) -> None:
    claims = RIDERS + "    value: {inferred: [place]}\n"
    assert problems(tmp_path, claims, saying(carries=Verdict.UNVERIFIED)) == []


def test_inferred_parts_do_not_excuse_a_clash(tmp_path: Path) -> None:
    claims = RIDERS + "    value: {inferred: [place]}\n"
    assert "V503" in {one.code for one in problems(tmp_path, claims, saying(carries=Verdict.CONTRADICTORY))}


def test_the_sentence_around_a_quote_may_back_it(tmp_path: Path) -> None:
    claims = RIDERS.replace("It carries 9,000 people a day.", "carries 9,000 people a day")

    def whole_sentences_only(sentence: str, store: Store) -> Finding | None:
        whole = any(claim.statement.startswith("It carries") for claim in store.claims)
        pronoun = any("The tram to Ostrand opened in 1911." in claim.context for claim in store.claims)
        backed = whole and pronoun and len(store) == 1
        return finding(
            sentence, Verdict.CONSISTENT if backed or "riders" not in store else Verdict.UNVERIFIED, store
        )

    assert not any(one.code == "V503" for one in problems(tmp_path, claims, whole_sentences_only))


def test_statement_that_states_nothing(tmp_path: Path) -> None:
    found = problems(tmp_path, OPENED, lambda sentence, store: None)
    assert [one.code for one in found] == ["V503"]


DEPOTS = """  - id: burnt
    statement: The depot burnt down in 1950.
    citations: [{quote: "The depot burnt down in 1950."}]
  - id: rebuilt
    statement: A new depot opened in 1953.
    citations: [{quote: "A new depot opened in 1953."}]
"""


def clashing(sentence: str, store: Store) -> Finding | None:
    """Finds that depots contradict one another."""
    other = [claim for claim in store.claims if "depot" in claim.statement and claim.statement != sentence]
    verdict = Verdict.CONTRADICTORY if other and "depot" in sentence else Verdict.CONSISTENT
    return finding(sentence, verdict, Store(other, store.sources))


def test_claims_that_contradict_each_other_are_told_once(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, OPENED + DEPOTS, clashing)
    assert (found.code, found.claim) == ("V504", "burnt")
    assert "“rebuilt”" in found.message
    assert "tram.yaml:10" in found.message


@pytest.mark.parametrize(
    "field", ["compatible_with: [burnt]", "not_to_be_confused_with: [burnt]", "status: disputed"]
)
def test_claims_that_are_known_not_to_clash(tmp_path: Path, field: str) -> None:
    found = problems(tmp_path, f"{OPENED}{DEPOTS}    {field}\n", clashing)
    expected = ["V504"] if "disputed" in field else []  # the other one still says that they clash
    assert [one.code for one in found] == expected


def test_examples_run(tmp_path: Path) -> None:
    claims = (
        OPENED + '    examples: {consistent: ["It opened.", Closed?], contradictory: [Opened in 1912.]}\n'
    )
    (found,) = problems(
        tmp_path, claims, saying(Closed=Verdict.UNVERIFIED, **{"1912": Verdict.CONTRADICTORY})
    )
    assert "the example “Closed?” is unverified, expected consistent" in found.message


def test_the_real_matcher_can_be_given(tmp_path: Path) -> None:
    from verifier.cli.claims.lint import worst_finding

    claims = OPENED + "    examples: {contradictory: [The tram to Ostrand opened in 1921.]}\n"
    assert problems(tmp_path, claims, worst_finding) == []
    (tmp_path / "claims" / "tram.yaml").write_text(
        HEAD
        + claims.replace(
            "statement: The tram to Ostrand opened in 1911", "statement: The tram to Ostrand opened in 1915"
        )
    )
    assert "V503" in {one.code for one in lint(read_database(tmp_path), worst_finding)}
