"""The tokens that figures and dates are made of, cut once and shared by all readers of values.

A word that runs into digits ("G20", "CO2") is one token of kind ID, so that its digits are never taken for a
figure. A number keeps its grouping and decimals ("1,280.5"). Everything else is one character a token.
"""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.frozen import frozen

END, WORD, NUMBER, ID, MARK = range(5)  # kinds of token; END pads both sides

# Words stand first, since most tokens are words. Possessive quantifiers keep every alternative linear, and no
# figure has more than twelve groups.
_TOKEN = re.compile(
    r"([^\W\d_]++(?:['\u2019][^\W\d_]++)*+(?!\d)|(?:Rs|USD|EUR|GBP|INR|AUD|CAD|JPY|CNY|CHF)(?=\d)"
    r"|(?<=\$)(?:US|AU?|NZ|CA?|HK|S)(?=\d))"  # $US500, as Australian and older papers write it
    r"|(\d{1,3}(?:[,\u2009\u202f\u00a0 ]\d{3}){1,12}(?!,?\d)(?:\.\d+)?(?!\d)"  # 1,280, 1 280; thin spaces
    r"|\d{1,2}(?:,\d{2}){1,12},\d{3}(?!\d)"  # 1,25,000, the Indian grouping
    r"|\d++,\d{1,2}(?![\d,.])"  # 2,45: a decimal comma
    r"|\d++(?:\.\d++)*+(?:[eE][+-]?\d{1,3}(?!\w))?"  # 45, 1.10, 1.3e6, and 3.11.7, refused later
    r"|(?<![\w)\]])\.\d++)"  # .5
    r"|([^\W\d_]++\d\w*+)"
    r"|(\S)"
)
_PADDING = 6


@frozen
class Tokens:
    """Parallel columns, one row a token, padded at the end so that looking ahead or back needs no check.

    Row -1 is padding, so the token before the first is an empty one of kind END.
    """

    text: str
    count: int  # tokens without the padding
    kind: tuple[int, ...]
    low: tuple[str, ...]  # lower case, straight apostrophes
    start: tuple[int, ...]  # code points
    end: tuple[int, ...]
    words: frozenset[str]  # all of `low`
    numeric: bool  # a digit stands somewhere

    def raw(self, i: int) -> str:
        """Token `i` as written."""
        return self.text[self.start[i] : self.end[i]]

    def glued(self, i: int) -> bool:
        """True when nothing stands between token `i` and the one after it."""
        return 0 <= i < self.count - 1 and self.end[i] == self.start[i + 1]

    def capital(self, i: int) -> bool:
        """True when token `i` starts with a capital letter."""
        return 0 <= i < self.count and self.text[self.start[i]].isupper()

    def hyphen(self, i: int) -> bool:
        """True when token `i` is a hyphen or dash that is glued on both sides."""
        return self.low[i] in HYPHENS and self.glued(i - 1) and self.glued(i)


HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014")


@lru_cache(maxsize=16)
def scan(text: str) -> Tokens:
    """Cut `text` into tokens. The few last results are kept, since several readers look at the same text."""
    rows = [(match.lastindex or END, *match.span()) for match in _TOKEN.finditer(text)]
    kind, start, end = zip(*rows, strict=True) if rows else ((), (), ())
    lower = text.lower()
    if len(lower) != len(text):  # "İ" grows when lowered
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if "\u2019" in lower:
        lower = lower.replace("\u2019", "'")
    low = [lower[first:last] for first, last in zip(start, end, strict=True)]
    count = len(kind)
    size = len(text)
    pad = (size,) * _PADDING
    return Tokens(
        text=text,
        count=count,
        kind=(*kind, *(END,) * _PADDING),
        low=(*low, *("",) * _PADDING),
        start=(*start, *pad),
        end=(*end, *pad),
        words=frozenset(low),
        numeric=NUMBER in kind or ID in kind,
    )
