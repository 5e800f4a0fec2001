"""Mark, title and signature name the same organs (article 9, items 4, 7, 11 and 13)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import mark_organ, title_organs
from hongtou.check.specimen import specimen
from hongtou.model import Genre
from hongtou.read.elements.words import is_organ

_APART = re.compile(r"[、\s]")
_SECOND_NAME = re.compile(r"（[^（）]*）")
_COMMITTEE = re.compile(r"委员会")
_WITHOUT = (Genre.MINUTES, Genre.ORDER, Genre.RESOLUTION, Genre.COMMUNIQUE)


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    title, signature, mark = document.title, document.signature, document.issuer_mark
    if paper.is_old or title is None or paper.genre is None or paper.genre in _WITHOUT:
        return
    titled, marked = _APART.sub("", title_organs(document)), mark_organ(document)
    signed = "".join(signature.value.organs) if signature else ""
    first = signature.value.organs[0] if signature and signature.value.organs else titled
    if signature and signed and titled and not _same(titled, signed) and titled not in _plates(signed):
        yield Fault(
            f"标题里的发文机关是“{titled}”，署名是“{signed}”。",
            "请核对，署名与标题、印章应当是同样的机关。",
            "signature",
            signature.span,
        )
    elif (
        mark
        and marked
        and is_organ(marked)
        and titled
        and not _same(marked, titled)
        and not _same(marked, first)
        and not titled.startswith(marked)
    ):
        yield Fault(
            f"发文机关标志是“{mark.value}”，标题里的发文机关是“{titled}”。",
            "请核对，发文机关标志、标题和署名应当是同样的机关。",
            "title",
            title.span,
        )


def _same(one: str, other: str) -> bool:
    """Whether two names may be the same organs: one may leave out the county before it or the second name behind it
    （云岭县乡村振兴局）, or be short （卫生健康委）, the order may differ."""
    one, other = (_COMMITTEE.sub("委", _SECOND_NAME.sub("", name)) for name in (one, other))
    if sorted(one) == sorted(other) or one.endswith(other) or other.endswith(one):
        return True
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return (
        len(shorter) >= 4 and shorter[-3:] == longer[-3:] and all(character in rest for character in shorter)
    )


def _plates(name: str) -> set[str]:
    """The names of an office with two plates that work as one: 中共××县纪律检查委员会机关、××县监察委员会."""
    return {part.removesuffix("机关") for part in name.split("、")} if "、" in name else set()


RULE = PaperRule(
    code="YS-13A",
    basis_key="YS-13",
    offence="发文机关前后不一致",
    why="标志、标题、署名说的不是同一个机关，收文的人就不知道谁对文件负责。",
    check=_check,
    bad=(
        specimen(signature="云岭县民政局"),
        specimen(title="云岭县民政局关于做好春耕用水保障工作的通知", signature=""),
    ),
    good=(
        specimen(),
        specimen(
            mark="云岭县农业农村局（云岭县乡村振兴局）文件",
            title="云岭县农业农村局关于做好春耕用水保障工作的通知",
            signature="云岭县农业农村局（云岭县乡村振兴局）",
        ),
        specimen(
            mark="中共云岭县纪律检查委员会文件",
            title="中共云岭县纪律检查委员会关于开展专项检查的通知",
            signature="中共云岭县纪律检查委员会机关、云岭县监察委员会",
        ),
        specimen(
            mark="云州市卫生健康委员会文件",
            title="云州市卫生健康委关于做好夏季防病工作的通知",
            signature="云州市卫生健康委员会",
        ),
    ),
)
