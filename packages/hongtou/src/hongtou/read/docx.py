"""Word documents: paragraphs, tables, text boxes, headers and footers, changes as accepted.

Read directly from the parts (ECMA-376, WordprocessingML), because what matters here, text boxes,
tracked changes, automatic numbers and every hidden corner, is what document libraries leave out.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from hongtou.read.archive import Archive, broken
from hongtou.read.lines import Origin, RawLine, Region, Source, assemble
from hongtou.read.numbering import Numbering
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.read.xml import parse_xml
from hongtou.roles import ENOUGH, Role, role_of_style

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED = {W + "del", W + "moveFrom"}
_CHANGES = _REMOVED | {W + "ins", W + "moveTo"}
_BREAKS = {W + "br", W + "cr"}
# Content that runs or calls other programs; printer settings and fonts are harmless binaries.
_ACTIVE = ("activex", "oleobject", "vbaproject", "vbadata")
_TEXT, _RUN = W + "t", W + "r"
_SILENT = {_FALLBACK, W + "instrText", W + "pPr", W + "rPr"}
_PROPERTIES = {
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "lastModifiedBy": "最后修改者",
    "created": "创建时间",
    "modified": "修改时间",
}
_CHANGED = "文件带有修订痕迹，已按接受全部修订后的文字读取。"
_EMBEDDED = "文件内嵌有其他文件，内嵌文件的内容未读取。"


@dataclass(slots=True)
class _Reading:
    """State of one pass over the parts: what numbers have been given out, which table and how many fields are open.

    ``nodes`` numbers the text elements of ``part``; text that a field or a bound content control puts there has no
    origin.
    """

    numbering: Numbering
    roles: Mapping[str, Role] = field(default_factory=dict)
    part: str = ""
    nodes: Mapping[ET.Element, int] = field(default_factory=dict)
    fields: int = 0
    bound: int = 0
    tables: int = 0
    changed: bool = False
    lines: list[RawLine] = field(default_factory=list)


def open_package(data: bytes) -> Archive:
    """The package, refused (active) when a part of it runs or calls programs, (broken) without a body."""
    archive = Archive.open(data)
    for name in archive.names:
        bare = posixpath.basename(name).lower()
        if bare.startswith(_ACTIVE) or "/activex/" in name.lower():
            raise Unreadable(
                Kind.ACTIVE,
                "这个文件带有宏、控件或嵌入对象，不能收进来。请另存为不带宏和对象的.docx或PDF后重新提交。",
            )
    if DOCUMENT not in archive.names:
        raise broken("Word文档")
    return archive


def read_docx(data: bytes) -> Source:
    """The lines of a .docx or .dotx; raises Unreadable (broken, encrypted, bomb, active, no_text)."""
    archive = open_package(data)
    reading = _Reading(_numbering(archive), _roles(archive))
    document = word_xml(archive, DOCUMENT)
    body = document.find(W + "body")
    if body is None:
        raise broken("Word文档")
    for name in _parts(archive, "word/header"):
        _read_part(reading, name, word_xml(archive, name), Region.HEADER)
    _read_part(reading, DOCUMENT, document, Region.BODY, body)
    for name in _parts(archive, "word/footer"):
        _read_part(reading, name, word_xml(archive, name), Region.FOOTER)
    embedded = any(name.startswith("word/embeddings/") for name in archive.names)
    remarks = [_CHANGED] * reading.changed + [_EMBEDDED] * embedded
    source = assemble("docx", reading.lines, metadata=core_properties(archive), remarks=remarks)
    if not any(line.region is Region.BODY for line in source.lines):
        if any(name.startswith("word/media/") for name in archive.names):
            raise Unreadable(Kind.NO_TEXT, "这个Word文档里只有图片，没有可读的文字。请按扫描件登记。")
        raise Unreadable(Kind.BROKEN, "这个Word文档是空的，没有任何文字。请来文单位重新发送。")
    return source


def core_properties(archive: Archive) -> dict[str, str]:
    """The core properties of a package under their Chinese names, empty ones left out."""
    if "docProps/core.xml" not in archive.names:
        return {}
    found = {}
    for element in parse_xml(archive.part("docProps/core.xml")):
        name = element.tag.rpartition("}")[2]
        if name in _PROPERTIES and (element.text or "").strip():
            found[_PROPERTIES[name]] = (element.text or "").strip()
    return found


def _numbering(archive: Archive) -> Numbering:
    if "word/numbering.xml" not in archive.names:
        return Numbering()
    return Numbering.of(word_xml(archive, "word/numbering.xml"))


def _roles(archive: Archive) -> dict[str, Role]:
    """The ids of the styles that say what a paragraph is, in a document that we wrote."""
    if "word/styles.xml" not in archive.names:
        return {}
    found = {}
    for style in word_xml(archive, "word/styles.xml").iter(W + "style"):
        name = style.find(W + "name")
        role = role_of_style(name.get(W + "val", "")) if name is not None else None
        if role is not None:
            found[style.get(W + "styleId", "")] = role
    return found if len(set(found.values())) >= ENOUGH else {}


def word_xml(archive: Archive, name: str) -> ET.Element:
    """The root of a part, its names as in the transitional form; raises Unreadable (broken)."""
    content = archive.part(name)
    # Strict documents differ in nothing that is read here but the name of the namespace.
    return parse_xml(content.replace(_STRICT_W[1:-1].encode(), W[1:-1].encode()))


def _parts(archive: Archive, prefix: str) -> list[str]:
    return sorted(name for name in archive.names if name.startswith(prefix) and name.endswith(".xml"))


def _read_part(
    reading: _Reading, name: str, root: ET.Element, region: Region, top: ET.Element | None = None
) -> None:
    """Append the lines of the part ``name``, or of what stands below its element ``top``."""
    reading.part, reading.fields, reading.bound = name, 0, 0
    reading.nodes = {element: number for number, element in enumerate(root.iter(W + "t"))}
    _read_blocks(reading, root if top is None else top, region, None)


def _read_blocks(
    reading: _Reading, parent: ET.Element, region: Region, cell: tuple[int, int, int] | None
) -> None:
    """Append the lines of the block elements below ``parent`` (w:p, w:tbl, and what wraps them)."""
    for element in parent:
        if element.tag == W + "p":
            _read_paragraph(reading, element, region, cell)
        elif element.tag == W + "tbl":
            _read_table(reading, element, region, cell)
        elif element.tag not in _REMOVED and element.tag != _FALLBACK:
            bound = _is_bound(element)
            reading.bound += bound
            _read_blocks(reading, element, region, cell)
            reading.bound -= bound


def _read_table(
    reading: _Reading, table: ET.Element, region: Region, outer: tuple[int, int, int] | None
) -> None:
    if outer is None:
        reading.tables += 1
    begun, rows, columns = len(reading.lines), 0, 0
    for row in _nearest(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            reading.changed = True
            continue
        cells = list(_nearest(row, W + "tc"))
        for column, cell in enumerate(cells):
            _read_blocks(reading, cell, region, outer or (reading.tables, rows, column))
        rows, columns = rows + 1, max(columns, len(cells))
    if outer is None:
        reading.lines[begun:] = [replace(line, grid=(rows, columns)) for line in reading.lines[begun:]]


def _nearest(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    """The topmost descendants with ``tag``: content controls and insertions may wrap them."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag != _FALLBACK:
            yield from _nearest(element, tag)


