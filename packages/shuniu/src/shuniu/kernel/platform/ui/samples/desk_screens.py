"""What people see first: the workbench, the board of reminders, the leader's page."""

from __future__ import annotations

from dataclasses import replace

from shuniu.kernel.platform.ui.desks import (
    Board,
    BoardRow,
    Figure,
    LeaderPage,
    Reply,
    TodayItem,
    TodoGroup,
    TodoItem,
    Workbench,
)
from shuniu.kernel.platform.ui.details import TimelineEntry
from shuniu.kernel.platform.ui.fields import Field
from shuniu.kernel.platform.ui.gallery import Scene, screen
from shuniu.kernel.platform.ui.lists import Tab
from shuniu.kernel.platform.ui.parts import Colour, Empty, Fact, Light, Link
from shuniu.kernel.platform.ui.samples import county
from shuniu.kernel.platform.ui.samples.detail_screens import TIMELINE
from shuniu.kernel.platform.ui.samples.list_screens import INCOMING, ROWS
from shuniu.kernel.platform.ui.twin import Desk, TwinMove, TwinPage

_OVERDUE = (
    TodoItem(
        "催办",
        "关于报送2026年粮食生产和高标准农田建设情况的通知",
        "#1",
        county.OVERDUE_EXTENDED,
        "11月22日 (周日)",
        "县农业农村局",
    ),
    TodoItem(
        "催办",
        "关于石门乡集镇供水管网改造资金的请示",
        "#2",
        county.OVERDUE,
        "11月21日 (周六)",
        "陈志远",
        "加急",
    ),
)
_TODAY = (
    TodoItem(
        "交办",
        "关于切实做好低温雨雪冰冻灾害防范应对工作的紧急通知",
        "#3",
        county.TODAY,
        "11月23日 (周一)",
        "安河市政府办公室",
        "特急",
        unread=True,
    ),
    TodoItem(
        "收回传阅",
        "关于征求《云岭县城市更新专项规划（征求意见稿）》意见的函",
        "#4",
        county.TODAY,
        "11月23日 (周一)",
        "周雅琴",
        marks=("内部",),
    ),
)
_WEEK = (
    TodoItem(
        "登记",
        "关于举办全市乡村振兴干部培训班的通知",
        "#5",
        county.SOON,
        "11月25日 (周三)",
        "市委组织部",
        unread=True,
    ),
    TodoItem("登记", county.TITLE, "#6", county.SOON, "11月25日 (周三)", "安河市教育局", "加急"),
    TodoItem(
        "代录批示",
        "关于云水河（县城段）防洪治理工程初步设计的批复",
        "#7",
        county.SOON_EXTENDED,
        "11月24日 (周二)",
        "孙国梁",
    ),
)
_LATER = (
    TodoItem(
        "答复",
        "关于调整2026年度城乡居民基本医疗保险筹资标准有关事项的通知",
        "#8",
        county.FINE,
        "12月2日 (周三)",
        "县医保局",
    ),
    TodoItem(
        "归档",
        "关于表扬2025年度政务信息工作先进单位的通报",
        "#9",
        Light(Colour.GREEN, "还剩28天"),
        "12月21日 (周一)",
        "",
    ),
)

BENCH = Workbench(
    today="11月23日 (周一)",
    tabs=(
        Tab("待办", "#todo", "9", current=True),
        Tab("在办", "#doing", "14"),
        Tab("已办", "#done", "1000+"),
    ),
    groups=(
        TodoGroup("已逾期", _OVERDUE, "2", alarming=True),
        TodoGroup("今天到期", _TODAY, "2"),
        TodoGroup("本周到期", _WEEK, "3"),
        TodoGroup("以后", _LATER, "2"),
    ),
    agenda=(
        TodayItem("10:00", "机要文件交换"),
        TodayItem("15:00", "县政府常务会议（二楼会议室），送阅材料3件", "#meeting"),
        TodayItem("17:00", "向市应急管理局报送雨雪天气应对情况", "#report"),
    ),
    waiting=(
        TodoItem("", "关于开展行政执法案卷评查的通知", "#w1", county.SOON_EXTENDED, source="县司法局 · 承办"),
        TodoItem("", "关于商请支持职业教育园区用地的函", "#w2", county.FINE, source="等安河市自然资源局复函"),
    ),
    waiting_href="#doing",
    starts=(Link("收文登记", "#new", icon="plus"), Link("电话、口头指示", "#call", icon="phone")),
    empty=Empty(
        "待办都办完了", "新的待办会出现在这里，也会在页面上方的铃铛处提示。", Link("看在办的14件", "#doing")
    ),
)


