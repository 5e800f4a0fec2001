"""One way of making a PDF, in a process of its own: `python -m bench.pdf_worker TOOL PAGES RUNS`, figures as JSON.

Exit code 3: the tool is not on this machine. The text, the fonts and the measures of the page are the same for all.
"""

from __future__ import annotations

import ctypes
import html
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from tools.console import ROOT
from tools.system_packages import LIBREOFFICE

import hongtou

ABSENT = 3
OFFICE = "云岭县人民政府办公室"
SENTENCE = "各乡镇、各部门要压实责任，对照清单逐点自查，把隐患消除在汛前，确保人民群众生命财产安全。"
CHARACTER = 156 / 28
LINE = CHARACTER * 15 / 8
MM = 25.4 / 72
NEAR = 0.1
EVERYONE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
Tool = Callable[[hongtou.Manuscript], bytes]


def main() -> int:
    tool, pages, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    begun = time.perf_counter()
    make = TOOLS[tool]()
    if make is None:
        return ABSENT
    prepared = time.perf_counter() - begun
    manuscript = manuscript_of_pages(pages)
    begun = time.perf_counter()
    data = make(manuscript)
    first = prepared + time.perf_counter() - begun
    times, worked = [], []
    for run in range(runs):
        manuscript = manuscript_of_pages(pages, run + 1)
        begun, busy = time.perf_counter(), processor_seconds()
        make(manuscript)
        times.append(time.perf_counter() - begun)
        worked.append(processor_seconds() - busy)
    memory = max(resource.getrusage(who).ru_maxrss for who in EVERYONE)
    print(
        json.dumps(
            {
                "first": first * 1000,
                "warm": statistics.median(times) * 1000,
                "processor": statistics.median(worked) * 1000,
                "bytes": len(data),
                "memory": memory / 1024,
                "on_grid": share_on_grid(data),
            }
        )
    )
    return 0


def processor_seconds() -> float:
    """What this process and those it started have taken of the processor: it hardly depends on who else works."""
    used = [resource.getrusage(who) for who in EVERYONE]
    return sum(each.ru_utime + each.ru_stime for each in used)


def fonts() -> hongtou.FontSet:
    folder = Path(os.environ.get("SHUNIU_TEST_FONTS", ROOT / "var" / "fonts-free"))
    return hongtou.find_fonts(free=folder, system=())


def manuscript_of_pages(pages: int, run: int = 0) -> hongtou.Manuscript:
    """A notice with so many pages of text, without a 版记; each run has figures of its own, as Typst keeps what it has
    laid out before."""
    paragraph = SENTENCE * 4 + f"截至2026年3月，全县共排查隐患{312 + run}处，已整改86%。"
    empty = hongtou.Manuscript(
        issuers=(OFFICE,),
        title=f"{OFFICE}关于开展2026年汛前安全检查的通知",
        body=(),
        number=hongtou.DocumentNumber("云政办发", 2026, 12),
        addressees=("各乡镇人民政府", "县政府各部门"),
        signed_by=(OFFICE,),
        document_date=date(2026, 3, 27),
    )
    # A paragraph fills eight lines: a page and a half of them is a little less than asked for.
    lines = [paragraph] * (pages * 22 // 8 - 3)
    return replace(empty, body=hongtou.blocks_of("\n".join(lines)))


def share_on_grid(data: bytes) -> float:
    """The share of Hanzi between the first and the last page that stand within 0.1 mm of a half cell and of a line of
    the grid. The grid may lie higher or lower as a whole: what counts is that its lines are evenly apart."""
    pdf = pypdfium2.PdfDocument(data)
    x, y = ctypes.c_double(), ctypes.c_double()
    places: list[tuple[float, float]] = []
    for index in range(1, len(pdf) - 1):
        text = pdf[index].get_textpage()
        for at in range(text.count_chars()):
            if "一" <= chr(pdfium.FPDFText_GetUnicode(text.raw, at)) <= "龥":
                pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
                places.append((x.value * MM - 28, 297 - y.value * MM))
    offset = statistics.median(down % LINE for _, down in places)
    good = (
        _off(across, CHARACTER / 2) < NEAR and _off(down - offset, LINE) < NEAR for across, down in places
    )
    return sum(good) / len(places)


def _off(value: float, step: float) -> float:
    """How far *value* is from the nearest multiple of *step*."""
    return abs(value - round(value / step) * step)


def direct() -> Tool:
    """Our pen."""
    chosen = fonts()
    return lambda manuscript: hongtou.write_pdf(hongtou.lay_out(manuscript, fonts=chosen))


def typst_pen() -> Tool | None:
    """The same Page model drawn by Typst, each character placed."""
    try:
        import typst
    except ImportError:
        return None
    chosen = fonts()
    known = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(chosen.folders)
    )
    families = {(font.path, font.index): font for font in known.fonts()}

    def font(role: hongtou.Face) -> str:
        face = chosen.choices[role].face
        named = families[face.path, face.index]
        return f'font: "{named.family}", weight: {named.weight}'

    def draw(manuscript: hongtou.Manuscript) -> bytes:
        layout = hongtou.lay_out(manuscript, fonts=chosen)
        parts = ['#set page(width: 210mm, height: 297mm, margin: 0mm)\n#set text(top-edge: "baseline")\n']
        for number, page in enumerate(layout.pages):
            parts.append("#pagebreak()\n" if number else "")
            for rule in page.rules:
                parts.append(
                    f"#place(dx: {rule.x1:.3f}mm, dy: {rule.y1:.3f}mm, line(end: ({rule.x2 - rule.x1:.3f}mm, "
                    f"{rule.y2 - rule.y1:.3f}mm), stroke: {rule.thickness}mm + {rule.colour}))\n"
                )
            for run in page.runs:
                at = run.x
                look = f"{font(run.face)}, size: {run.size_pt:.3f}pt, fill: {run.colour}"
                for character, advance in zip(run.text, run.advances, strict=True):
                    glyph = f"#text({look})[#{json.dumps(character, ensure_ascii=False)}]"
                    parts.append(f"#place(dx: {at:.3f}mm, dy: {run.y:.3f}mm)[{glyph}]\n")
                    at += advance
        return compiled(typst, "".join(parts), known)

    return draw


