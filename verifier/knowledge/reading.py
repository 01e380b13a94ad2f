"""Reading a whole database from disk: every file, every mistake, and one store of what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.knowledge.claim_records import claim_of, unlocated
from verifier.knowledge.files import read_inside
from verifier.knowledge.problem import Problem
from verifier.knowledge.quotes import Located, Match, QuotedText
from verifier.knowledge.schema import CitationRecord, ClaimsFile, DefaultsRecord
from verifier.knowledge.sources import SourceReading, read_sources
from verifier.knowledge.store import LIVE, Store
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import MAX_BYTES, Tree, parse
from verifier.model import Citation, Claim, ClaimPlace, Entity
from verifier.near_miss import did_you_mean

_SUFFIXES = frozenset({".yaml", ".yml"})
_NO_QUOTE_LEFT = (
    "every quote of it has vanished from its source, so nothing backs it; quote the source as it is now, or "
    "set `status: proposed`, `superseded` or `retracted`"
)


@frozen
class Reading:
    """A database as it stands on disk, usable or not."""

    store: Store  # what could be read
    problems: tuple[Problem, ...]  # what could not, in the order of the files
    sources: Mapping[str, SourceReading]
    files: tuple[Path, ...]  # the claims files


@frozen
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
            if claim.status == "rejected":  # what it quotes may be gone, and nothing rests on it
                citations = tuple(unlocated(citation, defaults) for citation in claim.citations)
                self.claims[claim.id] = claim_of(claim, defaults, citations, place)
                continue
            citations = self._citations(claim.citations, defaults, tree, ("claims", at), claim.id)
            notice = claim.retraction
            notices = self._citations(
                notice.citations if notice else (), defaults, tree, ("claims", at, "retraction"), claim.id
            )
            if len(citations) == len(claim.citations) and (
                not notice or len(notices) == len(notice.citations)
            ):
                made = claim_of(claim, defaults, citations, place, notices)
                if made.status in LIVE and all(citation.vanished for citation in citations):
                    self._refuse(_NO_QUOTE_LEFT, tree, ("claims", at, "citations"), claim.id, code="V501")
                    continue
                self.claims[claim.id] = made
            # without its proof it is not a claim

    def _citations(
        self,
        records: Sequence[CitationRecord],
        defaults: DefaultsRecord,
        tree: Tree,
        steps: tuple[str | int, ...],
        claim: str,
    ) -> tuple[Citation, ...]:
        """The citations that can be found, each other one refused."""
        found = (
            self._citation(record, defaults, tree, (*steps, "citations", number), claim)
            for number, record in enumerate(records)
        )
        return tuple(citation for citation in found if citation is not None)

    def _citation(
        self,
        record: CitationRecord,
        defaults: DefaultsRecord,
        tree: Tree,
        steps: tuple[str | int, ...],
        claim: str,
    ) -> Citation | None:
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
        if record.vanished:
            return unlocated(record, defaults)
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


def read_claims(
    text: str, path: str, sources: Mapping[str, SourceReading]
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims of one file as it would be with this `text`, and what is wrong in it."""
    problems: list[Problem] = []
    collector = _Collector(sources, problems)
    try:
        tree = parse(text.encode("utf-8", "surrogatepass"), path)
    except ClaimsError as error:
        return (), (Problem.of(error),)
    record, found = validate(tree, ClaimsFile)
    if record is not None:
        collector.add(tree, record)
    return tuple(collector.claims.values()), (*found, *problems)


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
