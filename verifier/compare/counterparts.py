"""The terms of a claim that may be the counterpart of a term of the statement, and what each is worth."""

from __future__ import annotations

from itertools import pairwise

from verifier.analysis.kinship import Kinship, kinship
from verifier.analysis.name_matching import same_name
from verifier.analysis.syntax import Syntax
from verifier.analysis.terms import Term

# What a counterpart is worth. A narrower word says more than the claim does, so it backs little.
CREDIT = {
    Kinship.SAME: 1.0,
    Kinship.FAMILY: 0.97,
    Kinship.SYNONYM: 0.9,
    Kinship.BROADER: 0.8,
    Kinship.NARROWER: 0.3,
    Kinship.NONE: 0.0,
    Kinship.OPPOSITE: 0.0,
}
BY_MEANING = frozenset({Kinship.SYNONYM, Kinship.BROADER, Kinship.NARROWER})
VERB_AND_ADVERB = frozenset("VR")
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "from"})

Option = tuple[float, Kinship, Term]  # credit, how, the counterpart


class KnownTerms:
    """The known terms, indexed once for many look-ups."""

    def __init__(self, terms: tuple[Term, ...], stated: Syntax, syntaxes: tuple[Syntax, ...]) -> None:
        self.syntaxes = syntaxes
        self.terms = terms
        self.words: dict[str, list[Term]] = {}
        self.name_words: dict[str, list[Term]] = {}
        self.names: list[Term] = []
        self.acronyms: dict[int, Term] = {}  # token of the statement -> the acronym it is spelt out by
        for term in terms:
            if term.kind in ("name", "pronoun"):
                self.names.append(term)
                for name in term.names:
                    for word in (*name.words, *name.title):
                        self.name_words.setdefault(word, []).append(term)
                    if name.acronym:
                        found = spelt_out((stated,), name.words[0])
                        if found is not None:
                            self.acronyms.update(dict.fromkeys(found[1], term))
            elif term.kind == "word":
                self.words.setdefault(term.key, []).append(term)

    def options(self, term: Term) -> list[Option]:
        """All counterparts of a term with their credit; opposites among them with none."""
        return self._word(term) if term.kind == "word" else self._name(term)

    def _word(self, term: Term) -> list[Option]:
        found: list[Option] = []
        for word, terms in self.words.items():
            kin = kinship(term.key, word)
            if kin is Kinship.NONE:
                continue
            if (
                kin in BY_MEANING
            ):  # "further" is a verb that means "support", and no such verb in "further cuts"
                terms = [known for known in terms if {term.tag, known.tag} != VERB_AND_ADVERB]
            found += [(CREDIT[kin], kin, known) for known in terms]
        if not any(credit >= CREDIT[Kinship.SYNONYM] for credit, _, _ in found):
            for word, terms in self.name_words.items():  # "the ministerial", "an American"
                kin = kinship(term.key, word)
                if kin >= Kinship.FAMILY:
                    found += [(0.95, kin, known) for known in terms]
            acronym = self.acronyms.get(term.token)
            if acronym is not None:
                found.append((0.95, Kinship.SAME, acronym))
        return found

    def _name(self, term: Term) -> list[Option]:
        found: list[Option] = []
        for known in self.names:
            credit = names_credit(term, known)
            if credit:
                found.append((credit, Kinship.SAME, known))
        if found:
            return found
        if len(term.names) > 1:  # "they": each of them must be there
            each = [[k for k in self.names if any(same_name(one, n) for n in k.names)] for one in term.names]
            return [(1.0, Kinship.SAME, each[0][0])] if all(each) else []
        return self._name_in_words(term) if term.names and term.kind == "name" else []

    def _name_in_words(self, term: Term) -> list[Option]:
        """A name that the claim writes as an acronym's words, as common words, or as somebody's title."""
        name = term.names[0]
        if name.acronym:
            spelt = spelt_out(self.syntaxes, name.words[0])
            at = next((t for t in self.terms if spelt is not None and t.token == spelt[1][0]), None)
            if at is not None:
                return [(0.95, Kinship.SAME, at)]
        words = [word for word in name.words if word != "the"]
        each = [
            self.words.get(word) or self.words.get(word.rstrip("s")) or self.name_words.get(word)
            for word in words
        ]
        if words and all(each) and each[-1]:
            return [(0.85, Kinship.SAME, known) for known in each[-1]]
        if name.kind == "role" and name.title:
            return [
                (0.95, Kinship.SAME, known)
                for known in self.names
                if any(set(name.title) <= set(other.title) for other in known.names)
            ]
        return []


def names_credit(stated: Term, known: Term) -> float:
    """How surely two name terms are the same entity: 0 for no."""
    how = [next((h for k in known.names if (h := same_name(s, k))), None) for s in stated.names]
    if not how or not all(how):
        return 0.0
    if any(name.weak for name in (*stated.names, *known.names)):
        same_words = stated.key == known.key
        if not same_words and {stated.preposition, known.preposition} & PLACE_PREPOSITIONS:
            return 0.0  # "in Washington" is a place, not the government
        return 0.9
    return 1.0


def spelt_out(syntaxes: tuple[Syntax, ...], letters: str) -> tuple[Syntax, tuple[int, ...]] | None:
    """The words that an acronym is made of: "genetically modified" for GM. Joining words may be skipped."""
    if not 2 <= len(letters) <= 6:
        return None
    for syntax in syntaxes:
        tokens = [
            (at, token)
            for at, token in enumerate(syntax.tokens)
            if token.tag in "NPVAR#" and token.text[0].isalnum()
        ]
        initials = "".join(token.lower[0] for _, token in tokens)
        start = initials.find(letters)
        while start >= 0:
            chosen = tokens[start : start + len(letters)]
            if all(b[0] - a[0] <= 2 for a, b in pairwise(chosen)) and all(
                len(token.text) > 2 for _, token in chosen
            ):
                return syntax, tuple(at for at, _ in chosen)
            start = initials.find(letters, start + 1)
    return None
