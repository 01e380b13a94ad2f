"""Who does what to whom: subject, objects and obliques of the clauses that were read."""

from __future__ import annotations

from dataclasses import replace

from verifier.analysis.frames import SAYING, Frame, plain_phrases, subject_of
from verifier.analysis.structure import TIME_NOUNS, Clause, Phrase, VerbGroup
from verifier.analysis.tokens import Token


def clauses_of(tokens: tuple[Token, ...], done: list[Frame]) -> tuple[Clause, ...]:
    """What was read, as clauses in the order of their verbs."""
    frames = sorted(done, key=lambda frame: frame.verb.head if frame.verb else 0)
    index = {id(frame): number for number, frame in enumerate(frames)}
    starts: list[int] = []
    for number, frame in enumerate(frames):
        low = frames[number - 1].verb.end if number else 0  # type: ignore[union-attr]
        high = frame.verb.start if frame.verb else 0
        start = frame.start if frame.start >= low else max(low, min(high, _comma_before(tokens, low, high)))
        starts.append(start if number else 0)
    found: list[Clause] = []
    for number, frame in enumerate(frames):
        end = starts[number + 1] if number + 1 < len(frames) else len(tokens)
        governor = index.get(id(frame.governor)) if frame.governor is not None else None
        if governor is not None and governor >= number:
            governor = None
        found.append(_clause(tokens, frame, starts[number], end, governor))
    return tuple(found)


def _comma_before(tokens: tuple[Token, ...], low: int, high: int) -> int:
    return next((at + 1 for at in range(high - 1, low - 1, -1) if tokens[at].text == ","), high)


def _clause(tokens: tuple[Token, ...], frame: Frame, start: int, end: int, governor: int | None) -> Clause:
    group = frame.verb
    assert group is not None
    subject, after = frame.subject, frame.after
    plain = plain_phrases(tokens, after)
    objects = list(plain)
    relative = frame.relative and frame.antecedent is not None
    if relative and subject is None and frame.preposition is None:
        subject = frame.antecedent
    elif relative and frame.antecedent is not None and frame.preposition is None and frame.marker != "whose":
        objects.insert(0, frame.antecedent)
    if subject is None and frame.shared and frame.governor is not None:
        subject = subject_of(frame.governor)
    if (
        subject is None
        and objects
        and ((frame.there and group.lemma == "be") or _speaker(tokens, group, objects[0]))
    ):
        subject = objects.pop(0)
    if group.passive:
        objects = objects[:1]
    obliques = [
        p
        for p in (*frame.before, *after)
        if p.preposition is not None or (p not in plain and p not in frame.before)
    ]
    obliques += [p for p in frame.before if p.preposition is None and tokens[p.head].lemma in TIME_NOUNS]
    if frame.preposition is not None and frame.antecedent is not None:
        obliques.append(replace(frame.antecedent, preposition=frame.preposition))
    obliques += frame.aside
    obliques.sort(key=lambda phrase: phrase.start)
    return Clause(
        group,
        subject,
        tuple(objects[:2]),
        tuple(obliques),
        start,
        end,
        frame.marker,
        governor,
        lemma=group.lemma,
    )


def _speaker(tokens: tuple[Token, ...], group: VerbGroup, phrase: Phrase) -> bool:
    if group.lemma not in SAYING or phrase.start != group.end or not group.start:
        return False
    return tokens[group.start - 1].text in ('"', ",", "'", "?", "!", "”")
