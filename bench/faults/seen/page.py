"""Wordings A of faults of the page: mostly in the styles of the document."""

from __future__ import annotations

from bench.faults.injected import Way
from bench.faults.paging import (
    DOCUMENT,
    EVEN,
    ODD,
    STYLES,
    TABLE_OF_IMPRINT,
    alone,
    alter,
    paragraphs,
    signatories,
    style,
)

WAYS: dict[str, tuple[Way, ...]] = {
    "paper_not_a4": (alter(DOCUMENT, ('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),),
    "margins_wrong": (
        alter(
            DOCUMENT,
            (
                'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"',
                'w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"',
            ),
        ),
        alter(DOCUMENT, ('w:left="1587" w:header', 'w:left="1134" w:header')),
    ),
    "line_pitch_wrong": (
        alter(DOCUMENT, (' w:linePitch="579"', ' w:linePitch="312"')),
        alter(
            STYLES, style("正文", replace=("<w:pPr>", '<w:pPr><w:spacing w:line="400" w:lineRule="exact"/>'))
        ),
    ),
    "body_font_wrong": (
        alter(STYLES, style("正文", font="宋体")),
        alter(STYLES, style("正文", font="楷体")),
    ),
    "body_size_wrong": (
        alter(STYLES, style("正文", half_points=28)),
        alter(STYLES, style("正文", half_points=24)),
    ),
    "text_coloured": (
        alter(STYLES, style("正文", replace=("</w:rPr>", '<w:color w:val="FF0000"/></w:rPr>'))),
    ),
    "title_font_wrong": (
        alter(STYLES, style("标题", font="黑体")),
        alter(STYLES, style("标题", font="宋体")),
    ),
    "title_size_wrong": (alter(STYLES, style("标题", half_points=36)),),
    "title_not_centred": (alter(DOCUMENT, paragraphs("标题", '<w:jc w:val="left"/>')),),
    "first_heading_font_wrong": (
        alter(STYLES, style("1", font="仿宋_GB2312")),
        alter(STYLES, style("1", font="宋体")),
    ),
    "second_heading_font_wrong": (
        alter(DOCUMENT, ("楷体_GB2312(?=(?:(?!</w:r>).)*>（[一二三四五])", "黑体")),
    ),
    "indent_wrong": (alter(STYLES, style("正文", replace=('<w:ind w:firstLine="630"/>', ""))),),
    "addressees_not_flush": (
        alter(STYLES, style("主送机关", replace=("<w:pPr>", '<w:pPr><w:ind w:firstLine="630"/>'))),
    ),
    "date_at_wrong_place": (alter(DOCUMENT, paragraphs("成文日期", '<w:ind w:left="0"/>')),),
    "page_number_missing": (
        alter(ODD, (r"<w:r>.*</w:r>", ""), EVEN, (r"<w:r>.*</w:r>", "")),
        alter(DOCUMENT, (r"<w:footerReference [^>]*/>", "")),
    ),
    "page_number_on_wrong_side": (
        alter(
            ODD,
            ('<w:jc w:val="right"/>', '<w:jc w:val="left"/>'),
            EVEN,
            ('w:val="left"/>', 'w:val="right"/>'),
        ),
        alter(
            ODD,
            ('<w:jc w:val="right"/>', '<w:jc w:val="center"/>'),
            EVEN,
            ('w:val="left"/>', 'w:val="center"/>'),
        ),
    ),
    "page_number_in_wrong_form": (alter(ODD, ("— | —", ""), EVEN, ("— | —", "")),),
    "page_number_in_wrong_face": (
        alter(ODD, ('w:val="28"', 'w:val="21"'), EVEN, ('w:val="28"', 'w:val="21"')),
        alter(ODD, ("宋体", "Times New Roman"), EVEN, ("宋体", "Times New Roman")),
    ),
    "imprint_missing": (alter(DOCUMENT, (TABLE_OF_IMPRINT, "")),),
    "imprint_rules_missing": (alter(DOCUMENT, (r"<w:tcBorders><w:top.*?</w:tcBorders>", "")),),
    "imprint_size_wrong": (
        alter(STYLES, style("抄送机关", half_points=32), style("印发机关和印发日期", half_points=32)),
    ),
    "red_rule_missing": (alter(DOCUMENT, (r'<w:pBdr><w:bottom [^>]*w:color="FF0000"/></w:pBdr>', "")),),
    "mark_not_red": (alter(DOCUMENT, ('<w:color w:val="FF0000"/>', '<w:color w:val="000000"/>')),),
    "mark_not_centred": (
        alone(
            alter(STYLES, style("发文机关标志", replace=('<w:jc w:val="center"/>', '<w:jc w:val="left"/>')))
        ),
    ),
    "urgency_font_wrong": (alter(STYLES, style("紧急程度", font="仿宋_GB2312")),),
    "signatory_font_wrong": (alter(DOCUMENT, signatories("仿宋_GB2312")),),
    "annex_label_font_wrong": (alter(STYLES, style("附件序号", font="仿宋_GB2312")),),
    "annex_not_on_new_page": (alter(STYLES, style("附件序号", replace=("<w:pageBreakBefore/>", ""))),),
}
