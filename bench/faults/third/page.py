"""Wordings C of the page: settings as people leave them in Word, in styles, in what styles rest on, in sections, in
runs and paragraphs themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

from bench.faults.injected import Way
from bench.faults.paging import (
    DOCUMENT,
    EVEN,
    FIELD_OF_NUMBER,
    ODD,
    SETTINGS,
    STYLES,
    TABLE_OF_IMPRINT,
    Change,
    alone,
    alter,
    font,
    id_of,
    paragraphs,
    runs,
    signatories,
    size,
    style,
)

_MARGINS = 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"'
_SECTION = re.compile(r"<w:sectPr>(?:(?!</w:sectPr>).)*</w:sectPr>(?=</w:body>)")
_NO_FONT = (r"<w:rFonts [^>]*/>", "")
_NO_SIZE = (r"<w:szC?s? w:val=\"\d+\"/>", "")
_CHARACTERS = "HtOfHand"


def _in_normal(properties: str) -> Change:
    """Properties of runs in the style that all others rest on."""
    return r'(w:styleId="Normal">.*?)(</w:style>)', rf"\1<w:rPr>{properties}</w:rPr>\2"


def _by_default(pattern: str, new: str) -> Change:
    """Within what holds for a document when no style says otherwise."""
    return rf"(<w:docDefaults>(?:(?!</w:docDefaults>).)*?){pattern}", rf"\g<1>{new}"


def _style_of_characters(properties: str) -> Change:
    """One more style, of characters."""
    return "</w:styles>", (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{_CHARACTERS}"><w:name w:val="手工字符"/>'
        f"<w:rPr>{properties}</w:rPr></w:style></w:styles>"
    )


def _in_characters(name: str, properties: str, *, first: bool = False) -> Way:
    """The runs of a style of paragraphs in a style of characters."""
    return alter(
        STYLES,
        _style_of_characters(properties),
        DOCUMENT,
        runs(name, f'<w:rStyle w:val="{_CHARACTERS}"/>', first=first),
    )


def _first_section(pattern: str, new: str) -> Change:
    """A section of its own for all before the second heading of level one or the date, set otherwise than the rest."""

    def change(part: str) -> str:
        section, places = _SECTION.search(part), list(re.finditer(_starting("1"), part))
        if section is None or len(places) < 2:
            return part
        other = re.sub(pattern, new, section[0])
        if other == section[0]:
            return part
        at = places[1].start()
        return f"{part[:at]}<w:p><w:pPr>{other}</w:pPr></w:p>{part[at:]}"

    return change


def _starting(name: str) -> str:
    return rf'<w:p><w:pPr><w:pStyle w:val="{id_of(name)}"/>'


def _second_level_in_runs(name: str) -> Change:
    """The words of level two that stand before a text in another font, where no signatory is in that font."""

    def change(part: str) -> str:
        return part if "签发人" in part else part.replace("楷体_GB2312", name)

    return change


def _signatory_without_font(part: str) -> str:
    """The signatory's name without a font of its own."""
    return re.sub(r"(签发人：</w:t></w:r><w:r>)<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>", r"\1", part)


def _smaller_mark(part: str) -> str:
    """The mark of 28 points, so that one sees where it stands."""
    found = rf"{_starting('发文机关标志')}(?:(?!</w:p>).)*</w:p>"
    return re.sub(found, lambda m: re.sub(r'(<w:szC?s?) w:val="\d+"', r'\1 w:val="56"', m[0]), part, count=1)


def _both(*changes: Change) -> Way:
    """The same changes in the footers of odd and even pages."""
    return alter(ODD, *changes, EVEN, *changes)


def _named(name: str) -> Change:
    """The fonts in a footer."""
    return r'w:(ascii|hAnsi|eastAsia|cs)="宋体"', rf'w:\1="{name}"'


def _imprint(change: Callable[[str], str]) -> Change:
    """A change of the table of the imprint, where it says by whom and when the paper was printed."""

    def whole(part: str) -> str:
        return re.sub(TABLE_OF_IMPRINT, lambda m: change(m[0]), part) if "印发</w:t>" in part else part

    return whole


def _without_borders(table: str) -> str:
    return re.sub(r'w:val="single" w:sz="\d"', 'w:val="none" w:sz="0"', table)


def _with_white_borders(table: str) -> str:
    return table.replace('w:color="000000"', 'w:color="FFFFFF"')


def _without_words(table: str) -> str:
    return re.sub(r"<w:r>.*?</w:r>", "", table)


_RULE = r'<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="FF0000"/></w:pBdr>'
_FRAMED = '<w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/>'
_LABEL = "附件序号"

