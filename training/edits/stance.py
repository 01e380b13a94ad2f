"""How the text stands behind what it says: negation, possibility, what is still open, and who said it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from training.edits.edit import REFUTES, SUPPORTS, Edit, Sentence
from training.edits.inflection import participle
from training.edits.words import words

AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|would|should|can)\b "
    r"(?!not\b|no\b|also\b|been\b|n't|an?\b|the\b|to\b)(?=[a-z])"
)
NEGATED = re.compile(
    r"\b(is|are|was|were|has|have|had|would|should|can|could|does|do|did) not (?!only\b|yet\b)"
    r"|\b(is|are|was|were|has|have|had|would|should|could|does|do|did)n't "
)
LEAD = re.compile(
    r"((?:[A-Z][\w.'-]+ ){1,3})(said|says|told \w+|announced|confirmed|claimed) (?:that )?(?=[a-zA-Z])"
)


def edits(sentence: Sentence, chance: random.Random) -> Iterator[Edit]:
    """Edits of stance."""
    text = sentence.text
    for pattern, new, label in words()["shifts"]:
        found = re.search(pattern, text)
        if found:
            yield Edit("modality", label, sentence.replaced(found.start(), found.end(), new))
    if " if " not in text and " whether " not in text:
        found = AUXILIARY.search(text)
        if found:
            yield Edit("negation", REFUTES, sentence.replaced(found.end(1), found.end(1), " not"))
        negated = NEGATED.search(text)
        if negated:
            kept = negated.group(1) or negated.group(2)
            if kept not in {"do", "does", "did"}:
                yield Edit("negation", REFUTES, sentence.replaced(negated.start(), negated.end(), f"{kept} "))
        yield from _did_not(sentence)
    yield from _said(sentence, chance)


def _did_not(sentence: Sentence) -> Iterator[Edit]:
    """The first main verb in the simple past, denied."""
    tokens = sentence.analysis.syntax.tokens
    for clause in sentence.analysis.syntax.clauses:
        verb = clause.verb
        if verb is None or clause.subject is None or clause.marker or verb.end - verb.start != 1:
            continue
        token = tokens[verb.head]
        if (
            token.form == "past"
            and verb.lemma not in {"be", "have", "say"}
            and clause.subject.end == verb.start
        ):
            for phrase, label in (("did not", REFUTES), ("never", REFUTES)):
                form = verb.lemma if phrase == "did not" else token.text
                yield Edit("negation", label, sentence.replaced(token.start, token.end, f"{phrase} {form}"))
            if participle(verb.lemma, token.lower):
                yield Edit(
                    "modality", SUPPORTS, sentence.replaced(token.start, token.end, f"did {verb.lemma}")
                )
            return


def _said(sentence: Sentence, chance: random.Random) -> Iterator[Edit]:
    """Who said it: somebody else of the passage; the words without a speaker; a denial."""
    text = sentence.text
    lead = re.match(
        r"((?:[A-Z][\w.'-]+ ){1,3})(said|says|told \w+|announced|confirmed|claimed) (?:that )?(?=[a-zA-Z])",
        text,
    )
    if lead is None or text[lead.end() :][:1] in "\"“'":
        return
    rest = text[lead.end() :]
    yield Edit("attribution", SUPPORTS, rest[:1].upper() + rest[1:])
    if lead.group(1).strip() not in {"He", "She", "They", "It", "We", "I"}:
        yield Edit("attribution", SUPPORTS, f"According to {lead.group(1).strip()}, {rest}")
    yield Edit("attribution", REFUTES, f"{lead.group(1)}denied that {rest}")
    others = [name for name, kind in sentence.names if kind == "person" and name not in text]
    if others:
        yield Edit("attribution", REFUTES, f"{chance.choice(others)} {lead.group(2)} that {rest}")
