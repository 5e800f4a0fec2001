"""Who read a matter of 工作秘密, when, and what of it (BM-11).

Its page, its papers and its printed forms are recorded as they are opened, before they are shown: what cannot be
recorded is not shown. Whoever proposed that it is one, and the 保密员 who looks after its unit, can see the log. A
line of a list, which tells its named readers that there is such a matter, is no reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import DatabaseError
from django.db.models import Max

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.models import EntryFile, Level, Matter
from shuniu.kernel.flow.reading import NOT_FOUND, may_see
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.queries import secrecy_desks, units_of_secrecy_desk
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.writing import record

ACTION = "flow.reading"
SECRECY = "SECRECY"
AGAIN = timedelta(minutes=10)
"""The same page or paper, opened again by the same person within this time, is one reading: a paper is fetched
page by page."""
SHOWN = 200
UNRECORDED = Refusal(
    Code.STORAGE,
    "这是工作秘密，谁看过要有记录；现在记不下来，所以没有打开。",
    remedy="请稍后再打开；仍然不行的，请联系系统管理员。",
    rule="BM-11",
)


class How(StrEnum):
    """What of a matter was read."""

    PAGE = "page"
    ORIGINAL = "original"
    PRINT = "print"

    @property
    def label(self) -> str:
        return {"page": "办件页面", "original": "原件", "print": "打印件"}[self.value]


def note(actor: Actor, matter: Matter, how: How, *, now: datetime, what: str = "") -> Refusal | None:
    """Record that *actor* opens *matter*, when it is a 工作秘密; *what* names the form that is printed.

    Called before anything of it is shown. The refusal says that it could not be recorded: show nothing then.
    """
    return _write(actor, [matter.pk], how, what, now) if matter.level == Level.WORK_SECRET else None


def note_file(actor: Actor, file_id: int, *, now: datetime) -> Refusal | None:
    """The same for a stored file, on every 工作秘密 it hangs on."""
    hung = EntryFile.objects.filter(stored_file_id=file_id, matter__level=Level.WORK_SECRET)
    return _write(actor, list(hung.values_list("matter_id", flat=True)), How.ORIGINAL, "", now, file_id)


def _write(
    actor: Actor, matters: Sequence[int], how: How, what: str, now: datetime, file_id: int | None = None
) -> Refusal | None:
    content = {"how": how.value, "what": what, "file": file_id}
    try:
        for matter_id in matters:
            if not _just_read(actor, matter_id, content, now):
                record(ACTION, actor=actor, now=now, matter_id=matter_id, content=content)
    except DatabaseError:
        return UNRECORDED
    return None


def _just_read(actor: Actor, matter_id: int, content: Mapping[str, object], now: datetime) -> bool:
    lately = Record.objects.filter(
        matter_id=matter_id,
        action=ACTION,
        person_id=actor.person_id,
        unit_id=actor.unit_id,
        at__gt=now - AGAIN,
    )
    return content in list(lately.order_by("-pk").values_list("payload__content", flat=True)[:SHOWN])


@dataclass(frozen=True)
class Read:
    """One reading: who (person, unit and post), when, what of the matter."""

    who: str
    at: datetime
    how: How
    what: str


@dataclass(frozen=True)
class Log:
    """The readings of one matter, the newest first, at most `SHOWN`; `open` says whether who asks may see the
    matter itself."""

    matter: Matter
    open: bool
    reads: tuple[Read, ...]
    readers: tuple[str, ...]


def may_see_log(actor: Actor, matter: Matter, *, now: datetime) -> bool:
    """Whether *actor* proposed the 工作秘密 and still sees it, or is the 保密员 who looks after its unit."""
    if matter.level != Level.WORK_SECRET:
        return False
    if actor.holds(SECRECY) and actor.unit_id in secrecy_desks(matter.unit_id, on=now):
        return True
    proposed = matter.opened_by_id == actor.person_id and matter.unit_id == actor.unit_id
    return proposed and may_see(actor, matter.pk)


def log_for(actor: Actor, matter_id: int, *, now: datetime) -> Log | Refusal:
    """The log of a 工作秘密; the refusal says of one that is not shown what it says of one that does not exist."""
    matter = Matter.objects.select_related("unit").filter(pk=matter_id).first()
    if matter is None or not may_see_log(actor, matter, now=now):
        return NOT_FOUND
    rows = Record.objects.filter(matter_id=matter_id, action=ACTION).order_by("-pk")
    reads = tuple(
        Read(who, at, How(content.get("how", How.PAGE)), content.get("what", ""))
        for who, at, content in rows.values_list("actor", "at", "payload__content")[:SHOWN]
    )
    named = matter.readers.select_related("person", "unit").order_by("pk")
    return Log(
        matter=matter,
        open=may_see(actor, matter_id),
        reads=reads,
        readers=tuple(f"{r.person.name}（{r.unit.short_name}）" for r in named),
    )


def list_secrets_for(
    actor: Actor, *, now: datetime, after: int | None = None, size: int = 25
) -> list[Matter]:
    """The 工作秘密 whose logs the 保密员 *actor* may see, the newest first, from below the id *after*.

    For their numbers and dates: the titles are for their readers (BM-08).
    """
    if not actor.holds(SECRECY):
        return []
    found = Matter.objects.filter(
        unit_id__in=units_of_secrecy_desk(actor.unit_id, on=now), level=Level.WORK_SECRET
    )
    if after is not None:
        found = found.filter(pk__lt=after)
    return list(found.select_related("unit").order_by("-pk")[:size])


def last_read(matters: Sequence[Matter]) -> dict[int, datetime]:
    """When each of *matters* was last read; those never read are left out. One query."""
    rows = Record.objects.filter(matter_id__in=[m.pk for m in matters], action=ACTION)
    found = rows.order_by().values("matter_id").annotate(last=Max("at"))
    return {row["matter_id"] or 0: row["last"] for row in found}
