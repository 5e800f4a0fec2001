"""Proposing direction and genre from who writes to whom and in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hongtou.check.direction import Direction
from hongtou.check.requests import requests_in
from hongtou.check.routing import Routing, listed
from hongtou.model import Genre, genre_of_title
from hongtou.model.collectives import looks_general
from hongtou.model.dispatch import Dispatch
from hongtou.model.organ import Organ, OrganKind, Relation
from hongtou.model.organs import Organs


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed; ``genre`` is None when nothing speaks for one. ``reasons`` are Chinese sentences."""

    direction: Direction
    genre: Genre | None
    reasons: tuple[str, ...]


_ANSWERS = re.compile(
    r"(?:《[^》\n]*》|来函|请示|报来|函询|商请)[^。\n]{0,24}(?:收悉|已收悉|悉)|^关于[^\n]{0,60}的(?:批复|复函)$",
    re.M,
)
_ANSWERS_REQUEST = re.compile(r"请示[^。\n]{0,24}(?:收悉|悉)|的批复$", re.MULTILINE)
_ASKS_TITLE = re.compile(
    r"(?:申请|请求|恳请|提请|商请|要求)|关于(?:拨付|追加|增加|解决|安排|新建|扩建|购置|设立|成立|增设|调整|划拨|批准|核定|建设|修建)"
)
_TELLS = re.compile(
    r"(?:情况|进展|总结|汇报)(?:报告|汇报)?如下|现将[^。\n]{0,50}(?:情况|进展|总结)[^。\n]{0,12}(?:报告|汇报)|特此报告|以上报告|请审阅"
)
_FORWARDS_OPINION = re.compile(r"以上意见[^。\n]{0,20}请(?:批转|审定|批示)|请批转|提出如下意见")
_MOTION = re.compile(r"提请[^。\n]{0,20}(?:审议|审查)")
_DOWN_WORDS: tuple[tuple[Genre, re.Pattern[str], str], ...] = (
    (Genre.MINUTES, re.compile(r"会议(?:议定|纪要)|会议由[^。\n]{0,20}主持"), "记载会议议定的事项，用纪要"),
    (
        Genre.BULLETIN,
        re.compile(
            r"予以(?:通报|表扬|表彰|批评)|通报(?:表扬|批评|表彰)|(?:情况|事故|案件)[^。\n]{0,12}通报(?:如下)?"
        ),
        "表彰先进、批评错误、传达重要情况，用通报",
    ),
    (
        Genre.DECISION,
        re.compile(
            r"(?:决定|现作出如下决定)[：:]|作出如下决定|(?:授予|撤销|变更|奖励|处分)[^。\n]{0,30}决定|决定(?:授予|撤销)"
        ),
        "对重要事项作出决策、奖惩或者变更撤销，用决定",
    ),
    (
        Genre.OPINION,
        re.compile(r"(?:指导|实施|若干)?意见$|(?:提出|制定)(?:如下|以下)[^。\n]{0,8}意见", re.MULTILINE),
        "对重要问题提出见解和处理办法，用意见",
    ),
)

_DOWN_TITLES = (
    Genre.RESOLUTION,
    Genre.DECISION,
    Genre.BULLETIN,
    Genre.MINUTES,
    Genre.OPINION,
    Genre.LETTER,
    Genre.PUBLIC_NOTICE,
)


def propose(sender: str, addressees: Sequence[str], title: str, body: str, organs: Organs) -> Proposal:
    """Propose direction and genre for a draft, with the reasons in Chinese.

    Names are looked up in ``organs`` as ``check_routing`` does. The words decide only what the relation
    leaves open: what asks upward is a 请示, what informs upward a 报告, what goes to organs that are not
    subordinate a 函, what answers a 请示 downward a 批复.
    """
    routing = Routing(Dispatch(sender, tuple(addressees), title, body), organs)
    direction, why = _direction(routing)
    genre, reason = _genre(routing, direction)
    reasons = [why] if why else []
    if reason:
        reasons.append(reason)
    titled = genre_of_title(title)
    if genre and titled and titled is not genre:
        reasons.append(f"标题写的是“{titled}”，与建议的“{genre}”不同，请核对。")
    return Proposal(direction, genre, tuple(reasons))


def _direction(routing: Routing) -> tuple[Direction, str]:
    if routing.sender is None:
        return Direction.OPEN, f"发文单位“{routing.dispatch.sender}”不在机关名录中，看不出行文方向。"
    found = {o.full_name: o for named in routing.addressees for o in named.organs}
    organs = [o for o in found.values() if o is not routing.sender] or list(found.values())
    if not organs:
        general = [named.name for named in routing.addressees if looks_general(named.name)]
        if general:
            return Direction.DOWN, f"“{general[0]}”是所属单位的统称，属于下行文。"
        return Direction.OPEN, "没有可以识别的主送机关，看不出行文方向。"
    ways: dict[Direction, list[Organ]] = {}
    for organ in organs:
        ways.setdefault(_way(routing, organ), []).append(organ)
    if len(ways) > 1:
        parts = "，".join(f"对{listed(members)}是{way}" for way, members in ways.items())
        return Direction.MIXED, f"主送机关方向不一致：{parts}。请按方向分开行文，或者改为抄送。"
    way = next(iter(ways))
    relation = routing.relation(organs[0])
    if way is Direction.LEVEL and (relation.is_above or relation.is_below):
        return way, f"与{listed(organs)}商洽、答复用函，属于平行文。"
    return way, f"{listed(organs)}是“{routing.sender.shown}”的{_said(relation)}，属于{way}文。"


