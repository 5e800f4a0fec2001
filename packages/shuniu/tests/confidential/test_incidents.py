"""泄密事件: what is told of one, who finds it, the hours until it must be reported, and its form (BM-04)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from kit import NOW, SINCE, County, brought_text, browser, build_county

from shuniu.demo.county import load_county
from shuniu.demo.loading.confidential import incidents
from shuniu.demo.loading.organisation import bring_county
from shuniu.demo.loading.stage import Stage
from shuniu.demo.office_clock import OfficeClock
from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Work
from shuniu.kernel.flow.models import Entry, EntryFile, Matter, Reader, Visible
from shuniu.kernel.people.models import Duty
from shuniu.kernel.platform.notices.models import Notice
from shuniu.modules.confidential.incidents import policy, reminders
from shuniu.modules.confidential.models import Incident

INCIDENT = "confidential.incident."
REPORTED = {"organ": "县保密行政管理部门", "superior": "市政府办公室", "manner": "phone"}


@pytest.fixture
def county(db: None) -> County:
    found = build_county()
    Duty.objects.create(post=found.posts["handler2"], code="SECRECY", since=SINCE)
    return found


def told(county: County, who: str = "handler", *, now: datetime = NOW, **more: Any) -> int:
    said = {"kind": "lost", "carrier": "disk", "found_at": now, "measures": "已封存，已清点。", **more}
    return int(county.do(who, f"{INCIDENT}tell", now=now, **said).result["matter"])


def contained(county: County) -> int:
    pk = told(county)
    county.do("handler2", f"{INCIDENT}contain", matter=pk, text="已断网，已清点。")
    return pk


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@pytest.mark.parametrize("allowed, until", [(24, 24), (12, 12), (48, 24)])
def test_a_county_may_ask_for_less_and_not_allow_more(allowed: int, until: int) -> None:
    assert policy.deadline(NOW, allowed) == NOW + hours(until)


@pytest.mark.parametrize(
    "left, words",
    [
        (hours(3) + timedelta(minutes=5), "还剩3小时5分"),
        (hours(0), "还剩0小时0分"),
        (-hours(25), "已超过25小时0分"),
    ],
)
def test_the_countdown_is_said_to_the_minute(left: timedelta, words: str) -> None:
    assert policy.left_words(NOW + left, NOW) == words


@pytest.mark.parametrize("number", ["", "U-2019-07", "机〔2026〕3号", "硬盘12号", "SN 5CD123"])
def test_a_carrier_has_a_number_of_its_own(number: str) -> None:
    assert policy.carrier_fault(number) is None


@pytest.mark.parametrize(
    "number", ["云委发〔2026〕3号", "《工作方案》", "机〔2026〕3号《方案》", "县办（2026）4号"]
)
def test_the_number_or_title_of_a_document_is_not_the_carriers(number: str) -> None:
    fault = policy.carrier_fault(number)
    assert fault is not None and (fault.field, fault.rule) == ("carrier_number", "BM-04")


@pytest.mark.parametrize(
    "text, faulty",
    [
        ("已按《中华人民共和国保守国家秘密法》要求封存", False),
        ("按《机关档案管理规定》处理，断网", False),
        ("《工作方案》一份找不到", True),
        ("关于某专项工作的通知一份找不到", True),
        ("按《保密法》处理《工作方案》", True),
    ],
)
def test_laws_may_be_named_and_papers_not(text: str, faulty: bool) -> None:
    assert (policy.words_fault("text", "采取的措施", text) is not None) is faulty


@pytest.mark.parametrize(
    "after, late_reason, field",
    [
        (23.9, "", ""),
        (24, "", ""),
        (24.1, "", "late_reason"),
        (24.1, "周末没有核实", ""),
        (-1, "", "reported_at"),
    ],
)
def test_a_late_report_says_why(after: float, late_reason: str, field: str) -> None:
    fault = policy.report_fault(
        found_at=NOW, reported_at=NOW + hours(after), now=NOW + hours(30), hours=24, late_reason=late_reason
    )
    assert (fault.field if fault else "") == field
    to_come = policy.report_fault(
        found_at=NOW, reported_at=NOW + hours(2), now=NOW + hours(1), hours=24, late_reason=""
    )
    assert to_come is not None and to_come.field == "reported_at"


def test_only_the_keeper_who_told_it_and_the_head_named_find_it(county: County) -> None:
    pk = told(county, head=county.posts["deputy"].pk)
    sees = {row.principal for row in Visible.objects.filter(matter=pk, list_kind="incident.all")}
    named = {county.posts[n] for n in ("handler", "handler2", "deputy")}
    assert sees == {f"p{post.person_id}.{post.unit_id}" for post in named}
    for who, status in (
        ("handler2", 200),
        ("deputy", 200),
        ("director", 404),
        ("clerk", 404),
        ("mayor", 404),
    ):
        assert browser(county, who).get(f"/matters/{pk}/").status_code == status, who
    assert "3月2日发现" not in browser(county, "clerk").get("/search/?q=载体下落不明").content.decode()
    assert not any("载体下落不明" in n.text for n in Notice.objects.all())


def test_it_goes_to_the_office_that_looks_after_a_unit_without_a_keeper(county: County) -> None:
    pk = told(county, "water_handler")
    assert Matter.objects.get(pk=pk).unit == county.units["office"]
    assert browser(county, "water_handler").get(f"/matters/{pk}/").status_code == 200
    assert browser(county, "water_head").get(f"/matters/{pk}/").status_code == 404
    Duty.objects.filter(code="SECRECY").delete()
    said = {"kind": "lost", "carrier": "disk", "found_at": NOW, "measures": "已封存。"}
    refusal = county.refused("handler", f"{INCIDENT}tell", **said)
    assert "没有人担任保密员" in refusal.message and "打电话" in refusal.remedy


def test_what_names_the_paper_is_refused_at_every_step_and_kept_nowhere(county: County) -> None:
    for more in (
        {"measures": "《某工作方案》丢了"},
        {"place": "《方案》柜"},
        {"carrier_number": "云委〔2026〕3号"},
    ):
        said = {"kind": "lost", "carrier": "disk", "found_at": NOW, "measures": "已封存。", **more}
        refusal = county.refused("handler", f"{INCIDENT}tell", **said)
        assert refusal.rule == "BM-04" and refusal.problems[0].field == next(iter(more))
    stopped = county.refused(
        "handler",
        f"{INCIDENT}tell",
        kind="lost",
        carrier="disk",
        found_at=NOW,
        measures="绝密★长期的一份丢了",
    )
    assert stopped.code is Code.SECRET and not Incident.objects.exists()
    pk = contained(county)
    late = {**REPORTED, "late_reason": "《方案》没有找到"}
    assert county.refused("handler2", f"{INCIDENT}report", matter=pk, now=NOW + hours(30), **late)
    county.do("handler2", f"{INCIDENT}report", matter=pk, **REPORTED)
    words = {"conclusion": "leak", "text": "《方案》已经外传"}
    assert county.refused("handler2", f"{INCIDENT}close", matter=pk, **words).problems[0].field == "text"
    assert not Entry.objects.filter(text__contains="《").exists()


def test_the_way_to_the_end_and_what_the_form_says(county: County) -> None:
    pk = contained(county)
    page = browser(county, "handler2").get(f"/matters/{pk}/").content.decode()
    assert "报告期限" in page and "待报告" in page
    refusal = county.refused("handler2", f"{INCIDENT}report", matter=pk, now=NOW + hours(25), **REPORTED)
    assert refusal.problems[0].field == "late_reason" and "24小时" in refusal.message
    county.do(
        "handler2",
        f"{INCIDENT}report",
        matter=pk,
        now=NOW + hours(25),
        late_reason="周末没有核实",
        **REPORTED,
    )
    assert Matter.objects.get(pk=pk).due_at is None
    found = {"conclusion": "not_leak", "text": "已找回，没有外人接触。"}
    county.do("handler2", f"{INCIDENT}close", matter=pk, now=NOW + hours(50), **found)
    incident = Incident.objects.get(matter=pk)
    assert (incident.matter.state, incident.matter.number) == ("done", "事件〔2026〕1号")
    printed = browser(county, "handler2").get(f"/matters/{pk}/print/confidential.incident.pdf?seen=1")
    assert printed["Content-Type"] == "application/pdf"
    assert (
        browser(county, "director").get(f"/matters/{pk}/print/confidential.incident.pdf").status_code == 404
    )


def test_it_is_reminded_of_once_before_and_daily_after_on_rest_days_too(county: County) -> None:
    friday = NOW + timedelta(days=4)
    pk = told(county, now=friday)

    def reminded() -> int:
        return Entry.objects.filter(matter=pk, type="reminder").count()

    for after, count in ((1, 0), (19.9, 0), (20.1, 1), (23, 1), (24.1, 2), (25, 2), (48.2, 3)):
        reminders.begin(friday + hours(after))
        assert reminded() == count, after
    assert Notice.objects.filter(urgent=True, matter=pk, text__contains="已超过").exists()
    late = {"late_reason": "没有核实清楚", **REPORTED}
    county.do("handler2", f"{INCIDENT}contain", matter=pk, now=friday + hours(49), text="已断网。")
    county.do("handler2", f"{INCIDENT}report", matter=pk, now=friday + hours(50), **late)
    assert reminders.begin(friday + hours(80)) == 0 and reminded() == 3
    assert "自动办理" in county.refused("handler2", f"{INCIDENT}remind", matter=pk).message


def test_the_county_may_ask_for_an_earlier_report(county: County) -> None:
    ParameterValue.objects.create(key="confidential.report_hours", value=12, valid_from=SINCE, set_at=NOW)
    assert Matter.objects.get(pk=told(county)).due_at == NOW + hours(12)


def test_the_list_and_the_form(county: County) -> None:
    told(county)
    assert (
        "载体下落不明（3月2日发现）"
        in browser(county, "handler2").get("/confidential/incidents/").content.decode()
    )
    assert (
        "载体下落不明（"
        not in browser(county, "director").get("/confidential/incidents/?view=all").content.decode()
    )
    client = browser(county, "handler")
    typed = {"kind": "sent", "carrier": "chat", "found_at": "2026-03-01T08:00", "measures": "《方案》已撤回"}
    refused = client.post("/confidential/incidents/new/", typed)
    assert refused.status_code == 422 and "《方案》已撤回" in refused.content.decode()
    assert 'value="2026-03-01T08:00"' in refused.content.decode(), "a browser takes no zone in such a field"
    form = client.get("/confidential/incidents/new/").content.decode()
    assert all(f">{label}<" in form for label in (*Incident.Kind.labels, *Incident.Carrier.labels))


@pytest.mark.django_db
def test_the_demo_shows_one_closed_and_one_whose_time_runs() -> None:
    bring_county(load_county(), now=NOW)
    stage = Stage(load_county(), OfficeClock(NOW.date()), 1)
    stage.begin(incidents(stage))
    stage.play()
    states = Matter.objects.filter(kind="incident").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["done", "to_report"]


def rows_of(matter: int) -> set[tuple[str, str]]:
    return set(Visible.objects.filter(matter=matter).values_list("principal", "list_kind"))


@pytest.mark.parametrize("level", ["ordinary", "work_secret"])
def test_an_isolated_matter_is_the_keepers_alone_until_it_is_released(county: County, level: str) -> None:
    title = "关于水库除险加固的通知"
    said = {"source": "市水利局", "title": title, "level": level, "readers": [county.posts["director"].pk]}
    file = {"files": [brought_text(county.posts["clerk"], "水库除险加固的安排。", name="来文.txt")]}
    about = int(county.do("clerk", "documents.incoming.register_paper", **said, **file).result["matter"])
    stored = EntryFile.objects.get(matter=about).stored_file_id
    before, readers = rows_of(about), set(Reader.objects.filter(matter=about).values_list("person", "unit"))
    pk = told(county, "clerk", about=about)
    page = browser(county, "handler2").get(f"/matters/{pk}/").content.decode()
    assert "隔离涉及的办件" in page and title not in page
    assert re.search(rf'<input[^>]*name="about"[^>]*value="{about}"', page), "it travels with the press"
    county.do("handler2", f"{INCIDENT}isolate", matter=pk, about=about)
    keeper = county.posts["handler2"]
    assert {principal for principal, _ in rows_of(about)} == {f"p{keeper.person_id}.{keeper.unit_id}"}
    for who in ("clerk", "director", "mayor"):
        client = browser(county, who)
        assert client.get(f"/matters/{about}/").status_code == 404, who
        assert client.get(f"/files/{stored}/").status_code == 404, who
        for address in ("/", "/incoming/?view=all", "/incoming/book/", "/search/?q=水库", "/notices/"):
            assert title not in client.get(address).content.decode(), (who, address)
    assert browser(county, "handler2").get(f"/matters/{about}/").status_code == 200
    assert browser(county, "handler2").get(f"/files/{stored}/").status_code == 200
    assert county.refused("clerk", "flow.remind", matter=about).code is Code.NOT_FOUND
    work = Work(Matter.objects.get(pk=about), [])
    engine.add_readers(work, [Addressee.of_post(county.posts["clerk"])])
    assert not Reader.objects.filter(matter=about).exclude(person=keeper.person).exists()
    again = county.refused("handler2", f"{INCIDENT}isolate", matter=pk, about=about)
    assert "已经隔离" in again.message
    county.do("handler2", f"{INCIDENT}release", matter=pk, about=about)
    matter = Matter.objects.get(pk=about)
    assert (matter.level, matter.mark, rows_of(about)) == (level, "", before)
    assert set(Reader.objects.filter(matter=about).values_list("person", "unit")) == readers
    assert browser(county, "clerk").get(f"/matters/{about}/").status_code == 200
    assert "没有隔离" in county.refused("handler2", f"{INCIDENT}release", matter=pk, about=about).message


def test_a_closed_incident_still_releases_and_names_nothing_else(county: County) -> None:
    paper = {"source": "市水利局", "title": "关于水库的通知"}
    about, other = (
        int(county.do("clerk", "documents.incoming.register_paper", **paper).result["matter"])
        for _ in range(2)
    )
    pk = told(county, "clerk", about=about)
    assert county.refused("handler2", f"{INCIDENT}isolate", matter=pk, about=other).code is Code.NOT_FOUND
    county.do("handler2", f"{INCIDENT}isolate", matter=pk, about=about)
    county.do("handler2", f"{INCIDENT}contain", matter=pk, text="已断网，已清点。")
    county.do("handler2", f"{INCIDENT}report", matter=pk, **REPORTED)
    county.do("handler2", f"{INCIDENT}close", matter=pk, conclusion="not_leak", text="没有外人接触。")
    county.do("handler2", f"{INCIDENT}release", matter=pk, about=about)
    assert browser(county, "director").get(f"/matters/{about}/").status_code == 200
    seen = {"kind": "lost", "carrier": "disk", "found_at": NOW, "measures": "已封存。", "about": about}
    assert county.refused("handler", f"{INCIDENT}tell", **seen).code is Code.NOT_FOUND
