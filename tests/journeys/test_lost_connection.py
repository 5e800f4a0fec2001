"""A connection that breaks in the middle: what was typed stays, the press can be made again, twice counts once."""

from __future__ import annotations

from files.papers_of_all_kinds import word
from playwright.sync_api import Route, expect

from shuniu.kernel.flow.models import Entry, Matter
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import payload
from tests.journeys.scenes import LivingCounty, history
from tests.journeys.server import ProductServer

BROKEN = r"ERR_|Failed to load resource: net::"
NOT_SENT = "没有送到服务器，这一步还没有办"


def test_a_press_without_a_network_is_made_again(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "关于做好低温雨雪天气防范的通知"
    matter = county.to_propose(title)
    director = at_desk("director")
    director.open_from_list(title)
    director.write("拟办意见", "建议交应急管理局。")
    director.tick("直接交办")
    director.window.expect(BROKEN)
    with director.offline():
        director.sees("网络断开了")
        director.press("拟办")
        director.is_refused(NOT_SENT)
        expect(director.field("拟办意见")).to_have_value("建议交应急管理局。")
    director.press("拟办", told="已拟办")
    assert history(matter).count("拟办") == 1


def test_a_server_killed_before_and_after_it_did_the_work(
    county: LivingCounty, at_desk: AtDesk, product: ProductServer
) -> None:
    """Killed before the press arrived, and after the work was done but before the answer: the third press is told
    that it had been done, and it was done once."""
    title = "关于报送值班安排的通知"
    clerk = at_desk("clerk")
    clerk.go("/incoming/register/")
    clerk.write("来文单位", "云州市应急管理局")
    clerk.write("标题", title)
    clerk.window.expect(BROKEN)
    product.kill()
    clerk.press("登记")
    clerk.is_refused(NOT_SENT)
    product.start()

    def answer_is_lost(route: Route) -> None:
        route.fetch(max_redirects=0)
        product.kill()
        route.abort()

    clerk.page.route("**/incoming/register/", answer_is_lost, times=1)
    clerk.press("登记")
    clerk.is_refused(NOT_SENT)
    matter = Matter.objects.get(title=title)
    product.start()
    expect(clerk.field("标题")).to_have_value(title)
    clerk.press("登记", told=f"刚才已经登记过，没有重复登记：{matter.number}")
    clerk.sees(title, "待初审")
    assert Matter.objects.filter(title=title).count() == 1
    assert Entry.objects.filter(matter=matter).count() == 1


def test_a_file_that_did_not_arrive_is_sent_again(at_desk: AtDesk) -> None:
    clerk = at_desk("clerk")
    clerk.window.expect(BROKEN)
    clerk.go("/incoming/new/")
    clerk.page.route("**/incoming/upload/", lambda route: route.abort(), times=1)
    clerk.drop(payload("值班通知.docx", word("关于春节值班的通知", "各县人民政府：", "请做好值班。")))
    clerk.sees("没有送到服务器")
    clerk.main.get_by_role("button", name="再传一次").click()
    clerk.page.wait_for_url("**/incoming/register/?file=*")
    expect(clerk.field("标题")).to_have_value("关于春节值班的通知")
