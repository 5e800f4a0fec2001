"""Minutes name who attended (GB/T 9704-2012, 10.3)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre

_ATTENDED = re.compile(
    r"(?m)^[ 　]*(?:出[ 　]*席|参[ 　]*加|参[ 　]*会|与[ 　]*会)[^。：:]{0,8}[:：][ 　]*(?P<who>[^ 　\n].*)"
)
_NOBODY = re.compile(
    r"[（(]?(?:名单)?(?:略|无|空|另附|附后|见附件|详见.*|见.{0,6}(?:签到|名单|附件).*|同上)[）)]?[。]?|(?:共|计|约)?\d+人[。]?"
    r"|(?:各|有关|相关|上述|县级?)?[^，、。]{0,6}(?:单位|部门|人员|同志|领导)(?:负责人|负责同志)?(?:\d+人)?[。]?"
)
"""A list that names nobody: 略, 见签到表, 有关单位负责人."""


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or paper.genre is not Genre.MINUTES or len(document.body) < 3:
        return
    lists = (match["who"].strip() for match in _ATTENDED.finditer(document.text))
    if not any(not _NOBODY.fullmatch(who) for who in lists):
        yield Fault(
            "纪要没有出席人员名单。", "请在正文下空一行写“出席：”和出席人员，有请假、列席的另行标注。", "body"
        )


def _minutes(attendance: str) -> str:
    """Minutes that end with the lines *attendance*."""
    return specimen(
        "会议听取了春耕用水情况汇报。\n会议明确，由县水利局统一调水。\n会议要求，各单位做好配合。"
        + attendance,
        mark="云岭县人民政府专题会议纪要",
        number="〔2026〕第9号",
        title="关于研究春耕用水工作的会议纪要",
        addressees="",
        signature="",
        date="",
    )


RULE = PaperRule(
    code="GB-36A",
    basis_key="GB-36",
    offence="纪要没有出席人员名单",
    why="谁参加了会议，议定事项就对谁有约束，应当从纪要看得出。",
    check=_check,
    bad=(_minutes(""), _minutes("\n出席：详见签到表")),
    good=(specimen(),),
)
