"""The document part, and the package around it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hongtou.fonts import Face, FontSet
from hongtou.layout.annexes import stretches_of
from hongtou.layout.attendance import parted, word_of
from hongtou.layout.grid import HEIGHT, LEFT, PORTRAIT, Area
from hongtou.layout.imprint import CELL_4, PITCH_4, ImprintPlan, plan_imprint
from hongtou.layout.metrics import Metrics
from hongtou.layout.pages import Plan, plan_of
from hongtou.layout.pictures import MOST_LINES, caption_in
from hongtou.layout.setting import Setter
from hongtou.layout.tail import SEAL_LINES, TITLE_CELL, SignLine, date_free, signature_places
from hongtou.layout.titles import break_title
from hongtou.manuscript import AnnexCopy, Form, Manuscript, addressed, date_text, tidied
from hongtou.model import Block, Heading, Paragraph, Picture, Table
from hongtou.roles import Role
from hongtou.write.word import parts
from hongtou.write.word.head import head_parts
from hongtou.write.word.pictures import Pictures
from hongtou.write.word.properties import PART as CUSTOM
from hongtou.write.word.properties import core_part, custom_part
from hongtou.write.word.styles import CHARACTER, FONT_NAMES, HEADING_IDS, LINE, STYLE_IDS, styles_part
from hongtou.write.word.tables import TEXT_WIDTH, body_table, imprint_table, tiny
from hongtou.write.word.xml import HEAD, R, W, fonts, layout_of, paragraph, run, twips

_LEAD_FACES = {1: Face.HEITI, 2: Face.KAITI}
_LONGEST_LEAD = 45
_HEAD_LINES = 4
"""Lines that the label and the title of an annex take, with the free ones, where a title has one line."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_docx(manuscript: Manuscript, *, marks: Mapping[str, str] | None = None) -> bytes:
    """*manuscript* as an editable Word document; the same arguments give the same bytes.

    Each element is a paragraph in a style of its own (`Role`), so that ``read`` finds the same elements again
    whatever was edited between. It names the licensed fonts that offices have. *marks* are kept as custom
    properties for `docx_marks`. Raises ValueError, in Chinese, for what no page can hold.
    """
    # The licensed fonts draw Latin letters half a character wide: what is usual is what they measure.
    setter, manuscript = Setter(Metrics(FontSet({}))), tidied(manuscript)
    plan = plan_of(setter, manuscript)
    writer = _Writer(setter, manuscript, plan)
    body = "".join(writer.document())
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": parts.content_types(across=writer.turned),
        "_rels/.rels": parts.PACKAGE_RELATIONS,
        "docProps/core.xml": core_part(manuscript.title),
        CUSTOM: custom_part(marks or {}),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": parts.document_relations(
            *writer.pictures.relations(), across=writer.turned
        ),
        "word/styles.xml": styles_part(),
        "word/settings.xml": parts.SETTINGS,
        "word/fontTable.xml": parts.font_table(),
        "word/footer1.xml": parts.footer("right"),
        "word/footer2.xml": parts.footer("left"),
        "word/footer3.xml": parts.footer(""),
        "word/footer4.xml": parts.foot_of_letter(),
        **(parts.footers_across() if writer.turned else {}),
        **dict(writer.pictures.files()),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return buffer.getvalue()


