"""The elements that the record gives the page, as the drafting desk has them: each stands in the form once, and a look
at the draft sees the document as if the form were saved already (GB/T 9704-2012, 7; GW-11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import ValidationError

from hongtou import Genre
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.models import Urgency
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.incoming.inputs import GRADES
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.inputs import ElementsInput

LABELS: Mapping[str, str] = {
    "genre": "文种",
    "direction": "行文方向",
    "urgency": "紧急程度",
    "joint": "联合发文机关",
    "publicity": "公开属性",
    "publicity_reason": "不予公开的理由",
}


@dataclass(frozen=True)
class Elements:
    """Their values, as a form sends them and as JSON keeps them; `joint` are unit ids."""

    genre: str
    direction: str
    urgency: str
    joint: tuple[int, ...] = ()
    publicity: str = "closed"
    publicity_reason: str = ""

    @classmethod
    def of(cls, document: OutgoingDocument) -> Elements:
        """As the record has them."""
        return cls(
            document.genre,
            document.direction,
            str(Urgency(document.matter.urgency).label),
            tuple(document.joint),
            document.publicity,
            document.publicity_reason,
        )

    def sent(self, values: Mapping[str, str], joint: Sequence[str] | None) -> Elements:
        """As a form has them that was sent; what it does not hold stays as it is here, and so do the joint organs where
        *joint* is None."""
        texts = {n: values[n] for n in LABELS if n != "joint" and n in values}
        chosen = (
            self.joint if joint is None else tuple(pk for one in joint if (pk := row_id(one)) is not None)
        )
        return replace(self, **texts, joint=chosen)

    def with_(self, changes: Mapping[str, Any]) -> Elements:
        """With *changes* as `changes_from` gives them; what does not belong here is left out."""
        known = {name: value for name, value in changes.items() if name in LABELS}
        if "joint" in known:
            known["joint"] = tuple(known["joint"])
        return replace(self, **known)

    def changes_from(self, before: Elements) -> dict[str, Any]:
        """What differs from *before*, by name, as JSON has it."""
        then, now = before.kept(), self.kept()
        return {name: now[name] for name in LABELS if now[name] != then[name]}

    def kept(self) -> dict[str, Any]:
        """As JSON has them: lists, no tuples."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}


def seen(document: OutgoingDocument, elements: Elements) -> OutgoingDocument:
    """*document* as it would be with *elements*, to be looked at; it is never saved. What no document may have is left
    as it stands. No query."""
    changes = elements.changes_from(Elements.of(document))
    if not changes:
        return document
    try:
        ElementsInput.model_validate(changes)
    except ValidationError:
        return document
    looked, matter = copy(document), copy(document.matter)
    looked.matter = matter
    put(looked, changes)
    return looked


def put(document: OutgoingDocument, changes: Mapping[str, Any]) -> None:
    """Set *changes* on *document* and its matter; nothing is written yet."""
    for name, value in changes.items():
        if name == "urgency":
            document.matter.urgency = GRADES[value]
        else:
            setattr(document, name, value)


def words_of(elements: Elements, name: str) -> str:
    """The value of one of them in words. One query for `joint`, where there are any."""
    value = getattr(elements, name)
    if name == "joint":
        names = dict(Unit.objects.filter(pk__in=value).values_list("pk", "name")) if value else {}
        return "、".join(names[pk] for pk in value if pk in names)
    if name == "direction":
        return str(OutgoingDocument.Direction(value).label)
    if name == "publicity":
        return str(OutgoingDocument.Publicity(value).label)
    return str(value)


def genres() -> tuple[str, ...]:
    """The fifteen, in the order of the regulation."""
    return tuple(genre.value for genre in Genre)
