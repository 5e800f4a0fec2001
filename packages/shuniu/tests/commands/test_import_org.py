"""`shuniu import-org`: a workbook of units and people, all or nothing, with slips for the first sign-in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from commands.conftest import Shuniu
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from shuniu.kernel.people.actor import actor_in, hats
from shuniu.kernel.people.installation import mark_installation
from shuniu.kernel.people.models import (
    Account,
    Authority,
    Duty,
    Installation,
    IssuerCode,
    OutsideOrgan,
    Person,
    Portfolio,
    Post,
    StandIn,
    Unit,
)
from shuniu.kernel.platform.organisation.sheets import all_sheets
from shuniu.kernel.records.models import Record
from shuniu.modules.documents.models import Seal, SealMove

TODAY = timezone.localdate()

UNITS = (
    {"单位代码": "zf", "单位名称": "云岭县人民政府", "简称": "县政府", "类型": "领导机关", "排序号": 1},
    {
        "单位代码": "zfb",
        "单位名称": "云岭县人民政府办公室",
        "简称": "县政府办",
        "类型": "党政办公室",
        "上级单位代码": "zf",
        "排序号": 2,
        "机关代字": "云政办发、云政办函",
        "全宗号": "0012",
    },
    {"单位代码": "slj", "单位名称": "云岭县水利局", "简称": "水利局", "类型": "县直部门", "排序号": 9},
)
POSTS = (
    {
        "用户名": "zhoumy",
        "姓名": "周明远",
        "单位代码": "zf",
        "职务": "县长",
        "任职日期": date(2022, 1, 5),
        "排名": 1,
        "主要负责人": "是",
        "职责": "领导",
    },
    {
        "用户名": "ChenLX",
        "姓名": "陈立新",
        "单位代码": "ZFB",
        "职务": "主任",
        "任职日期": "2022年3月1日",
        "职责": "办公室主任",
    },
    {
        "用户名": "wangxl",
        "姓名": "王秀兰",
        "单位代码": "zfb",
        "职务": "文书",
        "任职日期": date(2020, 5, 6),
        "职责": "文书、档案员",
        "电话": "0871-6500001",
    },
    {
        "用户名": "sunxm",
        "姓名": "孙小梅",
        "单位代码": "zfb",
        "职务": "秘书",
        "任职日期": date(2023, 5, 6),
        "职责": "领导联络员",
        "服务的领导": "zhoumy",
    },
    {
        "用户名": "wugf",
        "姓名": "吴桂芳",
        "单位代码": "slj",
        "职务": "文书",
        "任职日期": date(2020, 5, 6),
        "职责": "文书，单位联络员",
    },
)
PORTFOLIOS = ({"领导用户名": "zhoumy", "领导所在单位代码": "zf", "分管领域": "水利", "分管单位代码": "slj"},)
PROXIES = (
    {
        "类别": "AB岗",
        "本人用户名": "wangxl",
        "本人单位代码": "zfb",
        "代办人用户名": "sunxm",
        "代办人单位代码": "zfb",
        "自": TODAY,
        "至": TODAY + timedelta(days=3),
        "事由或者授权书": "外出学习",
    },
    {
        "类别": "授权",
        "本人用户名": "zhoumy",
        "本人单位代码": "zf",
        "代办人用户名": "chenlx",
        "代办人单位代码": "zfb",
        "自": TODAY,
        "至": TODAY + timedelta(days=30),
        "事由或者授权书": "云政授〔2026〕1号",
        "授权范围": "日常公文",
        "授权的办件种类": "收文",
    },
)

Rows = Sequence[Mapping[str, object]]


def workbook(path: Path, **sheets: Rows) -> Path:
    """The filled workbook; *sheets* by their names, the whole organisation where none is given."""
    given: Mapping[str, Rows] = sheets or {
        "单位": UNITS,
        "人员岗位": POSTS,
        "分管": PORTFOLIOS,
        "AB岗和授权": PROXIES,
    }
    book = Workbook()
    book.remove(book.active)
    for name, rows in given.items():
        sheet = book.create_sheet(name)
        known = all_sheets()
        heads = [column.title for column in known[name]] if name in known else ["栏"]
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head) for head in heads])
    book.save(path)
    return path


@pytest.fixture
def real(db: None) -> None:
    mark_installation(Installation.Kind.REAL, now=timezone.now())


@pytest.fixture
def organisation(real: None, shuniu: Shuniu, tmp_path: Path) -> Path:
    """Brought in, with its slips beside it."""
    slips = tmp_path / "slips.xlsx"
    said = shuniu("import-org", workbook(tmp_path / "org.xlsx"), "--slips", slips)
    assert said.code == 0, said
    return slips


def passwords(slips: Path) -> dict[str, str]:
    rows = list(load_workbook(slips).active.iter_rows(min_row=2, values_only=True))
    return {str(row[2]): str(row[3]) for row in rows}


@pytest.mark.both_databases
def test_a_whole_organisation_comes_in(organisation: Path) -> None:
    assert [u.code for u in Unit.objects.order_by("order")] == ["zf", "zfb", "slj"]
    office = Unit.objects.get(code="zfb")
    assert (office.parent.code, office.kind, office.fonds) == ("zf", "office", "0012")
    assert set(IssuerCode.objects.values_list("code", flat=True)) == {"云政办发", "云政办函"}
    assert dict(Post.objects.values_list("person__account__username", "title"))["chenlx"] == "主任"
    clerk = Post.objects.get(person__name="王秀兰")
    assert (clerk.since, clerk.rank, clerk.person.phone) == (date(2020, 5, 6), 1000, "0871-6500001")
    assert set(clerk.duties.values_list("code", "since")) == {
        ("CLERK", date(2020, 5, 6)),
        ("ARCHIVIST", date(2020, 5, 6)),
    }
    liaison = actor_in(Post.objects.get(person__name="孙小梅"), now=timezone.now())
    assert [s.person_name for s in liaison.liaison_for] == ["周明远"]
    assert [s.person_name for s in liaison.standings] == ["王秀兰"]
    assert [u.code for u in Portfolio.objects.get().units.all()] == ["slj"]
    assert Authority.objects.get().kinds == ["incoming"] and Authority.objects.get().scope == "日常公文"
    record = Record.objects.get(action="people.import")
    assert record.actor.startswith("系统任务 shuniu import-org（")
    assert sorted(record.payload.content["new"]) == ["chenlx", "sunxm", "wangxl", "wugf", "zhoumy"]


@pytest.mark.slow
def test_each_new_account_gets_one_slip_and_must_change_its_password(organisation: Path) -> None:
    """From the slip to the desk: sign in, be sent to change it, and only then work."""
    first = passwords(organisation)
    assert set(first) == {"chenlx", "sunxm", "wangxl", "wugf", "zhoumy"} and len(set(first.values())) == 5
    assert all(re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", word) for word in first.values())
    client = Client()
    answer = client.post("/sign-in/", {"username": "WangXL", "password": first["wangxl"]})
    assert answer["Location"] == "/password/" and client.get("/")["Location"] == "/password/"
    new = {"old": first["wangxl"], "new": "qingshan_2026", "again": "qingshan_2026"}
    assert client.post("/password/", new)["Location"] == "/"
    assert client.get("/").status_code == 200
    stored = str(list(Record.objects.values_list("payload__content", flat=True)))
    assert not any(word in stored for word in first.values())


def test_the_slips_are_for_their_owner_and_written_once(
    real: None, shuniu: Shuniu, tmp_path: Path, organisation: Path
) -> None:
    assert organisation.stat().st_mode & 0o777 == 0o600
    before = organisation.read_bytes()
    more = [{**POSTS[4], "用户名": "mazg", "姓名": "马志刚", "职责": "承办人"}]
    said = shuniu("import-org", workbook(tmp_path / "b.xlsx", 人员岗位=more), "--slips", organisation)
    assert said.code == 1 and "已经有了，没有覆盖" in said.err
    assert organisation.read_bytes() == before and not Account.objects.filter(username="mazg").exists()


@pytest.mark.slow
def test_slips_are_printed_to_be_cut(real: None, shuniu: Shuniu, tmp_path: Path) -> None:
    slips = tmp_path / "密码条.pdf"
    said = shuniu("import-org", workbook(tmp_path / "org.xlsx"), "--slips", slips)
    assert said.code == 0 and "一次性密码条在" in said.out
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(slips.read_bytes()))
    assert "王秀兰" in text and "wangxl" in text and "首次登录必须改成自己的密码" in text
    words = re.findall(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", text)
    clerk = Account.objects.get(username="wangxl")
    assert len(words) == 5 and any(clerk.check_password(word) for word in words)
    assert not any(word in said.out + said.err for word in words)


def test_without_a_place_for_the_slips_nothing_comes_in(real: None, shuniu: Shuniu, tmp_path: Path) -> None:
    said = shuniu("import-org", workbook(tmp_path / "org.xlsx"))
    assert said.code == 1 and "有 5 个新账号" in said.err and "--slips" in said.err
    assert not Unit.objects.exists() and not Account.objects.exists()
    said = shuniu("import-org", tmp_path / "org.xlsx", "--slips", tmp_path / "slips.txt")
    assert said.code == 2 and ".pdf 或者 .xlsx" in said.err
    said = shuniu("import-org", tmp_path / "org.xlsx", "--slips", tmp_path / "nowhere" / "slips.xlsx")
    assert said.code == 1 and "写不进去" in said.err and not Unit.objects.exists()


def test_no_slips_are_left_when_the_import_fails_at_the_end(
    real: None, shuniu: Shuniu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be on them opens nothing: the accounts were not made."""
    slips = tmp_path / "slips.xlsx"

    def broken(*args: object, **kwargs: object) -> None:
        assert slips.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr("shuniu.kernel.records.writing.record", broken)
    said = shuniu("import-org", workbook(tmp_path / "org.xlsx"), "--slips", slips)
    assert said.code == 1 and "已中断" in said.err
    assert not Account.objects.exists() and not slips.exists()