@dataclass(slots=True)
class _Writer:
    """Writes one manuscript from its head to its 版记. ``area`` is that of the section being written; ``sections`` counts
    those that ended: only the first of a letter has the letter's foot. ``turned`` says that
    one of them lies across."""

    setter: Setter
    copy: Manuscript
    plan: Plan
    pictures: Pictures = field(default_factory=Pictures)
    area: Area = PORTRAIT
    sections: int = 0
    turned: bool = False

    def document(self) -> Iterator[str]:
        setter, copy, plan = self.setter, self.copy, self.plan
        yield from head_parts(setter, copy, plan.head)
        order = copy.form is Form.ORDER
        if copy.title and not order:
            look = layout_of(off_grid=True, before=2 * LINE, line=LINE, align="center")
            yield _title(setter, Role.TITLE, copy.title, look)
        if copy.addressees and not plan.moved:
            yield _plain(Role.ADDRESSEES, f"{addressed(copy.addressees)}：")
        free = 2 if order else 1 if not copy.addressees or plan.moved else 0
        body, lists = parted(copy.body) if copy.form is Form.MINUTES else (copy.body, ())
        yield from self._blocks(body, free_above=free, keep_last=not copy.annex_names, lines=MOST_LINES)
        yield from _annex_notes(copy.annex_names)
        yield from _attendance(setter, lists)
        yield from _signature(setter, copy)
        if copy.note:
            yield _plain(Role.NOTE, f"（{copy.note}）")
        for annex in copy.annexes:
            yield from self._annex(annex)
        yield from self._imprint()

    def _annex(self, annex: AnnexCopy) -> Iterator[str]:
        """An annex; where the pages turn a section ends (clause 8)."""
        for index, stretch in enumerate(stretches_of(annex.blocks)):
            if stretch.area is not self.area:
                yield _ending(self._section())
                self.area = stretch.area
                self.turned = self.turned or stretch.across
            if index == 0:
                number = annex.number if annex.number is not None else ""
                yield _plain(Role.ANNEX_LABEL, f"附件{number}")
                if annex.title:
                    yield _title(self.setter, Role.ANNEX_TITLE, annex.title, "", stretch.area)
            lines = self.area.lines
            yield from self._blocks(stretch.blocks, free_above=int(index == 0), keep_last=False, lines=lines)

    def _blocks(
        self, blocks: Sequence[Block], *, free_above: int, keep_last: bool, lines: int
    ) -> Iterator[str]:
        """The body, or an annex: with free lines above it where it follows a title or the number of an order; with
        *keep_last* its last lines go to the next page with the signature, which may not stand there alone (7.3.5.5).
        A picture takes *lines* lines at most."""
        above: Block | None = None
        for number, block in enumerate(blocks):
            before = LINE * free_above if number == 0 and free_above else None
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            look = layout_of(keep=keep_last and number == len(blocks) - 1, before=before)
            if isinstance(block, Table):
                if before is not None:
                    yield paragraph(STYLE_IDS[Role.BODY])  # a table cannot keep a free line above itself
                yield body_table(self.setter, block, self.area)
                if following is None or isinstance(following, Table):
                    yield tiny()  # Word joins two tables that touch
            elif isinstance(block, Picture):
                named = bool(caption_in(following, block))
                if before is not None:
                    yield paragraph(STYLE_IDS[Role.BODY])
                room = lines - named - (_HEAD_LINES if before is not None else 0)
                yield self.pictures.paragraph(block, room, self.area, named=named)
            elif caption_in(block, above):
                yield _plain(Role.BODY, block.text, layout_of(first=0, align="center"))
            else:
                yield _block(block, look)
            above = block

    def _imprint(self) -> Iterator[str]:
        """版记 on an even page: floating at the foot of the last one, or in a section of its own that begins on one."""
        setter, copy, plan = self.setter, self.copy, self.plan
        letter = copy.form is Form.LETTER
        imprint = plan_imprint(setter, copy, addressees=plan.moved, ruled=not letter)
        if not imprint.height:
            yield self._section()
            return
        if not plan.imprint_alone:
            yield _imprint_table(setter, copy, imprint, plan)
            yield tiny()
            yield self._section()
            return
        yield _ending(self._section())
        self.area = PORTRAIT
        yield tiny()  # LibreOffice forgets a section that begins with a floating table
        yield _imprint_table(setter, copy, imprint, plan)
        yield tiny()
        yield parts.section(numbered=plan.imprint_numbered, even_page=not letter)

    def _section(self) -> str:
        """The properties of the section that ends here."""
        letter = self.copy.form is Form.LETTER and not self.sections
        self.sections += 1
        return parts.section(numbered=True, letter=letter, across=self.area is not PORTRAIT)


def _plain(role: Role, text: str, properties: str = "") -> str:
    return paragraph(STYLE_IDS[role], run(text), properties=properties)


def _ending(section: str) -> str:
    """A paragraph that takes no room and ends a section."""
    return f"<w:p><w:pPr>{layout_of(off_grid=True, line=20)}{section}</w:pPr></w:p>"


