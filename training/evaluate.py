"""How well a model tells backing from clash: python training/evaluate.py MODEL FILE… (an ONNX folder, see
export.py).

Prints, for each set, the accuracy over its labels, the forced choice between SUPPORTS and REFUTES on the
rows that are
one of them, and pairs a second on this machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy
import onnxruntime
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.data import LABELS, NOT_SUPPORTED, Pair, batches, read_pairs


def scores(folder: Path, pairs: list[Pair], threads: int) -> numpy.ndarray:
    """A row of three scores for each pair."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(config.get("max_length", 160), strategy="only_first")
    encoded = [tokenizer.encode(pair.evidence, pair.claim).ids for pair in pairs]
    pad = tokenizer.token_to_id("<pad>") if tokenizer.token_to_id("<pad>") is not None else 0
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options)
    found = numpy.zeros((len(pairs), len(LABELS)), dtype=numpy.float32)
    for batch in batches([len(ids) for ids in encoded], tokens=2048, seed=0, window=len(pairs)):
        width = max(len(encoded[number]) for number in batch)
        ids = numpy.full((len(batch), width), pad, dtype=numpy.int64)
        mask = numpy.zeros((len(batch), width), dtype=numpy.int64)
        for row, number in enumerate(batch):
            ids[row, : len(encoded[number])] = encoded[number]
            mask[row, : len(encoded[number])] = 1
        found[batch] = session.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=None, help="rows of each set")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    report = {}
    for path in arguments.files:
        pairs = read_pairs(path)[: arguments.most]
        started = time.perf_counter()
        found = scores(arguments.model, pairs, arguments.threads)
        rate = len(pairs) / (time.perf_counter() - started)
        best = found.argmax(axis=1)
        right = [
            bool(choice) if pair.label == NOT_SUPPORTED else LABELS[choice] == pair.label
            for choice, pair in zip(best, pairs, strict=True)
        ]
        two = [
            (row[0] > row[1]) == (pair.label == "SUPPORTS")
            for row, pair in zip(found, pairs, strict=True)
            if pair.label in LABELS[:2]
        ]
        name = path.name.removesuffix(".jsonl.gz")
        report[name] = {
            "rows": len(pairs),
            "accuracy": round(sum(right) / len(right), 3),
            "forced": round(float(sum(two)) / max(1, len(two)), 3),
            "pairs_per_second": round(rate, 1),
        }
        print(name, report[name], flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
