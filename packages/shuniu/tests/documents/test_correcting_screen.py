"""签发后更正 on its page: what kind of change each place is, before it is handed in and after."""

from __future__ import annotations

import pytest
from django.test import Client
from kit import County, browser, build_county
from test_outgoing_way import TEXT, signed

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import DraftVersion

pytestmark = pytest.mark.django_db


SLIP = ("的的有关事项", "的有关事项")
FIGURE = ("所有水库", "15座水库")
BODY = "为做好汛前检查工作，现将的的有关事项通知如下。\n一、检查范围\n全县所有水库、山塘。"


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setitem(TEXT, "body", BODY)
    return build_county()


def typed(county: County, **changes: object) -> dict[str, object]:
    return {
        **TEXT,
        "copy_to": "",
        "note": "",
        "draft": 1,
        "reason": "文字有误",
        "confirmer": county.posts["handler2"].pk,
        **changes,
    }


def pressed(client: Client, pk: int, data: dict[str, object], go: str) -> str:
    answer = client.post(f"/outgoing/{pk}/correct/", {**data, "go": go})
    return answer.content.decode()


def test_the_page_shows_the_signed_text_and_judges_each_place(county: County) -> None:
    pk, client = signed(county), browser(county, "clerk")
    page = client.get(f"/outgoing/{pk}/correct/").content.decode()
    assert "全县所有水库、山塘。" in page and "没有发现问题" in page
    slip = typed(county, body=BODY.replace(*SLIP))
    judged = pressed(client, pk, slip, "save")
    assert "校对性" in judged and "由另一位同志确认" in judged and "实质性。" not in judged
    figure = typed(county, body=BODY.replace(*FIGURE))
    judged = pressed(client, pk, figure, "save")
    assert "实质性" in judged and "报原签发人复审" in judged
    assert Matter.objects.get(pk=pk).state == "to_recheck"


def test_a_slip_goes_to_the_second_person_and_a_figure_to_the_signer(county: County) -> None:
    client = browser(county, "clerk")
    for change, state in ((SLIP, "to_confirm"), (FIGURE, "to_resign")):
        pk = signed(county)
        pressed(client, pk, typed(county, body=BODY.replace(*change)), "hand_in")
        assert Matter.objects.get(pk=pk).state == state


def test_a_refused_correction_keeps_what_was_typed(county: County) -> None:
    pk, client = signed(county), browser(county, "clerk")
    himself = typed(county, body=BODY.replace(*SLIP), confirmer=county.posts["clerk"].pk)
    page = pressed(client, pk, himself, "hand_in")
    assert "另一位同志确认" in page and "文字有误" in page and "现将的有关事项" in page
    assert DraftVersion.objects.filter(matter=pk).count() == 1


def test_only_who_holds_it_after_signing_may_correct(county: County) -> None:
    pk = signed(county)
    answer = browser(county, "handler").get(f"/outgoing/{pk}/correct/")
    assert answer.status_code == 409 and "不在您手里" in answer.content.decode()
    assert f'href="/matters/{pk}/">回办件' in answer.content.decode()
    assert browser(county, "water_clerk").get(f"/outgoing/{pk}/correct/").status_code == 404


def test_the_menu_of_the_document_leads_there(county: County) -> None:
    pk = signed(county)
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    assert f'href="/outgoing/{pk}/correct/"' in page
