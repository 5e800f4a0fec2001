"""What goes upward names who signed it for issue (article 9, item 6)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import is_marked, mark_organ
from hongtou.check.specimen import specimen
from hongtou.model import Genre
from hongtou.read.elements.words import is_organ

_OFFICE = re.compile(
    r"同意|[略空无]|待定|另附|(?:单位|主要|分管)?(?:领导|负责人)|.{0,3}(?:[省市县区乡镇局]长|主任|书记)"
)
_UPWARD = (Genre.REQUEST, Genre.REPORT)


def _is_no_name(value: str) -> bool:
    return is_organ(value) or bool(_OFFICE.fullmatch(value))


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    named = document.issuing_signatory
    if paper.is_old or named and not _is_no_name(named.value):
        return
    if paper.genre not in _UPWARD or not is_marked(document) or mark_organ(document).endswith("函"):
        return
    yield Fault(
        f"{paper.genre}是上行文，没有标注签发人。",
        "请在发文字号的同一行右侧标注“签发人：”和签发人姓名。",
        "issuing_signatory",
    )


RULE = PaperRule(
    code="YS-06A",
    basis_key="YS-06",
    offence="上行文没有标注签发人",
    why="上行文由谁签发、对谁负责，上级机关要从签发人看到。",
    check=_check,
    bad=(
        specimen(
            "现将有关情况报告如下：全县春耕用水已有保障。",
            title="云岭县人民政府办公室关于春耕用水情况的报告",
            addressees="市人民政府办公室：",
        ),
        specimen(
            "现将有关情况报告如下：全县春耕用水已有保障。",
            title="云岭县人民政府办公室关于春耕用水情况的报告",
            signatory="云岭县人民政府办公室",
            addressees="市人民政府办公室：",
        ),
    ),
    good=(specimen(),),
)
