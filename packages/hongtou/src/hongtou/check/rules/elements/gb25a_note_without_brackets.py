"""A note stands in （） (GB/T 9704-2012, 7.3.6)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.lines import ANNEX_LABEL, lines_after
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen

_NOTE = re.compile(
    r"[\[【〔(（“]?(?:附?注[:：])?(?:此[件文]|本[件文]|联[ 　]*系[ 　]*人|经办人|联系(?:电话|方式)"
    r"|主动公开|依申请公开|不予公开|公开方式|公开属性|此页无正文).{0,60}"
)

_OPENING, _CLOSING = "[【〔(（“", "]】〕)）”"


def _check(paper: Paper) -> Iterator[Fault]:
    document, dated = paper.document, paper.document.document_date
    if paper.is_old or dated is None or dated.confidence < 0.9:
        return
    if document.body and dated.span.start < document.body[0].span.start:
        return
    for line in lines_after(document, dated.span.end)[:2]:
        if not _NOTE.fullmatch(line.text):
            if ANNEX_LABEL.fullmatch(line.text):
                return
            continue
        inner = _inner(line.text)
        if line.text != f"（{inner}）":
            yield Fault(
                "附注没有加全角圆括号。",
                f"请写成“（{inner}）”。",
                "note",
                line.span,
                fix=replace(line.span, f"（{inner}）", kind=FixKind.ASK if "（" in inner else FixKind.SAFE),
            )
        return


def _inner(text: str) -> str:
    """A note without the brackets around all of it; those inside it (a number behind a name) stay."""
    bare = text.rstrip("。 　")
    if bare[:1] in _OPENING:
        return bare[1:-1] if bare[-1] in _CLOSING else bare[1:]
    return bare


RULE = PaperRule(
    code="GB-25A",
    basis_key="GB-25",
    offence="附注没有加圆括号",
    why="附注加圆括号，与正文和附件区别开。",
    check=_check,
    bad=(
        specimen(note="此件公开发布"),
        specimen(note="(联系人：周宁，联系电话：6220018)"),
    ),
    good=(
        specimen(),
        specimen(note="（此件公开发布）"),
    ),
)
