"""What the harnesses of the three readers share: a document keeps its promises, or is refused."""

from __future__ import annotations

from verifier.documents import read_bytes, sentences
from verifier.errors import DocumentError


def read(data: bytes, name: str) -> None:
    """Read bytes as the file `name`. Only DocumentError may escape, and every position must hold."""
    try:
        document = read_bytes(data, name)
    except DocumentError as error:
        assert error.path == name
        return
    end = 0
    for block in document.blocks:
        assert end <= block.span.start <= block.span.end <= len(document.text)
        end = block.span.end
    for sentence in sentences(document):
        assert sentence.span.of(document.text) == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        place = document.locate(sentence.span)
        assert 0 <= place.start <= place.end <= len(document.original)
