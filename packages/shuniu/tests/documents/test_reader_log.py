"""BM-11: who opened a 工作秘密, its papers and its forms is recorded first and shown afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone
from kit import NOW, SINCE, County, brought, browser, build_county
from PIL import Image

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files.gate import Admitted, Declaration, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.models import EntryFile, Matter
from shuniu.kernel.flow.reader_log import How, list_secrets_for, log_for
from shuniu.kernel.people.models import Account, Duty, Person, Post, Unit
from shuniu.kernel.platform.ui.details import WATERMARKS
from shuniu.kernel.records.models import Record

pytestmark = pytest.mark.django_db

SECRET = "关于干部家访情况的报告"


@pytest.fixture
def county() -> County:
    """With a 保密员 in the Government office who is no reader of anything."""
    made = build_county()
    keeper(made, "keeper", "office")
    return made


def keeper(county: County, name: str, unit: str) -> None:
    account = Account.objects.create(username=name, password="!", must_change_password=False)
    person = Person.objects.create(name="宋慎之", account=account)
    post = Post.objects.create(person=person, unit=county.units[unit], title="保密干事", since=SINCE)
    county.posts[name] = post
    Duty.objects.create(post=post, code="SECRECY", since=SINCE)


def registered(county: County, who: str = "clerk", **paper: Any) -> int:
    paper = {"source": "县委组织部", "title": SECRET, "level": "work_secret", **paper}
    return int(county.do(who, "documents.incoming.register_paper", **paper).result["matter"])


def readings(pk: int) -> list[tuple[str, str]]:
    """(who, how) of each reading, from old to new."""
    rows = Record.objects.filter(matter_id=pk, action="flow.reading").order_by("pk")
    return [(r.actor.split("（")[0], r.payload.content["how"]) for r in rows]


@pytest.mark.slow
def test_every_way_of_reading_it_is_recorded(county: County) -> None:
    """The page, an original page by page, the printed form, the diagram and the sheet's own page."""
    data = BytesIO()
    Image.new("RGB", (40, 60), "white").save(data, "PNG")
    declared = Declaration(StoredFile.Declared.UNMARKED)
    admitted = admit(data.getvalue(), "来文.png", actor=county.actor("clerk"), now=NOW, declaration=declared)
    assert isinstance(admitted, Admitted)
    file = admitted.file
    pk = registered(county, files=[file.pk])
    client = browser(county, "clerk")
    assert readings(pk) == []
    assert client.get(f"/matters/{pk}/").status_code == 200
    assert readings(pk) == [("王秀兰", "page")]
    for address in ("page/1.png", "", "places/?page=1&start=0&end=1", "find/?q=报告"):
        assert client.get(f"/files/{file.pk}/{address}").status_code == 200
    assert readings(pk)[1:] == [("王秀兰", "original")]
    assert client.get(f"/incoming/{pk}/handling-slip.pdf?seen=1").status_code == 200
    assert readings(pk)[2:] == [("王秀兰", "print")]


@pytest.mark.parametrize("address", ["/matters/{}/procedure/", "/p/M{}/"])
def test_what_shows_its_title_counts_as_its_page(county: County, address: str) -> None:
    pk = registered(county)
    assert browser(county, "clerk").get(address.format(pk)).status_code == 200
    assert readings(pk) == [("王秀兰", "page")]


@pytest.mark.slow
def test_an_ordinary_matter_is_nobodys_log(county: County) -> None:
    pk = registered(county, level="ordinary", files=[brought(county.posts["clerk"])])
    client = browser(county, "clerk")
    client.get(f"/matters/{pk}/")
    client.get(f"/incoming/{pk}/handling-slip.pdf?seen=1")
    client.get(f"/files/{EntryFile.objects.get(matter=pk).stored_file_id}/")
    assert readings(pk) == []
    assert isinstance(log_for(county.actor("keeper"), pk, now=NOW), Refusal)
    assert "阅读记录" not in client.get(f"/matters/{pk}/").content.decode()


def test_the_same_page_again_within_ten_minutes_is_one_reading(county: County) -> None:
    matter = Matter.objects.get(pk=registered(county))
    clerk, director = county.actor("clerk"), county.actor("director")
    for who, minutes, how in (
        (clerk, 0, How.PAGE),
        (clerk, 9, How.PAGE),
        (clerk, 9, How.PRINT),
        (director, 9, How.PAGE),
        (clerk, 11, How.PAGE),
    ):
        assert reader_log.note(who, matter, how, now=NOW + timedelta(minutes=minutes)) is None
    assert [who for who, _ in readings(matter.pk)] == ["王秀兰", "王秀兰", "陈立新", "王秀兰"]


def test_who_may_not_see_it_leaves_no_reading(county: County) -> None:
    pk = registered(county)
    for who in ("keeper", "handler", "clerk_party"):
        assert browser(county, who).get(f"/matters/{pk}/").status_code == 404
    assert readings(pk) == []


