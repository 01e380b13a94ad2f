"""Forms of English verbs that an edit needs."""

from __future__ import annotations

from functools import cache

from verifier.analysis.tables import DATA


@cache
def _irregular() -> dict[str, list[str]]:
    """Every irregular form of a verb, in the order of the table."""
    found: dict[str, list[str]] = {}
    for line in (DATA / "irregular.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        form, lemma, part = line.split("\t")[:3]
        if part == "v":
            found.setdefault(lemma, []).append(form)
    return found


def participle(lemma: str, past: str) -> str | None:
    """The past participle of a verb whose simple past is known; None when it is not certain."""
    forms = _irregular().get(lemma)
    if not forms:
        return past if past.endswith("ed") else None
    ends = [form for form in forms if form.endswith(("en", "wn", "ne", "ung", "unk", "un"))]
    return ends[0] if ends else past


def past_of(lemma: str) -> str | None:
    """The simple past of a regular verb; None for an irregular one."""
    if lemma in _irregular():
        return None
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + "ed"


def third_of(lemma: str) -> str:
    """The third person singular of a verb."""
    if lemma.endswith(("s", "x", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"
