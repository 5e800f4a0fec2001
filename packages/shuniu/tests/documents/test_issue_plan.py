"""The yearly plan through its actions and on its screen: asked, decided, used, given back, carried over (JW-01)."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from kit import NOW, County, browser, build_county
from openpyxl import Workbook, load_workbook
from test_outgoing_way import TITLE

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import IssuePlan, OutgoingDocument
from shuniu.modules.documents.outgoing.plan_sheet import SHEET, bring

pytestmark = pytest.mark.django_db

JANUARY = NOW - timedelta(days=40)


@pytest.fixture
def county() -> County:
    return build_county()


def asked(county: County, who: str = "handler", *, now: datetime = NOW, **data: Any) -> int:
    fields = {"office": county.units["office"].pk, "year": 2026, "subject": "关于做好汛前检查的通知", **data}
    return int(county.do(who, "documents.outgoing.ask_plan", now=now, **fields).result["plan"])


def approved(county: County, *rows: int) -> list[IssuePlan]:
    county.do("director", "documents.outgoing.approve_rows", rows=list(rows))
    return list(IssuePlan.objects.filter(pk__in=rows).order_by("pk"))


@pytest.mark.parametrize(
    ("when", "year", "origin"),
    [(JANUARY, 2026, "yearly"), (NOW, 2026, "added"), (NOW, 2027, "yearly")],
)
def test_what_is_asked_for_during_the_year_is_told_apart(
    county: County, when: datetime, year: int, origin: str
) -> None:
    assert IssuePlan.objects.get(pk=asked(county, now=when, year=year)).origin == origin


@pytest.mark.both_databases
def test_numbers_have_no_gap_and_follow_the_months(county: County) -> None:
    rows = [asked(county, subject=f"第{n}项工作的通知", month=m) for n, m in ((1, None), (2, 9), (3, 4))]
    plans = approved(county, *rows)
    assert [p.number for p in plans] == ["立项2026-003", "立项2026-002", "立项2026-001"]
    late = asked(county, subject="临时增加的通知")
    assert approved(county, late)[0].number == "立项2026-004"
    pk = county.do("handler", "documents.outgoing.open", title=TITLE, issuer=county.units["office"].pk).result
    county.do("director", "documents.outgoing.approve_plan", matter=pk["matter"])
    document = OutgoingDocument.objects.get(pk=pk["matter"])
    assert document.plan is not None and document.plan.number == "立项2026-005"
    assert (document.plan.origin, document.plan.month) == ("added", None)


@pytest.mark.parametrize(
    ("action", "data", "state", "words"),
    [
        ("approve_rows", {}, "refused", "不能这样办"),
        ("refuse_rows", {"reason": "不必发"}, "approved", "不能这样办"),
        ("drop_rows", {"reason": "不发了"}, "refused", "不能这样办"),
        ("carry_rows", {}, "asked", "不能这样办"),
    ],
)
def test_a_row_is_decided_once(
    county: County, action: str, data: dict[str, Any], state: str, words: str
) -> None:
    row = asked(county)
    if state == "approved":
        approved(county, row)
    elif state == "refused":
        county.do("director", "documents.outgoing.refuse_rows", rows=[row], reason="可以合并")
    refusal = county.refused("director", f"documents.outgoing.{action}", rows=[row], **data)
    assert words in refusal.message and IssuePlan.objects.get(pk=row).state == state


def test_one_wrong_row_stops_all(county: County) -> None:
    first, second = asked(county), asked(county, subject="第二项工作的通知")
    approved(county, second)
    county.refused("director", "documents.outgoing.approve_rows", rows=[first, second])
    assert IssuePlan.objects.get(pk=first).state == "asked"


def test_a_document_takes_the_row_and_gives_it_back(county: County) -> None:
    plan = approved(county, asked(county))[0]
    subject = {"title": TITLE, "issuer": county.units["office"].pk, "plan": plan.pk}
    pk = county.do("handler", "documents.outgoing.open", **subject).result["matter"]
    assert Matter.objects.get(pk=pk).state == "drafting"
    assert "已经用过" in county.refused("handler", "documents.outgoing.open", **subject).message
    refusal = county.refused("director", "documents.outgoing.drop_rows", rows=[plan.pk], reason="不发了")
    assert "已经有文件在办" in refusal.message
    county.do("director", "flow.void", matter=pk, reason="情况变化")
    again = county.do("handler", "documents.outgoing.open", **subject).result["matter"]
    assert OutgoingDocument.objects.get(pk=again).plan == plan


def test_what_is_left_is_carried_over_once(county: County) -> None:
    plan = approved(county, asked(county))[0]
    refusal = county.refused("handler", "documents.outgoing.carry_rows", rows=[plan.pk])
    assert "由" in refusal.message
    done = county.do("director", "documents.outgoing.carry_rows", rows=[plan.pk])
    new = IssuePlan.objects.get(carried_from=plan)
    assert (new.number, new.origin, new.state) == ("立项2027-001", "carried", "approved")
    assert done.result["first"] == new.number
    plan.refresh_from_db()
    assert (plan.state, plan.decision) == ("dropped", "结转为 立项2027-001")
    county.refused("director", "documents.outgoing.carry_rows", rows=[plan.pk])
    subject = {"title": TITLE, "issuer": county.units["office"].pk, "plan": new.pk}
    assert "2027 年的立项" in county.refused("handler", "documents.outgoing.open", **subject).message


def test_a_row_is_changed_by_its_unit_until_it_is_decided(county: County) -> None:
    row = asked(county, "water_handler")
    change = {"plan": row, "subject": "关于水库除险加固的通知", "month": 5}
    assert (
        county.refused("director_party", "documents.outgoing.change_plan", **change).code.value == "not_found"
    )
    county.do("water_handler", "documents.outgoing.change_plan", **change)
    assert IssuePlan.objects.get(pk=row).month == 5
    approved(county, row)
    assert "不能再改" in county.refused("water_handler", "documents.outgoing.change_plan", **change).message


@pytest.mark.parametrize(("year", "words"), [(2025, "只能编报"), (2028, "只能编报")])
def test_a_plan_is_made_for_this_year_and_the_next(county: County, year: int, words: str) -> None:
    fields = {"office": county.units["office"].pk, "year": year, "subject": "关于检查的通知"}
    assert words in county.refused("handler", "documents.outgoing.ask_plan", **fields).message


def test_a_secret_subject_does_not_stand_in_the_plan(county: County) -> None:
    secret = {"title": "关于内部安全情况的通知", "issuer": county.units["office"].pk, "work_secret": True}
    pk = county.do("handler", "documents.outgoing.open", **secret).result["matter"]
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    plan = IssuePlan.objects.get()
    assert plan.internal and plan.subject == "内部件（工作秘密）" and plan.reason == ""


def sheet(*rows: dict[str, object]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append([column.title for column in SHEET])
    for row in rows:
        page.append([row.get(column.key) for column in SHEET])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def imported(county: County, content: bytes, who: str = "clerk") -> Any:
    return bring(
        content,
        actor=county.actor(who),
        now=NOW,
        year="2026",
        declared=False,
        command_id="6b1c7a52-4e6e-4a3b-9a43-0d5b3f0a1c22",
    )


def test_a_plan_comes_in_from_excel(county: County) -> None:
    done = imported(
        county,
        sheet(
            {"subject": "关于防汛工作的通知", "unit": "水利局", "month": 4},
            {"subject": "关于值班工作的通知", "genre": "通报", "form": "便函"},
        ),
    )
    assert done.result["rows"] == 2
    first, second = IssuePlan.objects.order_by("pk")
    assert (first.unit, first.month, first.form, first.state) == (county.units["water"], 4, "formal", "asked")
    assert (second.unit, second.genre, second.form) == (county.units["office"], "通报", "memo")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (({"subject": "关于防汛工作的通知", "unit": "县气象站"},), "第 2 行“起草单位”：县里没有“县气象站”"),
        (
            ({"subject": "关于防汛工作的通知"}, {"subject": "关于防汛 工作的通知"}),
            "第 3 行“拟发文件”：和第 2 行相同",
        ),
        (({"subject": "关于防汛工作的通知", "month": 13},), "第 2 行“计划月份”：只能写 1 到 12"),
        (({"unit": "水利局"},), "拟发文件"),
        (({"subject": "关于防汛工作的通知", "form": "公函"},), "文件形式"),
    ],
)
def test_a_wrong_row_brings_nothing_in(
    county: County, rows: tuple[dict[str, object], ...], words: str
) -> None:
    refusal = imported(county, sheet(*rows))
    assert any(words in str(problem.message) for problem in refusal.problems), refusal
    assert IssuePlan.objects.count() == 0


def test_what_stands_in_the_plan_is_not_brought_twice(county: County) -> None:
    content = sheet({"subject": "关于防汛工作的通知"})
    imported(county, content)
    outcome = bring(
        content,
        actor=county.actor("clerk"),
        now=NOW,
        year="2026",
        declared=False,
        command_id="6b1c7a52-4e6e-4a3b-9a43-0d5b3f0a1c23",
    )
    assert "计划里已经有了" in outcome.problems[0].message  # type: ignore[union-attr]


def test_the_plan_on_its_screen(county: County) -> None:
    year = timezone.localdate().year
    rows = [asked(county, subject=f"第{n}项工作的通知", year=2026) for n in (1, 2)]
    asked(county, "water_handler", subject="水利局的通知")
    client = browser(county, "director")
    page = client.get("/outgoing/plan/?year=2026&view=asked").content.decode()
    assert all(words in page for words in ("第1项工作的通知", "水利局的通知", "批准立项", "不予立项"))
    press = {
        "key": rows,
        "batch": "5b2c7a52-4e6e-4a3b-9a43-0d5b3f0a1c31",
        "next": "/outgoing/plan/?year=2026",
    }
    client.post("/outgoing/plan/approve/", press)
    page = client.get("/outgoing/plan/?year=2026&view=free").content.decode()
    assert "已批准立项 2 项，立项2026-001—立项2026-002" in page and "结转到下一年" in page
    client.post("/outgoing/plan/approve/", press)
    assert IssuePlan.objects.filter(state="approved").count() == 2, "pressed twice counts once"
    assert "水利局的通知" not in client.get(f"/outgoing/plan/?year={year - 9}").content.decode()
    own = browser(county, "water_handler").get("/outgoing/plan/?year=2026").content.decode()
    assert "水利局的通知" in own and "第1项工作的通知" not in own and "批准立项" not in own
    book = load_workbook(BytesIO(client.get("/outgoing/plan/?year=2026&as=xlsx").content)).active
    assert "立项2026-001" in {str(cell.value) for row in book.iter_rows() for cell in row}  # type: ignore[union-attr]


def test_a_refused_batch_says_why(county: County) -> None:
    row = asked(county)
    client = browser(county, "director")
    client.post("/outgoing/plan/refuse/", {"key": [row], "next": "/outgoing/plan/?year=2026"})
    assert "没有办成" in client.get("/outgoing/plan/?year=2026").content.decode()
    assert IssuePlan.objects.get(pk=row).state == "asked"


def test_the_template_can_be_filled_in_and_brought_back(county: County) -> None:
    client = browser(county, "clerk")
    book = load_workbook(BytesIO(client.get("/outgoing/plan/template.xlsx").content))
    assert [str(c.value).rstrip("*") for c in book.worksheets[0][1]] == [c.title for c in SHEET]


def test_the_page_of_the_import_keeps_the_year_and_says_that_no_sheet_was_chosen(county: County) -> None:
    client = browser(county, "clerk")
    page = client.get("/outgoing/plan/import/").content.decode()
    assert "/outgoing/plan/template.xlsx" in page and 'accept=".xlsx"' in page
    answer = client.post("/outgoing/plan/import/", {"year": "2027"})
    assert answer.status_code == 422 and 'value="2027"' in answer.content.decode()
    assert not IssuePlan.objects.exists()
