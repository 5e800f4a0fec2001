"""The elements as fields of the drafting desk: those that may be chosen, and those that the way of the document gives,
each with who gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.screens.forms import CHOOSE
from shuniu.kernel.platform.ui import Field, Option
from shuniu.modules.documents.incoming.policy import DOCUMENT_GRADES
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.elements import LABELS, Elements, genres

_DIRECTIONS, _PUBLICITIES = OutgoingDocument.Direction, OutgoingDocument.Publicity


def editable(
    document: OutgoingDocument, chosen: Elements, problems: Mapping[str, tuple[str, ...]]
) -> tuple[Field, ...]:
    """The fields in which *chosen* stands. One query where other organs issue as well."""

    def field(name: str, kind: Any, **more: Any) -> Field:
        return Field(name, LABELS[name], kind, errors=problems.get(name, ()), **more)

    names = dict(Unit.objects.filter(pk__in=chosen.joint).values_list("pk", "name")) if chosen.joint else {}
    fields = [
        field("genre", "select", value=chosen.genre, options=_same(genres()), required=True, width=3),
        field(
            "direction", "select", value=chosen.direction, options=_of(_DIRECTIONS), required=True, width=3
        ),
        field(
            "urgency", "select", value=chosen.urgency, options=_same(DOCUMENT_GRADES), required=True, width=3
        ),
        field(
            "publicity", "select", value=chosen.publicity, options=_of(_PUBLICITIES), required=True, width=3
        ),
        field(
            "publicity_reason",
            "text",
            value=chosen.publicity_reason,
            max_length=200,
            when=("publicity", str(_PUBLICITIES.CLOSED)),
        ),
    ]
    if document.matter.state == "drafting":
        fields.append(
            field(
                "joint",
                "picker",
                values=tuple(map(str, chosen.joint)),
                options=tuple(Option(str(pk), names[pk]) for pk in chosen.joint if pk in names),
                multiple=True,
                ordered=True,
                search_href=f"{CHOOSE}unit/",
                placeholder="没有的空着；输入单位名称中的任意几个字",
            )
        )
    return tuple(fields)


def given(document: OutgoingDocument) -> tuple[Field, ...]:
    """What is not typed, each with its value or with who gives it and when. No query."""

    def day(value: Any) -> str:
        return f"{value.year}年{value.month}月{value.day}日" if value else ""

    printed = document.printed_at.astimezone(COUNTY).date() if document.printed_at else None
    facts = (
        ("issuer", "发文机关", document.issuer_name, None),
        ("number", "发文字号", document.number or "编号时由系统给", None),
        ("signatory", "签发人", document.signatory or "签发时按签发的人填", ("direction", "up")),
        (
            "document_date",
            "成文日期",
            day(document.document_date or document.meeting_date) or "签发的日期",
            None,
        ),
        ("printed", "印发机关和印发日期", f"{document.unit.name}　{day(printed) or '印制的日期'}", None),
        ("copy_number", "份号", "分送时需要的再编", None),
        ("secrecy", "密级和保密期限", "不能标：涉密的文件请停止在这里起草，到涉密网办理", None),
    )
    return tuple(
        Field(name, label, "static", value=value, within="given", when=when, width=6)
        for name, label, value, when in facts
    )


def _of(choices: Any) -> tuple[Option, ...]:
    return tuple(Option(str(value), str(label)) for value, label in choices.choices)


def _same(words: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(word, word) for word in words)
