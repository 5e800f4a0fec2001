"""Manuscripts of 云岭县, a county that does not exist: one for each way in which a page can be hard to set."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from hongtou import (
    AnnexCopy,
    DocumentNumber,
    FontSet,
    Form,
    Manuscript,
    Signer,
    Urgency,
    blocks_of,
    find_fonts,
)

_ROOT = Path(__file__).resolve().parents[3]


@lru_cache
def free_fonts() -> FontSet:
    """The fonts that `make` fetched, whatever else this machine has."""
    folder = Path(os.environ.get("SHUNIU_TEST_FONTS", _ROOT / "var" / "fonts-free"))
    found = find_fonts(free=folder, system=())
    assert len(found.choices) == 5, f"no free fonts in {folder}: run make ready-test"
    return found


OFFICE = "云岭县人民政府办公室"
SENTENCE = "各乡镇、各部门要压实责任，把隐患消除在汛前，确保人民群众生命财产安全。"

ONE_PAGE = Manuscript(
    issuers=(OFFICE,),
    title="云岭县人民政府办公室关于做好清明节期间值班工作的通知",
    body=blocks_of(
        "清明节将至，为确保各项工作正常运转，经县政府同意，现就值班工作通知如下。\n"
        "各单位要落实24小时值班和领导带班制度，值班电话保持畅通，重大情况30分钟内报告。"
    ),
    number=DocumentNumber("云政办发", 2026, 8),
    addressees=("各乡镇人民政府", "县政府各部门"),
    signed_by=(OFFICE,),
    document_date=date(2026, 3, 27),
    copy_to=("县委办公室", "县人大常委会办公室", "县政协办公室"),
    printing_office=OFFICE,
    printing_date=date(2026, 3, 28),
)

FOUR_PAGES = replace(
    ONE_PAGE,
    title="云岭县人民政府办公室关于开展2026年汛前安全检查的通知",
    number=DocumentNumber("云政办发", 2026, 12),
    copy_number="000127",
    urgency=Urgency.URGENT,
    body=blocks_of(
        "\n".join(
            line
            for part in ("一、检查范围", "二、工作安排", "三、有关要求")
            for line in (
                part,
                SENTENCE * 4,
                "（一）自查自纠。" + SENTENCE * 2,
                "（二）重点抽查",
                "1.时间安排",
                SENTENCE * 2,
                "（1）水库山塘",
                SENTENCE * 3,
                "（2）学校医院：" + SENTENCE,
            )
        )
    ),
    note="此件公开发布",
)

UPWARD = Manuscript(
    issuers=("云岭县石门镇人民政府",),
    title="云岭县石门镇人民政府关于解决山口村安全饮水工程资金缺口的请示",
    body=blocks_of(
        "我镇山口村地处高寒山区，现有蓄水池建于2005年，冬季断水频繁，影响312户群众用水。\n妥否，请批示。"
    ),
    number=DocumentNumber("石政", 2026, 8),
    signatories=("张帆",),
    addressees=("县人民政府",),
    signed_by=("云岭县石门镇人民政府",),
    document_date=date(2026, 1, 9),
    note="联系人：周宁，联系电话：6220018",
)

JOINT = Manuscript(
    issuers=("云岭县发展和改革局", "云岭县财政局", "云岭县教育局"),
    title="云岭县发展和改革局、云岭县财政局、云岭县教育局关于下达校舍维修计划的通知",
    body=blocks_of("现将校舍维修计划下达给你们，请抓紧组织实施。\n" + SENTENCE),
    number=DocumentNumber("云发改发", 2026, 31),
    addressees=("各乡镇人民政府",),
    signed_by=("县发展和改革局", "县财政局", "县教育局"),
    document_date=date(2026, 5, 6),
    printing_office="云岭县发展和改革局办公室",
    printing_date=date(2026, 5, 7),
)

JOINT_UPWARD = replace(
    JOINT,
    title="关于申请追加校舍维修专项资金的请示",
    number=DocumentNumber("云发改", 2026, 12),
    signatories=("李明华", "王芳", "陈志远"),
    addressees=("县人民政府",),
    body=blocks_of("校舍维修专项资金缺口120万元，恳请追加。\n妥否，请批示。"),
    printing_office="",
    printing_date=None,
)

FIVE_ORGANS = replace(
    JOINT,
    issuers=(*JOINT.issuers, "云岭县卫生健康局", "云岭县人力资源和社会保障局"),
    title="云岭县发展和改革局等五部门关于下达校舍维修计划的通知",
    signed_by=(*JOINT.signed_by, "县卫生健康局", "县人力资源和社会保障局"),
)

WITH_ANNEXES = replace(
    ONE_PAGE,
    annex_names=(
        "汛前安全检查清单",
        "各乡镇水库山塘河道堤防地质灾害隐患点汛前安全检查情况统计表",
    ),
    annexes=(
        AnnexCopy(
            1, "汛前安全检查清单", blocks_of("一、水库\n大坝有无渗漏、裂缝。\n二、山塘\n溢洪道是否畅通。")
        ),
        AnnexCopy(
            2,
            "各乡镇水库山塘河道堤防地质灾害隐患点汛前安全检查情况统计表",
            blocks_of("填报单位\t隐患数\t备注\n石门镇\t3\t\n山口乡\t12\t已整改10处"),
        ),
    ),
)

LONG_TABLE = replace(
    ONE_PAGE,
    body=blocks_of(
        "现将检查结果印发给你们。\n序号\t乡镇\t隐患数\t责任人\n"
        + "\n".join(f"{n}\t第{n}乡\t{n * 3}\t张某{n}" for n in range(1, 31))
        + "\n请抓紧整改。"
    ),
)

MANY_ADDRESSEES = replace(
    ONE_PAGE,
    addressees=tuple(f"云岭县第{n}乡镇人民政府" for n in range(1, 31)),
)

LONG_TITLE = replace(
    ONE_PAGE,
    title="云岭县人民政府办公室关于转发县应急管理局等部门《云岭县汛期地质灾害防范应对和群众转移避险工作实施方案（试行）》的通知",
)

# Twelve lines of body fill the first page, so that name and date would begin the second.
ALONE = replace(
    ONE_PAGE,
    body=blocks_of("\n".join([SENTENCE] * 4)),
    copy_to=(),
    printing_office="",
    printing_date=None,
)

# Two pages of text, the second full down to where the 版记 would stand.
CROWDED_EVEN_PAGE = replace(ONE_PAGE, body=blocks_of("\n".join([SENTENCE] * 13)))

UNSEALED = replace(ONE_PAGE, sealed=False)
UNSEALED_SHORT = replace(ONE_PAGE, sealed=False, signed_by=("县政府办",), document_date=date(2026, 11, 28))

EVERY = {
    "one_page": ONE_PAGE,
    "four_pages": FOUR_PAGES,
    "upward": UPWARD,
    "joint": JOINT,
    "joint_upward": JOINT_UPWARD,
    "five_organs": FIVE_ORGANS,
    "with_annexes": WITH_ANNEXES,
    "long_table": LONG_TABLE,
    "many_addressees": MANY_ADDRESSEES,
    "long_title": LONG_TITLE,
    "alone": ALONE,
    "crowded_even_page": CROWDED_EVEN_PAGE,
    "unsealed": UNSEALED,
    "unsealed_short": UNSEALED_SHORT,
}

LETTER = replace(
    ONE_PAGE,
    form=Form.LETTER,
    mark_suffix="",
    title="云岭县人民政府办公室关于商请协助开展汛前安全检查的函",
    number=DocumentNumber("云政办函", 2026, 21),
    addressees=("市水利局",),
    body=blocks_of(
        "汛期将至，为确保安全度汛，现就有关事项函商如下。\n" + SENTENCE + "\n请予支持为盼，并请函复。"
    ),
    printing_office="",
    printing_date=None,
)
LETTER_URGENT = replace(
    LETTER,
    issuers=("云岭县发展和改革局", "云岭县财政局"),
    title="云岭县发展和改革局、云岭县财政局关于征求校舍维修计划意见的函",
    copy_number="000012",
    urgency=Urgency.PRESSING,
    body=blocks_of("\n".join([SENTENCE * 2] * 9)),
    signed_by=("县发展和改革局", "县财政局"),
    note="联系人：周宁，联系电话：6220018",
)
ORDER = Manuscript(
    form=Form.ORDER,
    issuers=("云岭县人民政府",),
    mark_suffix="令",
    title="",
    number=DocumentNumber("", None, 12),
    body=blocks_of(
        "《云岭县城乡供水管理办法》已经2026年3月20日县人民政府第8次常务会议通过，现予公布，自2026年5月1日起施行。"
    ),
    signers=(Signer("县长", "李明华"),),
    document_date=date(2026, 3, 27),
    annexes=(
        AnnexCopy(None, "云岭县城乡供水管理办法", blocks_of("第一条 " + SENTENCE + "\n第二条 " + SENTENCE)),
    ),
)
JOINT_ORDER = replace(
    ORDER,
    issuers=("云岭县人民政府", "云岭县人民武装部"),
    mark_suffix="命令",
    signers=(Signer("云岭县人民政府县长", "李明华"), Signer("云岭县人民武装部部长", "王芳")),
    annexes=(),
    printing_office=OFFICE,
    printing_date=date(2026, 3, 28),
)
MINUTES = replace(
    ONE_PAGE,
    form=Form.MINUTES,
    issuers=("云岭县人民政府",),
    mark_suffix="常务会议纪要",
    title="研究汛前安全检查工作",
    number=DocumentNumber("", None, 8),
    addressees=(),
    sealed=False,
    signed_by=(),
    body=blocks_of(
        "2026年3月20日，李明华县长主持召开县人民政府第8次常务会议，研究汛前安全检查工作。\n"
        "一、会议认为\n" + SENTENCE * 2 + "\n二、会议议定\n" + SENTENCE * 2 + "\n"
        "出席：李明华、王芳、陈志远、赵立、钱进、孙平、周宁、吴越、郑重、冯源、褚亮、卫民\n"
        "请假：蒋勤\n"
        "列席：县发展和改革局沈阳，县财政局韩雪，县教育局杨柳，县水利局朱明，县应急管理局秦川，各乡镇乡镇长"
    ),
)

SPECIAL = {
    "letter": LETTER,
    "letter_urgent": LETTER_URGENT,
    "order": ORDER,
    "joint_order": JOINT_ORDER,
    "minutes": MINUTES,
}
"""One document or two for each of the other forms."""
