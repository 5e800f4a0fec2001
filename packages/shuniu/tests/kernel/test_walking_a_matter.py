"""A matter walks the sample procedure: who may, whose turn, what is left behind."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from kit import NOW, County, authorise, brought, build_county, stand_in

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Entry, Matter, Round, RoundMember, Task, Wait
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.records.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def errand(county: County, **data: object) -> int:
    done = county.do("clerk", "sample.ask", title="送一份材料到水利局", **data)
    assert done.matter_id is not None
    return done.matter_id


def test_from_asking_to_done(county: County) -> None:
    """Every step writes an entry, moves the task on, and changes who finds the matter in his list."""
    pk = errand(county)
    matter = Matter.objects.get(pk=pk)
    assert matter.number == "跑腿〔2026〕1号"
    assert matter.standing == "人民政府办公室承办人办理"
    handler = county.actor("handler")
    assert lists.read_page(handler.principals, ["errand.todo"]).ids == (pk,)
    county.do(
        "handler", "sample.report", matter=pk, text="已经送到", to=county.posts["director"].pk, version=1
    )
    assert lists.read_page(handler.principals, ["errand.todo"]).ids == ()
    assert lists.read_page(handler.principals, ["errand.doing"]).ids == (pk,)
    county.do("director", "sample.approve", matter=pk, text="同意")
    county.do("clerk", "sample.finish", matter=pk)
    matter.refresh_from_db()
    assert (matter.state, matter.outcome, matter.standing) == ("done", "done", "办结")
    assert [e.label for e in Entry.objects.filter(matter=pk).order_by("pk")] == [
        "交办",
        "反馈",
        "审核通过",
        "办结",
    ]
    assert lists.read_page(handler.principals, ["errand.done"]).ids == (pk,)
    assert Record.objects.filter(matter_id=pk, outcome="done").count() == 4
    assert not Task.objects.filter(matter=pk, closed_at=None).exists()


def test_a_stranger_finds_nothing(county: County) -> None:
    """县委办's clerk is the same person as 县政府办's, and still sees nothing of the other register."""
    pk = errand(county)
    refusal = county.refused("clerk_party", "flow.remind", matter=pk)
    assert refusal.code is Code.NOT_FOUND
    assert lists.read_page(county.actor("clerk_party").principals, ["errand.all"]).ids == ()


def test_not_his_turn_and_recorded(county: County) -> None:
    pk = errand(county)
    refusal = county.refused("clerk", "sample.report", matter=pk, text="代办", to=county.posts["director"].pk)
    assert refusal.code is Code.NOT_YOUR_TURN
    assert "承办人" in refusal.remedy
    assert Record.objects.filter(outcome="refused", action="sample.report").count() == 1


def test_pressing_twice_counts_once(county: County) -> None:
    pk = errand(county)
    command = uuid4()
    data = {"matter": pk, "text": "已办", "to": county.posts["director"].pk, "command_id": command}
    first = county.do("handler", "sample.report", **data)
    second = county.do("handler", "sample.report", **data)
    assert (first.repeated, second.repeated) == (False, True)
    assert second.version == first.version
    assert Entry.objects.filter(matter=pk).count() == 2


def test_the_version_one_saw(county: County) -> None:
    pk = errand(county)
    county.do("clerk", "flow.remind", matter=pk)
    refusal = county.refused(
        "handler", "sample.report", matter=pk, version=1, text="已办", to=county.posts["director"].pk
    )
    assert refusal.code is Code.STALE


def test_returned_to_who_did_it_and_withdrawn(county: County) -> None:
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["director"].pk)
    county.do("director", "flow.return", matter=pk, reason="没有写清楚")
    assert Matter.objects.get(pk=pk).state == "asked"
    county.do("handler2", "sample.report", matter=pk, text="又办了", to=county.posts["director"].pk)
    assert county.refused("handler", "flow.withdraw", matter=pk, reason="写错了").code is Code.NOT_YOUR_TURN
    county.do("handler2", "flow.withdraw", matter=pk, reason="写错了")
    assert Matter.objects.get(pk=pk).standing == "李春燕办理"


def test_a_round_by_rank_never_passes_sideways(county: County) -> None:
    """传阅 by rank: each reader gets the paper only when the one before has given it back; opinions stay."""
    pk = errand(county)
    members = [county.posts[k].pk for k in ("director", "mayor", "vice")]
    county.do("clerk", "flow.circulate", matter=pk, members=members, order="rank")
    assert county.refused("vice", "flow.read", matter=pk).code is Code.NOT_FOUND
    county.do("mayor", "flow.read", matter=pk, text="请水利局抓紧", result="opinion")
    county.do("vice", "flow.read", matter=pk)
    round_ = Round.objects.get(matter=pk)
    county.do("clerk", "flow.recall_round", matter=pk, round=round_.pk, reason="材料有更新")
    round_.refresh_from_db()
    states = list(RoundMember.objects.filter(round=round_).order_by("step").values_list("state", flat=True))
    assert states == ["done", "done", "recalled"]
    assert round_.recalled
    assert Entry.objects.get(matter=pk, label="有意见").text == "请水利局抓紧"
    assert county.refused("director", "flow.read", matter=pk).code is Code.NOT_YOUR_TURN


def test_guards_name_what_is_still_out(county: County) -> None:
    pk = errand(county)
    county.do("clerk", "flow.circulate", matter=pk, members=[county.posts["vice"].pk])
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["director"].pk)
    county.do("director", "sample.approve", matter=pk, text="同意")
    refusal = county.refused("clerk", "sample.finish", matter=pk)
    assert refusal.code is Code.RULE and "林树声" in refusal.message and refusal.rule == "GW-06"


def test_recorded_for_a_leader_and_confirmed(county: County) -> None:
    """代录 needs the scan, shows 代录, and must be confirmed before the matter closes (CQ-02)."""
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["mayor"].pk)
    mayor = county.posts["mayor"].person_id
    assert (
        county.refused("clerk", "sample.approve", matter=pk, text="同意", recorded_for=mayor).rule == "CQ-02"
    )
    scan = brought(county.posts["liaison"])
    county.do("liaison", "sample.approve", matter=pk, text="同意", recorded_for=mayor, scan=scan)
    entry = Entry.objects.get(matter=pk, label="审核通过")
    assert (entry.person_name, entry.behalf, entry.behalf_name) == ("孙小梅", "recorded", "周明远")
    assert county.refused("clerk", "sample.finish", matter=pk).rule == "CQ-02"
    assert (
        county.refused("liaison", "flow.confirm_recorded", matter=pk, entry=entry.pk).code is Code.NOT_ALLOWED
    )
    county.do("director", "flow.confirm_recorded", matter=pk, entry=entry.pk)
    county.do("clerk", "sample.finish", matter=pk)


def test_a_liaison_never_writes_as_the_leader(county: County) -> None:
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["mayor"].pk)
    assert lists.read_page(county.actor("liaison").principals, ["errand.todo"]).ids == (pk,)
    assert county.refused("liaison", "sample.approve", matter=pk, text="同意").code is Code.NOT_YOUR_TURN


@pytest.mark.parametrize(("how", "mark"), [("stand_in", "stand_in"), ("authority", "authority")])
def test_acting_for_another(county: County, how: str, mark: str) -> None:
    """AB岗 and 授权代签 act for the leader while they last, and the entry says so; then they stop by themselves."""
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["mayor"].pk)
    assert county.refused("vice", "sample.approve", matter=pk, text="同意").code is Code.NOT_FOUND
    stand_in(county, "mayor", "vice") if how == "stand_in" else authorise(county, "mayor", "vice")
    late = NOW + timedelta(days=90)
    assert county.refused("vice", "sample.approve", now=late, matter=pk, text="同意").code is Code.NOT_FOUND
    county.do("vice", "sample.approve", matter=pk, text="同意")
    entry = Entry.objects.get(matter=pk, label="审核通过")
    assert (entry.person_name, entry.behalf, entry.behalf_name) == ("林树声", mark, "周明远")


def test_only_the_right_duty_writes_the_words(county: County) -> None:
    """参与不干预: a handler who happens to hold the task cannot write the leader's verdict (CQ-01)."""
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="已办", to=county.posts["handler2"].pk)
    assert county.refused("handler2", "sample.approve", matter=pk, text="同意").rule == "CQ-01"