def _said(relation: Relation) -> str:
    return {
        Relation.SUPERIOR: "上级机关",
        Relation.SKIPPED_SUPERIOR: "越级上级机关",
        Relation.SUBORDINATE: "下级机关",
        Relation.SKIPPED_SUBORDINATE: "越级下级机关",
        Relation.PEER: "同级机关",
        Relation.UNRELATED: "不相隶属机关",
        Relation.INTERNAL: "内设机构",
        Relation.SELF: "本机关",
    }[relation]


def _way(routing: Routing, organ: Organ) -> Direction:
    relation = routing.relation(organ)
    if not (relation.is_above or relation.is_below or relation is Relation.SELF):
        return Direction.LEVEL
    # A letter goes level between those of whom one does not lead the other: an office, a guiding department.
    led = routing.sender is not None and (
        routing.organs.is_led_by(routing.sender, organ) or routing.organs.is_led_by(organ, routing.sender)
    )
    if routing.genre is Genre.LETTER and not led and relation is not Relation.INTERNAL:
        return Direction.LEVEL
    return Direction.UP if relation.is_above else Direction.DOWN


def _genre(routing: Routing, direction: Direction) -> tuple[Genre | None, str]:
    if direction is Direction.UP:
        return _upward(routing)
    if direction is Direction.LEVEL:
        return _level(routing)
    if direction is Direction.DOWN:
        return _downward(routing)
    titled = genre_of_title(routing.dispatch.title)
    return titled, f"标题以“{titled}”结尾。" if titled else ""


def _upward(routing: Routing) -> tuple[Genre | None, str]:
    title, body = routing.dispatch.title, routing.dispatch.body
    titled = genre_of_title(title)
    if _MOTION.search(title + "\n" + body) and _is_assembly(routing):
        return Genre.PROPOSAL, "政府提请本级人大或者其常委会审议事项，用议案。"
    if titled is Genre.OPINION or _FORWARDS_OPINION.search(body):
        return Genre.OPINION, "向上级提出见解和处理办法，用意见，按请示性公文办理。"
    if any(request.plain for request in requests_in(body)):
        return Genre.REQUEST, "正文请求上级批准或者解决，用请示。"
    if titled in (Genre.REQUEST, Genre.REPORT) and not _TELLS.search(body):
        why = (
            "向上级请求指示、批准，用请示。"
            if titled is Genre.REQUEST
            else "向上级汇报工作、反映情况，用报告。"
        )
        return titled, why
    if _TELLS.search(body):
        return Genre.REPORT, "向上级汇报工作、反映情况，用报告。"
    if _ASKS_TITLE.search(title):
        return Genre.REQUEST, "从标题看是请求上级批准或者解决，用请示。"
    return Genre.REPORT, "正文没有请求批准的事项，向上级汇报工作用报告。"


def _is_assembly(routing: Routing) -> bool:
    return any("人大" in o.name or "人民代表大会" in o.name for n in routing.addressees for o in n.organs)


def _level(routing: Routing) -> tuple[Genre | None, str]:
    title, body = routing.dispatch.title, routing.dispatch.body
    if _MOTION.search(title + "\n" + body) and _is_assembly(routing):
        return Genre.PROPOSAL, "政府提请本级人大或者其常委会审议事项，用议案。"
    if genre_of_title(title) is Genre.OPINION:
        return Genre.OPINION, "向同级或者不相隶属机关提出处理办法，可以用意见。"
    lower = [o for named in routing.addressees for o in named.organs if routing.is_lower_leadership(o)]
    if lower:
        return (
            Genre.LETTER,
            "部门与下级党委、政府不相隶属，商洽工作用函；需要下达要求的，经政府同意后行文并在文中注明，或者由政府办公室发文。",
        )
    if genre_of_title(title) is Genre.NOTICE:
        return Genre.NOTICE, "需要有关单位周知或者执行的事项，可以用通知。"
    if _ANSWERS.search(title + "\n" + body):
        return Genre.LETTER, "答复不相隶属机关的来函，用函（复函）。"
    return Genre.LETTER, "与同级或者不相隶属机关商洽工作、询问答复、请求批准，用函。"


def _downward(routing: Routing) -> tuple[Genre | None, str]:
    title, body = routing.dispatch.title, routing.dispatch.body
    titled = genre_of_title(title)
    if _ANSWERS_REQUEST.search(title + "\n" + body):
        return Genre.REPLY, "答复下级机关的请示，用批复。"
    if titled is Genre.ORDER:
        office = routing.sender is not None and routing.sender.kind is OrganKind.GOVERNMENT
        return (
            (Genre.ORDER, "县级以上政府依法发布命令。")
            if office
            else (Genre.NOTICE, "命令只由政府依法发布，部署工作用通知。")
        )
    if titled in _DOWN_TITLES:
        return titled, f"标题以“{titled}”结尾。"
    for genre, words, why in _DOWN_WORDS:
        if words.search(title) or words.search(body):
            return genre, why + "。"
    return Genre.NOTICE, "发布、传达要求下级执行或者周知的事项，用通知。"
