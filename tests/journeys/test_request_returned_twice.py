"""A 请示 that goes back twice, 退文 to its sender and 退回 within, waits for the city, and is answered by number."""

from __future__ import annotations

from datetime import timedelta

from papers.reading import pages, squeezed

from shuniu.kernel.flow.models import Entry, Matter, Task, Wait
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, again, day_words, history, today

BOTH = "关于修建防洪堤和增加经费的请示"
TITLE = "关于修建黑石滩防洪堤的请示"
TOWN = {"source": "青石镇人民政府", "genre": "请示"}
ANSWER = "云州政复〔2026〕3号"
OURS = "云政复〔2026〕5号"


def test_a_request_goes_back_twice_and_is_answered_after_a_wait(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    county.register(BOTH, document_number="青政〔2026〕21号", **TOWN)
    clerk, director, mayor, handler = (at_desk(who) for who in ("clerk", "director", "mayor", "handler"))
    _reject(clerk, Matter.objects.get(title=BOTH))
    request = county.to_propose(TITLE, document_number="青政〔2026〕23号", **TOWN)
    _propose(director, "建议请周县长批示。")
    _return(mayor, request)
    _propose(director, "已与财政局协商，资金由水利专项列支。建议请周县长批示。")
    _instruct_and_assign(mayor, clerk)
    _ask_the_city(handler, request)
    _city_answers(clerk, request)
    _answer(handler, director, clerk, request)


def _reject(clerk: Desk, matter: Matter) -> None:
    """退文: a reason and a rule are asked for; the 退文单 names both; the number stays."""
    number = matter.number
    clerk.open_from_list(BOTH)
    dialog = clerk.move("退文")
    clerk.write("退文理由", "一文两事", dialog)
    clerk.confirm(dialog)
    clerk.is_refused("退文要写明理由")
    assert clerk.field("退文理由").input_value() == "一文两事"
    clerk.write("退文理由", "请示中有修堤、要钱两件事，请分开报。")
    clerk.pick("不符合的规则", "一文一事")
    clerk.press("退文", told="已退文")
    clerk.sees("已退文", "请示中有修堤、要钱两件事，请分开报。")
    slip = "".join(pages(clerk.print("退文单")))
    assert squeezed("请示中有修堤、要钱两件事，请分开报。") in slip and "GW-24" in slip
    matter = again(matter)
    assert (matter.outcome, matter.number) == ("rejected", number)


def _propose(director: Desk, words: str) -> None:
    director.open_from_list(TITLE)
    director.write("拟办意见", words)
    director.pick("送哪位领导批示", "周明远")
    director.press("拟办", told="已拟办")


def _return(mayor: Desk, request: Matter) -> None:
    """退回 within: back to the one who proposed, with the reason, who is told."""
    mayor.open_from_list(TITLE)
    dialog = mayor.move("退回")
    mayor.write("理由", "资金来源没有说清，请与财政局商定后再报。", dialog)
    mayor.confirm(dialog, told="已退回")
    assert again(request).state == "to_propose"
    holder = Task.objects.get(matter=request, closed_at=None)
    assert (holder.duty, holder.unit_id) == ("OFFICE_HEAD", request.unit_id)


def _instruct_and_assign(mayor: Desk, clerk: Desk) -> None:
    mayor.open_from_list(TITLE)
    mayor.sees("资金由水利专项列支", "资金来源没有说清")
    mayor.write("意见", "同意，请报市政府。")
    mayor.press("批示", told="已批示")
    clerk.open_from_list(TITLE)
    clerk.pick("主办", "刘建军")
    clerk.press("交办", told="已交办")


def _ask_the_city(handler: Desk, request: Matter) -> None:
    """待复: a day that has passed is refused; the page says for whom and until when it waits."""
    handler.open_from_list(TITLE)
    dialog = handler.move("报请上级，等候批复")
    handler.write("报请哪个上级", "市政府", dialog)
    handler.write("报送文号、事项", "云政〔2026〕8号", dialog)
    handler.write("预计何时答复", (today() - timedelta(days=1)).isoformat(), dialog)
    handler.confirm(dialog)
    handler.is_refused("等候的日期已经过了")
    assert handler.field("报请哪个上级").input_value() == "市政府"
    until = today() + timedelta(days=20)
    handler.write("预计何时答复", until.isoformat())
    handler.press("报请上级，等候批复", told="已报请上级，等候批复")
    handler.sees(f"等市政府答复（{day_words(until)}）", "待上级答复")
    wait = Wait.objects.get(matter=request, closed_at=None)
    assert (wait.until, wait.watcher.name) == (until, "刘建军")
    assert not Task.objects.filter(matter=request, closed_at=None).exists()


def _city_answers(clerk: Desk, request: Matter) -> None:
    clerk.open_from_list(TITLE, "/incoming/?view=all")
    clerk.write("批复文号", ANSWER)
    clerk.write("批复要点", "原则同意，投资控制在三百万元以内。")
    clerk.tick("继续承办")
    clerk.press("收到批复", told="已收到批复")
    clerk.sees(ANSWER, "刘建军承办")
    assert Wait.objects.get(matter=request).answer.startswith(ANSWER)


def _answer(handler: Desk, director: Desk, clerk: Desk, request: Matter) -> None:
    """GW-08: the clerk cannot close it without the number of the paper that answers."""
    handler.open_from_list(TITLE)
    handler.write("办理结果", "市政府已批复，答复稿已拟好。")
    handler.press("反馈办理结果", told="已反馈办理结果")
    director.open_from_list(TITLE)
    director.tick("直接办结")
    director.write("审核意见", "可以答复。")
    director.press("审核通过")
    director.is_refused("请示必须有批复或者复函")
    assert director.field("审核意见").input_value() == "可以答复。"
    director.tick("答复来文单位")
    director.press("审核通过", told="已审核通过")
    clerk.open_from_list(TITLE)
    clerk.write("答复情况", "已批复青石镇。")
    clerk.press("答复")
    clerk.is_refused("请登记答复文号后再办结")
    assert clerk.field("答复情况").input_value() == "已批复青石镇。"
    clerk.write("答复（批复）文号", OURS)
    clerk.press("答复", told="已答复")
    clerk.sees("已办结", OURS)
    slip = "".join(pages(clerk.print("文件处理单")))
    assert ANSWER in slip and OURS in slip
    assert again(request).outcome == "done"
    assert history(request) == [
        "签收登记",
        "初审通过（办件）",
        "拟办",
        "退回拟办",
        "拟办",
        "批示",
        "交办",
        "报请上级，等候批复",
        "收到批复",
        "反馈办理结果",
        "审核通过",
        "答复",
    ]
    assert Entry.objects.filter(matter=request, type="proposal").count() == 2, "no opinion is lost"
