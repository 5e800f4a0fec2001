"""The course of one incoming document through an office: who did what, when, in which words.

Follows 收文办理 (签收 登记 初审 拟办 批示 交办 承办 传阅 催办 答复 办结); a paper that is to be read
goes from 批示 into 传阅, one that is to be handled goes to the unit in charge.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from shuniu.demo.county import OFFICES, County, Duty, Person
from shuniu.demo.limits import limit_of, stated_deadline
from shuniu.demo.office_clock import MINUTES_A_DAY, OfficeClock
from shuniu.demo.opinions import Use, load_phrases
from shuniu.demo.texts import Text, fill

State = Literal[
    "待签收",
    "待登记",
    "待初审",
    "待拟办",
    "待批示",
    "待交办",
    "传阅中",
    "承办中",
    "待答复",
    "待复",
    "已逾期",
    "重办中",
    "已退文",
    "已作废",
    "已办结",
]
Move = Literal[
    "签收", "登记", "初审", "退文", "作废", "拟办", "批示", "交办", "传阅", "延期", "催办", "报请", "反馈",
    "答复", "办结", "重办",
]  # fmt: skip
Incident = Literal["撤回", "更正", "转办", "合并", "延期待批", "延期不同意", "代录待确认", "未签收", "纸质件"]
"""What comes about beside the steps: the director takes his 拟办 back, the handler hands on, a call is merged."""

STATES: tuple[State, ...] = State.__args__  # type: ignore[attr-defined]
ANSWERED_GENRES = ("请示", "函", "意见")
CLOSED: tuple[State, ...] = ("已退文", "已作废", "已办结")
_TAIL: dict[State, tuple[Move, ...]] = {
    "待签收": (),
    "待登记": ("签收",),
    "待初审": ("签收", "登记"),
    "待拟办": ("签收", "登记", "初审"),
    "待批示": ("签收", "登记", "初审", "拟办"),
    "待交办": ("签收", "登记", "初审", "拟办", "批示"),
    "承办中": ("签收", "登记", "初审", "拟办", "批示", "交办"),
    "已逾期": ("签收", "登记", "初审", "拟办", "批示", "交办", "催办"),
    "待答复": ("签收", "登记", "初审", "拟办", "批示", "交办", "反馈"),
    "待复": ("签收", "登记", "初审", "拟办", "批示", "交办", "报请"),
    "已退文": ("签收", "登记", "退文"),
    "已作废": ("签收", "登记", "作废"),
    "传阅中": ("签收", "登记", "初审", "拟办", "批示", "传阅"),
}
_GAPS: dict[Move, tuple[int, int]] = {
    "签收": (5, 90),
    "登记": (5, 60),
    "初审": (10, 120),
    "退文": (20, 200),
    "作废": (60, 300),
    "拟办": (20, 240),
    "批示": (60, 700),
    "交办": (10, 150),
    "传阅": (60, 500),
    "延期": (420, 1300),
    "催办": (30, 200),
    "报请": (420, 1200),
    "反馈": (420, 2900),
    "答复": (60, 500),
    "办结": (20, 200),
    "重办": (420, 900),
}
_LAST_STEP: dict[State, tuple[int, int]] = {
    "待登记": (20, 300),
    "待初审": (20, 380),
    "待拟办": (30, 380),
    "待批示": (30, 700),
    "待交办": (30, 380),
    "待答复": (560, 900),
    "重办中": (30, 600),
}
"""How many minutes before the end of the last day the step was taken after which a paper stands in that state."""
_EXTENDABLE: tuple[State, ...] = ("承办中", "待答复", "待复")
_PACE = {"特提": 0.08, "特急": 0.12, "加急": 0.3}
_TIGHT_DAYS = 10
_TIGHT_PACE = 0.5
_CLOSING_MINUTES = 560
_SHORTEST_HANDLING = 90
_LATE_SHARE = 0.06
_DUTIES: dict[Move, Duty] = {
    "签收": "CLERK",
    "登记": "CLERK",
    "初审": "OFFICE_HEAD",
    "退文": "OFFICE_HEAD",
    "作废": "CLERK",
    "拟办": "OFFICE_HEAD",
    "交办": "CLERK",
    "催办": "SUPERVISE",
    "延期": "OFFICE_HEAD",
    "报请": "OFFICE_HEAD",
    "重办": "OFFICE_HEAD",
    "答复": "CLERK",
    "办结": "CLERK",
}


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One thing that was done: by whom, in which unit's register, when (naive local time) and in which words.

    ``for_leader`` names the leader whose absence a stand-in filled; it is empty otherwise.
    """

    move: Move
    at: datetime
    person: str
    unit: str
    words: str = ""
    for_leader: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """The steps taken so far, the leader, the unit in charge, the readers and the day until which it is due."""

    steps: tuple[PlannedStep, ...]
    leader: str
    lead: str
    assist: tuple[str, ...]
    readers: tuple[str, ...]
    due: date


