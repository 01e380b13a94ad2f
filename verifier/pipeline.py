"""The pass, top to bottom: read this first.

A document comes in as blocks of prose. Each sentence is understood, its quotations are looked up, its
nearest claims are found, every facet is compared, each claim is judged, and one finding is decided. What
stays open goes to the second judge, if there is one, all of a document at once. `check` is the whole of it,
one line a stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING

from verifier.analysis import Analysis, Vocabulary, analyse
from verifier.changed_text import EVERYTHING, ChangedText
from verifier.documents import Document, see_through, without_invisible
from verifier.documents.limits import too_long, too_many
from verifier.findings import (
    Finding,
    JudgedBy,
    Judgement,
    NotCheckable,
    Report,
    Skipped,
    Unchanged,
)
from verifier.frozen import frozen
from verifier.judges import RULES, Bench, Judge, OpenStatement, open_bench
from verifier.judges.nearest import (
    ALWAYS_JUDGED,
    claim_analysis,
    judge_in_place,
    judge_statement,
    judge_unfound,
)
from verifier.judges.repetition import Repetition, repetitions_of
from verifier.knowledge import Store, is_expired
from verifier.knowledge.queries import query_for
from verifier.knowledge.summary import summary_of
from verifier.model import BlockKind, Claim, ClaimStatus, Sentence
from verifier.quotations import Quoted, judge_quotations, only_quotes
from verifier.settle import NOTHING, Settlements, settle
from verifier.verdicts import decide, unsettled

if TYPE_CHECKING:
    from verifier.config import Settings

CANDIDATES = 8
MAX_STATEMENT = 2000  # characters; a longer "sentence" is not one
MAX_STATEMENTS = 20_000  # sentences of one document
MOST_TO_SHARE = 20_000  # claims; every process would build the index of a larger store
WORTH_SHARING = 32  # sentences; fewer are judged sooner than a second process is there


@frozen
class Reading:
    """A sentence that was understood and judged by the first judge, before a finding is made of it."""

    sentence: Sentence
    statement: Analysis
    quoted: Quoted
    judgements: tuple[Judgement, ...]
    unfound: tuple[Judgement, ...]  # of the other claims of a database that is so small that all are read
    repetitions: tuple[Repetition, ...]  # of claims that no longer count


# Findings, what open ones were made from by their number, what states no fact, what was over a limit, and how
# many sentences did not change.
_Part = tuple[list[Finding], dict[int, Reading], list[NotCheckable], list[Skipped], int]
_Numbered = Sequence[tuple[int, Sentence]]
Share = Callable[[Callable[[_Numbered], _Part], _Numbered], Sequence[_Part]]


def check(
    document: Document,
    store: Store,
    *,
    bench: Bench = RULES,
    candidates: int = CANDIDATES,
    as_of: date | None = None,
    context: Sequence[str] = (),
    max_statement: int = MAX_STATEMENT,
    max_statements: int = MAX_STATEMENTS,
    ignored: frozenset[str] = frozenset(),
    changed: ChangedText = EVERYTHING,
    share: Share | None = None,
) -> tuple[list[Finding], list[NotCheckable], list[Skipped], int]:
    """Check every sentence of one document: its findings, what states no fact, and what was over a limit.

    `ignored` are capitalised words, lower case, that are no names in this document. With `changed` only the
    statements that count as changed are checked, and the last of what is returned is the number of the
    others. `share` may have parts of a long document judged elsewhere; it returns what becomes of each part,
    in order.
    """
    vocabulary = Vocabulary(store.entities, ignored)
    seen = see_through(document)

    def read(claim: Claim) -> Analysis:
        return claim_analysis(claim, vocabulary, as_of)

    def settled(one: Reading, opinion: Sequence[Judgement] = ()) -> Finding:
        quoted, judgements = one.quoted, one.judgements
        return decide(
            seen.document,
            one.sentence,
            one.statement,
            judgements,
            read,
            quoted=quoted,
            opinion=opinion,
            repetitions=one.repetitions,
            successor=store.successor,
            as_of=as_of,
            written=seen.written(one.sentence),
        )

    def judged(part: _Numbered) -> _Part:
        findings: list[Finding] = []
        open_: dict[int, Reading] = {}
        not_checkable: list[NotCheckable] = []
        skipped: list[Skipped] = []
        unchanged = 0
        for number, sentence in part:
            written = seen.written(sentence).sentence
            if number == max_statements:
                skipped.append(too_many(document, written, max_statements))
                break
            touched = changed.touches(document.locate(written.span))
            over = len(written.text) > max_statement
            if not touched and (over or not changed.claims):
                unchanged += 1
                continue
            if over:
                skipped.append(too_long(document, written, max_statement))
                continue
            before = (*map(without_invisible, context), *sentence.context)
            statement = analyse(sentence.text, context=before, vocabulary=vocabulary, as_of=as_of)
            quoted = Quoted()
            if sentence.block.kind is not BlockKind.HEADING:
                quoted = judge_quotations(seen.document, sentence, statement, store, read, as_of)
            reason = "heading" if sentence.block.kind is BlockKind.HEADING else statement.not_checkable
            if reason is not None and not only_quotes(statement, quoted):
                if touched:
                    not_checkable.append(NotCheckable(written.text, document.locate(written.span), reason))
                unchanged += not touched
                continue
            judgements = [] if reason else judge_statement(statement, store, read, bench.first, candidates)
            known = store.find_withdrawn(query_for(statement), ALWAYS_JUDGED) if store.any_withdrawn else ()
            repetitions = repetitions_of(statement, () if reason else known, read)
            reading = Reading(sentence, statement, quoted, tuple(judgements), (), repetitions)
            finding = settled(reading)
            if unsettled(finding) and not reason:
                again = judge_in_place(statement, judgements, store, read, bench.first)
                if again != judgements:
                    reading = replace(reading, judgements=tuple(again))
                    finding = settled(reading)
            if not (touched or changed.matches(finding)):
                unchanged += 1
                continue
            findings.append(finding)
            if bench.second is not None and unsettled(findings[-1]):
                if not reason and len(store) <= ALWAYS_JUDGED:
                    others = judge_unfound(statement, judgements, store, read, bench.first, as_of)
                    reading = replace(reading, unfound=tuple(others))
                open_[len(findings) - 1] = reading
        return findings, open_, not_checkable, skipped, unchanged

    numbered = tuple(islice(enumerate(seen.sentences), max_statements + 1))
    if share and bench.second is None and len(numbered) >= WORTH_SHARING and len(store) <= MOST_TO_SHARE:
        found, _, bare, over, same = zip(*share(judged, numbered), strict=True)
        return list(chain(*found)), list(chain(*bare)), list(chain(*over)), sum(same)
    findings, open_, not_checkable, skipped, unchanged = judged(numbered)
    if bench.second is not None:
        for at, opinion in zip(
            open_, bench.second.judge(_for_second(open_.values(), read, as_of)), strict=True
        ):
            findings[at] = settled(open_[at], opinion)
    return findings, not_checkable, skipped, unchanged


def _for_second(
    readings: Iterable[Reading], read: Callable[[Claim], Analysis], as_of: date | None
) -> list[OpenStatement]:
    """What a second judge is asked about: it may rest its word on claims in force that nobody disputes."""

    def in_force(claim: Claim) -> bool:
        return claim.status is not ClaimStatus.DISPUTED and not is_expired(claim, as_of)

    return [
        OpenStatement(
            one.statement,
            tuple(j for j in (*one.judgements, *one.unfound) if in_force(j.candidate.claim)),
            read,
        )
        for one in readings
    ]


def check_documents(
    documents: Sequence[Document],
    store: Store,
    settings: Settings | None = None,
    *,
    judge: Judge | None = None,
    bench: Bench | None = None,
    context: str = "",
    skipped: Sequence[Skipped] = (),
    changed: ChangedText = EVERYTHING,
    share: Share | None = None,
    settlements: Settlements = NOTHING,
) -> Report:
    """Check documents against a store. `context` is text that comes before and is not itself checked.

    With `changed` only statements that count as changed are checked, and the report counts the others.
    `judge` is a judge of the caller's, alone; `bench` who judges; without either, the settings name it.
    `settlements` are what people said of findings beforehand, besides the directives in the drafts.
    """
    from verifier.documents import split_sentences

    as_of = settings.as_of if settings is not None else None
    if settings is not None and settings.include_proposed:
        store = store.with_proposed
    chosen = bench or (Bench(judge, judged_by=JudgedBy(judge.name)) if judge else _named_bench(settings))
    before = tuple(span.of(context) for span in split_sentences(context)) if context else ()
    findings: list[Finding] = []
    not_checkable: list[NotCheckable] = []
    passed_over = list(skipped)
    unchanged: list[Unchanged] = []
    for document in documents:
        found, bare, long, same = check(
            document,
            store,
            bench=chosen,
            candidates=settings.candidates if settings is not None else CANDIDATES,
            as_of=as_of,
            context=before,
            max_statement=settings.limits.max_statement_chars if settings is not None else MAX_STATEMENT,
            max_statements=settings.limits.max_statements if settings is not None else MAX_STATEMENTS,
            ignored=frozenset(word.lower() for term in settings.ignore_terms for word in term.split())
            if settings is not None
            else frozenset(),
            changed=changed,
            share=share,
        )
        findings += found
        not_checkable += bare
        passed_over += long
        if same:
            unchanged.append(Unchanged(document.path, same))
    cited = {citation.source for finding in findings for citation in finding.citations}
    report = Report(
        findings=tuple(_with_links(finding, store) for finding in findings),
        not_checkable=tuple(not_checkable),
        skipped=tuple(passed_over),
        claims=summary_of(store, as_of),
        paths=tuple(document.path for document in documents),
        texts=tuple((document.path, document.original) for document in documents),
        sources=tuple(store.sources[name] for name in sorted(cited) if name in store.sources),
        judged_by=chosen.judged_by,
        unchanged=tuple(unchanged),
    )
    return settle(report, documents, settlements)


def _with_links(finding: Finding, store: Store) -> Finding:
    """The same finding; the address of each quote leads to its very words."""
    if not any(one.citation.url for one in finding.cited):
        return finding
    from verifier.knowledge.text_fragments import linked

    cited = tuple(
        replace(one, citation=replace(one.citation, url=url))
        if (url := linked(one.citation, store.sources)) != one.citation.url
        else one
        for one in finding.cited
    )
    return replace(finding, cited=cited)


def _named_bench(settings: Settings | None) -> Bench:
    return open_bench(settings.judge, model=settings.model) if settings is not None else open_bench(None)
