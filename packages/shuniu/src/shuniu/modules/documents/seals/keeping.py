"""Which seals a unit keeps, and on whose desk the use of one goes."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.desks import desk_of
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Post, Unit
from shuniu.kernel.people.queries import serving_post
from shuniu.modules.documents.models import Seal, SealMove

MOVES_SHOWN = 100


def seals_kept_in(unit_id: int) -> QuerySet[Seal]:
    """The seals in use that the office *unit_id* keeps, in the order in which they were taken in."""
    return (
        Seal.objects.filter(office_id=unit_id, active=True)
        .select_related("organ", "keeper__person", "keeper__unit")
        .order_by("pk")
    )


def office_for(unit_id: int) -> int:
    """Where whoever acts in *unit_id* asks for a seal: an inner section has none of its own."""
    row = Unit.objects.filter(pk=unit_id, kind=Unit.Kind.SECTION).values_list("parent_id", flat=True).first()
    return row or unit_id


def seals_asked_for(actor: Actor) -> QuerySet[Seal]:
    """The seals that *actor* may ask for in the hat worn now."""
    return seals_kept_in(office_for(actor.unit_id))


def whole_register(unit_id: int) -> list[Seal]:
    """Every seal of the office *unit_id*, those out of use last; one query."""
    found = Seal.objects.filter(office_id=unit_id).select_related("organ", "keeper__person")
    return list(found.order_by("-active", "pk"))


def moves_in(unit_id: int) -> list[SealMove]:
    """What happened to the seals of the office *unit_id*, the newest first; one query."""
    found = SealMove.objects.filter(seal__office_id=unit_id).select_related(
        "seal", "giver", "taker", "witness"
    )
    return list(found.order_by("-pk")[:MOVES_SHOWN])


def keeper_of(seal: Seal, *, on: datetime) -> Post | None:
    """The post that keeps *seal*, while somebody serves in it."""
    return serving_post(seal.keeper_id, on=on) if seal.keeper_id is not None else None


def desk_for(seal: Seal, *, on: datetime) -> Addressee:
    """Where the use of *seal* goes: to its keeper, else to whoever keeps seals in the office. Raises `Refused` when
    nobody does."""
    keeper = keeper_of(seal, on=on)
    return Addressee.of_post(keeper) if keeper is not None else desk_of(seal.office_id, "SEAL_KEEPER", now=on)


def require_keeper(ctx: Context, seal: Seal) -> None:
    """Raises `Refused` when *seal* has a keeper and the actor neither is he nor stands in for him."""
    keeper = keeper_of(seal, on=ctx.now)
    if keeper is None:
        return
    mine = (keeper.person_id, keeper.unit_id) == (ctx.actor.person_id, ctx.actor.unit_id)
    lent = any((s.person_id, s.unit_id) == (keeper.person_id, keeper.unit_id) for s in ctx.actor.standings)
    if not (mine or lent):
        raise refuse(
            Code.NOT_ALLOWED,
            f"“{seal.name}”由{keeper.person.name}保管，请由保管人用印。",
            remedy="保管人外出的，请先在“印章”里办理移交，或者由他的AB岗办理。",
            rule="GW-18",
        )


def require_sealer(ctx: Context, seal: Seal) -> None:
    """As `require_keeper` beside the steps: where the seal has no keeper in post, who keeps seals in the office may."""
    require_keeper(ctx, seal)
    if keeper_of(seal, on=ctx.now) is None:
        desk = desk_of(seal.office_id, "SEAL_KEEPER", now=ctx.now)
        if ctx.actor.unit_id != desk.unit_id or not ctx.actor.holds(desk.duty):
            raise refuse(
                Code.NOT_ALLOWED,
                "用印由印章保管人办理。",
                remedy="请由本单位保管印章的同志办理。",
                rule="GW-18",
            )
