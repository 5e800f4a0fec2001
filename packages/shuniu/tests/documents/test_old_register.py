"""开账: last year's and this year's paper register come in from Excel, whole and with their own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from kit import NOW, POSTS, County, browser, build_county
from old_books import HEADS, book, line
from openpyxl import load_workbook
from test_incoming_way import received

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow import engine, from_paper
from shuniu.kernel.flow.context import Addressee, Words
from shuniu.kernel.flow.lists import read_page
from shuniu.kernel.flow.models import Entry, Matter, Reader, Task, Visible
from shuniu.kernel.flow.reading import may_see
from shuniu.kernel.flow.runner import Done
from shuniu.kernel.flow.visibility import LISTS
from shuniu.kernel.numbering.models import Counter, Number
from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.platform.jobs import inside
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.queue import carry_out
from shuniu.kernel.platform.jobs.running import Running
from shuniu.kernel.platform.notices.models import Notice
from shuniu.kernel.platform.search.models import SearchDirty
from shuniu.kernel.records.models import Record
from shuniu.modules.documents.incoming import book_sheet
from shuniu.modules.documents.incoming.book import BookPart, read_book
from shuniu.modules.documents.models import IncomingDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def bring(
    county: County, rows: Sequence[dict[str, object]], who: str = "clerk", **given: Any
) -> Done | Refusal:
    caption = given.pop("caption", "")
    given = {"year": 2026, **given}
    return book_sheet.bring(book(rows, caption=caption), actor=county.actor(who), now=NOW, **given)


def problems(outcome: Done | Refusal) -> list[str]:
    assert isinstance(outcome, Refusal), outcome
    return [problem.message for problem in outcome.problems]


def nothing_came_in() -> bool:
    models = (Matter, IncomingDocument, Number, Counter, Entry, Task)
    return not any(model.objects.exists() for model in models)


@pytest.mark.both_databases
def test_the_next_number_follows_the_papers_last(county: County) -> None:
    """Mid-year: the paper reached 118, with a gap, a void and a reserved number on the way."""
    rows = [
        line(115),
        line(116, 收文日期=date(2026, 2, 27), 办结日期=None, 办理时限=date(2026, 3, 20), 紧急程度="加急"),
        {"收文号": 117, "号码情况": "作废", "备注": "重号"},
        {"收文号": 118, "号码情况": "预留", "备注": "周末值班"},
    ]
    done = bring(county, rows)
    assert isinstance(done, Done) and done.result == {"rows": 4, "last": 118}
    states = dict(Number.objects.values_list("value", "state"))
    assert (states[1], states[114], states[115], states[117], states[118]) == (
        "void",
        "void",
        "used",
        "void",
        "reserved",
    )
    assert len(states) == 118 and Number.objects.get(value=117).reason == "重号"
    assert Matter.objects.get(pk=received(county)).number == "收2026-0119"
    assert Matter.objects.get(pk=received(county, title="补登", reserved_number=118)).number == "收2026-0118"


def test_what_was_on_paper_stands_as_it_was(county: County) -> None:
    """Done stays done on its day and not above today's work; the rest goes on, without notices, and can be found."""
    bring(
        county, [line(1), line(2, 办结日期=None, 主办="水利局", 办理时限=date(2026, 3, 20), 备注="领导已阅")]
    )
    old, going = Matter.objects.order_by("pk")
    assert (old.state, old.outcome, old.number, old.standing) == ("done", "done", "收2026-0001", "办结")
    assert old.closed_at.date() == date(2026, 1, 20) and old.updated_at == old.closed_at
    assert (going.state, going.standing, going.version) == ("in_hand", "王秀兰承办", 1)
    assert going.due_at.date() == date(2026, 3, 20)
    entry = Entry.objects.get(matter=going)
    assert (entry.label, entry.text, entry.happened_at.date()) == (
        "纸质登记簿转入",
        "领导已阅",
        date(2026, 1, 5),
    )
    assert IncomingDocument.objects.get(pk=going.pk).lead == "水利局"
    assert not Notice.objects.exists() and SearchDirty.objects.count() == 2
    found = read_book(county.actor("clerk"), BookPart(2026, "收"), size=9)
    assert [x.number for x in found] == ["收2026-0002", "收2026-0001"]
    county.do("clerk", "documents.incoming.report", matter=going.pk, text="已经按要求办理。")


