"""`verifier claims export`: the claims in a format of others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.cli.database import Rewrite, claims_option, load_store, replace_all, say
from verifier.cli.streams import notice, write_out

if TYPE_CHECKING:
    from verifier.knowledge import Store
    from verifier.model import Claim

_STATUSES = ("proposed", "rejected", "active", "disputed", "superseded", "retracted")


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["claimreview", "webannotation", "csv"]),
    required=True,
    help="schema.org ClaimReview, W3C Web Annotation (both JSON-LD), or a table.",
)
@click.option("-o", "--output", metavar="PATH", help="The file to write; default: standard output.")
@claims_option
@click.option(
    "--status", "statuses", type=click.Choice(_STATUSES), multiple=True, help="Only these; repeatable."
)
@click.option(
    "--author", metavar="NAME", help="ClaimReview: who publishes; default: the owner of each claim."
)
@click.option("--author-url", metavar="URL", help="ClaimReview: the address of the author.")
@click.option("--page", metavar="URL", help="ClaimReview: the page of the reviews; `#ID` is put behind it.")
@click.option("--excel", is_flag=True, help="CSV: begin with a byte order mark, by which Excel knows UTF-8.")
def export(
    form: str,
    output: str | None,
    path: str | None,
    statuses: tuple[str, ...],
    author: str | None,
    author_url: str | None,
    page: str | None,
    excel: bool,
) -> None:
    """Write the claims in a format of others: ClaimReview, Web Annotation or CSV."""
    from verifier.interchange.claim_review import Publisher

    store = load_store(path)
    chosen = [claim for claim in store.claims if not statuses or claim.status.value in statuses]
    text, written, left_out = _written(form, chosen, store, Publisher(author, author_url, page))
    if form == "csv" and excel:
        text = "\ufeff" + text
    if output is None:
        _print(text)
    else:
        file = Path(output)
        replace_all([Rewrite(file, file.read_bytes() if file.is_file() else None, text.encode("utf-8"))])
    notice(f"{written:,} of {len(store):,} claims written{f'; {left_out}' if left_out else ''}.")


def _written(form: str, claims: list[Claim], store: Store, publisher: object) -> tuple[str, int, str]:
    """The text, the number of claims in it, and why others are not."""
    from verifier.interchange.claim_review import RATINGS, Publisher, claim_reviews
    from verifier.interchange.csv_export import claims_csv
    from verifier.interchange.json_ld import json_ld
    from verifier.interchange.web_annotation import annotation_collection

    if form == "csv":
        return claims_csv(claims, store.sources), len(claims), ""
    if form == "webannotation":
        quoted = sum(any(cited.span for cited in claim.citations) for claim in claims)
        why = (
            f"{len(claims) - quoted:,} have no quote that stands in its source"
            if quoted < len(claims)
            else ""
        )
        return json_ld(annotation_collection(claims, store)), quoted, why
    assert isinstance(publisher, Publisher)
    rated = [claim for claim in claims if claim.status in RATINGS]
    reasons = [f"{len(claims) - len(rated):,} are proposed or rejected"] if len(rated) < len(claims) else []
    if publisher.name is None and (bare := sum(claim.owner is None for claim in rated)):
        reasons.append(f"{bare:,} reviews have no author; give --author NAME")
    return json_ld(claim_reviews(rated, store, publisher)), len(rated), "; ".join(reasons)


def _print(text: str) -> None:
    """To a terminal only what cannot command it; to a program every byte."""
    if not sys.stdout.isatty():
        write_out(text)
        return
    for line in text.splitlines():
        say(line)
