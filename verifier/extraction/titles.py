"""Who people are: the title before a name and the role behind it, each a fact of its own."""

from __future__ import annotations

from verifier.analysis import Analysis
from verifier.analysis.cue_words import cues
from verifier.analysis.lexicon import lemma_of
from verifier.analysis.names import Name, name_words
from verifier.analysis.tokens import Token
from verifier.extraction.naming import Names
from verifier.model import Span

_LONGEST = 16  # tokens of a role


def titles_of(analysis: Analysis, names: Names) -> list[tuple[str, Span]]:
    """For each person with a title in a sentence: "X is Y", and the words of the sentence that say it."""
    found: list[tuple[str, Span]] = []
    tokens = analysis.syntax.tokens
    for name in analysis.names:
        if name.kind != "person" or not name.title:
            continue
        bearer = names.bearer_of(name)
        full = bearer.name.text if bearer is not None else name.text
        if len(name.words) < 2 and bearer is not None and len(bearer.name.words) < 2:
            continue  # a surname alone is not yet a person
        before = _before(tokens, name)
        if before is not None:
            role = _with_article(before.of(analysis.text), tokens, before)
            if bearer is not None:
                bearer.roles.setdefault(before.of(analysis.text))
            found.append((f"{full} is {role}.", Span(before.start, name.span.end)))
        behind = _behind(analysis, name)
        if behind is not None and len(full.split()) > 1:
            if bearer is not None:
                bearer.roles.setdefault(behind.of(analysis.text))
            found.append((f"{full} is {behind.of(analysis.text)}.", Span(name.span.start, behind.end)))
    return found


def _before(tokens: tuple[Token, ...], name: Name) -> Span | None:
    """The words of the title before a name, with whose title it is; None for "Mr" and its like."""
    start = name.start
    while start > 0 and name.start - start < _LONGEST:
        token, following = tokens[start - 1], tokens[start]
        glued = token.end == following.start
        if token.tag in ("N", "A", "P") or (token.tag == "G" and start > 1):
            start -= 1
        elif (
            token.lower in ("of", "for", "to")
            and start > 1
            and tokens[start - 2].tag == "P"
            and following.tag == "P"
        ):
            start -= 1
        elif token.text in ("-", "&") and glued:
            start -= 1
        elif token.lower == "and" and start > 1 and tokens[start - 2].tag == "P" and following.tag == "P":
            start -= 1
        else:
            break
    own = list(tokens[start : name.start])
    heads = name_words()["title_heads"]
    words = [token.lower.rstrip(".") for token in own]
    if not own or all(word in name_words()["courtesy"] for word in words):
        return None
    places = [at for at, word in enumerate(words) if word in heads]
    if not places or (len(words) == 1 and words[0] in name_words()["courtesy"]):
        return None
    while words and (
        words[0] in name_words()["courtesy"] or (lemma_of(own[0].lower, "v") or "") in cues().reporting
    ):
        own, words = own[1:], words[1:]
    while words and words[-1] in name_words()["courtesy"]:
        own, words = own[:-1], words[:-1]
    if len(words) < 2 or own[-1].tag == "G" or own[0].tag == "G" or not set(words) & heads:
        return None  # "Minister Lee" alone says too little of the office
    return Span(own[0].start, own[-1].end)


def _behind(analysis: Analysis, name: Name) -> Span | None:
    """The role between commas behind a name: "Ann Lee, director of the museum,"."""
    tokens = analysis.syntax.tokens
    at = name.end
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return None
    stop = at + 1
    while stop < len(tokens) and tokens[stop].text not in (",", ".", ";", ":", "—", "–", "(", '"', "”", "“"):
        if tokens[stop].tag in ("V", "X", "M", "W", "B", "O", "S") or stop - at > _LONGEST:
            return None
        stop += 1
    words = [token.lower for token in tokens[at + 1 : stop]]
    if stop >= len(tokens) or not set(words[:6]) & name_words()["title_heads"]:
        return None
    if tokens[at + 1].tag not in ("D", "N", "A") and not set(words[:1]) & name_words()["title_heads"]:
        return None
    if any(
        word == "the" and following.tag == "N"
        for word, following in zip(words, tokens[at + 2 : stop], strict=False)
    ):
        return None  # "head of the university": which one
    return Span(tokens[at + 1].start, tokens[stop - 1].end)


def _with_article(role: str, tokens: tuple[Token, ...], span: Span) -> str:
    """The role as it stands behind "is": an office with "the", a trade with "a"."""
    own = [token for token in tokens if span.start <= token.start < span.end]
    if any(token.tag == "G" for token in own) or own[0].tag == "D":
        return role
    if own[-1].text[0].isupper():
        return f"the {role}" if len(own) > 2 or any(token.lower == "of" for token in own) else role
    first = own[0].lower
    if first == "former" or own[-1].tag == "N":
        spelt = own[0].text.isupper() and own[0].text[0] in "AEFHILMNORSX"  # "an NFF delegate"
        return f"{'an' if spelt or (first[0] in 'aeio' and not own[0].text.isupper()) else 'a'} {role}"
    return role
