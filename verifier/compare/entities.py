"""Names: the same person, place or body in the same part?"""

from __future__ import annotations

from rapidfuzz.fuzz import ratio as similarity

from verifier.analysis import Analysis
from verifier.analysis.assertion import Modality
from verifier.analysis.details import Detail
from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.names import name_words
from verifier.analysis.terms import Term
from verifier.compare.alignment import Alignment
from verifier.compare.anchoring import figures_and_dates
from verifier.compare.contrast import dates_agree, figures_agree
from verifier.compare.likeness import noun_at
from verifier.compare.predicates import predicate_pairs
from verifier.findings import Comparison, Facet, Relation

EXCHANGED = 0.86  # share of all other words that must agree before another name in the same part is a clash
WEIGHT = 2.4  # and how much weight those words must have
UNIQUE = frozenset(
    "only sole last first final inaugural main leading top largest biggest most capital".split()
)
UNIQUE_VERBS = frozenset("lead head chair host top dominate win".split())
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})
MISSPELT = 74  # rapidfuzz ratio, 0 to 100, above which two names may be spellings of one
LOCAL = 0.8  # share of the other words that must stand in the clause of the other name
LOCAL_WEIGHT = 1.7  # weight of common words among them
PLACES = frozenset({"place", "country", "capital"})


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each name of the statement."""
    found = []
    details = alignment.statement.details
    for term in alignment.statement.terms:
        if term.kind not in ("name", "pronoun"):
            continue
        match = alignment.match_of(term)
        if match.backed:
            relation = Relation.AGREES if match.credit >= 0.99 else Relation.COMPATIBLE
            level = "before the claim" if match.in_context else "same"
            found.append(Comparison(Facet.ENTITY, level, relation, "V101", term, match.known))
            continue
        exchanged = _exchanged(alignment, details, term)
        if exchanged is not None:
            note = f"{_written(term)} where the claim has {_written(exchanged)}"
            found.append(
                Comparison(Facet.ENTITY, "another name", Relation.CONFLICTS, "V101", term, exchanged, note)
            )
        else:
            note = f"the claim does not name {_written(term)}"
            found.append(Comparison(Facet.ENTITY, "not named", Relation.SILENT, "V202", term, None, note))
    return tuple(found)


def _written(term: Term) -> str:
    return " and ".join(name.text for name in term.names) or term.text


def _exchanged(alignment: Alignment, details: tuple[Detail, ...], term: Term) -> Term | None:
    """The claim's name in the same part, when everything else of the detail agrees."""
    detail = next((d for d in details if term in d.terms), None)
    if detail is None or (term.role == "other" and not term.preposition):
        return None
    rest = [t for t in (*detail.terms, *detail.shared) if t is not term]
    weight = sum(t.weight for t in rest if alignment.match_of(t).backed)
    if weight + figures_and_dates(alignment, term.clause, _main_clause(alignment, term)) < WEIGHT:
        return None
    plain = [t for t in rest if t.kind not in ("quantity", "time")]
    if alignment.coverage(plain) < EXCHANGED:
        return None
    used = {id(match.known) for match in alignment.matches if match.backed}
    options = [
        known
        for known in alignment.claim.terms
        if known.kind == "name"
        and id(known) not in used
        and (
            (
                known.role == term.role
                and (known.preposition == term.preposition or term.role in ("agent", "patient"))
                and _is_head(alignment.statement, term)
            )
            or _same_noun(alignment, term, known)
        )
        and _one_kind(term, known)
        and (_is_head(alignment.claim, known) or _same_noun(alignment, term, known))
    ]
    if len(options) == 1:
        other = options[0]
        if not figures_agree(alignment, term, other) or not dates_agree(alignment, term, other):
            return None
    if len(options) != 1 or not _same_event(alignment, term, options[0], plain):
        return None
    return options[0]


def _main_clause(alignment: Alignment, term: Term) -> int:
    """The claim's clause whose verb is that of the term's clause; -1 for none."""
    return next((p.known for p in predicate_pairs(alignment) if p.stated == term.clause), -1)


def _same_event(alignment: Alignment, stated: Term, known: Term, rest: list[Term]) -> bool:
    """The claim speaks of the same happening, as settled, in the clause that has the other name."""
    local = [
        t
        for t in rest
        if t.kind == "word"
        and not t.light
        and (match := alignment.match_of(t)).backed
        and match.known is not None
        and not match.in_context
        and alignment.claim.detail_at(match.known.clause) == alignment.claim.detail_at(known.clause)
    ]
    if alignment.local_coverage(rest, known.clause) < LOCAL or not _exclusive(alignment, stated, known):
        return False
    bare = not any(t.kind == "word" and not t.light for t in rest)
    if (bare and not _event_and_place(rest, stated)) or (
        not bare and sum(t.weight for t in local) < LOCAL_WEIGHT
    ):
        return False
    predicates = [t for t in rest if t.role == "predicate" and not t.light and t.clause == stated.clause]
    if any(t not in local for t in predicates):
        return False
    s, k = alignment.statement.assertions[stated.clause], alignment.claim.assertions[known.clause]
    return s.negated == k.negated and (s.modality <= k.modality or k.modality >= Modality.PLANNED)


