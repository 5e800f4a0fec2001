"""PDF/A-2b (ISO 19005-2, level B) as far as the structure of the file shows. No validator was at hand: what follows is
read from the file as PDFium and zlib see it, requirement by requirement.
"""

from __future__ import annotations

import io
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace
from functools import lru_cache

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from manuscripts import EVERY, ONE_PAGE, SPECIAL, free_fonts
from picture_files import ILLUSTRATED
from PIL import Image, ImageCms

from hongtou import Paragraph, Span, lay_out, write_pdf
from hongtou.write.pdf_archive import srgb_profile

ALL = {**EVERY, **SPECIAL, **ILLUSTRATED}
NAMES = ("four_pages", "joint_upward", "with_annexes", *SPECIAL, *ILLUSTRATED)
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_STREAM = re.compile(rb"(.*?)\nstream\n(.*)\nendstream\Z", re.DOTALL)


@lru_cache(maxsize=16)
def data_of(name: str) -> bytes:
    return write_pdf(lay_out(ALL[name], fonts=free_fonts()), stamp="样章")


def objects_of(data: bytes) -> dict[int, tuple[str, bytes]]:
    """Every object by its number: its dictionary, and its stream unpacked."""
    table = data[int(data.rsplit(b"startxref\n", 1)[1].split()[0]) :]
    places = [int(line[:10]) for line in table.splitlines()[3:] if line.endswith(b" n ")]
    found = {}
    for number, (place, end) in enumerate(
        zip(places, [*places[1:], len(data) - len(table)], strict=True), start=1
    ):
        match = _OBJECT.fullmatch(data[place:end])
        assert match, f"object {number} is not where the table says"
        assert int(match[1]) == number
        stream = _STREAM.fullmatch(match[2])
        head = (stream[1] if stream else match[2]).decode("ascii")
        content = stream[2] if stream else b""
        if stream:
            assert f"/Length {len(content)} " in head + " "
        found[number] = (head, zlib.decompress(content) if "/FlateDecode" in head else content)
    return found


def only(objects: dict[int, tuple[str, bytes]], kind: str) -> tuple[str, bytes]:
    found = [each for each in objects.values() if f"/Type /{kind} " in each[0] + " "]
    assert len(found) == 1, f"{len(found)} of {kind}"
    return found[0]


def referred(objects: dict[int, tuple[str, bytes]], head: str, key: str) -> tuple[str, bytes]:
    match = re.search(rf"/{key} \[?(\d+) 0 R", head)
    assert match, f"no {key} in {head}"
    return objects[int(match[1])]


