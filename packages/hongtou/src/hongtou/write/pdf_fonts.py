"""Fonts in a PDF: composite fonts with two-byte codes, cut down to what is drawn (ISO 32000-1, 9.7 and 9.9)."""

from __future__ import annotations

from hongtou.fonts import BadFont, Font
from hongtou.fonts.embedding import embed
from hongtou.write.objects import Objects

_ALL_BOXES = 500
_PER_BLOCK = 100


class UsedFont:
    """A font as far as pages use it. Codes are given out in the order of use and never change; code 0 is the box
    for what the font does not draw. Without a font, everything is drawn as nothing of half an em's width."""

    def __init__(self, name: str, font: Font | None) -> None:
        self.name = name
        self.font = font
        self.glyphs = [0]
        self.texts = [""]
        self._codes: dict[str, int] = {}
        self._known: dict[int, int] = {}
        self._widths: dict[str, float] = {}

    def code(self, character: str) -> int:
        """The code that draws *character*."""
        if character not in self._codes:
            glyph = self.font.glyph(character) if self.font else 0
            self._codes[character] = self._code_of(glyph, character)
        return self._codes[character]

    def _code_of(self, glyph: int, character: str) -> int:
        if glyph == 0 and self.font:
            return 0
        if self.font and glyph in self._known:
            return self._known[glyph]
        self._known[glyph] = len(self.glyphs)
        self.glyphs.append(glyph)
        self.texts.append(character)
        return len(self.glyphs) - 1

    def draws(self, character: str) -> bool:
        """Whether the font has a glyph for *character*."""
        return self.font is not None and self.font.glyph(character) != 0

    def width(self, character: str) -> float:
        """How wide it is, in thousandths of the em."""
        if character not in self._widths:
            font = self.font
            self._widths[character] = font.width(font.glyph(character)) if font else _ALL_BOXES
        return self._widths[character]


def add_font(objects: Objects, used: UsedFont) -> int:
    """Write the font with its widths and the text behind its codes; the number of its object."""
    kind, program = "/CIDFontType2", ""
    box, font = (0.0, -120.0, 1000.0, 880.0), used.font
    name = f"HONGTU+{used.name}"
    if font is not None:
        try:
            data = embed(font, used.glyphs)
        except (OSError, BadFont):
            data = b""
        if data and font.outlines == "glyf":
            program = f"/FontFile2 {objects.add_stream(data, f'/Length1 {len(data)}')} 0 R "
        elif data:
            kind = "/CIDFontType0"
            program = f"/FontFile3 {objects.add_stream(data, '/Subtype /CIDFontType0C')} 0 R "
        box = (font.box[0], font.box[1], font.box[2], font.box[3])
    widths = " ".join(f"{font.width(glyph) if font else _ALL_BOXES:g}" for glyph in used.glyphs)
    corners = " ".join(f"{edge:g}" for edge in box)
    descriptor = objects.add(
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{corners}] /ItalicAngle 0 "
        f"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 {program}>>"
    )
    same = "/CIDToGIDMap /Identity " if kind == "/CIDFontType2" else ""
    descendant = objects.add(
        f"<< /Type /Font /Subtype {kind} /BaseFont /{name} /FontDescriptor {descriptor} 0 R {same}"
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [0 [{widths}]] >>"
    )
    text = objects.add_stream(_to_unicode(used).encode("ascii"))
    return objects.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode {text} 0 R >>"
    )


def _to_unicode(used: UsedFont) -> str:
    """Which text each code stands for, so that the page can be searched and read aloud."""
    pairs = [
        f"<{code:04x}> <{text.encode('utf-16-be', 'surrogatepass').hex()}>"
        for code, text in enumerate(used.texts)
        if text
    ]
    blocks = [pairs[at : at + _PER_BLOCK] for at in range(0, len(pairs), _PER_BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    )
