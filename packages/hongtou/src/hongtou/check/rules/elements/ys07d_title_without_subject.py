"""A title says what it is about (article 9, item 7)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.read.elements.words import is_organ, squeeze

_BARE = re.compile(
    r"(?P<organs>.{2,60}?)(?:关于)?(?:(?:做好|开展|办理|报送|印发|落实)?(?:有关|相关|若干|一些|上述|下列|近期|此项|该项|某项)?"
    r"(?:事项|问题|工作|情况|事宜|材料|文件|精神)?)(?:重要|紧急|补充|专题|书面|正式|临时)?的?"
    r"(?P<genre>决定|意见|通知|通报|报告|请示|批复|议案|函|复函)"
)
_ABOUT = re.compile(r"关于.|转发|印发|批转|表彰|表扬|发布|公布|任免|任命|同意|商请|[《“]|做好|开展|召开|启用")


def _check(paper: Paper) -> Iterator[Fault]:
    title = paper.document.title
    if paper.is_old or title is None or paper.document.document_number is None:
        return
    match = _BARE.fullmatch(squeeze(title.value))
    if match is None or not is_organ(match["organs"]) or _ABOUT.search(match["organs"]):
        return
    yield Fault(
        "标题没有事由。",
        f"请在标题中写明事由，如“……关于××的{match['genre']}”。",
        "title",
        title.span,
    )


RULE = PaperRule(
    code="YS-07D",
    basis_key="YS-07",
    offence="标题没有事由",
    why="标题不写事由，登记和检索时看不出说的是什么事。",
    check=_check,
    bad=(
        specimen(title="云岭县人民政府办公室通知"),
        specimen(title="云岭县人民政府办公室关于有关事项的通知"),
    ),
    good=(specimen(), specimen(title="云岭县人民政府办公室关于成立灌区改造工程指挥部的通知")),
)
