"""Elements of documents as text: the conventions of the 2012 regulation, article 9, are the markup."""

from datetime import date, time

import pytest
from county_documents import JOINT_LETTER, MINUTES, NOTICE, OLD_NOTICE, ORDER, REQUEST, TELEGRAM

import hongtou
from hongtou import Anchor, DeadlineKind, Document, Genre, Heading, Kind, Table, Unreadable, Urgency


def read(text: str) -> Document:
    return hongtou.read(text.encode(), "来文.txt")


def values(found: tuple[hongtou.Value[str], ...]) -> list[str]:
    return [value.value for value in found]


def shown(document: Document, value: hongtou.Value[object] | None) -> str:
    assert value is not None
    return document.passage(value.span)


def test_every_element_of_a_notice_is_read_with_its_passage() -> None:
    document = read(NOTICE)
    assert shown(document, document.copy_number) == "000127"
    assert document.urgency and document.urgency.value is Urgency.URGENT
    assert shown(document, document.issuer_mark) == "云岭县人民政府办公室文件"
    assert str(document.document_number and document.document_number.value) == "云政办发〔2026〕12号"
    assert document.title and document.title.value == "云岭县人民政府办公室关于开展2026年汛前安全检查的通知"
    assert shown(document, document.title) == "云岭县人民政府办公室\n关于开展2026年汛前安全检查的通知"
    assert document.genre and document.genre.value is Genre.NOTICE
    assert document.issuer and document.issuer.value == "云岭县人民政府办公室"
    assert values(document.addressees) == ["各乡镇人民政府", "街道办事处", "县政府各部门"]
    assert [document.passage(value.span) for value in document.addressees] == values(document.addressees)
    assert shown(document, document.document_date) == "2026年3月3日"
    assert document.document_date and document.document_date.value == date(2026, 3, 3)
    assert document.note and document.note.value == "此件公开发布"
    assert values(document.copy_to) == ["县委办公室", "县人大常委会办公室", "县政协办公室", "县纪委监委机关"]
    assert document.imprint and document.imprint.value.printing_office == "云岭县人民政府办公室"
    assert document.imprint.value.printing_date == date(2026, 3, 4)
    assert [(note.number, note.name) for note in document.annex_notes] == [
        (1, "汛前安全检查清单"),
        (2, "隐患整改情况统计表"),
    ]
    assert [(annex.number, annex.title) for annex in document.annexes] == [
        (1, "汛前安全检查清单"),
        (2, "隐患整改情况统计表"),
    ]
    assert [block.level for block in document.body if isinstance(block, Heading)] == [1, 1, 1]


def test_deadlines_of_a_notice_are_resolved_against_its_date() -> None:
    found = {deadline.phrase: deadline for deadline in read(NOTICE).deadlines}
    assert found["3月20日前"].date == date(2026, 3, 20)
    assert "县应急管理局" in found["3月20日前"].demand
    count = found["5个工作日内"]
    assert (count.kind, count.count, count.anchor, count.date) == (
        DeadlineKind.WORKING,
        5,
        Anchor.RECEIPT,
        None,
    )
    assert found["4月底前"].date == date(2026, 4, 30)
    assert (found["本周五17时前"].date, found["本周五17时前"].time) == (date(2026, 3, 6), time(17))


def test_a_request_names_who_signed_it() -> None:
    document = read(REQUEST)
    assert document.issuing_signatory and document.issuing_signatory.value == "张帆"
    assert str(document.document_number and document.document_number.value) == "石政〔2026〕8号"
    assert document.genre and document.genre.value is Genre.REQUEST
    assert document.note and document.note.value.startswith("联系人")


def test_a_joint_letter_has_all_its_organs_and_a_deadline_in_the_next_year() -> None:
    document = read(JOINT_LETTER)
    assert values(document.issuers) == ["云岭县财政局", "云岭县教育局"]
    assert document.title and document.title.value == "关于商请核对义务教育学校在校学生数的函"
    assert [deadline.date for deadline in document.deadlines] == [date(2026, 1, 15)]


def test_a_telegram_has_its_own_grade() -> None:
    document = read(TELEGRAM)
    assert document.telegram
    assert document.urgency and document.urgency.value is Urgency.FLASH
    assert str(document.document_number and document.document_number.value) == "云汛电〔2026〕5号"
    assert document.title and document.title.value.endswith("紧急通知")