def pace_of(text: Text, day: date) -> float:
    """How fast a paper of this urgency and deadline moves from desk to desk; 1 is an ordinary paper."""
    stated = stated_deadline(text, day)
    tight = stated is not None and (stated - day).days <= _TIGHT_DAYS
    return _PACE.get(text.urgency, _TIGHT_PACE if tight else 1.0)


class CourseMaker:
    """Lays out the course of one document at one receiver until it stands in the wanted state."""

    def __init__(self, county: County, clock: OfficeClock, rng: random.Random) -> None:
        self._county = county
        self._clock = clock
        self._rng = rng

    def make(
        self,
        text: Text,
        receiver: str,
        day: date,
        sent: int,
        state: State,
        sender: str,
        named: date | None = None,
    ) -> Course:
        """The course of ``text`` dated ``day`` that reached ``receiver`` at clock position ``sent``.

        ``named`` is the day set at 交办 where that is not the paper's own limit.
        """
        leader = self.leader(text, receiver)
        # what an office is asked itself, the other office that got the same paper does not do for it; and what
        # only the superior can decide it reports upward itself
        passed_on = receiver in OFFICES and text.lead not in ("", *OFFICES) and state != "待复"
        lead = text.lead if passed_on else receiver
        assist = text.assist if receiver in OFFICES and state != "待复" else ()
        moves = self._moves(text, state)
        readers = self._readers(receiver, leader) if text.kind == "阅件" else ()
        limit = due = named or limit_of(text, day, self._clock.moment(sent).date(), self._clock)
        if state == "重办中" or (state in _EXTENDABLE and due < self._clock.today):
            due = self._clock.workdays_after(self._clock.today, self._rng.randint(1, 6))
        if state in _EXTENDABLE and limit < due:
            moves = tuple(part for move in moves for part in ((move, "延期") if move == "交办" else (move,)))
        most = max(0, len(readers) - 1)
        seen = self._rng.randint(min(1, most), most) if state == "传阅中" else len(readers)
        moves = tuple(part for move in moves for part in ((move,) * seen if move == "传阅" else (move,)))
        words = _Words(self._county, self._rng, text, receiver, leader, lead, assist, day, sender)
        by = limit if state in ("已逾期", "重办中") else due
        places = self._positions(moves, sent, by, pace_of(text, day), state)
        steps = self._steps(moves, receiver, lead, leader, readers, places, words)
        return Course(steps, leader, lead, assist, readers, due)

    def leader(self, text: Text, receiver: str) -> str:
        """Who writes the 批示 there: the text's leader when that leader serves the office, else the head."""
        if receiver in OFFICES:
            wanted = text.leader or self._county.leader_of(text.lead)
            if self._serves(wanted, receiver):
                return wanted
            return "lin_shuheng" if receiver == "zfb" else "shao_wenlan"
        return self._county.head(receiver).code

    def _serves(self, leader: str, office: str) -> bool:
        """Whether the leader is one of those whose papers go through this office."""
        return self._county.people[leader].holds("LEADER", self._county.units[office].parent)

    def _moves(self, text: Text, state: State) -> tuple[Move, ...]:
        if state not in ("已办结", "重办中"):
            return _TAIL[state]
        if text.kind == "阅件":
            return (*_TAIL["传阅中"], "办结")
        answer: tuple[Move, ...] = ("答复",) if text.genre in ANSWERED_GENRES else ()
        again: tuple[Move, ...] = ("重办",) if state == "重办中" else ()
        return (*_TAIL["待答复"], *answer, "办结", *again)

    def _readers(self, receiver: str, leader: str) -> tuple[str, ...]:
        """Those to whom the paper goes round, by rank: leaders of the office, or the unit's own people."""
        if receiver not in OFFICES:
            own = [p.code for p in self._county.people.values() if any(d.unit == receiver for d in p.duties)]
            return tuple(code for code in own if code != leader)
        serving = [code for code in self._county.rank_order if self._serves(code, receiver)]
        others = [code for code in serving if code != leader]
        chosen = set(self._rng.sample(others, self._rng.randint(2, min(4, len(others)))))
        return tuple(code for code in others if code in chosen)

    def _steps(
        self,
        moves: tuple[Move, ...],
        receiver: str,
        lead: str,
        leader: str,
        readers: tuple[str, ...],
        places: list[int],
        words: _Words,
    ) -> tuple[PlannedStep, ...]:
        round_of_readers = iter(readers)
        clerk = self._rng.choice(self._county.holders("CLERK", receiver))
        steps = []
        for move, position in zip(moves, places, strict=True):
            at = self._clock.moment(position)
            unit = lead if move == "反馈" else receiver
            if move == "批示":
                steps.append(self._instruction(at, receiver, leader, words))
                continue
            person = (
                next(round_of_readers) if move == "传阅" else self._doer(move, unit, receiver, clerk).code
            )
            steps.append(PlannedStep(move, at, person, unit, words.of(move)))
        return tuple(steps)

    def _positions(self, moves: Iterable[Move], sent: int, due: date, pace: float, state: State) -> list[int]:
        """Increasing clock positions after ``sent``; squeezed when there is too little time before today, and
        stretched until the last step was taken as lately as the state allows."""
        places, at = [], sent
        for move in moves:
            if move == "反馈":
                at = self._answered(due, at, pace)
            elif move == "催办":
                at = max(at + 1, self._clock.position(due) + self._rng.randint(1, 2) * MINUTES_A_DAY)
            else:
                at += self._gap(move, pace)
            places.append(at)
        if not places:
            return places
        room, span = self._clock.end - 1 - sent, places[-1] - sent
        if state in _LAST_STEP:
            latest = room - self._rng.randint(*_LAST_STEP[state])
            room = max(latest, min(span, room), len(places))
            if span < room:
                span, places = room, [*places[:-1], sent + room]
        if span > room:
            places = [sent + (place - sent) * room // span for place in places]
        return places

    def _gap(self, move: Move, pace: float) -> int:
        low, high = _GAPS[move]
        return max(1, int(self._rng.randint(low, high) * pace))

    def _answered(self, due: date, at: int, pace: float) -> int:
        """When the unit in charge reports back: mostly in time, now and then late."""
        slack = self._clock.position(due) - int(_CLOSING_MINUTES * pace) - at
        if slack < _SHORTEST_HANDLING * pace or self._rng.random() < _LATE_SHARE:
            return at + self._gap("反馈", pace)
        return at + int(slack * self._rng.uniform(0.3, 1.0))

    def _instruction(self, at: datetime, receiver: str, leader: str, words: _Words) -> PlannedStep:
        for absence in self._county.absences:
            first = self._clock.today + timedelta(days=absence.first)
            if absence.person == leader and at.date() >= first:
                return PlannedStep("批示", at, absence.stand_in, receiver, words.of("批示"), leader)
        return PlannedStep("批示", at, leader, receiver, words.of("批示"))

    def _doer(self, move: Move, unit: str, receiver: str, clerk: Person) -> Person:
        if move == "反馈":
            holders = self._county.holders("HANDLER", unit)
            return self._rng.choice(holders)
        duty = _DUTIES[move]
        if duty == "CLERK":
            return clerk
        holders = self._county.holders(duty, receiver) or self._county.holders("OFFICE_HEAD", receiver)
        return self._rng.choice(holders)


class _Words:
    """The words of each step: the paper's own where it was written for this receiver, else stock phrases."""

    def __init__(
        self,
        county: County,
        rng: random.Random,
        text: Text,
        receiver: str,
        leader: str,
        lead: str,
        assist: tuple[str, ...],
        day: date,
        sender: str,
    ) -> None:
        self._rng = rng
        self._text = text
        self._day = day
        self._sender = sender
        first = text.receivers[0]
        self._own = receiver == first if receiver in OFFICES else first not in OFFICES
        self._names = {
            "lead": county.units[lead].short_name,
            "assist": "、".join(county.units[code].short_name for code in assist) or "有关单位",
            "leader": _called(county.people[leader]),
        }

    def of(self, move: Move) -> str:
        """What was written at this move; empty when the move leaves no words."""
        text = self._text
        if move == "退文":
            return text.reason
        if move == "传阅":
            return self._rng.choice(("已阅。", "阅。", ""))
        if move in _FIXED:
            return _FIXED[move]
        written: dict[Move, tuple[Use, str]] = {
            "拟办": ("proposal", text.proposal),
            "批示": ("instruction", text.instruction),
            "反馈": ("feedback", text.feedback),
        }
        if move not in written:
            return ""
        use, own = written[move]
        if own and self._own:
            return fill(own, self._day, sender=self._sender)
        return self._stock(use)

    def _stock(self, use: Use) -> str:
        fitting = [p for p in load_phrases(use) if p.kind in ("", self._text.kind)]
        phrase = self._rng.choice(fitting or list(load_phrases(use)))
        return phrase.words.format(**self._names)


_FIXED: dict[Move, str] = {
    "作废": "来文单位电话通知收回重发，本件作废，收文号保留。",
    "报请": "事项超出本级权限，已按程序报请上级审批。",
    "重办": "来文单位反映有一项要求没有落实，请重新办理后再报。",
    "延期": "因需进一步核实，经批准延期办理。",
    "催办": "该件已超过办理时限，请说明原因并尽快反馈。",
    "答复": "已按程序答复来文单位，答复文号已登记。",
}


def _called(person: Person) -> str:
    """How staff address a leader in writing: 伯禹副县长; a unit's head by the whole name."""
    title = person.posts[0].title.split("、")[-1]
    given = person.name.removeprefix("欧阳") if person.name.startswith("欧阳") else person.name[1:]
    familiar = "县" in title and len(given) > 1
    return f"{given if familiar else person.name}{title.removeprefix('县委')}"
