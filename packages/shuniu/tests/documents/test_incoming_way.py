"""收文 from the door to 办结, through the actions: one office, two units, a leader and his papers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from kit import NOW, County, build_county

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Entry, Matter, Round, Task
from shuniu.kernel.numbering.models import Counter, Number
from shuniu.kernel.numbering.numbers import gaps
from shuniu.kernel.people.models import Duty
from shuniu.kernel.platform.notices.queries import page as page_of_notices
from shuniu.modules.documents.models import IncomingDocument, PaperCopy

pytestmark = pytest.mark.django_db

ALL_FOUR = {"ours": True, "direction": True, "form": True, "agreed": True}


@pytest.fixture
def county() -> County:
    return build_county()


def received(county: County, who: str = "clerk", **data: object) -> int:
    paper = {"source": "云州市水利局", "title": "关于做好防汛备汛工作的通知", "genre": "通知", **data}
    done = county.do(who, "documents.incoming.register_paper", **paper)
    return int(done.result["matter"])


def assigned(county: County, **assign: object) -> int:
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    mayor = county.posts["mayor"].pk
    county.do("director", "documents.incoming.propose", matter=pk, text="建议请周县长批示。", leader=mayor)
    county.do("mayor", "documents.incoming.instruct", matter=pk, text="请水利局抓紧落实。")
    county.do("clerk", "documents.incoming.assign", matter=pk, **assign)
    return pk


def test_from_the_door_to_done_in_one_office(county: County) -> None:
    pk = assigned(county, lead=[{"post": county.posts["handler"].pk}])
    county.do("handler", "documents.incoming.report", matter=pk, text="已制定方案并检查全部水库。")
    county.do("director", "documents.incoming.accept", matter=pk, then="answer")
    county.do("clerk", "documents.incoming.answer", matter=pk, text="已书面报市水利局。")
    matter = Matter.objects.get(pk=pk)
    assert (matter.number, matter.outcome, matter.state) == ("收2026-0001", "done", "done")
    labels = list(Entry.objects.filter(matter=pk).order_by("pk").values_list("label", flat=True))
    assert labels == [
        "签收登记",
        "初审通过（办件）",
        "拟办",
        "批示",
        "交办",
        "反馈办理结果",
        "审核通过",
        "答复",
    ]


def test_what_was_handed_to_another_unit_is_not_withdrawn_over_it(county: County) -> None:
    """Withdrawn and handed over again, the other unit would have the same work twice."""
    pk = assigned(county, lead=[{"unit": county.units["water"].pk}])
    refusal = county.refused("clerk", "flow.withdraw", matter=pk, reason="交错了单位")
    assert refusal.code is Code.RULE and "作废交办件" in refusal.remedy
    child = Matter.objects.get(parent=pk)
    county.do("water_clerk", "flow.void", matter=child.pk, reason="交办错误")
    county.do("clerk", "flow.return", matter=pk, reason="交错了单位")
    assert Matter.objects.get(pk=pk).state == "to_assign"


def test_two_registers_of_one_person_never_mix(county: County) -> None:
    """王秀兰 is clerk of both offices; each office counts its own 收文号."""
    first, other = received(county), received(county, who="clerk_party")
    assert Matter.objects.get(pk=first).number == Matter.objects.get(pk=other).number == "收2026-0001"
    assert (
        county.refused("clerk_party", "documents.incoming.pass_check", matter=first, **ALL_FOUR).code
        is Code.NOT_FOUND
    )
    assert Counter.objects.count() == 2


@pytest.mark.slow
def test_another_unit_gets_its_own_matter_and_answers(county: County) -> None:
    """交办 to 水利局: its own 收文号, 签收 there, and the reply comes back to the one who reminds."""
    water = county.units["water"]
    pk = assigned(county, lead=[{"unit": water.pk}], tracker=county.posts["clerk"].pk, important=True)
    matter = Matter.objects.get(pk=pk)
    assert matter.standing == "王秀兰跟踪催办"
    child = Matter.objects.get(parent=pk)
    assert child.unit == water and child.state == "to_sign"
    assert county.refused("clerk", "documents.incoming.report", matter=pk, text="都办好了。").rule == "GW-08"
    county.do("water_clerk", "documents.incoming.sign_for", matter=child.pk)
    county.do("water_clerk", "documents.incoming.register", matter=child.pk)
    county.do("water_clerk", "documents.incoming.pass_check", matter=child.pk, **ALL_FOUR)
    head = county.posts["water_head"].pk
    county.do("water_head", "documents.incoming.propose", matter=child.pk, text="请局长批示。", leader=head)
    county.do("water_head", "documents.incoming.instruct", matter=child.pk, manner="agree")
    county.do(
        "water_clerk",
        "documents.incoming.assign",
        matter=child.pk,
        lead=[{"post": county.posts["water_handler"].pk}],
    )
    county.do("water_handler", "documents.incoming.report", matter=child.pk, text="十二座水库已全部检查。")
    county.do("water_head", "documents.incoming.accept", matter=child.pk, then="answer")
    county.do("water_clerk", "documents.incoming.answer", matter=child.pk, text="检查情况已报县政府办。")
    reply = Entry.objects.get(matter=pk, data__child=child.pk)
    assert (reply.label, reply.text) == ("水利局办结", "检查情况已报县政府办。")
    county.do("clerk", "documents.incoming.report", matter=pk, text="水利局已办结并反馈。")


def test_a_request_is_not_closed_as_read_without_its_answer(county: County) -> None:
    """GW-08, also on the way of a paper for reading; a copy of one ends with the number of its 批复."""
    pk = received(county, title="关于增拨经费的请示", genre="请示")
    readers = [county.posts["mayor"].pk]
    data = {**ALL_FOUR, "handling": "read", "readers": readers}
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **data)
    county.do("mayor", "flow.read", matter=pk)
    refusal = county.refused("clerk", "documents.incoming.finish_reading", matter=pk)
    assert refusal.rule == "GW-08" and "转为办件" in refusal.remedy
    county.do("clerk", "documents.incoming.take_up", matter=pk)
    county.do("director", "documents.incoming.propose", matter=pk, text="抄送件，阅存。", to="assign")
    assert county.refused("clerk", "documents.incoming.note_only", matter=pk).rule == "GW-08"
    county.do("clerk", "documents.incoming.note_only", matter=pk, answered_by="云州政复〔2026〕3号")
    assert Matter.objects.get(pk=pk).outcome == "done"


def test_a_step_goes_to_nobody_who_could_not_take_it(county: County) -> None:
    """转办: a paper for 初审 handed to a 承办人 would be stuck with him."""
    pk = received(county)
    data = {"matter": pk, "reason": "外出"}
    refusal = county.refused("clerk", "flow.reassign", post=county.posts["handler"].pk, **data)
    assert refusal.code is Code.RULE and "没有初审的职责" in refusal.message and "文书" in refusal.remedy
    county.do("clerk", "flow.reassign", post=county.posts["deputy"].pk, **data)
    county.do("deputy", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)


@pytest.mark.parametrize("action", ["documents.incoming.register_paper", "documents.incoming.register_call"])
def test_a_slip_in_the_year_opens_no_register_of_its_own(county: County, action: str) -> None:
    """Last year's paper still gets a number of last year; what is older comes in with its register."""
    words = {"title": "关于防汛的通知"} if action.endswith("paper") else {"words": "请回电。"}
    data = {"source": "云州市水利局", **words}
    for years, refused in ((1, False), (2, True), (1824, True)):
        moment = NOW.replace(year=NOW.year - years)
        if refused:
            refusal = county.refused("clerk", action, received_at=moment, **data)
            assert refusal.problems[0].field == "received_at" and f"{moment.year} 年" in refusal.message
        else:
            done = county.do("clerk", action, received_at=moment, **data)
            assert f"{moment.year}-0001" in done.result["number"]
    assert Counter.objects.count() == 1


