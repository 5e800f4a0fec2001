"""Writing notices: a listener of the flow, inside the transaction, with one insert for the whole action.

It delivers what the action said (`ctx.notify`), tells whoever got a task, and tells the clerk of the matter's
unit, or whoever does his work there, at once when a leader has written or was recorded (GW-05, CQ-02).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from shuniu.kernel.base.row_writes import insert_row
from shuniu.kernel.flow import context
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.flow.models import Level, Matter, Task, Urgency
from shuniu.kernel.flow.vocabulary import ENTRY_TYPES, listener
from shuniu.kernel.people.actor import COUNTY, duty_principal, person_principal
from shuniu.kernel.people.models import Duty
from shuniu.kernel.platform.notices.models import Notice

LEADERS = ("LEADER", "UNIT_HEAD")
HIDDEN = "（工作秘密，请打开查看）"
TEXT_LIMIT = 800


@listener("notices")
def deliver(ctx: context.Context, work: context.Work) -> None:
    """Write every notice of the action when its first matter is finished; by then all has been said."""
    if work is not next(iter(ctx.touched.values()), None):
        return
    matters = {other.matter.pk: other.matter for other in ctx.touched.values()}
    told = list(_said(ctx))
    spoken_to = {(n.to_principal, n.matter_id) for n in told}
    told += [n for n in _tasks(ctx, matters) if (n.to_principal, n.matter_id) not in spoken_to]
    told += _voice(ctx)
    tell(told, by_person_id=ctx.actor.person_id, own=ctx.actor.own_principals, matters=matters.values())


def tell(
    notices: Iterable[Notice], *, by_person_id: int, own: frozenset[str], matters: Iterable[Matter]
) -> None:
    """Insert *notices* in one statement, each once; none goes to the person who caused it.

    The title of a 工作秘密 among *matters* is not quoted (BM-08). *own* are the principals of who caused them:
    a notice to a duty he holds is kept for his colleagues, and hidden from him by `by_person_id`.
    """
    secret = {m.pk: m.title for m in matters if m.level == Level.WORK_SECRET}
    mine = {name for name in own if name.startswith(f"p{by_person_id}.")}
    kept: dict[tuple[str, int | None, str], Notice] = {}
    for notice in notices:
        if notice.to_principal in mine:
            continue
        if notice.matter_id in secret:
            notice.text = notice.text.replace(secret[notice.matter_id], HIDDEN)
        notice.text = notice.text[:TEXT_LIMIT]
        notice.by_person_id = by_person_id
        kept.setdefault((notice.to_principal, notice.matter_id, notice.text), notice)
    rows = list(kept.values())
    if len(rows) == 1:
        insert_row(rows[0])
    elif rows:
        Notice.objects.bulk_create(rows)


def _principal(to: context.Addressee | Task) -> str:
    if to.person_id is not None:
        return person_principal(to.person_id, to.unit_id)
    return duty_principal(to.unit_id, to.duty)


def _said(ctx: context.Context) -> Iterator[Notice]:
    for said in ctx.notices:
        yield Notice(
            to_principal=_principal(said.to),
            text=said.text,
            matter_id=said.matter_id,
            urgent=said.urgent,
            at=ctx.now,
        )


def _tasks(ctx: context.Context, matters: dict[int, Matter]) -> Iterator[Notice]:
    for task in ctx.opened_tasks:
        matter = matters[task.matter_id]
        yield Notice(
            to_principal=_principal(task),
            text=f"待办：{task.verb}“{matter.title}”",
            matter_id=matter.pk,
            urgent=matter.urgency >= Urgency.URGENT,
            at=ctx.now,
        )


def _voice(ctx: context.Context) -> list[Notice]:
    entry = ctx.entry
    if entry is None or not ENTRY_TYPES.get(entry.type).voice or not _by_a_leader(ctx):
        return []
    matter = entry.matter
    who = entry.behalf_name or entry.person_name
    label = ENTRY_TYPES.get(entry.type).label
    text = f"{who}已作{label}：{matter.title}"
    clerk = find_desk(matter.unit_id, "CLERK", now=ctx.now)
    if clerk is None:
        return []
    return [Notice(to_principal=_principal(clerk), text=text, matter_id=matter.pk, urgent=True, at=ctx.now)]


def _by_a_leader(ctx: context.Context) -> bool:
    standing = ctx.words.behalf or ctx.standing
    if standing is None:
        return ctx.actor.holds(*LEADERS)
    day = ctx.now.astimezone(COUNTY).date()
    duties = Duty.objects.filter(Q(until__isnull=True) | Q(until__gte=day), code__in=LEADERS, since__lte=day)
    return duties.filter(post__person_id=standing.person_id, post__unit_id=standing.unit_id).exists()
