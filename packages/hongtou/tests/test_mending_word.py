"""Mending a Word file in place: what is mended is mended, and every other byte stays."""

import io
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from file_builders import docx, p, package, pdf, text_box, word_part
from hypothesis import given, settings
from hypothesis import strategies as st

import hongtou
from hongtou import FixKind, Question, Unreadable, check_document, mend
from hongtou.check.finding import Edit, Finding, Fix
from hongtou.check.specimen import specimen
from hongtou.cli import main
from hongtou.mend.word_file import can_edit_word, edited_word
from hongtou.mend.word_text import WordPart
from hongtou.model import Span
from hongtou.read import source_of
from hongtou.text import same_figures, same_words

BRACKETS = Question(select=("GB-13A",))
OLD, NEW = "云政办发[2026]12号", "云政办发〔2026〕12号"
HEAD, TAIL = specimen(number=OLD).split(OLD)


def word(number: str, **more: str | bytes) -> bytes:
    """The specimen as a Word file whose document number is the paragraph *number*."""
    return docx("".join(map(p, HEAD.splitlines())) + number + "".join(map(p, TAIL.splitlines())), **more)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> str:
    return members(data)["word/document.xml"].decode()


def test_one_mark_is_mended_and_every_other_byte_stays() -> None:
    data = word(
        "<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:commentRangeStart w:id='0'/><w:r><w:rPr><w:b/></w:rPr>"
        "<w:t>云政办发[2026]</w:t></w:r><!-- a remark --><w:r><w:t >12号</w:t></w:r><w:commentRangeEnd w:id='0'/></w:p>",
        word__comments_xml=word_part(
            "<w:comment w:id='0'>" + p("请核对。") + "</w:comment>", root="comments"
        ),
        word__media__image1_png=b"\x89PNG" + bytes(range(256)) * 40,
    )
    mended = mend(data, "通知.docx", BRACKETS)
    assert (
        [finding.code for finding in mended.mended] == ["GB-13A"] and not mended.left and not mended.refused
    )
    assert body(mended.data) == body(data).replace("[2026]", "〔2026〕")
    before, after = members(data), members(mended.data)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert mend(mended.data, "通知.docx", BRACKETS).data == mended.data
    assert mended.document.text == hongtou.read(mended.data, "通知.docx").text


def test_the_other_members_keep_their_packed_bytes_times_and_remarks() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = "第一稿".encode()
        for name, content in members(word(p(OLD))).items():
            info = zipfile.ZipInfo(name, (2026, 3, 4, 5, 6, 8))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o640 << 16
            archive.writestr(info, content)
        archive.writestr("word/media/图片.png", b"\x89PNG" * 9, zipfile.ZIP_STORED)
    data = buffer.getvalue()
    mended = mend(data, "通知.docx", BRACKETS).data
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(mended)) as new:
        assert new.comment == old.comment and new.testzip() is None
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert one.filename == other.filename and one.date_time == other.date_time
            assert (one.external_attr, one.compress_type) == (other.external_attr, other.compress_type)
            if one.filename != "word/document.xml":
                packed = data[one.header_offset :][: 30 + len(one.filename.encode()) + one.compress_size]
                assert mended[other.header_offset :].startswith(packed)


def test_a_package_written_as_a_stream_is_packed_again() -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    buffer = Unseekable()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members(word(p(OLD))).items():
            archive.writestr(name, content)
    mended = mend(buffer.getvalue(), "通知.docx", BRACKETS)
    assert mended.mended and body(mended.data) == body(buffer.getvalue()).replace(OLD, NEW)


def test_an_edit_across_runs_takes_the_formatting_of_the_first() -> None:
    runs = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲乙</w:t></w:r><w:r><w:t>丙丁</w:t></w:r></w:p>"
    data = docx(runs)
    after = edited_word(data, source_of(data, "a.docx"), [Edit(Span(1, 3), "一二三")])
    assert body(after) == body(data).replace("甲乙", "甲一二三").replace("丙丁", "丁")
    only_a_mark = edited_word(data, source_of(data, "a.docx"), [Edit(Span(0, 4), "甲乙丙，丁")])
    assert body(only_a_mark) == body(data).replace("丙丁", "丙，丁")


def test_insertions_stand_behind_what_they_follow_and_blanks_are_kept() -> None:
    data = docx("<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙&amp;</w:t></w:r></w:p>")
    source = source_of(data, "a.docx")
    after = edited_word(data, source, [Edit(Span(0, 0), "<"), Edit(Span(1, 1), "，"), Edit(Span(3, 3), " ")])
    assert hongtou.read(after, "a.docx").text == "<甲，乙&"
    assert "<w:t>&lt;甲，</w:t>" in body(after) and '<w:t xml:space="preserve">乙&amp; </w:t>' in body(after)


