"""The redline: exact both ways, readable, fast."""

import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hongtou import PieceKind, RedlineKind, compare
from hongtou.compare.tokens import tokens

PARTS = st.lists(
    st.sampled_from(
        [
            "应当",
            "可以",
            "2026年7月8日",
            "1,200.5",
            "三十",
            "〔2026〕12号",
            "县政府",
            "。",
            "，",
            "\n",
            "\t",
            "的",
            "x",
            "<b>",
            "\r",
            "𠮷",
        ]
    )
)
TEXTS = PARTS.map("".join)
PARAGRAPHS = st.lists(
    st.sampled_from(["抓好防汛工作，确保安全度汛。", "抓好防火工作，确保安全。", "", "一、总体要求", "完。"])
)


def shown(old: str, new: str) -> list[str]:
    """The pieces of the only paragraph, in one line each."""
    (block,) = compare(old, new).blocks
    return [
        f"{'-' if p.kind is PieceKind.DELETED else '+' if p.kind is PieceKind.INSERTED else ' '}{p.text}"
        for p in block.pieces
    ]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    redline = compare(old, new)
    assert (redline.old_text, redline.new_text) == (old, new)
    assert redline.is_same is (old == new)


@given(PARAGRAPHS, PARAGRAPHS)
def test_also_with_paragraphs_that_moved(old: list[str], new: list[str]) -> None:
    redline = compare("\n".join(old), "\n".join(new))
    assert (redline.old_text, redline.new_text) == ("\n".join(old), "\n".join(new))
    assert 0 <= redline.kept_share <= 1


@given(TEXTS, TEXTS)
def test_counts_add_up(old: str, new: str) -> None:
    redline = compare(old, new)
    length = sum(
        sign * (len(text) - text.count("\n") - text.count("\t")) for sign, text in ((1, new), (-1, old))
    )
    assert redline.inserted - redline.deleted == length


@given(TEXTS, TEXTS)
def test_the_pieces_applied_to_the_old_text_give_the_new_one(old: str, new: str) -> None:
    for block in compare(old, new).blocks:
        rest, made = block.old_text, ""
        for piece in block.pieces:
            if piece.kind is not PieceKind.INSERTED:
                assert rest.startswith(piece.text)
                rest = rest[len(piece.text) :]
            if piece.kind is not PieceKind.DELETED:
                made += piece.text
        assert (rest, made) == ("", block.new_text)
        of_cells = [piece for cell in block.cells for piece in cell]
        for kind in PieceKind:
            whole = "".join(piece.text for piece in block.pieces if piece.kind is kind)
            assert not block.cells or whole.replace("\t", "") == "".join(
                p.text for p in of_cells if p.kind is kind
            )


@given(TEXTS)
def test_a_text_compared_with_itself_has_no_change(text: str) -> None:
    redline = compare(text, text)
    assert redline.is_same and redline.says == "两稿相同"
    assert {piece.kind for block in redline.blocks for piece in block.pieces} <= {PieceKind.SAME}


@given(st.text())
def test_tokens_lose_nothing(text: str) -> None:
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("于2026年7月8日前", "于2027年7月8日前", [" 于", "-2026年7月8日", "+2027年7月8日", " 前"]),
        ("增加202项", "增加607项", [" 增加", "-202", "+607", " 项"]),
        ("投入1,200.5万元", "投入1,300.5万元", [" 投入", "-1,200.5", "+1,300.5", " 万元"]),
        ("下降12.5%左右", "下降13.5%左右", [" 下降", "-12.5%", "+13.5%", " 左右"]),
        (
            "云政发〔2026〕12号文",
            "云政发〔2026〕13号文",
            [" 云政发", "-〔2026〕12号", "+〔2026〕13号", " 文"],
        ),
        ("共十二项", "共二十项", [" 共", "-十二", "+二十", " 项"]),
        ("应当公开", "应该公开", ["-应当", "+应该", " 公开"]),
        ("由县财政局负责", "由县审计局负责", [" 由县", "-财政局", "+审计局", " 负责"]),
        ("抓好落实。", "抓好落实", [" 抓好落实", "-。"]),
    ],
)
def test_what_a_reader_sees_as_one_thing_stays_whole(old: str, new: str, pieces: list[str]) -> None:
    assert shown(old, new) == pieces


