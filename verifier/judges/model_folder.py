"""A model's folder: what is in it, what its labels mean, and from which probability on it is believed.

A folder has `config.json` (with the names of the labels), `tokenizer.json` and `model.onnx`, as they are
exported for any sequence-pair classifier. Two more files are ours and may be absent: `model.json`, with the
sha256 of every file, and `calibration.json`, which `training/calibrate.py` writes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import field, fields
from functools import cache
from importlib import resources
from math import exp, log
from pathlib import Path
from typing import Any

from verifier.errors import ModelError
from verifier.findings import Label
from verifier.frozen import frozen

MANIFEST, CALIBRATION, CONFIG = "model.json", "calibration.json", "config.json"
NETWORK, TOKENIZER = "model.onnx", "tokenizer.json"
_PADDED = frozenset({"roberta", "xlm-roberta", "camembert", "mpnet"})  # two of their positions are taken
_MOST_TOKENS = 512  # where a configuration says nothing
_BETWEEN = re.compile(r"[\s_\-]+")
_CHUNK = 1 << 20
EDGE = 0.0005  # probabilities nearer to 0 and 1 are no surer: four digits are kept
THRESHOLDS = ("temperature", "backs", "backs_silent", "clashes", "clashes_new")


@frozen
class Curve:
    """What the model's probability is worth in a whole check: a logistic curve (Platt, 1999).

    The log odds of being right are `bias` + `model` × the log odds that the model gives + `words` × the share
    of the statement's words that the nearest claim has.
    """

    bias: float = 0.0
    model: float = 1.0
    words: float = 0.0

    def probability(self, share: float, words: float) -> float:
        """Between 0 and 1, to four digits: `share` is the model's own, `words` that of the words."""
        held = min(max(share, EDGE), 1 - EDGE)
        odds = self.bias + self.model * log(held / (1 - held)) + self.words * words
        return round(1 / (1 + exp(-max(-30.0, min(30.0, odds)))), 4)


@frozen
class Calibration:
    """How the model's scores are read: fitted on development data, and kept beside the model."""

    temperature: float  # scores are divided by it before they become probabilities
    backs: float  # from this probability on a statement follows, where every hard facet agrees
    backs_silent: float  # the same where the claims do not say one of them
    clashes: float  # from this probability on it cannot be true
    clashes_new: float  # the same where it has a figure, a date or a name that the claims do not have
    backing: Curve = field(default_factory=Curve)  # of the probability that the statement follows
    clash: Curve = field(default_factory=Curve)  # of the probability that both cannot be true


@frozen
class Manifest:
    """What `model.json` says: the model's name, and the hash of every file it consists of."""

    name: str
    files: Mapping[str, str]  # name in the folder -> sha256, hexadecimal


@frozen
class ModelFolder:
    """A folder whose small files were read. The network itself has not been loaded yet."""

    path: Path
    name: str
    labels: tuple[Label, ...]  # of the network's outputs, in order
    tokens: int  # longest pair, in the model's own tokens
    calibration: Calibration
    files: Mapping[str, str]  # sha256 by name; those of a folder without a manifest are taken from the disk
    recorded: bool  # the hashes come from a manifest, and the files must still have them

    @property
    def digest(self) -> str:
        """SHA-256 (hexadecimal) over what decides the network's answers."""
        content = sorted(item for item in self.files.items() if item[0] not in (CALIBRATION, MANIFEST))
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def verify(self) -> None:
        """Raise ModelError when a file is not the one that the manifest records."""
        if not self.recorded:
            return
        for name, recorded in self.files.items():
            if file_hash(self.path / name) != recorded:
                raise ModelError(
                    f"{name} is not the file that {MANIFEST} records: its hash differs. Restore it, or "
                    "install the package again",
                    path=str(self.path),
                )


def read_folder(path: Path) -> ModelFolder:
    """Read the small files of a model's folder. Raises ModelError, with the file and what was expected."""
    for name in (CONFIG, TOKENIZER, NETWORK):
        if not (path / name).is_file():
            raise ModelError(
                f"no {name} in this folder. A model is a folder with {CONFIG}, {TOKENIZER} and {NETWORK}",
                path=str(path),
            )
    config = _json(path / CONFIG)
    manifest = _manifest(path / MANIFEST) if (path / MANIFEST).is_file() else None
    default = _calibration(_words()["uncalibrated"], path)
    has_calibration = (path / CALIBRATION).is_file()
    return ModelFolder(
        path=path,
        name=manifest.name if manifest else path.resolve().name,
        labels=_labels(config, path / CONFIG),
        tokens=_longest(config),
        calibration=_calibration(_json(path / CALIBRATION), path / CALIBRATION)
        if has_calibration
        else default,
        files=manifest.files if manifest else _hashes(path),
        recorded=manifest is not None,
    )


