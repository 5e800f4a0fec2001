"""Who may carry out each action, kept by hand: the registry is compared with it, and every row is tried.

A row names somebody who may, somebody who sees the matter and may not (he lacks the duty, or it is not his turn), and
somebody of another unit. `own` says that an action works in the unit of whoever presses, so that in another unit it
is that unit's own affair; `anybody` that everybody signed in may; `unseen` that what it is about is not even shown to
whoever may not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from kit import NOW
from permissions import scenes as s
from permissions.scenes import Scene, given, nothing

JOB = "job"
"""The one who may is a named system job; no person may."""
SYSTEM, SECURITY, AUDIT = "system", "security", "audit"
"""The one who may is that administrator; no person may, nor another administrator."""


@dataclass(frozen=True)
class Row:
    """What is tried, by whom; empty names say that there is nobody of that sort."""

    scene: Scene
    may: str
    lacks: str
    elsewhere: str
    own: bool = False
    anybody: bool = False
    unseen: bool = False


ROWS: dict[str, Row] = {
    "flow.open_wait": Row(
        given(s.circulating, what="测绘结果", whom="市测绘院", until=NOW.date()),
        "handler",
        "mayor",
        "water_clerk",
    ),
    "flow.close_wait": Row(given(s.awaiting_answer, answer="结果已到"), "clerk", "handler2", "water_clerk"),
    "flow.postpone_wait": Row(
        given(s.awaiting_answer, until=s.LATER, reason="测绘院还没有出图"), "clerk", "handler2", "water_clerk"
    ),
    "flow.circulate": Row(given(s.asked, members=["@mayor"]), "clerk", "handler", "water_clerk"),
    "flow.countersign": Row(given(s.asked, members=["@mayor"]), "director", "handler", "water_clerk"),
    "flow.add_member": Row(given(s.with_round, post="@vice"), "clerk", "handler", "water_clerk"),
    "flow.add_readers": Row(
        given(s.work_secret, readers=["@mayor"], reason="主要领导需要掌握"), "clerk", "handler", "water_clerk"
    ),
    "flow.remove_reader": Row(s.reader_to_remove, "director", "handler", "water_clerk"),
    "flow.recall_round": Row(given(s.with_round, reason="材料有更新"), "clerk", "handler", "water_clerk"),
    "flow.read": Row(s.circulating, "mayor", "clerk", "water_head"),
    "flow.confirm_recorded": Row(s.recorded, "director", "liaison", "water_head"),
    "flow.correct": Row(given(s.first_entry, text="应为两件"), "clerk", "director", "water_clerk"),
    "flow.return": Row(given(s.reported, reason="没有写清楚"), "director", "clerk", "water_head"),
    "flow.void": Row(given(s.asked, reason="不用办了"), "clerk", "handler", "water_clerk"),
    "flow.merge": Row(given(s.two, reason="同一件事"), "clerk", "handler", "water_clerk"),
    "flow.reopen": Row(given(s.finished, reason="没有办彻底"), "director", "clerk", "water_head"),
    "flow.ask_extension": Row(
        given(s.in_hand, reason="还要核实", new_due=s.LATER), "handler", "clerk", "water_handler"
    ),
    "flow.decide_extension": Row(given(s.extension, grant=True), "director", "clerk", "water_head"),
    "flow.reassign": Row(given(s.asked, reason="外出", post="@handler2"), "handler", "clerk", "water_head"),
    "flow.remind": Row(s.asked, "clerk", "handler", "water_clerk"),
    "flow.withdraw": Row(given(s.reported, reason="写错了"), "handler", "clerk", "water_handler"),
    "platform.set_parameter": Row(
        nothing(key="sample.days", value=6, valid_from=NOW.date(), reason="试行办法"),
        SYSTEM,
        "director",
        "water_head",
    ),
    "platform.begin_stand_in": Row(
        given(
            nothing(since=NOW, until=NOW + timedelta(days=2), reason="外出学习", agreed_by="陈立新"),
            absent="@handler",
            stand_in="@handler2",
        ),
        "director",
        "handler",
        "water_clerk",
    ),
    "platform.end_stand_in": Row(s.stood_in, "clerk", "handler", "water_clerk"),
    "platform.set_day": Row(
        nothing(day=NOW.date(), workday="rest", note="本县放假通知"), "clerk", "handler", "water_clerk"
    ),
    "platform.link": Row(s.to_be_linked, "clerk", "mayor", "water_clerk"),
    "platform.unlink": Row(given(s.linked, reason="关联错了"), "clerk", "mayor", "water_clerk"),
    "records.take_evidence": Row(
        nothing(what="全部", count=3, reason="核查登录异常"), AUDIT, "director", "water_head"
    ),
    "people.open_account": Row(
        given(
            nothing(name="许青", username="xuqing", title="科员", since=NOW.date(), reason="新进人员"),
            unit="#office",
        ),
        SYSTEM,
        "director",
        "water_head",
    ),
    "people.close_account": Row(s.account_of("handler2", reason="调离"), SYSTEM, "director", "water_head"),
    "people.reopen_account": Row(
        s.account_of("handler2", closed=True, reason="调回"), SYSTEM, "director", "water_head"
    ),
    "people.grant_duty": Row(
        given(nothing(duty="ARCHIVIST", since=NOW.date(), reason="分工通知"), post="@handler2"),
        SECURITY,
        "director",
        "water_head",
    ),
    "people.withdraw_duty": Row(s.duty_held, SECURITY, "director", "water_head"),
    "platform.take_out": Row(nothing(what="收文（待我办）", rows=3), "handler", "", "", anybody=True),
    "documents.incoming.register_paper": Row(
        nothing(source="云州市水利局", title="关于防汛的通知"), "clerk", "handler", "water_clerk", own=True
    ),
    "documents.incoming.register_call": Row(
        nothing(source="市水利局王科长", words="明天上午开会"), "clerk", "handler", "water_clerk", own=True
    ),
    "documents.incoming.reserve_numbers": Row(
        nothing(count=2, reason="纸质登记"), "clerk", "handler", "water_clerk", own=True
    ),
    "documents.incoming.give_up_number": Row(s.number_reserved, "clerk", "handler", "water_clerk"),
    "documents.incoming.begin_book": Row(
        nothing(last=30, year=2026), "clerk", "handler", "water_clerk", own=True
    ),
    "documents.incoming.import_book": Row(
        nothing(
            year=2026,
            rows=[
                {"row": 2, "serial": 1, "received_on": "2026-01-05", "source": "市政府", "title": "一份通知"}
            ],
        ),
        "clerk",
        "handler",
        "water_clerk",
        own=True,
    ),
    "documents.incoming.deliver": Row(
        given(nothing(title="关于防汛的通知", document_number="云政办发〔2026〕9号"), to=["#party"]),
        "clerk",
        "handler",
        "water_handler",
    ),
    "documents.incoming.sign_for": Row(s.below, "water_clerk", "water_head", "director_party"),
    "documents.incoming.register": Row(s.below_signed, "water_clerk", "water_head", "director_party"),
    "documents.incoming.pass_check": Row(given(s.received, **s.ALL_FOUR), "clerk", "director", "water_clerk"),
    "documents.incoming.reject": Row(
        given(s.received, reason="请示应当一文一事", rules=["GW-21"]), "clerk", "director", "water_clerk"
    ),
    "documents.incoming.propose": Row(
        given(s.to_propose, text="建议请批示。", leader="@mayor"), "director", "clerk", "water_head"
    ),
    "documents.incoming.instruct": Row(given(s.to_instruct, text="请抓紧。"), "mayor", "clerk", "water_head"),
    "documents.incoming.submit_again": Row(
        given(s.to_assign, leader="@vice"), "clerk", "director", "water_clerk"
    ),
    "documents.incoming.assign": Row(
        given(s.to_assign, lead=[{"post": "@handler"}]), "clerk", "director", "water_clerk"
    ),
    "documents.incoming.note_only": Row(s.to_assign, "clerk", "director", "water_clerk"),
    "documents.incoming.report": Row(
        given(s.in_hand, text="已经办好了。"), "handler", "clerk", "water_handler"
    ),
    "documents.incoming.accept": Row(given(s.to_review, then="answer"), "director", "clerk", "water_head"),
    "documents.incoming.ask_superior": Row(
        given(s.in_hand, **s.SUPERIOR), "handler", "clerk", "water_handler"
    ),
    "documents.incoming.superior_answered": Row(
        given(s.awaiting, number="市政复〔2026〕3号"), "clerk", "handler", "water_clerk"
    ),
    "documents.incoming.answer": Row(
        given(s.to_answer, text="已书面答复。"), "clerk", "director", "water_clerk"
    ),
    "documents.incoming.take_up": Row(s.was_read, "clerk", "director", "water_clerk"),
    "documents.incoming.finish_reading": Row(s.was_read, "clerk", "director", "water_clerk"),
    "documents.outgoing.open": Row(
        given(nothing(title="关于汛前检查的通知"), issuer="#office"), "handler", "mayor", "vice"
    ),
    "documents.outgoing.approve_plan": Row(s.planned, "director", "clerk", "water_head"),
    "documents.outgoing.refuse_plan": Row(
        given(s.planned, reason="不必发文"), "director", "clerk", "water_head"
    ),
    "documents.outgoing.plan_later": Row(s.drafted_first, "director", "clerk", "water_head"),
    "documents.outgoing.ask_plan": Row(
        given(nothing(**s.PLANNED), office="#office"), "water_handler", "mayor", "vice"
    ),
    "documents.outgoing.change_plan": Row(s.own_plan_row, "handler", "mayor", "water_handler"),
    "documents.outgoing.approve_rows": Row(s.plan_asked, "director", "clerk", "water_head"),
    "documents.outgoing.refuse_rows": Row(
        given(s.plan_asked, reason="可以合并"), "director", "clerk", "water_head"
    ),
    "documents.outgoing.drop_rows": Row(
        given(s.plan_approved, reason="不发了"), "director", "clerk", "water_head"
    ),
    "documents.outgoing.carry_rows": Row(s.plan_approved, "director", "clerk", "water_head"),
    "documents.outgoing.import_plan": Row(
        nothing(year=2026, rows=[{"row": 2, "subject": "关于汛前检查的通知"}]),
        "clerk",
        "handler",
        "water_clerk",
        own=True,
    ),
    "documents.outgoing.enter_paper_count": Row(
        nothing(**s.PAPER_COUNT), "clerk", "handler", "water_clerk", own=True
    ),
    "documents.outgoing.explain_ceiling": Row(s.at_the_ceiling, "director", "clerk", "water_clerk"),
    "documents.outgoing.draft_bulletin": Row(s.submitted, "clerk", "handler", "water_handler"),
    "documents.outgoing.save_draft": Row(given(s.drafting, **s.TEXT), "handler", "clerk", "water_handler"),
    "documents.outgoing.ask_override": Row(s.rule_broken, "handler", "clerk", "water_handler"),
    "documents.outgoing.decide_override": Row(s.override_to_decide, "director", "clerk", "water_head"),
    "documents.outgoing.amend": Row(
        given(s.drafting, genre="通报", direction="down", extent="special"),
        "handler",
        "clerk",
        "water_handler",
    ),
    "documents.outgoing.keep_draft": Row(s.half_written, "handler", "clerk", "water_handler"),
    "documents.outgoing.drop_kept": Row(s.put_aside, "handler", "clerk", "water_handler", unseen=True),
    "documents.outgoing.accept_docx": Row(s.edited_outside, "handler", "clerk", "water_handler"),
    "documents.outgoing.hand_in": Row(s.drafted, "handler", "clerk", "water_handler"),
    "documents.outgoing.vet": Row(s.to_vet, "director", "handler", "water_head"),
    "documents.outgoing.countersign": Row(s.consulting, "water_head", "handler", "water_clerk"),
    "documents.outgoing.withdraw_objection": Row(
        given(s.objected, reason="没有意见了"), "water_head", "director", "water_clerk"
    ),
    "documents.outgoing.ask_units": Row(
        given(s.consulting, units=["#party"]), "handler", "clerk", "water_clerk"
    ),
    "documents.outgoing.change_units": Row(
        given(s.drafting, units=["#water"], reason="涉及水利局"), "handler", "clerk", "water_clerk"
    ),
    "documents.outgoing.revise": Row(
        given(s.consulting, reason="补充一段"), "handler", "clerk", "water_handler"
    ),
    "documents.outgoing.refer": Row(
        given(s.objected, leader="@vice", text="请协调。"), "handler", "clerk", "water_head"
    ),
    "documents.outgoing.decide": Row(
        given(s.referred, decision="change", text="请修改。"), "vice", "director", "water_head"
    ),
    "documents.outgoing.remind_plan": Row(s.drafted_first, JOB, "director", "water_head"),
    "documents.outgoing.mark_overdue": Row(s.overdue, JOB, "clerk", "water_head"),
    "documents.outgoing.close_countersign": Row(s.countersigned, "handler", "clerk", "water_handler"),
    "documents.outgoing.pass_review": Row(
        given(s.draft_to_review, signer="@director", **s.ALL_FIVE), "deputy", "clerk", "water_head"
    ),
    "documents.outgoing.decline": Row(
        given(s.draft_to_review, reason="不必发文"), "deputy", "handler", "water_head"
    ),
    "documents.outgoing.sign": Row(given(s.to_sign, draft=1), "director", "deputy", "water_head"),
    "documents.outgoing.send_back": Row(
        given(s.draft_to_review, reason="请修改"), "deputy", "clerk", "water_head"
    ),
    "documents.outgoing.sign_jointly": Row(
        given(s.to_sign_jointly, draft=1), "director_party", "clerk", "water_head"
    ),
    "documents.outgoing.refuse_jointly": Row(
        given(s.to_sign_jointly, reason="请再研究"), "director_party", "clerk", "water_head"
    ),
    "documents.outgoing.back_to_review": Row(
        given(s.to_recheck, reason="请再核"), "clerk", "director", "water_clerk"
    ),
    "documents.outgoing.reserve_numbers": Row(
        given(nothing(code="云政办发"), count=1, reason="纸质发文"), "clerk", "handler", "water_clerk"
    ),
    "documents.outgoing.give_up_number": Row(
        given(s.reserved_document_number, reason="没有用上"), "clerk", "handler", "water_clerk"
    ),
    "documents.outgoing.begin_numbers": Row(
        nothing(code="云政办发", last=7, year=2026), "clerk", "handler", "water_clerk"
    ),
    "documents.outgoing.close_joint": Row(s.signed_jointly, "clerk", "handler", "water_handler"),
    "documents.outgoing.pass_recheck": Row(s.to_recheck, "clerk", "director", "water_clerk"),
    "documents.outgoing.number": Row(
        given(s.to_number, code="云政办发", copies=10), "clerk", "director", "water_clerk"
    ),
    "documents.outgoing.correct_text": Row(
        given(s.to_recheck, **s.CHANGED), "clerk", "director", "water_clerk"
    ),
    "documents.outgoing.confirm_correction": Row(s.to_confirm, "handler2", "clerk", "water_clerk"),
    "documents.outgoing.doubt_correction": Row(
        given(s.to_confirm, reason="拿不准"), "handler2", "clerk", "water_clerk"
    ),
    "documents.outgoing.sign_again": Row(given(s.to_resign, draft=2), "director", "clerk", "water_head"),
    "documents.outgoing.refuse_change": Row(
        given(s.to_resign, reason="维持原稿"), "director", "clerk", "water_head"
    ),
    "documents.outgoing.print": Row(s.to_be_printed, "clerk", "director", "water_clerk"),
    "documents.outgoing.approve_seal": Row(s.to_approve_seal, "director", "clerk", "water_head"),
    "documents.outgoing.joint_seal_on_paper": Row(s.sealed_on_paper, "clerk", "handler", "water_clerk"),
    "documents.outgoing.set_seal": Row(
        given(s.to_seal, copies=10, supervisor="@handler"), "clerk", "director", "water_clerk"
    ),
    "documents.outgoing.release": Row(
        given(s.to_release, checked=True, outside="市政府办公室"), "clerk", "director", "water_clerk"
    ),
    "documents.outgoing.close_receipts": Row(
        given(s.distributing, text="纸质送达，回执另补"), "clerk", "director", "water_clerk"
    ),
    "documents.outgoing.send_more": Row(
        given(s.distributing, units=["#party"], text="补送"), "clerk", "handler", "water_clerk"
    ),
    "documents.outgoing.recall": Row(given(s.sent, reason="发错了"), "clerk", "handler", "water_clerk"),
    "documents.outgoing.remind_receipts": Row(s.sent, "clerk", "handler", "water_clerk"),
    "documents.outgoing.enter_receipt": Row(s.receipt_to_enter, "clerk", "handler", "water_clerk"),
    "documents.outgoing.begin_replacement": Row(
        given(s.sent, reason="日期写错"), "clerk", "director", "water_clerk"
    ),
    "documents.outgoing.revoke": Row(
        given(s.sent, decided_by="云政办发〔2026〕9号", reason="内容有误"), "director", "clerk", "water_head"
    ),
    "documents.outgoing.abolish": Row(
        given(s.sent, decided_by="云政办发〔2026〕9号", reason="任务完成", effect_from=s.LATER),
        "director",
        "clerk",
        "water_head",
    ),
    "documents.outgoing.answer_forward": Row(
        given(s.range_to_answer, agree="agree"), "director", "clerk", "water_head"
    ),
    "documents.incoming.ask_forward": Row(
        given(s.received_from_office, whom=["#party"], reason="配合检查"),
        "water_clerk",
        "water_handler",
        "director_party",
        unseen=True,
    ),
    "documents.outgoing.keep_list": Row(
        given(nothing(name="防汛成员单位"), units=["#party"]), "clerk", "handler", "water_clerk", own=True
    ),
    "documents.outgoing.keep_phrase": Row(
        nothing(text="请抓好落实。", shared=True), "clerk", "handler", "water_clerk", own=True
    ),
    "documents.outgoing.move_phrase": Row(given(s.kept_phrase, way="up"), "clerk", "handler", "water_clerk"),
    "documents.outgoing.drop_phrase": Row(s.kept_phrase, "clerk", "handler", "water_clerk"),
    "documents.outgoing.retire_list": Row(s.list_to_retire, "clerk", "handler", "water_clerk"),
    "documents.folder.arrange": Row(s.in_the_folder, "liaison", "clerk", "water_clerk"),
    "documents.paper.track": Row(s.to_read, "clerk", "mayor", "water_clerk"),
    "documents.paper.hand_over": Row(given(s.tracked, post="@handler"), "clerk", "mayor", "water_clerk"),
    "documents.paper.hand_back": Row(s.on_ones_desk, "clerk", "mayor", "water_clerk", unseen=True),
    "documents.paper.give_back": Row(s.tracked, "clerk", "mayor", "water_clerk"),
    "documents.seal.add": Row(
        given(
            nothing(name="县政府办党组印章", kind="party"),
            organ="#office",
            keeper="@handler2",
        ),
        "director",
        "handler",
        "water_clerk",
    ),
    "documents.seal.hand_over": Row(
        given(s.kept_seal, keeper="@clerk", text="印章完好，当面点交。"), "director", "handler2", "water_head"
    ),
    "documents.seal.stop": Row(
        given(s.kept_seal, reason="旧章上交封存。"), "director", "handler2", "water_head"
    ),
    "documents.seal_use.ask": Row(s.a_contract, "handler", "mayor", "water_handler"),
    "documents.seal_use.approve": Row(s.seal_asked, "director", "clerk", "water_head"),
    "documents.seal_use.refuse": Row(
        given(s.seal_asked, reason="不宜签订"), "director", "clerk", "water_head"
    ),
    "documents.seal_use.send_back": Row(
        given(s.seal_approved, reason="份数不对"), "handler2", "clerk", "water_head"
    ),
    "documents.seal_use.ask_again": Row(s.asked_again, "handler", "clerk", "water_handler"),
    "documents.seal_use.set": Row(
        given(s.seal_approved, copies=4, supervisor="@handler"), "handler2", "clerk", "water_head"
    ),
    "documents.seal.file_copy": Row(s.scan_of_seal, "clerk", "mayor", "water_clerk", unseen=True),
    "documents.seal.set_rest": Row(
        given(s.seal_set, copies=1, supervisor="@handler"), "handler2", "clerk", "water_clerk"
    ),
    "documents.seal.order": Row(s.service_at_hand, "handler2", "clerk", "water_clerk"),
    "documents.seal.answered": Row(s.seal_ordered, JOB, "handler2", "water_clerk"),
    "documents.seal.remind_copy": Row(s.seal_set, JOB, "handler2", "water_clerk"),
    "sample.ask": Row(nothing(title="一件事"), "clerk", "handler", "water_clerk", own=True),
    "sample.report": Row(given(s.asked, text="办好了", to="@director"), "handler", "clerk", "water_handler"),
    "sample.answered": Row(given(s.waiting, text="批复到了"), "clerk", "handler", "water_clerk"),
    "sample.approve": Row(given(s.reported, text="同意"), "director", "clerk", "water_head"),
    "sample.finish": Row(s.approved, "clerk", "director", "water_clerk"),
    "confidential.room.receive": Row(given(nothing(), **s.RECEIVED), "clerk", "handler", "water_head"),
    "confidential.room.hand_over": Row(
        given(s.room_line, keeper="@director"), "clerk", "handler", "water_clerk"
    ),
    "confidential.room.give_back": Row(
        given(s.room_line, returned_by="@handler"), "clerk", "handler", "water_clerk"
    ),
    "confidential.incident.tell": Row(given(s.watched, **s.TOLD), "mayor", "", "", anybody=True),
    "confidential.incident.contain": Row(
        given(s.incident, text="已断网，已清点。"), "handler2", "clerk", "water_clerk"
    ),
    "confidential.incident.report": Row(given(s.contained, **s.REPORTED), "handler2", "clerk", "water_clerk"),
    "confidential.incident.close": Row(
        given(s.incident_reported, conclusion="not_leak", text="已找回。"), "handler2", "clerk", "water_clerk"
    ),
    "confidential.incident.remind": Row(s.incident, JOB, "clerk", "water_clerk"),
    "confidential.review.open": Row(s.to_publish, "handler", "mayor", "water_clerk"),
    "confidential.review.recheck": Row(
        given(s.in_review, text="同意。", approver="@director"), "clerk", "handler", "water_clerk"
    ),
    "confidential.review.send_back": Row(
        given(s.in_review, reason="理由太简单"), "clerk", "handler", "water_clerk"
    ),
    "confidential.review.again": Row(
        given(s.sent_for_mending, **s.LOOKED_AT, reviewer="@clerk"), "handler", "clerk", "water_clerk"
    ),
    "confidential.review.approve": Row(
        given(s.rechecked, decision="approve"), "director", "clerk", "water_head"
    ),
    "confidential.review.refuse": Row(
        given(s.rechecked, reason="含有工作秘密"), "director", "clerk", "water_head"
    ),
    "confidential.review.publish": Row(
        given(s.review_approved, published_on=NOW.date()), "handler", "clerk", "water_handler"
    ),
    "confidential.incident.isolate": Row(s.incident_about, "handler2", "clerk", "water_clerk"),
    "confidential.incident.release": Row(s.isolated, "handler2", "clerk", "water_clerk"),
}
