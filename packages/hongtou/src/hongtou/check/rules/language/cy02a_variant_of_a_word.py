"""The preferred way of writing a word of which there are two (GF 1001-2001); in ``words/variant.txt``."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.check.words import mistaken


def _check(stretch: Stretch) -> Iterator[Fault]:
    return mistaken(stretch, "variant")


RULE = TextRule(
    code="CY-02A",
    basis_key="CY-02",
    offence="用了不推荐的异形词",
    why="一个词全文、全县写法一致，才好检索。",
    check=_check,
    needs=(),
    bad=specimens(
        "各单位建立台帐，专人管理帐目。",
    ),
    good=specimens(
        "各单位建立台账，专人管理账目。",
    ),
)
