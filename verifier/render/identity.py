"""What tells one finding, and one file, from another to tools that follow them from run to run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote

from verifier.findings import Finding, Notice


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One for each finding, none twice: what it says and where, and which of several alike it is.

    The line does not count, so that text added elsewhere changes no fingerprint.
    """
    return _numbered((finding.place.path, finding.fingerprint) for finding in findings)


def notice_fingerprints(notices: Iterable[Notice]) -> list[str]:
    """The same for notices."""
    return _numbered((notice.path, notice.rule, notice.message) for notice in notices)


def _numbered(things: Iterable[tuple[str, ...]]) -> list[str]:
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for alike in things:
        made.append(sha256("\0".join((*alike, str(seen[alike]))).encode("utf-8", "replace")).hexdigest())
        seen[alike] += 1
    return made


def uri(path: str) -> str:
    """A path as a URI reference (RFC 3986): relative stays relative, absolute gets the scheme `file`."""
    try:
        written = path.encode("utf-8", "surrogateescape")  # bytes of a file name that are no text
    except UnicodeEncodeError:
        written = path.encode("utf-8", "replace")  # half a character, which no file name holds
    quoted = quote(written, safe="/:@!$&'()*+,;=~-._")
    if path.startswith("/"):
        return f"file://{quoted}"
    return f"./{quoted}" if ":" in quoted.partition("/")[0] else quoted  # "a:b" would be a scheme
