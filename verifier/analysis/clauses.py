"""Clauses: one pass over phrases, verbs and the words that open clauses, with a stack of unfinished clauses.

A clause that has a subject and no verb yet waits while a relative or infinitive clause interrupts it; the
next finite verb then is its own, and the object of the inner verb stays where it is.
"""

from __future__ import annotations

from dataclasses import replace

from verifier.analysis.attachment import Attachment
from verifier.analysis.clause_roles import clauses_of
from verifier.analysis.frames import (
    RELATIVE,
    SAYING,
    TEMPORAL,
    Frame,
    clause_after,
    finite_follows,
    lone_modal,
    merged,
)
from verifier.analysis.structure import Clause, Phrase, VerbGroup
from verifier.analysis.tag_repairs import CLAUSAL
from verifier.analysis.tokens import Token


def read_clauses(
    tokens: tuple[Token, ...], groups: list[VerbGroup], phrases: tuple[Phrase, ...]
) -> tuple[Clause, ...]:
    """All clauses with a verb, in the order of their verbs; one clause without a verb when there is none."""
    reader = _Reader(tokens, phrases)
    reader.read({group.start: group for group in groups})
    if not reader.done:
        return (Clause(None, None, (), phrases, 0, len(tokens)),)
    return clauses_of(tokens, reader.done)


class _Reader(Attachment):
    """Reads the sentence from left to right."""

    def read(self, groups: dict[int, VerbGroup]) -> None:
        tokens = self.tokens
        starts = {phrase.start: phrase for phrase in self.phrases}
        at, size = 0, len(tokens)
        while at < size:
            group = groups.get(at)
            if group is not None:
                self._verb(group, groups, starts)
                at = max(group.end, at + 1)
                continue
            phrase = starts.get(at)
            if phrase is not None:
                self._phrase(phrase)
                at = phrase.end
                continue
            token = tokens[at]
            tag = token.tag
            if tag in ("B", "W"):
                self._open(at, token, starts)
            elif tag == "I" and token.lower in TEMPORAL and finite_follows(tokens, at, starts, groups):
                self._push(Frame(at, token.lower))
            elif tag == "C":
                self.conjunction = at
            elif tag == ".":
                if token.text == "(":
                    self.brackets.append(self.stack[-1])
                elif token.text == ")" and self.brackets:
                    outer = self.brackets.pop()
                    while self.stack[-1] is not outer and len(self.stack) > 1:
                        self.stack.pop()
                if token.text in (",", "(", ")", "–", "—", '"'):
                    if token.text != '"':
                        self.comma = at
                elif token.text in (";", ":") and at + 1 < size and not self.brackets:
                    self._settle_questions()
                    self.stack = [Frame(at + 1)]
            elif token.lower == "there":
                self.stack[-1].there = self.stack[-1].verb is None and not self.plain(self.stack[-1].before)
            elif tag == "M" and self.stack[-1].verb is None and not self.plain(self.stack[-1].before):
                self.stack[-1].auxiliary = lone_modal(at, token)
            at += 1
        self._settle_questions()

    def _settle_questions(self) -> None:
        """A question whose only verb is the auxiliary: "Is the bridge old?"."""
        for frame in self.stack:
            if (
                frame.verb is None
                and frame.auxiliary is not None
                and self.tokens[frame.auxiliary.head].tag == "X"
            ):
                plain = self.plain(frame.before)
                frame.after = [p for p in frame.before if plain and p.start > plain[0].start]
                frame.before = plain[:1]
                self.attach(frame, frame.auxiliary)

    def _phrase(self, phrase: Phrase) -> None:
        tokens = self.tokens
        if phrase.end < len(tokens) and tokens[phrase.end].tag == "G":
            self.possessors[phrase.head] = self.possessors.get(phrase.possessor or -1, phrase.start)
            return
        if phrase.possessor in self.possessors:
            phrase = replace(phrase, start=self.possessors[phrase.possessor])
        top = self.stack[-1]
        if (
            phrase.preposition in TEMPORAL
            and top.verb is None
            and top.marker == phrase.preposition
            and not top.before
        ):
            phrase = replace(phrase, preposition=None)
        if self.brackets and top is self.brackets[-1]:
            top.aside.append(phrase)  # a gloss in brackets has no part in the clause
            return
        (top.after if top.verb is not None else top.before).append(phrase)
        self.last = phrase

    def _push(self, frame: Frame) -> None:
        self.stack.append(frame)

    def _open(self, at: int, token: Token, starts: dict[int, Phrase]) -> None:
        """A subordinator or relative word."""
        lower = token.lower
        waits = self.stack[-1].verb is None and bool(self.plain(self.stack[-1].before))
        if (lower == "than" and waits) or (lower in ("as", "than") and not clause_after(self.tokens, at)):
            following = starts.get(at + 1)
            if following is not None and following.preposition is None:
                starts[at + 1] = replace(following, preposition=lower)
            return
        relative = token.tag == "W" and lower in RELATIVE and at > 0
        frame = Frame(at, lower, relative)
        top = self.stack[-1]
        if relative:
            frame.antecedent = self.last
            if self.tokens[at - 1].tag == "I" and self.last is not None:
                frame.preposition = self.tokens[at - 1].lower
                frame.start = at - 1
        elif (lower in ("that", "whether") and top.verb is not None) or (
            top.verb is not None and top.verb.lemma in CLAUSAL
        ):
            frame.governor = top
        elif lower in ("that", "whether") and self.done:
            frame.governor = self.done[-1]
        self._push(frame)

    def _verb(self, group: VerbGroup, groups: dict[int, VerbGroup], starts: dict[int, Phrase]) -> None:
        top = self.stack[-1]
        if top.auxiliary is not None and top.verb is None and self.plain(top.before):
            self.attach(top, merged(self.tokens, top.auxiliary, group))
            return
        lone = group.head == group.start and self.tokens[group.head].tag == "X"
        subjectless = top.verb is None and not self.plain(top.before) and not top.there
        if lone and subjectless and group.end in starts and not (top.relative and not top.preposition):
            follows = starts[group.end]
            if follows.preposition is None and (group.start == 0 or top.marker or follows.end in groups):
                top.auxiliary = group
                return
        if self._inverted(group, starts):
            frame = Frame(group.start)
            self.attach(frame, group)
            self.stack.append(frame)
            return
        if group.form == "finite":
            self.finite_verb(group)
        else:
            self.nonfinite_verb(group)

    def _inverted(self, group: VerbGroup, starts: dict[int, Phrase]) -> bool:
        """A verb of saying between a quotation and its speaker."""
        speaker = starts.get(group.end)
        if (
            group.lemma not in SAYING
            or speaker is None
            or speaker.preposition is not None
            or group.start == 0
        ):
            return False
        before = self.tokens[group.start - 1].text
        quoted = before in ('"', "”", "?", "!") or before == "'"
        return quoted or (before == "," and any(frame.verb is not None for frame in self.stack))
