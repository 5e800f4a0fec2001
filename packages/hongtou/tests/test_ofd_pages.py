"""The OFD pen draws what the PDF pen draws: the same characters, places, sizes, colours and glyphs, held against PDFium
and fontTools."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from manuscripts import EVERY, FOUR_PAGES, ONE_PAGE, SPECIAL, free_fonts
from ofd_measuring import OFD, measure_ofd, parts_of
from page_measuring import measure

from hongtou import Code, FontSet, Layout, Paragraph, Span, elements_of, lay_out, write_ofd, write_pdf

_RED = "255 0 0"
_CLOSE = 0.01


def laid_out(name: str) -> Layout:
    return lay_out((EVERY | SPECIAL)[name], fonts=free_fonts())


@pytest.mark.parametrize("name", EVERY | SPECIAL)
def test_every_character_stands_where_the_pdf_has_it(name: str) -> None:
    layout = laid_out(name)
    ours, theirs = measure_ofd(write_ofd(layout)), measure(write_pdf(layout))
    assert len(ours) == len(theirs)
    for page, other in zip(ours, theirs, strict=True):
        drawn = [glyph for glyph in other.glyphs if not glyph.character.isspace()]
        placed = [glyph for glyph in page.glyphs if not glyph.character.isspace()]
        assert [glyph.character for glyph in placed] == [glyph.character for glyph in drawn]
        for glyph, twin in zip(placed, drawn, strict=True):
            assert abs(glyph.x - twin.x) < _CLOSE and abs(glyph.baseline - twin.baseline) < _CLOSE, glyph
            assert abs(glyph.size - twin.size) < _CLOSE
            assert (glyph.colour == _RED) is twin.red
        strokes = [
            (stroke.left, stroke.top, stroke.right, stroke.bottom, stroke.thickness, stroke.red)
            for stroke in other.strokes
        ]
        lines = [
            (line.x1, line.y1, line.x2, line.y2, line.thickness, line.colour == _RED) for line in page.lines
        ]
        assert lines == [pytest.approx(stroke, abs=_CLOSE) for stroke in strokes]


@pytest.mark.parametrize("name", ["four_pages", "with_annexes"])
def test_embedded_fonts_draw_each_character_as_the_whole_font_does(name: str) -> None:
    layout = laid_out(name)
    data = write_ofd(layout)
    parts = parts_of(data)
    faces = {choice.face for choice in layout.fonts.choices.values()}
    resources = ET.fromstring(parts["Doc_0/PublicRes.xml"])
    asked: dict[str, set[str]] = {}
    for page in measure_ofd(data):
        for glyph in page.glyphs:
            asked.setdefault(glyph.font, set()).add(glyph.character)
    fonts = {font.attrib["ID"]: font for font in resources.iter(f"{OFD}Font")}
    assert fonts.keys() == asked.keys()
    for number, font in fonts.items():
        with TTFont(io.BytesIO(parts[f"Doc_0/Res/{font.findtext(f'{OFD}FontFile')}"])) as cut:
            name = font.attrib["FontName"]
            assert cut["name"].getDebugName(1) == name
            bold = font.get("Bold") == "true"
            (path,) = {
                face
                for face in faces
                if (face.family, face.weight >= 600) == (name.removesuffix(" Bold"), bold)
            }
            with TTFont(path.path, fontNumber=path.index, lazy=True) as whole:
                for character in asked[number] - {" "}:
                    assert _outline(cut, character) == _outline(whole, character), character


def _outline(font: TTFont, character: str) -> list[object]:
    glyphs, name = font.getGlyphSet(), font.getBestCmap()[ord(character)]
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


def test_the_same_document_on_the_same_day_is_the_same_file() -> None:
    layout, facts = laid_out("four_pages"), elements_of(FOUR_PAGES)
    first = write_ofd(layout, elements=facts, created=date(2026, 11, 28))
    assert first == write_ofd(laid_out("four_pages"), elements=facts, created=date(2026, 11, 28))
    assert first != write_ofd(layout, elements=facts, created=date(2026, 11, 29))
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.namelist()[0] == "OFD.xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_tells_its_elements_and_the_area_of_its_pages() -> None:
    parts = parts_of(
        write_ofd(laid_out("four_pages"), elements=elements_of(FOUR_PAGES), created=date(2026, 3, 9))
    )
    entrance = ET.fromstring(parts["OFD.xml"])
    told = {each.attrib["Name"]: each.text for each in entrance.iter(f"{OFD}CustomData")}
    assert told["发文字号"] == "云政办发〔2026〕12号" and told["紧急程度"] == "特急"
    assert told["成文日期"] == "2026年3月27日" and told["份号"] == "000127"
    assert "签发人" not in told
    info = entrance.find(f"{OFD}DocBody/{OFD}DocInfo")
    assert info is not None
    assert info.findtext(f"{OFD}CreationDate") == "2026-03-09"
    assert info.findtext(f"{OFD}Title") == FOUR_PAGES.title
    document = ET.fromstring(parts["Doc_0/Document.xml"])
    boxes = {box.tag.removeprefix(OFD): box.text for box in document.find(f".//{OFD}PageArea") or ()}
    assert boxes == {
        "PhysicalBox": "0 0 210 297",
        "ApplicationBox": "0 0 210 297",
        "ContentBox": "28 37 156 225",
    }


def test_stamp_and_code_are_drawn_as_in_the_pdf() -> None:
    layout = laid_out("one_page")
    code = Code(((True, False, True), (False, False, False), (True, True, False)))
    ours = measure_ofd(write_ofd(layout, stamp="样章"))[0].glyphs[:2]
    theirs = measure(write_pdf(layout, stamp="样章"))[0].glyphs
    for glyph in ours:
        twin = next(each for each in theirs if each.character == glyph.character and each.size > 100)
        assert abs(glyph.x - twin.x) < 0.05 and abs(glyph.baseline - twin.baseline) < 0.05
    content = parts_of(write_ofd(layout, codes=[code]))["Doc_0/Pages/Page_0/Content.xml"]
    filled = next(p for p in ET.fromstring(content).iter(f"{OFD}PathObject") if p.get("Fill") == "true")
    squares = [part.split() for part in (filled.findtext(f"{OFD}AbbreviatedData") or "").split("M ")[1:]]
    boxes = measure(write_pdf(layout, codes=[code]))[0].boxes
    assert [(float(s[0]), float(s[1])) for s in squares] == [
        pytest.approx((box.left, box.top), abs=_CLOSE) for box in boxes
    ]
    assert len(boxes) == 3


def test_a_machine_without_fonts_names_the_typefaces_and_leaves_them_to_the_reader() -> None:
    parts = parts_of(write_ofd(lay_out(ONE_PAGE, fonts=FontSet({}))))
    resources = ET.fromstring(parts["Doc_0/PublicRes.xml"])
    assert [font.get("FamilyName") for font in resources.iter(f"{OFD}Font")] == ["小标宋"]
    assert not list(resources.iter(f"{OFD}FontFile"))
    assert not any(name.startswith("Doc_0/Res/") for name in parts)


def test_a_rare_character_finds_its_glyph_and_markup_is_text() -> None:
    copy = replace(ONE_PAGE, body=(Paragraph("张𠅤<&>“县”的 Word 2 表。", Span(0, 0)),))
    data = write_ofd(lay_out(copy, fonts=free_fonts()))
    glyphs = measure_ofd(data)[0].glyphs
    text = "".join(glyph.character for glyph in glyphs)
    assert "张𠅤<&>“县”的 Word 2 表。" in text
    number = next(glyph.font for glyph in glyphs if glyph.character == "𠅤")
    with TTFont(io.BytesIO(next(d for n, d in parts_of(data).items() if f"font_{number}." in n))) as font:
        assert ord("𠅤") in font.getBestCmap()
