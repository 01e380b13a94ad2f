"""Feeds the small files of a model: config.json, calibration.json and model.json, one after the other."""

from __future__ import annotations

from fuzz.folders import folder
from verifier.errors import ModelError
from verifier.judges.model_folder import CALIBRATION, CONFIG, MANIFEST, NETWORK, TOKENIZER, read_folder

_SOUND = b'{"id2label": {"0": "entailment", "1": "neutral", "2": "contradiction"}}'


def fuzz(data: bytes) -> None:
    """Only ModelError may escape."""
    path = folder("model")
    for name in (NETWORK, TOKENIZER):
        (path / name).write_bytes(b"{}")
    for name in (CONFIG, CALIBRATION, MANIFEST):
        (path / CONFIG).write_bytes(_SOUND)
        for other in (CALIBRATION, MANIFEST):
            (path / other).unlink(missing_ok=True)
        (path / name).write_bytes(data)
        try:
            read_folder(path).verify()
        except ModelError as error:
            assert str(error)
