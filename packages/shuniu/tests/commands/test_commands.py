"""The commands for those who run it: what each does, how it refuses, and that none knows a default password."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from commands.conftest import Shuniu
from django.db import connection
from django.utils import timezone
from kit import County, browser, build_county
from old_books import book, line
from openpyxl import load_workbook

from shuniu.cli import COMMANDS
from shuniu.commands import demo
from shuniu.commands.check import fonts_at_hand, worker_at_work
from shuniu.commands.findings import Level
from shuniu.kernel.base import parameters
from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.flow.models import Entry, Matter, Task
from shuniu.kernel.numbering.models import Counter
from shuniu.kernel.people.installation import mark_installation
from shuniu.kernel.people.models import Account, Installation
from shuniu.kernel.platform.papers.fonts import FontChoice, FontFile, FontSet, Origin, Role
from shuniu.kernel.records.models import Record, RecordPayload
from shuniu.kernel.records.sealing import seal_all
from shuniu.kernel.records.writing import record

LAST_YEAR = timezone.localdate().year - 1


@pytest.fixture
def real(db: None) -> None:
    mark_installation(Installation.Kind.REAL, now=timezone.now())


@pytest.fixture
def county(real: None) -> County:
    return build_county()


# Arguments


@pytest.mark.parametrize(
    "words", [(), ("tidy",), ("records",), ("records", "burn"), ("serve", "--port", "1")]
)
def test_wrong_arguments_are_explained_in_chinese(shuniu: Shuniu, words: tuple[str, ...]) -> None:
    said = shuniu(*words)
    assert said.code == 2 and said.err.startswith("✗ ") and "用法：" in said.err
    assert not re.search(r"\b(invalid|required|unrecognized|argument)\b", said.err)


def test_help_names_every_command(shuniu: Shuniu) -> None:
    said = shuniu("--help")
    assert said.code == 0 and all(name in said.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(shuniu: Shuniu, name: str) -> None:
    said = shuniu(name, "--help")
    assert said.code == 0 and said.out.startswith("用法：shuniu " + name)


# init


@pytest.mark.both_databases
def test_init_makes_three_administrators_and_shows_each_password_once(shuniu: Shuniu) -> None:
    said = shuniu("init")
    shown = dict(re.findall(r"\t(\w+)\t(\S+)$", said.out, re.MULTILINE))
    assert said.code == 0 and set(shown) == {"sysadmin", "secadmin", "auditadmin"}
    for username, password in shown.items():
        account = Account.objects.get(username=username)
        assert account.check_password(password) and account.must_change_password
        assert password not in str(list(RecordPayload.objects.values_list("content", flat=True)))
    again = shuniu("init")
    assert again.code == 1 and "已经有账号" in again.err and Account.objects.count() == 3


def test_init_refuses_a_demo(shuniu: Shuniu) -> None:
    mark_installation(Installation.Kind.DEMO, now=timezone.now())
    said = shuniu("init")
    assert said.code == 1 and "演示库" in said.err and not Account.objects.exists()


def test_the_source_holds_no_password() -> None:
    """Passwords are made by `one_time_password` alone; nothing sets one that stands in the code."""
    source = Path(__file__).resolve().parents[2] / "src" / "shuniu"
    setting = re.compile(r"(?:set_password|create_account|make_password)\(([^)]*)\)")
    found = {
        (path.name, arguments)
        for path in source.rglob("*.py")
        for arguments in setting.findall(path.read_text(encoding="utf-8"))
        if re.search(r"""["']""", arguments)
    }
    assert found == set()


# migrate, check, records


@pytest.mark.both_databases
def test_migrating_twice_changes_nothing(shuniu: Shuniu) -> None:
    said = shuniu("migrate")
    assert said.code == 0 and "已经是本版本" in said.out


@pytest.mark.both_databases
def test_check_looks_at_everything_and_says_what_to_do(shuniu: Shuniu, county: County) -> None:
    said = shuniu("check")
    assert f"数据库（{connection.vendor}）可用" in said.out
    for part in ("全部数据在", "流程", "磁盘", "种职责全县没有人担任", "仿宋"):
        assert part in said.out, part
    assert said.code == 0 and "0 项必须先解决" in said.out
    wanting = [text for text in said.out.splitlines() if text.startswith("！")]
    assert said.out.count("怎么办：") == len(wanting)


