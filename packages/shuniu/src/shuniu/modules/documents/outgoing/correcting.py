"""签发后更正: the signed text as a form, and what kind of change each place is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

from hongtou import NatureKind
from shuniu.kernel.base.basis import basis
from shuniu.kernel.platform.ui import DraftCheck, DraftDesk, DraftFinding, Field, Hidden, Link, Option
from shuniu.modules.documents.outgoing import corrections
from shuniu.modules.documents.outgoing.desk import Desk, desk_page, tidy_content
from shuniu.modules.documents.outgoing.text import Content, words_in

RULE = "GW-14"
FIELDS = {"标题": "title", "主送机关": "addressees", "正文": "body", "抄送机关": "copy_to", "附注": "note"}
LEAD = (
    "只改文字、标点等笔误的，是校对性更正，由另一位同志确认；改动内容的，是实质性修改，报原签发人复审。"
    "系统逐处判断，拿不准的按实质性修改办。"
)


def correct_page(
    desk: Desk, signed: Content, *, colleagues: tuple[Option, ...], told: dict[str, str]
) -> DraftDesk:
    """The page: the text as it was signed, or as it was typed; *told* is what was typed in the other fields."""
    here = f"/outgoing/{desk.matter.pk}/correct/"
    page = desk_page(replace(desk, buffer=None))
    return replace(
        page,
        action=here,
        check=check_of(desk, signed),
        check_href=f"{here}check/",
        keep_href="",
        version=f"签发的是第 {desk.document.signed} 稿",
        foot=(*page.foot, *_asked(desk, colleagues, told)),
        hidden=(
            Hidden("draft", str(desk.over)),
            Hidden("command_id", desk.command or str(uuid4())),
        ),
        save="看改动的性质",
        hand_in="提交更正",
        links=(Link("各稿对比", f"/outgoing/{desk.matter.pk}/versions/"),),
        restored=LEAD if desk.refusal is None else "",
        elements=(),
        part="",
    )


def _asked(desk: Desk, colleagues: tuple[Option, ...], told: dict[str, str]) -> tuple[Field, ...]:
    def errors(name: str) -> tuple[str, ...]:
        return desk.problems.get(name, ())

    return (
        Field(
            "reason",
            "更正理由",
            "textarea",
            value=told.get("reason", ""),
            rows=2,
            required=True,
            max_length=400,
            errors=errors("reason"),
        ),
        Field(
            "confirmer",
            "由谁确认",
            "select",
            value=told.get("confirmer", ""),
            options=colleagues,
            hint="校对性更正要选；确认的不能是您自己。",
            errors=errors("confirmer"),
        ),
        Field(
            "nature",
            "不管怎样判断，都报原签发人复审",
            "checkbox",
            value="substantive" if told.get("nature") == "substantive" else "",
        ),
    )


def check_of(desk: Desk, signed: Content) -> DraftCheck:
    """What kind of change each place is, substantive ones first, and what comes of it."""
    found = tuple(sorted(_places(desk, signed), key=lambda finding: not finding.refuses))
    return DraftCheck(findings=found, words=words_in(desk.typed.body), limit=0)


def _places(desk: Desk, signed: Content) -> Iterator[DraftFinding]:
    nature = corrections.nature(signed, tidy_content(desk.typed))
    for reason in nature.reasons:
        substantive = reason.kind is NatureKind.SUBSTANTIVE
        yield DraftFinding(
            message=f"{reason.field}：{reason.kind}。{reason.says}",
            basis=basis(RULE),
            remedy="报原签发人复审。" if substantive else "由另一位同志确认。",
            refuses=substantive,
            field=FIELDS.get(reason.field, ""),
            passage=f"{reason.old or '（无）'} → {reason.new or '（删去）'}",
        )