@pytest.mark.parametrize("level", ["ordinary", "work_secret"])
def test_many_are_opened_like_one(county: County, level: str) -> None:
    """Row by row the same as the engine's own way, in matters, tasks, entries, lists and readers."""
    from shuniu.kernel.base.actions import ACTIONS, ActionInput
    from shuniu.kernel.flow.context import Context

    actor = county.actor("clerk")
    action = ACTIONS.get("documents.incoming.register_paper")
    me = Addressee(actor.unit_id, actor.person_id)
    openings = [
        engine.Opening(
            kind="incoming",
            procedure="documents.incoming",
            title="关于春耕的通知",
            unit_id=actor.unit_id,
            urgency=2,
            level=level,
            readers=(Addressee.of_post(county.posts["director"]),),
            due_at=NOW + timedelta(days=9),
            words=Words(label="转入", text="照旧", happened_at=NOW - timedelta(days=9)),
            state=state,
            assign=() if state == "done" else (me,),
            opened_at=NOW - timedelta(days=9),
        )
        for state in ("done", "in_hand")
    ]
    ctx = Context(action=action, actor=actor, data=ActionInput(), now=NOW, work=None)
    by_one = [engine.open_matter(ctx, opening) for opening in openings]
    for work in by_one:
        engine.finish(ctx, work)
    other = Context(action=action, actor=actor, data=ActionInput(), now=NOW, work=None)
    by_many = from_paper.open_many(other, [from_paper.Past(opening, "") for opening in openings])
    for one, many in zip([work.matter for work in by_one], by_many, strict=True):
        for model in (Matter, Task, Entry, Visible, Reader):
            assert _rows(model, one.pk) == _rows(model, many.pk), model.__name__


def _rows(model: Any, matter: int) -> list[dict[str, object]]:
    key = {"pk": matter} if model is Matter else {"matter": matter}
    ids = {"id", "matter_id", "sort_key"} if model is Visible else {"id", "matter_id"}
    order = ("principal", "list_kind") if model is Visible else ("pk",)
    return [
        {name: value for name, value in row.items() if name not in ids}
        for row in model.objects.filter(**key).order_by(*order).values()
    ]


def test_everything_wrong_is_said_row_by_row(county: County) -> None:
    rows = [
        line(1),
        line(1, 来文字号="云州水〔2026〕9号"),
        line(0, 来文字号="云州水〔2026〕8号"),
        line(2, 收文日期="2026-02-30"),
        line(3, 收文日期=date(2025, 12, 31)),
        line(4, 收文日期=date(2026, 3, 3), 办结日期=None),
        line(5, 成文日期=date(2026, 1, 6)),
        line(6, 办结日期=date(2026, 1, 4)),
        line(7, 标题="水" * 2000),
        line(8, 来文单位=None),
        line(9, 紧急程度="十万火急"),
        line(10, 紧急程度="特提"),
        {"收文号": 11, "号码情况": "作废"},
        line(12, 号码情况="预留", 备注="待补"),
        line(13, 来文字号="云州水〔２０２６〕 1 号"),
        line(14, 份数="两份"),
        {"标题": "没有编号的一件", "来文单位": "市局"},
    ]
    outcome = bring(county, rows)
    # What cannot be read at all is told first; the rest once every cell can be read.
    assert problems(outcome) == [
        "第 5 行“收文日期”：“2026-02-30”这个日期或时间不存在。",
        "第 12 行“紧急程度”：“十万火急”不在可选的范围内，只能填：平件、加急、特急、平急、特提。",
        "第 17 行“份数”：“两份”不是整数。",
        "第 18 行“收文号”：必须填写。",
    ]
    outcome = bring(county, [row for n, row in enumerate(rows, start=2) if n not in {5, 12, 17, 18}])
    assert isinstance(outcome, Refusal) and outcome.message == "登记簿有 12 处问题，没有导入。"
    assert problems(outcome) == [
        "第 3 行“收文号”：1 号与第 2 行重复。",
        "第 4 行“收文号”：应当是 1 到 99999 之间的顺序号，不带年份。",
        "第 5 行“收文日期”：2025-12-31 不在 2026 年。",
        "第 6 行“收文日期”：2026-03-03 还没有到。",
        "第 7 行“成文日期”：2026-01-06 晚于收文日期，或者年份不对。",
        "第 8 行“办结日期”：2026-01-04 应当在收文日期之后、今天之前。",
        "第 9 行“标题”：有 2000 个字，最多 500 个字。",
        "第 10 行“来文单位”：必须填写，至少两个字。",
        "第 11 行“紧急程度”：公文的紧急程度只能是：平件、加急、特急。",
        "第 12 行“备注”：作废的号码，请写明原因或者用途。",
        "第 13 行“号码情况”：这一行已经登记了文件，不能写“预留”。",
        "第 14 行“来文字号”：来文字号与第 2 行相同，可能登记了两遍。",
    ]
    assert nothing_came_in()


