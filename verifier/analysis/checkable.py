"""Does a sentence state a fact at all? Questions, opinions, instructions and fragments do not."""

from __future__ import annotations

from verifier.analysis.cue_words import cues
from verifier.analysis.syntax import Syntax


def not_checkable(text: str, syntax: Syntax) -> str | None:
    """Why a sentence states no fact that could be checked; None when it does."""
    bare = text.strip().strip("\"'“”‘’()*_ ")
    tokens = [token for token in syntax.tokens if token.tag != "."]
    lower = bare.lower()
    if bare.endswith("?"):
        return "question"
    if _instructs(syntax):
        return "instruction"
    if len(tokens) < 2 or not any(clause.verb is not None for clause in syntax.clauses):
        if sum(token.tag in "NP#" for token in tokens) < 3 or not bare.endswith((".", "!", '."', ".'")):
            return "fragment"
        return None
    if lower.startswith(cues().opinion_openers):
        return "opinion"
    named = any(token.tag in "P#" for token in tokens)
    if not named and any(token.lower in cues().opinion_words for token in tokens):
        return "opinion"
    if bare.endswith("!") and not named:
        return "opinion"
    return None


def _instructs(syntax: Syntax) -> bool:
    """The sentence opens with a bare verb that has no subject: "Ask your doctor", "Never leave the tap on".

    A word that may be a noun counts only where the list has it and no verb takes it for its subject.
    """
    at = 0
    words = [number for number, token in enumerate(syntax.tokens) if token.tag != "."]
    while at < len(words) - 1 and syntax.tokens[words[at]].lower in cues().instruction_leads:
        at += 1
    if at >= len(words) - 1:
        return False
    number = words[at]
    first, following = syntax.tokens[number], syntax.tokens[words[at + 1]]
    clause = next((c for c in syntax.clauses if c.verb is not None and c.verb.start == number), None)
    if any(c.subject is not None and c.marker == "" and c.lemma in cues().reporting for c in syntax.clauses):
        return False  # "Cut your costs," the board told the firm.
    if first.tag == "V" and clause is not None and clause.subject is None and not clause.nominal:
        if first.form == "base" or (first.lower == first.lemma and following.tag in ("D", "S")):
            return clause.verb is not None and clause.verb.form == "finite"
    if first.lower not in cues().instruction_openers or first.tag not in ("V", "X", "N"):
        return False
    subjects = [c.subject for c in syntax.clauses if c.subject is not None]
    return not any(subject.start <= number < subject.end for subject in subjects)
