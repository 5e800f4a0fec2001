"""PDF files with a text layer, by PDFium: lines in reading order, each with its page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any
from unicodedata import east_asian_width

from hongtou.read.archive import broken
from hongtou.read.lines import RawLine, Source, assemble
from hongtou.read.unreadable import Kind, Unreadable

MAX_PAGES = 2_000
_PASSWORD_NEEDED = 4
_STAMPED = 60
_MOST_OF_PAGE = 0.5
_FOLIO = re.compile(r"[-—–－─·\s]*\d{1,4}[-—–－─·\s]*|第\s*\d+\s*页.{0,12}")
_PROPERTIES = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Keywords": "关键词",
    "Creator": "制作程序",
    "Producer": "生成程序",
    "CreationDate": "创建时间",
    "ModDate": "修改时间",
}


@dataclass(frozen=True, slots=True)
class _Glyph:
    character: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it stands on a page: ``left``, ``right``, ``size`` in points."""

    text: str
    page: int
    left: float
    right: float
    size: float


@contextmanager
def open_pdf(data: bytes) -> Iterator[Any]:
    """The open file, closed afterwards; raises Unreadable (broken, encrypted, too large).

    Needs the extra ``hongtou[pdf]``.
    """
    try:
        import pypdfium2
    except ImportError:
        raise Unreadable(
            Kind.UNSUPPORTED, "没有安装读取PDF的组件，请先执行 pip install 'hongtou[pdf]'。"
        ) from None
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
            raise Unreadable(
                Kind.ENCRYPTED, "这个PDF文件设有密码，无法读取。请解除密码后重新提交。"
            ) from None
        raise broken("PDF文件") from None
    try:
        if len(pdf) > MAX_PAGES:
            raise Unreadable(Kind.TOO_LARGE, f"这个PDF文件超过{MAX_PAGES}页。请拆分后分别提交。")
        yield pdf
    except pypdfium2.PdfiumError:
        raise broken("PDF文件") from None
    finally:
        pdf.close()


def read_pdf(data: bytes) -> Source:
    """The lines of a PDF; raises Unreadable, ``no_text`` when no page has a text layer."""
    with open_pdf(data) as pdf:
        pages = [
            [] if is_picture(pdf, index, lines) else _without_folio(lines)
            for index, lines in ((index, page_lines(pdf, index)) for index in range(len(pdf)))
        ]
        metadata = properties(pdf)
    lines = [line for page in pages for line in page]
    if not lines:
        raise Unreadable(Kind.NO_TEXT, "这个PDF文件没有文字层，应当是扫描件。请按扫描件登记。")
    bare = [str(number) for number, page in enumerate(pages, start=1) if not page]
    remarks = [f"第{'、'.join(bare)}页没有文字层，未读取。"] if bare else []
    raw = [
        RawLine(line.text, page=line.page, continues=continues)
        for line, continues in zip(lines, _continuations(lines), strict=True)
    ]
    return assemble("pdf", raw, metadata=metadata, remarks=remarks, pages=len(pages))


def properties(pdf: Any) -> dict[str, str]:
    """The document information of an open PDF under Chinese names, empty entries left out."""
    found = pdf.get_metadata_dict(skip_empty=True)
    return {_PROPERTIES[name]: value for name, value in found.items() if name in _PROPERTIES}


def page_lines(pdf: Any, index: int) -> list[PrintedLine]:
    """The lines of one page from top to bottom, page numbers included."""
    page = pdf[index]
    try:
        textpage = page.get_textpage()
        try:
            glyphs = list(_glyphs(textpage))
        finally:
            textpage.close()
    finally:
        page.close()
    return [_line(row, index + 1) for row in _rows(glyphs)]


def is_picture(pdf: Any, index: int, lines: list[PrintedLine]) -> bool:
    """Whether a page is an image with hardly any text over it: a scan, perhaps with a stamped number."""
    if sum(len(line.text) for line in lines) > _STAMPED:
        return False
    import pypdfium2.raw as pdfium

    page = pdf[index]
    try:
        whole = page.get_width() * page.get_height()
        for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            left, bottom, right, top = image.get_bounds()
            if (right - left) * (top - bottom) > _MOST_OF_PAGE * whole:
                return True
        return False
    finally:
        page.close()


def _glyphs(textpage: Any) -> Iterator[_Glyph]:
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    handle = textpage.raw
    for position in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(handle, position)
        if code < 0x20 or 0xD800 <= code <= 0xDFFF or pdfium.FPDFText_IsGenerated(handle, position) == 1:
            continue
        pdfium.FPDFText_GetCharBox(handle, position, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(handle, position, x, y)
        size = pdfium.FPDFText_GetFontSize(handle, position) or 1.0
        # A font size of 1 scaled by a matrix is common: then the height of the glyph tells more.
        size = size if size > 2 else max(top.value - bottom.value, 1.0)
        character = chr(code)
        # The ink of a wide comma ends early in its cell: the cell is what stands between neighbours.
        cell = x.value + (size if east_asian_width(character) in "WF" else 0.0)
        yield _Glyph(character, min(x.value, left.value), max(right.value, cell), y.value, size)


def _rows(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """Glyphs of one line together, lines from the top down."""
    row: list[_Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if row and row[0].baseline - glyph.baseline > 0.5 * min(row[0].size, glyph.size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _line(row: list[_Glyph], page: int) -> PrintedLine:
    row.sort(key=lambda glyph: glyph.left)
    size = median(glyph.size for glyph in row)
    pieces = [row[0].character]
    for before, after in pairwise(row):
        if after.character == before.character and after.left - before.left < 0.3 * size:
            continue  # printed twice, a little apart, to look bold
        if after.left - before.right > 0.7 * size:
            pieces.append("　" if after.left - before.right > 1.5 * size else " ")
        pieces.append(after.character)
    inked = [glyph for glyph in row if not glyph.character.isspace()] or row
    return PrintedLine("".join(pieces), page, inked[0].left, inked[-1].right, size)


def _without_folio(lines: list[PrintedLine]) -> list[PrintedLine]:
    """``lines`` of a page without a page number in its last or first line."""
    inked = [line for line in lines if line.text.strip()]
    for edge in (-1, 0):
        if len(inked) > 1 and _FOLIO.fullmatch(inked[edge].text.strip()):
            del inked[edge]
    return inked


def _continuations(lines: list[PrintedLine]) -> list[bool]:
    """For each line, whether the line above was broken only because it was full.

    The outermost left and right edges that more than a few lines share are those of the type area: a paragraph
    goes on where a line at the left edge follows one that reaches the right edge in the same size.
    """
    if not lines:
        return []
    left = min(_shared(Counter(round(line.left / 4) for line in lines))) * 4.0
    right = max(_shared(Counter(round(line.right / 8) for line in lines))) * 8.0
    result = [False]
    for above, line in pairwise(lines):
        full = above.right > right - 1.7 * above.size
        flush = line.left < left + 0.8 * line.size
        alike = abs(above.size - line.size) < 0.15 * line.size
        result.append(full and flush and alike)
    return result


def _shared(edges: Counter[int]) -> list[int]:
    """The edges that a tenth of all lines have, or the most frequent one; headings and notes alone do not count."""
    most = edges.most_common(1)[0][1]
    enough = min(most, max(2, edges.total() / 10))
    return [edge for edge, count in edges.items() if count >= enough]
