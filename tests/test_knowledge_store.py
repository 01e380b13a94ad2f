"""The store and its index: digest, life of claims, candidates, trusted texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.errors import ClaimsError
from verifier.findings import Candidate
from verifier.knowledge import Query, Store, claims_from_text, figures_in, index, merge
from verifier.model import Citation, Claim, ClaimPlace, ClaimStatus, Entity, Source

TEXT = (
    "Puffins nest on the island of Skarn. The colony counted 4,200 pairs in 2019. "
    "Rats reached Skarn in 1987. The lighthouse keeper left in 1992. "
    "Gannets outnumber puffins on the southern cliffs."
)
SOURCE = Source("skarn", "Birds of Skarn", TEXT)


def claim(
    name: str, statement: str, status: ClaimStatus = ClaimStatus.ACTIVE, expires: date | None = None
) -> Claim:
    place = ClaimPlace("claims/birds.yaml", 3)
    return Claim(name, statement, (Citation("skarn", statement),), place, status, expires=expires)


CLAIMS = (
    claim("nest", "Puffins nest on the island of Skarn."),
    claim("count", "The colony counted 4,200 pairs in 2019."),
    claim("rats", "Rats reached Skarn in 1987."),
    claim("keeper", "The lighthouse keeper left in 1992."),
    claim("gannets", "Gannets outnumber puffins on the southern cliffs."),
)
ENTITIES = (
    Entity("skarn", "Skarn", "place", ("the island of Skarn", "Skarn Island")),
    Entity("rspb", "RSPB", "organisation", ("US",)),
)


def store(*claims: Claim) -> Store:
    return Store(claims or CLAIMS, {"skarn": SOURCE}, ENTITIES)


def words(text: str) -> Query:
    return Query(tuple((word, 1.0) for word in text.split()))


def ids(candidates: tuple[Candidate, ...]) -> list[str]:
    return [candidate.claim.id for candidate in candidates]


def test_find_stems_words_and_names_what_matched() -> None:
    found = store().find(words("A puffin nesting"), 3)
    assert ids(found) == ["nest", "gannets"]
    assert found[0].matched_on == ("words:puffin", "words:nesting")
    assert found[0].score > found[1].score > 0


def test_find_by_entity_and_by_figure() -> None:
    found = store().find(Query(entities=("skarn",), figures=("4200",)), 5)
    assert set(ids(found)) == {"nest", "rats", "count"}
    matched = {candidate.claim.id: candidate.matched_on for candidate in found}
    assert matched == {"nest": ("entity:skarn",), "rats": ("entity:skarn",), "count": ("figure:4200",)}


def test_an_alias_brings_the_name() -> None:
    found = store(claim("size", "Skarn Island measures 3 km.")).find(words("Skarn"), 1)
    assert ids(found) == ["size"]


def test_a_word_is_no_acronym() -> None:
    matcher = store().names
    assert matcher.ids_in("They told us about it.") == ()
    assert matcher.ids_in("The US paid for it.") == ("rspb",)


def test_weights_count() -> None:
    light = store().find(Query((("lighthouse", 0.01), ("cliffs", 1.0))), 2)
    heavy = store().find(Query((("lighthouse", 9.0), ("cliffs", 1.0))), 2)
    assert (ids(light)[0], ids(heavy)[0]) == ("gannets", "keeper")


def test_equal_scores_keep_the_order_of_the_claims() -> None:
    many = store(*(claim(f"gate-{number}", "The lock gate opens at noon.") for number in range(60)))
    assert ids(many.find(words("lock gate"), 8)) == [f"gate-{number}" for number in range(8)]
    hidden = many.without("gate-0", "gate-2")
    assert ids(hidden.find(words("lock gate"), 3)) == ["gate-1", "gate-3", "gate-4"]
    assert "gate-0" not in hidden
    assert len(hidden) == 58


@given(st.text(max_size=40), st.floats(), st.integers(-2, 20))
def test_any_query_is_answered(text: str, weight: float, limit: int) -> None:
    found = SHARED.find(Query(((text, weight), ("puffins", 1.0)), (text,), (text,)), limit)
    assert len(found) <= max(limit, 0)


SHARED = store()


def test_empty_queries_and_stores_find_nothing() -> None:
    assert store().find(Query(), 5) == ()
    assert store().find(Query(words=(("", 1.0), ("\u0000", 1.0))), 5) == ()
    assert Store().find(words("puffin"), 5) == ()
    assert store().find(words("submarine"), 5) == ()


def test_only_live_claims_are_found() -> None:
    told = "Puffins nest on the island of Skarn."
    every = store(*(claim(status.value, told, status) for status in ClaimStatus))
    assert ids(every.find(words("puffins"), 9)) == ["active", "disputed"]


def test_expiry_needs_a_day() -> None:
    old = claim("old", "The ferry runs daily.", expires=date(2025, 6, 30))
    gone = claim("gone", "The ferry ran weekly.", ClaimStatus.RETRACTED, date(2020, 1, 1))
    some = store(old, gone, CLAIMS[0])
    assert [c.id for c in some.active()] == ["old", "nest"]
    assert [c.id for c in some.active(date(2025, 6, 30))] == ["old", "nest"]
    assert [c.id for c in some.active(date(2025, 7, 1))] == ["nest"]
    assert [c.id for c in some.expired(date(2025, 7, 1))] == ["old"]
    assert some.expired() == ()
    assert ids(some.find(words("ferry"), 5)) == ["old"]


@given(st.permutations(CLAIMS), st.permutations(ENTITIES))
def test_digest_does_not_depend_on_order_or_place(claims: list[Claim], entities: list[Entity]) -> None:
    moved = [replace(one, place=ClaimPlace(f"elsewhere/{at}.yaml", at + 1)) for at, one in enumerate(claims)]
    assert Store(moved, {"skarn": replace(SOURCE, path="x")}, entities).digest == store().digest


@pytest.mark.parametrize(
    "other",
    [
        store(*CLAIMS[1:]),
        store(replace(CLAIMS[0], statement="Puffins nest on Skarn."), *CLAIMS[1:]),
        store(replace(CLAIMS[0], status=ClaimStatus.DISPUTED), *CLAIMS[1:]),
        store(replace(CLAIMS[0], expires=date(2030, 1, 1)), *CLAIMS[1:]),
        store(replace(CLAIMS[0], compatible_with=("rats",)), *CLAIMS[1:]),
        store(
            replace(CLAIMS[0], citations=(replace(CLAIMS[0].citations[0], vanished=date(2026, 1, 1)),)),
            *CLAIMS[1:],
        ),
        Store(CLAIMS, {"skarn": replace(SOURCE, text=TEXT + " ")}, ENTITIES),
        Store(CLAIMS, {"skarn": SOURCE}, ENTITIES[:1]),
    ],
)
def test_digest_sees_every_change(other: Store) -> None:
    assert other.digest != store().digest


def test_unknown_id_gets_a_hint() -> None:
    with pytest.raises(ClaimsError, match="keeper"):
        store().claim("keper")
    assert store().claim("keeper") is CLAIMS[3]


def test_figures() -> None:
    assert figures_in("1,250.50 of 007, then 3.0 and 1,250.5; no-9") == ("1250.5", "7", "3", "9")
    assert figures_in("none at all") == ()


def test_large_index_is_kept_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verifier.knowledge.store.LARGE", 3)
    expected = ids(store().find(words("puffins Skarn"), 3))
    for round_ in range(3):
        kept = Store(CLAIMS, {"skarn": SOURCE}, ENTITIES, cache_dir=tmp_path)
        assert ids(kept.find(words("puffins Skarn"), 3)) == expected
        folders = list((tmp_path / "index").iterdir())
        assert len(folders) == 1, "nothing half built is left behind"
        if round_ == 1:
            (folders[0] / "meta.json").write_text("{")
    assert str(index.LAYOUT) in folders[0].name
    reordered = Store(CLAIMS[::-1], {"skarn": SOURCE}, ENTITIES, cache_dir=tmp_path)
    assert ids(reordered.find(words("lighthouse"), 1)) == ["keeper"]


def test_small_index_is_not_kept(tmp_path: Path) -> None:
    small = Store(CLAIMS, {"skarn": SOURCE}, ENTITIES, cache_dir=tmp_path)
    assert small.find(words("puffins"), 1)
    assert list(tmp_path.iterdir()) == []


def test_every_sentence_of_a_text_is_a_claim() -> None:
    text = (
        "# Bread\n\nThe bakery opened in 1904. It sells rye bread.\n\n## Flour\n\nThe flour is from Tarn.\n"
    )
    made = claims_from_text(text, source_id="bakery", title="A bakery", path="bakery.md")
    assert [(one.id, one.statement, one.place.line) for one in made.claims] == [
        ("bakery-1", "The bakery opened in 1904.", 3),
        ("bakery-2", "It sells rye bread.", 3),
        ("bakery-3", "The flour is from Tarn.", 7),
    ]
    assert made.claims[1].context == ("Bread", "The bakery opened in 1904.")
    assert made.claims[2].context[-1] == "Flour"
    source = made.sources["bakery"]
    assert source.title == "A bakery"
    for one in made.claims:
        span = one.citations[0].span
        assert span is not None
        assert span.of(source.text) == one.citations[0].quote == one.statement


def test_context_is_four_sentences() -> None:
    made = claims_from_text(" ".join(f"Stop {number} is on the hill." for number in range(1, 8)))
    assert made.claims[6].context == tuple(f"Stop {number} is on the hill." for number in range(3, 7))
    assert made.claims[0].context == ()


def test_texts_are_merged() -> None:
    one, two = claims_from_text("It rains.", source_id="a"), claims_from_text("It snows.", source_id="b")
    both = merge([one, two])
    assert [claim.id for claim in both.claims] == ["a-1", "b-1"]
    assert set(both.sources) == {"a", "b"}
    with pytest.raises(ClaimsError, match="two sources have the id “a”"):
        merge([one, claims_from_text("It hails.", source_id="a")])
    with pytest.raises(ClaimsError, match="same id"):
        merge([one, one])
    assert len(claims_from_text("")) == 0


def test_proposed_claims_count_only_when_asked_for() -> None:
    waiting = claim("waiting", "The ferry runs hourly.", ClaimStatus.PROPOSED)
    store = Store([claim("a", "The ferry is white."), waiting])
    query = Query(words=(("hourly", 1.0),))
    assert [one.id for one in store.active()] == ["a"]
    assert store.find(query, 5) == ()
    asked = store.with_proposed
    assert [one.id for one in asked.active()] == ["a", "waiting"]
    assert [one.claim.id for one in asked.find(query, 5)] == ["waiting"]
    assert [one.claim.id for one in asked.without("a").find(query, 5)] == ["waiting"]
    assert Store.merge([store, Store()]).uses_proposed is False
    assert Store.merge([asked, Store()]).uses_proposed is True
    assert asked.digest == store.digest


@pytest.mark.parametrize("asked", ["Bolívar", "Bolivar", "bolívar"])
@pytest.mark.parametrize("written", ["Bolívar", "Bolivar"])
def test_accents_do_not_matter_to_finding(asked: str, written: str) -> None:
    claims = [
        claim("statue", f"The statue of {written} stands in Orby."),
        claim("other", "Rain fell in Orby."),
    ]
    (found,) = Store(claims).find(Query(words=((asked, 1.0),)), 5)
    assert found.claim.id == "statue"
