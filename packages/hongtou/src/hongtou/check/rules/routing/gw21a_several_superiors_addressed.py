"""向上级机关行文，原则上主送一个上级机关 (article 15, item 1)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft
from hongtou.model import Genre


def _check(routing: Routing) -> Iterator[Fault]:
    if not routing.above:
        return
    organs = list({o.full_name: o for named in routing.addressees for o in named.organs}.values())
    if len(organs) < 2:
        return
    what = "请示" if routing.genre is Genre.REQUEST else "上行文"
    why = "，多头请示容易答复不一或者互相等待" if what == "请示" else ""
    yield Fault(
        f"这件{what}主送了{listed(organs)}{why}。",
        f"请只主送一个上级机关，其余需要知情的上级机关和同级机关改为抄送。可保留{listed(routing.above[:1])}。",
        "addressees",
    )


RULE = RoutingRule(
    code="GW-21A",
    basis_key="GW-21",
    offence="上行文多头主送",
    why="主送几个上级，谁来答复就没有了着落。",
    check=_check,
    bad=(
        draft("县教育局", "县政府，县委", "关于增加学校建设用地的请示"),
        draft("县教育局", "县政府，县财政局", "关于教育经费情况的报告"),
    ),
    good=(draft("县教育局", "县政府", "关于增加学校建设用地的请示", copies=("县财政局",)),),
)
