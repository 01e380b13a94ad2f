"""Reports to look at: two towns' drafts with everything that a page can hold, and texts that mean harm."""

from __future__ import annotations

from dataclasses import replace

from tests.report_factory import claim, finding, place
from verifier.findings import ClaimsSummary, NearClaim, NotCheckable, Report, Skipped, Verdict
from verifier.model import Citation, Source, Span

TOWN = """\
# The library in figures

The town library lends 84,000 books a year. It was founded in 1931 by a group of teachers.
Who reads so much? The reading room seats 60 people.
"""
HARBOUR = "The ferry takes 300 passengers. The pier is 40 metres long."
SOURCE_TEXT = (
    "The council met in May. The library lends 48,000 books a year. Most are novels. "
    "The reading room seats 60 people. Nobody counts the visitors."
)
URL = "https://example.org/report?year=2024"
HARMFUL = (
    "<script>document.title='harm'</script>",
    "\"><img src=x onerror=document.title='harm'>",
    "</p></article></main></template><h1>harm</h1>",
    "</style></title><svg onload=document.title='harm'>",
    "<!-- harm --!> ]]> {{ harm }} {% harm %} &lt;b&gt; ' onfocus='harm",
)


def quoted(quote: str) -> Citation:
    """A citation of a sentence of the source."""
    start = SOURCE_TEXT.index(quote)
    return Citation("report", quote, span=Span(start, start + len(quote)), line=1, url=URL)


def two_drafts() -> Report:
    """Two contradictory, two unverified, one consistent, a question, and a draft that was not read."""
    loans = replace(
        claim(claim_id="library-loans"), citations=(quoted("The library lends 48,000 books a year."),)
    )
    seats = replace(claim(claim_id="seats"), citations=(quoted("The reading room seats 60 people."),))
    near = NearClaim(claim("The school was founded in 1931.", claim_id="school"), 0.4, "it is another school")
    findings = (
        finding(
            TOWN,
            "The town library lends 84,000 books a year.",
            path="town.md",
            stated="84,000 books",
            known="48,000 books",
            suggestion="48,000 books",
            message="another figure",
            claims=[loans],
        ),
        finding(
            TOWN, "It was founded in 1931 by a group of teachers.", Verdict.UNVERIFIED, path="town.md",
            message="no claim is about this", nearest=[near],
        ),
        finding(
            TOWN, "The reading room seats 60 people.", Verdict.CONSISTENT, path="town.md", claims=[seats]
        ),
        finding(HARBOUR, "The ferry takes 300 passengers.", path="harbour.md", rule="V104", claims=[loans]),
        finding(HARBOUR, "The pier is 40 metres long.", Verdict.UNVERIFIED, path="harbour.md"),
    )  # fmt: skip
    question = "Who reads so much?"
    return Report(
        findings=tuple(replace(one, fingerprint=f"{at:016x}") for at, one in enumerate(findings)),
        not_checkable=(NotCheckable(question, place(TOWN, question, "town.md"), "question"),),
        skipped=(Skipped("minutes.docx", "not a text"),),
        claims=ClaimsSummary("3f9a2c41d7", 37, 1),
        paths=("town.md", "harbour.md"),
        texts=(("town.md", TOWN), ("harbour.md", HARBOUR)),
        sources=(Source("report", "Annual report", SOURCE_TEXT, publisher="Town", sha256="ab" * 32),),
    )


def on(words: str, path: str = "draft.md") -> Report:
    """One contradictory finding in which every text from outside is `words`."""
    known = claim(words, claim_id=words, source=words)
    text = f"Before. {words} After."
    near = NearClaim(known, 0.5, words)
    one = finding(
        text, words, path=path, message=words, stated=words, known=words, claims=[known], nearest=[near],
        suggestion=words,
    )  # fmt: skip
    return Report(
        findings=(replace(one, fingerprint=f"key {words}"),),
        not_checkable=(NotCheckable(words, one.place, words),),
        skipped=(Skipped(words, words),),
        claims=ClaimsSummary(words, 1, 0),
        paths=(path,),
        texts=((path, text),),
        sources=(Source(words, words, words, publisher=words, published=words, sha256=words),),
    )
