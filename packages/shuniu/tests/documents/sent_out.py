"""Documents that are released, for the tests of distribution: signed, numbered, sealed and sent."""

from __future__ import annotations

from typing import Any

from kit import SINCE, County
from test_outgoing_way import printed

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Account, Duty, Person, Post, Unit
from shuniu.modules.documents.models import Delivery

TOWNS = {"yunxi": "云溪镇", "qingshan": "青山乡", "baishui": "白水镇"}


def with_towns(county: County) -> County:
    """The county with three townships, each with a clerk and a head."""
    for place, (code, short) in enumerate(TOWNS.items()):
        unit = Unit.objects.create(
            code=code,
            name=f"{short}人民政府",
            short_name=short,
            kind=Unit.Kind.TOWNSHIP,
            parent=county.units["county"],
            order=500 + place,
        )
        county.units[code] = unit
        for duty, title in (("CLERK", "文书"), ("UNIT_HEAD", "镇长")):
            account = Account.objects.create(
                username=f"{code}.{duty}", password="!", must_change_password=False
            )
            person = Person.objects.create(name=f"{short[0]}{title}", account=account)
            post = Post.objects.create(person=person, unit=unit, title=title, rank=300, since=SINCE)
            Duty.objects.create(post=post, code=duty, since=SINCE)
            county.posts[f"{code}_{'clerk' if duty == 'CLERK' else 'head'}"] = post
    return county


def to_release(county: County, **text: str) -> int:
    """A document that waits for 核发; *text* changes its draft."""
    pk = printed(county, **text)
    county.do("director", "documents.outgoing.approve_seal", matter=pk)
    watcher = county.posts["handler"].pk
    county.do("clerk", "documents.outgoing.set_seal", matter=pk, copies=10, supervisor=watcher)
    return pk


def released(county: County, *units: str, **more: Any) -> int:
    """A document that was sent to *units*."""
    pk = to_release(county, **more.pop("text_of_draft", {}))
    ids = [county.units[name].pk for name in units]
    county.do("clerk", "documents.outgoing.release", matter=pk, checked=True, units=ids, **more)
    return pk


def child_of(county: County, pk: int, unit: str) -> Matter:
    """What lies in *unit* of the document *pk*: the newest copy."""
    found = Delivery.objects.filter(matter=pk, unit=county.units[unit]).order_by("-pk").first()
    assert found is not None and found.child is not None
    return Matter.objects.get(pk=found.child.pk)
