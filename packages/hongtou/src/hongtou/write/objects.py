"""The objects of a PDF file and the table that finds them (ISO 32000-1, 7.5)."""

from __future__ import annotations

import hashlib
import zlib


class Objects:
    """Numbered objects, from 1; a number may be reserved before its content is known."""

    def __init__(self) -> None:
        self._contents: list[bytes] = []

    def reserve(self) -> int:
        """The number of an object that is filled later."""
        self._contents.append(b"")
        return len(self._contents)

    def fill(self, reserved: int, content: str) -> None:
        """The content of a reserved number."""
        self._contents[reserved - 1] = content.encode("ascii")

    def add(self, content: str) -> int:
        """The number of a new object."""
        reserved = self.reserve()
        self.fill(reserved, content)
        return reserved

    def add_stream(self, data: bytes, entries: str = "", *, packed: bool = True) -> int:
        """The number of a new stream, compressed unless it is to be found by programs that know no PDF."""
        data = zlib.compress(data, 3) if packed else data
        entries += " /Filter /FlateDecode" if packed else ""
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("ascii")
        self._contents.append(head + data + b"\nendstream")
        return len(self._contents)

    def file(self, root: int, info: int) -> bytes:
        """The whole file. Its identifier is made of its content, so that the same content is the same file."""
        out = bytearray(b"%PDF-1.7\n%\xe5\x85\xac\xe6\x96\x87\n")
        places = []
        for at, content in enumerate(self._contents, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n" % at + content + b"\nendobj\n"
        identity = hashlib.sha256(out).hexdigest()[:32]
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += (
            f"trailer\n<< /Size {len(places) + 1} /Root {root} 0 R /Info {info} 0 R "
            f"/ID [<{identity}> <{identity}>] >>\nstartxref\n{start}\n%%EOF\n"
        ).encode("ascii")
        return bytes(out)


def number(value: float) -> str:
    """*value* as PDF writes it: at most three decimals (0.0004 mm), no exponent, no useless zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def hex_text(text: str) -> str:
    """*text* as a text string."""
    return "<" + (b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass")).hex() + ">"
