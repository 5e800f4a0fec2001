"""The forms by which a paper is entered: derived from the action's input, laid out for the hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from hongtou import Genre
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.choosers import Asking
from shuniu.kernel.platform.screens.uploads import declaration_fields
from shuniu.kernel.platform.ui import Field, Hidden, Option, RefusalPanel, Section, Source
from shuniu.modules.documents.incoming.intake import Read
from shuniu.modules.documents.incoming.policy import DOCUMENT_GRADES, TELEGRAM_GRADES
from shuniu.modules.documents.models import IncomingDocument

PAPER = "documents.incoming.register_paper"
CALL = "documents.incoming.register_call"
SUGGEST = Hidden("suggest-source", "/choose/incoming_source/")
"""Tells the browser where to ask for completions of the field `source`."""

Layout = Literal["page", "desk"]

_GENRES = tuple(Option(genre.value, genre.value) for genre in Genre)
_SHORT_DATE = {"kind": "text", "placeholder": "如 1123", "width": 6}
_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "source": {"width": 6},
    "document_number": {"width": 6, "placeholder": "可以只写 云州水2026 118"},
    "title": {"rows": 2},
    "genre": {"kind": "select", "options": _GENRES, "width": 4},
    "document_date": {"width": 4},
    "urgency": {"kind": "radio", "width": 6},
    "addressees": {"rows": 1},
    "copy_to": {"rows": 1},
    "annexes": {"width": 4, "unit": "件"},
    "copies": {"width": 4, "unit": "份"},
    "summary": {"rows": 4},
    "due": {"width": 6},
    "received_at": {"width": 6},
    "channel": {"width": 6},
    "note": {"rows": 2},
    "series": {"width": 4, "placeholder": "不填为“收”"},
    "reserved_number": {"width": 4},
    "copy_number": {"width": 4},
}
_DESK_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "document_date": _SHORT_DATE,
    "due": {**_SHORT_DATE, "placeholder": "不填按紧急程度算"},
    "genre": {"kind": "select", "options": _GENRES, "width": 6},
    "copies": {"width": 6, "unit": "份"},
    "annexes": {"width": 6, "unit": "件"},
    "channel": {"kind": "select", "width": 6},
    "note": {"rows": 1},
}
_SECTIONS: Mapping[Layout, Sequence[tuple[str, tuple[str, ...]]]] = {
    "page": (
        (
            "文件",
            ("source", "document_number", "title", "genre", "document_date", "annexes", "urgency", "level"),
        ),
        ("", ("readers",)),
        ("行文", ("addressees", "copy_to", "summary")),
        ("签收和办理", ("received_at", "due", "channel", "copies", "note")),
        ("少用的", ("series", "reserved_number", "copy_number")),
    ),
    "desk": (
        ("", ("source", "document_number", "title", "document_date", "genre", "urgency", "due")),
        ("", ("copies", "annexes", "channel", "note", "level", "readers")),
    ),
}


@dataclass(frozen=True)
class Entry:
    """One paper on its way into the register: who enters it, what was read, typed and refused so far."""

    actor: Actor
    now: datetime
    reads: Mapping[str, Read] = field(default_factory=dict)
    values: Mapping[str, Any] | None = None
    refusal: Refusal | None = None
    earlier: IncomingDocument | None = None
    telegram: bool = False
    declare: bool = False

    @property
    def asking(self) -> Asking:
        return Asking(self.actor, self.now)


def fields_of(entry: Entry, action: str) -> dict[str, Field]:
    """The fields of *action*'s form, by name, filled with what was read and, over it, what was typed."""
    read = {name: found.value for name, found in entry.reads.items()}
    now = entry.now.astimezone(COUNTY).strftime("%Y-%m-%dT%H:%M")
    typed = entry.values if entry.values is not None else {"received_at": now, **read}
    made = forms.fields_of(ACTIONS.get(action), entry.asking, values=typed, refusal=entry.refusal)
    return {f.name: _sourced(f, entry) for f in forms.chosen_options(made, entry.asking)}


def _sourced(made: Field, entry: Entry) -> Field:
    found = entry.reads.get(made.name)
    if found is None:
        return made
    return replace(made, source=Source(found.passage, found.page), hint=found.hint)


def paper_sections(entry: Entry, layout: Layout) -> tuple[Section, ...]:
    """The form of 收文登记: on a page of its own, or beside a scan at the desk."""
    made = fields_of(entry, PAPER)
    for name, change in {**_CHANGES, **(_DESK_CHANGES if layout == "desk" else {})}.items():
        made[name] = replace(made[name], **change)
    made["urgency"] = _graded(made["urgency"], telegram=entry.telegram)
    made["genre"] = _with_own(made["genre"])
    made["source"] = replace(made["source"], autofocus=True)
    sections = tuple(
        Section(tuple(made[name] for name in names), title) for title, names in _SECTIONS[layout]
    )
    answered = _answers(entry, made["not_duplicate"])
    return (Section(answered, "请先核对"), *sections) if answered else sections


def _answers(entry: Entry, not_duplicate: Field) -> tuple[Field, ...]:
    """What the person must answer for before this paper is taken: no duplicate, nothing secret."""
    held = declaration_fields(entry.refusal)
    if not held and entry.declare:
        held = (Field("declared_not_secret", "经核对不涉密", "checkbox"),)
    return (*((not_duplicate,) if entry.earlier is not None else ()), *held)


def _graded(made: Field, *, telegram: bool) -> Field:
    grades = TELEGRAM_GRADES if telegram else DOCUMENT_GRADES
    value = made.value if made.value in grades else grades[0]
    return replace(made, kind="radio", options=tuple(Option(g, g) for g in grades), value=value)


def _with_own(made: Field) -> Field:
    """A genre outside the fifteen, once entered, stays a choice."""
    if not made.value or any(o.value == made.value for o in made.options):
        return made
    return replace(made, options=(*made.options, Option(made.value, made.value)))


def call_sections(entry: Entry) -> tuple[Section, ...]:
    """The one short form of a telephone call or an oral instruction."""
    made = fields_of(entry, CALL)
    grades = replace(_graded(made["urgency"], telegram=False), width=6)
    fields = (
        replace(made["source"], autofocus=True, width=12, placeholder="单位、姓名、职务"),
        replace(made["words"], rows=4, hint="照说的记，不要概括。"),
        replace(made["to_whom"], width=6),
        replace(made["phone"], width=6),
        grades,
        replace(made["form"], width=6),
        replace(made["received_at"], width=6),
        replace(made["due"], kind="text", placeholder="如 1123；不填按紧急程度算", width=6),
        *declaration_fields(entry.refusal),
    )
    return (Section(fields),)


def panel_of(entry: Entry, action: str) -> RefusalPanel | None:
    """The refusal above the form; before one, the warning that this paper seems to be here already."""
    links = _links_to(entry)
    if entry.refusal is not None:
        return RefusalPanel.of(entry.refusal, forms.labels_of(ACTIONS.get(action).input), links)
    if entry.earlier is None:
        return None
    return RefusalPanel(
        f"可能是重复收文：与 {entry.earlier.matter.number or '未编号的一件'} 的字号或者内容相同。",
        remedy="核对后如果不是同一件，请勾选“不是重复收文”再登记。",
        links=links,
    )


def _links_to(entry: Entry) -> tuple[Any, ...]:
    from shuniu.kernel.flow.reading import may_see
    from shuniu.kernel.platform.ui import Link

    if entry.earlier is None or not may_see(entry.actor, entry.earlier.matter_id):
        return ()
    return (Link("看已登记的那一件", f"/matters/{entry.earlier.matter_id}/"),)
