"""The known name that somebody probably meant, for messages about unknown ones."""

from __future__ import annotations

from collections.abc import Iterable


def near_miss(name: str, known: Iterable[str]) -> str | None:
    """The known name nearest to `name`, or None when nothing is near. Case does not count."""
    import difflib

    by_lower = {one.lower(): one for one in known}
    nearest = difflib.get_close_matches(name.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[nearest[0]] if nearest else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence with a leading blank that names the nearest known name, or nothing."""
    nearest = near_miss(name, known)
    return f" Did you mean {nearest!r}?" if nearest else ""
