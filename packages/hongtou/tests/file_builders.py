"""Files built in memory for the tests: Word packages, PDF files, and files that mean harm."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def p(text: str, *, raw: str = "") -> str:
    """A Word paragraph of plain text, then ``raw`` markup."""
    return f"<w:p><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>{raw}</w:p>"


def word_part(inner: str, root: str = "document") -> str:
    body = f"<w:body>{inner}</w:body>" if root == "document" else inner
    return (
        f"<w:{root} xmlns:w='{W}' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:wps='urn:wps' xmlns:v='urn:v' xmlns:wp='urn:wp'>" + body + f"</w:{root}>"
    )


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package of ``parts``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(inner: str, **more: str | bytes) -> bytes:
    """A Word document of body markup; further parts by name, with __ for a slash and _ for a dot last."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "word/document.xml": word_part(inner),
    }
    parts |= {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in more.items()}
    return package(parts)


def docx_of_text(text: str) -> bytes:
    return docx("".join(p(line) for line in text.splitlines()))


def text_box(text: str) -> str:
    """A text box as Word writes it: once for itself and once more for old readers."""
    box = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def pdf(
    pages: Sequence[Sequence[tuple[float, float, float, str]]],
    *,
    info: Mapping[str, str] | None = None,
    encrypted: bool = False,
    image: bool = False,
    attachment: tuple[str, bytes] | None = None,
) -> bytes:
    """A PDF of A4 pages with a text layer in a CID font that is not embedded.

    A line is (left mm, from the top mm, size pt, text). ``image`` lays a picture over every page.
    """
    objects: list[bytes] = []

    def add(content: str | bytes) -> int:
        objects.append(content.encode("latin-1") if isinstance(content, str) else content)
        return len(objects)

    add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [2 0 R] >>"
    )
    add(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 3 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
    )
    add(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    add(
        _stream(
            zlib.compress(b"\x80"),
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            "/Filter /FlateDecode ",
        )
    )
    tree = len(objects) + 1
    add(b"")
    kids = []
    for lines in pages:
        drawn = "q 595 0 0 842 0 0 cm /I Do Q\n" if image else ""
        for left, top, size, text in lines:
            code = text.encode("utf-16-be").hex()
            drawn += f"BT /F {size} Tf {left * 72 / 25.4:.2f} {842 - top * 72 / 25.4:.2f} Td <{code}> Tj ET\n"
        content = add(_stream(drawn.encode("latin-1")))
        kids.append(
            add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
                "/Resources << /Font << /F 1 0 R >> /XObject << /I 4 0 R >> >> >>"
            )
        )
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[tree - 1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>".encode()
    names = ""
    if attachment:
        file = add(_stream(attachment[1], "/Type /EmbeddedFile "))
        title = _hex(attachment[0])
        spec = add(f"<< /Type /Filespec /F {title} /UF {title} /EF << /F {file} 0 R >> >>")
        names = f"/Names << /EmbeddedFiles << /Names [{title} {spec} 0 R] >> >> "
    root = add(f"<< /Type /Catalog /Pages {tree} 0 R {names}>>")
    trailer = f"/Root {root} 0 R "
    if info:
        entries = " ".join(f"/{key} {_hex(value)}" for key, value in info.items())
        trailer += f"/Info {add(f'<< {entries} >>')} 0 R "
    if encrypted:
        key = "<" + "41" * 32 + ">"
        trailer += f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O {key} /U {key} >> /ID [<00> <00>] "
    return _assemble(objects, trailer)


def printed_rows(text: str) -> list[tuple[float, str]]:
    """The lines of ``text`` as a page shows them, each with its left edge in mm: 28 characters a line, a sentence or an
    item indented by two, what is short and ends in no mark centred, everything else flush."""
    rows = []
    for line in re.sub("\u3000{4,}", "\u3000" * 3, text).splitlines():
        bare = line.strip("\u3000 ")
        if bare.endswith(("：", ":")) or line != bare:
            at, room = 28.0, 28
        elif len(bare) <= 26 and not bare.endswith(("。", "；", ".")):
            rows.append((28 + (28 - len(bare)) / 2 * 5.57, bare))
            continue
        else:
            at, room = 28 + 2 * 5.57, 26
        # PDFium leaves out a character that stands alone in a font that is not there.
        room -= (len(line) - room) % 28 == 1
        rows.append((at, line[:room]))
        rows += [(28.0, line[start : start + 28]) for start in range(room, len(line), 28)]
    return [(left, words) for left, words in rows if words.strip()]


def pdf_of_text(text: str) -> bytes:
    """A PDF of the lines of ``text`` as a page shows them, 22 lines and a page number on each."""
    rows = printed_rows(text)
    pages = [rows[at : at + 22] for at in range(0, len(rows), 22)]
    return pdf(
        [
            [(left, 45 + 10.2 * n, 15.79, words) for n, (left, words) in enumerate(page)]
            + [(100.0, 275.0, 14.0, f"— {number} —")]
            for number, page in enumerate(pages, start=1)
        ]
    )


def _hex(text: str) -> str:
    return "<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex() + ">"


def _stream(content: bytes, entries: str = "") -> bytes:
    return f"<< {entries}/Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _assemble(objects: Sequence[bytes], trailer: str) -> bytes:
    out = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer << /Size {len(objects) + 1} {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def flag_as_encrypted(archive: bytes) -> bytes:
    """The same zip with the encryption flag set on every entry."""
    out = bytearray(archive)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(signature)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(signature, at + 4)
    return bytes(out)


def understate_size(archive: bytes, name: str) -> bytes:
    """The same zip with the directory claiming that ``name`` inflates to 100 bytes."""
    out = bytearray(archive)
    at = out.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", out, at + 28)[0]
        if bytes(out[at + 46 : at + 46 + length]) == name.encode():
            struct.pack_into("<I", out, at + 24, 100)
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


OFD = "http://www.ofdspec.org/2016"


def ofd_text(left: float, base: float, size: float, text: str, *, attributes: str = "") -> str:
    """A TextObject: characters ``size`` mm wide from ``left`` on, standing on ``base`` mm from the top."""
    steps = f'DeltaX="g {max(len(text) - 1, 0)} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{left} {base - size} {size * len(text) + 1} {size * 1.5}" Font="1" '
        f'Size="{size}" {attributes}><ofd:TextCode X="0" Y="{size}" {steps}>{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def ofd_part(root: str, inner: str, attributes: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} xmlns:ofd="{OFD}" {attributes}>{inner}</ofd:{root}>'


def ofd(
    *objects: str, document: str = "", info: str = "", pages: Sequence[str] = (), **more: str | bytes
) -> bytes:
    """An OFD whose pages hold the given ``objects``; ``pages`` names further ones by their part.

    Further parts by name, with __ for a slash and _xml for .xml.
    """
    made = [f"Doc_0/Pages/Page_{n}/Content.xml" for n in range(len(objects))]
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="/{name}"/>' for n, name in enumerate((*made, *pages)))
    parts: dict[str, str | bytes] = {
        "OFD.xml": ofd_part(
            "OFD",
            f"<ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
        ),
        "Doc_0/Document.xml": ofd_part(
            "Document",
            "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"{document}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>",
        ),
    }
    for name, drawn in zip(made, objects, strict=True):
        layer = f'<ofd:Content><ofd:Layer ID="2">{drawn}</ofd:Layer></ofd:Content>'
        parts[name] = ofd_part("Page", layer)
    parts |= {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in more.items()}
    return package(parts)


def ofd_of_text(text: str) -> bytes:
    """An OFD of the lines of ``text`` as a page shows them, 22 lines on each."""
    rows = printed_rows(text)
    pages = [rows[at : at + 22] for at in range(0, len(rows), 22)]
    return ofd(
        *(
            "".join(ofd_text(left, 45 + 10 * n, 5.571, words) for n, (left, words) in enumerate(page))
            for page in pages
        )
    )
