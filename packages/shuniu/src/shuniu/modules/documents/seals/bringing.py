"""The seals of each office as they come in with the organisation: what the workbook says, matched by name (GW-18).

Like the organisation's own import this is a bootstrap door: it runs inside that import's transaction and record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.importing import Fault, post_of
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.passwords import normal_username
from shuniu.kernel.platform.organisation.more_sheets import MoreSheet
from shuniu.kernel.platform.table_reading import ReadRow
from shuniu.kernel.platform.tables import Column
from shuniu.modules.documents.models import Seal, SealMove
from shuniu.modules.documents.seals.actions.keep import organs_of

SHEET = "印章"
KINDS = {str(label): str(value) for value, label in Seal.Kind.choices}
WORDS = "随单位和人员表登记。"


@dataclass(frozen=True, kw_only=True)
class SealLine:
    """One seal: in the keeping of which office (unit code), whose name it bears, which post keeps it (user name)."""

    row: int
    office: str
    name: str
    kind: str
    organ: str = ""
    keeper: str = ""
    service_key: str = ""


COLUMNS = (
    Column("office", "保管单位代码", 14, required=True, hint="哪个办公室保管", example="zfb"),
    Column("name", "印章名称", 30, required=True, example="云岭县人民政府办公室印章"),
    Column("kind", "种类", 14, required=True, choices=tuple(KINDS), example="办公室印章"),
    Column(
        "organ",
        "刻的机关代码",
        14,
        hint="空着就是保管单位自己；办公室保管所服务机关的印章，写那个机关",
        example="",
    ),
    Column("keeper", "保管人用户名", 16, required=True, hint="在保管单位任职的人", example="wangxl"),
    Column("service_key", "电子印章标识", 20, hint="没有接入电子印章平台的空着", example=""),
)


def line_of(row: ReadRow) -> SealLine:
    """One row of the sheet."""
    said = {column.key: str(row.values[column.key] or "").strip() for column in COLUMNS}
    return SealLine(
        row=row.number,
        office=said["office"].casefold(),
        name=said["name"],
        kind=KINDS[said["kind"]],
        organ=said["organ"].casefold(),
        keeper=normal_username(said["keeper"]),
        service_key=said["service_key"],
    )


def bring_in(lines: Sequence[SealLine], *, now: datetime) -> list[Fault]:
    """Write *lines*, each new keeper with its record; what is wrong with them, of which nothing is written."""
    return [fault for line in lines if (fault := _bring(line, now)) is not None]


def _bring(line: SealLine, now: datetime) -> Fault | None:
    def wrong(message: str) -> Fault:
        return Fault(SHEET, line.row, message)

    office = Unit.objects.select_related("parent").filter(code=line.office).first()
    if office is None:
        return wrong(f"保管单位代码“{line.office}”不存在，请先在“单位”表里写上。")
    organ = Unit.objects.filter(code=line.organ or line.office).first()
    if organ is None or organ.pk not in {o.pk for o in organs_of(office)}:
        return wrong(f"“{office.name}”只能保管本单位和所服务机关的印章，请改正刻的机关代码“{line.organ}”。")
    keeper = post_of(line.keeper, line.office, on=now.astimezone(COUNTY).date())
    if keeper is None:
        return wrong(f"保管人“{line.keeper}”没有在“{office.name}”任职，请先在“人员岗位”表里写上。")
    seal = Seal.objects.filter(office=office, name=line.name).first() or Seal(office=office, name=line.name)
    before = seal.keeper
    seal.organ, seal.kind, seal.keeper = organ, line.kind, keeper
    seal.service_key, seal.active = line.service_key, True
    new = seal.pk is None
    seal.save()
    if new or before is None or before.person_id != keeper.person_id:
        SealMove.objects.create(
            seal=seal,
            what=SealMove.What.TAKEN if new else SealMove.What.HANDED,
            giver_id=before.person_id if before is not None else None,
            taker_id=keeper.person_id,
            words=WORDS,
            at=now,
        )
    return None


def _bring_rows(rows: Sequence[ReadRow], now: datetime) -> list[Fault]:
    return bring_in([line_of(row) for row in rows], now=now)


MORE = MoreSheet(SHEET, COLUMNS, _bring_rows, "印章")
