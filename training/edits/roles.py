"""Who does what to whom: actives turned into passives, the two parties exchanged, the order of two events."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from training.edits.edit import REFUTES, SUPPORTS, Edit, Sentence
from training.edits.inflection import participle
from verifier.analysis.structure import Clause, Phrase

SYMMETRIC = frozenset(
    "meet marry join resemble equal be have face match border become tell remain include".split()
)
PRONOUNS = frozenset(
    "i you he she it we they him her them us me this that these those who which what there".split()
)


def edits(sentence: Sentence, _: random.Random) -> Iterator[Edit]:
    """Edits of who acts on whom, and of the order of events."""
    for clause in sentence.analysis.syntax.clauses:
        yield from _exchanged(sentence, clause)
    yield from _order(sentence)


def _exchanged(sentence: Sentence, clause: Clause) -> Iterator[Edit]:
    tokens, verb, subject = sentence.analysis.syntax.tokens, clause.verb, clause.subject
    if (
        verb is None
        or subject is None
        or len(clause.objects) != 1
        or clause.marker
        or verb.lemma in SYMMETRIC
    ):
        return
    patient = clause.objects[0]
    plain = verb.end - verb.start == 1 and tokens[verb.head].form == "past" and not verb.negated
    adjacent = subject.end == verb.start and patient.start == verb.end and patient.preposition is None
    if not plain or not adjacent or not _nameable(sentence, subject) or not _nameable(sentence, patient):
        return
    following = sentence.text[tokens[patient.end - 1].end :]
    if following.startswith(" of ") or '"' in sentence.text:
        return
    one, two = _text(sentence, subject), _text(sentence, patient)
    past = tokens[verb.head].text
    start, end = tokens[subject.start].start, tokens[patient.end - 1].end
    be = "were" if _plural(sentence, patient) else "was"
    back = "were" if _plural(sentence, subject) else "was"
    done = participle(verb.lemma, past.lower())
    lower = _lowered(sentence, subject, one)
    if done:
        yield Edit("voice", SUPPORTS, sentence.replaced(start, end, f"{two} {be} {done} by {lower}"))
        yield Edit("voice", REFUTES, sentence.replaced(start, end, f"{one} {back} {done} by {two}"))
    yield Edit("roles", REFUTES, sentence.replaced(start, end, f"{two} {past} {lower}"))


def _nameable(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase can change places: it names something that can act, and is no pronoun."""
    tokens = sentence.analysis.syntax.tokens
    head = tokens[phrase.head]
    return head.tag == "P" and head.lower not in PRONOUNS and phrase.end - phrase.start <= 4


def _text(sentence: Sentence, phrase: Phrase) -> str:
    tokens = sentence.analysis.syntax.tokens
    return sentence.text[tokens[phrase.start].start : tokens[phrase.end - 1].end]


def _lowered(sentence: Sentence, phrase: Phrase, text: str) -> str:
    """What stood first in the sentence, in the middle of one: an article loses its capital."""
    first = sentence.analysis.syntax.tokens[phrase.start]
    return text[:1].lower() + text[1:] if first.tag in "DS" and phrase.start == 0 else text


def _plural(sentence: Sentence, phrase: Phrase) -> bool:
    tokens = sentence.analysis.syntax.tokens
    return any(token.lower == "and" for token in tokens[phrase.start : phrase.end])


def _order(sentence: Sentence) -> Iterator[Edit]:
    found = re.search(r"(?<=\w) (before|after) (?=\w)", sentence.text)
    if found is None or re.search(r"\b(?:shortly|soon|long|ever|never)$", sentence.text[: found.start()]):
        return
    other = "after" if found.group(1) == "before" else "before"
    yield Edit("order", REFUTES, sentence.replaced(found.start(1), found.end(1), other))
    # "A before B" is "After A, B" only as two clauses, so the halves keep their places in a sentence of
    # their own form.
    first, second = sentence.text[: found.start()], sentence.text[found.end() :].rstrip(".")
    if (
        "," not in sentence.text
        and " and " not in second
        and first.split()[0] not in {"But", "And", "So"}
        and len(first.split()) > 2
    ):
        article = first.split()[0] in {"The", "A", "An", "His", "Her", "Its", "He", "She", "They", "It"}
        start = first[:1].lower() + first[1:] if article else first
        yield Edit("order", SUPPORTS, f"{found.group(1).capitalize()} {second}, {start}.")
