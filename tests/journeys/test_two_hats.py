"""王秀兰 keeps the books of 县委办 and of 县政府办: she changes her hat, and the two are never mixed."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.numbering.models import Number
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty

OURS, THEIRS = "关于政府系统值班工作的通知", "关于党委系统值班工作的通知"


def test_one_person_with_both_offices_never_mixes_their_registers(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    desk = at_desk("clerk")
    _register(desk, OURS, "市政府办公室")
    _wear(desk.page, "文书", "县委办")
    _register(desk, THEIRS, "市委办公室")
    ours, theirs = (Matter.objects.get(title=title) for title in (OURS, THEIRS))
    assert (ours.unit, theirs.unit) == (county.units["office"], county.units["party"])
    counters = [Number.objects.get(matter_id=matter.pk).counter.unit_id for matter in (ours, theirs)]
    assert counters == [ours.unit_id, theirs.unit_id]
    for path in ("/", "/incoming/?view=all", "/incoming/book/"):
        desk.go(path)
        desk.sees(THEIRS)
        desk.sees_not(OURS)
    desk.window.expect("404")
    desk.go(f"/matters/{ours.pk}/")
    desk.sees("没有这一件，或者您无权查看", "请换一个身份看看")
    desk.go(f"/search/?q={OURS[2:8]}")
    desk.sees_not(OURS)
    desk.open(theirs.pk)
    _wear(desk.page, "文书", "人民政府办公室")
    for path in ("/", "/incoming/?view=all", "/incoming/book/"):
        desk.go(path)
        desk.sees(OURS)
        desk.sees_not(THEIRS)
    _a_press_under_the_other_hat(desk, theirs)


def _register(desk: Desk, title: str, source: str) -> None:
    desk.go("/incoming/register/")
    desk.write("来文单位", source)
    desk.write("标题", title)
    desk.press("登记", told="已登记：收")


def _wear(page: Page, post: str, unit: str) -> None:
    """Choose the other hat in the frame; the frame says which one is worn now."""
    hat = page.locator("details.top-hat")
    hat.locator("summary").click()
    hat.get_by_role("button", name=unit).filter(has_text=post).click()
    expect(hat.locator("summary b")).to_contain_text(unit)


def _a_press_under_the_other_hat(desk: Desk, theirs: Matter) -> None:
    """A page opened under one hat and pressed under the other is refused, and what was typed stays."""
    _wear(desk.page, "文书", "县委办")
    desk.open(theirs.pk)
    desk.write("初审意见", "已核对。")
    other = desk.page.context.new_page()
    other.goto("/")
    _wear(other, "文书", "人民政府办公室")
    other.close()
    desk.press("初审通过")
    desk.is_refused("没有这一件，或者您无权查看")
    expect(desk.field("初审意见")).to_have_value("已核对。")
    theirs.refresh_from_db()
    assert theirs.state == "to_check"
