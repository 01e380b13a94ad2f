"""Make docs/report.png again, the picture in the README: `python -m tests.picture` (Chromium).

The page is what `verifier check … -o html:…` writes for the example, and nothing in it is arranged.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "report.png"
WIDTH, HEIGHT = 1200, 830  # pixels
MOST_BYTES = 300_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def main() -> None:
    """Check the example, and photograph the page."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("Chromium is needed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        example = [
            "examples/harbour/draft.md",
            "--against",
            "examples/harbour/article.txt",
            "--judge",
            "rules",
        ]
        command = [sys.executable, "-m", "verifier", "check", *example, "-o", f"html:{page}", "--exit-zero"]
        subprocess.run(command, cwd=ROOT, check=True)
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
        ]
        size = f"--window-size={WIDTH},{HEIGHT}"
        picture = Path(folder) / "report.png"
        shot = [f"--screenshot={picture}", f"--user-data-dir={folder}/profile", page.as_uri()]
        subprocess.run([browser, *flags, size, *shot], check=True, capture_output=True)
        data = picture.read_bytes()
    if len(data) > MOST_BYTES:
        sys.exit(f"{len(data):,} bytes; expected at most {MOST_BYTES:,}")
    PICTURE.write_bytes(data)


if __name__ == "__main__":
    main()
