"""One organ addressed twice, or both addressed and copied; also the sender to itself."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Named, Routing, RoutingRule, listed
from hongtou.check.samples import draft


def _check(routing: Routing) -> Iterator[Fault]:
    entries = (*routing.addressees, *routing.copies)
    organs = {o.full_name: o for named in entries for o in named.organs}
    named_one_by_one = {o.full_name for named in entries if not named.general for o in named.organs}
    addressed, copied = _times(routing.addressees), _times(routing.copies)
    for names, words, field in (
        ((name for name, times in addressed.items() if times > 1), "在主送机关中列了两次", "addressees"),
        ((name for name, times in copied.items() if times > 1), "在抄送机关中列了两次", "copies"),
        ((name for name in addressed if name in copied), "既是主送机关又是抄送机关", "copies"),
    ):
        # General terms overlap by their nature (县委各部委, 县直各单位); whoever is named beside them is named twice.
        if found := [organs[name] for name in names if name in named_one_by_one]:
            yield Fault(f"{listed(found)}{words}。", "请只保留一处。", field, strength=Strength.PRACTICE)
    for first, second in combinations([named for named in routing.addressees if named.general], 2):
        if first.name != second.name and first.organs and first.organs == second.organs:
            yield Fault(
                f"“{first.name}”和“{second.name}”说的是同一些机关。",
                "请只保留一处。",
                "addressees",
                strength=Strength.PRACTICE,
            )
    written = Counter(named.name for named in routing.addressees if named.general)
    again = [name for name, times in written.items() if times > 1]
    again += [named.name for named in routing.copies if named.general and named.name in written]
    if again:
        yield Fault(f"“{again[0]}”列了两次。", "请只保留一处。", "addressees", strength=Strength.PRACTICE)
    if routing.sender is not None and routing.sender.full_name in named_one_by_one:
        yield Fault(
            f"“{routing.sender.shown}”是发文单位自己。",
            "请从主送、抄送机关中删去本单位。",
            "addressees",
            strength=Strength.PRACTICE,
        )


def _times(entries: tuple[Named, ...]) -> Counter[str]:
    return Counter(organ.full_name for named in entries for organ in named.organs)


RULE = RoutingRule(
    code="YS-08C",
    basis_key="YS-08",
    offence="同一机关重复主送、抄送",
    why="一个机关收到两份，就会登记两次、办两次。",
    check=_check,
    bad=(
        draft("县政府办", "县教育局，云岭县教育局", "关于做好开学工作的通知"),
        draft("县政府办", "各乡镇人民政府", "关于做好防汛工作的通知", copies=("城关镇",)),
        draft("县政府办", "各乡镇人民政府，各乡镇人民政府", "关于做好防汛工作的通知"),
        draft("县政府办", "各乡镇人民政府，各乡镇", "关于做好防汛工作的通知"),
    ),
    good=(
        draft("县政府办", "县教育局", "关于做好开学工作的通知", copies=("县财政局",)),
        draft("县委", "县委各部门，县直各单位", "关于做好换届工作的通知"),
    ),
)
