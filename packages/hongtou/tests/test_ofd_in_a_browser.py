"""A reader of OFD by other hands (ofd.js 0.2.6, in Chromium) shows what we wrote as PDFium shows our PDF."""

from __future__ import annotations

import base64
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from manuscripts import EVERY, free_fonts
from ofd_measuring import OFD, parts_of
from page_measuring import MM, measure
from picture_files import ILLUSTRATED
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Browser, Page

from hongtou import Layout, lay_out, write_ofd, write_pdf

pytestmark = pytest.mark.journey

_SCRIPT = Path(__file__).resolve().parents[3] / "var" / "ofd-reader" / "ofd.umd.min.js"
SCALE = 4
"""Pixels a mm: the reader rounds to a tenth of what `renderOfd` is asked for, less ten."""
_CLOSE = 0.05
ALIKE = 0.5
_SHOW = """([data, width]) => new Promise((done, failed) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  ofd.parseOfdDocument({ofd: bytes.buffer, fail: failed, success: (documents) => {
    document.body.replaceChildren(...ofd.renderOfd(width, documents[0]));
    done(document.body.childElementCount);
  }});
})"""
_TEXTS = """(sheet) => {
  const from = sheet.getBoundingClientRect();
  return [...sheet.querySelectorAll("text")].filter((text) => text.textContent.trim()).map((text) => {
    const at = text.getStartPositionOfChar(0).matrixTransform(text.getScreenCTM());
    const style = getComputedStyle(text);
    return [text.textContent, at.x - from.x, at.y - from.y, parseFloat(style.fontSize), style.fill, style.fontFamily];
  });
}"""
_PATHS = """(sheet) => {
  const from = sheet.getBoundingClientRect();
  return [...sheet.querySelectorAll("path")].map((path) => {
    const box = path.getBBox(), place = path.getScreenCTM(), style = getComputedStyle(path);
    const start = new DOMPoint(box.x, box.y).matrixTransform(place);
    const end = new DOMPoint(box.x + box.width, box.y + box.height).matrixTransform(place);
    const xs = [start.x - from.x, end.x - from.x], ys = [start.y - from.y, end.y - from.y];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), parseFloat(style.strokeWidth), style.stroke];
  });
}"""

_FAMILIES = """(sheet) => [...sheet.querySelectorAll("svg:has(text)")].map(
  (svg) => [svg.style.zIndex, getComputedStyle(svg.querySelector("text")).fontFamily])"""
_IMAGES = """(sheet) => {
  const from = sheet.getBoundingClientRect();
  return [...sheet.querySelectorAll("image")].map((image) => {
    const box = image.getBoundingClientRect();
    return [box.x - from.x, box.y - from.y, box.width, box.height];
  });
}"""
_PIXEL = 0.2642
_LEND = """async ([family, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const face = await new FontFace(family, bytes.buffer).load();
  document.fonts.add(face);
  return face.status;
}"""


@dataclass
class Shown:
    """A file in the reader, and what it says of its pages, in mm."""

    page: Page
    sheets: list[Any]

    def texts(self, index: int) -> list[tuple[str, float, float, float, str, str]]:
        """Character, place, size in points, colour, fonts asked for."""
        return [
            (character, x / SCALE, y / SCALE, size / SCALE / MM, fill, family)
            for character, x, y, size, fill, family in self.sheets[index].evaluate(_TEXTS)
        ]

    def lines(self, index: int) -> list[tuple[float, ...]]:
        """Ends, thickness, and 1 for red."""
        return [
            (*(number / SCALE for number in numbers), float(stroke == "rgb(255, 0, 0)"))
            for *numbers, stroke in self.sheets[index].evaluate(_PATHS)
        ]


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    assert _SCRIPT.exists(), "ofd.js is not here: run make ready-test"
    context = chromium.new_context(viewport={"width": 900, "height": 1300})
    page = context.new_page()
    page.set_content("<!doctype html><style>body { margin: 0 }</style><body></body>")
    page.add_script_tag(content=_SCRIPT.read_text("utf-8"))
    yield page
    context.close()


def show(page: Page, data: bytes, pages: int) -> Shown:
    text = base64.b64encode(data).decode()
    assert page.evaluate(_SHOW, [text, SCALE * 210 + 10]) == pages
    return Shown(page, page.query_selector_all("body > div"))


def laid_out(name: str) -> Layout:
    return lay_out((EVERY | ILLUSTRATED)[name], fonts=free_fonts())


