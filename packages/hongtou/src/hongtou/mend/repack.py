"""A zip package with some of its parts replaced and every other byte of it as it was."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from hongtou.read import Kind, Unreadable
from hongtou.read.archive import broken

# Layouts after APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16: header of a member, its entry in the directory, end of the directory.
_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DESCRIPTOR = 0x8
_ZIP64 = 1
_LARGE = 0xFFFFFFFF


class _Packed(NamedTuple):
    crc: int
    compressed: int
    size: int


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """*data*, a package that ``Archive`` has found harmless, with the content of *parts* in the place of what they held.

    All other members stay byte for byte, with their order, times and remarks. Raises Unreadable (broken, or
    unsupported for the form of the largest files).
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, directory, comment = archive.infolist(), archive.start_dir, archive.comment
    ordered = sorted(infos, key=lambda info: info.header_offset)
    ends = [*(info.header_offset for info in ordered[1:]), directory]
    out = bytearray(data[: ordered[0].header_offset])
    offsets: dict[str, int] = {}
    packed: dict[str, _Packed] = {}
    for info, end in zip(ordered, ends, strict=True):
        offsets[info.filename] = len(out)
        member = data[info.header_offset : end]
        if info.filename in parts:
            member, packed[info.filename] = _member(member, info, parts[info.filename])
        out += member
    begun = len(out)
    for info in infos:
        entry, directory = _entry(data, directory, offsets[info.filename], packed.get(info.filename))
        out += entry
    count = len(infos)
    out += _END.pack(b"PK\5\6", 0, 0, count, count, len(out) - begun, begun, len(comment)) + comment
    return bytes(out)


def _member(old: bytes, info: zipfile.ZipInfo, content: bytes) -> tuple[bytes, _Packed]:
    """The member with another *content*, packed in the way it was."""
    if len(old) < _LOCAL.size:
        raise broken("文件")
    signature, version, flags, method, time, day, _, _, _, name, extra = _LOCAL.unpack_from(old)
    begun = _LOCAL.size + name
    if len(old) < begun + extra + info.compress_size:
        raise broken("文件")
    kept = _without_zip64(old[begun : begun + extra])
    body = content
    if method == zipfile.ZIP_DEFLATED:
        deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        body = deflate.compress(content) + deflate.flush()
    packed = _Packed(zlib.crc32(content), len(body), len(content))
    head = _LOCAL.pack(signature, version, flags & ~_DESCRIPTOR, method, time, day, *packed, name, len(kept))
    return head + old[_LOCAL.size : begun] + kept + body, packed


def _entry(data: bytes, at: int, offset: int, packed: _Packed | None) -> tuple[bytes, int]:
    """The entry of the directory at *at* with the new *offset* and sizes of its member, and where the next one begins."""
    fields = list(_ENTRY.unpack_from(data, at))
    if _LARGE in (*fields[8:10], fields[16]):
        raise Unreadable(
            Kind.UNSUPPORTED, "这个文件的压缩格式特殊，不能就地修改。请用Word或WPS打开后另存一次再改。"
        )
    end = at + _ENTRY.size + sum(fields[10:13])
    if packed is not None:
        fields[3] &= ~_DESCRIPTOR
        fields[7:10] = packed
    fields[16] = offset
    return _ENTRY.pack(*fields) + data[at + _ENTRY.size : end], end


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields of a member without the one for sizes beyond 4 GiB."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept + extra[at:]