def typst_bare() -> Tool | None:
    """Typst with its own line breaking, as one would write it by hand."""
    try:
        import typst
    except ImportError:
        return None
    chosen = fonts()
    known = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(chosen.folders)
    )

    def draw(manuscript: hongtou.Manuscript) -> bytes:
        head = (
            '#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm))\n'
            f'#set text(font: "FandolFang R", size: {CHARACTER}mm, lang: "zh", top-edge: 0.88em, '
            "bottom-edge: -0.12em, cjk-latin-spacing: none)\n"
            f"#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: {LINE - CHARACTER}mm, "
            f"spacing: {LINE - CHARACTER}mm)\n"
        )
        return compiled(typst, head + "\n\n".join(texts(manuscript)), known)

    return draw


def compiled(typst: object, source: str, known: object) -> bytes:
    compiler = typst.Compiler(input=source.encode(), font_paths=known)  # type: ignore[attr-defined]
    return bytes(compiler.compile(format="pdf"))


def texts(manuscript: hongtou.Manuscript) -> list[str]:
    return [
        manuscript.title,
        *(block.text for block in manuscript.body if not isinstance(block, hongtou.Table)),
    ]


def weasyprint() -> Tool | None:
    """HTML and CSS with the measures of the page."""
    try:
        import weasyprint as library
    except (ImportError, OSError):
        return None
    file = fonts().choices[hongtou.Face.FANGSONG].face.path
    style = (
        f"@font-face {{ font-family: Fang; src: url('{Path(file).as_uri()}') }}"
        "@page { size: A4; margin: 37mm 26mm 35mm 28mm }"
        f"body {{ font: {CHARACTER}mm/{LINE}mm Fang; text-align: justify; margin: 0 }} p {{ text-indent: 2em; margin: 0 }}"
    )

    def draw(manuscript: hongtou.Manuscript) -> bytes:
        body = "".join(f"<p>{html.escape(text)}</p>" for text in texts(manuscript))
        return bytes(library.HTML(string=f"<style>{style}</style><body lang=zh>{body}").write_pdf())

    return draw


def libreoffice() -> Tool | None:
    """Our Word document, printed by LibreOffice; it is started for each, as a server would."""
    program = LIBREOFFICE.find()
    if program is None:
        return None
    folder = Path(tempfile.mkdtemp())

    def draw(manuscript: hongtou.Manuscript) -> bytes:
        (folder / "a.docx").write_bytes(hongtou.write_docx(manuscript))
        command = [
            program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", folder, folder / "a.docx",
        ]  # fmt: skip
        subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=300)
        return (folder / "a.pdf").read_bytes()

    return draw


TOOLS: dict[str, Callable[[], Tool | None]] = {
    "hongtou": direct,
    "typst-pen": typst_pen,
    "typst": typst_bare,
    "weasyprint": weasyprint,
    "libreoffice": libreoffice,
}

if __name__ == "__main__":
    sys.exit(main())
