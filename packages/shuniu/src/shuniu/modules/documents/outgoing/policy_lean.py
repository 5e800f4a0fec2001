"""精简文件: what counts as issued, against which ceiling, how long and how burdensome it may be (JW-01 to JW-06).

Pure functions: no database, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shuniu.kernel.base.faults import Fault

FORMAL_IN_TITLE = (
    "决议",
    "决定",
    "命令",
    "公报",
    "公告",
    "通告",
    "意见",
    "通知",
    "通报",
    "报告",
    "请示",
    "批复",
)
"""Genres which, in the title of a 白头文件 or a 便函, make it a formal document in another guise (JW-04)."""
_FORMAL_TITLE = re.compile(rf"关于.{{1,80}}的({'|'.join(FORMAL_IN_TITLE)})(（[^）]*）)?$")
_OWN_NUMBER = re.compile(r"〔\d{4}〕\s*\d+\s*号")
_GENERAL_ADDRESS = re.compile(r"各乡镇|各镇|各街道|各部门|各单位|县直")
ASSESSMENTS: Mapping[str, str] = {
    "relief": "减负一致性评估：没有要求基层层层报送、制定配套文件，没有增加基层负担",
    "legality": "合法合规性审查：符合法律法规和上级规定",
}
"""What 核稿 ticks beside its five points (JW-05)."""


@dataclass(frozen=True)
class Room:
    """What an office, or one of its drafting units, may still issue this year (JW-02).

    `issued` counts this year so far and `coming` what is signed and not counted yet; `last_year` is None where nobody
    has entered it; `extra` is what written explanations allow beyond it. The colour warns from `warn_percent` on.
    """

    issued: int
    coming: int
    last_year: int | None
    extra: int = 0
    whose: str = ""
    warn_percent: int = 90

    @property
    def limit(self) -> int | None:
        return None if self.last_year is None else self.last_year + self.extra

    @property
    def left(self) -> int | None:
        """How many more may be signed; None where there is no ceiling to hold."""
        return None if self.limit is None else max(0, self.limit - self.issued - self.coming)

    @property
    def colour(self) -> str:
        """green, yellow when little is left, red when nothing is; grey without a ceiling."""
        if self.limit is None:
            return "grey"
        if not self.left:
            return "red"
        return "yellow" if 100 * (self.issued + self.coming) >= self.warn_percent * self.limit else "green"

    @property
    def words(self) -> str:
        """今年已发 46 件，去年 48 件，还可发 2 件."""
        parts = [f"{self.whose}今年已发 {self.issued} 件"]
        if self.coming:
            parts.append(f"已签发待编号 {self.coming} 件")
        if self.last_year is None:
            return "，".join([*parts, "去年的发文数还没有录入"])
        parts.append(f"去年 {self.last_year} 件")
        if self.extra:
            parts.append(f"书面说明增加 {self.extra} 件")
        return "，".join([*parts, f"还可发 {self.left} 件" if self.left else "已经到上年总数"])


def ceiling_fault(room: Room) -> Fault | None:
    """JW-02: nothing is signed beyond last year's count without the written explanation."""
    if room.left is None or room.left > 0:
        return None
    more = f"（含书面说明增加的 {room.extra} 件）" if room.extra else ""
    return Fault(
        "",
        "JW-02",
        f"{room.whose}今年已发 {room.issued} 件、已签发待编号 {room.coming} 件，"
        f"达到上年的 {room.last_year} 件{more}，再签发就超过上年。",
    )


CEILING_REMEDY = (
    "能不发的不发，能合并的合并；确需发的，由办公室主任在“发文总量”里写明书面说明（为什么、再发几件、报哪个上级办公厅室），"
    "登记后再签发。"
)


def guise(*, form: str, title: str, addressees: Sequence[str] = (), body: str = "") -> tuple[str, ...]:
    """JW-04: why a 白头文件 or a 便函 looks like a formal document, in words; empty when it does not.

    Only a title 关于……的通知 makes it one; general addressees and a number of its own are said beside it.
    """
    if form not in {"white", "memo"}:
        return ()
    found = _FORMAL_TITLE.search("".join(title.split()))
    if found is None:
        return ()
    signs = [f"标题是“关于……的{found.group(1)}”"]
    if any(_GENERAL_ADDRESS.search(name) for name in addressees):
        signs.append("普发到各乡镇、各部门")
    if _OWN_NUMBER.search("\n".join(body.split("\n")[:2])):
        signs.append("自编了发文字号")
    return tuple(signs)


def counts_against(*, form: str, disguised: bool, forms: Collection[str]) -> bool:
    """Whether a document stands against the ceiling: the *forms* the county counts, and whatever is a formal document in
    another guise (JW-02, JW-04)."""
    return form in forms or disguised


def counted_from(*, numbered_on: date | None, released_on: date | None, outcome: str) -> date | None:
    """From which day a document counts as issued: once, at 编号; what carries no number at 核发.

    One that became 作废 before 核发 was never issued and counts no more (its number stays visible as 作废); one that was
    sent out and then 撤销, 废止 or replaced was issued, and still counts.
    """
    if outcome in {"void", "merged", "rejected"} and released_on is None:
        return None
    return numbered_on or released_on


def length_fault(*, words: int, limit: int, reason: str, extent: str) -> Fault | None:
    """JW-03: what is longer than the limit of its kind says why."""
    if words <= limit or reason.strip():
        return None
    return Fault(
        "length_reason",
        "JW-03",
        f"正文 {words} 字，{extent}一般不超过 {limit} 字，超出 {words - limit} 字。请压缩；确实不能压缩的，写明理由再送审。",
    )


def length_words(*, words: int, limit: int) -> str:
    """How long it is against its limit: 正文 4120 字，超过 4000 字的限度 120 字."""
    if words > limit:
        return f"正文 {words} 字，超过 {limit} 字的限度 {words - limit} 字"
    return f"正文 {words} 字，限度 {limit} 字"


def assessment_fault(*, direction: str, form: str, answers: Mapping[str, bool]) -> Fault | None:
    """JW-05: a downward document is not passed before both assessments are made; a 简报 asks nothing of anybody."""
    if direction != "down" or form == "briefing":
        return None
    missing = [field for field in ASSESSMENTS if not answers.get(field, False)]
    if not missing:
        return None
    names = "、".join(ASSESSMENTS[field].partition("：")[0] for field in missing)
    return Fault(missing[0], "JW-05", f"下行文核稿时要作{names}，还没有勾选。不符合的请退回修改。")


def plan_fault(*, planned: bool, plan_due: date | None, today: date) -> Fault | None:
    """JW-01: nothing goes on without 立项, except within the days in which it may follow."""
    if planned or (plan_due is not None and today <= plan_due):
        return None
    if plan_due is None:
        return Fault("", "JW-01", "这一件还没有立项。")
    return Fault(
        "", "JW-01", f"这一件先起草、后立项，补立项的期限（{plan_due.month}月{plan_due.day}日）已经过了。"
    )
