"""Links on a matter's page: what it hangs together with, and the two presses that change that."""

from __future__ import annotations

from collections.abc import Iterator

from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.offers import Offer
from shuniu.kernel.flow.reading import Reading
from shuniu.kernel.flow.vocabulary import KINDS
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.links.linking import End, LinkView, has_links, links_of
from shuniu.kernel.platform.links.matters import MATTER
from shuniu.kernel.platform.links.registry import LINK_KINDS
from shuniu.kernel.platform.screens.choosers import SHOWN, Asking, chooser, matter_option
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.search.queries import search
from shuniu.kernel.platform.ui import LinkItem, Option

FORMS.register("platform.link", FormSpec(order=("to_id", "kind", "note"), hidden=frozenset({"to_kind"})))


def links_seen(actor: Actor, matter: Matter) -> list[LinkView]:
    """The links of *matter* whose other end *actor* may see; most matters have none, which one cheap query says."""
    record = End(MATTER, matter.pk)
    return links_of(actor, record) if has_links(record) else []


def link_items(links: list[LinkView]) -> tuple[LinkItem, ...]:
    """*links* as the page lists them: the relation, the other record, and who linked them and why."""
    return tuple(
        LinkItem(one.label, one.title, one.url, f"{one.note}（{one.by_name}）" if one.note else one.by_name)
        for one in links
    )


def link_offers(actor: Actor, reading: Reading, links: list[LinkView]) -> Iterator[Offer]:
    """关联 and 解除关联, for those of the matter's own unit who may."""
    make, undo = ACTIONS.get("platform.link"), ACTIONS.get("platform.unlink")
    if actor.unit_id != reading.matter.unit_id or not actor.holds(*make.may):
        return
    yield Offer(make, make.label)
    if links:
        yield Offer(undo, undo.label)


@chooser("link_kind")
def link_kinds(asking: Asking) -> list[Option]:
    return [Option(kind.code, kind.label) for kind in LINK_KINDS.values()]


@chooser("linkable")
def linkable(asking: Asking) -> list[Option]:
    """Whatever matter the actor sees but the one at hand: found as by search, however old; before anything is typed
    what changed last."""
    if asking.query.strip():
        found = [hit.matter for hit in search(asking.actor, asking.query).hits]
    else:
        page = lists.read_page(asking.actor.principals, [f"{kind}.all" for kind in KINDS], size=SHOWN)
        found = lists.matters_in_order(page.ids)
    here = asking.reading.matter.pk if asking.reading is not None else None
    return [matter_option(matter) for matter in found if matter.pk != here]


@chooser("link")
def standing_links(asking: Asking) -> list[Option]:
    if asking.reading is None:
        return []
    links = links_seen(asking.actor, asking.reading.matter)
    return [Option(str(one.id), f"{one.label}：{one.title}") for one in links]
