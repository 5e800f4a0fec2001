"""How a matter comes to where an action is tried: each scene gives the input of that action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from kit import NOW, SINCE, County, brought, brought_text

import hongtou
from shuniu.kernel.files import gate
from shuniu.kernel.flow.models import Entry, Matter, Reader, Round, Wait
from shuniu.kernel.people.models import Account, Duty, StandIn
from shuniu.kernel.platform.links.models import Link
from shuniu.modules.confidential.models import RoomLine
from shuniu.modules.documents.models import Delivery, OutgoingDocument, Seal, SealOrder, SealUse

Data = dict[str, Any]
Scene = Callable[[County], Data]
ALL_FOUR = {"ours": True, "direction": True, "form": True, "agreed": True}


def nothing(**data: Any) -> Scene:
    return lambda county: data


def then(scene: Scene, who: str, action: str, **data: Any) -> Scene:
    """*scene*, and after it one more step; the matter stays the same."""

    def after(county: County) -> Data:
        found = scene(county)
        county.do(who, action, **found, **_posts(county, data))
        return found

    return after


def given(scene: Scene, **data: Any) -> Scene:
    """What *scene* gives, and *data*: strings beginning with @ are posts, with ~ persons, with # units."""
    return lambda county: scene(county) | _posts(county, data)


def _posts(county: County, data: Data) -> Data:
    return {key: _value(county, value) for key, value in data.items()}


def _value(county: County, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(county, item) for item in value]
    if isinstance(value, dict):
        return _posts(county, value)
    if isinstance(value, str) and value[:1] in {"@", "~", "#"}:
        name = value[1:]
        return {
            "@": lambda: county.posts[name].pk,
            "~": lambda: county.posts[name].person_id,
            "#": lambda: county.units[name].pk,
        }[value[0]]()
    return value


# errands


def asked(county: County) -> Data:
    return {"matter": county.do("clerk", "sample.ask", title="一件事").matter_id}


reported = then(asked, "handler", "sample.report", text="办好了", to="@director")
approved = then(reported, "director", "sample.approve", text="同意")
finished = then(approved, "clerk", "sample.finish")
waiting = then(asked, "handler", "sample.report", text="办好了", wait="市水利局")
circulating = then(asked, "clerk", "flow.circulate", members=["@mayor"])


def recorded(county: County) -> Data:
    """The mayor's verdict, recorded by his liaison."""
    found = then(asked, "handler", "sample.report", text="办好了", to="@mayor")(county)
    scan = brought(county.posts["liaison"])
    mayor = county.posts["mayor"].person_id
    county.do("liaison", "sample.approve", **found, text="同意", recorded_for=mayor, scan=scan)
    return found | {"entry": Entry.objects.get(behalf="recorded").pk}


def with_round(county: County) -> Data:
    found = circulating(county)
    return found | {"round": Round.objects.get().pk}


def awaiting_answer(county: County) -> Data:
    found = then(asked, "handler", "flow.open_wait", what="测绘结果", whom="市测绘院", until=NOW.date())(
        county
    )
    return found | {"wait": Wait.objects.get().pk}


def number_reserved(county: County) -> Data:
    county.do("clerk", "documents.incoming.reserve_numbers", count=1, reason="下乡登记")
    return {"number": 1, "year": NOW.year, "reason": "没有用上"}


def first_entry(county: County) -> Data:
    found = asked(county)
    return found | {"entry": Entry.objects.get().pk}


def two(county: County) -> Data:
    return asked(county) | {"into": asked(county)["matter"]}


def to_be_linked(county: County) -> Data:
    """Seen by a leader too, who keeps no links."""
    return circulating(county) | {"to_id": asked(county)["matter"]}


def linked(county: County) -> Data:
    found = to_be_linked(county)
    county.do("clerk", "platform.link", **found)
    return {"matter": found["matter"], "link": Link.objects.get().pk}


# incoming documents


def received(county: County) -> Data:
    paper = {"source": "云州市水利局", "title": "关于做好防汛备汛工作的通知", "genre": "通知"}
    return {"matter": county.do("clerk", "documents.incoming.register_paper", **paper).result["matter"]}


def work_secret(county: County) -> Data:
    """A 工作秘密 that the clerk entered; the director and the handler may know of it."""
    paper = {"source": "云州市水利局", "title": "一件内部的事", "level": "work_secret"}
    readers = [county.posts[who].pk for who in ("director", "handler")]
    done = county.do("clerk", "documents.incoming.register_paper", **paper, readers=readers)
    return {"matter": done.result["matter"]}