def test_check_finds_work_left_with_somebody_who_went(shuniu: Shuniu, county: County) -> None:
    county.do("clerk", "sample.ask", title="送一份材料", now=timezone.now())
    county.do(
        "handler", "flow.reassign", matter=Matter.objects.get().pk, reason="出差", now=timezone.now(),
        post=county.posts["handler2"].pk,
    )  # fmt: skip
    county.posts["handler2"].until = timezone.localdate() - timedelta(days=1)
    county.posts["handler2"].save()
    said = shuniu("check")
    assert "1 件待办还在已离任的人手里：李春燕《送一份材料》" in said.out


def test_check_and_demo_say_plainly_that_there_is_no_chinese_font(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shuniu.kernel.platform.papers.fonts.find_fonts", lambda home: FontSet({}))
    (finding,) = fonts_at_hand()
    assert finding.level is Level.NOTICE and "全是空框" in finding.text and "make run" in finding.remedy
    demo.tell_of_fonts()
    assert capsys.readouterr().out == f"{finding}\n"


def test_demo_says_nothing_of_fonts_that_are_there(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    face = FontFile("仿宋_GB2312", 400, "/fonts/simfang.ttf", 0, Origin.OFFICE)
    there = FontSet({role: FontChoice(role, face, true=True) for role in Role})
    monkeypatch.setattr("shuniu.kernel.platform.papers.fonts.find_fonts", lambda home: there)
    demo.tell_of_fonts()
    assert capsys.readouterr().out == ""


def test_check_notices_that_no_worker_runs(db: None) -> None:
    now = timezone.now()
    record("试", actor=None, now=now - timedelta(hours=1))
    finding = next(worker_at_work())
    assert "后台没有在运行" in finding.text and "shuniu worker" in finding.remedy
    seal_all(now=now)
    assert "记录都已封存" in next(worker_at_work()).text


@pytest.mark.both_databases
def test_records_are_sealed_and_verified_and_tampering_is_told(shuniu: Shuniu, county: County) -> None:
    county.do("clerk", "sample.ask", title="送一份材料")
    waiting = shuniu("records", "verify")
    assert waiting.code == 0 and "还没有封存的" in waiting.out
    assert "封存 " in shuniu("records", "seal").out
    assert "✓ 已封存的记录没有改动" in shuniu("records", "verify").out
    row = Record.objects.order_by("pk").first()
    assert row is not None
    with connection.cursor() as cursor:
        _without_triggers(cursor, "UPDATE records_record SET actor = '别人' WHERE id = %s", row.pk)
    said = shuniu("records", "verify")
    assert said.code == 1 and "✗ 共发现 1 处问题，请报告安全审计员" in said.out


def test_seals_are_written_to_a_file_of_their_own(shuniu: Shuniu, county: County, tmp_path: Path) -> None:
    county.do("clerk", "sample.ask", title="送一份材料")
    shuniu("records", "seal")
    path = tmp_path / "seals.jsonl"
    assert "封存清单 1 个封存" in shuniu("records", "export-seals", str(path)).out
    assert "没有改动" in shuniu("records", "verify", "--kept", str(path)).out
    path.write_text(path.read_text(encoding="utf-8").replace('"number": 1', '"number": 9'), encoding="utf-8")
    cut = shuniu("records", "verify", "--kept", str(path))
    assert cut.code == 1 and "另存清单里的第 9 号封存没有了" in cut.out
    other = tmp_path / "other.txt"
    other.write_text("不是清单", encoding="utf-8")
    assert shuniu("records", "verify", "--kept", str(other)).code == 2
    again = shuniu("records", "export-seals", str(path))
    assert again.code == 1 and "已经有了" in again.err
    assert "封存清单 0 个封存" in shuniu("records", "export-seals", str(tmp_path / "b"), "--after", "1").out
    nowhere = shuniu("records", "export-seals")
    assert nowhere.code == 2 and "存到哪个文件" in nowhere.err


def _without_triggers(cursor: object, sql: str, *values: object) -> None:
    """What somebody with the database's password could do."""
    execute = cursor.execute  # type: ignore[attr-defined]
    if connection.vendor == "postgresql":
        execute("ALTER TABLE records_record DISABLE TRIGGER USER")
    else:
        for (name,) in execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'records_record'"
        ).fetchall():
            execute(f"DROP TRIGGER {name}")
    execute(sql, list(values))


# import-register


def register_file(folder: Path, *rows: dict[str, object], caption: str = "") -> Path:
    path = folder / "登记簿.xlsx"
    path.write_bytes(book(rows, caption=caption))
    return path


def last_years(serial: int, **more: object) -> dict[str, object]:
    days = {"收文日期": date(LAST_YEAR, 3, 1), "办结日期": date(LAST_YEAR, 3, 9)}
    return line(serial, **{**days, **more})


@pytest.mark.both_databases
def test_a_register_comes_in_for_the_unit_that_is_named(
    shuniu: Shuniu, county: County, tmp_path: Path
) -> None:
    path = register_file(tmp_path, last_years(1), last_years(3, 办结日期=None))
    said = shuniu("import-register", path, "--unit", "水利局", "--year", LAST_YEAR)
    assert said.code == 0 and "下一个收文号是 4" in said.out
    assert Counter.objects.get().series == f"incoming/{county.units['water'].pk}/收"
    going = Matter.objects.get(closed_at=None)
    assert (going.unit.code, going.number) == ("water", f"收{LAST_YEAR}-0003")
    assert Task.objects.get().duty == "CLERK", "what a command brings in lies with the unit's clerks"
    assert {e.person_name for e in Entry.objects.all()} == {"系统"}
    done = Record.objects.get(action="documents.incoming.import_book")
    assert (
        done.actor.startswith("系统任务 shuniu import-register（") and done.payload.content["documents"] == 2
    )
    again = shuniu("import-register", path, "--unit", "water", "--year", LAST_YEAR)
    assert again.code == 1 and "✗ 第 2 行“收文号”：1 号已经有了（已用）。" in again.out
    assert Matter.objects.count() == 2


def test_what_is_wrong_in_a_register_is_told_row_by_row(
    shuniu: Shuniu, county: County, tmp_path: Path
) -> None:
    path = register_file(tmp_path, last_years(1), last_years(1, 来文字号="又一号", 收文日期="二月三十日"))
    said = shuniu("import-register", path, "--unit", "office", "--year", LAST_YEAR)
    assert said.code == 1 and "✗ 第 3 行“收文日期”：“二月三十日”不是日期" in said.out
    assert "登记簿有 1 处问题，没有导入" in said.err and not Matter.objects.exists()
    path = register_file(tmp_path, last_years(1), last_years(2, 来文字号="云州水〔2026〕1号"))
    said = shuniu("import-register", path, "--unit", "office", "--year", LAST_YEAR)
    assert said.code == 1 and "--repeats" in said.err
    assert shuniu("import-register", path, "--unit", "office", "--year", LAST_YEAR, "--repeats").code == 0


def test_telling_words_in_a_register_need_a_name(shuniu: Shuniu, county: County, tmp_path: Path) -> None:
    """BM-02: also where no person is signed in somebody answers by name; a mark is stopped all the same."""
    path = register_file(tmp_path, last_years(1, 标题="关于机密文件管理学习的通知"))
    said = shuniu("import-register", path, "--unit", "office", "--year", LAST_YEAR)
    assert said.code == 1 and "--not-secret" in said.err and not Matter.objects.exists()
    assert "文件管理学习" not in said.out + said.err
    answered = ("--unit", "office", "--year", LAST_YEAR, "--not-secret", "王秀兰")
    assert shuniu("import-register", path, *answered).code == 0
    assert Record.objects.get(action="documents.incoming.import_book").payload.content["by"] == "王秀兰"
    path = register_file(tmp_path, last_years(2, 标题="秘密★三年 关于某事的通知"))
    said = shuniu("import-register", path, *answered)
    assert said.code == 1 and "立即停止" in said.err and Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ((), 2, "请用 --unit 写明"),
        (("--unit", "office"), 2, "用 --year 写明"),
        (("--unit", "财政局", "--year", "2025"), 1, "没有单位“财政局”"),
        (("--unit", "office", "--year", "去年"), 2, "应当是整数"),
        (("--unit", "office", "--year", "2025", "--series", "收/文"), 1, "不能有斜线和空格"),
        (("--unit", "office", "--year", "1900"), 1, "不能小于 2000"),
    ],
)
def test_whose_register_it_is_must_be_clear(
    shuniu: Shuniu, county: County, tmp_path: Path, more: tuple[str, ...], code: int, words: str
) -> None:
    said = shuniu("import-register", register_file(tmp_path, last_years(1)), *more)
    assert said.code == code and words in said.out + said.err and not Matter.objects.exists()


