"""Pictures of pages, in memory and within limits: of images, of PDF pages, and those inside a Word file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ExifTags, Image, ImageOps

from shuniu.kernel.files.pdfium import PDFIUM

MOST_PIXELS = 50_000_000
"""A3 at 400 dpi has 31 million; a picture above this is taken for a decompression bomb."""
MOST_FRAMES = 500
SCAN_WIDTH = 1654
"""A4 at 200 dpi: what recognition reads well, and no more."""
_FORMATS = {"PNG": "png", "JPEG": "jpg", "TIFF": "tif", "BMP": "bmp", "GIF": "gif"}
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_TALLEST = 4
_FEW_CHARACTERS = 60
_MEDIA = "word/media/"
_TOO_MANY_PIXELS = "这张图片的尺寸大得不正常，不能打开。请重新扫描，分辨率不超过 400。"


class BadPicture(Exception):
    """The picture is broken, or too large to be opened; the message is a Chinese sentence."""


@dataclass(frozen=True)
class PictureFacts:
    """What a picture is: its kind, its number of frames, and the texts hidden in its properties."""

    kind: str
    frames: int
    texts: tuple[str, ...]


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The open picture, its size checked before a pixel is decoded. Raises `BadPicture`."""
    try:
        with Image.open(io.BytesIO(data), formats=list(_FORMATS)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BadPicture(_TOO_MANY_PIXELS)
            yield image
    except (BadPicture, IndexError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPicture(_TOO_MANY_PIXELS) from None
    except Exception:
        # What a decoder raises on hostile bytes is not to be foreseen; all of it means the same.
        raise BadPicture("这张图片已损坏或不完整，无法打开。请重新扫描后提交。") from None


def is_picture(data: bytes) -> bool:
    """Whether *data* begins like a picture that is known here, whole or not."""
    return data.startswith(_MAGIC)


def facts_of(data: bytes) -> PictureFacts:
    """Decode the picture once to see that it is whole. Raises `BadPicture`."""
    with _opened(data) as image:
        texts = [*_texts_in(dict(image.info)), *_texts_in(dict(image.getexif()))]
        for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
            texts.extend(_texts_in(dict(image.getexif().get_ifd(part))))
        frames = min(getattr(image, "n_frames", 1), MOST_FRAMES)
        image.load()
        texts.extend(_texts_in(dict(image.info)))
        return PictureFacts(_FORMATS[str(image.format)], frames, tuple(dict.fromkeys(texts)))


def _texts_in(properties: dict[Any, Any]) -> Iterator[str]:
    """The texts among a picture's properties: comments, titles, XMP packets, Windows' own fields."""
    for name, value in properties.items():
        if name == "icc_profile":
            continue
        if isinstance(value, str):
            yield value
        elif isinstance(value, bytes) and len(value) < 1_000_000:
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                yield value.decode(encoding, "ignore")


def page_of_picture(data: bytes, number: int, *, width: int) -> bytes:
    """Frame *number* (from 1) as a PNG at most *width* pixels wide. Raises `BadPicture`, `IndexError`."""
    with _opened(data) as image:
        try:
            image.seek(number - 1)
        except EOFError:
            raise IndexError(number) from None
        upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((width, width * _TALLEST))
        return _png(upright)


def page_of_pdf(data: bytes, number: int, *, width: int) -> bytes:
    """Page *number* (from 1) as a PNG *width* pixels wide. Raises `BadPicture`, `IndexError`."""
    with PDFIUM, _open_pdf(data) as pdf:
        if not 1 <= number <= len(pdf):
            raise IndexError(number)
        return _draw(pdf, number - 1, width)


@dataclass(frozen=True)
class Place:
    """A rectangle on a page, in parts of its width and height from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


def places_in_pdf(data: bytes, number: int, passage: str) -> tuple[Place, ...]:
    """Where *passage* stands on page *number* (from 1), one rectangle a line, blanks and line breaks aside.

    Empty when it does not stand there. Raises `BadPicture`, `IndexError`.
    """
    with PDFIUM, _open_pdf(data) as pdf:
        if not 1 <= number <= len(pdf):
            raise IndexError(number)
        page = pdf[number - 1]
        textpage = page.get_textpage()
        try:
            size = page.get_size()
            glyphs = list(_glyphs(textpage))
            wanted = "".join(passage.split())
            found = "".join(character for character, _ in glyphs).find(wanted) if wanted else -1
            chosen = glyphs[found : found + len(wanted)] if found >= 0 else []
            boxes = [textpage.get_charbox(index, loose=True) for _, index in chosen]
        finally:
            textpage.close()
            page.close()
    return tuple(_line_places(boxes, size))


def _glyphs(textpage: Any) -> Iterator[tuple[str, int]]:
    """The characters that are drawn on the page, each with its index; blanks are left out."""
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
        drawn = code >= 0x20 and not 0xD800 <= code <= 0xDFFF and not chr(code).isspace()
        if drawn and pdfium.FPDFText_IsGenerated(textpage.raw, index) != 1:
            yield chr(code), index


def _line_places(
    boxes: list[tuple[float, float, float, float]], size: tuple[float, float]
) -> Iterator[Place]:
    """Boxes of characters (left, bottom, right, top, from the lower left corner) put together by line."""
    wide, high = (max(side, 1.0) for side in size)
    lines: list[list[tuple[float, float, float, float]]] = []
    for box in boxes:
        goes_on = lines and box[0] >= lines[-1][-1][0] and box[3] > lines[-1][-1][1]
        if goes_on:
            lines[-1].append(box)
        else:
            lines.append([box])
    for line in lines:
        left, bottom = min(box[0] for box in line), min(box[1] for box in line)
        right, top = max(box[2] for box in line), max(box[3] for box in line)
        yield Place(left / wide, 1 - top / high, (right - left) / wide, (top - bottom) / high)


def count_pdf_pages(data: bytes) -> int:
    """How many pages the PDF has. Raises `BadPicture`."""
    with PDFIUM, _open_pdf(data) as pdf:
        return len(pdf)


@contextmanager
def _open_pdf(data: bytes) -> Iterator[Any]:
    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            yield pdf
        finally:
            pdf.close()
    except pypdfium2.PdfiumError:
        raise BadPicture("这个PDF文件已损坏或不完整，无法打开。请重新下载，或请来文单位重新发送。") from None


def _draw(pdf: Any, index: int, width: int) -> bytes:
    page = pdf[index]
    try:
        wide, high = (max(side, 1.0) for side in page.get_size())
        scale = min(width / wide, width * _TALLEST / high)
        bitmap = page.render(scale=scale)
        try:
            return _png(bitmap.to_pil().convert("RGB"))
        finally:
            bitmap.close()
    finally:
        page.close()


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def wordless_pages(data: bytes, kind: str) -> Iterator[bytes]:
    """PNGs of what only the eye can read in a file of *kind*: the picture itself, PDF pages that carry (next
    to) no text, pictures inside a Word file. What is broken is left out: the gate has judged the file before.
    """
    try:
        if kind == "pdf":
            yield from _bare_pdf_pages(data)
        elif kind == "docx":
            yield from _word_pictures(data)
        elif kind in _FORMATS.values():
            for number in range(1, facts_of(data).frames + 1):
                yield page_of_picture(data, number, width=SCAN_WIDTH)
    except (BadPicture, IndexError):
        return


def _bare_pdf_pages(data: bytes) -> Iterator[bytes]:
    for index in range(count_pdf_pages(data)):
        with PDFIUM, _open_pdf(data) as pdf:
            page = pdf[index]
            text = page.get_textpage()
            few = text.count_chars() < _FEW_CHARACTERS
            text.close()
            page.close()
            drawn = _draw(pdf, index, SCAN_WIDTH) if few else None
        # The lock is released while a page is being recognised.
        if drawn is not None:
            yield drawn


def _word_pictures(data: bytes) -> Iterator[bytes]:
    """hongtou has found the archive harmless before; each picture is still bounded by its pixels."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith(_MEDIA):
                try:
                    yield page_of_picture(archive.read(name), 1, width=SCAN_WIDTH)
                except BadPicture:
                    continue
