"""Documents that are released, for the tests of distribution: signed, numbered, sealed and sent."""

from __future__ import annotations

from typing import Any

from kit import SINCE, County

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Account, Duty, Person, Post, Unit
from shuniu.modules.documents.models import Delivery, Seal
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS

OUT = "documents.outgoing"
TEXT = {
    "title": "云岭县人民政府办公室关于做好汛前检查工作的通知",
    "addressees": "云岭县水利局",
    "body": "为做好汛前检查工作，现将有关事项通知如下。\n一、检查范围\n全县所有水库、山塘。",
}
TOWNS = {"yunxi": "云溪镇", "qingshan": "青山乡", "baishui": "白水镇"}


def with_towns(county: County) -> County:
    """The county with three townships, each with a clerk and a head; nothing more where it has them."""
    if TOWNS.keys() <= county.units.keys():
        return county
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


def seal_of(county: County) -> Seal:
    """The seal of the government's office."""
    office = county.units["office"]
    return Seal.objects.get_or_create(office=office, organ=office, name="县政府办印章")[0]


def to_release(county: County, **text: str) -> int:
    """A document that waits for 核发; *text* changes its draft."""
    office, posts = county.units["office"].pk, county.posts
    draft = {**TEXT, **text}
    opened = county.do("handler", f"{OUT}.open", title=draft["title"], issuer=office)
    pk = int(opened.result["matter"])
    printed = {"proofreader": posts["handler2"].pk, "printer": "文印室", "copies": 10}
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("director", "approve_plan", {}),
        ("handler", "save_draft", draft),
        ("handler", "hand_in", {}),
        ("director", "vet", {}),
        (
            "deputy",
            "pass_review",
            {"signer": posts["director"].pk, **dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)},
        ),
        ("director", "sign", {"manner": "agree", "draft": 1}),
        ("clerk", "pass_recheck", {}),
        ("clerk", "number", {"code": "云政办发", "copies": 10}),
        ("clerk", "print", {**printed, "seal": seal_of(county).pk}),
        ("director", "approve_seal", {}),
        ("clerk", "set_seal", {"copies": 10, "supervisor": posts["handler"].pk}),
    )
    for who, step, data in steps:
        county.do(who, f"{OUT}.{step}", matter=pk, **data)
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
