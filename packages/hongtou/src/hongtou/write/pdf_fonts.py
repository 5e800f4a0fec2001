"""Fonts in a PDF: composite fonts with two-byte codes, cut down to what is drawn (ISO 32000-1, 9.7 and 9.9)."""

from __future__ import annotations

from hongtou.fonts import BadFont
from hongtou.fonts.embedding import embed
from hongtou.write.objects import Objects
from hongtou.write.placing import UsedFont

_PER_BLOCK = 100


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
    widths = " ".join(f"{used.glyph_width(glyph):g}" for glyph in used.glyphs)
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