WAYS: dict[str, tuple[Way, ...]] = {
    "paper_not_a4": (
        alter(DOCUMENT, ('w:w="11906" w:h="16838"', 'w:w="10319" w:h="14571"')),
        alter(DOCUMENT, ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')),
        alter(DOCUMENT, _first_section('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    ),
    "margins_wrong": (
        alter(DOCUMENT, (_MARGINS, 'w:top="1417" w:right="1417" w:bottom="1417" w:left="1417"')),
        alter(DOCUMENT, ('w:gutter="0"', 'w:gutter="567"')),
        alter(
            DOCUMENT, _first_section(_MARGINS, 'w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"')
        ),
        alter(DOCUMENT, ('w:right="1474"', 'w:right="2268"')),
    ),
    "line_pitch_wrong": (
        alter(DOCUMENT, (r"<w:docGrid [^>]*/>", "")),
        alter(DOCUMENT, ('w:linePitch="579"', 'w:linePitch="440"')),
        alter(DOCUMENT, paragraphs("正文", '<w:spacing w:line="720" w:lineRule="exact"/>')),
        alter(
            STYLES,
            (
                r'(w:styleId="Normal">.*?<w:pPr>.*?)(<w:jc )',
                r'\1<w:spacing w:line="480" w:lineRule="exact"/>\2',
            ),
        ),
    ),
    "body_font_wrong": (
        alter(DOCUMENT, runs("正文", font("微软雅黑"))),
        _in_characters("正文", font("宋体")),
        alter(STYLES, style("正文", replace=_NO_FONT), _in_normal(font("宋体"))),
        alter(STYLES, style("正文", replace=(r'w:eastAsia="[^"]*"', 'w:eastAsia="等线"'))),
    ),
    "body_size_wrong": (
        alter(DOCUMENT, runs("正文", size(30))),
        _in_characters("正文", size(28)),
        alter(STYLES, style("正文", replace=_NO_SIZE), _in_normal(size(24))),
        alter(
            STYLES,
            style("正文", replace=_NO_SIZE),
            _by_default(r'<w:sz w:val="32"/><w:szCs w:val="32"/>', size(36)),
        ),
    ),
    "text_coloured": (
        alter(DOCUMENT, runs("正文", '<w:color w:val="FF0000"/>', first=True)),
        alter(STYLES, style("正文", replace=("</w:rPr>", '<w:color w:val="1F497D"/></w:rPr>'))),
        _in_characters("正文", '<w:color w:val="0070C0"/>'),
    ),
    "title_font_wrong": (
        alter(DOCUMENT, runs("标题", font("宋体"), "<w:b/>")),
        alter(STYLES, style("标题", font="黑体")),
        _in_characters("标题", font("华文中宋")),
        alter(STYLES, style("标题", replace=_NO_FONT)),
    ),
    "title_size_wrong": (
        alter(DOCUMENT, runs("标题", size(36))),
        alter(STYLES, style("标题", replace=_NO_SIZE)),
        _in_characters("标题", size(52)),
    ),
    "title_not_centred": (
        alter(DOCUMENT, paragraphs("标题", '<w:jc w:val="left"/>')),
        alter(DOCUMENT, paragraphs("标题", '<w:jc w:val="right"/>')),
        alter(
            DOCUMENT, paragraphs("标题", '<w:jc w:val="both"/>'), paragraphs("标题", '<w:ind w:left="630"/>')
        ),
    ),
    "first_heading_font_wrong": (
        alter(DOCUMENT, runs("1", font("仿宋_GB2312"), "<w:b/>")),
        _in_characters("1", font("宋体")),
        alter(STYLES, style("1", replace=_NO_FONT)),
    ),
    "second_heading_font_wrong": (
        alter(DOCUMENT, _second_level_in_runs("仿宋_GB2312")),
        alter(DOCUMENT, _second_level_in_runs("宋体")),
        alter(STYLES, style("2", font="黑体")),
        alter(DOCUMENT, runs("2", font("仿宋_GB2312"), "<w:b/>")),
    ),
    "indent_wrong": (
        alter(DOCUMENT, paragraphs("正文", '<w:ind w:firstLine="0"/>')),
        alter(DOCUMENT, paragraphs("正文", '<w:ind w:firstLine="315"/>')),
        alter(STYLES, style("正文", replace=(r'<w:ind w:firstLine="630"/>', '<w:ind w:firstLine="1260"/>'))),
        alter(
            STYLES,
            style("正文", replace=(r'<w:ind w:firstLine="630"/>', '<w:ind w:left="630" w:hanging="630"/>')),
        ),
    ),
    "addressees_not_flush": (
        alter(DOCUMENT, paragraphs("主送机关", '<w:ind w:firstLine="630"/>')),
        alter(DOCUMENT, paragraphs("主送机关", '<w:jc w:val="center"/>')),
        alter(STYLES, style("主送机关", replace=("<w:jc ", '<w:ind w:left="420"/><w:jc '))),
    ),
    "date_at_wrong_place": (
        alter(DOCUMENT, paragraphs("成文日期", '<w:ind w:left="0"/>')),
        alter(
            DOCUMENT,
            paragraphs("成文日期", '<w:ind w:left="0"/>'),
            paragraphs("成文日期", '<w:jc w:val="right"/>'),
        ),
        alter(
            DOCUMENT,
            paragraphs("成文日期", '<w:ind w:left="0"/>'),
            paragraphs("成文日期", '<w:jc w:val="center"/>'),
        ),
    ),
    "page_number_missing": (
        alter(DOCUMENT, (r'<w:footerReference w:type="(?:default|even|first)" r:id="[^"]*"/>', "")),
        _both((r"<w:r>.*</w:r>", "")),
        _both((FIELD_OF_NUMBER, ""), (r"<w:r><w:rPr>(?:(?!</w:rPr>).)*</w:rPr><w:t>1</w:t></w:r>", "")),
    ),
    "page_number_on_wrong_side": (
        _both((r'<w:jc w:val="(?:right|left)"/>', '<w:jc w:val="center"/>')),
        _both(("<w:pPr>", _FRAMED)),
        alter(SETTINGS, ("<w:evenAndOddHeaders/>", '<w:evenAndOddHeaders w:val="0"/>')),
        alter(ODD, ('<w:jc w:val="right"/>', '<w:jc w:val="left"/>')),
    ),
    "page_number_in_wrong_form": (
        _both((r">— <", ">第 <"), (r"> —<", "> 页<")),
        _both((r">— <", ">- <"), (r"> —<", "> -<")),
        _both((r">— <", ">·<"), (r"> —<", ">·<")),
    ),
    "page_number_in_wrong_face": (
        _both(_named("Calibri")),
        _both(_named("仿宋_GB2312")),
        _both((r'(<w:szC?s?) w:val="28"', r'\1 w:val="18"')),
        _both((r'(<w:szC?s?) w:val="28"', r'\1 w:val="36"')),
    ),
    "imprint_missing": (
        alter(DOCUMENT, _imprint(lambda table: "")),
        alter(DOCUMENT, _imprint(_without_words)),
    ),
    "imprint_rules_missing": (
        alter(DOCUMENT, _imprint(_without_borders)),
        alter(DOCUMENT, _imprint(_with_white_borders)),
    ),
    "imprint_size_wrong": (
        alter(DOCUMENT, runs("印发机关和印发日期", font("宋体"))),
        alter(DOCUMENT, runs("印发机关和印发日期", size(21))),
        alter(STYLES, style("抄送机关", half_points=32)),
        alter(STYLES, style("抄送机关", font="楷体_GB2312")),
    ),
    "red_rule_missing": (
        alter(
            DOCUMENT,
            (_RULE, '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="000000"/></w:pBdr>'),
        ),
        alter(DOCUMENT, (_RULE, '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>')),
        alter(
            DOCUMENT,
            (_RULE, '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="11" w:color="auto"/></w:pBdr>'),
        ),
    ),
    "mark_not_red": (
        alter(DOCUMENT, ('<w:color w:val="FF0000"/>', "")),
        alter(DOCUMENT, ('<w:color w:val="FF0000"/>', '<w:color w:val="000000"/>')),
        alter(DOCUMENT, ('<w:color w:val="FF0000"/>', '<w:color w:val="0070C0"/>')),
    ),
    "mark_not_centred": (
        alone(alter(DOCUMENT, paragraphs("发文机关标志", '<w:jc w:val="left"/>'), _smaller_mark)),
        alone(alter(DOCUMENT, paragraphs("发文机关标志", '<w:jc w:val="right"/>'), _smaller_mark)),
        alone(alter(DOCUMENT, paragraphs("发文机关标志", '<w:ind w:left="2400"/>'), _smaller_mark)),
    ),
    "urgency_font_wrong": (
        alter(DOCUMENT, runs("紧急程度", font("仿宋_GB2312"))),
        alter(DOCUMENT, runs("紧急程度", font("宋体"), "<w:b/>")),
        alter(STYLES, style("紧急程度", replace=_NO_FONT)),
    ),
    "signatory_font_wrong": (
        alter(DOCUMENT, signatories("黑体")),
        alter(DOCUMENT, signatories("宋体")),
        alter(DOCUMENT, _signatory_without_font),
    ),
    "annex_label_font_wrong": (
        alter(DOCUMENT, runs(_LABEL, font("仿宋_GB2312"))),
        alter(DOCUMENT, runs(_LABEL, font("宋体"), "<w:b/>", first=True)),
        alter(STYLES, style(_LABEL, replace=_NO_FONT)),
    ),
    "annex_not_on_new_page": (
        alter(DOCUMENT, paragraphs(_LABEL, '<w:pageBreakBefore w:val="0"/>')),
        alter(STYLES, style(_LABEL, replace=("<w:pageBreakBefore/>", '<w:pageBreakBefore w:val="false"/>'))),
        alter(
            STYLES,
            style(_LABEL, replace=("<w:pageBreakBefore/>", "")),
            DOCUMENT,
            paragraphs(_LABEL, '<w:spacing w:before="579"/>'),
        ),
    ),
}
