"""The model that the package brings, and whether it can be used. Every run asks: nothing heavy is here."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

LIBRARIES = ("onnxruntime", "tokenizers", "numpy")
_DATA = Path(__file__).parent.parent / "data" / "model"


def shipped_folder() -> Path | None:
    """The folder of the model that comes with the package, or None when it has none."""
    return _DATA if (_DATA / "model.onnx").is_file() else None


def missing_libraries() -> list[str]:
    """Those of the extra `nli` that are not installed."""
    return [name for name in LIBRARIES if find_spec(name) is None]


def model_at_hand() -> bool:
    """Whether the libraries of the extra are installed and the package brings a model."""
    return shipped_folder() is not None and not missing_libraries()
