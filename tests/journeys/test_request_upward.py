"""A 请示 to the city: its rules while it is written and again at 核稿, a departure approved, signed by the head alone."""

from __future__ import annotations

from papers.reading import pages, squeezed

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import OutsideOrgan
from shuniu.modules.documents.models import RuleOverride, document_of
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, again, history

TITLE = "云岭县人民政府关于解决黑石滩水库除险加固资金的请示"
BODY = """黑石滩水库建于1972年，大坝渗漏严重，现就除险加固资金请示如下。
一、基本情况
水库总库容86万立方米，保护下游三个村4200人。
二、请示事项
请市政府支持除险加固资金320万元。
妥否，请批复。"""


def test_a_request_goes_up_by_its_rules(county: LivingCounty, at_desk: AtDesk) -> None:
    OutsideOrgan.objects.create(name="云州市人民政府", short_name="市政府", level="city")
    handler, director, deputy, mayor, clerk = (
        at_desk(who) for who in ("handler", "director", "deputy", "mayor", "clerk")
    )
    matter = _planned(handler, director)
    _written(handler, matter)
    _reviewed(county, director, deputy, matter)
    _signed_by_the_head_alone(county, mayor, deputy, matter)
    _numbered(clerk, matter)
    assert history(matter)[-3:] == ["签发", "复核通过", "编号"]


def _planned(handler: Desk, director: Desk) -> Matter:
    """立项 in the name of the county's government, upward; the director agrees."""
    handler.go("/outgoing/new/")
    handler.tick("云岭县人民政府", "上行文")
    handler.choose("文种", "请示")
    handler.write("标题", TITLE)
    handler.write("发文事由、依据", "县政府常务会议议定，报请市政府支持。")
    handler.press("发文立项", told="已发文立项")
    matter = Matter.objects.get(title=TITLE)
    assert matter.state == "to_plan"
    director.open_from_list(TITLE)
    director.press("同意立项", told="已同意立项")
    return again(matter)


def _written(handler: Desk, matter: Matter) -> None:
    """While it is written the panel names what the rules refuse: an addressee that does not exist, a copy downward."""
    handler.go(f"/outgoing/{matter.pk}/draft/")
    handler.write("主送", "云州市人民政府、云州市不存在的局")
    handler.write("正文", BODY)
    handler.write("抄送", "云岭县水利局")
    handler.page.keyboard.press("Alt+3")
    handler.page.get_by_role("button", name="再校核一遍").click()
    handler.sees("云州市不存在的局", "不在机关名录中", "抄送")
    handler.write("主送", "云州市人民政府")
    handler.page.get_by_role("button", name="保存", exact=True).click()
    handler.is_told("已保存")
    handler.page.get_by_role("button", name="保存并送审").click()
    handler.is_told("已送审")
    assert document_of(again(matter)).current == 1


def _reviewed(county: LivingCounty, director: Desk, deputy: Desk, matter: Matter) -> None:
    """GW-21 不抄送下级机关 refuses at 核稿 until the director approves the departure that his deputy asked for."""
    director.open_from_list(TITLE)
    director.press("审稿", told="已审稿")
    deputy.open_from_list(TITLE)
    deputy.tick(*REVIEW_POINTS.values())
    deputy.choose("送哪位负责人签发", "林树声")
    deputy.press("核稿通过")
    deputy.is_refused("上行文由机关主要负责人签发")
    deputy.choose("送哪位负责人签发", "周明远")
    deputy.press("核稿通过")
    deputy.is_refused("抄送")
    dialog = deputy.move("申请按特殊情况行文")
    deputy.choose("哪一条规则", "GW-21", dialog)
    deputy.write("理由", "市政府办公室要求同时抄送项目单位县水利局。", dialog)
    deputy.confirm(dialog, told="已申请按特殊情况行文")
    director.open_from_list(TITLE, "/outgoing/?view=all")
    dialog = director.move("审批特殊情况行文")
    director.sees("市政府办公室要求同时抄送")
    director.choose("哪一条规则", "GW-21", dialog)
    director.tick("同意", form=dialog)
    director.write("审批意见", "同意，附市政府办公室电话记录。", dialog)
    director.confirm(dialog, told="已审批特殊情况行文")
    override = RuleOverride.objects.get(matter=matter)
    assert (override.asked_by, override.approved_by) == (
        county.posts["deputy"].person,
        county.posts["director"].person,
    )
    deputy.open_from_list(TITLE)
    deputy.tick(*REVIEW_POINTS.values())
    deputy.choose("送哪位负责人签发", "周明远")
    deputy.press("核稿通过", told="已核稿通过")


def _signed_by_the_head_alone(county: LivingCounty, mayor: Desk, deputy: Desk, matter: Matter) -> None:
    deputy.open(matter.pk)
    deputy.sees("周明远签发")
    mayor.open_from_list(TITLE)
    mayor.press("签发", told="已签发")
    document = document_of(again(matter))
    assert (document.signatory, document.acted_for, document.signed) == ("周明远", False, 1)


def _numbered(clerk: Desk, matter: Matter) -> None:
    """编号; the page names 签发人, as an upward document does."""
    clerk.open_from_list(TITLE)
    clerk.press("复核通过", told="已复核通过")
    clerk.open(matter.pk)
    clerk.choose("机关代字", "云政发")
    clerk.write("印制份数", "20")
    clerk.press("编号", told="已编号")
    number = again(matter).number
    assert number.startswith("云政发〔")
    printed = "".join(pages(clerk.page.request.get(f"/outgoing/{matter.pk}/preview.pdf").body()))
    assert squeezed("签发人：周明远") in printed and number in printed
