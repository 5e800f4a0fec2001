"""合计 that is not the sum of its column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Document, Span, Table
from hongtou.model.number import fold_width
from hongtou.text import KEPT

_TOTAL = re.compile(
    r".{0,6}(?:合\s*计|总\s*计|共\s*计|总\s*和|总\s*数|总\s*额|总\s*量|总\s*分|全[县市省区镇乡村]|累\s*计|汇\s*总)数?[（(：:]?.{0,8}"
    r"|计(?:[（(：:].{0,8})?"
)
_TOTAL_COLUMN = re.compile(r"(?:合\s*计|总\s*计|小\s*计|总\s*数)(?:[（(].*)?")
_PART = re.compile(r"小\s*计|其中|其\s*中|^[-—–·]|合\s*计|总\s*计|共\s*计")
_GROUP = re.compile(r"小\s*计[（(：:]?.{0,8}")
_TOP = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
_NUMBER = re.compile(
    r"(?P<number>-?\d{1,3}(?:[,， ]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*(?P<unit>[一-龥㎡%‰A-Za-z/²³]{0,5})"
)
_GAP = re.compile(r"\t|\s{2,}|\u3000+|\s*[|｜]\s*")
_MAY_PART = re.compile(r"[\s|｜]")
# Columns whose values are not added: shares, means, ranks, days.
_NOT_ADDED = re.compile(
    r"[^频]率|^率|完成比|平均|人均|均价|单价|增幅|增速|同比|序号|编号|排名|年份|日期|时间|期限|电话|(?<!高)标准(?!化|农田|厂房)|次序"
)
# What a table becomes where only single blanks part its cells.
_SPACED = re.compile(r"(?=.{3,40}$)[^\s，。；：]+(?: [^\s，。；：]+)+")
_EMPTY = ("", "-", "—", "–", "/", "无")
_OF_DAYS = re.compile(r"年|月|日|号|时|点|年.|月.*|时.|点.|周岁?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_WHOLE = Decimal(100)
_FEWEST, _MOST = 2, 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and where it begins in the text of its document."""

    text: str
    start: int


def _check(paper: Paper) -> Iterator[Fault]:
    rounded = "四舍五入" in paper.document.text
    for rows in _tables(paper.document):
        base = rows[0][0].start
        texts = tuple(tuple(cell.text for cell in row) for row in rows)
        for row, column, total in _wrong(texts, rounded):
            cell = rows[row][column]
            yield Fault(
                f"合计“{cell.text}”与各行之和{total}不符。",
                "请逐项核对；数字四舍五入的，在表下注明。",
                "body" if base < _body_end(paper.document) else "annexes",
                Span(cell.start, cell.start + len(cell.text)),
            )


def _body_end(document: Document) -> int:
    return document.body[-1].span.end if document.body else 0


def _tables(document: Document) -> Iterator[list[list[Cell]]]:
    """Tables of the document: its blocks that are one, and lines whose cells are parted by TABs."""
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    for block in blocks:
        if isinstance(block, Table):
            yield _cells(document.text, block)
    spans = [block.span for block in blocks if isinstance(block, Table)]
    rows: list[list[Cell]] = []
    start = 0
    for line in [*document.text.split("\n"), ""]:
        bare = line.strip()
        # What a block says is not said again by its lines.
        parted = _MAY_PART.search(bare) and not any(span.start <= start < span.end for span in spans)
        if parted and (_GAP.search(bare) or (" " in bare and _SPACED.fullmatch(bare))):
            rows.append(_parted(line, start))
        elif rows:
            yield rows
            rows = []
        start += len(line) + 1


def _parted(line: str, start: int) -> list[Cell]:
    cells, at = [], 0
    gaps = list(re.finditer("\t", line)) or list(_GAP.finditer(line)) or list(re.finditer(" ", line))
    for gap in [*gaps, None]:
        end = gap.start() if gap else len(line)
        text = line[at:end]
        lead = len(text) - len(text.lstrip())
        cells.append(Cell(text.strip(), start + at + lead))
        at = gap.end() if gap else end
    return cells


