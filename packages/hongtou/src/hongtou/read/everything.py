"""All text of a file, wherever it hides: what the secrecy gate looks at.

Other than ``read``, which reads a document as a reader sees it, this goes through every part: deleted
text, comments, hidden text, alternative descriptions, properties, names of parts and of attachments.
"""

from __future__ import annotations

import ctypes
import posixpath
import re
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from hongtou.read.archive import Archive
from hongtou.read.docx import open_package
from hongtou.read.enclosed import attachments_of, in_archive, in_mail, in_web
from hongtou.read.kinds import FileKind
from hongtou.read.ofd import ofd_pages, open_ofd
from hongtou.read.open import recognise
from hongtou.read.parts import OTHER_PLACE, FoundText, in_part
from hongtou.read.pdf import is_picture, open_pdf, page_lines, properties, told
from hongtou.read.txt import decode
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.read.xml import parse_xml

MOST_DEEP = 4
"""So many files are opened one within the other."""
_DRAWN = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
_PICTURES = (*_DRAWN, ".emf", ".wmf", ".wdp", ".svg")
_XML = (".xml", ".rels", ".vml", ".svg")
_ENCLOSED = (".docx", ".xlsx", ".pptx", ".pdf", ".ofd", ".zip")
_PACKAGES = (FileKind.DOCX, FileKind.SHEET, FileKind.SLIDES, FileKind.OFD, FileKind.ARCHIVE)
_BODY = re.compile(r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/|ppt/slides/")
_CODES_OF_HEADS = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[PNDTZFGABIUESXY])')
_OF_SIGNATURES = (".esl", ".dat")
"""Seals and signed values of an OFD: binary, and no text of the document."""
_HARMLESS = (*_PICTURES, ".odttf", ".ttf", ".otf", ".fntdata", "/")
_TEXT_RENDERED_BY_PICTURE = 200


def everything_in(data: bytes, filename: str) -> Iterator[FoundText]:
    """Every text in the file; raises Unreadable, maybe after some texts, for what cannot be looked into."""
    kind = recognise(data, filename, inside=True)
    if kind is FileKind.TEXT:
        yield FoundText("正文", decode(data))
    elif kind is FileKind.DOCX:
        yield from _in_package(open_package(data))
    elif kind in (FileKind.SHEET, FileKind.SLIDES):
        yield from _in_package(Archive.open(data))
    elif kind is FileKind.ARCHIVE:
        yield from in_archive(Archive.open(data))
    elif kind is FileKind.MAIL:
        yield from in_mail(data)
    elif kind is FileKind.HTML:
        yield from in_web(data)
    elif kind is FileKind.OFD:
        yield from _in_ofd(open_ofd(data))
    else:
        with open_pdf(data) as pdf:
            yield from _in_pdf(pdf)


def pictures_within(data: bytes, filename: str, *, deep: int = MOST_DEEP) -> Iterator[tuple[str, bytes]]:
    """The pictures that lie in a Word, Excel, PowerPoint or OFD file, an archive or a letter, and the PDF files in
    these, each with its name; for who can recognise what is written in them. Never raises for what a file contains."""
    try:
        kind = recognise(data, filename, inside=True)
        inner: Iterable[tuple[str, bytes]] = ()
        if kind is FileKind.MAIL:
            inner = attachments_of(data)
        elif kind in _PACKAGES:
            archive = Archive.open(data)
            inner = ((name, archive.part(name)) for name in archive.names if _may_hold_pictures(name))
        for name, content in inner:
            if name.lower().endswith((*_DRAWN, ".pdf")):
                yield name, content
            elif deep > 0:
                yield from pictures_within(content, name, deep=deep - 1)
    except Unreadable:
        return


def _may_hold_pictures(name: str) -> bool:
    return name.lower().endswith((*_DRAWN, *_ENCLOSED, ".eml", ".mht"))


def _in_package(archive: Archive) -> Iterator[FoundText]:
    body_length = 0
    opaque = []
    for name in archive.names:
        yield FoundText("文件内部名称", name, is_name=True)
        lower = name.lower()
        if lower.endswith(_XML):
            root = parse_xml(archive.part(name))
            if lower.startswith("xl/worksheets/"):
                yield FoundText("页眉页脚", _heads_of_a_sheet(root))
                _forget_numbers(root)
            for found in in_part(root, name):
                body_length += len(found.text.strip()) if _BODY.match(name) else 0
                yield found
        elif "/embeddings/" in lower and lower.endswith(_ENCLOSED):
            yield FoundText("嵌入文件", posixpath.basename(name), is_name=True, attached=archive.part(name))
        elif not lower.endswith(_HARMLESS) and "printersettings" not in lower:
            opaque.append(name)
    if opaque:
        raise Unreadable(Kind.ACTIVE, "文件内嵌有其他文件，内嵌文件的内容无法核对。")
    pictured = any(name.lower().endswith(_PICTURES) for name in archive.names if "/media/" in name)
    if pictured and body_length < _TEXT_RENDERED_BY_PICTURE:
        raise Unreadable(Kind.NO_TEXT, "文件以图片为主，图片中的文字无法核对。请按扫描件登记。")


def _heads_of_a_sheet(root: ET.Element) -> str:
    """What a sheet prints above and below its cells, without the codes of fonts; left, middle and right a line each."""
    heads = [each.text or "" for each in root.iter() if str(each.tag).endswith(("Header", "Footer"))]
    return _CODES_OF_HEADS.sub("", re.sub("&[LCR]", "\n", "\n".join(heads)))


def _forget_numbers(root: ET.Element) -> None:
    """Empty the cells that hold a number or point to a text kept elsewhere: six digits there are no copy number."""
    for cell in root.iter():
        if str(cell.tag).endswith("}c") and cell.get("t") not in ("str", "inlineStr"):
            for value in cell:
                if str(value.tag).endswith("}v"):
                    value.text = None


def _in_ofd(archive: Archive) -> Iterator[FoundText]:
    """Pages as they are seen, then every part by itself: annotations, resources, tags, names of attachments."""
    opaque = []
    for name in archive.names:
        yield FoundText("文件内部名称", name, is_name=True)
        lower = name.lower()
        if lower.endswith(_XML):
            root = parse_xml(archive.part(name))
            yield from in_part(root, name)
            # A word may be placed letter by letter.
            placed = (each.text or "" for each in root.iter() if str(each.tag).endswith("}TextCode"))
            yield FoundText(OTHER_PLACE, "".join(placed))
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
