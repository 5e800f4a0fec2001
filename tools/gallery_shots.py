"""What `make gallery` photographs: each screen once for the role it belongs to, the most used in their other states.

A shot names the person of the demo's guide who looks, the address, and what a hand does before the picture is taken.
Addresses of matters are found on the screen itself, as a person finds them, so nothing here knows an id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

Hand = Callable[[Page], None]
WIDE, NARROW, LAPTOP = (1440, 900), (390, 844), (1366, 768)


@dataclass(frozen=True)
class Shot:
    """One picture: its name in file names, the screen and state in words, who looks, where, and what is done."""

    name: str
    screen: str
    who: str
    path: str
    state: str = "平常"
    hand: Hand | None = None
    sizes: tuple[tuple[int, int], ...] = (WIDE, NARROW)
    expected: tuple[str, ...] = field(default=())
    served: str = "demo"

    @property
    def title(self) -> str:
        return f"{self.screen}（{self.state}）"


def opens_first(path: str, *, with_text: str = "") -> Hand:
    """Go to the list at *path* and open its first row (the first that says *with_text*)."""

    def hand(page: Page) -> None:
        page.goto(path)
        rows = page.locator("[data-row]", has_text=with_text) if with_text else page.locator("[data-row]")
        rows.first.locator("[data-open-row]").click()
        page.locator("h1").first.wait_for()

    return hand


def then(*hands: Hand) -> Hand:
    """One after the other."""

    def hand(page: Page) -> None:
        for one in hands:
            one(page)

    return hand


def press(name: str) -> Hand:
    """Press the button *name*."""
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


def keys(*pressed: str) -> Hand:
    """Press keys."""

    def hand(page: Page) -> None:
        for key in pressed:
            page.keyboard.press(key)

    return hand


def click(selector: str) -> Hand:
    """Press what *selector* finds first."""
    return lambda page: page.locator(selector).first.click()


def large(page: Page) -> None:
    """大字, by the class that the preference sets."""
    page.evaluate("document.documentElement.classList.add('large')")


def large_after(hand: Hand) -> Hand:
    """*hand*, then 大字."""
    return then(hand, large)


def press_empty_form(page: Page) -> None:
    """Send the next step's form with nothing in it."""
    page.locator("button[form=next][data-submit], .form button[data-submit]").first.click()
    page.locator(".refusal:visible, .problems:visible").first.wait_for()


def wrong_password(page: Page) -> None:
    """Try to sign in as nobody."""
    page.locator("[name=username]").fill("meiyou")
    page.locator("[name=password]").fill("bu-zhi-dao")
    page.get_by_role("button", name="登录", exact=True).click()
    page.locator(".refusal:visible, .problems:visible, [role=alert]:visible").first.wait_for()


def drafted(page: Page) -> None:
    """Begin an urgent document, which may be drafted before its 立项, and write in it without saving."""
    page.goto("/outgoing/new/")
    page.locator("[name=title]").fill("关于做好低温雨雪天气应对工作的通知")
    page.get_by_label("特急").check()
    page.get_by_label("先起草，随后补立项").check()
    page.get_by_role("button", name="发文立项", exact=True).click()
    page.get_by_role("link", name="起草", exact=True).click()
    body = "现将有关事项通知如下。\n一、加强值班\n各乡镇每天报送情况。\n二、保障供应\n备足物资。"
    page.locator("#f-body").fill(body)
    page.locator(".outline li").nth(1).wait_for(state="attached")
    page.locator(".draft-page").first.wait_for(state="attached")


