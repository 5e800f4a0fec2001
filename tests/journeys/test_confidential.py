"""保密 in the browser: an incident from the report to its end, on the desk and on a telephone."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from papers.reading import pages, squeezed
from sent_out import to_release

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.confidential.models import Incident, PublicReview
from shuniu.modules.documents.models import OutgoingDocument
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, history


def _narrow(desk: Desk) -> None:
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390, "wider than the telephone"


def test_an_incident_is_told_on_a_telephone_and_dealt_with_at_the_desk(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    county.hire("secrecy", "宁雅舒", "office", "保密专干", "SECRECY")
    finder, keeper = at_desk("handler", "phone"), at_desk("secrecy")
    finder.go("/confidential/incidents/")
    _narrow(finder)
    finder.main.get_by_role("link", name="报告泄密事件").first.click()
    _narrow(finder)
    found = timezone.now().astimezone(COUNTY) - timedelta(hours=2)
    finder.choose("事件类别", "误发误传")
    finder.choose("载体", "即时通信")
    finder.write("发现时间", f"{found:%Y-%m-%dT%H:%M}")
    finder.write("采取的措施", "《某项工作方案》已要求撤回")
    finder.press("报告泄密事件")
    finder.is_refused("不得记载")
    assert finder.field("采取的措施").input_value() == "《某项工作方案》已要求撤回"
    finder.write("采取的措施", "已要求撤回并删除，手机封存")
    finder.press("报告泄密事件", told="已报告泄密事件")
    finder.sees("报告期限", "还剩21小时")
    _narrow(finder)
    incident = Incident.objects.get()
    keeper.open(incident.matter_id)
    keeper.sees("误发误传", "还剩21小时", "已要求撤回并删除")
    keeper.write("采取的措施", "已逐人核实删除")
    keeper.press("立即处置", told="已立即处置")
    keeper.write("同级保密行政管理部门", "云岭县国家保密局")
    keeper.write("上级主管部门", "云州市人民政府办公室")
    keeper.choose("报告方式", "电话报告")
    keeper.press("登记已报告", told="已登记已报告")
    keeper.sees("云岭县国家保密局", "电话报告")
    keeper.choose("查处结论", "经核实没有泄密")
    keeper.write("查处情况", "接收人没有打开，已删除。")
    keeper.press("查处结案", told="已查处结案")
    matter = Matter.objects.get(pk=incident.matter_id)
    assert (matter.state, history(matter)) == (
        "done",
        ["报告泄密事件", "立即处置", "登记已报告", "查处结案"],
    )
    printed = "".join(pages(keeper.print("泄密事件报告表")))
    assert squeezed("云岭县国家保密局") in printed and squeezed("第六十一条") in printed
    stranger = at_desk("director")
    stranger.go("/confidential/incidents/?view=all")
    stranger.sees_not("误发误传（")


def test_a_document_is_reviewed_by_three_and_then_published(county: LivingCounty, at_desk: AtDesk) -> None:
    pk = to_release(county)
    county.do("clerk", "documents.outgoing.release", matter=pk, checked=True, outside="市政府办公室")
    OutgoingDocument.objects.filter(matter=pk).update(publicity="active")
    first, second, third = at_desk("handler"), at_desk("clerk", "phone"), at_desk("director")
    first.open(pk)
    first.sees("还没有公开审查，不得公开")
    first.go("/confidential/reviews/")
    first.main.get_by_role("link", name="提请公开审查").first.click()
    first.choose("拟公开的公文", "汛前检查")
    for label in ("国家秘密", "密点", "工作秘密", "敏感内容"):
        first.choose(label, "无")
        first.write(f"{label}：理由", "逐段看过，没有。")
    first.choose("个人信息", "有")
    first.pick("复审人", "王秀兰")
    first.press("提请公开审查")
    first.is_refused("个人信息")
    first.write("个人信息：理由", "附有联系人电话")
    first.press("提请公开审查", told="已提请公开审查")
    review = PublicReview.objects.get(document=pk)
    second.open(review.matter_id)
    _narrow(second)
    second.sees("有：附有联系人电话")
    second.write("复审意见", "同意初审意见。")
    second.choose("批准人", "陈立新")
    second.press("复审通过", told="已复审通过")
    _narrow(second)
    third.open(review.matter_id)
    third.choose("批准意见", "同意公开")
    third.press("批准公开")
    third.is_refused("还没有处理，不能直接批准")
    third.choose("批准意见", "附条件公开")
    third.write("公开的条件", "隐去联系人电话")
    third.press("批准公开", told="已批准公开")
    first.open(review.matter_id)
    first.choose("公开载体", "政府网站")
    first.write("条件落实情况", "电话已隐去")
    first.press("登记已公开", told="已登记已公开")
    first.open(pk)
    first.sees("政府网站公开")
    printed = "".join(pages(_at(first, review.matter_id).print("公开审查单")))
    assert squeezed("隐去联系人电话") in printed and squeezed("第四十二条") in printed


def _at(desk: Desk, matter: int) -> Desk:
    desk.open(matter)
    return desk
