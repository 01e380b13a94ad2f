"""The small claims database on a harbour that the tests of `knowledge/` share."""

from __future__ import annotations

import hashlib
from pathlib import Path

HARBOUR = (
    "The old crane on the north quay is 42 metres high and still works.\n"
    "The harbour\u2019s pilots work\nfrom 4\u20136\u00a0a.m.\n"
    "At the first gauge, the tide rises three metres. At the second gauge, the tide rises three metres.\n"
    "Dredging takes 7.5 % of the budget.\n"
)
CLAIM = """format: 1
claims:
  - id: crane-height
    statement: The old crane is 42 metres high.
    citations: [{source: harbour, quote: "The old crane on the north quay is 42 metres high"}]
"""


def write_source(root: Path, name: str = "harbour", text: str = HARBOUR, path: str = "text.txt") -> Path:
    folder = root / "sources" / name
    folder.mkdir(parents=True)
    data = text.encode()
    (folder / "text.txt").write_bytes(data)
    (folder / "source.yaml").write_text(
        f"format: 1\nid: {name}\ntitle: A walk round the harbour\n"
        f"text: {{path: {path!r}, sha256: {hashlib.sha256(data).hexdigest()}}}\n"
    )
    return folder


def write_database(root: Path) -> Path:
    """One source and one claim that cites it."""
    write_source(root)
    (root / "claims").mkdir()
    (root / "claims" / "claims.yaml").write_text(CLAIM)
    return root