def saved(page: Page) -> None:
    """The same, saved."""
    drafted(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("[name=draft][value='1']").wait_for(state="attached")


def two_versions(page: Page) -> None:
    """The same, saved twice and compared."""
    saved(page)
    page.locator("#f-body").fill(
        "现将有关事项通知如下。\n一、加强值班值守\n二、保障供应\n备足物资，随时调运。"
    )
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("[name=draft][value='2']").wait_for(state="attached")
    page.get_by_role("link", name="各稿对比").click()
    page.get_by_role("button", name="对比这两稿").click()
    page.locator(".redline").wait_for()


NOTHING = "?title=没有这样的文件"
REFUSED = (r"status of 4(0[349]|22)",)
CLERK, DIRECTOR, LEADER, LIAISON = "clerk-zfb", "director-zfb", "governor", "liaison-governor"
TODO = "/incoming/?view=todo"
ALL = "/incoming/?view=all"

ENTRANCE = (
    Shot("enter", "以谁的身份进入", "", "/enter/"),
    Shot("sign-in", "登录", "", "/sign-in/", served="serve"),
    Shot("sign-in-error", "登录", "", "/sign-in/", "出错", wrong_password, expected=REFUSED, served="serve"),
)
DESKS = (
    Shot("desk-clerk", "工作台：收文员", CLERK, "/"),
    Shot("desk-clerk-large", "工作台：收文员", CLERK, "/", "大字", large),
    Shot("desk-clerk-laptop", "工作台：收文员", CLERK, "/", "1366×768", sizes=(LAPTOP,)),
    Shot("desk-empty", "工作台：没有待办", "secrecy", "/", "空"),
    Shot("desk-doing", "工作台：在办", CLERK, "/?tab=doing"),
    Shot("desk-done", "工作台：已办", CLERK, "/?tab=done"),
    Shot("desk-director", "工作台：办公室主任", DIRECTOR, "/", "有逾期"),
    Shot("desk-leader", "工作台：县长", LEADER, "/"),
    Shot("desk-liaison", "工作台：领导联络员", LIAISON, "/"),
    Shot("desk-town", "工作台：乡镇党政办", "town-office", "/"),
    Shot("desk-handler", "工作台：部门承办人", "dept-handler", "/"),
    Shot("desk-hats", "换身份", "clerk-both", "/", hand=click(".top-hat summary")),
    Shot("desk-person", "个人菜单", CLERK, "/", hand=click(".top-person summary")),
    Shot("keys", "键盘操作", CLERK, "/", hand=keys("?")),
    Shot("notices", "消息", CLERK, "/notices/"),
)
LISTS = (
    Shot("list", "收文", CLERK, ALL),
    Shot("list-overdue", "收文", CLERK, "/incoming/?view=overdue", "逾期"),
    Shot("list-filter", "收文：筛选", CLERK, "/incoming/?view=all&genre=请示", hand=click(".filter summary")),
    Shot("list-empty", "收文", CLERK, f"/incoming/{NOTHING}", "空"),
    Shot("list-large", "收文", CLERK, ALL, "大字", large),
    Shot("list-laptop", "收文", CLERK, ALL, "1366×768", sizes=(LAPTOP,)),
    Shot("list-portfolio", "收文：分管", "deputy", "/incoming/?view=portfolio"),
    Shot("circulating", "传阅", CLERK, "/incoming/circulating/"),
    Shot("circulating-empty", "传阅", CLERK, f"/incoming/circulating/{NOTHING}", "空"),
    Shot("circulating-overdue", "传阅", CLERK, "/incoming/circulating/?view=resting", "停了三天以上"),
    Shot("circulating-large", "传阅", CLERK, "/incoming/circulating/", "大字", large),
    Shot("reminders", "催办台", DIRECTOR, "/incoming/reminders/", "逾期"),
    Shot("reminders-all", "催办台", DIRECTOR, "/incoming/reminders/?view=all"),
    Shot("reminders-batch", "催办台：成批", DIRECTOR, "/incoming/reminders/", hand=keys("j", " ", "j", " ")),
    Shot("reminders-empty", "催办台", DIRECTOR, f"/incoming/reminders/{NOTHING}", "空"),
    Shot("reminders-large", "催办台", DIRECTOR, "/incoming/reminders/", "大字", large),
    Shot("whereabouts", "文件去向", CLERK, "/incoming/whereabouts/"),
    Shot("whereabouts-empty", "文件去向", CLERK, f"/incoming/whereabouts/{NOTHING}", "空"),
    Shot(
        "whereabouts-error", "文件去向：没选交给谁", CLERK, "/incoming/whereabouts/", "出错",
        then(keys("j", " "), press("交给")),
    ),
    Shot("whereabouts-overdue", "文件去向", CLERK, "/incoming/whereabouts/?view=long", "一周没动"),
    Shot("whereabouts-large", "文件去向", CLERK, "/incoming/whereabouts/", "大字", large),
    Shot("twin", "纸质件（扫码）", CLERK, "/incoming/whereabouts/", hand=opens_first("/incoming/whereabouts/")),
    Shot("book", "收文登记簿", CLERK, "/incoming/book/"),
    Shot("book-empty", "收文登记簿", CLERK, "/incoming/book/?year=1999", "空"),
    Shot("book-large", "收文登记簿", CLERK, "/incoming/book/", "大字", large),
    Shot("search", "搜索", CLERK, "/search/?q=防汛"),
    Shot("search-empty", "搜索", CLERK, "/search/?q=没有这样的字", "空"),
    Shot("search-large", "搜索", CLERK, "/search/?q=防汛", "大字", large),
)  # fmt: skip
MATTERS = (
    Shot("matter-check", "办件：待初审", CLERK, "/", hand=opens_first("/", with_text="初审")),
    Shot("matter-propose", "办件：待拟办", DIRECTOR, "/", hand=opens_first("/", with_text="拟办")),
    Shot(
        "matter-propose-error", "办件：待拟办", DIRECTOR, "/", "出错",
        then(opens_first("/", with_text="拟办"), press_empty_form), expected=REFUSED,
    ),
    Shot(
        "matter-propose-large", "办件：待拟办", DIRECTOR, "/", "大字",
        large_after(opens_first("/", with_text="拟办")),
    ),
    Shot("matter-instruct", "办件：待批示", LEADER, "/", hand=opens_first("/", with_text="批示")),
    Shot("matter-assign", "办件：待交办", CLERK, "/", hand=opens_first("/", with_text="交办")),
    Shot(
        "matter-moves", "办件：其他操作", CLERK, "/",
        hand=then(opens_first("/", with_text="交办"), click(".moves > summary")),
    ),
    Shot("matter-handle", "办件：承办中", "dept-handler", "/", hand=opens_first("/", with_text="承办")),
    Shot("matter-circulating", "办件：传阅中", CLERK, "/", hand=opens_first("/incoming/circulating/")),
    Shot("matter-overdue", "办件", DIRECTOR, "/", "逾期", opens_first("/incoming/reminders/")),
    Shot("matter-done", "办件：办结", CLERK, "/", hand=opens_first("/incoming/?view=done")),
    Shot("matter-rejected", "办件：退文", CLERK, "/", hand=opens_first(ALL, with_text="退文")),
    Shot("matter-town", "办件：乡镇", "town-office", "/", hand=opens_first("/")),
    Shot(
        "procedure", "流程图", CLERK, "/",
        hand=then(opens_first("/", with_text="交办"), click("a[href$='/procedure/']")),
    ),
)  # fmt: skip
LEADERS = (
    Shot("leader", "领导页（手机、平板）", LEADER, "/leader/", sizes=(WIDE, NARROW, (820, 1180))),
    Shot("leader-write", "领导页：写批示", LEADER, "/leader/", hand=press("批示")),
    Shot("leader-large", "领导页", LEADER, "/leader/", "大字", large),
    Shot("folder", "批阅夹", LIAISON, "/incoming/folder/"),
    Shot("folder-batch", "批阅夹：选中", LIAISON, "/incoming/folder/", hand=keys("j", " ", "j", " ")),
    Shot(
        "folder-record", "批阅夹：成批代录", LIAISON, "/incoming/folder/",
        hand=then(keys("j", " ", "j", " "), press("代录批示")),
    ),
    Shot(
        "folder-record-error", "批阅夹：成批代录", LIAISON, "/incoming/folder/", "出错",
        then(keys("j", " ", "j", " "), press("代录批示"), press("代录")), expected=REFUSED,
    ),
)  # fmt: skip
FORMS = (
    Shot("register", "收文登记：放入文件", CLERK, "/incoming/new/"),
    Shot("register-form", "收文登记", CLERK, "/incoming/register/"),
    Shot(
        "register-error", "收文登记", CLERK, "/incoming/register/", "出错", press_empty_form, expected=REFUSED
    ),
    Shot("telegram", "明电登记", CLERK, "/incoming/telegram/"),
    Shot("scan", "扫描件登记", CLERK, "/incoming/scan/"),
    Shot("call", "电话记录", CLERK, "/incoming/call/"),
    Shot("reserve", "预留收文号", CLERK, "/incoming/book/reserve/"),
    Shot("begin", "开账", CLERK, "/incoming/book/begin/"),
    Shot("import", "导入登记簿", CLERK, "/incoming/book/import/"),
)
OUTGOING = (
    Shot("outgoing", "发文", CLERK, "/outgoing/?view=all"),
    Shot("outgoing-empty", "发文", CLERK, f"/outgoing/{NOTHING}", "空"),
    Shot("outgoing-large", "发文", CLERK, "/outgoing/?view=all", "大字", large),
    Shot("outgoing-new", "发文立项", CLERK, "/outgoing/new/"),
    Shot(
        "outgoing-new-error", "发文立项", CLERK, "/outgoing/new/", "出错", press_empty_form, expected=REFUSED
    ),
    Shot("drafting", "起草", CLERK, "/", hand=drafted),
    Shot("drafting-large", "起草", CLERK, "/", "大字", large_after(drafted)),
    Shot("versions", "各稿对比", CLERK, "/", hand=two_versions),
    Shot("word", "Word 稿", CLERK, "/", hand=then(saved, click("a[href$='/word/']"))),
)
COUNTY = (
    Shot("people", "在岗与代理", DIRECTOR, "/people/"),
    Shot("calendar", "工作日历", DIRECTOR, "/calendar/"),
    Shot("parameters", "规则与参数", DIRECTOR, "/parameters/"),
    Shot("help", "帮助", CLERK, "/help/"),
    Shot("help-chapter", "帮助：一章", CLERK, "/help/", hand=click(".help-groups a")),
    Shot("error-404", "没有这一页", CLERK, "/matters/999999999/", "出错", expected=REFUSED),
    Shot("error-403", "不在身份范围内", "dept-handler", "/incoming/book/", "出错", expected=REFUSED),
)
SHOTS: tuple[Shot, ...] = (*ENTRANCE, *DESKS, *LISTS, *MATTERS, *LEADERS, *FORMS, *OUTGOING, *COUNTY)

PRINTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("print-slip", "文件处理单", CLERK, "/incoming/reminders/?view=all", "文件处理单"),
    ("print-reject", "退文单", CLERK, ALL, "退文单"),
    ("print-book", "收文登记簿", CLERK, "/incoming/book/?month=3", "打印登记簿"),
    ("print-cover", "批阅夹封面", LIAISON, "/incoming/folder/", "打印批阅夹封面"),
    ("print-list", "催办台清单", DIRECTOR, "/incoming/reminders/", "打印"),
)
"""Printed forms: name, title, who prints, the page that has the link (or a list whose first row has), the link."""
