"""What must not get out: other people's files by their ids, and what a 工作秘密 is about (CQ-06, BM-08)."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from kit import NOW, County, brought, browser, build_county
from openpyxl import load_workbook
from test_incoming_way import ALL_FOUR, received

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Entry, EntryFile, Matter
from shuniu.kernel.people.models import Account, Duty, Person, Post

pytestmark = pytest.mark.django_db

SECRET = "关于干部家访情况的报告"


@pytest.fixture
def county() -> County:
    return build_county()


def second_clerk(county: County) -> None:
    """Another clerk of the office, who is no reader of what the first one registers as 工作秘密."""
    account = Account.objects.create(username="clerk2", password="!", must_change_password=False)
    person = Person.objects.create(name="田小禾", account=account)
    office, since = county.units["office"], NOW.date().replace(year=2020)
    county.posts["clerk2"] = Post.objects.create(person=person, unit=office, title="文书", since=since)
    Duty.objects.create(post=county.posts["clerk2"], code="CLERK", since=since)


def sheet(client: Client, address: str) -> tuple[int, list[list[object]]]:
    answer = client.get(address)
    if answer.status_code != 200:
        return answer.status_code, []
    rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    return 200, [list(row) for row in rows]


def test_a_file_that_another_brought_cannot_be_registered(county: County) -> None:
    """Nor one that was brought in another hat, nor one that does not exist; nothing was written."""
    for pk in (brought(county.posts["water_clerk"]), brought(county.posts["clerk_party"]), 99_999_999):
        refusal = county.refused(
            "clerk",
            "documents.incoming.register_paper",
            source="云州市水利局",
            title="关于水库的通知",
            files=[pk],
        )
        assert refusal.code is Code.NOT_FOUND and refusal.problems[0].field == "files"
    assert not Matter.objects.exists() and not EntryFile.objects.exists()


def test_ones_own_file_and_one_on_a_matter_one_sees_can_be(county: County) -> None:
    second_clerk(county)
    pk = brought(county.posts["clerk"])
    received(county, files=[pk])
    again = received(county, "clerk2", files=[pk], title="关于防汛的又一通知", not_duplicate=True)
    assert EntryFile.objects.filter(stored_file_id=pk, matter_id=again).exists()


def test_a_scan_that_another_brought_is_no_proof(county: County) -> None:
    """代录 with somebody else's file: refused, and the leader's paper still lies with him."""
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    mayor = county.posts["mayor"]
    county.do("director", "documents.incoming.propose", matter=pk, text="请周县长批示。", leader=mayor.pk)
    words = {"matter": pk, "text": "同意。", "recorded_for": mayor.person_id}
    stranger = brought(county.posts["water_clerk"])
    refusal = county.refused("clerk", "documents.incoming.instruct", scan=stranger, **words)
    assert refusal.code is Code.NOT_FOUND and refusal.problems[0].field == "scan"
    assert Matter.objects.get(pk=pk).state == "to_instruct"
    assert not Entry.objects.filter(type="instruction").exists()
    county.do("clerk", "documents.incoming.instruct", scan=brought(county.posts["clerk"]), **words)


def test_a_scan_without_its_leader_is_asked_about(county: County) -> None:
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do(
        "director", "documents.incoming.propose", matter=pk, text="请批示。", leader=county.posts["mayor"].pk
    )
    scan = brought(county.posts["mayor"])
    refusal = county.refused("mayor", "documents.incoming.instruct", matter=pk, text="同意。", scan=scan)
    assert "代录的是哪位领导" in refusal.message and refusal.problems[0].field == "recorded_for"


def test_a_duplicate_is_named_only_to_who_may_see_it(county: County) -> None:
    second_clerk(county)
    number = "云岭组〔2026〕3号"
    received(county, title=SECRET, level="work_secret", document_number=number)
    paper = {"source": "县委组织部", "title": "关于家访的材料", "document_number": number}
    seen = county.refused("clerk", "documents.incoming.register_paper", **paper)
    unseen = county.refused("clerk2", "documents.incoming.register_paper", **paper)
    assert SECRET in seen.message
    assert "收2026-0001" in unseen.message and SECRET not in unseen.message
    typed = {**paper, "urgency": "平件"}
    page = browser(county, "clerk2").post("/incoming/register/", typed).content.decode()
    assert "可能是重复收文" in page and SECRET not in page


def test_lists_take_no_work_secret_out(county: County) -> None:
    """Left out by name of nobody, with the number of those left out; the register says 限知悉范围."""
    received(county, title="关于春季植树的通知")
    received(county, title=SECRET, level="work_secret")
    clerk = browser(county, "clerk")
    assert SECRET in clerk.get("/incoming/?view=all").content.decode()
    status, rows = sheet(clerk, "/incoming/?view=all&as=xlsx")
    words = "".join(str(cell) for row in rows for cell in row)
    assert status == 200 and "关于春季植树的通知" in words and SECRET not in words
    assert "另有内部件 1 件，按规定不导出" in words
    status, rows = sheet(clerk, "/incoming/book/book.xlsx?year=2026")
    words = "".join(str(cell) for row in rows for cell in row)
    assert status == 200 and SECRET not in words and "限知悉范围内人员查看" in words


@pytest.mark.parametrize("address", ["/incoming/?view=all&as=xlsx", "/incoming/book/book.xlsx?year=2026"])
def test_the_row_cap_is_kept_and_says_why(county: County, address: str) -> None:
    """BM-07: one row too many is no shortened list but a refusal with the basis and a way out."""
    ParameterValue.objects.create(
        key="export.row_limit", value=2, valid_from=NOW.date(), set_at=NOW, set_by="试", reason="试"
    )
    for number in range(2):
        received(county, title=f"关于第{number}项工作的通知", level="work_secret" if number else "ordinary")
    assert sheet(browser(county, "clerk"), address)[0] == 200
    received(county, title="关于第三项工作的通知")
    answer = browser(county, "clerk").get(address)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "一次最多 2 行" in page and "缩小范围" in page and "保守国家秘密法" in page


def test_a_work_secret_goes_to_no_other_unit(county: County) -> None:
    second_clerk(county)
    pk = received(county, title=SECRET, level="work_secret", readers=[county.posts["director"].pk])
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="请办理。", to="assign")
    water = county.units["water"].pk
    refusal = county.refused("clerk", "documents.incoming.assign", matter=pk, lead=[{"unit": water}])
    assert refusal.rule == "BM-08" and not Matter.objects.filter(unit_id=water).exists()
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=[{"post": county.posts["handler"].pk}])


def test_a_file_of_a_work_secret_stays_with_it(county: County) -> None:
    """Its own reader cannot hang it on an ordinary matter, nor send it to another unit."""
    pk = brought(county.posts["clerk"])
    received(county, title=SECRET, level="work_secret", files=[pk])
    paper = {"source": "县委组织部", "title": "关于家访的材料", "files": [pk], "not_duplicate": True}
    assert county.refused("clerk", "documents.incoming.register_paper", **paper).rule == "BM-08"
    sent = {
        "to": [county.units["water"].pk],
        "title": "关于家访的材料",
        "document_number": "云政办〔2026〕9号",
    }
    assert county.refused("clerk", "documents.incoming.deliver", **sent, file=pk).rule == "BM-08"
    assert Matter.objects.count() == 1
    county.do("clerk", "documents.incoming.register_paper", **paper, level="work_secret")


def test_sending_does_not_tell_what_another_unit_has_received(county: County) -> None:
    received(county, "water_clerk", document_number="云州组〔2026〕3号")
    sent = {
        "to": [county.units["water"].pk],
        "title": "关于家访的材料",
        "document_number": "云州组〔2026〕3号",
    }
    county.do("clerk", "documents.incoming.deliver", **sent)
    assert "已经收到过" in county.refused("clerk", "documents.incoming.deliver", **sent).message


def test_merging_does_not_reach_what_one_may_not_see(county: County) -> None:
    """And the title of a 工作秘密 is not written into an ordinary matter that is merged into it."""
    second_clerk(county)
    secret = received(county, title=SECRET, level="work_secret")
    plain = received(county, title="关于家访的补充材料")
    blind = county.refused("clerk2", "flow.merge", matter=plain, into=secret, reason="同一件事")
    nothing = county.refused("clerk2", "flow.merge", matter=plain, into=999_999, reason="同一件事")
    assert blind.message == nothing.message
    county.do("clerk", "flow.merge", matter=plain, into=secret, reason="同一件事")
    assert SECRET not in str(list(Entry.objects.filter(matter=plain).values_list("text", "data")))
