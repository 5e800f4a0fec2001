"""How an incoming document is shown: its facts, its paper, its cells in lists, its printed forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from hongtou import Genre
from shuniu.kernel.base import parameters
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.offers import Offer
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.queries import holders
from shuniu.kernel.platform.screens.choosers import Asking, chooser, options_of
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.screens.narrowing import DUE, OPENED, TITLE, URGENCY, contains, one_of
from shuniu.kernel.platform.screens.presentation import NOT_YET, PRESENTATIONS, Presentation, Scene
from shuniu.kernel.platform.ui import (
    Cell,
    Column,
    Fact,
    Link,
    LinkItem,
    Option,
    Paper,
    PaperTab,
    Whereabouts,
    day_text,
    moment_text,
)
from shuniu.modules.documents.incoming import originals
from shuniu.modules.documents.incoming.actions.assign import SUPERVISOR
from shuniu.modules.documents.incoming.queries import keeps, lead_is_out, lines_of, unit_named
from shuniu.modules.documents.incoming.sheets import sheets_of
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import IncomingDocument, line_of
from shuniu.modules.documents.origins import delivery_of

COLUMNS = (
    Column("收文号", "code"),
    Column("标题", "title"),
    Column("来文", "pair"),
)
FILTERS = (
    TITLE,
    contains("source", "来文单位", "incoming__source"),
    contains("number", "来文字号", "incoming__document_number"),
    one_of("genre", "文种", "incoming__genre", ((g.value, g.value) for g in Genre)),
    URGENCY,
    one_of("handling", "办理类型", "incoming__handling", IncomingDocument.Handling.choices),
    *OPENED,
    DUE,
)


def cells(matters: Sequence[Matter]) -> Mapping[int, tuple[Cell, ...]]:
    """The middle cells of a list page; one query."""
    lines = lines_of(matters)
    return {
        m.pk: (
            Cell(m.number or "待登记"),
            beside_source(title_cell(m), lines.get(m.pk)),
            source_cell(lines.get(m.pk)),
        )
        for m in matters
    }


def beside_source(title: Cell, line: IncomingDocument | None) -> Cell:
    """*title* where the 来文单位 stands beside it: the screen need not say it twice."""
    rest = title.text.removeprefix(line.source) if line is not None else ""
    return replace(title, brief=rest) if rest and rest != title.text else title


def source_cell(line: IncomingDocument | None) -> Cell:
    """来文单位 with the 来文字号 below it."""
    return Cell(line.source, note=line.document_number) if line else Cell("")


def facts(scene: Scene) -> tuple[Fact, ...]:
    """What the register says, in the order of the 处理单."""
    line, today = line_of(scene.matter), scene.now.astimezone(COUNTY).date()
    signed = moment_text(line.signed_at.astimezone(COUNTY), today) if line.signed_at else "还没有签收"
    found = [
        Fact(scene.matter.mark, line.standing_note, strong=True),
        Fact("来文单位", line.source, strong=True),
        Fact("来文字号", line.document_number),
        Fact("文种", line.genre or line.get_form_display()),
        Fact("成文日期", day_text(line.document_date, today) if line.document_date else ""),
        Fact("签收", signed),
        Fact("办理类型", line.get_handling_display() if line.handling else ""),
        Fact("份数", f"{line.copies} 份" + (f"，附件 {line.annexes} 件" if line.annexes else "")),
        Fact("主送", line.addressees),
        Fact("抄送", line.copy_to),
        Fact("主办", line.lead),
        Fact("催办人", line.reminder.name if line.reminder else ""),
        Fact("答复文号", line.answered_by),
        Fact("备注", line.note),
    ]
    return tuple(f for f in found if f.value)


def paper(scene: Scene) -> Paper:
    """The original as it came, or the words of a call."""
    line = line_of(scene.matter)
    words = tuple(p for p in line.summary.split("\n") if p)
    tabs = list(originals.tabs_of(scene))
    if words:
        heading = {"call": "电话记录", "oral": "口头指示"}.get(line.form, "内容摘要")
        tabs.append(PaperTab("summary", heading, "text", heading=scene.matter.title, paragraphs=words))
    return originals.paper_of(tabs, missing="这一件没有上传电子件，请看纸质件。", stamp=scene.matter.mark)


def whereabouts(scene: Scene) -> Whereabouts | None:
    """On whose desk the paper lies."""
    sheets = [p for p in sheets_of(scene.matter) if p.returned_at is None]
    if not sheets:
        if scene.matter.unit_id != scene.actor.unit_id or not keeps(scene.actor):
            return None
        return Whereabouts("还没有登记去向", "", link=Link("登记纸质件", f"/p/M{scene.matter.pk}/"))
    today, first = scene.now.astimezone(COUNTY).date(), sheets[0]
    return Whereabouts(
        place=f"{first.label}在{first.holder.name}（{first.holder_unit.short_name}）桌上",
        since=f"{moment_text(first.since.astimezone(COUNTY), today)}起",
        copies=f"共 {len(sheets)} 份在外" if len(sheets) > 1 else "",
        link=Link("交给谁、清退", f"/p/{first.code}/"),
    )


def related(scene: Scene) -> tuple[LinkItem, ...]:
    """What came in its place, and the way to ask its issuer about passing it on (GW-33)."""
    line, found = line_of(scene.matter), []
    if line.successor_id is not None:
        found.append(
            LinkItem("更换件", "新送来的一份", f"/matters/{line.successor_id}/", "以这一份为准，请签收")
        )
    own = scene.matter.unit_id == scene.actor.unit_id and keeps(scene.actor)
    issued_here = line.channel == IncomingDocument.Channel.SYSTEM and scene.matter.parent_id is None
    if own and issued_here and line.signed_at and not scene.matter.mark and delivery_of(scene.matter.pk):
        address = f"/incoming/{scene.matter.pk}/forward/"
        found.append(
            LinkItem("传达范围", "申请扩大传达范围", address, "转给名单以外的单位，先报发文机关同意")
        )
    return tuple(found)


def prints(scene: Scene) -> tuple[Link, ...]:
    """The printed forms of this matter."""
    found = [Link("文件处理单", f"/incoming/{scene.matter.pk}/handling-slip.pdf", icon="print")]
    if scene.matter.outcome == "rejected":
        found.append(Link("退文单", f"/incoming/{scene.matter.pk}/reject-slip.pdf", icon="print"))
    return tuple(found)


def hint(scene: Scene, steps: Sequence[Offer]) -> str:
    """Which of several steps is the usual next one; none while another unit, which leads, has not answered."""
    usual = {
        "to_check": "documents.incoming.pass_check",
        "to_propose": "documents.incoming.propose",
        "to_assign": "documents.incoming.assign",
        "in_hand": "documents.incoming.report",
        "to_answer": "documents.incoming.answer",
        "circulating": "documents.incoming.finish_reading",
    }
    if any(step.action.name == "flow.read" for step in steps):
        return "flow.read"
    found = usual.get(scene.matter.state, "")
    reports = any(step.action.name == found == "documents.incoming.report" for step in steps)
    return NOT_YET if reports and lead_is_out(line_of(scene.matter)) else found


@chooser("reminder")
def reminders(asking: Asking) -> list[Option]:
    """Who may be named 催办人: whoever looks after the unit's papers, and its 督查员."""
    posts = holders(asking.actor.unit_id, *KEEPERS, SUPERVISOR, on=asking.now)
    return options_of(p for p in posts if asking.query in p.person.name)


