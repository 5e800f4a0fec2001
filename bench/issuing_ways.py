"""The ways of outgoing documents in the measured county: from 立项 to the receipts, and every state on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bench.county import County, House
from bench.walks import Walk, Way
from shuniu.kernel.people.models import Post
from shuniu.modules.documents.models import Delivery

OUT = "documents.outgoing."
POINTS = dict.fromkeys(("grounds", "content", "agreed", "form", "other", "relief", "legality"), True)
BODY = "\n".join(
    (
        "为做好汛前检查工作，经研究，现将有关事项通知如下。",
        "一、检查范围",
        "全县小型水库、山塘、河道堤防和山洪灾害易发区。",
        "（一）水库。检查大坝、溢洪道和放水设施，逐库落实责任人。",
        "（二）山塘。检查坝体和排水，发现险情立即处置。",
        "二、时间安排",
        "4月10日前完成自查，4月20日前完成整改。",
        "三、工作要求",
        *("各有关单位要压实责任，做到检查不留死角、整改不走过场，确保安全度汛。" for _ in range(12)),
    )
)


def issued(
    walk: Walk, house: House, signer: Post, drafter: Post, to: Sequence[House], *, stop: int = 99
) -> None:
    """A notice of *house*; with *stop*, only so many steps after it was begun."""
    title = f"{house.unit.name}关于做好汛前检查工作的通知"
    done = walk.do(drafter, f"{OUT}open", title=title, issuer=house.unit.pk, reason="汛期将至。")
    pk = int(done.result["matter"])
    proofreader = house.handlers[-1] if house.handlers[-1] != house.clerk else house.head
    names = "、".join(other.unit.name for other in to)
    steps: list[tuple[Post, str, dict[str, Any]]] = [
        (house.head, "approve_plan", {}),
        (drafter, "save_draft", {"title": title, "addressees": names, "body": BODY}),
        (drafter, "hand_in", {"draft": 1}),
        (house.head, "vet", {"draft": 1}),
        (house.head, "pass_review", {"signer": signer.pk, "draft": 1, **POINTS}),
        (signer, "sign", {"draft": 1}),
        (house.clerk, "pass_recheck", {}),
        (house.clerk, "number", {"code": house.code, "copies": 30}),
        (
            house.clerk,
            "print",
            {"proofreader": proofreader.pk, "printer": "文印室", "copies": 30, "seal": house.seal},
        ),
        (house.head, "approve_seal", {}),
        (house.clerk, "set_seal", {"copies": 30, "supervisor": proofreader.pk}),
        (house.clerk, "release", {"checked": True, "units": [other.unit.pk for other in to]}),
    ]
    for who, name, data in steps[:stop]:
        walk.do(who, OUT + name, hours=4, matter=pk, **data)
    if stop <= len(steps):
        return
    for sent in Delivery.objects.filter(matter=pk).order_by("pk"):
        clerk = next(other.clerk for other in to if other.unit.pk == sent.unit_id)
        walk.do(clerk, "documents.incoming.sign_for", matter=sent.child_id)
        walk.do(clerk, "documents.incoming.register", matter=sent.child_id)
    walk.do(house.clerk, f"{OUT}close_receipts", matter=pk)


def ways_out(county: County) -> Iterator[Way]:
    """The office's notices to three units each, ended for each of some leaders, and one in every state."""
    office, hands = county.office, county.office.handlers
    for i in range(4):
        signer, to = office.leaders[i], county.townships[i : i + 3]

        def ended(walk: Walk, signer: Post = signer, to: Sequence[House] = to, i: int = i) -> None:
            issued(walk, office, signer, hands[i % 2], to)

        yield Way(f"issued {i}", "issued", False, ended)
    for stop in range(13):
        drafter = office.clerk if stop in {1, 2} else hands[0]

        def begun(walk: Walk, stop: int = stop, drafter: Post = drafter) -> None:
            issued(walk, office, office.leaders[stop % 2], drafter, county.departments[:3], stop=stop)

        yield Way(f"issuing {stop}", "issued", True, begun)
    for name, house in (("department", county.departments[0]), ("old", county.old_township)):

        def small(walk: Walk, house: House = house) -> None:
            issued(walk, house, house.head, house.clerk, county.departments[1:2], stop=2)

        yield Way(f"{name} issuing", name, True, small)
