"""Zip archives from strangers: everything is checked before and while anything is inflated."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from hongtou.read.unreadable import Kind, Unreadable

MAX_ENTRIES = 3_000
MAX_TOTAL = 256 * 2**20
MAX_PART = 64 * 2**20
# Deflate cannot exceed about 1032:1; honest XML stays near 20:1, blank XML templates near 60:1.
MAX_RATIO = 150
RATIO_FLOOR = 2**20
_CHUNK = 2**16
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def bomb() -> Unreadable:
    """The refusal of what swells out of all proportion; a new one each time, since one that was raised holds on to what
    was being read."""
    return Unreadable(
        Kind.BOMB, "这个文件解压后大得不正常，疑似压缩炸弹，已停止读取。请向来文单位核实，并要求重新发送。"
    )


def broken(what: str) -> Unreadable:
    """The refusal of a damaged file of the kind ``what``."""
    return Unreadable(Kind.BROKEN, f"这个{what}已损坏或不完整，无法打开。请重新下载，或请来文单位重新发送。")


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose directory has been found harmless; parts are still counted while they inflate."""

    _zip: zipfile.ZipFile
    names: tuple[str, ...]

    @classmethod
    def open(cls, data: bytes) -> Archive:
        """Check the directory of a zip archive held in memory; nothing is inflated.

        Raises Unreadable: broken, encrypted, or bomb (entries, total size, ratio).
        """
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
            raise broken("文件") from None
        infos = archive.infolist()
        names = tuple(info.filename for info in infos)
        if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_TOTAL:
            raise bomb()
        for info in infos:
            if info.flag_bits & 0x1:
                raise Unreadable(Kind.ENCRYPTED, "这个文件设有密码，无法读取。请解除密码后重新提交。")
            if info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(1, info.compress_size):
                raise bomb()
            if info.compress_type not in _METHODS:
                raise broken("文件")
        if len(set(names)) != len(names) or any(_escapes(name) for name in names):
            raise broken("文件")
        return cls(archive, names)

    def notes(self) -> Iterator[str]:
        """What is noted on the archive and on its entries, each in UTF-8 and as a Chinese program wrote it."""
        for note in (self._zip.comment, *(info.comment for info in self._zip.infolist())):
            if note:
                yield from (note.decode("utf-8", "replace"), note.decode("gb18030", "replace"))

    def part(self, name: str) -> bytes:
        """The content of one part, inflated piece by piece under the same limits.

        Raises Unreadable when it is broken, or larger than its directory entry or a part may be.
        """
        content = bytearray()
        try:
            with self._zip.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    content += chunk
                    if len(content) > MAX_PART:
                        raise bomb()
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
            raise broken("文件") from None
        return bytes(content)


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\0" in name
