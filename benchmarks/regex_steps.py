"""How many steps a regular expression takes: a backtracking matcher that counts, over the tree that `re`
parses.

The engine of the standard library tells nobody how hard it worked, and a clock tells more of the machine
than of the pattern. This matcher tries what a backtracking engine tries, in the same order, and counts
one step for each character or position it looks at. It is far slower, and that does not matter: only the
count is read. It finds what `re` finds; a test compares the two.

Private modules of `re` give the tree (`re._parser`) and the tests of one character (`re._compiler`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

# Typeshed knows neither module, and both moved in Python 3.11.
_parser: Any = sys.modules["re"]._parser
_compiler: Any = sys.modules["re"]._compiler
MAXREPEAT = int(_parser.MAXREPEAT)

Then = Callable[[int], int]  # what comes after: the end of a whole match, or -1
Node = Callable[[int, Then], int]

_SINGLE = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}
_KEPT_FLAGS = re.IGNORECASE | re.MULTILINE | re.DOTALL | re.ASCII | re.UNICODE


class TooManySteps(Exception):
    """The count went over what the caller wants to wait for."""


def parsed(pattern: re.Pattern[Any]) -> Any:
    """The tree of a compiled pattern, as `re` parses it."""
    return _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)


class CountingMatcher:
    """One pattern over one text. `steps` grows with every character or position that is looked at."""

    def __init__(self, pattern: re.Pattern[Any], *, most: int = 50_000_000) -> None:
        self.steps = 0
        self.most = most
        self._tree = parsed(pattern)
        self._text: Any = ""
        self._groups: dict[int, tuple[int, int]] = {}
        self._node = self._sequence(self._tree, self._tree.state.flags & _KEPT_FLAGS)

    def count(self, text: Any, *, anchored: bool = False) -> int:
        """The steps that finding all matches takes, or one match at the start; at most `most`."""
        self.steps = 0
        try:
            if anchored:
                self.end_at(text)
            else:
                for _ in self.spans(text):
                    pass
        except TooManySteps:
            return self.most
        return self.steps

    def spans(self, text: Any) -> Iterator[tuple[int, int]]:
        """What `finditer` finds. Raises TooManySteps."""
        at, least = 0, 0
        while at <= len(text):
            end = self.end_at(text, at, least)
            if end < 0:
                at += 1
                least = at
                continue
            yield at, end
            # As `re` does: after an empty match, one at the same place must be longer.
            least = end + 1 if end == at else end
            at = end

    def end_at(self, text: Any, at: int = 0, least: int = 0) -> int:
        """Where a match that starts at `at` ends, at `least` or later; -1 for none. Raises TooManySteps."""
        self._text = text
        self._groups.clear()
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(1_000_000)  # a repetition nests once for each round, on the heap
        try:
            self._step()
            return self._node(at, lambda end: end if end >= least else -1)
        finally:
            sys.setrecursionlimit(limit)

    def _step(self) -> None:
        self.steps += 1
        if self.steps >= self.most:
            raise TooManySteps

    # ------------------------------------------------------------ nodes

    def _sequence(self, items: Sequence[Any], flags: int) -> Node:
        nodes = [self._item(one, flags) for one in items]
        if len(nodes) == 1:
            return nodes[0]
        size = len(nodes)

        def run(number: int, at: int, then: Then) -> int:
            if number == size:
                return then(at)
            return nodes[number](at, lambda end: run(number + 1, end, then))

        return lambda at, then: run(0, at, then)

    def _item(self, item: Any, flags: int) -> Node:
        name, value = str(item[0]), item[1]
        if name in _SINGLE:
            return self._one_character(self._test(item, flags))
        if name == "AT":
            return self._position(item, flags)
        if name == "BRANCH":
            return self._branch([(one, self._sequence(one, flags)) for one in value[1]], flags)
        if name == "SUBPATTERN":
            group, added, removed, body = value
            return self._group(group, self._sequence(body, (flags | added) & ~removed))
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeat(name, value, flags)
        if name == "ATOMIC_GROUP":
            return self._atomic(self._sequence(value, flags))
        if name in ("ASSERT", "ASSERT_NOT"):
            return self._assertion(name == "ASSERT", value, flags)
        if name == "GROUPREF":
            return self._reference(value)
        raise NotImplementedError(name)

    def _test(self, item: Any, flags: int) -> Callable[[Any], bool]:
        """Whether one character meets an item, as `re` sees it; every answer is kept."""
        compiled = self._compiled(item, flags)
        known: dict[Any, bool] = {}

        def test(character: Any) -> bool:
            found = known.get(character)
            if found is None:
                found = known[character] = compiled.match(character) is not None
            return found

        return test

    def _compiled(self, item: Any, flags: int) -> re.Pattern[Any]:
        state = _parser.State()
        state.flags = flags
        state.str = self._tree.state.str
        compiled: re.Pattern[Any] = _compiler.compile(_parser.SubPattern(state, [item]), flags)
        return compiled

    def _one_character(self, test: Callable[[Any], bool]) -> Node:
        def node(at: int, then: Then) -> int:
            self._step()
            return then(at + 1) if at < len(self._text) and test(self._text[at : at + 1]) else -1

        return node

    def _position(self, item: Any, flags: int) -> Node:
        compiled = self._compiled(item, flags)

        def node(at: int, then: Then) -> int:
            self._step()
            return then(at) if compiled.match(self._text, at) else -1

        return node

    def _branch(self, arms: list[tuple[Any, Node]], flags: int) -> Node:
        """Alternatives; those that the next character rules out at once count one step together."""
        firsts = [
            self._test(items[0], flags) if len(items) and str(items[0][0]) in _SINGLE else None
            for items, _ in arms
        ]
        open_: dict[Any, list[Node]] = {}

        def node(at: int, then: Then) -> int:
            self._step()
            character = self._text[at : at + 1]
            if character not in open_:
                open_[character] = [
                    arm
                    for first, (_, arm) in zip(firsts, arms, strict=True)
                    if first is None or (character and first(character))
                ]
            for arm in open_[character]:
                end = arm(at, then)
                if end >= 0:
                    return end
            return -1

        return node

    def _group(self, group: int | None, body: Node) -> Node:
        if group is None:
            return body

        def node(at: int, then: Then) -> int:
            before = self._groups.get(group)

            def close(end: int) -> int:
                outer = self._groups.get(group)
                self._groups[group] = (at, end)
                found = then(end)
                if found < 0 and outer is not None:
                    self._groups[group] = outer
                elif found < 0:
                    self._groups.pop(group, None)
                return found

            found = body(at, close)
            if found < 0 and before is not None:
                self._groups[group] = before
            return found

        return node

    def _repeat(self, name: str, value: Any, flags: int) -> Node:
        least, most, items = value
        most = int(most)
        if len(items) == 1 and str(items[0][0]) in _SINGLE:
            return self._run(name, int(least), most, self._test(items[0], flags))
        body = self._sequence(items, flags)
        if name == "POSSESSIVE_REPEAT":
            return self._possessive(int(least), most, body)

        def again(at: int, count: int, then: Then) -> int:
            return body(at, lambda end: rounds(end, count + 1, at, then))

        def rounds(at: int, count: int, last: int, then: Then) -> int:
            self._step()
            if count < least:
                return again(at, count, then)
            more = count < most and at != last  # an empty round is not repeated
            if name == "MIN_REPEAT":
                end = then(at)
                return end if end >= 0 or not more else again(at, count, then)
            end = again(at, count, then) if more else -1
            return end if end >= 0 else then(at)

        return lambda at, then: rounds(at, 0, -1, then)

    def _run(self, name: str, least: int, most: int, test: Callable[[Any], bool]) -> Node:
        """A repetition of one character."""

        def node(at: int, then: Then) -> int:
            text, end = self._text, at
            if name == "MIN_REPEAT":
                while True:
                    if end - at >= least and (found := then(end)) >= 0:
                        return found
                    self._step()
                    if end >= len(text) or end - at >= most or not test(text[end : end + 1]):
                        return -1
                    end += 1
            while end < len(text) and end - at < most and test(text[end : end + 1]):
                self._step()
                end += 1
            if name == "POSSESSIVE_REPEAT":
                return then(end) if end - at >= least else -1
            while end - at >= least:
                self._step()
                found = then(end)
                if found >= 0:
                    return found
                end -= 1
            return -1

        return node

    def _possessive(self, least: int, most: int, body: Node) -> Node:
        def node(at: int, then: Then) -> int:
            count = 0
            while count < most:
                self._step()
                end = body(at, lambda end: end)
                if end < 0:
                    break
                count += 1
                if end == at:
                    count = max(count, least)
                    break
                at = end
            return then(at) if count >= least else -1

        return node

    def _atomic(self, body: Node) -> Node:
        def node(at: int, then: Then) -> int:
            end = body(at, lambda end: end)
            return then(end) if end >= 0 else -1

        return node

    def _assertion(self, wanted: bool, value: Any, flags: int) -> Node:  # noqa: FBT001 - private
        direction, items = value
        body = self._sequence(items, flags)
        back = items.getwidth()[0] if direction < 0 else 0

        def node(at: int, then: Then) -> int:
            self._step()
            found = at >= back and body(at - back, lambda end: end) >= 0
            return then(at) if found is wanted else -1

        return node

    def _reference(self, group: int) -> Node:
        def node(at: int, then: Then) -> int:
            self._step()
            if group not in self._groups:
                return -1
            start, end = self._groups[group]
            words = self._text[start:end]
            self.steps += len(words)
            return then(at + len(words)) if self._text.startswith(words, at) else -1

        return node
