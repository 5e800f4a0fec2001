"""What goes wrong between people and pages: a clear sentence, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import override_settings
from playwright.sync_api import expect

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Duty
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty, again, history, today

WORDS = "建议由应急管理局主办，水利局、气象局配合。"


def test_two_people_on_one_task_and_the_second_keeps_his_words(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "关于开展防灾减灾演练的通知"
    matter = county.to_propose(title)
    first, second = at_desk("director"), at_desk("deputy")
    for desk in (first, second):
        desk.open_from_list(title)
    second.write("拟办意见", WORDS)
    second.tick("直接交办")
    first.write("拟办意见", "直接交应急管理局。")
    first.tick("直接交办")
    first.press("拟办", told="已拟办")
    second.press("拟办")
    second.is_refused("您打开之后，别人已经办过这一件")
    second.sees("您刚才填写的", WORDS, "直接交应急管理局。")
    assert history(matter).count("拟办") == 1


def test_a_refused_move_opens_again_on_the_newest_page(county: LivingCounty, at_desk: AtDesk) -> None:
    """The same in a dialog: after the newest record was read, the same words can be sent."""
    title = "关于清理规范示范创建的通知"
    matter = county.in_hand(title)
    clerk = at_desk("clerk")
    clerk.open(matter.pk)
    dialog = clerk.move("催办")
    clerk.write("催办要求", "请今天反馈进度。", dialog)
    county.do("director", "flow.remind", matter=matter.pk, text="请抓紧。")
    clerk.confirm(dialog)
    clerk.is_refused("您打开之后，别人已经办过这一件")
    dialog = clerk.page.locator("dialog[open]")
    expect(clerk.field("催办要求", dialog)).to_have_value("请今天反馈进度。")
    clerk.confirm(dialog, told="已催办")
    clerk.sees("请今天反馈进度。", "请抓紧。")
    assert history(matter).count("催办") == 2


def test_a_double_press_counts_once(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "关于报送年度总结的通知"
    matter = county.to_propose(title)
    director = at_desk("director")
    director.open_from_list(title)
    director.write("拟办意见", WORDS)
    director.tick("直接交办")
    director.main.get_by_role("button", name="拟办", exact=True).dblclick()
    director.is_told("已拟办")
    assert history(matter).count("拟办") == 1


def test_a_duty_that_ended_while_the_page_was_open(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "关于加强档案管理的通知"
    post = county.hire("leaver", "高翔", "office", "副主任", "OFFICE_HEAD", rank=120)
    matter = county.to_propose(title)
    leaver = at_desk("leaver")
    leaver.open_from_list(title)
    leaver.write("拟办意见", WORDS)
    leaver.tick("直接交办")
    Duty.objects.filter(post=post).update(until=today() - timedelta(days=1))
    leaver.press("拟办")
    leaver.is_refused("没有这一件，或者您无权查看")
    expect(leaver.field("拟办意见")).to_have_value(WORDS)
    post.until = today() - timedelta(days=1)
    post.save(update_fields=["until"])
    leaver.press("拟办")
    leaver.is_refused("您现在没有在任的岗位，不能办理业务")
    expect(leaver.field("拟办意见")).to_have_value(WORDS)
    assert again(matter).state == "to_propose"


def test_a_matter_that_was_closed_or_taken_back_meanwhile(county: LivingCounty, at_desk: AtDesk) -> None:
    void, taken = "关于举办书法比赛的通知", "关于推荐先进个人的通知"
    closed, back = county.to_propose(void), county.to_propose(taken)
    director = at_desk("director")
    director.open(closed.pk)
    director.write("拟办意见", WORDS)
    director.tick("直接交办")
    county.do("clerk", "flow.void", matter=closed.pk, reason="重复登记。")
    director.press("拟办")
    director.is_refused("别人已经办过这一件")
    director.sees(WORDS, "已作废", "重复登记。")
    second = at_desk("deputy")
    county.do("clerk", "flow.withdraw", matter=back.pk, reason="还要补附件。")
    second.open(back.pk)
    second.sees("现在不用您办", "待初审", "还要补附件。")


def test_dates_that_cannot_be(at_desk: AtDesk) -> None:
    """30 February, a year long past, a day that has gone: each is named, and the rest of the form stays."""
    clerk = at_desk("clerk")
    clerk.go("/incoming/call/")
    clerk.write("来电（交办）人及单位", "市政府值班室李主任")
    clerk.write("内容（原话）", "请把安排报来。")
    clerk.write("办理时限", "0230")
    clerk.press("登记")
    clerk.is_refused("办理时限")
    expect(clerk.field("办理时限")).to_have_value("0230")
    expect(clerk.field("内容（原话）")).to_have_value("请把安排报来。")
    clerk.go("/incoming/register/")
    clerk.write("来文单位", "云州市教育局")
    clerk.write("标题", "关于做好校园安全工作的通知")
    clerk.write("成文日期", "1888-01-01")
    clerk.press("登记")
    clerk.is_refused("“成文日期”的年份不对")
    expect(clerk.field("标题")).to_have_value("关于做好校园安全工作的通知")
    clerk.write("成文日期", today().isoformat())
    clerk.write("办理时限", (today() - timedelta(days=400)).isoformat())
    clerk.press("登记")
    clerk.is_refused("办理时限")
    expect(clerk.field("来文单位")).to_have_value("云州市教育局")


def test_a_title_of_2000_characters(at_desk: AtDesk) -> None:
    clerk, title = at_desk("clerk"), "关于" + "加强" * 999
    clerk.go("/incoming/register/")
    clerk.write("来文单位", "云州市教育局")
    clerk.page.locator("#f-title").evaluate(
        "(box, text) => { box.removeAttribute('maxlength'); box.value = text; }", title
    )
    clerk.press("登记")
    clerk.is_refused("标题")
    clerk.sees("500")
    expect(clerk.field("标题")).to_have_value(title)
    assert not Matter.objects.filter(title__startswith=title[:40]).exists()


def test_a_session_that_expired_loses_no_word(county: LivingCounty, at_desk: AtDesk) -> None:
    """Signing in again in another window is enough; the form that stood open is sent from where it stood."""
    title = "关于调整作息时间的通知"
    county.to_propose(title)
    post = county.hire("expired", "唐敏", "office", "副主任", "OFFICE_HEAD", rank=130)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"]):
        post.person.account.set_password("云岭-2026-青山")
    post.person.account.save()
    desk = at_desk("expired")
    desk.open_from_list(title)
    desk.write("拟办意见", WORDS)
    desk.tick("直接交办")
    Session.objects.filter(pk=desk.session_key).delete()
    desk.press("拟办")
    desk.is_refused("登录已过期，填写的内容都在")
    with desk.page.expect_popup() as opened:
        desk.main.get_by_role("link", name="在新窗口重新登录").click()
    other = opened.value
    other.get_by_label("用户名").fill("expired")
    other.get_by_label("密码").fill("记错了的密码")
    other.get_by_role("button", name="登录").click()
    expect(other.get_by_role("alert")).to_contain_text("用户名或者密码不对")
    expect(other.get_by_label("用户名")).to_have_value("expired")
    other.get_by_label("密码").fill("云岭-2026-青山")
    other.get_by_role("button", name="登录").click()
    expect(other.locator(".top-person-name")).to_have_text("唐敏")
    other.close()
    expect(desk.field("拟办意见")).to_have_value(WORDS)
    desk.press("拟办", told="已拟办")
    desk.sees(WORDS)
