"""会签 with one disagreement settled, a substantive change after 签发, and a joint document of two organs."""

from __future__ import annotations

from typing import Any

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import CountersignOpinion, DraftVersion, document_of
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty, again, history

OUT = "documents.outgoing."
BODY = "请做好水库检查，早作部署。\n一、检查范围\n全县所有水库、山塘由县水利局检查。"
PASSAGE = "全县所有水库、山塘由县水利局检查。"
SETTLED = "全县所有水库由县水利局检查，山塘由乡镇检查。"
ALL_TICKS = dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)


def drafted(county: LivingCounty, title: str, **data: Any) -> Matter:
    """Written by 刘建军 for 县政府办, handed in and vetted."""
    done = county.do("handler", OUT + "open", title=title, issuer=county.units["office"].pk, **data)
    pk = done.result["matter"]
    county.do("director", OUT + "approve_plan", matter=pk)
    text = {"title": title, "addressees": "云岭县水利局", "body": BODY}
    county.do("handler", OUT + "save_draft", matter=pk, **text)
    county.do("handler", OUT + "hand_in", matter=pk)
    county.do("director", OUT + "vet", matter=pk)
    return Matter.objects.get(pk=pk)


def reviewed(county: LivingCounty, matter: Matter) -> Matter:
    signer = county.posts["director"].pk
    county.do("deputy", OUT + "pass_review", matter=matter.pk, signer=signer, **ALL_TICKS)
    return again(matter)


def test_a_disagreement_is_settled_by_changing_the_text(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "云岭县人民政府办公室关于开展水库检查的通知"
    matter = drafted(county, title, consulted=[county.units["water"].pk])
    head, handler, director = at_desk("water_head"), at_desk("handler"), at_desk("director")

    head.open_from_list(title)
    head.tick("有意见")
    head.press("会签")
    head.is_refused("请写明意见")
    head.write("意见", "山塘按职责由乡镇检查。")
    head.choose("针对哪一段", PASSAGE)
    head.press("会签", told="已会签")
    opinion = CountersignOpinion.objects.get(matter=matter)
    assert (opinion.result, opinion.passage, opinion.version) == ("opinion", PASSAGE, 1)

    handler.open_from_list(title)
    handler.press("会签汇总")
    handler.is_refused("协商一致之前不得向下行文")
    handler.sees("山塘按职责由乡镇检查。", PASSAGE)
    dialog = handler.move("撤回会签、修改文稿")
    handler.write("理由", "按水利局意见修改。", dialog)
    handler.confirm(dialog, told="已撤回会签、修改文稿")
    handler.go(f"/outgoing/{matter.pk}/draft/")
    handler.write("正文", BODY.replace(PASSAGE, SETTLED))
    handler.page.get_by_role("button", name="保存并送审").click()
    handler.is_told("已保存并送审")
    director.open_from_list(title)
    director.press("审稿", told="已审稿")

    head.open_from_list(title)
    head.tick("同意")
    head.press("会签", told="已会签")
    handler.open_from_list(title)
    handler.press("会签汇总", told="已会签汇总")
    opinion.refresh_from_db()
    assert (again(matter).state, opinion.manner) == ("to_review", "changed")
    assert opinion.text == "山塘按职责由乡镇检查。"


def test_a_substantive_change_goes_back_to_who_signed(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "云岭县人民政府办公室关于限期整改水库隐患的通知"
    matter = reviewed(county, drafted(county, title))
    director, clerk = at_desk("director"), at_desk("clerk")
    director.open_from_list(title)
    director.tick("圈阅")
    director.press("签发", told="已签发")
    signed = document_of(again(matter)).signed_digest

    clerk.go(f"/outgoing/{matter.pk}/correct/")
    clerk.write("正文", BODY + "\n二、整改期限\n5月底前完成。")
    clerk.write("更正理由", "漏写期限。")
    clerk.sees("数字、日期或者编号变了")
    clerk.page.get_by_role("button", name="提交更正").click()
    clerk.is_told("报原签发人复审")
    assert again(matter).state == "to_resign"

    director.open_from_list(title)
    director.press("复审签发", told="已复审签发")
    document = document_of(again(matter))
    newest = DraftVersion.objects.get(matter=matter, number=2)
    assert document.signed == 2 and document.signed_digest == newest.digest != signed
    assert history(matter)[-3:] == ["圈阅签发", "签发后更正", "复审签发"]


def test_two_organs_sign_one_document(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "云岭县人民政府办公室关于联合督促水库检查的通知"
    party = county.units["party"].pk
    matter = drafted(county, title, joint=[party], consulted=[party])
    county.do("director_party", OUT + "countersign", matter=matter.pk)
    county.do("handler", OUT + "close_countersign", matter=matter.pk)
    reviewed(county, matter)
    director, other, clerk = at_desk("director"), at_desk("director_party"), at_desk("clerk")
    director.open_from_list(title)
    director.press("签发", told="已签发")

    clerk.open_from_list(title)
    clerk.press("联署完成")
    clerk.is_refused("没有阅完或者签完")
    other.open_from_list(title)
    other.tick("圈阅")
    other.press("联署签发", told="已联署签发")
    clerk.open_from_list(title)
    clerk.press("联署完成", told="已联署完成")
    clerk.open_from_list(title)
    clerk.press("复核通过", told="已复核通过")
    clerk.open(matter.pk)
    clerk.choose("机关代字", "云政办发")
    clerk.press("编号", told="已编号")
    assert again(matter).number.startswith("云政办发〔")
    slip = clerk.print("发文稿纸")
    assert slip.startswith(b"%PDF")
    assert history(matter)[-5:] == ["签发", "联署圈阅签发", "联署完成", "复核通过", "编号"]
