"""A draft as a Word file: written out with its marks, and what is to be known of one that came back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import hongtou
from hongtou import Manuscript, Unreadable
from shuniu.kernel.base import parameters
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files import store
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.pdfium import PDFIUM
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument
from shuniu.modules.documents.outgoing import redlines, setting
from shuniu.modules.documents.outgoing.queries import version_of
from shuniu.modules.documents.outgoing.text import AnnexText, Content, clean_body

MATTER, VERSION = "matter", "version"
ROLE = "draft_docx"
"""The role of a Word file that was accepted as a version, on its matter."""
NOT_WORD = Refusal(
    Code.BAD_FILE,
    "交回的要是 .docx 文件。",
    "WPS 或者旧版 Word 保存的 .doc、.wps，请先“另存为” .docx 再交回。",
    "GW-10",
)


def written(document: OutgoingDocument, version: DraftVersion) -> bytes:
    """*version* as an editable Word file that says which document and which version it is.

    Raises ValueError, in Chinese, for what the ordinary form cannot hold.
    """
    copy = setting.manuscript_of(document, Content.of(version.content))
    return hongtou.write_docx(copy, marks={MATTER: str(document.pk), VERSION: str(version.number)})


@dataclass(frozen=True)
class Returned:
    """A file that came back: its text, the version it was written out from (None where it does not say so of this
    document), and what must be seen before it is accepted."""

    content: Content
    origin: DraftVersion | None
    current: DraftVersion | None
    warnings: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.current is None or self.current.content != self.content.kept()


def read_back(document: OutgoingDocument, file: StoredFile, *, today: date) -> Returned | Refusal:
    """What is in *file*, held against the version it came from and the current one."""
    if file.kind != "docx":
        return NOT_WORD
    try:
        data = store.load(file.sha256)
        with PDFIUM:
            read = hongtou.read(data, "稿子.docx")
        copy = hongtou.manuscript_of(read)
        marks = hongtou.docx_marks(data)
    except store.Damaged:
        return Refusal(Code.STORAGE, "这份文件在服务器上已经损坏或者丢失。", "请再交回一次。")
    except Unreadable as unreadable:
        return Refusal(Code.BAD_FILE, unreadable.message_zh)
    content = _titled(document, content_of(copy))
    if not content.body:
        return Refusal(
            Code.BAD_FILE,
            "这个文件里没有读到正文，没有采用。",
            "请打开文件看看正文还在不在；另存为 .docx 以后再交回。",
            "GW-10",
        )
    ours = marks.get(MATTER) == str(document.pk)
    number = marks.get(VERSION, "")
    origin = version_of(document, int(number)) if ours and number.isdecimal() and len(number) < 9 else None
    current = version_of(document)
    told = (*_warnings(document, marks, content, origin, current, today), *_left_out(copy), *read.remarks)
    return Returned(content, origin, current, told)


def _titled(document: OutgoingDocument, content: Content) -> Content:
    """*content* with the title it had: that of an order stands on no page (GB/T 9704-2012, 10.2)."""
    if content.title or setting.form_of(document) is not hongtou.Form.ORDER:
        return content
    current = version_of(document)
    return replace(content, title=Content.of(current.content).title if current else document.matter.title)


def content_of(copy: Manuscript) -> Content:
    """The text of a manuscript that was read; 附件说明 without an annex behind it keeps its name."""
    found = [AnnexText(a.title, clean_body(hongtou.text_of(a.blocks))) for a in copy.annexes]
    named = [AnnexText(name) for name in copy.annex_names[len(found) :]]
    return Content(
        title=copy.title,
        addressees=copy.addressees,
        body=clean_body(hongtou.text_of(copy.body)),
        annexes=(*found, *named),
        copy_to=copy.copy_to,
        note=copy.note,
    )


def _left_out(copy: Manuscript) -> list[str]:
    """What a draft of words cannot take over from the file."""
    blocks = (*copy.body, *(block for annex in copy.annexes for block in annex.blocks))
    pictures = sum(isinstance(block, hongtou.Picture) for block in blocks)
    return [f"文件里有 {pictures} 幅图片，稿子里只存文字和表格，图片没有采用。"] if pictures else []


def _warnings(
    document: OutgoingDocument,
    marks: dict[str, str],
    content: Content,
    origin: DraftVersion | None,
    current: DraftVersion | None,
    today: date,
) -> list[str]:
    found = []
    if not marks.get(MATTER):
        found.append("这个文件不是从本系统下载的稿子，看不出是从哪一稿改的。")
    elif origin is None:
        found.append("这个文件是另一件发文的稿子，不是这一件的。")
    elif current is not None and origin.number < current.number:
        found.append(
            f"它是在第 {origin.number} 稿上改的，现在已经是第 {current.number} 稿。采用以后，"
            f"第 {origin.number} 稿以后别人改的不在新稿里；各稿都还留着，可以对比着补回来。"
        )
    base = origin or current
    if base is not None:
        share = redlines.kept_share(Content.of(base.content), content)
        least = parameters.number("outgoing.kept_share_least", on=today)
        if share * 100 < least:
            found.append(
                f"第 {base.number} 稿的正文、附件只剩下 {share * 100:.0f}%，可能是文件没有保存完整，"
                "或者误删了内容。"
            )
    return found
