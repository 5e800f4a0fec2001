"""One organ addressed twice, or both addressed and copied; also the sender to itself."""

from collections import Counter
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft


def _check(routing: Routing) -> Iterator[Fault]:
    organs = {o.full_name: o for named in (*routing.addressees, *routing.copies) for o in named.organs}
    addressed = Counter(o.full_name for named in routing.addressees for o in named.organs)
    copied = Counter(o.full_name for named in routing.copies for o in named.organs)
    twice = [organs[name] for name, times in addressed.items() if times > 1]
    copied_twice = [organs[name] for name, times in copied.items() if times > 1]
    both = [organs[name] for name in addressed if name in copied]
    own = [o for o in organs.values() if o is routing.sender]
    for found, words, field in (
        (twice, "在主送机关中列了两次", "addressees"),
        (copied_twice, "在抄送机关中列了两次", "copies"),
        (both, "既是主送机关又是抄送机关", "copies"),
    ):
        if found:
            yield Fault(f"{listed(found)}{words}。", "请只保留一处。", field, strength=Strength.PRACTICE)
    if own and not any(named.general and routing.sender in named.organs for named in routing.addressees):
        yield Fault(
            f"{listed(own)}是发文单位自己。",
            "请从主送、抄送机关中删去本单位。",
            "addressees",
            strength=Strength.PRACTICE,
        )


RULE = RoutingRule(
    code="YS-08C",
    basis_key="YS-08",
    offence="同一机关重复主送、抄送",
    why="一个机关收到两份，就会登记两次、办两次。",
    check=_check,
    bad=(
        draft("县政府办", "县教育局，云岭县教育局", "关于做好开学工作的通知"),
        draft("县政府办", "各乡镇人民政府", "关于做好防汛工作的通知", copies=("城关镇",)),
    ),
    good=(draft("县政府办", "县教育局", "关于做好开学工作的通知", copies=("县财政局",)),),
)
