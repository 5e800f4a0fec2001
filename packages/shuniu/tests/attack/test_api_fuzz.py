"""The API against schemathesis: a little of every operation in `make test`, much in `make soak`."""

from __future__ import annotations

import time

import pytest
from attack.api_fuzz import fuzz
from kit import build_county

from shuniu import urls  # noqa: F401  (loads every room, and with it its actions)

pytestmark = pytest.mark.django_db
A_FEW = 2


@pytest.mark.slow
def test_a_few_inputs_for_every_operation() -> None:
    county = build_county()
    matter = county.do("clerk", "sample.ask", title="送一份材料").matter_id
    assert matter is not None
    tried, wrong = fuzz(county, matter, count=A_FEW)
    assert wrong == []
    assert sum(tried.values()) > 1000, tried
    refused = {role for role, status in map(str.split, tried) if status == "401"}
    assert refused == {"nobody"}, tried


@pytest.mark.soak(minutes=120)
@pytest.mark.both_databases
def test_many_inputs_for_every_operation(pytestconfig: pytest.Config) -> None:
    county = build_county()
    matter = county.do("clerk", "sample.ask", title="送一份材料").matter_id
    assert matter is not None
    tried, wrong = fuzz(county, matter, count=pytestconfig.getoption("count"), start=time.time_ns())
    print(f"\n  API: {sum(tried.values())} inputs tried: {dict(sorted(tried.items()))}")
    assert wrong == []
