"""The detail of an incoming document, for the clerk, the director and the leader."""

from __future__ import annotations

from dataclasses import replace

from shuniu.kernel.base.basis import basis
from shuniu.kernel.platform.ui.details import (
    BlockedMove,
    DetailPage,
    LinkItem,
    Move,
    NextAction,
    RoundPanel,
    RoundSeat,
    Standing,
    TimelineEntry,
    Whereabouts,
)
from shuniu.kernel.platform.ui.fields import Field, Hidden, Option, Source
from shuniu.kernel.platform.ui.gallery import Scene, screen
from shuniu.kernel.platform.ui.messages import ConfirmDialog, Place, RefusalPanel
from shuniu.kernel.platform.ui.papers import Paper
from shuniu.kernel.platform.ui.parts import Fact, Link
from shuniu.kernel.platform.ui.samples import county

UNITS = (
    Option("1", "县教育局", "主管部门"),
    Option("2", "县应急管理局"),
    Option("3", "县市场监督管理局"),
    Option("4", "县消防救援大队"),
    Option("5", "县住房和城乡建设局"),
    Option("6", "石门乡人民政府"),
)
HIDDEN = (Hidden("command_id", "4b1f0c0e-7d6a-4b43-9a55-0a8c6d1c2f10"), Hidden("version", "7"))

TIMELINE = (
    TimelineEntry(
        "陈志远",
        "副县长",
        "11月23日 (周一) 10:42",
        "批示",
        "请县教育局牵头，县应急、消防、市场监管部门配合，12月1日前把全县中小学、幼儿园取暖设施逐校逐室查一遍。"
        "寄宿制学校夜间巡查要落实到人。情况12月2日报我。",
        "instruction",
        mark="代录",
        recorded="李秀兰 于11月23日 11:05 据纸质批示代录，待本人确认",
        papers=(Link("批示件扫描", "#scan"),),
    ),
    TimelineEntry(
        "赵立新",
        "县政府办公室主任",
        "11月23日 (周一) 09:58",
        "拟办",
        "建议由县教育局主办，县应急管理局、县消防救援大队、县市场监督管理局协办，于12月2日前完成排查并形成书面报告。"
        "呈请志远副县长阅示。",
        "proposal",
    ),
    TimelineEntry("李秀兰", "县政府办公室 · 收发文书", "11月23日 (周一) 09:31", "初审通过", "四项均符合。"),
    TimelineEntry(
        "李秀兰",
        "县政府办公室 · 收发文书",
        "11月23日 (周一) 09:26",
        "登记",
        papers=(Link("来文扫描件", "#p"),),
    ),
    TimelineEntry(
        "李秀兰",
        "县政府办公室 · 收发文书",
        "11月23日 (周一) 09:12",
        "签收",
        "机要室送来，清点无误，共2页、附件1份。",
        recorded="09:26 补记",
    ),
)

FACTS = (
    Fact("来文单位", "安河市教育局", True),
    Fact("来文字号", "安教发〔2026〕118号"),
    Fact("文种", "通知"),
    Fact("成文日期", "11月20日 (周五)"),
    Fact("收件方式", "机要室转非密件"),
    Fact("份数", "1份　附件1份"),
    Fact("办理类型", "办件"),
    Fact("公开属性", "依申请公开"),
)

ASSIGN = NextAction(
    "交办",
    "#assign",
    fields=(
        Field(
            "lead",
            "主办单位",
            "picker",
            value="1",
            options=UNITS,
            required=True,
            hint="只能有一个主办单位。",
        ),
        Field("assist", "协办单位", "picker", values=("2", "4"), options=UNITS, multiple=True),
        Field(
            "due",
            "办理期限",
            "date",
            value="2026-12-02",
            required=True,
            width=6,
            source=Source("请各县（区）于12月4日前将排查情况和整改台账以正式文件报送", 2),
        ),
        Field(
            "watcher",
            "催办人",
            "picker",
            value="a",
            options=(Option("a", "李秀兰", "收发文书"), Option("b", "何建军", "督查室")),
            required=True,
            width=6,
        ),
    ),
    hidden=HIDDEN,
)

MOVES = (
    Move("送传阅", "#circulate"),
    Move("转办其他科室", "#reassign"),
    Move("申请延期", "#extend"),
    Move(
        "退回上一步",
        dialog=ConfirmDialog(
            "return",
            "退回赵立新重新拟办",
            "拟办意见会保留在办理记录里，赵立新的待办中会再出现这一件。",
            "#return",
            "退回",
            fields=(
                Field(
                    "reason",
                    "退回的理由",
                    "textarea",
                    required=True,
                    phrases=("主办单位需要调整。", "请补充期限。"),
                ),
            ),
            hidden=HIDDEN,
            danger=True,
        ),
    ),
)
BLOCKED = (
    BlockedMove(
        "办结",
        "主办单位还没有反馈办理结果。",
        "收到县教育局的反馈并答复来文单位之后可以办结。",
        basis("GW-08"),
    ),
)

