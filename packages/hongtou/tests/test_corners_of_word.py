"""The corners of Word files: numbers of every kind, merged cells, hidden text, symbols, notes, remarks, changes."""

import pytest
from file_builders import docx, p, table, word_part

import hongtou
from hongtou import Document, Table
from hongtou.read.number_formats import FORMATS

REMARKS = word_part(
    f"<w:comment w:id='7' w:author='王秘书'>{p('此处数字请核。')}{p('再看一遍。')}</w:comment>",
    root="comments",
)


def read(inner: str, **parts: str) -> Document:
    return hongtou.read(docx(inner, **parts), "通知.docx")


def item(text: str, list_: int | None = 1, level: int = 0, style: str = "") -> str:
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    number = (
        f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list_}'/></w:numPr>" if list_ is not None else ""
    )
    return f"<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(at: int, format_: str, text: str, more: str = "") -> str:
    return f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format_}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"


LEVELS = (
    level(0, "chineseCountingThousand", "%1、", "<w:pStyle w:val='h1'/>")
    + level(1, "chineseCountingThousand", "（%2）", "<w:pStyle w:val='h2'/>")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%2.%4", "<w:isLgl/>")
    + level(4, "decimal", "%5)", "<w:lvlRestart w:val='0'/>")
)
NUMBERING = word_part(
    f"<w:abstractNum w:abstractNumId='0'>{LEVELS}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    "</w:num><w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>"
    + level(0, "upperLetter", "%1．")
    + "</w:lvlOverride></w:num>",
    root="numbering",
)
STYLES = word_part(
    "<w:style w:type='paragraph' w:styleId='h1'><w:name w:val='一级'/>"
    "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='h2'><w:name w:val='二级'/><w:basedOn w:val='h1'/></w:style>"
    "<w:style w:type='character' w:styleId='gone'><w:name w:val='藏'/><w:rPr><w:vanish/></w:rPr></w:style>",
    root="styles",
)


def lines(*items: str) -> list[str]:
    return read("".join(items), word__numbering_xml=NUMBERING, word__styles_xml=STYLES).text.split("\n")


def test_levels_count_restart_and_show_each_other() -> None:
    assert lines(
        item("甲"),
        item("乙", level=1),
        item("丙", level=1),
        item("丁", level=4),
        item("戊", level=3),
        item("己"),
        item("庚", level=1),
        item("辛", level=4),
        item("", level=1),
        item("壬", level=1),
        item("癸", 0),
    ) == ["一、甲", "（一）乙", "（二）丙", "1)丁", "1.2.1戊", "二、己", "（一）庚", "2)辛", "（三）壬", "癸"]


def test_a_list_may_begin_anew_or_change_its_numbers() -> None:
    assert lines(item("甲"), item("乙"), item("丙", 2), item("丁", 2), item("戊", 3)) == [
        "一、甲",
        "二、乙",
        "一、丙",
        "二、丁",
        "C．戊",
    ]


def test_styles_put_their_paragraphs_in_lists() -> None:
    assert lines(
        item("甲", None, style="h1"), item("乙", None, style="h2"), item("丙", None, style="h1")
    ) == [
        "一、甲",
        "（一）乙",
        "二、丙",
    ]