def test_a_text_box_is_mended_for_old_programs_too() -> None:
    data = docx(p("通知", raw=text_box("云岭县(文件")))
    source = source_of(data, "a.docx")
    at = source.text.index("(")
    after = edited_word(data, source, [Edit(Span(at, at + 1), "（")])
    assert body(after) == body(data).replace("(", "（") and body(after).count("（") == 2


def test_tracked_changes_stay_tracked() -> None:
    inner = (
        "<w:p><w:r><w:t>会议改在</w:t></w:r><w:del w:author='甲'><w:r><w:delText>[周三]</w:delText></w:r></w:del>"
        "<w:ins w:author='甲'><w:r><w:t>[周四]</w:t></w:r></w:ins></w:p>"
    )
    data = docx(inner)
    source = source_of(data, "a.docx")
    after = edited_word(data, source, [Edit(Span(4, 5), "〔"), Edit(Span(7, 8), "〕")])
    assert body(after) == body(data).replace("<w:t>[周四]", "<w:t>〔周四〕")


NUMBERING = word_part(
    "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
    "<w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
    root="numbering",
)


def test_what_word_puts_there_is_left_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = word(f"<w:p><w:fldSimple w:instr='DOCPROPERTY a'><w:r><w:t>{OLD}</w:t></w:r></w:fldSimple></w:p>")
    mended = mend(data, "通知.docx", BRACKETS)
    assert mended.data == data and not mended.mended
    assert [finding.code for finding in mended.refused] == ["GB-13A"] and mended.refused == mended.left
    (path := tmp_path / "通知.docx").write_bytes(data)
    assert main(["fix", str(path), "--select", "GB-13A"]) == 1
    assert "请在Word里改：这里是自动编号、域" in capsys.readouterr().err and path.read_bytes() == data


