"""PDF of the same text by our pen, by Typst (bare, and as a pen for our pages), WeasyPrint and LibreOffice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from tools.console import ROOT, Failed

from bench.pdf_worker import ABSENT
from bench.tables import Aim, table

NAMES = {
    "hongtou": "hongtou",
    "typst-pen": "Typst 作笔",
    "typst": "裸 Typst",
    "weasyprint": "WeasyPrint",
    "libreoffice": "LibreOffice",
}
OURS = "hongtou"
SLOW = ("weasyprint", "libreoffice")
PAGES = (4, 48)
RUNS = {4: 9, 48: 3}
MOST_TIMES = 1.3
"""How many times the processor of bare Typst a document of the usual length may take."""
MOST_SECONDS = 2.0
"""What 48 pages may take: a person waits for them."""

Figures = Mapping[int, Mapping[str, Mapping[str, float] | None]]
"""By number of pages and tool; None for a tool that is not on this machine."""


def measure() -> dict[int, dict[str, dict[str, Any] | None]]:
    """Every tool in a process of its own. Raises Failed when one that is there does not manage."""
    return {pages: {tool: _measured(tool, pages) for tool in NAMES} for pages in PAGES}


def _measured(tool: str, pages: int) -> dict[str, Any] | None:
    command = [sys.executable, "-m", "bench.pdf_worker", tool, str(pages), str(RUNS[pages])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode == ABSENT:
        return None
    if done.returncode:
        raise Failed(f"{NAMES[tool]} 没有排出 {pages} 页：{done.stderr.strip().splitlines()[-1:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def report(found: Figures) -> tuple[str, list[Aim]]:
    """One table for each number of pages, and the aims."""
    parts, aims = [], []
    for pages, by_tool in found.items():
        ours = by_tool[OURS]
        assert ours is not None
        lines = [
            (
                NAMES[tool],
                "没有安装，没有测" if one is None else "",
                *(("—",) * 7 if one is None else _cells(one, ours)),
            )
            for tool, one in by_tool.items()
        ]
        head = (
            "工具",
            "",
            "再次 毫秒",
            "处理器 毫秒",
            "是我们的几倍",
            "头一次 毫秒",
            "文件 KB",
            "进程峰值 MB",
            "字在格上",
        )
        parts.append(f"━━ PDF：同样的文字，{pages} 页（各在自己的进程里）\n{table(head, lines)}")
        aims += _aims(pages, by_tool, ours)
    return "\n\n".join(parts), aims


def _cells(one: Mapping[str, float], ours: Mapping[str, float]) -> tuple[str, ...]:
    return (
        f"{one['warm']:.0f}",
        f"{one['processor']:.0f}",
        f"{one['processor'] / ours['processor']:.1f}",
        f"{one['first']:.0f}",
        f"{one['bytes'] / 1024:.0f}",
        f"{one['memory']:.0f}",
        f"{one['on_grid']:.1%}",
    )


def _aims(
    pages: int, by_tool: Mapping[str, Mapping[str, float] | None], ours: Mapping[str, float]
) -> list[Aim]:
    aims = [Aim(f"PDF {pages} 页：每个字都在 28×22 的格上", f"{ours['on_grid']:.2%}", ours["on_grid"] == 1.0)]
    typst = by_tool["typst"]
    if typst is not None and pages == min(PAGES):
        times = ours["processor"] / typst["processor"]
        aims.append(
            Aim(
                f"PDF {pages} 页：处理器不超过裸 Typst 的 {MOST_TIMES} 倍",
                f"{times:.2f} 倍",
                times <= MOST_TIMES,
            )
        )
    for tool in SLOW:
        other = by_tool[tool]
        if other is not None:
            times = other["processor"] / ours["processor"]
            aims.append(Aim(f"PDF {pages} 页：比 {NAMES[tool]} 省处理器", f"{times:.1f} 倍", times > 1))
    if pages == max(PAGES):
        seconds = ours["warm"] / 1000
        aims.append(
            Aim(f"PDF {pages} 页：{MOST_SECONDS:.0f} 秒以内", f"{seconds:.2f} 秒", seconds < MOST_SECONDS)
        )
    return aims
