"""Reading and cutting font files, held against fontTools, which reads them in its own way."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from manuscripts import free_fonts

from hongtou.fonts import BadFont, Face, FontFile, draws, find_fonts, load
from hongtou.fonts.embedding import embed
from hongtou.fonts.outlines import outline

TEXT = "云岭县人民政府办公室关于开展年汛前安全检查的通知，。、；：（）《》“”〔〕0123456789Aag"


def faces() -> dict[Face, FontFile]:
    return {role: choice.face for role, choice in free_fonts().choices.items()}


@pytest.mark.parametrize("role", Face)
def test_characters_and_widths_are_read_as_fonttools_reads_them(role: Face) -> None:
    face = faces()[role]
    font = load(face.path, face.index)
    with TTFont(face.path, fontNumber=face.index, lazy=True) as other:
        characters, widths, numbers = other.getBestCmap(), other["hmtx"], other.getReverseGlyphMap()
        scale = 1000 / other["head"].unitsPerEm
        for code in list(characters)[::37]:
            glyph = font.glyph(chr(code))
            assert glyph == numbers[characters[code]]
            width, bearing = widths[characters[code]]
            assert font.width(glyph) == pytest.approx(width * scale)
            assert font.bearing(glyph) == bearing
        for unknown in "\ue000\U000e0100":
            assert (font.glyph(unknown) == 0) is (ord(unknown) not in characters)


@pytest.mark.parametrize("role", [Face.XIAOBIAOSONG, Face.HEITI, Face.KAITI])
def test_a_cut_truetype_font_draws_the_same(role: Face) -> None:
    face = faces()[role]
    font = load(face.path, face.index)
    glyphs = [0, *sorted({font.glyph(character) for character in TEXT} - {0})]
    with TTFont(io.BytesIO(embed(font, glyphs))) as cut, TTFont(face.path, fontNumber=face.index) as whole:
        for new, old in enumerate(glyphs):
            assert _drawn(cut, new) == _drawn(whole, old)
            assert cut["hmtx"][cut.getGlyphName(new)] == whole["hmtx"][whole.getGlyphName(old)]
        assert cut["maxp"].numGlyphs >= len(glyphs)


def _drawn(font: TTFont, glyph: int) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return pen.value


@pytest.mark.parametrize("role", Face)
def test_outlines_run_as_fonttools_draws_them(role: Face) -> None:
    face = faces()[role]
    font = load(face.path, face.index)
    with TTFont(face.path, fontNumber=face.index, lazy=True) as other:
        glyphs, scale = other.getGlyphSet(), 1000 / font.units
        for character in TEXT:
            glyph = font.glyph(character)
            pen, bounds = SVGPathPen(glyphs), BoundsPen(glyphs)
            for each in (pen, bounds):
                glyphs[other.getGlyphName(glyph)].draw(each)
            ours = outline(font, glyph)
            theirs = [(x * scale, -y * scale) for x, y in _absolute(pen.getCommands())]
            assert len(_absolute(ours.data)) == len(theirs), character
            for (x, y), (other_x, other_y) in zip(_absolute(ours.data), theirs, strict=True):
                assert abs(x - other_x) < 1
                assert abs(y - other_y) < 1
            _, bottom, _, top = (edge * scale for edge in bounds.bounds)
            assert ours.top == pytest.approx(top, abs=1.5)
            assert ours.bottom == pytest.approx(bottom, abs=1.5)
    assert outline(font, font.glyph(" ")).data == ""


def _absolute(path: str) -> list[tuple[float, float]]:
    """Where the steps of SVG path data lead, without the points at which a contour closes upon its beginning."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    begin = (0.0, 0.0)
    for command, numbers in re.findall("([a-zA-Z])([^a-zA-Z]*)", path):
        values = [float(each) for each in re.findall(r"-?[\d.]+", numbers)]
        own = command.islower()
        if command in "zZ":
            if max(abs(a - b) for a, b in zip(found[-1], begin, strict=True)) <= 1:
                found.pop()
            x, y = begin
            continue
        if command in "hH":
            values = [values[0], 0.0 if own else y]
        elif command in "vV":
            values = [0.0 if own else x, values[0]]
        points = [(x + a, y + b) if own else (a, b) for a, b in zip(values[0::2], values[1::2], strict=True)]
        x, y = points[-1]
        begin = points[0] if command in "mM" else begin
        found += points
    return found


def test_a_cut_cff_font_draws_the_same() -> None:
    face = faces()[Face.FANGSONG]
    font = load(face.path, face.index)
    glyphs = [0, *sorted({font.glyph(character) for character in TEXT} - {0})]
    cut = _top_of(embed(font, glyphs))
    with TTFont(face.path, lazy=True) as whole:
        top = whole["CFF "].cff.topDictIndex[0]
        assert cut.ROS == ("Adobe", "Identity", 0)
        assert cut.charset[1:] == [f"cid{number:05}" for number in range(1, len(glyphs))]
        for new, old in enumerate(glyphs):
            assert _outline(cut, new) == _outline(top, old)


def _top_of(data: bytes) -> object:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), TTFont())
    return fonts.topDictIndex[0]


def _outline(top: object, glyph: int) -> list[object]:
    pen = RecordingPen()
    top.CharStrings[top.charset[glyph]].draw(pen)  # type: ignore[attr-defined]
    return pen.value


def test_a_cff_font_keyed_by_names_is_cut_too(tmp_path: Path) -> None:
    builder = FontBuilder(1000, isTTF=False)
    names = {"文": "wen", "件": "jian", "A": "A"}
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    outlines = {}
    for size, name in enumerate((".notdef", *names.values()), start=1):
        pen = T2CharStringPen(1000, None)
        pen.moveTo((0, 0))
        pen.lineTo((100 * size, 0))
        pen.lineTo((100 * size, 700))
        pen.closePath()
        outlines[name] = pen.getCharString()
    builder.setupCFF("Small", {}, outlines, {})
    builder.setupHorizontalMetrics(dict.fromkeys(outlines, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"}, mac=False)
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "small.otf")
    font = load(str(tmp_path / "small.otf"), 0)
    cut = _top_of(embed(font, [0, font.glyph("件"), font.glyph("A")]))
    assert [_outline(cut, new)[1][1] for new in range(3)] == [((100, 0),), ((300, 0),), ((400, 0),)]  # type: ignore[index]


def test_a_broken_or_changed_file_draws_nothing_and_stops_nothing(tmp_path: Path) -> None:
    face = faces()[Face.HEITI]
    copy = tmp_path / "copy.ttf"
    shutil.copy(face.path, copy)
    here = FontFile(face.family, 400, str(copy), 0, face.origin)
    assert draws(here, "文")
    copy.write_bytes(Path(face.path).read_bytes()[:40_000])
    assert not draws(here, "文")
    with pytest.raises(BadFont):
        load(str(copy), 0)
    copy.unlink()
    assert not draws(here, "文")


@pytest.mark.parametrize("length", [0, 3, 11, 30, 300, 5_000])
def test_files_that_end_too_early_are_passed_over(tmp_path: Path, length: int) -> None:
    data = Path(faces()[Face.HEITI].path).read_bytes()[:length]
    (tmp_path / "cut.ttf").write_bytes(data)
    (tmp_path / "text.ttf").write_text("no font", "utf-8")
    assert find_fonts(office=tmp_path, system=()).choices == {}
