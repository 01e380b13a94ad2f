"""A sequence-pair classifier of a few kilobytes, made by hand: enough to test all that surrounds a real one.

It knows some words, which of them mean the same, and which are opposites. A statement follows when the
evidence has each of its words or one that means the same, and clashes when the evidence has the opposite of
one and all the others. Words that it does not know are missing from every evidence.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

SAME = [
    "harbour port",
    "levy duty tariff",
    "rejected dismissed spurned",
    "welcomed embraced",
    "strained soured frayed",
    "council assembly",
    "plan scheme proposal",
    "town municipality",
    "fishermen anglers trawlermen",
    "relations ties",
    "cooled",
    "warmed",
    "talks negotiations",
    "calmed",
    "inflamed",
    "dockers stevedores",
    "over about",
    "40",
    "60",
    "million",
    "crowns",
    "cost",
    "pier",
    "made",
    "thornby",
    "velsen",
    "wages pay",
    "two",
    "three",
    "may",
    "june",
]
OPPOSITE = [("rejected", "welcomed"), ("calmed", "inflamed"), ("cooled", "warmed")]
SILENT = (
    "the a an of on in at to for with and is was has have had its their by , . ; : ' \" ’ “ ” - ! s that it"
)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
LABELS = ("entailment", "neutral", "contradiction")
UNKNOWN = 1
CALIBRATION = {"temperature": 1.0, "backs": 0.9, "backs_silent": 0.97, "clashes": 0.95, "clashes_new": 0.995}


def write_model(folder: Path, *, labels: tuple[str, ...] = LABELS) -> Path:
    """Write the model's folder and return it. The same bytes every time."""
    folder.mkdir(parents=True, exist_ok=True)
    groups = [group.split() for group in SAME]
    words = [*SPECIAL, *SILENT.split(), *(word for group in groups for word in group)]
    concept = {word: number for number, group in enumerate(groups) for word in group}
    known = numpy.zeros((len(words), len(groups) + 1), dtype="float32")
    opposite = numpy.zeros_like(known)
    known[UNKNOWN, len(groups)] = 1
    for at, word in enumerate(words):
        if word in concept:
            known[at, concept[word]] = 1
    for one, other in OPPOSITE:
        for left, right in ((one, other), (other, one)):
            for at, word in enumerate(words):
                if concept.get(word) == concept[left]:
                    opposite[at, concept[right]] = 1
    onnx.save(_network(known, opposite), folder / "model.onnx")
    _tokenizer(words).save(str(folder / "tokenizer.json"))
    config = {
        "model_type": "bert",
        "max_position_embeddings": 256,
        "id2label": {str(number): label for number, label in enumerate(labels)},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1), encoding="utf-8")
    (folder / "calibration.json").write_text(json.dumps(CALIBRATION), encoding="utf-8")
    return folder


def _tokenizer(words: list[str]) -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(words)}, unk_token=SPECIAL[UNKNOWN]))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", words.index("[CLS]")), ("[SEP]", words.index("[SEP]"))],
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def _network(known: numpy.ndarray, opposite: numpy.ndarray) -> onnx.ModelProto:
    """Scores: 4 - 6 missing - 8 opposite; 0; 8 opposite - 6 missing - 2 (in the order of LABELS)."""
    constants = {
        "known": known,
        "opposite": opposite,
        "known_ones": numpy.asarray([1] * (known.shape[1] - 1) + [0], dtype="float32"),
        "one": numpy.asarray([1], dtype="float32"),
        "last": numpy.asarray([-1], dtype="int64"),
        "tokens": numpy.asarray([1], dtype="int64"),
        "concepts": numpy.asarray([1], dtype="int64"),
        "weights": numpy.asarray([[-6, 0, -6], [-8, 0, 8]], dtype="float32"),
        "bias": numpy.asarray([4, 0, -2], dtype="float32"),
    }
    made = [
        ("Cast", ["token_type_ids"], ["types"], {"to": TensorProto.FLOAT}),
        ("Unsqueeze", ["types", "last"], ["second"], {}),
        ("Sub", ["one", "second"], ["first"], {}),
        ("Gather", ["known", "input_ids"], ["words"], {}),
        ("Mul", ["words", "known_ones"], ["words_known"], {}),
        ("Gather", ["opposite", "input_ids"], ["turned"], {}),
        ("Mul", ["words_known", "first"], ["evidence_words"], {}),
        ("Mul", ["words", "second"], ["stated_words"], {}),
        ("Mul", ["turned", "second"], ["turned_words"], {}),
        ("ReduceMax", ["evidence_words", "tokens"], ["evidence"], {"keepdims": 0}),
        ("ReduceMax", ["stated_words", "tokens"], ["stated"], {"keepdims": 0}),
        ("ReduceMax", ["turned_words", "tokens"], ["against"], {"keepdims": 0}),
        ("Sub", ["stated", "evidence"], ["left"], {}),
        ("Relu", ["left"], ["unbacked"], {}),
        ("ReduceSum", ["unbacked", "concepts"], ["missing_all"], {"keepdims": 1}),
        ("Mul", ["against", "evidence"], ["clash"], {}),
        ("ReduceSum", ["clash", "concepts"], ["opposed"], {"keepdims": 1}),
        ("Sub", ["missing_all", "opposed"], ["missing"], {}),
        ("Concat", ["missing", "opposed"], ["features"], {"axis": 1}),
        ("MatMul", ["features", "weights"], ["product"], {}),
        ("Add", ["product", "bias"], ["logits"], {}),
    ]
    nodes = [helper.make_node(kind, ins, outs, **more) for kind, ins, outs, more in made]
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["pairs", "length"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    scores = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", 3])]
    tensors = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", ids, scores, tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
