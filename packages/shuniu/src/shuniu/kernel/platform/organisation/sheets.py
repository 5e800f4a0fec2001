"""The workbook an organisation comes in: five sheets, their template, and what is said in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from shuniu.kernel.files.gate import stop_marked
from shuniu.kernel.flow.vocabulary import KINDS
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.people.importing import (
    Fault,
    Organisation,
    PortfolioLine,
    PostLine,
    ProxyLine,
    UnitLine,
    WrongOrganisation,
)
from shuniu.kernel.people.importing_faults import ORGANS, PORTFOLIOS, POSTS, PROXIES, UNITS
from shuniu.kernel.people.models import OutsideOrgan, Unit
from shuniu.kernel.people.outside_organs import OrganLine
from shuniu.kernel.people.passwords import normal_username
from shuniu.kernel.platform.organisation.more_sheets import MORE_SHEETS, Rows
from shuniu.kernel.platform.table_reading import ReadRow, read_sheets
from shuniu.kernel.platform.tables import Column, Kind, write_templates

YES_NO = ("是", "否")
STAND_IN, AUTHORITY = "AB岗", "授权"
SEVERAL = "几个之间用顿号隔开"


def _yes(key: str, title: str, hint: str) -> Column:
    return Column(key, title, 10, hint=f"{hint}；空着就是否", choices=YES_NO, example="否")


SHEETS: Mapping[str, Sequence[Column]] = {
    UNITS: (
        Column("code", "单位代码", 14, required=True, hint="小写字母和数字，以后不变", example="zfb"),
        Column("name", "单位名称", 28, required=True, hint="全称", example="云岭县人民政府办公室"),
        Column("short_name", "简称", 14, required=True, example="县政府办"),
        Column("party_name", "党组织名称", 24, hint="合署、挂牌的另一个名称", example=""),
        Column(
            "kind",
            "类型",
            12,
            required=True,
            choices=tuple(str(label) for label in Unit.Kind.labels),
            example="党政办公室",
        ),
        Column("parent", "上级单位代码", 14, hint="本表或者系统里已有的单位代码", example="zf"),
        Column("order", "排序号", 8, Kind.INTEGER, required=True, hint="小的在前", example="20"),
        Column("issuer_codes", "机关代字", 20, hint=SEVERAL, example="云政办发、云政办函"),
        Column("fonds", "全宗号", 10, example="0012"),
        _yes("dual_leadership", "双重领导", "受上级部门和本县双重领导的写“是”"),
        _yes("stopped", "停用", "撤销、合并的写“是”，历史记录都保留"),
        Column("ended", "撤销日期", 14, Kind.DATE, hint="停用的才写", example=""),
        Column("successor", "职能划入的单位代码", 18, hint="撤销、合并到哪个单位", example=""),
    ),
    POSTS: (
        Column("username", "用户名", 16, required=True, hint="登录用，不分大小写", example="wangxl"),
        Column("name", "姓名", 10, required=True, example="王秀兰"),
        Column("unit", "单位代码", 14, required=True, example="zfb"),
        Column("title", "职务", 16, required=True, example="文书"),
        Column("since", "任职日期", 14, Kind.DATE, required=True, example="2024-03-01"),
        Column("until", "免职日期", 14, Kind.DATE, hint="在任的空着；离任的写最后一天", example=""),
        Column("rank", "排名", 8, Kind.INTEGER, hint="领导的先后，1 在最前；空着排在后面", example=""),
        _yes("principal", "主要负责人", "正职写“是”"),
        Column(
            "duties",
            "职责",
            30,
            hint=f"{SEVERAL}：{'、'.join(d.label for d in DUTIES.values())}",
            example="文书",
        ),
        Column("serves", "服务的领导", 20, hint=f"领导联络员填领导的用户名，{SEVERAL}", example=""),
        Column("phone", "电话", 16, example="0871-6500001"),
    ),
    PORTFOLIOS: (
        Column("leader", "领导用户名", 16, required=True, example="linss"),
        Column("unit", "领导所在单位代码", 16, required=True, example="zf"),
        Column("field", "分管领域", 24, required=True, example="水利、农业农村"),
        Column("units", "分管单位代码", 30, hint=SEVERAL, example="slj、nyj"),
    ),
    PROXIES: (
        Column("what", "类别", 8, required=True, choices=(STAND_IN, AUTHORITY), example=STAND_IN),
        Column("of", "本人用户名", 16, required=True, hint="外出的人，或者授权的人", example="linss"),
        Column("of_unit", "本人单位代码", 14, required=True, example="zf"),
        Column("by", "代办人用户名", 16, required=True, example="chenlx"),
        Column("by_unit", "代办人单位代码", 14, required=True, example="zfb"),
        Column("since", "自", 14, Kind.DATE, required=True, example="2026-12-01"),
        Column("until", "至", 14, Kind.DATE, required=True, hint="当天也算在内", example="2026-12-05"),
        Column("words", "事由或者授权书", 30, required=True, example="外出学习"),
        Column("scope", "授权范围", 24, hint="授权才填", example=""),
        Column("kinds", "授权的办件种类", 20, hint=f"空着就是全部；{SEVERAL}", example=""),
        _yes("upward", "含上行文", "授权也包括上行文的写“是”"),
    ),
    ORGANS: (
        Column("name", "机关名称", 28, required=True, hint="不用本系统的机关，全称", example="云州市水利局"),
        Column("short_name", "简称", 14, required=True, example="市水利局"),
        Column(
            "level",
            "层级",
            10,
            required=True,
            choices=tuple(str(label) for label in OutsideOrgan.Level.labels),
            example="市级",
        ),
        Column("codes", "机关代字", 20, hint=SEVERAL, example="云州水"),
        Column("leads", "双重领导的单位代码", 24, hint=f"县里受它双重领导的单位，{SEVERAL}", example=""),
        _yes("stopped", "停用", "已经撤销的写“是”"),
    ),
}


def all_sheets() -> Mapping[str, Sequence[Column]]:
    """Every sheet of the workbook, those of modules last."""
    return {**SHEETS, **{sheet.title: sheet.columns for sheet in MORE_SHEETS.values()}}


def template(*, now: datetime) -> bytes:
    """The empty workbook to fill in, as .xlsx."""
    return write_templates("单位和人员", all_sheets(), made_at=now)


def read(content: bytes) -> tuple[Organisation, Rows]:
    """What the .xlsx *content* says, and the rows of the sheets that modules bring.

    Raises `WrongOrganisation` with every cell that cannot be read, `Refused` when the file as a whole cannot,
    or bears a mark of a state secret anywhere (BM-03).
    """
    stop_marked(content, "")
    tables = read_sheets(content, all_sheets())
    faults = [
        Fault(sheet, problem.row, f"“{problem.column}”{problem.message}")
        for sheet, table in tables.items()
        for problem in table.problems
    ]
    units = _lines(UNITS, tables[UNITS].rows, _unit, faults)
    posts = _lines(POSTS, tables[POSTS].rows, _post, faults)
    portfolios = _lines(PORTFOLIOS, tables[PORTFOLIOS].rows, _portfolio, faults)
    proxies = _lines(PROXIES, tables[PROXIES].rows, _proxy, faults)
    organs = _lines(ORGANS, tables[ORGANS].rows, _organ, faults)
    if faults:
        order = list(all_sheets())
        raise WrongOrganisation(sorted(faults, key=lambda fault: (order.index(fault.sheet), fault.row)))
    more = {sheet.title: tables[sheet.title].rows for sheet in MORE_SHEETS.values()}
    return Organisation(units, posts, portfolios, proxies, organs), more


Line = TypeVar("Line")


def _lines(
    sheet: str, rows: Sequence[ReadRow], make: Callable[[ReadRow], Line], faults: list[Fault]
) -> list[Line]:
    made = []
    for row in rows:
        try:
            made.append(make(row))
        except ValueError as error:
            faults.append(Fault(sheet, row.number, str(error)))
    return made


def _unit(row: ReadRow) -> UnitLine:
    kinds = {str(label): str(value) for value, label in Unit.Kind.choices}
    return UnitLine(
        row=row.number,
        code=_code(row, "code"),
        name=_text(row, "name"),
        short_name=_text(row, "short_name"),
        kind=kinds[_text(row, "kind")],
        order=_number(row, "order"),
        party_name=_text(row, "party_name"),
        parent=_code(row, "parent"),
        issuer_codes=_several(row, "issuer_codes"),
        fonds=_text(row, "fonds"),
        dual_leadership=_said_yes(row, "dual_leadership"),
        active=not _said_yes(row, "stopped"),
        ended=_day(row, "ended") if row.values["ended"] else None,
        successor=_code(row, "successor"),
    )


def _organ(row: ReadRow) -> OrganLine:
    levels = {str(label): str(value) for value, label in OutsideOrgan.Level.choices}
    return OrganLine(
        row=row.number,
        name=_text(row, "name"),
        short_name=_text(row, "short_name"),
        level=levels[_text(row, "level")],
        codes=_several(row, "codes"),
        leads=tuple(code.casefold() for code in _several(row, "leads")),
        active=not _said_yes(row, "stopped"),
    )


def _post(row: ReadRow) -> PostLine:
    return PostLine(
        row=row.number,
        username=normal_username(_text(row, "username")),
        name=_text(row, "name"),
        unit=_code(row, "unit"),
        title=_text(row, "title"),
        since=_day(row, "since"),
        until=_day(row, "until") if row.values["until"] else None,
        rank=_number(row, "rank", PostLine.rank),
        principal=_said_yes(row, "principal"),
        duties=_named(row, "duties", {d.label: d.code for d in DUTIES.values()}, "职责"),
        serves=tuple(map(normal_username, _several(row, "serves"))),
        phone=_text(row, "phone"),
    )


def _portfolio(row: ReadRow) -> PortfolioLine:
    return PortfolioLine(
        row=row.number,
        leader=normal_username(_text(row, "leader")),
        unit=_code(row, "unit"),
        field=_text(row, "field"),
        units=tuple(code.casefold() for code in _several(row, "units")),
    )


def _proxy(row: ReadRow) -> ProxyLine:
    return ProxyLine(
        row=row.number,
        authority=_text(row, "what") == AUTHORITY,
        of=normal_username(_text(row, "of")),
        of_unit=_code(row, "of_unit"),
        by=normal_username(_text(row, "by")),
        by_unit=_code(row, "by_unit"),
        since=_day(row, "since"),
        until=_day(row, "until"),
        words=_text(row, "words"),
        scope=_text(row, "scope"),
        kinds=_named(row, "kinds", {k.label: k.code for k in KINDS.values()}, "办件种类"),
        upward=_said_yes(row, "upward"),
    )


def _text(row: ReadRow, key: str) -> str:
    return str(row.values[key] or "")


def _code(row: ReadRow, key: str) -> str:
    return unicodedata.normalize("NFKC", _text(row, key)).strip().casefold()


def _number(row: ReadRow, key: str, otherwise: int = 0) -> int:
    value = row.values[key]
    return value if isinstance(value, int) else otherwise


def _day(row: ReadRow, key: str) -> date:
    value: Any = row.values[key]
    assert isinstance(value, date), "the column holds dates and was read"
    return value


def _said_yes(row: ReadRow, key: str) -> bool:
    return _text(row, key) == "是"


def _several(row: ReadRow, key: str) -> tuple[str, ...]:
    words = re.split(r"[、，,;；\s]+", unicodedata.normalize("NFKC", _text(row, key)))
    return tuple(dict.fromkeys(word for word in words if word))


def _named(row: ReadRow, key: str, known: Mapping[str, str], what: str) -> tuple[str, ...]:
    """The codes of the labels in a cell. Raises `ValueError` for a label nobody declared."""
    labels = _several(row, key)
    unknown = [label for label in labels if label not in known]
    if unknown:
        raise ValueError(f"{what}“{'、'.join(unknown)}”系统不认识，只能填：{'、'.join(known)}。")
    return tuple(known[label] for label in labels)
