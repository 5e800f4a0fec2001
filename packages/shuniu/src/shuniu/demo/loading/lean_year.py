"""What keeps documents few: the yearly plan of both offices, and the written explanation (JW-01, JW-02)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from shuniu.demo.county import OFFICES
from shuniu.demo.issuing_year import PlannedIssue
from shuniu.demo.loading import issuing_words as words
from shuniu.demo.loading.issuing import FORMS
from shuniu.demo.loading.issuing_desks import NEAR
from shuniu.demo.loading.issuing_people import drafter_of, office_of, other_head, receiving
from shuniu.demo.loading.stage import Course, Stage
from shuniu.demo.office_clock import MINUTES_A_DAY, OfficeClock
from shuniu.modules.documents.outgoing.ceilings import room_of

OUT = "documents.outgoing."
EXTRA = 5
_ROWS = 8
_ASKED_ON = (12, 8)
_DECIDED_DAYS = 5
_DROPPED_DAYS = 40
_NEWEST_DAYS = 2
_WATCHED_DAYS = 8
_WATCHED_EVERY = 60


def plan_rows(clock: OfficeClock, issues: Iterable[PlannedIssue], office: str) -> list[PlannedIssue]:
    """What of the year *office* put into its plan: documents that went their whole way, after the plan was settled."""
    settled = _asking(clock) + (_DECIDED_DAYS + 1) * MINUTES_A_DAY
    found = [
        one
        for one in issues
        if office_of(one.text.issuer) == office
        and one.state == "done"
        and not one.text.every
        and one.start > settled
        and clock.moment(one.start).year == clock.today.year
    ]
    return found[:: max(1, len(found) // _ROWS)]


def _asking(clock: OfficeClock) -> int:
    """When the units ask for their rows."""
    return clock.position(date(clock.today.year - 1, *_ASKED_ON))


def yearly_plan(stage: Stage, issues: Sequence[PlannedIssue], office: str) -> Course:
    """Asked for in December, decided a week later; one row of the old year carried over, one dropped, one just asked."""
    clock, year = stage.clock, stage.clock.today.year
    head = other_head(stage, office, "") or stage.county.head(office).code
    yield clock.moment(_asking(clock))
    rows = []
    for one in plan_rows(clock, issues, office):
        unit, day = receiving(one.text.drafter), clock.moment(one.start)
        said = {"genre": one.text.genre, "form": FORMS[one.text.medium], "month": day.month}
        person = drafter_of(stage, one.text, one.key)
        rows.append(_ask(stage, person, unit, office, year, one.title, reason=one.text.project, **said))
    asked = {what: _ask_own(stage, office, year, subject) for what, subject in words.PLANNED[office].items()}
    carried = None
    if stage.now.year < year:
        carried = _ask_own(stage, office, year - 1, words.CARRIED[office])
    yield stage.later(stage.now, _DECIDED_DAYS * MINUTES_A_DAY)
    approved = [*rows, asked["dropped"], asked["left"]]
    stage.do(OUT + "approve_rows", head, office, rows=approved, text=words.PLAN_APPROVED)
    stage.do(OUT + "refuse_rows", head, office, rows=[asked["refused"]], reason=words.PLAN_REFUSED[0])
    if carried is not None:
        stage.do(OUT + "approve_rows", head, office, rows=[carried])
        stage.do(OUT + "carry_rows", head, office, rows=[carried], text=words.PLAN_CARRIED)
    yield stage.later(stage.now, _DROPPED_DAYS * MINUTES_A_DAY)
    stage.do(OUT + "drop_rows", head, office, rows=[asked["dropped"]], reason=words.PLAN_DROPPED)
    yield clock.moment(clock.end - _NEWEST_DAYS * MINUTES_A_DAY)
    _ask_own(stage, office, stage.now.year, words.PLANNED_NEWLY[office])


def _ask_own(stage: Stage, office: str, year: int, subject: str) -> int:
    clerk = stage.county.holders("CLERK", office)[0].code
    return _ask(stage, clerk, office, office, year, subject, reason=words.PLAN_REASON)


def _ask(stage: Stage, person: str, unit: str, office: str, year: int, subject: str, **said: object) -> int:
    place = stage.units[office].pk
    done = stage.do(OUT + "ask_plan", person, unit, office=place, year=year, subject=subject, **said)
    return int(done.result["plan"])


def explained(stage: Stage) -> Course:
    """The head writes the explanation as soon as the count comes close to last year's, before anything is held up."""
    clock, head = stage.clock, stage.county.head(NEAR).code
    for place in range(clock.end - _WATCHED_DAYS * MINUTES_A_DAY, clock.end, _WATCHED_EVERY):
        yield clock.moment(place)
        today = stage.now.date()
        room = room_of(stage.units[NEAR].pk, today.year, on=today)
        if room.colour in ("yellow", "red"):
            said = {"text": words.CEILING_EXPLAINED, "sent_to": words.CEILING_SENT_TO, "sent_on": today}
            stage.do(OUT + "explain_ceiling", head, NEAR, extra=EXTRA, **said)
            return


def keep_few(stage: Stage, issues: Sequence[PlannedIssue]) -> None:
    """Begin the plans of both offices and the watch over the ceiling."""
    for office in OFFICES:
        stage.begin(yearly_plan(stage, issues, office))
    stage.begin(explained(stage))