def _title(setter: Setter, role: Role, title: str, properties: str, area: Area = PORTRAIT) -> str:
    """A title with a manual break where each of its lines ends; it remains one paragraph."""
    halves = int(area.width // (TITLE_CELL / 2))
    lines = break_title(title, halves=halves, width=lambda text: setter.halves(text, Face.XIAOBIAOSONG))
    return _plain(role, "\n".join(lines), properties)


def _block(block: Heading | Paragraph, properties: str) -> str:
    """A heading in Word's own style; a paragraph whose first sentence opens a level has that in its typeface."""
    if isinstance(block, Heading):
        return paragraph(HEADING_IDS[block.level - 1], run(block.text), properties=properties)
    face = _LEAD_FACES.get(block.level)
    if face is None:
        return _plain(Role.BODY, block.text, properties)
    end = block.text.find("。") + 1
    end = end if 0 < end <= _LONGEST_LEAD else len(block.marker)
    lead, rest = run(block.text[:end], fonts(FONT_NAMES[face])), block.text[end:]
    return paragraph(STYLE_IDS[Role.BODY], lead, *([run(rest)] if rest else []), properties=properties)


def _annex_notes(names: Sequence[str]) -> Iterator[str]:
    """附件说明, each name hanging below its own first character (7.3.4)."""
    numbered = len(names) > 1
    digits = (len(str(len(names))) + 1) / 2 if numbered else 0
    hang = round((5 + digits) * CHARACTER)
    for index, name in enumerate(names):
        number = f"{index + 1}." if numbered else ""
        back = hang - (2 * CHARACTER if index == 0 else 5 * CHARACTER)
        look = layout_of(
            keep=index == len(names) - 1, before=LINE if index == 0 else None, left=hang, first=-back
        )
        yield _plain(Role.ANNEX_NOTE, f"{'附件：' if index == 0 else ''}{number}{name}", look)


def _attendance(setter: Setter, lists: Sequence[str]) -> Iterator[str]:
    """出席, 请假 and 列席 of minutes, the names hanging behind the colon (10.3)."""
    for index, text in enumerate(lists):
        word = word_of(text)
        hang = (len(word) + 1) * CHARACTER
        look = layout_of(before=None if index else LINE, left=2 * CHARACTER + hang, first=-hang)
        runs = (run(word, fonts(FONT_NAMES[Face.HEITI])), run(text[len(word) :]))
        yield paragraph(STYLE_IDS[Role.BODY], *runs, properties=look)


def _stamps(rows: Sequence[SignLine]) -> Iterator[str]:
    """Offices and names of those who sign by a 签名章, one below the other (7.3.5.3)."""
    kai = fonts(FONT_NAMES[Face.KAITI])
    for line in rows:
        assert line.person is not None
        name, name_x = line.person
        office, office_x = line.names[0] if line.names else ("", LEFT)
        tabs = f'<w:tab w:val="left" w:pos="{twips(name_x - LEFT)}"/>'
        look = layout_of(tabs=tabs, before=LINE * line.above, left=twips(office_x - LEFT))
        yield paragraph(STYLE_IDS[Role.SIGNER_STAMP], run(f"{office}\t"), run(name, kai), properties=look)


def _signature(setter: Setter, copy: Manuscript) -> Iterator[str]:
    """署名 and date at the places of the Page model; several organs of a line are parted by TABs."""
    rows, date_x = signature_places(setter, copy)
    if copy.signers:
        yield from _stamps(rows)
        rows = []
    signer = Role.SIGNER if copy.sealed else Role.SIGNER_UNSEALED
    free = SEAL_LINES if copy.sealed else 1
    for line in rows:
        first, *others = [(name, twips(x - LEFT)) for name, x in line.names]
        tabs = "".join(f'<w:tab w:val="left" w:pos="{place}"/>' for _, place in others)
        look = layout_of(tabs=tabs, before=LINE * (line.above or free), left=first[1])
        yield _plain(signer, "\t".join(name for name, _ in line.names), look)
    if copy.document_date:
        role = Role.DATE if copy.sealed else Role.DATE_UNSEALED
        look = layout_of(before=LINE * date_free(copy) or None, left=twips(date_x - LEFT))
        yield _plain(role, date_text(copy.document_date), look)


def _imprint_table(setter: Setter, copy: Manuscript, imprint: ImprintPlan, plan: Plan) -> str:
    rows: list[tuple[str, bool]] = []
    for role, label, organs in (
        (Role.MOVED_ADDRESSEES, "主送：", addressed(copy.addressees) if plan.moved else ""),
        (Role.COPY_TO, "抄送：", "，".join(copy.copy_to)),
    ):
        if organs:
            rows.append((_listed(setter, role, label, organs), False))
    if imprint.office or imprint.day:
        edge = TEXT_WIDTH - twips(CELL_4)
        look = layout_of(
            tabs=f'<w:tab w:val="right" w:pos="{edge}"/>',
            off_grid=True,
            line=twips(PITCH_4),
            left=twips(CELL_4),
        )
        rows.append((_plain(Role.PRINTED, f"{imprint.office}\t{imprint.day}".rstrip("\t"), look), True))
    return imprint_table(rows, twips(HEIGHT - imprint.height), ruled=imprint.ruled)


def _listed(setter: Setter, role: Role, label: str, organs: str) -> str:
    hang = setter.halves(label) * twips(CELL_4) // 2
    edge = twips(CELL_4)
    look = layout_of(off_grid=True, line=twips(PITCH_4), left=edge + hang, right=edge, first=-hang)
    return _plain(role, f"{label}{organs}。", look)
