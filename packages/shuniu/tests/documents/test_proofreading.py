"""What the library finds in a draft: where it stands in the form, and what mends it there."""

from __future__ import annotations

import pytest
from kit import NOW, County, browser, build_county
from test_outgoing_way import TEXT, opened

from shuniu.kernel.platform.ui import DraftFinding
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.checking import Draft, remarks_on
from shuniu.modules.documents.outgoing.desk import Typed, findings

pytestmark = pytest.mark.django_db

WRONG = "定于2026年4月8日（星期五）召开会议"


@pytest.fixture
def county() -> County:
    return build_county()


def found_in(pk: int, **typed: str) -> list[DraftFinding]:
    form = Typed(**{**TEXT, **typed})
    draft = Draft(OutgoingDocument.objects.get(pk=pk), form.as_content(), NOW.date())
    return list(findings(remarks_on(draft), form))


def mend(text: str, edits: tuple[tuple[int, int, str], ...]) -> str:
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def test_a_passage_is_named_where_it_was_typed(county: County) -> None:
    body = f"　　为做好汛前检查工作，现通知如下。\n\n  一、时间\n　　县政府办{WRONG}。\n单位\t人数\n水利局\t3"
    found = [one for one in found_in(opened(county), body=body) if "星期" in one.message]
    assert len(found) == 1
    one = found[0]
    assert one.field == "body" and one.start is not None and body[one.start : one.end] == one.passage
    assert "星期五" in one.passage and not one.refuses and one.basis is not None


def test_its_mending_changes_the_field_as_it_was_typed(county: County) -> None:
    body = f"　　现将有关事项通知如下。\n\n　　{WRONG}。"
    one = next(one for one in found_in(opened(county), body=body) if one.edits)
    assert mend(body, one.edits) == body.replace("星期五", "星期三")
    assert one.mended == one.passage.replace("星期五", "星期三")


def test_the_panel_offers_the_mending(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    page = client.post(f"/outgoing/{pk}/draft/check/", {**TEXT, "body": f"{WRONG}。"}).content.decode()
    assert 'data-mend="f-body"' in page and "改正为" in page
    assert "data-mend=" not in client.post(f"/outgoing/{pk}/draft/check/", TEXT).content.decode()


def test_an_empty_or_strange_text_is_no_trouble(county: County) -> None:
    pk = opened(county)
    for body in ("", "\n\n", "\x01\x02", "￿" * 40, "\t\t\n\t", "附件：\n附件："):
        found_in(pk, body=body)


def test_who_reviews_sees_the_findings_beside_his_points(county: County) -> None:
    pk = opened(county)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **{**TEXT, "body": f"{WRONG}。"})
    client = browser(county, "deputy")
    assert "校核（" not in client.get(f"/matters/{pk}/").content.decode()
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    page = client.get(f"/matters/{pk}/").content.decode()
    assert "校核（" in page and "星期五" in page and "核稿通过" in page
    assert page.count("依据：") >= 1
