"""Realistic data for the printed forms of 发文, made up by us."""

from __future__ import annotations

from datetime import timedelta

from paper_samples import DAY, NOW, OFFICE, QR

from shuniu.modules.documents.papers import Opinion
from shuniu.modules.documents.papers.issuing import (
    CountersignSlipData,
    DraftSlipData,
    IssueRegisterData,
    IssueRow,
    UnitOpinion,
)

TITLE = "云岭县人民政府办公室关于做好今冬明春森林草原防灭火工作的通知"
OPINIONS = (
    UnitOpinion("县林业局", "同意", "第2稿", person="方志远", at=NOW - timedelta(days=2)),
    UnitOpinion(
        "县财政局",
        "有意见",
        "第1稿",
        passage="所需经费由县财政全额保障。",
        text="今年预算已经下达，建议改为“按原渠道列支”。",
        person="罗文静",
        at=NOW - timedelta(days=3),
        settled="修改后同意：第2稿修改后同意。",
    ),
    UnitOpinion("县财政局", "同意", "第2稿", person="罗文静", at=NOW - timedelta(days=2)),
    UnitOpinion("县气象局", "逾期", "第2稿", at=NOW - timedelta(days=1)),
)


def draft_slip() -> DraftSlipData:
    return DraftSlipData(
        title=f"{OFFICE}发文稿纸",
        issuer=OFFICE,
        document_number="云政办发〔2026〕63号",
        document_title=TITLE,
        genre="通知",
        level="无",
        urgency="加急",
        plan="立项2026-041",
        issued=(Opinion("同意印发，请抓紧落实。", "周明远", NOW, "（林树声代）"),),
        countersigned=OPINIONS,
        reviews=(Opinion("文种、格式正确，已按财政局意见修改，拟同意，请审签。", "何晓云", NOW),),
        vetted=(Opinion("同意送审。", "陈立新", NOW),),
        rechecks=(Opinion("复核通过", "王秀兰", NOW),),
        addressees="各乡镇人民政府、县直各部门",
        copy_to="县委办公室、县人大常委会办公室",
        annexes="重点防火区名单；值班安排表",
        reason="今冬降水偏少，火险等级高。",
        drafting_unit="县应急管理局",
        drafter="刘建军",
        phone="5522103",
        publicity="主动公开",
        online="上网",
        copies=80,
        printer="文印室",
        proofreader="李春燕",
        sealed_by="王秀兰",
        document_date=DAY,
        released_on=DAY,
        qr=QR,
    )


def blank_draft_slip() -> DraftSlipData:
    return DraftSlipData(f"{OFFICE}发文稿纸", OFFICE, "", TITLE, "通知", qr=QR)


def countersign_slip(rows: int = 1) -> CountersignSlipData:
    return CountersignSlipData(
        title="云岭县应急管理局会签单",
        document_title=TITLE,
        drafting_unit="县应急管理局",
        drafter="刘建军",
        phone="5522103",
        version="第2稿",
        due_on=DAY,
        opinions=OPINIONS * rows,
        decisions=(Opinion("经费按原渠道列支，照此修改。", "林树声", NOW, "代录：王秀兰"),),
        printed_on=DAY,
        qr=QR,
    )


def issue_row(number: int) -> IssueRow:
    return IssueRow(
        document_number=f"云政办发〔2026〕{number}号",
        numbered_on=DAY - timedelta(days=60 - number),
        title=f"{TITLE}（第{number}件）",
        genre="通知",
        level="内部" if number % 9 == 0 else "无",
        urgency=("平件", "加急", "特急")[number % 3],
        document_date=DAY - timedelta(days=61 - number),
        signatory="陈立新",
        addressees="各乡镇人民政府、县直各部门",
        copy_to="县委办公室",
        drafting_unit="县应急局",
        drafter="刘建军",
        copies=80,
        publicity="不予公开",
        released_on=DAY - timedelta(days=59 - number),
        effect="有效",
        note="分两批送" if number % 11 == 0 else "",
    )


def issue_register(rows: int = 40) -> IssueRegisterData:
    title = f"{OFFICE}2026年发文登记簿（云政办发）"
    return IssueRegisterData(title, tuple(issue_row(n) for n in range(1, rows + 1)), DAY)