@pytest.mark.parametrize("name", NAMES)
class TestStructure:
    def test_head_identifier_and_no_encryption(self, name: str) -> None:
        data = data_of(name)
        first, second = data.split(b"\n", 2)[:2]
        assert first == b"%PDF-1.7"  # 6.1.2
        assert second[:1] == b"%" and sum(byte > 127 for byte in second) >= 4
        trailer = data[data.rindex(b"trailer") :]
        assert re.search(rb"/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]", trailer)  # 6.1.3
        assert b"/Encrypt" not in trailer
        assert data.endswith(b"%%EOF\n")

    def test_nothing_that_acts_moves_or_shines_through(self, name: str) -> None:
        heads = " ".join(head for head, _ in objects_of(data_of(name)).values())
        for barred in (
            "/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFiles", "/SMask", "/ca ", "/CA ", "/BM",
            "/Group", "/ExtGState", "/LZWDecode", "/XFA", "/AcroForm", "/Movie", "/Sound", "/Annots",
        ):  # fmt: skip
            assert barred not in heads

    def test_the_metadata_say_what_it_is_in_the_words_of_the_information(self, name: str) -> None:
        objects = objects_of(data_of(name))
        catalog, _ = only(objects, "Catalog")
        head, packet = referred(objects, catalog, "Metadata")
        assert "/Subtype /XML" in head and "/Filter" not in head  # 6.6.2.1
        tree = ET.fromstring(packet.decode("utf-8"))
        texts = {element.tag.rpartition("}")[2]: (element.text or "") for element in tree.iter()}
        assert (texts["part"], texts["conformance"]) == ("2", "B")
        info = pypdfium2.PdfDocument(data_of(name)).get_metadata_dict()
        assert texts["li"] == info["Title"] == ALL[name].title
        assert texts["Producer"] == info["Producer"]
        assert packet.startswith(b'<?xpacket begin="\xef\xbb\xbf"') and packet.endswith(
            b'<?xpacket end="r"?>'
        )

    def test_colours_have_a_profile(self, name: str) -> None:
        objects = objects_of(data_of(name))
        catalog, _ = only(objects, "Catalog")
        intent, _ = referred(objects, catalog, "OutputIntents")
        assert "/S /GTS_PDFA1" in intent  # 6.2.3
        head, profile = referred(objects, intent, "DestOutputProfile")
        assert "/N 3" in head
        assert struct.unpack(">I", profile[:4])[0] == len(profile)
        seen = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
        assert seen.xcolor_space.strip() == "RGB"
        assert seen.profile_description.strip("\0") == "sRGB IEC61966-2.1"
        operators = b"\n".join(
            content for head, content in objects.values() if head.startswith("<<  /Filter")
        )
        assert not re.search(rb"\b(?:cs|CS|sc|scn|SC|SCN|k|K|sh|gs|BI)\b", operators)
        shown = [head for head, _ in objects.values() if "/Subtype /Image" in head]
        assert all(
            re.search(r"/ColorSpace (?:/DeviceRGB|/DeviceGray|\[/Indexed /DeviceRGB)", head) for head in shown
        )
        assert not any("/SMask" in head for head in shown)
        assert len(set(re.findall(rb"/(Im\d+) Do\b", operators))) == len(shown)

    def test_every_font_is_embedded_as_a_subset_whose_widths_and_text_are_told(self, name: str) -> None:
        objects = objects_of(data_of(name))
        fonts = [head for head, _ in objects.values() if "/Subtype /Type0" in head]
        assert len(fonts) >= 3
        for font in fonts:
            assert re.search("/BaseFont /[A-Z]{6}\\+", font)
            assert "/Encoding /Identity-H" in font
            _, to_unicode = referred(objects, font, "ToUnicode")
            descendant, _ = referred(objects, font, "DescendantFonts")
            descriptor, _ = referred(objects, descendant, "FontDescriptor")
            told_widths = re.search(r"/W \[0 \[([^]]*)\]\]", descendant)
            assert told_widths
            widths = [float(each) for each in told_widths[1].split()]
            if "/FontFile2" in descriptor:
                assert "/CIDToGIDMap /Identity" in descendant  # 6.2.11.3.2
                _, program = referred(objects, descriptor, "FontFile2")
                with TTFont(io.BytesIO(program)) as file:
                    units = file["head"].unitsPerEm
                    order = file.getGlyphOrder()
                    told = [file["hmtx"][order[n]][0] * 1000 / units for n in range(len(widths))]
                assert all(abs(a - b) < 1 for a, b in zip(widths, told, strict=True))  # 6.2.11.5
            else:
                head, program = referred(objects, descriptor, "FontFile3")
                assert "/Subtype /CIDFontType0C" in head
                cff = CFFFontSet()
                cff.decompile(io.BytesIO(program), TTFont())
                assert len(cff.topDictIndex[0].CharStrings) == len(widths)
            assert to_unicode.count(b"> <") == len(widths)  # one of them is the range of codes

    def test_no_character_is_shown_that_its_font_lacks(self, name: str) -> None:
        for head, content in objects_of(data_of(name)).values():
            if head.startswith("<<  /Filter") and b" TJ ET" in content:
                codes = re.findall(rb"<((?:[0-9a-f]{4})+)>", content)
                shown = {code[at : at + 4] for code in codes for at in range(0, len(code), 4)}
                assert shown and b"0000" not in shown  # 6.2.11.8


def test_the_profile_is_srgb() -> None:
    """Its colours seen through another maker's profile are the same to one step of 255."""
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    through = ImageCms.buildTransform(ours, theirs, "RGB", "RGB")
    colours = [(255, 0, 0), (0, 0, 0), (255, 255, 255), (0, 51, 166), (12, 200, 99), (128, 128, 128)]
    image = Image.new("RGB", (len(colours), 1))
    for place, colour in enumerate(colours):
        image.putpixel((place, 0), colour)
    seen = ImageCms.applyTransform(image, through)
    assert seen is not None
    for place, colour in enumerate(colours):
        other = seen.getpixel((place, 0))
        assert isinstance(other, tuple)
        assert max(abs(a - b) for a, b in zip(colour, other, strict=True)) <= 1, (colour, other)


def test_a_file_with_a_box_for_a_character_does_not_call_itself_fit_for_keeping() -> None:
    layout = lay_out(replace(ONE_PAGE, body=(Paragraph("张\ue123。", Span(0, 0)),)), fonts=free_fonts())
    assert layout.missing
    assert b"pdfaid" not in write_pdf(layout)


def test_the_text_can_be_taken_out_and_titles_lead_to_their_places() -> None:
    pdf = pypdfium2.PdfDocument(data_of("four_pages"))
    try:
        text = pdf[1].get_textpage().get_text_range()
        assert "确保人民群众生命财产安全" in text.replace("\r\n", "")
        assert pdfium.FPDFBookmark_GetFirstChild(pdf.raw, None)
    finally:
        pdf.close()
