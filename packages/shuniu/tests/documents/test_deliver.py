"""送交: within the county a document waits with the receiver's clerk, and its sender sees whether it was taken."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from kit import ALL_POINTS, NOW, County, brought, browser, build_county
from openpyxl import load_workbook

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Entry, EntryFile, Matter, Task
from shuniu.kernel.people.models import Duty, Unit
from shuniu.kernel.platform.notices.queries import page as page_of_notices
from shuniu.modules.documents.incoming.sent import list_sent_for
from shuniu.modules.documents.models import IncomingDocument

pytestmark = pytest.mark.django_db

DELIVER = "documents.incoming.deliver"


@pytest.fixture
def county() -> County:
    return build_county()


def paper(county: County, *to: str, **more: Any) -> dict[str, Any]:
    return {
        "to": [county.units[name].pk for name in to],
        "title": "云岭县水利局关于汛前检查情况的报告",
        "document_number": "云水〔2026〕12号",
        "genre": "报告",
        **more,
    }


def delivered(county: County, *to: str, who: str = "water_clerk", **more: Any) -> list[Matter]:
    done = county.do(who, DELIVER, **paper(county, *to, **more))
    return [Matter.objects.get(pk=pk) for pk in done.result["matters"].values()]


def test_it_waits_for_each_receivers_clerk_in_that_units_own_matter(county: County) -> None:
    file = brought(county.posts["water_clerk"], name="报告.docx")
    matters = delivered(county, "office", "party", file=file)
    assert {m.unit.code for m in matters} == {"office", "party"}
    for matter in matters:
        assert (matter.state, matter.number, matter.parent_id) == ("to_sign", "", None)
        assert Task.objects.get(matter=matter).duty == "CLERK"
        assert EntryFile.objects.get(matter=matter).stored_file_id == file
        line = IncomingDocument.objects.get(matter=matter)
        assert (line.source, line.source_unit_id) == ("云岭县水利局", county.units["water"].pk)
        assert Entry.objects.get(matter=matter).label == "云岭县水利局送交"


def test_a_row_of_what_was_sent_opens_the_form_filled_in_as_before(county: County) -> None:
    (matter,) = delivered(county, "office")
    client = browser(county, "water_clerk")
    html = client.get("/incoming/sent/").content.decode()
    assert f"/incoming/deliver/?like={matter.pk}" in html and "签收情况在“回执”里看" in html
    form = client.get(f"/incoming/deliver/?like={matter.pk}").content.decode()
    assert "云岭县水利局关于汛前检查情况的报告" in form and "云水〔2026〕12号" in form
    stranger = browser(county, "clerk").get(f"/incoming/deliver/?like={matter.pk}").content.decode()
    assert "云水〔2026〕12号" not in stranger


def test_each_receiver_signs_and_numbers_it_in_its_own_register(county: County) -> None:
    office, party = sorted(delivered(county, "office", "party"), key=lambda m: m.unit.code)
    for who, matter in (("clerk", office), ("clerk_party", party)):
        county.do(who, "documents.incoming.sign_for", matter=matter.pk)
        county.do(who, "documents.incoming.register", matter=matter.pk)
        assert Matter.objects.get(pk=matter.pk).number == "收2026-0001"


def test_the_sender_sees_whether_it_was_signed_for_and_why_it_came_back(county: County) -> None:
    office, party = sorted(delivered(county, "office", "party"), key=lambda m: m.unit.code)
    county.do("clerk", "documents.incoming.sign_for", matter=office.pk)
    county.do("clerk", "documents.incoming.register", matter=office.pk)
    county.do(
        "clerk",
        "documents.incoming.reject",
        matter=office.pk,
        reason="报告中夹带了请示事项，请另文请示。",
        rules=["GW-24"],
    )
    sent = {one.to: one for one in list_sent_for(county.actor("water_clerk"))}
    back, waiting = sent[county.units["office"].short_name], sent[county.units["party"].short_name]
    assert (back.signed_at, back.rejected, back.rules) == (
        NOW,
        "报告中夹带了请示事项，请另文请示。",
        ("GW-24",),
    )
    assert (waiting.signed_at, waiting.rejected) == (None, "")
    page = browser(county, "water_clerk").get("/incoming/sent/").content.decode()
    assert "报告中夹带了请示事项，请另文请示。（GW-24）" in page
    assert "待签收" in page


def test_whoever_does_the_clerks_work_is_told_why_it_came_back(county: County) -> None:
    """A township has no 文书 but a 联络员; the receiver's matter is not his to open, so the notice says it all."""
    (office,) = delivered(county, "office")
    Duty.objects.filter(post=county.posts["water_clerk"], code="CLERK").delete()
    for step in ("sign_for", "register"):
        county.do("clerk", f"documents.incoming.{step}", matter=office.pk)
    why = {"reason": "报告中夹带了请示事项。", "rules": ["GW-24"], "demand": "请另文请示。"}
    county.do("clerk", "documents.incoming.reject", matter=office.pk, **why)
    line = page_of_notices(county.actor("water_clerk")).lines[0]
    assert line.text.endswith(f"退文：{office.title}。理由：报告中夹带了请示事项。要求：请另文请示。")
    assert (line.url, line.urgent) == ("/notices/", True)


