"""The table of harnesses. A new one is one module with `fuzz(data: bytes)`, one line here and its seeds."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

Harness = Callable[[bytes], None]

# Name (of the module, and of the folder of seeds) -> what it feeds.
HARNESSES: dict[str, str] = {
    "plain_text": "the reader of plain text",
    "markdown": "the reader of Markdown",
    "html": "the reader of HTML",
    "sentences": "folding and the sentence splitter",
    "quantities": "figures and number words",
    "dates": "dates and periods in prose",
    "edtf": "dates as the database writes them",
    "claims_yaml": "the strict YAML loader, the schema of claims, and fmt",
    "claim_review": "the import of ClaimReview",
    "csv_table": "the import of CSV",
    "config_toml": "verifier.toml",
    "model_config": "the small files of a model",
    "whole_check": "the whole check of one text against another, and every format",
}


def harness(name: str) -> Harness:
    """The function `fuzz` of one harness. Raises KeyError for a name that is not in the table."""
    if name not in HARNESSES:
        raise KeyError(name)
    found: Harness = import_module(f"fuzz.{name}").fuzz
    return found
