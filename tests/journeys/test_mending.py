"""What was wrong is mended in the open: 合并, 作废, 重办, 更正; nothing is overwritten and no number comes twice."""

from __future__ import annotations

from playwright.sync_api import expect

from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.numbering.models import Number
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import POINTS, LivingCounty, again, history


def test_one_of_two_is_merged_and_one_is_void(county: LivingCounty, at_desk: AtDesk) -> None:
    same, twin, wrong = "关于开展全国节水宣传的通知", "关于开展全国节水宣传的函", "关于召开联欢会的通知"
    kept, merged, void = county.to_propose(same), county.register(twin), county.register(wrong)
    clerk = at_desk("clerk")
    clerk.open_from_list(twin)
    dialog = clerk.move("合并")
    clerk.write("理由", "同一件事，两次来文。", dialog)
    clerk.pick("并入哪一件", same, form=dialog)
    clerk.confirm(dialog, told="已合并")
    clerk.sees("并入", same, "同一件事，两次来文。", "没有要办的")
    clerk.open_from_list(wrong)
    dialog = clerk.move("作废")
    clerk.confirm(dialog)
    clerk.is_refused("理由")
    dialog = clerk.page.locator("dialog[open]")
    clerk.write("理由", "不是发给本单位的，登记错了。", dialog)
    clerk.confirm(dialog, told="已作废")
    clerk.sees("已作废")
    assert (again(merged).outcome, again(void).outcome, again(kept).outcome) == ("merged", "void", "")
    assert Number.objects.get(matter_id=void.pk).state == Number.State.VOID
    clerk.go("/incoming/book/")
    for number in (merged.number, void.number):
        expect(clerk.main.locator("tr", has_text=number)).to_be_visible()
    expect(clerk.main.locator("tr", has_text=void.number)).to_contain_text("作废")
    following = county.register("关于节水宣传之后的通知")
    assert int(following.number[-4:]) == int(void.number[-4:]) + 1, (
        "the number of what is void is not given again"
    )


def test_words_are_corrected_beside_them_and_a_finished_matter_is_taken_up_again(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    title, wrong, right = (
        "关于统计农村公路里程的通知",
        "全县共有公路一百二十公里。",
        "应为一百零二公里，统计时多算一段。",
    )
    matter = county.in_hand(title)
    handler, director, clerk = at_desk("handler"), at_desk("director"), at_desk("clerk")
    handler.open_from_list(title)
    handler.write("办理结果", wrong)
    handler.press("反馈办理结果", told="已反馈办理结果")
    dialog = handler.move("更正")
    handler.choose("更正哪一条", "反馈办理结果", dialog)
    handler.write("更正内容", right, dialog)
    handler.confirm(dialog, told="已更正")
    handler.sees(wrong, right, "更正")
    director.open_from_list(title)
    director.sees(wrong, right)
    director.tick("直接办结")
    director.press("审核通过", told="已审核通过")
    director.sees("已办结")
    clerk.open(matter.pk)
    clerk.sees("没有要办的")
    assert clerk.main.get_by_role("button", name="重办").count() == 0, "the director decides"
    dialog = director.move("重办")
    director.write("理由", "市局要求按新口径重报。", dialog)
    director.confirm(dialog, told="已重办")
    assert (again(matter).state, again(matter).closed_at) == ("in_hand", None)
    handler.open_from_list(title)
    handler.sees("市局要求按新口径重报。", wrong)
    handler.write("办理结果", "按新口径为九十八公里，已重报。")
    handler.press("反馈办理结果", told="已反馈办理结果")
    words = list(Entry.objects.filter(matter=matter).order_by("pk").values_list("text", flat=True))
    assert wrong in words and right in words, "nothing written is ever changed"
    assert history(matter)[-5:] == ["反馈办理结果", "更正", "审核通过", "重办", "反馈办理结果"]
    number = again(matter).number
    assert number and Matter.objects.filter(number=number, unit=matter.unit).count() == 1


def test_a_step_is_taken_back_before_anybody_has_seen_it(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "关于申报传统村落的通知"
    matter = county.register(title)
    clerk, director = at_desk("clerk"), at_desk("director")
    clerk.open_from_list(title)
    clerk.tick(*POINTS)
    clerk.press("初审通过", told="已初审通过")
    dialog = clerk.move("撤回")
    clerk.write("理由", "附件没有扫全。", dialog)
    clerk.confirm(dialog, told="已撤回")
    clerk.sees("待初审", "附件没有扫全。")
    clerk.tick(*POINTS)
    clerk.press("初审通过", told="已初审通过")
    director.open_from_list(title)
    clerk.open(matter.pk)
    clerk.main.get_by_text("其他操作", exact=True).click()
    clerk.sees("对方已经打开看过，不能撤回了", "可以请对方退回")
    assert again(matter).state == "to_propose"
