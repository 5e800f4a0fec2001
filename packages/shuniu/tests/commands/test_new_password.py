"""`shuniu new-password`: a forgotten one-time password is renewed, given once, and recorded with its reason."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from commands.conftest import Shuniu
from django.test import Client
from django.utils import timezone
from kit import County, build_county
from openpyxl import load_workbook

from shuniu.kernel.people.installation import mark_installation
from shuniu.kernel.people.models import Account, Installation
from shuniu.kernel.people.passwords import claim_attempt
from shuniu.kernel.records.models import Record, RecordPayload

pytestmark = pytest.mark.django_db

WHY = ("--reason", "本人遗失密码条")


@pytest.fixture
def county() -> County:
    mark_installation(Installation.Kind.REAL, now=timezone.now())
    made = build_county()
    Account.objects.get(username="clerk").set_password("unused")
    return made


def slip_of(out: str) -> str:
    found = re.search(r"^  clerk\t(\S+)$", out, re.MULTILINE)
    assert found is not None, out
    return found[1]


@pytest.mark.both_databases
def test_it_opens_the_door_once_and_wants_to_be_changed(shuniu: Shuniu, county: County) -> None:
    said = shuniu("new-password", " Clerk ", *WHY)
    password = slip_of(said.out)
    assert said.code == 0 and "王秀兰（clerk）换发" in said.out and "当面交给本人" in said.out
    account = Account.objects.get(username="clerk")
    assert account.check_password(password) and account.must_change_password
    answer = Client().post("/sign-in/", {"username": "clerk", "password": password})
    assert answer["Location"] == "/password/"
    again = slip_of(shuniu("new-password", "clerk", *WHY).out)
    assert again != password
    assert Client().post("/sign-in/", {"username": "clerk", "password": password}).status_code == 422


def test_it_is_recorded_without_the_password(shuniu: Shuniu, county: County) -> None:
    password = slip_of(shuniu("new-password", "clerk", *WHY).out)
    row = Record.objects.get(action="people.renew_password")
    assert row.actor.startswith("系统任务 shuniu new-password（")
    assert row.payload.content == {
        "account": Account.objects.get(username="clerk").pk,
        "reason": "本人遗失密码条",
    }
    assert password not in str(list(RecordPayload.objects.values_list("content", flat=True)))


def test_sessions_of_the_old_password_end_and_so_does_the_pause(shuniu: Shuniu, county: County) -> None:
    client, now = Client(), timezone.now()
    client.force_login(Account.objects.get(username="clerk"))
    assert client.get("/").status_code == 200
    for _ in range(5):
        claim_attempt("clerk", now=now)
    assert claim_attempt("clerk", now=now) > timedelta(0)
    shuniu("new-password", "clerk", *WHY)
    assert client.get("/").status_code in {302, 401, 403}
    assert claim_attempt("clerk", now=now) == timedelta(0)


def test_a_slip_can_be_written_to_a_file_instead(shuniu: Shuniu, county: County, tmp_path: Path) -> None:
    path = tmp_path / "密码条.xlsx"
    said = shuniu("new-password", "clerk", *WHY, "--slips", path)
    assert said.code == 0 and "只有这一份" in said.out
    cells = [cell for row in load_workbook(path).active.iter_rows(values_only=True) for cell in row if cell]
    password = next(c for c in cells if re.fullmatch(r"\w{4}-\w{4}-\w{4}", str(c)))
    assert password not in said.out and Account.objects.get(username="clerk").check_password(password)
    again = shuniu("new-password", "clerk", *WHY, "--slips", path)
    assert again.code == 1 and "没有覆盖" in again.err
    assert Account.objects.get(username="clerk").check_password(password), "nothing was changed"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("nobody", *WHY), 1, "没有“nobody”这个用户名"),
        (("clerk",), 2, "要写明是谁申请的"),
        (("clerk", "--reason", "  "), 2, "要写明是谁申请的"),
        (("clerk", *WHY, "--slips", "密码.txt"), 2, "--slips 的文件名要以"),
        (("mayor", *WHY), 1, "已经停用"),
    ],
)
def test_what_cannot_be_renewed_is_told_and_changes_nothing(
    shuniu: Shuniu, county: County, words: tuple[str, ...], code: int, says: str
) -> None:
    Account.objects.filter(username="mayor").update(is_active=False)
    before = list(Account.objects.order_by("pk").values_list("password", "must_change_password"))
    said = shuniu("new-password", *words)
    assert said.code == code and says in said.err
    assert list(Account.objects.order_by("pk").values_list("password", "must_change_password")) == before
    assert not Record.objects.filter(action="people.renew_password").exists()


def test_an_administrator_can_get_one_too(shuniu: Shuniu) -> None:
    shuniu("init")
    said = shuniu("new-password", "secadmin", *WHY)
    assert said.code == 0 and "安全保密管理员（secadmin）" in said.out


def test_nobody_in_the_demo_has_a_password(shuniu: Shuniu) -> None:
    mark_installation(Installation.Kind.DEMO, now=timezone.now())
    build_county()
    said = shuniu("new-password", "clerk", *WHY)
    assert said.code == 1 and "演示" in said.err