def test_a_number_of_word_cannot_be_edited_but_the_text_behind_it_can() -> None:
    number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    data = docx(f"<w:p>{number}<w:r><w:t>甲、乙</w:t></w:r></w:p>", word__numbering_xml=NUMBERING)
    source = source_of(data, "a.docx")
    assert source.text == "1.甲、乙"
    assert not can_edit_word(source, [Edit(Span(1, 2), "．")])
    assert not can_edit_word(source, [Edit(Span(1, 3), "．甲甲")])
    assert can_edit_word(source, [Edit(Span(0, 3), "1.丙")])
    assert hongtou.read(edited_word(data, source, [Edit(Span(2, 2), "新")]), "a.docx").text == "1.新甲、乙"
    assert not can_edit_word(source, [Edit(Span(3, 4), "\n")])


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"_xmlsignatures/sig1.xml": "<a/>"}, "数字签名"),
        (
            {"word/settings.xml": word_part("<w:documentProtection w:enforcement='1'/>", root="settings")},
            "限制编辑",
        ),
    ],
)
def test_signed_and_protected_files_are_refused(more: dict[str, str | bytes], says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        mend(package({**members(word(p(OLD))), **more}), "通知.docx", BRACKETS)


@pytest.mark.parametrize("kind", ["pdf"])
def test_other_kinds_say_what_to_do(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path := tmp_path / f"a.{kind}").write_bytes(pdf([[(30.0, 40.0, 16.0, "关于防火的通知")]]))
    assert main(["fix", str(path)]) == 2
    assert f"{kind.upper()}文件不能就地修改。请修改生成它的Word文档" in capsys.readouterr().err


def test_the_difference_is_shown_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (path := tmp_path / "通知.dotx").write_bytes(data := word(p(OLD)))
    assert main(["fix", "--diff", "--select", "GB-13A", str(path)]) == 0
    shown = capsys.readouterr().out
    assert f"-{OLD}\n" in shown and f"+{NEW}\n" in shown and path.read_bytes() == data
    assert main(["fix", "--select", "GB-13A", str(path)]) == 0
    assert hongtou.read(path.read_bytes(), "通知.dotx").document_number is not None
    assert body(path.read_bytes()) == body(data).replace(OLD, NEW)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_parts_in_other_encodings_stay_in_them(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>" + word_part(p(OLD))
    part = text.encode(encoding, "xmlcharrefreplace")
    mended = edited_word(
        data := package({**members(docx("")), "word/document.xml": part}),
        source_of(data, "a.docx"),
        [Edit(Span(4, 5), "〔"), Edit(Span(9, 10), "〕")],
    )
    after = members(mended)["word/document.xml"]
    assert hongtou.read(mended, "a.docx").text == NEW
    assert after == text.replace(OLD, NEW).encode(encoding, "xmlcharrefreplace")


def test_rules_that_undo_each_other_are_left_to_the_author(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rules, two of which fight without end: what the third mends is mended, the rest stays as it was."""
    (like,) = (f for f in check_document(hongtou.read(word(p(OLD)), "a.docx"), BRACKETS))
    swaps = {"A": ("在即。", "在即！"), "B": ("在即！", "在即。"), "C": ("，发现", "；发现")}

    def found(document: hongtou.Document, question: Question | None) -> tuple[Finding, ...]:
        return tuple(
            replace(like, code=code, fix=Fix(FixKind.SAFE, (Edit(Span(at, at + len(old)), new),)))
            for code, (old, new) in swaps.items()
            if (at := document.text.find(old)) >= 0
        )

    monkeypatch.setattr(import_module("hongtou.mend.mending"), "check_document", found)
    data = word(p(OLD))
    mended = mend(data, "a.docx")
    assert mended.document.text == hongtou.read(data, "a.docx").text.replace("，发现", "；发现")
    assert [finding.code for finding in mended.mended] == ["C"]
    assert [finding.code for finding in mended.left] == ["A"]
    assert mend(mended.data, "a.docx").data == mended.data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("渠道逐条", "水渠逐条"),
        ("3.5万元", "35万元"),
        ("1,200人", "1200人"),
        ("9:30", "930"),
        ("3，5两日", "3,5两日"),
        ("10%", "10"),
    ],
)
def test_what_calls_itself_safe_and_is_not_is_never_made(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = specimen(
        f"渠道逐条检查，投入3.5万元，共1,200人，每日9:30、逢3，5两日报送，完成10%。{'，' * 40}"
    ).encode()
    (like,) = check_document(hongtou.read(specimen(number=OLD).encode(), "a.txt"), BRACKETS)

    def found(document: hongtou.Document, question: Question | None) -> tuple[Finding, ...]:
        if (at := document.text.find(old)) < 0:
            return ()
        return (replace(like, fix=Fix(FixKind.SAFE, (Edit(Span(at, at + len(old)), new),))),)

    monkeypatch.setattr(import_module("hongtou.mend.mending"), "check_document", found)
    mended = mend(data, "a.txt")
    assert mended.data == data and len(mended.left) == 1 and not mended.mended
    assert new in mend(data, "a.txt", kinds=(FixKind.SAFE, FixKind.ASK)).document.text


TEXTS = st.text(st.sampled_from("甲乙2026〔[]）(，,。. \t<&>\"'𠮷a"), max_size=6)


@settings(deadline=None)
@given(st.lists(st.lists(TEXTS, max_size=4), min_size=1, max_size=5), st.data())
def test_edits_of_the_text_are_edits_of_the_file(paragraphs: list[list[str]], data: st.DataObject) -> None:
    inner = "".join(
        "<w:p>" + "".join(p(run).removeprefix("<w:p>").removesuffix("</w:p>") for run in runs) + "</w:p>"
        for runs in [*paragraphs, ["末"]]
    )
    file = docx(inner)
    source = source_of(file, "a.docx")
    places = sorted(data.draw(st.lists(st.integers(0, len(source.text) - 1), max_size=6, unique=True)))
    edits = [
        Edit(Span(start, end), data.draw(TEXTS))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]
    edits = [edit for edit in edits if can_edit_word(source, [edit])]
    wanted, at = "", 0
    for edit in edits:
        wanted += source.text[at : edit.span.start] + edit.text
        at = edit.span.end
    wanted += source.text[at:]
    after = edited_word(file, source, edits)
    lines = [line.strip() for line in wanted.split("\n")]
    assert source_of(after, "a.docx").text == "\n".join(line for line in lines if line)
    changed = (
        WordPart(members(file)["word/document.xml"]).nodes,
        WordPart(members(after)["word/document.xml"]).nodes,
    )
    assert len(changed[0]) == len(changed[1])


PIECES = st.sampled_from(
    [
        *"，,。.；;：:（(）)〔[】]“”\"'2026１２年月日第号一二三、 　-—…·%％",
        "云岭县人民政府",
        "应当",
        "不得",
        "关于",
        "的的",
        "《",
        "》",
    ]
)
BODIES = st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=6).map("\n".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(BODIES, st.booleans())
def test_safe_mendings_never_change_a_word_and_are_done_once(text: str, as_word: bool) -> None:
    whole = specimen(text) if text.strip() else specimen()
    data = docx("".join(map(p, whole.splitlines()))) if as_word else whole.encode()
    name = "a.docx" if as_word else "a.txt"
    mended = mend(data, name)
    original = hongtou.read(data, name).text
    assert same_words(mended.document.text, original) and same_figures(mended.document.text, original)
    assert mend(mended.data, name).data == mended.data
    assert all(finding.fix and finding.fix.kind is FixKind.SAFE for finding in mended.mended)