def test_the_two_offices_are_never_mixed(county: County) -> None:
    """One person, two hats: each register has numbers of its own, and a caption that names the other stops it."""
    refused = bring(county, [line(1)], caption="中共云岭县委办公室收文登记簿（2026年）")
    assert "两家的登记簿不能混" in problems(refused)[0] and nothing_came_in()
    assert isinstance(bring(county, [line(1)], caption="云岭县人民政府办公室收文登记簿"), Done)
    assert isinstance(bring(county, [line(7)], "clerk_party", caption="2026年收文"), Done)
    for who, number in (("clerk", "收2026-0002"), ("clerk_party", "收2026-0008")):
        assert Matter.objects.get(pk=received(county, who, title="以后的一件")).number == number
    lines = dict(IncomingDocument.objects.values_list("unit__code", "serial"))
    assert set(lines) == {"office", "party"}


def test_a_paper_registered_already_is_recognised(county: County) -> None:
    """By its 字号; `not_duplicate` says that each is a paper of its own. A number that is there is never doubled."""
    received(county, document_number="云州水〔2026〕3号")
    late = "第 2 行“收文号”：系统已经从 1 号往下编，纸质登记簿只能补到 0 号。"
    assert problems(bring(county, [line(3)])) == [
        late,
        "第 2 行“来文字号”：与已经登记的 收2026-0001 相同。",
    ]
    assert problems(bring(county, [line(1)])) == ["第 2 行“收文号”：1 号已经有了（已用）。"]
    last_year = [line(3, 收文日期=date(2025, 1, 5), 办结日期=date(2025, 2, 1))]
    assert problems(bring(county, last_year, year=2025)) == [
        "第 2 行“来文字号”：与已经登记的 收2026-0001 相同。"
    ]
    assert isinstance(bring(county, last_year, year=2025, not_duplicate=True), Done)


def test_a_register_may_come_in_parts_until_the_system_counts(county: County) -> None:
    """The second half first, then the first; after the first number of its own no later paper number is taken."""
    assert isinstance(bring(county, [line(61), line(62)]), Done)
    assert isinstance(bring(county, [line(1), line(2)]), Done)
    assert Counter.objects.get().last == 62
    states = dict(Number.objects.values_list("value", "state"))
    assert (states[1], states[2], states[3], states[60]) == ("used", "used", "void", "void")
    received(county)
    assert "只能补到 62 号" in problems(bring(county, [line(64)]))[0]
    assert isinstance(bring(county, [line(30)]), Done)


def test_after_begin_book_the_paper_below_comes_in_later(county: County) -> None:
    county.do("clerk", "documents.incoming.begin_book", last=120, year=2026)
    assert Matter.objects.get(pk=received(county)).number == "收2026-0121"
    assert isinstance(bring(county, [line(119), line(120)]), Done)
    assert Counter.objects.get().last == 121


def test_pressing_twice_counts_once(county: County) -> None:
    command = "6d6d5f0e-4c5c-4b58-9d0f-2f6f6b8f4b11"
    assert isinstance(bring(county, [line(1)], command_id=command), Done)
    again = bring(county, [line(1)], command_id=command)
    assert isinstance(again, Done) and again.repeated and Matter.objects.count() == 1


