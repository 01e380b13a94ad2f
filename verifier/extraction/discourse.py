"""What an article has spoken of so far, and how each thing is printed when it is named again."""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.analysis import Analysis
from verifier.analysis.coreference import COUNTRY_KINDS, GROUP, PERSON, THING
from verifier.analysis.names import Name
from verifier.analysis.tokens import Token
from verifier.extraction.mentions import Mention
from verifier.extraction.naming import Names, looks_personal
from verifier.extraction.rewriting import definite
from verifier.frozen import frozen
from verifier.model import Span

FIRST_PERSON = frozenset("i me my mine we us our ours you your yours myself ourselves yourself".split())
DEMONSTRATIVES = frozenset("this that these those".split())
MANY = 200  # phrases with one noun that are looked at; in a long text there are thousands
_BACK = 8  # sentences back in which "both ministers" may have been named
_PEOPLE = ("person", "other")


class Unresolved(Exception):
    """A word that cannot be settled, with where it stands and why."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(reason)
        self.span = span
        self.reason = reason


@frozen
class Subject:
    """The last subject that was spoken of, as it is printed when taken up."""

    text: str
    plural: bool
    person: bool


@dataclass(slots=True)
class Discourse:
    """The sentences so far, their noun phrases, and what was put in the place of some of them."""

    names: Names
    mentions: list[tuple[Mention, ...]] = field(default_factory=list)  # of each sentence
    analyses: list[Analysis] = field(default_factory=list)
    printed: dict[tuple[int, int], str] = field(default_factory=dict)  # sentence and first token of a phrase
    taken_up: dict[int, str] = field(default_factory=dict)  # sentence -> the person that its "she" is
    by_head: dict[str, list[Mention]] = field(default_factory=dict)  # of all sentences but the present one
    unsettled: set[tuple[int, int]] = field(
        default_factory=set
    )  # phrases of which nobody can say which it is

    def enter(self, analysis: Analysis, mentions: tuple[Mention, ...]) -> None:
        """Go on to the next sentence."""
        for one in self.mentions[-1] if self.mentions else ():
            self.by_head.setdefault(one.head, []).append(one)
        self.analyses.append(analysis)
        self.mentions.append(mentions)

    def spoken_of(self, head: str) -> list[Mention]:
        """The last MANY phrases with this noun before the present sentence, oldest first."""
        return self.by_head.get(head, [])[-MANY:]

    def is_person(self, name: Name) -> bool:
        """Whether the name is a person's, as far as the article says."""
        bearer = self.names.bearer_of(name)
        kind = bearer.kind if bearer is not None else name.kind
        if bearer is not None and bearer.article:
            return False
        return kind == "person" or (kind == "other" and name.kind in _PEOPLE and looks_personal(name))

    def last_person(self, at: int) -> str | None:
        """The person whom "he" or "she" takes up: the subject of a sentence before anybody else in it."""
        for number in range(len(self.analyses) - 1, max(-1, len(self.analyses) - 2 - _BACK), -1):
            analysis = self.analyses[number]
            here = number == len(self.analyses) - 1
            if number in self.taken_up and not here:
                return self.taken_up[number]
            names = [one for one in analysis.names if not here or one.end <= at]
            people = [one for one in names if self.surely_person(one)]
            people = people or [one for one in names if self.is_person(one)]
            subjects = [c.subject for c in analysis.syntax.clauses if c.subject is not None and not c.nominal]
            first = [one for one in people if any(s.start <= one.start < s.end for s in subjects)]
            if first or people:
                return self.names.full((first or people)[0])
        return None

    def surely_person(self, name: Name) -> bool:
        """Whether the article leaves no doubt of it: a title, or a surname alone later on."""
        bearer = self.names.bearer_of(name)
        return bearer is not None and bearer.kind == "person"

    def print(self, mention: Mention) -> str | None:
        """The phrase as it is said again elsewhere; None when it leans on something itself."""
        known = self.printed.get((mention.sentence, mention.first))
        if known is not None:
            return known
        if (mention.sentence, mention.first) in self.unsettled:
            return None
        analysis = self.analyses[mention.sentence]
        tokens = [t for t in analysis.syntax.tokens if mention.span.start <= t.start < mention.span.end]
        if mention.name is not None:
            return self.names.full(mention.name)
        leaning = PERSON | THING | GROUP | FIRST_PERSON
        if any(t.tag in ("O", "S", "V", "M", "X") and t.lower in leaning for t in tokens):
            return None
        if tokens and tokens[0].lower in DEMONSTRATIVES:
            return None
        text = mention.span.of(analysis.text)
        for name in reversed(analysis.names):
            if name.span.within(mention.span) and self.is_person(name):
                start = name.span.start - mention.span.start
                text = text[:start] + self.names.full(name) + text[start + len(name.text) :]
        bare = not mention.determiner and tokens and tokens[0].tag not in ("P", "S") and not _owned(tokens)
        if not bare:
            return definite(text)
        named = len(tokens) > 1 and (tokens[1].tag in "P#" or tokens[1].text[0].isupper())
        return f"the {text}" if named else f"the {text[0].lower()}{text[1:]}"

    def subject_before(self, at: int) -> Subject | None:
        """The subject that was spoken of last: earlier in this sentence, else that of the one before."""
        here = [one for one in self.mentions[-1] if one.subject and one.end <= at]
        if here:
            return self._as_subject(here[0])
        if len(self.mentions) < 2:
            return None
        earlier = next((one for one in self.mentions[-2] if one.subject), None)
        if earlier is not None:
            return self._as_subject(earlier)
        pronoun = self.printed.get((len(self.mentions) - 2, -1))
        return Subject(pronoun, plural=False, person=False) if pronoun else None

    def _as_subject(self, mention: Mention) -> Subject | None:
        text = self.print(mention)
        if text is None:
            return None
        person = mention.name is not None and self.is_person(mention.name)
        tokens = self.analyses[mention.sentence].syntax.tokens
        joined = mention.end < len(tokens) and tokens[mention.end].lower == "and"
        other = next(
            (o for o in self.mentions[mention.sentence] if joined and o.first == mention.end + 1), None
        )
        if other is not None and other.end < len(tokens) and tokens[other.end].tag in "VXM":
            words = self.analyses[mention.sentence].text[tokens[other.first].start : other.span.end]
            rest = (self.print(other) if other.name is not None else None) or words
            return Subject(f"{text} and {rest}", plural=True, person=person)
        return Subject(text, mention.plural, person)

    def only_group(self) -> str | None:
        """The one group that the sentence before speaks of with "the": "each of the new ships"."""
        if len(self.mentions) < 2:
            return None
        found = [one for one in self.mentions[-2] if one.plural and one.determiner in ("the", "these")]
        return self.print(found[0]) if len(found) == 1 else None

    def last_two(self, at: int, *, countries: bool) -> list[str]:
        """The two people, or countries, that were named last; empty where there are more, or fewer."""
        for number in range(len(self.analyses) - 1, max(-1, len(self.analyses) - 2 - _BACK), -1):
            names = self.analyses[number].names
            if number == len(self.analyses) - 1:
                names = tuple(name for name in names if name.end <= at)
            fitting = [
                name for name in names if (name.kind in COUNTRY_KINDS if countries else self.is_person(name))
            ]
            pair = _joined_by_and(self.analyses[number], fitting) or self._different(fitting)
            if len(pair) == 2:
                return [self.names.country(n) if countries else self.names.full(n) for n in pair]
            if len(pair) > 2:
                return []
        return []

    def _different(self, names: list[Name]) -> list[Name]:
        found: dict[object, Name] = {}
        for name in names:
            found.setdefault(name.ids or id(self.names.bearer_of(name)), name)
        return list(found.values())


def _owned(tokens: list[Token]) -> bool:
    return any(token.tag == "G" for token in tokens)


def _joined_by_and(analysis: Analysis, names: list[Name]) -> list[Name]:
    """ "between Ann Lee and Bob Hay": the two, whoever else is named."""
    tokens = analysis.syntax.tokens
    for one in names:
        for other in names:
            if one.end + 1 == other.start and tokens[one.end].lower == "and":
                return [one, other]
    return []
