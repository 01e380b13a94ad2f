"""`verifier claims fmt`: put claims files into their canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.cli.caching import cache_folder
from verifier.cli.database import claims_option, database_path, replace_text, say
from verifier.cli.progress import counting
from verifier.cli.streams import notice
from verifier.errors import ExitCode


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE…]")
@claims_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file would change.")
@click.pass_context
def fmt(ctx: click.Context, files: tuple[str, ...], path: str | None, check: bool) -> None:
    """Put claims files into their canonical form: the order of keys, and blank lines. Comments stay."""
    from verifier.config import load_settings
    from verifier.errors import ClaimsError
    from verifier.knowledge.canonical_forms import CanonicalForms
    from verifier.knowledge.fmt import format_claims
    from verifier.knowledge.reading import Layout

    chosen = [Path(file) for file in files] or list(Layout.of(database_path(path)).files())
    canonical = CanonicalForms(cache_folder(load_settings().settings))
    changed = 0
    with counting("Formatting claims files") as progress:
        for number, file in enumerate(chosen, start=1):
            if progress is not None:
                progress(number, len(chosen))
            try:
                data = file.read_bytes()
                before = data.decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise ClaimsError(
                    f"cannot be read as UTF-8 text: {type(error).__name__}", path=str(file)
                ) from None
            if data in canonical:
                continue
            after = format_claims(before, file.as_posix())
            if after == before:
                canonical.add(data)
                continue
            changed += 1
            say(f"{'would change' if check else 'changed'} {file.as_posix()}")
            if not check:
                replace_text(file, after)
                canonical.add(after.encode("utf-8"))
    canonical.save()
    notice(f"{changed} of {len(chosen)} files {'would change' if check else 'changed'}.")
    ctx.exit(ExitCode.FINDINGS if check and changed else ExitCode.CLEAN)
