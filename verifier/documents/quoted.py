"""Direct quotations: which parts of a text stand between quotation marks and repeat somebody's words."""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.documents.hidden import fold
from verifier.model import Span

MIN_WORDS = 4  # fewer are a title, a term or scare quotes, and nobody's sentence

_WORD = re.compile(r"[^\W_]++(?:'[^\W_]++)*+")
_OPENS = re.compile(r'(?<![\w"])"(?=[^\s"])')
_CLOSES = re.compile(r'(?<=[^\s"])"(?!\w)')
# 'several words' in single marks: an apostrophe inside has letters on both sides, and "'90s" opens nothing.
_SINGLE = re.compile(r"(?<![\w'])'(?=[^\W\d_])((?:[^'\"\n]|(?<=\w)'(?=\w))+)(?<=\S)'(?![\w'])")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


def word_count(text: str) -> int:
    """How many words a text has; a figure is one, signs are none."""
    return len(_WORD.findall(fold(text)))


@lru_cache(maxsize=256)
def quoted_spans(text: str) -> tuple[Span, ...]:
    """The direct quotations of a block of prose, without their marks, in order; of four words or more.

    Straight and curly double marks, guillemets, and single marks around several words. A quotation that is
    opened at the start of a block and never closed goes on to its end, as those over several paragraphs do.
    Linear in the length of the text.
    """
    folded = fold(text)
    if '"' not in folded and "'" not in folded:
        return ()
    found = _double(folded)
    for match in _SINGLE.finditer(folded):
        inner = Span(match.start(1), match.end(1))
        if not any(inner.overlaps(one) for one in found):
            found.append(inner)
    return tuple(span for span in sorted(found) if word_count(span.of(folded)) >= MIN_WORDS)


def _double(folded: str) -> list[Span]:
    found: list[Span] = []
    opening = _OPENS.search(folded)
    while opening is not None:
        start = opening.end()
        stop = _PARAGRAPH_END.search(folded, start)
        limit = stop.start() if stop else len(folded)
        closing = _CLOSES.search(folded, start, limit)
        if closing is not None:
            found.append(Span(start, closing.start()))
            opening = _OPENS.search(folded, closing.end())
            continue
        if not folded[: start - 1].strip():
            found.append(Span(start, limit))
        opening = _OPENS.search(folded, limit)
    return found
