"""A 工作秘密 at its proposer's desk: a reader more, one taken off again, and the name of who looks over the page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty

TITLE = "关于班子运行情况的报告"


def test_readers_come_and_go_and_the_page_says_who_looks(county: LivingCounty, at_desk: AtDesk) -> None:
    paper = {"source": "县委组织部", "title": TITLE, "level": "work_secret"}
    pk = int(county.do("clerk", "documents.incoming.register_paper", **paper).result["matter"])
    clerk, director = at_desk("clerk"), at_desk("director", "phone")
    _is_shut(director, pk)
    clerk.open(pk)
    _bears(clerk, county.posts["clerk"].person.name)
    dialog = clerk.move("增加知悉人员")
    name = county.posts["director"].person.name
    clerk.pick("增加谁", name, form=dialog)
    clerk.write("理由", "办公室主任需要掌握", form=dialog)
    clerk.confirm(dialog)
    clerk.sees(f"增加知悉人员：{name}", "办公室主任需要掌握")
    director.open(pk)
    director.sees(TITLE)
    _bears(director, name)
    width = director.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]
    clerk.open(pk)
    dialog = clerk.move("取消知悉")
    clerk.choose("取消谁", name, form=dialog)
    clerk.write("理由", "不再分管", form=dialog)
    clerk.confirm(dialog)
    clerk.sees(f"取消知悉：{name}")
    _is_shut(director, pk)


def _bears(desk: Desk, name: str) -> None:
    """The name is over the whole window and takes no press."""
    cover = desk.page.locator(".watermark")
    expect(cover.locator("span").first).to_have_text(re.compile(rf"内部 {name} \d{{4}}-\d\d-\d\d \d\d:\d\d"))
    box, size = cover.bounding_box(), desk.page.viewport_size
    assert box and size and (box["width"], box["height"]) >= (size["width"] - 20, size["height"] - 1)
    assert cover.evaluate("cover => getComputedStyle(cover).pointerEvents") == "none"


def _is_shut(desk: Desk, pk: int) -> None:
    desk.window.expect("404")
    desk.open(pk)
    desk.sees("没有这一件，或者您无权查看")
