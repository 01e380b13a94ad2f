"""The command line: parse, call, exit. The only room that prints, exits or reads the environment.

Commands are imported when they are called, so that `verifier --help` stays quick.
"""

from __future__ import annotations

from verifier.cli.group import cli
from verifier.cli.streams import use_utf8

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command line of this process and exit."""
    use_utf8()
    cli.main(prog_name="verifier")
