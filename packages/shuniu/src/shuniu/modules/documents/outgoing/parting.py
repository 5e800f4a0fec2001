"""A whole document that was pasted into the body, parted into the fields of the desk; what the record gives is left out
and told."""

from __future__ import annotations

import re
from dataclasses import replace

import hongtou
from shuniu.modules.documents.outgoing.desk import Typed
from shuniu.modules.documents.outgoing.returned import content_of

_LEAD = re.compile(r"^(?:附件\d*[：:]?|抄送[：:])?\s*(?:\d+[.．])?")
_BLANKS = " \u3000\r\t"
NOTHING = "正文里没有认出标题、主送、附件，没有分。"


def parted(typed: Typed) -> tuple[Typed, str]:
    """*typed* with what its body holds of title, 主送, annexes, 抄送 and 附注 in their fields, and a sentence on what was
    done; unchanged where no title stands in the body. A field of which the body says nothing stays as it is."""
    try:
        read = hongtou.read(typed.body.encode(), "draft.txt")
        content = content_of(hongtou.manuscript_of(read))
    except (hongtou.Unreadable, UnicodeEncodeError, ValueError):
        return typed, NOTHING
    if read.genre is None or not content.title or not content.body:
        return typed, NOTHING
    elements = typed.elements
    if elements is not None:
        elements = elements.with_({"genre": str(read.genre.value)})
    made = replace(
        typed,
        title=content.title,
        addressees="、".join(content.addressees) or typed.addressees,
        body=content.body,
        annexes=(*typed.annexes, *((one.title, one.text) for one in content.annexes)),
        copy_to="、".join(content.copy_to) or typed.copy_to,
        note=content.note or typed.note,
        elements=elements,
    )
    gone = _left_out(typed.body, made)
    told = f"没有放进稿子、由系统给的：{'；'.join(gone)}。" if gone else ""
    return made, f"已经把粘贴的整篇分到各栏，请看过再保存。{told}"


def _left_out(before: str, made: Typed) -> list[str]:
    """The lines of the body that stand in no field now; marks, and the words before a name, are no part of them."""
    fields = (made.title, made.addressees, made.body, made.copy_to, made.note)
    whole = _bare("".join((*fields, *(f"{title}{text}" for title, text in made.annexes))))
    lines = (line.strip(_BLANKS) for line in before.split("\n"))
    return [line for line in lines if _bare(_LEAD.sub("", line)) not in whole]


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
