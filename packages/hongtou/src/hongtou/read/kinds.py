"""What a file is, judged by its content and never by its name; and what its name claims it is."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

from hongtou.read.archive import Archive
from hongtou.read.txt import decode
from hongtou.read.unreadable import Kind, Unreadable


class FileKind(StrEnum):
    """Kinds that are told apart; the value is what a person calls it."""

    TEXT = "纯文本文件"
    DOCX = "Word文档（.docx）"
    DOCM = "带宏的Word文档（.docm）"
    PDF = "PDF文件"
    IMAGE = "图片"
    DOC = "旧版Word或WPS文件（.doc、.wps等）"
    ENCRYPTED_OFFICE = "加密的Office文件"
    SHEET = "Excel工作簿（.xlsx）"
    SLIDES = "演示文稿（.pptx）"
    OFD = "OFD文件"
    ARCHIVE = "压缩包"
    RTF = "RTF文件"
    HTML = "网页文件"
    MAIL = "邮件文件"
    PROGRAM = "可执行程序"
    EMPTY = "空文件"
    UNKNOWN = "无法识别的文件"


_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
    (b"\xff\xd8\xff", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE),
    (b"MM\x00*", FileKind.IMAGE),
    (b"GIF8", FileKind.IMAGE),
    (b"BM", FileKind.IMAGE),
    (b"{\\rtf", FileKind.RTF),
    (b"Rar!\x1a\x07", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"MZ", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OF_ENCRYPTED_OFD = {"encryptions.xml", "decryptseed.dat", "entriesmap.dat"}
_LETTER = re.compile(
    rb"(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|content-type|x-[\w-]+):",
    re.IGNORECASE,
)
_OF_LETTERS = re.compile(
    rb"^(?:received|message-id|mime-version|content-type):", re.IGNORECASE | re.MULTILINE
)
"""The first line of a letter is one of its headers, and one of these is among its headers."""
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<mht")

# Which contents an extension may rightly carry. An extension that is not listed claims nothing.
_CLAIMS: dict[str, frozenset[FileKind]] = {
    "txt": frozenset({FileKind.TEXT, FileKind.MAIL}),
    "docx": frozenset({FileKind.DOCX, FileKind.ENCRYPTED_OFFICE}),
    "dotx": frozenset({FileKind.DOCX, FileKind.ENCRYPTED_OFFICE}),
    "docm": frozenset({FileKind.DOCM, FileKind.ENCRYPTED_OFFICE}),
    "dotm": frozenset({FileKind.DOCM, FileKind.ENCRYPTED_OFFICE}),
    "pdf": frozenset({FileKind.PDF}),
    **dict.fromkeys(("png", "jpg", "jpeg", "tif", "tiff", "gif", "bmp"), frozenset({FileKind.IMAGE})),
    **dict.fromkeys(("doc", "wps", "wpt", "dot", "xls", "et", "ppt", "dps"), frozenset({FileKind.DOC})),
    "xlsx": frozenset({FileKind.SHEET, FileKind.ENCRYPTED_OFFICE}),
    "pptx": frozenset({FileKind.SLIDES, FileKind.ENCRYPTED_OFFICE}),
    "ofd": frozenset({FileKind.OFD}),
    **dict.fromkeys(("zip", "rar", "7z", "gz"), frozenset({FileKind.ARCHIVE})),
    "rtf": frozenset({FileKind.RTF}),
    **dict.fromkeys(("htm", "html", "xml"), frozenset({FileKind.HTML})),
    **dict.fromkeys(("mht", "mhtml"), frozenset({FileKind.HTML, FileKind.MAIL})),
    "eml": frozenset({FileKind.MAIL}),
}

_ADVICE: dict[FileKind, tuple[Kind, str]] = {
    FileKind.DOCM: (Kind.ACTIVE, "这个文件带有宏程序，不能收进来。请另存为不带宏的.docx或PDF后重新提交。"),
    FileKind.IMAGE: (Kind.NO_TEXT, "这是一张图片，没有可读的文字。请按扫描件登记。"),
    FileKind.DOC: (
        Kind.UNSUPPORTED,
        "暂不能读取旧版Word或WPS文件。请用WPS或Word另存为.docx或PDF后重新提交。",
    ),
    FileKind.ENCRYPTED_OFFICE: (Kind.ENCRYPTED, "这个文件设有密码，无法读取。请解除密码后重新提交。"),
    FileKind.SHEET: (Kind.UNSUPPORTED, "这是Excel工作簿，不能作为公文正文读取。请提交公文本身的.docx或PDF。"),
    FileKind.SLIDES: (Kind.UNSUPPORTED, "这是演示文稿，不能作为公文正文读取。请提交公文本身的.docx或PDF。"),
    FileKind.ARCHIVE: (Kind.UNSUPPORTED, "这是压缩包，不能直接读取。请解压后逐个提交其中的文件。"),
    FileKind.RTF: (Kind.UNSUPPORTED, "暂不能读取RTF文件。请另存为.docx或PDF后重新提交。"),
    FileKind.HTML: (Kind.UNSUPPORTED, "这是网页文件，不能作为公文读取。请提交公文本身的.docx或PDF。"),
    FileKind.MAIL: (Kind.UNSUPPORTED, "这是邮件文件，不能作为公文读取。请提交邮件里的公文本身。"),
    FileKind.PROGRAM: (Kind.ACTIVE, "这是可执行程序，不是公文，不能收进来。请立即删除，并向来文单位核实。"),
    FileKind.EMPTY: (Kind.BROKEN, "这个文件是空的，没有任何内容。请重新下载，或请来文单位重新发送。"),
    FileKind.UNKNOWN: (Kind.UNSUPPORTED, "无法识别这个文件的种类。请转换为.docx或PDF后重新提交。"),
}

LOOKED_INTO = frozenset({FileKind.SHEET, FileKind.SLIDES, FileKind.ARCHIVE, FileKind.HTML, FileKind.MAIL})
"""No documents, but their text can be looked through; of archives only .zip."""


def extension(filename: str) -> str:
    """The extension of ``filename`` in lower case, without the dot."""
    return PurePosixPath(filename.replace("\\", "/")).suffix.lower().lstrip(".").strip()


def kind_of(data: bytes) -> FileKind:
    """What ``data`` is by its content; a zip archive is opened (its directory only).

    Raises Unreadable for a zip archive that is broken, encrypted or a bomb.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return FileKind.EMPTY
    head = data[:1024]
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(Archive.open(data))
    if data.startswith(_OLE):
        # An encrypted Office document is an OLE container with a stream of this name.
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return FileKind.ENCRYPTED_OFFICE if encrypted else FileKind.DOC
    if b"%PDF-" in head:
        return FileKind.PDF
    for magic, kind in _MAGIC:
        # Two letters are too little to condemn what may be a text that begins with them.
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            return kind
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return FileKind.HTML
    if _LETTER.match(data) and _OF_LETTERS.search(_headers(data)):
        return FileKind.MAIL
    try:
        decode(data)
    except Unreadable:
        return FileKind.UNKNOWN
    return FileKind.TEXT


