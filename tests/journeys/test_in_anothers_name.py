"""Words that stand in another's name: 代录 from paper with its scan, AB岗, 授权代签; each is shown for what it is."""

from __future__ import annotations

from datetime import timedelta

from files.papers_of_all_kinds import picture
from papers.reading import pages, squeezed
from playwright.sync_api import expect

from shuniu.kernel.flow.models import Entry, EntryFile, Task
from shuniu.kernel.people.models import Authority
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, again, today

DECLARATION = "无密级标志：已逐页看过，文件上没有“绝密”“机密”“秘密”等密级标志"


def test_words_on_paper_are_recorded_with_the_scan_and_confirmed_by_the_leader(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    title, words = "关于开展冬季植树的通知", "请林业局制定方案，下周报我。"
    matter = county.to_instruct(title)
    clerk, mayor, director = at_desk("clerk"), at_desk("mayor"), at_desk("director")
    clerk.open_from_list(title, "/incoming/?view=all")
    clerk.sees("代录周明远的意见，记录人王秀兰")
    clerk.write("意见", words)
    clerk.press("代录批示")
    clerk.is_refused("代录批示要附上批示原件的扫描件")
    assert clerk.field("意见").input_value() == words
    clerk.attach("批示原件扫描件", "批示原件.png", picture())
    clerk.press("代录批示")
    clerk.is_refused("还没有保存")
    assert clerk.field("意见").input_value() == words
    clerk.tick(DECLARATION)
    clerk.press("代录批示", told="已批示")
    clerk.sees(words, "代录：王秀兰", "周明远")
    entry = Entry.objects.get(matter=matter, type="instruction")
    assert (entry.person_name, entry.behalf_name, entry.behalf) == ("王秀兰", "周明远", "recorded")
    assert EntryFile.objects.get(entry=entry, role="recorded").name == "批示原件"
    assert clerk.main.get_by_role("button", name="确认代录").count() == 0, "not by whoever recorded it"
    director.open_from_list(title, "/incoming/?view=all")
    director.sees(words)
    mayor.open_from_list(title)
    mayor.sees(words)
    mayor.press("确认代录", told="已确认代录")
    assert not Task.objects.filter(matter=matter, purpose="confirm", closed_at=None).exists()
    slip = "".join(pages(clerk.print("文件处理单")))
    assert squeezed(words) in slip and squeezed("代录：王秀兰") in slip


def test_a_stand_in_acts_while_the_leader_is_away_and_not_after(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    first, second = "关于防范雨雪冰冻天气的通知", "关于做好岁末年初安全生产的通知"
    matter = county.to_instruct(first)
    county.to_instruct(second)
    vice, clerk = at_desk("vice"), at_desk("clerk")
    _goes_away(clerk)
    vice.open_from_list(first)
    vice.sees("以AB岗身份代周明远批示")
    vice.write("意见", "请交警、公路部门上路值守。")
    vice.press("批示", told="已批示")
    vice.sees("代周明远", "林树声")
    entry = Entry.objects.get(matter=matter, type="instruction")
    assert (entry.person_name, entry.behalf_name, entry.behalf) == ("林树声", "周明远", "stand_in")
    vice.open_from_list(second)
    vice.write("意见", "请应急局牵头。")
    _is_back(clerk)
    vice.press("批示")
    vice.is_refused("没有这一件，或者您无权查看")
    assert vice.field("意见").input_value() == "请应急局牵头。"
    vice.go("/")
    vice.sees_not(second)
    clerk.open(matter.pk)
    assert squeezed("AB岗代周明远") in "".join(pages(clerk.print("文件处理单")))


def _goes_away(clerk: Desk) -> None:
    """登记外出和代理, from the list of those who serve."""
    clerk.open_from_list("周明远", "/people/", heading="登记外出和代理")
    expect(clerk.main.locator(".picked").first).to_contain_text("周明远")
    clerk.pick("由谁代理（AB岗）", "林树声")
    clerk.write("从", f"{today():%Y-%m-%d}T00:00")
    clerk.write("到", f"{today() + timedelta(days=3):%Y-%m-%d}T18:00")
    clerk.write("外出事由", "到省里学习")
    clerk.write("由谁同意", "县委书记")
    clerk.press("登记", told="已登记")
    clerk.go("/people/?view=away")
    clerk.sees("周明远", "林树声", "到省里学习")


def _is_back(clerk: Desk) -> None:
    clerk.go("/people/?view=away")
    clerk.main.get_by_role("checkbox", name="选中", exact=True).check()
    clerk.press("已经回来，结束代理", told="已结束代理")


def test_a_written_authority_signs_for_its_grantor_until_its_day(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    first, second = "关于规范公务用车管理的通知", "关于做好文物安全工作的通知"
    matter = county.to_instruct(first, leader="vice")
    later = county.to_instruct(second, leader="vice")
    granted = Authority.objects.create(
        grantor=county.posts["vice"],
        holder=county.posts["deputy"],
        scope="日常公文",
        paper="授权书〔2026〕1号",
        since=today() - timedelta(days=10),
        until=today(),
    )
    deputy = at_desk("deputy")
    deputy.open_from_list(first)
    deputy.sees("按授权书〔2026〕1号代林树声批示")
    deputy.write("意见", "请机关事务中心执行。")
    deputy.press("批示", told="已批示")
    deputy.sees("代林树声", "何晓云")
    entry = Entry.objects.get(matter=matter, type="instruction")
    assert (entry.person_name, entry.behalf_name, entry.behalf) == ("何晓云", "林树声", "authority")
    deputy.open_from_list(second)
    deputy.write("意见", "请文旅局执行。")
    Authority.objects.filter(pk=granted.pk).update(until=today() - timedelta(days=1))
    deputy.press("批示")
    deputy.is_refused("现在不在您手里，不能批示")
    deputy.sees("请文旅局执行。")
    assert again(later).state == "to_instruct"
