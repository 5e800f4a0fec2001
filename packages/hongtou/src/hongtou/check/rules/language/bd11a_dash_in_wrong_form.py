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
    r"(?<![-\w])-{2,}(?![-\w])|(?<=[一-鿿\d])-{2,}(?=[一-鿿\d])|－{2}|[―─━–]{1,2}(?=[一-鿿\d])|—[－―─━–-]+|[－―─━–-]+—|—{3,}|(?<=[一-鿿])-(?=[一-鿿])|[~～]{2,}"
    # A dash of two places where a stretch of time or quantity is meant, ーー and __ for one.
    r"|(?<=\d)——(?=\d)|(?<=[年月日时])——(?=\d{1,4}[年月日时:])|(?<=[一-鿿])(?:ー{2}|[_＿]{2})(?=[一-鿿])"
    # 最大的灌区—清溪灌区, 灌区一一清溪灌区: what explains ends like what is explained.
    r"|(?<=(?P<what>[一-鿿]{2}))(?:(?<!——)—(?!—)|一一)(?=[一-鿿]{2,6}?(?P=what))"
)
_EXPLAINED = re.compile(r"的[一-鿿]{1,4}$")
_LOOSER = re.compile(
    r"(?<=[\d月日年时%％])[~∼](?=\d)|(?<=[年月日时])[-－](?=\d)|(?<=[一-鿿])－(?=[一-鿿])"
    # 2025-2026年, 30-50人, 9:00-11:30: no code and no telephone has what follows.
    r"|(?<=(?<![\dA-Za-z./-])(?:19|20)\d\d)[-－](?=(?:19|20)?\d\d(?:年|学年))"
    r"|(?<=\d:\d\d)[-－](?=\d{1,2}:\d\d(?!\d))"
)
_QUANTITY = re.compile(
    r"(?<![\dA-Za-z./〕+-])(?P<a>\d+(?:\.\d+)?)(?P<mark>[-－])(?P<b>\d+(?:\.\d+)?)"
    r"(?=[多余]?(?:人|户|名|天|个|亩|米|公里|元|吨|立方米|平方米|万|亿|页|岁|次|小时|分钟|年(?!级)|公顷|公斤|斤|厘米|毫米|倍|处|台|℃|[%％]))"
)
# In a formula it is a minus.
_SUM = re.compile(r"[=＝+＋×÷]")
_RANGE = re.compile(r"[\d年月日时分%％万亿元]$")


def _check(stretch: Stretch) -> Iterator[Fault]:
    if _SUM.search(stretch.text):
        return
    for match in stretch.found(_DASH):
        if match["what"] and not _EXPLAINED.search(stretch.text, 0, match.start()):
            continue
        yield _fault(stretch, match, None)
    said = set[int]()
    for match in stretch.found(_LOOSER):
        said.add(match.start())
        yield _fault(stretch, match, Strength.ADVISED)
    for match in stretch.found(_QUANTITY):
        if float(match["a"]) < float(match["b"]) and match.start("mark") not in said:
            yield _fault(stretch, match, Strength.ADVISED, "mark")


def _fault(stretch: Stretch, match: re.Match[str], strength: Strength | None, group: str | int = 0) -> Fault:
    span, text = Span(*match.span(group)), stretch.text
    ranges = (
        bool(_RANGE.search(text[max(0, span.start - 1) : span.start]))
        and text[span.end : span.end + 1].isdigit()
    )
    # Between two figures a hyphen may be part of a telephone number or of a code.
    written = match[group]
    sure = ranges and (set(written) <= set("~∼～") or not text[span.start - 1].isdigit())
    single = written in ("-", "－") and not ranges
    right = "—" if ranges or single else "——"
    return Fault(
        f"横线写成了“{written}”：{text[max(0, span.start - 6) : span.end + 6]}。",
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
    needs=((*"-－―─━–—~∼", "～～", "一一", "ーー", "__", "_＿", "＿_", "＿＿"),),
    bad=specimens(
        "实施时间为2026年3月--2026年6月。",
        "全县最大的灌区--清溪灌区已经通水。",
        "全县最大的灌区—清溪灌区已经通水。",
        "全县最大的灌区一一清溪灌区已经通水。",
        "实施时间为3月1日——6月30日，规划期为2026——2030年。",
        "规划期为2026-2030年，每个小组30-50人，于9:00-11:30集合。",
        "这是最大的难题—－缺水。",
    ),
    good=specimens(
        "清溪灌区—石门灌区渠道，与名册一一对应，编号2026-12，座位12-3号，K3-5段。",
        "见GB/T 50085-2007年版，桩号3-2个，2026年——云岭的转折之年。",
        "实施时间为2026年3月—6月，见GB/T 9704-2012和0871-6512345。",
        "全县最大的灌区——清溪灌区已经通水。",
    ),
)
