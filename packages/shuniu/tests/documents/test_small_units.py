"""A unit too small to have every duty: what comes to a desk because it covers another's can be done there."""

from __future__ import annotations

import pytest
from kit import ALL_POINTS, NOW, County, browser, build_county

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["UNIT_HEAD", "OFFICE_HEAD", "LIAISON"])
def county(request: pytest.FixtureRequest) -> County:
    """水利局 has one who does everything, with one duty."""
    made = build_county()
    Duty.objects.filter(post__unit=made.units["water"]).delete()
    Duty.objects.create(post=made.posts["water_head"], code=request.param, since=NOW.date())
    return made


def sent(county: County) -> int:
    done = county.do(
        "clerk",
        "documents.incoming.deliver",
        to=[county.units["water"].pk],
        title="关于做好防汛工作的通知",
        document_number="云政办发〔2026〕9号",
    )
    return int(done.result["matters"][str(county.units["water"].pk)])


@pytest.mark.slow
def test_one_person_takes_a_document_all_the_way(county: County) -> None:
    pk, me = sent(county), county.posts["water_head"].pk
    for step, data in (
        ("sign_for", {}),
        ("register", {}),
        ("pass_check", ALL_POINTS),
        ("propose", {"text": "自己办理。", "to": "assign"}),
        ("assign", {"lead": [{"post": me}]}),
        ("ask_superior", {"whom": "市水利局", "what": "请示", "until": NOW.date()}),
        ("superior_answered", {"number": "云州水复〔2026〕1号", "then": "handle"}),
        ("report", {"text": "已经办好了。"}),
        ("accept", {"then": "answer"}),
        ("answer", {"text": "已书面答复。"}),
    ):
        page = browser(county, "water_head").get(f"/matters/{pk}/").content.decode()
        assert f"/act/documents.incoming.{step}/" in page, step
        county.do("water_head", f"documents.incoming.{step}", matter=pk, **data)
    assert Matter.objects.get(pk=pk).outcome == "done"


def test_what_came_by_mistake_is_voided_there(county: County) -> None:
    pk = sent(county)
    county.do("water_head", "flow.void", matter=pk, reason="送错了单位")
    assert Matter.objects.get(pk=pk).outcome == "void"


def test_where_somebody_has_the_duty_it_is_his() -> None:
    made = build_county()
    pk = sent(made)
    refusal = made.refused("water_head", "documents.incoming.sign_for", matter=pk)
    assert refusal.code is Code.NOT_ALLOWED


def test_what_one_may_do_one_finds() -> None:
    """A director records calls, a 联络员 prints what a colleague hands over: the ways there are shown, and open."""
    made = build_county()
    assert 'href="/incoming/call/"' in browser(made, "director").get("/").content.decode()
    assert 'href="/incoming/call/"' not in browser(made, "handler").get("/").content.decode()
    Duty.objects.filter(post=made.posts["water_clerk"], code="CLERK").delete()
    colleague = made.posts["water_handler"].person_id
    printed = browser(made, "water_clerk").get(f"/incoming/papers/{colleague}/handover.pdf?seen=1")
    assert printed.status_code == 200 and printed.content.startswith(b"%PDF")
