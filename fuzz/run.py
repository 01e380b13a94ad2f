"""Runs harnesses for some seconds each: `python -m fuzz.run [NAME…] [--seconds N] [--corpus DIR]`.

Each runs in a process of its own under atheris (the `fuzz` extra). What it learns is kept in the corpus,
by default in the user's cache and never in the clone; the seeds beside the harnesses are read and not
changed. For each harness one line says how often it was executed and what was found. Exit code 0 nothing
found, 1 something found, 2 atheris is missing or a name is unknown.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from fuzz.harnesses import HARNESSES, harness

SEEDS = Path(__file__).parent / "seeds"
LONGEST = 8_192  # bytes of one input
_DONE = re.compile(r"^#(\d+)\s", re.MULTILINE)
_FIND = re.compile(r"Test unit written to (\S+)")


def cache() -> Path:
    """Where corpora are kept if nobody says otherwise."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "verifier-fuzz"


def run(name: str, seconds: int, corpus: Path) -> tuple[int, list[str]]:
    """Run one harness; how many executions it had, and the files of what was found."""
    own, finds = corpus / name, corpus / "finds" / name
    own.mkdir(parents=True, exist_ok=True)
    finds.mkdir(parents=True, exist_ok=True)
    flags = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=20", f"-artifact_prefix={finds}/"]
    command = [sys.executable, "-m", "fuzz.run", "--child", name, *flags, str(own), str(SEEDS / name)]
    done = subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        cwd=Path(__file__).parent.parent,
        check=False,
    )
    counts = [int(number) for number in _DONE.findall(done.stderr)]
    found = _FIND.findall(done.stderr)
    if done.returncode and not found:
        raise RuntimeError(f"{name} did not run:\n{done.stderr[-2000:]}")
    for path in found:
        (Path(path).with_suffix(".log")).write_text(done.stderr[-20_000:], encoding="utf-8")
    return max(counts, default=0), found


def child(name: str, flags: list[str]) -> None:
    """Fuzz in this process, until the time is over. Does not return."""
    import atheris

    with atheris.instrument_imports(include=["verifier"]):
        fuzz = harness(name)
    atheris.Setup([sys.argv[0], *flags], fuzz)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Run what the command line names."""
    if arguments[:1] == ["--child"]:
        child(arguments[1], arguments[2:])
    parser = argparse.ArgumentParser(description="Run the fuzzing harnesses.", prog="python -m fuzz.run")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"all without one: {', '.join(HARNESSES)}")
    parser.add_argument("--seconds", type=int, default=60, help="for each harness (default: 60)")
    parser.add_argument("--corpus", type=Path, default=cache(), help="folder to keep what was learnt")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in HARNESSES]
    if unknown:
        parser.error(f"no harness is called {unknown[0]!r}; expected one of {', '.join(HARNESSES)}")
    try:
        import atheris  # noqa: F401 - each child needs it; say so once
    except ImportError:
        print("atheris is not installed: pip install 'claims-verifier[fuzz]'", file=sys.stderr)
        return 2
    any_found = False
    for name in given.names or HARNESSES:
        executions, found = run(name, given.seconds, given.corpus.absolute())
        print(f"{name:14} {executions:>10,} executions  {len(found)} found", flush=True)
        for path in found:
            print(f"    {path}", flush=True)
        any_found = any_found or bool(found)
    return int(any_found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
