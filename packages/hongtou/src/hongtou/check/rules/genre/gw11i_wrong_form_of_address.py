"""你 is for subordinates, 贵 for organs beside."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.check.standing import Standing, of_addressees
from hongtou.model import Genre, Span, Table

_UNIT = "(?:单位|公司|[局县市省区州乡镇委部办厅院校处站队行村]|街道|政府|中心|学校)"
_YOU = re.compile(rf"(?<![有令给])[你您尔](?:们|{_UNIT})(?!好)")
_HONOURED = re.compile(rf"(?:贵|尊)(?:{_UNIT}|[府方会社校司])(?![阳州港溪池])")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")


_PLAIN = re.compile(r"[市县区旗乡镇].*(?:[局处站院校队]|中心|公司)$")


def _is_beside(paper: Paper) -> bool:
    """Whether a letter of a local organ goes to organs of which none is known to be below or above it."""
    stands = of_addressees(paper)
    return bool(_PLAIN.search(paper.dispatch.sender)) and bool(stands) and stands <= {Standing.BESIDE, None}


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old or paper.genre is None:
        return
    stands = of_addressees(paper)
    if paper.genre in (Genre.REQUEST, Genre.REPORT, Genre.PROPOSAL) or stands == {Standing.ABOVE}:
        pattern, remedy = (
            re.compile(f"{_YOU.pattern}|{_HONOURED.pattern}"),
            "对上级机关请写机关名称，如“县人民政府”。",
        )
    elif paper.genre in (Genre.REPLY, Genre.NOTICE, Genre.BULLETIN, Genre.DECISION) or stands == {
        Standing.BELOW
    }:
        pattern, remedy = _HONOURED, "对下级机关请称“你县”“你局”。"
    elif paper.genre is Genre.LETTER and _is_beside(paper):
        pattern, remedy = _YOU, "对没有隶属关系的机关请称“贵局”“贵单位”。"
    else:
        return
    for block in paper.document.body:
        if isinstance(block, Table):
            continue
        quoted = [match.span() for match in _QUOTED.finditer(block.text)]
        for match in pattern.finditer(block.text):
            if not any(a <= match.start() < b for a, b in quoted):
                yield Fault(
                    f"对主送机关称“{match.group()}”不当。",
                    remedy,
                    "body",
                    Span(block.span.start + match.start(), block.span.start + match.end()),
                )


RULE = PaperRule(
    code="GW-11I",
    basis_key="GW-11E",
    offence="对来往机关的称谓不当",
    why="对上级称“你”、对下级称“贵”，都与行文关系不合。",
    check=_check,
    bad=(
        specimen(
            "全县春耕用水已有保障，请你们指正。",
            mark="云岭县水利局文件",
            signatory="张水生",
            title="云岭县水利局关于春耕用水情况的报告",
            addressees="县人民政府：",
            signature="云岭县水利局",
        ),
        specimen(
            "商请你局协助检查渠道。",
            mark="云岭县水利局",
            number="云水函〔2026〕5号",
            title="云岭县水利局关于商请协助检查渠道的函",
            addressees="县财政局：",
            signature="云岭县水利局",
        ),
    ),
    good=(specimen(),),
)
