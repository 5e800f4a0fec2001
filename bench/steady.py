"""`python -m bench.steady [COUNT] [--check]`: the memory of one process that sets document after document.

Every document differs: its form, its length, its words, and which of the few thousand usual characters it uses. Each is
set and written as PDF, some as SVG too; with ``--check`` it is checked too. Memory counts as flat when the last
tenth of the way needs no more than one part in twenty above what a fifth of the way needed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tools.console import say

import hongtou
from bench.pdf_worker import SENTENCE, fonts, manuscript_of_pages
from bench.tables import Aim, table

COUNT = 10_000
STEPS = 20
PICTURED = 10
"""Every so many documents the first page is drawn as SVG."""
MOST_GROWTH = 0.05
# The characters of GB 2312's first level, as its own code orders them: 3755 that every office writes with.
USUAL = "".join(
    bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
)


def manuscript(number: int) -> hongtou.Manuscript:
    """Document *number*: the same number is the same document."""
    chance = random.Random(number)
    words = ["".join(chance.choices(USUAL, k=chance.randint(8, 40))) + "，" + SENTENCE for _ in range(8)]
    lines = [chance.choice(words) * chance.randint(1, 4) for _ in range(chance.randint(2, 14))]
    copy = replace(
        manuscript_of_pages(4, number),
        title=f"关于{''.join(chance.choices(USUAL, k=chance.randint(4, 20)))}工作的通知",
        body=hongtou.blocks_of("\n".join(lines)),
    )
    return hongtou.in_form(copy, chance.choice(list(hongtou.Form)))


def resident() -> float:
    """The memory of this process at this moment, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell the memory of a process")


def walk(count: int, *, check: bool) -> list[tuple[int, float]]:
    """How many documents were made, and the memory then, twenty times along the way."""
    chosen, found = fonts(), []
    for number in range(1, count + 1):
        layout = hongtou.lay_out(manuscript(number), fonts=chosen)
        data = hongtou.write_pdf(layout)
        if number % PICTURED == 0:
            hongtou.write_svg(layout)
        if check:
            hongtou.check_document(hongtou.read(data, "公文.pdf"), hongtou.Question())
        if number * STEPS // count > (number - 1) * STEPS // count:
            found.append((number, resident()))
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Walk, print, and say whether the memory stayed flat; 1 when it did not."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.steady", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args(argv)
    if wanted.count < STEPS:
        parser.error(f"at least {STEPS} documents")
    begun, busy = time.monotonic(), time.process_time()
    found = walk(wanted.count, check=wanted.check)
    say(table(("份数", "", "内存 MB"), [(f"{number:,}", "", f"{memory:.1f}") for number, memory in found]))
    early = max(memory for _, memory in found[: STEPS // 5])
    late = max(memory for _, memory in found[-STEPS // 10 :])
    growth = late / early - 1
    each = (time.process_time() - busy) / wanted.count * 1000
    say(f"每份处理器 {each:.1f} 毫秒，共 {time.monotonic() - begun:.0f} 秒。")
    aim = Aim(
        f"{wanted.count:,} 份：后面不比前五分之一多用 {MOST_GROWTH:.0%} 以上的内存",
        f"{growth:+.1%}",
        growth <= MOST_GROWTH,
    )
    say(str(aim))
    return 0 if aim.met else 1


if __name__ == "__main__":
    sys.exit(main())
