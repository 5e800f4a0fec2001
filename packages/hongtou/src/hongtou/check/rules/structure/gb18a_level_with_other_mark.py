"""Levels are marked 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.levels import texts_of
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.model import Span, Table

_HANZI = "一二三四五六七八九十"
_WRONG = (
    (re.compile(rf"第(?P<n>[{_HANZI}]{{1,3}})[、，](?=[^，。；！？、：]{{2,20}}$)"), "{n}、"),
    (re.compile(rf"(?P<n>[{_HANZI}]{{1,3}})(?:[，,.．。：:；;]|[ 　]+)(?=[^\s，。、；：\d])"), "{n}、"),
    (re.compile(rf"(?P<n>[{_HANZI}]{{1,3}})(?:·|—{{1,2}}|-)(?=[^\s{_HANZI}])"), "{n}、"),
    (re.compile(rf"[（(](?P<n>[{_HANZI}]{{1,3}}|\d{{1,2}})[）)][、，,.．。：:；;][ 　]*"), "（{n}）"),
    (re.compile(rf"(?P<n>[{_HANZI}]{{1,3}})[）)][、，,.．]?[ 　]*"), "（{n}）"),
    (re.compile(r"(?P<n>\d{1,2})(?:[、，,：:；;。]|[)）][、.．]?|[.．][、，])[ 　]*(?=[^\d\s])"), "{n}."),
    (re.compile(rf"(?=\(|（[^（）]*\))[（(](?P<n>[{_HANZI}]{{1,3}}|\d{{1,2}})[)）](?=\S)"), "（{n}）"),
    (re.compile(rf"[\[【〔〈<](?P<n>[{_HANZI}]{{1,3}}|\d{{1,2}})[\]】〕〉>](?=\S)"), "（{n}）"),
)


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old:
        return
    for field, blocks in texts_of(paper.document):
        for block in blocks:
            if not isinstance(block, Table) and (fault := _fault(block.text, block.span, field)):
                yield fault


def _fault(text: str, span: Span, field: str) -> Fault | None:
    for pattern, right in _WRONG:
        if match := pattern.match(text):
            marker = right.format(n=match["n"])
            at = Span(span.start, span.start + match.end())
            return Fault(
                f"层次序数写成了“{match.group().strip()}”。",
                f"请写成“{marker}”。",
                field,
                at,
                # [1] may be the number of a source.
                fix=replace(at, marker, kind=FixKind.ASK if match.group()[0] in "[【〔〈<" else FixKind.SAFE),
            )
    return None


RULE = PaperRule(
    code="GB-18A",
    basis_key="GB-18",
    offence="结构层次序数写法不规范",
    why="层次序数写法一致，读的人才看得出上下级关系。",
    check=_check,
    bad=(
        specimen("一—检查渠道\n各乡镇逐条检查渠道。"),
        specimen("一、检查渠道\n1。干渠。县水利局负责检查。"),
        specimen("第一、检查渠道\n各乡镇逐条检查渠道。\n第二、合理调水\n县水利局统一调度水源。"),
        specimen("一，检查渠道\n各乡镇逐条检查渠道。"),
        specimen("一、检查渠道\n（一）、干渠。县水利局负责检查。"),
        specimen("一、检查渠道\n(一)干渠。县水利局负责检查。"),
        specimen("一、检查渠道\n1、干渠。县水利局负责检查。"),
    ),
    good=(specimen(), specimen("一、检查渠道\n一—三月各乡镇逐条检查渠道。")),
)