def test_a_mark_stops_the_register_and_leaves_nothing(county: County) -> None:
    """BM-03: the row is named, the words are not; no declaration lifts it."""
    rows = [line(1), line(2, 标题="机密★ 关于某项工作的通知")]
    for declared in (False, True):
        refusal = bring(county, rows, declared=declared)
        assert isinstance(refusal, Refusal) and refusal.code is Code.SECRET
        assert "登记簿里有 1 行" in refusal.message and "第 3 行“标题”" in problems(refusal)[0]
        assert "某项工作" not in repr(refusal)
    assert nothing_came_in()
    assert "某项工作" not in str(list(Record.objects.values_list("payload__content", flat=True)))


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"密级": "机密"}, "第 3 行“密级”"),
        ({"密级": "秘密★5年"}, "第 3 行“密级”"),
        ({"密级": "绝 密", "收文日期": "2026-02-30"}, "第 3 行“密级”"),  # in a row that is wrong anyway
        ({"定密": "机密"}, "第 3 行“定密”"),  # in a column that nobody asked for
    ],
)
@pytest.mark.parametrize("declared", [False, True])
def test_a_mark_in_any_column_stops_the_register(
    county: County, row: dict[str, object], place: str, declared: bool
) -> None:
    made = book([line(1), line(2, **row)], heads=[*HEADS, "定密"])
    refusal = book_sheet.bring(made, actor=county.actor("clerk"), now=NOW, year=2026, declared=declared)
    assert isinstance(refusal, Refusal) and refusal.code is Code.SECRET, refusal
    assert place in problems(refusal)[0] and nothing_came_in()


def test_a_work_secret_comes_in_for_its_clerk_alone(county: County) -> None:
    """BM-08: its register shows the number, its clerk finds it and passes it on, nobody else does."""
    going = line(2, 密级="内部", 办结日期=None, 办理时限=date(2026, 3, 20))
    bring(county, [line(1, 密级="工作秘密"), going, line(3, 密级="普通"), line(4, 密级="无"), line(5)])
    levels = dict(Matter.objects.order_by("pk").values_list("number", "level"))
    assert [number for number, level in levels.items() if level == "work_secret"] == [
        "收2026-0001",
        "收2026-0002",
    ]
    for number, listed in (("收2026-0001", {"all"}), ("收2026-0002", {"all", "todo", "open"})):
        pk = Matter.objects.get(number=number).pk
        assert {who for who in POSTS if may_see(county.actor(who), pk)} == {"clerk"}
        clerk = county.actor("clerk").principals
        assert {x for x in LISTS if pk in read_page(clerk, [f"incoming.{x}"]).ids} == listed
    lines = read_book(county.actor("director"), BookPart(2026, "收"), size=9)
    assert [x.serial for x in lines if x.withheld] == [2, 1]
    secret = Matter.objects.get(number="收2026-0002").pk
    county.do("clerk", "flow.circulate", matter=secret, members=[county.posts["director"].pk])
    assert may_see(county.actor("director"), secret) and not may_see(county.actor("deputy"), secret)


def test_a_command_brings_a_work_secret_to_the_units_clerks(county: County) -> None:
    office = county.units["office"]
    job = replace(system_actor("开账"), unit_id=office.pk, unit_name=office.name)
    made = book([line(1, 密级="工作秘密")], heads=HEADS)
    done = book_sheet.bring(made, actor=job, now=NOW, year=2026, declared_by="王秀兰")
    assert isinstance(done, Done), done
    pk = Matter.objects.get().pk
    assert {who for who in POSTS if may_see(county.actor(who), pk)} == {"clerk"}


def test_a_struck_out_work_secret_leaves_no_title_in_the_register(county: County) -> None:
    void = {
        "收文号": 1,
        "号码情况": "作废",
        "备注": "重号",
        "标题": "关于某项内部事项的通知",
        "密级": "工作秘密",
    }
    assert isinstance(bring(county, [void]), Done)
    assert Number.objects.get(value=1).reason == "重号"


