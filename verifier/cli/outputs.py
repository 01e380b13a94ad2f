"""Where reports go: `-o FORMAT[:PATH]`, several in one run."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from verifier.errors import UsageError
from verifier.frozen import frozen
from verifier.near_miss import did_you_mean
from verifier.render import LINE_FORMATS, RENDERERS

STDOUT = "-"


@frozen
class Output:
    """One format, and the file it goes to; None is standard output."""

    format: str
    path: Path | None


def parse_outputs(written: Iterable[str]) -> tuple[Output, ...]:
    """Read `-o` values; none at all means text on standard output. Raises UsageError for what cannot work."""
    outputs: list[Output] = []
    for value in written:
        name, _, path = value.partition(":")
        if name not in RENDERERS:
            raise UsageError(
                f"-o {value}: unknown format {name!r}.{did_you_mean(name, RENDERERS)} "
                f"Known formats: {', '.join(RENDERERS)}."
            )
        if value.endswith(":"):
            raise UsageError(f"-o {value}: expected a path after the colon, such as -o {name}:report.{name}")
        outputs.append(Output(name, Path(path) if path and path != STDOUT else None))
    _refuse_mixtures(outputs)
    return tuple(outputs) or (Output("text", None),)


def _refuse_mixtures(outputs: list[Output]) -> None:
    printed = [output.format for output in outputs if output.path is None]
    if len(printed) > 1 and not LINE_FORMATS.issuperset(printed):
        raise UsageError(
            f"{' and '.join(printed)} cannot share standard output; give one of them a file, "
            f"such as -o {printed[-1]}:report.{printed[-1]}"
        )
    files = [output.path for output in outputs if output.path is not None]
    for path in files:
        if files.count(path) > 1:
            raise UsageError(f"two formats go to {path}; give each its own file")


def write_file(path: Path, text: str) -> None:
    """Write the whole file or leave the old one as it was. Raises UsageError when it cannot be written."""
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, data: bytes) -> None:
    """As `write_file`, for what is no text."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        _replace(target, data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
