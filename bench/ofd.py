"""OFD against PDF: the same text, fonts and pages by both pens, in turns, from the manuscript to the file."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial

import hongtou
from bench.pdf_worker import fonts, manuscript_of_pages
from bench.tables import Aim, table

MOST = 3.0
"""How many times the processor's time of a PDF an OFD may take."""
RUNS = {4: 9, 48: 3}

Figures = Mapping[int, Mapping[str, Mapping[str, float]]]
"""By number of pages and kind: milliseconds of the processor, and bytes."""


def measure() -> dict[int, dict[str, dict[str, float]]]:
    """Both pens in this process; the first run of each, which reads the fonts, does not count."""
    chosen = fonts()
    return {pages: _measured(pages, runs, chosen) for pages, runs in RUNS.items()}


def _measured(pages: int, runs: int, chosen: hongtou.FontSet) -> dict[str, dict[str, float]]:
    pens: dict[str, Callable[[hongtou.Manuscript], bytes]] = {
        "PDF": lambda copy: hongtou.write_pdf(hongtou.lay_out(copy, fonts=chosen)),
        "OFD": lambda copy: hongtou.write_ofd(
            hongtou.lay_out(copy, fonts=chosen), elements=hongtou.elements_of(copy)
        ),
    }
    sizes = {kind: len(write(manuscript_of_pages(pages))) for kind, write in pens.items()}
    times: dict[str, list[float]] = {kind: [] for kind in pens}
    for run in range(runs):
        copy = manuscript_of_pages(pages, run + 1)
        for kind, write in pens.items():
            times[kind].append(_processor(partial(write, copy)))
    return {kind: {"processor": statistics.median(times[kind]) * 1000, "bytes": sizes[kind]} for kind in pens}


def _processor(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def report(found: Figures) -> tuple[str, list[Aim]]:
    """One table, and an aim for each number of pages."""
    lines, aims = [], []
    for pages, kinds in found.items():
        times = kinds["OFD"]["processor"] / kinds["PDF"]["processor"]
        for kind, one in kinds.items():
            lines.append((f"{pages} 页 {kind}", f"{one['processor']:.0f}", f"{one['bytes'] / 1024:.0f}"))
        aims.append(
            Aim(f"OFD {pages} 页：处理器时间不超过 PDF 的 {MOST:.0f} 倍", f"{times:.2f} 倍", times <= MOST)
        )
    return f"━━ OFD 与 PDF：同样的文字和版面\n{table(('', '处理器 毫秒', '文件 KB'), lines)}", aims
