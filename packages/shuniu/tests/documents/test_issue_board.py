"""发文总量: figures against a recount, the list behind each, who sees which, Excel and paper; the ceiling's forms."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from kit import NOW, County, browser, build_county
from openpyxl import load_workbook
from test_issue_tally import last_year, number, to_sign
from test_outgoing_way import opened, signed

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.flow.models import Level, Matter, Visible
from shuniu.modules.documents.models import CeilingExplanation, IssueTally, OutgoingDocument
from shuniu.modules.documents.outgoing import board
from shuniu.modules.documents.outgoing.board import Wanted
from shuniu.modules.documents.outgoing.board_tables import difference
from shuniu.modules.documents.outgoing.scopes import Scope, scopes_of

pytestmark = pytest.mark.django_db

BOARD = "/outgoing/board/"


@pytest.fixture
def county() -> County:
    return build_county()


def issued(county: County, who: str = "handler", **data: Any) -> int:
    pk = to_sign(county, who, **data)
    county.do("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)
    number(county, pk)
    return pk


def text(answer: Any) -> str:
    """What a page says, without its marks."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def links(answer: Any) -> list[str]:
    """The lists behind the figures of a board."""
    found = re.findall(r'href="(/outgoing/board/documents/[^"]+)"', answer.content.decode())
    return list(dict.fromkeys(map(unescape, found)))


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [(5, 2, "+3"), (2, 5, "\u22123"), (4, 4, "持平"), (0, 0, ""), (0, 1, "\u22121")],
)
def test_the_difference_in_words(now: int, before: int, words: str) -> None:
    assert difference(now, before) == words


def test_a_year_that_is_over_is_called_by_its_name_and_has_no_ceiling(county: County) -> None:
    last_year(county, 9)
    issued(county)
    client = browser(county, "director")
    assert "今年已发 1 件，去年 9 件，还可发 8 件" in text(client.get(f"{BOARD}?year=2026"))
    past = text(client.get(f"{BOARD}?year=2025"))
    assert "2025年发文" in past and "今年" not in past and "去年" not in past and "还没有录入" not in past
    assert client.get(f"{BOARD}board.pdf?year=2025").status_code == 200


@pytest.mark.both_databases
def test_every_figure_opens_the_list_it_counts(county: County) -> None:
    last_year(county, 9)
    issued(county)
    issued(county, form="memo", title="关于商请支持检查的函")
    issued(county, "water_handler", genre="通报", important=True)
    client = browser(county, "director")
    page = client.get(f"{BOARD}?year=2026")
    assert "今年已发 3 件，去年 9 件，还可发 6 件" in text(page) or "去年 9 件" in text(page)
    behind = links(page)
    assert len(behind) > 12
    for address in behind:
        listed = client.get(address).content.decode()
        paper = re.search(r"另有 (\d+) 件只有总数：2025年纸质发文登记簿", listed)
        rows = listed.count("<tr data-row") + (int(paper.group(1)) if paper else 0)
        figure = re.search(
            rf'href="{re.escape(address.replace("&", "&amp;"))}">(\d+)</a>', page.content.decode()
        )
        assert figure is not None and int(figure.group(1)) == rows, address


@pytest.mark.both_databases
def test_the_tally_is_what_a_recount_of_the_documents_gives(county: County) -> None:
    issued(county)
    void = issued(county)
    county.do("clerk", "flow.void", matter=void, reason="不发了")
    issued(county, "water_handler", form="white", title="关于召开会议的通知")
    counted: dict[tuple[object, ...], int] = {}
    for d in OutgoingDocument.objects.exclude(counted_on=None):
        assert d.counted_on is not None
        key = (d.unit_id, d.drafting_unit_id, d.counted_on.year, d.counted_on.month, d.form, d.genre)
        counted[key] = counted.get(key, 0) + 1
    kept = IssueTally.objects.filter(issued__gt=0).values_list(
        "office", "unit", "year", "month", "form", "genre", "issued"
    )
    assert {row[:6]: row[6] for row in kept} == counted


def test_who_sees_which_board(county: County) -> None:
    for unit, kind in (("county", "leadership"),):
        assert county.units[unit].kind == kind
    names = {
        who: [s.words for s in scopes_of(county.actor(who))]
        for who in ("mayor", "director", "handler", "water_head", "water_handler", "liaison")
    }
    office, party = "云岭县人民政府办公室", "中共云岭县委办公室"
    assert names == {
        "mayor": [office, party],
        "director": [office, f"{office}起草"],
        "handler": [f"{office}起草"],
        "water_head": ["云岭县水利局起草", "云岭县水利局"],
        "water_handler": ["云岭县水利局起草"],
        "liaison": [],
    }
    assert browser(county, "liaison").get(BOARD).status_code == 403


