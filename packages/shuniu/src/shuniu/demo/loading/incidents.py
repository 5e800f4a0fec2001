"""What comes about in an office beside the straight way: taken back, corrected, merged, more time asked for.

Each function plays one such thing with a document that the plan chose for it (`Incident`), through the same
actions as the people in an office.
"""

from __future__ import annotations

from datetime import timedelta

from shuniu.demo.calendar_of_year import PlannedDocument
from shuniu.demo.course import PlannedStep
from shuniu.demo.loading import words
from shuniu.demo.loading.stage import Course, Stage
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.people.actor import COUNTY

A_DAY = 420


def beside(stage: Stage, document: PlannedDocument, matter: int) -> Course:
    """What comes about while *matter* is handled, in the order of the plan; nothing for most."""
    for incident in document.incidents:
        match incident:
            case "更正":
                yield stage.later(stage.now, 40)
                correct_last(stage, document, matter)
            case "合并":
                yield stage.later(stage.now, 260)
                yield from _call_about_it(stage, document, matter)
            case "延期不同意":
                yield stage.later(stage.now, A_DAY)
                yield from _more_time(stage, document, matter, granted=False)
            case "延期待批":
                yield stage.clock.moment(stage.clock.end - 1 - 150)
                yield from _more_time(stage, document, matter, granted=None)


def take_back(stage: Stage, step: PlannedStep, unit: str, matter: int) -> Course:
    """撤回 of the step just taken by who took it, before anybody opened it; he takes it anew a little later."""
    yield stage.later(step.at, 8)
    stage.do("flow.withdraw", step.person, unit, matter=matter, reason=words.TAKEN_BACK)
    yield stage.later(step.at, 17)


def correct_last(stage: Stage, document: PlannedDocument, matter: int) -> None:
    """更正 of the newest entry of *matter* that people of the receiving unit wrote, by who wrote it."""
    unit = document.receiver
    entry = Entry.objects.filter(matter=matter, unit=stage.units[unit], type="step").latest("pk")
    assert entry.person_id is not None
    stage.do(
        "flow.correct",
        stage.people[entry.person_id],
        unit,
        matter=matter,
        entry=entry.pk,
        text=words.CORRECTED,
    )


def void(stage: Stage, document: PlannedDocument, step: PlannedStep, matter: int) -> None:
    """作废: the sender asked for the paper back; its 收文号 stays in the register."""
    stage.do("flow.void", step.person, document.receiver, matter=matter, reason=step.words)


def ask_upward(stage: Stage, document: PlannedDocument, step: PlannedStep, matter: int) -> Course:
    """待复: only the superior can decide it, so the office asks and watches for the answer."""
    yield step.at
    person, place = stage.holder(matter)
    own = stage.county.units[document.receiver]
    party = own.code == "xwb"
    whom = "云州市委" if party else "云州市人民政府"
    until = stage.clock.workdays_after(stage.clock.today, 3 if party else 5)
    stage.do(
        "documents.incoming.ask_superior",
        person,
        place,
        matter=matter,
        whom=whom,
        what=f"{step.words}来文：{document.number}",
        until=until,
    )


def do_again(stage: Stage, document: PlannedDocument, step: PlannedStep, matter: int) -> Course:
    """重办: what was finished is taken up again with a new limit."""
    yield step.at
    stage.do(
        "flow.reopen", step.person, document.receiver, matter=matter, reason=step.words, due=document.due
    )


def hand_on(stage: Stage, handler: str, unit: str, matter: int) -> str:
    """转办 to a colleague of the same unit, who is returned; the handler himself where he has none."""
    others = [person for person, place in sorted(stage.posts) if place == unit and person != handler]
    able = [p for p in others if not stage.county.people[p].holds("UNIT_HEAD", unit)]
    if not able:
        return handler
    stage.do(
        "flow.reassign", handler, unit, matter=matter, post=stage.post(able[-1], unit), reason=words.HANDED_ON
    )
    return able[-1]


def _more_time(stage: Stage, document: PlannedDocument, matter: int, *, granted: bool | None) -> Course:
    """延期 asked before the day; refused, or still on the desk of the director (None)."""
    due = Matter.objects.values_list("due_at", flat=True).get(pk=matter)
    assert due is not None
    person, place = stage.holder(matter)
    later = stage.clock.workdays_after(due.astimezone(COUNTY).date(), 5)
    chance = stage.chance(f"more time/{document.key}")
    stage.do(
        "flow.ask_extension",
        person,
        place,
        matter=matter,
        reason=chance.choice(words.EXTENSION_ASKED),
        new_due=later,
    )
    if granted is None:
        return
    yield stage.later(stage.now, 120)
    unit = document.receiver
    head = next(p.code for p in stage.county.holders("OFFICE_HEAD", unit) if p.code != person)
    stage.do(
        "flow.decide_extension",
        head,
        unit,
        matter=matter,
        grant=granted,
        text=words.EXTENSION_GRANTED if granted else words.EXTENSION_DENIED,
    )


def _call_about_it(stage: Stage, document: PlannedDocument, matter: int) -> Course:
    """合并: the sender rings up about a paper in hand; the call is written down and goes into that paper."""
    unit, clerk = document.receiver, document.steps[0].person
    done = stage.do(
        "documents.incoming.register_call",
        clerk,
        unit,
        form="call",
        source=f"{document.sender_name}（来电）",
        words=words.ASKED_ABOUT.format(number=document.number),
        to_whom=stage.county.units[document.lead].short_name,
        urgency="平件",
        received_at=stage.now - timedelta(minutes=6),
    )
    yield stage.later(stage.now, 25)
    assert done.matter_id is not None
    stage.do("flow.merge", clerk, unit, matter=done.matter_id, into=matter, reason=words.MERGED)
