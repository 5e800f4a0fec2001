"""The forms by which a paper is entered: derived from the action's input, laid out for the hand.

The order is that of the eye on the paper (红头, 字号, 标题, 成文日期); what is rarely needed stands folded below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from hongtou import Genre
from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.choosers import Asking
from shuniu.kernel.platform.screens.uploads import DECLARATIONS
from shuniu.kernel.platform.ui import Field, Option, RefusalPanel, Section, Source, Suggestion, Suggestions
from shuniu.modules.documents.incoming import echoes
from shuniu.modules.documents.incoming.intake import Read, begun_number, begun_title
from shuniu.modules.documents.incoming.policy import DOCUMENT_GRADES, TELEGRAM_GRADES
from shuniu.modules.documents.incoming.queries import KnownSource
from shuniu.modules.documents.models import IncomingDocument

PAPER = "documents.incoming.register_paper"
CALL = "documents.incoming.register_call"
SOURCES = "/incoming/sources/"
CALLERS = "/incoming/sources/?for=call"
PEOPLE = "/incoming/sources/?for=person"
ECHO = "/incoming/echo/?field={}"

_GENRES = tuple(Option(genre.value, genre.value) for genre in Genre)
_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "source": {"suggest_href": SOURCES, "placeholder": "拼音首字母或者几个字", "autofocus": True},
    "document_number": {
        "width": 6,
        "placeholder": "云州水2026 118",
        "echo_href": ECHO.format("document_number"),
    },
    "document_date": {
        "kind": "text",
        "width": 6,
        "placeholder": "1123 或者 昨天",
        "echo_href": ECHO.format("document_date"),
    },
    "title": {"rows": 2},
    "genre": {"kind": "select", "options": _GENRES, "width": 6, "follows": "title"},
    "urgency": {"width": 6},
    "due": {
        "kind": "text",
        "width": 6,
        "placeholder": "1210；空着按紧急程度算",
        "echo_href": ECHO.format("due"),
    },
    "received_at": {"width": 6},
    "addressees": {"rows": 1, "width": 6},
    "copy_to": {"rows": 1, "width": 6},
    "summary": {"rows": 3},
    "channel": {"kind": "select", "width": 4},
    "copies": {"width": 4, "unit": "份"},
    "annexes": {"width": 4, "unit": "件"},
    "note": {"rows": 1},
    "level": {"width": 6},
    "readers": {
        "when": ("level", "work_secret"),
        "hint": "只有点到名的人看得到这一件（领导的联络员、外出时的代理人随本人）；它不进别人的列表和搜索，默认不能导出。",
    },
    "series": {"width": 4, "placeholder": "不填为“收”"},
    "reserved_number": {"width": 4},
    "copy_number": {"width": 4},
}
_SECTIONS: Sequence[tuple[str, bool, tuple[str, ...]]] = (
    (
        "",
        False,
        ("source", "document_number", "document_date", "title", "genre", "urgency", "due", "received_at"),
    ),
    ("行文和份数", False, ("addressees", "copy_to", "summary", "channel", "copies", "annexes", "note")),
    ("知悉范围", False, ("level", "readers")),
    ("少用的", True, ("series", "reserved_number", "copy_number")),
)


_NUMBER = frozenset({"series", "reserved_number"})


@dataclass(frozen=True)
class Entry:
    """One paper on its way into the register: who enters it, what was read, typed and refused so far.

    A `numbered` one already has its number on paper, which travels with the form unseen.
    """

    actor: Actor
    now: datetime
    reads: Mapping[str, Read] = field(default_factory=dict)
    values: Mapping[str, Any] | None = None
    refusal: Refusal | None = None
    earlier: IncomingDocument | None = None
    telegram: bool = False
    declare: bool = False
    recognised: bool = False
    channel: str = "paper"
    numbered: bool = False

    @property
    def asking(self) -> Asking:
        return Asking(self.actor, self.now)


def fields_of(entry: Entry, action: str) -> dict[str, Field]:
    """The fields of *action*'s form, by name, filled with what was read and, over it, what was typed."""
    read = {name: found.value for name, found in entry.reads.items()}
    now = entry.now.astimezone(COUNTY).strftime("%Y-%m-%dT%H:%M")
    typed = (
        entry.values if entry.values is not None else {"received_at": now, "channel": entry.channel, **read}
    )
    made = forms.fields_of(ACTIONS.get(action), entry.asking, values=typed, refusal=entry.refusal)
    return {f.name: _sourced(f, entry) for f in forms.chosen_options(made, entry.asking)}


