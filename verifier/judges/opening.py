"""Opens the entailment judge: from the folder that was named, or from the model that the package brings."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from verifier.errors import ModelError
from verifier.judges import shipped
from verifier.judges.classifier import EXTRA, PairClassifier
from verifier.judges.entailment import EntailmentJudge
from verifier.judges.kept_answers import KeptAnswers
from verifier.judges.model_folder import read_folder

MOST_THREADS = 4


def entailment_judge(model: Path | None, cache_dir: Path | None) -> tuple[EntailmentJudge, tuple[str, str]]:
    """The judge, and the name and digest of its model. Raises ModelError for what is missing or broken."""
    if missing := shipped.missing_libraries():
        raise ModelError(f"{EXTRA} (missing: {', '.join(missing)}), or use --judge rules")
    folder = model or shipped.shipped_folder()
    if folder is None:
        raise ModelError(
            "this installation has no entailment model. Name the folder of one (--model, or `model` in "
            "verifier.toml), or use --judge rules"
        )
    judge = _opened(folder, cache_dir)
    return judge, (judge.classifier.folder.name, judge.classifier.folder.digest)


@lru_cache(maxsize=2)
def _opened(folder: Path, cache_dir: Path | None) -> EntailmentJudge:
    """Loaded once in a process: an editor or a server asks again and again."""
    kept = KeptAnswers(cache_dir / "answers") if cache_dir is not None else None
    threads = min(MOST_THREADS, os.cpu_count() or 1)
    return EntailmentJudge(PairClassifier(read_folder(folder), threads=threads, kept=kept))
