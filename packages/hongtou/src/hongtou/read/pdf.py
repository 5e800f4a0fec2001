"""PDF files with a text layer, by PDFium: lines in reading order, each with its page."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unicodedata import east_asian_width

from hongtou.read.archive import broken
from hongtou.read.lines import MOST_CHARACTERS, Source, too_long
from hongtou.read.paged import MAX_PAGES, area_of, paged_source
from hongtou.read.pdf_bombs import refuse_bombs
from hongtou.read.pdf_pictures import pictures_on
from hongtou.read.picture_budget import TOO_MANY, Budget
from hongtou.read.placed import MOST_OF_PAGE, STAMPED, Glyph, PrintedLine, PrintedPicture
from hongtou.read.ruled import MOST_STROKES, Stroke, is_red
from hongtou.read.turning import Turn, lines_both_ways, most_of, turn_of
from hongtou.read.unreadable import Kind, Unreadable

_PASSWORD_NEEDED = 4
_NOT_ENCRYPTED = -1
_MOST_PIXELS = 30_000_000
"""Pixels of pictures that are taken out of one file: most have to be packed anew."""
_MOST_ON_PAGE = 100_000
"""Characters of one page; what is set as small as can be printed fills a third of that on A3."""
_LOOKED_AT = 40
"""Characters of a page that tell how its text runs."""
_THIN = 3.0
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


@contextmanager
def open_pdf(data: bytes) -> Iterator[Any]:
    """The open file, closed afterwards; raises Unreadable (broken, encrypted, too large, bomb).

    Needs the extra ``hongtou[pdf]``.
    """
    try:
        import pypdfium2
    except ImportError:
        raise Unreadable(
            Kind.UNSUPPORTED, "没有安装读取PDF的组件，请先执行 pip install 'hongtou[pdf]'。"
        ) from None
    refuse_bombs(data)
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
        if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(pdf.raw) != _NOT_ENCRYPTED:
            refuse_bombs(_deciphered(pdf))
        yield pdf
    except pypdfium2.PdfiumError:
        raise broken("PDF文件") from None
    finally:
        pdf.close()


def _deciphered(pdf: Any) -> bytes:
    """The file as it would be without the restrictions that an empty password opens it under; nothing is inflated."""
    import pypdfium2.raw as pdfium

    copy = io.BytesIO()
    pdf.save(copy, flags=pdfium.FPDF_REMOVE_SECURITY)
    return copy.getvalue()


def read_pdf(data: bytes) -> Source:
    """The lines of a PDF; raises Unreadable, ``no_text`` when no page has a text layer."""
    with open_pdf(data) as pdf:
        pages: list[list[PrintedLine]] = []
        pictures: list[PrintedPicture] = []
        budget = Budget(pixels=_MOST_PIXELS)
        characters = 0
        for index in range(len(pdf)):
            lines, turn, size = _page_read(pdf, index)
            characters += sum(len(line.text) for line in lines)
            if characters > MOST_CHARACTERS:
                raise too_long()
            scanned = is_picture(pdf, index, lines)
            pages.append([] if scanned else lines)
            pictures += () if scanned else pictures_on(pdf, index, turn, size, budget)
        metadata = properties(pdf)
        area = area_of(_page_strokes(pdf, 0)) if len(pdf) else None
        room = pdf.get_page_size(0)[0] if len(pdf) else 0.0
    return paged_source(
        "pdf",
        pages,
        metadata=metadata,
        lacking="文字层",
        area=area,
        room=room,
        pictures=pictures,
        remarks=[TOO_MANY] * budget.spent,
    )


def properties(pdf: Any) -> dict[str, str]:
    """The document information of an open PDF under Chinese names, empty entries left out."""
    import pypdfium2.raw as pdfium

    found = {
        label: told(partial(pdfium.FPDF_GetMetaText, pdf.raw, name.encode()))
        for name, label in _PROPERTIES.items()
    }
    return {label: value for label, value in found.items() if value}


def told(ask: Callable[[Any, int], int]) -> str:
    """A text that PDFium writes into a buffer of a size, in which *ask* asks for it; a broken file may hold halves of
    characters, which are replaced."""
    size = ask(None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(buffer, size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")


def page_lines(pdf: Any, index: int) -> list[PrintedLine]:
    """The lines of one page from top to bottom, page numbers included; of a page whose text runs up or down as that
    text is read."""
    return _page_read(pdf, index)[0]


def _page_read(pdf: Any, index: int) -> tuple[list[PrintedLine], Turn, tuple[float, float]]:
    """The lines of one page, how its text runs, and how wide and high it is in points."""
    page = pdf[index]
    try:
        size = page.get_size()
        textpage = page.get_textpage()
        try:
            if textpage.count_chars() > _MOST_ON_PAGE:
                raise Unreadable(
                    Kind.TOO_LARGE, f"这个PDF文件第{index + 1}页的文字太多。请核对文件是否正常。"
                )
            turn = most_of(list(_turns(textpage)))
            glyphs = list(_glyphs(textpage, turn, size, coloured=index == 0))
        finally:
            textpage.close()
        strokes = [turn.stroke(stroke, *size) for stroke in _strokes(page)]
    finally:
        page.close()
    return lines_both_ways(glyphs, turn, index + 1, strokes), turn, size


def _page_strokes(pdf: Any, index: int) -> list[Stroke]:
    page = pdf[index]
    try:
        return list(_strokes(page))
    finally:
        page.close()


def _strokes(page: Any) -> Iterator[Stroke]:
    """The straight lines of a page, drawn as lines or as thin areas."""
    import pypdfium2.raw as pdfium

    mode, stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    for number, path in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if number > MOST_STROKES:
            return
        pdfium.FPDFPath_GetDrawMode(path.raw, mode, stroked)
        if stroked.value and pdfium.FPDFPath_CountSegments(path.raw) > 2:
            yield from _sides(path)
            continue
        left, bottom, right, top = path.get_bounds()
        pdfium.FPDFPageObj_GetStrokeWidth(path.raw, width)
        # PDFium widens the bounds of a line by its thickness on every side.
        more = width.value if stroked.value else 0.0
        left, bottom, right, top = left + more, bottom + more, right - more, top - more
        if min(right - left, top - bottom) < _THIN:
            ask = pdfium.FPDFPageObj_GetStrokeColor if stroked.value else pdfium.FPDFPageObj_GetFillColor
            red = _is_red(lambda *colour, ask=ask, raw=path.raw: ask(raw, *colour))
            x, y = (left + right) / 2, (bottom + top) / 2
            upright = top - bottom > right - left
            yield Stroke(x, bottom, x, top, red) if upright else Stroke(left, y, right, y, red)


def _sides(path: Any) -> Iterator[Stroke]:
    """The straight pieces of one path."""
    import pypdfium2.raw as pdfium

    a, b, c, d, e, f = path.get_matrix().get()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = None
    for number in range(min(pdfium.FPDFPath_CountSegments(path.raw), MOST_STROKES)):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and here is not None:
            yield Stroke(*here, *point)
        elif kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            yield Stroke(*here, *start)
            here = start


def _is_red(ask: Callable[..., object]) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask(red, green, blue, alpha)
    return is_red(red.value, green.value, blue.value)


def is_picture(pdf: Any, index: int, lines: list[PrintedLine]) -> bool:
    """Whether a page is an image with hardly any text over it: a scan, perhaps with a stamped number."""
    if sum(len(line.text) for line in lines) > STAMPED:
        return False
    import pypdfium2.raw as pdfium

    page = pdf[index]
    try:
        whole = page.get_width() * page.get_height()
        for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            left, bottom, right, top = image.get_bounds()
            if (right - left) * (top - bottom) > MOST_OF_PAGE * whole:
                return True
        return False
    finally:
        page.close()


def _turns(textpage: Any) -> Iterator[Turn]:
    """How some letters of a page run, spread over all of it."""
    import pypdfium2.raw as pdfium

    count = textpage.count_chars()
    for position in range(0, count, max(1, count // _LOOKED_AT)):
        angle = pdfium.FPDFText_GetCharAngle(textpage.raw, position)
        if angle >= 0 and not chr(pdfium.FPDFText_GetUnicode(textpage.raw, position)).isspace():
            yield _turn(angle)


def _turn(angle: float) -> Turn:
    """PDFium counts angles clockwise."""
    return turn_of(math.cos(angle), -math.sin(angle))


def _glyphs(
    textpage: Any, turn: Turn, page: tuple[float, float], *, coloured: bool
) -> Iterator[tuple[Turn, Glyph]]:
    """The characters of a page of that size in points whose text mostly runs by *turn*, each with how it runs itself."""
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
        wide = size if east_asian_width(character) in "WF" else 0.0
        red = coloured and _is_red(
            lambda *colour, at=position: pdfium.FPDFText_GetFillColor(handle, at, *colour)
        )
        own = turn if turn is Turn.NONE else _turn(pdfium.FPDFText_GetCharAngle(handle, position))
        start, base = own.place(x.value, y.value, *page)
        corners = [
            own.place(at_x, at_y, *page)[0]
            for at_x, at_y in ((left.value, bottom.value), (right.value, top.value))
        ]
        yield own, Glyph(character, min(start, *corners), max(*corners, start + wide), base, size, red)
