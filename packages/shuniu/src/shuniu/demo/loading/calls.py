"""Telephone calls and oral instructions: written down at once, and handled like any other matter."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from shuniu.demo.calendar_of_year import PlannedDocument
from shuniu.demo.course import Move, PlannedStep
from shuniu.demo.limits import DUE_WORKDAYS
from shuniu.demo.loading import words
from shuniu.demo.loading.children import hand_over
from shuniu.demo.loading.shelf import sending_clerk
from shuniu.demo.loading.stage import Course, Stage
from shuniu.demo.loading.steps import Steps
from shuniu.demo.opinions import Call

REGISTRARS = ("CLERK", "LIAISON", "OFFICE_HEAD")
FRESH_DAYS, RUNNING_DAYS = 1, 4
FORMS = {"电话": "call", "口头指示": "oral"}


def take_call(stage: Stage, call: Call) -> Course:
    """Written down in the caller's words, handed straight to who acts on it; the newest are still open."""
    document = _planned(stage, call)
    steps = Steps(document.steps)
    yield document.sent_at
    clerk = document.steps[0].person
    done = stage.do(
        "documents.incoming.register_call",
        clerk,
        call.to,
        form=FORMS[call.genre],
        source=call.caller,
        words=call.words,
        to_whom=stage.county.units[call.lead].short_name,
        urgency=call.urgency,
        received_at=document.received_at,
    )
    assert done.matter_id is not None
    proposed, assigned = steps.first("拟办"), steps.first("交办")
    if proposed is None or assigned is None:
        return
    yield proposed.at
    director, _ = stage.holder(done.matter_id, proposed.person)
    stage.do(
        "documents.incoming.propose",
        director,
        call.to,
        matter=done.matter_id,
        text=proposed.words,
        to="assign",
    )
    yield assigned.at
    yield from hand_over(stage, document, steps, done.matter_id, lambda *_: "")


def _planned(stage: Stage, call: Call) -> PlannedDocument:
    """The call as the plan would have it: its steps, as far as they have come by the day of the demo."""
    day = stage.clock.today + timedelta(days=call.day)
    rung = datetime.combine(day, time.fromisoformat(call.time))
    key = f"call/{call.to}/{call.day}/{call.time}"
    return PlannedDocument(
        key=key,
        text_key="",
        sender=call.organ,
        sender_name=call.caller,
        receiver=call.to,
        series="平级来文",
        number="",
        serial=0,
        title=call.words[:40],
        genre=call.genre,
        urgency=call.urgency,
        level="普通",
        channel="电话",
        kind="办件",
        topic="应急值守",
        summary=call.words,
        document_date=day,
        sent_at=rung + timedelta(minutes=4),
        received_at=rung,
        closed_at=None,
        state="承办中",
        leader="",
        lead=call.lead,
        assist=(),
        readers=(),
        due=_due(stage, call, day),
        reject_rules=(),
        incidents=("未签收",) if call.unsigned else (),
        steps=tuple(_steps(stage, call, key, rung)),
        seed=stage.seed,
    )


def _due(stage: Stage, call: Call, day: date) -> date:
    return stage.clock.workdays_after(day, DUE_WORKDAYS[call.urgency])


def _steps(stage: Stage, call: Call, key: str, rung: datetime) -> list[PlannedStep]:
    chance = stage.chance(key)
    taker = stage.county.people[call.taker]
    writes = any(taker.holds(duty, call.to) for duty in REGISTRARS)  # type: ignore[arg-type]
    clerk = call.taker if writes else sending_clerk(stage, call.to)
    head = chance.choice(stage.county.holders("OFFICE_HEAD", call.to)).code
    lead = stage.county.units[call.lead].short_name
    handler = chance.choice(stage.county.holders("HANDLER", call.lead)).code
    at = rung + timedelta(minutes=4)
    found = [PlannedStep("登记", at, clerk, call.to)]
    planned: list[tuple[Move, str, int, str]] = []
    if -call.day > FRESH_DAYS:
        said = chance.choice(words.CALL_PROPOSED).format(lead=lead)
        planned += [("拟办", head, chance.randint(10, 60), said), ("交办", clerk, chance.randint(5, 30), "")]
    # What is short of time is done by then; a paper that waits for its 签收 has nothing to report yet.
    done_by = _due(stage, call, rung.date()) < stage.clock.today and not call.unsigned
    if -call.day > RUNNING_DAYS or done_by:
        planned += [
            ("反馈", handler, chance.randint(240, 700), chance.choice(words.CALL_ANSWERED)),
            ("办结", clerk, chance.randint(60, 200), ""),
        ]
    for move, person, minutes, said in planned:
        at = stage.later(at, minutes)
        found.append(PlannedStep(move, at, person, call.lead if move == "反馈" else call.to, said))
    return found
