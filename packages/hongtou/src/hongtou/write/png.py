"""The PNG pen: one page as PDFium shows it, for whoever wants a picture of it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from hongtou.layout.grid import PAGE_WIDTH, mm
from hongtou.layout.page import Layout
from hongtou.write.pdf import write_pdf

USUAL_WIDTH = 1240
"""Pixels across an A4 page of 150 dots to the inch."""
WIDEST = 5000
_HAIR = 0.01
"""PDFium rounds a page's size up to whole pixels; its width in points is rounded too."""


def write_png(layout: Layout, page: int = 1, *, width: int = USUAL_WIDTH, stamp: str = "") -> bytes:
    """Page *page* (from 1) of *layout*, *width* pixels wide, black on white with red.

    The same layout, fonts and arguments give the same bytes with one version of PDFium. Raises IndexError for a page
    that does not exist, ValueError for a width that is not from 1 to 5000, ImportError, in Chinese, without
    the extra ``hongtou[pdf]``.
    """
    if not 1 <= page <= len(layout.pages):
        raise IndexError(f"no page {page} of {len(layout.pages)}")
    if not 1 <= width <= WIDEST:
        raise ValueError(f"图片的宽度应当是1到{WIDEST}像素")
    try:
        import pypdfium2
    except ImportError:
        raise ImportError("没有安装画图片的组件，请先执行 pip install 'hongtou[pdf]'") from None
    alone = write_pdf(replace(layout, pages=layout.pages[page - 1 : page]), stamp=stamp)
    pdf = pypdfium2.PdfDocument(alone)
    try:
        sheet = pdf[0]
        picture = sheet.render(scale=(width - _HAIR) * mm(1) / PAGE_WIDTH, rev_byteorder=True)
        try:
            return _png(
                picture.width, picture.height, picture.n_channels, bytes(picture.buffer), picture.stride
            )
        finally:
            picture.close()
            sheet.close()
    finally:
        pdf.close()


def _png(width: int, height: int, channels: int, pixels: bytes, stride: int) -> bytes:
    """Pixels of 8 bits a channel as a file; of four channels the last says nothing here (ISO/IEC 15948)."""
    rows = bytearray()
    for at in range(0, height * stride, stride):
        row = pixels[at : at + width * channels]
        if channels == 4:
            kept = bytearray(3 * width)
            for channel in range(3):
                kept[channel::3] = row[channel::4]
            row = bytes(kept)
        rows += b"\0" + row
    colour = 0 if channels == 1 else 2
    head = struct.pack(">2I5B", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
