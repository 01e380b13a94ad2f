"""What a word can be before its sentence is known: closed class, parts of speech, verb form."""

from __future__ import annotations

from functools import cache, lru_cache

from verifier.analysis.lexicon import lemmas
from verifier.analysis.tables import DATA, string_table
from verifier.frozen import frozen

NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    " thousand million billion trillion".split()
)
BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being", "'re", "'m"})
HAVE = frozenset({"have", "has", "had", "having", "'ve"})
DO = frozenset({"do", "does", "did", "done", "doing"})
# Irregular forms of one spelling that are never a simple past: "sung", not "sang".
PARTICIPLES = frozenset("begun drunk sung sunk swum rung sprung shrunk stunk been done gone".split())
UNCHANGED = frozenset(
    "put cut set cost let hit hurt shut cast spread split burst bet bid quit rid reset upset offset"
    " broadcast forecast thrust shed slit beat read".split()
)
ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "al", "ic", "able", "ible", "ish", "less")


@frozen
class WordForm:
    """All readings of a lower-case word. A count of -1 means that the word has no such reading."""

    closed: str  # tag of a closed class, or ""
    noun: int
    verb: int
    adjective: int
    adverb: int
    bases: dict[str, str]  # part of speech -> base form
    form: (
        str  # of the verb: base, s, ing, past (also participle), simple (never participle), participle; or ""
    )

    auxiliary: str = ""  # be, have or do for their forms

    @property
    def known(self) -> bool:
        """Whether the lexicon has it."""
        return bool(self.bases)

    @property
    def finite(self) -> bool:
        """A finite verb in any context: an inflected auxiliary, a modal or a simple past."""
        return self.closed == "M" or (self.form == "simple" and self.noun < self.verb)


@cache
def _closed() -> dict[str, str]:
    table = {word: tag for tag, words in string_table("function_words").items() for word in words}
    table.update({"not": "Z", "n't": "Z"})
    return table


@cache
def _simple_pasts() -> frozenset[str]:
    """Irregular pasts whose participle is another word: wrote, took, began."""
    forms: dict[str, list[str]] = {}
    for line in (DATA / "irregular.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and cells[2] == "v" and not cells[0].endswith(("s", "ing")):
            forms.setdefault(cells[1], []).append(cells[0])
    simple = {"came", "became", "ran", "overcame", "went", "did"}
    for words in forms.values():
        if any(_is_participle(word) for word in words):
            simple.update(word for word in words if not _is_participle(word))
    return frozenset(simple - {"got", "beat"})


def _is_participle(form: str) -> bool:
    return form in PARTICIPLES or (
        form.endswith(("en", "wn", "orn", "ain", "orne")) and form not in ("overthrown",)
    )


@lru_cache(maxsize=65536)
def word_form(lower: str) -> WordForm:
    """The readings of a lower-case word."""
    closed = _closed().get(lower, "")
    if lower in NUMBER_WORDS:
        closed = "#"
    counts = {"n": -1, "v": -1, "a": -1, "r": -1}
    bases = {}
    for part, base, count in lemmas(lower):
        counts[part] = count
        bases[part] = base
    form = _verb_form(lower, bases["v"]) if "v" in bases else ""
    return WordForm(
        closed, counts["n"], counts["v"], counts["a"], counts["r"], bases, form, base_of_auxiliary(lower)
    )


def _verb_form(lower: str, base: str) -> str:
    if lower == base:
        return "past" if lower in UNCHANGED else "base"
    if lower.endswith("ing"):
        return "ing"
    if lower.endswith("s") and not lower.endswith("ss"):
        return "s"
    if lower in _simple_pasts():
        return "simple"
    if not lower.endswith("ed") and _is_participle(lower):
        return "participle"
    return "past"


def base_of_auxiliary(lower: str) -> str:
    """be, have or do for their forms, else ""."""
    if lower in BE:
        return "be"
    if lower in HAVE:
        return "have"
    return "do" if lower in DO else ""
