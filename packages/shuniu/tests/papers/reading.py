"""Reading a printed PDF back: its text, where it stands, and what its QR code says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

MM = 72 / 25.4


def squeezed(text: str) -> str:
    """Without white space and break opportunities, which line breaking adds and takes away."""
    return re.sub(r"[\s\u200b\ufeff]|\ufffe", "", text)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, squeezed."""
    return [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


def column(pdf: bytes, left: float, right: float, top: float, bottom: float) -> str:
    """The squeezed text of all pages between *left* and *right*, below *top*, above *bottom* (mm from the edges)."""
    parts = []
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        box = {
            "left": left * MM,
            "right": width - right * MM,
            "top": height - top * MM,
            "bottom": bottom * MM,
        }
        parts.append(page.get_textpage().get_text_bounded(**box))
    return squeezed("".join(parts))


def outside(pdf: bytes, margin: float = 3) -> list[tuple[int, str]]:
    """Characters that stand nearer than *margin* mm to an edge of the sheet, or beyond it, with their page."""
    return [
        (number, character)
        for number, character, (left, bottom, right, top), (width, height) in _characters(pdf)
        if not (margin * MM <= left and right <= width - margin * MM)
        or not (margin * MM <= bottom and top <= height - margin * MM)
    ]


def qr_texts(pdf: bytes) -> list[str]:
    """What a scanner reads on the first page, printed at 200 dpi."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def _characters(pdf: bytes) -> Iterator[tuple[int, str, tuple[float, ...], tuple[float, float]]]:
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
        text, size = page.get_textpage(), page.get_size()
        for index in range(text.count_chars()):
            # Asked for as text, a character costs four times as much, and there are a hundred thousand.
            character = chr(pdfium.FPDFText_GetUnicode(text, index))
            if character.strip() and unicodedata.category(character) not in {"Cf", "Cc", "Cs"}:
                yield number, character, text.get_charbox(index), size