@screen("workbench", "工作台（收发文书）", ("usual", "empty", "large"))
def workbench(state: str) -> Scene:
    page = BENCH
    if state == "empty":
        page = replace(BENCH, groups=(), waiting=(), tabs=(replace(BENCH.tabs[0], count=""), *BENCH.tabs[1:]))
    return county.scene(page, state, current="工作台")


@screen("reminder-board", "催办台（办公室主任）", ("usual",))
def reminder_board(state: str) -> Scene:
    page = Board(
        "催办台",
        (
            Figure("逾期", "4", "#red", Light(Colour.RED, "逾期"), "其中已延期 1"),
            Figure("临期", "7", "#yellow", Light(Colour.YELLOW, "三日内到期")),
            Figure("正常", "38", "#green", Light(Colour.GREEN, "正常")),
            Figure("本月办结", "126", "#grey", Light(Colour.GREY, "本月办结"), "按期 119"),
        ),
        (
            BoardRow("县农业农村局", "#u1", (2, 1, 4, 11), "最长逾期3天"),
            BoardRow("石门乡", "#u2", (1, 0, 2, 6)),
            BoardRow("县教育局", "#u3", (1, 2, 6, 14)),
            BoardRow("县应急管理局", "#u4", (0, 3, 5, 19)),
            BoardRow("县住房和城乡建设局", "#u5", (0, 1, 7, 12)),
            BoardRow("县医疗保障局", "#u6", (0, 0, 3, 8)),
        ),
        listing=replace(
            INCOMING, title="要催的", rows=ROWS[:4], batch=INCOMING.batch[1:2], next_href="", prev_href=""
        ),
        exports=(Link("打印", "#print", icon="print"),),
        note="按单位看，不按个人排名",
    )
    return county.scene(page, state, current="催办台", frame=county.DIRECTOR)


@screen("leader-page", "批示（县领导）", ("usual", "writing", "large"))
def leader_page(state: str) -> Scene:
    page = LeaderPage(
        title=county.TITLE,
        number="政收〔2026〕0847",
        position="待批示　第 2 件，共 5 件",
        light=county.SOON,
        urgent="加急",
        summary=(
            "市教育局要求逐校逐室排查中小学、幼儿园取暖设施，重点是燃煤通风、电路负荷和燃气报警；寄宿制学校每晚巡查不少于两次。",
            "12月4日前以正式文件报送排查情况和整改台账。",
        ),
        facts=(
            Fact("来文", "安河市教育局"),
            Fact("字号", "安教发〔2026〕118号"),
            Fact("收到", "11月23日 (周一) 09:12"),
        ),
        proposal=TIMELINE[1],
        earlier=(
            TimelineEntry(
                "王海涛", "县长", "11月23日 (周一) 10:20", "批示", "请志远同志阅处。", "instruction"
            ),
        ),
        paper=county.PAPER,
        action="#answer",
        opinion=Field(
            "words",
            "批示",
            "textarea",
            rows=3,
            value="请教育局牵头逐校排查，12月1日前报我。" if state == "writing" else "",
            phrases=("同意。", "请按拟办意见办理。", "请教育局阅处。"),
        ),
        replies=(
            Reply("圈阅", "reply", "read"),
            Reply("同意拟办", "reply", "agree", filled=True),
            Reply("批示", "reply", "instruct", needs_words=True),
            Reply("退回", "reply", "return", needs_words=True),
        ),
        hand="您以副县长的身份，代王海涛县长批示。",
        prev_href="#prev",
        next_href="#next",
    )
    return county.scene(page, state, current="", frame=county.LEADER)


@screen("twin", "纸质件（扫码）", ("usual", "looking"))
def twin(state: str) -> Scene:
    """A sheet found by its code: handed on by those who may, looked at by the others."""
    page = TwinPage(
        title="关于石门乡集镇供水管网改造资金的请示",
        number="收2026-0803",
        place="在陈志远桌上（县政府）",
        since="11月20日 (周五) 09:12起",
        sheet="原件，需要清退",
        code="7K3MPQ2W",
        urgent="加急",
        facts=(Fact("来文单位", "石门乡人民政府"),),
        action="#hand",
        picker=Field("post", "别的人", "picker"),
        desks=(Desk("1", "我收到了"), Desk("2", "赵立新", "县政府办 · 主任")),
        moves=(TwinMove("陈志远（县政府）", "11月20日 (周五) 09:12", "周晓梅登记"),),
        links=(Link("打开办件", "#matter"),),
        others=(Link("复印件：王芳", "#other"),),
    )
    looking = replace(page, action="", desks=(), picker=None)
    return county.scene(looking if state == "looking" else page, state, current="文件去向")