def test_a_level_that_is_none_is_told_and_the_other_head_is_known(county: County) -> None:
    assert problems(bring(county, [line(1, 密级="绝对内部")])) == [
        "第 2 行“密级”：“绝对内部”不在可选的范围内，只能填：普通、工作秘密、内部、无。"
    ]
    heads = ["内部" if head == "密级" else head for head in HEADS]
    made = book([{**line(1), "内部": "工作秘密"}], heads=heads)
    assert isinstance(book_sheet.bring(made, actor=county.actor("clerk"), now=NOW, year=2026), Done)
    assert Matter.objects.get().level == "work_secret"


def test_telling_words_are_held_until_somebody_answers(county: County) -> None:
    rows = [line(1, 标题="关于机密文件管理学习的通知")]
    refusal = bring(county, rows)
    assert (
        isinstance(refusal, Refusal) and refusal.code is Code.HELD and "第 2 行“标题”" in problems(refusal)[0]
    )
    assert nothing_came_in()
    assert isinstance(bring(county, rows, declared=True), Done)
    assert Record.objects.filter(action="files.declare_text").count() == 1


@pytest.mark.parametrize("who", ["handler", "water_handler", "director"])
def test_only_the_clerk_brings_a_register(county: County, who: str) -> None:
    refusal = bring(county, [line(1)], who)
    assert isinstance(refusal, Refusal) and refusal.code is Code.NOT_ALLOWED and nothing_came_in()


@pytest.mark.parametrize(("content", "words"), [
    (b"", "已损坏"),
    (b"\xd0\xcf\x11\xe0" + bytes(600), "旧的 .xls"),
    (b"PK\x03\x04 and nothing more", "已损坏"),
])  # fmt: skip
def test_what_is_no_workbook_is_refused(county: County, content: bytes, words: str) -> None:
    refusal = book_sheet.bring(content, actor=county.actor("clerk"), now=NOW, year=2026)
    assert isinstance(refusal, Refusal) and refusal.code is Code.BAD_FILE and words in refusal.message


@pytest.mark.parametrize("year", ["", "去年", 1999, 2027])
def test_a_year_that_cannot_be_is_refused(county: County, year: object) -> None:
    refusal = bring(county, [line(1)], year=year)
    assert isinstance(refusal, Refusal) and refusal.code is Code.INVALID and nothing_came_in()


def test_the_template_is_empty_and_reads_back(county: County) -> None:
    made = book_sheet.template(now=NOW)
    refusal = book_sheet.bring(made, actor=county.actor("clerk"), now=NOW, year=2026)
    assert isinstance(refusal, Refusal) and refusal.message == "表里一行也没有，没有导入。"
    heads = [cell.value for cell in load_workbook(BytesIO(made)).worksheets[0][1]]
    assert [str(head).removesuffix("*") for head in heads] == HEADS