Changes = Mapping[str, Mapping[str, Any]]


def _as_sent(asking: Asking) -> Changes:
    """清点份数 as the sender wrote it."""
    if asking.reading is None:
        return {}
    return {"copies": {"value": str(line_of(asking.reading.matter).copies)}}


def _phrases(key: str, more: Changes = MappingProxyType({})) -> Callable[[Asking], Changes]:
    def overrides(asking: Asking) -> Changes:
        found = parameters.texts(key, on=asking.now.astimezone(COUNTY).date())
        name = "reason" if key.endswith("rejection") else "text"
        return {**more, name: {"phrases": found}}

    return overrides


def _proposed_hands(asking: Asking) -> Changes:
    """主办 as the 拟办意见 proposed it, where it names a unit of the county; and the limit that holds when none is
    written."""
    if asking.reading is None:
        return {}
    matter, today = asking.reading.matter, asking.now.astimezone(COUNTY).date()
    changes: dict[str, dict[str, Any]] = {}
    if matter.due_at is not None:
        day = day_text(matter.due_at.astimezone(COUNTY).date(), today)
        changes["due"] = {"hint": f"不填的，就是这一件的期限：{day}。", "width": 8}
    named = [e.data["suggested_lead"] for e in asking.reading.entries if e.data.get("suggested_lead")]
    if named:
        pk = unit_named(named[-1], other_than=matter.unit_id)
        words = {"values": (f"u{pk}",), "hint": "按拟办意见填好，可以改。"} if pk else {}
        changes["lead"] = words or {"hint": f"拟办意见建议：{named[-1]}。"}
    return changes


