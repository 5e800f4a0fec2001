"""A character that does not belong, so that there is no such word; in ``words/character.txt`` and ``typed.txt``."""

from collections.abc import Iterable, Iterator, Sequence

from hongtou.check.finding import Fault
from hongtou.check.phrases import mistyped_phrases
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.check.words import mistaken, mistyped


def _check(stretch: Stretch) -> Iterator[Fault]:
    found = list(mistaken(stretch, "character"))
    found += _apart(mistyped(stretch), found)
    phrases = list(_apart(mistyped_phrases(stretch), found))
    # What CY-01B says is not said twice.
    return iter(found + (list(_apart(phrases, list(mistaken(stretch, "sound")))) if phrases else []))


def _apart(faults: Iterable[Fault], said: Sequence[Fault]) -> Iterator[Fault]:
    """The faults that touch none of those already *said*."""
    spans = [fault.span for fault in said if fault.span]
    for fault in faults:
        if fault.span and not any(a.start < fault.span.end and fault.span.start < a.end for a in spans):
            spans.append(fault.span)
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
        "完善应急予按，营造良好分围，齐抓共官。",
    ),
    good=specimens(
        "公布署名文章，部署落实，他自己完成，国防讯息。",
        "本周末经济运行平稳，拨付到位。",
        "公开从采购信息到采购结果、从预算到采购结算的全部信息。",
    ),
)
