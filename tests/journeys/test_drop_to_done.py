"""A notice dropped at the door of 县政府办, and on to 办结 across two units: six people, six browsers."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from files.papers_of_all_kinds import word
from papers.reading import pages, qr_texts, squeezed
from playwright.sync_api import expect

from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.records.sealing import seal_all
from shuniu.kernel.records.verifying import verify
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk, payload
from tests.journeys.scenes import POINTS, LivingCounty, again, history, today

TITLE = "云州市水利局关于做好今冬明春水库安全检查工作的通知"
NUMBER = "云州水发〔2026〕118号"


def notice() -> bytes:
    """The paper itself, as a city bureau writes it."""
    wanted, day = today() + timedelta(days=21), today()
    return word(
        "加急",
        "云州市水利局文件",
        NUMBER,
        TITLE,
        "各县人民政府：",
        "入冬以来，我市持续少雨，水库水位偏低，正是检查维修的时机。现将有关事项通知如下：",
        "一、全面检查坝体、溢洪道和放水设施，逐座建立台账。",
        f"二、请于{wanted.month}月{wanted.day}日前将检查情况报市水利局。",
        "云州市水利局",
        f"{day.year}年{day.month}月{day.day}日",
    )


def test_a_notice_from_the_door_to_done_across_two_units(county: LivingCounty, at_desk: AtDesk) -> None:
    county.hire("water_office", "钱家明", "water", "办公室主任", "OFFICE_HEAD", rank=200)
    clerk, director, mayor = (at_desk(who) for who in ("clerk", "director", "mayor"))
    matter = _drop_and_register(clerk)
    _check(clerk, matter)
    _propose(director, "建议请水利局牵头检查，县政府办跟踪。", "周明远")
    _instruct(mayor, "请水利局逐座检查，不留死角。")
    _assign_to_water(clerk)
    child = Matter.objects.get(parent=matter)
    _handle_in_water(at_desk, child)
    _answer(clerk, director, matter)
    _look_at_the_records(matter, child)
    _print(clerk, matter)


def _drop_and_register(clerk: Desk) -> Matter:
    clerk.go("/incoming/new/")
    clerk.drop(payload("市水利局通知.docx", notice()))
    clerk.page.wait_for_url("**/incoming/register/?file=*")
    assert clerk.field("标题").input_value() == TITLE
    assert clerk.field("来文单位").input_value() == "云州市水利局"
    assert clerk.field("来文字号").input_value() == NUMBER
    assert clerk.field("文种").input_value() == "通知"
    assert clerk.field("成文日期").input_value() == today().isoformat()
    assert clerk.field("加急").is_checked()
    wanted = today() + timedelta(days=21)
    assert clerk.field("办理时限").input_value() == wanted.isoformat()
    clerk.field("办理时限").focus()
    expect(clerk.main.locator("[data-paper] mark")).to_contain_text("将检查情况报市水利局")
    clerk.write("办理时限", (wanted - timedelta(days=3)).isoformat())
    clerk.write("份数", "2")
    clerk.press("登记", told="已登记：收")
    clerk.sees(TITLE, "待初审", "王秀兰")
    return Matter.objects.get(title=TITLE, parent=None)


def _check(clerk: Desk, matter: Matter) -> None:
    clerk.tick(*POINTS[:3])
    clerk.write("初审意见", "已与来文核对。")
    clerk.press("初审通过")
    clerk.is_refused("四项都符合才能通过")
    assert clerk.field("初审意见").input_value() == "已与来文核对。"
    assert clerk.field(POINTS[0]).is_checked(), "what was ticked is still ticked"
    clerk.tick(POINTS[3])
    clerk.press("初审通过", told="已初审通过")
    clerk.sees("现在不用您办")


def _propose(desk: Desk, words: str, leader: str) -> None:
    desk.open_from_list(TITLE)
    desk.write("拟办意见", words)
    desk.pick("送哪位领导批示", leader)
    desk.press("拟办", told="已拟办")


def _instruct(desk: Desk, words: str) -> None:
    desk.open_from_list(TITLE)
    desk.sees("建议请")
    desk.write("意见", words)
    desk.press("批示", told="已批示")
    desk.sees(words)


def _assign_to_water(clerk: Desk) -> None:
    clerk.open_from_list(TITLE)
    clerk.sees("请水利局逐座检查，不留死角。")
    clerk.pick("主办", "水利局")
    clerk.press("交办")
    clerk.is_refused("指定一名催办人")
    clerk.choose("催办人", "王秀兰")
    clerk.press("交办", told="已交办")
    clerk.sees("王秀兰跟踪催办", "水利局")


def _handle_in_water(at_desk: AtDesk, child: Matter) -> None:
    clerk, office, head, handler = (
        at_desk(who) for who in ("water_clerk", "water_office", "water_head", "water_handler")
    )
    clerk.open_from_list(TITLE)
    clerk.sees("待签收", "人民政府办公室", "原来文单位：云州市水利局")
    clerk.press("签收", told="已签收")
    clerk.press("登记", told="已登记")
    clerk.tick(*POINTS)
    clerk.press("初审通过", told="已初审通过")
    _propose(office, "建议请郑局长阅示，工管股承办。", "郑海涛")
    _instruct(head, "请马志刚同志三日内摸清底数。")
    clerk.open_from_list(TITLE)
    clerk.pick("主办", "马志刚")
    clerk.choose("催办人", "吴桂芳")
    clerk.press("交办", told="已交办")
    handler.open_from_list(TITLE)
    handler.sees("请马志刚同志三日内摸清底数。")
    handler.write("办理结果", "全县十二座水库已逐座检查，两处渗漏正在处理。")
    handler.press("反馈办理结果", told="已反馈办理结果")
    office.open_from_list(TITLE)
    office.press("审核通过", told="已审核通过")
    clerk.open_from_list(TITLE)
    clerk.write("答复情况", "检查情况已报县政府办，附台账。")
    clerk.press("答复", told="已答复")
    clerk.sees("已办结")
    assert again(child).outcome == "done"


def _answer(clerk: Desk, director: Desk, matter: Matter) -> None:
    clerk.open_from_list(TITLE)
    clerk.sees("水利局办结", "检查情况已报县政府办，附台账。")
    clerk.write("办理结果", "水利局已完成检查并反馈，情况已汇总。")
    clerk.press("反馈办理结果", told="已反馈办理结果")
    director.open_from_list(TITLE)
    director.press("审核通过", told="已审核通过")
    clerk.open_from_list(TITLE)
    clerk.write("答复情况", "已书面报市水利局。")
    clerk.write("答复（批复）文号", "云政办函〔2026〕41号")
    clerk.press("答复", told="已答复")
    clerk.sees("已办结", "云政办函〔2026〕41号")
    assert again(matter).outcome == "done"


def _look_at_the_records(matter: Matter, child: Matter) -> None:
    assert history(matter) == [
        "签收登记",
        "初审通过（办件）",
        "拟办",
        "批示",
        "交办",
        "水利局办结",
        "反馈办理结果",
        "审核通过",
        "答复",
    ]
    assert history(child)[:4] == ["人民政府办公室交办", "签收", "登记", "初审通过（办件）"]
    number, own = again(matter).number, again(child).number
    assert number and own and child.unit_id != matter.unit_id
    assert {e.person_name for e in Entry.objects.filter(matter=child, type="instruction")} == {"郑海涛"}
    assert StoredFile.objects.filter(name="市水利局通知.docx").count() == 1
    seal_all(now=timezone.now())
    assert verify().sound


def _print(clerk: Desk, matter: Matter) -> None:
    slip = clerk.print("文件处理单")
    text = "".join(pages(slip))
    for words in (TITLE, NUMBER, "请水利局逐座检查，不留死角。", "周明远", "云政办函〔2026〕41号"):
        assert squeezed(words) in text, words
    (address,) = qr_texts(slip)
    clerk.go(address)
    clerk.sees(TITLE)
    clerk.main.get_by_role("link", name="打开办件").click()
    clerk.sees("已办结")
    assert clerk.page.url.endswith(f"/matters/{matter.pk}/")
