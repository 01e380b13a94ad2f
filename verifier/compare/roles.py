"""Who does what to whom: are the two sides of an action exchanged?"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.analysis import Analysis
from verifier.analysis.kinship import converse
from verifier.analysis.syntax import Clause, Phrase
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.likeness import alike, in_phrase, meet, noun_at
from verifier.findings import Comparison, Facet, Relation

REST = 0.85
REST_WEIGHT = 3.5
RECEIVING = frozenset({"receive", "get", "obtain", "accept", "win"})
UNDERGOING = frozenset({"patient", "on", "against", "to", "from", "by"})
FROM_TO = frozenset({"from", "to"})


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each pair of like actions with participants on both sides."""
    found: list[Comparison] = [*_received(alignment), *_owners(alignment)]
    for stated in alignment.statement.syntax.clauses:
        if not stated.lemma or stated.lemma in ("be", "have") or _voice_unsure(stated):
            continue
        for known in alignment.claim.syntax.clauses:
            if _voice_unsure(known):
                continue
            if known.lemma and alike(stated.lemma, known.lemma) and not converse(stated.lemma, known.lemma):
                comparison = _compare_pair(alignment, stated, known)
                if comparison is not None:
                    found.append(comparison)
    return tuple(found)


def _voice_unsure(clause: Clause) -> bool:
    """A bare past form after "and" may share the auxiliary before it: "was considered and recommended"."""
    verb = clause.verb
    if verb is None or verb.passive:
        return False
    return verb.form == "participle" or (clause.marker in ("and", "or", "but") and verb.start == verb.head)


def _compare_pair(alignment: Alignment, stated: Clause, known: Clause) -> Comparison | None:
    s_agent = _participants(alignment.statement, stated.agent)
    k_agent = _participants(alignment.claim, known.agent)
    if not s_agent or not k_agent or meet(s_agent[:1], k_agent):
        return None
    if known.agent is not None and any(
        in_phrase(alignment.claim, known.agent, t) and meet(s_agent[:1], [t]) for t in alignment.claim.terms
    ):
        return None
    giver = _giver_and_taker(alignment, stated, known, s_agent, k_agent)
    if giver is not None:
        return giver
    s_others = [(stated.patient, "patient"), *((p, p.preposition or "") for p in stated.obliques)]
    k_others = [(known.patient, "patient"), *((p, p.preposition or "") for p in known.obliques)]
    moved = False
    for k_phrase, k_role in k_others:
        k_other = _participants(alignment.claim, k_phrase)
        if not k_other or not meet(s_agent, k_other):
            continue
        moved = moved or k_role in UNDERGOING
        for s_phrase, s_role in s_others:
            if s_role != k_role and not {s_role, k_role} <= FROM_TO:
                continue
            s_other = _participants(alignment.statement, s_phrase)
            if s_other and meet(s_other, k_agent):
                note = f"{k_agent[0].text} is the one who does it in the claim"
                return Comparison(
                    Facet.ROLES, "exchanged", Relation.CONFLICTS, "V111", s_agent[0], k_agent[0], note
                )
    named = s_agent[0].names and k_agent[0].names
    if moved and named and _rest_agrees(alignment, stated):
        note = f"{k_agent[0].text} is the one who does it in the claim"
        return Comparison(
            Facet.ROLES, "undergoer made agent", Relation.CONFLICTS, "V111", s_agent[0], k_agent[0], note
        )
    if moved or named:
        note = f"in the claim it is {k_agent[0].text} who does it"
        return Comparison(Facet.ROLES, "another agent", Relation.SILENT, "V202", s_agent[0], k_agent[0], note)
    return None


