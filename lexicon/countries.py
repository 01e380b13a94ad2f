"""Builds verifier/data/countries.tsv: names, demonyms and capitals, from the npm package `world-countries`
(ODbL).

    npm pack world-countries && tar xzf world-countries-*.tgz
    python lexicon/countries.py package/countries.json verifier/data/countries.tsv

One line a country: code TAB names TAB demonyms TAB capitals, each list separated by "|".
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

# Everyday short names and adjectives that the data set lacks.
MORE_NAMES = {
    "US": ["US", "U.S.", "USA", "U.S.A.", "America", "United States"],
    "GB": ["UK", "U.K.", "Britain", "Great Britain"],
    "AE": ["UAE"],
    "CD": ["DRC", "Congo-Kinshasa"],
    "KR": ["South Korea"],
    "KP": ["North Korea"],
    "CZ": ["Czech Republic"],
    "NL": ["Holland"],
    "RU": ["Russia"],
    "CN": ["PRC"],
}
MORE_DEMONYMS = {
    "GB": ["British", "Briton", "Britons"],
    "NL": ["Dutch"],
    "DK": ["Danish"],
    "SE": ["Swedish"],
    "FI": ["Finnish"],
    "ES": ["Spanish"],
    "PL": ["Polish"],
    "TR": ["Turkish"],
    "NZ": ["New Zealander", "Kiwi"],
    "FR": ["French"],
    "IE": ["Irish"],
    "CH": ["Swiss"],
    "AR": ["Argentine", "Argentinian"],
    "AF": ["Afghan"],
    "TH": ["Thai"],
    "IS": ["Icelandic"],
    "PH": ["Philippine", "Filipino"],
    "IQ": ["Iraqi"],
    "IL": ["Israeli"],
    "KZ": ["Kazakh"],
    "HR": ["Croatian"],
    "RS": ["Serbian"],
}
PLAIN = re.compile(r"[A-Z][A-Za-zÀ-ɏ.'\- ]+\Z")


def rows(countries: list[dict[str, Any]]) -> list[str]:
    """One tab-separated row a country, in code order."""
    found = []
    for country in sorted(countries, key=lambda item: str(item["cca2"])):
        code = str(country["cca2"])
        name = country["name"]
        names = [name["common"], name["official"], *MORE_NAMES.get(code, [])]
        english = country.get("demonyms", {}).get("eng", {})
        demonyms = [*(english.get(key, "") for key in ("m", "f")), *MORE_DEMONYMS.get(code, [])]
        capitals = [capital for capital in country.get("capital", []) if capital != name["common"]]
        cells = (names, demonyms, capitals)
        found.append(
            "\t".join(
                [
                    code.lower(),
                    *("|".join(dict.fromkeys(w for w in cell if PLAIN.match(w))) for cell in cells),
                ]
            )
        )
    return found


if __name__ == "__main__":
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    head = "# code, names, demonyms, capitals; from world-countries (ODbL 1.0), see NOTICE"
    Path(sys.argv[2]).write_text("\n".join([head, *rows(data)]) + "\n", encoding="utf-8")
