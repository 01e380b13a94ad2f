"""One sentence, several facts: where a sentence comes apart into statements that each hold alone.

Only joints that are plain are cut: "and" or "but" between two predicates or two clauses, "though" and its
like, ", which". What somebody says, and what depends on an "if", stays whole. Each part is read again, and a
part that does not read as a clause of its own takes the cut back: in doubt a claim holds two facts.
"""

from __future__ import annotations

from collections.abc import Callable

from verifier.analysis import Analysis
from verifier.analysis.lexicon import entry
from verifier.analysis.structure import Clause
from verifier.analysis.tokens import Token
from verifier.analysis.wordforms import BE, HAVE
from verifier.extraction.shared_words import Cut, auxiliaries, subject_of, time_before
from verifier.extraction.words import words
from verifier.frozen import frozen
from verifier.model import Span

_INNER = frozenset({"that", "whether", "how", "what", "why", "if", "unless"})


@frozen
class Part:
    """The words of one statement: pieces of the sentence in order, and words put between them."""

    runs: tuple[Span | str, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The pieces that stand in the sentence."""
        return tuple(run for run in self.runs if isinstance(run, Span))

    @property
    def quote(self) -> Span:
        """From the first to the last of its words in the sentence."""
        return Span(min(span.start for span in self.spans), max(span.end for span in self.spans))

    def text(self, sentence: str) -> str:
        """The statement as it would read with nothing replaced."""
        return " ".join(run if isinstance(run, str) else run.of(sentence) for run in self.runs)


Reads = Callable[[str], Analysis]


def split(analysis: Analysis, start: int, read: Reads) -> tuple[Part, ...]:
    """The parts of a sentence behind its first `start` characters. `read` understands a text."""
    whole = Part((Span(start, len(analysis.text.rstrip())),))
    if not _divisible(analysis):
        return (whole,)
    cuts = _cuts(analysis, start)
    while len(cuts) > 1:
        parts = [_part(analysis, cuts, number, start) for number in range(len(cuts))]
        bad = next(
            (
                number
                for number, part in enumerate(parts)
                if part is None or not _reads_well(analysis, part, cuts[number], read)
            ),
            None,
        )
        if bad is None:
            apart = tuple(part for part in parts if part is not None)
            return (whole, *apart[1:]) if len(cuts) == 2 and _related(analysis, cuts[1]) else apart
        if cuts[bad].kind == "main":
            bad += 1  # what was cut off it belongs to it
        del cuts[min(bad, len(cuts) - 1)]
        if any(cut.kind == "resumed" for cut in cuts) and not any(cut.kind == "relative" for cut in cuts):
            return (whole,)
    return (whole,)


def _related(analysis: Analysis, cut: Cut) -> bool:
    """How the two hang together is a fact too: ", which …", "…, though …"."""
    return cut.kind == "relative" or analysis.syntax.tokens[cut.joint].lower in words("contrasting")


def _divisible(analysis: Analysis) -> bool:
    """Nobody says it, and nothing in it is put under a condition."""
    if any(one.speaker_text for one in analysis.assertions):
        return False
    if any(sign in analysis.text for sign in '"“”'):
        return False
    if any((time.relative or "").startswith("event:") for time in analysis.times):
        return False  # "in 1998, and a year later": apart, the second time would hang in the air
    return not any(clause.marker in ("if", "unless") for clause in analysis.syntax.clauses)


def _cuts(analysis: Analysis, start: int) -> list[Cut]:
    tokens, clauses = analysis.syntax.tokens, analysis.syntax.clauses
    finite = [
        number
        for number, clause in enumerate(clauses)
        if clause.verb is not None and not clause.nominal and clause.verb.form == "finite"
    ]
    if not finite:
        return []
    first = next((at for at, token in enumerate(tokens) if token.start >= start), 0)
    found = [Cut(first, first, finite[0], "main")]
    if clauses[finite[0]].marker in words("contrasting") and clauses[finite[0]].subject is not None:
        found = [Cut(clauses[finite[0]].start + 1, clauses[finite[0]].start, finite[0], "main")]
    elif clauses[finite[0]].marker in ("which", "who"):
        cut = _joint(analysis, finite[0], finite[0])
        found = [cut] if cut is not None else []
    for number in finite[1:]:
        cut = _joint(analysis, number, finite[0])
        if cut is not None and (not found or cut.at > found[-1].at):
            found.append(cut)
    found += _hidden_predicates(analysis, found)
    found.sort(key=lambda cut: cut.at)
    if found and found[0].kind == "relative" and not any(cut.kind == "resumed" for cut in found):
        return []
    return found


def _joint(analysis: Analysis, number: int, first: int) -> Cut | None:
    """The joint before one of the later finite clauses, when it is one of the plain ones."""
    tokens, clauses = analysis.syntax.tokens, analysis.syntax.clauses
    clause = clauses[number]
    assert clause.verb is not None
    if clause.governor is not None or clause.marker in _INNER or clause.subject is None:
        return None
    start = clause.start
    comma = start > 0 and tokens[start - 1].text in (",", ";", "–", "—")
    while start > 1 and tokens[start - 1].tag in "RA#" and tokens[start - 2].tag == "C":
        start -= 1  # "and first appeared": the adverb was left with the clause before
    if start > 0 and tokens[start - 1].tag == "C" and tokens[start].tag in "RA#":
        start -= 1
    opener = tokens[start].lower
    if clause.marker in ("which", "who"):
        places = [at for at in range(1, clause.verb.start) if tokens[at].lower == clause.marker]
        if not places or tokens[places[-1] - 1].text != ",":
            return None
        if any(token.tag not in "RZ" for token in tokens[places[-1] + 1 : clause.verb.start]):
            return None  # "which she led": it is not the subject
        return Cut(places[-1] + 1, places[-1] - 1, number, "relative")
    if clause.marker in words("contrasting") and number != first:
        return Cut(start + 1, start, number, "own")
    if opener in words("joining") and tokens[start].tag in ("C", "B"):
        between = tokens[start + 1 : clause.verb.start]
        if all(token.tag in "RA#" for token in between):
            if clause.subject != clauses[first].subject:
                return None  # it may be the main subject or one in between
            return Cut(start + 1, start, number, "shared")
        own = clause.subject.start > start and tokens[clause.subject.start].tag in "DOPS#"
        if own and (comma or tokens[clause.subject.start].tag in "OP" or _main_verb_before(clauses, number)):
            return Cut(start + 1, start, number, "own")
        return None
    if tokens[start - 1].text == ";" if start else False:
        return Cut(start, start, number, "own") if clause.subject.start >= start else None
    interrupted = clause.subject.end <= start and comma and number > first
    if interrupted and clauses[number - 1].marker in ("which", "who"):
        return Cut(clause.verb.start, clause.verb.start, number, "resumed")
    return None


def _main_verb_before(clauses: tuple[Clause, ...], number: int) -> bool:
    """The clause before is complete: it has an object or is passive, so "and" can only join a clause."""
    before = clauses[number - 1]
    return before.verb is not None and before.verb.form == "finite" and bool(before.objects)


def _hidden_predicates(analysis: Analysis, cuts: list[Cut]) -> list[Cut]:
    """ "… and accounts for": a verb with its preposition that was taken for a noun."""
    tokens, clauses = analysis.syntax.tokens, analysis.syntax.clauses
    if not cuts or cuts[0].kind != "main":
        return []
    verb = clauses[cuts[0].clause].verb
    if verb is None or tokens[verb.start].form != "s":
        return []
    taken = {cut.at for cut in cuts}
    return [
        Cut(at + 1, at, -1, "shared")
        for at, token in enumerate(tokens[:-2])
        if token.lower in words("joining")
        and at > verb.end
        and at + 1 not in taken
        and tokens[at + 1].tag == "N"
        and tokens[at + 1].lower.endswith("s")
        and tokens[at + 2].tag == "I"
        and _phrasal(tokens[at + 1].lower[:-1], tokens[at + 2].lower)
    ]


def _phrasal(base: str, preposition: str) -> bool:
    known = entry(f"{base} {preposition}")
    return known is not None and "v" in known.counts


def _part(analysis: Analysis, cuts: list[Cut], number: int, start: int) -> Part | None:
    tokens = analysis.syntax.tokens
    cut = cuts[number]
    end = cuts[number + 1].joint if number + 1 < len(cuts) else len(tokens)
    while end > cut.at and (tokens[end - 1].tag == "." or tokens[end - 1].lower in words("joining")):
        end -= 1
    if end <= cut.at:
        return None
    region = Span(max(start, tokens[cut.at].start), tokens[end - 1].end)
    if cut.kind in ("main", "own"):
        return Part((region,))
    subject = subject_of(analysis, cuts, number)
    if subject is None:
        return None
    put_in = auxiliaries(analysis, cuts, number)
    if put_in is None:
        return None
    lead = time_before(analysis, cuts[0], subject) if cut.kind == "shared" else None
    if lead is not None and any(time.span.within(region) for time in analysis.times):
        lead = None
    runs: list[Span | str] = [lead] if lead is not None else []
    return Part((*runs, subject, *([put_in] if put_in else []), region))


def _reads_well(analysis: Analysis, part: Part, cut: Cut, read: Reads) -> bool:
    """Read alone, the part is a clause with a subject and a verb of its own, and states a fact."""
    text = part.text(analysis.text)
    again = read(text[:1].upper() + text[1:] + ".")
    if again.not_checkable is not None:
        return False
    main = next((c for c in again.syntax.clauses if c.verb is not None and not c.nominal), None)
    if main is None or main.verb is None or main.subject is None or main.verb.form != "finite":
        return False
    if cut.clause >= 0 and not any(
        c.lemma == analysis.syntax.clauses[cut.clause].lemma for c in again.syntax.clauses
    ):
        return False
    return len(again.syntax.tokens) >= 4 and _complete(again.syntax.tokens)


def _complete(tokens: tuple[Token, ...]) -> bool:
    last = next((token for token in reversed(tokens) if token.tag != "."), None)
    return last is not None and last.tag not in ("D", "S", "C", "B", "M", "T") and last.lower not in BE | HAVE
