"""Showing a stored file: pages as pictures, or the document that was read. Drawn once, kept in a cache.

Only what passed the gate is ever drawn here, so the cache under SHUNIU_HOME/cache holds nothing else.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings

import hongtou
from hongtou import Document, Unreadable
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files import pictures, store
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.pdfium import PDFIUM
from shuniu.kernel.files.pictures import Place

WIDTHS = (400, 900, 1400, 2000)
"""The widths pages are drawn at, in pixels; others would fill the cache."""
DRAWN_KINDS = frozenset({"pdf", "png", "jpg", "tif", "bmp", "gif"})
NAMELESS = ""
"""What hongtou is told where the name, checked at the gate, is of no matter any more."""
ERASED = Refusal(Code.NOT_FOUND, "这份文件已经批准清除，内容不再保存。", "需要了解的，请与保密员联系。")
DAMAGED = Refusal(
    Code.STORAGE, "这份文件在服务器上已经损坏或者丢失。", remedy="请联系系统管理员从备份恢复，原件请勿销毁。"
)


def page_image(file: StoredFile, number: int, *, width: int = 1400) -> bytes | Refusal:
    """Page *number* (from 1) of *file* as a PNG, about *width* pixels wide (the next of `WIDTHS`).

    Refuses an erased or damaged file, a kind that has no pages, and a page that does not exist.
    """
    if file.erased_at is not None:
        return ERASED
    wide = min((w for w in WIDTHS if w >= width), default=WIDTHS[-1])
    if file.kind not in DRAWN_KINDS or not 1 <= number <= (file.pages or 1):
        return Refusal(Code.NOT_FOUND, "这份文件没有这一页的图像，请下载原文件查看。")
    kept = _folder(file.sha256) / f"{number}-{wide}.png"
    with suppress(OSError):
        return kept.read_bytes()
    drawn = _draw(file, number, wide)
    if isinstance(drawn, bytes):
        # A cache that cannot be written costs time only.
        with suppress(OSError):
            store.write_whole(kept, drawn)
    return drawn


def _draw(file: StoredFile, number: int, width: int) -> bytes | Refusal:
    draw = pictures.page_of_pdf if file.kind == "pdf" else pictures.page_of_picture
    try:
        return draw(store.load(file.sha256), number, width=width)
    except (store.Damaged, pictures.BadPicture):
        return DAMAGED
    except IndexError:
        return Refusal(Code.NOT_FOUND, "这份文件没有这一页的图像，请下载原文件查看。")


def document_of(file: StoredFile) -> Document | Refusal:
    """The document in *file*, read anew, to be shown as text; for a scan, what was recognised in it."""
    if file.erased_at is not None:
        return ERASED
    try:
        if file.text_from == StoredFile.TextFrom.RECOGNISED:
            return hongtou.read(file.text.encode(), NAMELESS)
        with PDFIUM:
            return hongtou.read(store.load(file.sha256), NAMELESS)
    except store.Damaged:
        return DAMAGED
    except Unreadable as unreadable:
        return Refusal(Code.BAD_FILE, unreadable.message_zh)


def places(file: StoredFile, number: int, passage: str) -> tuple[Place, ...]:
    """Where *passage* stands on page *number* (from 1) of a PDF with text, line by line; empty when it is not
    found there, or the file has no text of its own."""
    if file.erased_at is not None or file.kind != "pdf" or file.text_from != StoredFile.TextFrom.FILE:
        return ()
    try:
        return pictures.places_in_pdf(store.load(file.sha256), number, passage)
    except (store.Damaged, pictures.BadPicture, IndexError):
        return ()


def forget(sha256: str) -> None:
    """Remove every drawn page of that content."""
    shutil.rmtree(_folder(sha256), ignore_errors=True)


def _folder(sha256: str) -> Path:
    return Path(settings.SHUNIU_HOME) / "cache" / "pages" / sha256[:2] / sha256[2:]
