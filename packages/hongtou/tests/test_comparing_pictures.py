"""A comparison says when a picture came, went or was exchanged; mending leaves every picture where it is."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from manuscripts import ONE_PAGE, free_fonts
from picture_files import ILLUSTRATED, chart, jpeg, png, with_annexes

from hongtou import Picture, Question, compare, lay_out, mend, picture_of, read, write_docx, write_ofd
from hongtou.cli import main
from hongtou.compare import Redline, comparable
from hongtou.read import source_of


def between(*contents: list[object]) -> Redline:
    """The redline of two Word documents with these annexes."""
    old, new = (
        source_of(write_docx(with_annexes(ONE_PAGE, ("图", content))), "稿.docx")  # type: ignore[arg-type]
        for content in contents
    )
    return compare(*comparable(old, new))


def test_the_same_picture_is_no_change() -> None:
    redline = between(["如下。", chart()], ["如下。", chart()])
    assert redline.is_same and redline.says == "两稿相同"


def test_an_exchanged_picture_is_told_and_counts_no_characters() -> None:
    redline = between(["如下。", chart()], ["如下。", picture_of(jpeg(), width=40, description="新图")])
    assert (redline.pictures, redline.inserted, redline.deleted) == (1, 0, 0)
    assert "图片改动1处" in redline.says
    html = redline.as_html()
    assert html.count('<del class="redline-del">〔图片：各镇水库巡查次数柱状图，480×240像素') == 1
    assert html.count('<ins class="redline-ins">〔图片：新图，16×8像素') == 1


def test_pictures_that_came_and_went_are_told() -> None:
    assert between(["如下。"], ["如下。", chart(), picture_of(png())]).pictures == 2
    assert between(["如下。", chart()], ["如下。"]).pictures == 1


def test_the_text_beside_it_is_compared_as_ever() -> None:
    redline = between(["情况如下。", chart()], ["情况见下图。", chart()])
    assert redline.pictures == 0 and (redline.inserted, redline.deleted) == (3, 2)


def test_files_of_two_kinds_are_compared_by_their_words() -> None:
    copy = with_annexes(ONE_PAGE, ("图", ["如下。", chart()]))
    word = source_of(write_docx(copy), "稿.docx")
    paged = source_of(write_ofd(lay_out(copy, fonts=free_fonts())), "稿.ofd")
    assert "〔图片" not in "".join(comparable(word, paged))


def test_mending_keeps_every_picture_and_its_file() -> None:
    data = write_docx(ILLUSTRATED["pictures_in_annexes"])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = parts["word/document.xml"].decode()
    assert "〔2026〕" in document
    parts["word/document.xml"] = document.replace("〔2026〕", "[2026]").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    mended = mend(buffer.getvalue(), "稿.docx", Question(select=("GB-13A",)))
    assert mended.mended and not mended.refused
    before, after = read(data, "稿.docx"), read(mended.data, "稿.docx")
    assert [annex.blocks for annex in after.annexes] == [annex.blocks for annex in before.annexes]
    assert sum(isinstance(block, Picture) for annex in after.annexes for block in annex.blocks) == 2


@pytest.mark.parametrize("kind", ["pdf", "ofd", "docx"])
def test_rendering_a_word_file_keeps_its_pictures(kind: str, tmp_path: Path) -> None:
    source, made = tmp_path / "稿.docx", tmp_path / f"成品.{kind}"
    source.write_bytes(write_docx(ILLUSTRATED["pictures_in_annexes"]))
    assert main(["render", str(source), "--to", kind, "-o", str(made)]) == 0
    document = read(made.read_bytes(), made.name)
    pictures = [block for annex in document.annexes for block in annex.blocks if isinstance(block, Picture)]
    assert [picture.description for picture in pictures] == ["各镇水库巡查次数柱状图", "指挥体系示意图"]


def test_rendering_says_which_picture_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_docx(with_annexes(ONE_PAGE, ("图", ["如下。", chart()])))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/media/image1.png"] = b"GIF89a" + bytes(40)
    source = tmp_path / "稿.docx"
    with zipfile.ZipFile(source, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert main(["render", str(source), "--to", "pdf"]) == 0
    assert "第1幅图片：这是GIF图片" in capsys.readouterr().err


def test_reading_names_a_picture_with_its_size_and_description(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "稿.docx"
    source.write_bytes(write_docx(replace(ONE_PAGE, body=(*ONE_PAGE.body, chart(60.0)))))
    assert main(["read", str(source)]) == 0
    entry = json.loads(capsys.readouterr().out)["body"][-1]
    assert (entry["level"], entry["kind"], entry["text"]) == (0, "picture", "")
    assert entry["span"][0] == entry["span"][1]
    assert (entry["media_type"], entry["pixels"], entry["millimetres"]) == ("image/png", [480, 240], [60, 30])
    assert entry["description"] == "各镇水库巡查次数柱状图"
