"""Fine-tune an encoder to tell backing from clash: python training/finetune.py --base DIR --data DIR --out
DIR.

The rate rises over the first steps, stays, and falls only with `--decay`: so a run can be followed by another
sitting on new rows, and the last one decays. Interrupted, the same command goes on from the last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.data import LABELS, NOT_SUPPORTED, Pair, batches, mix, read_pairs

CHECKPOINT_SECONDS = 600


def loss_of(logits: torch.Tensor, pairs: list[Pair]) -> torch.Tensor:
    """Cross-entropy; for a pair that is only known not to be supported, the odds of the other two labels
    together."""
    logs = torch.log_softmax(logits.float(), dim=-1)
    losses = []
    for row, pair in zip(logs, pairs, strict=True):
        if pair.label == NOT_SUPPORTED:
            losses.append(-torch.logsumexp(row[1:], dim=0))
        else:
            losses.append(-row[LABELS.index(pair.label)])
    return torch.stack(losses).mean()


def build(base: Path, frozen: int, dropout: float) -> Any:
    """The model with three labels, its embeddings and lowest `frozen` layers fixed.

    The embeddings are a fifth of the weights and hold what pretraining learned of rare words: some ten
    thousand pairs touch too few of them to move them well.
    """
    model = AutoModelForSequenceClassification.from_pretrained(
        base,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: number for number, label in enumerate(LABELS)},
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
    )
    encoder = model.base_model
    for part in (encoder.embeddings, *encoder.encoder.layer[:frozen]):
        part.requires_grad_(requires_grad=False)
    return model


def rate_at(step: int, steps: int, warmup: int, *, decay: bool) -> float:
    """Share of the full rate at a step: a straight rise, then level, or a straight fall to nothing with
    `decay`."""
    if step < warmup:
        return (step + 1) / warmup
    return max(0.0, (steps - step) / max(1, steps - warmup)) if decay else 1.0


def main() -> None:
    arguments = _arguments()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(arguments.base)
    pairs = mix(arguments.data, arguments.mixture, sitting=arguments.sitting, seed=arguments.seed)
    for path in arguments.more:
        pairs += read_pairs(path)
    generator = torch.Generator().manual_seed(arguments.seed + arguments.sitting)
    pairs = [pairs[number] for number in torch.randperm(len(pairs), generator=generator).tolist()]
    encoded = tokenizer(
        [pair.evidence for pair in pairs],
        [pair.claim for pair in pairs],
        truncation="only_first",
        max_length=arguments.max_length,
    )["input_ids"]
    plan = list(batches([len(ids) for ids in encoded], tokens=arguments.tokens, seed=arguments.seed))
    model = build(arguments.base, arguments.frozen, arguments.dropout)
    model.train()
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=arguments.rate, weight_decay=0.01, fused=True)
    step, seconds = 0, 0.0
    state_file = arguments.out / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"])
        step, seconds = state["step"], state["seconds"]
    print(f"{len(pairs)} pairs, {len(plan)} batches, from batch {step}", flush=True)

    started, saved, mean, seen = time.monotonic(), time.monotonic(), 0.0, 0
    for number in range(step, len(plan)):
        batch = plan[number]
        padded = tokenizer.pad({"input_ids": [encoded[index] for index in batch]}, return_tensors="pt")
        share = rate_at(number, len(plan), arguments.warmup, decay=arguments.decay)
        for group in optimiser.param_groups:
            group["lr"] = arguments.rate * share
        logits = model(input_ids=padded["input_ids"], attention_mask=padded["attention_mask"]).logits
        loss = loss_of(logits, [pairs[index] for index in batch])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        seen += len(batch)
        mean = loss.item() if number == step else 0.98 * mean + 0.02 * loss.item()
        if number % 50 == 0:
            spent = time.monotonic() - started
            print(
                f"batch {number}/{len(plan)} loss {mean:.3f} {seen / spent:.1f} pairs/s {spent:.0f} s",
                flush=True,
            )
        if time.monotonic() - saved > CHECKPOINT_SECONDS or number == len(plan) - 1:
            _save(
                arguments.out, model, tokenizer, optimiser, number + 1, seconds + time.monotonic() - started
            )
            saved = time.monotonic()
    _log(arguments, len(pairs), len(plan), mean, seconds + time.monotonic() - started)


def _save(folder: Path, model: Any, tokenizer: Any, optimiser: Any, step: int, seconds: float) -> None:
    """A checkpoint, whole or not at all; the model is also there in the form that other scripts read."""
    state = {
        "model": model.state_dict(),
        "optimiser": optimiser.state_dict(),
        "random": torch.get_rng_state(),
        "step": step,
        "seconds": seconds,
    }
    torch.save(state, folder / "state.new")
    (folder / "state.new").replace(folder / "state.pt")
    model.save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    print(f"saved at batch {step}", flush=True)


def _log(arguments: argparse.Namespace, pairs: int, steps: int, loss: float, seconds: float) -> None:
    kept = {
        name: value for name, value in vars(arguments).items() if name not in {"base", "data", "out", "more"}
    }
    kept["mixture"] = arguments.mixture.name
    kept["base"] = arguments.base.name
    kept["more"] = [path.name for path in arguments.more]
    record = {**kept, "pairs": pairs, "steps": steps, "loss": round(loss, 3), "seconds": round(seconds)}
    (arguments.out / "run.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--base", type=Path, required=True, help="folder of the encoder, or of an earlier run's model"
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the training sets")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for checkpoints, outside the repository"
    )
    parser.add_argument("--mixture", type=Path, default=Path(__file__).with_name("mixture.yml"))
    parser.add_argument("--more", type=Path, action="append", default=[], help="a file of generated pairs")
    parser.add_argument("--sitting", type=int, default=0, help="which share of the sets: 0, then 1 …")
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--warmup", type=int, default=100, help="batches")
    parser.add_argument("--decay", action="store_true", help="let the rate fall to nothing: the last sitting")
    parser.add_argument(
        "--frozen", type=int, default=0, help="how many of the lowest layers stay as they are"
    )
    parser.add_argument(
        "--dropout", type=float, default=0.0, help="one pass over many sets wants none, and it costs time"
    )
    parser.add_argument("--tokens", type=int, default=900, help="tokens a batch, padding included")
    parser.add_argument("--max-length", type=int, default=160, help="tokens a pair; the evidence is cut")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=17)
    return parser.parse_args()


if __name__ == "__main__":
    main()
