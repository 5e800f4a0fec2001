"""Checking against the clock: a 10-page .docx beside python-docx opening it, and a draft again after each key.

    python -m bench.checking
    python -m bench.checking --samples FOLDER       and the real .docx below it, by number: nothing of their text

Every paragraph of every text differs, so that nothing kept from one text helps with the next; only the draft that is
typed in is the same but for the key.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
from tools.console import Failed, say
from tools.system_packages import LIBREOFFICE

import hongtou
from bench.tables import Aim, table

PAGES = 10
CHARACTERS = 28 * 22
FILES, KEYS = 15, 200
MOST_TIMES = 3.0
"""The check of a .docx, as a multiple of what python-docx takes to open the same file."""
MOST_MS = 20.0
"""A check again after one key: less than a person notices."""
OFFICE = "云岭县人民政府办公室"
_HEADS = ("加强组织领导", "排查安全隐患", "落实防汛物资", "严格值班值守", "强化督促检查", "做好宣传引导")
_WHO = ("各乡镇", "县水利局", "县应急管理局", "各有关单位", "县财政局", "各村（社区）", "县交通运输局")
_DOES = (
    "对{n}处重点部位逐一检查，发现问题于{d}日前整改到位",
    "储备编织袋{n}条、救生衣{m}件，明确专人保管",
    "落实24小时值班和领导带班制度，遇有情况{h}小时内报告",
    "安排资金{m}万元，用于{n}座小型水库的除险加固",
    "组织{n}人次参加培训，使“第一责任人”知责、履责、尽责",
    "按照《云岭县防汛应急预案》的要求，开展{h}次应急演练",
    "完成投资{m}.5万元，占年度计划的{n}%，比上年增长{h}.2%",
    "对工作不力、造成后果的，依法依规追究责任",
)


def paragraphs(seed: int) -> list[str]:
    """The body of a notice of about ten pages, of its own for every *seed*."""
    chance = random.Random(seed)  # noqa: S311 - texts, not secrets
    lines: list[str] = []
    number = 0
    while sum(-(-len(line) // 28) for line in lines) < (PAGES - 1) * 22:
        if number % 6 == 0 and number // 6 < len(_HEADS):
            lines.append(f"{'一二三四五六'[number // 6]}、{_HEADS[number // 6]}")
        sentences = (
            f"{chance.choice(_WHO)}要"
            + chance.choice(_DOES).format(
                n=chance.randrange(11, 99),
                m=chance.randrange(100, 999),
                d=chance.randrange(1, 29),
                h=chance.randrange(1, 9),
            )
            + "。"
            for _ in range(6)
        )
        lines.append("".join(sentences))
        number += 1
    return lines


def _manuscript(seed: int) -> hongtou.Manuscript:
    return hongtou.Manuscript(
        issuers=(OFFICE,),
        title=f"{OFFICE}关于开展2026年汛前安全检查的通知",
        body=hongtou.blocks_of("\n".join(paragraphs(seed))),
        number=hongtou.DocumentNumber("云政办发", 2026, 12),
        addressees=("各乡镇人民政府", "县政府各部门"),
        signed_by=(OFFICE,),
        document_date=date(2026, 3, 27),
    )


def _lines(seed: int) -> list[str]:
    return [
        f"{OFFICE}文件", "云政办发〔2026〕12号", _manuscript(seed).title, "各乡镇人民政府，县政府各部门：",
        *paragraphs(seed), OFFICE, "2026年3月27日",
    ]  # fmt: skip


def _foreign(seed: int) -> bytes:
    """The same words in a Word document whose styles say nothing."""
    written = docx.Document()
    for line in _lines(seed):
        written.add_paragraph(line)
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


def _ours(seed: int) -> bytes:
    return hongtou.write_docx(_manuscript(seed))


def _saved_by_libreoffice(seeds: Sequence[int]) -> list[bytes]:
    """The same documents as a word processor saves them, with the styles and settings of its own."""
    program = LIBREOFFICE.find()
    if program is None:
        raise Failed("没有安装 LibreOffice，没有文字处理软件存出的文件可测")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in seeds:
            (folder / f"{seed}.txt").write_text("\n".join(_lines(seed)), encoding="utf-8")
        command = [
            program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--infilter=Text (encoded):UTF8", "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder / "saved",
            *(folder / f"{seed}.txt" for seed in seeds),
        ]  # fmt: skip
        subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=300)
        return [(folder / "saved" / f"{seed}.docx").read_bytes() for seed in seeds]


KINDS: dict[str, Callable[[Sequence[int]], list[bytes]]] = {
    "文字处理软件存的": _saved_by_libreoffice,
    "hongtou写的": lambda seeds: [_ours(seed) for seed in seeds],
    "python-docx写的": lambda seeds: [_foreign(seed) for seed in seeds],
}


def measure(samples: Path | None = None) -> dict[str, Any]:
    """Milliseconds: of opening and checking each kind of file and each real one below *samples*, and of each key."""
    files = {
        kind: _files(make(range(place * FILES, (place + 1) * FILES)))
        for place, (kind, make) in enumerate(KINDS.items())
    }
    return {"files": files, "real": _real(samples) if samples else [], "keys": _keys()}


def _files(files: Sequence[bytes]) -> dict[str, float]:
    """Of the processor, as others work on this machine too: each file is opened by python-docx and checked by us. The
    first also loads what both need."""
    opened, checked = zip(*map(_opened_and_checked, files), strict=True)
    return {"opened": statistics.median(opened[1:]), "checked": statistics.median(checked[1:])}


def _opened_and_checked(data: bytes) -> tuple[float, float]:
    return (
        _milliseconds(time.process_time, lambda: docx.Document(io.BytesIO(data))),
        _milliseconds(time.process_time, lambda: hongtou.check_document(hongtou.read(data, "a.docx"))),
    )


def _real(folder: Path) -> list[dict[str, float]]:
    """Of each .docx below *folder*, once each and in the order of their paths, when both have opened another before."""
    return [
        {"characters": len(hongtou.read(data, "a.docx").text), "opened": opened, "checked": checked}
        for data in (path.read_bytes() for path in sorted(folder.rglob("*.docx")))
        for opened, checked in [_opened_and_checked(data)]
    ]


def _keys() -> list[float]:
    """A person types a sentence into the middle of the draft; each key asks for the whole check."""
    lines = [
        f"{OFFICE}文件",
        "云政办发〔2026〕12号",
        _manuscript(0).title,
        "各乡镇人民政府：",
        *paragraphs(-1),
    ]
    middle = len(lines) // 2
    tail = [OFFICE, "2026年3月27日"]
    typed = "各乡镇要逐级压实责任，对辖区内的山塘水库、在建工地、低洼地段逐一登记，" * (KEYS // 36 + 1)
    times = []
    for key in range(KEYS):
        text = "\n".join([*lines[:middle], lines[middle] + typed[:key], *lines[middle + 1 :], *tail]).encode()
        times.append(
            _milliseconds(
                time.perf_counter, lambda text=text: hongtou.check_document(hongtou.read(text, "a.txt"))
            )
        )
    return times[1:]


def _milliseconds(clock: Callable[[], float], work: Callable[[], object]) -> float:
    begun = clock()
    work()
    return (clock() - begun) * 1000


def report(found: Mapping[str, Any]) -> tuple[str, list[Aim]]:
    """Two tables and the aims."""
    rows = [
        (
            kind,
            *(f"{each[name]:.1f}" for name in ("opened", "checked")),
            f"{each['checked'] / each['opened']:.2f}",
        )
        for kind, each in found["files"].items()
    ]
    head = ("10页的.docx", "python-docx 打开 处理器毫秒", "读出并检查 处理器毫秒", "是打开的几倍")
    real = [
        (
            f"第{number}件",
            f"{each['characters']:.0f}",
            f"{each['opened']:.1f}",
            f"{each['checked']:.1f}",
            f"{each['checked'] / each['opened']:.2f}",
        )
        for number, each in enumerate(found["real"], start=1)
    ]
    keys = sorted(found["keys"])
    median, nearly_all = statistics.median(keys), keys[int(len(keys) * 0.95)]
    pages = sum(map(len, paragraphs(-1))) / CHARACTERS
    text = (
        f"━━ 检查（每件文字不同）\n{table(head, rows)}\n\n"
        + (f"{table(('真实的.docx', '字数', *head[1:]), real)}\n\n" if real else "")
        + f"每按一键重新检查约{pages:.0f}页的稿子：中位 {median:.1f} 毫秒，95% 在 {nearly_all:.1f} 毫秒以内，"
        f"最长 {keys[-1]:.1f} 毫秒（{len(keys)} 键，含重新读出）"
    )
    aims = [
        Aim(
            f"检查10页.docx（{kind}）：不超过python-docx打开的{MOST_TIMES:.0f}倍",
            f"{each['checked'] / each['opened']:.2f} 倍",
            each["checked"] <= MOST_TIMES * each["opened"],
        )
        for kind, each in found["files"].items()
    ]
    aims.append(
        Aim(
            f"按一键后重新检查：{MOST_MS:.0f} 毫秒以内（95%）",
            f"{nearly_all:.1f} 毫秒",
            nearly_all <= MOST_MS,
        )
    )
    return text, aims


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.checking")
    parser.add_argument("--samples", type=Path, help="a folder of real documents")
    wanted = parser.parse_args(argv)
    if wanted.samples and not wanted.samples.is_dir():
        parser.error(f"no folder: {wanted.samples}")
    text, aims = report(measure(wanted.samples))
    say("\n".join([text, *map(str, aims)]))
    return 0 if all(aim.met for aim in aims) else 1


if __name__ == "__main__":
    sys.exit(main())
