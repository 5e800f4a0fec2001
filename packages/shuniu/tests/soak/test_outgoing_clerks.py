"""The way of an outgoing document in the kill run, pressed without a server, and that its check sees what is wrong."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from kit import County, build_county
from sent_out import seal_of, with_towns

from shuniu.kernel.flow.models import EntryFile
from shuniu.kernel.numbering.models import Number
from shuniu.modules.documents.models import Delivery, OutgoingDocument, SealUse
from soak.clerks import PEOPLE
from soak.outgoing_clerks import TOWNS, OutgoingWay, check_outgoing

Answers = list[tuple[str, dict[str, Any], dict[str, Any]]]


@pytest.fixture
def county(db: None) -> County:
    return with_towns(build_county())


def pressed(county: County) -> Answers:
    """One document from 立项 to the last receipt, and the next ones begun."""
    way = OutgoingWay({key: county.posts[key] for key in PEOPLE}, county.units, seal_of(county).pk)
    chooser, answers = Random(1), Answers()
    while not any(name.endswith("close_receipts") for name, *_ in answers):
        who, name, data = way.next_press(chooser)
        done = county.do(who, name, **data)
        answers.append((name, data, {"matter": done.matter_id, "result": dict(done.result)}))
    return answers


def test_a_document_goes_its_whole_way_and_any_half_of_it_is_seen(county: County) -> None:
    answers, towns = pressed(county), {county.units[town].pk for town in TOWNS}
    check_outgoing(answers, towns)

    def seen(answers: Answers) -> bool:
        try:
            check_outgoing(answers, towns)
        except AssertionError:
            return True
        return False

    for step in ("outgoing.number", "outgoing.set_seal", "outgoing.release", "incoming.sign_for"):
        assert seen([one for one in answers if one[0] != f"documents.{step}"]), f"{step} was told to nobody"
    sent = Delivery.objects.order_by("pk").first()
    assert sent is not None
    Delivery.objects.filter(pk=sent.pk).update(received_at=None)
    assert seen(answers), "a receipt is lost"
    Delivery.objects.filter(pk=sent.pk).delete()
    assert seen(answers), "a township has no delivery"
    Delivery.objects.bulk_create([sent])
    check_outgoing(answers, towns)
    EntryFile.objects.filter(matter=sent.child_id).delete()
    assert seen(answers), "a copy without its pages"


@pytest.mark.parametrize("model", [Number, SealUse])
def test_a_lost_row_is_seen(county: County, model: Any) -> None:
    answers, towns = pressed(county), {county.units[town].pk for town in TOWNS}
    lost = model.objects.filter(counter__series__startswith="outgoing/") if model is Number else model.objects
    assert lost.all().delete()[0]
    with pytest.raises(AssertionError):
        check_outgoing(answers, towns)


def test_another_number_than_was_told_is_seen(county: County) -> None:
    answers, towns = pressed(county), {county.units[town].pk for town in TOWNS}
    OutgoingDocument.objects.exclude(serial=None).update(serial=7)
    with pytest.raises(AssertionError):
        check_outgoing(answers, towns)
