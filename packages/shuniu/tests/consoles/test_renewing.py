"""换发一次性密码 on the screen of the 系统管理员: shown once, recorded, and the old sessions end."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from kit import County, administrator, browser, build_county

from shuniu.kernel.people.models import Account, Person
from shuniu.kernel.records.models import Record, RecordPayload

pytestmark = pytest.mark.django_db

ADDRESS = "/console/new-password/"
WHY = "本人遗失密码条"


@pytest.fixture
def county() -> County:
    return build_county()


def password_on(page: str) -> str:
    found = re.search(r"\b\w{4}-\w{4}-\w{4}\b", page)
    assert found is not None, page
    return found[0]


@pytest.mark.both_databases
def test_the_slip_is_shown_once_and_opens_the_door_once(county: County) -> None:
    at_work, admin = browser(county, "clerk"), administrator()
    assert at_work.get("/").status_code == 200
    assert admin.get("/", follow=True).redirect_chain[-1][0].startswith("/console/")
    answer = admin.post(ADDRESS, {"named": " Clerk ", "reason": WHY})
    page = answer.content.decode()
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert "王秀兰" in page and "人民政府办公室" in page
    password = password_on(page)
    account = Account.objects.get(username="clerk")
    assert account.check_password(password) and account.must_change_password
    assert at_work.get("/").status_code == 302, "the old session is over"
    signed_in = Client().post("/sign-in/", {"username": "clerk", "password": password})
    assert signed_in["Location"] == "/password/"
    assert admin.post(ADDRESS, {"next": "1"})["Location"] == ADDRESS
    assert password not in admin.get(ADDRESS).content.decode()
    row = Record.objects.get(action="people.renew_password")
    assert row.actor == "systemmin（系统管理员）" and row.account_id is not None
    assert row.payload.content == {"account": account.pk, "reason": WHY}
    assert password not in str(list(RecordPayload.objects.values_list("content", flat=True)))


def test_a_name_will_do_where_it_is_one_persons(county: County) -> None:
    admin = administrator()
    assert "mayor" in admin.post(ADDRESS, {"named": "周明远", "reason": WHY}).content.decode()
    Person.objects.create(
        name="周明远", account=Account.objects.create(username="zhoumy2", password="!", kind="person")
    )
    before = Account.objects.get(username="mayor").password
    page = admin.post(ADDRESS, {"named": "周明远", "reason": WHY}).content.decode()
    assert "叫“周明远”的有 2 位" in page and "mayor（人民政府）" in page and "zhoumy2（现在没有岗位）" in page
    assert Account.objects.get(username="mayor").password == before


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"named": "nobody", "reason": WHY}, 404, "没有“nobody”这个用户名"),
        ({"named": "clerk", "reason": "  "}, 422, "要写明是谁申请的"),
        ({"named": "clerk", "reason": "遗失" * 101}, 422, "最多 200 个字"),
        ({"named": "mayor", "reason": WHY}, 422, "已经停用"),
        ({"named": "auditmin", "reason": WHY}, 403, "不能在这里换发"),
    ],
)
def test_what_cannot_be_renewed_is_told_and_what_was_typed_stays(
    county: County, typed: dict[str, str], status: int, says: str
) -> None:
    Account.objects.filter(username="mayor").update(is_active=False)
    Account.objects.create(username="auditmin", password="!", kind="audit")
    admin = administrator()
    before = list(Account.objects.order_by("pk").values_list("password", flat=True))
    answer = admin.post(ADDRESS, typed)
    page = answer.content.decode()
    assert answer.status_code == status and says in page and f'value="{typed["named"]}"' in page
    assert list(Account.objects.order_by("pk").values_list("password", flat=True)) == before
    assert not Record.objects.filter(action="people.renew_password").exists()


def test_it_is_the_system_administrators_alone(county: County) -> None:
    typed = {"named": "handler", "reason": WHY}
    assert Client().post(ADDRESS, typed)["Location"].startswith("/sign-in/")
    for client in (browser(county, "director"), administrator("security"), administrator("audit")):
        assert client.get(ADDRESS).status_code == 403 == client.post(ADDRESS, typed).status_code
    early = administrator(must_change=True)
    assert early.post(ADDRESS, typed)["Location"] == "/password/"
    assert not Record.objects.filter(action="people.renew_password").exists()
