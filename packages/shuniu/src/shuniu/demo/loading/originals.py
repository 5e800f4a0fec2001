"""The files of the demo's papers: .docx, .txt and .pdf made from the texts, and a few as if scanned."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pypdfium2
import typst
from PIL import Image, ImageChops

from shuniu.kernel.platform.papers import FontSet, Role
from shuniu.kernel.platform.papers.press import families

TEMPLATE = Path(__file__).with_name("paper.typ")
SCAN_SCALE = 110 / 72
NOTE_SIZE = (1000, 560)
ZIP_TIME = (2020, 1, 1, 0, 0, 0)

_NUMBER = re.compile(r"〔\d{4}〕\d+号")
_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}、[^。]{2,24}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a paper; `style` is a name that the writers below know."""

    style: str
    text: str


def lines_of(words: str) -> list[Line]:
    """The paper *words* (see `demo.texts.render_on`) as styled paragraphs."""
    rows = words.split("\n")
    at = next(place for place, row in enumerate(rows) if _NUMBER.search(row))
    found = [Line("grade", row) for row in rows[: at - 1] if row]
    found += [Line("mark", rows[at - 1]), Line("number", rows[at])]
    body = [row for row in rows[at + 1 :] if row]
    found.append(Line("title", body[0]))
    issuer = _issuer_line(body)
    for place, row in enumerate(body[1:], start=1):
        found.append(Line(_style(row, place, issuer), row))
    return found


def _issuer_line(body: list[str]) -> int:
    """Where the signature stands: the line before the last line that is nothing but a date."""
    dates = [place for place, row in enumerate(body) if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", row)]
    return dates[-1] - 1 if dates else len(body)


def _style(row: str, place: int, issuer: int) -> str:
    if place in (issuer, issuer + 1):
        return "right"
    if place > issuer:
        return "imprint" if row.startswith("抄送") or row.endswith("印发") else "body"
    if place == 1 and row.endswith("："):
        return "main"
    return "heading" if _HEADING.match(row) else "body"


def as_text(lines: list[Line]) -> bytes:
    """A plain text file, as telegrams are copied out."""
    return "\n".join(line.text for line in lines).encode()


def as_word(lines: list[Line]) -> bytes:
    """A .docx with the styles of an official document, written as direct formatting."""
    body = "".join(_paragraph(line) for line in lines)
    document = _DOCUMENT.format(body=body)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            # One fixed time, so that the same paper is the same file.
            box.writestr(zipfile.ZipInfo(name, ZIP_TIME), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_FACES = {"mark": "方正小标宋简体", "title": "方正小标宋简体", "grade": "黑体", "heading": "黑体"}
_SIZES = {"mark": 64, "title": 44, "imprint": 28}
_ALIGNED = {"mark": "center", "number": "center", "title": "center", "right": "right"}


def _paragraph(line: Line) -> str:
    face = _FACES.get(line.style, "仿宋_GB2312")
    colour = '<w:color w:val="C00000"/>' if line.style == "mark" else ""
    aligned = _ALIGNED.get(line.style)
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if line.style in ("body", "heading") else ""
    place = f'<w:jc w:val="{aligned}"/>' if aligned else ""
    return (
        f"<w:p><w:pPr>{indent}{place}</w:pPr><w:r><w:rPr>"
        f'<w:rFonts w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}"/>{colour}'
        f'<w:sz w:val="{_SIZES.get(line.style, 32)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(line.text)}</w:t></w:r></w:p>'
    )


class Press:
    """Sets PDFs with the fonts of the installation, in this process: it ends with the loading."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts

    @cached_property
    def _typst_fonts(self) -> typst.Fonts:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=list(self._fonts.folders)
        )

    @cached_property
    def _families(self) -> dict[str, dict[str, object]]:
        chains = {role: self._fonts.chain(role) for role in Role}
        faces = {str(role): [(face.path, face.index) for face in chain] for role, chain in chains.items()}
        return families(faces, self._typst_fonts)

    def as_pdf(self, lines: list[Line]) -> bytes:
        """A PDF with a text layer."""
        compiler = typst.Compiler(
            input=TEMPLATE.read_bytes(),
            font_paths=self._typst_fonts,
            sys_inputs={
                "data": json.dumps([asdict(line) for line in lines], ensure_ascii=False),
                "fonts": json.dumps(self._families, ensure_ascii=False),
            },
        )
        pdf: Any = compiler.compile(format="pdf")  # bytes: the stub knows every format's type
        return bytes(pdf)

    def as_scan(self, lines: list[Line], seed: str) -> bytes:
        """The first page as a copier gives it: grey, a little askew, with some dust. JPEG."""
        with pypdfium2.PdfDocument(self.as_pdf(lines)) as pdf:
            page = pdf[0].render(scale=SCAN_SCALE, grayscale=True).to_pil()
        return _scanned(page, seed)

    def as_note(self, words: str, who: str, day: str, seed: str) -> bytes:
        """The strip of a 处理单 on which a leader wrote, as a picture."""
        lines = [Line("grade", "领导批示"), Line("hand", words), Line("hand", f"　　　　　　{who}　{day}")]
        with pypdfium2.PdfDocument(self.as_pdf(lines)) as pdf:
            page = pdf[0].render(scale=SCAN_SCALE * 1.3, grayscale=True).to_pil()
        top = int(page.height * 0.1)
        return _scanned(page.crop((0, top, page.width, top + NOTE_SIZE[1])), seed)


def _scanned(page: Image.Image, seed: str) -> bytes:
    chance = random.Random(seed)  # noqa: S311 - dust on a fictional paper
    askew = page.rotate(chance.uniform(-0.7, 0.7), fillcolor=255, resample=Image.Resampling.BICUBIC)
    dust = Image.new("L", (askew.width // 4, askew.height // 4), 255)
    for _ in range(60):
        dust.putpixel((chance.randrange(dust.width), chance.randrange(dust.height)), chance.randint(120, 230))
    out = io.BytesIO()
    ImageChops.darker(askew, dust.resize(askew.size)).save(out, "JPEG", quality=62)
    return out.getvalue()


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}'
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474"/></w:sectPr></w:body></w:document>'
)
