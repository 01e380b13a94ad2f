"""Put an exported model into the package: python training/ship.py MODEL --name NAME.

Copies what `verifier` reads of MODEL (see export.py and calibrate.py) to verifier/data/model, with a manifest
of the SHA-256 of every file. The model card stays where it is: it is written by hand.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from verifier.judges.model_folder import CALIBRATION, CONFIG, MANIFEST, NETWORK, TOKENIZER, file_hash

MOST_BYTES = 115_000_000  # of the whole model
MOST_OF_A_FILE = 95_000_000
CARD = "MODEL_CARD.md"


def ship(model: Path, target: Path, name: str) -> int:
    """Replace the model in `target` by the one in `model`; its size in bytes.

    Raises ValueError when a file is missing, or when the model or one of its files is too large to ship.
    """
    wanted = [CONFIG, TOKENIZER, NETWORK, CALIBRATION, *sorted(path.name for path in model.glob("*.bin"))]
    if missing := [one for one in wanted if not (model / one).is_file()]:
        raise ValueError(f"{model}: no {', '.join(missing)}; export.py and calibrate.py write them")
    sizes = {one: (model / one).stat().st_size for one in wanted}
    if sum(sizes.values()) > MOST_BYTES or max(sizes.values()) > MOST_OF_A_FILE:
        raise ValueError(
            f"too large: {sum(sizes.values()):,} bytes, the largest file {max(sizes.values()):,}"
        )
    # Nothing is removed before all that takes its place is known to be there.
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        if old.name != CARD:
            old.unlink()
    for one in wanted:
        shutil.copy(model / one, target / one)
        (target / one).chmod(0o644)
    manifest = {"name": name, "files": {one: file_hash(target / one) for one in wanted}}
    (target / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return sum(sizes.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Ships, and says how large the model is; exit code 2 when it cannot be shipped."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("model", type=Path, metavar="MODEL", help="folder of an exported, calibrated model")
    parser.add_argument("--name", required=True, help="what reports call it, such as mpnet-int8-1")
    parser.add_argument("--to", type=Path, default=ROOT / "verifier" / "data" / "model", metavar="DIR")
    chosen = parser.parse_args(arguments)
    try:
        size = ship(chosen.model, chosen.to, chosen.name)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{chosen.name}: {size / 1e6:.1f} MB in {chosen.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
