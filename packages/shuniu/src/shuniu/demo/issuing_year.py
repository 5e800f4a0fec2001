"""A year of outgoing documents for the demo county, in every state of their way.

``plan_issues`` is pure: the same day and seed give the same year. It knows no database; `loading.issuing` plays it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shuniu.demo.office_clock import MINUTES_A_DAY, OfficeClock, Workday, is_workday
from shuniu.demo.outgoing import OutgoingText, addressees, copy_receivers, full_title, load_outgoing

WAY = (
    "to_plan", "drafting", "to_vet", "countersigning", "to_review", "to_sign", "joint_signing", "to_recheck",
    "to_number", "to_print", "to_confirm", "to_resign", "to_approve_seal", "to_seal", "to_release",
    "distributing", "done",
)  # fmt: skip
"""The states of `documents.outgoing` in the order of its way."""

OPEN: Sequence[tuple[str, str, int]] = (
    ("distributing", "普发", 3), ("to_plan", "", 4), ("drafting", "", 5), ("to_vet", "", 4), ("countersigning", "", 4),
    ("countersigning", "有分歧", 1), ("to_review", "", 4), ("to_review", "退改后再送", 2), ("to_sign", "", 5),
    ("joint_signing", "", 1), ("to_recheck", "", 2), ("to_number", "", 2), ("to_print", "", 2),
    ("to_confirm", "校对性更正", 1), ("to_resign", "实质性修改", 2), ("to_approve_seal", "", 2),
    ("to_seal", "", 2),
    ("to_release", "", 2), ("distributing", "", 8), ("distributing", "部分撤回", 1),
    ("distributing", "有退文", 1),
)  # fmt: skip
"""Where the newest documents stand: state, what came about on the way, how many."""
CLOSED: Sequence[tuple[str, str, int]] = (
    ("declined", "不予立项", 2), ("void", "作废", 2), ("void", "编号后作废", 1), ("done", "撤销", 1), ("done", "废止", 2),
    ("done", "全部撤回", 1), ("done", "分歧已协商", 1), ("done", "校对性更正", 2), ("done", "实质性修改", 3),
)  # fmt: skip
"""What else became of older ones; the rest of them simply went their way."""
ASKED = "nyj"
"""The unit whose head finds a document to countersign on the desk."""
ON_DESKS: Sequence[tuple[str, str]] = (
    ("to_sign", "县长签发"), ("to_review", "县政府办核稿"), ("to_number", "县政府办编号"), ("countersigning", "待会签"),
)  # fmt: skip
"""What the guide proposes to somebody must lie there whatever the day: one each, chosen before all others."""
FAULTY = ("drafting", "to_vet", "to_review", "退回", "declined")
"""Where a document stands whose mistake nobody has mended: 退回 is in the drafter's hands again, with the reason."""

_A_STEP = 150
_ON_AVERAGE = 105
_MORE_STEPS = ("退回", "退改后再送", "实质性修改", "校对性更正")
_LONGEST_WAIT = 260
_SETTLED_DAYS = 14
_RECEIPTS_DAYS = 4
_WIDE = 8
_RECENT_DAYS = 16
_HELD_BACK = 30
_WIDE_SENT_HERE = 4
_SECRET_IN = ("to_sign", "to_review", "to_vet", "drafting")
_SENT_HERE = ("全部撤回", "更换")


@dataclass(frozen=True, slots=True)
class PlannedIssue:
    """One outgoing document: when it is begun (``start``, a position of the clock) and where it stands at the end.

    ``state`` is a state of the procedure, ``incident`` what came about on the way, ``day`` the day that its text
    counts from, ``pace`` how many minutes a step takes at most, ``seed`` fixes the figures of a recurring text.
    ``on_paper`` documents went to their recipients on paper (另行送达), before those were reached here. A ``secret`` one is a
    工作秘密.
    """

    key: str
    text: OutgoingText
    start: int
    day: date
    state: str
    incident: str
    pace: int
    seed: int
    on_paper: bool = False
    secret: bool = False

    @property
    def title(self) -> str:
        """What the document is called, on its day."""
        return full_title(self.text, self.day).replace("　", "")

    @property
    def is_general(self) -> bool:
        """Whether it goes to everybody of a kind (普发性公文), and therefore may bear no seal."""
        return _is_wide(self.text) and self.text.direction == "下行" and self.text.medium == "红头"


