"""保密 in the demo: the 机要件占位登记簿 of both offices, kept by the one who is 保密员 in both, two incidents, and
reviews of what the government publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from shuniu.demo.loading.stage import Course, Stage
from shuniu.demo.office_clock import MINUTES_A_DAY
from shuniu.modules.documents.public import list_to_publish

KEEPER, CLERK, HEAD = "ning_yashu", "xi_mengyao", "liao_hongbin"


@dataclass(frozen=True)
class Kept:
    """A confidential paper: how many working days ago it came, from whom in general, where it lies, and after how many
    working days it was given back (0: it is still there) or went to the clerk's safe."""

    ago: int
    source: str
    place: str
    back_after: int = 0
    to_clerk_after: int = 0


PAPERS = (
    Kept(168, "party", "保密室1号柜", back_after=20),
    Kept(131, "government", "保密室1号柜", back_after=42),
    Kept(96, "superior", "保密室2号柜", back_after=15),
    Kept(60, "party", "保密室1号柜", back_after=33),
    Kept(41, "military", "保密室3号柜"),
    Kept(22, "party", "保密室1号柜", to_clerk_after=2),
    Kept(9, "superior", "保密室2号柜"),
    Kept(2, "government", "保密室1号柜"),
)


def keep_room(stage: Stage, unit: str) -> Course:
    """What came to *unit* in the year, in the order of time: received, handed over, given back."""
    end = stage.clock.end
    steps = sorted(_steps(), key=lambda step: -step[0])
    lines: dict[Kept, int] = {}
    for place, (ago, what, paper) in enumerate(steps):
        yield stage.clock.moment(end - ago * MINUTES_A_DAY + 35 + place % 7 * 40)
        keeper, clerk = stage.post(KEEPER, unit), stage.post(CLERK, unit)
        if what == "receive":
            done = stage.do(
                "confidential.room.receive",
                KEEPER,
                unit,
                source=paper.source,
                place=paper.place,
                signed_by=keeper,
                keeper=keeper,
            )
            lines[paper] = int(done.result["line"])
        elif what == "hand_over":
            stage.do(
                "confidential.room.hand_over",
                KEEPER,
                unit,
                line=lines[paper],
                keeper=clerk,
                place="文书科保密柜",
            )
        else:
            stage.do("confidential.room.give_back", KEEPER, unit, line=lines[paper], returned_by=keeper)


def _steps() -> list[tuple[int, str, Kept]]:
    """(working days ago, what is done, with which paper)."""
    found = [(paper.ago, "receive", paper) for paper in PAPERS]
    found += [(p.ago - p.back_after, "give_back", p) for p in PAPERS if p.back_after]
    found += [(p.ago - p.to_clerk_after, "hand_over", p) for p in PAPERS if p.to_clerk_after]
    return found


def incidents(stage: Stage) -> Course:
    """A stick that was missed in spring and found again, and a message sent to the wrong group on the last day, which is
    contained and not yet reported."""
    end, unit = stage.clock.end, "zfb"
    yield stage.clock.moment(end - 147 * MINUTES_A_DAY + 60)
    lost = {
        "kind": "lost",
        "carrier": "disk",
        "carrier_number": "U-2019-07",
        "place": "三楼打印室",
        "measures": "已锁闭打印室，正在逐柜清点。",
    }
    first = _tell(stage, lost)
    yield stage.later(stage.now, 35)
    contained = "打印室停用，移动存储介质全部收回清点。"
    stage.do("confidential.incident.contain", KEEPER, unit, matter=first, text=contained)
    yield stage.later(stage.now, 90)
    told = {"organ": "云岭县国家保密局", "superior": "云州市人民政府办公室", "manner": "phone"}
    stage.do("confidential.incident.report", KEEPER, unit, matter=first, **told)
    yield stage.later(stage.now, 3 * MINUTES_A_DAY)
    found = "介质在档案室归还箱内找到，登记连续，没有外人接触。已对领用登记作出改进。"
    stage.do("confidential.incident.close", KEEPER, unit, matter=first, conclusion="not_leak", text=found)
    yield stage.clock.moment(end - 130)
    sent = {"kind": "sent", "carrier": "chat", "measures": "已要求群内成员删除，已退出群聊，手机封存。"}
    second = _tell(stage, sent)
    yield stage.clock.moment(end - 95)
    contained = "已逐人核实删除，群主已解散群聊。"
    stage.do("confidential.incident.contain", KEEPER, unit, matter=second, text=contained)


def _tell(stage: Stage, said: dict[str, str]) -> int:
    found_at = stage.now - timedelta(minutes=25)
    done = stage.do("confidential.incident.tell", CLERK, "zfb", found_at=found_at, **said)
    return int(done.result["matter"])


LOOKED_AT = {
    "state_secret": ("clear", "逐段看过，没有涉及国家秘密的内容。"),
    "marks": ("clear", "没有汇总数据，关联起来也不涉密。"),
    "work_secret": ("clear", "属于应当公开的工作部署。"),
    "personal": ("clear", "没有个人信息。"),
    "sensitive": ("clear", "没有敏感内容。"),
}
REVIEWED = 4
"""So many of the newest documents that may be public are put to review: published, approved under conditions, with the
second reader, and refused."""


def reviews(stage: Stage) -> Course:
    """The newest documents of the government's office that may be public, each in another state of its review."""
    end, unit = stage.clock.end, "zfb"
    yield stage.clock.moment(end - 2 * MINUTES_A_DAY + 30)
    points = {code: found for code, (found, _) in LOOKED_AT.items()}
    points |= {f"{code}_reason": why for code, (_, why) in LOOKED_AT.items()}
    for place, document in enumerate(list_to_publish(stage.actor(CLERK, unit))[:REVIEWED]):
        more = {"personal": "found", "personal_reason": "附件里有联系人电话。"} if place == 1 else {}
        asked = {**points, **more, "document": document.matter, "reviewer": stage.post(KEEPER, unit)}
        pk = int(stage.do("confidential.review.open", CLERK, unit, **asked).result["matter"])
        yield stage.later(stage.now, 25)
        if place == 2:
            continue
        second = {"text": "同意初审意见。", "approver": stage.post(HEAD, unit)}
        stage.do("confidential.review.recheck", KEEPER, unit, matter=pk, **second)
        yield stage.later(stage.now, 60)
        if place == 3:
            reason = "部署还没有到公布的时候，暂不公开。"
            stage.do("confidential.review.refuse", HEAD, unit, matter=pk, reason=reason)
            continue
        words = (
            {"decision": "conditional", "conditions": "隐去联系人电话。"} if more else {"decision": "approve"}
        )
        stage.do("confidential.review.approve", HEAD, unit, matter=pk, **words)
        yield stage.later(stage.now, 40)
        if not more:
            day = stage.now.date()
            stage.do("confidential.review.publish", CLERK, unit, matter=pk, published_on=day)
