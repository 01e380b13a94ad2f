"""Edits: from one sentence, others that it backs, that clash with it, or that it leaves open.

Each module offers `edits(sentence, chance)`, which yields what it can make; `EDITORS` is the table. An
edit that no reader of English would write is worse than none, so each has conditions, and most sentences
give only a few.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from training.edits import dates, figures, names, roles, stance, wording
from training.edits.edit import Edit, Sentence

__all__ = ["EDITORS", "Edit", "Sentence", "edits_of"]

EDITORS: dict[str, Callable[[Sentence, random.Random], Iterator[Edit]]] = {
    "figures": figures.edits,
    "dates": dates.edits,
    "names": names.edits,
    "roles": roles.edits,
    "stance": stance.edits,
    "wording": wording.edits,
}


def edits_of(sentence: Sentence, chance: random.Random) -> list[Edit]:
    """All edits of a sentence, each text once and none equal to the sentence itself."""
    found: dict[str, Edit] = {}
    for editor in EDITORS.values():
        for edit in editor(sentence, chance):
            if edit.text.casefold() != sentence.text.casefold():
                found.setdefault(edit.text, edit)
    return list(found.values())