def reader_to_remove(county: County) -> Data:
    found = work_secret(county)
    handler = Reader.objects.get(person=county.posts["handler"].person_id, **found)
    return {**found, "reader": handler.pk, "reason": "不再参与"}


CHECK = "documents.incoming.pass_check"
to_propose = then(received, "clerk", CHECK, **ALL_FOUR)
to_read = then(received, "clerk", CHECK, **ALL_FOUR, handling="read", readers=["@mayor"])
was_read = then(to_read, "mayor", "flow.read")
to_instruct = then(to_propose, "director", "documents.incoming.propose", text="建议请批示。", leader="@mayor")
to_assign = then(to_instruct, "mayor", "documents.incoming.instruct", text="请抓紧落实。")
in_hand = then(to_assign, "clerk", "documents.incoming.assign", lead=[{"post": "@handler"}])
to_review = then(in_hand, "handler", "documents.incoming.report", text="已制定方案。")
to_answer = then(to_review, "director", "documents.incoming.accept", then="answer")
SUPERIOR = {"whom": "市政府", "what": "云政〔2026〕5号请示", "until": NOW.date() + timedelta(days=9)}
awaiting = then(in_hand, "handler", "documents.incoming.ask_superior", **SUPERIOR)
LATER = NOW.date() + timedelta(days=60)
extension = then(in_hand, "handler", "flow.ask_extension", reason="还要核实", new_due=LATER)


def below(county: County) -> Data:
    """水利局's own matter, waiting there to be signed for."""
    to_assign_found = to_assign(county)
    lead = [{"unit": county.units["water"].pk}]
    county.do("clerk", "documents.incoming.assign", **to_assign_found, lead=lead)
    return {"matter": Matter.objects.get(parent=to_assign_found["matter"]).pk}


below_signed = then(below, "water_clerk", "documents.incoming.sign_for")


def tracked(county: County) -> Data:
    """A sheet in the clerk's hands; the mayor sees the matter too."""
    found = to_read(county)
    made = county.do("clerk", "documents.paper.track", **found)
    return found | {"paper": made.result["paper"]}


def on_ones_desk(county: County) -> Data:
    """The same sheet, whatever it is about."""
    return {"paper": tracked(county)["paper"]}


def in_the_folder(county: County) -> Data:
    matter = to_instruct(county)["matter"]
    return {"leader": county.posts["mayor"].person_id, "order": [matter]}


# outgoing documents

TEXT = {
    "title": "云岭县人民政府办公室关于汛前检查的通知",
    "body": "请做好汛前检查，早作布署。\n一、范围\n全县水库。",
}
ALL_FIVE = dict.fromkeys(("grounds", "content", "agreed", "form", "other", "relief", "legality"), True)


def planned(county: County) -> Data:
    subject = {"title": TEXT["title"], "issuer": county.units["office"].pk}
    return {"matter": county.do("handler", "documents.outgoing.open", **subject).result["matter"]}


def drafted_first(county: County) -> Data:
    """Drafted before its 立项, being urgent."""
    subject = {"issuer": county.units["office"].pk, "urgency": "特急", "before_plan": True}
    done = county.do("handler", "documents.outgoing.open", title=TEXT["title"], **subject)
    return {"matter": done.result["matter"]}


def a_seal(county: County) -> Data:
    office = county.units["office"]
    return {"seal": Seal.objects.get_or_create(office=office, organ=office, name="县政府办印章")[0].pk}


OUT = "documents.outgoing."


PLANNED = {"year": 2026, "subject": "关于汛前检查的通知", "month": 4}


def plan_asked(county: County) -> Data:
    """A row of 水利局 in the plan of the office, which nobody decided yet."""
    row = {**PLANNED, "office": county.units["office"].pk}
    return {"rows": [county.do("water_handler", f"{OUT}ask_plan", **row).result["plan"]]}


def plan_approved(county: County) -> Data:
    found = plan_asked(county)
    county.do("director", f"{OUT}approve_rows", **found)
    return found


def own_plan_row(county: County) -> Data:
    """A row of the office itself, to be mended."""
    row = {**PLANNED, "office": county.units["office"].pk}
    pk = county.do("handler", f"{OUT}ask_plan", **row).result["plan"]
    return {"plan": pk, "subject": "关于汛前检查工作的通知"}


PAPER_COUNT = {"year": 2025, "count": 1, "source": "2025年发文登记簿"}
EXPLANATION = {
    "extra": 2,
    "text": "今年防汛形势严峻，需要临时部署防汛值守，确需增加发文，后续将压减其他文件。",
    "sent_to": "市委办公室",
    "sent_on": NOW.date(),
}


