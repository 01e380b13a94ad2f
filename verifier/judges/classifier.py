"""Runs a sequence-pair classifier: evidence and statement in, three probabilities out.

Every pair is run by itself, one thread a pair and as many pairs at once as there are threads. A quantised
network scales its numbers by all that stands in a batch, so a pair in company would get another answer than
the same pair alone; and a padded batch costs time for nothing. This way the answer depends on the pair only.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING, Any

from verifier.errors import ModelError
from verifier.findings import Label
from verifier.frozen import frozen
from verifier.judges.model_folder import NETWORK, TOKENIZER, ModelFolder

if TYPE_CHECKING:
    from verifier.judges.kept_answers import KeptAnswers

CHARACTERS = 3.6  # that a token has at least, in English prose, on average
DIGITS = 4  # of a score that are kept: what lies below differs from one processor to the next
EXTRA = "the entailment model needs onnxruntime, tokenizers and numpy: pip install 'claims-verifier[nli]'"


@frozen
class Pair:
    """A question to the model: does the statement follow from the evidence? Both are data, never orders."""

    evidence: str
    statement: str


@frozen
class Odds:
    """The model's answer: three probabilities that add up to 1."""

    backs: float
    clashes: float
    neither: float


class PairClassifier:
    """A model that answers pairs. Nothing heavy is loaded before the first pair that is not kept already."""

    def __init__(self, folder: ModelFolder, *, threads: int = 2, kept: KeptAnswers | None = None) -> None:
        self.folder = folder
        self._threads = max(1, threads)
        self._kept = kept
        self._loading = threading.Lock()
        self._network: _Network | None = None
        self._order = {label: number for number, label in enumerate(folder.labels)}

    def room(self, statement: str) -> int:
        """How many characters of evidence fit beside a statement."""
        return int(self.folder.tokens * CHARACTERS) - len(statement)

    def answer(self, pairs: Sequence[Pair]) -> list[Odds | None]:
        """One answer a pair, in their order; None for a pair that is longer than the model reads.

        Raises ModelError when the model cannot be loaded or does not answer as its configuration says.
        """
        return [self._odds(scores) for scores in self.scores(pairs)]

    def scores(self, pairs: Sequence[Pair]) -> list[tuple[float, ...]]:
        """The network's own numbers, one a label and in the order of the labels; none for a pair too long."""
        wanted = list(dict.fromkeys(pairs))
        scores = self._kept.find(self.folder.digest, wanted) if self._kept else {}
        missing = [pair for pair in wanted if pair not in scores]
        if missing:
            made = dict(zip(missing, self._run(missing), strict=True))
            if self._kept:
                self._kept.keep(self.folder.digest, made)
            scores = {**scores, **made}
        return [scores[pair] for pair in pairs]

    def at_temperature(self, temperature: float) -> PairClassifier:
        """The same model with another temperature. They share what is loaded and kept."""
        calibration = replace(self.folder.calibration, temperature=temperature)
        other = PairClassifier(replace(self.folder, calibration=calibration), threads=self._threads)
        other._kept, other._loading, other._network = self._kept, self._loading, self._network
        return other

    def _run(self, pairs: list[Pair]) -> list[tuple[float, ...]]:
        network = self._loaded()
        # The longest first, so that no thread is left with one at the end.
        order = sorted(range(len(pairs)), key=lambda at: -len(pairs[at].evidence) - len(pairs[at].statement))
        with ThreadPoolExecutor(self._threads) as pool:
            found = dict(zip(order, pool.map(lambda at: network.scores(pairs[at]), order), strict=True))
        return [found[at] for at in range(len(pairs))]

    def _loaded(self) -> _Network:
        with self._loading:
            if self._network is None:
                self._network = _Network(self.folder)
            return self._network

    def _odds(self, scores: tuple[float, ...]) -> Odds | None:
        if not scores:
            return None
        scaled = [score / self.folder.calibration.temperature for score in scores]
        top = max(scaled)
        powers = [exp(score - top) for score in scaled]
        total = sum(powers)
        share = {label: powers[number] / total for label, number in self._order.items()}
        return Odds(
            *(round(share[label], DIGITS) for label in (Label.SUPPORTS, Label.REFUTES, Label.NEITHER))
        )


class _Network:
    """The loaded network and its tokenizer. Threads may share it."""

    def __init__(self, folder: ModelFolder) -> None:
        try:
            import numpy
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(f"{EXTRA} ({error})") from None
        with ThreadPoolExecutor(1) as beside:
            checked = beside.submit(
                folder.verify
            )  # while the network loads: hashing releases the interpreter
            try:
                self._tokenizer = Tokenizer.from_file(str(folder.path / TOKENIZER))
            except Exception as error:  # the library raises plain Exception
                raise ModelError(f"not a tokenizer: {error}", path=str(folder.path / TOKENIZER)) from None
            try:
                self._session = onnxruntime.InferenceSession(
                    str(folder.path / NETWORK), _options(onnxruntime), providers=["CPUExecutionProvider"]
                )
            except Exception as error:  # its own exception types are not public
                checked.result()  # a damaged file is named as such
                raise ModelError(f"cannot be loaded: {error}", path=str(folder.path / NETWORK)) from None
            checked.result()
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._tokenizer.encode_special_tokens = True  # "</s>" in a draft is four characters and no border
        self._numpy = numpy
        self._tokens = folder.tokens
        self._labels = len(folder.labels)
        self._path = folder.path / NETWORK
        self._inputs = [one.name for one in self._session.get_inputs()]
        if unknown := set(self._inputs) - {"input_ids", "attention_mask", "token_type_ids"}:
            raise ModelError(
                f"expected the inputs input_ids and attention_mask, found {', '.join(sorted(unknown))} too",
                path=str(self._path),
            )

    def scores(self, pair: Pair) -> tuple[float, ...]:
        """The network's own numbers for one pair; none at all when the pair is too long for it."""
        encoded = self._tokenizer.encode(pair.evidence, pair.statement)
        if len(encoded.ids) > self._tokens:
            return ()
        columns = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        feed = {name: self._numpy.asarray([columns[name]], dtype="int64") for name in self._inputs}
        try:
            (output, *_) = self._session.run(None, feed)
        except Exception as error:  # its own exception types are not public
            raise ModelError(f"did not run: {error}", path=str(self._path)) from None
        if output.shape != (1, self._labels) or not self._numpy.isfinite(output).all():
            raise ModelError(
                f"expected {self._labels} numbers a pair, as config.json names labels; found {output.shape}",
                path=str(self._path),
            )
        return tuple(round(float(score), DIGITS) for score in output[0])


def _options(onnxruntime: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3  # errors; warnings are about its own insides
    return options
