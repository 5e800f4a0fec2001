"""版头 of a Word document: its lines at the places that the Page model gives them (GB/T 9704-2012, 7.2)."""

from __future__ import annotations

from collections.abc import Iterator

from hongtou.fonts import Face
from hongtou.layout.forms import Head
from hongtou.layout.grid import CELL, PITCH, TOP, WIDTH, line_top, mm
from hongtou.layout.head import BESIDE, MARK_DROP, PER_LINE, RULE_GAP, RULE_THICKNESS, STEP, SUFFIX, HeadPlan
from hongtou.layout.letter import BELOW_RULE, MARK_TOP, RULE_LENGTH, LetterHead
from hongtou.layout.letter import mark_of as letter_mark
from hongtou.layout.order import MARK_DROP as ORDER_DROP
from hongtou.layout.order import OrderHead
from hongtou.layout.order import mark_of as order_mark
from hongtou.layout.setting import Setter
from hongtou.manuscript import Manuscript
from hongtou.roles import Role
from hongtou.write.word.frames import double_rule, frame
from hongtou.write.word.styles import CHARACTER, FONT_NAMES, LINE, STYLE_IDS
from hongtou.write.word.tables import TEXT_WIDTH, row, table_of
from hongtou.write.word.xml import fonts, layout_of, paragraph, run, size, twips

LABEL = "签发人："
_RED = '<w:color w:val="FF0000"/>'
_RULE = (
    f'<w:bottom w:val="single" w:sz="{round(RULE_THICKNESS / mm(1) * 8)}" '
    f'w:space="{round(RULE_GAP / mm(1))}" w:color="FF0000"/>'
)


def head_parts(setter: Setter, copy: Manuscript, plan: Head) -> Iterator[str]:
    """Everything above the title, or the body of an order."""
    if isinstance(plan, LetterHead):
        yield from _letter_parts(setter, copy, plan)
    elif isinstance(plan, OrderHead):
        yield from _order_parts(setter, copy, plan)
    elif isinstance(plan, HeadPlan):
        yield from _ordinary_parts(setter, copy, plan)


def _letter_parts(setter: Setter, copy: Manuscript, plan: LetterHead) -> Iterator[str]:
    """The mark and its double rule in frames of their own; below them the number at the right edge (10.1)."""
    text = letter_mark(copy)
    look = layout_of(
        frame=frame(MARK_TOP, RULE_LENGTH), off_grid=True, line=twips(plan.ink * 1.02), align="center"
    )
    measure = setter.length(text, plan.size, Face.XIAOBIAOSONG)
    runs = [run(text, _mark_look(plan.size, min(1.0, WIDTH / measure)))] if text else []
    yield paragraph(STYLE_IDS[Role.MARK], *runs, properties=look)
    yield double_rule(plan.rule_y, thick_above=True)
    lines = [(Role.COPY_NUMBER, copy.copy_number), (Role.URGENCY, str(copy.urgency or ""))]
    left = [(role, text) for role, text in lines if text]
    number = str(copy.number) if copy.number else ""
    before = twips(BELOW_RULE - (PITCH - CELL) / 2)
    # Beside 份号 the number stands in a frame of its own, so that both are paragraphs of their own styles.
    place = (
        '<w:framePr w:hSpace="0" w:vSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:xAlign="right" '
        f'w:y="{twips(plan.first_line - (PITCH - CELL) / 2)}"/>'
    )
    above = None if left else before
    look = layout_of(frame=place if left else "", off_grid=True, before=above, line=LINE, align="right")
    if number or not left:
        yield paragraph(STYLE_IDS[Role.NUMBER], *([run(number)] if number else []), properties=look)
    for index, (role, text) in enumerate(left):
        look = layout_of(off_grid=True, before=None if index else before, line=LINE)
        yield paragraph(STYLE_IDS[role], run(text), properties=look)


def _order_parts(setter: Setter, copy: Manuscript, plan: OrderHead) -> Iterator[str]:
    """The mark and the number, two free lines below each other (10.2)."""
    joint = len(copy.issuers) > 1
    if joint:
        yield paragraph(
            STYLE_IDS[Role.SIGNATORY], properties=layout_of(off_grid=True, line=twips(ORDER_DROP))
        )
        yield _joint_mark(setter, copy, plan)
    else:
        text = order_mark(copy)
        measure = setter.length(text, plan.size, Face.XIAOBIAOSONG)
        look = layout_of(off_grid=True, before=twips(ORDER_DROP), line=twips(plan.size * 1.1))
        runs = [run(text, _mark_look(plan.size, min(1.0, WIDTH / measure)))] if text else []
        yield paragraph(STYLE_IDS[Role.MARK], *runs, properties=look)
    if copy.number:
        bottom = TOP + ORDER_DROP + plan.height * (1.0 if joint else 1.1)
        before = max(0, twips(line_top(plan.number_line) - bottom - (PITCH - CELL) / 2))
        yield paragraph(STYLE_IDS[Role.NUMBER], run(str(copy.number)), properties=layout_of(before=before))


