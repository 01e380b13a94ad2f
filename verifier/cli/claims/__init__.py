"""`verifier claims`: look after the claims database, one module a command."""

from __future__ import annotations

import click

from verifier.cli.group import Lazy, LazyGroup

COMMANDS: dict[str, Lazy] = {
    "lint": Lazy(
        "verifier.cli.claims.lint",
        "lint",
        "Check the database itself: quotes, hashes, references, contradictions, examples.",
    ),
    "extract": Lazy(
        "verifier.cli.claims.extract",
        "extract",
        "Propose claims from an article: one a fact, each with its quote, for a person to accept.",
    ),
    "list": Lazy("verifier.cli.claims.list", "list_claims", "List the claims, one a line."),
    "show": Lazy("verifier.cli.claims.show", "show", "Show one claim with its quotes and where they stand."),
    "search": Lazy(
        "verifier.cli.claims.search",
        "search",
        "Find the claims that are nearest to some words or to a sentence.",
    ),
    "review": Lazy(
        "verifier.cli.claims.review",
        "review",
        "Walk through the proposed claims: accept, edit, reject, skip.",
    ),
    "due": Lazy(
        "verifier.cli.claims.due",
        "due",
        "List the claims that expire or are to be checked again, by owner.",
    ),
    "diff": Lazy(
        "verifier.cli.claims.diff",
        "diff",
        "Say what changed between two states of the database, and which drafts it breaks.",
    ),
    "history": Lazy(
        "verifier.cli.claims.history", "history", "Tell who changed a claim when, and what, from git."
    ),
    "export": Lazy(
        "verifier.cli.claims.export",
        "export",
        "Write the claims in a format of others: ClaimReview, Web Annotation or CSV.",
    ),
    "import": Lazy(
        "verifier.cli.claims.import_claims",
        "import_claims",
        "Take in claims from ClaimReview or CSV, and never over one that is there.",
    ),
    "fmt": Lazy(
        "verifier.cli.claims.fmt",
        "fmt",
        "Put claims files into their canonical form: the order of keys, and blank lines. Comments stay.",
    ),
    "schema": Lazy(
        "verifier.cli.claims.schema", "schema", "Print the JSON Schema of claims files, or of source records."
    ),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def claims() -> None:
    """Work with the claims database."""
