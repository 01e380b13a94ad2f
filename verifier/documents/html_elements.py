"""The elements of HTML by what they mean for prose."""

from __future__ import annotations

from verifier.model import BlockKind


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What these hold is not shown, is not prose, or was taken back by the author.
SKIPPED = _names(
    "script style template nav textarea button select option datalist svg math canvas iframe object "
    "audio video noscript pre del s strike applet embed noembed noframes"
)
CODE = ("code", "kbd", "samp")  # text only where it is words
HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "td": BlockKind.TABLE_CELL,
    "th": BlockKind.TABLE_CELL,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "blockquote": BlockKind.QUOTE,
    "title": BlockKind.HEADING,
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
}
# Begin and end a block of prose.
BLOCKS = _names(
    "html head body address article aside center details dialog div dl fieldset figure footer form "
    "header hgroup hr legend main menu ol p pre section summary table tbody tfoot thead tr ul search"
) | frozenset(KINDS)
VOID = _names("area base br col embed hr img input link meta param source track wbr")
ENDS_PARAGRAPH = BLOCKS - {"html", "head", "body"}
IMPLIED_END: dict[
    str, tuple[frozenset[str], frozenset[str]]
] = {  # closes an open one of these, but not past those
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table", "tbody", "thead", "tfoot"})),
    "body": (frozenset({"head"}), frozenset()),
}
HEAD_ONLY = _names("base link meta noscript script style template title head html")
