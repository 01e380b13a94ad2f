"""Word documents (.docx): read as prose, and given comments.

The `docx` extra is needed, and imported when the first document comes.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from verifier.documents.document import Document
from verifier.errors import DocumentError

if TYPE_CHECKING:
    from verifier.documents.docx.commenting import Remark

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTRA = "is a Word document, and lxml, which reads those, is missing: pip install 'claims-verifier[docx]'"


def read_docx(data: bytes, path: str, *, before_changes: bool = True) -> Document:
    """Read a .docx; `path` is only for places and messages.

    Where tracked changes alter a sentence, its former wording is read too, as a block of its own, unless
    `before_changes` is False. Raises DocumentError for what is no readable Word document.
    """
    _needs_lxml(path)
    from verifier.documents.docx.reading import read_word

    return read_word(data, path, before_changes=before_changes).document


def with_comments(
    data: bytes, path: str, remarks: Sequence[Remark], *, author: str, day: date | None = None
) -> bytes:
    """The same .docx with a comment for every remark; all else in it stays. Same input, same bytes.

    Spans count code points of `Document.original`. Raises DocumentError as `read_docx` does.
    """
    _needs_lxml(path)
    from verifier.documents.docx.commenting import commented

    return commented(data, path, remarks, author=author, day=day)


def _needs_lxml(path: str) -> None:
    try:
        importlib.import_module("lxml.etree")
    except ImportError:
        raise DocumentError(EXTRA, path=path) from None
