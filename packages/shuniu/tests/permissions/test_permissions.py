"""Every registered action, tried by who may, by nobody, by a stranger, without the duty, and from another unit."""

from __future__ import annotations

import pytest
from kit import NOW, County, build_county
from permissions.table import AUDIT, JOB, ROWS, SECURITY, SYSTEM, Row

from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.numbering.models import Counter
from shuniu.kernel.people.actor import Actor, administrator_actor, system_actor
from shuniu.kernel.people.models import Account

NOT_HIS = {Code.NOT_ALLOWED, Code.NOT_YOUR_TURN}


def test_every_action_has_a_row() -> None:
    """A new action comes with a row that says who may; a row without an action is a leftover."""
    walked = {name for name in ACTIONS if name.startswith("walk.")}
    assert set(ACTIONS) - walked == set(ROWS)


def test_a_row_without_somebody_says_why() -> None:
    for name, row in ROWS.items():
        assert row.anybody or (row.lacks and row.elsewhere), name


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROWS)
def test_who_may_and_who_may_not(name: str) -> None:
    row, county = ROWS[name], build_county()
    data = row.scene(county)

    def tried(actor: Actor | None) -> Done | Refusal:
        return run(name, actor=actor, data=dict(data), now=NOW)

    assert code(tried(None)) is Code.NO_ACTOR
    if row.lacks:
        refusal = tried(county.actor(row.lacks))
        assert code(refusal) in ({Code.NOT_FOUND} if row.unseen else NOT_HIS), refusal
    if "matter" in data:
        assert code(tried(county.actor("clerk_party"))) is Code.NOT_FOUND
    if row.elsewhere and not row.own:
        refusal = tried(county.actor(row.elsewhere))
        assert code(refusal) in {*NOT_HIS, Code.NOT_FOUND}, refusal
    if row.own:
        check_his_own(county, row, tried(county.actor(row.elsewhere)))
    for kind in {SYSTEM, SECURITY, AUDIT} - {row.may}:
        refusal = tried(administrator_actor(Account(pk=1, username=kind, kind=kind)))
        assert row.anybody or code(refusal) in {*NOT_HIS, Code.NOT_FOUND}, (kind, refusal)
    outcome = tried(actor_of(county, row.may))
    assert isinstance(outcome, Done), outcome


def actor_of(county: County, who: str) -> Actor:
    """The holder of a post, the job, or an administrator."""
    if who in {SYSTEM, SECURITY, AUDIT}:
        return administrator_actor(Account.objects.create(username=who, password="!", kind=who))
    return system_actor("权限测试") if who == JOB else county.actor(who)


def code(outcome: Done | Refusal) -> Code | None:
    return outcome.code if isinstance(outcome, Refusal) else None


def check_his_own(county: County, row: Row, outcome: Done | Refusal) -> None:
    """What somebody of another unit does with it stays in that unit."""
    assert isinstance(outcome, Done), outcome
    unit = county.posts[row.elsewhere].unit_id
    assert set(Matter.objects.values_list("unit_id", flat=True)) <= {unit}
    assert set(Counter.objects.values_list("unit_id", flat=True)) <= {unit}