def test_a_unit_sees_its_own_part_alone(county: County) -> None:
    issued(county)
    issued(county, "water_handler")
    year = {"year": 2026}
    own = browser(county, "water_head").get(BOARD, year)
    assert "本单位起草" in text(own) and "云岭县水利局起草" in text(own)
    client = browser(county, "water_handler")
    assert client.get(BOARD, {**year, "of": f"o{county.units['office'].pk}"}).status_code == 403
    rows = client.get(f"{BOARD}documents/", year).content.decode().count("<tr data-row")
    assert rows == 1


def test_a_leader_sees_the_count_of_an_internal_document_not_its_title(county: County) -> None:
    pk = issued(county)
    OutgoingDocument.objects.get(pk=pk)
    title = "云岭县人民政府办公室关于做好汛前检查工作的通知"
    Matter.objects.filter(pk=pk).update(level=Level.WORK_SECRET)
    Visible.objects.filter(matter=pk).delete()
    page = text(browser(county, "mayor").get(f"{BOARD}documents/", {"year": 2026}))
    assert "内部件（工作秘密）" in page and title not in page


def test_the_board_names_nobody(county: County) -> None:
    issued(county, "water_handler")
    page = text(browser(county, "mayor").get(f"{BOARD}?year=2026"))
    listed = text(browser(county, "mayor").get(f"{BOARD}documents/?year=2026"))
    for who in ("water_handler", "director", "deputy", "clerk"):
        assert county.posts[who].person.name not in page + listed


def test_the_board_leaves_the_house_as_excel_and_on_paper(county: County) -> None:
    last_year(county, 9)
    issued(county)
    client = browser(county, "director")
    book = load_workbook(BytesIO(client.get(f"{BOARD}board.xlsx?year=2026").content)).active
    cells = {str(cell.value) for row in book.iter_rows() for cell in row}  # type: ignore[union-attr]
    assert {"【按月】", "【计划与实际】", "【按起草单位】", "3月"} <= cells
    answer = client.get(f"{BOARD}board.pdf?year=2026&seen=1")
    pages = pypdfium2.PdfDocument(answer.content)
    words = "".join("".join(p.get_textpage().get_text_range() for p in pages).split())
    assert "按文件形式" in words and "还可发8件" in words and "王秀兰" not in words


def test_a_board_asks_as_much_of_one_document_as_of_twelve(county: County) -> None:
    client = browser(county, "director")
    addresses = (f"{BOARD}?year=2026", f"{BOARD}documents/?year=2026", "/outgoing/quality/?period=2026")
    issued(county)
    few = {a: _queries(client, a) for a in addresses}
    for n in range(11):
        issued(county, "water_handler" if n % 2 else "handler")
    assert {a: _queries(client, a) for a in addresses} == few


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.both_databases
def test_pages_of_the_list_follow_one_another_without_a_gap(county: County) -> None:
    pks = [issued(county) for _ in range(5)]
    scope, actor = Scope(county.units["office"]), county.actor("director")
    found: list[int] = []
    after = None
    for _ in range(4):
        page = board.read_counted(scope, actor, Wanted(2026), after=after, size=2)
        found += [d.matter_id for d in page]
        if not page or page[-1].counted_on is None:
            break
        after = (page[-1].counted_on, page[-1].matter_id)
    assert found == sorted(pks, reverse=True)


# --- what paper says of last year, and the explanation ---------------------------------------------------------------


def entered(county: County, **data: Any) -> None:
    fields = {"year": 2025, "count": 48, "source": "2025年发文登记簿", **data}
    county.do("clerk", "documents.outgoing.enter_paper_count", **fields)


def test_a_paper_count_is_replaced_and_taken_away(county: County) -> None:
    entered(county)
    entered(county, count=46)
    row = IssueTally.objects.get()
    assert (row.issued, row.against, row.month) == (46, 46, 0)
    entered(county, form="briefing", count=12)
    assert IssueTally.objects.get(form="briefing").against == 0
    entered(county, count=0)
    assert not IssueTally.objects.filter(form="formal").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"month": 3}, "全年的数"),
        ({"year": 2027}, "还没有到"),
        ({"year": 2026, "month": 3}, "会重复计算"),
        ({"year": 2026}, "会重复计算"),
        ({"unit": 999_999}, "没有这个单位"),
    ],
)
def test_nothing_is_counted_twice(county: County, data: dict[str, Any], words: str) -> None:
    entered(county)
    issued(county)
    fields = {"year": 2025, "count": 4, "source": "2025年发文登记簿", **data}
    assert words in county.refused("clerk", "documents.outgoing.enter_paper_count", **fields).message


