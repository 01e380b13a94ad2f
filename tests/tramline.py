"""A claims database on a tram line, with a claim in every stage of its life."""

from __future__ import annotations

import hashlib
from pathlib import Path

TEXT = """\
The tram line in Orrin opened on 3 May 1904. It carries 9,000 people a day, said the director, Ada Brandt.
The depot in Orrin has 14 tracks. The line is 23 kilometres long.
The town of Orrin plans a second depot in Kelsund. A ticket for the tram in Orrin costs 3 crowns.

Correction: An earlier report said that the depot was built for 2 million crowns. The cost is not known.
"""

CLAIMS = """\
# The tram in Orrin, kept by the line office.
format: 1
defaults: {source: annals}

claims:
  - id: opened
    statement: The tram line in Orrin opened on 3 May 1904.
    citations:
      - quote: "The tram line in Orrin opened on 3 May 1904."
    owner: line office

  - id: riders
    statement: The tram line in Orrin carries 9,000 people
      a day.   # said by the director
    citations:
      - quote: "It carries 9,000 people a day"
    # waits since spring
    status: proposed

  - id: tracks
    statement: The depot in Orrin has 14 tracks.
    citations: [{quote: "The depot in Orrin has 14 tracks."}]
    status: proposed  # from the second walk

  - id: fare
    statement: A ticket for the tram in Orrin costs 3 crowns.
    citations:
      - quote: "A ticket for the tram in Orrin costs 3 crowns."
    expires: "2026-06-30"
    owner: ticket desk

  - id: fare-before
    statement: A ticket for the tram in Orrin costs 2 crowns.
    citations:
      - quote: "A ticket for the tram in Orrin costs 3 crowns."
    status: superseded
    superseded_by: fare

  - id: depot-cost
    statement: The depot in Orrin was built for 2 million crowns.
    citations:
      - quote: "the depot was built for 2 million crowns"
    status: retracted
    reason: The bill was never found.
    retraction: {on: "2026-02-01", citations: [{quote: "Correction: An earlier report said that"}]}

  - id: extension
    statement: The town of Orrin plans a second depot in Kelsund.
    citations:
      - quote: "The town of Orrin plans a second depot in Kelsund."
    recheck_by: "2026-07-10"
    owner: line office
"""


def write_tramline(root: Path, claims: str = CLAIMS, text: str = TEXT) -> Path:
    """The database under `root`, which it returns."""
    folder = root / "sources" / "annals"
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    (folder / "text.txt").write_bytes(data)
    (folder / "source.yaml").write_text(
        "format: 1\nid: annals\ntitle: Annals of the tram\nurl: https://annals.example/tram\n"
        f"text: {{path: text.txt, sha256: {hashlib.sha256(data).hexdigest()}}}\n"
    )
    (root / "claims").mkdir(exist_ok=True)
    (root / "claims" / "tram.yaml").write_text(claims, encoding="utf-8")
    return root