def test_a_register_needs_a_real_county(shuniu: Shuniu, tmp_path: Path) -> None:
    path = register_file(tmp_path, last_years(1))
    said = shuniu("import-register", path, "--unit", "office", "--year", LAST_YEAR)
    assert said.code == 1 and "请先运行 shuniu init" in said.err


def test_the_register_template_is_written_once(shuniu: Shuniu, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    assert shuniu("import-register", "--template", path).code == 0
    assert load_workbook(path).sheetnames == ["收文登记簿", "填写说明"]
    said = shuniu("import-register", "--template", path)
    assert said.code == 1 and "没有覆盖" in said.err


# set-parameter


@pytest.mark.both_databases
def test_parameters_are_listed_shown_and_set_with_a_trail(shuniu: Shuniu) -> None:
    listed = shuniu("set-parameter")
    assert "export.row_limit\t一次导出、打印的行数上限\t1000行" in listed.out
    shown = shuniu("set-parameter", "export.row_limit")
    assert "默认：1000行" in shown.out and "保守国家秘密法" in shown.out and "没有修改过" in shown.out
    done = shuniu("set-parameter", "export.row_limit", "300", "--reason", "县保密办〔2026〕3号")
    assert done.code == 0 and "1000行 → 300行" in done.out
    assert parameters.number("export.row_limit", on=timezone.localdate()) == 300
    row = ParameterValue.objects.get()
    assert row.set_by.startswith("shuniu set-parameter（") and row.reason == "县保密办〔2026〕3号"
    assert Record.objects.get(action="platform.set_parameter").outcome == "done"
    assert "改为 300行" in shuniu("set-parameter", "export.row_limit").out


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [
        ("incoming.leader_phone", "开", "开"),
        ("incoming.leader_phone", "关", "关"),
        ("export.row_limit", "300", "300行"),
        ("incoming.due_days", "特急=1,加急=2,平件=9", "特急 1个工作日；加急 2个工作日；平件 9个工作日"),
        ("incoming.phrases_proposal", "建议阅示。、建议速办。", "建议阅示。；建议速办。"),
    ],
)
def test_a_value_is_said_in_the_same_words_everywhere(
    shuniu: Shuniu, county: County, key: str, typed: str, words: str
) -> None:
    """What the command was told, what it says, and what the screen shows."""
    done = shuniu("set-parameter", key, typed, "--reason", "试行")
    assert f"→ {words}，" in done.out, done
    assert f"现在：{words}\n" in shuniu("set-parameter", key).out
    assert words in browser(county, "clerk").get(f"/parameters/{key}/").content.decode()