@pytest.mark.both_databases
def test_a_second_import_updates_and_leaves_the_rest(
    real: None, shuniu: Shuniu, tmp_path: Path, organisation: Path
) -> None:
    """A duty is added and another ends, a post ends, a title changes; nobody gets a second slip."""
    yesterday = TODAY - timedelta(days=1)
    changes = (
        {**POSTS[2], "职务": "文书科科长", "职责": "文书、保密员"},
        {**POSTS[3], "免职日期": yesterday},
    )
    said = shuniu("import-org", workbook(tmp_path / "b.xlsx", 人员岗位=changes))
    assert said.code == 0 and "新账号" not in said.out
    clerk = Post.objects.get(person__name="王秀兰")
    now = dict(clerk.duties.filter(until=None).values_list("code", "since"))
    assert clerk.title == "文书科科长"
    assert now == {"CLERK": date(2020, 5, 6), "SECRECY": TODAY}, "a duty given today does not begin years ago"
    assert clerk.duties.get(code="ARCHIVIST").until == yesterday
    gone = Account.objects.get(username="sunxm")
    assert hats(gone, now=timezone.now()) == []
    assert Unit.objects.count() == 3 and Person.objects.count() == 5 and Portfolio.objects.count() == 1
    again = shuniu("import-org", workbook(tmp_path / "c.xlsx"))
    assert again.code == 0 and Duty.objects.filter(code="CLERK").count() == 2 and StandIn.objects.count() == 1


