"""The paragraph styles by which a Word document of ours is known again: one for each element of a document.

The names are seen in Word's list of styles, so they are Chinese; the dot keeps them apart from an office's own.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a paragraph is; the value is the name of its style."""

    COPY_NUMBER = "公文·份号"
    URGENCY = "公文·紧急程度"
    MARK = "公文·发文机关标志"
    MARK_WORD = "公文·发文机关标志（文件）"
    NUMBER = "公文·发文字号"
    SIGNATORY = "公文·签发人"
    TITLE = "公文·标题"
    ADDRESSEES = "公文·主送机关"
    BODY = "公文·正文"
    CELL = "公文·表格"
    ANNEX_NOTE = "公文·附件说明"
    SIGNER = "公文·署名"
    SIGNER_UNSEALED = "公文·署名（不加盖印章）"
    DATE = "公文·成文日期"
    DATE_UNSEALED = "公文·成文日期（不加盖印章）"
    NOTE = "公文·附注"
    ANNEX_LABEL = "公文·附件序号"
    ANNEX_TITLE = "公文·附件标题"
    MOVED_ADDRESSEES = "公文·主送机关（版记）"
    COPY_TO = "公文·抄送机关"
    PRINTED = "公文·印发机关和印发日期"
    SIGNER_STAMP = "公文·签发人职务和签名章"


HEADINGS = ("heading 1", "heading 2", "heading 3", "heading 4")
"""Word's own headings: they belong to the body, whose levels are known by their markers."""

_BY_NAME = {role.value: role for role in Role} | dict.fromkeys(HEADINGS, Role.BODY)
OURS = "公文·"
"""The names of our own styles begin so."""
ENOUGH = 10
"""So many of the styles make a document one of ours; a copy in another template may have lost some."""


def role_of_style(name: str) -> Role | None:
    """The role of the style with this name; None for any other style."""
    return _BY_NAME.get(name.strip().lower() if name.isascii() else name.strip())