MATTER = DetailPage(
    title=county.TITLE,
    number="政收〔2026〕0847",
    urgent="加急",
    standing=Standing(
        ("李秀兰（收发文书）",), "待交办", "还剩9天", county.FINE, basis("GW-04"), due="12月2日 (周三)"
    ),
    paper=county.PAPER,
    facts=FACTS,
    next=ASSIGN,
    moves=MOVES,
    blocked=BLOCKED,
    timeline=TIMELINE,
    rounds=(
        RoundPanel(
            "传阅",
            (
                RoundSeat("孙国梁", "done", "11月23日 10:50", "已阅。请教育局同时报安委办。"),
                RoundSeat("周雅琴", "here", "11月23日 11:10 送到"),
                RoundSeat("马德胜", "waiting"),
            ),
            note="按排名依次传阅，每次都经文书转送。",
            links=(Link("加送一人", "#add"), Link("撤回传阅", "#recall")),
        ),
    ),
    links=(
        LinkItem("子办件", "县教育局 教收〔2026〕0312", "#child", "待签收"),
        LinkItem("相关来文", "关于切实做好低温雨雪冰冻灾害防范应对工作的紧急通知", "#other"),
    ),
    whereabouts=Whereabouts("在陈志远副县长桌上", "11月23日 10:05 起", "原件1份", Link("改去向", "#move")),
    prints=(Link("处理单", "#slip", icon="print"), Link("复印件去向", "#copies")),
    back=Link("收文", "#list"),
    diagram=Link("收文办理流程图", "#diagram"),
)


@screen("incoming-detail", "收文办理（收发文书）", ("usual", "overdue", "refused", "large", "call", "done"))
def incoming_detail(state: str) -> Scene:
    page = MATTER
    if state == "overdue":
        page = replace(
            page,
            standing=Standing(
                ("县教育局 王琳",), "承办", "", county.OVERDUE_EXTENDED, basis("GW-05"), due="11月22日 (周日)"
            ),
            next=NextAction(
                "催办",
                "#remind",
                Field(
                    "words",
                    "催办内容",
                    "textarea",
                    rows=2,
                    value="此件已逾期1天，请今日17时前反馈办理情况。",
                    phrases=("请抓紧办理。", "请说明未按期办结的原因。"),
                ),
                hidden=HIDDEN,
            ),
        )
    if state == "refused":
        page = replace(
            page,
            refusal=RefusalPanel(
                "紧急公文没有办理期限，不能交办",
                (Place("办理期限", "请填写办理期限", "#f-due"),),
                "紧急公文应当明确办理时限；拿不准的，可以先按默认的3天填写，批示后再改。",
                basis("GW-04"),
            ),
        )
    if state == "call":
        page = replace(
            page,
            title="市应急管理局来电：做好雨雪冰冻天气应对准备",
            number="政收电〔2026〕0093",
            urgent="特急",
            paper=county.CALL,
            standing=Standing(("值班室 何建军",), "待拟办", "", county.TODAY, due="11月23日 (周一) 17:00"),
            rounds=(),
            whereabouts=None,
        )
    if state == "done":
        page = replace(
            page,
            standing=Standing(("无人待办",), "办结", "", county.DONE, due="11月30日 (周一)"),
            paper=Paper((), missing="原件已于12月1日移交档案室，没有电子版。"),
            next=None,
            next_note="这件公文已于11月30日办结。需要补充的，用“更正”另记一条，原记录不改。",
            moves=(Move("更正", "#correct"),),
            blocked=(),
            rounds=(),
        )
    return county.scene(page, state)


@screen("proposal-detail", "拟办（办公室主任）", ("usual", "error"))
def proposal_detail(state: str) -> Scene:
    opinion = Field(
        "words",
        "拟办意见",
        "textarea",
        rows=4,
        required=True,
        max_length=2000,
        value=""
        if state == "error"
        else "建议由县教育局主办，县应急管理局、县消防救援大队协办。呈请志远副县长阅示。",
        errors=("请写拟办意见：领导看到文件之前应当先有拟办意见。",) if state == "error" else (),
        phrases=("呈请……阅示。", "建议由……主办。", "请……阅知。"),
    )
    page = replace(
        MATTER,
        standing=Standing(
            ("赵立新（主任）",), "待拟办", "", county.SOON, basis("GW-04"), due="11月25日 (周三)"
        ),
        next=NextAction(
            "送批",
            "#propose",
            opinion,
            (
                Field(
                    "leader",
                    "送哪位领导",
                    "picker",
                    value="c",
                    required=True,
                    options=(Option("c", "陈志远", "副县长，分管教育"), Option("d", "王海涛", "县长")),
                    hint="按分管预选，可以改。",
                ),
            ),
            HIDDEN,
            hand="您以县政府办公室主任的身份写拟办意见；批示由领导本人作出。",
        ),
        rounds=(),
        timeline=TIMELINE[2:],
        blocked=(),
    )
    return county.scene(page, state, frame=county.DIRECTOR)
