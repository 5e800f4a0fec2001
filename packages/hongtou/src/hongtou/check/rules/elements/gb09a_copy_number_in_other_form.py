"""A copy number has six digits (GB/T 9704-2012, 7.2.1)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import head_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import mark_organ
from hongtou.check.specimen import specimen

_NUMBER = re.compile(
    r"(?:份[ 　]*号|编[ 　]*号|序[ 　]*号|№|[Nn][Oo][.．]?)[ 　]*[:：]?[ 　]*\S{1,12}"
    r"|第?[ 　]*[\d〇零一二三四五六七八九十百]{1,9}[ 　]*[份号]?"
    r"|共[ 　]*\d+[ 　]*份[，, 　]*第?[ 　]*\d+[ 　]*份|第[ 　]*\d+[ 　]*份[，,/ 　]*共[ 　]*\d+[ 　]*份"
    r"|[〇零一二三四五六七八九]{2,9}|[\d０-９]{1,10}"
)
_RIGHT = re.compile(r"\d{6}")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or "令" in mark_organ(document)[-2:]:
        return
    number = document.document_number
    for line in head_lines(document)[:3]:
        if number and number.span.start <= line.start or re.search("文件|令$|纪要|公告", line.text):
            return
        if _NUMBER.fullmatch(line.text) and not _RIGHT.fullmatch(line.text):
            yield Fault(
                f"份号写成了“{line.text}”。",
                "请只写6位阿拉伯数字，如“000012”，不加“份号”“第”等字。",
                "copy_number",
                line.span,
            )
            return


RULE = PaperRule(
    code="GB-09A",
    basis_key="GB-09",
    offence="份号写法不规范",
    why="份号位数一致，才能按号清点和追查。",
    check=_check,
    bad=(
        specimen(urgency="份号：12"),
        specimen(urgency="0000127"),
    ),
    good=(
        specimen(),
        specimen(urgency="000127"),
    ),
)
