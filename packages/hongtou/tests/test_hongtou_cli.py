"""The command line: elements with their passages, exit codes, Chinese only."""

import io
import json
import os
import re
from pathlib import Path

import pytest
from county_documents import NOTICE

from hongtou import manuscript_of, read
from hongtou.cli import main


@pytest.fixture(name="notice")
def _notice(tmp_path: Path) -> Path:
    path = tmp_path / "来文.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_read_prints_elements_with_passages(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--format", "text", str(notice)]) == 0
    shown = capsys.readouterr().out
    assert "发文字号：云政办发〔2026〕12号" in shown
    assert "印发机关和印发日期：云岭县人民政府办公室　2026年3月4日" in shown
    assert "时限：3月20日前，即2026年3月20日" in shown


def test_read_as_json(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(notice)]) == 0
    document = json.loads(capsys.readouterr().out)
    text, spans = document["text"], document["spans"]

    def passage(field: str) -> str:
        start, end = spans[field]
        return str(text[start:end])

    assert document["title"] == "云岭县人民政府办公室关于开展2026年汛前安全检查的通知"
    assert document["document_number"] == passage("document_number") == "云政办发〔2026〕12号"
    assert (document["genre"], document["urgency"]) == ("通知", "特急")
    assert document["issuers"] == ["云岭县人民政府办公室"] and document["issuing_signatories"] == []
    assert document["addressees"] == ["各乡镇人民政府", "街道办事处", "县政府各部门"]
    assert document["document_date"] == "2026-03-03" and passage("document_date") == "2026年3月3日"
    assert document["annexes"] == [
        {"number": 1, "name": "汛前安全检查清单"},
        {"number": 2, "name": "隐患整改情况统计表"},
    ]
    assert document["note"] == "此件公开发布"
    assert document["imprint"] == {"printing_office": "云岭县人民政府办公室", "printed_on": "2026-03-04"}
    assert len(document["copies_to"]) == 4
    heading = document["body"][1]
    assert (heading["level"], heading["text"]) == (1, "一、检查范围")
    assert text[slice(*heading["span"])] == heading["text"]


