"""Read a file: recognise its kind, refuse what must be refused, find the elements."""

from __future__ import annotations

from collections.abc import Callable

from hongtou.model import Document
from hongtou.read.docx import read_docx
from hongtou.read.elements import document_of
from hongtou.read.kinds import LOOKED_INTO, FileKind, check_label, kind_of, refusal_of
from hongtou.read.lines import Source
from hongtou.read.ofd import read_ofd
from hongtou.read.pdf import read_pdf
from hongtou.read.txt import read_txt
from hongtou.read.unreadable import Kind, Unreadable

MAX_BYTES = 50 * 2**20

_READERS: dict[FileKind, Callable[[bytes], Source]] = {
    FileKind.TEXT: read_txt,
    FileKind.PDF: read_pdf,
    FileKind.OFD: read_ofd,
}


def read(data: bytes, filename: str, *, max_bytes: int = MAX_BYTES) -> Document:
    """The document in ``data``; ``filename`` serves only to notice a false extension.

    Reads .txt, .docx, and .pdf and .ofd with text. Raises Unreadable, whose ``kind`` and ``message_zh``
    say why not; ``no_text`` means a scan. It does not look for state secrets: call ``inspect_file`` first.
    """
    return document_of(source_of(data, filename, max_bytes=max_bytes, traced=False))


def source_of(data: bytes, filename: str, *, max_bytes: int = MAX_BYTES, traced: bool = True) -> Source:
    """The lines of the file, before any element is looked for; raises Unreadable as ``read`` does. *traced* says whether
    it should tell where its characters stand in the file, which only those ask who change it."""
    kind = recognise(data, filename, max_bytes=max_bytes)
    if kind is FileKind.DOCX:
        return read_docx(data, traced=traced)
    return _READERS[kind](data)


def recognise(data: bytes, filename: str, *, max_bytes: int = MAX_BYTES, inside: bool = False) -> FileKind:
    """The kind of a file that can be read; raises Unreadable for every other. With *inside* also those that are no
    documents, but can be looked into."""
    if len(data) > max_bytes:
        raise Unreadable(
            Kind.TOO_LARGE,
            f"这个文件有{len(data) / 2**20:.1f}MB，超过{max_bytes / 2**20:.0f}MB的上限。"
            "请压缩其中的图片或拆分后重新提交。",
        )
    kind = kind_of(data)
    check_label(kind, filename)
    looked_into = inside and (kind in LOOKED_INTO) and not (kind is FileKind.ARCHIVE and data[:2] != b"PK")
    if not looked_into and (refusal := refusal_of(kind)):
        raise refusal
    return kind
