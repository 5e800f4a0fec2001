"""What may be said of confidential paper here: nothing that names it (BM-04, BM-05). Pure, no database."""

from __future__ import annotations

import re

from shuniu.kernel.base.faults import Fault

_LAWS = re.compile(r"《[^《》]{0,30}(?:法|条例|办法|规定|细则)》")
_TITLE = re.compile(r"《[^》]*》?|关于.{2,}的(?:通知|意见|报告|请示|函|决定|批复|通报|公告|命令|纪要|方案)")
_NUMBER = re.compile(r"[〔\[［【（(]\s*(?:19|20)\d{2}\s*[〕\]］】）)]\s*第?\s*\d+\s*号?")


def naming_fault(field: str, label: str, text: str, *, rule: str) -> Fault | None:
    """Whether *text* of the field *label* gives the title or the 文号 of a document, which is written nowhere here. Laws
    and regulations may be named."""
    text = _LAWS.sub("", text)
    if _TITLE.search(text):
        what = "文件标题"
    elif _NUMBER.search(text):
        what = "文号"
    else:
        return None
    return Fault(field, rule, f"{label}里写了{what}，本系统不得记载，请删去，只写必要的情况。")
