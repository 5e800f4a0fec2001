"""A board of figures: how the year stands, tables with a chart beside them."""

from __future__ import annotations

from dataclasses import replace

from shuniu.kernel.base.basis import basis
from shuniu.kernel.platform.ui import (
    Bar,
    Chart,
    Colour,
    Figure,
    FigureBoard,
    FigureRow,
    FigureTable,
    Light,
    Link,
    Num,
    Press,
    Tab,
)
from shuniu.kernel.platform.ui.gallery import Scene, screen
from shuniu.kernel.platform.ui.samples import county

MONTHS = ((13, 14), (30, 24), (18, 19), (11, 18), (21, 21), (27, 25))


def _row(month: int, now: int, before: int) -> FigureRow:
    sign = "+" if now > before else "\u2212"
    difference = "持平" if now == before else f"{sign}{abs(now - before)}"
    return FigureRow(
        f"{month}月", (Num(str(now), f"#m{month}"), Num(str(before), f"#b{month}"), Num(difference))
    )


BOARD = FigureBoard(
    "发文总量",
    (
        Figure("今年发文", "120", "#all", note="去年同期 121 件"),
        Figure("计划外", "31", "#unplanned"),
        Figure("平均字数", "2116"),
        Figure("超过字数限度", "6", "#long"),
    ),
    (
        FigureTable(
            "按月",
            ("月份", "今年", "去年", "增减"),
            (
                *(_row(n, *pair) for n, pair in enumerate(MONTHS, 1)),
                FigureRow("合计", (Num("120", "#all"), Num("121"), Num("\u22121")), total=True),
            ),
            Chart(
                "按月（件）",
                ("2026年", "2025年"),
                tuple(Bar(f"{n}月", *pair) for n, pair in enumerate(MONTHS, 1)),
            ),
            bases=(basis("JW-02"),),
        ),
        FigureTable("按文种", ("文种", "今年"), (), empty="还没有正式公文。"),
    ),
    note="云岭县人民政府办公室 · 2026年",
    standing=Light(Colour.YELLOW, "接近上年总数"),
    advice="今年已发 120 件，去年 247 件，还可发 127 件",
    ways=(Link("书面说明", "#explain"),),
    tabs=(Tab("县政府办", "#office", current=True), Tab("本单位起草", "#own")),
    press=Press("起草公文质量通报", "#draft"),
    exports=(Link("打印", "#print", icon="print"),),
)


@screen("figure-board", "发文总量（办公室主任）", ("usual", "empty"))
def figure_board(state: str) -> Scene:
    page = replace(BOARD, tables=BOARD.tables[1:], figures=()) if state == "empty" else BOARD
    return county.scene(page, state, current="统计", frame=county.DIRECTOR)
