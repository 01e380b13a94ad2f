"""Proposals as YAML: a new claims file, or records added to one and nothing else touched."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from verifier.errors import ClaimsError
from verifier.extraction.proposals import Extraction, Passage, Proposal
from verifier.extraction.understood import understood
from verifier.knowledge.folding import fold
from verifier.knowledge.quotes import SHORT_QUOTE, Match, QuotedText
from verifier.knowledge.reanchoring import beside, distinguishing
from verifier.knowledge.yaml_loader import Mapping, Tree, Value, parse
from verifier.model import ClaimValue, Entity, Span

PER_FILE = 5_000  # claims; a file may hold 5 MB
_ID_WORDS = 7
_TOO_MANY = 500  # places of a quote
_WIDER = 300  # code points
_FEW = 8  # places of a quote that are compared one by one
_REACHES = (48, 160, 480)  # code points beside one of many places
_LONGEST_COMMENT = 400
_ESCAPED = re.compile("[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_MARKS = re.compile("#{2,}")
_COMMAND = re.compile(r"##(?=[a-z]{0,12}\[)")  # build logs obey "##[…]" and "##vso[…]"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._\-]*")
_RESERVED = frozenset("null true false yes no on off y n ~".split())


def in_parts(extraction: Extraction) -> list[Extraction]:
    """The extraction in parts of which each fits into one file; the first has the entities."""
    starts = range(0, max(1, len(extraction.proposals)), PER_FILE)
    return [
        replace(
            extraction,
            proposals=extraction.proposals[start : start + PER_FILE],
            entities=() if start else extraction.entities,
        )
        for start in starts
    ]


class Writer:
    """Writes the proposals of one source."""

    def __init__(self, source: str, text: str, taken: Collection[str]) -> None:
        self._source = source
        self._text = QuotedText(text)
        self._taken = set(taken)

    def new_file(self, extraction: Extraction, title: str) -> str:
        """A claims file with all proposals."""
        lines = [
            f"# Proposed from: {_comment(title)}",
            "# `check` uses a claim once a person has made it active: `verifier claims review`, or by hand.",
            "format: 1",
            f"defaults: {{source: {_scalar(self._source)}}}",
        ]
        if extraction.entities:
            lines += ["", "entities:"]
            lines += self.entities(extraction.entities, extraction.roles)
        lines += ["", "claims:"]
        lines += self.claims(extraction.proposals, indent=2)
        if not extraction.proposals:
            lines[-1] = "claims: []"
        made = "\n".join(lines).rstrip("\n") + "\n"
        parse(made.encode("utf-8", "surrogatepass"), "the new file")
        return made

    def added(self, existing: str, path: str, extraction: Extraction) -> str:
        """`existing`, a claims file, with more proposals and entities behind those it has.

        Every byte of what was there stays. Raises ClaimsError when the file is no YAML, or has its claims in
        brackets.
        """
        tree = parse(existing.encode("utf-8", "surrogatepass"), path)
        if not isinstance(tree.root, Mapping):
            raise ClaimsError("expected a mapping that starts with `format: 1`", path=path, line=1)
        defaults = tree.root.get("defaults")
        same = isinstance(defaults, Mapping) and defaults.get("source") == self._source
        known = tree.root.get("entities")
        fresh = [one for one in extraction.entities if not isinstance(known, Mapping) or one.id not in known]
        for key in ("claims", "entities"):
            made = (
                self.claims(extraction.proposals, indent=_indent(tree, "claims"), named=not same)
                if key == "claims"
                else self.entities(fresh, extraction.roles)
            )
            if made:
                existing = _inserted(
                    existing, parse(existing.encode("utf-8", "surrogatepass"), path), key, made
                )
        again = parse(existing.encode("utf-8", "surrogatepass"), path).root
        _same_and_more(tree.root, again, path)
        return existing

    def claims(self, proposals: Iterable[Proposal], *, indent: int, named: bool = False) -> list[str]:
        """The records, with a blank line between two. `named` writes the source into every citation."""
        lines: list[str] = []
        for proposal in proposals:
            if lines:
                lines.append("")
            lines += self._claim(proposal, " " * indent, named=named)
        return lines

    def entities(self, entities: Sequence[Entity], roles: dict[str, tuple[str, ...]]) -> list[str]:
        """One line an entity."""
        lines = []
        for one in entities:
            parts = [f"name: {_scalar(one.name)}"]
            if one.kind:
                parts.append(f"kind: {_scalar(one.kind)}")
            if one.aliases:
                parts.append(f"aliases: [{', '.join(_scalar(alias) for alias in one.aliases)}]")
            role = f"  # {_comment('; '.join(roles[one.id]))}" if roles.get(one.id) else ""
            lines.append(f"  {one.id}: {{{', '.join(parts)}}}{role}")
        return lines

    def _claim(self, proposal: Proposal, indent: str, *, named: bool) -> list[str]:
        lines = [
            f"{indent}# line {proposal.passages[0].line}"
            + "".join(f": {_comment(line)}" for line in understood(proposal)[:1])
        ]
        lines += [f"{indent}# {_comment(line)}" for line in understood(proposal)[1:]]
        lines.append(f"{indent}- id: {self._id(proposal)}")
        lines.append(f"{indent}  statement: {_scalar(proposal.statement, quote=True)}")
        lines.append(f"{indent}  citations:")
        for passage in map(self._wide_enough, proposal.passages):
            first = f"source: {_scalar(self._source)}" if named else ""
            quote = f"quote: {_scalar(_SPACE.sub(' ', passage.quote), quote=True)}"
            parts = [part for part in (first, quote, *self._around(passage)) if part]
            lines.append(f"{indent}    - {parts[0]}")
            lines += [f"{indent}      {part}" for part in parts[1:]]
        if proposal.value is not None:
            lines.append(f"{indent}  value: {_value(proposal.value)}")
        lines.append(f"{indent}  status: proposed")
        return lines

    def _wide_enough(self, passage: Passage) -> Passage:
        """Words that stand more often than the loader looks for them are quoted with those before them."""
        text, span = self._text.text, passage.span
        if self._text.locate(passage.quote, None, None).count < _TOO_MANY:
            return passage
        start = max(text.rfind("\n", 0, span.start) + 1, span.start - _WIDER)
        return Passage(text[start : span.end], Span(start, span.end), passage.line)

    def _around(self, passage: Passage) -> list[str]:
        """A prefix and a suffix, where the quote alone is short or stands more than once."""
        located = self._text.locate(passage.quote, None, None)
        if (
            located.match in (Match.EXACT, Match.FOLDED)
            and len(_SPACE.sub(" ", passage.quote)) >= SHORT_QUOTE
        ):
            return []
        if located.count > _FEW:
            prefix, suffix = self._beside_one_of_many(passage)
        else:
            prefix, suffix = distinguishing(self._text, passage.span)
        if prefix is None and suffix is None:
            prefix, suffix = beside(self._text, passage.span)
        pairs = (("prefix", prefix), ("suffix", suffix))
        return [f"{key}: {_scalar(words, quote=True)}" for key, words in pairs if words]

    def _beside_one_of_many(self, passage: Passage) -> tuple[str | None, str | None]:
        """As `distinguishing`, by counting: a quote that stands a thousand times is looked up only thrice."""
        text, quote = self._text.folded.text, fold(passage.quote).strip()

        def times(prefix: str, suffix: str) -> int:
            before = [f"{prefix} ", prefix] if prefix else [""]
            after = [f" {suffix}", suffix] if suffix else [""]
            return sum(text.count(f"{one}{quote}{other}") for one in before for other in after)

        for reach in _REACHES:
            prefix, suffix = beside(self._text, passage.span, reach)
            for one, other in ((prefix, None), (None, suffix), (prefix, suffix)):
                if (one or other) and times(one or "", other or "") == 1:
                    return one, other
        return distinguishing(self._text, passage.span)

    def _id(self, proposal: Proposal) -> str:
        """An id of the words that carry the statement, such as "china-controls-over-ninety-percent"."""
        words: list[str] = []
        for term in proposal.analysis.terms:
            if term.light and term.kind == "word":
                continue
            words += re.findall(r"[a-z0-9]+", term.text.lower().replace("'s", "").replace("’s", ""))
        name = "-".join(words[:_ID_WORDS])[:80].strip("-") or "claim"
        number, made = 1, name
        while made in self._taken:
            number += 1
            made = f"{name}-{number}"
        self._taken.add(made)
        return made


def _value(value: ClaimValue) -> str:
    parts = [f'edtf: "{value.edtf}"'] if value.edtf else []
    if value.inferred:
        parts.append(f"inferred: [{', '.join(sorted(value.inferred))}]")
    return f"{{{', '.join(parts)}}}"


def _scalar(text: str, *, quote: bool = False) -> str:
    """Text as a YAML scalar that reads back as itself; always in double quotes on `quote`."""
    if not quote and _PLAIN.fullmatch(text) and text.lower() not in _RESERVED and not text.endswith(" "):
        return text
    written = _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
    return _COMMAND.sub(r"#\\u0023", written)  # this may be printed where a build log is read


def _comment(text: str) -> str:
    """Text that stays on its line behind "#"."""
    text = _MARKS.sub("#", _ESCAPED.sub("", _SPACE.sub(" ", text)))
    text = "".join(sign for sign in text if sign.isprintable())
    return text if len(text) <= _LONGEST_COMMENT else text[: _LONGEST_COMMENT - 1] + "…"


def _indent(tree: Tree, key: str) -> int:
    """The column of the dashes of a list; two where it has none."""
    listed = tree.root.get(key)
    if not isinstance(listed, list) or not listed:
        return 2
    row, _ = tree.position((key, 0))
    line = tree.text.split("\n")[row - 1]
    return len(line) - len(line.lstrip(" "))


def _inserted(text: str, tree: Tree, key: str, made: Sequence[str]) -> str:
    """`text` with lines behind the last value of a key; the key is put at the end where there is none."""
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    gap = [""] if key == "claims" else []
    value = tree.root.get(key)
    if not value:
        if key in tree.root:  # "claims:" or "claims: []"
            row = tree.position((key,), key=True)[0] - 1
            if lines[row].split("#")[0].strip() not in (
                f"{key}:",
                f"{key}: []",
                f"{key}: {{}}",
                f"{key}: null",
            ):
                raise ClaimsError(
                    f"`{key}` is written in a way that cannot be added to", path=tree.path, line=row + 1
                )
            lines[row : row + 1] = [f"{key}:", *made]
            return ending.join(lines) + ending
        if key == "entities" and "claims" in tree.root:
            row = tree.position(("claims",), key=True)[0] - 1
            lines[row:row] = [f"{key}:", *made, ""]
        else:
            lines += ["", f"{key}:", *made]
        return ending.join(lines) + ending
    row = tree.position((key,), key=True)[0] - 1
    if lines[row].split("#")[0].strip() != f"{key}:":
        raise ClaimsError(
            f"`{key}` stands in brackets; write it one a line, so that more can be added",
            path=tree.path,
            line=row + 1,
        )
    following = [tree.position((name,), key=True)[0] - 1 for name in tree.root]
    end = min((other for other in following if other > row), default=len(lines))
    while end > row + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    lines[end:end] = [*gap, *made]
    return ending.join(lines) + ending


def _same_and_more(before: Value, after: Value, path: str) -> None:
    """Raises ClaimsError unless all that was there is there still, and first."""
    for key, value in before.items():
        now = after.get(key)
        if isinstance(value, list):
            kept = isinstance(now, list) and now[: len(value)] == value
        elif isinstance(value, Mapping) and key == "entities":
            kept = isinstance(now, Mapping) and all(now.get(name) == one for name, one in value.items())
        else:
            kept = now == value or (not value and key in ("claims", "entities"))
        if not kept:
            raise ClaimsError(
                f"`{key}` cannot be added to without changing it; nothing was written", path=path
            )
