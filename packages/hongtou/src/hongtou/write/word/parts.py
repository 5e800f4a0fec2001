"""The parts of a Word package that do not depend on the text: page, footers, settings, relations."""

from __future__ import annotations

from hongtou.fonts import Face
from hongtou.layout.grid import BOTTOM, LANDSCAPE, LEFT, PAGE_HEIGHT, PAGE_WIDTH, PORTRAIT, RIGHT
from hongtou.layout.imprint import CELL_4
from hongtou.layout.letter import FOOT
from hongtou.layout.pages import PAGE_NUMBER_DROP
from hongtou.model import PictureKind
from hongtou.write.word.frames import WORD_DOUBLE, double_rule
from hongtou.write.word.styles import FONT_NAMES, LINE, SIZE_4
from hongtou.write.word.tables import table_of
from hongtou.write.word.xml import HEAD, R, W, fonts, layout_of, run, size, twips

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FOOTERS = {"right": "rIdOdd", "left": "rIdEven", "": "rIdNone"}
_FOOTERS_ACROSS = {"right": "rIdOddAcross", "left": "rIdEvenAcross"}
_LETTER_FOOTER = "rIdLetter"
_DASH_TOP = BOTTOM + PAGE_NUMBER_DROP - CELL_4 / 2
"""The upper edge of the page number's characters: the dash lies in the middle of them."""
_NUMBER_ROOM = 60.0
"""How long the place of the page number is where it stands in a frame of its own, in mm."""

_PARTS = (
    ("word/document.xml", f"{_ML}.document.main+xml"),
    ("word/styles.xml", f"{_ML}.styles+xml"),
    ("word/settings.xml", f"{_ML}.settings+xml"),
    ("word/fontTable.xml", f"{_ML}.fontTable+xml"),
    *((f"word/footer{number}.xml", f"{_ML}.footer+xml") for number in range(1, 5)),
    ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
)
_PARTS_ACROSS = tuple((f"word/footer{number}.xml", f"{_ML}.footer+xml") for number in (5, 6))
_DEFAULTS = (
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("xml", "application/xml"),
    *((kind.value, kind.media_type) for kind in PictureKind),
)


def content_types(*, across: bool) -> str:
    """The kinds of all parts; *across* with the footers of pages that lie across."""
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in _DEFAULTS)
    named = (*_PARTS, *(_PARTS_ACROSS if across else ()))
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in named)
    return f'{HEAD}<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>'


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
_DOCUMENT_RELATIONS = (
    ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
    ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
    ("rIdFonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
    (_FOOTERS["right"], f"{_OFFICE}/footer", "footer1.xml"),
    (_FOOTERS["left"], f"{_OFFICE}/footer", "footer2.xml"),
    (_FOOTERS[""], f"{_OFFICE}/footer", "footer3.xml"),
    (_LETTER_FOOTER, f"{_OFFICE}/footer", "footer4.xml"),
)
_RELATIONS_ACROSS = (
    (_FOOTERS_ACROSS["right"], f"{_OFFICE}/footer", "footer5.xml"),
    (_FOOTERS_ACROSS["left"], f"{_OFFICE}/footer", "footer6.xml"),
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


def document_relations(*others: tuple[str, str, str], across: bool) -> str:
    """What the document part refers to, *others* last; see `content_types`."""
    return _relations(*_DOCUMENT_RELATIONS, *(_RELATIONS_ACROSS if across else ()), *others)


def _number_field() -> str:
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
    return run("— ", look) + field + run(" —", look)


def footer(side: str) -> str:
    """A footer with the page number at *side*, one character from the edge (7.5); empty for no side."""
    edge = twips(CELL_4)
    place = layout_of(off_grid=True, line=twips(CELL_4), left=edge, right=edge, align=side or "left")
    inner = _number_field() if side else ""
    return f'{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr>{place}</w:pPr>{inner}</w:p></w:ftr>'


def footer_across(side: str) -> str:
    """The footer of pages that lie across: the number stands where it stands on all pages, which on the sheet as it is
    read is at its left edge, turned by a quarter to the right (clause 8). A table is its frame: no paragraph can be
    turned in Word, a cell can."""
    high = twips(_NUMBER_ROOM)
    top = RIGHT - CELL_4 - _NUMBER_ROOM if side == "right" else LEFT + CELL_4
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{twips(PAGE_HEIGHT - _DASH_TOP - CELL_4)}" w:tblpY="{twips(top)}"/><w:tblOverlap w:val="never"/>'
    )
    wide = twips(CELL_4)
    look = layout_of(off_grid=True, line=wide, align=side)
    cell = (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"<w:p><w:pPr>{look}</w:pPr>{_number_field()}</w:p></w:tc>"
    )
    row = f'<w:tr><w:trPr><w:trHeight w:val="{high}" w:hRule="exact"/></w:trPr>{cell}</w:tr>'
    empty = f"<w:p><w:pPr>{layout_of(off_grid=True, line=20)}</w:pPr></w:p>"
    return f'{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{table_of([wide], row, place=place)}{empty}</w:ftr>'


def footers_across() -> dict[str, str | bytes]:
    """The footers of odd and of even pages that lie across, by the names of their parts."""
    return {"word/footer5.xml": footer_across("right"), "word/footer6.xml": footer_across("left")}


def foot_of_letter() -> str:
    """The footer of a letter's first page: no number, but the second double rule (10.1)."""
    rule = double_rule(PAGE_HEIGHT - FOOT - WORD_DOUBLE, thick_above=False)
    empty = f"<w:p><w:pPr>{layout_of(off_grid=True, line=20)}</w:pPr></w:p>"
    return f'{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{rule}{empty}</w:ftr>'


def section(*, numbered: bool, even_page: bool = False, letter: bool = False, across: bool = False) -> str:
    """The section: A4, the type area, the grid of lines, footers for odd and even pages; with *letter*, that of a
    letter's first page; *across* its sheet is turned."""
    first = f'<w:footerReference w:type="first" r:id="{_LETTER_FOOTER}"/>' if letter else ""
    kind = '<w:type w:val="evenPage"/>' if even_page else ""
    footers = _FOOTERS_ACROSS if across else _FOOTERS
    odd, even = (footers["right"], footers["left"]) if numbered else (_FOOTERS[""], _FOOTERS[""])
    foot = PAGE_HEIGHT - _DASH_TOP - CELL_4
    area, sheet = (LANDSCAPE, (PAGE_HEIGHT, PAGE_WIDTH)) if across else (PORTRAIT, (PAGE_WIDTH, PAGE_HEIGHT))
    width, height = sheet
    turned = ' w:orient="landscape"' if across else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'
        f'{first}{kind}<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(area.top)}" w:right="{twips(width - area.right)}" w:bottom="{twips(height - area.bottom)}" '
        f'w:left="{twips(area.left)}" w:header="850" w:footer="{twips(foot)}" w:gutter="0"/>'
        f'{"<w:titlePg/>" if letter else ""}<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )
