"""The addressees end in a full-width colon (GB/T 9704-2012, 7.3.2)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.lines import line_at, lines_after
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.read.elements.words import is_organ

_PARTS = re.compile(r"[，,；;、]")
_MARKS = "，,；;。.、：: 　"


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old:
        return
    if document.addressees:
        last = line_at(document, document.addressees[-1].span.end - 1)
        if last and last.text.endswith(":"):
            yield _fault(Span(last.start, last.end), Span(last.end - 1, last.end))
        return
    if document.title is None or paper.genre is None or not document.body:
        return
    following = lines_after(document, document.title.span.end)
    if not following or len(following[0].text) > 120:
        return
    first = following[0]
    name = first.text.rstrip(_MARKS)
    goes_on = len(following) > 1 and _are_organs(following[1].text.rstrip(_MARKS))
    if name and not first.text.endswith("：") and _are_organs(name) and not goes_on:
        yield _fault(first.span, Span(first.start + len(name), first.end))


def _are_organs(text: str) -> bool:
    return all(is_organ(part) for part in _PARTS.split(text))


def _fault(span: Span, marks: Span) -> Fault:
    return Fault(
        "主送机关后没有用全角冒号。",
        "请在最后一个主送机关名称后用全角冒号“：”。",
        "addressees",
        span,
        # An organ without any mark behind it may be who issues the document: under the title of a 公告 it is.
        fix=replace(marks, "：", kind=FixKind.SAFE if marks.end > marks.start else FixKind.ASK),
    )


RULE = PaperRule(
    code="GB-17A",
    basis_key="GB-17",
    offence="主送机关后没有用全角冒号",
    why="主送机关后用全角冒号，表示以下是对它说的话。",
    check=_check,
    bad=(
        specimen(addressees="各乡镇人民政府:"),
        specimen(addressees="各乡镇人民政府，"),
        specimen(addressees="各乡镇人民政府"),
    ),
    good=(specimen(),),
)
