"""账号 by the 系统管理员, 职责 by the 安全保密管理员: each does his half, and neither does the other's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from kit import NOW, County, administrator, browser, build_county

from shuniu.kernel.base import parameters
from shuniu.kernel.people.models import Account, Duty, Person
from shuniu.kernel.records.models import Record

pytestmark = pytest.mark.django_db

NEW = {"name": "许青", "username": "XuQing", "title": "科员", "since": "2026-03-02", "reason": "新进人员"}


@pytest.fixture
def county() -> County:
    return build_county()


def test_a_new_account_has_no_password_and_no_duty_until_others_give_them(county: County) -> None:
    system, security = administrator("system"), administrator("security")
    answer = system.post("/console/accounts/new/", {**NEW, "unit": county.units["office"].pk})
    assert answer["Location"] == "/console/new-password/", answer.content.decode()
    account = Account.objects.get(username="xuqing")
    assert account.must_change_password and not account.has_usable_password()
    person = Person.objects.get(account=account)
    post = person.posts.get()
    assert (person.name, post.title, post.duties.count()) == ("许青", "科员", 0)
    page = system.get("/console/accounts/?q=许青").content.decode()
    assert "密码待改" in page and "从未" in page
    typed = {"post": post.pk, "duty": "ARCHIVIST", "since": "2099-01-01", "reason": "分工通知"}
    granted = security.post(f"/console/duties/{post.pk}/grant/", typed)
    assert granted.status_code == 302, granted.content.decode()
    assert Duty.objects.get(post=post).code == "ARCHIVIST"
    assert "档案员" in security.get(f"/console/duties/{post.pk}/").content.decode()
    assert "档案员" in security.get("/console/duties/?q=档案").content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"username": "clerk"}, "已经有人用了"),
        ({"username": "a b"}, ""),
        ({"unit": "999999"}, "没有这个单位"),
        ({"reason": ""}, "依据和原因"),
        ({"since": "1900-01-01"}, "年份不对"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is(county: County, typed: dict[str, str], says: str) -> None:
    before = (Account.objects.count(), Person.objects.count())
    system = administrator("system")
    answer = system.post("/console/accounts/new/", {**NEW, "unit": county.units["office"].pk, **typed})
    page = answer.content.decode()
    assert answer.status_code >= 400 and says in page and "许青" in page
    assert (Account.objects.count(), Person.objects.count()) == (before[0] + 1, before[1]), (
        "the administrator's"
    )


@pytest.mark.both_databases
def test_a_closed_account_is_out_at_once_and_can_come_back(county: County) -> None:
    at_work, system = browser(county, "clerk"), administrator("system")
    account = county.posts["clerk"].person.account
    assert account is not None
    address, typed = f"/console/accounts/{account.pk}/", {"account": account.pk, "reason": "调离"}
    assert "王秀兰" in system.get(f"{address}close/").content.decode()
    assert system.post(f"{address}close/", typed).status_code == 302
    assert at_work.get("/")["Location"].startswith("/sign-in/")
    again = system.post(f"{address}close/", typed)
    assert "已经停用" in again.content.decode()
    assert "停用" in system.get("/console/accounts/?q=clerk").content.decode()
    assert system.post(f"{address}reopen/", typed).status_code == 302
    account.refresh_from_db()
    assert account.is_active
    row = Record.objects.get(action="people.close_account", outcome="done")
    assert row.payload.content["sign_ins_ended"] == 1 and row.payload.content["reason"] == "调离"


def test_an_administrators_account_is_not_closed_here(county: County) -> None:
    system = administrator("system")
    administrator("audit")
    audit = Account.objects.get(username="auditmin")
    answer = system.post(f"/console/accounts/{audit.pk}/close/", {"account": audit.pk, "reason": "换人"})
    assert answer.status_code == 403 and "安全审计员" in answer.content.decode()
    audit.refresh_from_db()
    assert audit.is_active


def test_a_duty_that_is_withdrawn_ends_at_once(county: County) -> None:
    post, security = county.posts["clerk"], administrator("security")
    held = post.duties.get(code="CLERK")
    typed = {"held": held.pk, "reason": "分工调整"}
    assert "王秀兰" in security.get(f"/console/duties/withdraw/{held.pk}/").content.decode()
    assert security.post(f"/console/duties/withdraw/{held.pk}/", typed).status_code == 302
    refusal = county.refused(
        "clerk", "documents.incoming.register_paper", now=timezone.now(), source="市水利局", title="通知"
    )
    assert "没有这项职责" in refusal.message
    gone = security.post(f"/console/duties/withdraw/{held.pk}/", typed)
    assert gone.status_code == 404 and "已经收回" in gone.content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"duty": "CLERK"}, "已经有“文书”这项职责"),
        ({"duty": "SYSTEM_ADMIN"}, "没有这项职责"),
        ({"since": "2020-01-01"}, "不能补到从前"),
    ],
)
def test_what_cannot_be_granted_is_told(county: County, typed: dict[str, str], says: str) -> None:
    data = {
        "post": county.posts["clerk"].pk,
        "duty": "ARCHIVIST",
        "since": "2099-01-01",
        "reason": "分工通知",
        **typed,
    }
    before = Duty.objects.count()
    answer = administrator("security").post(f"/console/duties/{county.posts['clerk'].pk}/grant/", data)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert Duty.objects.count() == before


def test_parameters_are_set_from_the_console(county: County) -> None:
    system = administrator("system")
    typed = {"key": "flow.yellow_days", "value": "7", "valid_from": "2026-03-02", "reason": "县政府办通知"}
    assert system.post("/console/parameters/flow.yellow_days/", typed).status_code == 302
    assert parameters.number("flow.yellow_days", on=NOW.date()) == 7
    wrong = system.post("/console/parameters/flow.yellow_days/", {**typed, "value": "七"})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "应当是整数" in page and "七</textarea>" in page
    switched = {**typed, "key": "incoming.leader_phone", "value": "开"}
    assert system.post("/console/parameters/incoming.leader_phone/", switched).status_code == 302
    assert parameters.value("incoming.leader_phone", on=NOW.date()) is True
    assert system.get("/console/parameters/no.such/").status_code == 404
    assert "7天" in system.get("/console/parameters/?q=黄灯").content.decode()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/console/accounts/", "system"),
        ("/console/accounts/new/", "system"),
        ("/console/parameters/flow.yellow_days/", "system"),
        ("/console/duties/", "security"),
        ("/console/duties/{post}/", "security"),
        ("/console/duties/{post}/grant/", "security"),
        ("/console/records/evidence/", "audit"),
    ],
)
def test_each_page_is_one_administrators(county: County, address: str, kind: str) -> None:
    address = address.format(post=county.posts["clerk"].pk)
    for other in ("system", "security", "audit"):
        expected = {200, 404} if other == kind else {403}
        assert administrator(other).get(address).status_code in expected, other
    assert browser(county, "director").get(address).status_code == 403
    assert Client().get(address).status_code == 302