WRONG: tuple[tuple[str, str, Mapping[str, object], str], ...] = (
    ("单位", "zf", {"单位代码": "县 政府"}, "“单位”第 2 行：单位代码“县 政府”只能用小写字母"),
    ("单位", "zf", {"类型": "县级"}, "“单位”第 2 行：“类型”“县级”不在可选的范围内"),
    ("单位", "zf", {"排序号": "一"}, "“单位”第 2 行：“排序号”“一”不是整数"),
    ("单位", "zf", {"排序号": -1}, "“单位”第 2 行：排序号 -1 应当是不小于 0 的整数"),
    ("单位", "zf", {"上级单位代码": "zfb"}, "“单位”第 2 行：单位“zf”的上级绕了一圈又是它自己"),
    ("单位", "zfb", {"上级单位代码": "sw"}, "“单位”第 3 行：上级单位代码“sw”不存在，请在“单位”表里写上"),
    ("单位", "slj", {"单位代码": "zf"}, "“单位”第 4 行：单位代码“zf”在第 2 行已经写过"),
    ("单位", "slj", {"单位名称": "云岭县人民政府"}, "“单位”第 4 行：单位名称“云岭县人民政府”与单位“zf”相同"),
    ("单位", "slj", {"单位名称": "云岭县人民政府 办公室"}, "“单位”第 4 行：单位名称“云岭县人民政府 办公室”与单位“zfb”相同"),
    ("单位", "slj", {"机关代字": "云政办发"}, "“单位”第 4 行：机关代字“云政办发”已经是单位“zfb”的"),
    ("单位", "slj", {"单位名称": "水" * 2000}, "“单位”第 4 行：“水水水水水水水水水水水水…”太长，最多 80 个字"),
    ("人员岗位", "wugf", {"用户名": "吴"}, "“人员岗位”第 6 行：用户名“吴”只能用汉字、小写字母"),
    ("人员岗位", "wugf", {"用户名": "wangxl"}, "“人员岗位”第 6 行：用户名“wangxl”已经是王秀兰的，吴桂芳请另起"),
    ("人员岗位", "wugf", {"单位代码": "njj"}, "“人员岗位”第 6 行：单位代码“njj”不存在"),
    ("人员岗位", "wugf", {"任职日期": "2026-02-30"}, "“人员岗位”第 6 行：“任职日期”“2026-02-30”这个日期或时间不存在"),
    ("人员岗位", "wugf", {"任职日期": date(2206, 1, 1)}, "“人员岗位”第 6 行：任职日期 2206-01-01 的年份不对"),
    ("人员岗位", "wugf", {"免职日期": date(2019, 1, 1)}, "“人员岗位”第 6 行：免职日期 2019-01-01 早于任职日期"),
    ("人员岗位", "wugf", {"职责": "文书、局长"}, "“人员岗位”第 6 行：职责“局长”系统不认识，只能填：文书、"),
    ("人员岗位", "wugf", {"服务的领导": "zhoumy"}, "“人员岗位”第 6 行：领导联络员要写明服务的领导"),
    ("人员岗位", "sunxm", {"服务的领导": "chenlx"}, "“人员岗位”第 5 行：服务的领导“chenlx”不存在，或者没有“领导”"),
    ("人员岗位", "wugf", {"姓名": None}, "“人员岗位”第 6 行：“姓名”必须填写"),
    ("分管", "zhoumy", {"领导用户名": "linss"}, "“分管”第 2 行：“linss”在单位“zf”没有在任的岗位"),
    ("分管", "zhoumy", {"分管单位代码": "slj、njj"}, "“分管”第 2 行：分管单位代码“njj”不存在"),
    ("AB岗和授权", "AB岗", {"至": date(2020, 1, 1)}, "“AB岗和授权”第 2 行：止于 2020-01-01，早于开始的"),
    ("AB岗和授权", "AB岗", {"代办人用户名": "wangxl"}, "“AB岗和授权”第 2 行：本人不能代自己"),
    ("AB岗和授权", "授权", {"类别": "委托"}, "“AB岗和授权”第 3 行：“类别”“委托”不在可选的范围内"),
    ("AB岗和授权", "授权", {"授权的办件种类": "发票"}, "“AB岗和授权”第 3 行：办件种类“发票”系统不认识"),
)  # fmt: skip


