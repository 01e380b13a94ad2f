"""`verifier explain`: what a rule code means, with an example and what to do."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from verifier.rules import Rule

_WIDTH = 96
_INDENT = 10


@click.command()
@click.argument("rule", required=False)
@click.option("--markdown", is_flag=True, help="Print the page docs/verdicts.md of all rules.")
def explain(rule: str | None, markdown: bool) -> None:
    """Say what a rule code means and what to do about it.

    RULE is a code such as V102 or a name such as number. Without one, all rules are listed.
    """
    from verifier import rules

    if markdown:
        click.echo(rules.rules_page(), nl=False)
    elif rule is None:
        for verdict, title in rules.VERDICT_TITLES.items():
            click.echo(f"{title}:")
            for one in rules.load_rules().values():
                if one.verdict == verdict:
                    click.echo(f"  {one.code}  {one.name:<26}{one.title}")
    else:
        click.echo(_page(rules.find_rule(rule)))


def _page(rule: Rule) -> str:
    from verifier.rules import VERDICT_TITLES

    lines = [
        f"{rule.code} {rule.name} ({VERDICT_TITLES[rule.verdict].lower()})",
        rule.title,
        "",
        *textwrap.wrap(rule.meaning, _WIDTH),
        "",
        *_labelled("known", rule.known),
        *_labelled("before", rule.before),
        *_labelled("after", rule.after),
        "",
        *textwrap.wrap(f"What to do: {rule.action}", _WIDTH),
        "",
        f"More: {rule.anchor}",
    ]
    return "\n".join(lines)


def _labelled(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=f"  {label:<{_INDENT - 2}}", subsequent_indent=" " * _INDENT
    )
