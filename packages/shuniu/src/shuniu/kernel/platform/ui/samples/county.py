"""The people, places and days that the sample screens share."""

from __future__ import annotations

from dataclasses import replace

from shuniu.kernel.platform.ui.frame import Frame, Hat, NavGroup
from shuniu.kernel.platform.ui.gallery import Scene
from shuniu.kernel.platform.ui.messages import Toast
from shuniu.kernel.platform.ui.papers import PageImage, Paper, PaperTab
from shuniu.kernel.platform.ui.parts import Colour, Light, Link

OFFICE = "云岭县人民政府办公室"
TITLE = "安河市教育局关于做好冬季中小学取暖安全工作的通知"

OVERDUE = Light(Colour.RED, "逾期2天")
OVERDUE_EXTENDED = Light(Colour.RED, "逾期1天", extended=True)
TODAY = Light(Colour.YELLOW, "今天到期")
SOON = Light(Colour.YELLOW, "还剩2天")
SOON_EXTENDED = Light(Colour.YELLOW, "还剩1天", extended=True)
FINE = Light(Colour.GREEN, "还剩9天")
DONE = Light(Colour.GREY, "已办结")
VOID = Light(Colour.GREY, "作废")


def navigation(current: str) -> tuple[NavGroup, ...]:
    """The clerk's navigation with the place *current* marked."""
    groups = (
        ("", (("工作台", "home", "9"),)),
        (
            "办文",
            (
                ("收文", "inbox", "6"),
                ("传阅", "circulate", "3"),
                ("催办台", "clock", "4"),
                ("文件去向", "place", ""),
                ("登记簿", "book", ""),
            ),
        ),
        ("查询", (("统计", "board", ""), ("流程图", "file", ""))),
    )
    return tuple(
        NavGroup(
            label,
            tuple(
                Link(name, f"#{name}", icon=icon, count=n, current=name == current) for name, icon, n in links
            ),
        )
        for label, links in groups
    )


CLERK = Frame(
    office=OFFICE,
    person="李秀兰",
    hat=Hat("1", "县政府办公室", "收发文书"),
    hats=(Hat("2", "县委办公室", "收发文书"), Hat("3", "县政府办公室", "秘书一科科员")),
    notices="2",
    demo=True,
)
DIRECTOR = replace(CLERK, person="赵立新", hat=Hat("7", "县政府办公室", "主任"), hats=(), notices="5")
LEADER = replace(
    CLERK,
    navigation=(
        NavGroup(
            "",
            (
                Link("待批示", "#todo", icon="inbox", count="5", current=True),
                Link("批过的", "#done", icon="check"),
                Link("批示落实", "#follow", icon="clock"),
            ),
        ),
    ),
    person="陈志远",
    hat=Hat("9", "县政府", "副县长", on_behalf_of="王海涛"),
    hats=(),
    notices="",
)

PAPER = Paper(
    tabs=(
        PaperTab(
            "scan",
            "扫描件",
            "pages",
            tuple(PageImage(f"/gallery/pages/{n}.svg", f"第{n}页", 1050, 1485) for n in (1, 2)),
            download_href="#file",
        ),
        PaperTab(
            "annex",
            "附件：排查表",
            "pages",
            (PageImage("/gallery/pages/2.svg", "附件第1页", 1050, 1485),),
            download_href="#annex",
        ),
    ),
    search_href="/paper-search/",
)
CALL = Paper(
    tabs=(
        PaperTab(
            "call",
            "电话记录",
            "text",
            heading="电话记录",
            paragraphs=(
                "11月23日9时15分，市应急管理局值班室张强来电：据气象部门预报，23日夜间至24日我县北部有中到大雪，"
                "请组织有关乡镇做好除雪保通和危房群众转移准备，有关情况于今日17时前报市应急管理局值班室。",
                "接话人：李秀兰。来电号码：0971—5528119。",
            ),
        ),
    )
)


def scene(page: object, state: str, *, current: str = "收文", frame: Frame = CLERK) -> Scene:
    """A page in its frame; the state "large" turns the 大字 mode on, "told" shows toasts."""
    toasts = (
        (
            Toast("已登记，收文号 政收〔2026〕0847。", link=Link("打印处理单", "#print")),
            Toast("扫描件第3页方向不正，已自动转正，请核对。", "warning"),
        )
        if state == "told"
        else ()
    )
    places = frame.navigation or navigation(current)
    worn = replace(frame, navigation=places, large=state == "large", toasts=toasts)
    return "ui/page.html", {"page": page, "frame": worn}
