"""Inline code: prose in a typewriter face, or code?"""

from __future__ import annotations

import re

_PROSE = re.compile(r"(?:[^\W\d_]++(?:['’-][^\W\d_]++)*+|[$€£]?\d[\d.,]*%?)(?:[ ,]+(?=\S)|\Z)")


def is_prose(code: str) -> bool:
    """True when the code is made of plain words and figures, so that the sentence reads on with it."""
    text = " ".join(code.split())
    position = 0
    while position < len(text):
        match = _PROSE.match(text, position)
        if match is None:
            return False
        position = match.end()
    return bool(text)