def test_an_order_is_known_by_what_it_promulgates() -> None:
    document = read(ORDER)
    assert document.genre and document.genre.value is Genre.ORDER
    assert str(document.document_number and document.document_number.value) == "第3号"
    assert document.title and document.title.value == "云岭县城区禁止燃放烟花爆竹规定"
    assert document.title.confidence < 0.7
    assert document.signature and document.signature.value.person == "陈志远"
    assert document.signature.value.office == "县长"
    assert document.issuer and document.issuer.value == "云岭县人民政府"


def test_minutes_are_dated_below_their_mark() -> None:
    document = read(MINUTES)
    assert document.issuer_mark and document.issuer_mark.value == "云岭县人民政府常务会议纪要"
    assert document.title and document.title.value == "县人民政府第45次常务会议纪要"
    assert document.genre and document.genre.value is Genre.MINUTES
    assert document.document_date and document.document_date.value == date(2026, 2, 11)
    assert document.issuer and document.issuer.value == "云岭县人民政府"
    assert [deadline.date for deadline in document.deadlines] == [date(2026, 3, 10)]


@pytest.mark.parametrize(
    ("line", "organs"),
    [
        ("各乡镇党委、人民政府，县直各单位：", ["各乡镇党委、人民政府", "县直各单位"]),
        ("各省、自治区、直辖市人民政府：", ["各省、自治区、直辖市人民政府"]),
        ("县财政局、县教育局（含所属学校、幼儿园）：", ["县财政局", "县教育局（含所属学校、幼儿园）"]),
        (
            "各镇人民政府，县政府各委、办、局，各有关单位：",
            ["各镇人民政府", "县政府各委、办、局", "各有关单位"],
        ),
    ],
)
def test_lists_of_addressees_are_parted_only_between_whole_names(line: str, organs: list[str]) -> None:
    assert values(read(f"关于防火的通知\n{line}\n请做好防火。").addressees) == organs


def test_before_2012_dates_were_written_in_hanzi() -> None:
    document = read(OLD_NOTICE)
    assert document.document_date and document.document_date.value == date(1998, 9, 10)
    assert document.title and document.title.value == "云岭县人民政府关于做好秋粮收购工作的通知"
    assert [deadline.date for deadline in document.deadlines] == [date(1998, 11, 30)]


def test_a_date_that_does_not_exist_is_refused_and_said() -> None:
    document = read(REQUEST.replace("2026年1月9日", "2026年2月30日"))
    assert document.document_date is None
    assert any("不存在" in remark for remark in document.remarks)
    assert document.signature and document.signature.value.organs == ("云岭县石门镇人民政府",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_chinese_offices(encoding: str) -> None:
    document = hongtou.read(NOTICE.encode(encoding), "来文.txt")
    assert document.text == NOTICE.strip()


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于转发《春耕生产意见》的通知", Genre.NOTICE),
        ("关于同意调整规划的复函", Genre.LETTER),
        ("关于第12号建议的答复", Genre.LETTER),
        ("云岭县人民政府令", Genre.ORDER),
        ("县政府第8次常务会议纪要", Genre.MINUTES),
        ("关于加强防火工作的通知（征求意见稿）", Genre.NOTICE),
        ("几 个 问 题 的 通 知", Genre.NOTICE),
        ("云岭县防汛应急预案", None),
    ],
)
def test_the_genre_is_what_the_title_ends_in(title: str, genre: Genre | None) -> None:
    assert hongtou.genre_of_title(title) is genre


def test_a_title_of_two_thousand_characters_is_read() -> None:
    title = "关于" + "进一步做好" * 399 + "工作的通知"
    document = read(OLD_NOTICE.replace("关于做好秋粮收购工作的通知", title))
    assert document.title and document.title.value.endswith(title)


def test_text_that_is_no_document_yields_no_invented_elements() -> None:
    document = read("今天天气很好，我们去爬山。\n晚上回来吃饭。")
    assert (document.document_number, document.genre, document.document_date, document.issuers) == (
        None,
        None,
        None,
        (),
    )
    assert document.title is None


def test_an_empty_file_is_said_to_be_empty() -> None:
    with pytest.raises(Unreadable, match="空的") as refusal:
        hongtou.read(b"\n \n", "来文.txt")
    assert refusal.value.kind is Kind.BROKEN


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("张　帆", "张帆"),
        ("李明华　王　芳", "李明华、王芳"),
        ("王　芳　李　力　陈志远", "王芳、李力、陈志远"),
    ],
)
def test_names_of_two_characters_stand_apart_and_stay_one_name(written: str, names: str) -> None:
    text = REQUEST.replace("张　帆", written)
    signatory = read(text).issuing_signatory
    assert signatory is not None and signatory.value == names


