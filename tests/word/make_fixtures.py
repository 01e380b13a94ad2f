"""Makes `harbour.docx` from `harbour.fodt` with LibreOffice: `python -m tests.word.make_fixtures`.

The file is as LibreOffice writes it, but for the times in the ZIP, which are taken out. Another version of
LibreOffice writes other XML: read what the tests say, then commit both.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE / "harbour.fodt"
MADE = HERE / "harbour.docx"


def convert(files: list[Path], kind: str, folder: Path, program: str = "soffice") -> list[Path]:
    """The files as LibreOffice turns them into another kind, in `folder`. Uses a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = [
        program,
        "--headless",
        profile,
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{file.stem}.{kind}" for file in files]


def without_times(data: bytes) -> bytes:
    """The same ZIP file with one and the same time for every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, source.read(name))
    return out.getvalue()


def main() -> None:
    """Write the fixture."""
    with tempfile.TemporaryDirectory() as folder:
        (made,) = convert([SOURCE], "docx", Path(folder))
        MADE.write_bytes(without_times(made.read_bytes()))
    sys.stdout.write(f"{MADE}\n")


if __name__ == "__main__":
    main()
