"""除上级机关负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文 (article 15, item 5)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft

_OFFICE_HELD = (
    "书记|副书记|县长|副县长|市长|副市长|省长|副省长|区长|副区长|镇长|副镇长|乡长|副乡长|主任|副主任|局长|副局长|"
    "部长|副部长|厅长|副厅长|秘书长|副秘书长|主席|副主席|常委|委员|组长|同志|先生|女士|领导|领导同志|负责同志|负责人"
)
_PERSON = re.compile(
    rf"^[^，、]{{0,24}}?(?:{_OFFICE_HELD})(?!会|办|助理|联席)(?:[（(]?[一-龥·]{{2,4}}[）)]?)?$"
)


def is_person(name: str, leaders: frozenset[str]) -> bool:
    """Whether an addressee reads as a person: an office held (陈县长), 同志, or a leader's own name."""
    return bool(_PERSON.match(name)) or any(leader in name for leader in leaders)


def _check(routing: Routing) -> Iterator[Fault]:
    if routing.dispatch.leader_assignment:
        return
    leaders = frozenset(leader for organ in routing.organs for leader in organ.leaders)
    for named in routing.addressees:
        if not named.organs and is_person(named.name, leaders):
            yield Fault(
                f"主送“{named.name}”是负责人个人，不是机关。",
                "请改为主送所在机关；确属这位负责人直接交办的事项，请填写交办依据（何时、以何方式交办）。",
                "addressees",
            )


RULE = RoutingRule(
    code="GW-25A",
    basis_key="GW-25",
    offence="以机关名义向负责人个人报送公文",
    why="公文送个人，机关里没有登记，也没有人催办。",
    check=_check,
    bad=(
        draft("县教育局", "陈县长", "关于新建云岭三中的请示"),
        draft("县教育局", "陈立新同志", "关于新建云岭三中的请示"),
    ),
    good=(
        draft("县教育局", "县政府", "关于新建云岭三中的请示"),
        draft("县教育局", "陈县长", "关于三中选址的报告", leader_assignment="2026年3月2日电话交办"),
    ),
)
