"""A clause while it is being read, and what the words after a point say about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from verifier.analysis.structure import TIME_NOUNS, Phrase, VerbGroup
from verifier.analysis.tokens import Token

SAYING = frozenset(
    "say write add note explain argue warn insist reply report tell claim ask comment remark".split()
)
TEMPORAL = frozenset(
    {"until", "till", "before", "after", "since"}
)  # open a clause when a finite verb follows
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
# The object of these does what the infinitive says: "asked the firm to leave".
OBJECT_CONTROL = frozenset(
    "ask tell urge order force allow help want expect require persuade encourage enable permit invite"
    " advise warn instruct direct lead cause get compel authorise authorize believe consider forbid"
    " teach remind push press".split()
)


@dataclass(slots=True, eq=False)
class Frame:
    """A clause while it is being read."""

    start: int
    marker: str = ""
    relative: bool = False
    before: list[Phrase] = field(default_factory=list)
    after: list[Phrase] = field(default_factory=list)
    aside: list[Phrase] = field(default_factory=list)
    verb: VerbGroup | None = None
    subject: Phrase | None = None
    governor: Frame | None = None
    antecedent: Phrase | None = None
    preposition: str | None = None  # "in" of "in which"
    auxiliary: VerbGroup | None = None  # of a question, before its subject
    there: bool = False
    shared: bool = False  # takes the subject of its governor when that is known

    @property
    def finite(self) -> bool:
        """Whether its verb has been read and can carry a subject."""
        return self.verb is not None and self.verb.form == "finite"


def plain_phrases(tokens: tuple[Token, ...], phrases: list[Phrase]) -> list[Phrase]:
    """Phrases that can be subject or object: no preposition, no time."""
    return [p for p in phrases if p.preposition is None and tokens[p.head].lemma not in TIME_NOUNS]


def subject_of(frame: Frame) -> Phrase | None:
    """The subject of a clause, through those that share theirs with it."""
    for _ in range(6):
        if frame.subject is not None:
            return frame.subject
        if frame.relative:
            return frame.antecedent
        if frame.governor is None or not frame.shared:
            return None
        frame = frame.governor
    return None


def lone_modal(at: int, token: Token) -> VerbGroup:
    """A modal at `at` that stands apart from its verb, as in a question."""
    return VerbGroup(
        start=at, end=at + 1, head=at, lemma=token.lemma, modal=token.lower, passive=False, perfect=False,
        negated=False, form="finite",
    )  # fmt: skip


def merged(tokens: tuple[Token, ...], auxiliary: VerbGroup, group: VerbGroup) -> VerbGroup:
    """The verb of a question, with the auxiliary before its subject."""
    lemma = tokens[auxiliary.head].lemma
    form = tokens[group.head].form
    return replace(
        group,
        modal=auxiliary.modal or group.modal,
        passive=group.passive or (lemma == "be" and form in ("past", "participle")),
        perfect=group.perfect or lemma == "have",
        negated=group.negated or auxiliary.negated,
        form="finite",
    )


def clause_after(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a finite verb follows before the next mark or opener."""
    for token in tokens[at + 1 : at + 12]:
        if (token.tag in ("M", "X") and token.form != "ing") or (
            token.tag == "V" and token.form in ("s", "past", "base")
        ):
            return True
        if token.tag in ("B", "W", "C", "T") or (token.tag == "." and token.text != "-") or token.tag == "V":
            return False
    return False


def finite_follows(
    tokens: tuple[Token, ...], at: int, starts: dict[int, Phrase], groups: dict[int, VerbGroup]
) -> bool:
    """Whether "after", "before" and the like are followed by a phrase and its finite verb."""
    here = at + 1
    found = False
    while here < len(tokens) and here < at + 14:
        group = groups.get(here)
        if group is not None:
            return found and group.form == "finite"
        phrase = starts.get(here)
        if phrase is not None:
            found = True
            here = phrase.end
        elif tokens[here].tag in ("I", "R", "G"):
            here += 1
        else:
            return False
    return False
