"""The entry desk: the paper beside its form, passages, the queue of a drop, completions, what was understood."""

from __future__ import annotations

import re
from datetime import date

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from kit import County, browser, build_county
from pytest_django import Settings
from test_intake import NOTICE, dropped

from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import EntryFile, Matter
from shuniu.kernel.numbering.models import Counter
from shuniu.kernel.people.models import Duty
from shuniu.kernel.platform.search.indexing import index_matters, index_pending
from shuniu.kernel.platform.search.queries import search
from shuniu.modules.documents.incoming import echoes, intake
from shuniu.modules.documents.incoming.queries import known_sources
from shuniu.modules.documents.models import IncomingDocument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("late_in_november")]
TODAY = date(2026, 11, 27)


@pytest.fixture
def county() -> County:
    return build_county()


@pytest.fixture
def clerk(county: County) -> Client:
    return browser(county, "clerk")


def put(client: Client, text: str, name: str = "通知.txt") -> int:
    """Drop one file; its id."""
    answer = client.post("/incoming/upload/", {"file": dropped(text, name)}, headers={"HX-Request": "true"})
    found = re.search(r"\?file=(\d+)", answer.content.decode())
    assert found is not None, answer.content.decode()
    return int(found[1])


def paper(pk: int, **more: object) -> dict[str, object]:
    return {"file": pk, "source": "云州市水利局", "title": "一份通知", "urgency": "平件", **more}


def test_a_dropped_file_says_what_was_read_in_it(clerk: Client) -> None:
    answer = clerk.post("/incoming/upload/", {"file": dropped(NOTICE)}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "云州市水利局关于做好冬春水利建设工作的通知" in page and "云州水〔2026〕118号" in page


def test_every_value_points_at_its_passage_in_the_text_beside_it(clerk: Client) -> None:
    page = clerk.get(f"/incoming/register/?file={put(clerk, NOTICE)}").content.decode()
    lines = {int(at): text for at, text in re.findall(r'<p data-at="(\d+)">([^<]*)</p>', page)}
    text = "\n".join(lines[at] for at in sorted(lines))
    passages = {
        name: text[int(start) : int(end)]
        for start, end, name in re.findall(
            r'data-start="(\d+)" data-end="(\d+)".*?<(?:input|textarea|select)[^>]* name="(\w+)"',
            page,
            re.DOTALL,
        )
    }
    assert passages["document_number"] == "云州水〔2026〕118号"
    assert passages["title"] == "云州市水利局关于做好冬春水利建设工作的通知"
    assert passages["document_date"] == "2026年11月20日"
    assert passages["due"] == "二、请于2026年12月10日前将排查情况报送我局"
    assert passages["genre"].endswith("的通知")


def test_files_of_one_drop_follow_one_another(clerk: Client) -> None:
    first, second = put(clerk, NOTICE), put(clerk, NOTICE.replace("118", "119"), "二.txt")
    assert clerk.get("/incoming/next/").headers["Location"] == f"/incoming/register/?file={first}"
    page = clerk.get(f"/incoming/register/?file={first}").content.decode()
    assert "这一批还有 1 份等待登记" in page and f"/incoming/register/?file={second}" in page
    answer = clerk.post("/incoming/register/", paper(first, document_number="云州水〔2026〕118号"))
    assert answer.headers["Location"] == f"/incoming/register/?file={second}"
    answer = clerk.post("/incoming/register/", paper(second, set_aside="1"))
    assert answer.headers["Location"] == "/incoming/new/"
    assert clerk.get("/incoming/next/").headers["Location"] == "/incoming/new/"
    assert IncomingDocument.objects.count() == 1


def test_a_telegram_keeps_its_own_number_and_grades_when_the_person_says_so(clerk: Client) -> None:
    pk = put(clerk, NOTICE)
    page = clerk.get(f"/incoming/telegram/?as=said&file={pk}").content.decode()
    assert "明电登记" in page and "特提" in page and "来电号" in page
    answer = clerk.post("/incoming/telegram/", paper(pk, urgency="特提", document_number="明传2026 36"))
    assert answer.status_code == 302
    line = IncomingDocument.objects.get()
    assert (line.form, line.document_number, line.matter.number) == (
        "telegram",
        "明传〔2026〕36号",
        "电2026-0001",
    )


def test_a_second_copy_is_pointed_out_at_once_and_shown_only_to_whom_may_see_it(
    county: County, clerk: Client
) -> None:
    county.do(
        "clerk",
        "documents.incoming.register_paper",
        source="云州市水利局",
        title="只给几个人看的通知",
        document_number="云州水〔2026〕118号",
        level="work_secret",
        readers=[county.posts["director"].pk],
    )
    secret = Matter.objects.get()
    answer = clerk.post("/incoming/upload/", {"file": dropped(NOTICE)}, headers={"HX-Request": "true"})
    assert "可能是重复收文" in answer.content.decode() and f"/matters/{secret.pk}/" in answer.content.decode()
    said = clerk.post("/incoming/echo/?field=document_number", {"value": "云州水2026 118"}).content.decode()
    assert "可能是重复收文" in said and f"/matters/{secret.pk}/" in said
    other = echoes.echo(
        "document_number",
        "云州水2026 118",
        actor=county.actor("deputy"),
        today=TODAY,
        calendar=county_calendar(),
    )
    assert other is not None and other.link is None and "只给几个人看" not in other.text


@pytest.mark.parametrize(
    ("field", "typed", "said", "wrong"),
    [
        ("document_date", "1120", "11月20日 (周五)", False),
        ("document_date", "昨天", "11月26日 (周四)", False),
        ("document_date", "1340", "不是日期", True),
        ("document_date", "1210", "还没有到", True),
        ("due", "1210", "当天也算在内", False),
        ("due", "1128", "提醒落在此前最后一个工作日：11月27日 (周五)", False),
        ("due", "1120", "已经过去", True),
        ("document_number", "云州水2026 7", "云州水〔2026〕7号", False),
    ],
)
def test_what_was_understood_is_said_back(
    county: County, field: str, typed: str, said: str, wrong: bool
) -> None:
    found = echoes.echo(field, typed, actor=county.actor("clerk"), today=TODAY, calendar=county_calendar())
    assert found is not None and said in found.text and found.wrong is wrong


def test_there_is_nothing_to_say_of_a_beginning_or_a_strange_field(county: County) -> None:
    for field, typed in (("document_number", "云州水〔2026〕"), ("title", "一份通知"), ("due", "")):
        assert (
            echoes.echo(field, typed, actor=county.actor("clerk"), today=TODAY, calendar=county_calendar())
            is None
        )


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("云州水〔2026〕118", "云州水〔2026〕118号"),
        ("云州水（2026）118", "云州水〔2026〕118号"),
        ("云州水2026 118", "云州水〔2026〕118号"),
        ("云州水〔2026〕", ""),
        ("云州水〔2026〕号", ""),
        ("无字号", "无字号"),
    ],
)
def test_a_number_is_made_whole(typed: str, whole: str) -> None:
    assert intake.whole_number(typed) == whole


