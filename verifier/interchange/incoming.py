"""Claims that come from outside: checked as the loader checks, and written only when they would load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, cast

from pydantic import ValidationError

from verifier.frozen import frozen
from verifier.knowledge.claim_records import claim_of, unlocated
from verifier.knowledge.collecting import not_located
from verifier.knowledge.freezing import NewSource
from verifier.knowledge.problem import Problem
from verifier.knowledge.quotes import Match, QuotedText
from verifier.knowledge.schema import CitationRecord, ClaimRecord, DefaultsRecord, keys_of
from verifier.knowledge.store import Store
from verifier.knowledge.strict import model_of
from verifier.knowledge.validation import expectation
from verifier.knowledge.yaml_edits import scalar
from verifier.knowledge.yaml_loader import parse
from verifier.model import Claim, ClaimPlace, Examples
from verifier.near_miss import did_you_mean

MOST_IN_A_FILE = 1_000  # claims

Step = str | int


@frozen
class Incoming:
    """A claim as a record of a claims file would have it, and where its parts came from."""

    record: Mapping[str, Any]
    place: ClaimPlace
    places: Mapping[tuple[Step, ...], ClaimPlace]  # of single values

    @property
    def id(self) -> str:
        """The id that it asks for."""
        return str(self.record.get("id", ""))

    def where(self, steps: Sequence[Step]) -> ClaimPlace:
        """The place of a value, or of the nearest thing around it."""
        wanted = tuple(steps)
        while wanted and wanted not in self.places:
            wanted = wanted[:-1]
        return self.places.get(wanted, self.place)


@frozen
class Import:
    """What an import would do."""

    added: tuple[Incoming, ...]
    known: tuple[str, ...]  # ids that say the same already
    taken: tuple[Problem, ...]  # ids that say something else, and are left as they are
    problems: tuple[Problem, ...]  # with any of these nothing is written

    def claims_files(self, comment: str, most: int = MOST_IN_A_FILE) -> list[str]:
        """The claims files to write, each of at most `most` claims: people read them."""
        parts = [self.added[at : at + most] for at in range(0, len(self.added), most)]
        return [_claims_file(part, comment) for part in parts]


def _claims_file(added: Sequence[Incoming], comment: str) -> str:
    lines = [f"# {' '.join(comment.split())}", "format: 1", "", "claims:"]
    for number, one in enumerate(added):
        lines += ([""] if number else []) + _item(one.record, "  ")
    made = "\n".join(lines) + "\n"
    parse(made.encode("utf-8"), "the new file")
    return made


def planned(incoming: Iterable[Incoming], store: Store, sources: Iterable[NewSource] = ()) -> Import:
    """What to add to `store`. `sources` are documents that will be frozen together with the claims."""
    texts = {name: source.text for name, source in store.sources.items()} | {
        one.id: one.text for one in sources
    }
    quoted: dict[str, QuotedText] = {}
    added: list[Incoming] = []
    known: list[str] = []
    taken: list[Problem] = []
    problems: list[Problem] = []
    for one in incoming:
        try:
            record = cast(ClaimRecord, model_of(ClaimRecord).model_validate(one.record))
        except ValidationError as error:
            problems += _invalid(error, one)
            continue
        if record.id in store:
            claim = store.claim(record.id)
            if _says_the_same(claim, record):
                known.append(record.id)
            else:
                place = f"{claim.place.path}:{claim.place.line}"
                message = f"the id “{record.id}” is taken by another claim ({place}), which is left as it is"
                taken.append(Problem(message, one.where(("id",)), claim=record.id))
            continue
        wrong = list(_unlocated(record, one, texts, quoted))
        problems += wrong
        if not wrong:
            added.append(one)
    return Import(tuple(added), tuple(known), tuple(taken), tuple(problems))


def _says_the_same(claim: Claim, record: ClaimRecord) -> bool:
    nothing = DefaultsRecord(source=None, owner=None, reviewed=None)
    made = claim_of(record, nothing, tuple(unlocated(one, nothing) for one in record.citations), claim.place)
    return _said(claim) == _said(made)


def _said(claim: Claim) -> tuple[Any, ...]:
    """What a claim says, wherever it is written."""
    cited = [(one.source, one.quote, one.prefix, one.suffix, one.vanished) for one in claim.citations]
    bare = replace(claim, citations=(), context=(), examples=Examples(), retraction=None)
    examples = [
        " ".join(one.split()) for kind in fields(claim.examples) for one in getattr(claim.examples, kind.name)
    ]
    return bare, cited, examples, claim.retraction and claim.retraction.on


def _unlocated(
    record: ClaimRecord, one: Incoming, texts: Mapping[str, str], quoted: dict[str, QuotedText]
) -> Iterable[Problem]:
    """The quotes that are not in their sources."""
    notices = record.retraction.citations if record.retraction else []
    listed: list[tuple[tuple[Step, ...], CitationRecord]] = [
        *((("citations", at), cited) for at, cited in enumerate(record.citations)),
        *((("retraction", "citations", at), cited) for at, cited in enumerate(notices)),
    ]
    live = record.status in {"active", "disputed"}
    if live and all(cited.vanished for cited in record.citations):
        message = "every quote of it has vanished, so nothing backs it; set `status` to proposed"
        yield Problem(message, one.where(("status",)), "V501", record.id)
    for steps, cited in listed:
        if cited.source is None or cited.source not in texts:
            hint = did_you_mean(cited.source or "", texts)
            found = f"no source “{cited.source}”" if cited.source else "no source is named"
            message = f"{found}; add it first with `verifier sources add`.{hint}"
            yield Problem(message, one.where((*steps, "source")), claim=record.id)
        elif not cited.vanished and record.status != "rejected":
            if cited.source not in quoted:
                quoted[cited.source] = QuotedText(texts[cited.source])
            text = quoted[cited.source]
            located = text.locate(cited.quote, cited.prefix, cited.suffix)
            if located.match not in {Match.EXACT, Match.FOLDED}:
                message = not_located(located, text, cited, cited.source)
                yield Problem(message, one.where((*steps, "quote")), "V501", record.id)


def _invalid(error: ValidationError, one: Incoming) -> list[Problem]:
    problems = []
    for detail in error.errors(include_url=False):
        steps = tuple(detail["loc"])
        name = next((step for step in reversed(steps) if isinstance(step, str)), "the claim")
        if detail["type"] == "missing":
            message = f"`{name}` is missing; add it"
        else:
            shown = str(detail["input"])
            shown = shown if len(shown) <= 40 else shown[:39] + "…"
            message = f"`{name}`: {expectation(detail['type'], detail)}, found “{shown}”"
        problems.append(Problem(message, one.where(steps), claim=one.id[:100] or None))
    return problems


def _item(record: Mapping[str, Any], indent: str) -> list[str]:
    """One claim of a list, its keys in the order of the schema."""
    order = {name: at for at, name in enumerate(keys_of(ClaimRecord))}
    lines = []
    for key in sorted(record, key=lambda name: order.get(name, len(order))):
        lines += _pair(key, record[key], indent + "  ")
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _pair(key: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, Mapping):
        if any(isinstance(inner, list) for inner in value.values()):
            inner_lines = [
                line for name, inner in value.items() for line in _pair(name, inner, indent + "  ")
            ]
            return [f"{indent}{key}:", *inner_lines]
        return [f"{indent}{key}: {{{_in_braces(value)}}}"]
    if isinstance(value, list):
        lines = [f"{indent}{key}:"]
        for item in value:
            if isinstance(item, Mapping):
                inner_lines = [
                    line for name, inner in item.items() for line in _pair(name, inner, indent + "    ")
                ]
                lines += [f"{indent}  - {inner_lines[0].lstrip()}", *inner_lines[1:]]
            else:
                lines.append(f"{indent}  - {scalar(item)}")
        return lines if value else [f"{indent}{key}: []"]
    return [f"{indent}{key}: {scalar(value)}"]


def _in_braces(value: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {scalar(inner)}" for name, inner in value.items())
