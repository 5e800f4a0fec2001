"""What the regulation says of outgoing documents: pure functions, each with its rule. No database, no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from shuniu.kernel.base.faults import Fault

REVIEW_POINTS: Mapping[str, str] = {
    "grounds": "行文理由充分，行文依据准确",
    "content": "内容符合法律法规和政策，体现发文意图，与现行公文衔接，措施切实可行",
    "agreed": "涉及有关地区或者部门职权的，已经协商一致",
    "form": "文种正确，格式规范；人名、地名、时间、数字、引文准确；文字、标点规范",
    "other": "其他内容符合公文起草的有关要求",
}
"""The five points of 核稿 (GW-11)."""
UNSEALED_GENRES = frozenset({"纪要"})
EXTENT_LIMITS = {"general": "outgoing.words_general", "special": "outgoing.words_special"}


def review_fault(answers: Mapping[str, bool], *, reviewer: int, drafter: int) -> Fault | None:
    """GW-11: whoever drafted does not review, and all five points are met."""
    if reviewer == drafter:
        return Fault("", "GW-11", "核稿和拟稿不能是同一个人，请由另一位同志核稿。")
    missing = [text for point, text in REVIEW_POINTS.items() if not answers.get(point, False)]
    if missing:
        return Fault(
            "grounds",
            "GW-11",
            f"核稿五项还有 {len(missing)} 项没有勾选：{'；'.join(missing)}。需要修改的请退回拟稿人。",
        )
    return None


def signer_fault(*, direction: str, important: bool, principal: bool) -> Fault | None:
    """GW-13: 上行文 and 重要公文 are signed by the 主要负责人, or in his absence by who presides."""
    if principal or not (direction == "up" or important):
        return None
    kind = "上行文" if direction == "up" else "重要公文"
    return Fault("signer", "GW-13", f"{kind}由机关主要负责人签发，请送主要负责人或者主持工作的负责人。")


def authority_fault(*, direction: str, important: bool, upward: bool) -> Fault | None:
    """CQ-03, GW-13: who signs by written authority signs 上行文 and 重要公文 only where the paper says so."""
    if upward or not (direction == "up" or important):
        return None
    kind = "上行文" if direction == "up" else "重要公文"
    return Fault("", "GW-13", f"您的授权书没有包括{kind}，请由主要负责人本人或者主持工作的负责人签发。")


def agreement_fault(
    *, direction: str, consulted: Collection[int], results: Mapping[int, str], standing: Sequence[str]
) -> Fault | None:
    """GW-10, GW-28: every unit concerned has answered; 逾期 is not consent; a disagreement is settled.

    *results* are the last answers by unit; *standing* names the units whose disagreement is not settled: for a
    downward document all agree, for another a leader may have decided.
    """
    missing = [unit for unit in consulted if unit not in results]
    if missing:
        return Fault("consulted", "GW-10", f"还有 {len(missing)} 个涉及部门没有会签，不能往下办。")
    overdue = [unit for unit in consulted if results[unit] == "overdue"]
    if overdue:
        return Fault(
            "consulted",
            "GW-10",
            f"有 {len(overdue)} 个部门逾期没有会签。逾期不算同意，请催办或者报领导协调。",
        )
    names = "、".join(standing)
    if standing and direction == "down":
        return Fault("consulted", "GW-28", f"{names}有不同意见，协商一致之前不得向下行文。")
    if standing:
        return Fault("consulted", "GW-10", f"{names}有不同意见，还没有协商一致，也没有报领导协调裁定。")
    return None


def document_date(*, signed_on: Iterable[date], passed_on: date | None) -> date:
    """GW-19: the day a meeting passed it, else the day the last signer signed."""
    return passed_on or max(signed_on)


def needs_seal(*, form: str, genre: str) -> bool:
    """GW-18: formal documents bear the seal of who signs them; 纪要, 简报 and 白头 do not."""
    return form in {"formal", "memo"} and genre not in UNSEALED_GENRES