def test_what_was_sent_goes_to_excel(county: County) -> None:
    delivered(county, "office", "party")
    client = browser(county, "water_clerk")
    assert "导出 Excel" in client.get("/incoming/sent/").content.decode()
    sheet = load_workbook(BytesIO(client.get("/incoming/sent/?as=xlsx").content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert cells.count("云水〔2026〕12号") == 2 and any("吴桂芳" in text for text in cells)


def test_nobody_else_sees_what_a_unit_sent(county: County) -> None:
    delivered(county, "office")
    assert list_sent_for(county.actor("clerk")) == []
    assert list_sent_for(county.actor("water_handler")) == []


def test_it_is_read_page_by_page(county: County) -> None:
    for n in range(4):
        delivered(county, "office", document_number=f"云水〔2026〕{n + 20}号")
    first = list_sent_for(county.actor("water_clerk"), size=3)
    rest = list_sent_for(county.actor("water_clerk"), after=first[-1].id, size=3)
    assert [one.number for one in (*first, *rest)] == [f"云水〔2026〕{n}号" for n in (23, 22, 21, 20)]


def test_an_office_may_send_in_the_name_of_the_organ_it_serves(county: County) -> None:
    Unit.objects.filter(code="office").update(parent=county.units["county"])
    (matter,) = delivered(county, "water", who="clerk", issuer="云岭县人民政府")
    assert IncomingDocument.objects.get(matter=matter).source == "云岭县人民政府"
    refused = county.refused("clerk", DELIVER, **paper(county, "water", issuer="云岭县水利局"))
    assert refused.problems[0].field == "issuer"
    assert "云岭县人民政府办公室" in refused.remedy


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to": ["water"]}, "to"),
        ({"urgency": "特提"}, "urgency"),
        ({"document_number": ""}, "document_number"),
    ],
)
def test_what_cannot_be_sent(county: County, change: dict[str, Any], field: str) -> None:
    data = paper(county, "office") | change
    data["to"] = [county.units[u].pk if isinstance(u, str) else u for u in data["to"]]
    refused = county.refused("water_clerk", DELIVER, **data)
    assert [p.field for p in refused.problems] == [field]
    assert not Matter.objects.exists()


def test_a_unit_gets_a_document_once(county: County) -> None:
    delivered(county, "office")
    refused = county.refused("water_clerk", DELIVER, **paper(county, "party", "office"))
    assert "已经收到过" in refused.message
    assert Matter.objects.count() == 1


def test_a_unit_that_nobody_minds_gets_nothing_and_neither_do_the_others(county: County) -> None:
    refused = county.refused("clerk", DELIVER, **paper(county, "water", "county"))
    assert "没有人担任文书" in refused.message
    assert not Matter.objects.exists()


def test_somebody_elses_file_is_not_sent(county: County) -> None:
    file = brought(county.posts["clerk"], name="别人的.docx")
    refused = county.refused("water_clerk", DELIVER, **paper(county, "office", file=file))
    assert refused.code is Code.NOT_FOUND
    assert not Matter.objects.exists()


def test_only_who_keeps_the_papers_sends(county: County) -> None:
    assert county.refused("water_handler", DELIVER, **paper(county, "office")).code is Code.NOT_ALLOWED


def test_the_form_takes_the_file_past_the_gate_and_says_what_became_of_it(county: County) -> None:
    client = browser(county, "water_clerk")
    assert 'enctype="multipart/form-data"' in client.get("/incoming/deliver/").content.decode()
    data = paper(county, "office", file=SimpleUploadedFile("报告.txt", "汛前检查情况的报告".encode()))
    answer = client.post("/incoming/deliver/", data, follow=True)
    assert answer.redirect_chain[-1][0] == "/incoming/sent/"
    assert "已送交" in answer.content.decode()
    stored = EntryFile.objects.get(matter=Matter.objects.get())
    assert stored.name == "云岭县水利局关于汛前检查情况的报告"


def test_a_marked_file_is_stopped_and_the_form_keeps_what_was_typed(county: County) -> None:
    data = paper(county, "office", file=SimpleUploadedFile("报告.txt", "机密★10年\n汛前检查".encode()))
    answer = browser(county, "water_clerk").post("/incoming/deliver/", data)
    assert "没有保存" in answer.content.decode() and "云水〔2026〕12号" in answer.content.decode()
    assert not Matter.objects.exists()


def test_a_reading_paper_without_readers_goes_to_the_director(county: County) -> None:
    (matter,) = delivered(county, "office")
    for action in ("sign_for", "register"):
        county.do("clerk", f"documents.incoming.{action}", matter=matter.pk)
    county.do("clerk", "documents.incoming.pass_check", matter=matter.pk, handling="read", **ALL_POINTS)
    assert Matter.objects.get(pk=matter.pk).state == "to_propose"
    assert IncomingDocument.objects.get(matter=matter).handling == "read"
