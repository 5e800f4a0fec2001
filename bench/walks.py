"""The ways matters go in the measured county, walked once each through the real actions.

Loading copies the rows of a walk with other ids, times and numbers, so that every copied matter is as the engine
left it: its tasks, its entries, its rows of `Visible`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench.county import County, House
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import actor_in
from shuniu.kernel.people.models import Post

ALL_FOUR = {"ours": True, "direction": True, "form": True, "agreed": True}
ACT = "documents.incoming."


class WalkFailed(Exception):
    """An action of a walk was refused: the county or the product has changed."""


class Walk:
    """One way: a clock that goes on with every action, and the matters it opened."""

    def __init__(self, begin: datetime) -> None:
        self.now = begin

    def do(self, who: Post, name: str, *, hours: int = 3, **data: Any) -> Done:
        """*who* carries out *name*, some hours after the action before. Raises `WalkFailed`."""
        self.now += timedelta(hours=hours)
        outcome = run(name, actor=actor_in(who, now=self.now), data=data, now=self.now)
        if not isinstance(outcome, Done):
            raise WalkFailed(f"{name}: {outcome.message} {outcome.remedy}")
        return outcome

    def register(self, house: House, title: str, **paper: Any) -> int:
        """A paper at the counter of *house*, with its scan and its sheet."""
        clerk = house.clerk
        scan = StoredFile.objects.create(
            sha256=f"{StoredFile.objects.count():064x}",
            size=180_000,
            kind="pdf",
            name=f"{title}.pdf",
            pages=3,
            text=f"{title}\n各乡镇人民政府，县直各部门：\n现将有关事项通知如下。",
            text_from=StoredFile.TextFrom.FILE,
            account_id=clerk.person.account_id,
            person=clerk.person,
            unit=house.unit,
            brought_by=clerk.person.name,
            at=self.now,
        )
        values = {
            "source": "云州市水利局",
            "document_number": f"云州水〔{self.now.year}〕{scan.pk}号",
            "genre": "通知",
            "document_date": self.now.date(),
            "addressees": "各县（市、区）人民政府",
            "files": [scan.pk],
            "received_at": self.now,
            **paper,
        }
        done = self.do(clerk, f"{ACT}register_paper", hours=1, title=title, **values)
        return int(done.result["matter"])


@dataclass(frozen=True)
class Way:
    """One way through one house. *group* says in whose share it counts; *open* that it has not ended."""

    name: str
    group: str
    open: bool
    walk: Callable[[Walk], None]


def _handled(walk: Walk, house: House, leader: Post, handler: Post, *, stop: int = 99) -> None:
    """拟办, 批示, 交办, 反馈, 审核, 答复 in one unit; with *stop*, only so many actions."""
    pk = walk.register(house, "关于做好防汛备汛工作的通知")
    steps: list[tuple[Post, str, dict[str, Any]]] = [
        (house.clerk, "pass_check", ALL_FOUR),
        (house.head, "propose", {"text": "建议请领导阅示，由业务科室办理。", "leader": leader.pk}),
        (leader, "instruct", {"text": "同意拟办意见，请抓紧研究办理，按时反馈。"}),
        (house.clerk, "assign", {"lead": [{"post": handler.pk}], "text": "请按领导批示办理。"}),
        (handler, "report", {"text": "已制定方案，逐库检查，发现的问题已经整改。"}),
        (house.head, "accept", {"then": "answer", "text": "同意。"}),
        (house.clerk, "answer", {"text": "已书面报送市水利局。"}),
    ]
    for who, name, data in steps[:stop]:
        walk.do(who, ACT + name, hours=5, matter=pk, **data)


def _read(walk: Walk, house: House, readers: tuple[Post, ...], *, stop: int = 99) -> None:
    """阅件: sent round by rank, and ended by the clerk; the sheet of paper is followed."""
    pk = walk.register(house, "关于印发工作要点的通知", urgency="加急")
    tracked = walk.do(house.clerk, "documents.paper.track", hours=1, matter=pk, must_return=True)
    reading = {**ALL_FOUR, "handling": "read", "readers": [p.pk for p in readers]}
    walk.do(house.clerk, f"{ACT}pass_check", matter=pk, **reading)
    for reader in sorted(readers, key=lambda p: p.rank)[:stop]:
        walk.do(reader, "flow.read", matter=pk, text="已阅。")
    if stop >= len(readers):
        walk.do(house.clerk, "documents.paper.give_back", hours=1, matter=pk, paper=tracked.result["paper"])
        walk.do(house.clerk, f"{ACT}finish_reading", matter=pk)


def _below(walk: Walk, house: House, other: House, leader: Post, *, stop: int = 99) -> None:
    """交办 to another unit: a child matter there, whose end comes back."""
    pk = walk.register(house, "关于开展安全生产检查的通知")
    walk.do(house.clerk, f"{ACT}pass_check", matter=pk, **ALL_FOUR)
    walk.do(house.head, f"{ACT}propose", matter=pk, text="建议请领导批示，转主管部门办理。", leader=leader.pk)
    walk.do(leader, f"{ACT}instruct", matter=pk, text="请主管部门抓紧落实。")
    walk.do(
        house.clerk,
        f"{ACT}assign",
        matter=pk,
        lead=[{"unit": other.unit.pk}],
        tracker=house.clerk.pk,
        important=True,
    )
    child = Matter.objects.get(parent=pk).pk
    steps: list[tuple[Post, str, dict[str, Any]]] = [
        (other.clerk, "sign_for", {}),
        (other.clerk, "register", {}),
        (other.clerk, "pass_check", ALL_FOUR),
        (other.head, "propose", {"text": "请科室办理。", "to": "assign"}),
        (other.clerk, "assign", {"lead": [{"post": other.handlers[0].pk}]}),
        (other.handlers[0], "report", {"text": "检查了十二家企业，隐患已整改。"}),
        (other.head, "accept", {"then": "answer"}),
        (other.clerk, "answer", {"text": "检查情况已报县政府办。"}),
    ]
    for who, name, data in steps[:stop]:
        walk.do(who, ACT + name, matter=child, **data)
    if stop >= len(steps):
        walk.do(house.clerk, f"{ACT}report", matter=pk, text="主管部门已办结并反馈。")
        walk.do(house.head, f"{ACT}accept", matter=pk, then="done")


def _rejected(walk: Walk, house: House) -> None:
    pk = walk.register(house, "关于申请补助资金的报告", genre="报告")
    walk.do(house.clerk, f"{ACT}reject", matter=pk, reason="报告中夹带请示事项。", rules=["GW-03"])


def _called(walk: Walk, house: House, handler: Post, *, stop: int = 99) -> None:
    caller = {"source": "市防汛办值班室", "words": "明日有大雨，请通知各水库加强值守。"}
    done = walk.do(house.clerk, f"{ACT}register_call", to_whom="值班领导", **caller)
    pk = int(done.result["matter"])
    if stop == 0:
        return
    walk.do(house.head, f"{ACT}propose", matter=pk, text="请值班科室通知到位。", to="assign")
    walk.do(house.clerk, f"{ACT}assign", matter=pk, lead=[{"post": handler.pk}])
    walk.do(handler, f"{ACT}report", matter=pk, text="已逐一通知并核实值守。")
    walk.do(house.head, f"{ACT}accept", matter=pk, then="done")


def _of_house(name: str, group: str, house: House) -> Iterator[Way]:
    """The ways of an office with several leaders: five that have ended for each leader, and every open state."""
    hands, leaders = house.handlers, house.leaders
    for i, leader in enumerate(leaders):
        hand = hands[i % len(hands)]

        def handled(walk: Walk, leader: Post = leader, hand: Post = hand) -> None:
            _handled(walk, house, leader, hand)

        yield Way(f"{name} handled {i}", group, False, handled)
    yield Way(f"{name} read", group, False, lambda w: _read(w, house, leaders[:3]))
    yield Way(f"{name} rejected", group, False, lambda w: _rejected(w, house))
    yield Way(f"{name} called", group, False, lambda w: _called(w, house, hands[0]))
    for stop in range(7):
        leader = leaders[stop % 2]

        def begun(walk: Walk, leader: Post = leader, stop: int = stop) -> None:
            _handled(walk, house, leader, hands[0], stop=stop)

        yield Way(f"{name} handled so far {stop}", group, True, begun)
    yield Way(f"{name} reading", group, True, lambda w: _read(w, house, leaders[:3], stop=1))
    yield Way(f"{name} calling", group, True, lambda w: _called(w, house, hands[0], stop=0))


def _of_small(name: str, group: str, house: House, number: int) -> Iterator[Way]:
    """The ways of a department or township: one that has ended and one that has not, somewhere on its way."""
    hand = house.handlers[0]
    yield Way(f"{name} handled", group, False, lambda w: _handled(w, house, house.head, hand))
    yield Way(f"{name} so far", group, True, lambda w: _handled(w, house, house.head, hand, stop=number % 6))


def ways(county: County) -> list[Way]:
    """Every way, in a fixed order. Groups: office, below, party, department, township, old."""
    office, leaders = county.office, county.office.leaders
    found = [*_of_house("office", "office", office), *_of_house("party", "party", county.party)]
    for i, other in enumerate(county.departments[:6]):
        leader = leaders[i % len(leaders)]

        def below(walk: Walk, other: House = other, leader: Post = leader) -> None:
            _below(walk, office, other, leader)

        def going(walk: Walk, other: House = other, leader: Post = leader, stop: int = i) -> None:
            _below(walk, office, other, leader, stop=stop)

        found += [Way(f"below {i}", "below", False, below), Way(f"below so far {i}", "below", True, going)]
    for i, house in enumerate(county.departments):
        found += _of_small(f"department {i}", "department", house, i)
    for i, house in enumerate(county.townships):
        found += _of_small(f"township {i}", "township", house, i)
    found += _of_small("old", "old", county.old_township, 4)
    return found
