"""The demo's offices keep their seals: the two offices each their own and their organ's, every unit its own."""

from __future__ import annotations

import pytest
from kit import NOW

from shuniu.demo.county import load_county
from shuniu.demo.loading.organisation import bring_county
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import Seal, SealMove
from shuniu.modules.documents.outgoing.issuers import office_of

pytestmark = pytest.mark.django_db


def test_every_organ_that_issues_has_its_seal_where_its_documents_are_handled() -> None:
    bring_county(load_county(), now=NOW)
    for organ in Unit.objects.filter(issuer_codes__isnull=False).distinct():
        office = office_of(organ)
        kept = Seal.objects.filter(office=office, organ=organ).exclude(kind="party")
        assert kept.count() == 1 or not office.active, organ.name
        assert all(s.keeper is not None and s.keeper.unit_id == office.pk for s in kept)
    government = Seal.objects.filter(office__code="zfb").order_by("pk").values_list("name", "kind")
    assert list(government) == [
        ("云岭县人民政府办公室印章", "office"),
        ("中共云岭县人民政府办公室党组印章", "party"),
        ("云岭县人民政府印章", "organ"),
        ("中共云岭县人民政府党组印章", "party"),
    ]
    party = Seal.objects.filter(office__code="xwb").order_by("pk").values_list("name", "kind")
    assert list(party) == [("中共云岭县委办公室印章", "office"), ("中共云岭县委员会印章", "organ")]
    assert SealMove.objects.count() == Seal.objects.count() > 50