def _cells(text: str, table: Table) -> list[list[Cell]]:
    at, rows = table.span.start, []
    for row in table.rows:
        cells = []
        for words in row:
            found = text.find(words, at, table.span.end) if words else -1
            at = found + len(words) if found >= 0 else at
            cells.append(Cell(words if found >= 0 else "", max(found, table.span.start)))
        rows.append(cells)
    return rows


@lru_cache(maxsize=KEPT)
def _wrong(rows: tuple[tuple[str, ...], ...], rounded: bool) -> tuple[tuple[int, int, str], ...]:
    """Row and column of each total that is not its sum, with the sum."""
    found = []
    for number, row in enumerate(rows):
        is_group = any(_GROUP.fullmatch(cell) for cell in row[:2])
        if not (is_group or any(_TOTAL.fullmatch(cell) for cell in row[:2])) or len(row) < _FEWEST:
            continue
        for column in range(1, len(row)):
            head = rows[0][column] if column < len(rows[0]) else ""
            if _NOT_ADDED.search(head):
                continue
            above = _numbers_beside(rows[max(0, number - _MOST) : number][::-1], column, len(row))[::-1]
            if is_group:
                before = [at for at, part in enumerate(above) if any(_PART.search(cell) for cell in part[:2])]
                above = above[before[-1] + 1 :] if before else above
            parts = (
                above
                if len(above) >= _FEWEST or is_group
                else _numbers_beside(rows[number + 1 : number + _MOST], column, len(row))
            )
            total = _wrong_total(row[column], column, parts, rounded=rounded)
            if total:
                found.append((number, column, total))
    return (*found, *_wrong_across(rows))


def _numbers_beside(rows: Sequence[tuple[str, ...]], column: int, cells: int) -> list[tuple[str, ...]]:
    """The rows of *cells* cells from the total on, up to the first whose cell is no number: the head, another total."""
    parts: list[tuple[str, ...]] = []
    for row in rows:
        if (
            column >= len(row)
            or len(row) != cells
            or (row[column] not in _EMPTY and _value(row[column]) is None)
        ):
            break
        # A year among years is a head; 1986 beside 12 is a count.
        if all(_YEAR.fullmatch(cell) for cell in row[1:] if cell not in _EMPTY):
            break
        if any(_TOTAL.fullmatch(cell) for cell in row[:2]):
            break
        parts.append(row)
    return parts


def _wrong_across(rows: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, int, str]]:
    """Totals in a column of their own, where most rows show that it is the sum of the others."""
    for column, head in enumerate(rows[0]):
        if column < _FEWEST or not _TOTAL_COLUMN.fullmatch(head):
            continue
        right, wrong = 0, []
        for number, row in enumerate(rows[1:], start=1):
            total = _value(row[column]) if column < len(row) else None
            parts = [_value(cell) for cell in row[1:column] if cell not in _EMPTY]
            if total is None or len(parts) < _FEWEST or None in parts:
                continue
            reached = sum((part[0] for part in parts if part), Decimal(0))
            if reached == total[0]:
                right += 1
            else:
                wrong.append((number, column, f"{reached.normalize():f}"))
        if right >= len(wrong) or len(wrong) == 1:
            yield from wrong