def plan_issues(today: date, seed: int, workday: Workday = is_workday) -> list[PlannedIssue]:
    """The year before ``today``, the earliest first; nothing in it happens on ``today`` or later."""
    rng = random.Random(f"issues/{today}/{seed}")  # noqa: S311 - a fictional year, not a secret
    clock = OfficeClock(today, workday)
    texts = load_outgoing()
    single = [text for text in texts.values() if not text.every]
    sound = [text for text in single if not text.faults or text.fix is not None]
    faulty = [text for text in single if text.faults and text.fix is None]
    issues = [
        *_recurring([text for text in texts.values() if text.every], clock, rng),
        *_placed(sound, clock, rng),
        *_with_mistakes(faulty, clock, rng),
    ]
    ordered = sorted(issues, key=lambda issue: (issue.start, issue.key))
    return _with_a_secret(_older_on_paper(ordered, clock.end * 3 // 4))


def _with_a_secret(issues: Sequence[PlannedIssue]) -> list[PlannedIssue]:
    """One of those that are still before 签发 and that nobody outside the offices is to read is a 工作秘密 (BM-08)."""
    one = next(
        issue
        for state in _SECRET_IN
        for issue in issues
        if (issue.state, issue.incident, issue.text.public) == (state, "", "不予公开")
        and not issue.text.faults
    )
    return [replace(issue, secret=True) if issue is one else issue for issue in issues]


def _older_on_paper(issues: Sequence[PlannedIssue], here_from: int) -> list[PlannedIssue]:
    """In the first months of the year documents still went out on paper; of those that many units got, only the newest
    went through the system."""
    wide = [issue.key for issue in issues if issue.state == "done" and _is_wide(issue.text)]
    older = set(wide[:-_WIDE_SENT_HERE])
    return [
        replace(issue, on_paper=issue.key in older or issue.start < here_from)
        if issue.state == "done" and issue.incident not in _SENT_HERE
        else issue
        for issue in issues
    ]


def _recurring(
    texts: Sequence[OutgoingText], clock: OfficeClock, rng: random.Random
) -> Iterator[PlannedIssue]:
    months: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in clock.days:
        months[day.year, day.month].append(day)
    for text in texts:
        place = rng.randint(1, 6)
        for (year, month), days in months.items():
            due = text.every == "month" or month % 3 == 1
            if not due or days[0].day >= 10 or len(days) <= place:  # noqa: PLR2004 - half a month at the edge
                continue
            start = clock.position(days[place]) + rng.randint(20, 300)
            recent = start > clock.end - _RECEIPTS_DAYS * MINUTES_A_DAY
            state = "distributing" if recent else "done"
            yield _issue(f"{text.key}/{year}{month:02d}", text, start, state, "", clock, rng)


def _placed(texts: Sequence[OutgoingText], clock: OfficeClock, rng: random.Random) -> Iterator[PlannedIssue]:
    """The newest stand somewhere on their way, the others are done."""
    left = list(texts)
    rng.shuffle(left)
    on_desks = [(state, incident, 1) for state, incident in ON_DESKS]
    for state, incident, count in (*on_desks, OPEN[0], *CLOSED, *OPEN[1:]):
        for _ in range(count):
            text = _fitting(left, state, incident, clock)
            if text is None:
                continue
            left.remove(text)
            start = (
                _late_start(text, state, incident, clock, rng)
                if _is_open(state, incident)
                else _early_start(text, clock, rng)
            )
            yield _issue(text.key, text, start, state, incident, clock, rng)
    for text in left:
        incident = "更换" if text.fix is not None and "GW-11" in text.faults else ""
        incident = "退改后再送" if text.fix is not None and not incident else incident
        yield _issue(text.key, text, _early_start(text, clock, rng), "done", incident, clock, rng)


def _fitting(
    texts: Sequence[OutgoingText], state: str, incident: str, clock: OfficeClock
) -> OutgoingText | None:
    """The first text that may be there: in season when it is new, joint for 联署, wide only where it costs little."""
    is_open = _is_open(state, incident)
    recent = {day.month for day in clock.days[-_RECENT_DAYS:]}
    in_season = [text for text in texts if not is_open or recent & set(text.months)]
    fitting = [text for text in in_season if _may_be(text, state, incident)]
    before_release = is_open and WAY.index(state) < WAY.index("distributing")
    fitting.sort(key=lambda text: _is_wide(text) is not before_release)
    return next(iter(fitting), None)


def _is_open(state: str, incident: str) -> bool:
    return (state, incident) in {*((s, i) for s, i, _ in OPEN), *ON_DESKS}


def _is_wide(text: OutgoingText) -> bool:
    return len(addressees(text)) + len(copy_receivers(text)) > _WIDE


def _units(text: OutgoingText) -> int:
    """How many of the 主送 are units of the county itself: outside codes have a point."""
    return sum("." not in code for code in addressees(text))


def _may_be(text: OutgoingText, state: str, incident: str) -> bool:
    if text.genre == "命令":
        return False  # the one order of the year went its way
    if text.fix is not None or bool(text.joint) != (
        state == "joint_signing" or (state == "done" and bool(text.joint))
    ):
        return False
    if bool(text.objections) != (incident in ("有分歧", "分歧已协商")):
        return False
    if (state == "to_plan" or incident == "不予立项") and (text.urgency != "平件" or text.answers):
        return False
    if incident in _DESKS:
        return _DESKS[incident](text)
    if incident == "普发":
        return _is_wide(text)
    if state == "countersigning" and not set(text.countersign) - {text.drafter}:
        return False
    if incident in ("部分撤回", "有退文", "全部撤回") and not 2 <= _units(text) <= _WIDE:  # noqa: PLR2004
        return False
    if incident in ("撤销", "废止"):
        return text.genre in ("通知", "意见") and text.medium == "红头" and bool(text.to)
    if state in ("to_approve_seal", "to_seal"):
        return text.medium in ("红头", "便函") and text.genre != "纪要"
    return not (incident == "编号后作废" and text.medium != "红头")


def _last_asked(text: OutgoingText) -> bool:
    asked = [unit for unit in text.countersign if unit != text.drafter]
    return ASKED in asked and asked.index(ASKED) >= len(asked) // 2


_DESKS: Mapping[str, Callable[[OutgoingText], bool]] = {
    "县长签发": lambda text: text.issuer == "zf" and (text.direction == "上行" or text.important),
    "县政府办核稿": lambda text: text.issuer in ("zf", "zfb"),
    "县政府办编号": lambda text: text.issuer in ("zf", "zfb"),
    "待会签": _last_asked,
}


def _late_start(text: OutgoingText, state: str, incident: str, clock: OfficeClock, rng: random.Random) -> int:
    """So that the last step lies within the last working day before the demo: what waits, waits within its limit."""
    passed = set(WAY[: WAY.index(state)]) - {"joint_signing", "to_confirm", "to_resign"}
    passed -= set() if text.countersign else {"countersigning"}
    steps = len(passed) + (3 if incident in _MORE_STEPS else 0)
    return clock.end - steps * _ON_AVERAGE - rng.randint(_HELD_BACK, _LONGEST_WAIT)


def _early_start(text: OutgoingText, clock: OfficeClock, rng: random.Random) -> int:
    """A working day in the text's own months, long enough ago for its way."""
    settled = clock.days[: -2 * _SETTLED_DAYS]
    fitting = [day for day in settled if day.month in text.months] or settled
    return clock.position(rng.choice(fitting)) + rng.randint(10, 300)


def _with_mistakes(
    texts: Sequence[OutgoingText], clock: OfficeClock, rng: random.Random
) -> Iterator[PlannedIssue]:
    """A mistake that stands is found, or waits to be found: nothing with one goes out."""
    recent = {day.month for day in clock.days[-_RECENT_DAYS:]}
    shuffled = sorted(texts, key=lambda text: (not recent & set(text.months), rng.random()))
    for place, text in enumerate(shuffled):
        wanted = FAULTY[place % len(FAULTY)] if recent & set(text.months) else "declined"
        if "GW-13" in text.faults or "GW-11" in text.faults:
            wanted = "to_review" if recent & set(text.months) else wanted
        state, incident = ("drafting", "退回") if wanted == "退回" else (wanted, "")
        late = wanted != "declined"
        start = _late_start(text, state, incident, clock, rng) if late else _early_start(text, clock, rng)
        yield _issue(text.key, text, start, state, incident, clock, rng)


def _issue(
    key: str,
    text: OutgoingText,
    start: int,
    state: str,
    incident: str,
    clock: OfficeClock,
    rng: random.Random,
) -> PlannedIssue:
    start = max(start, 0)
    day = clock.moment(start + 5 * _A_STEP).date()
    return PlannedIssue(key, text, start, day, state, incident, _A_STEP, rng.randrange(10**6))
