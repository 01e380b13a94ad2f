"""The room that shows a report. A format is a module with one `render` and one line in `RENDERERS`."""

from __future__ import annotations

from verifier.render import concise, json, jsonl, text
from verifier.render.options import Renderer, RenderOptions

RENDERERS: dict[str, Renderer] = {
    "text": text.render,
    "concise": concise.render,
    "json": json.render,
    "jsonl": jsonl.render,
}

# Formats that may share standard output with others: plain lines for people and logs.
LINE_FORMATS = frozenset({"text", "concise"})

__all__ = ["LINE_FORMATS", "RENDERERS", "RenderOptions", "Renderer"]
