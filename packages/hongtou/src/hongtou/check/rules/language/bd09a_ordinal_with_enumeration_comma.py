"""Behind 第一, 首先 and 其一 stands a comma (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_ORDINAL = re.compile(
    r"(?:^|(?<=[。；：！？，”]))(?:第[一二三四五六七八九十]{1,3}|首先|其次|再次|再者|最后|其[一二三四五]|[一二三四五六七八九十]是|(?:另)?一方面(?!、(?:另|一方))|[一二三]来|此外|另外|总之|因此|与此同时)、(?![一二三四五六七八九十第\d])"
)


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_ORDINAL):
        span = Span(match.end() - 1, match.end())
        yield Fault(
            f"“{match.group()[:-1]}”之后用了顿号。",
            "请改用逗号。",
            "body",
            span,
            fix=replace(span, "，", kind=FixKind.SAFE),
        )


RULE = TextRule(
    code="BD-09A",
    basis_key="BD-09",
    offence="“第一”“首先”之后用了顿号",
    why="顿号只用在并列的词语之间，序次语后面要停得长一些。",
    check=_check,
    needs=(tuple(f"{last}、" for last in "一二三四五六七八九十先次者后是面来外之此时"),),
    bad=specimens(
        "第一、要压实管护责任；第二，要保障经费。",
        "首先、要把渠道底数摸清。",
        "一是、摸清底数；二是、压实责任。此外、要加强巡查。",
    ),
    good=specimens(
        "第一，要压实管护责任。",
        "第一、第二产业用水优先保障。",
    ),
)
