"""Between titles and quotations side by side usually stands no enumeration comma (GB/T 15834-2011, 4.5.3.5)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_BETWEEN = re.compile(r"(?<=》)、(?=《)|(?<=”)、(?=“)")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in _BETWEEN.finditer(stretch.text):
        span = Span(*match.span())
        around = stretch.text[max(0, span.start - 6) : span.end + 6]
        yield Fault(
            f"并列的书名号或者引号之间加了顿号：{around}。",
            "请删去顿号。",
            "body",
            span,
            fix=replace(span, "", kind=FixKind.SAFE),
        )


RULE = TextRule(
    code="BD-06A",
    basis_key="BD-06",
    offence="并列的书名号、引号之间加了顿号",
    why="两个书名号、引号已经分得开，再加顿号是多余的。",
    check=_check,
    needs=(("》、《", "”、“"),),
    bad=specimens(
        "认真学习《中华人民共和国水法》、《中华人民共和国防洪法》。",
        "坚持“先生活”、“后生产”的用水次序。",
    ),
    good=specimens(
        "认真学习《中华人民共和国水法》《中华人民共和国防洪法》。",
        "对照《水法》（2016年修正）、《防洪法》开展自查。",
    ),
)