def test_exactly_one_leads(county: County) -> None:
    """GW-04: two leads are refused, so is none."""
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    two = [{"post": county.posts["handler"].pk}, {"post": county.posts["handler2"].pk}]
    assert county.refused("clerk", "documents.incoming.assign", matter=pk, lead=two).rule == "GW-04"
    assert (
        county.refused("clerk", "documents.incoming.assign", matter=pk, lead=[], assists=two).rule == "GW-04"
    )
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=two[:1], assists=two[1:])
    assert Matter.objects.get(pk=pk).standing == "刘建军承办、李春燕协办"


def test_whoever_is_named_to_remind_sees_it_is_told_and_may(county: County) -> None:
    """GW-07: a name alone reminds nobody. A 督查员 sees what another unit leads, by the task of following it."""
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    Duty.objects.create(post=county.posts["handler2"], code="SUPERVISE", since=NOW.date())
    data = {"matter": pk, "lead": [{"post": county.posts["handler"].pk}], "important": True}
    for who in ("handler", "handler2"):
        refusal = county.refused("clerk", "documents.incoming.assign", tracker=county.posts[who].pk, **data)
        assert (refusal.rule, refusal.problems[0].field) == ("GW-07", "tracker")
    county.do("clerk", "documents.incoming.assign", tracker=county.posts["deputy"].pk, **data)
    assert page_of_notices(county.actor("deputy")).lines[0].text == "请您催办：关于做好防汛备汛工作的通知"
    county.do("deputy", "flow.remind", matter=pk)
    county.do("handler", "flow.return", matter=pk, reason="应由水利局主办")
    data["lead"] = [{"unit": county.units["water"].pk}]
    county.do("clerk", "documents.incoming.assign", tracker=county.posts["handler2"].pk, **data)
    county.do("handler2", "flow.remind", matter=pk)


