"""A title begins with its organ (article 9, item 7)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import HEADED_OTHERWISE, is_marked, mark_organ
from hongtou.check.specimen import specimen
from hongtou.model import Document
from hongtou.read.elements.words import is_organ, squeeze

_BEGINS = re.compile(r"(?:关于|转发|印发|批转|对)")
_SELF = re.compile(r"(?:我|本|你)[局县市乡镇街委办部院校厅处队站单]")
_TAIL = 3


def _check(paper: Paper) -> Iterator[Fault]:
    document, title = paper.document, paper.document.title
    if paper.is_old or title is None or paper.genre is None or paper.genre in HEADED_OTHERWISE:
        return
    if not is_marked(document) or document.document_number is None or _names_its_organ(document):
        return
    name = mark_organ(document)
    yield Fault(
        "标题没有发文机关名称。",
        f"请在“{title.value[:6]}”之前写上发文机关名称" + (f"，如“{name}”。" if is_organ(name) else "。"),
        "title",
        title.span,
    )


def _names_its_organ(document: Document) -> bool:
    words = squeeze(document.title.value) if document.title else ""
    if _BEGINS.match(words) or _SELF.match(words):
        return False
    begins = words.split("关于")[0]
    signed = document.signature.value.organs if document.signature else ()
    organs = [*signed, mark_organ(document), *(value.value for value in document.issuers)]
    named = any(organ[-_TAIL:] in begins for organ in organs if len(organ) >= _TAIL)
    return named or "关于" in words and is_organ(begins)


RULE = PaperRule(
    code="YS-07C",
    basis_key="YS-07",
    offence="标题没有发文机关名称",
    why="标题单独引用时，没有发文机关名称就不知道是谁发的文。",
    check=_check,
    bad=(specimen(title="关于做好春耕用水保障工作的通知"),),
    good=(specimen(),),
)
