"""Realistic data for every printed form of documents, made up by us."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from shuniu.kernel.base.calendar import BEIJING
from shuniu.kernel.platform.papers import QrCode
from shuniu.modules.documents import papers

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, 20, tzinfo=BEIJING)
OFFICE = "云岭县人民政府办公室"
QR = QrCode("https://oa.yunling.example/m/7F3K-92QD")

_SUBJECTS = (
    ("云州市人民政府办公室", "云政办发", "关于做好今冬明春森林草原防灭火工作的通知", "通知"),
    ("县财政局", "云财", "关于调整2026年农村人居环境整治专项资金使用计划的请示", "请示"),
    ("石门镇人民政府", "石政", "关于石门镇中心敬老院消防设施改造所需经费的请示", "请示"),
    ("云州市应急管理局", "云应急函", "关于商请派员参加冬季危险化学品安全联合检查的函", "函"),
    ("县农业农村局", "云农", "关于全县秋冬种和冬小麦田间管理进展情况的报告", "报告"),
)


def register_row(number: int) -> papers.RegisterRow:
    unit, code, title, genre = _SUBJECTS[number % len(_SUBJECTS)]
    received = NOW - timedelta(days=70 - number, minutes=number * 7)
    return papers.RegisterRow(
        receipt_number=f"办〔2026〕{number}号",
        received_at=received,
        from_unit=unit,
        document_number=f"{code}〔2026〕{number + 11}号",
        title=f"{title}（第{number}件）",
        genre=genre,
        level="内部" if number % 9 == 0 else "无",
        urgency=("平件", "加急", "特急")[number % 3],
        document_date=received.date() - timedelta(days=3),
        copies=1 + number % 3,
        copy_number=f"{number:06}" if number % 4 == 0 else "",
        addressee="各县（市、区）人民政府，市直各单位" if genre == "通知" else "县人民政府",
        channel=("系统", "机要室转非密", "会议带回")[number % 3],
        annexes=number % 4,
        signed_by="王晓芳",
        handling="办件" if genre != "报告" else "阅件",
        lead=("县应急管理局", "县财政局", "县民政局")[number % 3],
        due_on=received.date() + timedelta(days=10),
        completed_on=received.date() + timedelta(days=8) if number < 50 else None,
        archival_code=f"2026-D30-{number:04}" if number < 40 else "",
        note="分两批送" if number % 11 == 0 else "",
    )


def register(rows: int = 66) -> papers.RegisterData:
    title = f"{OFFICE}2026年收文登记簿"
    return papers.RegisterData(title, tuple(register_row(n) for n in range(1, rows + 1)), DAY)


def long_opinion(marker: str, sentences: int) -> str:
    parts = (
        f"{marker}第{n}点，请牵头单位会同有关乡镇逐项核实底数、列明时限，每周报送进展。"
        for n in range(1, sentences + 1)
    )
    return "".join(parts)


def handling_slip(sentences: int = 0) -> papers.HandlingSlipData:
    """A slip in full use; *sentences* above 0 makes the instructions too long for one page."""
    instructions = (
        papers.Opinion(
            "同意拟办意见。请志强同志牵头，应急局抓紧落实，重点看守山口和墓区。", "周建国", NOW, "系统"
        ),
        papers.Opinion(
            long_opinion("阅后意见", sentences) or "已安排，本周五前到石门、青河两镇实地检查。",
            "刘志强",
            NOW + timedelta(hours=2),
            "代录：王晓芳",
        ),
    )
    return papers.HandlingSlipData(
        title=f"{OFFICE}文件处理单",
        receipt_number="办〔2026〕318号",
        received_at=NOW,
        from_unit="云州市人民政府办公室",
        document_number="云政办发〔2026〕41号",
        document_title="云州市人民政府办公室关于做好今冬明春森林草原防灭火工作的通知",
        genre="通知",
        level="无",
        urgency="加急",
        handling="办件",
        copies=2,
        document_date=date(2026, 11, 20),
        due_on=date(2026, 12, 3),
        summary="市政府办公室要求各县（市、区）11月底前完成防火道清理和队伍集训，12月3日前报送落实情况。",
        proposals=(
            papers.Opinion(
                "建议由县应急管理局主办，县林业局、各乡镇人民政府协办，12月2日前形成报告送我办。呈建国县长、志强副县长阅示。",
                "陈立新",
                NOW - timedelta(hours=1),
            ),
        ),
        instructions=instructions,
        readings=(
            papers.Reading("李思远", NOW + timedelta(hours=3)),
            papers.Reading("赵明", NOW + timedelta(hours=20), "请教育局一并抓好学生野外用火教育。"),
            papers.Reading("孙丽华"),
        ),
        outcomes=(
            papers.Outcome(
                "县应急管理局",
                "已清理防火道46公里，集训半专业扑火队12支280人，落实情况报告已按时报送。",
                "何伟",
                NOW + timedelta(days=8),
            ),
        ),
        reminders=(papers.Opinion("电话催办，答复12月1日前报送。", "王晓芳", NOW + timedelta(days=5)),),
        archived="2026-D30-0318",
        qr=QR,
    )


def blank_slip() -> papers.HandlingSlipData:
    return papers.HandlingSlipData(f"{OFFICE}文件处理单", "办〔2026〕319号", NOW, "县民政局", "", "", qr=QR)


def reject_slip() -> papers.RejectSlipData:
    return papers.RejectSlipData(
        title=f"{OFFICE}退文单",
        to_unit="石门镇人民政府",
        kind="来文",
        document_title="石门镇人民政府关于敬老院消防改造及镇区道路维修所需经费的报告",
        document_number="石政〔2026〕38号",
        receipt_number="办〔2026〕320号",
        received_on=DAY,
        rules=(
            papers.BrokenRule(
                "GW-24",
                "《党政机关公文处理工作条例》：请示应当一文一事，不得在报告等非请示性公文中夹带请示事项。",
            ),
            papers.BrokenRule(
                "GW-03", "《党政机关公文处理工作条例》：涉及其他部门职权的事项应当已协商、会签。"
            ),
        ),
        reason="文种为报告，文中请求安排经费；同时请求两个事项，且未附与县财政局、县民政局协商一致的意见。",
        demand="请将两个事项分别以请示报送，附财政、民政部门会签意见，于11月30日前重新报送。",
        rejected_by="王晓芳",
        phone="0000-6231018",
        rejected_on=DAY,
        qr=QR,
    )


def folder_cover(items: int = 7) -> papers.FolderCoverData:
    rows = (register_row(n) for n in range(1, items + 1))
    return papers.FolderCoverData(
        unit=OFFICE,
        leader="周建国县长",
        number="PYJ-2026-1123-01",
        items=tuple(
            papers.FolderItem(r.receipt_number, r.title, r.from_unit, "请批示", r.urgency, r.due_on)
            for r in rows
        ),
        prepared_by="郑凯",
        phone="6231006",
        prepared_at=NOW,
        qr=QR,
    )


def outstanding(number: int) -> papers.OutstandingPaper:
    r = register_row(number)
    return papers.OutstandingPaper(
        r.receipt_number,
        r.document_number,
        r.title,
        f"{number:06}",
        1,
        "县应急管理局",
        DAY,
        "" if number % 5 else "复印件",
    )


def clearance(rows: int = 12) -> papers.ClearanceData:
    return papers.ClearanceData(
        title=f"{OFFICE}文件清退单",
        holder="县应急管理局",
        basis="发文机关要求会后清退（云政办发〔2026〕41号附注）",
        due_on=date(2026, 12, 4),
        papers=tuple(outstanding(n) for n in range(1, rows + 1)),
        made_on=DAY,
        qr=QR,
    )


def handover(rows: int = 6) -> papers.HandoverData:
    tasks = (register_row(n) for n in range(1, rows + 1))
    return papers.HandoverData(
        title=f"{OFFICE}工作人员离岗交接单",
        person="王晓芳",
        post="文秘科科员（收文）",
        reason="调任青河镇党政办",
        leaving_on=date(2026, 11, 30),
        successor="冯雪梅",
        papers=tuple(replace(outstanding(n), holder="", note="") for n in range(1, rows + 1)),
        tasks=tuple(papers.OpenTask(t.receipt_number, t.title, "待催办", t.due_on, "冯雪梅") for t in tasks),
        made_on=DAY,
        qr=QR,
    )


def seal_row(number: int) -> papers.SealBookRow:
    unit, code, title, _ = _SUBJECTS[number % len(_SUBJECTS)]
    asked = NOW - timedelta(days=60 - number)
    used = None if number % 7 == 0 else asked + timedelta(hours=3)
    return papers.SealBookRow(
        number="" if used is None else f"用〔2026〕{number}号",
        asked_on=asked.date(),
        used_at=used,
        paper=f"{code}〔2026〕{number}号《{title}》"
        if number % 3
        else f"{unit}办公楼维修合同（第{number}份）",
        sort="公文" if number % 3 else "合同、协议",
        reason="印发公文" if number % 3 else "签订维修合同",
        seal="云岭县人民政府办公室印章" if number % 4 else "云岭县人民政府印章",
        seal_kind="办公室印章" if number % 4 else "机关印章",
        copies=10 + number,
        used_copies=0 if used is None else 10 + number - number % 2,
        basis="周建国2026年11月20日签发" if number % 2 else "",
        approved_by="刘志强" if used is not None else "",
        asked_by="王晓芳",
        used_by="李春燕" if used is not None else "",
        supervisor="孙小梅" if used is not None else "",
        manner="" if used is None else ("实物印章", "电子印章")[number % 5 == 0],
        state="已用印" if used is not None else "不同意",
        copy="" if used is None else ("已归入", "没有归入")[number % 6 == 0],
        note="" if used is not None else "合同第三条与批准的不一致",
    )


def seal_book(rows: int = 44) -> papers.SealBookData:
    title = f"{OFFICE}2026年用印登记簿"
    return papers.SealBookData(title, tuple(seal_row(n) for n in range(1, rows + 1)), DAY)
