"""The styles: measures of GB/T 9704-2012 in Word's terms, with the licensed fonts that offices have.

A grid of lines of 579 twips and characters of 16 pt set 0.25 pt closer give 28 characters by 22 lines; Word's own
grid of characters is not used, as other programs read it differently.
"""

from __future__ import annotations

from dataclasses import dataclass

from hongtou.fonts import Face
from hongtou.roles import HEADINGS, Role
from hongtou.write.word.xml import HEAD, W, fonts, layout_of, size

LINE = 579
"""A line of the grid in twips: 22 of them fill the type area."""
CHARACTER = 315
"""The width of a 3号 character in twips, with its closer setting."""
CLOSER = '<w:spacing w:val="-5"/>'
FONT_NAMES = {
    Face.FANGSONG: "仿宋_GB2312",
    Face.XIAOBIAOSONG: "方正小标宋简体",
    Face.HEITI: "黑体",
    Face.KAITI: "楷体_GB2312",
    Face.SONGTI: "宋体",
}
SIZE_2, SIZE_3, SIZE_4 = 44, 32, 28
STYLE_IDS = {role: f"Ht{number:02}" for number, role in enumerate(Role, start=1)}
HEADING_IDS = tuple(f"Heading{level}" for level in range(1, 5))
_HEADING_FACES = (Face.HEITI, Face.KAITI, Face.FANGSONG, Face.FANGSONG)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style differs from the body: typeface, half points, what `layout_of` takes, the style that follows."""

    face: Face = Face.FANGSONG
    half_points: int = SIZE_3
    layout: str = ""
    following: Role | None = None


# Marks neither hang outside the type area nor is a blank set between Hanzi and digits: both would break the grid.
_ON_GRID = '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_INDENTED = layout_of(first=2 * CHARACTER, align="both")
_LOOKS: dict[Role, _Look] = {
    Role.COPY_NUMBER: _Look(layout=layout_of(align="left")),
    Role.URGENCY: _Look(Face.HEITI, layout=layout_of(align="left")),
    Role.MARK: _Look(Face.XIAOBIAOSONG, layout=layout_of(off_grid=True, align="center")),
    Role.MARK_WORD: _Look(Face.XIAOBIAOSONG, layout=layout_of(off_grid=True, align="center")),
    Role.NUMBER: _Look(layout=layout_of(align="center"), following=Role.TITLE),
    Role.SIGNATORY: _Look(layout=layout_of(align="left")),
    Role.TITLE: _Look(
        Face.XIAOBIAOSONG, SIZE_2, layout_of(off_grid=True, line=LINE, align="center"), Role.ADDRESSEES
    ),
    Role.ADDRESSEES: _Look(layout=layout_of(before=LINE, align="both"), following=Role.BODY),
    Role.BODY: _Look(layout=_INDENTED),
    Role.CELL: _Look(layout=layout_of(align="center")),
    Role.ANNEX_NOTE: _Look(layout=layout_of(align="left")),
    Role.SIGNER: _Look(layout=layout_of(keep=True, align="left")),
    Role.SIGNER_UNSEALED: _Look(layout=layout_of(keep=True, align="left")),
    Role.SIGNER_STAMP: _Look(layout=layout_of(keep=True, align="left")),
    Role.DATE: _Look(layout=layout_of(align="left"), following=Role.NOTE),
    Role.DATE_UNSEALED: _Look(layout=layout_of(align="left"), following=Role.NOTE),
    Role.NOTE: _Look(layout=_INDENTED),
    Role.ANNEX_LABEL: _Look(Face.HEITI, SIZE_3, layout_of(new_page=True, align="left"), Role.ANNEX_TITLE),
    Role.ANNEX_TITLE: _Look(
        Face.XIAOBIAOSONG, SIZE_2, layout_of(off_grid=True, before=LINE, line=LINE, align="center"), Role.BODY
    ),
    Role.MOVED_ADDRESSEES: _Look(half_points=SIZE_4),
    Role.COPY_TO: _Look(half_points=SIZE_4),
    Role.PRINTED: _Look(half_points=SIZE_4, layout=layout_of(align="left")),
}


def styles_part() -> str:
    """The part word/styles.xml."""
    base = fonts(FONT_NAMES[Face.FANGSONG]) + CLOSER + size(SIZE_3)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{base}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        f"</w:rPrDefault><w:pPrDefault><w:pPr>{_ON_GRID}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{_ON_GRID}<w:jc w:val="both"/></w:pPr></w:style>'
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    own = "".join(_style(STYLE_IDS[role], role.value, look) for role, look in _LOOKS.items())
    headings = "".join(
        _style(
            id_,
            name,
            _Look(face, SIZE_3, layout_of(keep=True, first=2 * CHARACTER, outline=level), Role.BODY),
        )
        for level, (id_, name, face) in enumerate(zip(HEADING_IDS, HEADINGS, _HEADING_FACES, strict=True))
    )
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{normal}{table}{own}{headings}</w:styles>'


def _style(id_: str, name: str, look: _Look) -> str:
    following = f'<w:next w:val="{STYLE_IDS[look.following]}"/>' if look.following else ""
    custom = "" if name in HEADINGS else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{look.layout}</w:pPr>'
        f"<w:rPr>{fonts(FONT_NAMES[look.face])}{size(look.half_points)}</w:rPr></w:style>"
    )