def _headers(data: bytes) -> bytes:
    """What stands before the first empty line."""
    return re.split(rb"\r?\n\r?\n", data[: 2**16], maxsplit=1)[0]


def _kind_of_zip(archive: Archive) -> FileKind:
    names = {name.lower() for name in archive.names}
    if any(name.rpartition("/")[2] in _OF_ENCRYPTED_OFD for name in names):
        raise Unreadable(Kind.ENCRYPTED, "这个OFD文件已加密，无法读取。请解密后重新提交。")
    if any(name.endswith("vbaproject.bin") for name in names):
        return FileKind.DOCM
    if "[content_types].xml" in names:
        for folder, kind in (("word/", FileKind.DOCX), ("xl/", FileKind.SHEET), ("ppt/", FileKind.SLIDES)):
            if any(name.startswith(folder) for name in names):
                macro = b"macroenabled" in _content_types(archive).lower()
                return FileKind.DOCM if macro and kind is FileKind.DOCX else kind
    return FileKind.OFD if "ofd.xml" in names else FileKind.ARCHIVE


def _content_types(archive: Archive) -> bytes:
    name = next(name for name in archive.names if name.lower() == "[content_types].xml")
    return archive.part(name)


def check_label(kind: FileKind, filename: str) -> None:
    """Raise Unreadable (mislabelled) when the extension of ``filename`` claims another kind."""
    claimed = extension(filename)
    if kind is FileKind.EMPTY or kind in _CLAIMS.get(claimed, {kind}):
        return
    raise Unreadable(
        Kind.MISLABELLED,
        f"文件扩展名是.{claimed}，内容却是{kind.value}，两者不一致。"
        "请核对来源是否可靠，改正扩展名或由来文单位重新发送。",
    )


def refusal_of(kind: FileKind) -> Unreadable | None:
    """The refusal of a kind that is not read, None for the kinds that are."""
    if kind not in _ADVICE:
        return None
    return Unreadable(*_ADVICE[kind])
