"""工作秘密: found by its named readers alone, and still never on a desk where nobody may see it (BM-08)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit import NOW, stand_in
from walking.short import Short

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Entry, Level, Matter, Reader
from shuniu.kernel.flow.offers import offers
from shuniu.kernel.flow.reading import may_see, read_matter
from shuniu.kernel.people.models import Duty
from shuniu.kernel.platform.notices.models import Notice

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


def _readers(pk: int) -> set[str]:
    return set(Reader.objects.filter(matter=pk).values_list("person__name", flat=True))


def _named(short: Short, pk: int, who: str) -> int:
    return Reader.objects.get(matter=pk, person=short.posts[who].person_id).pk


def test_who_proposed_it_names_a_reader_more_and_takes_him_off_again(short: Short) -> None:
    pk = short.open("handler", level="work_secret")
    assert not sees(short, "deputy", pk)
    short.do("clerk", "flow.add_readers", matter=pk, readers=[short.posts["deputy"].pk], reason="分管副主任")
    assert sees(short, "deputy", pk)
    assert Notice.objects.filter(
        matter_id=pk, to_principal__startswith=f"p{short.posts['deputy'].person_id}."
    ).exists()
    short.do("clerk", "flow.remove_reader", matter=pk, reader=_named(short, pk, "deputy"), reason="分工调整")
    assert not sees(short, "deputy", pk) and not may_see(short.actor("deputy"), pk)
    labels = list(Entry.objects.filter(matter=pk).order_by("pk").values_list("label", "text"))[-2:]
    assert [text for _, text in labels] == ["分管副主任", "分工调整"]
    assert labels[0][0].startswith("增加知悉人员：") and labels[1][0].startswith("取消知悉：")


def test_a_reader_who_did_something_finds_it_no_more_once_taken_off(short: Short) -> None:
    pk = short.open("handler", level="work_secret")
    short.step("handler", "t0", pk, "desk")
    short.do("clerk", "flow.remove_reader", matter=pk, reader=_named(short, pk, "handler"), reason="已经调离")
    assert not sees(short, "handler", pk)


def test_nobody_is_taken_off_in_whose_hands_it_is(short: Short) -> None:
    pk = short.open("handler", level="work_secret")
    held = short.refused(
        "clerk", "flow.remove_reader", matter=pk, reader=_named(short, pk, "handler"), reason="不再参与"
    )
    assert (held.code, held.rule) == (Code.RULE, "BM-08") and "手里" in held.message
    own = short.refused(
        "clerk", "flow.remove_reader", matter=pk, reader=_named(short, pk, "clerk"), reason="不再参与"
    )
    assert "提出" in own.message
    assert Reader.objects.filter(matter=pk).count() == 2


def test_the_last_reader_of_a_desk_stays_while_it_lies_there(short: Short) -> None:
    """Opened by the director, at the desk of the clerks: each may go but the last one who could take it."""
    pk = short.open("handler", who="director", level="work_secret")
    short.step("handler", "t0", pk, "desk")
    clerks = Reader.objects.filter(matter=pk, person=short.posts["clerk"].person_id)
    refusal = short.refused(
        "director", "flow.remove_reader", matter=pk, reader=clerks.get().pk, reason="分工"
    )
    assert "手里" in refusal.message and clerks.exists()


def test_who_does_not_answer_for_it_changes_no_reader(short: Short) -> None:
    pk = short.open("handler", level="work_secret")
    whom = [short.posts["deputy"].pk]
    refusal = short.refused("handler", "flow.add_readers", matter=pk, readers=whom, reason="想让他看")
    assert (refusal.code, refusal.rule) == (Code.NOT_ALLOWED, "BM-08")
    plain = short.open("handler")
    refusal = short.refused("clerk", "flow.add_readers", matter=plain, readers=whom, reason="想让他看")
    assert refusal.code == Code.RULE
    again = [short.posts["handler"].pk]
    assert (
        short.refused("clerk", "flow.add_readers", matter=pk, readers=again, reason="重复").code == Code.RULE
    )
    assert len(_readers(pk)) == 2


def test_a_reader_of_another_matter_is_not_found(short: Short) -> None:
    pk, other = (short.open("handler", level="work_secret") for _ in range(2))
    foreign = _named(short, other, "handler")
    refusal = short.refused("clerk", "flow.remove_reader", matter=pk, reader=foreign, reason="不再参与")
    assert refusal.code == Code.NOT_FOUND and len(_readers(other)) == 2


def test_it_is_offered_to_who_answers_for_it_and_to_nobody_else(short: Short) -> None:
    def offered(who: str, pk: int) -> bool:
        reading = read_matter(short.actor(who), pk)
        assert not isinstance(reading, Refusal)
        names = {offer.action.name for offer in offers(short.actor(who), reading)}
        assert ("flow.add_readers" in names) is ("flow.remove_reader" in names)
        return "flow.add_readers" in names

    secret, plain = short.open("handler", level="work_secret"), short.open("handler")
    assert offered("clerk", secret) and not offered("handler", secret) and not offered("clerk", plain)