def _ordinary_parts(setter: Setter, copy: Manuscript, plan: HeadPlan) -> Iterator[str]:
    """份号, 紧急程度, the mark, and the number with the red rule below it."""
    lines = 0
    for role, text in ((Role.COPY_NUMBER, copy.copy_number), (Role.URGENCY, str(copy.urgency or ""))):
        if text:
            lines += 1
            yield paragraph(STYLE_IDS[role], run(text), properties=layout_of(off_grid=True, line=LINE))
    drop = twips(MARK_DROP) - lines * LINE
    if len(copy.issuers) > 1:
        yield paragraph(STYLE_IDS[Role.SIGNATORY], properties=layout_of(off_grid=True, line=max(20, drop)))
        yield _joint_mark(setter, copy, plan)
    elif copy.issuers:
        text = copy.issuers[0] + copy.mark_suffix
        measure = setter.length(text, plan.size, Face.XIAOBIAOSONG)
        look = _mark_look(plan.size, min(1.0, WIDTH / measure))
        yield paragraph(
            STYLE_IDS[Role.MARK],
            run(text, look),
            properties=layout_of(off_grid=True, before=max(0, drop), line=twips(plan.size * 1.1)),
        )
    yield from _number_parts(copy, plan)


def _mark_look(height: float, narrow: float) -> str:
    points = round(height / mm(1) * 2)
    # One in a hundred less: where another font is a trifle wider, the mark must not break.
    scale = f'<w:w w:val="{max(1, round(narrow * 100) - 1)}"/>' if narrow < 0.995 else ""
    return fonts(FONT_NAMES[Face.XIAOBIAOSONG]) + _RED + '<w:spacing w:val="0"/>' + scale + size(points)


def _joint_mark(setter: Setter, copy: Manuscript, plan: HeadPlan | OrderHead) -> str:
    """The names stacked in one cell, each spread over its width, 文件 beside them in the middle (7.2.4)."""
    big = plan.size * SUFFIX
    beside = setter.length(copy.mark_suffix, big, Face.XIAOBIAOSONG) + BESIDE if copy.mark_suffix else 0.0
    longest = max(setter.length(name, plan.size, Face.XIAOBIAOSONG) for name in copy.issuers)
    measure = min(WIDTH - beside, longest)
    look = _mark_look(plan.size, measure / longest)
    spread = layout_of(off_grid=True, line=twips(plan.size * STEP), align="distribute")
    names = "".join(
        paragraph(STYLE_IDS[Role.MARK], run(name, look), properties=spread) for name in copy.issuers
    )
    # A little more than the names need: where another font is a trifle wider, they must not break.
    cells = [(twips(measure + plan.size / 4), names)]
    if copy.mark_suffix:
        word = paragraph(
            STYLE_IDS[Role.MARK_WORD],
            run(copy.mark_suffix, _mark_look(big, 1.0)),
            properties=layout_of(off_grid=True, line=twips(big * 1.1), align="right"),
        )
        cells.append((twips(beside), word))
    return table_of([width for width, _ in cells], row(cells))


def _number_parts(copy: Manuscript, plan: HeadPlan) -> Iterator[str]:
    """发文字号, for an upward document with the signatories beside it, the number on the line of the last."""
    number = str(copy.number) if copy.number else ""
    bottom = TOP + MARK_DROP + plan.height * (1.1 if len(copy.issuers) <= 1 else 1.0)
    before = max(0, twips(line_top(plan.first_line) - bottom - (PITCH - CELL) / 2))
    if not copy.upward:
        look = layout_of(border=_RULE, before=before)
        yield paragraph(STYLE_IDS[Role.NUMBER], *([run(number)] if number else []), properties=look)
        return
    rows = [copy.signatories[at : at + PER_LINE] for at in range(0, len(copy.signatories), PER_LINE)]
    widest = max(sum(map(len, names)) + len(names) - 1 for names in rows)
    names_at = TEXT_WIDTH - CHARACTER * (1 + widest)
    label_at = names_at - CHARACTER * len(LABEL)
    # The number is set in by a TAB: an indent of the paragraph would shorten the red rule below it.
    tabs = "".join(f'<w:tab w:val="left" w:pos="{place}"/>' for place in (CHARACTER, label_at, names_at))
    kai = fonts(FONT_NAMES[Face.KAITI])
    for index, names in enumerate(rows):
        last = index == len(rows) - 1
        look = layout_of(
            border=_RULE if last else "", tabs=tabs, before=None if index else before, align="left"
        )
        lead = run("\t" + (number if last else "") + ("\t\t" if index else "\t"))
        label = [] if index else [run(LABEL)]
        role = Role.NUMBER if last and number else Role.SIGNATORY
        yield paragraph(STYLE_IDS[role], lead, *label, run("　".join(names), kai), properties=look)
