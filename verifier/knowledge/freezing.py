"""Adding a trusted document: its text is frozen into a folder of its own, with its hash."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from pathlib import Path

from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.knowledge.edtf import is_edtf
from verifier.knowledge.field_types import ID_PATTERN
from verifier.knowledge.schema import SourceFile
from verifier.knowledge.sources import MAX_TEXT_BYTES, RECORD_NAME
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import parse

_KEPT_AS = {".md": "text.md", ".markdown": "text.md"}  # all others are kept as plain text


@frozen
class NewSource:
    """What is known of a document that is to be added."""

    id: str
    title: str
    text: str
    suffix: str = ".txt"  # of the file it came from
    url: str | None = None
    publisher: str | None = None
    published: str | None = None  # EDTF
    added: str | None = None  # YYYY-MM-DD


def source_id(name: str) -> str:
    """An id made of a file name or a title."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80].strip("-") or "source"


def freeze(new: NewSource, sources: Path) -> Path:
    """Write the record and the text of a document under the folder `sources`; returns the new folder.

    The folder appears whole or not at all. Raises ClaimsError when it is there already, when the id or a date
    is not one, and when the text is too long.
    """
    if not re.fullmatch(ID_PATTERN, new.id):
        raise ClaimsError(f"“{new.id}” is no id; expected letters, digits, hyphens, dots and underscores")
    if new.published is not None and not is_edtf(new.published):
        raise ClaimsError(f"“{new.published}” is no date; expected one such as 2026, 2025-09 or 2026-02-04")
    folder = sources / new.id
    if folder.exists() or folder.is_symlink():
        raise ClaimsError(
            "the source is there already; give another --id, or remove it first", path=str(folder)
        )
    data = new.text.encode("utf-8")
    if len(data) > MAX_TEXT_BYTES:
        raise ClaimsError(f"the text has {len(data):,} bytes; expected at most {MAX_TEXT_BYTES:,}")
    name = _KEPT_AS.get(new.suffix.lower(), "text.txt")
    record = _record(new, name, hashlib.sha256(data).hexdigest())
    _, problems = validate(parse(record.encode("utf-8"), RECORD_NAME), SourceFile)
    if problems:
        raise problems[0].error()
    sources.mkdir(parents=True, exist_ok=True)
    build = Path(tempfile.mkdtemp(prefix=".adding-", dir=sources))
    try:
        (build / name).write_bytes(data)
        (build / RECORD_NAME).write_text(record, encoding="utf-8", newline="\n")
        build.chmod(0o755)  # mkdtemp's folders are for nobody else
        build.rename(folder)
    except OSError as error:
        raise ClaimsError(f"cannot be written: {error.strerror}", path=str(folder)) from None
    finally:
        shutil.rmtree(build, ignore_errors=True)
    return folder


def _record(new: NewSource, name: str, sha256: str) -> str:
    import yaml

    content: dict[str, object] = {
        "id": new.id,
        "title": new.title,
        "publisher": new.publisher,
        "url": new.url,
        "language": "en",
        "published": new.published,
        "added": new.added,
        "text": {"path": name, "sha256": sha256, "chars": str(len(new.text))},
    }
    written = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return f"format: 1\n{written}"
