"""A title has no mark at its end (GB/T 9704-2012, 7.3.1)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.lines import line_at
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.model import genre_of_title

_CLOSES = re.compile(r"(?P<words>[^\n]{4,120}?)(?P<marks>[。．.，,；;！!：:、？?]+)")
_TITLE = re.compile(r"关于|转发|印发|批转|^对")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old:
        return
    spans = [document.title.span] if document.title else []
    if document.genre is None:
        spans += [block.span for block in document.body[:2] if _is_title(block.span.of(document.text))]
    for span in spans:
        last = line_at(document, span.end - 1)
        match = last and _CLOSES.fullmatch(last.text)
        if last and match and genre_of_title(match["words"]):
            at = last.part(match.start("marks"), match.end("marks"))
            yield Fault(
                "标题末尾加了标点。",
                "标题末尾不用标点，请去掉。",
                "title",
                at,
                # A sentence of the body that was taken for the title (要逐件办理、逐件答复。) keeps its mark.
                fix=replace(at, "", kind=FixKind.SAFE if _is_title(match["words"]) else FixKind.ASK),
            )
            return


def _is_title(text: str) -> bool:
    return bool(_TITLE.search(text)) and "\n" not in text


RULE = PaperRule(
    code="GB-16A",
    basis_key="GB-16",
    offence="标题末尾加了标点",
    why="标题末尾不加标点。",
    check=_check,
    bad=(specimen(title="云岭县人民政府办公室关于做好春耕用水保障工作的通知。"),),
    good=(specimen(),),
)
