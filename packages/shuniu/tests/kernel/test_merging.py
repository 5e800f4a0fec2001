"""并案: both records say it, both are locked in one order, and nothing is merged into what is over."""

from __future__ import annotations

import pytest
from walking.short import Short

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Entry, Matter

pytestmark = pytest.mark.django_db


def test_both_records_say_what_went_into_which(short: Short) -> None:
    one, other = short.open("handler"), short.open("handler2")
    before = Matter.objects.get(pk=other).version
    short.do("clerk", "flow.merge", matter=one, into=other, reason="同一件事")
    assert Matter.objects.get(pk=one).outcome == "merged"
    taken_in = Entry.objects.get(matter=other, label="并入另一件")
    assert (taken_in.text, taken_in.data["merged"]) == ("同一件事", one)
    assert Matter.objects.get(pk=other).version == before + 1


@pytest.mark.parametrize("what", ["itself", "ended", "elsewhere", "nothing"])
def test_into_nothing_that_could_not_take_it(short: Short, what: str) -> None:
    pk, into = short.open("handler"), short.open("handler")
    if what == "ended":
        short.do("clerk", "flow.void", matter=into, reason="不用办了")
    into = {
        "itself": pk,
        "ended": into,
        "elsewhere": short.open("water_handler", who="water_clerk", unit="water"),
        "nothing": 999_999,
    }[what]
    refusal = short.refused("clerk", "flow.merge", matter=pk, into=into, reason="同一件事")
    assert refusal.code is Code.INVALID
