"""The report as one HTML page for readers: the draft with its marks, and the evidence beside it.

The page asks for nothing: style and script are inside, and a Content-Security-Policy names their hashes.
Without scripts everything is there to read; scripts filter, move the focus, and take down the decisions of a
reviewer, which leave the page as a file only.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

import jinja2
from markupsafe import Markup

from verifier.findings import Report
from verifier.render.html_view import view
from verifier.render.options import RenderOptions


def render(report: Report, options: RenderOptions) -> str:
    """One self-contained page with every finding; `--show` decides which verdicts are on at first."""
    style = _part("page.css")
    scripts = [_part(name) for name in ("page.js", "decisions.js")]
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {' '.join(map(_hash, scripts))}; "
        "base-uri 'none'; form-action 'none'"
    )
    return _template().render(
        policy=policy,
        style=Markup(style),  # noqa: S704 - our own files, whose hashes the policy names
        scripts=[Markup(script) for script in scripts],  # noqa: S704
        **view(report, options),
    )


@cache
def _part(name: str) -> str:
    return resources.files("verifier").joinpath("data/report", name).read_text(encoding="utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_part("page.html.jinja"))


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