def test_a_child_in_another_unit_answers_its_parent(county: County) -> None:
    pk = errand(county)
    child = county.do("clerk", "sample.ask", matter=pk, title="请水利局核实", unit=county.units["water"].pk)
    made = Matter.objects.get(parent=pk)
    assert made.unit.code == "water" and made.number == "跑腿〔2026〕1号"
    assert child.matter_id == pk
    assert county.refused("handler", "sample.report", matter=made.pk, text="看看").code is Code.NOT_FOUND
    county.do("water_handler", "sample.report", matter=made.pk, text="属实", to=county.posts["water_head"].pk)
    assert county.refused("clerk", "flow.void", matter=pk, reason="不用办了").rule == "GW-08"
    county.do("water_handler", "flow.withdraw", matter=made.pk, reason="再核一下")
    county.do("water_clerk", "flow.void", matter=made.pk, reason="与另一件重复")
    answer = Entry.objects.get(matter=pk, type="feedback")
    assert answer.label == "水利局作废" and answer.data == {"child": made.pk}


def test_an_extension_is_asked_before_the_day(county: County) -> None:
    pk = errand(county)
    Matter.objects.filter(pk=pk).update(due_at=NOW + timedelta(days=2))
    new = (NOW + timedelta(days=9)).date()
    late = NOW + timedelta(days=3)
    assert (
        county.refused("handler", "flow.ask_extension", now=late, matter=pk, reason="下雨", new_due=new).rule
        == "SX-02"
    )
    same_day = county.refused(
        "handler",
        "flow.ask_extension",
        matter=pk,
        reason="下雨路断",
        new_due=(NOW + timedelta(days=2)).date(),
    )
    assert same_day.message == "延期的日期应当晚于原来的期限。", "later on the same day is no extension"
    county.do("handler", "flow.ask_extension", matter=pk, reason="下雨路断", new_due=new)
    assert (
        county.refused(
            "handler", "sample.report", matter=pk, text="办了", to=county.posts["director"].pk
        ).rule
        == "SX-02"
    )
    county.do("director", "flow.decide_extension", matter=pk, grant=True)
    matter = Matter.objects.get(pk=pk)
    assert matter.extended and matter.due_at is not None and matter.due_at.date() == new


