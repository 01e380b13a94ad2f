"""Shallow structure of a sentence: noun phrases, verb groups, clauses, and who does what to whom.

No treebank parser: a few ordered rules over part-of-speech tags, which are right for edited prose often enough and
always the same. Where a rule is unsure it leaves a role empty, and an empty role is never compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from verifier.analysis.lexicon import entry, lemma_of
from verifier.analysis.tokens import BE, Token

NOMINAL = frozenset("NP#")
INSIDE = frozenset("NPA#")
TEMPORAL = frozenset({"until", "till", "before", "after", "since"})  # open a clause when a finite verb follows
SAYING = frozenset("say write add note explain argue warn insist reply report tell claim ask comment remark".split())
TIME_NOUNS = frozenset("second minute hour day week month year decade century weekend".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: token indices, half-open, its head, and the preposition that introduces it."""

    start: int
    end: int
    head: int
    preposition: str | None = None
    possessor: int | None = None  # head of "Russia's" in "Russia's purchases"

    @property
    def range(self) -> range:
        """The token indices."""
        return range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Auxiliaries, negation and main verb that stand together."""

    start: int
    end: int
    head: int
    lemma: str
    modal: str | None
    passive: bool
    perfect: bool
    negated: bool
    form: str  # finite | infinitive | gerund | participle
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate with its participants. Phrases are in surface order; agent and patient undo the passive."""

    verb: VerbGroup | None
    subject: Phrase | None
    objects: tuple[Phrase, ...]
    obliques: tuple[Phrase, ...]
    start: int  # token indices that belong to it, half-open
    end: int
    marker: str = ""  # subordinator or relative word that opens it
    governor: int | None = None  # index of the clause whose verb governs this one
    nominal: bool = False  # a noun such as "purchase" with its participants
    lemma: str = ""

    @property
    def agent(self) -> Phrase | None:
        """Who does it."""
        if self.verb is not None and self.verb.passive:
            return next((phrase for phrase in self.obliques if phrase.preposition == "by"), None)
        return self.subject

    @property
    def patient(self) -> Phrase | None:
        """Whom or what it is done to."""
        if self.verb is not None and self.verb.passive:
            return self.subject
        return self.objects[0] if self.objects else None


@dataclass(frozen=True, slots=True)
class Syntax:
    """The structure of one sentence."""

    tokens: tuple[Token, ...]
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]


def parse(tokens: tuple[Token, ...]) -> Syntax:
    """The shallow structure of a tagged sentence."""
    groups = _verb_groups(tokens)
    taken = [False] * len(tokens)
    for group in groups:
        for at in range(group.start, group.end):
            taken[at] = True
    phrases = _phrases(tokens, taken)
    return Syntax(tokens, phrases, (*_clauses(tokens, groups, phrases), *_nominal_clauses(tokens, phrases)))


# ---------------------------------------------------------------- verb groups


def _verb_groups(tokens: tuple[Token, ...]) -> list[VerbGroup]:
    groups: list[VerbGroup] = []
    at = 0
    while at < len(tokens):
        tag = tokens[at].tag
        if tag in ("M", "X", "V") or tag == "T" and at + 1 < len(tokens) and tokens[at + 1].tag in ("V", "X", "R"):
            group = _verb_group(tokens, at)
            if group is not None:
                groups.append(group)
                at = group.end
                continue
        at += 1
    return groups


def _verb_group(tokens: tuple[Token, ...], start: int) -> VerbGroup | None:
    at, head = start, -1
    modal, infinitive, negated, perfect, be = None, False, False, False, False
    while at < len(tokens):
        token = tokens[at]
        if token.tag == "M" and head < 0:
            modal = token.lower
        elif token.tag == "T" and at == start:
            infinitive = True
        elif token.tag == "Z" or token.lower == "never":
            negated = True
        elif token.tag == "X":
            head = at
            if token.lemma == "have":
                perfect = True
            elif token.lower in BE:
                be = True
        elif token.tag == "V":
            previous = tokens[at - 1] if at > start else None
            chained = head < 0 or tokens[head].tag == "X"
            if not chained or previous is not None and token.form in ("s",) and head >= 0:
                break
            head = at
            at += 1
            break
        elif token.tag == "R" and at > start and head >= 0 and tokens[head].tag != "V":
            pass
        elif token.tag == "R" and at > start and head < 0:
            pass
        else:
            break
        at += 1
    if head < 0:
        return None
    end = at
    while end > head + 1 and tokens[end - 1].tag == "R":
        end -= 1
    verb = tokens[head]
    passive = verb.tag == "V" and be and verb.form in ("past", "participle")
    form = "finite"
    if infinitive:
        form = "infinitive"
    elif head == start and verb.form == "ing" or tokens[start].form == "ing" and tokens[start].tag in "VX":
        form = "gerund"
    elif head == start and verb.tag == "V" and verb.form == "participle":
        form = "participle"
    lemma = verb.lemma
    particle = ""
    if verb.tag == "V" and end < len(tokens) and tokens[end].tag in ("R", "I") and end == head + 1:
        joined = f"{lemma} {tokens[end].lower}"
        if entry(joined) is not None and tokens[end].tag == "R" or joined in SEPARABLE:
            particle, end = tokens[end].lower, end + 1
            lemma = joined
    return VerbGroup(start, end, head, lemma, modal, passive, perfect, negated, form, particle)


