"""A character that does not belong in the word, so that there is no such word; in ``words/character.txt``."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.check.words import mistaken


def _check(stretch: Stretch) -> Iterator[Fault]:
    return mistaken(stretch, "character")


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
    ),
    good=specimens(
        "公布署名文章，部署落实，他自己完成，国防讯息。",
        "本周末经济运行平稳，拨付到位。",
    ),
)
