"""Files of every kind for the gate, made in memory: Word, PDF, scans, pictures, broken and hostile ones."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw, ImageFont

PLAIN = ("关于做好森林防火工作的通知", "各乡镇人民政府，县直各部门：", "请认真做好今年的森林防火工作。")
MARK = "机密★10年"
_FREE = Path(os.environ.get("SHUNIU_TEST_FONTS", Path(__file__).resolve().parents[4] / "var" / "fonts-free"))
_FONTS = [
    *sorted(Path("/usr/share/fonts").glob("**/NotoS*CJK*.ttc")),
    *sorted(_FREE.glob("NotoSansSC-Regular.ttf")),
]


def word(*lines: str) -> bytes:
    """A Word document of these paragraphs."""
    document, out = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def word_with(part: str, content: bytes) -> bytes:
    """A Word document with one part more."""
    out = io.BytesIO(word(*PLAIN))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return out.getvalue()


def word_of_xml(body: bytes) -> bytes:
    """A Word package whose main part is *body*."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, body if name == "word/document.xml" else source.read(name))
    return out.getvalue()


@cache
def scan(lines: Sequence[str], *, kind: str = "PNG") -> bytes:
    """A picture of a page with these lines, as a scanner makes it."""
    if not _FONTS:
        pytest.skip("no Chinese font on this machine to draw a scan with")
    font = ImageFont.truetype(str(_FONTS[0]), 44)
    image = Image.new("L", (1654, 2339), 250)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((200, 200 + row * 90), line, font=font, fill=10)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (200, 100), **saving: object) -> bytes:
    """An empty picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **saving)
    return out.getvalue()


def scanned_pdf(*pages: bytes) -> bytes:
    """A PDF whose pages are pictures."""
    first, *others = [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=200)
    return out.getvalue()


def bomb() -> bytes:
    """A Word file that inflates a thousandfold."""
    return word_with("word/big.xml", b"<a>" + b"0" * 40_000_000 + b"</a>")


def huge_picture() -> bytes:
    """A small file that claims to be a picture of 100 megapixels."""
    out = io.BytesIO()
    Image.new("1", (20_000, 5_000)).save(out, "PNG")
    return out.getvalue()
