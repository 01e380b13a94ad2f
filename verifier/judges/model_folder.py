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
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from verifier.errors import ModelError
from verifier.findings import Label
from verifier.frozen import frozen

MANIFEST, CALIBRATION, CONFIG = "model.json", "calibration.json", "config.json"
NETWORK, TOKENIZER = "model.onnx", "tokenizer.json"
_PADDED = frozenset(
    {"roberta", "xlm-roberta", "camembert", "mpnet"}
)  # kinds whose first two positions are taken
_BETWEEN = re.compile(r"[\s_\-]+")
_CHUNK = 1 << 20
Record = TypeVar("Record", bound=BaseModel)


class Calibration(BaseModel):
    """How the model's scores are read: fitted on development data, and kept beside the model."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    temperature: float = Field(gt=0, le=100)  # scores are divided by it before they become probabilities
    backs: float = Field(gt=0, le=1)  # from this probability on a statement follows
    clashes: float = Field(gt=0, le=1)  # from this one on it cannot be true


class Manifest(BaseModel):
    """What `model.json` says: the model's name, and the hash of every file it consists of."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = Field(min_length=1, max_length=80)
    files: dict[str, str]  # name in the folder -> sha256, hexadecimal
    tokens: int | None = Field(default=None, ge=16)  # longest pair that it was trained on


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


def shipped_folder() -> Path | None:
    """The folder of the model that comes with the package, or None when it has none."""
    folder = Path(str(resources.files("verifier").joinpath("data/model")))
    return folder if (folder / NETWORK).is_file() else None


def read_folder(path: Path) -> ModelFolder:
    """Read the small files of a model's folder. Raises ModelError, with the file and what was expected."""
    for name in (CONFIG, TOKENIZER, NETWORK):
        if not (path / name).is_file():
            raise ModelError(
                f"no {name} in this folder. A model is a folder with {CONFIG}, {TOKENIZER} and {NETWORK}",
                path=str(path),
            )
    config = _json(path / CONFIG)
    manifest = _checked(Manifest, path / MANIFEST) if (path / MANIFEST).is_file() else None
    default = Calibration.model_validate(_words()["uncalibrated"])
    has_calibration = (path / CALIBRATION).is_file()
    return ModelFolder(
        path=path,
        name=manifest.name if manifest else path.resolve().name,
        labels=_labels(config, path / CONFIG),
        tokens=manifest.tokens if manifest and manifest.tokens else _longest(config),
        calibration=_checked(Calibration, path / CALIBRATION) if has_calibration else default,
        files=manifest.files if manifest else _hashes(path),
        recorded=manifest is not None,
    )


def _longest(config: Mapping[str, Any]) -> int:
    positions = config.get("max_position_embeddings", 512)
    if not isinstance(positions, int) or positions < 16:
        return 512
    return positions - (2 if config.get("model_type") in _PADDED else 0)


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
    if not isinstance(found, dict):
        raise ModelError("expected a JSON object", path=str(path))
    return found


def _checked(kind: type[Record], path: Path) -> Record:
    try:
        return kind.model_validate(_json(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ModelError(f"{where}: {first['msg'].lower()}", path=str(path)) from None


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