def at_the_ceiling(county: County) -> Data:
    """Both offices and 水利局 issued one document last year, and have one on its way."""
    for who in ("clerk", "clerk_party", "water_clerk"):
        county.do(who, f"{OUT}enter_paper_count", **PAPER_COUNT)
    to_recheck(county)
    return dict(EXPLANATION)


def submitted(county: County) -> Data:
    """A draft reached 核稿 in the month that a bulletin speaks of."""
    draft_to_review(county)
    return {"period": "2026-03"}


def rule_broken(county: County) -> Data:
    """A notice to an organ and to a leader in person, which nobody asked for yet."""
    found = drafting(county)
    county.do("handler", f"{OUT}save_draft", **found, **TEXT, addressees="周明远县长")
    return found | {"rule": "GW-25", "reason": "县长交办的专项材料"}


drafting = then(planned, "director", f"{OUT}approve_plan")
override_asked = then(rule_broken, "handler", f"{OUT}ask_override")


def override_to_decide(county: County) -> Data:
    found = override_asked(county)
    return {"matter": found["matter"], "rule": "GW-25", "grant": True, "text": "同意。"}


drafted = then(drafting, "handler", f"{OUT}save_draft", **TEXT)


def half_written(county: County) -> Data:
    """Typed into a draft and not saved: kept beside the flow, so that the document is named and no matter."""
    return {"document": drafting(county)["matter"], "body": "写了一半"}


def edited_outside(county: County) -> Data:
    """A Word file that the drafter brought past the gate, with the text of another version in it."""
    found = drafted(county)
    copy = hongtou.Manuscript(("县政府办",), TEXT["title"], hongtou.blocks_of("请做好汛前检查，并报结果。"))
    actor = county.actor("handler")
    admitted = gate.admit(hongtou.write_docx(copy), "稿子.docx", actor=actor, now=NOW)
    assert isinstance(admitted, gate.Admitted), admitted
    return {**found, "file": admitted.file.pk, "draft": 1, "confirmed": True}


def put_aside(county: County) -> Data:
    typed = half_written(county)
    county.do("handler", f"{OUT}keep_draft", **typed)
    return {"document": typed["document"]}


to_vet = then(drafted, "handler", f"{OUT}hand_in")
draft_to_review = then(to_vet, "director", f"{OUT}vet")
to_sign = then(draft_to_review, "deputy", f"{OUT}pass_review", signer="@director", **ALL_FIVE)
to_recheck = then(to_sign, "director", f"{OUT}sign", draft=1)
to_number = then(to_recheck, "clerk", f"{OUT}pass_recheck")
to_print = then(to_number, "clerk", f"{OUT}number", code="云政办发", copies=10)
CHANGED = {**TEXT, "body": TEXT["body"] + "\n二、时间", "reason": "补充一段"}
PROOFREAD = {**CHANGED, "body": TEXT["body"].replace("布署", "部署")}
to_confirm = then(to_recheck, "clerk", f"{OUT}correct_text", **PROOFREAD, confirmer="@handler2")
to_resign = then(to_recheck, "clerk", f"{OUT}correct_text", **CHANGED)
PRINTED = {"proofreader": "@handler2", "printer": "文印室", "copies": 10}


def to_approve_seal(county: County) -> Data:
    return then(to_print, "clerk", f"{OUT}print", **PRINTED, **a_seal(county))(county)


def to_be_printed(county: County) -> Data:
    return given(to_print, **PRINTED, **a_seal(county))(county)


to_seal = then(to_approve_seal, "director", f"{OUT}approve_seal")
to_release = then(to_seal, "clerk", f"{OUT}set_seal", copies=10, supervisor="@handler")
distributing = then(to_release, "clerk", f"{OUT}release", checked=True, outside="市政府办公室")
sent = then(to_release, "clerk", f"{OUT}release", checked=True, units=["#water"])


def receipt_to_enter(county: County) -> Data:
    """A slip came back from outside."""
    found = distributing(county)
    delivery = Delivery.objects.get(matter=found["matter"]).pk
    return {**found, "delivery": delivery, "received_by": "钱进", "received_on": NOW.date()}


def received_from_office(county: County) -> Data:
    """水利局 has signed for what the office sent."""
    child = Delivery.objects.get(matter=sent(county)["matter"]).child_id
    county.do("water_clerk", "documents.incoming.sign_for", matter=child)
    return {"matter": child}


def range_to_answer(county: County) -> Data:
    """水利局 asks whether its copy may go to 县委办."""
    child = received_from_office(county)["matter"]
    whom = [county.units["party"].pk]
    asked = county.do(
        "water_clerk", "documents.incoming.ask_forward", matter=child, whom=whom, reason="配合检查"
    )
    return {"matter": Delivery.objects.get(child=child).matter_id, "request": asked.result["request"]}


