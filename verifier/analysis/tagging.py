"""Parts of speech by context: one pass from right to left, one from left to right, and one for repairs.

The guiding rule is that a clause has one finite verb, which agrees with its subject: of words that can be a
noun or a verb, the one that completes the clause is the verb. Every pass is linear.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.analysis.first_tags import AUXILIARIES_NOT_FINITE, Draft, finite_ahead, first_guess, likely_tag
from verifier.analysis.inflected import after_auxiliary, choose_ing, choose_nominal, choose_past
from verifier.analysis.tag_repairs import CLAUSAL, repair
from verifier.analysis.wordforms import ADJECTIVE_ENDINGS, WordForm

# After these, "to" is a preposition more often than it opens an infinitive.
TO_NOUN = frozenset(
    "return go come move lead according due thank prior close access contribute respond refer amount"
    " rise fall drop climb increase decrease add turn put bring take send give limit expose relate"
    " belong attach admit elect".split()
)
UNCHANGED_PARTICIPLES = frozenset({"run", "come", "become", "overcome"})
PAST_FORMS = frozenset({"past", "participle", ""})
TAGS = {"n": "N", "v": "V", "a": "A", "r": "R"}


@dataclass(slots=True)
class _Clause:
    """What the pass from left to right knows of the clause it is in."""

    finite: bool = False
    subject: int = -1  # index of the subject's head so far, -1 for none
    plural: bool = False
    inverted: bool = False  # an auxiliary came before any subject: a question, or "nor did she"
    in_phrase: bool = False  # inside a prepositional phrase
    pending: list[tuple[int, bool]] = field(default_factory=list)  # subjects of clauses that are interrupted
    last_form: str = ""
    subordinate: bool = False
    temporal: bool = False  # the last preposition can open a clause: "until the bridge opens"

    def interrupt(self, *, relative: bool = False) -> None:
        """A comma or subordinator: a clause with a subject and no verb waits, a finished one is left."""
        if self.finite:
            if self.pending and not relative:
                self.subject, self.plural = self.pending[-1]
            else:
                self.subject, self.plural = -1, False
        else:
            if self.subject >= 0 and (not self.pending or self.pending[-1][0] != self.subject):
                self.pending.append((self.subject, self.plural))
            if relative:
                self.subject, self.plural = -1, False
        self.subordinate = relative
        self.finite = self.inverted = self.in_phrase = False

    def found(self) -> None:
        """The finite verb: of this clause, or else of the one that waits."""
        if self.pending and (self.finite or self.subject == self.pending[-1][0]):
            self.pending.pop()
        self.finite, self.in_phrase = True, False


def tag_words(drafts: list[Draft]) -> None:
    """Gives every draft its tag, base form and verb form."""
    first_guess(drafts)
    ahead = finite_ahead(drafts)
    clause = _Clause()
    for at, draft in enumerate(drafts):
        if draft.tag == "?":
            _settle(drafts, at, clause, ahead=ahead[at])
        _follow(drafts, at, clause)
    repair(drafts)


# ---------------------------------------------------------------- the clause so far


def _follow(drafts: list[Draft], at: int, clause: _Clause) -> None:
    """Updates the clause by the word that was just settled."""
    draft = drafts[at]
    tag = draft.tag
    if tag in "ARSGZT":
        return
    if tag in ("N", "P", "O", "#"):
        if not clause.in_phrase and (not clause.finite or clause.inverted):
            joined = at > 0 and drafts[at - 1].tag == "C" and clause.subject == at - 2
            clause.subject = at
            clause.plural = joined or _plural(draft)
    elif tag in ("M", "X") and draft.lower not in AUXILIARIES_NOT_FINITE:
        clause.inverted = clause.subject < 0 and not clause.pending
        clause.found()
        clause.last_form = "base" if tag == "M" else ""
    elif tag == "V":
        if draft.form in ("s", "past", "simple", "base") and not (at and drafts[at - 1].tag == "T"):
            if not _stands_apart(drafts, at):
                clause.found()
        clause.last_form = draft.form
        clause.in_phrase = not clause.finite
        if draft.lemma in CLAUSAL and clause.finite:
            clause.finite, clause.subject = False, -1
            clause.last_form = draft.form
    elif tag == "I":
        clause.in_phrase = True
        clause.temporal = draft.lower in ("until", "before", "after", "since")
        if not clause.finite and clause.subject < 0 and at and drafts[at - 1].tag == "D":
            clause.subject, clause.plural = (
                at - 1,
                drafts[at - 1].lower not in ("each", "either", "neither", "another"),
            )
    elif tag in ("B", "W") or (draft.lower == "that" and _opens_clause(drafts, at)):
        clause.interrupt(relative=True)
    elif tag == "C":
        if clause.finite:
            clause.finite, clause.subject, clause.plural = False, -1, False
    elif tag == "." and draft.text in ",;:()—–":
        clause.interrupt()


def _stands_apart(drafts: list[Draft], at: int) -> bool:
    """A participle rather than the verb: "…, founded in 1820, …"."""
    if drafts[at].form != "past" or at + 1 >= len(drafts) or drafts[at + 1].tag != "I":
        return False
    return at == 0 or drafts[at - 1].text == "," or drafts[at + 1].lower == "by"


def _opens_clause(drafts: list[Draft], at: int) -> bool:
    """Whether "that" stands after a noun or verb and before what could be a subject or verb."""
    if at == 0 or at + 1 >= len(drafts) or drafts[at - 1].tag not in ("N", "P", "V", "."):
        return False
    after = drafts[at + 1]
    return after.tag != "?" or (
        after.word is not None and (after.word.verb >= 0 or after.lower.endswith("s"))
    )


def _plural(draft: Draft) -> bool:
    if draft.tag == "O":
        return draft.lower in ("they", "we", "you", "i", "these", "those")
    if draft.tag == "#":
        return draft.text not in ("1", "one")
    return (draft.tag == "N" and draft.lemma != draft.lower) or draft.lower in ("people", "police")


# ---------------------------------------------------------------- one word


def _settle(drafts: list[Draft], at: int, clause: _Clause, *, ahead: bool) -> None:
    draft = drafts[at]
    word = draft.word
    if word is None or not word.bases:
        _unknown(drafts, at)
        return
    part = (
        next(iter(word.bases)) if len(word.bases) == 1 else _by_context(drafts, at, word, clause, ahead=ahead)
    )
    draft.tag, draft.lemma = TAGS[part], word.bases[part]
    if part == "v":
        draft.form = "past" if word.form == "simple" else word.form


def _unknown(drafts: list[Draft], at: int) -> None:
    draft = drafts[at]
    lower = draft.lower
    if lower.endswith("ly"):
        draft.tag = "R"
    elif lower.endswith("ing") and len(lower) > 5:
        draft.tag, draft.form, draft.lemma = "V", "ing", lower[:-3]
    elif lower.endswith("ed") and len(lower) > 4:
        draft.tag, draft.form, draft.lemma = "V", "past", lower[:-2]
    elif lower.endswith(ADJECTIVE_ENDINGS):
        draft.tag = "A"
    else:
        draft.tag = "N"
        if lower.endswith("s") and not lower.endswith("ss") and len(lower) > 3:
            draft.lemma = lower[:-1]


def _by_context(drafts: list[Draft], at: int, word: WordForm, clause: _Clause, *, ahead: bool) -> str:
    draft = drafts[at]
    back = at - 1
    while back >= 0 and drafts[back].text in ('"', "'"):
        back -= 1
    previous = drafts[back].tag if back >= 0 else "."
    after = drafts[at + 1] if at + 1 < len(drafts) else None
    following = likely_tag(after)
    glued_after = after is not None and after.text == "-" and after.start == draft.end
    if word.verb >= 0:
        if glued_after and max(word.noun, word.adjective) >= 0 and previous not in ("T", "M"):
            return "n" if word.noun >= word.adjective else "a"
        skipped = back
        while skipped >= 0 and drafts[skipped].tag in ("R", "Z"):
            skipped -= 1
        anchor = drafts[skipped] if skipped >= 0 else None
        if word.form == "ing":
            return choose_ing(
                word, previous, following, after_be=_is_be(anchor), preposition=drafts[back].lower
            )
        if word.form in ("past", "simple", "participle"):
            return choose_past(
                word,
                previous,
                following,
                after_auxiliary=after_auxiliary(drafts, at),
                wanted=(not clause.finite and clause.subject >= 0)
                or (anchor is not None and anchor.tag == "C" and clause.last_form in PAST_FORMS),
            )
        if _is_verb(drafts, at, word, clause, previous, following, anchor, ahead=ahead):
            return "v"
        if word.noun < 0 and max(word.adjective, word.adverb) < 0:
            return "v"
    return choose_nominal(word, previous, following)


def _is_be(draft: Draft | None) -> bool:
    return draft is not None and draft.tag == "X" and draft.lemma == "be"


def _is_verb(
    drafts: list[Draft],
    at: int,
    word: WordForm,
    clause: _Clause,
    previous: str,
    following: str,
    anchor: Draft | None,
    *,
    ahead: bool,
) -> bool:
    """Whether a present form that could also be a noun or adjective is the verb of its clause."""
    base = word.form == "base"
    draft_lower = drafts[at].lower
    before = anchor.tag if anchor is not None else "."
    if base and before == "T" and word.noun > 10 * (word.verb + 1) and following in (".", "I", "C"):
        return False  # "went to school in"
    if base and before == "T" and at > 1 and word.noun > 0 and following in (".", "I", "C"):
        if drafts[at - 2].lemma in TO_NOUN:
            return False  # "returned to profit"
    if base and before == "X" and draft_lower in UNCHANGED_PARTICIPLES:
        return True
    if (base and before in ("T", "M")) or (
        base and anchor is not None and anchor.lemma == "do" and before == "X"
    ):
        return True
    if word.noun < 0 and previous in ("D", "S", "G", "A", "#"):
        return word.verb > 2 * max(word.adjective, word.adverb) and following in ("D", "S", "O")
    if previous in ("S", "G", "A", "#", "I", "V", "X") or before == "X":
        return False
    if previous == "D":
        pronoun = drafts[at - 1].lower in (
            "this",
            "that",
            "all",
            "some",
            "many",
            "most",
            "few",
            "several",
            "both",
        )
        singular = drafts[at - 1].lower in ("this", "that")
        return (
            pronoun and base != singular and following in ("D", "S", "O", "T", "B") and word.verb > word.noun
        )
    if previous in ("W", "O"):
        return not (anchor is not None and anchor.lower in ("her", "what", "whose")) or following in (
            "D",
            "S",
            "O",
        )
    if previous == "C":
        same = word.form == clause.last_form
        return same and (word.verb > 2 * word.noun or following in ("D", "S", "O")) and following != "V"
    opening = at == 0 or drafts[at - 1].lower == "please"
    if base and opening and (following in ("D", "S", "O") or previous != "."):
        return True  # "Compare the figures"
    if clause.in_phrase and clause.subject < 0 and clause.temporal and following == ".":
        return previous in ("N", "P") and word.verb > word.noun and base == _plural(drafts[at - 1])
    if clause.inverted and base and clause.subject >= 0:
        return following in ("D", "S", "O", "T", "I", "P", "#", ".", "A", "R")
    if (clause.finite and not clause.pending) or (not clause.finite and clause.subject < 0):
        return False
    plural = clause.pending[-1][1] if clause.finite else clause.plural
    if plural != base:
        return False
    if following in ("V", "X", "M"):
        return False
    if following in ("D", "S", "O") or word.verb > 8 * max(word.noun, word.adjective, 0) + 8:
        return True
    if clause.finite and word.verb < word.noun:
        return False
    if following == "." and word.verb < 2 * word.noun and not clause.subordinate:
        return False
    return not ahead
