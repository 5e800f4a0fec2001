"""Wordings B of faults of the page: mostly direct formatting, as people leave it in Word."""

from __future__ import annotations

from bench.faults.injected import Way
from bench.faults.paging import (
    DOCUMENT,
    EVEN,
    FIELD_OF_NUMBER,
    ODD,
    SETTINGS,
    alone,
    alter,
    font,
    paragraphs,
    runs,
    signatories,
    size,
)

_THEME = (
    '<w:rFonts w:asciiTheme="minorEastAsia" w:hAnsiTheme="minorEastAsia" w:eastAsiaTheme="minorEastAsia"/>'
)

WAYS: dict[str, tuple[Way, ...]] = {
    "paper_not_a4": (
        alter(DOCUMENT, ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')),
        alter(DOCUMENT, ('w:w="11906" w:h="16838"', 'w:w="10433" w:h="14742"')),
    ),
    "margins_wrong": (
        alter(DOCUMENT, ('w:top="2098"', 'w:top="1701"')),
        alter(DOCUMENT, ('w:right="1474" w:bottom="1984"', 'w:right="1134" w:bottom="1418"')),
    ),
    "line_pitch_wrong": (
        alter(DOCUMENT, paragraphs("正文", '<w:spacing w:line="360" w:lineRule="auto"/>')),
        alter(DOCUMENT, paragraphs("正文", '<w:spacing w:line="440" w:lineRule="exact"/>')),
    ),
    "body_font_wrong": (
        alter(DOCUMENT, runs("正文", font("微软雅黑"))),
        alter(DOCUMENT, runs("正文", _THEME)),
        alter(DOCUMENT, runs("正文", font("宋体"))),
    ),
    "body_size_wrong": (
        alter(DOCUMENT, runs("正文", size(30))),
        alter(DOCUMENT, runs("正文", size(36))),
    ),
    "text_coloured": (
        alter(DOCUMENT, runs("正文", '<w:color w:val="0070C0"/>')),
        alter(DOCUMENT, runs("标题", '<w:color w:val="C00000"/>')),
    ),
    "title_font_wrong": (
        alter(DOCUMENT, runs("标题", font("微软雅黑"))),
        alter(DOCUMENT, runs("标题", font("仿宋"), "<w:b/>")),
    ),
    "title_size_wrong": (
        alter(DOCUMENT, runs("标题", size(52))),
        alter(DOCUMENT, runs("标题", size(32))),
    ),
    "title_not_centred": (
        alter(DOCUMENT, paragraphs("标题", '<w:jc w:val="right"/>')),
        alter(DOCUMENT, paragraphs("标题", '<w:jc w:val="both"/>')),
    ),
    "first_heading_font_wrong": (
        alter(DOCUMENT, runs("1", font("楷体_GB2312"))),
        alter(DOCUMENT, runs("1", font("微软雅黑"), "<w:b/>")),
    ),
    "second_heading_font_wrong": (
        alter(DOCUMENT, ("楷体_GB2312(?=(?:(?!</w:r>).)*>（[一二三四五])", "仿宋_GB2312")),
    ),
    "indent_wrong": (
        alter(DOCUMENT, paragraphs("正文", '<w:ind w:firstLine="0"/>')),
        alter(DOCUMENT, paragraphs("正文", '<w:ind w:firstLine="1260"/>')),
        alter(DOCUMENT, paragraphs("正文", '<w:ind w:left="630" w:firstLine="0"/>')),
    ),
    "addressees_not_flush": (
        alter(DOCUMENT, paragraphs("主送机关", '<w:ind w:left="630"/>')),
        alter(DOCUMENT, paragraphs("主送机关", '<w:jc w:val="center"/>')),
    ),
    "date_at_wrong_place": (
        alter(DOCUMENT, paragraphs("成文日期", '<w:ind w:left="3000"/>')),
        alter(DOCUMENT, paragraphs("成文日期", '<w:ind w:left="0" w:right="0"/><w:jc w:val="right"/>')),
    ),
    "page_number_missing": (
        alter(ODD, (FIELD_OF_NUMBER, ""), EVEN, (FIELD_OF_NUMBER, "")),
        alter(ODD, (" PAGE ", " NUMPAGES "), EVEN, (" PAGE ", " NUMPAGES ")),
    ),
    "page_number_on_wrong_side": (
        alter(SETTINGS, ("<w:evenAndOddHeaders/>", "")),
        alter(DOCUMENT, ('w:type="even" r:id="rIdEven"', 'w:type="even" r:id="rIdOdd"')),
    ),
    "page_number_in_wrong_form": (
        alter(ODD, ("— ", "第"), (" —", "页"), EVEN, ("— ", "第"), (" —", "页")),
        alter(ODD, ("—", "-"), EVEN, ("—", "-")),
    ),
    "page_number_in_wrong_face": (
        alter(ODD, ("宋体", "仿宋_GB2312"), EVEN, ("宋体", "仿宋_GB2312")),
        alter(ODD, ('w:val="28"', 'w:val="18"'), EVEN, ('w:val="28"', 'w:val="18"')),
    ),
    "imprint_missing": (alter(DOCUMENT, (r"<w:tr>(?:(?!</w:tr>).)*印发</w:t>(?:(?!</w:tr>).)*</w:tr>", "")),),
    "imprint_rules_missing": (
        alter(
            DOCUMENT,
            (
                r'(<w:(?:top|bottom)) w:val="single" w:sz="[86]" w:space="0" w:color="000000"',
                r'\1 w:val="nil"',
            ),
        ),
    ),
    "imprint_size_wrong": (
        alter(DOCUMENT, runs("抄送机关", size(24))),
        alter(DOCUMENT, runs("印发机关和印发日期", font("宋体"), size(21))),
    ),
    "red_rule_missing": (
        alter(DOCUMENT, (r'(<w:pBdr><w:bottom [^>]*)w:color="FF0000"', r'\1w:color="000000"')),
        alter(DOCUMENT, (r'<w:pBdr><w:bottom w:val="single"', '<w:pBdr><w:bottom w:val="none"')),
    ),
    "mark_not_red": (
        alter(DOCUMENT, ('<w:color w:val="FF0000"/>', "")),
        alter(DOCUMENT, ('<w:color w:val="FF0000"/>', '<w:color w:val="1F4E79"/>')),
    ),
    "mark_not_centred": (alone(alter(DOCUMENT, paragraphs("发文机关标志", '<w:jc w:val="right"/>'))),),
    "urgency_font_wrong": (
        alter(DOCUMENT, runs("紧急程度", font("宋体"))),
        alter(DOCUMENT, runs("紧急程度", font("楷体"), "<w:b/>")),
    ),
    "signatory_font_wrong": (alter(DOCUMENT, signatories("宋体")), alter(DOCUMENT, signatories("黑体"))),
    "annex_label_font_wrong": (alter(DOCUMENT, runs("附件序号", font("宋体"), "<w:b/>")),),
    "annex_not_on_new_page": (alter(DOCUMENT, paragraphs("附件序号", '<w:pageBreakBefore w:val="0"/>')),),
}
