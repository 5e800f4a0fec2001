"""What stands where in an OFD file by its own numbers, read without hongtou, in mm from the upper left corner."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass

OFD = "{http://www.ofdspec.org/2016}"
POINT = 25.4 / 72


@dataclass(frozen=True)
class Glyph:
    """A character with its origin, its size in points, the colour and the number of the font it asks for."""

    character: str
    x: float
    baseline: float
    size: float
    colour: str
    font: str


@dataclass(frozen=True)
class Line:
    """A straight line: its ends, its thickness and colour."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    colour: str


@dataclass(frozen=True)
class OfdPage:
    """One page."""

    glyphs: tuple[Glyph, ...]
    lines: tuple[Line, ...]


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of the package in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def measure_ofd(data: bytes) -> list[OfdPage]:
    """Every page of the file that the pen wrote."""
    parts = parts_of(data)
    document = ET.fromstring(parts["Doc_0/Document.xml"])
    pages = document.findall(f"{OFD}Pages/{OFD}Page")
    return [_page(ET.fromstring(parts[f"Doc_0/{page.attrib['BaseLoc']}"])) for page in pages]


def _page(root: ET.Element) -> OfdPage:
    glyphs = [glyph for text in root.iter(f"{OFD}TextObject") for glyph in _glyphs(text)]
    paths = [path for path in root.iter(f"{OFD}PathObject") if path.get("Stroke") != "false"]
    return OfdPage(tuple(glyphs), tuple(map(_line, paths)))


def _glyphs(text: ET.Element) -> list[Glyph]:
    left, top, *_ = numbers(text.attrib["Boundary"])
    a, b, c, d, e, f = numbers(text.get("CTM", "1 0 0 1 0 0"))
    code, ink = text.find(f"{OFD}TextCode"), text.find(f"{OFD}FillColor")
    assert code is not None and ink is not None
    words, x, y = code.text or "", float(code.attrib["X"]), float(code.attrib["Y"])
    size = float(text.attrib["Size"]) / POINT
    found = []
    for character, step in zip(words, [0.0, *steps(code.get("DeltaX", ""))], strict=True):
        x += step
        found.append(
            Glyph(
                character,
                left + a * x + c * y + e,
                top + b * x + d * y + f,
                size,
                ink.attrib["Value"],
                text.attrib["Font"],
            )
        )
    return found


def _line(path: ET.Element) -> Line:
    left, top, *_ = numbers(path.attrib["Boundary"])
    data, ink = path.findtext(f"{OFD}AbbreviatedData") or "", path.find(f"{OFD}StrokeColor")
    assert ink is not None
    move, x1, y1, draw, x2, y2 = data.split()
    assert (move, draw) == ("M", "L")
    return Line(
        left + float(x1),
        top + float(y1),
        left + float(x2),
        top + float(y2),
        float(path.attrib["LineWidth"]),
        ink.attrib["Value"],
    )


def numbers(text: str) -> list[float]:
    """The numbers of an array."""
    return [float(word) for word in text.split()]


def steps(text: str) -> list[float]:
    """The distances that DeltaX gives, counted groups written out."""
    found: list[float] = []
    words = iter(text.split())
    for word in words:
        if word == "g":
            times = int(next(words))
            found += [float(next(words))] * times
        else:
            found.append(float(word))
    return found
