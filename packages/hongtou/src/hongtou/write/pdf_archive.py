"""What makes a PDF keep for good: colours with a meaning of their own, and metadata that say what it is (ISO 19005-2,
level B: PDF/A-2b).
"""

from __future__ import annotations

import struct
from functools import lru_cache
from xml.sax.saxutils import escape

from hongtou.write.objects import Objects, hex_text
from hongtou.write.xml import clean

PRODUCER = "hongtou"
_PACKET = "W5M0MpCehiHzreSzNTczkc9d"
"""The mark by which programs that know no PDF find the metadata; the same in every file (ISO 16684-1)."""
_CURVE_POINTS = 1024
# Colours of sRGB (IEC 61966-2-1) as the profile's white, D50, sees them, and that white itself.
_WHITE = (0.9642, 1.0, 0.8249)
_COLUMNS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}


def metadata(title: str) -> bytes:
    """The XMP packet: title, producer, and that the file is PDF/A-2b. It holds no time, so that the same document is
    the same file."""
    return f"""<?xpacket begin="\ufeff" id="{_PACKET}"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(clean(title))}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>""".encode()


def add_archive(objects: Objects, title: str) -> str:
    """Write metadata and colours; the entries of the catalog that name them."""
    data = metadata(title)
    packet = objects.add_stream(data, "/Type /Metadata /Subtype /XML", packed=False)
    profile = objects.add_stream(srgb_profile(), "/N 3")
    intent = objects.add(
        "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) "
        f"/DestOutputProfile {profile} 0 R >>"
    )
    return f"/Metadata {packet} 0 R /OutputIntents [{intent} 0 R]"


def add_info(objects: Objects, title: str) -> int:
    """The number of the document information, in the words of the metadata."""
    return objects.add(f"<< /Title {hex_text(clean(title))} /Producer ({PRODUCER}) >>")


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """A profile of sRGB, worked out from its definition (ICC.1:2001-04, a display of three colours)."""
    curve = struct.pack(">4s4xI", b"curv", _CURVE_POINTS) + struct.pack(
        f">{_CURVE_POINTS}H", *(round(65535 * _light(n / (_CURVE_POINTS - 1))) for n in range(_CURVE_POINTS))
    )
    name = b"sRGB IEC61966-2.1\0"
    description = struct.pack(">4s4xI", b"desc", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
    tags = {
        b"desc": description,
        b"cprt": struct.pack(">4s4x", b"text") + b"Public domain\0",
        b"wtpt": _xyz(_WHITE),
        **{tag: _xyz(column) for tag, column in _COLUMNS.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    at = 128 + 4 + 12 * len(tags)
    table, body, places = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for tag, content in tags.items():
        if content not in places:
            places[content] = at + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4s2I", tag, places[content], len(content))
    size = at + len(body)
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sII4sQI3i4s44x",
        *(size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ "),
        *(2026, 1, 1, 0, 0, 0),
        *(b"acsp", b"\0\0\0\0", 0, 0, b"\0\0\0\0", 0, 0),
        *(round(each * 65536) for each in _WHITE),
        b"\0\0\0\0",
    )
    return head + table + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">4s4x3i", b"XYZ ", *(round(value * 65536) for value in values))


def _light(value: float) -> float:
    """How much light a value of sRGB, from 0 to 1, stands for."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
