"""What the product says back, the diagram of a procedure, a page of the manual, and the demo's entrance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.utils.safestring import SafeString

from shuniu.kernel.base.basis import basis
from shuniu.kernel.platform.ui.diagram import DiagramPage, DiagramStep, DiagramWay
from shuniu.kernel.platform.ui.entrances import EntranceCard, EntranceGroup, EntrancePage
from shuniu.kernel.platform.ui.gallery import Scene, screen
from shuniu.kernel.platform.ui.help import HelpContents, HelpGroup, HelpHit, HelpPage
from shuniu.kernel.platform.ui.messages import ERRORS, Progress
from shuniu.kernel.platform.ui.papers import PaperHit, PaperHits
from shuniu.kernel.platform.ui.parts import Empty, Link
from shuniu.kernel.platform.ui.samples import county


@screen("error-page", "差错页", tuple(ERRORS))
def error_page(state: str) -> Scene:
    page = replace(ERRORS[state], reference="7F3K-20D1" if state == "500" else "")
    return county.scene(page, state, current="")


_JOBS = {
    "waiting": Progress("job", "导出收文登记簿", "waiting", poll_href="#job", note="前面还有1个任务。"),
    "running": Progress(
        "job", "导入2025年登记簿", "running", 412, 1096, "断线或关机不影响，恢复后接着办。", "/job/"
    ),
    "done": Progress(
        "job", "导出收文登记簿", "done", 847, 847, links=(Link("下载 收文登记簿.xlsx", "#x", download=True),)
    ),
    "failed": Progress(
        "job",
        "导入2025年登记簿",
        "failed",
        1094,
        1096,
        "一行也没有导入：请改好后整份再导入。",
        failures=("第317行：成文日期“2025年2月30日”不存在。", "第802行：来文单位没有填写。"),
        links=(Link("下载标出问题的表格", "#x"),),
    ),
}


@screen("job-progress", "任务进度", tuple(_JOBS))
def job_progress(state: str) -> Scene:
    return county.scene(_JOBS[state], state, current="登记簿")


_PROCEDURE = Path(__file__).with_name("procedure.svg")
_STEPS = (
    DiagramStep("待签收", (DiagramWay("签收", "文书", "待登记"),), "passed"),
    DiagramStep("待登记", (DiagramWay("登记", "文书", "待初审"),), "passed"),
    DiagramStep("待初审", (DiagramWay("初审通过", "文书", "待拟办"), DiagramWay("退文", "文书", "已退文")), "passed"),
    DiagramStep("待拟办", (DiagramWay("拟办", "主任", "待批示"), DiagramWay("退回", "", "待初审", back=True)), "passed"),
    DiagramStep("待批示", (DiagramWay("批示", "领导", "待交办"),), "here"),
    DiagramStep("待交办", (DiagramWay("交办", "文书", "承办中"),)),
    DiagramStep("承办中", (DiagramWay("报请上级，等候批复", "单位主要负责人", "待上级答复"),)),
    DiagramStep("已退文", (), "end"),
)  # fmt: skip


@screen("procedure-diagram", "流程图", ("usual",))
def procedure_diagram(state: str) -> Scene:
    page = DiagramPage(
        "收文办理流程（第3版）",
        SafeString(_PROCEDURE.read_text(encoding="utf-8")),
        _STEPS,
        "政收〔2026〕0847 现在停在“待批示”。虚线是退回。",
        basis("GW-04"),
        Link("回到办件", "#matter"),
    )
    return county.scene(page, state, current="流程图")


@screen("help-page", "帮助", ("usual",))
def help_page(state: str) -> Scene:
    body = SafeString(
        "<p>收到文件，先签收，再登记。电子文件放进“收文登记”即可，系统读出的内容由您核对。</p>"
        "<h2>扫描件</h2><p>左边看图，右边填写，全部可以用键盘：</p>"
        "<ul><li><kbd>Alt</kbd> <kbd>=</kbd> 放大，<kbd>Alt</kbd> <kbd>-</kbd> 缩小；</li>"
        "<li><kbd>Enter</kbd> 到下一项，<kbd>Ctrl</kbd> <kbd>Enter</kbd> 登记。</li></ul>"
        "<h2>默认期限</h2><table><thead><tr><th>紧急程度</th><th>期限</th></tr></thead>"
        "<tbody><tr><td>特急</td><td>1天</td></tr><tr><td>加急</td><td>3天</td></tr></tbody></table>"
    )
    page = HelpPage("收文登记", _groups("收文登记"), body, Link("工作台", "#desk"), Link("拟办", "#next"))
    return county.scene(page, state, current="")


def _groups(current: str = "") -> tuple[HelpGroup, ...]:
    chapters = {
        "开始用": {"登录与密码": "第一次登录，改密码。", "工作台": "每天先看这一页。"},
        "收文办理": {"收文登记": "电子文件放进来，核对，登记。", "拟办": "写意见，送领导批示。"},
    }
    return tuple(
        HelpGroup(label, tuple((Link(n, f"#{n}", current=n == current), lead) for n, lead in found.items()))
        for label, found in chapters.items()
    )


@screen("help-contents", "帮助目录", ("usual", "found", "empty"))
def help_contents(state: str) -> Scene:
    hit = HelpHit(
        Link("收文登记：重复收文", "#hit"), "提示“可能是", "重复收文", "”时，先打开已登记的那一件。"
    )
    page = HelpContents(
        "帮助",
        _groups(),
        query="" if state == "usual" else "重复收文",
        hits=(hit,) if state == "found" else (),
        whole=Link("整本手册（打印用）", "#whole", icon="print"),
    )
    return county.scene(page, state, current="")


@screen("paper-hits", "文中查找的结果", ("usual", "empty"))
def paper_hits(state: str) -> Scene:
    hits = (PaperHit(2, "请各县（区）于", "12月4日", "前将排查情况和整改台账"),)
    return "ui/paper_hits.html", {"it": PaperHits("12月4日", hits if state == "usual" else ())}


_ENTRANCES = EntrancePage(
    "以谁的身份进入",
    "云岭县是虚构的，人和公文都是编写的。选一个人进去，按下面写的试一试。",
    "/enter/",
    (
        EntranceGroup(
            "县委办、县政府办",
            "收文、拟办、催办都从这里开始",
            (
                EntranceCard(
                    "clerk",
                    "收文员",
                    "佟嘉乐",
                    "县政府办 · 文秘科科员",
                    ("把待签收的文件逐件签收。", "把一份通知拖进来登记。"),
                ),
                EntranceCard(
                    "director", "县政府办主任", "廖洪斌", "县政府办 · 主任", ("写拟办意见，选定主办单位。",)
                ),
            ),
        ),
        EntranceGroup(
            "县领导和领导联络员",
            "批示、圈阅",
            (
                EntranceCard(
                    "deputy", "分管副县长", "阎伯禹", "县政府 · 副县长", ("写一条批示，三次点按以内完成。",)
                ),
            ),
        ),
    ),
)


@screen("demo-entrance", "演示：以谁的身份进入", ("usual", "empty"))
def demo_entrance(state: str) -> Scene:
    empty = Empty("演示县还没有建好。", "请在终端里等它建完，再刷新这一页。")
    page = _ENTRANCES if state == "usual" else replace(_ENTRANCES, groups=(), empty=empty)
    return county.scene(page, state, current="")