def test_the_months_before_the_system_came_are_entered_beside_it(county: County) -> None:
    issued(county)
    entered(county, year=2026, month=1, count=3)
    assert board.overview_of(Scope(county.units["office"]), 2026, on=NOW.date()).total.now.issued == 4


EXPLANATION = {
    "extra": 2,
    "text": "今年防汛形势严峻，需要临时部署防汛值守，确需增加发文，后续将压减其他文件。",
    "sent_to": "市委办公室",
    "sent_on": NOW.date(),
    "paper": "云政办函〔2026〕3号",
}


def test_the_explanation_waits_until_little_is_left(county: County) -> None:
    refused = county.refused("director", "documents.outgoing.explain_ceiling", **EXPLANATION)
    assert "请先录入去年的发文数" in refused.remedy
    entered(county, count=48)
    refused = county.refused("director", "documents.outgoing.explain_ceiling", **EXPLANATION)
    assert "现在不用书面说明" in refused.message


def test_the_explanation_is_kept_printed_and_never_changed(county: County) -> None:
    entered(county, count=1)
    signed(county)
    pk = county.do("director", "documents.outgoing.explain_ceiling", **EXPLANATION).result["explanation"]
    client = browser(county, "director")
    assert "今年防汛形势严峻" in text(client.get("/outgoing/ceiling/"))
    answer = client.get(f"/outgoing/ceiling/{pk}.pdf?seen=1")
    pages = pypdfium2.PdfDocument(answer.content)
    words = "".join("".join(p.get_textpage().get_text_range() for p in pages).split())
    assert all(w in words for w in ("市委办公室", "已发文1件", "上年全年1件", "再发2件", "2026年3月2日"))
    assert browser(county, "director_party").get(f"/outgoing/ceiling/{pk}.pdf").status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        CeilingExplanation.objects.filter(pk=pk).update(extra=99)


def test_each_drafting_unit_has_a_ceiling_where_the_county_sets_one(county: County) -> None:
    last_year(county, 9, unit="office")
    last_year(county, 1, unit="water")
    ParameterValue.objects.create(
        key="outgoing.unit_ceiling",
        value=True,
        valid_from=NOW.date(),
        set_at=NOW,
        set_by="测试",
        reason="试行",
    )
    issued(county, "water_handler")
    pk = to_sign(county, "water_handler")
    refusal = county.refused("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)
    assert "水利局今年已发 1 件" in refusal.message
    pk = to_sign(county)
    county.do("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)


def test_a_document_of_december_counts_in_the_year_of_its_number(county: County) -> None:
    december = datetime(2026, 12, 31, 16, 0, tzinfo=NOW.tzinfo)
    pk = to_sign(county)
    county.do("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1, now=december)
    january = december + timedelta(days=4)
    county.do("clerk", "documents.outgoing.pass_recheck", matter=pk, now=january)
    county.do("clerk", "documents.outgoing.number", matter=pk, code="云政办发", copies=1, now=january)
    row = IssueTally.objects.get(issued=1)
    assert (row.year, row.month) == (2027, 1)


# --- on the page of a document ---------------------------------------------------------------------------------------


def test_the_page_says_how_the_year_stands_from_its_plan_on(county: County) -> None:
    last_year(county, 2)
    issued(county)
    client = browser(county, "director")
    pk = county.do(
        "handler", "documents.outgoing.open", title="关于检查的通知", issuer=county.units["office"].pk
    )
    page = text(client.get(f"/matters/{pk.result['matter']}/"))
    assert "今年已发 1 件，去年 2 件，还可发 1 件" in page
    assert "今年已发 1 件，去年 2 件，还可发 1 件" in text(browser(county, "handler").get("/outgoing/new/"))


def test_the_page_says_what_is_long_and_what_burdens(county: County) -> None:
    pk = opened(county, title="关于报送情况的通知", form="memo")
    body = "抓好落实" * 1001 + "\n请各乡镇于3月20日前报送贯彻落实情况。"
    draft = {"title": "关于报送情况的通知", "addressees": "各乡镇人民政府", "body": body}
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **draft)
    county.do("handler", "documents.outgoing.hand_in", matter=pk, length_reason="附有分行业的要点")
    page = text(browser(county, "director").get(f"/matters/{pk}/"))
    for words in (
        "超过 4000 字的限度",
        "附有分行业的要点",
        "增负提示",
        "标题是“关于……的通知”、普发到各乡镇、各部门，计入年度总量",
    ):
        assert words in page
