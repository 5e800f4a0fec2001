"""Arabic numerals take half the place of a character (GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_WIDE = re.compile(r"[０-９][０-９．，：％]*(?<=[０-９％])|(?<=\d)％(?!％)")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_WIDE, unless=lambda match: match.group() == "％"):
        written, span = match.group(), Span(*match.span())
        right = "".join(
            chr(ord(c) - 0xFEE0) if "０" <= c <= "９" or c in "．％：" else "," if c == "，" else c
            for c in written
        )
        yield Fault(
            f"数字“{written}”用了全角。",
            f"请用半角“{right}”。",
            "body",
            span,
            fix=replace(span, right, kind=FixKind.SAFE),
        )


RULE = TextRule(
    code="SZ-06A",
    basis_key="SZ-06",
    offence="数字用了全角",
    why="全角数字不能计算，也搜不到。",
    check=_check,
    needs=("０１２３４５６７８９％",),
    bad=specimens(
        "共排查隐患３７处。",
        "水位上涨至１２．５米。",
    ),
    good=specimens(
        "共排查隐患37处，水位上涨至12.5米。",
    ),
)
