"""How a Word document is set: what rules about the page ask for, resolved as Word resolves it."""

import io

import docx as python_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from file_builders import docx, p, table, text_box, word_part
from manuscripts import FOUR_PAGES

import hongtou
from hongtou.model import Edge, Setting, Sheet

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="footer" Target="footer1.xml"/><Relationship Id="r2" Type="footer" Target="footer2.xml"/>'
    "</Relationships>"
)
RELATED = "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"


def sheet_of(inner: str, **parts: str) -> Sheet:
    sheet = hongtou.read(docx(inner, **parts), "通知.docx").sheet
    assert sheet is not None
    return sheet


def para(text: str, form: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{form}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def only(sheet: Sheet) -> Setting:
    (setting,) = sheet.settings
    return setting


def test_a_document_of_ours_has_the_page_of_the_standard() -> None:
    document = hongtou.read(hongtou.write_docx(FOUR_PAGES), "通知.docx")
    sheet = document.sheet
    assert sheet is not None and sheet.odd_even
    section = sheet.sections[0]
    assert (round(section.width), round(section.height)) == (210, 297)
    assert (round(section.top), round(section.left)) == (37, 28)
    assert (section.grid, section.lines) == ("lines", 22)
    title = document.title
    assert title is not None
    setting = sheet.at(title.span.start)
    assert setting is not None
    assert (setting.font.east_asian, setting.font.size, setting.form.alignment) == (
        "方正小标宋简体",
        22.0,
        "center",
    )
    looks = [sheet.at(block.span.start) for block in document.body[:2]]
    assert [look and (look.font.east_asian, look.font.size, round(look.indent, 1)) for look in looks] == [
        ("黑体", 16.0, 2.0),
        ("仿宋_GB2312", 16.0, 2.0),
    ]
    assert {(n.side, n.alignment, n.before, n.after, n.font.size) for n in sheet.page_numbers} == {
        ("default", "right", "— ", " —", 14.0),
        ("even", "left", "— ", " —", 14.0),
    }


def test_a_document_by_another_writer() -> None:
    document = python_docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.top_margin = Mm(210), Mm(297), Mm(37)
    paragraph = document.add_paragraph("关于开展检查的通知")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(28)
    paragraph.runs[0].font.size, paragraph.runs[0].font.bold = Pt(22), True
    buffer = io.BytesIO()
    document.save(buffer)
    sheet = hongtou.read(buffer.getvalue(), "通知.docx").sheet
    assert sheet is not None
    assert (round(sheet.sections[0].width), round(sheet.sections[0].top)) == (210, 37)
    setting = only(sheet)
    assert (setting.form.alignment, setting.form.line_rule, setting.form.line) == ("center", "exact", 28.0)
    assert (setting.font.size, setting.font.bold) == (22.0, True)


STYLES = word_part(
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme='minorHAnsi' w:eastAsiaTheme='minorEastAsia'/>"
    "<w:sz w:val='21'/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after='160' w:line='259' "
    "w:lineRule='auto'/></w:pPr></w:pPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/>"
    "<w:pPr><w:jc w:val='both'/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='b'><w:name w:val='公文正文'/><w:basedOn w:val='a'/><w:pPr>"
    "<w:spacing w:after='0' w:line='560' w:lineRule='exact'/><w:ind w:firstLineChars='200' w:firstLine='640'/></w:pPr>"
    "<w:rPr><w:rFonts w:eastAsia='仿宋_GB2312'/><w:b/><w:sz w:val='32'/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='c'><w:name w:val='深'/><w:basedOn w:val='b'/></w:style>"
    "<w:style w:type='character' w:styleId='d'><w:name w:val='强调'/><w:rPr><w:b/><w:color w:val='ff0000'/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='e'><w:name w:val='自环'/><w:basedOn w:val='e'/></w:style>",
    root="styles",
)
THEME = (
    "<a:theme xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:themeElements><a:fontScheme>"
    "<a:majorFont><a:latin typeface='Cambria'/><a:ea typeface=''/></a:majorFont><a:minorFont>"
    "<a:latin typeface='Calibri'/><a:ea typeface=''/><a:font script='Hans' typeface='宋体'/></a:minorFont>"
    "</a:fontScheme></a:themeElements></a:theme>"
)
PARTS = {"word__styles_xml": STYLES, "word__theme__theme1_xml": THEME}


def test_fonts_come_from_theme_defaults_styles_and_the_place_itself() -> None:
    sheet = sheet_of(
        para("甲")
        + para("乙", "<w:pStyle w:val='c'/>")
        + para("丙", "<w:pStyle w:val='c'/>", "<w:b w:val='0'/>"),
        **PARTS,
    )
    first, second, third = sheet.settings
    assert (first.font.east_asian, first.font.latin, first.font.size, first.form.alignment) == (
        "宋体",
        "Calibri",
        10.5,
        "both",
    )
    assert (first.form.after, first.form.line_rule, round(first.form.line, 2)) == (8.0, "multiple", 1.08)
    assert (second.font.east_asian, second.font.size, second.font.bold) == ("仿宋_GB2312", 16.0, True)
    assert (second.form.first_line, second.form.line_rule, second.form.line, second.form.after) == (
        2.0,
        "exact",
        28.0,
        0.0,
    )
    assert second.form.style == "深"
    assert not third.font.bold


def test_bold_in_a_bold_style_is_not_bold_and_a_style_on_itself_ends() -> None:
    sheet = sheet_of(
        para("甲", "<w:pStyle w:val='b'/>", "<w:rStyle w:val='d'/>") + para("乙", "<w:pStyle w:val='e'/>"),
        **PARTS,
    )
    assert (sheet.settings[0].font.bold, sheet.settings[0].font.colour) == (False, "FF0000")
    assert sheet.settings[1].form.style == "自环"


def test_runs_of_one_paragraph_keep_their_own_fonts() -> None:
    def run(text: str, font: str) -> str:
        return f"<w:r><w:rPr><w:rFonts w:eastAsia='{font}'/></w:rPr><w:t>{text}</w:t></w:r>"

    inner = (
        f"<w:p>{run('  签发人：', '仿宋_GB2312')}{run('张', '楷体_GB2312')}{run('三', '楷体_GB2312')}</w:p>"
    )
    document = hongtou.read(docx(p("前") + inner), "a.docx")
    sheet = document.sheet
    assert sheet is not None
    setting = sheet.settings[1]
    assert [(document.text[r.start : r.end], r.font.east_asian) for r in setting.runs] == [
        ("签发人：", "仿宋_GB2312"),
        ("张三", "楷体_GB2312"),
    ]
    assert setting.typed_indent == 1.0
    assert setting.font.east_asian == "仿宋_GB2312"
    assert [part.font.east_asian for part in sheet.within(hongtou.Span(setting.end - 2, setting.end))] == [
        "楷体_GB2312"
    ]


def test_indents_in_characters_go_before_twips_unless_they_are_nought() -> None:
    big = "<w:sz w:val='32'/>"
    sheet = sheet_of(
        para("甲", "<w:ind w:firstLineChars='200' w:firstLine='420'/>", big)
        + para("乙", "<w:ind w:firstLineChars='0' w:firstLine='640'/>", big)
        + para("丙", "<w:ind w:left='640' w:hanging='320'/>", big)
        + para("　　丁", "", big)
        + para("戊", "<w:ind w:firstLine='1e9999999'/>", big)
    )
    assert [setting.indent for setting in sheet.settings] == [2.0, 2.0, 1.0, 2.0, 0.0]
    assert sheet.settings[2].form.left == 2.0


def test_empty_paragraphs_page_breaks_and_sections() -> None:
    sect = "<w:sectPr><w:pgSz w:w='16838' w:h='11906'/></w:sectPr>"
    inner = (
        p("甲")
        + "<w:p/><w:p/>"
        + p("乙")
        + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
        + p("丙")
        + para("丁", "<w:pageBreakBefore/>")
        + "<w:p><w:r><w:t>戊</w:t><w:br/><w:t>己</w:t><w:br w:type='page'/><w:t>庚</w:t></w:r></w:p>"
        + f"<w:p><w:pPr>{sect}</w:pPr></w:p>"
        + p("辛")
        + "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
    )
    sheet = sheet_of(inner)
    assert [setting.blank_above for setting in sheet.settings] == [0, 2, 1, 0, 0, 0, 0, 1]
    assert [setting.breaks_page for setting in sheet.settings] == [
        False,
        False,
        True,
        True,
        False,
        False,
        True,
        False,
    ]
    assert [setting.begins for setting in sheet.settings] == [
        True,
        True,
        True,
        True,
        True,
        False,
        False,
        True,
    ]
    assert [setting.section for setting in sheet.settings] == [0] * 7 + [1]
    assert [section.landscape for section in sheet.sections] == [True, False]


def test_the_grid_says_how_many_lines_and_characters_a_page_takes() -> None:
    sect = (
        "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/><w:pgMar w:top='2098' w:bottom='1984' w:left='1588' w:right='1474' "
        "w:header='851' w:footer='1400'/><w:docGrid w:type='linesAndChars' w:linePitch='579' w:charSpace='-849'/></w:sectPr>"
    )
    styles = word_part(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='32'/></w:rPr></w:rPrDefault></w:docDefaults>",
        "styles",
    )
    section = sheet_of(p("甲") + sect, word__styles_xml=styles).sections[0]
    assert (section.top, section.bottom, section.left, section.right) == (37.01, 35.0, 28.01, 26.0)
    assert (section.lines, section.chars) == (22, 28)


def test_tables_boxes_and_drawn_rules() -> None:
    border = (
        "<w:tblPr><w:tblBorders><w:top w:val='single' w:sz='8' w:color='auto'/>"
        "<w:insideH w:val='single' w:sz='4'/></w:tblBorders></w:tblPr>"
    )
    rule = "<w:pBdr><w:bottom w:val='single' w:sz='12' w:color='FF0000'/></w:pBdr>"
    inner = (
        p("", raw=text_box("云岭县人民政府文件"))
        + para("云政发〔2026〕1号", rule)
        + table([["抄送：县委办。"], ["县政府办"]]).replace("<w:tbl>", f"<w:tbl>{border}")
    )
    sheet = sheet_of(inner)
    mark, number, copies, printed = sheet.settings
    assert mark.in_box and not number.in_box
    assert number.form.below == Edge(1.5, "FF0000", "single")
    assert copies.in_table and copies.above == Edge(1.0, "auto", "single")
    assert copies.below == printed.above == Edge(0.5, "auto", "single")
    assert printed.below is None


def number_part(place: str, before: str, after: str) -> str:
    return word_part(
        f"<w:p>{place}<w:r><w:t xml:space='preserve'>{before}</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText> PAGE   \\* MERGEFORMAT </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:rPr><w:rFonts w:ascii='宋体'/><w:sz w:val='28'/></w:rPr>"
        "<w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        f"<w:r><w:t xml:space='preserve'>{after}</w:t></w:r></w:p>",
        root="ftr",
    )


def test_page_numbers_of_odd_and_even_pages() -> None:
    sect = (
        f"<w:sectPr {RELATED}><w:footerReference w:type='default' r:id='r1'/><w:footerReference w:type='even' r:id='r2'/>"
        "</w:sectPr>"
    )
    parts = {
        "word__footer1_xml": number_part(
            "<w:pPr><w:framePr w:wrap='around' w:xAlign='outside'/></w:pPr>", "— ", " —"
        ),
        "word__footer2_xml": word_part(
            "<w:p><w:pPr><w:jc w:val='left'/></w:pPr><w:fldSimple w:instr='PAGE'><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>",
            "ftr",
        ),
        "word___rels__document_xml.rels": RELATIONS,
    }
    both = sheet_of(
        p("甲") + sect, **parts, word__settings_xml=word_part("<w:evenAndOddHeaders/>", "settings")
    )
    odd, even = both.page_numbers
    assert (odd.side, odd.alignment, odd.before, odd.after, odd.format) == (
        "default",
        "outside",
        "— ",
        " —",
        "decimal",
    )
    assert (odd.font.size, odd.font.latin) == (14.0, "宋体")
    assert (even.side, even.alignment, even.before) == ("even", "left", "")
    same = sheet_of(p("甲") + sect, **parts)
    assert [number.side for number in same.page_numbers] == ["default"]


def test_other_kinds_of_files_have_no_sheet() -> None:
    assert hongtou.read("关于开会的通知\n各村：\n请开会。".encode(), "a.txt").sheet is None