def _read_paragraph(
    reading: _Reading, paragraph: ET.Element, region: Region, cell: tuple[int, int, int] | None
) -> None:
    boxes: list[ET.Element] = []
    pieces = list(_inline(reading, paragraph, boxes))
    # A box is anchored in a paragraph but stands apart from it: the mark of a red-headed document often does.
    for box in boxes:
        _read_blocks(reading, box, region, cell)
    text = "".join(text for text, _ in pieces)
    label = reading.numbering.label(paragraph) if text.strip() else ""
    origins = tuple(_origins(reading, pieces, len(label)))
    role = _role(reading, paragraph)
    start = 0
    for number, part in enumerate((label + text).split("\n")):
        end = start + len(part)
        # A title is one, wherever its lines were broken by hand.
        continues = number > 0 and role in (Role.TITLE, Role.ANNEX_TITLE)
        own = origins if len(part) == len(label) + len(text) else _within(origins, start, end)
        reading.lines.append(
            RawLine(part, region=region, continues=continues, cell=cell, role=role, origins=own)
        )
        start = end + 1


def _within(origins: Iterable[Origin], start: int, end: int) -> tuple[Origin, ...]:
    return tuple(own for each in origins if (own := each.within(start, end, start)) is not None)


def _origins(reading: _Reading, pieces: list[_Piece], at: int) -> Iterator[Origin]:
    """Where the pieces stand in the part; the first one begins at *at*."""
    for text, element in pieces:
        if element is not None and text:
            yield Origin(at, at + len(text), reading.part, reading.nodes[element], 0)
        at += len(text)


def _role(reading: _Reading, paragraph: ET.Element) -> Role | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle") if reading.roles else None
    return reading.roles.get(style.get(W + "val", "")) if style is not None else None


def _is_bound(element: ET.Element) -> bool:
    """Whether it is a content control whose text comes from data of the file, or may not be changed."""
    if element.tag != W + "sdt":
        return False
    lock = element.find(f"{W}sdtPr/{W}lock")
    locked = lock is not None and lock.get(W + "val", "") in ("contentLocked", "sdtContentLocked")
    return locked or element.find(f"{W}sdtPr/{W}dataBinding") is not None


_Piece = tuple[str, ET.Element | None]
"""A text and the element that holds it; None when nobody typed it there."""


def _inline(reading: _Reading, parent: ET.Element, boxes: list[ET.Element]) -> Iterator[_Piece]:
    for element in parent:
        tag = element.tag
        if tag in _SILENT:
            continue
        if tag in _CHANGES:
            reading.changed = True
        if tag in _REMOVED:
            continue
        if tag == _TEXT:
            typed = not reading.fields and not reading.bound and not len(element)
            yield element.text or "", element if typed else None
        elif tag == W + "tab":
            yield "\t", None
        elif tag in _BREAKS:
            yield "\n", None
        elif tag == W + "noBreakHyphen":
            yield "-", None
        elif tag == W + "fldChar":
            mark = element.get(W + "fldCharType", "")
            reading.fields = max(0, reading.fields + {"begin": 1, "end": -1}.get(mark, 0))
        elif tag == W + "txbxContent":
            boxes.append(element)
        elif tag == _RUN:
            yield from _inline(reading, element, boxes)
        else:
            bound, fields = _is_bound(element), tag == W + "fldSimple"
            reading.bound, reading.fields = reading.bound + bound, reading.fields + fields
            yield from _inline(reading, element, boxes)
            reading.bound, reading.fields = reading.bound - bound, max(0, reading.fields - fields)
