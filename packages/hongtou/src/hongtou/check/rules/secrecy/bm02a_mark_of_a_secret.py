"""A mark of a state secret, or words that go with one: the carrier of a secret may not be worked on here (BM-02)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.secrecy import Hit, Level, inspect_text, may_be_marked
from hongtou.text import KEPT

# A mark that the end of a line breaks.
_BROKEN = re.compile(r"[绝絕机機秘祕]\W*\n\W*密|密级[^\n]{0,12}\n")
_COPY_NUMBER = "copy_number"
_STOP = "属于国家秘密的，请立即停止在这台计算机上处理，按保密规定转机要渠道；不属于的，删去标志。"
_LOOK = "请核对是否涉密：涉密的停止处理，转机要渠道；不涉密的可以不改。"


def _check(paper: Paper) -> Iterator[Fault]:
    text = paper.document.text
    if not may_be_marked(text):
        return
    start = located = 0
    for line in text.split("\n"):
        for hit in _hits(line):
            located += 1
            yield _fault(hit, Span(start, start + len(line)))
        start += len(line) + 1
    if not located and _BROKEN.search(text):
        yield from (_fault(hit, None) for hit in _hits(text))


@lru_cache(maxsize=KEPT)
def _hits(text: str) -> tuple[Hit, ...]:
    if not may_be_marked(text):
        return ()
    return tuple(hit for hit in inspect_text(text, place="文").hits if hit.pattern != _COPY_NUMBER)


def _fault(hit: Hit, span: Span | None) -> Fault:
    if hit.level is Level.BLOCK:
        return Fault(hit.message_zh, _STOP, "secrecy_mark", span)
    return Fault(hit.message_zh, _LOOK, "secrecy_mark", span, strength=Strength.ADVISED)


RULE = PaperRule(
    code="BM-02A",
    basis_key="BM-02",
    offence="有国家秘密标志或者密件用语",
    why="涉密文件进了非涉密的计算机，就已经是泄密隐患。",
    check=_check,
    bad=(
        specimen(urgency="机密★5年"),
        specimen("附表为秘密★1年材料。"),
        specimen("本件阅后收回，不得复印。"),
        specimen(urgency="绝\n密"),
        specimen("调查表由专人送县委机要室，会后逐份清退。"),
        specimen("此件不得擅自复制、摘抄，仅限县级领导同志阅。"),
        specimen("本件属于国家秘密，请妥善保管。"),
    ),
    good=(
        specimen(),
        specimen("开展保守国家秘密、保护商业秘密的宣传教育。"),
        specimen("各乡镇于4月底前清查工作秘密的保管情况。", urgency="000127"),
        specimen("涉密文件不得通过微信传递，涉密计算机不得连接互联网。"),
        specimen("个人信息不得外泄；不得要求群众重复提供身份证复印件。"),
        specimen("会后各乡镇要抓好落实，阅后请提出意见。"),
    ),
)
