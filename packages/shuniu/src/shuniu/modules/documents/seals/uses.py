"""A use of a seal from the request to the impression, the same for documents and for other papers (GW-18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.installation import installation_kind
from shuniu.kernel.people.models import Installation, Post
from shuniu.modules.documents.models import Seal, SealOrder, SealUse
from shuniu.modules.documents.seals import keeping, policy

SERIES = "用印"
PENDING = (SealUse.State.ASKED, SealUse.State.APPROVED)
RULE = policy.RULE


@dataclass(frozen=True)
class Asked:
    """What a seal is asked for: a paper of the matter, in the version that *digest* names."""

    seal: Seal
    digest: str
    paper: str
    reason: str
    copies: int
    sort: str = SealUse.Sort.DOCUMENT
    basis: str = ""


def chosen_seal(office_id: int, pk: int | None) -> Seal:
    """The seal *pk* of the office, in use; the only one where none is named. Raises `Refused` for another office's,
    for one out of use, and where several could be meant."""
    kept = keeping.seals_kept_in(office_id)
    few = list((kept if pk is None else kept.filter(pk=pk))[:2])
    seal = few[0] if len(few) == 1 else None
    if seal is None:
        raise refuse(
            Code.INVALID if pk is None else Code.NOT_ALLOWED,
            "请选择本办公室保管、正在使用的印章。",
            remedy="清单里没有的，请办公室主任先在“印章”里登记。",
            field="seal",
            rule=RULE,
        )
    return seal


def ask(ctx: Context, matter: Matter, asked: Asked) -> SealUse:
    """Enter the request; an earlier one that was not yet used lapses."""
    lapse(matter, "重新申请用印。")
    return SealUse.objects.create(
        office_id=asked.seal.office_id,
        seal=asked.seal,
        matter=matter,
        digest=asked.digest,
        sort=asked.sort,
        paper=asked.paper[:200],
        reason=asked.reason[:400],
        basis=asked.basis[:200],
        copies=asked.copies,
        asked_by_id=ctx.actor.person_id or None,
        asked_at=ctx.now,
    )


def standing(matter: Matter, *states: str, current: str, remedy: str) -> SealUse:
    """The newest use of a seal of *matter* in one of *states*. Raises `Refused` when there is none, when it was asked
    for another version than *current*, and when its seal went out of use; *remedy* says what to do then."""
    use = (
        SealUse.objects.select_for_update(of=("self",))
        .select_related("seal")
        .filter(matter=matter, state__in=states)
        .order_by("-pk")
        .first()
    )
    if use is None:
        raise refuse(Code.RULE, "这一件没有待办的用印申请。", remedy=remedy, rule=RULE)
    if use.digest != current:
        raise refuse(Code.RULE, "申请用印之后稿子又改过，原来的申请不再有效。", remedy=remedy, rule=RULE)
    if not use.seal.active:
        raise refuse(Code.RULE, f"“{use.seal.name}”已经停用，不能再盖。", remedy=remedy, rule=RULE)
    return use


def approve(ctx: Context, use: SealUse, *, copies: int | None = None) -> None:
    """Approve *use*, for fewer *copies* where fewer will do. Raises `Refused` for more than were asked for."""
    if copies is not None and copies > use.copies:
        ctx.refuse(f"申请用印 {use.copies} 份，批准的份数不能更多。", field="copies", rule=RULE)
    use.copies = copies or use.copies
    use.state, use.approved_by_id, use.approved_at = (
        SealUse.State.APPROVED,
        ctx.actor.person_id or None,
        ctx.now,
    )
    use.save(update_fields=["copies", "state", "approved_by", "approved_at"])


def end(use: SealUse, state: SealUse.State, answer: str) -> None:
    """Let *use* end without an impression, and say why."""
    use.state, use.answer = state, answer[:400]
    use.save(update_fields=["state", "answer"])


def lapse(matter: Matter, answer: str) -> int:
    """What was asked for *matter* and not used ends; how many."""
    pending = SealUse.objects.filter(matter=matter, state__in=PENDING)
    return pending.update(state=SealUse.State.LAPSED, answer=answer[:400])


def withdraw(matter: Matter, answer: str) -> None:
    """The text changed after the seal was set: what was sealed is taken back, what was asked for lapses. Number and
    count of the impressions stay in the register."""
    lapse(matter, answer)
    used = SealUse.objects.filter(matter=matter, state=SealUse.State.USED)
    used.update(state=SealUse.State.WITHDRAWN, answer=answer[:400])


@dataclass(frozen=True)
class Press:
    """How many impressions are to be made, who watches, and in which manner."""

    copies: int
    watcher: Post
    manner: str = SealUse.Manner.WET


def manner_here() -> SealUse.Manner:
    """How a seal is set by hand in this installation: in the demo county it is a 样章."""
    demo = installation_kind() is Installation.Kind.DEMO
    return SealUse.Manner.SAMPLE if demo else SealUse.Manner.WET


def require_press(ctx: Context, use: SealUse, made: Press) -> None:
    """Raises `Refused` for a watcher who is the sealer or of another unit, and for more copies than remain."""
    if made.watcher.unit_id != use.office_id:
        ctx.refuse("监印人要由保管印章的单位在岗的同志担任，请另选一位。", field="supervisor", rule=RULE)
    require(
        policy.press_fault(
            copies=made.copies,
            remaining=use.remaining,
            sealer=ctx.actor.person_id,
            watcher=made.watcher.person_id,
        )
    )


def press(ctx: Context, use: SealUse, matter: Matter, made: Press) -> None:
    """Set the seal: a line of the register with the next number of the office this year. Raises as `require_press`."""
    require_press(ctx, use, made)
    record(
        ctx,
        use,
        matter,
        Impression(made.copies, ctx.actor.person_id, made.watcher.person_id, made.manner),
    )


@dataclass(frozen=True)
class Impression:
    """An impression that was made: how often, by whom and under whose eyes (person ids), how, with which receipt."""

    copies: int
    sealer: int
    watcher: int
    manner: str
    receipt: str = ""


def record(ctx: Context, use: SealUse, matter: Matter, made: Impression) -> None:
    """Enter *made* in the register under the next number."""
    use.year = ctx.now.astimezone(COUNTY).year
    key = numbers.series_key("seal", use.office_id, SERIES)
    use.serial = numbers.take(key, use.year, use.office_id, matter.pk, now=ctx.now)
    use.state, use.used_at = SealUse.State.USED, ctx.now
    use.used_by_id, use.supervisor_id = made.sealer or None, made.watcher
    use.used_copies, use.manner, use.receipt = made.copies, made.manner, made.receipt[:200]
    use.save()


def said(use: SealUse, watcher: str, words: str) -> str:
    """What the record says of an impression."""
    return f"{use.number}，盖 {use.used_copies} 份，{watcher}监印。{words}"


def press_rest(ctx: Context, use: SealUse, matter: Matter, made: Press) -> SealUse:
    """补盖: set the seal on copies that were approved with *use* and bear none yet; a line of its own."""
    more = SealUse(
        office_id=use.office_id,
        seal_id=use.seal_id,
        matter=matter,
        follows=use,
        digest=use.digest,
        sort=use.sort,
        paper=use.paper,
        reason=use.reason,
        basis=use.basis,
        copies=use.remaining,
        asked_by_id=use.asked_by_id,
        asked_at=use.asked_at,
        approved_by_id=use.approved_by_id,
        approved_at=use.approved_at,
        copy_filed_at=use.copy_filed_at,
    )
    press(ctx, more, matter, made)
    return more


def waiting_order(use: SealUse) -> SealOrder | None:
    """The order at the county's seal service that has no answer yet."""
    return SealOrder.objects.filter(use=use, state=SealOrder.State.SENT).first()


def require_no_order(use: SealUse) -> None:
    """Raises `Refused` while the seal service has not answered: the paper would be sealed twice."""
    if waiting_order(use) is not None:
        raise refuse(
            Code.RULE,
            "已经向电子印章平台申请，正在等候答复，不能重复用印。",
            remedy="平台答复以后会自动登记；没有盖成的，件会留在您手里，再选择怎样用印。",
            rule=RULE,
        )


def uses_of(matter_ids: Sequence[int]) -> dict[int, list[SealUse]]:
    """The uses of seals of these matters, the newest first; one query."""
    found: dict[int, list[SealUse]] = {pk: [] for pk in matter_ids}
    rows = SealUse.objects.filter(matter_id__in=matter_ids).select_related(
        "seal", "asked_by", "approved_by", "used_by", "supervisor"
    )
    for use in rows.order_by("-pk"):
        assert use.matter_id is not None
        found[use.matter_id].append(use)
    return found
