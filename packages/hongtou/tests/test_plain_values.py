"""Numbers, dates and the functions over text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongtou import DocumentNumber, bigrams, excerpt, normalise, read_date, similarity
from hongtou.read.elements.words import organs_in

HANZI = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=30)


@pytest.mark.parametrize(
    "written",
    [
        "云政办发〔2026〕12号",
        "云政办发［2026］12号",
        "云政办发[2026]12号",
        "云政办发(2026)12号",
        "云政办发（２０２６）１２号",
        "云政办发【2026】第012号",
        "云政办发 〔2026〕 12 号",
        "云政办发〔2026年〕12号",
    ],
)
def test_numbers_are_read_in_every_common_manner_and_written_in_one(written: str) -> None:
    assert str(DocumentNumber.parse(written)) == "云政办发〔2026〕12号"


def test_orders_are_numbered_through() -> None:
    assert DocumentNumber.parse("第707号") == DocumentNumber("", None, 707)
    assert str(DocumentNumber.parse("国令第707号")) == "国令第707号"


@pytest.mark.parametrize(
    "wrong", ["", "云政办发〔26〕12号", "云政办发〔2026〕号", "〔2026〕12号", "云政办发〔2026〕0号", "通知"]
)
def test_what_is_no_number_is_refused_in_chinese(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"[一-龥]"):
        DocumentNumber.parse(wrong)


@given(
    code=st.text(alphabet="云岭政办发函委财教", min_size=1, max_size=8),
    year=st.integers(1949, 2100),
    serial=st.integers(1, 9999),
)
def test_a_number_reads_back_as_it_was_written(code: str, year: int, serial: int) -> None:
    number = DocumentNumber(code, year, serial)
    assert DocumentNumber.parse(str(number)) == number


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026年3月5日", date(2026, 3, 5)),
        ("２０２６年３月５日", date(2026, 3, 5)),
        ("2026 年 03 月 05 日", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("二〇二六年三月五日", date(2026, 3, 5)),
        ("一九九六年十二月三十一日", date(1996, 12, 31)),
        ("二○○六年十月二十日", date(2006, 10, 20)),
    ],
)
def test_dates_in_both_manners(written: str, day: date) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize(
    "wrong", ["2026年2月29日", "2026年13月1日", "二〇二六年四月三十一日", "3月5日", "某日"]
)
def test_days_that_do_not_exist_are_refused_in_chinese(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"[一-龥]"):
        read_date(wrong)


def test_bigrams_are_hanzi_pairs_and_whole_words() -> None:
    assert bigrams("汛前检查GB9704第２版") == ["汛前", "前检", "检查", "gb9704", "第", "2", "版"]
    assert bigrams("") == []


@given(before=HANZI, phrase=HANZI.filter(lambda text: len(text) > 1), after=HANZI)
def test_no_phrase_is_lost_to_search(before: str, phrase: str, after: str) -> None:
    document, query = bigrams(before + phrase + after), bigrams(phrase)
    assert any(document[start : start + len(query)] == query for start in range(len(document)))


@given(a=HANZI, b=HANZI)
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert similarity(a, b) == similarity(b, a)
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, a) == 1


def test_similarity_of_texts() -> None:
    assert similarity("关于防火工作的通知", "关于防火工作的通知。") == 1
    assert similarity("关于防火工作的通知", "县财政局二季度决算") == 0


def test_normalise_folds_width_case_and_the_invisible() -> None:
    assert normalise(" ＧＢ\u200b／Ｔ　9704 ") == "gb/t 9704"


@given(text=st.text(max_size=300), length=st.integers(1, 50))
def test_an_excerpt_is_short_and_one_line(text: str, length: int) -> None:
    cut = excerpt(text, length)
    assert len(cut.strip("…")) <= length
    assert "\n" not in cut


def test_an_excerpt_shows_what_was_sought() -> None:
    assert (
        excerpt("一二三四五六七八九十" * 3 + "防火" + "甲乙丙丁" * 9, 10, around="防火")
        == "…七八九十防火甲乙丙丁…"
    )


def test_marks_without_a_name_between_them_are_no_organ() -> None:
    assert organs_in("县委办公室，、，县政府办公室") == ("县委办公室", "县政府办公室")
    assert organs_in("，、、，") == ()
