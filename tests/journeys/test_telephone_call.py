"""A telephone call, written down while it is being made: it becomes a matter, and what that costs."""

from __future__ import annotations

from playwright.sync_api import expect

from shuniu.kernel.flow.models import Task
from shuniu.modules.documents.models import IncomingDocument
from tests.journeys.conftest import AtDesk
from tests.journeys.counting import Cost, Hand, RecordProperty, tell
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, history

MOST_SECONDS = 20
WORDS = "今晚有暴雨，请加强水库巡查"


def test_a_call_becomes_a_matter_while_it_is_made(
    county: LivingCounty, at_desk: AtDesk, record_property: RecordProperty
) -> None:
    county.do("clerk", "documents.incoming.register_call", source="市防指值班室", words="明天上午开视频会。")
    clerk = at_desk("clerk")
    clerk.go("/")
    clerk.main.get_by_role("link", name="电话记录").click()
    cost = _write_down(clerk, Hand(clerk.page))
    tell(record_property, cost)
    assert cost.mouse == 0
    assert cost.seconds <= MOST_SECONDS
    _look_at_the_matter(at_desk)


def _write_down(clerk: Desk, hand: Hand) -> Cost:
    expect(clerk.field("来电（交办）人及单位")).to_be_focused()
    expect(clerk.page.locator(".suggest [role=option]").first).to_contain_text("市防指值班室")
    hand.press("1")
    hand.type("clx")
    expect(clerk.page.locator(".suggest [role=option]:visible").first).to_contain_text("陈立新")
    hand.press("Enter")
    hand.type(WORDS)
    hand.press("Control+Enter")
    clerk.is_told("已登记：话")
    return hand.cost("电话记录")


def _look_at_the_matter(at_desk: AtDesk) -> None:
    line = IncomingDocument.objects.get(summary=WORDS)
    assert (line.form, line.source, line.channel) == ("call", "市防指值班室", "phone")
    assert line.note == "陈立新" and line.signed_by is not None and line.signed_by.name == "王秀兰"
    assert line.matter.number.startswith("话") and line.matter.due_at is not None
    assert history(line.matter) == ["电话记录"]
    assert Task.objects.get(matter=line.matter, closed_at=None).state == "to_propose"
    director = at_desk("director")
    director.open_from_list("电话：今晚有暴雨")
    director.sees(WORDS, "拟办")


def test_an_oral_instruction_is_written_down_with_its_own_time(county: LivingCounty, at_desk: AtDesk) -> None:
    clerk = at_desk("clerk")
    clerk.go("/incoming/call/")
    clerk.write("来电（交办）人及单位", "周明远县长")
    clerk.tick("口头指示")
    clerk.write("内容（原话）", "请水利局明天把水库名单报我。")
    clerk.write("办理时限", "明天")
    clerk.field("办理时限").press("Tab")
    expect(clerk.page.locator("#f-due-echo")).to_contain_text("日 (周")
    clerk.press("登记", told="已登记：话")
    line = IncomingDocument.objects.get(summary="请水利局明天把水库名单报我。")
    assert (line.form, line.channel) == ("oral", "oral")
    assert history(line.matter) == ["口头指示记录"]
