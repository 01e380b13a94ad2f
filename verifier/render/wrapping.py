"""Breaking long text between words, by the columns it takes and not by its code points."""

from __future__ import annotations

import textwrap

from verifier.render.sanitise import visible, width

_LEAST = 40  # columns that a line gets however wide its letters are


def wrapped(first: str, following: str, value: str, columns: int) -> list[str]:
    """`value` made visible, in lines of at most `columns` that start with `first`, then with `following`.

    A word that is longer than a line stays whole, so that a name or an address can be copied.
    """
    text = visible(value)
    # textwrap counts code points: where letters take two columns it gets fewer of them.
    spare = width(text) - len(text)
    points = max(_LEAST, columns - (spare * columns) // max(1, width(text)))
    return textwrap.wrap(
        text,
        width=points,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
