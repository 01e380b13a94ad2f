"""Every citation as it is written in the claims files, whether or not its quote is in its source.

The strict loader takes out what it cannot find; who looks for what became of a quote needs just that.
"""

from __future__ import annotations

from pathlib import Path

from verifier.errors import ClaimsError
from verifier.frozen import frozen
from verifier.knowledge.files import read_inside
from verifier.knowledge.problem import Problem
from verifier.knowledge.reading import Layout
from verifier.knowledge.schema import CitationRecord, ClaimRecord, ClaimsFile
from verifier.knowledge.validation import validate
from verifier.knowledge.yaml_loader import MAX_BYTES, Step, Tree, parse


@frozen
class RecordedCitation:
    """One citation of one claim, and where it is written."""

    claim: str  # id
    statement: str
    status: str
    source: str  # id
    quote: str
    prefix: str | None
    suffix: str | None
    vanished: str | None  # YYYY-MM-DD
    file: Path
    steps: tuple[Step, ...]  # of the citation in its file
    line: int  # 1-based, of the citation in its file


def recorded_citations(layout: Layout) -> tuple[list[RecordedCitation], list[Problem]]:
    """The citations of every claim that is not rejected, in the order of the files, and the files that cannot
    be read."""
    found: list[RecordedCitation] = []
    problems: list[Problem] = []
    for file in layout.files():
        shown = file.as_posix()
        inside = layout.claims if layout.claims.is_dir() else file.parent
        try:
            name = file.relative_to(inside).as_posix()
            tree = parse(read_inside(inside, name, max_bytes=MAX_BYTES, shown=shown), shown)
        except ClaimsError as error:
            problems.append(Problem.of(error))
            continue
        record, wrong = validate(tree, ClaimsFile)
        problems += wrong
        if record is not None:
            found += _of_file(tree, record, file)
    return found, problems


def _of_file(tree: Tree, record: ClaimsFile, file: Path) -> list[RecordedCitation]:
    default = record.defaults.source if record.defaults else None
    found: list[RecordedCitation] = []

    def add(claim: ClaimRecord, cited: CitationRecord, steps: tuple[Step, ...]) -> None:
        source = cited.source or default
        if source is not None:
            found.append(
                RecordedCitation(
                    claim=claim.id,
                    statement=claim.statement,
                    status=claim.status,
                    source=source,
                    quote=cited.quote,
                    prefix=cited.prefix,
                    suffix=cited.suffix,
                    vanished=cited.vanished,
                    file=file,
                    steps=steps,
                    line=tree.position(steps)[0],
                )
            )

    for at, claim in enumerate(record.claims or ()):
        if claim.status == "rejected":  # nothing rests on it, and its quote may be gone
            continue
        for number, cited in enumerate(claim.citations):
            add(claim, cited, ("claims", at, "citations", number))
        for number, cited in enumerate(claim.retraction.citations if claim.retraction else ()):
            add(claim, cited, ("claims", at, "retraction", "citations", number))
    return found
