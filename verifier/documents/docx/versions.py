"""The two versions of a text with tracked changes: as accepted, and as it was; paragraph by paragraph.

Where the end of a paragraph is inserted or deleted, the version without it runs on into the next paragraph,
and takes the shape of that one, as in a word processor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifier.documents.docx.paragraphs import Paragraph
from verifier.documents.docx.runs import Change, Fragment
from verifier.documents.segment import split_sentences
from verifier.frozen import frozen
from verifier.model import Span, View

Piece = tuple[Fragment, Paragraph]


@frozen(eq=False)
class Version:
    """A paragraph in one version, which may be several of the file's run together."""

    first: Paragraph
    shape: Paragraph  # the last one: it says what kind of paragraph this is
    pieces: tuple[Piece, ...]
    text: str

    def sentences(self) -> list[tuple[Span, str]]:
        """Its sentences with their words, blanks made alike, so that versions can be compared."""
        return [(span, " ".join(span.of(self.text).split())) for span in split_sentences(self.text)]


def clusters(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Paragraphs that are one in some version, together; all others alone."""
    cluster: list[Paragraph] = []
    for paragraph in paragraphs:
        cluster.append(paragraph)
        if paragraph.last or not (paragraph.mark.inserted or paragraph.mark.deleted):
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def is_changed(cluster: Sequence[Paragraph]) -> bool:
    """Whether the versions of these paragraphs may differ."""
    return len(cluster) > 1 or any(
        fragment.change.inserted or fragment.change.deleted
        for paragraph in cluster
        for fragment in paragraph.fragments
    )


def versions(cluster: Sequence[Paragraph], view: View) -> list[Version]:
    """The paragraphs of a cluster in one version."""
    found: list[Version] = []
    group: list[Paragraph] = []
    for paragraph in cluster:
        group.append(paragraph)
        if paragraph.last or not _absent(paragraph.mark, view):
            found.append(_version(group, view))
            group = []
    if group:
        found.append(_version(group, view))
    return found


def _version(group: Sequence[Paragraph], view: View) -> Version:
    pieces = tuple(
        (fragment, paragraph)
        for paragraph in group
        for fragment in paragraph.fragments
        if not _absent(fragment.change, view)
    )
    text = "".join(fragment.text for fragment, _ in pieces)
    return Version(group[0], group[-1], pieces, text)


def _absent(change: Change, view: View) -> bool:
    if change.inserted and change.deleted:
        return True
    return change.deleted if view is View.ACCEPTED else change.inserted