def test_a_parameter_may_begin_later(shuniu: Shuniu) -> None:
    day = timezone.localdate() + timedelta(days=30)
    words = ("incoming.due_days", "平件=12，加急=3,特急=1", "--reason", "新规定", "--from", day.isoformat())
    assert shuniu("set-parameter", *words).code == 0
    before, after = (parameters.table("incoming.due_days", on=d) for d in (timezone.localdate(), day))
    assert after == {"平件": 12, "加急": 3, "特急": 1} and before != after


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("no.such", "1", "--reason", "试试"), 2, "没有“no.such”这个参数"),
        (("export.row_limit", "300"), 2, "--reason"),
        (("export.row_limit", "很多", "--reason", "试试"), 2, "应当是整数"),
        (("export.row_limit", "0", "--reason", "试试"), 1, "不得小于 1行"),
        (("incoming.due_days", "平件=1", "--reason", "试试"), 1, "的项目应当是：特急、加急、平件"),
        (("incoming.due_days", "平件", "--reason", "试试"), 2, "应当写成"),
        (("incoming.leader_phone", "是", "--reason", "试试"), 2, "应当是“开”或者“关”"),
        (("export.row_limit", "5", "--reason", "试试", "--from", "2026-02-30"), 1, "不是一个存在的日期"),
        (("export.row_limit", "5", "--reason", "x" * 500), 1, "最多 400 个字"),
    ],
)
def test_what_cannot_be_a_parameter_is_refused(
    shuniu: Shuniu, words: tuple[str, ...], code: int, told: str
) -> None:
    said = shuniu("set-parameter", *words)
    assert (said.code, told in said.err) == (code, True), said
    assert not ParameterValue.objects.exists()


def test_nobody_but_the_system_administrator_sets_a_parameter(county: County) -> None:
    refusal = county.refused(
        "director",
        "platform.set_parameter",
        key="export.row_limit",
        value=9,
        valid_from="2026-01-01",
        reason="试试",
    )
    assert "要由系统管理员来办" in refusal.message and not ParameterValue.objects.exists()
