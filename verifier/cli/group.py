"""The group of all commands, loaded one by one, and the one place that turns failures into exit codes."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

import click

from verifier import __version__
from verifier.cli.streams import complain, forget_stdout, notice
from verifier.errors import ExitCode, UsageError, VerifierError
from verifier.frozen import frozen
from verifier.near_miss import did_you_mean


@frozen
class Lazy:
    """Where a command is, and its line in the list of commands; a test compares it with the command's own."""

    module: str
    name: str
    summary: str


COMMANDS: dict[str, Lazy] = {
    "check": Lazy(
        "verifier.cli.check", "check", "Check drafts against the claims database or trusted texts."
    ),
    "annotate": Lazy("verifier.cli.annotate", "annotate", "Put findings into a Word document as comments."),
    "explain": Lazy("verifier.cli.explain", "explain", "Say what a rule code means and what to do about it."),
    "claims": Lazy("verifier.cli.claims", "claims", "Work with the claims database."),
    "sources": Lazy("verifier.cli.sources", "sources", "Work with the trusted source texts."),
    "baseline": Lazy(
        "verifier.cli.baseline", "baseline", "Keep the findings that were there, so that only new ones count."
    ),
    "report": Lazy("verifier.cli.report", "report", "Show a json report in another format."),
    "config": Lazy("verifier.cli.config", "config", "Show the settings and where each one comes from."),
    "demo": Lazy("verifier.cli.demo", "demo", "Check a bundled draft, to see what a report looks like."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called: listing its commands costs nothing."""

    def __init__(self, *args: Any, table: Mapping[str, Lazy], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a newcomer needs them."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        if cmd_name not in self.table:
            return None
        lazy = self.table[cmd_name]
        command: click.Command = getattr(importlib.import_module(lazy.module), lazy.name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with our hint for a mistyped command."""
        if args and args[0] not in self.table and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.table) or f" `{ctx.command_path} --help` lists the commands."
            raise UsageError(f"no such command: {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table and without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.summary) for name, lazy in self.table.items()])


class CommandLine(LazyGroup):
    """The group of all commands, which exits with the codes of `ExitCode`."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader of its output that has gone away, such as `head`, is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            forget_stdout()
            return ExitCode.CLEAN

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and exit: 0 clean, 1 findings, 2 could not check, 130 interrupted."""
        arguments = sys.argv[1:] if args is None else list(args)
        sys.exit(int(self._run(arguments, prog_name, complete_var, windows_expand_args, extra)))

    def _run(
        self,
        arguments: list[str],
        prog_name: str | None,
        complete_var: str | None,
        windows_expand_args: bool,
        extra: dict[str, Any],
    ) -> int:
        try:
            result = super().main(
                arguments, prog_name, complete_var, False, windows_expand_args=windows_expand_args, **extra
            )
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
        except click.ClickException as error:
            usage = error.ctx.get_usage() if isinstance(error, click.UsageError) and error.ctx else None
            if usage:
                click.echo(usage, err=True)
            complain(error.format_message())
        except VerifierError as error:
            complain(str(error))
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrupted.", err=True)
            return ExitCode.INTERRUPTED
        except Exception as error:
            return _our_fault(error, debug="--debug" in arguments)
        else:
            return result if isinstance(result, int) else ExitCode.CLEAN
        return ExitCode.COULD_NOT_CHECK


def _our_fault(error: Exception, *, debug: bool) -> ExitCode:
    complain(
        f"this is a bug in verifier: {type(error).__name__}: {error}\n"
        "Nothing can be said about the drafts. Please report it with the text that causes it; "
        "`verifier --debug …` shows where it happened."
    )
    if debug:
        notice("".join(traceback.format_exception(error)))
    return ExitCode.COULD_NOT_CHECK


@click.group(
    cls=CommandLine,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Everything runs on this machine: nothing is sent anywhere. Exit codes: 0 nothing at or above "
    "--fail-on, 1 findings, 2 could not check.",
)
@click.version_option(__version__, prog_name="verifier", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error happened.")
def cli(debug: bool) -> None:
    """Check the facts in a text against claims that you trust.

    Each statement is consistent, contradictory or unverified, with the evidence beside it.

    \b
    Start with:  verifier demo
                 verifier check draft.md --against article.txt
    """
