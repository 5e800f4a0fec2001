"""A character that does not belong, so that there is no such word; in ``words/character.txt`` and ``typed.txt``."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.check.words import mistaken, mistyped


def _check(stretch: Stretch) -> Iterator[Fault]:
    listed = list(mistaken(stretch, "character"))
    yield from listed
    spans = [fault.span for fault in listed if fault.span]
    for fault in mistyped(stretch):
        if fault.span and not any(a.start < fault.span.end and fault.span.start < a.end for a in spans):
            yield fault


RULE = TextRule(
    code="CY-01A",
    basis_key="CY-01",
    offence="词里有别字",
    why="别字改变意思，也让人怀疑整件文件没有校对过。",
    check=_check,
    needs=(),
    bad=specimens(
        "各乡镇要提前布署，压实责任。",
        "目前主体工程己完成八成。",
        "妥善处置病死牲蓄。",
        "组织专家眼究论证，故励群众参与。",
    ),
    good=specimens(
        "公布署名文章，部署落实，他自己完成，国防讯息。",
        "本周末经济运行平稳，拨付到位。",
    ),
)
