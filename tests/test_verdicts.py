"""Verdicts that need more than a text: lifecycles, disagreeing sources, inferred and given values, limits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from verifier import Verdict, check_text
from verifier.config import Limits, Settings
from verifier.findings import Finding
from verifier.knowledge import Store
from verifier.model import Bound, Citation, Claim, ClaimPlace, ClaimStatus, ClaimValue, Source

PLACE = ClaimPlace("claims/all.yaml", 1)


def claim(id_: str, statement: str, source: str = "report", **more: Any) -> Claim:
    """A claim that quotes its own words."""
    return Claim(id_, statement, (Citation(source, statement),), PLACE, **more)


def store(*claims: Claim) -> Store:
    """A store whose sources hold what the claims quote."""
    texts: dict[str, list[str]] = {}
    for one in claims:
        for citation in one.citations:
            texts.setdefault(citation.source, []).append(citation.quote)
    return Store(claims, {name: Source(name, name, "\n\n".join(parts)) for name, parts in texts.items()})


def check(text: str, *claims: Claim, **settings: Any) -> Finding:
    """The only finding on a text."""
    (found,) = check_text(text, store(*claims), settings=Settings(**settings)).findings
    return found


FERRY = claim("ferry", "The ferry to Isk carries 90 cars.", expires=date(2025, 8, 31))


@pytest.mark.parametrize("cars", ["90", "70"])
def test_an_expired_claim_neither_backs_nor_contradicts(cars: str) -> None:
    found = check(f"The ferry to Isk carries {cars} cars.", FERRY, as_of=date(2026, 1, 20))
    assert (found.verdict, found.rule) == (Verdict.UNVERIFIED, "V204")


@pytest.mark.parametrize(("cars", "verdict"), [("90", Verdict.CONSISTENT), ("70", Verdict.CONTRADICTORY)])
def test_a_claim_counts_to_its_last_day(cars: str, verdict: Verdict) -> None:
    text = f"The ferry to Isk carries {cars} cars."
    assert check(text, FERRY, as_of=date(2025, 8, 31)).verdict is verdict
    assert check(text, FERRY).verdict is verdict


def test_an_expired_claim_does_not_stand_in_the_way_of_a_current_one() -> None:
    current = claim("ferry-now", "The ferry to Isk carries 70 cars.")
    found = check("The ferry to Isk carries 70 cars.", FERRY, current, as_of=date(2026, 1, 20))
    assert found.verdict is Verdict.CONSISTENT
    assert [cited.claim.id for cited in found.cited] == ["ferry-now"]


def test_sources_that_disagree_are_both_shown() -> None:
    one = claim("trees-council", "The storm felled 900 trees in Tarn.", "council")
    other = claim("trees-paper", "The storm felled 1,300 trees in Tarn.", "paper")
    found = check("The storm felled 1,300 trees in Tarn.", one, other)
    assert (found.verdict, found.rule) == (Verdict.UNVERIFIED, "V205")
    assert {cited.claim.id for cited in found.cited} == {"trees-council", "trees-paper"}


def test_neither_source_has_the_figure() -> None:
    one = claim("trees-council", "The storm felled 900 trees in Tarn.", "council")
    other = claim("trees-paper", "The storm felled 1,300 trees in Tarn.", "paper")
    assert check("The storm felled 40 trees in Tarn.", one, other).verdict is Verdict.CONTRADICTORY


@pytest.mark.parametrize("trees", ["900", "1,300"])
def test_a_disputed_claim_settles_nothing(trees: str) -> None:
    disputed = claim("trees", "The storm felled 900 trees in Tarn.", status=ClaimStatus.DISPUTED)
    found = check(f"The storm felled {trees} trees in Tarn.", disputed)
    assert (found.verdict, found.rule) == (Verdict.UNVERIFIED, "V205")
    assert found.citations


CHOIR = claim(
    "choir",
    "The choir of Orby sang in Lund on 9 May.",
    value=ClaimValue(edtf="2024-05-09", inferred=frozenset({"year"})),
)


def test_an_inferred_year_never_alone_contradicts() -> None:
    found = check("The choir of Orby sang in Lund on 9 May 2023.", CHOIR)
    assert (found.verdict, found.rule) == (Verdict.UNVERIFIED, "V206")


def test_an_inferred_year_backs() -> None:
    found = check("The choir of Orby sang in Lund on 9 May 2024.", CHOIR)
    assert found.verdict is Verdict.CONSISTENT
    assert "inferred" in found.message


def test_the_printed_part_of_a_date_contradicts() -> None:
    assert check("The choir of Orby sang in Lund on 8 May 2024.", CHOIR).verdict is Verdict.CONTRADICTORY


@pytest.mark.parametrize(
    ("share", "verdict"),
    [("at least 85 percent", Verdict.CONSISTENT), ("97 percent", Verdict.UNVERIFIED)],
)
def test_a_given_value_overrides_what_is_read(share: str, verdict: Verdict) -> None:
    value = ClaimValue(number=Decimal(90), unit="percent", qualifier=Bound.OVER)
    power = claim("power", "Tides make 90 percent of the power of Isk.", value=value)
    assert check(f"Tides make {share} of the power of Isk.", power).verdict is verdict


def test_without_the_given_value_the_same_words_clash() -> None:
    power = claim("power", "Tides make 90 percent of the power of Isk.")
    assert check("Tides make 97 percent of the power of Isk.", power).verdict is Verdict.CONTRADICTORY


MINING = claim("mining", "Orby mines 60 percent of the tin.", not_to_be_confused_with=("smelting",))
SMELTING = claim("smelting", "Orby smelts 90 percent of the tin.", "paper")


def test_claims_that_are_easily_confused_do_not_clash() -> None:
    assert check("Orby smelts 90 percent of the tin.", MINING, SMELTING).verdict is Verdict.CONSISTENT


# ---------------------------------------------------------------- quotations in a database


SAID = '"The dam is safe and it will stay safe," said Ada Brandt.'


def test_a_quotation_is_found_in_a_source_where_no_claim_rests_on_it() -> None:
    sources = {"paper": Source("paper", "Paper", f"A first line.\n\n{SAID}\n")}
    (found,) = check_text(SAID, Store((), sources)).findings
    assert (found.verdict, found.rule) == (Verdict.CONSISTENT, "V003")
    assert [(one.source, one.line) for one in found.citations] == [("paper", 3)]
    assert SAID in found.citations[0].quote


def test_a_quotation_cites_the_claim_that_rests_on_it() -> None:
    found = check(SAID, claim("dam", SAID))
    assert [cited.claim.id for cited in found.cited] == ["dam"]


def test_a_quotation_is_told_from_others_like_it() -> None:
    lines = [f'"The dam number {n} is safe and it will stay safe," said Ada Brandt.' for n in range(12)]
    known = store(claim("dams", "\n\n".join(lines)))
    (found,) = check_text(
        'Brandt said that "the dam number 8 is safe and it will stay safe".', known
    ).findings
    assert (found.verdict, found.rule) == (Verdict.CONSISTENT, "V003")
    (wrong,) = check_text(
        'Brandt said that "the dam number 8 was safe and it will stay safe".', known
    ).findings
    assert (wrong.rule, wrong.suggestion) == ("V109", "is")


def test_a_block_quotation_is_looked_up_and_never_called_a_misquote() -> None:
    known = store(claim("mill", "The mill in Orby has stood idle for three years."))
    (same,) = check_text("> The mill in Orby has stood idle for three years.\n", known, path="a.md").findings
    (other,) = check_text("> The mill in Orby stood idle for three years.\n", known, path="a.md").findings
    assert same.rule == "V003"
    assert other.verdict is Verdict.UNVERIFIED


def test_a_changed_quotation_is_mended_by_the_words_of_the_source() -> None:
    found = check('"The dam is old and it will stay safe," said Ada Brandt.', claim("dam", SAID))
    assert (found.rule, found.suggestion) == ("V109", "safe")


# ---------------------------------------------------------------- settings


def test_sentences_over_the_limit_are_skipped_and_named() -> None:
    settings = Settings(limits=Limits(max_statements=2))
    text = "The ferry to Isk carries 90 cars. The ferry to Isk carries 90 cars.\nThe ferry sank. It rained."
    report = check_text(text, store(FERRY), settings=settings)
    assert report.statements == 2
    assert [one.reason for one in report.skipped] == [
        "line 2: everything from here on, over the limit of 2 sentences (V207)"
    ]


def test_a_draft_at_the_limit_is_checked_whole() -> None:
    settings = Settings(limits=Limits(max_statements=2))
    report = check_text("The ferry sank in May. The boat came in June.", store(FERRY), settings=settings)
    assert (report.statements, report.skipped) == (2, ())


def test_words_that_are_no_names_here_do_not_clash_as_names() -> None:
    known = claim("library", "The architect Marta Keel designed the Orrin library.")
    text = "The architect Jonas Ferreira designed the Orrin library."
    assert check(text, known).rule == "V101"
    assert check(text, known, ignore_terms=("Jonas Ferreira",)).rule != "V101"
