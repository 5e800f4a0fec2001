"""Whom a document may be addressed to: superiors, leading organs, general terms with whom they mean, units, lists."""

from __future__ import annotations

import pytest
from kit import NOW, County, browser, build_county
from test_outgoing_way import opened

from shuniu.kernel.people.models import OutsideOrgan, Unit
from shuniu.modules.documents.models import SendingList, SendingListMember
from shuniu.modules.documents.outgoing.addressing import choices_for

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def county() -> County:
    found = build_county()
    for place, name in enumerate(("临江镇", "石桥乡", "青山乡"), start=90):
        Unit.objects.create(
            code=f"T{place}", name=f"{name}人民政府", short_name=name, kind=Unit.Kind.TOWNSHIP, order=place,
            parent=found.units["county"],
        )  # fmt: skip
    for level, name in (
        ("county", "邻水县人民政府"),
        ("city", "安阳市人民政府"),
        ("province", "河东省水利厅"),
    ):
        OutsideOrgan.objects.create(name=name, short_name=name, level=level)
    return found


def kept(county: County, office: str) -> SendingList:
    made = SendingList.objects.create(office=county.units[office], name="防汛成员单位", changed_at=NOW)
    SendingListMember.objects.create(of=made, unit=county.units["water"], position=0)
    SendingListMember.objects.create(of=made, outside="县气象台", position=1)
    return made


def test_they_stand_in_the_order_of_a_line(county: County) -> None:
    found = choices_for(TODAY)
    parts = list(dict.fromkeys(one.part for one in found))
    assert parts == ["上级机关", "县领导机关", "统称", "县内单位", "其他机关"]
    names = [one.name for one in found]
    assert names[:3] == ["河东省水利厅", "安阳市人民政府", "云岭县人民政府"]
    inside = [one.name for one in found if one.part == "县内单位"]
    assert inside == list(
        Unit.objects.filter(active=True)
        .exclude(kind__in=[Unit.Kind.SECTION, Unit.Kind.LEADERSHIP])
        .order_by("order", "pk")
        .values_list("name", flat=True)
    )


def test_a_general_term_says_whom_it_means_today(county: County) -> None:
    term = next(one for one in choices_for(TODAY) if one.name == "各乡镇人民政府")
    assert set(term.members) == {"临江镇人民政府", "石桥乡人民政府", "青山乡人民政府"}
    assert term.note == "统称 · 3 个单位"
    Unit.objects.filter(short_name="青山乡").update(active=False)
    term = next(one for one in choices_for(TODAY) if one.name == "各乡镇人民政府")
    assert set(term.members) == {"临江镇人民政府", "石桥乡人民政府"}


def test_the_lists_of_the_issuing_office_are_offered_to_its_drafters(county: County) -> None:
    kept(county, "office")
    pk = opened(county)
    page = browser(county, "handler").get(f"/outgoing/organs/?document={pk}").content.decode()
    assert "防汛成员单位" in page and "县气象台" in page
    # Who does not see the document sees no list of its office; nor is there one without a document.
    for who, address in (("water_clerk", f"?document={pk}"), ("handler", ""), ("handler", "?document=x")):
        answer = browser(county, who).get(f"/outgoing/organs/{address}")
        assert answer.status_code == 200 and "防汛成员单位" not in answer.content.decode()
