"""The words that lead in name the genre of the title."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre, Span, Table

_LEADS = re.compile(
    r"(?:现|特|兹|谨|一并)?[^。；：\n]{0,60}?(?P<words>通知|报告|汇报|请示|批复|函复|函告|函达|函商|复函|答复|通报|公告|通告|决定|命令|纪要|公报|批示|指示|议案|决议|申请|公布|告知)如下(?=[：:。，]|$)"
)
_TITLED = re.compile(r"《[^《》]*》|“[^“”]*”")
_GENRES = {
    "通知": (Genre.NOTICE,),
    "报告": (Genre.REPORT,),
    "汇报": (Genre.REPORT,),
    "请示": (Genre.REQUEST,),
    "批复": (Genre.REPLY,),
    "函复": (Genre.LETTER, Genre.REPLY),
    "函告": (Genre.LETTER,),
    "函达": (Genre.LETTER,),
    "函商": (Genre.LETTER,),
    "复函": (Genre.LETTER,),
    "答复": (Genre.LETTER, Genre.REPLY),
    "通报": (Genre.BULLETIN, Genre.NOTICE, Genre.LETTER),
    "公告": (Genre.PUBLIC_ANNOUNCEMENT,),
    "通告": (Genre.PUBLIC_NOTICE,),
    "决定": (Genre.DECISION, Genre.RESOLUTION, Genre.ORDER, Genre.NOTICE, Genre.BULLETIN),
    "命令": (Genre.ORDER,),
    "纪要": (Genre.MINUTES,),
    "公报": (Genre.COMMUNIQUE,),
    "批示": (Genre.REPLY,),
    "指示": (Genre.NOTICE,),
    "议案": (Genre.PROPOSAL,),
    "决议": (Genre.RESOLUTION,),
    "申请": (Genre.LETTER,),
    "公布": (
        Genre.NOTICE,
        Genre.PUBLIC_ANNOUNCEMENT,
        Genre.PUBLIC_NOTICE,
        Genre.COMMUNIQUE,
        Genre.DECISION,
        Genre.BULLETIN,
        Genre.ORDER,
    ),
    "告知": (Genre.NOTICE, Genre.LETTER, Genre.REPLY, Genre.PUBLIC_ANNOUNCEMENT, Genre.PUBLIC_NOTICE),
}


def _blotted(text: str) -> str:
    """The same without what is quoted, at its places."""
    return _TITLED.sub(lambda match: "□" * len(match.group()), text)


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old or paper.genre is None:
        return
    for block in paper.document.body:
        match = (
            None
            if isinstance(block, Table) or "如下" not in block.text
            else _LEADS.search(_blotted(block.text))
        )
        if match is None:
            continue
        if paper.genre not in _GENRES[match["words"]]:
            start, end = match.span("words")
            yield Fault(
                f"标题是{paper.genre}，正文写的是“{match['words']}如下”。",
                f"请换成与{paper.genre}相符的过渡语。",
                "body",
                Span(block.span.start + start, block.span.start + end + 2),
            )


RULE = PaperRule(
    code="GW-11X",
    basis_key="GW-11E",
    offence="过渡语与文种不符",
    why="过渡语说的文种与标题不同，收文的人不知道按哪个办。",
    check=_check,
    bad=(
        specimen(
            "现将春耕用水情况通知如下：全县用水已有保障。",
            mark="云岭县水利局文件",
            signatory="张水生",
            title="云岭县水利局关于春耕用水情况的报告",
            addressees="县人民政府：",
            signature="云岭县水利局",
        ),
    ),
    good=(specimen(),),
)