def _wrong_total(written: str, column: int, parts: Sequence[tuple[str, ...]], *, rounded: bool) -> str:
    """The right sum, where *written* is none of the sums that may be meant; "" where it is, or nobody can tell."""
    total = _value(written)
    cells = [(row[0], row[column]) for row in parts if column < len(row)]
    values = [(head, _value(cell)) for head, cell in cells if cell not in _EMPTY]
    if total is None or len(values) < _FEWEST or any(value is None for _, value in values):
        return ""
    numbers = [(head, value) for head, value in values if value is not None]
    units = {unit for _, (_, unit) in numbers}
    if len(units) > 1 or len((units | {total[1]}) - {""}) > 1:
        return ""
    leaves = [value for head, (value, _) in numbers if not _PART.search(head)]
    groups = [value for head, (value, _) in numbers if re.search(r"小\s*计", head)]
    exponents = [value.as_tuple().exponent for value in (*leaves, total[0])]
    slack = Decimal(len(leaves)) / 2 * Decimal(1).scaleb(min(e for e in exponents if isinstance(e, int)))
    # Shares of a hundred were rounded; what was counted or paid adds up.
    if not any(exponents) or (total[0] != _WHOLE and not rounded):
        slack = Decimal(0)
    every = sum((value for _, (value, _) in numbers), Decimal(0))
    tops = [value for head, (value, _) in numbers if _TOP.match(head)]
    sums = [sum(leaves, Decimal(0)), *(sum(some, Decimal(0)) for some in (groups, tops) if some), every]
    if not leaves or any(abs(each - total[0]) <= slack for each in sums):
        return ""
    return f"{sums[0].normalize():f}"


def _value(cell: str) -> tuple[Decimal, str] | None:
    """Number and unit of a cell; None for anything else."""
    match = _NUMBER.fullmatch(fold_width(cell).strip())
    if match is None or _OF_DAYS.fullmatch(match["unit"]):
        return None
    return Decimal(re.sub(r"[,，\s]", "", match["number"])), match["unit"]


def _table(*rows: str) -> str:
    return specimen("现将有关情况通知如下。\n" + "\n".join(rows))


RULE = PaperRule(
    code="GW-11N",
    basis_key="GW-11M",
    offence="表里的合计不等于各行之和",
    why="合计对不上，读的人不知道该信哪一个数。",
    check=_check,
    bad=(
        _table("乡镇\t渠道（公里）", "清溪乡\t12", "石门镇\t18", "合计\t31"),
        _table("项目\t金额（万元）", "渠道清淤\t35.5", "闸门维修\t20", "泵站改造\t44.5", "合计\t110"),
        _table("乡镇\t渠道（公里）", "清溪乡\t12", "石门镇\t18", "合　计\t33"),
        _table("村名\t户数\t人口", "总计\t398\t1593", "上河村\t210\t803", "下河村\t188\t690"),
        _table(
            "项目　　县级　　乡级　　合计",
            "巡渠　　3　　12　　15",
            "清障　　2　　8　　10",
            "检修　　4　　9　　14",
        ),
        _table("项目\t占比", "渠道\t45%", "泵站\t40%", "闸门\t25%", "合计\t100%"),
        _table(
            "项目\t金额", "渠道\t10", "泵站\t20", "小计\t40", "道路\t5", "桥梁\t6", "小计\t11", "合计\t51"
        ),
        _table("学校\t时间\t人数", "一中\t9月7日\t1986", "二中\t9月8日\t300", "合计\t\t2300"),
        _table("乡镇\t高标准农田（亩）", "清溪乡\t1200", "石门镇\t1800", "全县\t3100"),
        _table("项目\t数量", "巡查\t12次", "检修\t8次", "合计\t21次"),
    ),
    good=(
        _table("乡镇\t渠道（公里）\t完好率", "清溪乡\t12\t80%", "石门镇\t18\t90%", "合计\t30\t86%"),
        _table(
            "项目\t金额（万元）",
            "一、水利\t30",
            "渠道\t10",
            "泵站\t20",
            "小计\t30",
            "二、道路\t5",
            "合计\t35",
        ),
        _table("学校\t体检时间\t人数", "一中\t9月7日至18日\t1260", "二中\t9月\t1986", "合计\t9月\t3246"),
        _table("指标\t2024\t2025", "渠道\t12\t14", "泵站\t3\t4", "合计\t15\t18"),
        _table("乡镇\t完成率", "清溪乡\t80%", "石门镇\t90%", "合计\t86%"),
        _table("项目\t万元", "渠道\t30", "渡槽\t20", "设计和监理\t4", "合计\t54"),
        _table("项目\t份额", "甲\t33.3", "乙\t33.3", "丙\t33.3", "合计\t100.0"),
    ),
)