@pytest.mark.parametrize(("sheet", "key", "change", "words"), WRONG, ids=lambda part: str(part)[:24])
def test_what_is_wrong_is_said_with_sheet_row_and_remedy(
    real: None, shuniu: Shuniu, tmp_path: Path, sheet: str, key: str, change: Mapping[str, object], words: str
) -> None:
    whole: dict[str, Rows] = {"单位": UNITS, "人员岗位": POSTS, "分管": PORTFOLIOS, "AB岗和授权": PROXIES}
    whole[sheet] = [{**row, **change} if next(iter(row.values())) == key else row for row in whole[sheet]]
    path = workbook(tmp_path / "org.xlsx", **whole)
    said = shuniu("import-org", path, "--slips", tmp_path / "slips.xlsx")
    assert said.code == 1 and f"✗ {words}" in said.out, said
    assert "处问题，什么都没有导入" in said.err
    assert (
        not Unit.objects.exists() and not Account.objects.exists() and not (tmp_path / "slips.xlsx").exists()
    )


def test_everything_wrong_is_said_at_once(real: None, shuniu: Shuniu, tmp_path: Path) -> None:
    units = [{**UNITS[0], "上级单位代码": "sw"}, *UNITS[1:]]
    posts = [{**row, "单位代码": "njj"} for row in POSTS]
    said = shuniu("import-org", workbook(tmp_path / "org.xlsx", 单位=units, 人员岗位=posts))
    assert said.out.count("✗ ") == 6 and "共 6 处问题" in said.err