def list_to_retire(county: County) -> Data:
    """A list of recipients that the office keeps."""
    units = [county.units["water"].pk]
    return {"which": county.do("clerk", f"{OUT}keep_list", name="防汛成员单位", units=units).result["list"]}


def kept_phrase(county: County) -> Data:
    """A stock phrase of the office."""
    return {
        "which": county.do("clerk", f"{OUT}keep_phrase", text="请抓好落实。", shared=True).result["phrase"]
    }


def consulting(county: County) -> Data:
    """With 水利局 for 会签."""
    subject = {"title": TEXT["title"], "issuer": county.units["office"].pk}
    water = [county.units["water"].pk]
    done = county.do("handler", "documents.outgoing.open", consulted=water, **subject)
    found = {"matter": done.result["matter"]}
    for who, name, data in (
        ("director", "approve_plan", {}),
        ("handler", "save_draft", TEXT),
        ("handler", "hand_in", {}),
        ("director", "vet", {}),
    ):
        county.do(who, OUT + name, **found, **data)
    return found


countersigned = then(consulting, "water_head", f"{OUT}countersign")
objected = then(consulting, "water_head", f"{OUT}countersign", result="opinion", text="请再研究。")
referred = then(objected, "handler", f"{OUT}refer", leader="@vice", text="请协调。")


def overdue(county: County) -> Data:
    """The limit of 水利局 has passed."""
    found = consulting(county)
    Round.objects.filter(matter=found["matter"]).update(due_at=NOW - timedelta(days=1))
    return found


def to_sign_jointly(county: County) -> Data:
    """Signed by the first organ, and waiting for the other."""
    subject = {"title": TEXT["title"], "issuer": county.units["office"].pk}
    joint = [county.units["party"].pk]
    done = county.do("handler", "documents.outgoing.open", joint=joint, **subject)
    found = {"matter": done.result["matter"]}
    for who, name, data in (
        ("director", "approve_plan", {}),
        ("handler", "save_draft", TEXT),
        ("handler", "hand_in", {}),
        ("director", "vet", {}),
        ("deputy", "pass_review", {"signer": county.posts["director"].pk, **ALL_FIVE}),
        ("director", "sign", {"draft": 1}),
    ):
        county.do(who, OUT + name, **found, **data)
    return found


signed_jointly = then(to_sign_jointly, "director_party", f"{OUT}sign_jointly", draft=1)


def joint_to_seal(county: County) -> Data:
    """A joint document on its way to the seal; the other organ keeps none in the system."""
    found = signed_jointly(county)
    for name, data in (
        ("close_joint", {}),
        ("pass_recheck", {}),
        ("number", {"code": "云政办发", "copies": 10}),
        ("print", _posts(county, PRINTED) | a_seal(county)),
    ):
        county.do("clerk", OUT + name, **found, **data)
    return found


def sealed_on_paper(county: County) -> Data:
    """What is entered of the other organ's seal, set outside the system."""
    scan = brought(county.posts["clerk"])
    said = {"organ": county.units["party"].pk, "sealed_on": NOW.date(), "reason": "县委办还没有上线"}
    return {**joint_to_seal(county), **said, "file": scan}


def reserved_document_number(county: County) -> Data:
    county.do("clerk", f"{OUT}reserve_numbers", code="云政办发", count=1, reason="纸质发文")
    return {"code": "云政办发", "number": 1, "year": NOW.year}


def stood_in(county: County) -> Data:
    data = {"since": NOW, "until": NOW + timedelta(days=2), "reason": "外出学习", "agreed_by": "陈立新"}
    posts = {"absent": county.posts["handler"].pk, "stand_in": county.posts["handler2"].pk}
    county.do("director", "platform.begin_stand_in", **posts, **data)
    return {"key": [StandIn.objects.get().pk]}


# seals

KEEP = "documents.seal."
USE = "documents.seal_use."


def kept_seal(county: County) -> Data:
    """The seal of the office, kept by 李春燕."""
    organ, keeper = county.units["office"].pk, county.posts["handler2"].pk
    done = county.do("director", f"{KEEP}add", name="县政府办印章", kind="office", organ=organ, keeper=keeper)
    return {"seal": done.result["seal"]}


def a_contract(county: County) -> Data:
    """What is asked of a seal: a contract that 刘建军 brought."""
    file = brought_text(county.posts["handler"], "甲方和乙方签订办公楼维修合同，工期六十日。")
    said = {"paper": "办公楼维修合同", "reason": "签订合同", "copies": 4, "file": file}
    return {**kept_seal(county), **said}


