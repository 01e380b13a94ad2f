"""Feeds the whole check: a draft, and after a NUL the trusted text; then every format shows the report."""

from __future__ import annotations

from verifier import check_text, claims_from_text
from verifier.errors import DocumentError
from verifier.findings import Verdict
from verifier.render import RENDERERS, RenderOptions

_SUFFIXES = (".txt", ".md", ".html")
_APART = b"\x00"  # no text holds it, so the first one parts the two
_SHOWN = RenderOptions(show=frozenset(Verdict), explain=True)


def fuzz(data: bytes) -> None:
    """Only DocumentError may escape; every finding has a rule and a place, and every format can show it."""
    first, _, second = data.partition(_APART)
    draft, trusted = (part.decode("utf-8", "replace")[:4_000] for part in (first, second))
    try:
        store = claims_from_text(trusted)
        report = check_text(draft, store, path="draft" + _SUFFIXES[len(data) % 3])
    except DocumentError:
        return
    for found in report.findings:
        assert found.rule and found.message
        assert found.citations or found.verdict is Verdict.UNVERIFIED
    for render in RENDERERS.values():
        render(report, _SHOWN).encode("utf-8", "backslashreplace")
