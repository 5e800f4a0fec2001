"""How a camera was held when it took a photograph (Exif, tag 274), and the file without that."""

from __future__ import annotations

import struct

_EXIF = b"Exif\0\0"
_ORIENTATION, _SHORT = 274, 3
_TURNS = {3: 2, 4: 2, 5: 1, 6: 1, 7: 3, 8: 3}
"""Quarter turns to the right that bring it upright; what is mirrored besides is only turned."""
_MOST_ENTRIES = 200


def upright(data: bytes) -> tuple[bytes, int]:
    """A JPEG that says nothing of being turned, and how many quarter turns to the right it did say; the same bytes when
    it says nothing that can be read."""
    at = data.find(b"\xff\xe1", 0, 1 << 16)
    if at < 0 or data[at + 4 : at + 10] != _EXIF:
        return data, 0
    start = at + 10
    order = {b"II": "<", b"MM": ">"}.get(data[start : start + 2])
    try:
        if order is None:
            return data, 0
        (first,) = struct.unpack_from(f"{order}I", data, start + 4)
        (count,) = struct.unpack_from(f"{order}H", data, start + first)
        for entry in range(min(count, _MOST_ENTRIES)):
            place = start + first + 2 + 12 * entry
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", data, place)
            if (tag, kind) == (_ORIENTATION, _SHORT) and 1 < value <= 8:
                said = struct.pack(f"{order}H", 1)
                return data[: place + 8] + said + data[place + 10 :], _TURNS.get(value, 0)
    except struct.error:
        pass
    return data, 0
