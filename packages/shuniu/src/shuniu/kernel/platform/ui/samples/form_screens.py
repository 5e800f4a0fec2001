"""Forms of the gallery: registration read from a file, the entry desk, the drop zone."""

from __future__ import annotations

from dataclasses import replace

from shuniu.kernel.base.basis import basis
from shuniu.kernel.platform.ui.fields import (
    Echo,
    Field,
    Hidden,
    Option,
    PickerOptions,
    Source,
    Suggestion,
    Suggestions,
)
from shuniu.kernel.platform.ui.forms import DropPage, DropZone, EntryDesk, FormPage, Section, UploadResult
from shuniu.kernel.platform.ui.gallery import Scene, screen
from shuniu.kernel.platform.ui.messages import RefusalPanel
from shuniu.kernel.platform.ui.parts import Link
from shuniu.kernel.platform.ui.samples import county

SUGGEST = "/gallery/suggestions-fragment/usual/"
ECHO = "/gallery/echo-fragment/usual/"
_GENRES = tuple(Option(g, g) for g in ("通知", "意见", "函", "请示", "报告", "批复", "通报", "纪要"))

HEAD_FIELDS = (
    Field(
        "source",
        "来文单位",
        value="安河市教育局",
        required=True,
        width=6,
        source=Source("安河市教育局文件", 1),
        suggest_href=SUGGEST,
    ),
    Field(
        "document_number",
        "来文字号",
        value="安教发〔2026〕118号",
        width=6,
        source=Source("安教发〔2026〕118号", 1),
    ),
    Field(
        "title",
        "标题",
        "textarea",
        value=county.TITLE,
        rows=2,
        required=True,
        source=Source(county.TITLE, 1),
    ),
    Field("genre", "文种", "select", value="通知", options=_GENRES, required=True, width=4, follows="title"),
    Field("dated", "成文日期", value="2026-11-20", width=4, source=Source("2026年11月20日", 2, sure=False)),
    Field("copies", "份数", "number", value="1", unit="份", minimum="1", width=4),
    Field(
        "urgency",
        "紧急程度",
        "radio",
        value="加急",
        options=tuple(Option(u, u) for u in ("平件", "加急", "特急")),
        width=6,
    ),
    Field(
        "level",
        "密级",
        "radio",
        value="普通",
        options=(Option("普通", "普通"), Option("工作秘密", "工作秘密（标“内部”）")),
        width=6,
    ),
    Field(
        "readers",
        "知悉范围",
        "picker",
        multiple=True,
        options=(Option("a", "赵立新", "主任"),),
        when=("level", "工作秘密"),
    ),
)
HANDLING_FIELDS = (
    Field(
        "kind",
        "办理类型",
        "radio",
        value="办件",
        required=True,
        options=(
            Option("阅件", "阅件", "送有关领导和科室阅知"),
            Option("办件", "办件", "需要批示、交办、答复"),
        ),
    ),
    Field(
        "due",
        "办理期限",
        "date",
        value="2026-12-04",
        width=6,
        hint="文中写“于12月4日前”，当天也算在内。",
        source=Source("请各县（区）于12月4日前将排查情况和整改台账以正式文件报送", 2),
    ),
    Field("received", "收到时间", "datetime", value="2026-11-23T09:12", required=True, width=6),
    Field("remark", "备注", "textarea", rows=2, phrases=("附件另送。", "传真件，原件后补。")),
    Field("original", "同时收到了纸质原件", "checkbox", values=("1",)),
)

REGISTER = FormPage(
    "收文登记",
    "#register",
    "登记",
    (
        Section(HEAD_FIELDS, "文件"),
        Section(HANDLING_FIELDS, "办理"),
        Section((Field("series", "收文序列", width=4),), "少用的：收文序列", folded=True),
    ),
    lead="以下内容读自上传的文件，请核对后登记。按“读自文件”可以看到原句。",
    hidden=(Hidden("command_id", "0d2c"),),
    other_submits=(("next", "登记并接着登记下一件"),),
    cancel=Link("不登记了", "#cancel"),
    back=Link("收文", "#list"),
)


def _with_errors(form: FormPage) -> FormPage:
    wrong = {
        "document_number": (
            "这个字号已经登记过：政收〔2026〕0839，11月21日由李秀兰登记。确是另一件的，请在备注里说明。",
        ),
        "due": ("2026年11月31日不存在，请核对。",),
    }
    sections = tuple(
        replace(s, fields=tuple(replace(f, errors=wrong.get(f.name, ())) for f in s.fields))
        for s in form.sections
    )
    return replace(form, sections=sections)


@screen("register-form", "收文登记（读自文件）", ("usual", "error", "large"))
def register_form(state: str) -> Scene:
    return county.scene(_with_errors(REGISTER) if state == "error" else REGISTER, state)


_DESK_FORM = FormPage(
    "扫描件登记台",
    "#register",
    "登记，接着下一份",
    (
        Section(
            (
                replace(HEAD_FIELDS[0], value="", source=None, autofocus=True),
                replace(HEAD_FIELDS[1], value="", source=None),
                replace(HEAD_FIELDS[2], value="", source=None),
                replace(HEAD_FIELDS[3], value="", required=False),
                replace(HEAD_FIELDS[4], value="", source=None),
                *HEAD_FIELDS[5:7],
                replace(HANDLING_FIELDS[1], kind="text", hint="", value="", source=None, echo_href=ECHO),
            )
        ),
    ),
    back=Link("收文登记", "#back"),
    multipart=True,
    by_keys=True,
)


