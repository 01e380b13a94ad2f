"""The options of every command that checks drafts, and the settings that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from verifier.cli.caching import no_cache_option
from verifier.cli.settling import Sources, settling_options
from verifier.frozen import frozen

if TYPE_CHECKING:
    from verifier.cli.basis import Basis
    from verifier.cli.inputs import Inputs

F = TypeVar("F", bound=Callable[..., Any])


@frozen
class RunOptions:
    """What the caller chose; None where the configuration decides."""

    claims: str | None
    against: tuple[str, ...]
    trusted_ref: str | None
    show: str | None
    fail_on: str | None
    max_unverified: str | None
    include_proposed: bool | None
    require_match: bool | None
    exit_zero: bool
    as_of: str | None
    judge: str | None
    model: str | None
    config: str | None
    isolated: bool
    quiet: bool
    sources: Sources  # of what settles findings

    @contextmanager
    def basis(self) -> Iterator[Basis]:
        """What the run goes by: the working tree, or for as long as the run takes the commit that is trusted.

        Raises UsageError, ConfigError and ClaimsError for what cannot be used.
        """
        from verifier.cli.basis import Basis

        inputs = self._inputs()
        if self.trusted_ref is None:
            yield Basis(inputs.settings(), self.against, self.sources)
            return
        from verifier.cli.trusted_ref import trusted_run

        with trusted_run(self.trusted_ref, inputs) as commit:
            yield Basis(commit.loaded, self.against, self.sources, commit)

    def _inputs(self) -> Inputs:
        from verifier.cli.inputs import Inputs
        from verifier.errors import UsageError

        if self.config and self.isolated:
            raise UsageError("--config and --isolated exclude each other")
        overrides: dict[str, object] = {
            "claims": Path(self.claims) if self.claims else None,
            "show": self.show,
            "fail_on": self.fail_on,
            "max_unverified": self.max_unverified,
            "include_proposed": self.include_proposed,
            "require_match": self.require_match,
            "as_of": self.as_of,
            "judge": self.judge,
            "model": Path(self.model) if self.model else None,
            **self.sources.overrides,
        }
        config = Path(self.config) if self.config else None
        return Inputs(config, self.isolated, overrides, self.against)


DATABASE = (
    click.option("--claims", metavar="PATH", help="The claims database: its folder, or one claims file."),
    click.option(
        "--against",
        multiple=True,
        metavar="FILE",
        help="A text you trust, in place of the configured claims. Repeatable.",
    ),
)
_BASIS = (
    *DATABASE,
    click.option(
        "--trusted-ref",
        metavar="REF",
        help="Take claims, sources and settings from this commit, and only the drafts from here.",
    ),
)
_CHOICES = (
    click.option(
        "--show",
        metavar="VERDICTS",
        help="What to list: consistent,contradictory,unverified,not-checkable or all.",
    ),
    click.option("--fail-on", metavar="VERDICT", help="contradictory (default), unverified, or never."),
    click.option(
        "--max-unverified",
        metavar="N|P%",
        help="Fail when more statements, or a larger share, are unverified.",
    ),
    click.option(
        "--include-proposed",
        is_flag=True,
        default=None,
        help="Use claims too that are only proposed as yet.",
    ),
    click.option(
        "--require-match", is_flag=True, default=None, help="Exit 2 when no statement met any claim."
    ),
    click.option(
        "--exit-zero", is_flag=True, help="Exit 0 although there are findings; failures still exit 2."
    ),
)
_JUDGING = (
    click.option("--as-of", metavar="DATE", help="The day the drafts speak from, as YYYY-MM-DD."),
    click.option(
        "--judge",
        metavar="NAME",
        help="Who judges: rules, model, or both (the default where the package brings a model).",
    ),
    click.option(
        "--model",
        metavar="DIR",
        help="An entailment model of your own: a folder with an ONNX pair classifier.",
    ),
    click.option("--config", metavar="FILE", help="Read this configuration file and look for no other."),
    no_cache_option,
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option("-q", "--quiet", is_flag=True, help="No notices on standard error, only errors."),
)


def run_options(command: F) -> F:
    """All these options; the command gets them as one `options`."""
    taken = RunOptions.__dataclass_fields__

    @wraps(command)
    def gathered(*values: Any, **given: Any) -> Any:
        options = RunOptions(**{name: given.pop(name) for name in taken})
        return command(*values, options=options, **given)

    made: Any = settling_options(gathered)
    for option in reversed((*_BASIS, *_CHOICES, *_JUDGING)):
        made = option(made)
    return made  # type: ignore[no-any-return]