def register() -> None:
    """Declare the presentation and the forms that differ from the derived ones."""
    PRESENTATIONS.register(
        "incoming",
        Presentation(
            facts=facts,
            paper=paper,
            columns=COLUMNS,
            cells=cells,
            filters=FILTERS,
            back=Link("收文", "/incoming/"),
            prints=prints,
            related=related,
            whereabouts=whereabouts,
            hint=hint,
        ),
    )
    FORMS.register(
        "documents.incoming.deliver",
        FormSpec(
            order=("file", "to", "document_number", "title", "genre", "document_date", "urgency", "due"),
            overrides=lambda asking: {
                "file": {"accept": ".docx,.pdf,.txt,.jpg,.jpeg,.png"},
                "title": {"rows": 2},
                "issuer": {"hint": "空着就是本单位；办公室可以写所服务的机关。"},
            },
        ),
    )
    FORMS.register("documents.incoming.sign_for", FormSpec(overrides=_as_sent))
    FORMS.register(
        "documents.incoming.propose",
        FormSpec(
            order=("text", "to", "leader", "readers", "order", "suggested_lead"),
            overrides=_phrases(
                "incoming.phrases_proposal",
                {
                    "leader": {"when": ("to", "leader")},
                    "readers": {"when": ("to", "circulate")},
                    "order": {"when": ("to", "circulate")},
                },
            ),
        ),
    )
    FORMS.register(
        "documents.incoming.instruct",
        FormSpec(order=("text", "manner"), overrides=_phrases("incoming.phrases_instruction")),
    )
    FORMS.register(
        "documents.incoming.reject",
        FormSpec(order=("reason", "rules", "demand"), overrides=_phrases("incoming.phrases_rejection")),
    )
    FORMS.register(
        "documents.incoming.register",
        FormSpec(
            overrides=lambda asking: {
                "series": {"hint": "不填就照常编号；另立一本登记簿的才写。"},
                "reserved_number": {"hint": "平常不填；号是预留的，写第几号。"},
            }
        ),
    )
    only_read = {"when": ("handling", "read")}
    FORMS.register(
        "documents.incoming.pass_check",
        FormSpec(
            order=("ours", "direction", "form", "agreed", "handling", "readers", "order", "text"),
            overrides=lambda asking: {"readers": only_read, "order": only_read},
            words={"act": "办件", "read": "阅件"},
        ),
    )
    FORMS.register(
        "documents.incoming.assign",
        FormSpec(order=("lead", "assists", "due", "tracker", "important", "text"), overrides=_proposed_hands),
    )