@pytest.mark.parametrize(
    ("format_", "numbers"),
    [
        (
            "chineseCountingThousand",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 105: "一百零五", 110: "一百一十", 1000: "一千"},
        ),
        ("chineseCounting", {12: "十二", 100: "一〇〇"}),
        ("ideographDigital", {10: "一〇"}),
        ("chineseLegalSimplified", {21: "贰拾壹", 10: "壹拾"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedParen", {3: "⑶"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("ideographEnclosedCircle", {2: "㊁"}),
        ("decimalFullWidth", {12: "１２"}),
        ("ideographTraditional", {1: "甲", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("upperLetter", {1: "A", 27: "AA"}),
        ("lowerRoman", {4: "iv", 0: "0"}),
        ("decimalZero", {3: "03"}),
        ("numberInDash", {3: "- 3 -"}),
    ],
)
def test_numbers_are_written_as_word_writes_them(format_: str, numbers: dict[int, str]) -> None:
    assert {number: FORMATS[format_](number) for number in numbers} == numbers


def test_cells_that_were_merged_keep_their_columns() -> None:
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("合计") + "</w:tc>"
    down = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    inner = (
        "<w:tbl><w:tr>" + "".join(f"<w:tc>{p(each)}</w:tc>" for each in ("乡镇", "村", "户数")) + "</w:tr>"
        f"<w:tr>{wide}<w:tc>{p('312')}</w:tc></w:tr><w:tr>{down}<w:tc>{p('山口村')}</w:tc><w:tc>{p('5')}</w:tc></w:tr>"
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>" + p("河边村") + "</w:tc></w:tr></w:tbl>"
    )
    document = read(p("关于统计的通知") + p("各村：") + p("请看下表。") + inner)
    (found,) = [block for block in document.body if isinstance(block, Table)]
    assert found.rows == (
        ("乡镇", "村", "户数"),
        ("合计", "", "312"),
        ("", "山口村", "5"),
        ("", "河边村", ""),
    )


def test_an_absurd_span_does_not_make_an_absurd_table() -> None:
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='99999'/></w:tcPr>" + p("甲") + "</w:tc>"
    document = read(p("关于统计的通知") + p("各村：") + f"<w:tbl><w:tr>{cell * 3}</w:tr></w:tbl>")
    (found,) = [block for block in document.body if isinstance(block, Table)]
    assert len(found.rows[0]) <= 64


def test_a_table_in_a_cell_belongs_to_the_cell() -> None:
    inner = table([["外", "内"]]).replace(
        "内</w:t></w:r></w:p>", "内</w:t></w:r></w:p>" + table([["甲", "乙"]])
    )
    document = read(p("关于统计的通知") + p("各村：") + inner)
    (found,) = [block for block in document.body if isinstance(block, Table)]
    assert found.rows == (("外", "内\n甲\n乙"),)


def test_hidden_text_is_left_out_and_said() -> None:
    inner = (
        "<w:p><w:r><w:t>请各村</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>秘而不宣</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val='gone'/></w:rPr><w:t>又一处</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>报名</w:t></w:r></w:p>"
    )
    document = read(inner, word__styles_xml=STYLES)
    assert document.text == "请各村报名"
    assert any("隐藏" in remark for remark in document.remarks)


def test_symbols_hyphens_readings_formulas_and_words_drawn() -> None:
    inner = (
        "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0A8'/><w:t>同意</w:t><w:sym w:font='Wingdings' w:char='F0FE'/>"
        "<w:t>不</w:t><w:softHyphen/><w:t>同意</w:t><w:noBreakHyphen/><w:sym w:char='F011'/><w:sym w:char='x'/></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>a=b</m:t></m:r></m:oMath>"
        "<w:smartTag><w:r><w:t>岭</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t>县</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:r><w:t>人</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
        "<v:textpath string='云岭县人民政府文件'/></v:shape>"
        "</w:pict></w:r></w:p>"
    )
    document = read(inner)
    assert document.text == "□同意☑不同意-\ufffd云a=b岭县人\n云岭县人民政府文件"
    assert any("1个符号" in remark for remark in document.remarks)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    merged = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>请各村于周五</w:t></w:r></w:p>"
    document = read(p("关于报名的通知") + p("各村：") + merged + p("以前报名。") + p("另行通知。"))
    assert [block.text for block in document.body] == ["请各村于周五以前报名。", "另行通知。"]
    assert any("修订" in remark for remark in document.remarks)


def test_deleted_rows_and_cells_are_gone() -> None:
    inner = (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删行')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('删格')}</w:tc><w:tc>{p('留')}</w:tc></w:tr></w:tbl>"
    )
    assert read(p("甲") + inner).text == "甲\n留"


def test_remarks_are_listed_with_the_paragraph_they_were_made_on() -> None:
    inner = (
        p("关于报名的通知") + p("各村：") + p("报名312人。", raw="<w:r><w:commentReference w:id='7'/></w:r>")
    )
    document = read(inner, word__comments_xml=REMARKS)
    (comment,) = document.comments
    assert (comment.author, comment.text) == ("王秘书", "此处数字请核。\n再看一遍。")
    assert comment.span is not None and comment.span.of(document.text) == "报名312人。"
    assert "请核" not in document.text
    assert "文件带有1条批注，批注不是正文。" in document.remarks


def test_footnotes_are_text_but_not_body() -> None:
    notes = word_part(f"<w:footnote w:id='1'>{p('据2025年统计。')}</w:footnote>", root="footnotes")
    document = read(p("关于报名的通知") + p("各村：") + p("请报名。"), word__footnotes_xml=notes)
    assert "据2025年统计。" in document.text
    assert [block.text for block in document.body] == ["请报名。"]


def test_what_stands_there_for_older_programs_alone_is_read() -> None:
    box = f"<w:pict><v:textbox><w:txbxContent>{p('旧框')}</w:txbxContent></v:textbox></w:pict>"
    alone = f"<w:r><mc:AlternateContent><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    assert read(p("甲", raw=alone)).text == "旧框\n甲"


def test_another_file_put_in_is_said() -> None:
    assert any("另一格式" in remark for remark in read(p("甲") + "<w:altChunk/>").remarks)
