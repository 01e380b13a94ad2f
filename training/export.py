"""Write a trained model as ONNX, whole and in smaller forms: python training/export.py MODEL OUT [--form
fp32|int8|int4].

OUT becomes a folder that `verifier check --model OUT` reads: config.json with the names of the labels,
tokenizer.json and
model.onnx. `int8` weighs each row of a weight matrix by itself and measures activations as they come; `int4`
cuts weights
into blocks of 64, and keeps the embeddings in eight bits. A file may not be larger than 95 MB: what is, is
split.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.data import LABELS

OPSET = 17
MOST_BYTES = 95_000_000  # of one file


class Logits(torch.nn.Module):
    """The model as one function: token numbers and mask in, a score for each label out."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.model(input_ids=input_ids, attention_mask=attention_mask).logits  # type: ignore[no-any-return]


def export(source: Path, out: Path) -> Path:
    """The model in full precision."""
    model = AutoModelForSequenceClassification.from_pretrained(source, attn_implementation="eager").eval()
    tokenizer = AutoTokenizer.from_pretrained(source)
    example = tokenizer(["A text."], ["A claim about a text."], return_tensors="pt")
    shape = {0: "batch", 1: "length"}
    target = out / "model.onnx"
    torch.onnx.export(
        Logits(model),
        (example["input_ids"], example["attention_mask"]),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={"input_ids": shape, "attention_mask": shape, "logits": {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )
    return target


def int8(source: Path, target: Path) -> None:
    """Weights in eight bits, each row with a scale of its own; activations are scaled as they come.

    One bit of the range stays unused: processors without VNNI add pairs of products in sixteen bits, and full
    weights overflow there. A model then answers at random on one machine and well on another.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(target),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )


def int4(source: Path, target: Path) -> None:
    """Weights in four bits, in blocks of 64; then what is left large, the embeddings, in eight."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    quantiser = MatMulNBitsQuantizer(onnx.load(source), block_size=64, is_symmetric=True, accuracy_level=4)
    quantiser.process()
    with tempfile.TemporaryDirectory() as folder:
        blocks = Path(folder) / "blocks.onnx"
        onnx.save(quantiser.model.model, blocks)
        quantize_dynamic(
            str(blocks), str(target), weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"]
        )


def split(target: Path) -> None:
    """The weights in files beside the model, none above the limit; a small model stays one file."""
    if target.stat().st_size <= MOST_BYTES:
        return
    model = onnx.load(target)
    size, number = 0, 0
    for tensor in sorted(model.graph.initializer, key=lambda tensor: -len(tensor.raw_data)):
        if len(tensor.raw_data) < 1024:
            continue
        if size + len(tensor.raw_data) > MOST_BYTES * 0.9:
            size, number = 0, number + 1
        size += len(tensor.raw_data)
        onnx.external_data_helper.set_external_data(tensor, f"weights-{number}.bin")
    target.unlink()
    onnx.save_model(model, target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder of a trained model")
    parser.add_argument("out", type=Path)
    parser.add_argument("--form", choices=("fp32", "int8", "int4"), default="int8")
    parser.add_argument(
        "--max-length", type=int, default=160, help="tokens of a pair that it was trained with"
    )
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = export(arguments.model, Path(folder))
        target = arguments.out / "model.onnx"
        for old in arguments.out.glob("weights-*.bin"):
            old.unlink()
        {"fp32": shutil.copy, "int8": int8, "int4": int4}[arguments.form](whole, target)
    split(target)
    shutil.copy(arguments.model / "tokenizer.json", arguments.out / "tokenizer.json")
    config = {"id2label": dict(enumerate(LABELS)), "max_length": arguments.max_length}
    (arguments.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{arguments.form}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
