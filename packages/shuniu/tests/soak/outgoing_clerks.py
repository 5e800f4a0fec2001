"""The way of an outgoing document in the kill run: who presses what from 立项 to 签收, and what must be there afterwards.

An outgoing document crosses more tables in one press than anything else: a 发文字号 and its counter, a seal and its use,
one matter in every township. A process that dies in between must leave all of it or none.
"""

from __future__ import annotations

from random import Random
from typing import Any

Press = tuple[str, str, dict[str, Any]]
OUT = "documents.outgoing."
CODE = "云政办发"
TOWNS = ("yunxi", "qingshan", "baishui")
AT_ONCE = 4
"""How many documents are on their way at the same time."""


class OutgoingWay:
    """What the outgoing documents call for; *posts* and *units* by the short names of the county, *seal* its id."""

    def __init__(self, posts: dict[str, Any], units: dict[str, Any], seal: int) -> None:
        self.posts, self.units, self.seal = posts, units, seal

    def next_press(self, chooser: Random) -> Press:
        """Of the documents on their way, mostly the oldest goes on; when few are, a new one is begun."""
        from shuniu.kernel.flow.models import Matter

        open_ones = list(Matter.objects.filter(kind="outgoing", closed_at=None).order_by("pk"))
        if len(open_ones) < AT_ONCE:
            from sent_out import TEXT

            return "handler", f"{OUT}open", {"title": TEXT["title"], "issuer": self.units["office"].pk}
        matter = open_ones[0] if chooser.random() < 0.6 else chooser.choice(open_ones)
        if matter.state == "distributing":
            return self._receipt(matter, chooser)
        who, step, data = self._step(matter)
        return who, f"{OUT}{step}", {"matter": matter.pk, "version": matter.version, **data}

    def _step(self, matter: Any) -> Press:
        from sent_out import TEXT

        from shuniu.modules.documents.models import OutgoingDocument
        from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
        from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS

        written = OutgoingDocument.objects.get(pk=matter.pk).current > 0
        posts = self.posts
        printed = {"proofreader": posts["handler2"].pk, "printer": "文印室", "copies": 10, "seal": self.seal}
        ticks = dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)
        steps: dict[str, Press] = {
            "to_plan": ("director", "approve_plan", {}),
            "drafting": ("handler", "hand_in", {}) if written else ("handler", "save_draft", dict(TEXT)),
            "to_vet": ("director", "vet", {}),
            "to_review": ("deputy", "pass_review", {"signer": posts["director"].pk, **ticks}),
            "to_sign": ("director", "sign", {"manner": "agree", "draft": 1}),
            "to_recheck": ("clerk", "pass_recheck", {}),
            "to_number": ("clerk", "number", {"code": CODE, "copies": 10}),
            "to_print": ("clerk", "print", printed),
            "to_approve_seal": ("director", "approve_seal", {}),
            "to_seal": ("clerk", "set_seal", {"copies": 10, "supervisor": posts["handler"].pk}),
            "to_release": ("clerk", "release", {"checked": True, "units": [self.units[t].pk for t in TOWNS]}),
        }
        return steps[matter.state]

    def _receipt(self, matter: Any, chooser: Random) -> Press:
        """A township signs for its copy; when all have, the office closes the list."""
        from shuniu.modules.documents.models import Delivery

        town_of = {self.units[town].pk: town for town in TOWNS}
        waiting = list(Delivery.objects.filter(matter=matter, received_at=None).select_related("child"))
        if not waiting:
            at = {"matter": matter.pk, "version": matter.version}
            return "clerk", f"{OUT}close_receipts", {**at, "text": "已全部签收"}
        copy = chooser.choice(waiting)
        assert copy.child is not None and copy.unit_id is not None
        at = {"matter": copy.child.pk, "version": copy.child.version}
        return f"{town_of[copy.unit_id]}_clerk", "documents.incoming.sign_for", at


def check_outgoing(answered: list[tuple[str, dict[str, Any], dict[str, Any]]], towns: set[int]) -> None:
    """Assert that numbers, seals and distributions are whole and are what was *answered*: (action, input, answer) of
    every press that was done. Prints the counts."""
    from shuniu.kernel.files import store
    from shuniu.kernel.files.models import StoredFile
    from shuniu.kernel.flow.models import EntryFile, Matter
    from shuniu.kernel.numbering import numbers
    from shuniu.kernel.numbering.models import Counter as Series
    from shuniu.modules.documents.models import Delivery, IncomingDocument, OutgoingDocument, SealUse

    documents = list(OutgoingDocument.objects.select_related("matter"))
    told = {answer["matter"]: answer["result"]["number"] for _, answer in _of(answered, f"{OUT}number")}
    given = {d.pk: d.number for d in documents if d.serial is not None}
    assert given == told, "a 发文字号 that nobody was told, or one told that is not there"
    series = Series.objects.get(series__startswith="outgoing/")
    assert sorted(d.serial for d in documents if d.serial is not None) == list(range(1, series.last + 1))
    assert numbers.gaps(series) == [] and all(d.matter.number == given.get(d.pk, "") for d in documents)

    sealed = {answer["matter"] for _, answer in _of(answered, f"{OUT}set_seal")}
    assert sorted(SealUse.objects.filter(state="used").values_list("matter", flat=True)) == sorted(sealed)

    sent = {answer["matter"] for _, answer in _of(answered, f"{OUT}release")}
    deliveries = list(Delivery.objects.select_related("child"))
    copies = {c.pk: c for c in IncomingDocument.objects.all()}
    assert sorted(d.child_id for d in deliveries) == sorted(copies), "a copy that no distribution knows"
    assert sorted(Matter.objects.filter(kind="incoming").values_list("pk", flat=True)) == sorted(copies)
    assert {d.matter_id for d in deliveries} == sent == {d.pk for d in documents if d.released_at}
    for document in documents:
        own = [d for d in deliveries if d.matter_id == document.pk]
        assert {d.unit_id for d in own} == (towns if document.pk in sent else set()), "half a distribution"
        assert len(own) == (len(towns) if document.pk in sent else 0), "a township has it twice"
        for delivery in own:
            copy = copies[delivery.child_id]
            assert (copy.unit_id, copy.document_number) == (delivery.unit_id, document.number)
            assert copy.content_digest == document.signed_digest
        if document.matter.state == "done":
            assert all(d.received_at for d in own), "the list was closed before everybody had signed"
    pages = dict(
        EntryFile.objects.filter(matter__in=[*sent, *copies]).values_list("matter", "stored_file_id")
    )
    assert set(pages) == {*sent, *copies}, "sent without its finished pages"
    stored = StoredFile.objects.filter(pk__in=pages.values())
    assert all(store.verify(file.sha256) for file in stored), "pages are damaged"
    signed = {answer["matter"] for _, answer in _of(answered, "documents.incoming.sign_for")}
    assert signed == {d.child_id for d in deliveries if d.received_at}, "a receipt is missing or nobody's"
    assert signed == {pk for pk, copy in copies.items() if copy.signed_at}
    print(
        f"  {len(documents)} outgoing documents: {len(given)} numbered 1 to {series.last}, {len(sealed)} sealed, "
        f"{len(sent)} sent to {len(deliveries)} townships, {len(signed)} signed for"
    )


def _of(
    answered: list[tuple[str, dict[str, Any], dict[str, Any]]], name: str
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(data, answer) for pressed, data, answer in answered if pressed == name]
