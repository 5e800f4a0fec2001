"""What is said of a matter reaches the units it was passed on to: 催办, 延期, and who answers a 请示."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from kit import NOW, County, browser, build_county
from test_incoming_way import ALL_FOUR, received

from shuniu.kernel.flow.models import Entry, Matter, Task
from shuniu.kernel.people.actor import COUNTY, duty_principal, end_of_day, person_principal, system_actor
from shuniu.kernel.platform.notices.models import Notice
from shuniu.modules.documents.incoming import reminders

pytestmark = pytest.mark.django_db

DUE, LATER, OWN = date(2026, 3, 6), date(2026, 3, 13), date(2026, 3, 20)


@pytest.fixture
def county() -> County:
    return build_county()


def passed_on(county: County, **paper: object) -> tuple[Matter, Matter]:
    """A document of the office that 水利局 leads, with the clerk as the one who reminds, and its child there."""
    pk = received(county, **paper)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="建议由水利局主办。", to="assign")
    county.do(
        "clerk",
        "documents.incoming.assign",
        matter=pk,
        lead=[{"unit": county.units["water"].pk}],
        due=DUE,
        tracker=county.posts["clerk"].pk,
    )
    return Matter.objects.get(pk=pk), Matter.objects.get(parent=pk)


def taken_in(county: County, child: Matter, **hand: int) -> None:
    """The child as far as 交办 in its own unit, to *hand*."""
    water = (
        ("water_clerk", "sign_for", {}),
        ("water_clerk", "register", {}),
        ("water_clerk", "pass_check", ALL_FOUR),
        ("water_head", "propose", {"text": "请照此办理。", "to": "assign"}),
        ("water_clerk", "assign", {"lead": [hand]}),
    )
    for who, name, data in water:
        county.do(who, f"documents.incoming.{name}", matter=child.pk, **data)


def handled(county: County, child: Matter) -> None:
    """The child as far as 审核通过 in its own unit."""
    taken_in(county, child, post=county.posts["water_handler"].pk)
    county.do("water_handler", "documents.incoming.report", matter=child.pk, text="已核实并办理完毕。")


def passed_on_twice(county: County) -> tuple[Matter, Matter, Matter]:
    """As `passed_on`, and 水利局 handed it on once more, to 县委办."""
    above, below = passed_on(county)
    taken_in(county, below, unit=county.units["party"].pk)
    above, below = Matter.objects.get(pk=above.pk), Matter.objects.get(pk=below.pk)
    return above, below, Matter.objects.get(parent=below)


def test_a_reminder_reaches_whoever_holds_it_below_and_stands_in_both_records(county: County) -> None:
    above, below = passed_on(county)
    county.do("clerk", "flow.remind", matter=above.pk, text="请明天下班前反馈。")
    told = Notice.objects.get(matter=below, text__startswith="催办")
    assert told.to_principal == duty_principal(below.unit_id, "CLERK") and told.urgent
    assert "请明天下班前反馈。" in told.text
    entries = {e.matter_id: e for e in Entry.objects.filter(action="flow.remind")}
    assert entries[above.pk].label == "催办"
    assert entries[below.pk].label == "云岭县人民政府办公室催办"
    assert entries[below.pk].type == entries[above.pk].type == "reminder"
    assert Matter.objects.get(pk=below.pk).version == below.version + 1


@pytest.mark.both_databases
def test_a_reminder_reaches_every_level_below_and_tells_nobody_twice(county: County) -> None:
    above, below, lowest = levels = passed_on_twice(county)
    Notice.objects.all().delete()
    county.do("clerk", "flow.remind", matter=above.pk, text="请明天下班前反馈。")
    told = [(n.matter_id, n.to_principal) for n in Notice.objects.filter(text__startswith="催办")]
    water, party = county.posts["water_clerk"], county.units["party"]
    assert sorted(told) == [
        (below.pk, person_principal(water.person_id, water.unit_id)),
        (lowest.pk, duty_principal(party.pk, "CLERK")),
    ], "and nothing to the clerk who reminds and holds the office's own task"
    entries = {e.matter_id: e.label for e in Entry.objects.filter(action="flow.remind")}
    theirs = "云岭县人民政府办公室催办"
    assert entries == {above.pk: "催办", below.pk: theirs, lowest.pk: theirs}
    for matter in levels:
        assert Matter.objects.get(pk=matter.pk).version == matter.version + 1


def test_a_reminder_from_the_middle_goes_down_and_not_up(county: County) -> None:
    above, below, lowest = passed_on_twice(county)
    county.do("water_clerk", "flow.remind", matter=below.pk)
    reminded = set(Entry.objects.filter(action="flow.remind").values_list("matter", flat=True))
    assert reminded == {below.pk, lowest.pk} and above.pk not in reminded


def test_what_is_over_at_the_lowest_level_is_left_alone(county: County) -> None:
    above, below, lowest = passed_on_twice(county)
    for name in ("sign_for", "register"):
        county.do("clerk_party", f"documents.incoming.{name}", matter=lowest.pk)
    back = {"reason": "请示中有两件事，请分开报。", "rules": ["GW-24"]}
    county.do("clerk_party", "documents.incoming.reject", matter=lowest.pk, **back)
    county.do("clerk", "flow.remind", matter=above.pk)
    reminded = set(Entry.objects.filter(action="flow.remind").values_list("matter", flat=True))
    assert reminded == {above.pk, below.pk}


def test_what_is_done_below_is_not_reminded_of(county: County) -> None:
    above, below = passed_on(county)
    handled(county, below)
    county.do("water_head", "documents.incoming.accept", matter=below.pk, then="done")
    county.do("clerk", "flow.remind", matter=above.pk)
    assert not Entry.objects.filter(matter=below, type="reminder").exists()


def test_the_automatic_reminder_goes_to_each_matter_in_its_own_turn(county: County) -> None:
    passed_on(county)
    now = NOW + timedelta(days=3)
    for matter, words in list(reminders.due_matters(now)):
        assert reminders.remind(matter, words, now=now)
    assert Entry.objects.filter(type="reminder").count() == 2
    assert {e.person_name for e in Entry.objects.filter(type="reminder")} == {
        system_actor(reminders.ACTOR).person_name
    }


def test_an_extension_moves_what_was_passed_on_with_the_same_date(county: County) -> None:
    above, below = passed_on(county)
    county.do("clerk", "flow.ask_extension", matter=above.pk, new_due=LATER, reason="要会同乡镇现场核查。")
    county.do("director", "flow.decide_extension", matter=above.pk, grant=True, text="同意。")
    for pk in (above.pk, below.pk):
        matter = Matter.objects.get(pk=pk)
        assert matter.extended and matter.due_at is not None and matter.due_at.date() == LATER
    assert Entry.objects.get(matter=below, action="flow.decide_extension").label.endswith("同意延期")
    task = Task.objects.get(matter=above, closed_at=None, purpose="state")
    assert task.due_at is not None and task.due_at.date() == LATER


@pytest.mark.slow
@pytest.mark.both_databases
def test_an_extension_moves_every_level_that_has_its_date_from_above(county: County) -> None:
    levels = passed_on_twice(county)
    for kept in (None, levels[1], levels[2]):
        Matter.objects.update(due_at=end_of_day(DUE), extended=False)
        if kept is not None:
            Matter.objects.filter(pk=kept.pk).update(due_at=end_of_day(OWN))
        county.do(
            "clerk", "flow.ask_extension", matter=levels[0].pk, new_due=LATER, reason="要会同乡镇核查。"
        )
        county.do("director", "flow.decide_extension", matter=levels[0].pk, grant=True)
        dues = [m.due_at.astimezone(COUNTY).date() for m in Matter.objects.order_by("pk") if m.due_at]
        # What lies below a unit with a date of its own has that unit's date, not the office's.
        expected = {None: [LATER] * 3, levels[1]: [LATER, OWN, DUE], levels[2]: [LATER, LATER, OWN]}
        assert dues == expected[kept]


def test_an_extension_denied_moves_nothing(county: County) -> None:
    above, below = passed_on(county)
    county.do("clerk", "flow.ask_extension", matter=above.pk, new_due=LATER, reason="要会同乡镇现场核查。")
    county.do("director", "flow.decide_extension", matter=above.pk, grant=False, text="时限是上级定的。")
    assert not Matter.objects.filter(pk__in=(above.pk, below.pk), extended=True).exists()


def test_a_unit_that_got_more_time_of_its_own_keeps_its_date(county: County) -> None:
    above, below = passed_on(county)
    Matter.objects.filter(pk=below.pk).update(due_at=NOW + timedelta(days=20))
    county.do("clerk", "flow.ask_extension", matter=above.pk, new_due=LATER, reason="要会同乡镇现场核查。")
    county.do("director", "flow.decide_extension", matter=above.pk, grant=True)
    assert Matter.objects.get(pk=below.pk).due_at == NOW + timedelta(days=20)


def test_who_handles_a_request_for_another_unit_reports_and_that_unit_answers(county: County) -> None:
    above, below = passed_on(county, title="关于解决水库除险加固资金的请示", genre="请示")
    handled(county, below)
    county.do("water_head", "documents.incoming.accept", matter=below.pk, then="done")
    assert Matter.objects.get(pk=below.pk).outcome == "done"
    county.do("clerk", "documents.incoming.report", matter=above.pk, text="水利局已提出意见，请审核。")
    refused = county.refused("director", "documents.incoming.accept", matter=above.pk, then="done")
    assert refused.rule == "GW-08"


def test_a_matter_that_another_unit_leads_says_where_it_is_and_asks_nothing_yet(county: County) -> None:
    matter, child = passed_on(county)
    client, pk = browser(county, "clerk"), matter.pk
    page = client.get(f"/matters/{pk}/").content.decode()
    assert "水利局文书签收、王秀兰跟踪催办" in page
    assert "已经交出去了：水利局文书签收。" in page and "data-following" in page
    assert 'form="next" data-submit' not in page, "there is nothing to report yet"
    county.do("water_clerk", "flow.void", matter=child.pk, reason="交办错误")
    page = client.get(f"/matters/{pk}/").content.decode()
    assert 'action="/act/documents.incoming.report/"' in page and 'form="next" data-submit' in page


@pytest.mark.parametrize(
    ("suggested", "told"), [("水利局", "按拟办意见填好"), ("水利局牵头，财政局配合", "拟办意见建议：")]
)
def test_the_form_of_assigning_begins_with_what_was_proposed(
    county: County, suggested: str, told: str
) -> None:
    pk = received(county, due="2026-12-20")
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do(
        "director",
        "documents.incoming.propose",
        matter=pk,
        text="请水利局办理。",
        to="assign",
        suggested_lead=suggested,
    )
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    assert told in page and "不填的，就是这一件的期限：" in page and "12月20日" in page
    chosen = f'value="u{county.units["water"].pk}"' in page
    assert chosen == (suggested == "水利局")
