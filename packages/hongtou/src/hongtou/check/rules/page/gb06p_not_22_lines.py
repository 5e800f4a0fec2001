"""A page takes 22 lines (GB/T 9704-2012, 5.2.3: 一般), whether by the grid or by a distance of lines."""

from collections import Counter
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet, running, settings
from hongtou.check.word_sample import GOOD, WordSample, in_document, in_style
from hongtou.model.sheet import Section, Setting, Sheet

_LINES = 22
_MM = 25.4 / 72
# A single line of a Chinese font is about 1.3 times as high as its characters; only where no grid says otherwise.
_NATURAL = 1.3
_SHORT = 0.12


def _pitch(part: Setting, section: Section) -> float:
    """The distance of lines in points."""
    form = part.form
    if form.line_rule == "exact":
        return form.line
    own = part.font.size * _NATURAL
    if form.on_grid and section.grid != "none" and section.line_pitch:
        rows = (
            max(1.0, form.line) if form.line_rule == "multiple" else max(1.0, form.line / section.line_pitch)
        )
        return section.line_pitch * rows * max(1, -(-part.font.size // section.line_pitch))
    return max(own, form.line) if form.line_rule == "at_least" else own * form.line


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    parts = [part for part in settings(sheet, running(paper)) if not part.in_table]
    if not parts:
        return
    section = sheet.sections[parts[0].section]
    area = (section.height - section.top - section.bottom) / _MM
    usual = Counter(round(_pitch(part, section), 2) for part in parts).most_common(1)[0][0]
    lines = int(area / usual + _SHORT) if usual > 0 else 0
    if lines != _LINES:
        yield Fault(
            f"行距约{usual:g}磅，每面排{lines}行。",
            "一般每面22行：文档网格设为每页22行，或者正文行距设为固定值28.95磅。",
            "line_pitch",
        )


RULE = PaperRule(
    code="GB-06P",
    basis_key="GB-06P",
    offence="每面不是22行",
    why="行距不合，版心填不满或者排不下，页数和落款位置都会变。",
    check=_check,
    bad=(
        WordSample(
            "文档网格是Word的默认值（15.6磅）。", (in_document('w:linePitch="579"', 'w:linePitch="312"'),)
        ),
        WordSample(
            "正文行距固定为22磅。",
            (in_style("正文", "<w:pPr>", '<w:pPr><w:spacing w:line="440" w:lineRule="exact"/>'),),
        ),
    ),
    good=(
        GOOD,
        WordSample(
            "正文行距固定为28.95磅。",
            (in_style("正文", "<w:pPr>", '<w:pPr><w:spacing w:line="579" w:lineRule="exact"/>'),),
        ),
    ),
)