def test_on_the_screen_the_rows_are_listed_and_the_form_stays(county: County) -> None:
    client = browser(county, "clerk")

    def post(rows: Sequence[dict[str, object]], **data: str) -> Any:
        sent = {"year": "2026", "series": "收", "file": SimpleUploadedFile("b.xlsx", book(rows)), **data}
        return client.post("/incoming/book/import/", sent)

    answer = post([line(n, 办结日期=date(2026, 1, 1)) for n in range(1, 61)])
    page = answer.content.decode()
    assert answer.status_code == 422 and "登记簿有 60 处问题，没有导入" in page
    assert page.count("“办结日期”") == 50 and "另有 10 处问题" in page
    held = post([line(1, 标题="关于机密文件管理学习的通知")])
    assert held.status_code == 422 and "declared_not_secret" in held.content.decode()
    assert post([line(1)]).headers["Location"].startswith("/incoming/book/?year=2026")
    assert "收2026-0001" in client.get("/incoming/book/?year=2026").content.decode()
    assert client.post("/incoming/book/import/", {"year": "2026"}).status_code == 422


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows are a large register, written two at a time."""
    monkeypatch.setattr(book_sheet, "LARGE", 2)
    monkeypatch.setattr(from_paper, "BATCH", 2)


def sent(county: County, rows: Sequence[dict[str, object]], who: str = "clerk") -> Any:
    now = {"year": "2026", "series": "收", "file": SimpleUploadedFile("b.xlsx", book(rows))}
    return browser(county, who).post("/incoming/book/import/", now)


@pytest.mark.both_databases
@pytest.mark.usefixtures("small_is_large")
def test_a_large_register_comes_in_as_a_job_with_its_progress(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = sent(county, [line(1), line(2), line(3, 标题="关于夏汛的通知")])
    page = answer.headers["Location"]
    found = Job.objects.get()
    assert page == f"/incoming/book/import/{found.pk}/" and nothing_came_in()
    clerk = browser(county, "clerk")
    waiting = clerk.get(page).content.decode()
    assert "排队中" in waiting and f'hx-get="{page}"' in waiting and "关于夏汛" not in waiting
    seen: list[str] = []
    told = Running.inside

    def watched(running: Running, done: int, total: int) -> None:
        told(running, done, total)
        part = clerk.get(page, headers={"HX-Request": "true"}).content.decode()
        assert part.startswith("<section") and "正在办" in part
        seen.append(part.split('number">')[1].split("<")[0])

    monkeypatch.setattr(Running, "inside", watched)
    carry_out(found.pk, clock=lambda: NOW)
    found.refresh_from_db()
    assert seen == ["2 / 3", "3 / 3"] and inside.noted(found.pk) is None
    assert (found.state, found.result, found.arguments) == ("done", {"rows": 3, "last": 3}, {})
    done = clerk.get(page).content.decode()
    assert "已导入 3 行，编号到 3 号。" in done and "hx-get" not in done.split('class="progress')[1]
    assert browser(county, "director").get(page).status_code == 404, "the asker's alone"


@pytest.mark.usefixtures("small_is_large")
def test_what_is_wrong_with_a_large_register_is_told_before_a_job_is_begun(county: County) -> None:
    answer = sent(county, [line(1), line(2), line(2, 来文字号="云州水〔2026〕9号")])
    assert answer.status_code == 422 and "第 4 行“收文号”：2 号与第 3 行重复。" in answer.content.decode()
    assert sent(county, [line(1), line(2), line(3)], "handler").status_code == 403
    three = book([line(1), line(2), line(3)])
    refusal = book_sheet.bring_or_begin(three, actor=county.actor("clerk"), now=NOW, year="去年")
    assert isinstance(refusal, Refusal) and refusal.code is Code.INVALID
    assert not Job.objects.exists() and nothing_came_in()


@pytest.mark.usefixtures("small_is_large")
def test_a_job_that_finds_the_register_wrong_by_then_says_so_and_one_begun_again_brings_it_once(
    county: County,
) -> None:
    sent(county, [line(1), line(2), line(3)])
    received(county)
    late = Job.objects.get()
    carry_out(late.pk, clock=lambda: NOW)
    page = browser(county, "clerk").get(f"/incoming/book/import/{late.pk}/").content.decode()
    assert "没有完成" in page and "一行也没有导入" in page and "1 号已经有了（已用）。" in page
    assert Matter.objects.count() == 1
    sent(county, [line(11), line(12), line(13)], "clerk_party")
    again = Job.objects.latest("pk")
    arguments = again.arguments
    carry_out(again.pk, clock=lambda: NOW)
    Job.objects.filter(pk=again.pk).update(state="waiting", finished_at=None, arguments=arguments)
    carry_out(again.pk, clock=lambda: NOW)
    again.refresh_from_db()
    assert (again.state, again.result) == ("done", {"rows": 3, "last": 13}) and Matter.objects.count() == 4


@pytest.mark.slow
def test_three_thousand_rows_come_in_at_once(county: County) -> None:
    rows = [line(n, 办结日期=None if n % 7 == 0 else date(2026, 2, 1)) for n in range(1, 3001)]
    done = bring(county, rows)
    assert isinstance(done, Done) and done.result == {"rows": 3000, "last": 3000}
    assert Matter.objects.filter(closed_at=None).count() == 428 == Task.objects.count()
    assert Visible.objects.filter(list_kind="incoming.todo").count() == 428