def test_a_change_is_not_a_sieve() -> None:
    assert shown("由甲乙的丙丁负责此事，抓好工作", "由子丑的寅卯负责此事，抓好工作") == [
        " 由",
        "-甲乙的丙丁",
        "+子丑的寅卯",
        " 负责此事，抓好工作",
    ]


def test_a_moved_paragraph_is_recognised_and_counts_as_kept() -> None:
    one, two, three = (
        "一、加强组织领导，压实责任。",
        "二、抓好隐患排查，立行立改。",
        "三、做好物资储备，保障到位。",
    )
    redline = compare("\n".join((one, two, three)), "\n".join((three, one, two)))
    kinds = [(block.kind, block.leaves) for block in redline.blocks]
    assert kinds.count((RedlineKind.MOVED, True)) == kinds.count((RedlineKind.MOVED, False)) == 1
    assert (redline.inserted, redline.deleted, redline.kept_share) == (0, 0, 1.0)


def test_a_paragraph_that_changed_while_moving_shows_what_changed() -> None:
    moved = "三、做好物资储备，各乡镇储备编织袋2000条，保障到位。"
    changed = moved.replace("2000", "3000")
    redline = compare(
        f"{moved}\n一、加强组织领导。\n二、抓好隐患排查。",
        f"一、加强组织领导。\n二、抓好隐患排查。\n{changed}",
    )
    (arrival,) = (block for block in redline.blocks if block.move and not block.leaves)
    assert ("deleted", "2000") in arrival.pieces and ("inserted", "3000") in arrival.pieces
    assert (redline.inserted, redline.deleted) == (4, 4)


HAN = st.integers(0x4E00, 0x9FA5).map(chr)
SENTENCES = st.lists(
    st.lists(HAN, min_size=12, max_size=24).map("".join), min_size=4, max_size=8, unique=True
)


@settings(max_examples=50)
@given(SENTENCES, st.data())
def test_a_paragraph_that_moved_is_found_wherever_it_went(paragraphs: list[str], data: st.DataObject) -> None:
    taken = data.draw(st.integers(0, len(paragraphs) - 1))
    rest = paragraphs[:taken] + paragraphs[taken + 1 :]
    put = data.draw(st.integers(0, len(rest)).filter(lambda place: abs(place - taken) > 1))
    redline = compare("\n".join(paragraphs), "\n".join([*rest[:put], paragraphs[taken], *rest[put:]]))
    assert [block.old_text for block in redline.blocks if block.leaves] == [paragraphs[taken]]
    assert {block.kind for block in redline.blocks} == {RedlineKind.SAME, RedlineKind.MOVED}
    assert (redline.inserted, redline.deleted, redline.moved) == (0, 0, 1)


def test_a_moved_paragraph_is_found_though_a_new_one_like_it_stands_in_its_place() -> None:
    moved = "一、各乡镇要加强组织领导，压实防汛责任，于3月底前完成排查整改。"
    like = "一、各乡镇要严格值班值守，压实工作责任，于5月底前报送值班表格。"
    rest = ["二、县水利局负责水库安全。", "三、县应急局负责物资储备，随时待命。"]
    redline = compare("\n".join([moved, *rest]), "\n".join([like, *rest, moved]))
    assert [block.old_text for block in redline.blocks if block.leaves] == [moved]
    assert [block.new_text for block in redline.blocks if block.kind is RedlineKind.INSERTED] == [like]


@pytest.mark.parametrize(
    "of",
    [
        "{}牵头，各乡镇人民政府配合，6月底前完成。",
        "（一）{}。",
        "由{}负责，逐项抓好落实，每月向县政府报告进展并抄送督查室。",
    ],
)
def test_paragraphs_of_one_pattern_are_not_taken_for_one_that_moved(of: str) -> None:
    names = ["县教育局", "县水利局", "县财政局", "县民政局", "县司法局", "县审计局", "县统计局"]
    old, new = ([of.format(name) for name in some] for some in (names[:6], names[1:]))
    redline = compare("\n".join(old), "\n".join(new))
    assert redline.moved == 0
    assert [block.kind for block in redline.blocks].count(RedlineKind.SAME) == 5


