"""How a sentence stands behind each of its clauses: denied or affirmed, open, possible, planned, expected or
done, and by whom."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum

from verifier.analysis.cue_words import cues
from verifier.analysis.names import Name
from verifier.analysis.syntax import Clause, Syntax
from verifier.frozen import frozen


class Modality(IntEnum):
    """How strongly something is stated to be so, weak to strong."""

    OPEN = 0  # the text says that the matter is undecided
    POSSIBLE = 1
    PLANNED = 2
    EXPECTED = 3
    FIRM = 4  # it will, or is scheduled to
    DONE = 5  # stated as a fact


@frozen
class Assertion:
    """What is claimed of one clause."""

    negated: bool
    modality: Modality
    speaker: tuple[Name, ...] = ()
    speaker_text: str = ""
    stance: str = ""  # neutral | claimed | denied: what the reporting verb does
    certain: bool = False  # says itself that it is settled: "confirmed", "certain"
    speaker_tokens: tuple[int, int] = (0, 0)
    cue: tuple[int, int] | None = None  # characters of the word that decides modality or negation


MODALITY = {
    "open": Modality.OPEN,
    "possible": Modality.POSSIBLE,
    "planned": Modality.PLANNED,
    "expected": Modality.EXPECTED,
    "firm": Modality.FIRM,
}


def read_assertions(text: str, syntax: Syntax, names: tuple[Name, ...]) -> tuple[Assertion, ...]:
    """One assertion a clause, in the order of `syntax.clauses`."""
    found: list[Assertion] = []
    excused = [match.span() for match in cues().not_negative.finditer(text)]
    for clause in syntax.clauses:
        governor = syntax.clauses[clause.governor] if clause.governor is not None else None
        inherited = found[clause.governor] if clause.governor is not None else None
        found.append(_assertion(text, syntax, clause, governor, inherited, excused))
    if any(clause.marker in ("if", "unless") for clause in syntax.clauses):
        # "If the vote fails, the government will resign": nothing is said to be so.
        found = [_weaker(assertion, Modality.POSSIBLE) for assertion in found]
    return tuple(_with_speakers(text, syntax, names, found))


def _weaker(assertion: Assertion, modality: Modality) -> Assertion:
    return replace(assertion, modality=min(assertion.modality, modality))


def _assertion(
    text: str,
    syntax: Syntax,
    clause: Clause,
    governor: Clause | None,
    inherited: Assertion | None,
    excused: list[tuple[int, int]],
) -> Assertion:
    tokens = syntax.tokens
    modality, cue, certain, negations = Modality.DONE, None, False, 0
    verb = clause.verb
    own = range(clause.start, clause.end)
    if verb is not None:
        if verb.modal:
            modality = MODALITY[cues().modal.get(verb.modal, "expected")]
            if verb.modal == "can" or (verb.modal == "could" and verb.perfect):
                modality = Modality.POSSIBLE
            cue = (tokens[verb.start].start, tokens[verb.end - 1].end)
        at = next((t for t in range(verb.start, verb.end) if tokens[t].tag == "Z"), verb.start)
        only = any(start <= tokens[at].start < end for start, end in excused)  # "is not only cheap"
        if (verb.negated or verb.modal == "cannot") and not only:
            negations += 1
            cue = (tokens[at].start, max(tokens[at].end, tokens[verb.head].end))
    if governor is not None and clause.verb is not None and clause.verb.form == "infinitive":
        kind = cues().governor.get(governor.lemma)
        if governor.lemma == "need":
            kind = "open" if clause.verb.passive else None  # "needs to be proven": it is not yet
        if kind is None and governor.verb is not None:
            kind = next(
                (
                    cues().governor[tokens[t].lemma]
                    for t in range(governor.verb.end, clause.start)
                    if tokens[t].tag in ("A", "V") and tokens[t].lemma in cues().governor
                ),
                None,
            )
        before = tokens[clause.start - 1] if clause.start else None
        if kind is None and before is not None and before.tag == "N":
            kind = cues().noun.get(before.lemma)
        if governor.lemma == "vote" and clause.verb.lemma in cues().settling:
            kind = None  # who votes to approve a budget approves it; who votes to build has not built
        if kind == "negated":
            negations += 1
        elif kind is not None:
            modality = min(modality, MODALITY[kind])
        if governor.verb is not None and any(
            tokens[t].lower == "yet" for t in range(governor.verb.start, clause.start)
        ):
            negations += 1
        if inherited is not None:  # "never managed to write" denies the writing
            modality = min(modality, inherited.modality)
            negations += inherited.negated and kind != "negated"
    if inherited is not None and inherited.certain:
        certain = True  # "confirmed that he would stand"
    opener = clause.start - (2 if clause.marker == "that" else 1)
    if 0 <= opener < len(tokens) and tokens[opener].tag == "N" and verb is not None and verb.form == "finite":
        if cues().noun.get(tokens[opener].lemma) == "possible":
            modality = min(modality, Modality.POSSIBLE)  # "speculation he will stand"
    if clause.marker == "whether" and inherited is not None:
        modality = min(modality, inherited.modality, Modality.POSSIBLE)
    if clause.marker == "that" and verb is not None and _claimed(syntax, clause.start):
        modality = min(modality, Modality.POSSIBLE)  # "accusations by the union that doors were locked"
    for at in own:
        token = tokens[at]
        kind = cues().words.get(token.lower)
        if kind is not None and not (token.tag == "V" and verb is not None and at != verb.head):
            if MODALITY[kind] < modality and _bears(syntax, clause, at):
                modality = MODALITY[kind]
                cue = (token.start, token.end)
        if token.lower in cues().certain or token.lemma in cues().certain:
            certain = True
        if token.lower == "without" and _opens_gerund(syntax, at + 1):
            continue  # "paid without admitting it": what is denied is the admitting
        if token.lower in cues().negative_words and token.tag != "Z":
            inside = verb is not None and verb.start <= at < verb.end
            if not (inside and verb is not None and verb.negated):
                paired = token.lower == "nor" and negations > 0  # "neither … nor" denies once
                if not paired and not any(start <= token.start < end for start, end in excused):
                    negations += 1
                    cue = cue or (token.start, token.end)
    if clause.start and tokens[clause.start - 1].lower == "without" and _opens_gerund(syntax, clause.start):
        negations += 1
        cue = cue or (tokens[clause.start - 1].start, tokens[clause.start].end)
    if negations % 2 == 1 and verb is not None and verb.lemma in cues().deciding:
        pending = verb.perfect or verb.passive or (verb.form == "infinitive" and governor is not None)
        if pending and modality is Modality.DONE:
            modality, negations = Modality.OPEN, 0
    start, end = tokens[clause.start].start if clause.start < len(tokens) else 0, len(text)
    if clause.end and clause.end <= len(tokens):
        end = tokens[clause.end - 1].end
    left_open = cues().open_phrases.search(text, start, end)
    if left_open:
        modality, cue = Modality.OPEN, left_open.span()
        negations = 0
    return Assertion(negations % 2 == 1, modality, certain=certain, cue=cue)


def _claimed(syntax: Syntax, start: int) -> bool:
    """The clause says what a noun before it claims, which may have a phrase with "by" or "of" between."""
    tokens = syntax.tokens
    at = start - 1
    phrase = next((p for p in syntax.phrases if p.start <= at < p.end), None)
    if phrase is not None and phrase.preposition in ("by", "from", "of", "among") and phrase.start > 1:
        at = phrase.start - 2
    return at >= 0 and tokens[at].tag == "N" and tokens[at].lemma in cues().claiming


def _opens_gerund(syntax: Syntax, at: int) -> bool:
    """A clause with a gerund begins at this token."""
    return any(
        clause.start == at and clause.verb is not None and clause.verb.form == "gerund"
        for clause in syntax.clauses
    )


def _bears(syntax: Syntax, clause: Clause, at: int) -> bool:
    """A weakening word counts as an adverb, as the predicate, or in the subject or object of the clause."""
    if syntax.tokens[at].tag in ("R", "A", "B"):
        return True
    phrases = (clause.subject, *clause.objects)
    return any(phrase is not None and phrase.start <= at < phrase.end for phrase in phrases)


def _with_speakers(
    text: str, syntax: Syntax, names: tuple[Name, ...], found: list[Assertion]
) -> list[Assertion]:
    tokens = syntax.tokens
    table = cues().reporting
    clauses = syntax.clauses
    done = list(found)

    def assign(number: int, who: tuple[int, int], stance: str, *, nearest: bool = False) -> None:
        if nearest and done[number].speaker_text and tokens[who[0]].tag == "O":
            done[number] = replace(done[number], stance=stance)  # "Ann said …, but she denied that …"
        elif nearest or not done[number].speaker_text:
            start, end = who
            own = tuple(name for name in names if start <= name.start and name.end <= end)
            words = text[tokens[start].start : tokens[end - 1].end]
            done[number] = replace(
                done[number], speaker=own, speaker_text=words, stance=stance, speaker_tokens=who
            )

    for number, clause in enumerate(clauses):
        if clause.verb is None or clause.subject is None or clause.lemma not in table:
            continue
        if clause.verb.passive or clause.verb.form != "finite":
            continue
        who = (clause.subject.start, clause.subject.end)
        following = [n for n, c in enumerate(clauses) if c.start >= clause.end and not c.nominal]
        targets = following
        if not following or (tokens[clause.end - 1].tag == "." and not clause.objects and number):
            targets = following or [n for n in range(number) if not clauses[n].nominal]
        for target in targets:
            stance, own = table[clause.lemma], _content(syntax, clause, clauses[target])
            if stance == "denied" and not own:
                stance = "neutral"  # "rejected the claim, saying that …" denies nothing of what comes after
            assign(target, who, stance, nearest=own and stance == "denied")
    for at in range(len(tokens) - 2):
        if tokens[at].lower == "according" and tokens[at + 1].lower == "to":
            stop = at + 2
            while stop < len(tokens) and tokens[stop].tag != ".":
                stop += 1
            who = (at + 2, stop)
            for number, clause in enumerate(clauses):
                if not clause.nominal:
                    assign(number, who, "neutral")
    return done


def _content(syntax: Syntax, saying: Clause, clause: Clause) -> bool:
    """The clause is what a verb of saying is about: it follows at once, with "that" or its own subject."""
    if saying.verb is None or clause.verb is None or clause.verb.form != "finite":
        return False
    first = clause.subject.start if clause.subject is not None else clause.start
    between = range(saying.verb.end, first)
    return saying.verb.end <= first and all(syntax.tokens[at].tag in ("B", "R", "D") for at in between)


def excludes(text: str) -> frozenset[str]:
    """The words of a text that take something out: "without", "other than"."""
    return frozenset(match.group().lower() for match in cues().excluding.finditer(text))
