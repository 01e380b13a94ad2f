"""Proposed claims from published ClaimReviews: https://schema.org/ClaimReview.

A review says that somebody else claimed something, and how true that is. Only what it rates as plainly true
is proposed as it stands; of all others the rating is proposed, with its author. Either way the proof is the
review itself, frozen as a source: most reviews carry no words of a primary source, and a claim must not look
as if it had any. See docs/decisions/0014-what-a-review-proves.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from verifier.analysis.tables import word_set
from verifier.frozen import frozen
from verifier.interchange.incoming import Incoming
from verifier.interchange.review_json import FoundReview, address, everyone, first, inner, words
from verifier.knowledge import Store
from verifier.knowledge.edtf import is_edtf
from verifier.knowledge.field_types import ID_PATTERN, MAX_STATEMENT
from verifier.knowledge.freezing import NewSource, source_id
from verifier.knowledge.quotes import SHORT_QUOTE, Match, QuotedText
from verifier.knowledge.reanchoring import beside, distinguishing
from verifier.model import ClaimPlace, Span

_BEST = 5.0  # what schema.org assumes where a rating does not say
_LONGEST_NAME = 200  # code points of a name, a title or a rating


@frozen
class Reviews:
    """What a file of reviews gives."""

    claims: tuple[Incoming, ...]
    sources: tuple[NewSource, ...]  # to freeze; those that are there already are not among them
    known: tuple[str, ...]  # ids of claims that say the same already
    left_out: tuple[str, ...]  # which reviews, and why


@frozen
class _Review:
    """What is taken from one review."""

    claimed: str
    rating: str
    value: float | None
    best: float
    by: str | None
    page: str | None
    title: str
    published: str | None
    identifier: str
    claimed_by: str
    body: str
    quotations: tuple[tuple[str, str], ...]  # the quoted words, and the id of their source
    at: str

    @property
    def is_true(self) -> bool:
        """Whether it rates the claim as plainly true: in a word; or in a number, where it has no word."""
        if self.rating:
            return self.rating.casefold().strip(" .!") in word_set("ratings", "plainly_true")
        return self.value is not None and self.value >= self.best

    @property
    def rated(self) -> str:
        """The rating as it is shown."""
        return self.rating or (f"{self.value:g} of {self.best:g}" if self.value is not None else "")


def from_reviews(found: Iterable[FoundReview], store: Store, path: str, stem: str, added: str) -> Reviews:
    """Proposals for the reviews of the file `path`, called `stem`; `added` is the day (YYYY-MM-DD)."""
    left_out: list[str] = []
    by_page: dict[str, list[_Review]] = {}
    for one in found:
        review = _read(one)
        if reason := _unusable(review):
            left_out.append(f"{one.at}: {reason}")
        else:
            by_page.setdefault(review.page or "", []).append(review)
    taken = set(store.sources)
    fresh: list[NewSource] = []
    claims: list[Incoming] = []
    known: list[str] = []
    ids: set[str] = set()
    said: set[tuple[str, str]] = set()
    for page, reviews in by_page.items():
        source, is_new = _source(page, reviews, store, taken, stem, added)
        text = QuotedText(source.text)
        used = False
        for review in reviews:
            statement = _statement(review)
            if (page, statement) in said:
                left_out.append(f"{review.at}: it says the same as another review of this page")
                continue
            said.add((page, statement))
            name = _id(review, statement, store, ids)
            if name in store:
                known.append(name)
                continue
            ids.add(name)
            citations, own = _citations(review, store, text, source.id)
            used = used or own
            record = {"id": name, "statement": statement, "citations": citations, "status": "proposed"}
            record["note"] = _note(review, own=own)
            claims.append(Incoming(record, ClaimPlace(path, 1, 1), {}))
        if used and is_new:
            fresh.append(source)
    return Reviews(tuple(claims), tuple(fresh), tuple(known), tuple(left_out))


def _read(found: FoundReview) -> _Review:
    record = found.record
    rating = first(record.get("reviewRating"))
    quotations = []
    for cited in everyone(record.get("citation")):
        if isinstance(cited, dict) and (said := words(cited.get("text"), lines=True)):
            quotations.append((said, words(inner(cited, "isPartOf", "identifier"))))
    by = words(inner(record, "author", "name")) or words(inner(record, "publisher", "name"))
    body = next(
        (
            text
            for key in ("reviewBody", "articleBody", "text")
            if (text := words(record.get(key), lines=True))
        ),
        "",
    )
    explained = words(inner(rating, "ratingExplanation"), lines=True)
    return _Review(
        claimed=words(record.get("claimReviewed")) or words(inner(record, "itemReviewed", "text")),
        rating=(words(inner(rating, "alternateName")) or words(inner(rating, "name")))[:_LONGEST_NAME],
        value=_figure(inner(rating, "ratingValue")),
        best=_figure(inner(rating, "bestRating")) or _BEST,
        by=by[:_LONGEST_NAME] or None,
        page=address(record.get("url")),
        title=(words(record.get("name")) or words(record.get("headline")))[:_LONGEST_NAME],
        published=_day(words(record.get("datePublished"))),
        identifier=words(record.get("identifier")),
        claimed_by=words(inner(record, "itemReviewed", "author", "name"))[:_LONGEST_NAME],
        body="\n\n".join(part for part in (explained, body) if part),
        quotations=tuple(quotations),
        at=found.at,
    )


def _unusable(review: _Review) -> str | None:
    if not review.claimed:
        return "it has no `claimReviewed`, so it is not known what was reviewed"
    if not review.rated:
        return "it has no rating, so nothing is said of the claim"
    if len(_statement(review)) > MAX_STATEMENT:
        return f"the claim is longer than {MAX_STATEMENT:,} characters"
    return None


def _statement(review: _Review) -> str:
    if review.is_true:
        return review.claimed
    claimed = review.claimed.rstrip(".").replace("“", "‘").replace("”", "’")
    return f"{review.by or 'A published review'} rates the claim “{claimed}” as “{review.rated}”."


def _note(review: _Review, *, own: bool) -> str:
    told = f"From a ClaimReview{f' by {review.by}' if review.by else ''}, rated “{review.rated}”."
    if not own:
        return told
    return f"{told} Its proof is the review; quote what the review rests on before you accept it."


def _source(
    page: str, reviews: list[_Review], store: Store, taken: set[str], stem: str, added: str
) -> tuple[NewSource, bool]:
    """The reviews of one page as a document, and whether it has to be frozen."""
    first_one = reviews[0]
    text = "\n\n".join(_document(review) for review in reviews) + "\n"
    base = source_id(re.sub(r"^https?://(www\.)?|[?#].*$", "", page)) if page else source_id(stem)
    name = base = f"review-{base}"[:90].rstrip("-")
    number = 1
    while name in taken and not (name in store.sources and store.sources[name].text == text):
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    by = first_one.by
    title = first_one.title or f"Review of “{first_one.claimed[:80]}”{f' by {by}' if by else ''}"
    new = NewSource(
        name, title, text, url=page or None, publisher=by, published=first_one.published, added=added
    )
    return new, name not in store.sources


def _document(review: _Review) -> str:
    """One review as text: its own words, one property a line."""
    lines = [f"Claim reviewed: {review.claimed}", f"Rating of this claim: {review.rated}"]
    if review.claimed_by:
        lines.append(f"Claimed by: {review.claimed_by}")
    if review.by:
        lines.append(f"Reviewed by: {review.by}")
    if review.published:
        lines.append(f"Published: {review.published}")
    if review.body:
        lines += ["", review.body]
    for said, _ in review.quotations:
        lines += ["", f"It cites: {said}"]
    return "\n".join(lines)


def _citations(
    review: _Review, store: Store, text: QuotedText, source: str
) -> tuple[list[dict[str, Any]], bool]:
    """The proof, and whether it is the review's own words: known sources that it quotes come first."""
    if review.is_true:
        cited: list[dict[str, Any]] = []
        for said, name in review.quotations:
            known = store.sources.get(name)
            if known is not None and (quote := _quote(QuotedText(known.text), said, None)):
                cited.append({"source": name, **quote})
        if cited:
            return cited, False
    block = Span(at := text.text.index(_document(review)), at + len(_document(review)))
    wanted = (
        [review.claimed]
        if review.is_true
        else [f"Claim reviewed: {review.claimed}", f"Rating of this claim: {review.rated}"]
    )
    quotes = (_quote(text, words_of, block) for words_of in wanted)
    return [{"source": source, **quote} for quote in quotes if quote], True


