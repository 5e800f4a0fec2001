"""A paper has a title (article 9, item 7)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import genre_of_title
from hongtou.read.elements.words import is_organ

_WITHOUT = re.compile(r"(?:令|纪要|公报|公告|电报)$")
_NO_TITLE = re.compile(
    r"第?[\d一二三四五六七八九十]+[号期]|[（(].*[）)]|.*文件|[\d〇一二三四五六七八九十年月日.\-/ 　]+|[^一-鿿]*|[×Xx*＊]+.*|"
    r"(?:公文|文件)?(?:标题|题目|正文|内容|主文)[：:]?|.{0,2}(?:紧急|特急|加急|急件)|此件.{2,8}|[一二三四五六七八九十]{1,3}、.*"
)
"""A place held open, a date, a mark, the first heading: what stands where the title should be."""
_ADOPTED = re.compile(r"[（(].{0,4}\d{4}年\d{1,2}月\d{1,2}日.*(?:通过|批准)[）)]")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    title, mark = document.title, document.issuer_mark
    if paper.is_old or mark and _WITHOUT.search(mark.value) or document.telegram:
        return
    adopted = title is not None and _ADOPTED.fullmatch(title.value)
    if not (document.document_number or mark or document.document_date or adopted):
        return
    if (
        title is None
        or not genre_of_title(title.value)
        and (is_organ(title.value) or _NO_TITLE.fullmatch(title.value))
    ):
        yield Fault("没有标题。", "请在红色分隔线下空二行写标题：发文机关名称、事由和文种。", "title")


RULE = PaperRule(
    code="YS-07A",
    basis_key="YS-07",
    offence="没有标题",
    why="没有标题的公文看不出是谁为什么事发的什么文种，也无法登记。",
    check=_check,
    bad=(
        specimen(title=""),
        specimen(title="××××××"),
        "各乡镇人民政府：\n请于4月10日前完成灌区检修。\n云岭县水利局\n2026年3月20日\n",
    ),
    good=(specimen(),),
)
