"""The limits of the way are looked at each working day, once: 会签 that came too late, and 立项 that must follow."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from kit import NOW, County, build_county
from outgoing_scene import Way

from shuniu.kernel.flow.models import Entry
from shuniu.kernel.people.actor import COUNTY, duty_principal, person_principal
from shuniu.kernel.platform.notices.models import Notice
from shuniu.modules.documents.models import CountersignOpinion, OutgoingDocument
from shuniu.modules.documents.outgoing import limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 20), COUNTY)


def pressed(now: datetime) -> int:
    wanted = [*limits.overdue_countersigns(now), *limits.plans_due(now)]
    return sum(limits.press(action, pk, now=now) for action, pk in wanted)


def test_a_unit_that_lets_its_limit_pass_is_written_down_once(county: County) -> None:
    way = Way(county, consulted=[county.units["water"].pk]).vetted()
    assert pressed(NOW + timedelta(hours=2)) == 0
    late = morning(NOW.date() + timedelta(days=7))
    assert pressed(late) == 1
    assert pressed(late) == 0
    assert pressed(late + timedelta(days=1)) == 0
    assert CountersignOpinion.objects.get().result == "overdue"
    assert Entry.objects.filter(matter=way.pk, action="documents.outgoing.mark_overdue").count() == 1


def test_a_plan_that_must_follow_is_reminded_of_before_on_and_after_the_day(county: County) -> None:
    way = Way(county, planned=False, urgency="特急", before_plan=True)
    due = OutgoingDocument.objects.get(pk=way.pk).plan_due
    assert due == date(2026, 3, 5)
    days = [NOW.date() + timedelta(days=n) for n in (1, 2, 3, 4)]
    assert [pressed(morning(day)) for day in days] == [0, 1, 1, 1]
    texts = list(
        Entry.objects.filter(matter=way.pk, type="reminder").order_by("pk").values_list("text", flat=True)
    )
    assert [text.split("，")[0] for text in texts] == [
        "补立项3月5日到期",
        "补立项今天到期",
        "补立项已经逾期",
    ]
    office, drafter = county.units["office"].pk, county.posts["handler"].person_id
    told = set(Notice.objects.filter(matter_id=way.pk).values_list("to_principal", flat=True))
    assert {person_principal(drafter, office), duty_principal(office, "OFFICE_HEAD")} <= told
    way.do("director", "plan_later", now=morning(days[-1]))
    assert pressed(morning(days[-1] + timedelta(days=3))) == 0
