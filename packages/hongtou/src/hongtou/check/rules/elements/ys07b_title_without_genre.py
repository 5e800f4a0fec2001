"""A title ends in its genre (articles 8 and 9, item 7)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import is_marked
from hongtou.check.specimen import specimen
from hongtou.model import genre_of_title

_ABOUT = re.compile(r"关于|转发|印发|批转|的$")
_FORWARDS = re.compile(r"关于(?:转发|印发|批转)")
_OTHER = re.compile(
    r"(?:规定|办法|条例|细则|规则|准则|章程|规范|规程|讲话|方案|规划|计划|要点"
    r"|总结|汇报|申请|说明|通信|倡议书|公开信|致辞|清单|目录"
    r"|指南|预案|标准|报道|请示报告|[函信书稿表单])(?:[（(].*[）)])?$"
)


def _check(paper: Paper) -> Iterator[Fault]:
    title = paper.document.title
    if (
        not is_marked(paper.document)
        or paper.is_old
        or title is None
        or paper.document.genre is not None
        or genre_of_title(title.value)
    ):
        return
    if _ABOUT.search(title.value) and (_FORWARDS.search(title.value) or not _OTHER.search(title.value)):
        yield Fault(
            "标题没有文种。", "请在标题末尾写上“通知”“请示”“函”等十五种文种之一。", "title", title.span
        )


RULE = PaperRule(
    code="YS-07B",
    basis_key="YS-07",
    offence="标题没有文种",
    why="收文的人凭文种知道该办理、执行还是知晓，缺了文种就要来回询问。",
    check=_check,
    bad=(specimen(title="云岭县人民政府办公室关于做好春耕用水保障工作"),),
    good=(specimen(),),
)
