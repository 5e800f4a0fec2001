"""hongtou check and hongtou compare on the command line."""

import json
from pathlib import Path

import pytest

from hongtou import Organs, organs_from_toml, read
from hongtou.cli import main

REPORT = """云岭县水利局关于防汛准备情况的报告

云岭县人民政府：

今年防汛准备工作已就绪。堤防加固尚缺资金80万元，请予支持解决。

云岭县水利局
2026年3月3日
"""
ORGANS = """
[[organ]]
name = "云州市人民政府"
[[organ]]
name = "云岭县人民政府"
short_name = "县政府"
superiors = ["云州市人民政府"]
leaders = ["陈立新"]
[[organ]]
name = "云岭县水利局"
superiors = ["云岭县人民政府"]
[[organ]]
name = "云岭县移民局"
superiors = ["云岭县人民政府"]
registered = false
ended = 2024-03-15
successor = "云岭县水利局"
"""


@pytest.fixture(name="report")
def _report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(name="organs")
def _organs(tmp_path: Path) -> Path:
    path = tmp_path / "organs.toml"
    path.write_text(ORGANS, encoding="utf-8")
    return path


def test_a_finding_says_where_what_and_by_which_clause(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(report)]) == 1
    first, direction, total = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{report}:5:26: GW-24A 应改 ") and "请予支持解决" in first
    assert first.endswith("〔《党政机关公文处理工作条例》第十五条第四项〕")
    assert direction.startswith("行文方向：上行，建议文种：请示。") and total == "共1处。"


def test_lines_and_columns_are_those_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT.replace("今年", "　　今年"), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().out.startswith(f"{path}:5:28: GW-24A")
    assert main(["fix", str(path)]) == 1
    assert f"{path}:5:28: GW-24A" in capsys.readouterr().err


def test_what_could_not_be_read_is_not_called_faultless(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "没有.txt"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "打不开" in said.err


def test_json_for_programs(report: Path, organs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(report), "--organs", str(organs), "--format", "json"]) == 1
    (item,) = json.loads(capsys.readouterr().out)
    start, end = item["span"]
    assert read(REPORT.encode(), "a.txt").text[start:end] == item["excerpt"] == "请予支持解决"
    assert (item["code"], item["severity"], item["line"], item["column"]) == ("GW-24A", "error", 3, 26)
    assert item["basis"]["strength"] == "应当" and item["fix"] is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--to", "云州市人民政府"], "GW-20B 应改"),
        (
            ["--to", "云岭县水务局"],
            "YS-08A 应改 主送机关“云岭县水务局”不在机关名录中。是不是“云岭县水利局”？",
        ),
        (["--to", "陈县长"], "GW-25A 应改"),
        (["--from", "云岭县移民局"], "请改为以“云岭县水利局”名义发文。"),
        (["--from", "云岭县水利局", "--to", "云岭县人民政府、云州市人民政府"], "GW-21A 请核对"),
    ],
)
def test_sender_and_addressee_by_option(
    report: Path, organs: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(["check", str(report), "--organs", str(organs), *arguments]) == 1
    assert says in capsys.readouterr().out


def test_a_clean_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT.replace("请予支持解决。", "正在筹措。"), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out.endswith("没有发现问题。\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "没有机关"),
        ("[[organ]]\nshort_name = '甲'", "第1个机关没有名称"),
        ("[[organ]]\nname = '甲局'\nboss = '乙'", "不认识的项目：boss"),
        ("[[organ]]\nname = '甲局'\nlevel = '天'", "level写法不对：天"),
        ("[[organ]]\nname = '甲局'\nsuperiors = '乙局'", "superiors写法不对"),
        ("[[organ]]\nname = '甲局'\nsuperiors = ['乙局']", "“乙局”不在机关名录中"),
        ("[[organ", "不是有效的TOML文件"),
    ],
)
def test_a_bad_list_of_organs_is_told(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(report), "--organs", str(path)]) == 64
    assert says in capsys.readouterr().err


def test_a_list_of_organs_is_read_whole() -> None:
    organs = organs_from_toml(ORGANS)
    assert isinstance(organs, Organs) and len(organs) == 4
    (gone,) = organs.find("云岭县移民局")
    assert gone.ended is not None and not gone.registered and gone.successor == "云岭县水利局"


def test_what_cannot_be_read_or_opened(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04")
    assert main(["check", str(broken)]) == 2
    assert main(["compare", str(report), str(broken)]) == 2
    assert main(["compare", str(report), str(tmp_path / "没有.txt")]) == 2
    assert main(["check", str(report), "--organs", str(tmp_path / "没有.toml")]) == 64
    assert "打不开机关名录" in capsys.readouterr().err


def test_compare_prints_what_changed(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "新.txt"
    new.write_text(REPORT.replace("80万元", "120万元"), encoding="utf-8")
    assert main(["compare", str(report), str(new)]) == 1
    shown = capsys.readouterr().out
    assert "尚缺资金［－80－］｛＋120＋｝万元" in shown and "增加3字，删去2字" in shown
    assert main(["compare", str(report), str(report)]) == 0
    assert capsys.readouterr().out == "两稿相同。\n"


def test_compare_as_a_page(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = tmp_path / "新.txt"
    new.write_text(REPORT.replace("80万元", "<b>万元"), encoding="utf-8")
    assert main(["compare", "--html", str(report), str(new)]) == 1
    page = capsys.readouterr().out
    assert page.startswith("<!DOCTYPE html>") and '<del class="redline-del">80</del>' in page
    assert "&lt;b&gt;" in page and "<b>" not in page
