"""Our OFD meets what GB/T 33190-2016 is known to ask for, and the check of it sees each fault it is for."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache

import pytest
from manuscripts import EVERY, FOUR_PAGES, SPECIAL, free_fonts
from ofd_checking import ASKS, Breach, check_ofd
from ofd_measuring import parts_of
from picture_files import ILLUSTRATED

from hongtou import Code, FontSet, elements_of, lay_out, write_ofd


@cache
def sound() -> bytes:
    layout = lay_out(FOUR_PAGES, fonts=free_fonts())
    return write_ofd(
        layout,
        elements=elements_of(FOUR_PAGES),
        created=date(2026, 3, 27),
        stamp="样章",
        codes=[Code(((True,),))],
    )


@pytest.mark.parametrize("name", EVERY | SPECIAL | ILLUSTRATED)
def test_every_form_meets_what_is_asked(name: str) -> None:
    copy = (EVERY | SPECIAL | ILLUSTRATED)[name]
    assert check_ofd(write_ofd(lay_out(copy, fonts=free_fonts()), elements=elements_of(copy))) == []


def test_stamps_codes_days_and_a_machine_without_fonts_do_too() -> None:
    assert check_ofd(sound()) == []
    assert check_ofd(write_ofd(lay_out(FOUR_PAGES, fonts=FontSet({})))) == []


def spoilt(part: str, old: str, new: str) -> bytes:
    """The sound file with the first *old* of a part exchanged."""
    parts = parts_of(sound())
    text = parts[part].decode()
    assert old in text, old
    return packed({**parts, part: text.replace(old, new, 1).encode()})


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


_ENTRANCE, _DOCUMENT, _RES = "OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml"
_PAGE = "Doc_0/Pages/Page_0/Content.xml"
_TRANSFORM = '<ofd:CGTransform CodePosition="{}"><ofd:Glyphs>{}</ofd:Glyphs></ofd:CGTransform><ofd:TextCode'
_FAULTS = [
    ("xml", _PAGE, "</ofd:Page>", ""),
    ("xml", _PAGE, "http://www.ofdspec.org/2016", "http://www.ofdspec.org/2015"),
    ("structure", _ENTRANCE, ' DocType="OFD"', ""),
    ("structure", _ENTRANCE, 'Version="1.0"', 'Version="2.0"'),
    ("structure", _ENTRANCE, "2026-03-27", "27.3.2026"),
    ("structure", _ENTRANCE, "<ofd:DocID>", "<ofd:DocID>not"),
    ("structure", _ENTRANCE, "<ofd:Creator>hongtou</ofd:Creator>", "<ofd:Author>x</ofd:Author>"),
    ("structure", _DOCUMENT, "<ofd:PhysicalBox>0 0 210 297", "<ofd:PhysicalBox>0 0 210"),
    ("structure", _DOCUMENT, "<ofd:Pages>", "<ofd:Pages/><ofd:Pages>"),
    ("structure", _RES, 'BaseLoc="Res"', ""),
    ("structure", _RES, 'FontName="', 'FontTitle="'),
    ("structure", _PAGE, 'Type="Body"', 'Type="Middle"'),
    ("structure", _PAGE, 'Size="', 'Size="-'),
    ("structure", _PAGE, '<ofd:StrokeColor Value="255 0 0"/>', '<ofd:StrokeColor Value="256 0 0"/>'),
    ("structure", _PAGE, "<ofd:AbbreviatedData>M ", "<ofd:AbbreviatedData>M 1 "),
    ("structure", _PAGE, 'DeltaX="', 'DeltaX="g 3 '),
    ("structure", _PAGE, 'CTM="', 'CTM="1 '),
    ("unique", _DOCUMENT, '<ofd:Page ID="2"', '<ofd:Page ID="1"'),
    ("unique", _DOCUMENT, '<ofd:Page ID="1"', '<ofd:Page ID="0"'),
    ("highest", _DOCUMENT, "<ofd:MaxUnitID>1", "<ofd:MaxUnitID>"),
    ("resolved", _PAGE, 'Font="', 'Font="9'),
    ("located", _ENTRANCE, "Doc_0/Document.xml", "Doc_1/Document.xml"),
    ("located", _DOCUMENT, "Page_1/Content.xml", "Page_9/Content.xml"),
    ("located", _RES, "<ofd:FontFile>", "<ofd:FontFile>x"),
    ("steps", _PAGE, ' DeltaX="', ' DeltaX="g 40 5 '),
    ("origin", _PAGE, 'TextCode X="', 'TextCode DeltaY="0" Z="'),
    ("glyphs", _PAGE, "<ofd:TextCode", _TRANSFORM.format(99, "1")),
    ("glyphs", _PAGE, "<ofd:TextCode", _TRANSFORM.format(0, "1 2")),
    ("inside", _DOCUMENT, "<ofd:ContentBox>28", "<ofd:ContentBox>128"),
    ("font", _PAGE, "云岭县", "云邻县"),
]  # fmt: skip


@pytest.mark.parametrize(("demand", "part", "old", "new"), _FAULTS)
def test_each_demand_is_seen_to_be_broken(demand: str, part: str, old: str, new: str) -> None:
    assert demand in {breach.demand for breach in check_ofd(spoilt(part, old, new))}


def test_a_package_that_is_none_and_a_font_that_is_none() -> None:
    parts = parts_of(sound())
    assert [breach.demand for breach in check_ofd(b"PK")] == ["package"]
    assert check_ofd(packed({"a.xml": b"<a/>"})) == [Breach("package", "", "no OFD.xml")]
    assert check_ofd(packed({**parts, "../x": b""}))[0].demand == "package"
    font = next(name for name in parts if name.endswith(".ttf"))
    assert [breach.demand for breach in check_ofd(packed({**parts, font: b"no font"}))] == ["font"]


def test_every_demand_has_a_fault_that_breaks_it() -> None:
    assert {fault[0] for fault in _FAULTS} | {"package"} == ASKS["demand"].keys()
