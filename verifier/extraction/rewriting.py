"""Putting a statement together: pieces of a sentence, with some words replaced and some taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.extraction.splitting import Part
from verifier.frozen import frozen
from verifier.model import Span

_GAP_BEFORE = re.compile(r"(?<!\s)\s+([,.;:!?)\]])")
_TWICE = re.compile(r"([,;])(?:\s*+[,;])+")
_OPENING = re.compile(r"^[\s,;:.–—-]+")
_CLOSING = re.compile(r"(?<![\s,;:–—-])[\s,;:–—-]+$")
_ENDS = (".", "!", "?", ".”", '."', "!”", '!"', "?”", '?"')


@frozen
class Edit:
    """Words of the sentence that are said otherwise; with nothing in their place they are taken out."""

    span: Span
    text: str
    shown: str = ""  # what is listed as replaced or dropped; empty: nothing


def compose(sentence: str, part: Part, edits: Sequence[Edit]) -> str:
    """The statement: with a capital and a full stop."""
    pieces: list[str] = []
    for run in part.runs:
        if isinstance(run, str):
            pieces.append(run)
            continue
        at, words = run.start, ""
        for edit in sorted(edits, key=lambda edit: edit.span):
            if edit.span.start >= at and edit.span.end <= run.end:
                words += sentence[at : edit.span.start] + edit.text
                at = edit.span.end
        pieces.append(words + sentence[at : run.end])
    return tidy(" ".join(pieces))


def tidy(text: str) -> str:
    """One line with a capital at its head and a full stop at its end."""
    text = " ".join(text.split())
    text = _TWICE.sub(r"\1", _GAP_BEFORE.sub(r"\1", text))
    text = _CLOSING.sub("", _OPENING.sub("", text))
    if not text:
        return ""
    first = text.split(None, 1)[0]
    if first.islower() or (first[0].islower() and first[1:] == first[1:].lower()):
        text = text[0].upper() + text[1:]
    return text if text.endswith(_ENDS) else text.rstrip(".") + "."


def definite(text: str) -> str:
    """The same thing spoken of again: "a new bridge" is "the new bridge" from then on."""
    for article in ("a ", "an ", "another ", "one "):
        if text.lower().startswith(article):
            return f"the {text[len(article) :]}"
    for article in ("The ", "This ", "These ", "That ", "Those ", "this ", "these ", "that ", "those "):
        if text.startswith(article):
            return f"the {text[len(article) :]}"
    return text


def possessive(text: str) -> str:
    """The genitive of a name or a phrase."""
    return f"{text}'" if text.endswith("s") else f"{text}'s"
