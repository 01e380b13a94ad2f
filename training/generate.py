"""Make pairs of evidence and claim out of plain text: python training/generate.py OUT.jsonl.gz TEXT…
(seeded, repeatable).

A TEXT is a file of plain text with a blank line between passages, or a set of training pairs (.jsonl.gz), of
which the
evidence is read. A sentence is edited (see `edits/`); its evidence is the sentence itself or, more often,
the passage
around it, so that the model learns to find the words that decide among others.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.data import Pair, read_pairs
from training.edits import Edit, Sentence, edits_of
from training.edits.edit import REFUTES, SUPPORTS, UNKNOWN, understood
from verifier.documents.segment import split_sentences

WORDS = range(6, 45)  # of a sentence that is edited
PASSAGE_WORDS = 90
TITLE = re.compile(r"[^:.]{2,60}: (?=[A-Z])")


def passages(path: Path) -> Iterator[list[str]]:
    """The passages of a file, each as its sentences."""
    if path.name.endswith(".jsonl.gz"):
        texts = list(dict.fromkeys(pair.evidence for pair in read_pairs(path)))
    else:
        texts = [" ".join(block.split()) for block in path.read_text(encoding="utf-8").split("\n\n")]
    for text in texts:
        sentences = [span.of(text).strip() for span in split_sentences(text)]
        if any(len(sentence.split()) in WORDS for sentence in sentences):
            yield sentences


def pairs_of(sentences: list[str], chance: random.Random) -> Iterator[Pair]:
    """Some pairs of one passage: of every label, and at most four a sentence."""
    plain = [understood(sentence) for sentence in sentences]
    names = tuple(
        dict.fromkeys((name.span.of(one.text), name.kind) for one in plain for name in one.analysis.names)
    )
    for number, one in enumerate(plain):
        titled = TITLE.match(one.text)  # "Title: sentence", as encyclopaedic evidence often has it
        if titled:
            one = understood(one.text[titled.end() :])
        if len(one.text.split()) not in WORDS or one.text[-1:] not in ".!":
            continue
        sentence = Sentence(one.text, one.analysis, names)
        for edit in _chosen(edits_of(sentence, chance), chance):
            yield Pair(_evidence(sentences, number, chance), edit.text, edit.label, f"generated_{edit.kind}")
        if chance.random() < 0.15:
            yield Pair(
                _evidence(sentences, number, chance, whole=True),
                sentence.text,
                SUPPORTS,
                "generated_verbatim",
            )
        yield from _compounds(sentences, number, sentence, chance)
        yield from _absent(sentences, number, sentence, chance)


def _chosen(edits: list[Edit], chance: random.Random) -> list[Edit]:
    """One or two edits of each label, of kinds that differ."""
    chosen: list[Edit] = []
    for label, most in ((SUPPORTS, 2), (REFUTES, 2), (UNKNOWN, 1)):
        fitting = [edit for edit in edits if edit.label == label]
        chance.shuffle(fitting)
        kinds: set[str] = set()
        for edit in fitting:
            if edit.kind not in kinds and len(kinds) < most:
                kinds.add(edit.kind)
                chosen.append(edit)
    return chosen


def _evidence(sentences: list[str], number: int, chance: random.Random, *, whole: bool = False) -> str:
    """The sentence, with some of its neighbours two times out of three."""
    if not whole and chance.random() < 0.35:
        return sentences[number]
    first = max(0, number - chance.randint(0, 2))
    last = min(len(sentences), number + chance.randint(1, 3))
    while (
        last - first > 1 and sum(len(sentence.split()) for sentence in sentences[first:last]) > PASSAGE_WORDS
    ):
        if number - first >= last - 1 - number:
            first += 1
        else:
            last -= 1
    return " ".join(sentences[first:last])


def _compounds(
    sentences: list[str], number: int, sentence: Sentence, chance: random.Random
) -> Iterator[Pair]:
    """Two sentences as one claim: both right, or one half wrong."""
    if number + 1 >= len(sentences) or chance.random() > 0.12:
        return
    following = sentences[number + 1]
    if len(sentence.text.split()) + len(following.split()) > 50 or len(following.split()) < 4:
        return
    evidence = " ".join(sentences[max(0, number - 1) : number + 2])
    wrong = [edit for edit in edits_of(sentence, chance) if edit.label == REFUTES]
    yield Pair(evidence, f"{sentence.text} {following}", SUPPORTS, "generated_compound")
    if wrong:
        yield Pair(evidence, f"{chance.choice(wrong).text} {following}", REFUTES, "generated_compound")


def _absent(sentences: list[str], number: int, sentence: Sentence, chance: random.Random) -> Iterator[Pair]:
    """A sentence of the passage beside the others: near in topic, and not said there."""
    rest = sentences[:number] + sentences[number + 1 :]
    if len(rest) >= 2 and chance.random() < 0.25:
        yield Pair(" ".join(rest[-3:]), sentence.text, UNKNOWN, "generated_absent")


def capped(pairs: list[Pair], most: int) -> list[Pair]:
    """The first `most` pairs of each kind and label: what fits every sentence would drown the rest."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for pair in pairs:
        seen[pair.source, pair.label] += 1
        if seen[pair.source, pair.label] <= most:
            kept.append(pair)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+", metavar="TEXT")
    parser.add_argument("--most", type=int, default=4000, help="pairs of each text file or set")
    parser.add_argument("--most-alike", type=int, default=400, help="pairs of one kind of edit and label")
    parser.add_argument("--seed", type=int, default=17)
    arguments = parser.parse_args()
    made: list[Pair] = []
    for path in arguments.texts:
        chance = random.Random(f"{arguments.seed} {path.name}")
        found = list(passages(path))
        chance.shuffle(found)
        mine: list[Pair] = []
        for sentences in found:
            mine += pairs_of(sentences, chance)
            if len(mine) >= arguments.most:
                break
        made += mine[: arguments.most]
    made = capped(made, arguments.most_alike)
    with gzip.open(arguments.out, "wt", encoding="utf-8") as file:
        for pair in made:
            row = {"evidence": pair.evidence, "claim": pair.claim, "label": pair.label, "source": pair.source}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    counts = Counter((pair.source, pair.label) for pair in made)
    for (source, label), count in sorted(counts.items()):
        print(f"{count:6}  {label:16} {source}")


if __name__ == "__main__":
    main()
