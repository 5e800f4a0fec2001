"""What the text refers to in itself is there."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.levels import articles_of, items_of, number_of, texts_of
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span, Table

_NUMBER = "[一二三四五六七八九十百零〇]{1,5}|\\d{1,3}"
_PART = re.compile(
    rf"(?P<own>本(?:通知|意见|方案|报告|通报|决定|请示|函|文件?|纪要|规划|计划|要点|公告|通告|批复|议案|预案|办法|规定|文本)"
    r"|(?:以上|前述|下述|上述|前文|后文|下文|上文|正文|文中|文内|后面|前面)的?)?(?:中的?|正文|里的?|所列)?"
    rf"第[（(]?(?P<number>{_NUMBER})[）)]?(?P<what>部分|大项|章节|章(?!程)|节|点|款|项|大点|方面|条|大类|段)"
)
_ARTICLE = re.compile(
    rf"(?:本(?:办法|规定|细则|规则|条例|制度|通知|意见|方案|章程|准则|决定)|(?:违反|依照|按照|根据|除|符合|适用|依据|参照|与|照)(?:了|前述|上述|本文)?)第(?P<number>{_NUMBER})条"
)
_WHAT = "部分|大项|章|节|点|款|项|大点|方面|条|大类|段"
# Looked for first: the patterns above may begin with many words.
_NAMES_PART = re.compile(rf"第[（(]?(?:{_NUMBER})[）)]?(?:{_WHAT})")
_FOREIGN = re.compile(r"[》”]\S{0,6}$|[法例]$")


def _check(paper: Paper) -> Iterator[Fault]:
    for field, blocks in texts_of(paper.document):
        parts = max((item.number for item in items_of(blocks) if item.level == 1), default=0)
        articles = max((article.number for article in articles_of(blocks)), default=0)
        pattern, last = (_ARTICLE, articles) if articles else (_PART, parts)
        for block in blocks:
            if isinstance(block, Table) or not _NAMES_PART.search(block.text):
                continue
            for match in pattern.finditer(block.text):
                if _is_own(match, block.text) and (number_of(match["number"]) or 0) > last:
                    yield Fault(
                        f"“{match.group()}”并不存在。",
                        "请核对所引的部分或者条文。",
                        field,
                        Span(block.span.start + match.start(), block.span.start + match.end()),
                    )


def _is_own(match: re.Match[str], text: str) -> bool:
    """Whether the words can only mean a part of this text."""
    groups = match.groupdict()
    if "own" not in groups or groups["own"]:
        return True
    return groups["what"] == "部分" and not _FOREIGN.search(text[: match.start()])


RULE = PaperRule(
    code="GW-11B",
    basis_key="GW-11A",
    offence="正文提到的部分、条文并不存在",
    why="引用的部分、条文不存在，收文的人无从执行。",
    check=_check,
    bad=(
        specimen("一、检查渠道\n各乡镇逐条检查渠道，标准见本文第十一章。"),
        specimen("一、检查渠道\n各乡镇逐条检查渠道，按照本通知第九部分执行。"),
        specimen("第一条　各乡镇检查渠道。\n第二条　违反本办法第三十条的，依法处理。"),
    ),
    good=(specimen(),),
)
