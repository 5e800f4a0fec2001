"""Lists of the gallery: 收文 for the clerk, 文件去向, 登记簿."""

from __future__ import annotations

from dataclasses import replace

from shuniu.kernel.platform.ui.fields import Field, Option
from shuniu.kernel.platform.ui.gallery import Scene, screen
from shuniu.kernel.platform.ui.lists import (
    BatchAction,
    Cell,
    Chip,
    Column,
    FilterForm,
    ListPage,
    Row,
    Tab,
)
from shuniu.kernel.platform.ui.messages import RefusalPanel
from shuniu.kernel.platform.ui.parts import Empty, Light, Link
from shuniu.kernel.platform.ui.samples import county

COLUMNS = (
    Column("灯", "light"),
    Column("收文号", "code", narrow=False),
    Column("标题", "title"),
    Column("来文单位"),
    Column("现在在谁手里", label_narrow=True),
    Column("期限", "muted", narrow=False),
    Column("更新", "muted", narrow=False, sorted="descending", sort_href="#sort"),
)
EXPORTS = (Link("导出", "#export", icon="export", download=True), Link("打印", "#print", icon="print"))

_Item = tuple[Light, str, str, str, str, str, str, str, str, tuple[str, ...]]
_ITEMS: tuple[_Item, ...] = (
    (
        county.OVERDUE_EXTENDED,
        "0791",
        "关于报送2026年粮食生产和高标准农田建设情况的通知",
        "安河市农业农村局",
        "县农业农村局",
        "承办",
        "11月22日 (周日)",
        "11月20日",
        "",
        (),
    ),
    (
        county.OVERDUE,
        "0803",
        "关于石门乡集镇供水管网改造资金的请示",
        "石门乡人民政府",
        "陈志远",
        "待批示",
        "11月21日 (周六)",
        "11月20日",
        "加急",
        (),
    ),
    (
        county.TODAY,
        "0846",
        "关于切实做好低温雨雪冰冻灾害防范应对工作的紧急通知",
        "安河市人民政府办公室",
        "县应急管理局",
        "承办",
        "11月23日 (周一)",
        "08:52",
        "特急",
        (),
    ),
    (
        county.TODAY,
        "0841",
        "关于征求《云岭县城市更新专项规划（征求意见稿）》意见的函",
        "县自然资源局",
        "赵立新",
        "待拟办",
        "11月23日 (周一)",
        "11月22日",
        "",
        ("内部",),
    ),
    (
        county.SOON_EXTENDED,
        "0829",
        "关于开展行政执法案卷评查的通知",
        "安河市司法局",
        "县司法局",
        "承办",
        "11月24日 (周二)",
        "11月19日",
        "",
        (),
    ),
    (
        county.SOON,
        "0847",
        county.TITLE,
        "安河市教育局",
        "赵立新",
        "待拟办",
        "11月25日 (周三)",
        "09:26",
        "",
        (),
    ),
    (
        county.FINE,
        "0844",
        "关于调整2026年度城乡居民基本医疗保险筹资标准有关事项的通知",
        "安河市医疗保障局",
        "县医保局、县财政局",
        "承办",
        "12月2日 (周三)",
        "11月22日",
        "",
        (),
    ),
    (
        county.FINE,
        "0843",
        "关于云水河（县城段）防洪治理工程初步设计的批复",
        "安河市水利局",
        "传阅：孙国梁",
        "传阅",
        "12月2日 (周三)",
        "11月22日",
        "",
        (),
    ),
    (
        county.FINE,
        "0842",
        "关于举办全市乡村振兴干部培训班的通知",
        "中共安河市委组织部",
        "李秀兰",
        "待登记",
        "12月2日 (周三)",
        "11月22日",
        "",
        (),
    ),
    (
        county.DONE,
        "0835",
        "关于表扬2025年度政务信息工作先进单位的通报",
        "安河市人民政府办公室",
        "",
        "办结",
        "",
        "11月20日",
        "",
        (),
    ),
    (
        county.VOID,
        "0834",
        "关于商请协助开展全国农业普查宣传工作的函",
        "县统计局",
        "",
        "作废",
        "",
        "11月20日",
        "",
        (),
    ),
)