# Verb and preposition that mean something else together, where the second word is tagged as a preposition.
SEPARABLE = frozenset(
    "turn down|knock back|carry out|carry off|set up|pick up|take over|phase in|phase out|lay off|shrug off|wrap up"
    "|scale down|break down|pull out|rule out|hand over|hand back|give up|step down|stand down|take out|sign off"
    "|wipe out|shore up|call off|put off|back down|cut off|set off|bring down|close down|shut down".split("|")
)

# ---------------------------------------------------------------- noun phrases


def _phrases(tokens: tuple[Token, ...], taken: list[bool]) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    at = 0
    size = len(tokens)
    while at < size:
        token = tokens[at]
        if taken[at] and not _modifies(tokens, at):
            at += 1
            continue
        if token.tag in ("D", "S") or token.tag in INSIDE or token.tag == "O" or token.tag == "V":
            start, head = at, -1
            while at < size:
                tag = tokens[at].tag
                if tag in NOMINAL or tag == "O":
                    head = at
                elif tag == "." and tokens[at].text == "-" and 0 < at < size - 1 and head >= 0:
                    if tokens[at - 1].end != tokens[at].start or tokens[at + 1].start != tokens[at].end:
                        break
                elif taken[at] and not _modifies(tokens, at) or tag not in ("A", "D", "S", "R", "V"):
                    break
                elif tag in ("D", "S") and head >= 0:
                    break
                elif tag == "R" and (at + 1 >= size or tokens[at + 1].tag not in ("A", "#", "V", "N")):
                    break
                at += 1
                if tag == "O":
                    break
            if head < 0 and start < size and tokens[start].tag in ("D",) and at == start + 1:
                head = start  # "both", "some" on their own
            if head >= 0:
                subject_like = head + 1 < size and taken[head + 1] and tokens[head + 1].tag in "VXM"
                found.append(_phrase(tokens, start, head, found, coordinated=not subject_like))
                at = max(head + 1, start + 1)
                if at < size and tokens[at].tag == "G":
                    at += 1
                continue
            at = max(at, start + 1)
            continue
        at += 1
    return tuple(found)


def _modifies(tokens: tuple[Token, ...], at: int) -> bool:
    """A participle or gerund between a determiner or adjective and a noun: "expanded cooperation"."""
    token = tokens[at]
    if token.tag != "V" or token.form not in ("past", "participle", "ing") or at + 1 >= len(tokens):
        return False
    if tokens[at + 1].tag not in ("N", "P", "A"):
        return False
    return at > 0 and tokens[at - 1].tag in ("D", "S", "A", "#", "G", "R", "I")


def _phrase(
    tokens: tuple[Token, ...], start: int, head: int, found: list[Phrase], *, coordinated: bool
) -> Phrase:
    possessor = None
    before = start - 1
    if before >= 0 and tokens[before].tag == "G" and found and found[-1].end <= before:
        possessor = found[-1].head
        before = found[-1].start - 1
    preposition = tokens[before].lower if before >= 0 and tokens[before].tag in ("I", "T") else None
    if preposition is None and before >= 1 and tokens[before].tag == "R" and tokens[before - 1].tag == "I":
        preposition = tokens[before - 1].lower
    if coordinated and preposition is None and before >= 1 and tokens[before].tag == "C" and found and found[-1].end == before:
        preposition = found[-1].preposition  # "in Paris and Rome"
    return Phrase(start, head + 1, head, preposition, possessor)


# ---------------------------------------------------------------- clauses


def _clauses(
    tokens: tuple[Token, ...], groups: list[VerbGroup], phrases: tuple[Phrase, ...]
) -> tuple[Clause, ...]:
    if not groups:
        return (Clause(None, None, (), phrases, 0, len(tokens)),)
    groups = [_reduced(tokens, group, phrases) for group in groups]
    starts = [0]
    markers = [""]
    for number in range(1, len(groups)):
        start, marker = _boundary(tokens, groups[number - 1].end, groups[number], phrases)
        starts.append(start)
        markers.append(marker)
    first = next((t for t in range(groups[0].start) if tokens[t].tag == "B"), None)
    if first is not None:
        markers[0] = tokens[first].lower
    clauses: list[Clause] = []
    for number, group in enumerate(groups):
        end = starts[number + 1] if number + 1 < len(groups) else len(tokens)
        before = [p for p in phrases if starts[number] <= p.start and p.end <= group.start]
        after = [p for p in phrases if group.end <= p.start and p.end <= end]
        subject = _subject(tokens, group, before, markers[number], clauses, phrases, starts[number])
        if group.lemma in SAYING and after and after[0].start == group.end and _after_quote(tokens, group.start):
            subject, after = after[0], after[1:]  # "…," says the director
        objects = tuple(p for p in after if p.preposition is None and not _is_time(tokens, p))[:2]
        if group.passive and objects:
            objects = objects[:1]
        obliques = tuple(p for p in (*before, *after) if p.preposition is not None or _is_time(tokens, p))
        governor = number - 1 if number and group.form in ("infinitive", "gerund") else None
        if markers[number] in ("that", "whether") and number:
            governor = number - 1
        clauses.append(
            Clause(group, subject, objects, obliques, starts[number], end, markers[number], governor, False, group.lemma)
        )
    return tuple(clauses)


