"""Prose to sentences, block by block.

`sentencex` proposes the boundaries. It sees the text with quotation marks and brackets blanked out, because
it keeps whatever stands between them in one piece; a few corrections of our own follow. The choice and what
was measured: docs/decisions/0002-sentence-splitter.md.
"""

from __future__ import annotations

import re
from collections import deque

from verifier.documents.document import Document
from verifier.documents.hidden import fold
from verifier.documents.words import words
from verifier.model import BlockKind, Sentence, Span, View

CONTEXT_SENTENCES = 4  # how many sentences before it each sentence carries

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]++(?:\.[\w-]++)++")
_LONG_RUN = re.compile(r"\S{100,}")  # no prose; the splitter takes quadratic time over marks inside one
_INNER_MARK = re.compile(r"[.!?](?=\S)")
_WIDE_STOP = re.compile("[。！？｡]+[」』）】”’\"')]*")  # ends a sentence with no space after it
_WIDE_MASK = dict.fromkeys(map(ord, "。！？｡"), "x")
_ADDRESS_SIGN = re.compile(r"\W")
_WRAPPER = re.compile(r"[\"“”„«»()\[\]{}]|(?<!\w)'|'(?!\w)|(?<!\w)`|`(?!\w)|[*_]+")
_CLOSING = frozenset("\"”»)]}'’*_`")
_BRACKET = re.compile(r"\([^().!?]{1,40}\)\s*(?:[a-z,;.]|$)")  # goes on after it, or ends the sentence
_LAST_WORD = re.compile(r"(?<![\w.])\.*(\w[\w.]*)\.\Z")
_CLOCK = re.compile(r"\b[ap]\.?m\.\Z", re.IGNORECASE)
_WORD = re.compile(r"[\w.'’-]+")
_DOTTED = re.compile(r"(?<=\w)\.[\"”»)\]}'’]*\s+(?=[\"“(\[]?([A-Z][a-z]*)\b)")
_QUOTED_CALL = re.compile(r"[?!][\"”’']\Z")
_GOES_ON = re.compile(r"[\"'(\[]?(?![a-z]?[A-Z])[a-z]")  # lower case, and not "iPhone" or "eBay"
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\r\n[ \t]*\r\n")


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the white space around them.

    Linear in the length of the text. Every character that is not white space lies in exactly one span.
    """
    cuts = _boundaries(text)
    spans: list[Span] = []
    start = 0
    for cut in [*cuts, len(text)]:
        part = text[start:cut]
        bare = part.strip()
        if bare:
            first = start + len(part) - len(part.lstrip())
            spans.append(Span(first, first + len(bare)))
        start = cut
    return tuple(spans)


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document in order, headings too; none crosses a block.

    `context` holds up to CONTEXT_SENTENCES sentences that stand before it, oldest first, headings and former
    wording left out.
    """
    found: list[Sentence] = []
    before: deque[str] = deque(maxlen=CONTEXT_SENTENCES)
    for block in document.blocks:
        prose = block.span.of(document.text)
        for span in split_sentences(prose):
            words_of_it = span.of(prose)
            found.append(Sentence(words_of_it, span.shift(block.span.start), block, tuple(before)))
            if block.kind is not BlockKind.HEADING and block.view is not View.ORIGINAL:
                before.append(words_of_it)
    return tuple(found)


def _boundaries(text: str) -> list[int]:
    """Where sentences end, strictly ascending, each just before white space or a new word."""
    if not text.strip():
        return []
    from sentencex import get_sentence_boundaries

    plain = fold(text)
    masked = _ADDRESS.sub(_mask_address, plain)
    certain = {match.end() for match in _WIDE_STOP.finditer(text)}
    certain.update(match.end() for match in _PARAGRAPH.finditer(text))
    masked = masked.translate(_WIDE_MASK)
    masked = _LONG_RUN.sub(lambda match: _INNER_MARK.sub("x", match[0]), masked)
    masked = _WRAPPER.sub(lambda match: " " * len(match[0]), masked)
    masked = _SURROGATE.sub("x", masked)  # the splitter takes UTF-8, in which half a character cannot be
    proposed = {_settle(plain, masked, found["end_index"]) for found in get_sentence_boundaries("en", masked)}
    proposed.update(_after_abbreviations(plain, masked))
    cuts: list[int] = []
    start = 0
    for cut in sorted(proposed | certain):
        if start < cut < len(text) and (cut in certain or not _belong_together(plain, start, cut)):
            cuts.append(cut)
            start = cut
    return cuts


def _mask_address(match: re.Match[str]) -> str:
    """An address without the signs that look like ends of sentences; a dot at its end may be a full stop."""
    address = match[0]
    bare = address.rstrip(".,;:!?\"')")
    return _ADDRESS_SIGN.sub("x", bare) + address[len(bare) :]


def _settle(plain: str, masked: str, cut: int) -> int:
    """Move a boundary past what closes the sentence, and before what opens the next one."""
    end = min(cut, len(plain))
    while end > 0 and masked[end - 1].isspace():
        end -= 1
    while end < len(plain) and plain[end] in _CLOSING and masked[end] == " ":
        end += 1
    return end


def _after_abbreviations(plain: str, masked: str) -> list[int]:
    """Boundaries after "Corp.", "p.m." or "J." where a word follows that only begins sentences."""
    starters = words("starters")
    never = words("never_final") | words("final_unless_figure")
    cuts: list[int] = []
    for match in _DOTTED.finditer(plain):
        if match[1].lower() not in starters:
            continue
        last = _LAST_WORD.search(plain[max(0, match.start() - 24) : match.start() + 1])
        if last is not None and last[1].lower() not in never:
            cuts.append(_settle(plain, masked, match.start() + 1))
    return cuts


def _belong_together(plain: str, start: int, cut: int) -> bool:
    """True when the boundary stands inside a sentence after all."""
    before = plain[max(start, cut - 40) : cut]
    following = plain[cut : cut + 80].lstrip()
    if _GOES_ON.match(following):
        return True
    bare = before.rstrip("\"”’')]} ")
    last = _LAST_WORD.search(bare)
    if last is not None:
        word = last[1].lower()
        figure_next = following[:1].isdigit()
        if word in words("final_unless_figure"):
            if figure_next:
                return True
        elif word in words("never_final") and bare == before.rstrip():
            return True
    if _CLOCK.search(bare) and _BRACKET.match(following):
        return True  # "at 4:17 a.m. (0117 GMT) in"
    found = _WORD.findall(following)
    if not found:
        return False
    if _CLOCK.search(bare) and found[0].rstrip(".").lower() in words("after_clock"):
        return True
    if _QUOTED_CALL.search(before) and following[0].isalpha():
        return _attributes(found)
    return False


def _attributes(found: list[str]) -> bool:
    """True for the words of "Minister Vale asked": up to four capitalised words and a verb of speaking."""
    speech = words("speech_verbs")
    for position, word in enumerate(found[:5]):
        if position and word.lower().rstrip(".") in speech:
            return True
        if not word[0].isupper() or word.lower() in words("starters") - {"he", "she", "they", "we", "it"}:
            return False
    return False
