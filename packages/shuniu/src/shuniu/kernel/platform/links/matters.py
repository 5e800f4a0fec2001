"""Matters at the end of a link, and the relation every room may use."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from shuniu.kernel.flow.models import Matter, Visible
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.addresses import matter_url
from shuniu.kernel.platform.links.registry import (
    LinkKind,
    RecordKind,
    Shown,
    declare_links,
    declare_records,
)

MATTER = "matter"


def show(actor: Actor, ids: Sequence[int]) -> dict[int, Shown]:
    """Number and title of the matters among *ids* that *actor* may see, and that one holds no longer; one query."""
    found = Visible.objects.filter(matter_id=OuterRef("pk"), principal__in=actor.principals)
    rows = Matter.objects.filter(Exists(found), pk__in=ids)
    return {m.pk: Shown(f"〔{m.mark}〕{m}" if m.mark else str(m), matter_url(m)) for m in rows}


declare_records(RecordKind(MATTER, "办件", show))
declare_links(LinkKind("related", "相关", "相关"))
