"""Fields of forms: label above, required marked, unit behind, errors in sentences at the field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shuniu.kernel.platform.ui.parts import Link

FieldKind = Literal[
    "text",
    "textarea",
    "date",
    "datetime",
    "time",
    "number",
    "radio",
    "select",
    "checkbox",
    "checkboxes",
    "picker",
    "file",
    "password",
    "static",
]

_FAMILIES = {
    **dict.fromkeys(("text", "date", "datetime", "time", "number", "password"), "input"),
    **dict.fromkeys(("radio", "checkboxes"), "choices"),
}


@dataclass(frozen=True)
class Hidden:
    """A value that travels with a form unseen: command_id, version, cursor."""

    name: str
    value: str


@dataclass(frozen=True)
class Option:
    """One choice. `note` tells people of the same name apart: 县教育局 · 办公室主任."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Source:
    """Where a value was read from: the passage, and the page it stands on when known.

    `start` and `end` are the passage's place in the text that the paper beside the form shows, so that it is
    highlighted there. `sure` is False for what was recognised in a picture or inferred.
    """

    passage: str
    page: int | None = None
    start: int | None = None
    end: int | None = None
    sure: bool = True


@dataclass(frozen=True)
class Field:
    """One question.

    `value` is the text of the answer; fields with several answers (checkboxes, picker with `multiple`) use
    `values`. A picker of persons or units filters its `options` by substring; with `search_href` it asks that
    address instead (`?q=`), which answers with `PickerOptions`; with `ordered` those picked
    can be moved before one another. `source` marks a value that was read from the
    file. `phrases` are stock phrases put in with one press. `width` is in twelfths of the form on a wide
    screen. `within` names the form where a page has several with fields of one name, so that ids differ.

    A text field with `suggest_href` offers the `Suggestions` of that address, with `suggest_many` for each of several
    names that 、 keeps apart; one with `echo_href` is told
    beneath it, by the `Echo` of that address (posted `value`), what was understood. A select with `follows` takes
    the option that the text of the field of that name ends in, until it is chosen by hand. `when` shows the
    field only while the field of that name has that value.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    values: tuple[str, ...] = ()
    required: bool = False
    unit: str = ""
    hint: str = ""
    errors: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    source: Source | None = None
    phrases: tuple[str, ...] = ()
    placeholder: str = ""
    rows: int = 3
    minimum: str = ""
    maximum: str = ""
    max_length: int | None = None
    multiple: bool = False
    ordered: bool = False
    accept: str = ""
    search_href: str = ""
    suggest_href: str = ""
    suggest_many: bool = False
    echo_href: str = ""
    follows: str = ""
    when: tuple[str, str] | None = None
    autofocus: bool = False
    width: Literal[3, 4, 6, 8, 12] = 12
    within: str = ""

    @property
    def id(self) -> str:
        return f"{self.within or 'f'}-{self.name}"

    @property
    def blank(self) -> bool:
        """Whether it holds nothing that was typed, read or found wrong."""
        return not (self.value or self.values or self.errors or self.source)

    @property
    def family(self) -> str:
        """Which template draws it: `ui/field_<family>.html`."""
        return _FAMILIES.get(self.kind, self.kind)

    @property
    def input_type(self) -> str:
        """The type of an `<input>`."""
        return "datetime-local" if self.kind == "datetime" else self.kind

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(self.values or ((self.value,) if self.value else ()))

    @property
    def picked(self) -> tuple[Option, ...]:
        """The options already chosen in a picker, in the order of the choice."""
        known = {option.value: option for option in self.options}
        wanted = self.values or ((self.value,) if self.value else ())
        return tuple(known.get(value, Option(value, value)) for value in wanted)

    @property
    def described_by(self) -> str:
        """The ids for aria-describedby, empty when there is neither hint nor error."""
        parts = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*parts, *([f"{self.id}-error"] if self.errors else [])])


@dataclass(frozen=True)
class PickerOptions:
    """What a picker's `search_href` answers with."""

    options: tuple[Option, ...]


@dataclass(frozen=True)
class Suggestion:
    """One completion of a text field. `key` finds it as well (a 机关代字); `fills` gives beginnings for other
    fields that are still empty, by name. A `usual` one is offered before anything is typed. `part` heads it where all
    are seen at once, `members` are the names that a general one stands for."""

    text: str
    note: str = ""
    key: str = ""
    usual: bool = False
    fills: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    members: tuple[str, ...] = ()

    @property
    def members_json(self) -> str:
        return json.dumps(self.members, ensure_ascii=False)

    @property
    def fills_json(self) -> str:
        return json.dumps(dict(self.fills), ensure_ascii=False)


@dataclass(frozen=True)
class Suggestions:
    """What a field's `suggest_href` answers with: everything at once, matched in the browser by any part, by
    the initials of the pinyin, and chosen by number."""

    items: tuple[Suggestion, ...]


@dataclass(frozen=True)
class Echo:
    """What a field's `echo_href` answers with: how the value was understood, or what is wrong with it."""

    text: str
    wrong: bool = False
    link: Link | None = None
