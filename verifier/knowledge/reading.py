"""Reading a whole database from disk: every file, every mistake, and one store of what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from verifier.errors import ClaimsError
from verifier.knowledge.files import read_inside
from verifier.knowledge.problem import Problem
from verifier.knowledge.quotes import Located, Match, QuotedText
from verifier.knowledge.schema import CitationRecord, ClaimRecord, ClaimsFile, DefaultsRecord, ValueRecord
from verifier.knowledge.sources import SourceReading, read_sources
from verifier.knowledge.store import Store
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import MAX_BYTES, Tree, parse
from verifier.model import Bound, Citation, Claim, ClaimPlace, ClaimStatus, ClaimValue, Entity, Examples
from verifier.near_miss import did_you_mean

_SUFFIXES = frozenset({".yaml", ".yml"})
_NO_EXAMPLES = Examples()


@dataclass(frozen=True, slots=True)
class Reading:
    """A database as it stands on disk, usable or not."""

    store: Store  # what could be read
    problems: tuple[Problem, ...]  # what could not, in the order of the files
    sources: Mapping[str, SourceReading]
    files: tuple[Path, ...]  # the claims files


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a database are."""

    root: Path
    claims: Path  # a folder, or one file
    sources: Path

    @classmethod
    def of(cls, path: Path) -> Layout:
        """The layout that `path` names: a folder with `claims/` in it, a folder of claims, or one file.

        Raises ClaimsError where there is nothing of the kind.
        """
        if path.is_file():
            near = (path.parent, *path.absolute().parents[1:3])
            root = next((folder for folder in near if (folder / "sources").is_dir()), path.parent)
            return cls(root, path, root / "sources")
        if not path.is_dir():
            raise ClaimsError(
                "no claims database here; expected a folder with `claims/` and `sources/` in it, a folder of "
                "claims, or one claims file",
                path=str(path),
            )
        has_files = any(file.suffix in _SUFFIXES for file in path.iterdir())
        if (path / "claims").is_dir() or not (path.name == "claims" or has_files):
            return cls(path, path / "claims", path / "sources")
        return cls(path.parent, path, path.parent / "sources")

    def files(self) -> Iterator[Path]:
        """The claims files, in the order of their paths."""
        if self.claims.is_file():
            yield self.claims
            return
        found = (file for file in self.claims.rglob("*") if file.suffix in _SUFFIXES)
        for file in sorted(found, key=lambda file: file.relative_to(self.claims).parts):
            if not any(part.startswith(".") for part in file.relative_to(self.claims).parts):
                yield file


class _Collector:
    """What has been read so far, with the place of every id."""

    def __init__(self, sources: Mapping[str, SourceReading], problems: list[Problem]) -> None:
        self.sources = sources
        self.texts = {name: QuotedText(reading.source.text) for name, reading in sources.items()}
        self.problems = problems
        self.claims: dict[str, Claim] = {}
        self.entities: dict[str, tuple[Entity, ClaimPlace]] = {}

    def add(self, tree: Tree, record: ClaimsFile) -> None:
        """Take in one file."""
        for name, entity in (record.entities or {}).items():
            node = tree.root["entities"][name]
            place = ClaimPlace(tree.path, node.line, node.column)
            if name in self.entities:
                self.problems.append(Problem(_twice("entity", name, self.entities[name][1]), place))
                continue
            aliases = tuple(dict.fromkeys(entity.aliases))
            self.entities[name] = Entity(name, entity.name, entity.kind, aliases, entity.wikidata), place
        defaults = record.defaults or DefaultsRecord(source=None, owner=None, reviewed=None)
        nodes = tree.root.get("claims") or ()
        for at, (claim, node) in enumerate(zip(record.claims or (), nodes, strict=True)):
            place = ClaimPlace(tree.path, node.line, node.column)
            if claim.id in self.claims:
                first = self.claims[claim.id].place
                self.problems.append(Problem(_twice("claim", claim.id, first), place, claim=claim.id))
                continue
            citations = tuple(
                cited
                for number, citation in enumerate(claim.citations)
                if (cited := self._citation(citation, defaults, tree, (at, number), claim.id))
            )
            if len(citations) == len(claim.citations):  # without its proof it is not a claim
                self.claims[claim.id] = _claim(claim, defaults, citations, place)

    def _citation(
        self, record: CitationRecord, defaults: DefaultsRecord, tree: Tree, at: tuple[int, int], claim: str
    ) -> Citation | None:
        steps = ("claims", at[0], "citations", at[1])
        name = record.source or defaults.source
        if name is None:
            message = (
                "the citation names no source; add `source:` to it, or to `defaults:` at the top of the file"
            )
            self._refuse(message, tree, steps, claim)
            return None
        reading = self.sources.get(name)
        if reading is None:
            hint = did_you_mean(name, self.sources)
            message = f"no usable source “{name}”; expected sources/{name}/source.yaml.{hint}"
            self._refuse(message, tree, (*steps, "source"), claim)
            return None
        text = self.texts[name]
        located = text.locate(record.quote, record.prefix, record.suffix)
        if located.span is None or located.match not in {Match.EXACT, Match.FOLDED}:
            self._refuse(
                _not_located(located, text, record, name), tree, (*steps, "quote"), claim, code="V501"
            )
            return None
        return Citation(
            source=name,
            quote=record.quote.strip(),
            span=located.span,
            line=text.line(located.span.start),
            prefix=record.prefix,
            suffix=record.suffix,
            url=record.url or reading.source.url,
        )

    def _refuse(
        self, message: str, tree: Tree, steps: tuple[str | int, ...], claim: str, code: str | None = None
    ) -> None:
        place = ClaimPlace(tree.path, *tree.position(steps))
        self.problems.append(Problem(message, place, code, claim))


