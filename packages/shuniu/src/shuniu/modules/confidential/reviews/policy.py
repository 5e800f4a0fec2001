"""What the regulation says of publishing (BM-06): pure functions. No database, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shuniu.kernel.base.faults import Fault

RULE = "BM-06"
NONE, FOUND, HANDLED = "clear", "found", "handled"
POINTS: Mapping[str, str] = {
    "state_secret": "国家秘密",
    "marks": "密点",
    "work_secret": "工作秘密",
    "personal": "个人信息",
    "sensitive": "敏感内容",
}
"""The points that are looked at one by one, in the order of the 公开审查单."""
STOPPED_BY = ("state_secret", "marks")
"""What must not be here at all, let alone be published."""
APPROVE, CONDITIONAL, REFUSE = "approve", "conditional", "refuse"


@dataclass(frozen=True)
class Point:
    """What was found at one point, and why one says so."""

    found: str
    reason: str


def points_fault(points: Mapping[str, Point]) -> Fault | None:
    """Every point is looked at with its reason; a state secret stops everything."""
    for code, label in POINTS.items():
        point = points.get(code)
        if point is None or len(point.reason.strip()) < 2:
            return Fault(f"{code}_reason", RULE, f"“{label}”没有写审查理由，请逐项审查，写明怎样看出来的。")
    for code in STOPPED_BY:
        if points[code].found != NONE:
            return Fault(
                code,
                RULE,
                f"审查发现有{POINTS[code]}，不得公开，请立即停止。",
                "不要转发、不要再打开，请马上用“报告泄密事件”告诉保密员，文件转机要室处理。",
            )
    return None


def people_fault(field: str, *people: int | None) -> Fault | None:
    """初审, 复审 and 批准 are three different people: the county's own rule, so that nobody approves his own eyes."""
    named = [person for person in people if person is not None]
    if len(named) == len(set(named)):
        return None
    return Fault(field, "", "初审、复审、批准要由三个不同的人办理，请另选一位。")


def decision_fault(points: Mapping[str, Point], decision: str, conditions: str) -> Fault | None:
    """What the points allow: 工作秘密 is not published, what was found and not dealt with only under conditions, and
    conditions are written."""
    if decision == REFUSE:
        return None
    if points["work_secret"].found == FOUND:
        return Fault(
            "decision",
            RULE,
            "初审写明含有工作秘密，不能批准公开。",
            "请“不予公开”；工作秘密已经按程序解除的，请“退回补正”，写明解除情况再报。",
        )
    open_points = [POINTS[c] for c in ("personal", "sensitive") if points[c].found == FOUND]
    if open_points and decision == APPROVE:
        return Fault(
            "decision",
            RULE,
            f"{'、'.join(open_points)}还没有处理，不能直接批准。",
            "请选“附条件公开”，写明怎样处理以后才能公开；或者退回补正。",
        )
    if decision == CONDITIONAL and len(conditions.strip()) < 2:
        return Fault("conditions", RULE, "附条件公开要写明条件，例如：隐去身份证号、电话以后公开。")
    return None


def publish_fault(*, decision: str, conditions_met: str, reviewed: str, current: str) -> Fault | None:
    """What is published was approved, its conditions are met, and its text is the one that was reviewed."""
    if decision not in {APPROVE, CONDITIONAL}:
        return Fault("", RULE, "还没有批准公开，不能登记已公开，请先办完公开审查。")
    if not current or current != reviewed:
        return Fault(
            "",
            RULE,
            "审查以后公文改过，或者已经撤销、废止，审查的不是现在这一份。",
            "请作废这一件，按现在的公文重新提请公开审查。",
        )
    if decision == CONDITIONAL and len(conditions_met.strip()) < 2:
        return Fault("conditions_met", RULE, "批准时附了条件，请写明条件是怎样落实的，再登记已公开。")
    return None
