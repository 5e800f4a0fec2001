"""交办 and what follows: the work goes to a colleague or to other units, is handled there, and comes back."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from shuniu.demo.calendar_of_year import PlannedDocument, texts_by_key
from shuniu.demo.course import ANSWERED_GENRES, PlannedStep
from shuniu.demo.limits import limit_of
from shuniu.demo.loading import words
from shuniu.demo.loading.incidents import ask_upward, beside, do_again, hand_on
from shuniu.demo.loading.recorded import confirm
from shuniu.demo.loading.stage import Course, Stage
from shuniu.demo.loading.steps import Steps, people_of
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import COUNTY

ALL_ASSIST_DAYS = 60
SOME_ASSIST = 0.25
SENT_BACK_SHARE = 0.06
WITH_THE_HEAD = 0.6
TWO_DAYS = 840
HALF = 0.5
NEAR_DAYS = 1
ANSWER = Callable[[PlannedDocument, date], str]


@dataclass(frozen=True, slots=True)
class Errand:
    """What one unit is given to do: as 主办 or 协办, from when, until when it reported (None: not yet)."""

    document: PlannedDocument
    parent: int
    unit: str
    lead: bool
    handler: str
    begin: datetime
    end: datetime | None
    result: str


def hand_over(stage: Stage, document: PlannedDocument, steps: Steps, matter: int, number: ANSWER) -> Course:
    """交办 now, then 延期, 催办, 反馈, 审核 and 答复 as the plan has them."""
    chance = stage.chance(f"errand/{document.key}")
    _assign(stage, document, steps, matter, chance)
    for step in steps.all("延期", "催办"):
        if step.move == "延期":
            yield from _extend(stage, document, step, matter, chance)
        else:
            yield step.at
            _remind(stage, document, step, matter)
    yield from beside(stage, document, matter)
    asked, reported, again = steps.first("报请"), steps.first("反馈"), steps.first("重办")
    if asked is not None:
        yield from ask_upward(stage, document, asked, matter)
    if reported is not None:
        yield from _conclude(stage, document, steps, matter, number, chance)
    if again is not None:
        yield from do_again(stage, document, again, matter)


def goes_outside(stage: Stage, document: PlannedDocument) -> bool:
    """Whether another unit leads: not for 工作秘密, and not when that unit got the very document itself."""
    return (
        document.lead != document.receiver
        and document.level == "普通"
        and not stage.has_got(document, document.lead)
    )


def _assign(
    stage: Stage, document: PlannedDocument, steps: Steps, matter: int, chance: random.Random
) -> None:
    unit, reported, assigned = document.receiver, steps.first("反馈"), steps.first("交办")
    assert assigned is not None
    outside = goes_outside(stage, document)
    lead = document.lead if outside else unit
    handlers = [person.code for person in stage.county.holders("HANDLER", lead)]
    handler = reported.person if reported and reported.person in handlers else chance.choice(handlers)
    assists = _assists(stage, document, chance) if outside else ()
    clerk, _ = stage.holder(matter, *people_of(document))
    hand = {"unit": stage.units[lead].pk} if outside else {"post": stage.post(handler, lead)}
    stage.do(
        "documents.incoming.assign",
        clerk,
        unit,
        matter=matter,
        lead=[hand],
        assists=[{"unit": stage.units[code].pk} for code in assists],
        due=_due(stage, document, steps),
        tracker=stage.post(_tracker(stage, document, clerk, chance, outside=outside), unit),
        text=chance.choice(words.DEMANDED) if unit == "zfb" else "",
    )
    if not outside:
        return
    end = reported.at if reported else None
    result = reported.words if reported else ""
    stage.begin(_errand(stage, Errand(document, matter, lead, True, handler, assigned.at, end, result)))
    for code in assists:
        helper = chance.choice(stage.county.holders("HANDLER", code)).code
        helped = _helped_by(stage, document, assigned.at, end, chance)
        said = chance.choice(words.ASSISTED)
        stage.begin(_errand(stage, Errand(document, matter, code, False, helper, assigned.at, helped, said)))


def _helped_by(
    stage: Stage, document: PlannedDocument, begin: datetime, end: datetime | None, chance: random.Random
) -> datetime | None:
    """Those who assist are done before the one who leads; while he is still at it, half of them are, and all once
    the day is near or past: only one keeps it waiting."""
    if end is not None:
        return stage.between(begin, end, 1, chance)[0]
    if (document.due - stage.clock.today).days <= NEAR_DAYS:
        return stage.between(begin, _end_of(document.due), 1, chance)[0]
    return stage.later(begin, chance.randint(500, 1200)) if chance.random() < HALF else None


def _assists(stage: Stage, document: PlannedDocument, chance: random.Random) -> tuple[str, ...]:
    """The 协办 units that get it through the system; long ago many were only rung up."""
    recent = (stage.clock.today - document.document_date).days <= ALL_ASSIST_DAYS
    units = [
        code
        for code in document.assist
        if code not in (document.receiver, document.lead) and not stage.has_got(document, code)
    ]
    return tuple(units) if recent or chance.random() < SOME_ASSIST else ()


def _tracker(
    stage: Stage, document: PlannedDocument, clerk: str, chance: random.Random, *, outside: bool
) -> str:
    """催办人: the supervisor for what is urgent and lies with another unit, else the clerk himself."""
    supervisors = stage.county.holders("SUPERVISE", document.receiver)
    if supervisors and (document.urgency != "平件" or chance.random() < 0.3) and outside:
        return supervisors[-1].code
    return clerk


def _due(stage: Stage, document: PlannedDocument, steps: Steps) -> date:
    """The limit that is named when it is handed over; an extension or a 重办 moves it later."""
    assigned, extended = steps.first("交办"), steps.first("延期")
    assert assigned is not None
    named = document.due
    if extended is not None or steps.first("重办") is not None:
        text = texts_by_key()[document.text_key]
        named = limit_of(text, document.document_date, document.sent_at.date(), stage.clock)
    if extended is not None:
        named = max(named, extended.at.date())
    return max(named, assigned.at.date())


def _extend(
    stage: Stage, document: PlannedDocument, step: PlannedStep, matter: int, chance: random.Random
) -> Course:
    """延期 is asked before the day by who has it, and decided by a director."""
    yield stage.later(step.at, -90)
    due_at = Matter.objects.get(pk=matter).due_at
    if due_at is None or due_at >= _end_of(document.due):
        return
    person, unit = stage.holder(matter)
    reason = chance.choice(words.EXTENSION_ASKED)
    stage.do("flow.ask_extension", person, unit, matter=matter, reason=reason, new_due=document.due)
    yield step.at
    heads = [p.code for p in stage.county.holders("OFFICE_HEAD", document.receiver)]
    heads += [p.code for p in stage.county.holders("UNIT_HEAD", document.receiver)]
    decider = next(code for code in dict.fromkeys([step.person, *heads]) if code != person)
    stage.do("flow.decide_extension", decider, document.receiver, matter=matter, grant=True, text=step.words)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), COUNTY) + timedelta(hours=23)


def _remind(stage: Stage, document: PlannedDocument, step: PlannedStep, matter: int) -> None:
    """催办 by the one who watches it, else by a director of the office."""
    unit = document.receiver
    holder, place = stage.holder(matter)
    duties = {duty.duty for duty in stage.county.people[holder].duties if duty.unit == unit}
    watches = place == unit and duties & {"SUPERVISE", "CLERK", "OFFICE_HEAD"}
    person = holder if watches else step.person
    if not watches and not stage.county.people[person].holds("OFFICE_HEAD", unit):
        person = stage.county.holders("OFFICE_HEAD", unit)[0].code
    stage.do("flow.remind", person, unit, matter=matter, text=step.words)


def _conclude(
    stage: Stage,
    document: PlannedDocument,
    steps: Steps,
    matter: int,
    number: ANSWER,
    chance: random.Random,
) -> Course:
    """反馈 to the office, its 审核, and the 答复."""
    unit, reported, closed = document.receiver, steps.first("反馈"), steps.first("办结")
    assert reported is not None
    answered = steps.first("答复") or closed
    until = answered.at if answered else stage.later(reported.at, 500)
    outside = goes_outside(stage, document)
    yield stage.between(reported.at, until, 1, chance)[0] if outside else reported.at
    while Matter.objects.filter(parent_id=matter, closed_at=None).exists():
        yield stage.later(stage.now, 30)
    person, place = stage.holder(matter, *people_of(document))
    lead = stage.county.units[document.lead].short_name
    said = chance.choice(words.GATHERED).format(lead=lead) if outside else reported.words
    stage.do("documents.incoming.report", person, place, matter=matter, text=said)
    answers = document.genre in ANSWERED_GENRES
    yield stage.between(stage.now, until, 1, chance)[0]
    if not answers and closed is None:
        return
    confirm(stage, matter, unit)
    head, _ = stage.holder(matter, *people_of(document))
    then = "answer" if answers else "done"
    stage.do(
        "documents.incoming.accept", head, unit, matter=matter, text=chance.choice(words.ACCEPTED), then=then
    )
    if not answers or closed is None:
        return
    yield closed.at
    clerk, _ = stage.holder(matter, closed.person)
    answer = steps.first("答复")
    stage.do(
        "documents.incoming.answer",
        clerk,
        unit,
        matter=matter,
        text=answer.words if answer else "已答复来文单位。",
        answered_by=number(document, stage.now.astimezone(COUNTY).date()),
    )


def _errand(stage: Stage, errand: Errand) -> Course:
    """The unit's own way: 签收 登记 初审 拟办 批示 交办, 反馈 and 审核, in its own register."""
    document, unit = errand.document, errand.unit
    chance = stage.chance(f"child/{document.key}/{unit}")
    matter = stage.child_of(errand.parent, unit)
    head = stage.county.head(unit).code
    names = {"head": stage.county.people[head].name, "handler": stage.county.people[errand.handler].name}
    moves = ["sign_for", "register", "pass_check", "propose", "instruct", "assign"]
    if errand.lead and "未签收" in document.incidents:
        return
    if chance.random() > WITH_THE_HEAD:
        moves.remove("instruct")
    last = stage.clock.moment(stage.clock.end - 1)
    end = errand.end or last
    begun_by = min(stage.later(errand.begin, TWO_DAYS), end)
    if errand.end is None and begun_by >= last:
        moves = moves[: chance.randint(0, len(moves))]
    times = stage.between(errand.begin, begun_by, len(moves), chance)
    for move, at in zip(moves, times, strict=True):
        yield at
        data = _given(stage, errand, move, head, "instruct" in moves, names, chance)
        person, place = stage.holder(matter, errand.handler)
        stage.do(f"documents.incoming.{move}", person, place, matter=matter, **data)
    if errand.lead and "转办" in document.incidents and "assign" in moves:
        yield stage.later(stage.now, 70)
        errand = replace(errand, handler=hand_on(stage, errand.handler, unit, matter))
    if errand.end is None:
        return
    yield from _report(stage, errand, matter, chance)


