"""Where the sheets of paper lie: what came on paper is followed from desk to desk and given back."""

from __future__ import annotations

from datetime import datetime

from shuniu.demo.calendar_of_year import PlannedDocument
from shuniu.demo.county import OFFICES
from shuniu.demo.loading.stage import Course, Stage

FOLLOWED_DAYS = 75
ON_PAPER = 0.3


def follow_paper(stage: Stage, document: PlannedDocument, matter: int) -> None:
    """Begin to follow the sheet of *document* where the office has one in hand."""
    if document.receiver not in OFFICES or (stage.clock.today - stage.now.date()).days > FOLLOWED_DAYS:
        return
    chance = stage.chance(f"paper/{document.key}")
    if "纸质件" not in document.incidents and document.channel == "系统" and chance.random() > ON_PAPER:
        return
    stage.begin(_way_of_the_sheet(stage, document, matter))


def _way_of_the_sheet(stage: Stage, document: PlannedDocument, matter: int) -> Course:
    """Registered by the clerk, taken to the leader with the 批示, back when the matter is done."""
    unit = document.receiver
    clerk = document.steps[0].person
    yield stage.later(stage.now, 15)
    secret = document.level != "普通" or document.channel == "机要室转非密"
    done = stage.do("documents.paper.track", clerk, unit, matter=matter, must_return=secret)
    sheet = done.result["paper"]
    shown = next((step for step in document.steps if step.move in ("批示", "传阅")), None)
    if shown is not None:
        yield _before(stage, shown.at)
        who = shown.for_leader or shown.person
        place = stage.leader_place(who, unit)
        stage.do(
            "documents.paper.hand_over", clerk, unit, matter=matter, paper=sheet, post=stage.post(who, place)
        )
    if document.closed_at is not None and stage.chance(f"back/{document.key}").random() < 0.8:
        yield stage.later(document.closed_at, 40)
        stage.do("documents.paper.give_back", clerk, unit, matter=matter, paper=sheet)


def _before(stage: Stage, moment: datetime) -> datetime:
    return stage.later(moment, -20)