def _event_and_place(rest: list[Term], stated: Term) -> bool:
    """Nothing but an event and where it is: "the fair is in Rome"."""
    kinds = {name.kind for t in rest for name in t.names}
    return kinds <= {"event"} and bool(kinds) and stated.preposition in ("in", "at")


def _exclusive(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Only one name can stand there: "the last meeting was in Rome", "holds over half of it", "built the
    bridge".

    "Invited Ann" leaves room for others; so does every doing to something indefinite.
    """
    if _same_noun(alignment, stated, known) or _one_office(stated, known):
        return True
    clause = alignment.claim.syntax.clauses[known.clause]
    tokens = alignment.claim.syntax.tokens
    for at in range(clause.start, min(clause.end, len(tokens))):
        word = tokens[at].lower
        if word in UNIQUE or (word.endswith("est") and tokens[at].tag == "A" and word != tokens[at].lemma):
            return True
    if clause.lemma in UNIQUE_VERBS:
        return True
    shares = [
        t.quantity for t in alignment.claim.terms if t.quantity is not None and t.clause == known.clause
    ]
    if any(q.dimension == "percent" and (q.low or 0) >= 50 for q in shares):
        return known.role == "agent"
    subject = clause.subject if known.role != "agent" else None
    anchor = clause.patient if known.role == "agent" else subject
    if known.role == "oblique" and known.preposition not in ("in", "at", "on", "by"):
        return False
    if known.role == "patient":
        return clause.lemma == "be"
    if anchor is None:
        return False
    first = tokens[anchor.start]
    return first.lower in DEFINITE or first.tag in ("S", "P") or anchor.possessor is not None


def _one_office(stated: Term, known: Term) -> bool:
    """Both carry the title of one office with its field: one "transport minister", but many a mayor."""
    titles = [set(term.names[0].title) for term in (stated, known) if term.names]
    if len(titles) != 2 or titles[0] != titles[1]:
        return False
    offices = name_words()["offices"]
    return bool(titles[0] & offices) and bool(titles[0] - offices - name_words()["courtesy"])


def _is_head(analysis: Analysis, term: Term) -> bool:
    """The name is what its phrase is about, or its owner, not a word before a noun ("Tsarist government")."""
    if term.kind == "pronoun":
        return True
    end = term.names[0].end
    return any(end - 1 in (phrase.head, phrase.possessor) for phrase in analysis.syntax.phrases)


def _same_noun(alignment: Alignment, stated: Term, known: Term) -> bool:
    """Both names stand right before the same noun: "Iranian oil", "Russian oil"."""
    after = []
    for analysis, term in ((alignment.statement, stated), (alignment.claim, known)):
        if term.kind == "pronoun" or not term.names:
            return False
        end = term.names[0].end
        tokens = analysis.syntax.tokens
        if end < len(tokens) and tokens[end].text == "-":
            end += 1  # "Biden-era"
        after.append(noun_at(analysis, end))
    return after[0] == after[1] != ""


def _opposite_words(stated: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """The names differ in one word, and in it they are opposites: "North Pier", "South Pier"."""
    if len(stated) != len(known) or len(stated) < 2:
        return False
    pairs = [(s, k) for s, k in zip(stated, known, strict=True) if s != k]
    return len(pairs) == 1 and kinship(*pairs[0]) is Kinship.OPPOSITE


def _one_kind(stated: Term, known: Term) -> bool:
    if len(stated.names) != 1 or len(known.names) != 1:
        return False
    s, k = stated.names[0], known.names[0]
    if _opposite_words(s.words, k.words):
        return s.kind == k.kind
    if similarity(s.text, k.text) > MISSPELT or similarity(s.text.split()[-1], k.text.split()[-1]) > MISSPELT:
        return False  # another spelling is no other person
    if s.kind in PLACES and k.kind in PLACES:
        return s.kind == k.kind or "place" in (s.kind, k.kind)
    if "other" in (s.kind, k.kind):
        return not ({s.kind, k.kind} & {"role", "event"}) and stated.role in ("agent", "oblique")
    return s.kind == k.kind
