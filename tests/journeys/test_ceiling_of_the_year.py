"""The ceiling of the year is reached, 签发 refused, the reason given to the superior written down, and passed (JW-02)."""

from __future__ import annotations

import pytest
from papers.reading import pages, squeezed

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import CeilingExplanation, OutgoingDocument
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, today

FIRST, SECOND = "中共云岭县委办公室关于做好值班工作的通知", "中共云岭县委办公室关于做好防汛工作的通知"
TICKED = dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)
REASON = "今年防汛形势严峻，需要临时部署防汛值守，确需增加发文一件，下半年压减其他文件。"


@pytest.fixture
def party(county: LivingCounty) -> LivingCounty:
    """县委办, with people of its own: no other journey issues there."""
    county.hire("party_drafter", "周文静", "party", "科员", "HANDLER")
    county.hire("party_deputy", "胡守正", "party", "副主任", "OFFICE_HEAD", rank=120)
    county.hire("party_clerk", "丁晓兰", "party", "文书", "CLERK", rank=310)
    return county


def to_sign(county: LivingCounty, title: str) -> int:
    """A draft of 县委办 that lies with its director for 签发."""
    subject = {"title": title, "issuer": county.units["party"].pk}
    pk = int(county.do("party_drafter", "documents.outgoing.open", **subject).result["matter"])
    county.do("director_party", "documents.outgoing.approve_plan", matter=pk)
    text = {"title": title, "addressees": "县水利局", "body": "请做好有关工作。\n一、加强值守\n落实责任。"}
    county.do("party_drafter", "documents.outgoing.save_draft", matter=pk, **text)
    county.do("party_drafter", "documents.outgoing.hand_in", matter=pk)
    county.do("director_party", "documents.outgoing.vet", matter=pk)
    signer = county.posts["director_party"].pk
    county.do("party_deputy", "documents.outgoing.pass_review", matter=pk, signer=signer, **TICKED)
    return pk


def test_the_ceiling_is_reached_refused_explained_and_passed(party: LivingCounty, at_desk: AtDesk) -> None:
    clerk, director = at_desk("party_clerk"), at_desk("director_party")
    _enter_last_year(clerk)
    first, second = to_sign(party, FIRST), to_sign(party, SECOND)
    director.open(first)
    director.sees("去年 1 件，还可发 1 件")
    director.press("签发", told="已签发")
    _refused(director, second)
    _explained(director)
    director.open(second)
    director.sees("书面说明增加 1 件，还可发 1 件")
    director.press("签发", told="已签发")
    assert Matter.objects.get(pk=second).state == "to_recheck"
    for pk in (first, second):
        party.do("party_clerk", "documents.outgoing.pass_recheck", matter=pk)
        party.do("party_clerk", "documents.outgoing.number", matter=pk, code="云委办发", copies=1)
    _counted(director)


def _enter_last_year(clerk: Desk) -> None:
    """What the paper register of last year says: one document."""
    clerk.go("/outgoing/board/")
    clerk.sees("没有上年总数")
    clerk.main.get_by_role("link", name="录入去年的发文数").click()
    clerk.write("件数", "1")
    clerk.write("依据（哪一本登记簿、哪一份统计）", "去年纸质发文登记簿")
    clerk.press("录入纸质登记簿的发文数", told="已录入纸质登记簿的发文数")
    clerk.sees("去年纸质发文登记簿")


def _refused(director: Desk, pk: int) -> None:
    director.open(pk)
    director.sees("已经到上年总数")
    director.press("签发")
    director.is_refused("达到上年的 1 件，再签发就超过上年")
    director.is_refused("书面说明")
    assert OutgoingDocument.objects.get(pk=pk).signed is None


def _explained(director: Desk) -> None:
    """Nothing goes without words; what was typed stays; it is printed."""
    director.go("/outgoing/board/")
    director.sees("已到上年总数")
    director.main.get_by_role("link", name="登记书面说明").click()
    director.write("再发几件", "1")
    director.write("说明（为什么超过、发什么、怎样压减）", "工作需要")
    director.write("报哪个上级办公厅（室）", "市委办公室")
    director.write("报送日期", today().isoformat())
    director.press("登记书面说明")
    director.is_refused("说明")
    assert director.field("报哪个上级办公厅（室）").input_value() == "市委办公室"
    director.write("说明（为什么超过、发什么、怎样压减）", REASON)
    director.press("登记书面说明", told="已登记书面说明")
    pk = CeilingExplanation.objects.get().pk
    director.go("/outgoing/ceiling/")
    director.sees("市委办公室")
    answer = director.page.request.get(f"/outgoing/ceiling/{pk}.pdf?seen=1")
    printed = squeezed("".join(pages(answer.body())))
    assert squeezed(REASON) in printed and "上年全年1件" in printed


def _counted(director: Desk) -> None:
    """The board counts both, and opens them."""
    director.go("/outgoing/board/")
    director.sees("今年已发 2 件，去年 1 件，书面说明增加 1 件，已经到上年总数")
    director.main.get_by_role("link", name="2", exact=True).first.click()
    director.sees(FIRST, SECOND)
