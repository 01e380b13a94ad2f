"""Word documents for tests, written part by part, so that a test sees the very XML that it is about."""

from __future__ import annotations

import io
import zipfile
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPE = f"{_TYPE}.document.main+xml"
_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="House head"/>
<w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Geheim"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="RingA"><w:name w:val="Ring A"/><w:basedOn w:val="RingB"/></w:style>
<w:style w:type="paragraph" w:styleId="RingB"><w:name w:val="Ring B"/><w:basedOn w:val="RingA"/></w:style>
"""


def run(text: str, look: str = "") -> str:
    """A run of plain text."""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*contents: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of bare text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(one if one.startswith("<") else run(one) for one in contents)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def inserted(*contents: str) -> str:
    """Runs that tracked changes put in."""
    return f'<w:ins w:id="1" w:author="Ada">{"".join(contents)}</w:ins>'


def deleted(text: str) -> str:
    """A run that tracked changes took out."""
    text = f'<w:delText xml:space="preserve">{escape(text)}</w:delText>'
    return f'<w:del w:id="1" w:author="Ada"><w:r>{text}</w:r></w:del>'


def end_of_paragraph(change: str) -> str:
    """Properties that say that the end of a paragraph is inserted (`ins`) or deleted (`del`)."""
    return f'<w:rPr><w:{change} w:id="1" w:author="Ada"/></w:rPr>'


def field(code: str, result: str) -> str:
    """A field in its long form."""
    kinds = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin, separate, end = kinds
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{result}{end}"


def note(kind: str, number: int) -> str:
    """A reference to a footnote or an endnote."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells with paragraphs in them."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def parts_of(body: str, namespace: str = W, **more: str) -> dict[str, bytes]:
    """The parts of a document; `more` are comments, footnotes and endnotes."""
    spaces = f'xmlns:w="{namespace}" xmlns:mc="{MC}" xmlns:m="{MATH}" xmlns:v="urn:schemas-microsoft-com:vml"'
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{_KIND}/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(("styles", *more), 1)
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>'
        for name in ("styles", *more)
    )
    opc = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{opc}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{opc}/relationships"><Relationship Id="rId1" '
        f'Type="{_KIND}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{opc}/relationships">{relations}'
        "</Relationships>",
        "word/styles.xml": f"<w:styles {spaces}>{_STYLES}</w:styles>",
    }
    parts |= {f"word/{name}.xml": f"<w:{name} {spaces}>{inside}</w:{name}>" for name, inside in more.items()}
    return {name: text.encode("utf-8") for name, text in parts.items()}


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def word(body: str, namespace: str = W, **more: str) -> bytes:
    """A whole document."""
    return packed(parts_of(body, namespace, **more))


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}