def test_a_wait_holds_a_matter_open(county: County) -> None:
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="等市里", wait="市水利局")
    matter = Matter.objects.get(pk=pk)
    assert matter.state == "waiting" and matter.standing == "等市水利局答复（3月2日）"
    county.do("clerk", "sample.answered", matter=pk, text="批复到了")
    assert Wait.objects.get(matter=pk).answer == "批复到了"


def test_ending_out_of_turn_and_taking_up_again(county: County) -> None:
    first, second = errand(county), errand(county)
    county.do("clerk", "flow.merge", matter=second, into=first, reason="同一件事")
    assert Matter.objects.get(pk=second).outcome == "merged"
    assert county.refused("handler", "sample.report", matter=second, text="办了", to=1).code is Code.CLOSED
    county.do("handler", "flow.reassign", matter=first, post=county.posts["handler2"].pk, reason="出差")
    county.do("handler2", "sample.report", matter=first, text="办好了", to=county.posts["director"].pk)
    county.do("director", "sample.approve", matter=first, text="好")
    county.do("clerk", "sample.finish", matter=first)
    county.do("director", "flow.reopen", matter=first, reason="没有办彻底")
    matter = Matter.objects.get(pk=first)
    assert matter.closed_at is None and matter.standing == "李春燕办理"
    entry = Entry.objects.get(matter=first, label="反馈")
    county.do("handler2", "flow.correct", matter=first, entry=entry.pk, text="应为已办一半")
    entry.refresh_from_db()
    assert entry.text == "办好了"


def test_what_is_taken_up_again_gets_a_limit_of_its_own(county: County) -> None:
    pk = errand(county)
    county.do("handler", "sample.report", matter=pk, text="办好了", to=county.posts["director"].pk)
    county.do("director", "sample.approve", matter=pk, text="好")
    county.do("clerk", "sample.finish", matter=pk)
    yesterday, later = NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=5)
    refusal = county.refused("director", "flow.reopen", matter=pk, reason="没有办彻底", due=yesterday)
    assert [p.field for p in refusal.problems] == ["due"] and "已经过了" in refusal.message
    county.do("director", "flow.reopen", matter=pk, reason="没有办彻底", due=later)
    matter, task = Matter.objects.get(pk=pk), Task.objects.get(matter=pk, closed_at=None)
    assert matter.due_at is not None and matter.due_at.date() == later
    assert task.due_at == matter.due_at


def test_a_wrong_input_says_what_is_wrong(county: County) -> None:
    refusal = county.refused("clerk", "sample.ask", title="x" * 2000)
    assert refusal.code is Code.INVALID and "2000" in refusal.message
    refusal = county.refused(
        "clerk", "flow.ask_extension", matter=errand(county), reason="好", new_due="2026-02-30"
    )
    assert "“延期至”不是一个存在的日期" in refusal.message
    outcome = run("sample.ask", actor=None, data={"title": "好"}, now=NOW)
    assert not isinstance(outcome, Done) and outcome.code is Code.NO_ACTOR


def test_the_head_takes_a_task_off_an_empty_desk(county: County) -> None:
    """GW-37: what lies with somebody who left is handed on by the head of the unit, never lost."""
    pk = errand(county)
    county.do("handler", "flow.reassign", matter=pk, post=county.posts["handler2"].pk, reason="分工调整")
    assert county.refused(
        "clerk", "flow.reassign", matter=pk, post=county.posts["handler"].pk, reason="离岗"
    ).remedy
    county.do("director", "flow.reassign", matter=pk, post=county.posts["handler"].pk, reason="李春燕离岗")
    assert Matter.objects.get(pk=pk).standing == "刘建军办理"
