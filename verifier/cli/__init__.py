"""The command line: parse, call, exit. The only room that prints, exits or reads the environment.

Commands are imported when they are called, so that `verifier --help` stays quick.
"""

from __future__ import annotations

import gc
import os

from verifier.cli.group import cli
from verifier.cli.streams import use_utf8

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command line of this process and exit."""
    # Nearly all that a run makes it keeps to its end: looking for cycles in it costs a fifth of the time.
    gc.set_threshold(1_000_000, 50, 50)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # finding them reads every installed package
    use_utf8()
    try:
        cli.main(prog_name="verifier")
    finally:
        gc.freeze()  # the process ends: nothing is left to collect
