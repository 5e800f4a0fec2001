"""All text of a file, wherever it hides: what the secrecy gate looks at.

Other than ``read``, which reads a document as a reader sees it, this goes through every part: deleted
text, comments, hidden text, alternative descriptions, properties, names of parts and of attachments.
"""

from __future__ import annotations

import ctypes
import posixpath
import re
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from hongtou.read.archive import Archive
from hongtou.read.docx import open_package
from hongtou.read.kinds import FileKind
from hongtou.read.ofd import ofd_pages, open_ofd
from hongtou.read.open import recognise
from hongtou.read.pdf import is_picture, open_pdf, page_lines, properties, told
from hongtou.read.style_part import W
from hongtou.read.txt import decode
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.read.xml import parse_xml


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text and the place it was found in; ``attached`` is the content of an attached file named ``text``."""

    place: str
    text: str
    is_name: bool = False
    attached: bytes | None = None


_PLACES = (
    (re.compile(r"word/header"), "页眉"),
    (re.compile(r"word/footer"), "页脚"),
    (re.compile(r"word/comments"), "批注"),
    (re.compile(r"word/(?:footnotes|endnotes)"), "脚注"),
    (re.compile(r"docProps/|customXml/"), "文件属性"),
    (re.compile(r"word/(?:document|glossary)"), "正文"),
)
_OTHER_PLACE = "文件内部"
_REMOVED = {W + "del", W + "moveFrom"}
_REMOVED_TEXT = {W + "delText", W + "delInstrText"}
_LINE_ENDS = {"p", "br", "cr", "tab", "tc", "tr"}
_UNSEEN_TEXT = re.compile("[\u3400-\u9fff]")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".svg")
_XML = (".xml", ".rels", ".vml")
_OF_SIGNATURES = (".esl", ".dat")
"""Seals and signed values of an OFD: binary, and no text of the document."""
_HARMLESS = (*_PICTURES, ".odttf", ".ttf", ".otf", ".fntdata", "/")
_TEXT_RENDERED_BY_PICTURE = 200


def everything_in(data: bytes, filename: str) -> Iterator[FoundText]:
    """Every text in the file; raises Unreadable, maybe after some texts, for what cannot be looked into."""
    kind = recognise(data, filename)
    if kind is FileKind.TEXT:
        yield FoundText("正文", decode(data))
    elif kind is FileKind.DOCX:
        yield from _in_package(open_package(data))
    elif kind is FileKind.OFD:
        yield from _in_ofd(open_ofd(data))
    else:
        with open_pdf(data) as pdf:
            yield from _in_pdf(pdf)


def _in_package(archive: Archive) -> Iterator[FoundText]:
    body_length = 0
    opaque = []
    for name in archive.names:
        yield FoundText("文件内部名称", name, is_name=True)
        lower = name.lower()
        if lower.endswith(_XML):
            for found in _in_part(parse_xml(archive.part(name)), name):
                body_length += len(found.text.strip()) if name == "word/document.xml" else 0
                yield found
        elif not lower.endswith(_HARMLESS) and "printersettings" not in lower:
            opaque.append(name)
    if opaque:
        raise Unreadable(Kind.ACTIVE, "文件内嵌有其他文件，内嵌文件的内容无法核对。")
    pictured = any(name.lower().endswith(_PICTURES) for name in archive.names if "/media/" in name)
    if pictured and body_length < _TEXT_RENDERED_BY_PICTURE:
        raise Unreadable(Kind.NO_TEXT, "文件以图片为主，图片中的文字无法核对。请按扫描件登记。")


def _in_part(root: ET.Element, name: str) -> Iterator[FoundText]:
    place = next((place for pattern, place in _PLACES if pattern.match(name)), _OTHER_PLACE)
    as_accepted = "".join(_text(root, removed=False))
    yield FoundText(place, as_accepted)
    with_removed = "".join(_text(root, removed=True))
    if with_removed != as_accepted:
        yield FoundText("修订痕迹", with_removed)
        yield FoundText("修订痕迹", "\n".join(_removed_runs(root)))
    unseen = [
        value for element in root.iter() for value in element.attrib.values() if _UNSEEN_TEXT.search(value)
    ]
    if unseen:
        yield FoundText(f"{place}的说明文字", "\n".join(dict.fromkeys(unseen)))


def _text(element: ET.Element, *, removed: bool) -> Iterator[str]:
    """The text below ``element``, a line break after each paragraph and each element of a foreign kind."""
    if not removed and (element.tag in _REMOVED or element.tag in _REMOVED_TEXT):
        return
    yield element.text or ""
    for child in element:
        yield from _text(child, removed=removed)
        yield child.tail or ""
    namespace, _, name = element.tag.rpartition("}")
    if name in _LINE_ENDS or (element.text and not _is_run_text(name)):
        yield "\n"


def _is_run_text(name: str) -> bool:
    return name in ("t", "delText", "instrText", "delInstrText")


def _removed_runs(root: ET.Element) -> Iterator[str]:
    for tag in _REMOVED:
        for element in root.iter(tag):
            yield "".join(_text(element, removed=True))


def _in_ofd(archive: Archive) -> Iterator[FoundText]:
    """Pages as they are seen, then every part by itself: annotations, resources, tags, names of attachments."""
    opaque = []
    for name in archive.names:
        yield FoundText("文件内部名称", name, is_name=True)
        lower = name.lower()
        if lower.endswith(_XML):
            root = parse_xml(archive.part(name))
            yield from _in_part(root, name)
            # A word may be placed letter by letter.
            placed = (each.text or "" for each in root.iter() if str(each.tag).endswith("}TextCode"))
            yield FoundText(_OTHER_PLACE, "".join(placed))
        elif not lower.endswith((*_HARMLESS, *_OF_SIGNATURES)):
            opaque.append(name)
    bare, number = [], 0
    for number, page in enumerate(ofd_pages(archive), start=1):
        yield FoundText("正文", "\n".join(line.text for line in page.lines))
        if page.is_picture or (page.draws and not page.lines):
            bare.append(str(number))
    if opaque:
        raise Unreadable(Kind.ACTIVE, "文件内嵌有其他文件，内嵌文件的内容无法核对。")
    if not number:
        raise Unreadable(Kind.NO_TEXT, "这个OFD文件一页也没有，没有可以核对的文字。")
    if bare:
        raise _wordless(bare)


def _wordless(pages: list[str]) -> Unreadable:
    return Unreadable(
        Kind.NO_TEXT, f"第{'、'.join(pages)}页没有文字层，图片中的文字无法核对。请按扫描件登记。"
    )


def _in_pdf(pdf: Any) -> Iterator[FoundText]:
    import pypdfium2.raw as pdfium

    for value in properties(pdf).values():
        yield FoundText("文件属性", value)
    for bookmark in pdf.get_toc():
        ask = partial(pdfium.FPDFBookmark_GetTitle, bookmark.raw)
        yield FoundText("书签", told(ask))
    bare = []
    for index in range(len(pdf)):
        lines = page_lines(pdf, index)
        yield FoundText("正文", "\n".join(line.text for line in lines))
        yield FoundText("批注", "\n".join(_annotations(pdf, index)))
        if is_picture(pdf, index, lines) or (not lines and _draws_something(pdf, index)):
            bare.append(str(index + 1))
    for number in range(pdf.count_attachments()):
        attachment = pdf.get_attachment(number)
        full = told(partial(_attachment_name, attachment))
        name = posixpath.basename(full.replace("\\", "/"))
        yield FoundText("附件名称", name, is_name=True, attached=bytes(attachment.get_data()))
    if bare:
        raise _wordless(bare)


def _attachment_name(attachment: Any, buffer: Any, size: int) -> int:
    import pypdfium2.raw as pdfium

    wide = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)) if buffer is not None else None
    return int(pdfium.FPDFAttachment_GetName(attachment.raw, wide, size))


def _annotations(pdf: Any, index: int) -> Iterator[str]:
    """The contents of the annotations and the values of the form fields of a page."""
    import pypdfium2.raw as pdfium

    page = pdf[index]
    try:
        for position in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, position)
            if not annotation:
                continue
            for key in (b"Contents", b"V", b"T", b"Subj"):
                size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
                buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
                pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
                yield bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")
            pdfium.FPDFPage_CloseAnnot(annotation)
    finally:
        page.close()


def _draws_something(pdf: Any, index: int) -> bool:
    page = pdf[index]
    try:
        return next(page.get_objects(max_depth=1), None) is not None
    finally:
        page.close()
