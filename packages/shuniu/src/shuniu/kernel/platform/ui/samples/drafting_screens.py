"""Writing a document: the desk with what is said of the text, versions compared, a file that came back."""

from __future__ import annotations

from dataclasses import replace

from shuniu.kernel.base.basis import basis
from shuniu.kernel.platform.ui.drafting import (
    AnnexFields,
    DraftCheck,
    DraftDesk,
    DraftFinding,
    DraftPhrase,
    KeptText,
    OutlineLine,
    Redline,
    RedlineBlock,
    RedlinePart,
    RedlineRun,
    ReturnedFile,
    VersionRow,
    VersionsPage,
)
from shuniu.kernel.platform.ui.fields import Field, Option
from shuniu.kernel.platform.ui.gallery import Scene, screen
from shuniu.kernel.platform.ui.parts import Link
from shuniu.kernel.platform.ui.samples import county

TITLE = "安河县人民政府办公室关于做好汛前检查工作的通知"
BODY = """为做好汛前检查工作，现将有关事项通知如下。
一、检查范围
（一）水库
1.重点检查大坝、溢洪道和放水设施。
（1）大坝有无裂缝、渗漏。
二、时间安排
请各乡镇于每周五前报送检查情况。"""
CHECK = DraftCheck(
    findings=(
        DraftFinding(
            "主送机关“县扶贫办”已经撤销。",
            basis("YS-08"),
            "请改为承接其职能的“县农业农村局”。",
            refuses=True,
            field="addressees",
            start=0,
            end=4,
        ),
        DraftFinding(
            "要求基层定期报送情况。",
            basis("JW-05"),
            "确需掌握的，请改为一次性报送。",
            field="body",
            start=70,
            end=86,
            passage="于每周五前报送检查情况",
        ),
    ),
    words=4120,
    limit=4000,
    limit_label="专项文件",
    outline=tuple(
        OutlineLine(level, text, 0)
        for level, text in enumerate(("一、检查范围", "（一）水库", "1.重点", "（1）大坝"), start=1)
    ),
)
DESK = DraftDesk(
    title=TITLE,
    number="未编号",
    action="#",
    head=(
        Field("title", "标题", "textarea", value=TITLE, rows=2, required=True),
        Field(
            "addressees", "主送", value="县扶贫办、各乡镇人民政府", phrases=("各乡镇人民政府", "县直各部门")
        ),
    ),
    body=Field("body", "正文", "textarea", value=BODY, rows=16),
    annexes=tuple(
        AnnexFields(
            number,
            Field("annex_title", "附件名称", value=name, within=f"annex{number}"),
            Field("annex_text", "内容", "textarea", value="项目\t结果", rows=3, within=f"annex{number}"),
        )
        for number, name in enumerate(("汛前检查表", "责任人名单"), start=1)
    ),
    phrases=(DraftPhrase("请认真抓好落实。", "我的"), DraftPhrase("现将有关事项通知如下。", "全县")),
    keep_phrase_href="#keep-phrase",
    phrases_link=Link("改常用语", "#phrases"),
    elements=tuple(
        Field(name, label, "select", value=value, options=(Option(value, value),), required=True, width=3)
        for name, label, value in (
            ("genre", "文种", "通知"),
            ("direction", "行文方向", "下行文"),
            ("urgency", "紧急程度", "加急"),
            ("publicity", "公开属性", "主动公开"),
        )
    ),
    given=tuple(
        Field(name, label, "static", value=value, within="given", width=6)
        for name, label, value in (
            ("number", "发文字号", "编号时由系统给"),
            ("document_date", "成文日期", "签发的日期"),
        )
    ),
    foot=(Field("copy_to", "抄送", value="县委办公室"), Field("note", "附注", value="此件公开发布")),
    check=CHECK,
    check_href="#check",
    keep_href="#keep",
    look_href="/draft-look/",
    version="第 3 稿",
    hand_in="保存并送审",
    kept=KeptText("今天 09:12", "第 3 稿", Link("放回来接着写", "#kept"), "#drop"),
    links=(Link("预览版面", "#preview", icon="file"), Link("各稿对比", "#versions")),
    back=Link("办件", "#matter"),
    restored="已经放回今天 09:12 没有保存的改动，请看过再保存。",
)
REDLINE = Redline(
    "第 2 稿",
    "第 3 稿",
    (
        RedlinePart("标题", (RedlineBlock((RedlineRun(TITLE),)),)),
        RedlinePart(
            "正文",
            (
                *(RedlineBlock((RedlineRun(line.text),), heading=line.level) for line in CHECK.outline),
                RedlineBlock(
                    (
                        RedlineRun("于4月"),
                        RedlineRun("10", "deleted"),
                        RedlineRun("15", "inserted"),
                        RedlineRun("日前完成自查。"),
                    ),
                    change="changed",
                ),
                RedlineBlock((RedlineRun("请定期报送。", "deleted"),), change="deleted"),
                RedlineBlock(
                    (RedlineRun("一次性报送即可。", "inserted"),), change="inserted", note="移自第二部分"
                ),
            ),
        ),
    ),
    summary="加 10 字，删 8 字",
)
VERSIONS = VersionsPage(
    title=TITLE,
    number="未编号",
    rows=tuple(
        VersionRow(
            number,
            f"第 {number} 稿",
            "刘建军",
            "县政府办 · 科员",
            "11月23日 15:20",
            "在线起草",
            "1240 字",
            f"#v{number}",
            docx=Link("Word 稿", f"#docx{number}"),
            marks=("送审",) if number == 3 else (),
        )
        for number in (3, 2, 1)
    ),
    action="#compare",
    chosen=(2, 3),
    redline=REDLINE,
    links=(Link("打印花脸稿", "#print", icon="print"),),
    back=Link("办件", "#matter"),
    views=(Link("合在一起看", "#inline", current=True), Link("左右对照", "#side")),
)
RETURNED = ReturnedFile(
    title="交回的 Word 稿",
    lead="采用以前，先看它与系统里两稿的不同。",
    action="#accept",
    redlines=(REDLINE,),
    warnings=("这份文件里只剩原稿的四成文字，请核对是不是少了一半。",),
    notes=("文件里有一处文本框没有读进来。",),
    confirm=Field("confirmed", "已看清上面的提醒，仍然采用", "checkbox"),
    cancel=Link("不采用", "#cancel"),
    back=Link("下载、交回 Word 稿", "#word"),
)


@screen("draft-desk", "拟稿", ("usual", "clean"))
def draft_desk(state: str) -> Scene:
    """The desk with findings over the limit, and the same with nothing to say."""
    clean = replace(DESK, check=replace(CHECK, findings=(), words=1240), kept=None, restored="")
    return county.scene(DESK if state == "usual" else clean, state, current="发文", frame=county.DIRECTOR)


@screen("draft-versions", "各稿对比", ("usual", "side"))
def draft_versions(state: str) -> Scene:
    """Two versions compared in one text, and side by side."""
    side = replace(VERSIONS, redline=replace(REDLINE, side_by_side=True))
    return county.scene(VERSIONS if state == "usual" else side, state, current="发文", frame=county.DIRECTOR)


@screen("draft-returned", "交回的 Word 稿")
def draft_returned(state: str) -> Scene:
    """A file that came back with half of its text gone."""
    return county.scene(RETURNED, state, current="发文", frame=county.DIRECTOR)
