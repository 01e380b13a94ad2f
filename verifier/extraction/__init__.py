"""Derive: from a trusted article to proposed claims, which a person then accepts, edits or rejects."""

from __future__ import annotations

from verifier.extraction.article import extract
from verifier.extraction.proposals import Disagreement, Extraction, LeftOut, Passage, Proposal, Replacement

__all__ = ["Disagreement", "Extraction", "LeftOut", "Passage", "Proposal", "Replacement", "extract"]