def _given(
    stage: Stage,
    errand: Errand,
    move: str,
    head: str,
    by_head: bool,
    names: dict[str, str],
    chance: random.Random,
) -> dict[str, object]:
    """What is entered with *move* in the unit that was given the errand."""
    match move:
        case "pass_check":
            return {"ours": True, "direction": True, "form": True, "agreed": True, "handling": "act"}
        case "propose":
            said = chance.choice(words.PROPOSED).format(**names)
            if not by_head:
                return {"text": said, "to": "assign"}
            return {"text": said, "to": "leader", "leader": stage.post(head, errand.unit)}
        case "instruct":
            return {"text": chance.choice(words.INSTRUCTED).format(**names)}
        case "assign":
            clerk = stage.county.holders("CLERK", errand.unit)[0].code
            return {
                "lead": [{"post": stage.post(errand.handler, errand.unit)}],
                "tracker": stage.post(clerk, errand.unit),
            }
    return {}


def _report(stage: Stage, errand: Errand, matter: int, chance: random.Random) -> Course:
    """反馈 by who handled it, sometimes sent back once, and 审核 by the unit's office."""
    assert errand.end is not None
    returned = chance.random() < SENT_BACK_SHARE
    yield stage.later(errand.end, -200 if returned else -60)
    result = errand.result or "已按要求办理完毕，有关情况随文报送。"
    stage.do("documents.incoming.report", errand.handler, errand.unit, matter=matter, text=result)
    if returned:
        yield stage.later(errand.end, -130)
        person, place = stage.holder(matter, errand.handler)
        stage.do(
            "flow.return", person, place, matter=matter, to="in_hand", reason=chance.choice(words.SENT_BACK)
        )
        yield stage.later(errand.end, -50)
        stage.do("documents.incoming.report", errand.handler, errand.unit, matter=matter, text=result)
    yield errand.end
    person, place = stage.holder(matter, errand.handler)
    stage.do("documents.incoming.accept", person, place, matter=matter, text="同意报送。", then="done")