def test_cells_parted_by_tabs_are_a_table_with_its_empty_cells() -> None:
    text = (
        '县财政局\n关于报送情况的报告\n县人民政府：\n现将情况报告如下：\n乡镇\t隐患数\t备注\n石门镇\t3\t\n\t12\t"整改\n完毕"\n'
        "请审阅。\n县财政局\n2026年3月5日\n"
    )
    document = read(text)
    (table,) = [block for block in document.body if isinstance(block, Table)]
    assert table.rows == (("乡镇", "隐患数", "备注"), ("石门镇", "3", ""), ("", "12", "整改\n完毕"))
    assert document.document_date and document.document_date.value == date(2026, 3, 5)


@pytest.mark.parametrize(
    "lines",
    [
        "一、\t总体要求\n二、\t工作安排",
        "联系人：周宁\t电话：6220018",
        "县发展和改革局\t县财政局\n2026年3月5日\t2026年3月5日",
    ],
)
def test_tabs_that_part_no_cells_make_no_table(lines: str) -> None:
    text = f"关于开展检查的通知\n各乡镇：\n请抓紧办理。\n{lines}\n"
    assert not any(isinstance(block, Table) for block in read(text).body)


def test_what_stands_beside_the_number_of_a_letter() -> None:
    text = "云岭县财政局\n000012　机密★1年　特急　云财函〔2026〕3号\n关于商请支持的函\n市财政局：\n请函复。\n"
    document = read(text)
    assert document.copy_number and document.copy_number.value == "000012"
    assert document.secrecy_mark and document.secrecy_mark.value == "机密★1年"
    assert document.urgency and document.urgency.value == "特急"
    assert str(document.document_number and document.document_number.value) == "云财函〔2026〕3号"


def test_organs_that_sign_by_short_names_are_called_as_the_mark_calls_the_first() -> None:
    text = "云岭县财政局\n云财函〔2026〕3号\n关于商请支持的函\n市财政局：\n请函复。\n县财政局　县教育局\n2026年3月5日\n"
    document = read(text)
    assert [issuer.value for issuer in document.issuers] == ["云岭县财政局", "云岭县教育局"]


def test_who_took_part_stands_in_the_body_wherever_minutes_name_it() -> None:
    text = (
        "云岭县人民政府常务会议纪要\n第8号\n研究防汛工作\n会议研究了防汛工作。\n附件：任务清单\n2026年3月5日\n"
        "出席：李明华、王芳\n请假：蒋勤\n"
    )
    document = read(text)
    assert [note.name for note in document.annex_notes] == ["任务清单"]
    assert [getattr(block, "text", "") for block in document.body[1:]] == ["出席：李明华、王芳", "请假：蒋勤"]
    assert document.annexes == ()


def test_an_order_cited_on_one_line_is_mark_and_number() -> None:
    document = read(
        "云岭县人民政府令第7号\n《云岭县城乡供水管理办法》已经通过，现予公布，自2026年5月1日起施行。\n"
        "县长　李明华\n2026年3月27日\n"
    )
    assert document.issuer_mark and shown(document, document.issuer_mark) == "云岭县人民政府令"
    assert shown(document, document.document_number) == "第7号"
    assert document.genre and document.genre.value is Genre.ORDER
    assert document.title and document.title.value == "云岭县城乡供水管理办法"


def test_a_note_between_signature_and_date_hides_no_signature() -> None:
    document = read(NOTICE.replace("2026年3月3日\n", "（此件公开发布）\n2026年3月3日\n", 1))
    assert document.signature and document.signature.value.organs == ("云岭县人民政府办公室",)
    assert document.note and document.note.value == "此件公开发布"


def test_the_grounds_that_open_a_body_address_nobody() -> None:
    document = read(
        "云岭县人民政府征地启动公告\n为实施城乡规划，根据有关法律规定，现发布征地启动公告：\n一、范围\n城关镇。\n特此公告\n2026年3月3日"
    )
    assert document.addressees == () and document.title
    assert document.title.value == "云岭县人民政府征地启动公告"
    closed = read(
        "关于封闭施工的通告\n经研究决定，为抢抓时间，现对该路段封闭施工予以公告：\n一、范围\n纱帽桥。\n2026年3月3日"
    )
    assert closed.addressees == ()
