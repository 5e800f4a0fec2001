"""What stands where in a PDF, measured by PDFium, in millimetres from the upper left corner of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ImageChops

MM = 25.4 / 72
PAGE_HEIGHT = 297.0


@dataclass(frozen=True)
class Glyph:
    """A character: where its origin stands, its size in points, the edges of its ink, whether it is red."""

    character: str
    x: float
    baseline: float
    size: float
    left: float
    top: float
    right: float
    bottom: float
    red: bool


@dataclass(frozen=True)
class Stroke:
    """A line drawn on the page: its ends, its thickness, whether it is red."""

    left: float
    top: float
    right: float
    bottom: float
    thickness: float
    red: bool

    @property
    def level(self) -> bool:
        return self.bottom - self.top < 0.01


@dataclass(frozen=True)
class TextLine:
    """The characters on one baseline, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.character for glyph in self.glyphs)

    @property
    def x(self) -> float:
        return self.glyphs[0].x

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        return self.glyphs[0].size


@dataclass(frozen=True)
class Measured:
    """One page."""

    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    boxes: tuple[Stroke, ...]

    @property
    def lines(self) -> list[TextLine]:
        """The lines from the top down."""
        ordered = sorted(self.glyphs, key=lambda glyph: (round(glyph.baseline, 1), glyph.x))
        groups = groupby(ordered, key=lambda glyph: round(glyph.baseline, 1))
        return [TextLine(tuple(group)) for _, group in groups]

    def line(self, beginning: str) -> TextLine:
        """The only line whose text begins so."""
        found = [line for line in self.lines if line.text.startswith(beginning)]
        assert len(found) == 1, f"{len(found)} lines begin with {beginning}: {[x.text for x in self.lines]}"
        return found[0]

    def rules(self, *, red: bool = False) -> list[Stroke]:
        """The level strokes, from the top down."""
        return sorted((s for s in self.strokes if s.level and s.red is red), key=lambda stroke: stroke.top)


def measure(data: bytes) -> list[Measured]:
    """Every page of the PDF."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [_page(pdf, index) for index in range(len(pdf))]
    finally:
        pdf.close()


def _page(pdf: pypdfium2.PdfDocument, index: int) -> Measured:
    page = pdf[index]
    text = page.get_textpage()
    try:
        paths = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))
        return Measured(
            tuple(_glyphs(text.raw, text.count_chars())),
            tuple(_stroke(path) for path in paths if _is_stroked(path)),
            tuple(_stroke(path) for path in paths if not _is_stroked(path)),
        )
    finally:
        text.close()
        page.close()


def _glyphs(text: object, count: int) -> Sequence[Glyph]:
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    found = []
    for at in range(count):
        if pdfium.FPDFText_IsGenerated(text, at):
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetCharBox(text, at, left, right, bottom, top)
        found.append(
            Glyph(
                chr(pdfium.FPDFText_GetUnicode(text, at)),
                x.value * MM,
                PAGE_HEIGHT - y.value * MM,
                pdfium.FPDFText_GetFontSize(text, at),
                left.value * MM,
                PAGE_HEIGHT - top.value * MM,
                right.value * MM,
                PAGE_HEIGHT - bottom.value * MM,
                _is_red(lambda *c, at=at: pdfium.FPDFText_GetFillColor(text, at, *c)),
            )
        )
    return found


def _is_red(ask: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask(red, green, blue, alpha)  # type: ignore[operator]
    return red.value > 150 and green.value < 90 and blue.value < 90


def _is_stroked(found: pypdfium2.PdfObject) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(found.raw, mode, stroke)
    return bool(stroke.value)


def _stroke(found: pypdfium2.PdfObject) -> Stroke:
    """The path without what PDFium adds to its bounds on every side: its whole thickness."""
    left, bottom, right, top = found.get_bounds()
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(found.raw, width)
    red = _is_red(lambda *c: pdfium.FPDFPageObj_GetStrokeColor(found.raw, *c))
    more = width.value if _is_stroked(found) else 0.0
    x1, x2, y1, y2 = left + more, right - more, bottom + more, top - more
    return Stroke(
        min(x1, x2) * MM,
        PAGE_HEIGHT - max(y1, y2) * MM,
        max(x1, x2) * MM,
        PAGE_HEIGHT - min(y1, y2) * MM,
        width.value * MM,
        red,
    )


def first_red_row(data: bytes, top: float, bottom: float, *, pixels: int = 20) -> float:
    """Where red ink begins between *top* and *bottom* on page 1, as a ruler on the print would tell."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        scale = pixels * MM
        page = pdf[0]
        crop = (0, (PAGE_HEIGHT - bottom) / MM, 0, top / MM)
        image = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
        page.close()
    finally:
        pdf.close()
    red, green, _ = image.split()
    box = ImageChops.subtract(red, green).point(lambda value: 255 * (value > 90)).getbbox()
    assert box, "nothing red there"
    return top + box[1] / pixels
