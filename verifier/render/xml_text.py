"""XML that any parser reads, whatever stands in a draft."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from verifier.render.sanitise import escaped, visible

# What `visible` leaves and XML 1.0 forbids (production 2, Char).
_FORBIDDEN = re.compile("[\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Text for an element or an attribute: one line, and nothing that XML 1.0 forbids."""
    return _FORBIDDEN.sub(lambda found: escaped(found.group()), visible(text))


def document(root: ElementTree.Element) -> str:
    """The whole document, indented, with its declaration."""
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
