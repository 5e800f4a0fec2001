"""The plain-text form of a body: there and back without loss, as people type and as Excel pastes."""

from hypothesis import example, given
from hypothesis import strategies as st

from hongtou import Heading, Paragraph, Span, Table, blocks_of, text_of

_ANY_TEXT = st.text(alphabet=st.sampled_from(list('甲乙一二、（）1.。，a \t\n\r"　')), max_size=60)
_CELL = st.text(alphabet=st.sampled_from(list('甲乙1"，a\n')), max_size=6).map(
    lambda text: "\n".join(filter(None, (line.strip() for line in text.split("\n"))))
)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(2, 4))
    row = st.tuples(*[_CELL] * columns)
    return Table(tuple(draw(st.lists(row, min_size=1, max_size=4))), Span(0, 0))


_BODIES = st.lists(
    st.one_of(
        _tables(),
        st.text(alphabet=st.sampled_from(list('甲乙一、（）1.。"')), min_size=1, max_size=12).map(
            lambda text: blocks_of(text)[0]
        ),
    ),
    max_size=5,
).map(tuple)


@given(_BODIES)
@example((*blocks_of('"'), Table((('甲"', "乙"),), Span(0, 0))))
@example((*blocks_of('"\n甲'), Table((('甲"', "甲\n乙"),), Span(0, 0))))
def test_blocks_come_back_from_their_text(blocks: tuple[Heading | Paragraph | Table, ...]) -> None:
    assert blocks_of(text_of(blocks)) == blocks


@given(_ANY_TEXT)
def test_whatever_is_typed_settles_at_once(text: str) -> None:
    blocks = blocks_of(text)
    written = text_of(blocks)
    assert blocks_of(written) == blocks
    assert text_of(blocks_of(written)) == written


def test_levels_are_known_by_their_markers() -> None:
    blocks = blocks_of("一、总体要求\n（一）目标\n1.时限\n（1）分工\n　　各乡镇要抓紧。")
    assert [(type(block), getattr(block, "level", None)) for block in blocks] == [
        (Heading, 1),
        (Heading, 2),
        (Heading, 3),
        (Heading, 4),
        (Paragraph, 0),
    ]
    assert text_of(blocks).endswith("\n各乡镇要抓紧。")


def test_cells_pasted_from_excel_are_a_table() -> None:
    pasted = '请填下表。\n村名\t户数\t备注\n山口村\t312\t"已通水\n已通电"\n\t20\n报送完毕。'
    blocks = blocks_of(pasted)
    assert [block.rows for block in blocks if isinstance(block, Table)] == [
        (("村名", "户数", "备注"), ("山口村", "312", "已通水\n已通电"), ("", "20", ""))
    ]
    assert blocks_of(text_of(blocks)) == blocks


def test_empty_cells_at_the_edge_are_written_as_they_are_typed() -> None:
    typed = "\t名称\t备注\n1\t青山水库\t\n\t合计\t"
    assert text_of(blocks_of(typed)) == typed
    needed = '姓名\t""\n""\t""'
    assert text_of(blocks_of(needed)) == needed, "where nothing else says that it is a row"


def test_a_blank_line_parts_two_tables() -> None:
    blocks = blocks_of("甲\t1\n\n乙\t2")
    assert [block.rows for block in blocks if isinstance(block, Table)] == [(("甲", "1"),), (("乙", "2"),)]
    assert text_of(blocks) == "甲\t1\n\n乙\t2"


def test_a_tab_before_a_paragraph_is_an_indent() -> None:
    assert [type(block) for block in blocks_of("\t各乡镇要抓紧。")] == [Paragraph]


def test_a_stray_quote_neither_swallows_nor_stops_the_rest() -> None:
    blocks = blocks_of('"甲\t1\n乙\t2\n完。')
    assert [block.rows for block in blocks if isinstance(block, Table)] == [(('"甲', "1"), ("乙", "2"))]
    assert blocks[-1] == Paragraph("完。", Span(0, 0))


def test_a_quote_over_two_lines_that_is_no_row_is_two_paragraphs() -> None:
    assert blocks_of('\t"甲\n乙"') == (Paragraph('"甲', Span(0, 0)), Paragraph('乙"', Span(0, 0)))
