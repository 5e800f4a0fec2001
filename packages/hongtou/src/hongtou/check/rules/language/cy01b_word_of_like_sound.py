"""Another word of the same or nearly the same sound, told by what stands around it; in ``words/sound.txt``."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.check.words import mistaken


def _check(stretch: Stretch) -> Iterator[Fault]:
    return mistaken(stretch, "sound")


RULE = TextRule(
    code="CY-01B",
    basis_key="CY-01",
    offence="音近的词用错",
    why="两个词都有，意思不同，用错了就是另一回事。",
    check=_check,
    needs=(),
    bad=specimens(
        "截止2月底，全县已完成渠道清淤42公里。",
        "要依法规范行政权利运行，自觉接受群众监督。",
        "统筹推进法制政府建设。",
    ),
    good=specimens(
        "报名于3月10日截止，截至2月底共有42人。",
        "公民的权利和义务，法制办公室审查。",
    ),
)
