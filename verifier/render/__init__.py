"""The room that shows a report. A format is a module with one `render` and its name in `RENDERERS`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from verifier.findings import Report
from verifier.render.options import Renderer, RenderOptions


def _format(name: str) -> Renderer:
    """The renderer of `verifier/render/<name>.py`, imported when it is first used: a run needs one or two."""

    def render(report: Report, options: RenderOptions) -> str:
        text: str = import_module(f"verifier.render.{name}").render(report, options)
        return text

    return render


RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {
        name: _format(name)
        for name in (
            "text",
            "concise",
            "json",
            "jsonl",
            "sarif",
            "github",
            "gitlab",
            "junit",
            "checkstyle",
            "rdjson",
            "markdown",
            "html",
            "csv",
        )
    }
)

# Formats that may share standard output with others: plain lines for people and logs.
LINE_FORMATS = frozenset({"text", "concise", "github"})

__all__ = ["LINE_FORMATS", "RENDERERS", "RenderOptions", "Renderer"]