def _reduced(tokens: tuple[Token, ...], group: VerbGroup, phrases: tuple[Phrase, ...]) -> VerbGroup:
    """A bare past form right after a noun and before a preposition is a passive participle: "a foot carved by …"."""
    if group.form != "finite" or group.head != group.start or tokens[group.head].form != "past":
        return group
    if group.start == 0 or group.end >= len(tokens):
        return group
    other_finite = any(t.tag in ("X", "M") or t.tag == "V" and t.form in ("past", "s") for t in tokens[group.end :])
    if tokens[group.start - 1].tag in NOMINAL and tokens[group.end].lower in ("by", "from", "in", "for", "at", "on"):
        subjectless = not any(p.preposition is None and p.end <= group.start for p in phrases)
        if tokens[group.end].lower == "by" or subjectless or other_finite and _has_verb_before(tokens, group.start):
            return replace(group, passive=True, form="participle")
    return group


def _after_quote(tokens: tuple[Token, ...], start: int) -> bool:
    return start > 0 and tokens[start - 1].text in ('"', ",", "'", "?", "!", "”")


def _has_verb_before(tokens: tuple[Token, ...], at: int) -> bool:
    return any(t.tag in ("X", "M") or t.tag == "V" and t.form in ("past", "s") for t in tokens[:at])


def _boundary(
    tokens: tuple[Token, ...], low: int, group: VerbGroup, phrases: tuple[Phrase, ...]
) -> tuple[int, str]:
    """Where the clause of `group` begins, and the word that opens it."""
    if group.form in ("infinitive", "gerund", "participle"):
        return group.start, ""
    between = [p for p in phrases if low <= p.start and p.end <= group.start]
    for at in range(group.start - 1, low - 1, -1):
        token = tokens[at]
        if token.lower in TEMPORAL and token.tag == "I" and any(p.start == at + 1 for p in between):
            return at, token.lower
        if token.tag in ("B", "W"):
            start = at - 1 if at > low and tokens[at - 1].tag == "I" and token.tag == "W" else at
            return start, token.lower
        if token.tag == "C" and at >= group.start - 2:
            return at, token.lower
        if token.text in (";", ":"):
            return at + 1, ""
        if token.text == "," and any(p.start > at and p.preposition is None for p in between):
            return at + 1, ""
    plain = [p for p in between if p.preposition is None]
    conjunction = next((at for at in range(group.start - 1, low - 1, -1) if tokens[at].tag == "C"), None)
    if conjunction is not None and plain and plain[-1].start > conjunction:
        return conjunction, tokens[conjunction].lower
    if plain:
        return plain[-1].start, ""
    return group.start, ""


def _subject(
    tokens: tuple[Token, ...],
    group: VerbGroup,
    before: list[Phrase],
    marker: str,
    clauses: list[Clause],
    phrases: tuple[Phrase, ...],
    start: int,
) -> Phrase | None:
    own = [p for p in before if p.preposition is None and not _is_time(tokens, p)]
    if marker in ("who", "which", "that") and not own or group.form == "participle":
        earlier = [p for p in phrases if p.end <= (start if group.form != "participle" else group.start)]
        return earlier[-1] if earlier else None
    if own:
        return own[0]
    if group.form in ("infinitive", "gerund") or marker in ("and", "or", "but", ",") or not marker:
        if clauses:
            last = clauses[-1]
            return last.subject
    return None


def _is_time(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    return tokens[phrase.head].lemma in TIME_NOUNS and phrase.preposition is None


def _nominal_clauses(tokens: tuple[Token, ...], phrases: tuple[Phrase, ...]) -> tuple[Clause, ...]:
    """Nouns of action with participants: "Russia's purchases of energy", "dominance of one nation in …"."""
    found = []
    for number, phrase in enumerate(phrases):
        following = phrases[number + 1] if number + 1 < len(phrases) else None
        theme = following if following and following.preposition == "of" and following.start <= phrase.end + 1 else None
        if phrase.possessor is None and theme is None:
            continue
        lemma = tokens[phrase.head].lemma
        known = entry(lemma)
        verbal = known is not None and any(word.endswith("/v") for word in known.derived)
        if not verbal and lemma_of(lemma, "v") is None:
            continue
        subject = next((p for p in phrases if phrase.possessor is not None and p.head == phrase.possessor), None)
        if subject is None and theme is not None:
            continue
        found.append(
            Clause(
                None, subject, (theme,) if theme else (), (), phrase.start, theme.end if theme else phrase.end,
                nominal=True, lemma=lemma,
            )
        )  # fmt: skip
    return tuple(found)