def test_the_four_points_and_the_way_back(county: County) -> None:
    """GW-03: one point 否 stops it; a 退文 needs reason and rule, and keeps its number."""
    pk = received(county)
    three = {**ALL_FOUR, "agreed": False}
    assert (
        "已经协商、会签"
        in county.refused("clerk", "documents.incoming.pass_check", matter=pk, **three).message
    )
    assert (
        county.refused("clerk", "documents.incoming.reject", matter=pk, reason="请示中有两件事").rule
        == "GW-03"
    )
    county.do(
        "clerk", "documents.incoming.reject", matter=pk, reason="请示中有两件事，请分开报。", rules=["GW-24"]
    )
    matter = Matter.objects.get(pk=pk)
    assert (matter.outcome, matter.number) == ("rejected", "收2026-0001")
    assert Matter.objects.get(pk=received(county, title="另一件通知")).number == "收2026-0002"


def test_a_request_waits_for_its_answer(county: County) -> None:
    """GW-08: a 请示 is not done without the number of its 批复; the answer may lie with the city."""
    pk = received(county, genre="请示", title="关于修建防洪堤的请示", source="青石镇人民政府")
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=[{"post": county.posts["handler"].pk}])
    until = NOW.date() + timedelta(days=20)
    county.do(
        "handler",
        "documents.incoming.ask_superior",
        matter=pk,
        whom="市政府",
        what="云政〔2026〕8号",
        until=until,
    )
    assert Matter.objects.get(pk=pk).standing == "等市政府答复（3月22日）"
    county.do(
        "clerk",
        "documents.incoming.superior_answered",
        matter=pk,
        number="云州政复〔2026〕3号",
        then="handle",
    )
    county.do("handler", "documents.incoming.report", matter=pk, text="市政府已批复同意。")
    assert county.refused("director", "documents.incoming.accept", matter=pk, then="done").rule == "GW-08"
    county.do("director", "documents.incoming.accept", matter=pk, then="answer")
    assert county.refused("clerk", "documents.incoming.answer", matter=pk, text="已答复").rule == "GW-08"
    county.do("clerk", "documents.incoming.answer", matter=pk, text="已批复", answered_by="云政复〔2026〕5号")


def test_for_reading_only(county: County) -> None:
    pk = received(county)
    readers = [county.posts["mayor"].pk, county.posts["vice"].pk]
    county.do(
        "clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR, handling="read", readers=readers
    )
    assert county.refused("clerk", "documents.incoming.finish_reading", matter=pk).rule == "GW-06"
    county.do("mayor", "flow.read", matter=pk)
    county.do("vice", "flow.read", matter=pk, text="请应急局也看一下", result="opinion")
    county.do("clerk", "documents.incoming.take_up", matter=pk)
    assert Matter.objects.get(pk=pk).state == "to_propose"