def _giver_and_taker(
    alignment: Alignment, stated: Clause, known: Clause, s_agent: list[Term], k_agent: list[Term]
) -> Comparison | None:
    """The doer on one side is giver or taker on the other: "bought from Ann" against "Ann bought"."""
    patient = stated.patient
    if patient is None or not any(
        patient.start <= t.token < patient.end and not t.light and alignment.match_of(t).backed
        for t in alignment.statement.terms
    ):
        return None
    for analysis, clause, others in (
        (alignment.statement, stated, k_agent),
        (alignment.claim, known, s_agent),
    ):
        for phrase in clause.obliques:
            if phrase.preposition not in FROM_TO:
                continue
            side = _participants(analysis, phrase)
            if side and side[0].names and others[0].names and meet(side[:1], others[:1]):
                note = f"{k_agent[0].text} is the one who does it in the claim"
                return Comparison(
                    Facet.ROLES, "giver made taker", Relation.CONFLICTS, "V111", s_agent[0], k_agent[0], note
                )
    return None


def _received(alignment: Alignment) -> Iterator[Comparison]:
    """ "Ann invited Bob" against "Ann received an invitation": who gets it is not who gives it."""
    for stated in alignment.statement.syntax.clauses:
        s_agent = _participants(alignment.statement, stated.agent)
        s_patient = _participants(alignment.statement, stated.patient)
        if stated.nominal or not s_agent or not s_patient or not s_agent[0].names or not s_patient[0].names:
            continue
        for known in alignment.claim.syntax.clauses:
            if known.lemma not in RECEIVING or known.subject is None or not known.objects:
                continue
            what = alignment.claim.syntax.tokens[known.objects[0].head].lemma
            receiver = _participants(alignment.claim, known.subject)
            if alike(stated.lemma, what) and receiver and receiver[0].names:
                if meet(s_agent, receiver) and not meet(s_patient, receiver):
                    note = f"{receiver[0].text} is the one who receives it in the claim"
                    yield Comparison(
                        Facet.ROLES,
                        "receiver made giver",
                        Relation.CONFLICTS,
                        "V111",
                        s_agent[0],
                        receiver[0],
                        note,
                    )


def _owners(alignment: Alignment) -> Iterator[Comparison]:
    """ "Russian purchases of Indian oil" against "India's purchases of Russian oil": two owners exchanged."""
    stated, known = _owned(alignment.statement), _owned(alignment.claim)
    shared = [noun for noun in stated if noun in known]
    for number, noun in enumerate(shared):
        for other in shared[number + 1 :]:
            a, b, x, y = stated[noun], stated[other], known[noun], known[other]
            if meet([a], [y]) and meet([b], [x]) and not meet([a], [x]):
                note = f"in the claim it is {x.text}’s {noun} and {y.text}’s {other}"
                yield Comparison(Facet.ROLES, "owners exchanged", Relation.CONFLICTS, "V111", a, x, note)


def _owned(analysis: Analysis) -> dict[str, Term]:
    """Noun -> the name right before it: its owner or origin."""
    found: dict[str, Term] = {}
    tokens = analysis.syntax.tokens
    for term in analysis.terms:
        if term.kind != "name":
            continue
        end = term.names[0].end
        if end < len(tokens) and tokens[end].tag == "G":
            end += 1
        noun = noun_at(analysis, end)
        if noun:
            found.setdefault(noun, term)
    return found


def _rest_agrees(alignment: Alignment, stated: Clause) -> bool:
    """Nearly all that the statement's clause says besides stands in the claim."""
    own = [
        t
        for t in alignment.statement.terms
        if stated.start <= t.token < stated.end and t.kind not in ("quantity", "time")
    ]
    weight = sum(t.weight for t in own if alignment.match_of(t).backed)
    return not stated.nominal and weight >= REST_WEIGHT and alignment.coverage(own, context=False) >= REST


def _participants(analysis: Analysis, phrase: Phrase | None) -> list[Term]:
    """Names and weighty nouns of a phrase and of the "of" phrases that belong to it, names first."""
    if phrase is None:
        return []
    end = phrase.end
    tokens = analysis.syntax.tokens
    for other in analysis.syntax.phrases:
        joined = other.start == end + 1 and tokens[end].tag == "C" and other.preposition == phrase.preposition
        if (other.start == end + 1 and other.preposition == "of") or joined:
            end = other.end
    own = [t for t in analysis.terms if phrase.start <= t.token < end and not t.light]
    names = [t for t in own if t.kind in ("name", "pronoun")]
    return names or [t for t in own if t.kind == "word" and t.tag in "NP"][-2:]
