"""How faults are put into the page of a Word document: its XML altered, part by part.

alter(STYLES, style("正文", font="宋体"))
alter(DOCUMENT, (r'w:top="\\d+"', 'w:top="1440"'))
alter(DOCUMENT, runs("正文", bold=True))           direct formatting, as people leave it in Word
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from bench.faults.injected import Carrier, Injected, Way
from hongtou.roles import Role
from hongtou.write.word.styles import HEADING_IDS, STYLE_IDS

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
ODD, EVEN = "word/footer1.xml", "word/footer2.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PAGED = ("通知", "意见", "报告", "请示", "通报", "决定", "批复")

Change: TypeAlias = tuple[str, str] | Callable[[str], str]
"""A pattern and what stands for all its matches, or what makes the part another one."""


def alter(*changes: str | Change) -> Way:
    """Change parts of the Word document: the name of a part, then what is changed in it; None where nothing changes."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        genre = carrier.document.genre
        if genre is None or genre.value.value not in _PAGED:
            return None
        with zipfile.ZipFile(io.BytesIO(carrier.word)) as archive:
            parts = {name: archive.read(name).decode() for name in archive.namelist()}
        name = ""
        for change in changes:
            if isinstance(change, str):
                name = change
                continue
            if isinstance(change, InStyle) and f'<w:pStyle w:val="{change.id}"/>' not in parts[DOCUMENT]:
                return None
            made = change(parts[name]) if callable(change) else re.sub(change[0], change[1], parts[name])
            if made == parts[name]:
                return None
            parts[name] = made
        return Injected(_packed(parts))

    return way


def alone(way: Way) -> Way:
    """The same *way*, for documents of one organ: several names of a mark are set otherwise."""

    def chosen(carrier: Carrier, rng: Random) -> Injected | None:
        return way(carrier, rng) if len(carrier.document.issuers) == 1 else None

    return chosen


def signatories(name: str) -> Change:
    """The names of those who signed, in the font *name*."""
    title = f'</w:p><w:p><w:pPr><w:pStyle w:val="{id_of("标题")}"/>'
    return rf"楷体_GB2312(?=(?:(?!</w:p>).)*{title})", name


def _packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text)
    return buffer.getvalue()


def id_of(name: str) -> str:
    """The id of a style by what follows 公文· in its name, or of a heading by its level."""
    return HEADING_IDS[int(name) - 1] if name.isdigit() else STYLE_IDS[Role(f"公文·{name}")]


@dataclass(frozen=True, slots=True)
class InStyle:
    """Another font or size, or any replacement, in one style; no change where no paragraph is in that style."""

    id: str
    font: str
    half_points: int
    replace: tuple[str, str] | None

    def __call__(self, part: str) -> str:
        def one(match: re.Match[str]) -> str:
            text = match.group()
            if self.font:
                text = re.sub(r'(w:(?:ascii|hAnsi|eastAsia|cs))="[^"]*"', rf'\1="{self.font}"', text)
            if self.half_points:
                text = re.sub(r'(<w:szC?s?) w:val="\d+"', rf'\1 w:val="{self.half_points}"', text)
            return re.sub(*self.replace, text) if self.replace else text

        return re.sub(rf'<w:style [^>]*w:styleId="{self.id}">.*?</w:style>', one, part)


def style(
    name: str, *, font: str = "", half_points: int = 0, replace: tuple[str, str] | None = None
) -> InStyle:
    """The change of a style, by what follows 公文· in its name, or of a heading by its level."""
    return InStyle(id_of(name), font, half_points, replace)


def runs(name: str, *properties: str, first: bool = False) -> Change:
    """Direct formatting for the runs of all paragraphs of a style, or of the *first*."""

    def change(part: str) -> str:
        def one(match: re.Match[str]) -> str:
            text = re.sub(r"<w:rPr>.*?</w:rPr>", "", match.group().replace("<w:pPr>", "\0", 1))
            return text.replace("<w:r>", f"<w:r><w:rPr>{''.join(properties)}</w:rPr>").replace(
                "\0", "<w:pPr>"
            )

        found = rf'<w:p><w:pPr><w:pStyle w:val="{id_of(name)}"/>(?:(?!</w:p>).)*</w:p>'
        return re.sub(found, one, part, count=int(first))

    return change


def paragraphs(name: str, properties: str) -> Change:
    """Direct formatting of all paragraphs of a style: *properties* in the place of those of that kind."""
    tag = re.match(r"<(w:\w+)", properties)
    assert tag is not None

    def change(part: str) -> str:
        def one(match: re.Match[str]) -> str:
            kept = re.sub(rf"<{tag[1]}\b[^>]*/>", "", match[2])
            return f"{match[1]}{kept}{properties}</w:pPr>"

        return re.sub(rf'(<w:pPr><w:pStyle w:val="{id_of(name)}"/>)(.*?)</w:pPr>', one, part)

    return change


def font(name: str) -> str:
    """The properties that set a run in the font *name*."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'


def size(half_points: int) -> str:
    """The properties that set a run in that size."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


TABLE_OF_IMPRINT = r"<w:tbl><w:tblPr><w:tblpPr (?:(?!</w:tbl>).)*</w:tbl>"
FIELD_OF_NUMBER = r"<w:r><w:rPr>(?:(?!</w:rPr>).)*</w:rPr><w:(?:fldChar|instrText)(?:(?!</w:r>).)*</w:r>"