def _longest(config: Mapping[str, Any]) -> int:
    """`max_length`, as long as the pairs that it was trained on, or else all positions that it has."""
    for key in ("max_length", "max_position_embeddings"):
        found = config.get(key)
        if isinstance(found, int) and found >= 16:
            return found - (2 if key != "max_length" and config.get("model_type") in _PADDED else 0)
    return _MOST_TOKENS


def _calibration(record: Mapping[str, Any], path: Path) -> Calibration:
    for name in THRESHOLDS:
        value = record.get(name)
        most = 100 if name == "temperature" else 1
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
            raise ModelError(
                f"{name}: expected a number above 0 and at most {most}, found {value!r}", path=str(path)
            )
    numbers = {name: float(record[name]) for name in THRESHOLDS}
    return Calibration(
        **numbers, backing=_curve(record, "backing", path), clash=_curve(record, "clash", path)
    )


def _curve(record: Mapping[str, Any], name: str, path: Path) -> Curve:
    found = record.get(name, {})
    names = {one.name for one in fields(Curve)}
    if not isinstance(found, dict) or not found.keys() <= names:
        raise ModelError(f"{name}: expected {', '.join(sorted(names))}", path=str(path))
    for key, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not -100 <= value <= 100:
            raise ModelError(f"{name}.{key}: expected a number, found {value!r}", path=str(path))
    return Curve(**{key: float(value) for key, value in found.items()})


def _manifest(path: Path) -> Manifest:
    record = _json(path)
    name, files = record.get("name"), record.get("files")
    if not isinstance(name, str) or not 0 < len(name) <= 80:
        raise ModelError("name: expected the name of the model", path=str(path))
    if not isinstance(files, dict) or not {NETWORK, TOKENIZER, CONFIG} <= files.keys():
        raise ModelError(
            f"files: expected the sha256 of every file, {CONFIG}, {TOKENIZER} and {NETWORK} among them",
            path=str(path),
        )
    return Manifest(name, {str(key): str(value) for key, value in files.items()})


def _labels(config: Mapping[str, Any], path: Path) -> tuple[Label, ...]:
    names = config.get("id2label")
    if not isinstance(names, dict) or sorted(names) != sorted(str(number) for number in range(len(names))):
        raise ModelError(
            "expected `id2label`, a table from output numbers to names such as "
            '{"0": "entailment", "1": "neutral", "2": "contradiction"}',
            path=str(path),
        )
    found = tuple(_label(str(names[str(number)]), path) for number in range(len(names)))
    if sorted(label.value for label in found) != sorted(label.value for label in Label):
        raise ModelError(
            "expected three labels in `id2label`, one each for support, refutation and neither; "
            f"found {', '.join(str(name) for name in names.values())}",
            path=str(path),
        )
    return found


def _label(name: str, path: Path) -> Label:
    spelling = _BETWEEN.sub("", name.lower())
    for label, spellings in _words()["labels"].items():
        if spelling in spellings:
            return Label(label)
    known = "entailment, contradiction, neutral, or SUPPORTS, REFUTES, NOT ENOUGH INFO"
    raise ModelError(f"unknown label {name!r} in `id2label`. Known names: {known}", path=str(path))


@cache
def _words() -> dict[str, Any]:
    import yaml

    text = resources.files("verifier").joinpath("data/entailment.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot be read as JSON: {error}", path=str(path)) from None
    except RecursionError:
        raise ModelError("nested too deeply for the files of a model", path=str(path)) from None
    if not isinstance(found, dict):
        raise ModelError("expected a JSON object", path=str(path))
    return found


def _hashes(folder: Path) -> dict[str, str]:
    """Of the files that decide the answers: the network, its external data, the words and the labels."""
    wanted = {CONFIG, TOKENIZER} | {path.name for path in folder.glob("*.onnx*")}
    wanted |= {path.name for path in folder.glob("*.data")} | {path.name for path in folder.glob("*.bin")}
    return {name: file_hash(folder / name) for name in sorted(wanted) if (folder / name).is_file()}


def file_hash(path: Path) -> str:
    """SHA-256 (hexadecimal) of a file. Raises ModelError when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror or error}", path=str(path)) from None
    return digest.hexdigest()
