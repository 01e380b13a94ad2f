"""What an article has spoken of so far: its noun phrases with what tells each apart, in order."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.names import Name
from verifier.analysis.structure import Phrase
from verifier.analysis.tokens import Token
from verifier.extraction.words import words
from verifier.frozen import frozen
from verifier.model import Bound, Span

_PLURAL_WORDS = frozenset({"people", "police", "men", "women", "children"})
_PASSING = frozenset(
    "upcoming earlier later recent new latest next last current previous other another same such".split()
)  # say nothing of which one is meant
_NO_THING = frozenset({"person", "country", "capital"})  # kinds of names that no thing goes by
_FEW = 20  # of so many one may still speak as "the twelve"
_LONGEST = 14  # tokens of a phrase with all that is tied to it


@frozen
class Mention:
    """A noun phrase: where it stands and what it says of the thing."""

    sentence: int
    span: Span  # into the sentence, with what is tied to it behind
    first: int  # tokens, half-open, of the bare phrase
    end: int
    head: str  # base form of its noun, lower case
    marks: frozenset[str]  # base forms of the words that tell it apart
    determiner: str  # the, a, this …, lower case; empty for none
    plural: bool
    subject: bool  # of a clause with a finite verb
    tied: bool  # has a phrase behind it, a possessor or a name that tells it apart
    name: Name | None = None  # the one that the phrase ends with
    usable: bool = True  # may be taken up: no "the first bridge to …" behind "is", no "more than 500 birds"

    @property
    def bare(self) -> bool:
        """Nothing tells it apart: "the plan"."""
        return not self.marks and not self.tied


def _named_head(analysis: Analysis, phrase: Phrase) -> int:
    """The head of a subject, or of the name between commas beside it: "her first novel, Salt, sold …"."""
    tokens = analysis.syntax.tokens
    for name in analysis.names:
        closed = name.end < len(tokens) and tokens[name.end].text == ","
        if closed and name.start == phrase.end + 1 and tokens[phrase.end].text == ",":
            beside = next((one for one in analysis.syntax.phrases if one.end == name.end), None)
            if beside is not None and tokens[phrase.head].tag == "N" and name.kind not in _NO_THING:
                return beside.head
    return phrase.head


def mentions_of(analysis: Analysis, sentence: int) -> tuple[Mention, ...]:
    """All noun phrases of a sentence in order, pronouns left out."""
    tokens = analysis.syntax.tokens
    subjects = {
        _named_head(analysis, clause.subject)
        for clause in analysis.syntax.clauses
        if clause.subject is not None and clause.verb is not None and clause.verb.form == "finite"
        if clause.marker not in ("who", "which", "that") and clause.subject.preposition is None
    }
    said_to_be = {
        phrase.head
        for clause in analysis.syntax.clauses
        if clause.lemma in ("be", "become")
        for phrase in clause.objects
    }
    found: list[Mention] = []
    phrases = _joined(analysis)
    for number, phrase in enumerate(phrases):
        head = tokens[phrase.head]
        if head.tag == "O" or phrase.end - phrase.start > _LONGEST:
            continue
        end = _tied_end(tokens, phrases, number)
        name = next(
            (one for one in analysis.names if one.end == phrase.end and one.start >= phrase.start), None
        )
        first = tokens[phrase.start]
        determiner = first.lower if first.tag == "D" else ""
        if determiner == "that" and phrase.start and tokens[phrase.start - 1].tag == "V":
            determiner = ""  # "said that buying land …"
        inner = [
            token
            for at, token in enumerate(tokens[phrase.start : phrase.end], phrase.start)
            if at != phrase.head
            and token.tag in "NPA#V"
            and token.lower not in _PASSING
            and token.text != "-"
        ]
        possessed = phrase.possessor is not None or first.tag == "S"
        found.append(
            Mention(
                sentence=sentence,
                span=Span(_start(analysis, phrase), tokens[end - 1].end),
                first=phrase.start,
                end=phrase.end,
                head=head.lemma,
                marks=frozenset(token.lemma for token in inner),
                determiner=determiner,
                plural=_plural(head),
                subject=phrase.head in subjects,
                tied=possessed or end > phrase.end or any(token.tag == "P" for token in inner),
                name=name,
                usable=phrase.head not in said_to_be and not _counted_loosely(analysis, phrase),
            )
        )
    return tuple(found)


def _joined(analysis: Analysis) -> tuple[Phrase, ...]:
    """The phrases, those made one that a compound with hyphens had cut in two: "the face-to-face talks"."""
    tokens = analysis.syntax.tokens
    found: list[Phrase] = []
    for phrase in analysis.syntax.phrases:
        before = found[-1] if found else None
        if before is not None and before.end < phrase.start and _hyphens(tokens, before.end, phrase.start):
            found[-1] = Phrase(before.start, phrase.end, phrase.head, before.preposition, before.possessor)
        else:
            found.append(phrase)
    return tuple(found)


def _hyphens(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """The words from `start` to `end` hang together by hyphens without blanks."""
    glued = all(tokens[at].end == tokens[at + 1].start for at in range(start - 1, end))
    return glued and tokens[start].text == "-"


def _plural(head: Token) -> bool:
    return head.lower in _PLURAL_WORDS or (head.tag == "N" and head.lower != head.lemma)


def _start(analysis: Analysis, phrase: Phrase) -> int:
    start = analysis.syntax.tokens[phrase.start].start
    if phrase.possessor is not None:
        for other in analysis.syntax.phrases:
            if other.head == phrase.possessor:
                start = min(start, analysis.syntax.tokens[other.start].start)
    return start


def _tied_end(tokens: tuple[Token, ...], phrases: tuple[Phrase, ...], number: int) -> int:
    """The token behind the phrases that are tied to this one: "the head of the office for trade"."""
    end = phrases[number].end
    for following in phrases[number + 1 :]:
        gap = following.start - end
        joined = gap == 1 and tokens[end].lower in words("binding_prepositions") and tokens[end].tag in "IT"
        placed = gap == 1 and tokens[end].lower in ("in", "at", "near") and tokens[following.head].tag == "P"
        coordinated = (
            gap == 1
            and tokens[end].lower == "and"
            and end > phrases[number].end
            and tokens[phrases[number].end].lower == "between"
        )
        again = end > phrases[number].end and tokens[end].lower != "of" if gap == 1 else False
        if (
            not (joined or coordinated or placed)
            or (again and not coordinated)
            or following.end - phrases[number].start > _LONGEST
        ):
            break
        end = following.end
    return end


def _counted_loosely(analysis: Analysis, phrase: Phrase) -> bool:
    """A large or a rough number of them: nobody can say later which they were."""
    span = Span(analysis.syntax.tokens[phrase.start].start, analysis.syntax.tokens[phrase.end - 1].end)
    return any(
        one.span.overlaps(span)
        and one.dimension == "count"
        and (one.bound is not Bound.EXACT or (one.low or 0) > _FEW)
        for one in analysis.quantities
    )
