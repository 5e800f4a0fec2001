"""A whole document pasted into the body is parted into the fields; nothing typed is lost without a word."""

from __future__ import annotations

import pytest
from kit import browser, build_county
from test_outgoing_way import opened

from shuniu.modules.documents.models import DraftVersion
from shuniu.modules.documents.outgoing.desk import Typed
from shuniu.modules.documents.outgoing.elements import Elements
from shuniu.modules.documents.outgoing.parting import NOTHING, parted

WHOLE = """云岭县人民政府办公室
关于做好汛前检查工作的请示
云岭县人民政府：
为做好汛前检查工作，现请示如下。
一、检查范围
全县所有水库、山塘。
附件：1.检查表
　　　2.名单
云岭县人民政府办公室
2026年4月3日
（联系人：刘建军，电话：12345678）
附件1
检查表
项目\t结果
大坝\t完好
附件2
名单
张三
"""
STANDS = Elements("通知", "down", "平件")


def test_each_part_comes_into_its_field() -> None:
    made, said = parted(Typed(title="旧标题", copy_to="县委办公室", body=WHOLE, elements=STANDS))
    assert made.title == "云岭县人民政府办公室关于做好汛前检查工作的请示"
    assert made.addressees == "云岭县人民政府"
    assert made.body == "为做好汛前检查工作，现请示如下。\n一、检查范围\n全县所有水库、山塘。"
    assert made.annexes == (("检查表", "项目\t结果\n大坝\t完好"), ("名单", "张三"))
    assert made.note.startswith("联系人：刘建军")
    assert made.copy_to == "县委办公室"
    assert made.elements is not None and made.elements.genre == "请示"
    assert "分到各栏" in said


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n",
        "为做好工作，现将有关事项通知如下。\n一、范围\n全县。",
        "\ud800",
        "\x00\x01",
        "标题\t表\n一\t二",
    ],
)
def test_a_body_that_is_one_stays_as_it_is(body: str) -> None:
    typed = Typed(title="云岭县人民政府关于某事的通知", body=body, annexes=(("一", "二"),), elements=STANDS)
    assert parted(typed) == (typed, NOTHING)


def test_what_stands_in_no_field_is_told() -> None:
    made, said = parted(Typed(body=f"云政办发〔2026〕12号\n{WHOLE}", elements=STANDS))
    assert "云政办发〔2026〕12号" in said and "2026年4月3日" in said
    assert "检查范围" not in said and made.title.endswith("请示")


@pytest.mark.django_db
def test_the_press_shows_it_and_saves_nothing() -> None:
    county = build_county()
    pk = opened(county)
    sent = {"title": "旧标题", "body": WHOLE, "draft": "", "go": "part"}
    page = browser(county, "handler").post(f"/outgoing/{pk}/draft/", sent).content.decode()
    assert "分到各栏" in page and 'value="检查表"' in page and 'value="云岭县人民政府"' in page
    assert "data-unsaved" in page and not DraftVersion.objects.exists()