def test_what_cannot_be_recorded_is_not_shown(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = registered(county)

    def full(*_: object, **__: object) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(reader_log, "record", full)
    for address in (f"/matters/{pk}/", f"/incoming/{pk}/handling-slip.pdf?seen=1", f"/p/M{pk}/"):
        answer = browser(county, "clerk").get(address)
        assert answer.status_code == 507 and SECRET not in answer.content.decode()
        assert "现在记不下来，所以没有打开" in answer.content.decode()


def test_the_proposer_reads_the_log_from_the_matter(county: County) -> None:
    pk = registered(county, readers=[county.posts["director"].pk])
    browser(county, "director").get(f"/matters/{pk}/")
    clerk = browser(county, "clerk")
    assert f'href="/matters/{pk}/readings/"' in clerk.get(f"/matters/{pk}/").content.decode()
    page = clerk.get(f"/matters/{pk}/readings/").content.decode()
    assert "陈立新（云岭县人民政府办公室主任）" in page and "办件页面" in page and SECRET in page
    director = browser(county, "director")
    assert "阅读记录" not in director.get(f"/matters/{pk}/").content.decode()
    assert director.get(f"/matters/{pk}/readings/").status_code == 404


def test_the_secrecy_keeper_sees_who_and_when_and_no_title(county: County) -> None:
    pk = registered(county)
    client = browser(county, "keeper")
    listed = client.get("/readings/").content.decode()
    assert "收2026-0001" in listed and "没有人看过" in listed and SECRET not in listed
    browser(county, "clerk").get(f"/matters/{pk}/")
    page = client.get(f"/matters/{pk}/readings/").content.decode()
    assert "王秀兰（云岭县人民政府办公室文书）" in page and "知悉范围：王秀兰" in page
    assert SECRET not in page and "打开办件" not in page
    assert "没有人看过" not in client.get("/readings/").content.decode()
    assert "工作秘密阅读记录" in client.get("/").content.decode()


def test_nobody_else_sees_the_list(county: County) -> None:
    for who in ("clerk", "director", "mayor", "clerk_party"):
        answer = browser(county, who).get("/readings/")
        assert answer.status_code == 403 and "由保密员查看" in answer.content.decode()
        assert "工作秘密阅读记录" not in browser(county, who).get("/").content.decode()


def test_a_unit_without_a_keeper_is_looked_after_by_the_offices(county: County) -> None:
    """As with what the gate stops; once it has one of its own, the offices see it no more."""
    pk = registered(county, "water_clerk", source="县水利局办公室")
    assert [m.pk for m in list_secrets_for(county.actor("keeper"), now=NOW)] == [pk]
    assert not isinstance(log_for(county.actor("keeper"), pk, now=NOW), Refusal)
    keeper(county, "water_keeper", "water")
    assert list_secrets_for(county.actor("keeper"), now=NOW) == []
    assert isinstance(log_for(county.actor("keeper"), pk, now=NOW), Refusal)
    assert [m.pk for m in list_secrets_for(county.actor("water_keeper"), now=NOW)] == [pk]


def test_a_keeper_whose_duty_ended_sees_it_no_more(county: County) -> None:
    pk = registered(county)
    Duty.objects.filter(code="SECRECY").update(until=NOW.date() - timedelta(days=1))
    assert isinstance(log_for(county.actor("keeper"), pk, now=NOW), Refusal)
    assert browser(county, "keeper").get("/readings/").status_code == 403


def test_the_list_goes_on_where_it_ended(county: County) -> None:
    made = [registered(county, title=f"{SECRET}之{n}", not_duplicate=True) for n in range(3)]
    keeper_ = county.actor("keeper")
    first = list_secrets_for(keeper_, now=timezone.now(), size=2)
    assert [m.pk for m in first] == [made[2], made[1]]
    rest = list_secrets_for(keeper_, now=timezone.now(), size=2, after=made[1])
    assert [m.pk for m in rest] == [made[0]]
    assert Unit.objects.count() == 4


def test_the_page_of_a_work_secret_bears_who_looks_and_when(county: County) -> None:
    """BM-08: laid over the page, in the name of each who looks; no other matter has it."""
    pk = registered(county, readers=[county.posts["director"].pk])
    for who in ("clerk", "director"):
        page = browser(county, who).get(f"/matters/{pk}/").content.decode()
        name = county.posts[who].person.name
        found = re.findall(r'<div class="watermark" aria-hidden="true">(.*?)</div>', page)
        assert len(found) == 1
        marks = re.findall(r"<span>内部 (\S+) (\d{4}-\d\d-\d\d \d\d:\d\d)</span>", found[0])
        assert len(marks) == WATERMARKS and {said for said, _ in marks} == {name}
    plain = registered(county, title="关于做好防汛工作的通知", level="ordinary")
    assert "watermark" not in browser(county, "clerk").get(f"/matters/{plain}/").content.decode()