def test_standard_input_and_several_files(
    notice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NOTICE.encode())))
    assert main(["read", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["genre"] == "通知"
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04")
    names = [str(notice), str(broken), *[str(notice)] * 3]
    assert main(["read", *names]) == 2
    said = capsys.readouterr()
    assert [each["path"] for each in json.loads(said.out)] == [str(notice)] * 4 and str(broken) in said.err


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0 and main(["rules", "--format", "json"]) == 0
    listed, _, as_json = capsys.readouterr().out.partition("[\n")
    codes = [rule["code"] for rule in json.loads("[" + as_json)]
    assert len(codes) == len(set(codes)) == sum(line.startswith("  ") for line in listed.splitlines())
    assert main(["explain", "gw-24a"]) == 0
    page = capsys.readouterr().out
    assert "依据：《党政机关公文处理工作条例》第十五条第四项（应当）" in page and "有问题的例子" in page
    assert main(["explain", "GW-99"]) == 64


@pytest.mark.parametrize(
    ("text", "code", "says"), [("通知", 0, "未发现"), ("机密文件学习", 1, "人工核对"), ("机密★", 2, "机要室")]
)
def test_secrecy_exit_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, says: str
) -> None:
    path = tmp_path / "来文.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["secrecy", str(path)]) == code
    assert says in capsys.readouterr().out


def test_render_writes_a_pdf_and_tells_what_stands_in(
    notice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "成品.pdf"
    assert main(["render", str(notice), "-o", str(made), "--stamp", "样章", "--fonts", str(tmp_path)]) == 0
    document = read(made.read_bytes(), made.name)
    assert document.pages == 4
    assert document.title and document.title.value == "云岭县人民政府办公室关于开展2026年汛前安全检查的通知"
    assert "缺少小标宋" in capsys.readouterr().err


def test_render_writes_an_ofd_that_reads_as_the_original(notice: Path, tmp_path: Path) -> None:
    made = tmp_path / "成品.ofd"
    assert main(["render", str(notice), "--to", "ofd", "-o", str(made)]) == 0
    document = read(made.read_bytes(), made.name)
    assert document.pages == 4
    assert document.metadata["标题"] == "云岭县人民政府办公室关于开展2026年汛前安全检查的通知"
    assert manuscript_of(document) == manuscript_of(read(NOTICE.encode(), "来文.txt"))


def test_render_writes_a_word_document_that_reads_as_the_original(notice: Path, tmp_path: Path) -> None:
    made = tmp_path / "成品.docx"
    assert main(["render", str(notice), "-o", str(made)]) == 0
    assert manuscript_of(read(made.read_bytes(), made.name)) == manuscript_of(
        read(NOTICE.encode(), "来文.txt")
    )


def test_render_writes_one_page_as_a_picture(
    notice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind, begins in (("svg", b"<svg "), ("png", b"\x89PNG")):
        made = tmp_path / f"成品.{kind}"
        assert main(["render", str(notice), "--to", kind, "-o", str(made)]) == 0
        assert made.read_bytes().startswith(begins)
        assert "共4页，只写了第1页" in capsys.readouterr().err
    second = tmp_path / "第2页.svg"
    assert main(["render", str(notice), "-o", str(second), "--page", "2"]) == 0
    assert "<title>第2页</title>" in second.read_text("utf-8")
    assert "只写了" not in capsys.readouterr().err
    assert main(["render", str(notice), "-o", str(tmp_path / "第9页.svg"), "--page", "9"]) == 1
    assert "没有第9页，共4页" in capsys.readouterr().err


def test_render_sets_the_form_that_is_asked_for(notice: Path, tmp_path: Path) -> None:
    pages = {}
    for form in ("ordinary", "letter", "order", "minutes"):
        made = tmp_path / f"{form}.svg"
        assert main(["render", str(notice), "-o", str(made), "--page", "1", "--form", form]) == 0
        pages[form] = made.read_text("utf-8")
    assert len(set(pages.values())) == 4
    assert {form: page.count('stroke="#f00"') for form, page in pages.items()} == {
        "ordinary": 1,
        "letter": 4,
        "order": 0,
        "minutes": 1,
    }


@pytest.mark.parametrize(
    ("text", "output", "code", "says"),
    [
        (NOTICE, "成品.odt", 64, "只能是pdf、ofd、docx、svg、png"),
        (NOTICE, "来文.txt.pdf/成品.pdf", 2, "写不了文件"),
        ("机密★1年\n" + NOTICE, "成品.pdf", 2, "机要室"),
        (NOTICE.replace("检查", "检查" * 90, 1), "成品.pdf", 1, "标题太长"),
    ],
)
def test_render_refuses_in_one_sentence_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, output: str, code: int, says: str
) -> None:
    path = tmp_path / "来文.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["render", str(path), "-o", str(tmp_path / output)]) == code
    said = capsys.readouterr()
    assert says in said.out + said.err
    assert [each.name for each in tmp_path.iterdir()] == ["来文.txt"]


def test_render_does_not_write_over_what_it_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "来文.pdf"
    path.write_bytes(b"%PDF-1.4")
    assert main(["render", str(path)]) == 64
    assert path.read_bytes() == b"%PDF-1.4"
    assert "不能盖掉原文件" in capsys.readouterr().err


def test_unreadable_and_missing_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "来文.docx"
    broken.write_bytes(b"PK\x03\x04")
    assert main(["read", str(broken)]) == 2
    assert "损坏" in capsys.readouterr().err
    assert main(["read", str(tmp_path / "没有.txt")]) == 2
    assert "打不开" in capsys.readouterr().err


def test_wrong_use_is_answered_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["写"])
    assert stop.value.code == 64
    assert "用法" in capsys.readouterr().err


COMMANDS = (["read"], ["check"], ["fix"], ["compare"], ["render"], ["secrecy"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("pipe", "是管道，不是可以读取的文件。请指定一个文件"),
        ("device", "是设备，不是可以读取的文件。请指定一个文件"),
        ("folder", "是文件夹，不是可以读取的文件。请指定其中的文件。"),
        ("circle", "打不开文件：.*请核对路径和权限。"),
        ("nowhere", "打不开文件：.*请核对路径和权限。"),
        ("half a character", "打不开文件：.*请核对路径和权限。"),
        ("nothing after nothing", "打不开文件：.*请核对路径和权限。"),
        ("endless", r"文件太大：.*有1048576\.0MB，超过50MB的上限。请.*重新提交。"),
    ],
)
def test_what_is_no_file_or_too_large_is_answered_without_waiting(
    command: list[str], kind: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "来文.txt"
    name = str(path)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        name = "/dev/zero"
    elif kind == "folder":
        path.mkdir()
    elif kind == "circle":
        path.symlink_to(path)
    elif kind == "nowhere":
        path.symlink_to(tmp_path / "没有")
    elif kind == "half a character":
        name += "\ud800"
    elif kind == "nothing after nothing":
        name += "\0"
    else:
        with path.open("wb") as file:
            file.truncate(2**40)
    second = [name] if command == ["compare"] else ["-o", str(tmp_path / "a.pdf")] * (command == ["render"])
    assert main([*command, name, *second]) == (3 if command == ["secrecy"] else 2)
    told = capsys.readouterr()
    assert re.search(says, told.err) and told.out == ""


def test_a_file_nobody_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr("hongtou.commands.files.os.open", refuse)
    assert main(["read", str(tmp_path / "来文.txt")]) == 2
    assert "打不开文件" in capsys.readouterr().err


def test_a_link_to_a_file_is_followed(
    notice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "另名.txt"
    link.symlink_to(notice)
    assert main(["read", str(link)]) == 0
    assert '"title"' in capsys.readouterr().out


def test_standard_input_without_end_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/zero").open("rb") as endless:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(endless))
        assert main(["read", "-"]) == 2
        assert "标准输入超过50MB的上限。请" in capsys.readouterr().err
        assert endless.tell() < 52 * 2**20


@pytest.mark.parametrize("name", ["名录\ud800", "名录\0", "/dev/zero", "/"])
def test_a_list_of_organs_that_is_no_file(
    name: str, notice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(notice), "--organs", name]) == 64
    assert re.search("打不开机关名录：.*请核对路径，并保存为UTF-8编码。", capsys.readouterr().err)
