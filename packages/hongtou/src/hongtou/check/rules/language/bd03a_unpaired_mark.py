"""Quotation marks, brackets and title marks come in pairs (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_PAIRS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "【": "】",
    "「": "」",
    "『": "』",
    "〔": "〕",
    "(": ")",
}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_SHAPES = ("（）()", *(opening + closing for opening, closing in _PAIRS.items() if opening not in "（("))
_MARKS = {shape: re.compile(f"[{re.escape(shape)}]") for shape in _SHAPES}
_ANY_MARK = re.compile(f"[{re.escape(''.join(_SHAPES))}]")
# 1） and 一） count without an opening bracket.
_COUNTS = re.compile(r"(?:^|[，。；：、\s])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳]|[a-zA-Z])$")


def _check(stretch: Stretch) -> Iterator[Fault]:
    standing = set(_ANY_MARK.findall(stretch.text))
    for shape in _SHAPES:
        if standing.isdisjoint(shape):
            continue
        for at in _lone(stretch.text, shape):
            mark = stretch.text[at]
            kind = "后" if mark in _PAIRS else "前"
            yield Fault(
                f"“{mark}”不成对：{stretch.text[max(0, at - 6) : at + 7]}。",
                f"请补上{kind}一半，或者删去这一半。",
                "body",
                Span(at, at + 1),
            )


def _lone(text: str, shape: str) -> list[int]:
    """Where a mark of one shape stands without its other half; a quotation may run on into the next paragraph."""
    open_at: list[int] = []
    lone: list[int] = []
    for mark in _MARKS[shape].finditer(text):
        at, character = mark.start(), mark.group()
        if character in _PAIRS:
            open_at.append(at)
        elif open_at:
            open_at.pop()
        elif not (character in "）)" and _COUNTS.search(text[max(0, at - 5) : at])) and not _is_apostrophe(
            text, at
        ):
            lone.append(at)
    runs_on = shape == "“”" and open_at[:1] == [0]
    return [*lone, *(open_at[1:] if runs_on else open_at)]


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] == "’" and at > 0 and text[at - 1].isascii()


RULE = TextRule(
    code="BD-03A",
    basis_key="BD-03",
    offence="引号、括号、书名号不成对",
    why="少了一半，读的人不知道引到哪里、注到哪里。",
    check=_check,
    needs=("".join((*_PAIRS, *_OPENING)),),
    bad=specimens(
        "认真落实“放管服改革要求。",
        "专项检查由县水利局、县应急管理局）共同实施。",
        "依照《中华人民共和国水法有关规定执行。",
    ),
    good=specimens(
        "认真落实“放管服”改革要求（含乡镇），依照《中华人民共和国水法》执行。",
        "1）检查渠道；2）清理堵塞。",
    ),
)
