"""A basis that was no longer in force on the day of the document; what is void is data, in ``abolished.toml``."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.text import KEPT

_STATE = "中华人民共和国"
_NAMED = re.compile(r"《([^《》]+)》")
# Who says that it is void, or tells of the past, does not rest on it.
_TELLS_OF_END = re.compile(
    r"废止|失效|停止执行|停止施行|同时停止|不再(?:执行|适用|施行)|取代|代替|已被|修订前|原《|旧|此前|当时|施行前|(?:订立|签订|登记|作出|形成|取得)的(?:合同|协议|判决|裁定|决定|文件)"
)


@dataclass(frozen=True, slots=True)
class Void:
    """What is no longer in force, from which day, and what stands in its place ("" for nothing)."""

    name: str
    since: date
    now: str


@cache
def void() -> dict[str, Void]:
    """The table, by name without 中华人民共和国."""
    table = tomllib.loads(files("hongtou.check").joinpath("abolished.toml").read_text("utf-8"))
    return {name: Void(name, row["since"], row["now"]) for row in table["abolished"] for name in row["names"]}


@cache
def _without_marks() -> re.Pattern[str]:
    """The names that are also cited without 《》: laws behind the word of a basis, numbers of papers and standards."""
    laws = "|".join(sorted((name for name in void() if name.endswith("法")), key=len, reverse=True))
    return re.compile(
        rf"{_STATE}(?P<full>{laws})(?![实施〉》])|(?:根据|依据|依照|按照|参照|遵照|违反)(?P<bare>{laws})(?![实施律])"
        rf"|{_numbers().pattern}"
    )


@cache
def _numbers() -> re.Pattern[str]:
    others = "|".join(name for name in void() if name[-1].isdigit() or name.endswith("号"))
    return re.compile(rf"(?P<other>{others})(?!\d)")


def _check(paper: Paper) -> Iterator[Fault]:
    day = paper.document.document_date
    for placed in paper.stretches:
        text = placed.stretch.text
        for span, name in _cited(text):
            found = void().get(name)
            if found is None or (day and day.value < found.since):
                continue
            if _TELLS_OF_END.search(_sentence(text, span)):
                continue
            instead = f"现行规定是{found.now}，" if found.now else ""
            yield Fault(
                f"“{name}”自{_said(found.since)}起已经废止。",
                f"请核对后改引现行规定：{instead}条、款、项一并核对。"
                if instead
                else "请核对后改引现行规定，或者删去。",
                placed.field,
                placed.lies(span),
            )


@lru_cache(maxsize=KEPT)
def _cited(text: str) -> tuple[tuple[Span, str], ...]:
    """The laws and papers a text cites, each with its name."""
    return tuple(_by_name(text))


def _by_name(text: str) -> Iterator[tuple[Span, str]]:
    for match in _NAMED.finditer(text):
        yield Span(*match.span()), re.sub(r"[（(][^（）()]*[）)]$", "", match[1]).removeprefix(_STATE)
    bare = _NAMED.sub(lambda name: "□" * len(name[0]), text.replace("-", "—"))
    # Without a law there are but numbers of papers and standards to look for, which is quick.
    for match in (_without_marks() if "法" in bare else _numbers()).finditer(bare):
        group = str(match.lastgroup)
        yield Span(*match.span(group)), match[group]


def _sentence(text: str, span: Span) -> str:
    start = max(text.rfind(mark, 0, span.start) for mark in "。；！？") + 1
    ends = [end for mark in "。；！？" if (end := text.find(mark, span.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


RULE = PaperRule(
    code="GW-11J",
    basis_key="GW-11J",
    offence="引用已经废止的规定作依据",
    why="依据没有效力，据此作出的要求也就站不住。",
    check=_check,
    bad=(
        specimen("根据《中华人民共和国合同法》有关规定，双方应当全面履行约定义务。"),
        specimen("公文办理按照《国家行政机关公文处理办法》执行。"),
        specimen("信访事项依照《信访条例》受理。"),
        specimen("违反中华人民共和国环境噪声污染防治法的，由有关部门处理。"),
        specimen("物业纠纷依照物权法处理。"),
        specimen("公文格式执行GB/T 9704-1999的规定。"),
    ),
    good=(
        specimen("根据《中华人民共和国民法典》有关规定，双方应当全面履行约定义务。"),
        specimen("《中华人民共和国合同法》已经废止，有关事项依照《中华人民共和国民法典》办理。"),
        specimen("根据《中华人民共和国合同法》有关规定办理。", date="2019年3月3日"),
    ),
)
