"""The parts of a Word package that do not depend on the text: page, footers, settings, relations."""

from __future__ import annotations

from hongtou.fonts import Face
from hongtou.layout.grid import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from hongtou.layout.imprint import CELL_4
from hongtou.layout.letter import FOOT
from hongtou.layout.pages import PAGE_NUMBER_DROP
from hongtou.write.word.frames import WORD_DOUBLE, double_rule
from hongtou.write.word.styles import FONT_NAMES, LINE, SIZE_4
from hongtou.write.word.xml import HEAD, R, W, fonts, layout_of, run, size, twips

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FOOTERS = {"right": "rIdOdd", "left": "rIdEven", "": "rIdNone"}
_LETTER_FOOTER = "rIdLetter"

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{_TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("word/document.xml", f"{_ML}.document.main+xml"),
            ("word/styles.xml", f"{_ML}.styles+xml"),
            ("word/settings.xml", f"{_ML}.settings+xml"),
            ("word/fontTable.xml", f"{_ML}.fontTable+xml"),
            ("word/footer1.xml", f"{_ML}.footer+xml"),
            ("word/footer2.xml", f"{_ML}.footer+xml"),
            ("word/footer3.xml", f"{_ML}.footer+xml"),
            ("word/footer4.xml", f"{_ML}.footer+xml"),
            ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
        )
    )
    + "</Types>"
)


def _relations(*entries: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, kind, target in entries
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


PACKAGE_RELATIONS = _relations(
    ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
    ("rId2", f"{_PACKAGE}/metadata/core-properties", "docProps/core.xml"),
    ("rId3", f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
)
DOCUMENT_RELATIONS = _relations(
    ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
    ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
    ("rIdFonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
    (_FOOTERS["right"], f"{_OFFICE}/footer", "footer1.xml"),
    (_FOOTERS["left"], f"{_OFFICE}/footer", "footer2.xml"),
    (_FOOTERS[""], f"{_OFFICE}/footer", "footer3.xml"),
    (_LETTER_FOOTER, f"{_OFFICE}/footer", "footer4.xml"),
)
SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{W}"><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat></w:settings>'
)


def font_table() -> str:
    """The part word/fontTable.xml: the licensed fonts, and what may stand in for them."""
    others = {
        Face.FANGSONG: "仿宋",
        Face.XIAOBIAOSONG: "宋体",
        Face.KAITI: "楷体",
        Face.HEITI: "SimHei",
        Face.SONGTI: "SimSun",
    }
    inner = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others[face]}"/><w:charset w:val="86"/></w:font>'
        for face, name in FONT_NAMES.items()
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{inner}</w:fonts>'


def footer(side: str) -> str:
    """A footer with the page number at *side*, one character from the edge (7.5); empty for no side."""
    look = fonts(FONT_NAMES[Face.SONGTI]) + '<w:spacing w:val="0"/>' + size(SIZE_4)
    field = "".join(
        f"<w:r><w:rPr>{look}</w:rPr>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    edge = twips(CELL_4)
    place = layout_of(off_grid=True, line=twips(CELL_4), left=edge, right=edge, align=side or "left")
    inner = run("— ", look) + field + run(" —", look) if side else ""
    return f'{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr>{place}</w:pPr>{inner}</w:p></w:ftr>'


def foot_of_letter() -> str:
    """The footer of a letter's first page: no number, but the second double rule (10.1)."""
    rule = double_rule(PAGE_HEIGHT - FOOT - WORD_DOUBLE, thick_above=False)
    empty = f"<w:p><w:pPr>{layout_of(off_grid=True, line=20)}</w:pPr></w:p>"
    return f'{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{rule}{empty}</w:ftr>'


def section(*, numbered: bool, even_page: bool = False, letter: bool = False) -> str:
    """The section: A4, the type area, the grid of lines, footers for odd and even pages; with *letter*, that of a
    letter's first page."""
    first = f'<w:footerReference w:type="first" r:id="{_LETTER_FOOTER}"/>' if letter else ""
    kind = '<w:type w:val="evenPage"/>' if even_page else ""
    odd, even = (_FOOTERS["right"], _FOOTERS["left"]) if numbered else (_FOOTERS[""], _FOOTERS[""])
    # The dash lies in the middle of its character, whose upper edge is half a character higher.
    foot = PAGE_HEIGHT - BOTTOM - PAGE_NUMBER_DROP - CELL_4 / 2
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'
        f'{first}{kind}<w:pgSz w:w="{twips(PAGE_WIDTH)}" w:h="{twips(PAGE_HEIGHT)}"/>'
        f'<w:pgMar w:top="{twips(TOP)}" w:right="{twips(PAGE_WIDTH - RIGHT)}" w:bottom="{twips(PAGE_HEIGHT - BOTTOM)}" '
        f'w:left="{twips(LEFT)}" w:header="850" w:footer="{twips(foot)}" w:gutter="0"/>'
        f'{"<w:titlePg/>" if letter else ""}<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )
