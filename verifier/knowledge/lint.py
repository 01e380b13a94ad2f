"""What is wrong with a claims database, beyond what keeps it from being read.

The checks that need the matcher are given it as `check`: a function from a sentence and a store to the
finding on it, or None where it is not checkable. So this room stays below the matcher, and a test can
bring its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from verifier.findings import Finding, Verdict
from verifier.knowledge.folding import fold
from verifier.knowledge.problem import Problem
from verifier.knowledge.quotes import SHORT_QUOTE
from verifier.knowledge.reading import Reading
from verifier.knowledge.store import LIVE, Store, is_expired
from verifier.knowledge.trusted_text import claims_from_text
from verifier.model import Claim, ClaimStatus
from verifier.near_miss import did_you_mean

Check = Callable[[str, Store], Finding | None]


def lint(reading: Reading, check: Check | None = None, *, as_of: date | None = None) -> list[Problem]:
    """Everything that is wrong, by file and line.

    Without `check` only what needs no matcher is looked at; without `as_of` nothing has expired.
    """
    problems = list(reading.problems)
    for each in (source_texts, references, short_quotes, duplicates):
        problems += each(reading)
    if as_of is not None:
        problems += lifecycle(reading, as_of)
    if check is not None:
        problems += unsupported(reading.store, check)
        problems += contradictions(reading.store, check)
        problems += examples(reading.store, check)
    return sorted(
        problems, key=lambda problem: (problem.place.path, problem.place.line, problem.place.column)
    )


def source_texts(reading: Reading) -> Iterator[Problem]:
    """V502: texts that are not the ones whose hash was recorded."""
    for name, source in reading.sources.items():
        recorded = source.source.sha256
        if recorded is None:
            yield Problem(
                f"no hash is recorded for the text of “{name}”; add `sha256: {source.actual_sha256}`",
                source.hash_place,
                "V502",
            )
        elif recorded != source.actual_sha256:
            yield Problem(
                f"the text of “{name}” is not the one that was recorded, its hash is now "
                f"{source.actual_sha256}; restore the text, or take it over with `verifier sources update`",
                source.hash_place,
                "V502",
            )


def references(reading: Reading) -> Iterator[Problem]:
    """Ids of other claims that do not exist, and a status that does not fit them."""
    known = [claim.id for claim in reading.store.claims]
    for claim in reading.store.claims:
        named = {
            "not_to_be_confused_with": claim.not_to_be_confused_with,
            "compatible_with": claim.compatible_with,
            "superseded_by": (claim.superseded_by,) if claim.superseded_by else (),
        }
        for key, ids in named.items():
            for name in ids:
                if name == claim.id:
                    yield _problem(claim, f"`{key}` names the claim itself; name another, or take it out")
                elif name not in reading.store:
                    hint = did_you_mean(name, known)
                    yield _problem(claim, f"`{key}` names “{name}”, which is no claim here.{hint}")
        if claim.status is ClaimStatus.SUPERSEDED and claim.superseded_by is None:
            yield _problem(claim, "it is superseded, and `superseded_by` does not say by which claim")
        ring = claim.superseded_by != claim.id and claim.superseded_by in reading.store
        if ring and reading.store.successor(claim) is None:
            yield _problem(claim, "its line of successors leads back into itself; name the claim that counts")
        if claim.superseded_by and claim.status is ClaimStatus.ACTIVE:
            yield _problem(claim, "`superseded_by` is set while `status` is active; set `status: superseded`")
        if claim.status is ClaimStatus.REJECTED and claim.reason is None:
            yield _problem(claim, "it is rejected, and `reason` does not say why")
        if claim.retraction and claim.status is not ClaimStatus.RETRACTED:
            message = f"`retraction` is set while `status` is {claim.status.value}; set `status: retracted`"
            yield _problem(claim, message)


def short_quotes(reading: Reading) -> Iterator[Problem]:
    """Quotes that are too short to prove anything without the words around them."""
    for claim in reading.store.claims:
        if claim.status is ClaimStatus.REJECTED:
            continue
        for citation in claim.evidence:
            if len(citation.quote) < SHORT_QUOTE and not (citation.prefix or citation.suffix):
                yield _problem(
                    claim,
                    f"the quote “{citation.quote}” has {len(citation.quote)} characters; quote at least "
                    f"{SHORT_QUOTE}, or add a `prefix` or a `suffix`",
                )


def duplicates(reading: Reading) -> Iterator[Problem]:
    """V504: live claims that say the same in the same words."""
    seen: dict[str, Claim] = {}
    for claim in reading.store.active():
        words = fold(claim.statement).casefold().rstrip(" .")
        if words in seen:
            first = seen[words].place
            message = (
                f"it says the same as “{seen[words].id}” ({first.path}:{first.line}); merge their citations"
            )
            yield _problem(claim, message, "V504")
        else:
            seen[words] = claim


def lifecycle(reading: Reading, as_of: date) -> Iterator[Problem]:
    """Claims whose day has come on `as_of`."""
    for claim in reading.store.active():
        if is_expired(claim, as_of):
            yield _problem(claim, f"it expired on {claim.expires}; renew it from its source, or retract it")
        elif claim.recheck_by is not None and claim.recheck_by < as_of:
            yield _problem(claim, f"it was to be checked again by {claim.recheck_by}; do so and move the day")


def unsupported(store: Store, check: Check) -> Iterator[Problem]:
    """V503: statements that their own quotes do not back.

    The quotes come first, alone. What they leave open may be in the rest of their sentences, or in the
    sentences before them for a pronoun; a part that is marked as inferred need not be there at all.
    """
    sentences: dict[str, list[Claim]] = {}
    for claim in store.claims:
        if claim.status not in LIVE:  # nothing rests on it; of a proposed one, the review asks the same
            continue
        finding = check(claim.statement, _quotes_of(claim, store))
        if _backs(finding, claim):
            continue
        finding = check(claim.statement, _sentences_of(claim, store, sentences))
        if finding is None:
            message = "its statement cannot be checked; write one plain sentence that states a fact"
            yield _problem(claim, message, "V503")
        elif not _backs(finding, claim):
            yield _problem(
                claim,
                f"its own quotes do not back the statement: {finding.message} Correct the statement, quote "
                "more of the source, or list under `value.inferred` what the source does not print",
                "V503",
            )


def _backs(finding: Finding | None, claim: Claim) -> bool:
    if finding is None or finding.verdict is Verdict.CONTRADICTORY:
        return False
    return finding.verdict is Verdict.CONSISTENT or bool(claim.value and claim.value.inferred)


def _quotes_of(claim: Claim, store: Store) -> Store:
    text = "\n\n".join(citation.quote for citation in claim.evidence)
    alone = claims_from_text(text, source_id="quote")
    return Store(alone.claims, alone.sources, store.entities)


def _sentences_of(claim: Claim, store: Store, cache: dict[str, list[Claim]]) -> Store:
    """The whole sentences of the sources that the quotes of a claim touch, with the sentences before them."""
    touched: dict[str, Claim] = {}
    for citation in claim.evidence:
        source = store.sources[citation.source]
        if citation.source not in cache:
            cache[citation.source] = list(claims_from_text(source.text, source_id=citation.source).claims)
        quote = fold(citation.quote).strip()
        for sentence in cache[citation.source]:
            said = fold(sentence.statement).strip()
            if quote in said or said in quote:
                touched[sentence.id] = sentence
    return Store(touched.values(), store.sources, store.entities)


def contradictions(store: Store, check: Check) -> Iterator[Problem]:
    """V504: pairs of live claims that cannot both be true, unless one of them says that they do not clash."""
    reported: set[frozenset[str]] = set()
    settled_by: dict[str, set[str]] = {claim.id: {claim.id} for claim in store.claims}
    for claim in store.claims:
        for other_id in (*claim.compatible_with, *claim.not_to_be_confused_with):
            settled_by[claim.id].add(other_id)
            settled_by.setdefault(other_id, set()).add(claim.id)
    for claim in store.active():
        if claim.status is ClaimStatus.DISPUTED:
            continue
        settled = settled_by[claim.id]
        finding = check(claim.statement, store.without(*settled))
        if finding is None or finding.verdict is not Verdict.CONTRADICTORY:
            continue
        others = [cited.claim for cited in finding.cited if cited.claim.id not in settled]
        pair = frozenset({claim.id, *(other.id for other in others[:1])})
        if pair in reported:
            continue
        reported.add(pair)
        name = (
            f"“{others[0].id}” ({others[0].place.path}:{others[0].place.line})" if others else "another claim"
        )
        yield _problem(
            claim,
            f"it contradicts {name}: {finding.message} Correct one, or name the other under "
            "`compatible_with`",
            "V504",
        )


def examples(store: Store, check: Check) -> Iterator[Problem]:
    """Examples that do not get the verdict they stand under."""
    for claim in store.active():
        expected = {
            Verdict.CONSISTENT: claim.examples.consistent,
            Verdict.CONTRADICTORY: claim.examples.contradictory,
            Verdict.UNVERIFIED: claim.examples.unverified,
        }
        for verdict, sentences in expected.items():
            for sentence in sentences:
                finding = check(sentence, store)
                got = finding.verdict.value if finding else "not checkable"
                if got != verdict.value:
                    why = f": {finding.message}" if finding else ""
                    yield _problem(claim, f"the example “{sentence}” is {got}, expected {verdict.value}{why}")


def _problem(claim: Claim, message: str, code: str | None = None) -> Problem:
    return Problem(f"{claim.id}: {message}", claim.place, code, claim.id)
