"""A dash takes the place of two characters, a stretch of time or quantity has a short dash or a tilde (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault, FixKind
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_DASH = re.compile(
    r"(?<![-\w])-{2,}(?![-\w])|(?<=[一-鿿\d])-{2,}(?=[一-鿿\d])|－{2}|[―─━–]{1,2}(?=[一-鿿\d])|—-+|-+—|—{3,}|(?<=[一-鿿])-(?=[一-鿿])|~{2,}"
)
_LOOSER = re.compile(r"(?<=[\d月日年时%％])[~∼](?=\d)|(?<=[年月日时])[-－](?=\d)")
# In a formula it is a minus.
_SUM = re.compile(r"[=＝+＋×÷]")
_RANGE = re.compile(r"[\d年月日时分%％万亿元]$")


def _check(stretch: Stretch) -> Iterator[Fault]:
    if _SUM.search(stretch.text):
        return
    for match in stretch.found(_DASH):
        yield _fault(stretch, match, None)
    for match in stretch.found(_LOOSER):
        yield _fault(stretch, match, Strength.ADVISED)


def _fault(stretch: Stretch, match: re.Match[str], strength: Strength | None) -> Fault:
    span, text = Span(*match.span()), stretch.text
    ranges = (
        bool(_RANGE.search(text[max(0, span.start - 1) : span.start]))
        and text[span.end : span.end + 1].isdigit()
    )
    # Between two figures a hyphen may be part of a telephone number or of a code.
    sure = ranges and (set(match.group()) <= set("~∼") or not text[span.start - 1].isdigit())
    single = match.group() == "-" and not ranges
    right = "—" if ranges or single else "——"
    return Fault(
        f"横线写成了“{match.group()}”：{text[max(0, span.start - 6) : span.end + 6]}。",
        "起止、连接请用“—”，解释说明请用“——”。",
        "body",
        span,
        strength=Strength.ADVISED if single else strength,
        fix=replace(span, right, kind=FixKind.SAFE if sure else FixKind.ASK),
    )


RULE = TextRule(
    code="BD-11A",
    basis_key="BD-11",
    offence="破折号、连接号形式不对",
    why="几个半角短横排出来是断的，也会被当成编号。",
    check=_check,
    needs=("-－―─━–—~∼",),
    bad=specimens(
        "实施时间为2026年3月--2026年6月。",
        "全县最大的灌区--清溪灌区已经通水。",
    ),
    good=specimens(
        "实施时间为2026年3月—6月，见GB/T 9704-2012和0871-6512345。",
        "全县最大的灌区——清溪灌区已经通水。",
    ),
)
