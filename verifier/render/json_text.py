"""JSON that says the same to every parser, and nothing to a terminal or a build log.

Formats for machines keep the truth, and yet they may be printed where a log is read: what is invisible, moves
the cursor or begins a command such as `##[error]` is written as the escape that JSON has for it.
"""

from __future__ import annotations

import json
from typing import Any

from verifier.render.sanitise import HIDDEN

_MARK = "##"  # GitHub, Azure and TeamCity obey "##[…]", "##vso[…]" and "##teamcity[…]" anywhere in a line


def json_text(value: Any, *, indent: int | None = None) -> str:
    """`value` as JSON, letters as themselves. Both replacements stand inside strings only."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    written = HIDDEN.sub(lambda found: _escaped(found[0]), written)
    return written.replace(_MARK, "#\\u0023")


def _escaped(character: str) -> str:
    return character if character == "\n" else json.dumps(character)[1:-1]  # lines of JSON are its own