@screen("entry-desk", "扫描件登记台", ("local", "uploaded", "large"))
def entry_desk(state: str) -> Scene:
    if state == "local":
        return county.scene(EntryDesk(_DESK_FORM, upload_href="#upload"), state)
    form = replace(
        _DESK_FORM,
        title="收文登记",
        sections=(Section((*HEAD_FIELDS[:6], HANDLING_FIELDS[1])),),
        lead="以下内容读自放入的文件，请核对。走到哪一项，左边就标出它的原句。",
        other_submits=(("open", "登记并打开这一件"), ("set_aside", "这份不登记")),
        multipart=False,
    )
    desk = EntryDesk(
        form,
        county.PAPER,
        position="这一批还有 3 份等待登记",
        skip=Link("先放一放，看下一份", "#next"),
        change=Link("这是明电", "#telegram"),
    )
    return county.scene(desk, state)


_SECRET = RefusalPanel(
    "这份文件带有国家秘密标志，已经停止，没有保存",
    remedy="请不要再上传。立即断开与本系统的传递，把文件按机要渠道办理，并报告本单位保密工作负责人。",
    basis=basis("BM-01"),
)


_HELD = RefusalPanel(
    "正文中有“绝密”“机密”或“秘密”字样。还没有保存。",
    remedy="请逐页核对。确认没有问题的，勾选“经核对不涉密”再提交，由您负责。",
    basis=basis("BM-02"),
    held=True,
)


@screen("drop-page", "收文：放入文件", ("usual", "results"))
def drop_page(state: str) -> Scene:
    results = (
        UploadResult(
            "已读出。",
            True,
            "冬季取暖安全通知.docx",
            title=county.TITLE,
            note="安河市教育局　安教发〔2026〕118号",
            link=Link("登记", "#1"),
        ),
        UploadResult(
            "可能是重复收文：与 政收〔2026〕0839 的字号或者内容相同。",
            True,
            "附件2.pdf",
            link=Link("登记", "#2"),
            earlier=Link("看已登记的那一件", "#3"),
        ),
        UploadResult("没有收下。", False, refusal=_SECRET),
        UploadResult(
            "还没有收下。",
            False,
            "保密培训通知.txt",
            refusal=_HELD,
            declaration=Field(
                "declared_not_secret", "经核对不涉密：已逐页核对，内容不涉及国家秘密，由我负责", "checkbox"
            ),
        ),
        UploadResult("打不开：文件已加密。请向来文单位要不加密的文件，或打印后扫描。", False, "统计表.docx"),
    )
    page = DropPage(
        "收文登记",
        DropZone("#upload", begin=Link("开始登记", "#begin")),
        "放入文件后自动读出来文单位、字号、标题等，您核对即可。扫描件会先在本机显示，声明无密级标志之后才上传。",
        (
            Link("扫描件登记台", "#scan", icon="file"),
            Link("电话、口头指示", "#call", icon="phone"),
            Link("明电", "#telegram", icon="telegram"),
            Link("只有纸质件", "#paper", icon="book"),
        ),
        results if state == "results" else (),
    )
    return county.scene(page, state)


@screen("call-form", "电话和口头指示", ("usual",))
def call_form(state: str) -> Scene:
    page = FormPage(
        "电话、口头指示",
        "#call",
        "登记",
        (
            Section(
                (
                    Field(
                        "who", "谁打来的", required=True, autofocus=True, placeholder="单位和姓名", width=6
                    ),
                    Field("number", "来电号码", width=6),
                    Field("words", "原话", "textarea", rows=5, required=True, hint="照说的记，不要概括。"),
                    Field("when", "什么时候", "datetime", value="2026-11-23T09:15", required=True, width=6),
                    Field(
                        "to",
                        "要告诉谁",
                        "picker",
                        multiple=True,
                        values=("a",),
                        width=6,
                        options=(Option("a", "赵立新", "主任"), Option("b", "何建军", "值班室")),
                    ),
                )
            ),
        ),
        back=Link("收文", "#list"),
    )
    return county.scene(page, state)


@screen("picker-fragment", "选择框的候选项", ("usual", "empty"))
def picker_fragment(state: str) -> Scene:
    options = (Option("a", "赵立新", "县政府办公室 · 主任"), Option("b", "赵立新", "石门乡 · 党政办"))
    return "ui/picker_options.html", {"it": PickerOptions(options if state == "usual" else ())}


@screen("suggestions-fragment", "输入时的候选")
def suggestions_fragment(state: str) -> Scene:
    known = (("安河市教育局", "安教发"), ("安河市人民政府办公室", "安政办发"), ("石门乡人民政府", "石政"))
    items = tuple(
        Suggestion(
            name,
            code,
            code,
            usual=True,
            fills={"document_number": f"{code}〔2026〕", "title": f"{name}关于"},
        )
        for name, code in known
    )
    return "ui/suggestions.html", {"it": Suggestions(items)}


@screen("echo-fragment", "填写时的回应", ("usual", "wrong"))
def echo_fragment(state: str) -> Scene:
    if state == "usual":
        return "ui/echo.html", {"it": Echo("12月4日 (周五)，当天也算在内。")}
    repeated = "可能是重复收文：与 政收〔2026〕0839 的字号或者内容相同。"
    return "ui/echo.html", {"it": Echo(repeated, wrong=True, link=Link("看已登记的那一件", "#1"))}


@screen("sign-in", "登录", ("usual", "error"))
def sign_in(state: str) -> Scene:
    wrong = ("用户名或口令不对，请重新输入。连续错5次将停用10分钟。",) if state == "error" else ()
    page = FormPage(
        "枢纽　云岭县",
        "#sign-in",
        "登录",
        (
            Section(
                (
                    Field("name", "用户名", required=True, autofocus=True),
                    Field("word", "口令", "password", required=True),
                )
            ),
        ),
        errors=wrong,
    )
    return "ui/page.html", {"page": page, "body_class": "entrance"}
