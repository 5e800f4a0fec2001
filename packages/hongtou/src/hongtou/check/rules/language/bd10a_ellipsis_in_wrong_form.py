"""An ellipsis is six dots, and does not stand beside 等 (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_DOTS = re.compile(
    r"(?:等等?(?:设施|部门|单位|问题|工作|措施|内容|方面|情况|物资|设备)?)?(?:…+|[.．]{3,}|。{3,}|·{2,}|[•・]{2,}|、{3,}|⋯+|(?<=[一-鿿])\.\.(?![./]))(?:等等?(?![级同候待]))?"
)

# A row of dots leads to a page number, or leaves room for what is to be filled in.
_LONGEST = 8
_TO_PAGE = re.compile(r"\s*\d+$")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_DOTS, unless=lambda match: match.group() in ("……", "…………")):
        written, span = match.group(), Span(*match.span())
        if len(written) > _LONGEST or _TO_PAGE.match(stretch.text, match.end()):
            continue
        if "等" in written:
            word = "等等" if "等等" in written else "等"
            yield Fault(
                f"“等”与省略号并用：“{written}”。", "请只用一个。", "body", span, fix=replace(span, word)
            )
        elif written.strip("….．。·、⋯•・") == "":
            yield Fault(
                f"省略号写成了“{written}”。",
                "请用六个点的“……”。",
                "body",
                span,
                fix=replace(span, "……", kind=FixKind.SAFE),
            )


RULE = TextRule(
    code="BD-10A",
    basis_key="BD-10",
    offence="省略号形式不对，或者与“等”并用",
    why="省略号少了一半像是打错，与“等”并用是说了两遍。",
    check=_check,
    needs=(("…", "⋯", "..", ".．", "．.", "．．", "。。", "··", "、、", "••", "・・", "•・", "・•"),),
    bad=specimens(
        "重点检查渠道、涵闸、泵站…",
        "配齐铁锹、编织袋、救生衣等……。",
        "检修渠道、闸门等设施……",
        "检修渠道、涵闸、泵站•••",
        "对闸门、启闭机、观测设施......逐一检修。",
    ),
    good=specimens(
        "重点检查渠道、涵闸、泵站……",
        "总则.....................3",
        "附则......12",
        "联系人：............",
    ),
)
