"""Reasons of reserved and void numbers: there must be one, and the register has room for so much."""

from __future__ import annotations

import pytest
from kit import NOW

from shuniu.kernel.base.refusals import Refused
from shuniu.kernel.numbering import numbers
from shuniu.kernel.numbering.models import REASON_LIMIT, Number

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def reserve(reason: str) -> range:
    return numbers.reserve("收", 2026, 1, 2, reason, now=NOW)


def test_as_long_as_it_may_be() -> None:
    reason = "字" * REASON_LIMIT
    assert list(reserve(reason)) == [1, 2]
    numbers.give_up("收", 2026, 2, reason)
    assert list(Number.objects.order_by("value").values_list("state", "reason")) == [
        ("reserved", reason),
        ("void", reason),
    ]


@pytest.mark.parametrize(
    ("reason", "says"),
    [("", "要写明"), ("字" * (REASON_LIMIT + 1), f"最多写 {REASON_LIMIT} 个字，现在是 201 个字")],
)
def test_what_does_not_fit_is_refused_and_takes_no_number(reason: str, says: str) -> None:
    reserve("纸质登记")
    for attempt in (lambda: reserve(reason), lambda: numbers.give_up("收", 2026, 1, reason)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert says in refused.value.refusal.message
        assert refused.value.refusal.problems[0].field == "reason"
    assert list(Number.objects.order_by("value").values_list("value", "state")) == [
        (1, "reserved"),
        (2, "reserved"),
    ]


def test_only_a_reserved_number_is_given_up() -> None:
    """What a paper has, a clerk's reason does not take away; nor is a number given up twice."""
    used = numbers.take("收", 2026, 1, 7, now=NOW)
    (kept,) = numbers.reserve("收", 2026, 1, 1, "下乡", now=NOW)
    numbers.give_up("收", 2026, kept, "没有用上")
    for value in (used, kept, 99):
        with pytest.raises(Refused):
            numbers.give_up("收", 2026, value, "没有用上")
    assert list(Number.objects.order_by("value").values_list("state", flat=True)) == ["used", "void"]


def test_counters_of_two_units_have_two_names() -> None:
    """收1 of unit 2 is not 收 of unit 12."""
    assert numbers.series_key("errand", 2, "收1") != numbers.series_key("errand", 12, "收")