def seal_asked(county: County) -> Data:
    done = county.do("handler", f"{USE}ask", **a_contract(county))
    return {"matter": done.result["matter"]}


seal_approved = then(seal_asked, "director", f"{USE}approve")
seal_sent_back = then(seal_approved, "handler2", f"{USE}send_back", reason="份数不对")
seal_set = then(seal_approved, "handler2", f"{USE}set", copies=3, supervisor="@handler")


def asked_again(county: County) -> Data:
    found = seal_sent_back(county)
    said = {"paper": "办公楼维修合同", "reason": "签订合同", "copies": 3}
    return {**found, "seal": Seal.objects.get().pk, **said}


def scan_of_seal(county: County) -> Data:
    return {**seal_set(county), "file": brought(county.posts["clerk"])}


def seal_ordered(county: County) -> Data:
    """An order at the county's seal service that has no answer yet."""
    found = seal_approved(county)
    use = SealUse.objects.get()
    order = SealOrder.objects.create(
        use=use,
        key=uuid4(),
        copies=1,
        supervisor_id=county.posts["handler"].person_id,
        asked_by=county.posts["handler2"],
        asked_at=NOW,
    )
    return {**found, "key": order.key, "reason": "印章证书过期"}


def service_at_hand(county: County) -> Data:
    """A seal that the county's seal service knows."""
    found = seal_approved(county)
    Seal.objects.update(service_key="YL-001")
    return {**found, "copies": 1, "supervisor": county.posts["handler"].pk}


def account_of(who: str, *, closed: bool = False, **data: Any) -> Scene:
    """The account of *who*, closed or in use."""

    def scene(county: County) -> Data:
        account = county.posts[who].person.account
        assert account is not None
        Account.objects.filter(pk=account.pk).update(is_active=not closed)
        return {"account": account.pk, **data}

    return scene


def duty_held(county: County) -> Data:
    """A duty that somebody holds."""
    return {"held": county.posts["handler2"].duties.get().pk, "reason": "分工调整"}


# 保密

RECEIVED = {"source": "party", "place": "保密室2号柜", "signed_by": "@clerk", "keeper": "@clerk"}


def room_line(county: County) -> Data:
    """A confidential paper that the office has."""
    county.do("clerk", "confidential.room.receive", **_posts(county, RECEIVED))
    return {"line": RoomLine.objects.get().pk}


TOLD = {"kind": "lost", "carrier": "disk", "found_at": NOW, "measures": "已封存，已清点。"}


def watched(county: County) -> Data:
    """An office with a 保密员."""
    Duty.objects.create(post=county.posts["handler2"], code="SECRECY", since=SINCE)
    return {}


def incident(county: County) -> Data:
    """Told by the clerk, who sees it for that."""
    watched(county)
    return {"matter": county.do("clerk", "confidential.incident.tell", **TOLD).result["matter"]}


contained = then(incident, "handler2", "confidential.incident.contain", text="已断网，已清点。")
REPORTED = {"organ": "县保密行政管理部门", "superior": "市政府办公室", "manner": "phone"}
incident_reported = then(contained, "handler2", "confidential.incident.report", **REPORTED)


LOOKED_AT = {
    f"{code}{end}": said
    for code in ("state_secret", "marks", "work_secret", "personal", "sensitive")
    for end, said in (("", "clear"), ("_reason", "逐段看过，没有。"))
}


def to_publish(county: County) -> Data:
    """A document of the office that is out and may be public."""
    pk = distributing(county)["matter"]
    OutgoingDocument.objects.filter(matter=pk).update(publicity="active")
    return {"document": pk, **LOOKED_AT, "reviewer": county.posts["clerk"].pk}


def in_review(county: County) -> Data:
    """Looked at by the handler, now before the clerk."""
    return {"matter": county.do("handler", "confidential.review.open", **to_publish(county)).result["matter"]}


REVIEW = "confidential.review."
rechecked = then(in_review, "clerk", f"{REVIEW}recheck", text="同意。", approver="@director")
sent_for_mending = then(in_review, "clerk", f"{REVIEW}send_back", reason="理由太简单")
review_approved = then(rechecked, "director", f"{REVIEW}approve", decision="approve")


def incident_about(county: County) -> Data:
    """Told of a matter of the office, which the clerk has registered."""
    watched(county)
    about = received(county)["matter"]
    done = county.do("clerk", "confidential.incident.tell", **TOLD, about=about)
    return {"matter": done.result["matter"], "about": about}


isolated = then(incident_about, "handler2", "confidential.incident.isolate")
