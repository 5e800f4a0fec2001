"""A newcomer before `shuniu demo`: the entrance, a person, and the first tasks that the guide proposes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from files.papers_of_all_kinds import word
from playwright.sync_api import expect

from shuniu.demo.guide import load_guide
from tests.journeys.conftest import ROOT, OpenPage
from tests.journeys.desks import Desk, payload
from tests.journeys.scenes import POINTS
from tests.journeys.server import ProductServer

TITLE = "云州市林业局关于做好冬季森林防火工作的通知"
NOTICE = word(
    "云州市林业局文件",
    "云州林〔2026〕57号",
    TITLE,
    "各县人民政府：",
    "入冬以来天干物燥，请落实值班制度，备足物资，严防森林火灾。",
    "云州市林业局",
)
EVERY = 60

DemoAt = Callable[..., ProductServer]


@pytest.fixture
def demo_at(tmp_path: Path) -> Iterator[DemoAt]:
    """`shuniu demo` in a folder of its own, that holds a part of the year already or nothing at all."""
    running: list[ProductServer] = []

    def begin(*, every: int = 0, patience: float) -> ProductServer:
        fonts = Path(os.environ.get("SHUNIU_TEST_FONTS", ROOT / "var" / "fonts-free"))
        (tmp_path / "fonts-free").symlink_to(fonts, target_is_directory=True)
        if every:
            environment = {**os.environ, "SHUNIU_HOME": str(tmp_path), "DATABASE_URL": ""}
            environment["DJANGO_SETTINGS_MODULE"] = "shuniu.settings"
            words = [sys.executable, "-m", "tests.journeys.some_of_the_demo", str(every)]
            subprocess.run(words, cwd=ROOT, env=environment, check=True)
        server = ProductServer(tmp_path, "", command="demo", patience=patience)
        running.append(server)
        server.start()
        return server

    yield begin
    for server in running:
        server.stop()


@pytest.mark.soak
def test_a_newcomer_does_the_first_tasks_as_three_people(
    demo_at: DemoAt, request: pytest.FixtureRequest
) -> None:
    demo = demo_at(every=EVERY, patience=60)
    desk = _before(demo, request)
    desk.go("/")
    desk.sees("以谁的身份进入", "云岭县是虚构的", "不要放真实的文件")
    expect(desk.main.get_by_role("button", name="的身份进入")).to_have_count(len(load_guide()) + 3)
    _enter(desk, "收文员（县政府办文书）")
    expect(desk.page.locator(".top-name .mark")).to_have_text("演示")
    _register(desk)
    _another(desk, "县政府办主任")
    desk.open_from_list(TITLE)
    desk.write("拟办意见", "建议请林县长阅示，林业局承办。")
    desk.pick("送哪位领导批示", "林书恒")
    desk.press("拟办", told="已拟办")
    _another(desk, "县长")
    desk.open_from_list(TITLE)
    desk.sees("建议请林县长阅示，林业局承办。")
    desk.tick("同意")
    desk.press("批示", told="已批示")
    _another(desk, "收文员（县政府办文书）")
    desk.page.locator(".top-bell").click()
    desk.sees(TITLE)
    desk.open_from_list(TITLE)
    desk.sees("林书恒", "同意。", "待交办")


def _before(demo: ProductServer, request: pytest.FixtureRequest) -> Desk:
    """A window before *demo*, opened only now: a browser that waits while a county is made is ended as standing still."""
    open_page: OpenPage = request.getfixturevalue("open_page")
    return Desk(open_page(base_url=demo.url))


def _enter(desk: Desk, role: str) -> None:
    """One press on the card of *role*; the frame says who one is now."""
    one = next(entrance for entrance in load_guide() if entrance.role == role)
    card = desk.main.locator("li", has=desk.page.get_by_role("heading", name=role, exact=True)).last
    for words in one.tries:
        expect(card).to_contain_text(words)
    name = card.locator(".entrances-who b").inner_text()
    card.get_by_role("button").click()
    expect(desk.page.locator(".top-person-name")).to_have_text(name)


def _another(desk: Desk, role: str) -> None:
    """换一个人, in the menu of the person."""
    desk.page.locator("details.top-person summary").click()
    desk.page.get_by_role("link", name="换一个人").click()
    _enter(desk, role)


def _register(desk: Desk) -> None:
    """What the guide says: open 收文, drop a notice, look at what was read, register it; then 初审."""
    desk.page.get_by_role("navigation").get_by_role("link", name="收文", exact=False).first.click()
    desk.main.get_by_role("link", name="收文登记", exact=True).first.click()
    desk.drop(payload("林业局通知.docx", NOTICE))
    desk.page.wait_for_url("**/incoming/register/?file=*")
    expect(desk.field("标题")).to_have_value(TITLE)
    desk.press("登记", told="已登记：收")
    desk.tick(*POINTS)
    desk.press("初审通过", told="已初审通过")


@pytest.mark.soak
def test_everybody_of_the_guide_finds_work_in_the_whole_demo(
    demo_at: DemoAt, request: pytest.FixtureRequest
) -> None:
    """The real command from an empty folder, minutes long; each person of the guide has matters before him."""
    demo = demo_at(patience=1800)
    desk = _before(demo, request)
    idle = []
    for one in load_guide():
        desk.go("/enter/")
        _enter(desk, one.role)
        if one.duty == "SECRECY":
            desk.go("/notices/")
            desk.sees("密级声明", "密件拦截")
            continue
        found = 0
        for path in ("/", "/?tab=doing", "/incoming/?view=all"):
            desk.go(path)
            found += desk.main.locator("a[href^='/matters/']").count()
        if not found:
            idle.append(one.role)
    assert idle == []
