"""尽快、适时、近期: a demand that sets no day cannot be followed up. Practice, so it only advises."""

import re
from collections.abc import Iterator
from functools import lru_cache

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.check.stretch import Place, Stretch
from hongtou.model import Genre, Span
from hongtou.text import KEPT

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_URGED = "完成|办理|落实|整改|上报|报|组织|制定|实施|开展|拨付|推进|启动|修订|解决|恢复|拆除|清理|安排"
_VAGUE = re.compile(
    rf"尽快|尽早|尽速|及早|从速|早日|(?<!最)近期(?!目标|以来|规划)|近段时间|近一时期|近阶段|下一?阶段|(?:最短|尽可能短)的?时间|尽可能[早快]|尽量[早快提]|时间(?:另行通知|待定)|近日|适时|择机|择期|"
    rf"(?:适当|合适|恰当|方便)的?(?:时候|时间|时机)|(?:条件|时机)(?:成熟|具备|允许)(?:时|后)?|有条件时|"
    rf"抓紧时间|抓紧(?=[^，。；]{{0,16}}(?:{_URGED}))|(?:一定|合理|规定|较短)的?(?:时间|期限|时限)之?内|一段时间之?内|短期内|"
    rf"及时(?=[^，。；]{{0,8}}(?:完成|办结|报送|上报))|视情况?(?=[^，。；]{{0,6}}(?:{_URGED}))|稍后|不久|不日|日后|随后(?=[^，。；]{{0,12}}(?:{_URGED}))|限期(?=内?(?:{_URGED}|办结|改正))|过一段时间|过些时候|"
    rf"[过近这]几[天日周]|[几数][天日周]之?内|若干(?:天|日|个?工作日)|择日|抽空|(?:具体)?(?:时间|日期)(?:另定|另行(?:通知|确定|安排)|待定|再定)|越[早快]越好|一段时期|"
    rf"今后一(?:段|个)时[间期]|方便时|空[余闲]时间?|有空时|第一时间(?=[^，。；]{0, 6}(?:完成|办结|整改))|力争早日?"
)
# Looked for first: one of these stands in whatever is vague.
_MAY_BE_VAGUE = re.compile(
    "尽快|尽早|尽速|及早|从速|早日|近期|近段|近一时期|阶段|时间|尽可能|尽量|近日|适时|择机|择期|时候|时机|条件|抓紧|期限|时限|"
    "短期|及时|视情|稍后|不久|不日|日后|随后|限期|几|[数若]|择日|抽空|日期|越早|越快|时期|方便|空|力争早"
)
# A term that is taken back in the same breath.
_ABOUT = re.compile(
    r"[日号旬底末月年天周](?:左右|前后)(?=[^，。；]{0,8}(?:完成|办结|报|验收|实施|开展|开工|启动|整改))"
)
# A day, a term or an event makes the demand one that can be followed up.
_TERM = re.compile(
    r"\d+月|\d+日|\d+(?:个)?(?:工作日|小时|天|分钟|年)|[一二三四五六七八九十]+(?:个)?(?:工作日|日内|天内|小时|周内|个月)|"
    r"月底|年底|月末|季度末|上旬|中旬|下旬|上半年|下半年|当日|当天|次日|今年|本周|下周"
)
_DEMANDS = re.compile(
    r"请|要|应当|应|须|务必|必须|组织|完成|开展|落实|办理|整改|报|制定|实施|启动|推进|验收|检查|拨付|修订|解决|恢复|拆除|清理|安排"
)
_TELLS = re.compile(r"已经?(?:于)?(?:近日|近期|尽快)|近日召开|近日印发|近期(?:发生|发现|出现)|要求尽快答复")
_MAY_DEMAND = frozenset(
    (Genre.NOTICE, Genre.OPINION, Genre.DECISION, Genre.BULLETIN, Genre.REPLY, Genre.MINUTES, Genre.ORDER)
)


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old or paper.genre not in _MAY_DEMAND:
        return
    for placed in paper.stretches:
        if placed.stretch.place is not Place.PARAGRAPH or placed.field != "body":
            continue
        for span in _vague_in(placed.stretch):
            word = span.of(placed.stretch.text)
            yield Fault(
                f"“{word}”没有写明期限。",
                "请写明到哪一天、几个工作日内，或者以什么事为期；确实定不下来的可以不改。",
                placed.field,
                placed.lies(span),
            )


@lru_cache(maxsize=KEPT)
def _vague_in(stretch: Stretch) -> tuple[Span, ...]:
    text = stretch.text
    if not (_MAY_BE_VAGUE.search(text) and _VAGUE.search(text) or _ABOUT.search(text)):
        return ()
    return tuple(_by_sentence(stretch))


def _by_sentence(stretch: Stretch) -> Iterator[Span]:
    for sentence in _SENTENCE.finditer(stretch.text):
        words = sentence.group()
        if _TELLS.search(words) or not _DEMANDS.search(words):
            continue
        if found := _ABOUT.search(words) or (None if _TERM.search(words) else _VAGUE.search(words)):
            start = sentence.start() + found.start()
            if not stretch.is_quoted(start, start + 1):
                yield Span(start, sentence.start() + found.end())


RULE = PaperRule(
    code="GW-11K",
    basis_key="GW-11K",
    offence="要求的时间写得含糊",
    why="没有期限的要求，到期没有到期谁也说不清，督办无从下手。",
    check=_check,
    bad=(
        specimen("请各乡镇尽快完成渠道清淤。"),
        specimen("县水利局要于近期组织验收。"),
        specimen("有关单位应当适时开展检查。"),
        specimen("各乡镇要抓紧整改到位。"),
        specimen("渠道清淤要在4月底前后完成。"),
        specimen("各乡镇要在数日内完成排查，具体日期另定。"),
        specimen("请有关单位抽空开展清淤，越快越好。"),
    ),
    good=(
        specimen("请各乡镇尽快完成渠道清淤，4月20日前全部通水。"),
        specimen("近期发生多起火灾，教训深刻。"),
        specimen("县水利局于收到申请后5个工作日内尽快办结。"),
        specimen("请贵局尽快答复。", title="云岭县水利局关于商请支持春灌工作的函", addressees="县气象局："),
    ),
)
