"""Which clause a verb belongs to: a new one, the one before, or one that waits for its verb."""

from __future__ import annotations

from dataclasses import replace

from verifier.analysis.frames import OBJECT_CONTROL, SAYING, Frame, plain_phrases
from verifier.analysis.structure import Phrase, VerbGroup
from verifier.analysis.tag_repairs import CLAUSAL
from verifier.analysis.tokens import Token


class Attachment:
    """The clauses read so far: a stack of those still open, and all that have a verb."""

    def __init__(self, tokens: tuple[Token, ...], phrases: tuple[Phrase, ...]) -> None:
        self.tokens = tokens
        self.phrases = phrases
        self.stack = [Frame(0)]
        self.done: list[Frame] = []
        self.comma = self.conjunction = -1
        self.last: Phrase | None = None
        self.brackets: list[Frame] = []  # the clause that each open bracket stands in
        self.possessors: dict[int, int] = {}  # head of a possessor -> its first token

    def attach(self, frame: Frame, group: VerbGroup) -> None:
        """Gives a clause its verb, and its subject if that was read before."""
        frame.verb = group
        plain = self.plain(frame.before)
        if frame.subject is None and plain:
            frame.subject = plain[1] if len(plain) > 1 and self._apposed(frame, plain[0]) else plain[0]
        self.done.append(frame)

    def _apposed(self, frame: Frame, phrase: Phrase) -> bool:
        """ "In Lyon, France, the firm …": a name between commas that belongs to the phrase before it."""
        tokens = self.tokens
        index = frame.before.index(phrase)
        closed = phrase.end < len(tokens) and tokens[phrase.end].text == ","
        opened = phrase.start > 0 and tokens[phrase.start - 1].text == ","
        return closed and opened and index > 0 and frame.before[index - 1].preposition is not None and (
            all(p.preposition is not None for p in frame.before[:index])
        )  # fmt: skip

    def finite_verb(self, group: VerbGroup) -> None:
        """Finds the clause that a finite verb belongs to, or opens one."""
        top = self.stack[-1]
        if top.verb is None:
            if self._parenthetical(top, group):
                return
            self.attach(top, group)
            return
        candidates = self.plain(top.after)
        adverbs = group.start - 1
        while adverbs > 0 and self.tokens[adverbs].tag in ("R", "Z"):
            adverbs -= 1
        if self.conjunction == adverbs:
            self._coordinate(group)
            return
        waiting = next((frame for frame in reversed(self.stack[-20:]) if frame.verb is None), None)
        comma = self.comma if self.comma > top.verb.end - 1 else -1
        fresh = [p for p in candidates if p.start > comma] if comma >= 0 else []
        clausal = top.verb.lemma in CLAUSAL and bool(candidates) and candidates[0].start <= top.verb.end + 1
        if waiting is not None and not (clausal and comma < 0):
            self._resume(waiting, group, fresh if comma != adverbs else [], candidates)
            return
        conjoined = [p for p in candidates if p.start > self.conjunction > top.verb.start]
        if clausal and comma < 0:
            self._new(group, candidates[0], top, governor=top)
        elif conjoined and self.conjunction > comma:
            self._new(
                group, conjoined[0], top, start=self.conjunction, marker=self.tokens[self.conjunction].lower
            )
        elif comma == adverbs and candidates:
            self._new(group, candidates[-1] if len(candidates) < 2 else candidates[-2], top)
        elif fresh:
            self._new(group, fresh[0], top, start=comma + 1)
        elif candidates:
            self._bare(group, top, candidates)
        else:
            frame = Frame(group.start, subject=top.subject)
            self.attach(frame, group)
            self.stack.append(frame)

    def _parenthetical(self, top: Frame, group: VerbGroup) -> bool:
        """ "The dam, the report said, is old": a speaker inside a clause that still waits for its verb."""
        plain = self.plain(top.before)
        closed = group.end < len(self.tokens) and self.tokens[group.end].text == ","
        if group.lemma not in SAYING or len(plain) < 2 or not closed or plain[-1].end != group.start:
            return False
        if self.tokens[plain[-1].start - 1].text != ",":
            return False
        top.before.remove(plain[-1])
        frame = Frame(plain[-1].start, subject=plain[-1])
        self.attach(frame, group)
        return True

    def _resume(self, frame: Frame, group: VerbGroup, fresh: list[Phrase], candidates: list[Phrase]) -> None:
        """The verb of a clause that was interrupted, or that had only adverbial parts before."""
        top = self.stack[-1]
        plain = self.plain(frame.before)
        if not plain and not frame.relative:
            chosen = (
                fresh[0]
                if fresh
                else candidates[-1]
                if candidates and top.finite and self.comma < top.start
                else None
            )
            if chosen is not None:
                moved = [p for p in top.after if p.start >= chosen.start]
                top.after = [p for p in top.after if p.start < chosen.start]
                frame.before.extend(moved)
        while self.stack[-1] is not frame:
            self.stack.pop()
        self.attach(frame, group)

    def _coordinate(self, group: VerbGroup) -> None:
        """ "… and sold it": the subject of the clause before."""
        while (
            len(self.stack) > 1
            and not self.stack[-1].finite
            and any(f.verb is not None for f in self.stack[-20:-1])
        ):
            self.stack.pop()
        waiting = next((frame for frame in reversed(self.stack[-20:]) if frame.verb is None), None)
        base = self.stack[-1]
        if base.verb is None and waiting is not None:
            self.attach(waiting, group)
            return
        marker = self.tokens[self.conjunction].lower
        frame = Frame(
            self.conjunction, marker, antecedent=base.antecedent, governor=None, subject=base.subject
        )
        if frame.subject is None:
            frame.shared, frame.governor = True, base
        if base.relative and not self.plain(base.before):
            frame.subject = base.antecedent
        self.attach(frame, group)
        self.stack.append(frame)

    def _new(
        self,
        group: VerbGroup,
        subject: Phrase,
        top: Frame,
        *,
        start: int | None = None,
        marker: str = "",
        governor: Frame | None = None,
    ) -> None:
        frame = Frame(subject.start if start is None else start, marker, governor=governor, subject=subject)
        frame.before = [p for p in top.after if p.start >= subject.start]
        top.after = [p for p in top.after if p.start < subject.start]
        self.attach(frame, group)
        self.stack.append(frame)

    def _bare(self, group: VerbGroup, top: Frame, candidates: list[Phrase]) -> None:
        """A finite verb after an object, with nothing that opens a clause between."""
        last = candidates[-1]
        index = top.after.index(last)
        if index and top.after[index - 1].end == last.start and last.end == group.start:
            head = top.after[index - 1]  # "the dam the army built"
            self._new(group, last, top)
            self.stack[-1].antecedent = head
            self.stack[-1].relative = True
        elif group.head == group.start and self.tokens[group.head].form == "past":
            self.nonfinite_verb(replace(group, passive=True, form="participle"))
        else:
            self._new(group, last, top)

    def nonfinite_verb(self, group: VerbGroup) -> None:
        """Opens the clause of an infinitive, gerund or participle, with the subject it takes from outside."""
        tokens, top = self.tokens, self.stack[-1]
        before = tokens[group.start - 1] if group.start else None
        frame = Frame(group.start)
        parent = top
        if before is not None and before.tag == "C":
            same = next(
                (f for f in reversed(self.done[-20:]) if f.verb is not None and f.verb.form == group.form),
                None,
            )
            if same is not None:
                frame.subject, frame.governor, frame.shared = same.subject, same.governor, same.shared
                self.attach(frame, group)
                self.stack.append(frame)
                return
        frame.governor = parent
        adjacent = self.last is not None and self.last.end == group.start
        if group.form == "infinitive":
            objects = self.plain(parent.after)
            if (
                parent.verb is not None
                and parent.verb.lemma in OBJECT_CONTROL
                and objects
                and not parent.verb.passive
            ):
                frame.subject = objects[0]
            else:
                frame.shared = True
        elif adjacent:
            frame.subject = self.last
        elif group.form == "participle" and self.last is not None and group.start:
            previous = self.done[-1] if self.done else None
            participle = (
                previous is not None and previous.verb is not None and previous.verb.form == "participle"
            )
            frame.subject = previous.subject if participle and previous is not None else self.last
        else:
            frame.shared = True
        self.attach(frame, group)
        self.stack.append(frame)

    def plain(self, phrases: list[Phrase]) -> list[Phrase]:
        """Phrases that can be subject or object."""
        return plain_phrases(self.tokens, phrases)