def read_database(path: Path, *, cache_dir: Path | None = None) -> Reading:
    """Read everything under `path`, whatever is wrong with it.

    Raises ClaimsError only where there is no database at all. `cache_dir` is where the index of a large one
    is kept.
    """
    layout = Layout.of(path)
    problems: list[Problem] = []
    sources = read_sources(layout.sources, layout.root, problems)
    collector = _Collector(sources, problems)
    files = tuple(layout.files())
    if not files:
        problems.append(
            Problem("no claims here; expected at least one .yaml file", ClaimPlace(str(layout.claims), 1))
        )
    for file in files:
        inside = layout.claims if layout.claims.is_dir() else file.parent
        shown = file.as_posix()
        try:
            name = file.relative_to(inside).as_posix()
            tree = parse(read_inside(inside, name, max_bytes=MAX_BYTES, shown=shown), shown)
        except ClaimsError as error:
            problems.append(Problem.of(error))
            continue
        record, found = validate(tree, ClaimsFile)
        problems.extend(found)
        if record is not None:
            collector.add(tree, record)
    store = Store(
        tuple(collector.claims.values()),
        {name: reading.source for name, reading in sources.items()},
        tuple(entity for entity, _ in collector.entities.values()),
        cache_dir=cache_dir,
    )
    return Reading(store, tuple(problems), sources, files)


def _twice(what: str, name: str, first: ClaimPlace) -> str:
    return (
        f"the {what} id “{name}” is taken: it stands at {first.path}:{first.line}:{first.column}; rename one"
    )


def _not_located(located: Located, text: QuotedText, record: CitationRecord, name: str) -> str:
    if located.match is Match.AMBIGUOUS:
        times = f"the quote stands {located.count} times in “{name}”"
        return f"{times}; add a `prefix` or a `suffix` that tells them apart"
    if located.match is Match.SURROUNDINGS and located.span is not None:
        line = text.line(located.span.start)
        return (
            f"the quote is in “{name}” (line {line}), its `prefix` or `suffix` is not beside it; correct them"
        )
    nearest = text.nearest(record.quote)
    near = f" Nearest passage, line {nearest[1]}: “{nearest[0]}”." if nearest else ""
    return f"the quote is not in “{name}”; copy it letter by letter.{near}"


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _claim(
    record: ClaimRecord, defaults: DefaultsRecord, citations: tuple[Citation, ...], place: ClaimPlace
) -> Claim:
    examples = record.examples
    review = record.reviewed or defaults.reviewed
    return Claim(
        id=record.id,
        statement=record.statement.strip(),
        citations=citations,
        place=place,
        status=ClaimStatus(record.status),
        value=_value(record.value) if record.value else None,
        holds_from=record.holds.from_ if record.holds else None,
        holds_until=record.holds.until if record.holds else None,
        expires=_day(record.expires),
        recheck_by=_day(record.recheck_by),
        superseded_by=record.superseded_by,
        not_to_be_confused_with=tuple(record.not_to_be_confused_with),
        compatible_with=tuple(record.compatible_with),
        owner=record.owner or defaults.owner,
        note=record.note,
        examples=Examples(
            tuple(examples.consistent), tuple(examples.contradictory), tuple(examples.unverified)
        )
        if examples
        else _NO_EXAMPLES,
        reviewed_by=review.by if review else None,
        reviewed_on=_day(review.on) if review else None,
    )


def _value(record: ValueRecord) -> ClaimValue:
    return ClaimValue(
        number=Decimal(record.number) if record.number else None,
        unit=record.unit,
        qualifier=Bound(record.qualifier) if record.qualifier else None,
        edtf=record.edtf,
        inferred=frozenset(record.inferred),
    )
