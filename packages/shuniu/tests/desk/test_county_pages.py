"""在岗与代理, 工作日历, 规则与参数: what an office keeps about itself and the county."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from kit import County, browser, build_county

from shuniu.kernel.base import parameters
from shuniu.kernel.base.calendar import DayKind, describe_day
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.models import CalendarDay, ParameterValue
from shuniu.kernel.base.refusals import Code
from shuniu.kernel.people.models import StandIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    """The office serves the county government."""
    county = build_county()
    county.units["office"].parent = county.units["county"]
    county.units["office"].save()
    return county


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def absence(county: County, **changed: object) -> dict[str, object]:
    now = timezone.now()
    return {
        "absent": county.posts["vice"].pk,
        "stand_in": county.posts["mayor"].pk,
        "since": now,
        "until": now + timedelta(days=3),
        "reason": "外出学习",
        "agreed_by": "周县长",
    } | changed


def test_the_office_registers_its_leaders_absence(county: County) -> None:
    now = timezone.now()
    county.do("director", "platform.begin_stand_in", now=now, **absence(county))
    assert "（周县长同意）" in StandIn.objects.get().reason
    page = text_of(browser(county, "clerk"), "/people/")
    assert "外出，由周明远代理到" in page
    in_force = now + timedelta(minutes=1)
    assert county.actor("mayor", now=in_force).standings[0].person_name == "林树声"
    row = StandIn.objects.get().pk
    county.do("clerk", "platform.end_stand_in", now=now + timedelta(hours=1), key=[row])
    assert county.actor("mayor", now=now + timedelta(hours=1, seconds=1)).standings == ()


@pytest.mark.parametrize(
    ("who", "changed", "field", "code"),
    [
        ("water_head", {}, "absent", Code.NOT_ALLOWED),
        ("handler", {}, "", Code.NOT_ALLOWED),
        ("director", {"until": timezone.now() - timedelta(days=1)}, "until", Code.INVALID),
        ("director", {"stand_in": "vice"}, "stand_in", Code.INVALID),
        ("director", {"stand_in": 999_999}, "stand_in", Code.INVALID),
    ],
)
def test_what_is_wrong_with_an_absence(
    county: County, who: str, changed: dict[str, object], field: str, code: Code
) -> None:
    if changed.get("stand_in") == "vice":
        changed = {"stand_in": county.posts["vice"].pk}
    refusal = county.refused(who, "platform.begin_stand_in", now=timezone.now(), **absence(county, **changed))
    assert refusal.code is code and [p.field for p in refusal.problems] == ([field] if field else [])
    assert not StandIn.objects.exists()


def test_nobody_is_stood_in_for_twice_or_by_one_who_is_away(county: County) -> None:
    now = timezone.now()
    county.do("director", "platform.begin_stand_in", now=now, **absence(county))
    again = county.refused(
        "director",
        "platform.begin_stand_in",
        now=now,
        **absence(county, stand_in=county.posts["director"].pk),
    )
    assert "已由周明远代理" in again.message
    swapped = absence(county, absent=county.posts["mayor"].pk, stand_in=county.posts["vice"].pk)
    refusal = county.refused("director", "platform.begin_stand_in", now=now, **swapped)
    assert "自己也外出" in refusal.message


def test_an_absence_of_others_cannot_be_ended(county: County) -> None:
    now = timezone.now()
    county.do("director", "platform.begin_stand_in", now=now, **absence(county))
    refusal = county.refused("water_head", "platform.end_stand_in", now=now, key=[StandIn.objects.get().pk])
    assert refusal.code is Code.NOT_FOUND
    assert StandIn.objects.get().until > now


def test_the_form_keeps_what_was_typed(county: County) -> None:
    client = browser(county, "director")
    assert 'name="reason"' in text_of(client, f"/people/away/?absent={county.posts['vice'].pk}")
    answer = client.post(
        "/people/away/", {"absent": county.posts["vice"].pk, "reason": "赴省里开会", "agreed_by": "周县长"}
    )
    assert answer.status_code == 422 and "赴省里开会" in answer.content.decode()


def test_a_day_is_changed_by_the_two_offices_alone(county: County) -> None:
    day = date(2040, 3, 11)
    county.do("clerk", "platform.set_day", day=day, workday="work", note="国务院办公厅放假通知")
    assert describe_day(county_calendar(), day).kind is DayKind.ADJUSTED
    county.do("clerk", "platform.set_day", day=day, workday="rest", note="更正")
    assert CalendarDay.objects.get().workday is False, "a second change replaces the first"
    refusal = county.refused("water_clerk", "platform.set_day", day=day, workday="work", note="自行上班")
    assert refusal.code is Code.NOT_ALLOWED and "县委办、县政府办" in refusal.message
    page = text_of(browser(county, "clerk"), "/calendar/?year=2040")
    assert "更正" in page and "2040年3月11日" in page


def test_the_calendar_says_which_days_are_estimated(county: County) -> None:
    page = text_of(browser(county, "handler"), "/calendar/?year=2040")
    assert "预估" in page and "国庆节" in page
    assert "调整一天" not in page, "a handler may not change it"
    assert text_of(browser(county, "handler"), "/calendar/?year=99999")


def test_parameters_show_value_basis_and_trail(county: County) -> None:
    ParameterValue.objects.create(
        key="incoming.sign_days",
        value=2,
        valid_from=date(2026, 1, 1),
        set_at=timezone.now(),
        set_by="系统管理员",
        reason="县委办〔2026〕1号",
    )
    client = browser(county, "handler")
    page = text_of(client, "/parameters/")
    for parameter in parameters.PARAMETERS.values():
        assert parameter.label in page
    one = text_of(client, "/parameters/incoming.sign_days/")
    assert "2个工作日" in one and "县委办〔2026〕1号" in one and "默认值" in one
    text_of(client, "/parameters/none/", status=404)


def test_rules_are_found_by_their_words_and_never_print_an_unverified_article(county: County) -> None:
    client = browser(county, "handler")
    page = text_of(client, "/rules/?q=GW-24")
    assert "GW-24" in page and "GW-25" not in page
    assert "没有符合条件的：含“不存在的词”" in text_of(client, "/rules/?q=不存在的词")


@pytest.mark.parametrize(
    "address", ["/people/", "/people/?view=away", "/calendar/", "/parameters/", "/rules/"]
)
def test_what_the_county_goes_by_leaves_as_a_sheet_and_on_paper(county: County, address: str) -> None:
    client = browser(county, "director")
    page = text_of(client, address)
    assert "导出 Excel" in page and "打印" in page
    join = "&" if "?" in address else "?"
    sheet = client.get(f"{address}{join}as=xlsx")
    assert sheet.status_code == 200 and sheet["Content-Type"].endswith("spreadsheetml.sheet")


def test_parameters_are_found_by_a_word_of_them(county: County) -> None:
    page = text_of(browser(county, "handler"), "/parameters/?q=签收")
    assert parameters.PARAMETERS.get("incoming.sign_days").label in page
    assert parameters.PARAMETERS.get("export.row_limit").label not in page
    assert "含“签收”" in page, "the condition can be taken away"
