"""The pages of a Word file: sections with their measures and grid, page numbers in headers and footers."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from hongtou.model.sheet import Font, PageNumber, Section, Side
from hongtou.read.style_part import W
from hongtou.read.word_styles import WordStyles, is_on, number_of

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MM = 25.4 / 1440
_Grid = Literal["none", "lines", "lines_and_chars", "snap_to_chars"]
_GRIDS: dict[str, _Grid] = {
    "lines": "lines",
    "linesAndChars": "lines_and_chars",
    "snapToChars": "snap_to_chars",
}
_SIDES: tuple[Side, ...] = ("default", "even", "first")
_NOT_READ = {W + "del", W + "moveFrom", W + "pPr", W + "rPr", _FALLBACK}
_ROOM = 0.01
"""By so many millimetres a line or a character may stand over: measures are rounded to twips."""


def section_of(element: ET.Element, styles: WordStyles) -> Section:
    """The measures of a w:sectPr."""
    size, margins, grid = (_child(element, name) for name in ("pgSz", "pgMar", "docGrid"))
    width, height = _mm(size, "w", 12240), _mm(size, "h", 15840)
    top, bottom = abs(_mm(margins, "top", 1440)), abs(_mm(margins, "bottom", 1440))
    left, right, gutter = _mm(margins, "left", 1440), _mm(margins, "right", 1440), _mm(margins, "gutter", 0)
    kind = _GRIDS.get(grid.get(W + "type", ""), "none")
    line = number_of(grid.get(W + "linePitch")) / 20 if kind != "none" else 0.0
    in_characters = kind in ("lines_and_chars", "snap_to_chars")
    char = styles.normal_size + number_of(grid.get(W + "charSpace")) / 4096 if in_characters else 0.0
    numbers = _child(element, "pgNumType").get(W + "start")
    return Section(
        width=width,
        height=height,
        top=top,
        bottom=bottom,
        left=left,
        right=right,
        gutter=gutter,
        header=_mm(margins, "header", 851),
        footer=_mm(margins, "footer", 992),
        landscape=size.get(W + "orient") == "landscape" or width > height,
        columns=max(1, int(number_of(_child(element, "cols").get(W + "num"), 1))),
        kind=_child(element, "type").get(W + "val", "nextPage"),
        grid=kind,
        line_pitch=line or None,
        char_pitch=char or None,
        lines=_many(height - top - bottom, line),
        chars=_many(width - left - right - gutter, char),
        first_differs=is_on(element.find(W + "titlePg")),
        numbers_from=int(number_of(numbers)) if numbers else None,
    )


def _many(length: float, pitch: float) -> int | None:
    return int((length + _ROOM) / (pitch * 25.4 / 72)) if pitch > 0 else None


def _child(element: ET.Element, name: str) -> ET.Element:
    found = element.find(W + name)
    return found if found is not None else ET.Element(name)


def _mm(element: ET.Element, name: str, otherwise: float) -> float:
    return round(number_of(element.get(W + name), otherwise) * _MM, 2)


class NumberFound(NamedTuple):
    """A page-number field in a part, before it is known which pages show the part."""

    before: str
    after: str
    alignment: str
    left: float
    right: float
    font: Font
    format: str


def numbers_in(root: ET.Element, styles: WordStyles) -> tuple[NumberFound, ...]:
    """The page-number fields of a header or footer, each once."""
    return tuple(_numbers(root, styles, ""))


def _numbers(element: ET.Element, styles: WordStyles, placed: str) -> Iterator[NumberFound]:
    for child in element:
        if child.tag in _NOT_READ:
            continue
        if child.tag == _WP + "anchor":
            align = child.find(f"{_WP}positionH/{_WP}align")
            yield from _numbers(child, styles, (align.text or "") if align is not None else "")
            continue
        if child.tag == W + "p" and (found := _number_in(child, styles, placed)):
            yield found
        yield from _numbers(child, styles, placed)


class _Bit(NamedTuple):
    """A text, or the instruction of a field when ``field``, with the w:rPr it is set by."""

    text: str
    field: bool
    run: ET.Element | None


def _number_in(paragraph: ET.Element, styles: WordStyles, placed: str) -> NumberFound | None:
    bits = list(_bits(paragraph, None))
    at = next((n for n, bit in enumerate(bits) if bit.field and _is_page(bit.text)), None)
    if at is None:
        return None
    properties = paragraph.find(W + "pPr")
    font = styles.font(properties, bits[at].run)
    form = styles.form(properties, font.size)
    before, after = (
        "".join(bit.text for bit in part if not bit.field) for part in (bits[:at], bits[at + 1 :])
    )
    by_tabs = {0: "", 1: "center"}.get(before.count("\t"), "right")
    alignment = form.frame or placed or by_tabs or form.alignment
    return NumberFound(
        before.replace("\t", ""),
        after,
        alignment,
        form.left + form.first_line,
        form.right,
        font,
        _format(bits[at].text),
    )


def _is_page(instruction: str) -> bool:
    return instruction.split()[:1] in (["PAGE"], ["page"], ["Page"])


def _format(instruction: str) -> str:
    """The format after ``\\*``, else decimal."""
    words = instruction.split()
    chosen = [
        after
        for switch, after in zip(words, words[1:], strict=False)
        if switch == "\\*" and after != "MERGEFORMAT"
    ]
    return chosen[0] if chosen else "decimal"


def _bits(parent: ET.Element, run: ET.Element | None) -> Iterator[_Bit]:
    """The texts and fields of a paragraph; of what a field shows now, only how it is set."""
    instruction: list[str] = []
    depth, written, shown = 0, run, None
    for element, properties in _leaves(parent, run):
        if element.tag == W + "fldSimple":
            yield _Bit(element.get(W + "instr", ""), True, element.find(f"{W}r/{W}rPr"))
        elif element.tag == W + "fldChar":
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                depth, instruction, shown = depth + 1, [], None
            elif kind == "end" and depth:
                yield _Bit("".join(instruction), True, shown if shown is not None else written)
                depth, instruction = depth - 1, []
        elif element.tag == W + "instrText":
            instruction.append(element.text or "")
            written = properties
        elif element.tag == W + "pgNum":
            yield _Bit("PAGE", True, properties)
        elif depth:
            shown = properties
        else:
            yield _Bit("\t" if element.tag != W + "t" else element.text or "", False, properties)


def _leaves(parent: ET.Element, run: ET.Element | None) -> Iterator[tuple[ET.Element, ET.Element | None]]:
    for element in parent:
        if element.tag in _NOT_READ or element.tag == W + "txbxContent":
            continue
        if element.tag in (W + "t", W + "tab", W + "fldChar", W + "instrText", W + "pgNum", W + "fldSimple"):
            yield element, run
        else:
            yield from _leaves(element, element.find(W + "rPr") if element.tag == W + "r" else run)


def page_numbers_of(
    sections: list[ET.Element],
    numbers: Mapping[str, tuple[NumberFound, ...]],
    relations: Mapping[str, str],
    *,
    odd_even: bool,
) -> Iterator[PageNumber]:
    """Which pages show which numbers; *numbers* are those of the parts, *relations* name the parts by their ids. A
    section without a header or footer of its own shows those of the one before."""
    shown: dict[tuple[str, Side], str] = {}
    for index, section in enumerate(sections):
        for kind in ("header", "footer"):
            for reference in section.iterfind(f"{W}{kind}Reference"):
                side = reference.get(W + "type", "default")
                if side in _SIDES:
                    shown[kind, side] = relations.get(reference.get(_R + "id", ""), "")
        written = _child(section, "pgNumType").get(W + "fmt", "decimal")
        apart = {"default": True, "even": odd_even, "first": is_on(section.find(W + "titlePg"))}
        for (kind, side), part in shown.items():
            for number in numbers.get(part, ()) if apart[side] else ():
                form = number.format if number.format != "decimal" else written
                yield PageNumber(
                    index,
                    side,
                    kind == "header",
                    number.before,
                    number.after,
                    number.alignment,
                    number.left,
                    number.right,
                    number.font,
                    form,
                )


def relations_in(root: ET.Element, folder: str) -> dict[str, str]:
    """The parts that a part in *folder* refers to, by the ids it uses for them."""
    return {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/" + folder, each.get("Target", ""))).lstrip(
            "/"
        )
        for each in root
        if each.get("TargetMode") != "External"
    }
