"""机要件占位登记簿: what a line says, what it never says, and who keeps it (BM-05)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from kit import NOW, County, browser, build_county
from openpyxl import load_workbook

from shuniu.demo.county import load_county
from shuniu.demo.loading.confidential import PAPERS, keep_room
from shuniu.demo.loading.organisation import bring_county
from shuniu.demo.loading.stage import Stage
from shuniu.demo.office_clock import OfficeClock
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Code
from shuniu.modules.confidential.models import RoomLine
from shuniu.modules.confidential.naming import naming_fault
from shuniu.modules.confidential.room import policy

ROOM = "confidential.room."


@pytest.fixture
def county(db: None) -> County:
    return build_county()


def paper(county: County, **more: Any) -> dict[str, Any]:
    clerk = county.posts["clerk"].pk
    return {"source": "party", "place": "保密室2号柜", "signed_by": clerk, "keeper": clerk, **more}


@pytest.mark.parametrize(
    "text",
    [
        "《关于加强保密工作的通知》",
        "柜中，《某文件",
        "关于做好防汛工作的通知一份",
        "云委发〔2026〕3号",
        "云办（2026）12号在此",
        "〔 2025 〕第 7 号",
    ],
)
def test_a_title_or_a_number_is_found_wherever_it_stands(text: str) -> None:
    fault = naming_fault("place", "存放处", text, rule="BM-05")
    assert fault is not None and fault.field == "place" and text[:4] not in fault.message


@pytest.mark.parametrize(
    "text", ["保密室2号柜", "文书科保密柜第3层", "3号楼201机要室（东）", "2026年专柜", "1号", ""]
)
def test_a_place_is_a_place(text: str) -> None:
    assert policy.place_fault(text) is None


@pytest.mark.parametrize(
    "after, earliest, faulty", [(0, None, False), (1, None, True), (-2, -1, True), (-1, -2, False)]
)
def test_time_runs_forward(after: int, earliest: int | None, faulty: bool) -> None:
    begin = NOW + timedelta(hours=earliest) if earliest is not None else None
    fault = policy.moment_fault("returned_at", NOW + timedelta(hours=after), earliest=begin, now=NOW)
    assert (fault is not None) is faulty


def test_no_field_of_table_or_form_could_hold_what_the_paper_is() -> None:
    said = {f.name for f in RoomLine._meta.get_fields()}
    assert said == {
        *("id", "office", "year", "serial", "source", "place", "received_at", "signed_by", "keeper"),
        *("entered_by", "entered_at", "returned_at", "returned_by"),
    }
    texts = [f for f in RoomLine._meta.get_fields() if f.get_internal_type() in {"CharField", "TextField"}]
    assert {f.name for f in texts} == {"source", "place"}
    for name in ("receive", "hand_over", "give_back"):
        fields = set(ACTIONS.get(ROOM + name).input.model_fields)
        assert fields.isdisjoint({"title", "document_number", "number", "text", "note", "file", "level"})


def test_a_paper_comes_in_goes_on_and_back(county: County) -> None:
    first = county.do("clerk", f"{ROOM}receive", **paper(county)).result
    second = county.do(
        "clerk", f"{ROOM}receive", **paper(county, received_at=NOW - timedelta(days=70))
    ).result
    third = county.do("clerk", f"{ROOM}receive", **paper(county, source="below")).result
    assert [x["number"] for x in (first, second, third)] == [
        "机〔2026〕1号",
        "机〔2025〕1号",
        "机〔2026〕2号",
    ]
    county.do(
        "clerk", f"{ROOM}hand_over", line=first["line"], keeper=county.posts["handler"].pk, place="西柜"
    )
    line = RoomLine.objects.get(pk=first["line"])
    assert (line.keeper.name, line.place, line.signed_by.name) == ("刘建军", "西柜", "王秀兰")
    later = NOW + timedelta(days=1)
    county.do("clerk", f"{ROOM}give_back", now=later, line=line.pk, returned_by=county.posts["clerk"].pk)
    line.refresh_from_db()
    assert (line.returned_at, line.returned_by.name) == (later, "王秀兰")
    for name, more in (("give_back", {"returned_by": line.keeper_id}), ("hand_over", {"keeper": 1})):
        refusal = county.refused("clerk", ROOM + name, now=later, line=line.pk, **more)
        assert refusal.code is Code.NOT_FOUND and "已经清退" in refusal.message


def test_what_would_name_the_paper_is_refused_and_not_kept(county: County) -> None:
    for place in ("《关于某事的通知》放在柜里", "云委〔2026〕5号"):
        refusal = county.refused("clerk", f"{ROOM}receive", **paper(county, place=place))
        assert (refusal.code, refusal.rule, refusal.problems[0].field) == (Code.RULE, "BM-05", "place")
    stopped = county.refused("clerk", f"{ROOM}receive", **paper(county, place="机密★10年，东柜"))
    assert stopped.code is Code.SECRET
    assert county.refused("clerk", f"{ROOM}receive", **paper(county, received_at=NOW + timedelta(hours=2)))
    assert county.refused("clerk", f"{ROOM}receive", **paper(county, keeper=county.posts["water_head"].pk))
    assert not RoomLine.objects.exists()
    made = county.do("clerk", f"{ROOM}receive", **paper(county)).result
    same = county.refused("clerk", f"{ROOM}hand_over", line=made["line"], keeper=county.posts["clerk"].pk)
    assert "本来就由" in same.message


def test_the_register_on_the_screen_in_excel_and_on_paper(county: County) -> None:
    made = county.do("clerk", f"{ROOM}receive", **paper(county)).result
    county.do("clerk", f"{ROOM}receive", **paper(county, source="below", keeper=county.posts["handler"].pk))
    county.do("clerk", f"{ROOM}give_back", line=made["line"], returned_by=county.posts["clerk"].pk)
    client = browser(county, "clerk")
    whole = client.get("/confidential/room/?year=2026").content.decode()
    assert all(
        word in whole for word in ("机〔2026〕1号", "机〔2026〕2号", "刘建军保管", "已清退", "下级单位")
    )
    here = client.get("/confidential/room/?year=2026&state=here").content.decode()
    assert "机〔2026〕2号" in here and "机〔2026〕1号" not in here
    assert "机〔2026〕2号" not in client.get("/confidential/room/?year=2026&keeper=王").content.decode()
    rows = list(
        load_workbook(BytesIO(client.get("/confidential/room/book.xlsx?year=2026").content)).active.values
    )
    heads = next(row for row in rows if row[0] == "收件号")
    line = dict(zip(heads, rows[rows.index(heads) + 1], strict=True))
    assert (line["收件号"], line["清退经手人"], line["来文单位类别"]) == (
        "机〔2026〕1号",
        "王秀兰",
        "上级党委机关",
    )
    printed = client.get("/confidential/room/book.pdf?year=2026&seen=1")
    assert printed["Content-Type"] == "application/pdf"


def test_the_register_is_the_units_own(county: County) -> None:
    county.do("clerk", f"{ROOM}receive", **paper(county))
    assert (
        "机〔2026〕1号"
        not in browser(county, "water_clerk").get("/confidential/room/?year=2026").content.decode()
    )
    for address in ("", "book.xlsx", "book.pdf", "new/", "hand-over/", "give-back/"):
        assert browser(county, "handler").get(f"/confidential/room/{address}").status_code == 403
    director = browser(county, "director")
    assert "机〔2026〕1号" in director.get("/confidential/room/?year=2026").content.decode()
    assert director.get("/confidential/room/new/").status_code == 403


def test_the_form_keeps_what_was_typed_and_puts_the_line_into_the_register(county: County) -> None:
    client, clerk = browser(county, "clerk"), county.posts["clerk"].pk
    typed = {"source": "party", "signed_by": clerk, "keeper": clerk, "place": "《某件》在东柜"}
    refused = client.post("/confidential/room/new/", typed)
    assert refused.status_code == 422 and "《某件》在东柜" in refused.content.decode()
    done = client.post("/confidential/room/new/", {**typed, "place": "东柜"}, follow=True)
    assert "已登记机要件占位" in done.content.decode()
    line = RoomLine.objects.get()
    page = client.get(f"/confidential/room/give-back/?line={line.pk}").content.decode()
    assert "机〔" in page and f'value="{line.pk}"' in page


@pytest.mark.django_db
def test_both_offices_of_the_demo_keep_theirs() -> None:
    bring_county(load_county(), now=NOW)
    stage = Stage(load_county(), OfficeClock(NOW.date()), 1)
    for unit in ("xwb", "zfb"):
        stage.begin(keep_room(stage, unit))
    stage.play()
    kept = RoomLine.objects.filter(office__code="zfb")
    assert kept.count() == len(PAPERS) and kept.filter(returned_at=None).count() == 4
    assert RoomLine.objects.filter(keeper__name="席梦瑶").count() == 2
