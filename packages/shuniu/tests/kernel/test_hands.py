"""Whose hands did it: what was done, by whom, for whom, and what merely ended without having been done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit import NOW, brought, stand_in
from walking.short import Short

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Entry, Matter, Task
from shuniu.kernel.people.models import Duty, Post
from shuniu.kernel.records.models import Record

pytestmark = pytest.mark.django_db


def finds(short: Short, who: str, name: str) -> tuple[int, ...]:
    return lists.read_page(short.actor(who).principals, [f"errand.{name}"]).ids


def test_what_two_hold_goes_back_to_the_one_who_did_it(short: Short) -> None:
    """Of two holders one acted; the other's task lapsed, and nothing is returned to him or counted as his."""
    pk = short.open("handler", "handler2")
    short.step("handler", "t0", pk, "second", "director")
    assert finds(short, "handler", "doing") == (pk,)
    assert finds(short, "handler2", "doing") == ()
    short.do("director", "flow.return", matter=pk, reason="没有写清楚")
    assert short.standing(pk) == "刘建军办理"


def test_what_is_withdrawn_was_never_done_by_the_next(short: Short) -> None:
    pk = short.open("handler")
    short.step("handler", "t0", pk, "second", "director")
    short.do("handler", "flow.withdraw", matter=pk, reason="写错了")
    assert finds(short, "director", "doing") == ()
    assert [t.lapsed for t in Task.objects.filter(matter=pk, state="second")] == [True]


def test_what_was_recorded_for_a_leader_is_his_and_the_recorders(short: Short) -> None:
    """A leader finds what a clerk recorded for him among what he did, and so does the one who recorded it."""
    pk = short.open("handler")
    short.step("handler", "t0", pk, "second", "mayor")
    mayor = short.posts["mayor"].person_id
    scan = brought(short.posts["liaison"])
    short.step("liaison", "t1", pk, "desk", recorded_for=mayor, scan=scan, says="opinion")
    assert finds(short, "mayor", "doing") == ()  # the confirmation is on his desk
    assert finds(short, "mayor", "todo") == (pk,)
    short.do("director", "flow.confirm_recorded", matter=pk, entry=Entry.objects.get(behalf="recorded").pk)
    assert finds(short, "mayor", "doing") == (pk,)
    own = lists.read_page(
        [f"p{short.posts['liaison'].person_id}.{short.units['office'].pk}"], ["errand.doing"]
    )
    assert own.ids == (pk,)


def test_a_head_who_takes_a_task_off_a_desk_did_not_do_it_for_the_holder(short: Short) -> None:
    pk = short.open("handler")
    short.do("director", "flow.reassign", matter=pk, reason="外出学习", post=short.posts["handler2"].pk)
    assert finds(short, "handler", "doing") == ()
    assert finds(short, "handler2", "todo") == (pk,)


def test_nothing_goes_to_an_empty_desk(short: Short) -> None:
    """Whoever left gets nothing more; the step is refused and nothing of it happens."""
    pk = short.open("handler")
    Duty.objects.filter(code="CLERK").update(until=NOW.date() - timedelta(days=1))
    Duty.objects.filter(code__in=("OFFICE_HEAD", "UNIT_HEAD", "LIAISON")).update(
        until=NOW.date() - timedelta(days=1)
    )
    refusal = short.refused("handler", "walk.t0", matter=pk, target="desk", posts=[], text="同意")
    assert refusal.code is Code.RULE
    assert short.standing(pk) == "刘建军办理"


def test_nothing_new_below_a_matter_that_ended(short: Short) -> None:
    pk = short.open("handler")
    short.do("clerk", "flow.void", matter=pk, reason="不用办了")
    data = {"title": "下一级", "procedure": "walk.short", "unit": short.units["water"].pk}
    refusal = short.refused("clerk", "walk.open", matter=pk, posts=[short.posts["water_handler"].pk], **data)
    assert refusal.code is Code.CLOSED
    assert Matter.objects.count() == 1


class TestStandIns:
    """AB岗: B does what A would do, desks of duties too, marked as such, and only while it lasts."""

    def test_a_clerks_desk(self, short: Short) -> None:
        pk = short.open("handler")
        short.step("handler", "t0", pk, "desk")
        refused = short.refused("handler2", "walk.t2", matter=pk, target="done")
        assert refused.code is Code.NOT_FOUND
        stand_in(short, "clerk", "handler2")
        assert finds(short, "handler2", "todo") == (pk,)
        short.do("handler2", "walk.t2", matter=pk, target="done")
        entry = Entry.objects.get(matter=pk, action="walk.t2")
        assert (entry.person_name, entry.behalf, entry.behalf_name) == ("李春燕", "stand_in", "王秀兰")

    def test_a_moves_duty(self, short: Short) -> None:
        """What only a clerk may do, his stand-in may; the entry says for whom."""
        pk = short.open("handler2")
        assert short.refused("handler2", "flow.void", matter=pk, reason="不用办了").code is Code.NOT_ALLOWED
        stand_in(short, "clerk", "handler2")
        short.do("handler2", "flow.void", matter=pk, reason="不用办了")
        assert Entry.objects.get(matter=pk, action="flow.void").behalf_name == "王秀兰"

    def test_words_of_another_duty_stay_closed(self, short: Short) -> None:
        """In his own task, a stand-in still writes as himself: no 拟办意见 out of a borrowed duty (CQ-01)."""
        pk = short.open("handler2")
        stand_in(short, "clerk", "handler2")
        data = {"target": "second", "posts": [short.posts["director"].pk], "text": "建议同意"}
        assert (
            short.refused("handler2", "walk.t0", matter=pk, says="proposal", **data).code is Code.NOT_ALLOWED
        )

    def test_it_ends_on_its_day_and_with_the_post(self, short: Short) -> None:
        pk = short.open("handler")
        row = stand_in(short, "handler", "handler2")
        assert short.actor("handler2").standings
        assert not short.actor("handler2", now=row.until).standings
        Post.objects.filter(pk=short.posts["handler"].pk).update(until=NOW.date() - timedelta(days=1))
        assert not short.actor("handler2").standings
        assert short.refused("handler2", "flow.remind", matter=pk).code is Code.NOT_FOUND

    def test_nobody_lends_what_was_lent_to_him(self, short: Short) -> None:
        stand_in(short, "clerk", "handler")
        stand_in(short, "handler", "handler2")
        assert not short.actor("handler2").holds("CLERK")


def test_a_lost_connection_is_said_and_pressed_again() -> None:
    """Whether it was saved is not known; the same press again counts once."""
    from django.db import OperationalError

    from shuniu.kernel.flow.runner import _storage_refusal

    refusal = _storage_refusal(OperationalError("server closed the connection unexpectedly"))
    assert refusal.code is Code.BUSY and "再按一次" in refusal.remedy
    assert not Record.objects.exists()
