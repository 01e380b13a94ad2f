"""What a build log obeys: the command parsers of the systems that run builds, ported from their
descriptions.

GitHub's runner has two: `::name key=value,…::data` at the start of a line, after white space, and the
older `##[name key=value;…]data` anywhere in a line. Azure's agent looks for `##vso[area.event …]` and
TeamCity for `##teamcity[name …]` anywhere; GitLab folds between `section_start:…` and `section_end:…`
marks that end in a carriage return and an erasing escape. Every name counts as a known command, which no
system goes so far as to do.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")
_GITLAB = re.compile(r"section_(start|end):\d+:[\w.-]+[^\n]*?\r\x1b\[0K")
_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Command(NamedTuple):
    """One command that a log would obey."""

    system: str
    name: str
    properties: dict[str, str]
    data: str


def commands(output: str) -> list[Command]:
    """Everything in the output that any of the parsers takes for a command."""
    found: list[Command] = []
    stopped: str | None = None
    for line in _LINE_END.split(output):
        colon = _colon(line)
        if colon is not None:
            if stopped is not None:
                if colon.name == stopped:
                    stopped = None
                continue
            if colon.name == "stop-commands":
                stopped = colon.data
            found.append(colon)
            continue
        for system, mark in (("github", "##["), ("azure", "##vso["), ("teamcity", "##teamcity[")):
            bracket = _bracket(line, system, mark)
            if bracket is not None:
                found.append(bracket)
    found += [Command("gitlab", one[1], {}, one[0]) for one in _GITLAB.finditer(output)]
    return found


def _colon(line: str) -> Command | None:
    text = line.strip()
    if not text.startswith("::"):
        return None
    end = text.find("::", 2)
    if end < 0:
        return None
    name, _, written = text[2:end].strip().partition(" ")
    if not name:
        return None
    properties: dict[str, str] = {}
    for pair in written.split(","):
        key, equals, value = pair.partition("=")
        if key.strip() and equals:
            properties[key.strip()] = _unescaped(value, more={"%3A": ":", "%2C": ","})
    return Command("github", name, properties, _unescaped(text[end + 2 :]))


def _bracket(line: str, system: str, mark: str) -> Command | None:
    start = line.find(mark)
    if start < 0:
        return None
    end = line.find("]", start)
    if end < 0:
        return None
    name, _, _ = line[start + len(mark) : end].partition(" ")
    return Command(system, name, {}, line[end + 1 :])


def _unescaped(text: str, *, more: dict[str, str] | None = None) -> str:
    for code, character in ({"%0D": "\r", "%0A": "\n"} | (more or {})).items():
        text = text.replace(code, character)
    return text.replace("%25", "%")


def terminal_controls(output: str) -> list[str]:
    """The controls in an output that a terminal may act on: all but the tab and the line feed."""
    return [hex(ord(one)) for one in _TERMINAL.findall(output)]
