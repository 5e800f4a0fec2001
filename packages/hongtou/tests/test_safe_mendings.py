"""Texts that look like a slip and are none, or not surely: safe mending leaves every one of them as it is."""

import pytest

from hongtou import FixKind, mend
from hongtou.check.specimen import specimen

UNTOUCHED = [
    "按照《关于印发《春耕用水办法》的通知》执行。",
    "坚持“先生活“、”后生产”的用水次序。",
    "深化“放管服“改革和”互联网+”行动。",
    "建立覆盖本辖区各层级、与抽查事项相对应的检查对象名录库。",
    "建设宜居宜业、和美文明的乡村。",
    "由王芳、和志强两同志负责。",
    "县水利局、　　、县财政局各派一人。",
    "联系电话0871--65123456。",
    "总则............3",
    "联系人：.................",
    "按照1:2:3的比例配置，见表3(a)和文件a.txt。",
    "用水量由1,200立方米降到1.5立方米，9:30开始。",
    "他问：“水到了吗？！”",
    "五·一期间，各乡镇值班不断。",
    "[1]数据来自县统计局。",
    "一、申请应当符合下列条件：\n（一）有固定住所。\n（二）合伙人、股东符合国家规定。\n申请材料报县民政局。",
]
MENDED = [
    (
        "一、检查渠道。\n（一）、干渠。县水利局负责。\n1、清淤。\n(1)下游先清。",
        "一、检查渠道\n（一）干渠。县水利局负责。\n1.清淤。\n（1）下游先清。",
    ),
    ("各乡镇要加强巡查,发现问题及时处理。。", "各乡镇要加强巡查，发现问题及时处理。"),
    ("对渠道、涵闸、泵站、等设施全面检修。", "对渠道、涵闸、泵站等设施全面检修。"),
    ("县水利局、县财政局、以及各乡镇按职责分工落实。", "县水利局、县财政局，以及各乡镇按职责分工落实。"),
    ("实施时间为2026年3月--6月，每日供水5~10吨。", "实施时间为2026年3月—6月，每日供水5—10吨。"),
    ("检查渠道、涵闸、泵站...", "检查渠道、涵闸、泵站……"),
]


ELEMENTS = [
    {"addressees": "云岭县人民政府"},
    {"addressees": "各乡镇人民政府、街道办事处，\n县政府各部门："},
    {"note": "联系人：赵敏（13800000000）"},
    {"copies": "抄送：县委办公室，县人大常委会办公室，"},
    {"title": "要逐件办理、逐件答复。"},
]


@pytest.mark.parametrize("parts", ELEMENTS)
def test_an_element_that_may_be_meant_so_is_left(parts: dict[str, str]) -> None:
    text = specimen(**parts)
    assert mend(text.encode(), "a.txt").data.decode() == text


def test_a_note_keeps_the_brackets_inside_it() -> None:
    both = (FixKind.SAFE, FixKind.ASK)
    mended = mend(specimen(note="联系人：赵敏（13800000000）").encode(), "a.txt", kinds=both)
    assert "\n（联系人：赵敏（13800000000））" in mended.data.decode()
    assert "\n（此件公开发布）" in mend(specimen(note="[此件公开发布]。").encode(), "a.txt").data.decode()


@pytest.mark.parametrize("body", UNTOUCHED)
def test_what_is_not_surely_a_slip_is_left(body: str) -> None:
    text = specimen(body)
    assert mend(text.encode(), "a.txt").data.decode() == text


@pytest.mark.parametrize(("body", "right"), MENDED)
def test_what_is_a_slip_is_mended(body: str, right: str) -> None:
    mended = mend(specimen(body).encode(), "a.txt")
    assert mended.data.decode() == specimen(right)
    assert all(finding.fix and finding.fix.kind is FixKind.SAFE for finding in mended.mended)