def test_nobody_is_passed_over_when_a_paper_goes_round(county: County) -> None:
    """GW-06 不得漏传: a reader who left is named as a fault, in 初审 as in 拟办; so is having chosen nobody."""
    pk = received(county)
    gone = county.posts["vice"]
    gone.until = NOW.date() - timedelta(days=1)
    gone.save(update_fields=["until"])
    asked = {"handling": "read", "readers": [county.posts["mayor"].pk, gone.pk]}
    check = county.refused("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR, **asked)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    sent = {"text": "请传阅。", "to": "circulate", "readers": asked["readers"]}
    proposed = county.refused("director", "documents.incoming.propose", matter=pk, **sent)
    nobody = county.refused("director", "documents.incoming.propose", matter=pk, **{**sent, "readers": []})
    assert "不在岗" in check.message and "不在岗" in proposed.message and "还没有选" in nobody.message
    assert {r.problems[0].field for r in (check, nobody, proposed)} == {"readers"}
    assert not Round.objects.exists()


def test_a_call_becomes_a_matter(county: County) -> None:
    done = county.do(
        "clerk",
        "documents.incoming.register_call",
        source="市防指值班室张主任",
        words="今晚有暴雨，请做好转移准备。",
        urgency="特急",
    )
    matter = Matter.objects.get(pk=done.matter_id)
    assert matter.state == "to_propose" and matter.number == "话2026-0001"
    assert matter.title == "电话：今晚有暴雨，请做好转移准备。"


def test_a_telegram_by_its_grade(county: County) -> None:
    """SX-03: a telegram has four grades of its own and its own limits."""
    assert (
        county.refused(
            "clerk", "documents.incoming.register_paper", source="省防指", title="明电", urgency="特提"
        ).rule
        == "SX-03"
    )
    pk = received(county, form="telegram", urgency="特提")
    matter = Matter.objects.get(pk=pk)
    assert (
        matter.due_at is not None
        and matter.due_at.date() == date(2026, 3, 3)
        and matter.number == "电2026-0001"
    )


def test_nothing_is_due_before_it_was_written(county: County) -> None:
    """A slip of the keyboard is refused; a paper that comes after its day is registered, and is late."""
    paper = {"source": "市水利局", "title": "防汛通知", "document_date": date(2026, 2, 20)}
    slip = county.refused("clerk", "documents.incoming.register_paper", **paper, due=date(2025, 2, 27))
    assert "早于成文日期（2026-02-20）" in slip.message and slip.problems[0].field == "due"
    late = received(county, document_date=date(2026, 2, 20), due=date(2026, 2, 27))
    due = Matter.objects.get(pk=late).due_at
    assert due is not None and due < NOW


def test_duplicates_are_recognised(county: County) -> None:
    received(county, document_number="云州水〔2026〕12号")
    refusal = county.refused(
        "clerk",
        "documents.incoming.register_paper",
        source="市水利局",
        title="防汛通知",
        document_number="云州水［2026］12 号",
    )
    assert "收2026-0001" in refusal.message
    received(county, document_number="云州水〔2026〕12号", not_duplicate=True)


def test_numbers_for_paper(county: County) -> None:
    """Reserved numbers are filled in later; the old register comes in whole, gaps stay visible."""
    rows = [
        {
            "row": i + 2,
            "serial": s,
            "received_on": "2026-01-05",
            "source": "市政府办",
            "title": f"第{s}件",
            "completed_on": "2026-01-20",
        }
        for i, s in enumerate((1, 2, 4))
    ]
    bad = [*rows, {**rows[0], "row": 9, "received_on": "2025-12-31"}]
    refusal = county.refused("clerk", "documents.incoming.import_book", year=2026, rows=bad)
    assert len(refusal.problems) == 2 and IncomingDocument.objects.count() == 0
    county.do("clerk", "documents.incoming.import_book", year=2026, rows=rows)
    counter = Counter.objects.get()
    assert counter.last == 4 and gaps(counter) == []
    assert Number.objects.get(value=3).state == "void"
    county.do("clerk", "documents.incoming.reserve_numbers", count=2, reason="下乡收件")
    assert Matter.objects.get(pk=received(county, title="第七件")).number == "收2026-0007"
    assert Matter.objects.get(pk=received(county, title="第五件", reserved_number=5)).number == "收2026-0005"
    assert (
        county.refused(
            "clerk", "documents.incoming.register_paper", source="市政府", title="又一件", reserved_number=5
        ).rule
        == "GW-02"
    )


def test_the_paper_twin(county: County) -> None:
    pk = received(county)
    paper = county.do("clerk", "documents.paper.track", matter=pk, must_return=True).result["paper"]
    county.do("clerk", "documents.paper.hand_over", matter=pk, paper=paper, post=county.posts["director"].pk)
    assert PaperCopy.objects.get(pk=paper).holder.name == "陈立新"
    county.do("clerk", "documents.paper.give_back", matter=pk, paper=paper)
    assert (
        county.refused(
            "director", "documents.paper.hand_over", matter=pk, paper=paper, post=county.posts["clerk"].pk
        ).rule
        == "GW-36"
    )


def test_the_liaison_orders_the_folder(county: County) -> None:
    ids = []
    for title in ("甲通知", "乙通知"):
        pk = received(county, title=title)
        county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
        county.do(
            "director",
            "documents.incoming.propose",
            matter=pk,
            text="请批示。",
            leader=county.posts["mayor"].pk,
        )
        ids.append(pk)
    mayor = county.posts["mayor"].person_id
    county.do("liaison", "documents.folder.arrange", leader=mayor, order=ids[::-1])
    assert (
        county.refused("liaison", "documents.folder.arrange", leader=mayor, order=[*ids, 999_999]).code
        is Code.STALE
    )
    assert (
        county.refused("clerk", "documents.folder.arrange", leader=mayor, order=ids).code is Code.NOT_ALLOWED
    )
    assert Task.objects.filter(person_id=mayor, closed_at=None).count() == 2
