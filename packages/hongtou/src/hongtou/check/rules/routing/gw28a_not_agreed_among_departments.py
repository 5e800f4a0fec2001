"""涉及多个部门职权范围内的事务，部门之间未协商一致的，不得向下行文 (article 16, item 4)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model.dispatch import Answer, Opinion

_SAID = {
    Answer.OBJECTED: "有不同意见",
    Answer.OVERDUE: "逾期未回（逾期不视为同意）",
    Answer.PENDING: "尚未回复",
}


def _check(routing: Routing) -> Iterator[Fault]:
    open_ = [opinion for opinion in routing.dispatch.opinions if opinion.answer is not Answer.AGREED]
    if open_ and routing.below:
        told = "，".join(f"“{opinion.unit}”{_SAID[opinion.answer]}" for opinion in open_)
        yield Fault(
            f"会签没有协商一致，不能向下行文：{told}。",
            "请继续协商；协商不成的，列明各方理据，报请上级机关裁定后再发文。",
            "opinions",
        )


RULE = RoutingRule(
    code="GW-28A",
    basis_key="GW-28",
    offence="部门未协商一致向下行文",
    why="部门的分歧留给基层，基层就要按两套要求办事。",
    check=_check,
    bad=(
        draft(
            "县政府办",
            "各乡镇人民政府",
            "关于规范村级事务的通知",
            opinions=(Opinion("县财政局", Answer.AGREED), Opinion("县水利局", Answer.OVERDUE)),
        ),
    ),
    good=(
        draft(
            "县政府办",
            "各乡镇人民政府",
            "关于规范村级事务的通知",
            opinions=(Opinion("县财政局", Answer.AGREED),),
        ),
        draft(
            "县教育局",
            "县政府",
            "关于教育附加使用的请示",
            "县财政局有不同意见。妥否，请批示。",
            opinions=(Opinion("县财政局", Answer.OBJECTED),),
        ),
    ),
)