@pytest.mark.parametrize("name", ["four_pages", "joint_upward", "with_annexes", "table_across"])
def test_characters_and_lines_stand_where_pdfium_sees_them(reader: Page, name: str) -> None:
    layout = laid_out(name)
    theirs = measure(write_pdf(layout))
    shown = show(reader, write_ofd(layout), len(theirs))
    for index, other in enumerate(theirs):
        drawn = [glyph for glyph in other.glyphs if not glyph.character.isspace()]
        texts = [each for each in shown.texts(index) if not each[0].isspace()]
        assert [each[0] for each in texts] == [glyph.character for glyph in drawn]
        for (character, x, y, size, fill, _), glyph in zip(texts, drawn, strict=True):
            assert abs(x - glyph.x) < _CLOSE and abs(y - glyph.baseline) < _CLOSE, character
            assert abs(size - glyph.size) < _CLOSE, character
            assert (fill == "rgb(255, 0, 0)") is glyph.red
        assert shown.lines(index) == [
            pytest.approx((s.left, s.top, s.right, s.bottom, s.thickness, float(s.red)), abs=_CLOSE)
            for s in other.strokes
        ]


@pytest.mark.parametrize("name", ["four_pages", "table_across"])
def test_with_the_embedded_fonts_the_pages_look_alike(reader: Page, name: str) -> None:
    """ofd.js asks for system fonts by the family's name; here they are the embedded ones, through the browser's own
    reading of font files."""
    layout = laid_out(name)
    data, pdf = write_ofd(layout), write_pdf(layout)
    shown = show(reader, data, len(layout.pages))
    lend_embedded(shown, data)
    for index, sheet in enumerate(shown.sheets):
        picture = Image.open(io.BytesIO(sheet.screenshot())).convert("L")
        printed = pdf_picture(pdf, index).resize(picture.size)
        assert differs(picture, printed) < ALIKE, f"page {index + 1}"
        assert differs(ImageChops.offset(picture, SCALE, 0), printed) > ALIKE, "1 mm must be seen"


def test_pictures_are_shown_at_their_place(reader: Page) -> None:
    """ofd.js enlarges the unit square as if a pixel were always 0.2642 mm, which only a page of that size makes right:
    here the size is held against that."""
    layout = laid_out("pictures_in_annexes")
    shown = show(reader, write_ofd(layout), len(layout.pages))
    found = [box for sheet in shown.sheets for box in sheet.evaluate(_IMAGES)]
    figures = [figure for page in layout.pages for figure in page.figures]
    for box, figure in zip(found, figures, strict=True):
        expected = (figure.x, figure.y, figure.width / (SCALE * _PIXEL), figure.height / (SCALE * _PIXEL))
        assert [number / SCALE for number in box] == pytest.approx(expected, abs=0.2)


def differs(one: Image.Image, other: Image.Image) -> float:
    """How much of the ink of *other* stands elsewhere in *one*; the two draw the edges of strokes differently."""
    apart = ImageChops.difference(*(each.filter(ImageFilter.BoxBlur(1)) for each in (one, other)))
    return ImageStat.Stat(apart).mean[0] / (255 - ImageStat.Stat(other).mean[0])


def lend_embedded(shown: Shown, data: bytes) -> None:
    """Give each family that the reader asks for the embedded font it stands for; every font must be asked for."""
    parts = parts_of(data)
    fonts = {
        font.attrib["ID"]: parts[f"Doc_0/Res/{font.findtext(f'{OFD}FontFile')}"]
        for font in ET.fromstring(parts["Doc_0/PublicRes.xml"]).iter(f"{OFD}Font")
    }
    font_of = {
        text.attrib["ID"]: text.attrib["Font"]
        for name, part in parts.items()
        if name.endswith("Content.xml")
        for text in ET.fromstring(part).iter(f"{OFD}TextObject")
    }
    asked = {
        font_of[number]: family for sheet in shown.sheets for number, family in sheet.evaluate(_FAMILIES)
    }
    assert asked.keys() == fonts.keys()
    assert len(set(asked.values())) == len(fonts)
    for number, family in asked.items():
        loaded = shown.page.evaluate(
            _LEND, [family.split(",")[0].strip('" '), base64.b64encode(fonts[number]).decode()]
        )
        assert loaded == "loaded", family


def pdf_picture(data: bytes, index: int) -> Image.Image:
    pdf = pypdfium2.PdfDocument(data)
    try:
        page = pdf[index]
        picture: Image.Image = page.render(scale=SCALE * MM).to_pil().convert("L")
        page.close()
    finally:
        pdf.close()
    return picture
