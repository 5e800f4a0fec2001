"""工作秘密: found by its named readers alone, and still never on a desk where nobody may see it (BM-08)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit import NOW, stand_in
from walking.short import Short

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Level, Matter, Reader
from shuniu.kernel.people.models import Duty

pytestmark = pytest.mark.django_db


def sees(short: Short, who: str, pk: int) -> bool:
    return pk in lists.read_page(short.actor(who).principals, ["errand.all"]).ids


def test_its_opener_and_its_readers_and_nobody_else(short: Short) -> None:
    pk = short.open("handler", level="work_secret")
    assert [who for who in short.posts if sees(short, who, pk)] == ["clerk", "handler"]


def test_a_desk_without_a_reader_gets_its_holders_as_readers(short: Short) -> None:
    """A task that nobody may see would be lost; a desk with a reader stays his alone."""
    pk = short.open("handler", who="director", level="work_secret")
    assert not sees(short, "clerk", pk)
    short.step("handler", "t0", pk, "desk")
    assert sees(short, "clerk", pk)
    assert Reader.objects.filter(matter=pk).count() == 3


def test_below_a_work_secret_everything_is_one(short: Short) -> None:
    pk = short.open("handler", level="work_secret")
    below = short.open("water_handler", unit="water", matter=pk)
    assert Matter.objects.get(pk=below).level == Level.WORK_SECRET
    assert not sees(short, "water_clerk", below)


def test_a_duty_that_ended_yesterday_finds_it_no_more(short: Short) -> None:
    """At the first change after a reader's duty ended he finds it only as himself: the day of the change counts."""
    pk = short.open("handler", level="work_secret")
    name = f"p{short.posts['clerk'].person_id}.{short.units['office'].pk}"
    assert lists.read_page([name], ["errand.open"]).ids == (pk,)
    Duty.objects.filter(post=short.posts["clerk"]).update(until=NOW.date())
    tomorrow = NOW + timedelta(days=1)
    short.step("handler", "t0", pk, "second", "director", now=tomorrow)
    assert lists.read_page([name], ["errand.open"]).ids == ()


def test_a_work_secret_goes_into_no_ordinary_matter(short: Short) -> None:
    secret, plain = short.open("handler", level="work_secret"), short.open("handler")
    refusal = short.refused("clerk", "flow.merge", matter=secret, into=plain, reason="同一件事")
    assert (refusal.code, refusal.rule) == (Code.RULE, "BM-08")


def test_a_stand_in_sees_it_while_he_stands_in(short: Short) -> None:
    pk = short.open("handler", level="work_secret")
    row = stand_in(short, "handler", "handler2")
    assert sees(short, "handler2", pk)
    after = short.actor("handler2", now=row.until)
    assert lists.read_page(after.principals, ["errand.all"]).ids == ()
