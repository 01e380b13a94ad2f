"""A linter for facts in prose: checks text against a claims database, offline and the same every run.

from verifier import check_text, claims_from_text

report = check_text("The bridge is 1,820 m long.", claims_from_text("The bridge is 1,280 m long."))
report.findings[0].verdict.value  # "contradictory"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verifier.version import __version__

__all__ = [
    "Report",
    "Verdict",
    "__version__",
    "check_path",
    "check_text",
    "claims_from_text",
    "load_claims",
]

if TYPE_CHECKING:
    from verifier.api import check_path, check_text, claims_from_text, load_claims
    from verifier.findings import Report, Verdict


def __getattr__(name: str) -> Any:
    """Imports on first use, so that `verifier --help` does not pay for what it does not need (PEP 562)."""
    if name in ("check_path", "check_text", "claims_from_text", "load_claims"):
        from verifier import api

        return getattr(api, name)
    if name in ("Report", "Verdict"):
        from verifier import findings

        return getattr(findings, name)
    raise AttributeError(f"module 'verifier' has no attribute {name!r}")
