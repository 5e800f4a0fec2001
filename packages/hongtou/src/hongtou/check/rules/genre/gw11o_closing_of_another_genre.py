"""Closing phrases belong to their genres."""

import re
from collections.abc import Iterator
from functools import lru_cache

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre, Span, Table
from hongtou.text import KEPT

_WORDS: tuple[tuple[str, tuple[Genre, ...]], ...] = (
    (
        "请(?:认真|严格|切实)?遵照(?:执行|办理)|望遵照执行|[请望](?:认真|切实|坚决)?贯彻(?:执行|落实)",
        (Genre.NOTICE, Genre.DECISION, Genre.OPINION, Genre.BULLETIN, Genre.ORDER, Genre.REPLY),
    ),
    ("(?:现)?特此通知", (Genre.NOTICE,)),
    ("特此报告|专此报告|以上报告[^。]{0,12}|特此汇报|特此呈报|请审阅|以上报告，请审阅", (Genre.REPORT,)),
    (
        "特此函[达告复询商]|专此函[达告复]|此函|特此致函|盼(?:予)?函复|请(?:予|研究|尽快|及时)?函复|请予函复为盼|盼复",
        (Genre.LETTER,),
    ),
    ("特此批复|专此批复", (Genre.REPLY,)),
    ("此复|特此答复|特此复函", (Genre.REPLY, Genre.LETTER)),
    ("以上意见[^。]{0,10}请[^。]{0,4}批转[^。]{0,10}", (Genre.OPINION, Genre.REQUEST)),
    ("特此通报", (Genre.BULLETIN,)),
    ("特此公告|现予公告", (Genre.PUBLIC_ANNOUNCEMENT,)),
    ("特此通告", (Genre.PUBLIC_NOTICE,)),
    ("特此决定|现作出如下决定", (Genre.DECISION,)),
    (
        "(?:以上|上述)?(?:请示|意见)?[，,]?(?:妥否|当否|可否|是否妥当|是否可行)[，,]?(?:敬|恳)?请[^。]{0,6}(?:批示|批复|审批|审示|指示)"
        "|以上请示[^。]{0,16}|特此请示|请批复|请批示|请予批[复示准]|恳请批准",
        (Genre.REQUEST,),
    ),
    ("(?:现|特)?提请审议|请审议|现提请[^。]{0,10}审议|以上议案[^。]{0,10}", (Genre.PROPOSAL,)),
)
_CLOSINGS = tuple((re.compile(f"(?m)(?:{words})(?=[。，！；]|$)"), genres) for words, genres in _WORDS)
# The beginning of a sentence, of whose first character closings are made.
_BEGINS = re.compile(
    rf"[{''.join(sorted(set(re.findall('[一-龥，,]', ''.join(words for words, _ in _WORDS)))))}](?<![^。；！？\s].)"
)


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old or paper.genre is None or paper.genre is Genre.MINUTES:
        return
    for block in paper.document.body:
        if isinstance(block, Table):
            continue
        for span, genres in _closings_in(block.text):
            if paper.genre not in genres:
                yield Fault(
                    f"{paper.genre}里用了“{span.of(block.text)}”。",
                    f"这是{genres[0]}的结束语，请换成与{paper.genre}相符的。",
                    "body",
                    Span(block.span.start + span.start, block.span.start + span.end),
                )


@lru_cache(maxsize=KEPT)
def _closings_in(text: str) -> tuple[tuple[Span, tuple[Genre, ...]], ...]:
    begins = [match.start() for match in _BEGINS.finditer(text)]
    found = []
    for pattern, genres in _CLOSINGS if begins else ():
        end = 0
        for start in begins:
            if start >= end and (match := pattern.match(text, start)):
                found.append((Span(*match.span()), genres))
                end = match.end()
    return tuple(found)


RULE = PaperRule(
    code="GW-11O",
    basis_key="GW-11E",
    offence="结束语与文种不符",
    why="结束语是另一个文种的，收文的人会按错的文种去办。",
    check=_check,
    bad=(
        specimen(
            "全县春耕用水已有保障。\n特此通知。",
            mark="云岭县水利局文件",
            signatory="张水生",
            title="云岭县水利局关于春耕用水情况的报告",
            addressees="县人民政府：",
            signature="云岭县水利局",
        ),
        specimen(
            "商请贵局协助检查渠道。\n特此报告。",
            mark="云岭县水利局",
            number="云水函〔2026〕5号",
            title="云岭县水利局关于商请协助检查渠道的函",
            addressees="县财政局：",
            signature="云岭县水利局",
        ),
    ),
    good=(specimen(),),
)
