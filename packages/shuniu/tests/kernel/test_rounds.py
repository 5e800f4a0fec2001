"""Rounds: by rank, together or in batches, all or any; additions, recall, time limits, and people who leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from kit import NOW
from walking.short import Short

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Entry, Round, RoundMember, Task
from shuniu.kernel.people.models import Post
from shuniu.kernel.platform.notices.models import Notice

pytestmark = pytest.mark.django_db


def sent(short: Short, *members: str, way: str = "circulate", **more: Any) -> tuple[int, Round]:
    pk = short.open("handler")
    posts = [short.posts[m].pk for m in members]
    short.do("clerk", f"flow.{way}", matter=pk, members=posts, **more)
    return pk, Round.objects.get(matter=pk)


def now_with(round_: Round) -> list[str]:
    active = RoundMember.objects.filter(round=round_, state="active").order_by("pk")
    return [m.person.name for m in active.select_related("person") if m.person]


def in_order(round_: Round) -> list[str]:
    members = RoundMember.objects.filter(round=round_).order_by("step", "pk").select_related("person")
    return [f"{m.step} {m.person.name}" for m in members if m.person]


def test_who_is_added_in_sequence_waits_for_his_turn(short: Short) -> None:
    """Two never have the paper at once: who is added comes where his rank puts him."""
    pk, round_ = sent(short, "mayor", "handler", order="rank")
    for who in ("director", "handler2", "vice"):
        short.do("clerk", "flow.add_member", matter=pk, round=round_.pk, post=short.posts[who].pk)
    assert now_with(round_) == ["周明远"]
    assert in_order(round_) == ["1 周明远", "2 林树声", "3 陈立新", "4 刘建军", "5 李春燕"]
    for who in ("mayor", "vice", "director", "handler"):
        short.do(who, "flow.read", matter=pk)
    assert now_with(round_) == ["李春燕"]


def test_who_is_added_to_a_batch_of_equals_goes_with_them(short: Short) -> None:
    pk, round_ = sent(short, "mayor", "director", order="mixed")
    Post.objects.filter(pk=short.posts["deputy"].pk).update(rank=short.posts["director"].rank)
    short.do("clerk", "flow.add_member", matter=pk, round=round_.pk, post=short.posts["deputy"].pk)
    assert in_order(round_) == ["1 周明远", "2 陈立新", "2 何晓云"]


def test_who_is_added_to_a_parallel_round_gets_it_at_once(short: Short) -> None:
    pk, round_ = sent(short, "mayor", order="parallel")
    short.do("clerk", "flow.add_member", matter=pk, round=round_.pk, post=short.posts["vice"].pk)
    assert now_with(round_) == ["周明远", "林树声"]


def test_one_answer_is_enough_where_any_will_do(short: Short) -> None:
    pk, round_ = sent(short, "mayor", "vice", way="countersign", order="parallel", any_one=True)
    short.do("vice", "flow.read", matter=pk, result="agree")
    round_.refresh_from_db()
    assert round_.closed_at is not None and not round_.recalled
    assert list(RoundMember.objects.filter(round=round_).order_by("pk").values_list("state", flat=True)) == [
        "lapsed",
        "done",
    ]


def test_every_step_of_a_round_has_the_rounds_limit(short: Short) -> None:
    pk, round_ = sent(short, "mayor", "vice", due=date(2026, 3, 5))
    short.do("mayor", "flow.read", matter=pk)
    dues = Task.objects.filter(round=round_).values_list("due_at__date", flat=True)
    assert list(dues) == [date(2026, 3, 5)] * 2
    past = {"matter": pk, "members": [short.posts["director"].pk], "due": NOW.date() - timedelta(days=1)}
    assert short.refused("clerk", "flow.circulate", **past).code is Code.INVALID


def test_whoever_left_is_passed_over_and_the_office_is_told(short: Short) -> None:
    """The paper does not lie on the desk of somebody who is gone; nobody has to notice by himself."""
    pk, round_ = sent(short, "mayor", "vice", "director", order="rank")
    Post.objects.filter(pk=short.posts["vice"].pk).update(until=NOW.date() - timedelta(days=1))
    short.do("mayor", "flow.read", matter=pk)
    assert now_with(round_) == ["陈立新"]
    assert Entry.objects.get(matter=pk, action="flow.read").data == {"skipped": "林树声"}
    told = Notice.objects.get(text__contains="林树声已不在岗")
    assert told.to_principal == f"d{short.units['office'].pk}.CLERK"
    Post.objects.filter(pk=short.posts["vice"].pk).update(until=None)
    short.do("clerk", "flow.add_member", matter=pk, round=round_.pk, post=short.posts["vice"].pk)
    short.do("director", "flow.read", matter=pk)
    assert now_with(round_) == ["林树声"]


def test_a_round_ends_when_all_who_were_left_are_gone(short: Short) -> None:
    pk, round_ = sent(short, "mayor", "vice", order="rank")
    Post.objects.filter(pk=short.posts["vice"].pk).update(until=NOW.date() - timedelta(days=1))
    short.do("mayor", "flow.read", matter=pk)
    round_.refresh_from_db()
    assert round_.closed_at is not None
    assert short.standing(pk) == "刘建军办理"


def test_a_recall_leaves_what_was_said(short: Short) -> None:
    pk, round_ = sent(short, "mayor", "vice", order="rank")
    short.do("mayor", "flow.read", matter=pk, result="opinion", text="请抓紧")
    short.do("clerk", "flow.recall_round", matter=pk, round=round_.pk, reason="材料有更新")
    assert list(
        RoundMember.objects.filter(round=round_).order_by("step").values_list("state", flat=True)
    ) == [
        "done",
        "recalled",
    ]
    assert Entry.objects.get(matter=pk, action="flow.read").text == "请抓紧"
    assert short.refused("vice", "flow.read", matter=pk).code is Code.NOT_YOUR_TURN
