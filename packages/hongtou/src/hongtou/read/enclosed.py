"""What encloses other files or hides its text in markup: archives, mail, web pages. For the secrecy gate."""

from __future__ import annotations

import email
import email.policy
import posixpath
import re
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser

from hongtou.read.archive import Archive
from hongtou.read.parts import FoundText
from hongtou.read.txt import decode
from hongtou.read.unreadable import Kind, Unreadable

WITHIN = "内含文件"
_TOLD_BY_ATTRIBUTE = ("alt", "title", "content", "value", "placeholder", "label", "aria-label", "summary")
_BREAKING = frozenset(
    "address article br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th title tr ul".split()  # noqa: SIM905
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_DATA_ADDRESS = "data:"


def in_archive(archive: Archive) -> Iterator[FoundText]:
    """The files of a .zip, each to be looked into, and the notes that hang on it and on them."""
    for note in archive.notes():
        yield FoundText("压缩包备注", note)
    for name in archive.names:
        for spelt in spellings(name):
            yield FoundText("压缩包内文件名", spelt, is_name=True)
        if not name.endswith("/"):
            yield FoundText(WITHIN, spellings(name)[-1], is_name=True, attached=archive.part(name))


def spellings(name: str) -> tuple[str, ...]:
    """*name* as the archive gives it, and as it was meant where a Chinese program wrote it without saying in what
    encoding (then it was read as that of old American machines)."""
    try:
        return (name,) if name.isascii() else (name, name.encode("cp437").decode("gb18030"))
    except UnicodeError:
        return (name,)


def in_mail(data: bytes) -> Iterator[FoundText]:
    """Headers, bodies and attachments of a letter (.eml) or a web page kept as one file (.mht), also of letters in it.

    Raises Unreadable (broken) for what no mail program could take apart.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(message.walk())
        found = [each for part in parts for each in _in_mail_part(part)]
    except Unreadable:
        raise
    except Exception:  # the standard library stumbles over hostile mail in many ways
        raise Unreadable(Kind.UNSUPPORTED, "这封邮件的结构不正常，内容无法核对。") from None
    yield from found


def _in_mail_part(part: EmailMessage) -> Iterator[FoundText]:
    headers = "\n".join(str(value) for _, value in part.items())
    yield FoundText("邮件标题", headers)
    if part.is_multipart():
        yield FoundText("邮件正文", f"{part.preamble or ''}\n{part.epilogue or ''}")
        return
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    name = posixpath.basename((part.get_filename() or "").replace("\\", "/"))
    if not name and part.get_content_maintype() == "text":
        written = _in_charset(content, part.get_content_charset())
        if part.get_content_subtype() == "plain":
            yield FoundText("邮件正文", written)
        else:
            yield from in_web(written.encode(), charset="utf-8")
    elif content:
        yield FoundText("邮件附件", name, is_name=True, attached=content)


def attachments_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The attached files of a letter, by name."""
    for found in in_mail(data):
        if found.attached is not None:
            yield found.text, found.attached


def in_web(data: bytes, charset: str | None = None) -> Iterator[FoundText]:
    """The text of a web page or of other markup: what is shown, attributes, comments, scripts.

    Raises Unreadable where it defines words of its own or carries pictures in itself.
    """
    said = _CHARSET.search(data[:4096])
    text = _in_charset(data, charset or (said.group(1).decode() if said else None))
    if "<!entity" in text.lower():
        raise Unreadable(Kind.UNSUPPORTED, "这个网页文件自己定义了字符，内容无法核对。")
    reader = _Web()
    reader.feed(text)
    reader.close()
    yield FoundText("正文", "".join(reader.shown))
    yield FoundText("网页说明文字", "\n".join(reader.told))
    yield FoundText("网页注释", "\n".join(reader.noted))
    if reader.pictured:
        raise Unreadable(Kind.NO_TEXT, "网页里嵌有图片，图片中的文字无法核对。请按扫描件登记。")


class _Web(HTMLParser):
    """Collects what is shown, what attributes say, and what comments and declarations say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.told: list[str] = []
        self.noted: list[str] = []
        self.pictured = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKING or ":" in tag:
            self.shown.append("\n")
        for key, value in attrs:
            if key in _TOLD_BY_ATTRIBUTE or (value and not value.isascii()):
                self.told.append(value or "")
            self.pictured = self.pictured or (value or "").strip().lower().startswith(_DATA_ADDRESS)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKING or ":" in tag:
            self.shown.append("\n")

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        self.noted.append(data)

    def handle_decl(self, decl: str) -> None:
        self.noted.append(decl)

    def unknown_decl(self, data: str) -> None:
        """What stands in CDATA."""
        self.shown.append(data.removeprefix("CDATA["))

    def handle_pi(self, data: str) -> None:
        self.noted.append(data)


def _in_charset(data: bytes, charset: str | None) -> str:
    if charset and charset.lower() in (
        "gb2312",
        "gbk",
        "gb18030",
        "x-gbk",
        "hz-gb-2312",
        "utf-8",
        "big5",
        "utf-7",
    ):
        codec = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz"}
        try:
            return data.decode(codec.get(charset.lower(), charset.lower()))
        except UnicodeError:
            pass
    return decode(data) if data.strip() else ""
