"""Taking in the files of a database one after the other: claims and entities, and what is wrong there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verifier.knowledge.claim_records import claim_of, unlocated
from verifier.knowledge.kept_claims import KeptFile
from verifier.knowledge.problem import Problem
from verifier.knowledge.quotes import Located, Match, QuotedText
from verifier.knowledge.schema import CitationRecord, ClaimsFile, DefaultsRecord
from verifier.knowledge.sources import SourceReading
from verifier.knowledge.store import LIVE
from verifier.knowledge.yaml_loader import Tree
from verifier.model import Citation, Claim, ClaimPlace, Entity
from verifier.near_miss import did_you_mean

_NO_QUOTE_LEFT = (
    "every quote of it has vanished from its source, so nothing backs it; quote the source as it is now, or "
    "set `status: proposed`, `superseded` or `retracted`"
)


class Collector:
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

    def take(self, kept: KeptFile) -> None:
        """Take in one file as it was read before, when nothing was wrong in it."""
        for entity, place in kept.entities:
            if entity.id in self.entities:
                self.problems.append(Problem(_twice("entity", entity.id, self.entities[entity.id][1]), place))
                continue
            self.entities[entity.id] = entity, place
        for claim in kept.claims:
            if claim.id in self.claims:
                first = self.claims[claim.id].place
                self.problems.append(Problem(_twice("claim", claim.id, first), claim.place, claim=claim.id))
                continue
            self.claims[claim.id] = claim

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
                not_located(located, text, record, name), tree, (*steps, "quote"), claim, code="V501"
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


def _twice(what: str, name: str, first: ClaimPlace) -> str:
    return (
        f"the {what} id “{name}” is taken: it stands at {first.path}:{first.line}:{first.column}; rename one"
    )


def not_located(located: Located, text: QuotedText, record: CitationRecord, name: str) -> str:
    """Why a quote of the source `name` cannot be used, in words."""
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
