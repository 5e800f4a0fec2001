"""The plans of the offices, whatever the day of the demo: asked for, decided, carried over, none of it refused."""

from __future__ import annotations

from datetime import datetime

import pytest

from shuniu.demo.county import load_county
from shuniu.demo.loading.issuing_desks import prepare_offices
from shuniu.demo.loading.lean_year import keep_few
from shuniu.demo.loading.organisation import bring_county
from shuniu.demo.loading.stage import Stage
from shuniu.demo.office_clock import OfficeClock
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import IssuePlan

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("day", [(2026, 12, 31), (2027, 1, 4), (2027, 7, 1)])
def test_the_plans_stand_at_the_turn_of_the_year_too(day: tuple[int, int, int]) -> None:
    now = datetime(*day, 8, 20, tzinfo=COUNTY)
    county = load_county()
    bring_county(county, now=now)
    stage = Stage(county, OfficeClock(now.date()), 1)
    stage.now = stage.clock.moment(0).replace(tzinfo=COUNTY)
    prepare_offices(stage, [])
    keep_few(stage, [])
    stage.play()
    assert stage.now.date() < now.date()
    for office in ("xwb", "zfb"):
        rows = IssuePlan.objects.filter(office__code=office)
        assert {"approved", "refused", "dropped"} <= set(
            rows.filter(year=now.year).values_list("state", flat=True)
        )
        assert rows.filter(state="asked").exists()
        carried = rows.get(origin="carried")
        assert carried.year == now.year and carried.carried_from.state == "dropped"
