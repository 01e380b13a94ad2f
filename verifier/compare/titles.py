"""Titles and roles: does the statement give a person another office than the claim does?"""

from __future__ import annotations

from verifier.analysis.name_matching import same_name
from verifier.analysis.names import Name, name_words, portfolios
from verifier.compare.alignment import Alignment
from verifier.findings import Comparison, Facet, Relation

RANKS = frozenset({"vice", "deputy", "assistant", "acting", "associate", "former", "ex", "interim", "junior"})


LAPSED = frozenset({"former", "ex", "late"})  # a holder is often named by a past office without the word
CURRENT = frozenset({"current", "currently", "incumbent", "sitting", "serving", "now"})


def compare(alignment: Alignment) -> tuple[Comparison, ...]:
    """One comparison for each titled person whom the claim, or its context, gives a title too."""
    found = []
    known = [name for name in (*alignment.claim.names, *alignment.claim.context_names) if name.title]
    for stated in alignment.statement.names:
        if not stated.title or stated.kind == "role":
            continue
        for other in known:
            if other.words and stated.words and same_name(stated, other):
                level, relation = compare_titles(stated, other)
                if level == "perhaps no longer held" and _holds_now(alignment, stated):
                    level, relation = "no longer held", Relation.CONFLICTS
                note = f"{' '.join(stated.title)} against {' '.join(other.title)}"
                found.append(Comparison(Facet.ENTITY, level, relation, "V114", stated, other, note))
                break
    return tuple(found)


def _holds_now(alignment: Alignment, name: Name) -> bool:
    """ "Ann Berg is the mayor", in the present tense."""
    tokens = alignment.statement.syntax.tokens
    return name.end < len(tokens) and tokens[name.end].lower in ("is", "'s", "remains")


def compare_titles(stated: Name, known: Name) -> tuple[str, Relation]:
    """The first of the ordered levels that holds for two titles of one person."""
    lists = name_words()
    if set(stated.title) - CURRENT <= set(known.title) | lists["courtesy"]:
        if set(known.title) & RANKS - set(stated.title) - LAPSED:
            return "rank dropped", Relation.CONFLICTS
        if set(known.title) & LAPSED - set(stated.title) and set(stated.title) & CURRENT:
            return "no longer held", Relation.CONFLICTS
        if set(known.title) & LAPSED - set(stated.title):
            return "perhaps no longer held", Relation.SILENT
        return "same title", Relation.AGREES
    s_head, k_head = _head(stated), _head(known)
    if s_head in lists["courtesy"] or k_head in lists["courtesy"]:
        return "courtesy", Relation.SILENT
    if s_head == k_head:
        if (set(known.title) & LAPSED and set(stated.title) & CURRENT) or (
            set(stated.title) & LAPSED and set(known.title) & CURRENT
        ):
            return "no longer held", Relation.CONFLICTS
        if (set(stated.title) & RANKS) - LAPSED != (set(known.title) & RANKS) - LAPSED:
            return "another rank", Relation.CONFLICTS
    s_office, k_office = _office(stated, lists), _office(known, lists)
    if s_office and k_office:
        if s_office != k_office and s_head != k_head:
            return "another office", Relation.CONFLICTS
        s_of, k_of = _portfolio(stated, lists), _portfolio(known, lists)
        if s_office != k_office or _different(s_of, k_of):
            return "another portfolio", Relation.CONFLICTS
        if s_of and not (s_of & k_of or _one_group(s_of, k_of)):
            return "portfolio not stated", Relation.SILENT
        return "same office", Relation.COMPATIBLE
    return "another title", Relation.SILENT


def _different(stated: set[str], known: set[str]) -> bool:
    """Two portfolios that one person does not hold under two names."""
    groups = _groups(stated), _groups(known)
    return bool(groups[0] and groups[1]) and not groups[0] & groups[1]


def _one_group(stated: set[str], known: set[str]) -> bool:
    return bool(_groups(stated) & _groups(known))


def _groups(words: set[str]) -> set[int]:
    return {number for number, group in enumerate(portfolios()) if words & group}


def _head(name: Name) -> str:
    heads = name_words()["title_heads"]
    return next((word for word in reversed(name.title) if word in heads), name.title[-1])


def _office(name: Name, lists: dict[str, frozenset[str]]) -> str:
    """The office with the word that makes it another one: "prime minister", "vice president"."""
    head = _head(name)
    if head not in lists["offices"]:
        return ""
    for prefix in ("prime", "vice", "deputy"):
        if prefix in name.title:
            return f"{prefix} {head}"
    return head


def _portfolio(name: Name, lists: dict[str, frozenset[str]]) -> set[str]:
    plain = {
        word.rstrip("s")
        for word in name.title
        if word not in lists["neutral"] and word not in lists["offices"]
    }
    return plain - {"prime", "vice", "deputy"} - {word.rstrip("s") for word in lists["courtesy"]}