def test_administrators_do_no_business(shuniu: Shuniu, tmp_path: Path) -> None:
    assert shuniu("init").code == 0
    posts = [{**POSTS[4], "用户名": "sysadmin"}]
    said = shuniu("import-org", workbook(tmp_path / "org.xlsx", 单位=UNITS, 人员岗位=posts))
    assert said.code == 1 and "是管理员账号，不能办理业务" in said.out


def test_it_needs_a_database_that_is_really_the_countys(shuniu: Shuniu, tmp_path: Path) -> None:
    path = workbook(tmp_path / "org.xlsx")
    said = shuniu("import-org", path, "--slips", tmp_path / "s.xlsx")
    assert said.code == 1 and "请先运行 shuniu init" in said.err
    mark_installation(Installation.Kind.DEMO, now=timezone.now())
    said = shuniu("import-org", path, "--slips", tmp_path / "s.xlsx")
    assert said.code == 1 and "这是演示库" in said.err and not Unit.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("no.xlsx", None, "读不出来"),
        ("text.xlsx", "单位代码,单位名称".encode(), "已损坏，或者不是 Excel 文件"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0" + bytes(700), "旧的 .xls 格式"),
    ],
)
def test_a_file_that_cannot_be_read(
    real: None, shuniu: Shuniu, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = shuniu("import-org", tmp_path / name)
    assert said.code == 1 and words in said.err


def test_a_sheet_of_another_name_is_not_passed_over(real: None, shuniu: Shuniu, tmp_path: Path) -> None:
    said = shuniu("import-org", workbook(tmp_path / "a.xlsx", 单位=UNITS, 人员=[{"栏": "王秀兰"}]))
    assert said.code == 1 and "有一张表叫“人员”" in said.err and not Unit.objects.exists()


def test_the_template_explains_itself_and_comes_back_empty(
    real: None, shuniu: Shuniu, tmp_path: Path
) -> None:
    path = tmp_path / "模板.xlsx"
    said = shuniu("import-org", "--template", path)
    assert said.code == 0 and "模板已写到" in said.out
    book = load_workbook(BytesIO(path.read_bytes()))
    shown = [name for name in book.sheetnames if name != "跑腿地点"]  # the sample's own
    assert shown == ["单位", "人员岗位", "分管", "AB岗和授权", "机关名录", "印章", "填写说明"]
    words = " ".join(str(cell.value) for row in book["填写说明"].rows for cell in row)
    assert "人员岗位：职责" in words and "单位联络员" in words
    assert shuniu("import-org", "--template", path).code == 1, "a template is not written over a file"
    said = shuniu("import-org", path)
    assert said.code == 0 and "单位 0 个" in said.out


def test_wrong_arguments_are_explained(shuniu: Shuniu, tmp_path: Path) -> None:
    for words in ((), ("a.xlsx", "--template", "b.xlsx"), ("a.xlsx", "--password", "x")):
        said: Any = shuniu("import-org", *words)
        assert said.code == 2 and said.err.startswith("✗ ") and "用法：" in said.err, words


def test_the_organs_outside_and_what_became_of_a_unit_come_along(
    real: None, shuniu: Shuniu, tmp_path: Path
) -> None:
    ended = {
        "单位代码": "fpb",
        "单位名称": "云岭县扶贫开发办公室",
        "简称": "县扶贫办",
        "类型": "县直部门",
        "排序号": 60,
        "停用": "是",
        "撤销日期": date(2021, 5, 20),
        "职能划入的单位代码": "slj",
    }
    organ = {
        "机关名称": "云州市水利局",
        "简称": "市水利局",
        "层级": "市级",
        "机关代字": "云州水",
        "双重领导的单位代码": "slj",
    }
    path = workbook(tmp_path / "org.xlsx", 单位=[*UNITS, ended], 机关名录=[organ])
    said = shuniu("import-org", path)
    assert said.code == 0, said
    gone = Unit.objects.get(code="fpb")
    assert (gone.active, gone.ended, gone.successor.code) == (False, date(2021, 5, 20), "slj")
    found = OutsideOrgan.objects.get()
    assert (found.level, found.codes, [u.code for u in found.leads.all()]) == ("city", ["云州水"], ["slj"])


def test_two_sections_of_one_name_are_refused_under_one_unit_only(
    real: None, shuniu: Shuniu, tmp_path: Path, organisation: Path
) -> None:
    """综合科 is everywhere once: a second one there is refused, in the same sheet and in a later one."""
    section = {"单位名称": "综合科", "简称": "综合科", "类型": "内设机构", "排序号": 70}
    first = {**section, "单位代码": "zhk", "上级单位代码": "zfb"}
    elsewhere = {**section, "单位代码": "slzhk", "上级单位代码": "slj"}
    second = {**section, "单位代码": "zhk2", "上级单位代码": "zfb"}
    words = "单位名称“综合科”与“云岭县人民政府办公室”之下的单位“zhk”相同，请写能区分的全称。"
    said = shuniu("import-org", workbook(tmp_path / "a.xlsx", 单位=[*UNITS, first, elsewhere, second]))
    assert said.code == 1 and f"✗ “单位”第 7 行：{words}" in said.out and not Unit.objects.filter(code="zhk")
    said = shuniu("import-org", workbook(tmp_path / "b.xlsx", 单位=[*UNITS, first, elsewhere]))
    assert said.code == 0, said
    said = shuniu("import-org", workbook(tmp_path / "c.xlsx", 单位=[*UNITS, second]))
    assert said.code == 1 and words in said.out and Unit.objects.filter(name="综合科").count() == 2


SEALS = (
    {
        "保管单位代码": "zfb",
        "印章名称": "云岭县人民政府印章",
        "种类": "机关印章",
        "刻的机关代码": "zf",
        "保管人用户名": "wangxl",
    },
    {
        "保管单位代码": "ZFB",
        "印章名称": "云岭县人民政府办公室印章",
        "种类": "办公室印章",
        "保管人用户名": "WangXL",
        "电子印章标识": "YL-002",
    },
)


def test_the_seals_of_each_office_come_along(real: None, shuniu: Shuniu, tmp_path: Path) -> None:
    whole = {"单位": UNITS, "人员岗位": POSTS, "印章": SEALS}
    said = shuniu("import-org", workbook(tmp_path / "a.xlsx", **whole), "--slips", tmp_path / "slips.pdf")
    assert said.code == 0 and "印章 2" in said.out
    kept = Seal.objects.order_by("pk").values_list("name", "kind", "organ__code", "keeper__person__name")
    assert list(kept) == [
        ("云岭县人民政府印章", "organ", "zf", "王秀兰"),
        ("云岭县人民政府办公室印章", "office", "zfb", "王秀兰"),
    ]
    assert list(SealMove.objects.values_list("what", flat=True)) == ["taken", "taken"]
    other = ({**SEALS[0], "保管人用户名": "sunxm"},)
    assert shuniu("import-org", workbook(tmp_path / "b.xlsx", 印章=other)).code == 0
    last = SealMove.objects.latest("pk")
    assert last.giver is not None and last.taker is not None
    assert (last.what, last.giver.name, last.taker.name) == ("handed", "王秀兰", "孙小梅")


def test_a_seal_that_is_wrong_stops_the_whole_import(real: None, shuniu: Shuniu, tmp_path: Path) -> None:
    wrong = (
        {**SEALS[0], "保管单位代码": "slj"},
        {**SEALS[1], "保管人用户名": "zhoumy"},
        {**SEALS[1], "保管单位代码": "没有"},
    )
    whole = {"单位": UNITS, "人员岗位": POSTS, "印章": wrong}
    slips = tmp_path / "slips.pdf"
    said = shuniu("import-org", workbook(tmp_path / "a.xlsx", **whole), "--slips", slips)
    assert said.code == 1 and "3 处问题" in said.err + said.out
    for words in (
        "“印章”第 2 行",
        "只能保管本单位和所服务机关",
        "没有在“云岭县人民政府办公室”任职",
        "不存在",
    ):
        assert words in said.err + said.out
    assert not Seal.objects.exists() and not Unit.objects.exists() and not slips.exists()