def _sourced(made: Field, entry: Entry) -> Field:
    found = entry.reads.get(made.name)
    if made.kind == "datetime":
        made = replace(made, value=made.value[:16])
    if found is None:
        return made
    sure = found.sure and not entry.recognised
    source = Source(found.passage, found.page, found.start, found.end, sure)
    return replace(made, source=source)


def paper_sections(entry: Entry) -> tuple[Section, ...]:
    """The form of 收文登记."""
    made = fields_of(entry, PAPER)
    for name, change in _CHANGES.items():
        made[name] = replace(made[name], **change)
    if entry.telegram:
        made["document_number"] = replace(
            made["document_number"], label="来电号", placeholder="明传〔2026〕36号"
        )
        made["urgency"] = replace(made["urgency"], label="等级", width=12)
    made["urgency"] = _graded(made["urgency"], telegram=entry.telegram)
    made["genre"] = _with_own(made["genre"])
    left_out = _NUMBER if entry.numbered else frozenset()
    sections = tuple(
        Section(tuple(made[name] for name in names if name not in left_out), title, folded=folded)
        for title, folded, names in _SECTIONS
    )
    answered = _answers(entry, made)
    return (Section(answered, "请先核对"), *sections) if answered else sections


def _answers(entry: Entry, made: Mapping[str, Field]) -> tuple[Field, ...]:
    """What the person must answer for before this paper is taken: no duplicate, nothing secret."""
    held = [made[name] for name in DECLARATIONS if name in made]
    if not held and entry.declare:
        held = [Field("declared_not_secret", DECLARATIONS["declared_not_secret"][1], "checkbox")]
    repeated = [made["not_duplicate"]] if entry.earlier is not None else []
    return (*repeated, *held)


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
    phrases = parameters.texts("incoming.phrases_call", on=entry.now.astimezone(COUNTY).date())
    fields = (
        replace(
            made["source"],
            autofocus=True,
            suggest_href=CALLERS,
            placeholder="单位、姓名、职务；可打拼音首字母",
            width=6,
        ),
        replace(made["to_whom"], width=6, placeholder="空着由办公室拟办", suggest_href=PEOPLE),
        replace(
            made["words"],
            rows=3,
            hint="照说的记，不要概括。",
            phrases=phrases,
        ),
        replace(_graded(made["urgency"], telegram=False), width=6),
        replace(
            made["due"],
            kind="text",
            placeholder="1123、明天；空着按紧急程度算",
            echo_href=ECHO.format("due"),
            width=6,
        ),
        replace(made["form"], width=6),
        replace(made["received_at"], width=6),
        replace(made["phone"], width=6),
        *(made[name] for name in DECLARATIONS if name in made),
    )
    return (Section(fields),)


def panel_of(entry: Entry, action: str) -> RefusalPanel | None:
    """The refusal above the form; before one, the warning that this paper seems to be here already."""
    link = echoes.link_to(entry.earlier, entry.actor) if entry.earlier is not None else None
    links = (link,) if link is not None else ()
    if entry.refusal is not None:
        return RefusalPanel.of(entry.refusal, forms.labels_of(ACTIONS.get(action).input), links)
    if entry.earlier is None:
        return None
    return RefusalPanel(
        echoes.repeated(entry.earlier),
        remedy="核对后如果不是同一件，请勾选“不是重复收文”再登记。",
        links=links,
    )


def suggestions(known: Sequence[KnownSource], now: datetime, *, beginnings: bool = True) -> Suggestions:
    """来文单位 to complete with; choosing one begins the 字号 and the title that are still empty."""
    today = now.astimezone(COUNTY).date()
    return Suggestions(
        tuple(
            Suggestion(
                source.name,
                note=source.code,
                key=source.code,
                usual=source.times > 0,
                fills={"document_number": begun_number(source.code, today), "title": begun_title(source.name)}
                if beginnings
                else {},
            )
            for source in known
        )
    )
