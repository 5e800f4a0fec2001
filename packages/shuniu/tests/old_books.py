"""Paper registers as clerks fill them in: the .xlsx of a 收文登记簿, made in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from shuniu.modules.documents.incoming import book_sheet

HEADS = [column.title for column in book_sheet.SHEET]


def line(serial: int, **more: object) -> dict[str, object]:
    """One line of a paper register, done, by head."""
    return {
        "收文号": serial,
        "收文日期": date(2026, 1, 5),
        "来文单位": "云州市水利局",
        "标题": f"关于第{serial}座水库安全运行的通知",
        "来文字号": f"云州水〔2026〕{serial}号",
        "办结日期": date(2026, 1, 20),
        **more,
    }


def book(rows: Sequence[dict[str, object]], *, caption: str = "", heads: Sequence[str] = HEADS) -> bytes:
    """The .xlsx that a clerk filled in."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    if caption:
        sheet.append([caption])
    sheet.append(list(heads))
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    out = BytesIO()
    made.save(out)
    return out.getvalue()
