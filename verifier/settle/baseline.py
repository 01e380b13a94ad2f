"""The baseline: findings that were there when a team began, so that only new ones count.

JSON Lines (https://jsonlines.org): a line with the format, then one entry a line, sorted, with no line number
of a draft and no message, so that an edit elsewhere changes no line of it. An entry names one occurrence of
one statement that meets one rule and claim in one draft: of two statements alike, one entry hides one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any

from verifier.errors import SettlingError
from verifier.findings import Finding, Settling, Verdict
from verifier.frozen import frozen
from verifier.knowledge.folding import fold
from verifier.near_miss import did_you_mean

FORMAT = 1
_KEYS: dict[str, type] = {
    "path": str,
    "rule": str,
    "verdict": str,
    "claim": str,
    "occurrence": int,
    "statement": str,
    "hash": str,
}


@frozen
class Entry:
    """One finding of the baseline."""

    path: str  # of the draft, from the folder of the project, with slashes
    rule: str
    verdict: str
    claim: str  # id of the claim that decides; empty where there is none
    occurrence: int  # which of several alike in this draft, from 0
    statement: str
    file: str = ""  # where it is written; empty for an entry that is not written yet
    line: int = 0

    @property
    def hash(self) -> str:
        """What is compared: SHA-256, hexadecimal."""
        parts = (self.rule, self.path, normalised(self.statement), self.claim, str(self.occurrence))
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def normalised(statement: str) -> str:
    """A statement without what may change and mean the same: case, white space, kinds of quotation mark."""
    return fold(statement).strip().casefold()


def entries_of(findings: Iterable[Finding], name: Callable[[str], str]) -> list[Entry | None]:
    """The entry for each finding, None for one that is consistent or that something else settles.

    `name` gives what the draft at a path is called in the baseline.
    """
    seen: Counter[tuple[str, str, str, str]] = Counter()
    made: list[Entry | None] = []
    for finding in findings:
        settled = finding.settled is not None and finding.settled.how is not Settling.BASELINED
        if settled or finding.verdict is Verdict.CONSISTENT:
            made.append(None)
            continue
        path = name(finding.place.path)
        claim = finding.cited[0].claim.id if finding.cited else ""
        alike = (path, finding.rule, claim, normalised(finding.statement))
        made.append(Entry(path, finding.rule, finding.verdict.value, claim, seen[alike], finding.statement))
        seen[alike] += 1
    return made


def write_baseline(entries: Iterable[Entry]) -> str:
    """The text of a baseline file: the same entries give the same bytes."""
    ordered = sorted(entries, key=lambda one: (one.path, one.statement, one.rule, one.claim, one.occurrence))
    lines: list[dict[str, Any]] = [{"format": FORMAT}]
    lines += [{key: getattr(entry, key) for key in _KEYS} for entry in ordered]
    return "".join(_printable(json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)


def read_baseline(data: bytes, path: str) -> tuple[Entry, ...]:
    """The entries of a file. Raises SettlingError, with the line, for whatever is wrong in it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettlingError("a baseline must be UTF-8 text", path=path, line=line) from None
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines or _object(lines[0][1], path, lines[0][0]) != {"format": FORMAT}:
        raise SettlingError(
            'expected {"format": 1} on the first line; `verifier baseline write` makes such a file',
            path=path,
            line=1,
        )
    return tuple(_entry(_object(line, path, number), path, number) for number, line in lines[1:])


def _object(line: str, path: str, number: int) -> dict[str, Any]:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        raise SettlingError(
            "an unresolved merge; keep the lines of both sides and take out the marks", path=path, line=number
        )
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise SettlingError(
            f"not valid JSON: {error.msg}", path=path, line=number, column=error.colno
        ) from None
    except RecursionError:
        raise SettlingError("nested too deep for an entry", path=path, line=number) from None
    if not isinstance(found, dict):
        raise SettlingError("expected an object, one a line", path=path, line=number)
    return found


def _entry(found: dict[str, Any], path: str, number: int) -> Entry:
    def refuse(message: str) -> SettlingError:
        return SettlingError(message, path=path, line=number)

    for key in found:
        if key not in _KEYS:
            raise refuse(f"unknown key `{key[:60]}`.{did_you_mean(key, _KEYS)}")
    for key, kind in _KEYS.items():
        if key not in found:
            raise refuse(f"`{key}` is missing")
        if not isinstance(found[key], kind) or isinstance(found[key], bool):
            raise refuse(f"`{key}`: expected {'a whole number' if kind is int else 'text'}")
    values = {key: value for key, value in found.items() if key != "hash"}
    entry = Entry(**values, file=path, line=number)
    if entry.hash != found["hash"]:
        raise refuse("the hash is not that of the entry, which was changed by hand; write the baseline again")
    return entry


def _printable(line: str) -> str:
    """JSON in which nothing hides: what a reader would not see is escaped, and means the same."""
    return "".join(one if one.isprintable() else _escape(one) for one in line)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def still_there(entries: Sequence[Entry], found: Iterable[Entry | None]) -> list[bool]:
    """For each entry whether its finding is among those `found`; each of them answers one entry."""
    left = Counter(entry.hash for entry in found if entry is not None)
    there = []
    for entry in entries:
        there.append(left[entry.hash] > 0)
        left[entry.hash] -= 1
    return there
