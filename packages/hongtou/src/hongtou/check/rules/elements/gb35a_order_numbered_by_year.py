"""Orders are numbered through, not by year (GB/T 9704-2012, 10.2)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import HANZI_DIGITS, head_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre

_BY_YEAR = re.compile(rf"(?:\d{{4}}|[{HANZI_DIGITS}]{{4}})[ 　]*[年〕］\]）)】\-－—].{{0,6}}号")


def _check(paper: Paper) -> Iterator[Fault]:
    document, mark = paper.document, paper.document.issuer_mark
    # An order with a name (禁火令) has it for its title and no mark.
    named = mark or (document.title if paper.genre is Genre.ORDER else None)
    if paper.is_old or named is None or "令" not in named.value[-12:]:
        return
    for line in head_lines(document):
        match = _BY_YEAR.search(line.text)
        if match and "《" not in line.text:
            yield Fault(
                f"令号写成了“{line.text}”，按年编了号。",
                "请编作“第3号”的样子，从本机关第一号令起连续编号。",
                "document_number",
                line.span,
            )
            return


RULE = PaperRule(
    code="GB-35A",
    basis_key="GB-35",
    offence="命令按年编号",
    why="令号按年编，同一机关的命令就不能连续编排和引用。",
    check=_check,
    bad=(
        specimen(
            "《云岭县烟花爆竹规定》已经县人民政府常务会议通过，现予公布，自2026年2月1日起施行。",
            mark="云岭县人民政府令",
            number="云政令〔2026〕3号",
            title="",
            addressees="",
            signature="县长　陈志远",
        ),
        specimen(
            "全县范围内严禁一切林区野外用火。",
            mark="",
            number="（2026年第1号）",
            title="云岭县人民政府森林防火禁火令",
            addressees="",
            signature="云岭县人民政府",
        ),
    ),
    good=(specimen(),),
)
