"""Word documents: paragraphs, tables, text boxes, headers and footers, changes as accepted.

Read directly from the parts (ECMA-376, WordprocessingML), because what matters here, text boxes,
tracked changes, automatic numbers and every hidden corner, is what document libraries leave out.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from dataclasses import replace

from hongtou.model import Comment
from hongtou.model.sheet import Sheet
from hongtou.read.archive import Archive, broken
from hongtou.read.lines import Region, Source, assemble
from hongtou.read.numbering import Numbering
from hongtou.read.style_part import StylePart, W
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.read.word_body import read_part
from hongtou.read.word_inline import UNKNOWN_SYMBOL, Reading
from hongtou.read.word_pages import NumberFound, numbers_in, page_numbers_of, relations_in, section_of
from hongtou.read.word_pictures import WordPictures
from hongtou.read.word_styles import WordStyles, is_on
from hongtou.read.xml import parse_xml
from hongtou.roles import ENOUGH, OURS, Role, role_of_style

DOCUMENT = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Content that runs or calls other programs; printer settings and fonts are harmless binaries.
_ACTIVE = ("activex", "oleobject", "vbaproject", "vbadata")
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
_HIDDEN = "文件带有隐藏文字，屏幕和纸上都看不到，未读取。"
_FOREIGN = "文件里插有另一格式的文件，其内容未读取。"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_STYLES = "word/styles.xml"
_COMMENTS = "word/comments.xml"
_EMBEDDED = "文件内嵌有其他文件，内嵌文件的内容未读取。"


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


def read_docx(data: bytes, *, traced: bool = True) -> Source:
    """The lines of a .docx or .dotx, and how they are set; where their characters stand in the file when *traced*.

    Raises Unreadable (broken, encrypted, bomb, active, no_text).
    """
    archive = open_package(data)
    styles = StylePart.of(_transitional(archive, _STYLES)) if _STYLES in archive.names else None
    word_styles = _styles(archive, styles)
    relations = _relations(archive)
    pictures = WordPictures(archive, relations)
    reading = Reading(
        _numbering(archive, word_styles), word_styles, _roles(styles), traced=traced, picture_of=pictures
    )
    document = word_xml(archive, DOCUMENT)
    body = document.find(W + "body")
    if body is None:
        raise broken("Word文档")
    numbers: dict[str, tuple[NumberFound, ...]] = {}
    for name in _parts(archive, "word/header"):
        _read_margin(reading, archive, name, Region.HEADER, numbers)
    read_part(reading, DOCUMENT, document, Region.BODY, body)
    sections = reading.sections
    for name in _NOTES:
        if name in archive.names:
            read_part(reading, name, word_xml(archive, name), Region.NOTE)
    for name in _parts(archive, "word/footer"):
        _read_margin(reading, archive, name, Region.FOOTER, numbers)
    comments = _comments(archive)
    remarks = [*_remarks(reading, archive, len(comments)), *pictures.remarks]
    source = assemble("docx", reading.lines, metadata=core_properties(archive), remarks=remarks)
    if not any(line.region is Region.BODY for line in source.lines):
        if any(name.startswith("word/media/") for name in archive.names):
            raise Unreadable(Kind.NO_TEXT, "这个Word文档里只有图片，没有可读的文字。请按扫描件登记。")
        raise Unreadable(Kind.BROKEN, "这个Word文档是空的，没有任何文字。请来文单位重新发送。")
    placed = tuple(replace(one, span=source.commented.get(id_)) for id_, one in comments)
    return replace(
        source, sheet=_sheet(archive, reading, source, sections, numbers, relations), comments=placed
    )


def _comments(archive: Archive) -> list[tuple[str, Comment]]:
    """The remarks in the file, each with the name under which it is referred to."""
    root = _part_or_none(archive, _COMMENTS)
    found = []
    for element in root.iterfind(W + "comment") if root is not None else ():
        apart = Reading(Numbering(), WordStyles())
        read_part(apart, _COMMENTS, element, Region.NOTE)
        text = "\n".join(line.text.strip() for line in apart.lines if line.text.strip())
        found.append((element.get(W + "id", ""), Comment(element.get(W + "author", ""), text)))
    return found


def _remarks(reading: Reading, archive: Archive, comments: int) -> list[str]:
    embedded = any(name.startswith("word/embeddings/") for name in archive.names)
    told = (
        [_CHANGED] * reading.changed
        + [_HIDDEN] * reading.hidden
        + [_EMBEDDED] * embedded
        + [_FOREIGN] * reading.foreign
    )
    if comments:
        told.append(f"文件带有{comments}条批注，批注不是正文。")
    if reading.undrawn:
        told.append(
            f"文件里有{reading.undrawn}处图表或者组合图形，不是图片，没有排进版面。请另存为图片后重新插入。"
        )
    if reading.unknown_symbols:
        told.append(f"有{reading.unknown_symbols}个符号字体的字符认不出，以“{UNKNOWN_SYMBOL}”代替。")
    return told


def _read_margin(
    reading: Reading, archive: Archive, name: str, region: Region, numbers: dict[str, tuple[NumberFound, ...]]
) -> None:
    root = word_xml(archive, name)
    read_part(reading, name, root, region)
    numbers[name] = numbers_in(root, reading.styles)


def _sheet(
    archive: Archive,
    reading: Reading,
    source: Source,
    sections: list[ET.Element],
    numbers: dict[str, tuple[NumberFound, ...]],
    relations: dict[str, str],
) -> Sheet:
    settings = _part_or_none(archive, "word/settings.xml")
    odd_even = settings is not None and is_on(settings.find(W + "evenAndOddHeaders"))
    return Sheet(
        tuple(section_of(each, reading.styles) for each in sections),
        source.settings,
        tuple(page_numbers_of(sections, numbers, relations, odd_even=odd_even)),
        odd_even=odd_even,
        mirrored=settings is not None and is_on(settings.find(W + "mirrorMargins")),
    )


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


def _relations(archive: Archive) -> dict[str, str]:
    """The parts that the document part refers to."""
    return relations_in(parse_xml(archive.part(_RELATIONS)), "word") if _RELATIONS in archive.names else {}


def _numbering(archive: Archive, styles: WordStyles) -> Numbering:
    if "word/numbering.xml" not in archive.names:
        return Numbering()
    return Numbering.of(word_xml(archive, "word/numbering.xml"), styles.list_of_style)


def _part_or_none(archive: Archive, name: str) -> ET.Element | None:
    return word_xml(archive, name) if name in archive.names else None


def _styles(archive: Archive, part: StylePart | None) -> WordStyles:
    def theme() -> ET.Element | None:
        names = _parts(archive, "word/theme/")
        return parse_xml(archive.part(names[0])) if names else None

    return WordStyles.of(part, theme)


def _roles(styles: StylePart | None) -> dict[str, Role]:
    """The ids of the styles that say what a paragraph is, in a document that we wrote."""
    found = {}
    if styles is None or not styles.mentions(OURS):
        return {}
    for id_, name in styles.names():
        role = role_of_style(name)
        if role is not None:
            found[id_] = role
    return found if len(set(found.values())) >= ENOUGH else {}


def word_xml(archive: Archive, name: str) -> ET.Element:
    """The root of a part, its names as in the transitional form; raises Unreadable (broken)."""
    return parse_xml(_transitional(archive, name))


def _transitional(archive: Archive, name: str) -> bytes:
    """A part: strict documents differ in nothing that is read here but the name of the namespace."""
    return archive.part(name).replace(_STRICT_W[1:-1].encode(), W[1:-1].encode())


def _parts(archive: Archive, prefix: str) -> list[str]:
    return sorted(name for name in archive.names if name.startswith(prefix) and name.endswith(".xml"))
