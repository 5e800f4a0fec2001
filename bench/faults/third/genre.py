"""Wordings C of the genres: what township clerks call a paper, and how they speak in it."""

from __future__ import annotations

import re
from random import Random

from bench.faults.editing import BODY, element, only, paragraph, put, sentence, swap
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.lines import UPWARD, address, by, closing, issued_by, text_of, then
from hongtou import Span

_PUBLIC = ("公告", "通告", "公报")
_CITING = r"[你贵].《.+》（.+?号）收悉。"
_MET = "(?<!代表)大会(?!常务)|会议"
_TO_CONGRESS = "县人大常委会：\n"
_BUREAU_OR_OFFICE = r"^(?!中共)云岭县\S+(?:局|办公室)$"


def _titled(genre: str, new: str) -> Way:
    """The word for the genre at the end of the title becomes another."""
    return swap("title", rf"(?<=的){genre}$", new)


def _leads_in(genre: str, old: str, new: str) -> Way:
    return only((genre,), swap(BODY, rf"(?:{old})(?=如下：)", new))


def _above_the_body(new: str) -> Way:
    """A line right above the first paragraph."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, BODY)
        return put(carrier.text, Span(spans[0].start, spans[0].start), f"{new}\n") if spans else None

    return way


def _without_meeting(way: Way) -> Way:
    """For papers in which no meeting is spoken of, nor anything passed."""

    def chosen(carrier: Carrier, rng: Random) -> Injected | None:
        return None if re.search("会议|通过|大会", carrier.text) else way(carrier, rng)

    return chosen


def _order(organ: str, head: str, meeting: str) -> Way:
    """An order of another organ, with its head and its meeting."""
    return then(
        issued_by("云岭县人民政府(?=令)", f"⟦{organ}⟧"),
        (r"(?m)^县　长　　\S+$", head),
        (r"县人民政府第\d+次常务会议", meeting),
    )


def _resolution_of(organ: str, *others: tuple[str, str]) -> Way:
    """A resolution of a congress becomes one of an organ that meets in none: no meeting passed it."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        title = text_of(carrier.document, "title")
        met = re.match(r"(.+?(?:会议|大会|委员会))(?=关于)", title)
        if met is None:
            return None
        at = carrier.text.index(title)
        end = at + len(met[0])
        rest = re.sub(r"（(\d{4}年\d+月\d+日).+?通过）", r"（\1）", carrier.text[end:])
        for old, new in ((r"\S*?第\S+?次(?:代表大会|会议)(?=听取|批准)", organ), *others):
            rest = re.sub(old, new, rest)
        return put(carrier.text[:at] + met[0] + rest, Span(at, end), f"⟦{organ}⟧")

    return way