def _quote(text: QuotedText, wanted: str, inside: Span | None) -> dict[str, str] | None:
    """A citation of `wanted`, with what tells its place from others.

    It is the last of the places inside a span: the review's own prose comes before the line with its claim.
    """
    _, places = text.places(wanted)
    places = [span for span in places if inside is None or span.within(inside)]
    for span in reversed(places):
        quote = span.of(text.text)
        prefix, suffix = distinguishing(text, span)
        if len(quote) < SHORT_QUOTE and not (prefix or suffix):
            prefix, suffix = beside(text, span)
        located = text.locate(quote, prefix, suffix)
        if located.match in {Match.EXACT, Match.FOLDED} and located.span == span:
            around = {"prefix": prefix, "suffix": suffix}
            return {"quote": quote, **{key: value for key, value in around.items() if value}}
    return None


def _id(review: _Review, statement: str, store: Store, ids: set[str]) -> str:
    """The review's own id, or one of its words; that of a claim in the database which says the same."""
    own = re.fullmatch(ID_PATTERN, review.identifier)
    base = review.identifier if own else source_id(" ".join(review.claimed.split()[:8]))[:70].strip("-")
    name, number = base, 1
    while name in ids or (name in store and store.claim(name).statement != statement):
        number += 1
        name = f"{base[:90]}-{number}"
    return name


def _figure(value: Any) -> float | None:
    text = words(value)
    return float(text) if re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text) else None


def _day(text: str) -> str | None:
    day = text[:10]
    return day if day and is_edtf(day) else None