def test_rows_of_a_table_are_compared_cell_by_cell() -> None:
    old = "村名\t户数\t人数\n山口村\t312\t1204\n河湾村\t98\t377"
    new = "村名\t户数\t人数\n山口村\t321\t1204\n新立村\t15\t60\n河湾村\t98\t377"
    redline = compare(old, new)
    assert [block.kind.value for block in redline.blocks] == ["same", "changed", "inserted", "same"]
    assert [[piece.text for piece in cell] for cell in redline.blocks[1].cells] == [
        ["山口村"],
        ["312", "321"],
        ["1204"],
    ]
    page = redline.as_html()
    assert page.count("<table") == 1 and page.count("<tr ") == 4 and page.count("<td>") == 12
    assert '<td><del class="redline-del">312</del><ins class="redline-ins">321</ins></td>' in page


def test_a_column_that_was_added_shows_as_one() -> None:
    (block,) = compare("山口村\t312", "山口村\t1204\t312").blocks
    assert [[(piece.kind.value, piece.text) for piece in cell] for cell in block.cells] == [
        [("same", "山口村")],
        [("inserted", "1204")],
        [("same", "312")],
    ]


def test_half_of_the_text_gone_shows_in_the_share_kept() -> None:
    old = "\n".join(f"第{n}段的内容各不相同，写的是第{n}件事。" for n in range(10, 30))
    redline = compare(old, "\n".join(old.split("\n")[:10]))
    assert redline.kept_share == pytest.approx(0.5, abs=0.01)
    assert compare("", "新").kept_share == 1.0
    assert compare("旧", "").kept_share == 0.0


def test_the_page_is_escaped_and_without_inline_style() -> None:
    page = compare("甲<script>乙</script>丙", "甲<script>丁</script>丙").as_html()
    assert "<script>" not in page and "style=" not in page
    assert '<del class="redline-del">乙</del><ins class="redline-ins">丁</ins>' in page
    assert set(re.findall(r"</?([a-z]+)", page)) == {"div", "p", "del", "ins"}


def test_a_move_is_said_at_both_ends() -> None:
    a, b = "甲段有十来个字的内容在此。", "乙段也有十来个字的内容。"
    page = compare(f"{a}\n{b}", f"{b}\n{a}").as_html()
    assert 'class="redline-moved-from"' in page and 'class="redline-moved-to"' in page
    assert page.count("第1处移动") == 2


@pytest.mark.parametrize("paragraphs", [1, 200, 400, 900])
def test_twenty_thousand_characters_take_less_than_a_second(paragraphs: int) -> None:
    sentences = [f"第{n}项工作由第{n % 7}组负责，于{n % 12 + 1}月底前完成，落实到人。" for n in range(900)]
    lines = ["".join(sentences[n::paragraphs]) for n in range(paragraphs)]
    old = "\n".join(lines)
    new = "\n".join(line.replace("组负责", "组牵头", 1) + "另行通知。" for line in lines)
    assert len(old) > 20_000
    started = time.process_time()
    redline = compare(old, new)
    assert time.process_time() - started < 1.0
    assert (redline.old_text, redline.new_text) == (old, new)


def test_a_very_long_paragraph_with_a_change_in_every_sentence_takes_little_time() -> None:
    chance = random.Random(3)  # noqa: S311 - the same text in every run
    sentences = ["".join(chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(200)) for _ in range(400)]
    old, new = "。".join(sentences), "。".join(f"{each[:90]}某{each[91:]}" for each in sentences)
    started = time.process_time()
    redline = compare(old, new)
    assert time.process_time() - started < 4.0
    assert (redline.old_text, redline.new_text) == (old, new)
    assert redline.inserted <= 500 and redline.deleted <= 500


def test_every_row_of_a_very_long_table_is_held_against_its_own() -> None:
    old = [f"第{n}村\t{n}户\t由第{n % 7}组负责登记" for n in range(3000)]
    new = [f"第{n}村\t{n + 1}户\t由第{n % 7}组负责登记" for n in range(3000)]
    started = time.process_time()
    redline = compare("\n".join(old), "\n".join(new))
    assert time.process_time() - started < 5.0
    assert sum(block.kind is RedlineKind.CHANGED for block in redline.blocks) > 2900


@pytest.mark.parametrize("repeated", ["的", "的是", "的，。"])
def test_monotonous_text_stays_fast(repeated: str) -> None:
    old = repeated * (20_000 // len(repeated))
    new = "新" + old[50:9000] + "中" + old[9100:] + "尾"
    started = time.process_time()
    redline = compare(old, new)
    assert time.process_time() - started < 2.0
    assert (redline.old_text, redline.new_text) == (old, new)
