"""HTML to tokens with exact offsets, in one linear pass that accepts anything.

The standard library's parser is not used: what it makes of broken comments and script elements has changed
between patch releases of Python, and the same draft must give the same report everywhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from verifier.frozen import frozen

_REFERENCE = r"&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"
_MARKUP = re.compile(r"<!--|</?[A-Za-z][^\s/>]*|<[!?/]|" + _REFERENCE)
_ATTRIBUTE = re.compile(r"[\s/=]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+")
_TAG_END = re.compile(r"[\s/=]*+>")
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title")
}
_RAW_TEXT = frozenset({"script", "style"})  # character references mean nothing in these


@frozen
class Text:
    """Characters that stand for themselves."""

    start: int
    end: int


@frozen
class Reference:
    """A character reference, decoded."""

    start: int
    end: int
    text: str


@frozen
class Attribute:
    """An attribute; `value` is as written, `start` is where it begins in the source."""

    name: str
    value: str
    start: int


@frozen
class Tag:
    """A start tag or an end tag, with the name in lower case."""

    start: int
    end: int
    name: str
    closing: bool
    attributes: tuple[Attribute, ...] = ()

    def get(self, name: str) -> Attribute | None:
        """The first attribute of that name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


@frozen
class Comment:
    """A comment; `text` is what stands between its marks."""

    start: int
    end: int
    text: str


Token = Text | Reference | Tag | Comment


def decode_reference(written: str) -> str | None:
    """What `&amp;` or `&#8217` stands for, or None when it is no character reference."""
    decoded = html.unescape(written)
    return None if decoded == written else decoded


def tokenize(source: str) -> Iterator[Token]:
    """The tokens of a page in order. Never raises; what is no markup is text."""
    start = 0  # of the text not yet given out
    position = 0
    length = len(source)
    while position < length:
        match = _MARKUP.search(source, position)
        if match is None:
            break
        token, end = _markup(source, match)
        if token is None and end == match.start():  # no markup after all
            position = match.end()
            continue
        if match.start() > start:
            yield Text(start, match.start())
        if token is not None:
            yield token
        start = position = end
        if isinstance(token, Tag) and not token.closing and token.name in _RAW_END:
            # Nothing but its own end tag ends such an element; without one it runs to the end of the page.
            closing = _RAW_END[token.name].search(source, end)
            stop = closing.start() if closing else length
            yield from _raw(source, end, stop, token.name)
            start = position = stop
    if start < length:
        yield Text(start, length)


def _markup(source: str, match: re.Match[str]) -> tuple[Token | None, int]:
    """The token that begins here and where it ends; None and the same place when it is plain text."""
    start, opening = match.start(), match[0]
    if opening.startswith("&"):
        text = decode_reference(opening)
        return (None, start) if text is None else (Reference(start, match.end(), text), match.end())
    if opening == "<!--":
        return _comment(source, start)
    if opening in ("<!", "<?", "</"):
        end = source.find(">", match.end())
        return None, (end + 1 if end >= 0 else len(source))
    closing = opening.startswith("</")
    attributes: list[Attribute] = []
    position = match.end()
    while True:
        ended = _TAG_END.match(source, position)
        if ended:
            position = ended.end()
            break
        found = _ATTRIBUTE.match(source, position)
        if found is None:
            position = len(source)  # the page ends inside the tag
            break
        position = found.end()
        if len(attributes) < 64 and not closing:
            attributes.append(_attribute(found))
    name = opening[2 if closing else 1 :].lower()
    return Tag(start, position, name, closing, tuple(attributes)), position


def _attribute(found: re.Match[str]) -> Attribute:
    written = found[2] or ""
    start = found.start(2) if found[2] else found.end()
    if written[:1] in ('"', "'") and len(written) > 1 and written[-1] == written[0]:
        return Attribute(found[1].lower(), written[1:-1], start + 1)
    return Attribute(found[1].lower(), written, start)


def _comment(source: str, start: int) -> tuple[Token, int]:
    for empty in ("<!-->", "<!--->"):
        if source.startswith(empty, start):
            return Comment(start, start + len(empty), ""), start + len(empty)
    close = source.find("-->", start + 4)
    stop, end = (close, close + 3) if close >= 0 else (len(source), len(source))
    return Comment(start, end, source[start + 4 : stop]), end


def _raw(source: str, start: int, stop: int, name: str) -> Iterator[Token]:
    """The text of an element that holds no tags."""
    position = start
    if name not in _RAW_TEXT:
        for match in _MARKUP.finditer(source, start, stop):
            text = decode_reference(match[0]) if match[0].startswith("&") else None
            if text is not None:
                if match.start() > position:
                    yield Text(position, match.start())
                yield Reference(match.start(), match.end(), text)
                position = match.end()
    if stop > position:
        yield Text(position, stop)
