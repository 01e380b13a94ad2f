"""JSON-LD as text that may stand anywhere: in a file, in a terminal, in a script element of a page."""

from __future__ import annotations

import json
from typing import Any

# A quote may hold `</script>`, or `##[…]`, which build logs obey.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "##": "#\\u0023"}


def json_ld(value: Any) -> str:
    """`value` as JSON of plain ASCII; nothing in it can end a script element or command a terminal."""
    written = json.dumps(value, indent=2, ensure_ascii=True)
    for character, escape in _ESCAPES.items():
        written = written.replace(character, escape)
    return written + "\n"