def _row(place: int, item: _Item) -> Row:
    light, number, title, unit, holder, step, due, changed, urgent, marks = item
    cells = (
        Cell("", light=light),
        Cell(f"政收〔2026〕{number}"),
        Cell(title, urgent=urgent, marks=marks),
        Cell(unit),
        Cell(holder),
        Cell(due),
        Cell(changed),
    )
    return Row(f"#matter-{number}", cells, key=number, unread=place in (2, 5), voided=step == "作废")


ROWS = tuple(_row(place, item) for place, item in enumerate(_ITEMS))

FILTER = FilterForm(
    "#filter",
    (
        Field("unit", "来文单位", "picker", options=(Option("1", "县教育局"), Option("2", "石门乡人民政府"))),
        Field("from", "收文日期从", "date", value="2026-10-01", width=6),
        Field("to", "到", "date", width=6),
        Field(
            "kind", "办理类型", "radio", value="", options=(Option("read", "阅件"), Option("handle", "办件"))
        ),
    ),
)

INCOMING = ListPage(
    title="收文",
    columns=COLUMNS,
    rows=ROWS,
    main=Link("收文登记", "#new", icon="plus"),
    tabs=(
        Tab("待我办", "#mine", "6", current=True),
        Tab("全部", "#all", "1000+"),
        Tab("逾期", "#overdue", "2", alarming=True),
        Tab("我经手的", "#touched"),
        Tab("已办结", "#done"),
    ),
    chips=(Chip("收文日期：10月1日以后", "#less"),),
    filter=FILTER,
    next_href="?after=eyJ1",
    prev_href="?before=eyJ2",
    exports=EXPORTS,
    batch=(
        BatchAction("送传阅", "#circulate"),
        BatchAction("催办", "#remind"),
        BatchAction("打印处理单", "#print"),
    ),
    empty=Empty(
        "现在没有等您办的收文",
        "新到的文件由收文登记进来；已经转给别人的，在“我经手的”里可以看到去向。",
        Link("看我经手的", "#touched"),
    ),
)


@screen("incoming-list", "收文（收发文书）", ("usual", "empty", "refused", "large", "told"))
def incoming_list(state: str) -> Scene:
    page = INCOMING
    if state == "empty":
        page = replace(page, rows=(), chips=(), next_href="", prev_href="")
    if state == "refused":
        page = replace(
            page,
            refusal=RefusalPanel(
                "选中的3件里有1件不能催办，3件都没有催办",
                remedy="请取消选中已办结的一件，再按一次“催办”。",
            ),
        )
    return county.scene(page, state)


@screen("register-list", "收文登记簿", ("usual",))
def register_list(state: str) -> Scene:
    page = ListPage(
        title="收文登记簿",
        summary="县政府办公室　2026年　共 847 件，其中作废 2 件",
        columns=(
            Column("收文号", "code"),
            Column("收文时间", "muted", narrow=False),
            Column("来文单位"),
            Column("来文字号", "code", narrow=False),
            Column("标题", "title"),
            Column("份数", "number", narrow=False),
            Column("办理情况", "muted"),
        ),
        rows=tuple(
            Row(
                f"#{number}",
                (
                    Cell(f"政收〔2026〕{number}"),
                    Cell("11月22日 11:45"),
                    Cell(unit),
                    Cell(f"安办发〔2026〕{int(number) % 90 + 11}号"),
                    Cell(title, urgent=urgent, marks=marks),
                    Cell(str(int(number) % 4 + 1)),
                    Cell(step),
                ),
                voided=step == "作废",
            )
            for _, number, title, unit, _, step, _, _, urgent, marks in _ITEMS
        ),
        exports=EXPORTS,
        filter=FILTER,
        next_href="?after=1",
        compact=True,
        empty=Empty("今年还没有登记收文"),
    )
    return county.scene(page, state, current="登记簿")
