"""Instructions to the tool that an author writes into a draft as a comment.

    verifier: ignore V102, V103 -- the figure is from the draft budget

The action and the rules are kept as written, also when they do not exist: whoever settles findings reports
a misspelt directive, and a reader never swallows one.
"""

from __future__ import annotations

import re

from verifier.documents.lines import LineIndex
from verifier.model import Directive, Span

_DIRECTIVE = re.compile(r"\s*verifier:\s*(?P<action>[\w-]*)(?P<rest>.*)", re.DOTALL)
_SEPARATOR = re.compile(r"[\s,]+")


def read_directive(comment: str, span: Span, path: str, lines: LineIndex) -> Directive | None:
    """The directive that a comment's text holds, or None for an ordinary comment.

    `comment` is what stands between the comment marks; `span` is the comment with its marks, in the source.
    """
    match = _DIRECTIVE.fullmatch(comment)
    if match is None:
        return None
    named, dashes, reason = match["rest"].partition("--")
    rules = frozenset(rule.upper() for rule in _SEPARATOR.split(named) if rule)
    words = " ".join(reason.split()) if dashes else ""
    return Directive(
        action=match["action"].lower(),
        rules=rules,
        reason=words or None,
        place=lines.place(path, span),
    )