def test_a_title_that_was_only_begun_is_asked_for(clerk: Client) -> None:
    data = {"source": "云州市水利局", "title": "云州市水利局关于", "urgency": "平件"}
    answer = clerk.post("/incoming/register/", data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "“标题”没有填写" in page and "有 1 处需要改正" in page
    assert Matter.objects.count() == 0


def test_completions_are_those_of_the_own_register_first(county: County, clerk: Client) -> None:
    for number in ("云州水〔2026〕1号", "云州水〔2026〕2号", "云州政办发〔2026〕9号"):
        source = "云州市水利局" if "水" in number else "云州市人民政府办公室"
        clerk.post(
            "/incoming/register/",
            {"source": source, "document_number": number, "title": f"通知{number}", "urgency": "平件"},
        )
    known = known_sources(county.actor("clerk"))
    assert [(k.name, k.code, k.times) for k in known[:2]] == [
        ("云州市水利局", "云州水", 2),
        ("云州市人民政府办公室", "云州政办发", 1),
    ]
    assert ("云岭县水利局", "云水", 0) in [(k.name, k.code, k.times) for k in known]
    offered = clerk.get("/incoming/sources/").content.decode()
    assert 'data-text="云州市水利局" data-usual data-key="云州水"' in offered
    assert "云州市水利局关于" in offered
    others = browser(county, "clerk_party").get("/incoming/sources/").content.decode()
    assert "云州市水利局" not in others, "the registers of two offices are never mixed"


def test_a_work_secret_is_no_completion(county: County) -> None:
    readers = [county.posts["director"].pk]
    county.do(
        "clerk",
        "documents.incoming.register_paper",
        source="某特殊单位",
        title="内部情况",
        level="work_secret",
        readers=readers,
    )
    assert "某特殊单位" not in [k.name for k in known_sources(county.actor("clerk"))]


def test_words_that_are_held_are_lifted_by_the_checkbox_of_the_form(clerk: Client) -> None:
    data = {"source": "县保密局", "title": "关于学习机密文件管理制度的通知", "urgency": "平件"}
    answer = clerk.post("/incoming/register/", data)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'name="declared_not_secret"' in page and "学习机密文件" in page
    assert clerk.post("/incoming/register/", {**data, "declared_not_secret": "1"}).status_code == 302


def test_a_held_file_is_offered_its_declaration(clerk: Client) -> None:
    held = dropped(NOTICE.replace("做好冬春水利建设工作", "学习机密文件管理制度"), "培训.txt")
    answer = clerk.post("/incoming/upload/", {"file": held}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "data-declare-again" in page and "培训.txt" in page
    assert 'name="declared_not_secret"' in page and StoredFile.objects.count() == 0
    held.seek(0)
    again = {"file": held, "declared_not_secret": "1"}
    answer = clerk.post("/incoming/upload/", again, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and StoredFile.objects.get().declared == "not_secret"


def test_pictures_of_one_paper_are_registered_together(clerk: Client) -> None:
    pks = [put(clerk, NOTICE.replace("118", str(n)), f"{n}.txt") for n in (201, 202)]
    data = {"stored": pks, "source": "云州市水利局", "title": "两页的通知", "urgency": "平件"}
    answer = clerk.post("/incoming/scan/", data)
    assert answer.headers["Location"] == "/incoming/scan/"
    assert list(EntryFile.objects.order_by("position").values_list("stored_file_id", flat=True)) == pks


def test_a_form_of_the_desk_without_a_scan_is_refused_and_keeps_its_words(clerk: Client) -> None:
    data = {"source": "云州市水利局", "title": "没有扫描件的通知", "urgency": "平件"}
    answer = clerk.post("/incoming/scan/", data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "还没有选择扫描件" in page and "没有扫描件的通知" in page


def test_a_passage_is_found_on_the_page_of_a_pdf(clerk: Client) -> None:
    lines = [
        "Notice of the Water Bureau of Yunzhou City, number one hundred and eighteen, to all offices.\n\n"
    ] * 3
    made = typst.compile(("#set page(width: 210mm, height: 297mm)\n" + "".join(lines)).encode())
    file = SimpleUploadedFile("notice.pdf", bytes(made))
    clerk.post("/incoming/upload/", {"file": file}, headers={"HX-Request": "true"})
    pk = StoredFile.objects.get().pk
    found = clerk.get(f"/files/{pk}/places/?page=1&start=14&end=26").json()["places"]
    assert len(found) == 1
    assert 0 < found[0]["left"] < 1 and 0 < found[0]["top"] < 0.3 and 0 < found[0]["height"] < 0.03
    assert clerk.get(f"/files/{pk}/places/?page=9&start=0&end=4").json() == {"places": []}
    assert clerk.get(f"/files/{pk}/places/?page=1&start=x&end=4").json() == {"places": []}


def test_a_document_is_found_by_any_sentence_of_it(county: County, clerk: Client) -> None:
    """Far below what the summary holds; and not by what stands on a scan of 代录."""
    body = "\n".join(f"第{n}条，各单位按要求落实到位，逐项核对。" for n in range(60))
    pk = put(clerk, NOTICE.replace("一、全面排查", f"{body}\n附则：琥珀泵站由城东所代管。\n一、全面排查"))
    assert clerk.post("/incoming/register/", paper(pk)).status_code == 302
    matter = IncomingDocument.objects.get().matter
    assert "琥珀泵站" not in IncomingDocument.objects.get().summary
    index_pending(now=timezone.now())
    (hit,) = search(county.actor("clerk"), "琥珀泵站由城东所").hits
    assert hit.matter.pk == matter.pk and ("琥珀泵站由城东所", True) in hit.snippet
    assert search(county.actor("clerk_party"), "琥珀泵站由城东所").hits == ()
    EntryFile.objects.update(role="recorded")
    index_matters([matter.pk], now=timezone.now())
    assert search(county.actor("clerk"), "琥珀泵站由城东所").hits == ()


def test_every_place_where_something_goes_in_says_what_must_not(county: County, clerk: Client) -> None:
    """BM-01: at the door, where a paper or a call is typed in, and beside every file field."""
    for address in ("/incoming/new/", "/incoming/register/", "/incoming/call/", "/incoming/deliver/"):
        assert "机要室" in clerk.get(address).content.decode(), address


def test_a_reserved_number_is_filled_in_on_the_same_form(county: County, clerk: Client) -> None:
    county.do("clerk", "documents.incoming.reserve_numbers", count=2, reason="下乡登记")
    page = clerk.get("/incoming/book/fill-in/?number=2&series=收").content.decode()
    assert "补登预留号 收" in page and "拼音首字母" in page and 'name="reserved_number"' not in page
    data = {"source": "石门乡人民政府", "title": "下乡收的报告", "urgency": "平件"}
    refused = clerk.post("/incoming/book/fill-in/?number=2&series=收", {**data, "title": ""})
    assert refused.status_code == 422 and "石门乡人民政府" in refused.content.decode()
    answer = clerk.post("/incoming/book/fill-in/?number=2&series=收", data)
    assert answer.status_code == 302 and Matter.objects.get().number == "收2026-0002"
    again = clerk.post("/incoming/book/fill-in/?number=2&series=收", {**data, "title": "另一份"})
    assert again.status_code == 422 and Matter.objects.count() == 1
    assert clerk.get("/incoming/book/fill-in/").status_code == 404


def test_a_reserved_number_that_no_paper_got_is_given_up(county: County, clerk: Client) -> None:
    """From the line of the register: it stays there as 作废 with its reason, and is no number to fill in any more."""
    county.do("clerk", "documents.incoming.reserve_numbers", count=1, reason="下乡登记")
    line = clerk.get("/incoming/book/?year=2026").content.decode()
    at = "number=1&amp;year=2026&amp;series=%E6%94%B6"
    assert f"/incoming/book/fill-in/?{at}" in line and "可以补登、作废" in line
    fill_in = clerk.get("/incoming/book/fill-in/?number=1&year=2026&series=收").content.decode()
    assert "收2026-0001" in fill_in and f"/incoming/book/give-up/?{at}" in fill_in
    address = "/incoming/book/give-up/?number=1&year=2026&series=收"
    typed = {"number": "1", "year": "2026", "series": "收"}
    assert clerk.post(address, {**typed, "reason": ""}).status_code == 422
    assert clerk.post(address, {**typed, "reason": "没有用上"}).status_code == 302
    line = clerk.get("/incoming/book/?year=2026").content.decode()
    assert "没有用上" in line and "可以补登" not in line
    again = clerk.post(address, {**typed, "reason": "再作废一次"})
    assert again.status_code == 404 and "不是 2026 年的预留号" in again.content.decode()
    assert clerk.get("/incoming/book/give-up/").status_code == 404


def test_a_townships_liaison_begins_and_brings_in_its_register(county: County, clerk: Client) -> None:
    """Whoever keeps the register keeps all of it: no press is shown that ends in a refusal."""
    Duty.objects.filter(post=county.posts["clerk"]).update(code="LIAISON")
    page = clerk.get("/incoming/book/").content.decode()
    assert "/incoming/book/begin/" in page and "/incoming/book/import/" in page
    begun = clerk.post("/incoming/book/begin/", {"last": "30", "year": "2026", "series": "收"})
    assert begun.status_code == 302
    assert Counter.objects.get().last == 30


def test_an_excel_file_above_the_limit_is_told_so(clerk: Client, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    big = SimpleUploadedFile("登记簿.xlsx", b"x" * 5000)
    answer = clerk.post("/incoming/book/import/", {"year": "2025", "series": "收", "file": big})
    assert answer.status_code == 422 and "超过单个文件" in answer.content.decode()


def test_what_a_page_asks_for_when_the_session_ended_is_a_sentence_not_a_page() -> None:
    answer = Client().get("/files/1/find/?q=会议", headers={"HX-Request": "true"})
    assert answer.status_code == 401 and "登录已过期" in answer.content.decode()
    assert Client().get("/files/1/find/?q=会议").status_code == 302


def test_a_wrong_value_is_named_once(county: County) -> None:
    """The label comes before every sentence by itself."""
    refusal = county.refused(
        "clerk",
        "documents.incoming.register_paper",
        source="云州市教育局",
        title="关于做好校园安全工作的通知",
        document_date="1888-01-01",
        series="收/一",
    )
    said = {problem.field: problem.message for problem in refusal.problems}
    assert said["document_date"] == "“成文日期”的年份不对，请核对。"
    assert said["series"].startswith("“收文序列”是一个词")