WAYS: dict[str, tuple[Way, ...]] = {
    "request_and_report_mixed": (
        _titled("请示", "⟦情况报告暨请示⟧"),
        _titled("报告", "⟦报告和请示⟧"),
        swap(BODY, r"(?<=现将)(有关情况|工作情况|办理情况)(?:请示|报告)(?=如下：)", r"\1⟦请示报告⟧"),
        only(UPWARD, closing("⟦特此请示报告。⟧")),
    ),
    "invented_genre": (
        _titled("通知", "⟦指示⟧"),
        _titled("请示", "⟦呈请⟧"),
        _titled("报告", "⟦综合汇报⟧"),
        _titled("批复", "⟦答复⟧"),
        _titled("函", "⟦商洽书⟧"),
        _titled("通报", "⟦简报⟧"),
        _titled("议案", "⟦提案⟧"),
    ),
    "report_that_asks": (
        only(("报告",), sentence("⟦特申请县级财政补助20万元⟧，用于弥补经费缺口。")),
        only(("报告",), closing("⟦以上意见当否，请批复⟧。")),
        only(("报告",), paragraph("⟦因资金紧张，请上级拨付专项经费15万元⟧，以便按期完成任务。")),
        only(("报告",), sentence("⟦为此，恳请增加专职工作人员编制3名，望予批准⟧。")),
    ),
    "letter_that_commands": (
        only(("函",), sentence("⟦你单位务必于本月底前落实到位，对落实不力的将严肃追究责任⟧。")),
        only(("函",), paragraph("⟦现责令你局立即整改⟧，整改结果书面报我局。")),
        only(("函",), closing("⟦以上要求请严格遵照执行，不得延误⟧。")),
    ),
    "order_by_organ_that_may_not": (
        _order("云岭县林业局", "局　长　　高建林", "县林业局第6次局务会议"),
        _order("中共云岭县委", "书　记　　王建国", "县委常委会第80次会议"),
        _order("云岭县人民政府办公室", "主　任　　林　海", "县人民政府办公室第4次主任办公会议"),
        by(_BUREAU_OR_OFFICE, _titled("(?:通知|通报)", "⟦命令⟧")),
    ),
    "motion_by_organ_that_may_not": (
        only(
            ("议案",),
            issued_by("云岭县人民政府", "⟦云岭县发展和改革局⟧", (r"签发人：陈志远", "签发人：李明华")),
        ),
        only(
            ("议案",),
            issued_by("云岭县人民政府", "⟦中共云岭县委宣传部⟧", (r"签发人：陈志远", "签发人：余　敏")),
        ),
        only(("议案",), address("⟦县委⟧")),
        only(("议案",), address("⟦县政协常务委员会⟧")),
        _titled("请示", "⟦议案⟧"),
    ),
    "resolution_without_meeting": (
        _resolution_of("云岭县人民政府", (_MET, "县人民政府")),
        _resolution_of("中共云岭县委办公室", (_MET, "县委办公室")),
        _without_meeting(by("(?:局|办公室)$", _titled("(?:通知|意见|通报)", "⟦若干决议⟧"))),
    ),
    "wrong_form_of_address": (
        only(("批复",), sentence("望⟦贵单位⟧精心组织，确保取得实效。")),
        only(UPWARD, sentence("请⟦你们⟧尽快派员实地查看。")),
        only(("请示",), paragraph("以上情况，敬请⟦贵机关⟧研究。")),
        only(("通知", "通报"), sentence("请⟦贵单位⟧按照职责分工抓好落实。")),
        only(("报告",), by("", sentence("以上情况，敬请⟦贵政府⟧审阅。"), without=_TO_CONGRESS)),
    ),
    "reply_without_citing_request": (
        swap(BODY, _CITING, "⟦来文收悉。⟧"),
        swap(BODY, _CITING, "⟦你们前次报送的材料已经收到。⟧"),
        swap(BODY, _CITING, "⟦关于此事的来函已阅悉。⟧"),
    ),
    "closing_of_another_genre": (
        only(("报告",), closing("⟦特此函告。⟧")),
        only(("请示",), closing("⟦特此通报。⟧")),
        only(("通知", "通报"), closing("⟦当否，请批示。⟧")),
        only(("批复",), closing("⟦以上报告，请审阅。⟧")),
        only(("函",), closing("⟦特此通告。⟧")),
        only(("议案",), closing("⟦妥否，请批复。⟧")),
    ),
    "lead_in_of_another_genre": (
        _leads_in("通知", "通知", "⟦请示⟧"),
        _leads_in("报告", "报告", "⟦函告⟧"),
        _leads_in("请示", "请示", "⟦通报⟧"),
        _leads_in("批复", "批复", "⟦通告⟧"),
        _leads_in("函", "函复|函商", "⟦通告⟧"),
        _leads_in("通报", "通报", "⟦函告⟧"),
    ),
    "public_notice_with_addressees": (
        only(_PUBLIC, _above_the_body("⟦全县各单位、广大人民群众：⟧")),
        only(_PUBLIC, _above_the_body("⟦各乡镇党委、政府，县直有关部门：⟧")),
        only(_PUBLIC, _above_the_body("⟦云州市人民政府：⟧")),
    ),
    "request_to_no_superior": (
        only(("请示",), by("[乡镇]人民政府$", address("⟦县财政局⟧"))),
        only(("请示",), by("^云岭县.+局$", address("⟦县审计局⟧"))),
        only(("请示",), by("^云岭县人民政府$", address("⟦云州市财政局⟧"))),
        only(("函",), by("^云岭县.+局$", _titled("函", "⟦请示⟧"))),
    ),
    "report_to_no_superior": (
        only(("报告",), by("局$|^云岭县人民政府$", address("⟦大坪乡人民政府、城关街道办事处⟧"))),
        only(("报告",), by("^云岭县.+局$", address("⟦县司法局⟧"))),
        only(("函",), _titled("函", "⟦情况报告⟧")),
        only(("通知",), _titled("通知", "⟦工作报告⟧")),
    ),
    "notice_to_superior": (
        only(("通知",), by("^云岭县", address("⟦云州市人民政府、云州市人民政府办公室⟧"))),
        only(("请示",), _titled("请示", "⟦紧急通知⟧")),
        only(("报告",), by("", _titled("报告", "⟦通知⟧"), without=_TO_CONGRESS)),
    ),
    "reply_to_superior": (
        only(("批复",), address("⟦市人民政府、市政府办公室⟧")),
        only(("批复",), address("⟦临江省人民政府⟧")),
        only(("请示",), _titled("请示", "⟦批复⟧")),
        only(("报告",), by("", _titled("报告", "⟦批复⟧"), without=_TO_CONGRESS)),
    ),
}
