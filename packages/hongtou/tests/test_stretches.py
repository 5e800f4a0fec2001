"""The running text of a document, and the way back from a stretch of it to the text that was read."""

from __future__ import annotations

import re
from datetime import date

from hongtou import Document, FixKind, read
from hongtou.check import Basis, Certainty, Edit, Fix, Strength
from hongtou.check.finding import Fault
from hongtou.check.paper import Paper
from hongtou.check.specimen import specimen
from hongtou.check.stretch import Place, Placed, Stretch, stretches_of
from hongtou.model import Paragraph, Span, Table, Value
from hongtou.model.dispatch import Dispatch
from hongtou.model.organs import Organs

TEXT = specimen(
    annex_notes="附件：春耕用水安排表",
    annexes="附件\n春耕用水安排表\n各渠道按下列顺序放水。",
    copies="抄送：县水利局。",
)


def _places(document: Document) -> list[tuple[str, str, str]]:
    return [
        (placed.stretch.place.name, placed.field, placed.stretch.text) for placed in stretches_of(document)
    ]


def test_running_text_is_title_body_and_annexes_and_nothing_of_head_and_tail() -> None:
    found = _places(read(TEXT.encode(), "a.txt"))
    assert found[0] == ("TITLE", "title", "云岭县人民政府办公室关于做好春耕用水保障工作的通知")
    assert ("HEADING", "body", "一、检查渠道") in found
    assert ("PARAGRAPH", "body", "县水利局根据墒情统一调度水源。") in found
    assert found[-3:] == [
        ("ANNEX_NAME", "annex_notes", "春耕用水安排表"),
        ("ANNEX_NAME", "annexes", "春耕用水安排表"),
        ("PARAGRAPH", "annexes", "各渠道按下列顺序放水。"),
    ]
    assert not any(word in text for _, _, text in found for word in ("抄送", "云政办发", "各乡镇人民政府："))


def test_every_character_of_a_stretch_lies_where_it_was_read() -> None:
    document = read(TEXT.encode(), "a.txt")
    for placed in stretches_of(document):
        for at, character in enumerate(placed.stretch.text):
            assert placed.lies(Span(at, at + 1)).of(document.text) == character


def test_a_paragraph_over_several_lines_is_one_stretch() -> None:
    text = "关于用水的\n通知\n第一行与\n第二行相连。"
    document = Document(
        text=text,
        kind="pdf",
        title=Value("关于用水的通知", Span(0, 8), 1.0),
        body=(Paragraph("第一行与第二行相连。", Span(9, len(text))),),
    )
    title, paragraph = stretches_of(document)
    assert (title.stretch.text, paragraph.stretch.text) == ("关于用水的通知", "第一行与第二行相连。")
    assert paragraph.lies(Span(2, 6)).of(text) == "行与\n第二"
    assert paragraph.lies(Span(4, 4)) == Span(14, 14) and paragraph.lies(Span(10, 10)).start == len(text)


def test_every_line_of_a_cell_stands_alone() -> None:
    text = "项目\n金额\n渠道\n三万元"
    document = Document(
        text=text, kind="docx", body=(Table((("项目", "金额"), ("渠道", "三万元")), Span(0, len(text))),)
    )
    assert _places(document) == [("CELL", "body", line) for line in text.split("\n")]


def test_a_mending_inside_a_quotation_or_a_name_is_asked_for() -> None:
    line = "按照《春耕,夏耘》和“防汛,抗旱”要求,落实"
    document = Document(text=line, kind="txt", body=(Paragraph(line, Span(0, len(line))),))
    (placed,) = stretches_of(document)
    kinds = []
    for comma in re.finditer(",", line):
        span = Span(*comma.span())
        moved = placed.moved(Fault("逗号。", "改。", "", span, fix=Fix(FixKind.SAFE, (Edit(span, "，"),))))
        assert moved.field == "body" and moved.fix is not None and moved.fix.edits[0].span == span
        kinds.append(moved.fix.kind)
    assert kinds == [FixKind.ASK, FixKind.ASK, FixKind.SAFE]
    assert [match.start() for match in placed.stretch.found(re.compile(","))] == [line.rindex(",")]


def test_same_words_at_the_same_kind_of_place_are_one_stretch() -> None:
    assert hash(Stretch("一样", Place.CELL)) == hash(Stretch("一样", Place.CELL))
    assert Stretch("一样", Place.CELL) != Stretch("一样", Place.TITLE)
    at = [Placed.of(Document("甲\n甲", "txt"), Span(n, n + 1), Place.CELL, "body") for n in (0, 2)]
    assert at[0].stretch == at[1].stretch and at[0].lies(Span(0, 1)) != at[1].lies(Span(0, 1))


def test_a_ground_binds_only_what_was_written_when_it_was_in_force() -> None:
    def paper(day: date) -> Paper:
        document = Document("文", "txt", document_date=Value(day, Span(0, 1), 1.0))
        return Paper(document, Dispatch("", (), "", ""), Organs(()))

    def ground(year: int | None) -> Basis:
        return Basis("BD-01", "《标准》", year, "", Certainty.PRACTICE, Strength.PRACTICE, "")

    old, new = paper(date(2010, 3, 3)), paper(date(2026, 3, 3))
    assert [old.binds(ground(year)) for year in (None, 2001, 2011, 2012)] == [True, True, False, False]
    assert all(new.binds(ground(year)) for year in (None, 2001, 2011, 2012))
