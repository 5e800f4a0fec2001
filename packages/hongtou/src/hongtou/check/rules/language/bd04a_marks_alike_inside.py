"""Inside quotation marks stand single ones, inside title marks single ones too (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Edit, Fault, Fix, FixKind
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_INNER = {"“": "‘", "”": "’", "《": "〈", "》": "〉"}


def _check(stretch: Stretch) -> Iterator[Fault]:
    for opening, closing, called in (("“", "”", "引号"), ("《", "》", "书名号")):
        for outer, inner in _nested(stretch.text, opening, closing):
            yield Fault(
                f"{called}里面又用了同样的{called}：{outer.of(stretch.text)}。",
                f"里面一层请用“{_INNER[opening]}{_INNER[closing]}”。",
                "body",
                outer,
                fix=Fix(
                    FixKind.SAFE,
                    tuple(Edit(Span(at, at + 1), _INNER[stretch.text[at]]) for at in sorted(inner)),
                ),
            )


def _nested(text: str, opening: str, closing: str) -> Iterator[tuple[Span, list[int]]]:
    """Each outermost passage with the places of the marks in its second level; none where marks do not pair."""
    if not re.search(f"{opening}[^{closing}]*{opening}", text) or text.count(opening) != text.count(closing):
        return
    depth, start, inner = 0, 0, list[int]()
    for at, character in enumerate(text):
        if character == opening:
            depth += 1
            if depth == 1:
                start, inner = at, []
            elif depth == 2:
                inner.append(at)
        elif character == closing:
            if depth == 2:
                inner.append(at)
            depth -= 1
            if depth < 0:
                return
            if depth == 0 and inner:
                yield Span(start, at + 1), inner


RULE = TextRule(
    code="BD-04A",
    basis_key="BD-04",
    offence="引号里用了双引号，书名号里用了双书名号",
    why="里外一样，分不清哪里到哪里是一层。",
    check=_check,
    needs=("“《",),
    bad=specimens(
        "会议强调，“要把“民生水”这件事办好”。",
        "按照《关于印发《春耕用水办法》的通知》执行。",
    ),
    good=specimens(
        "会议强调，“要把‘民生水’这件事办好”。",
        "按照《关于印发〈春耕用水办法〉的通知》执行。",
    ),
)
