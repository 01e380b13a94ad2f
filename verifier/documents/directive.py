"""Instructions to the tool that an author writes into a draft as a comment.

    verifier: ignore V102, V103 -- the figure is from the draft budget

The action and the rules are kept as written, also when they do not exist: whoever settles findings reports
a misspelt directive, and a reader never swallows one. A reader of any format hands its comments to
`read_directive`, with the number of the block that it is building.
"""

from __future__ import annotations

import re

from verifier.documents.hidden import STAND_IN, fold, hidden_characters
from verifier.documents.lines import LineIndex
from verifier.model import Directive, Span
from verifier.near_miss import near_miss

KEYWORD = "verifier"
ACTIONS = ("ignore", "off", "on", "ignore-file")

_DIRECTIVE = re.compile(rf"\s*{KEYWORD}:\s*(?P<action>[\w-]*)(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
# What was surely meant as one: another first word or no colon, then an action and a rule code.
_NEARLY = re.compile(
    r"(?P<keyword>\w{4,12})\s*+(?:[:;]\s*+)?(?P<action>ignore-file|ignore|off)\s+(?P<rest>V\d{3}\b.*)",
    re.DOTALL | re.IGNORECASE,
)
# Word processors make a dash of two hyphens, and comments of XML may hold no two hyphens.
_REASON = re.compile(r"--+|(?<=\s)[–—](?=\s)")
_SEPARATOR = re.compile(r"[\s,]+")


def read_directive(comment: str, span: Span, path: str, lines: LineIndex, block: int) -> Directive | None:
    """The directive that a comment's text holds, or None for an ordinary comment.

    `comment` is what stands between the comment marks, `span` the comment with its marks, in the source.
    `block` is how many blocks of prose end before it: the number, from 0, of the block that it stands in, or
    of the next one where it stands between two.
    """
    plain = comment if not hidden_characters(comment) else fold(comment).replace(STAND_IN, "")
    match = _DIRECTIVE.fullmatch(plain) or _nearly(plain)
    if match is None:
        return None
    fault = None
    if plain != comment:
        fault = "it holds hidden or confusable characters; type it anew"
    elif match.re is _NEARLY:
        fault = f"a directive begins with `{KEYWORD}:`"
    named, reason = match["rest"], ""
    if dashes := _REASON.search(named):
        named, reason = named[: dashes.start()], named[dashes.end() :]
    rules = frozenset(rule.upper() for rule in _SEPARATOR.split(named) if rule)
    return Directive(
        action=match["action"].lower(),
        rules=rules,
        reason=" ".join(reason.split()) or None,
        place=lines.place(path, span),
        block=block,
        fault=fault,
    )


def _nearly(comment: str) -> re.Match[str] | None:
    match = _NEARLY.fullmatch(comment.strip())
    return match if match and near_miss(match["keyword"], [KEYWORD]) else None
