"""Ids of another unit's things, tried against every registered action, query and address (CQ-06).

The trespasser holds every duty there is, in a unit of his own, so that only the boundary of the unit can stop him.
A new action, query or address with an id in it fails here until somebody says what must come of a foreign id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal, get_args, get_origin
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern
from kit import NOW, SINCE, County, brought, browser, build_county, stand_in
from pydantic import BaseModel
from sent_out import seal_of, to_release
from test_incoming_way import ALL_FOUR, received
from test_outgoing_way import ALL_FIVE

from shuniu import urls  # loads every screen, and with them the actions they bring
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.models import Entry, EntryFile, Extension, Matter, Reader, Round, Task, Visible, Wait
from shuniu.kernel.flow.runner import run
from shuniu.kernel.numbering.models import Number
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.people.models import Account, Duty, LeaderLiaison, Person, Post, StandIn
from shuniu.kernel.platform.jobs import queue
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.links.models import Link
from shuniu.kernel.platform.notices.models import Notice, NoticeRead
from shuniu.kernel.platform.queries import QUERIES, ask
from shuniu.modules.confidential.models import RoomLine
from shuniu.modules.documents.incoming import book_sheet
from shuniu.modules.documents.incoming.actions.assign import Hand
from shuniu.modules.documents.models import (
    CeilingExplanation,
    Delivery,
    FolderPlace,
    ForwardRequest,
    IssuePlan,
    OutgoingDocument,
    PaperCopy,
    Seal,
    SealUse,
)

pytestmark = pytest.mark.django_db

HUGE = 2**63
HUGE_KEY = UUID(int=2**127)
PLAN_ROW = {"year": 2026, "subject": "关于检查的通知"}
PAPER_COUNT = {"year": 2025, "count": 3, "source": "2025年发文登记簿"}
EXPLANATION = {
    "extra": 2,
    "text": "今年防汛形势严峻，需要临时部署防汛值守，确需增加发文，后续将压减。",
    "sent_to": "市委办公室",
    "sent_on": NOW.date(),
}
TITLE = "关于水库除险加固资金的请示"


@dataclass
class Estate:
    """What the office has: one of each thing that an id can name. `own` is a matter of the trespasser."""

    county: County
    named_reader: int
    matter: int
    file: int
    round: int
    wait: int
    entry: int
    link: int
    paper: int
    job: int
    notice: int
    reserved: int
    stand_in: int
    plan: int
    asked_plan: int
    explanation: int
    seal: int
    sent: int
    delivery: int
    forward: int
    sending_list: int
    phrase: int
    room_line: int

    def own(self, state: str) -> int:
        """A matter of the trespasser's unit in *state*, with everything done by people of that unit."""
        county, head = self.county, self.county.posts["water_head"]
        pk = received(county, "trespasser", title="关于本单位值班的通知")
        steps: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
            ("to_propose", "trespasser", "pass_check", dict(ALL_FOUR)),
            ("to_instruct", "trespasser", "propose", {"text": "请批示。", "leader": head.pk}),
            ("to_assign", "water_head", "instruct", {"text": "请办理。"}),
            ("in_hand", "trespasser", "assign", {"lead": [{"post": county.posts["trespasser"].pk}]}),
        )
        for reached, who, name, data in steps:
            if Matter.objects.get(pk=pk).state == state:
                break
            county.do(who, f"documents.incoming.{name}", matter=pk, **data)
            assert Matter.objects.get(pk=pk).state == reached
        assert Matter.objects.get(pk=pk).state == state
        return pk

    def own_draft(self, state: str) -> int:
        """An outgoing document of the trespasser's unit in *state*."""
        county, water = self.county, self.county.units["water"]
        seal = Seal.objects.create(office=water, organ=water, name="县水利局印章").pk
        head, watcher = county.posts["water_head"].pk, county.posts["water_handler"].pk
        text = {k: v for k, v in CHANGED.items() if k != "reason"} | {"body": "请检查水库，早作布署。"}
        others = {"consulted": [county.units["office"].pk]} if state == "countersigning" else {}
        drafter = "trespasser" if state in {"drafting", "countersigning"} else "water_handler"
        opened = county.do(drafter, "documents.outgoing.open", **_subject(self), **others)
        pk = int(opened.result["matter"])
        if state == "to_resign":
            last = ("to_resign", "trespasser", "correct_text", {**CHANGED, "nature": "substantive"})
        else:
            last = ("to_number", "trespasser", "pass_recheck", {})
        steps: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
            ("drafting", "trespasser", "approve_plan", {}),
            ("drafting", drafter, "save_draft", text),
            ("countersigning" if others else "to_vet", drafter, "hand_in", {}),
            ("to_review", "trespasser", "vet", {}),
            ("to_sign", "trespasser", "pass_review", {"signer": head, **ALL_FIVE}),
            ("to_recheck", "water_head", "sign", {"draft": 1}),
            last,
            ("to_print", "trespasser", "number", {"code": "云水"}),
            ("to_approve_seal", "trespasser", "print", {**PRINTED, "proofreader": watcher, "seal": seal}),
            ("to_seal", "trespasser", "approve_seal", {}),
            ("to_release", "trespasser", "set_seal", {"copies": 1, "supervisor": watcher}),
            ("distributing", "trespasser", "release", {"checked": True, "outside": "市水务局"}),
        )
        for reached, who, name, data in steps:
            if Matter.objects.get(pk=pk).state == state:
                break
            county.do(who, f"documents.outgoing.{name}", matter=pk, **data)
            assert Matter.objects.get(pk=pk).state == reached
        assert Matter.objects.get(pk=pk).state == state
        return pk

    def own_use(self, state: str) -> int:
        """A contract of the trespasser's unit for which a seal was asked, in *state*."""
        county, water = self.county, self.county.units["water"]
        seal = Seal.objects.create(
            office=water, organ=water, name="县水利局合同印章", kind="office", service_key="YL-9"
        )
        data = {**_request(self), "seal": seal.pk}
        pk = int(county.do("water_handler", "documents.seal_use.ask", **data).result["matter"])
        watcher = county.posts["water_handler"].pk
        steps: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
            "to_approve": (),
            "to_seal": (("approve", {}),),
            "to_mend": (("send_back", {"reason": "份数不对"}),),
            "done": (("approve", {}), ("set", {"copies": 1, "supervisor": watcher})),
        }
        for name, data in steps[state]:
            county.do("trespasser", f"documents.seal_use.{name}", matter=pk, **data)
        assert Matter.objects.get(pk=pk).state == state
        if state == "to_mend":
            Task.objects.filter(matter=pk, closed_at=None).update(person=county.posts["trespasser"].person)
        return pk

    def own_review(self, state: str) -> int:
        """A review of the trespasser's unit in *state*, which lies with him."""
        county, me = self.county, self.county.posts["trespasser"].pk
        first = {"to_recheck": "water_handler", "to_mend": "trespasser"}[state]
        second = "trespasser" if state == "to_recheck" else "water_head"
        asked = {**_public(self), "reviewer": me if state == "to_recheck" else county.posts["water_head"].pk}
        pk = int(county.do(first, "confidential.review.open", **asked).result["matter"])
        if state == "to_mend":
            county.do(second, "confidential.review.send_back", matter=pk, reason="理由太简单")
        assert Matter.objects.get(pk=pk).state == state
        return pk

    def own_incident(self, state: str) -> int:
        """An incident about a matter of the trespasser's, told by him, who is the 保密员 too."""
        about = self.own("to_check")
        said = {"kind": "lost", "carrier": "disk", "found_at": NOW, "measures": "已封存。", "about": about}
        pk = int(self.county.do("trespasser", "confidential.incident.tell", **said).result["matter"])
        if state == "isolated":
            self.county.do("trespasser", "confidential.incident.isolate", matter=pk, about=about)
        return pk

    def picture(self) -> list[object]:
        """Everything of the office that a trespasser could have changed."""
        rows = (
            (Matter, ("pk", "version", "state", "title")),
            (Task, ("pk", "person", "closed_at", "due_at", "seen_at")),
            (Round, ("pk", "closed_at")),
            (Wait, ("pk", "closed_at", "answer")),
            (Extension, ("pk", "state")),
            (Entry, ("pk", "text")),
            (EntryFile, ("pk", "stored_file_id")),
            (Link, ("pk", "undoes")),
            (PaperCopy, ("pk", "holder", "returned_at")),
            (Visible, ("principal", "list_kind", "matter")),
            (Number, ("pk", "state", "matter_id")),
            (NoticeRead, ("notice", "person_id")),
            (FolderPlace, ("pk", "position")),
            (Job, ("pk", "state")),
            (StandIn, ("pk", "absent", "until")),
            (IssuePlan, ("pk", "state", "subject", "serial")),
            (Seal, ("pk", "name", "keeper", "active")),
            (RoomLine, ("pk", "keeper", "place", "returned_at")),
            (SealUse, ("pk", "state", "copies", "copy_filed_at")),
        )
        return [list(model.objects.order_by(*names).values_list(*names)) for model, names in rows]


@pytest.fixture
def estate() -> Estate:
    return build_with_trespasser()


def build_with_trespasser() -> Estate:
    """The estate, and the trespasser in the unit beside it."""
    county = build_county()
    account = Account.objects.create(username="trespasser", password="!", must_change_password=False)
    person = Person.objects.create(name="钱多多", account=account)
    water = county.units["water"]
    post = Post.objects.create(person=person, unit=water, title="科员", rank=200, since=SINCE)
    for duty in DUTIES:
        Duty.objects.create(post=post, code=duty, since=SINCE)
    county.posts["trespasser"] = post
    LeaderLiaison.objects.create(leader=county.posts["water_head"], liaison=post)
    return build_estate(county)


def sent_by_the_office(county: County) -> tuple[int, int, int]:
    """A document of the office, its delivery to somebody outside, and what a recipient asked about its range."""
    sent = to_release(county)
    party = county.units["party"]
    county.do(
        "clerk", "documents.outgoing.release", matter=sent, checked=True, units=[party.pk], outside="市水务局"
    )
    Matter.objects.filter(pk=sent).update(title=TITLE)
    child = Delivery.objects.get(matter=sent, unit=party).child
    asked = ForwardRequest.objects.create(
        matter_id=sent, child=child, unit=party, reason="配合检查", asked_at=NOW
    )
    return sent, Delivery.objects.get(matter=sent, unit=None).pk, asked.pk


def build_estate(county: County) -> Estate:
    file = brought(county.posts["clerk"])
    pk = received(county, title=TITLE, files=[file], genre="请示")
    other = received(county, title="关于上次会议的通知")
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="请办理。", to="assign")
    hand = [{"post": county.posts["handler"].pk}]
    due = NOW.date() + timedelta(days=20)
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=hand, due=due)
    county.do("clerk", "flow.circulate", matter=pk, members=[county.posts["vice"].pk])
    until = NOW.date() + timedelta(days=9)
    county.do("handler", "flow.open_wait", matter=pk, what="批复", whom="市水利局", until=until)
    later = due + timedelta(days=9)
    county.do("handler", "flow.ask_extension", matter=pk, new_due=later, reason="等市里答复")
    link = county.do("clerk", "platform.link", matter=pk, to_id=other).result["link"]
    paper = county.do("clerk", "documents.paper.track", matter=pk).result["paper"]
    reserved = county.do("clerk", "documents.incoming.reserve_numbers", count=1, reason="下乡").result[
        "first"
    ]
    sent, delivery, forward = sent_by_the_office(county)
    listed = county.do("clerk", "documents.outgoing.keep_list", name="防汛成员单位", outside="县武警中队")
    phrase = county.do("clerk", "documents.outgoing.keep_phrase", text="请抓好落实。", shared=True)
    secret = received(county, title="内部的一件事", level="work_secret", readers=[county.posts["vice"].pk])
    room = {"signed_by": county.posts["clerk"].pk, "keeper": county.posts["clerk"].pk}
    held = county.do("clerk", "confidential.room.receive", source="party", place="保密柜", **room)
    return Estate(
        named_reader=Reader.objects.get(matter=secret, person=county.posts["vice"].person_id).pk,
        room_line=held.result["line"],
        phrase=phrase.result["phrase"],
        sent=sent,
        delivery=delivery,
        forward=forward,
        sending_list=listed.result["list"],
        county=county,
        matter=pk,
        file=file,
        round=Round.objects.get().pk,
        wait=Wait.objects.get().pk,
        entry=Entry.objects.filter(matter=pk).first().pk,
        link=link,
        paper=paper,
        job=queue.start(book_sheet.JOB, actor=county.actor("clerk"), now=NOW).pk,
        notice=Notice.objects.filter(matter=pk).first().pk,
        reserved=reserved,
        stand_in=stand_in(county, "director", "deputy").pk,
        plan=IssuePlan.objects.create(
            office=county.units["water"],
            unit=county.units["office"],
            year=NOW.year,
            serial=900,
            subject="关于水库除险加固的通知",
            state="approved",
        ).pk,
        explanation=CeilingExplanation.objects.create(
            office=county.units["office"],
            year=NOW.year,
            extra=2,
            last_year=3,
            text="防汛任务增加",
            sent_to="市委办公室",
            sent_on=NOW.date(),
            at=NOW,
        ).pk,
        asked_plan=IssuePlan.objects.create(
            office=county.units["office"],
            unit=county.units["office"],
            year=NOW.year,
            subject="关于汛前检查的通知",
        ).pk,
        seal=seal_of(county).pk,
    )


# Every action, on a matter of another unit

TEXTS = {"document_number": "", "series": "", "to": "leader", "to_kind": "matter"}


def filled(model: type[BaseModel]) -> dict[str, Any]:
    """The required fields of an input, with something that passes its own checks."""
    return {
        name: _something(info.annotation)
        for name, info in model.model_fields.items()
        if info.is_required() and name != "matter"
    }


def _something(annotation: Any) -> Any:
    plain = {str: "已经按要求办理", int: 1, bool: True, UUID: HUGE_KEY}
    if annotation in plain:
        return plain[annotation]
    if get_origin(annotation) is list:
        return [_something(get_args(annotation)[0])]
    if annotation is Hand:
        return {"post": 1}
    if get_origin(annotation) is Annotated:
        return _something(get_args(annotation)[0])
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    return (NOW + timedelta(days=5)).date()


def refusal_of(estate: Estate, name: str, data: dict[str, Any]) -> Refusal:
    """What the trespasser is told; nothing of the office may have changed by it."""
    before = estate.picture()
    outcome = run(name, actor=estate.county.actor("trespasser"), data=data, now=NOW)
    assert isinstance(outcome, Refusal), (name, data)
    assert TITLE not in f"{outcome.message}{outcome.remedy}", name
    assert estate.picture() == before, (name, data)
    return outcome


@pytest.mark.slow
def test_no_action_reaches_another_units_matter(estate: Estate) -> None:
    """And what is refused says the same as for a matter that does not exist."""
    for action in ACTIONS.values():
        refusals = [
            refusal_of(estate, action.name, {"matter": pk, **filled(action.input)})
            for pk in (estate.matter, 999_999_999)
        ]
        expected = Code.INVALID if action.beside else Code.NOT_FOUND
        assert {refusal.code for refusal in refusals} == {expected}, action.name
        assert refusals[0] == refusals[1], action.name


@pytest.mark.slow
def test_what_is_done_beside_the_flow_leaves_no_trace_on_a_matter(estate: Estate) -> None:
    """Not even on one's own."""
    own = estate.own("to_check")
    for action in ACTIONS.values():
        if action.beside:
            refusal = refusal_of(estate, action.name, {"matter": own, **filled(action.input)})
            assert refusal.problems, action.name


@pytest.mark.slow
def test_a_step_without_a_matter_is_refused(estate: Estate) -> None:
    for action in ACTIONS.values():
        if action.transition or action.move:
            refusal = refusal_of(estate, action.name, filled(action.input))
            assert (refusal.code, refusal.problems[0].field) == (Code.INVALID, "matter"), action.name


# Every id inside an input, on a matter of one's own

Case = tuple[str, Callable[[Estate], dict[str, Any]]]


def _post(estate: Estate, name: str) -> int:
    return estate.county.posts[name].pk


def _absence(estate: Estate) -> dict[str, Any]:
    """An absence that the trespasser may register."""
    return {
        "absent": _post(estate, "water_head"),
        "stand_in": _post(estate, "trespasser"),
        "since": NOW,
        "until": NOW + timedelta(days=2),
        "reason": "学习",
        "agreed_by": "局长办公会",
    }


def _delivery(estate: Estate) -> dict[str, Any]:
    """A document that the trespasser's unit may send to the office."""
    return {
        "to": [estate.county.units["office"].pk],
        "title": "关于检查的通知",
        "document_number": "云水〔2026〕9号",
    }


def _recorded(field: str, value: Callable[[Estate], int], **more: int) -> Callable[[Estate], dict[str, Any]]:
    """代录 in order but for one id."""

    def data(estate: Estate) -> dict[str, Any]:
        head, me = estate.county.posts["water_head"], estate.county.posts["trespasser"]
        good = {"recorded_for": head.person_id, "scan": brought(me), "text": "同意。"}
        return {**good, **more, field: value(estate)}

    return data


def _own_slip() -> dict[str, int]:
    """The slip of the document that was sent last: the trespasser's own."""
    return {"delivery": Delivery.objects.filter(unit=None).latest("pk").pk}


CLERKS = lambda e: e.county.posts["clerk"]  # noqa: E731
MAYOR = lambda e: e.county.posts["mayor"].person_id  # noqa: E731
WATER_HEAD = lambda e: e.county.posts["water_head"].person_id  # noqa: E731

CHANGED = {
    "title": "云岭县水利局关于检查的通知",
    "body": "请检查。\n一、范围\n二、时间",
    "reason": "补充一段",
}
PRINTED = {"printer": "文印室", "copies": 1}
DRAFT_SEEN = (
    "save_draft",
    "hand_in",
    "vet",
    "countersign",
    "pass_review",
    "sign",
    "sign_jointly",
    "sign_again",
    "correct_text",
    "confirm_correction",
)
"""Actions that name the version of the draft they speak of: a number counted within the matter."""


def _subject(estate: Estate) -> dict[str, Any]:
    """A document that the trespasser may begin."""
    return {"title": "云岭县水利局关于检查的通知", "issuer": estate.county.units["water"].pk}


def _request(estate: Estate) -> dict[str, Any]:
    """A seal that people of the trespasser's unit may ask for, but for its number."""
    text = "县水利局与施工单位签订堤防维修合同，工期六十日。"
    file = brought(estate.county.posts["water_handler"], text=text)
    return {"paper": "堤防维修合同", "reason": "签订合同", "copies": 2, "file": file}


def _own_seal(estate: Estate) -> int:
    water = estate.county.units["water"]
    return Seal.objects.create(office=water, organ=water, name="县水利局印章", kind="office").pk


def _asked(estate: Estate, **more: Any) -> dict[str, Any]:
    own = brought(estate.county.posts["trespasser"], text="堤防维修合同文本，工期六十日。")
    return {**_request(estate), "seal": _own_seal(estate), "file": own, **more}


def _on_paper(estate: Estate) -> dict[str, Any]:
    """The seal of another organ, set outside the system."""
    OutgoingDocument.objects.filter(unit=estate.county.units["water"]).update(
        joint=[estate.county.units["office"].pk]
    )
    said = {"sealed_on": NOW.date(), "reason": "对方还没有上线"}
    return {
        **said,
        "organ": estate.county.units["office"].pk,
        "file": brought(estate.county.posts["trespasser"]),
    }


def _new_seal(estate: Estate, **more: Any) -> dict[str, Any]:
    own = {"organ": estate.county.units["water"].pk, "keeper": _post(estate, "trespasser")}
    return {"name": "县水利局专用印章", **own, **more}


def _confidential(estate: Estate, **more: Any) -> dict[str, Any]:
    """A confidential paper that the trespasser's unit received."""
    me = _post(estate, "trespasser")
    return {"source": "party", "place": "保密柜", "signed_by": me, "keeper": me, **more}


def _own_line(estate: Estate) -> int:
    done = estate.county.do("trespasser", "confidential.room.receive", **_confidential(estate))
    return int(done.result["line"])


def _incident(estate: Estate, **more: Any) -> dict[str, Any]:
    """An incident that the trespasser may tell."""
    return {"kind": "lost", "carrier": "disk", "found_at": NOW, "measures": "已封存。", **more}


LOOKED_AT = {
    f"{code}{end}": said
    for code in ("state_secret", "marks", "work_secret", "personal", "sensitive")
    for end, said in (("", "clear"), ("_reason", "逐段看过，没有。"))
}


def _public(estate: Estate, **more: Any) -> dict[str, Any]:
    """A document that the trespasser may put to review."""
    pk = estate.own_draft("distributing")
    OutgoingDocument.objects.filter(matter=pk).update(publicity="active")
    return {"document": pk, **LOOKED_AT, "reviewer": _post(estate, "water_head"), **more}


FOREIGN: dict[tuple[str, str], Case] = {
    ("confidential.incident.tell", "about"): ("", lambda e: _incident(e, about=e.matter)),
    ("confidential.incident.isolate", "about"): ("incident:told", lambda e: {"about": e.matter}),
    ("confidential.incident.release", "about"): ("incident:isolated", lambda e: {"about": e.matter}),
    ("confidential.review.open", "document"): (
        "",
        lambda e: {"document": e.sent, **LOOKED_AT, "reviewer": _post(e, "water_head")},
    ),
    ("confidential.review.open", "reviewer"): ("", lambda e: _public(e, reviewer=_post(e, "clerk"))),
    ("confidential.review.recheck", "approver"): (
        "review:to_recheck",
        lambda e: {"text": "同意。", "approver": _post(e, "director")},
    ),
    ("confidential.review.again", "reviewer"): (
        "review:to_mend",
        lambda e: {**LOOKED_AT, "reviewer": _post(e, "clerk")},
    ),
    **{
        ("confidential.incident.tell", field): (
            "",
            lambda e, field=field: _incident(e, **{field: _post(e, "clerk")}),
        )
        for field in ("found_by", "head")
    },
    **{
        ("confidential.room.receive", field): (
            "",
            lambda e, field=field: _confidential(e, **{field: _post(e, "clerk")}),
        )
        for field in ("signed_by", "keeper")
    },
    ("confidential.room.hand_over", "line"): (
        "",
        lambda e: {"line": e.room_line, "keeper": _post(e, "trespasser")},
    ),
    ("confidential.room.hand_over", "keeper"): (
        "",
        lambda e: {"line": _own_line(e), "keeper": _post(e, "clerk")},
    ),
    ("confidential.room.give_back", "line"): (
        "",
        lambda e: {"line": e.room_line, "returned_by": _post(e, "trespasser")},
    ),
    ("confidential.room.give_back", "returned_by"): (
        "",
        lambda e: {"line": _own_line(e), "returned_by": _post(e, "clerk")},
    ),
    ("flow.open_wait", "watcher"): (
        "in_hand",
        lambda e: {"what": "批复", "whom": "市局", "until": NOW.date(), "watcher": _post(e, "clerk")},
    ),
    ("people.open_account", "unit"): (
        "",
        lambda e: {
            "name": "许青",
            "username": "xuqing",
            "unit": e.county.units["office"].pk,
            "title": "科员",
            "since": NOW.date(),
            "reason": "新进人员",
        },
    ),
    ("people.close_account", "account"): (
        "",
        lambda e: {"account": CLERKS(e).person.account_id, "reason": "调离"},
    ),
    ("people.reopen_account", "account"): (
        "",
        lambda e: {"account": CLERKS(e).person.account_id, "reason": "调回"},
    ),
    ("people.grant_duty", "post"): (
        "",
        lambda e: {"post": CLERKS(e).pk, "duty": "ARCHIVIST", "since": NOW.date(), "reason": "分工"},
    ),
    ("people.withdraw_duty", "held"): (
        "",
        lambda e: {"held": CLERKS(e).duties.get(code="CLERK").pk, "reason": "分工"},
    ),
    ("flow.close_wait", "wait"): ("in_hand", lambda e: {"wait": e.wait, "answer": "已批复"}),
    ("flow.postpone_wait", "wait"): (
        "in_hand",
        lambda e: {"wait": e.wait, "until": NOW.date() + timedelta(days=9), "reason": "市局要晚些"},
    ),
    ("flow.add_member", "round"): (
        "to_check",
        lambda e: {"round": e.round, "post": _post(e, "water_handler")},
    ),
    ("flow.remove_reader", "reader"): ("to_check", lambda e: {"reader": e.named_reader, "reason": "已调离"}),
    ("flow.recall_round", "round"): ("to_check", lambda e: {"round": e.round, "reason": "不必传了"}),
    ("flow.read", "recorded_for"): ("to_instruct", _recorded("recorded_for", MAYOR)),
    ("flow.read", "scan"): ("circulating", _recorded("scan", lambda e: e.file)),
    ("flow.confirm_recorded", "entry"): ("to_check", lambda e: {"entry": e.entry}),
    ("flow.correct", "entry"): ("to_check", lambda e: {"entry": e.entry, "text": "更正"}),
    ("flow.merge", "into"): ("to_check", lambda e: {"into": e.matter, "reason": "同一件事"}),
    ("flow.reassign", "post"): ("to_check", lambda e: {"post": _post(e, "handler"), "reason": "出差"}),
    ("platform.link", "to_id"): ("to_check", lambda e: {"to_id": e.matter}),
    ("platform.unlink", "link"): ("to_check", lambda e: {"link": e.link, "reason": "连错了"}),
    ("documents.incoming.ask_superior", "watcher"): (
        "in_hand",
        lambda e: {"whom": "市局", "what": "批复", "until": NOW.date(), "watcher": _post(e, "clerk")},
    ),
    ("documents.incoming.assign", "lead"): ("to_assign", lambda e: {"lead": [{"post": _post(e, "handler")}]}),
    ("documents.incoming.assign", "assists"): (
        "to_assign",
        lambda e: {
            "lead": [{"post": _post(e, "trespasser")}],
            "assists": [{"post": _post(e, "handler")}],
        },
    ),
    ("documents.incoming.assign", "tracker"): (
        "to_assign",
        lambda e: {"lead": [{"post": _post(e, "trespasser")}], "tracker": _post(e, "clerk")},
    ),
    ("documents.incoming.instruct", "recorded_for"): ("to_instruct", _recorded("recorded_for", MAYOR)),
    ("documents.incoming.instruct", "scan"): ("to_instruct", _recorded("scan", lambda e: e.file)),
    ("documents.incoming.propose", "leader"): (
        "to_propose",
        lambda e: {"text": "请批示。", "leader": _post(e, "mayor")},
    ),
    ("documents.incoming.submit_again", "leader"): ("to_assign", lambda e: {"leader": _post(e, "mayor")}),
    ("documents.paper.hand_over", "paper"): (
        "to_check",
        lambda e: {"paper": e.paper, "post": _post(e, "trespasser")},
    ),
    ("documents.paper.give_back", "paper"): ("to_check", lambda e: {"paper": e.paper}),
    ("documents.paper.hand_back", "paper"): ("", lambda e: {"paper": e.paper}),
    ("documents.incoming.give_up_number", "number"): (
        "",
        lambda e: {"number": e.reserved, "year": NOW.year, "reason": "没有用上"},
    ),
    ("documents.incoming.register", "reserved_number"): (
        "to_register",
        lambda e: {"reserved_number": e.reserved},
    ),
    ("documents.incoming.register_paper", "reserved_number"): (
        "",
        lambda e: {"source": "市水利局", "title": "关于检查的通知", "reserved_number": e.reserved},
    ),
    ("documents.incoming.register_paper", "files"): (
        "",
        lambda e: {"source": "市水利局", "title": "关于检查的通知", "files": [e.file]},
    ),
    ("documents.incoming.register_paper", "source_unit"): (
        "",
        lambda e: {"source": "市水利局", "title": "关于检查的通知", "source_unit": 999_999},
    ),
    ("documents.incoming.deliver", "to"): ("", lambda e: {**_delivery(e), "to": [999_999]}),
    ("documents.incoming.deliver", "file"): ("", lambda e: {**_delivery(e), "file": e.file}),
    ("platform.begin_stand_in", "absent"): (
        "",
        lambda e: {**_absence(e), "absent": _post(e, "mayor")},
    ),
    ("platform.end_stand_in", "key"): ("", lambda e: {"key": [e.stand_in]}),
    ("documents.outgoing.open", "issuer"): ("", lambda e: {**_subject(e), "issuer": 999_999}),
    ("documents.outgoing.open", "joint"): ("", lambda e: {**_subject(e), "joint": [999_999]}),
    ("documents.outgoing.open", "consulted"): ("", lambda e: {**_subject(e), "consulted": [999_999]}),
    ("documents.outgoing.open", "plan"): ("", lambda e: {**_subject(e), "plan": e.plan}),
    ("documents.outgoing.ask_plan", "office"): ("", lambda e: {**PLAN_ROW, "office": 999_999}),
    ("documents.outgoing.change_plan", "plan"): (
        "",
        lambda e: {"plan": e.asked_plan, "subject": "关于检查的通知"},
    ),
    ("documents.outgoing.approve_rows", "rows"): ("", lambda e: {"rows": [e.asked_plan]}),
    ("documents.outgoing.refuse_rows", "rows"): ("", lambda e: {"rows": [e.asked_plan], "reason": "不必发"}),
    ("documents.outgoing.drop_rows", "rows"): ("", lambda e: {"rows": [e.asked_plan], "reason": "不发了"}),
    ("documents.outgoing.carry_rows", "rows"): ("", lambda e: {"rows": [e.asked_plan]}),
    ("documents.outgoing.enter_paper_count", "unit"): ("", lambda e: {**PAPER_COUNT, "unit": 999_999}),
    ("documents.outgoing.explain_ceiling", "unit"): ("", lambda e: {**EXPLANATION, "unit": 999_999}),
    ("documents.outgoing.keep_draft", "document"): ("", lambda e: {"document": e.matter}),
    ("documents.outgoing.drop_kept", "document"): ("", lambda e: {"document": e.matter}),
    ("documents.outgoing.accept_docx", "file"): ("out:to_review", lambda e: {"file": e.file}),
    ("documents.outgoing.pass_review", "signer"): (
        "out:to_review",
        lambda e: {"signer": _post(e, "director"), **ALL_FIVE},
    ),
    ("documents.outgoing.hand_in", "ask_again"): ("out:drafting", lambda e: {"ask_again": [999_999]}),
    ("documents.outgoing.change_units", "units"): (
        "out:drafting",
        lambda e: {"units": [999_999], "reason": "涉及其他部门"},
    ),
    ("documents.outgoing.ask_units", "units"): ("out:countersigning", lambda e: {"units": [999_999]}),
    ("documents.outgoing.refer", "leader"): (
        "out:countersigning",
        lambda e: {"leader": 999_999, "text": "请协调。"},
    ),
    **{
        (f"documents.outgoing.{name}", field): ("out:countersigning", _recorded(field, foreign))
        for name in ("countersign", "decide")
        for field, foreign in (("recorded_for", MAYOR), ("scan", lambda e: e.file))
    },
    **{
        ("documents.outgoing.sign_jointly", field): ("out:countersigning", _recorded(field, foreign, draft=1))
        for field, foreign in (("recorded_for", MAYOR), ("scan", lambda e: e.file))
    },
    ("documents.outgoing.number", "reserved"): (
        "out:to_number",
        lambda e: {"code": "云水", "reserved": 7},
    ),
    ("documents.outgoing.give_up_number", "number"): (
        "",
        lambda e: {"code": "云水", "number": 7, "year": NOW.year, "reason": "没有用上"},
    ),
    ("documents.outgoing.sign", "recorded_for"): ("out:to_sign", _recorded("recorded_for", MAYOR, draft=1)),
    ("documents.outgoing.sign", "scan"): ("out:to_sign", _recorded("scan", lambda e: e.file, draft=1)),
    ("documents.outgoing.correct_text", "confirmer"): (
        "out:to_recheck",
        lambda e: {**CHANGED, "body": "请检查水库，早作部署。", "confirmer": _post(e, "handler")},
    ),
    ("documents.outgoing.sign_again", "recorded_for"): (
        "out:to_resign",
        _recorded("recorded_for", MAYOR, draft=2),
    ),
    ("documents.outgoing.sign_again", "scan"): (
        "out:to_resign",
        _recorded("scan", lambda e: e.file, draft=2),
    ),
    ("documents.outgoing.print", "proofreader"): (
        "out:to_print",
        lambda e: {**PRINTED, "proofreader": _post(e, "handler")},
    ),
    ("documents.outgoing.print", "seal"): (
        "out:to_print",
        lambda e: {**PRINTED, "proofreader": _post(e, "trespasser"), "seal": e.seal},
    ),
    ("documents.outgoing.joint_seal_on_paper", "organ"): (
        "out:to_release",
        lambda e: {**_on_paper(e), "organ": e.county.units["party"].pk},
    ),
    ("documents.outgoing.joint_seal_on_paper", "file"): (
        "out:to_release",
        lambda e: {**_on_paper(e), "file": e.file},
    ),
    ("documents.outgoing.set_seal", "supervisor"): (
        "out:to_seal",
        lambda e: {"copies": 1, "supervisor": _post(e, "handler")},
    ),
    ("documents.outgoing.release", "units"): (
        "out:to_release",
        lambda e: {"checked": True, "units": [999_999]},
    ),
    ("documents.seal.add", "organ"): (
        "",
        lambda e: _new_seal(e, organ=e.county.units["office"].pk),
    ),
    ("documents.seal.add", "keeper"): ("", lambda e: _new_seal(e, keeper=_post(e, "clerk"))),
    ("documents.seal.hand_over", "seal"): (
        "",
        lambda e: {"seal": e.seal, "keeper": _post(e, "trespasser"), "text": "印章完好"},
    ),
    ("documents.seal.hand_over", "keeper"): (
        "",
        lambda e: {"seal": _own_seal(e), "keeper": _post(e, "clerk"), "text": "印章完好"},
    ),
    ("documents.seal.stop", "seal"): ("", lambda e: {"seal": e.seal, "reason": "旧章上交"}),
    ("documents.seal_use.ask", "seal"): ("", lambda e: _asked(e, seal=e.seal)),
    ("documents.seal_use.ask", "file"): ("", lambda e: _asked(e, file=e.file)),
    ("documents.seal_use.ask_again", "seal"): ("use:to_mend", lambda e: _asked(e, seal=e.seal)),
    ("documents.seal_use.ask_again", "file"): ("use:to_mend", lambda e: _asked(e, file=e.file)),
    ("documents.seal_use.set", "supervisor"): (
        "use:to_seal",
        lambda e: {"copies": 1, "supervisor": _post(e, "handler")},
    ),
    ("documents.seal.order", "supervisor"): (
        "use:to_seal",
        lambda e: {"copies": 1, "supervisor": _post(e, "handler")},
    ),
    ("documents.seal.set_rest", "supervisor"): (
        "use:done",
        lambda e: {"copies": 1, "supervisor": _post(e, "handler")},
    ),
    ("documents.seal.file_copy", "file"): ("use:done", lambda e: {"file": e.file}),
    ("documents.seal.answered", "file"): ("use:to_seal", lambda e: {"key": uuid4(), "file": e.file}),
    ("documents.outgoing.release", "copy_units"): (
        "out:to_release",
        lambda e: {"checked": True, "copy_units": [999_999]},
    ),
    ("documents.outgoing.send_more", "units"): (
        "out:distributing",
        lambda e: {"text": "补送", "units": [999_999]},
    ),
    ("documents.outgoing.send_more", "copy_units"): (
        "out:distributing",
        lambda e: {"text": "补送", "copy_units": [999_999]},
    ),
    ("documents.outgoing.recall", "deliveries"): (
        "out:distributing",
        lambda e: {"reason": "发错了", "deliveries": [e.delivery]},
    ),
    ("documents.outgoing.remind_receipts", "deliveries"): (
        "out:distributing",
        lambda e: {"deliveries": [e.delivery]},
    ),
    ("documents.outgoing.enter_receipt", "delivery"): (
        "out:distributing",
        lambda e: {"delivery": e.delivery, "received_by": "钱进", "received_on": NOW.date()},
    ),
    ("documents.outgoing.enter_receipt", "file"): (
        "out:distributing",
        lambda e: {**_own_slip(), "received_by": "钱进", "received_on": NOW.date(), "file": e.file},
    ),
    ("documents.outgoing.answer_forward", "request"): (
        "out:distributing",
        lambda e: {"request": e.forward, "agree": "agree"},
    ),
    ("documents.incoming.ask_forward", "whom"): (
        "to_check",
        lambda e: {"whom": [999_999], "reason": "配合检查"},
    ),
    ("documents.outgoing.keep_list", "which"): (
        "",
        lambda e: {"which": e.sending_list, "name": "别人的名单", "outside": "县武警中队"},
    ),
    ("documents.outgoing.keep_list", "units"): ("", lambda e: {"name": "新名单", "units": [999_999]}),
    ("documents.outgoing.retire_list", "which"): ("", lambda e: {"which": e.sending_list}),
    ("documents.outgoing.keep_phrase", "which"): ("", lambda e: {"which": e.phrase, "text": "改了。"}),
    ("documents.outgoing.keep_phrase", "document"): ("", lambda e: {"document": e.matter, "text": "改了。"}),
    ("documents.outgoing.move_phrase", "which"): ("", lambda e: {"which": e.phrase, "way": "up"}),
    ("documents.outgoing.drop_phrase", "which"): ("", lambda e: {"which": e.phrase}),
    ("documents.folder.arrange", "leader"): ("", lambda e: {"leader": MAYOR(e), "order": []}),
    ("documents.folder.arrange", "order"): ("", lambda e: {"leader": WATER_HEAD(e), "order": [e.matter]}),
}
"""What is tried: the state of the trespasser's own matter, and input that is in order but for the foreign id."""

PEOPLE = {
    ("flow.circulate", "members"),
    ("flow.countersign", "members"),
    ("flow.add_member", "post"),
    ("flow.add_readers", "readers"),
    ("documents.incoming.pass_check", "readers"),
    ("documents.incoming.propose", "readers"),
    ("documents.incoming.register_paper", "readers"),
    ("documents.paper.hand_over", "post"),
    ("platform.begin_stand_in", "stand_in"),
}
"""Posts of other units that may be named: papers are read, signed and fetched across units. The directory of
people is no secret; only posts that are still held count."""

NO_IDS = {
    ("records.take_evidence", "count"),
    *((f"documents.outgoing.{name}", "month") for name in ("ask_plan", "change_plan")),
    ("documents.outgoing.ask_plan", "year"),
    ("documents.outgoing.import_plan", "year"),
    *(("documents.outgoing.enter_paper_count", field) for field in ("year", "month", "count")),
    ("documents.outgoing.explain_ceiling", "extra"),
    *(("documents.outgoing." + name, "draft") for name in DRAFT_SEEN),
    *(("documents.outgoing." + name, "copies") for name in ("number", "print", "set_seal")),
    *(("documents.seal_use." + name, "copies") for name in ("ask", "ask_again", "approve", "set")),
    *(("documents.seal." + name, "copies") for name in ("order", "set_rest")),
    ("documents.outgoing.approve_seal", "copies"),
    ("documents.outgoing.print", "draft"),
    ("documents.outgoing.keep_draft", "over"),
    ("documents.outgoing.reserve_numbers", "count"),
    ("documents.outgoing.begin_numbers", "last"),
    ("documents.outgoing.begin_numbers", "year"),
    ("documents.outgoing.give_up_number", "year"),
    *(
        (f"documents.outgoing.{name}", f)
        for name in ("release", "send_more")
        for f in ("copies_each", "first_number")
    ),
    ("documents.outgoing.accept_docx", "draft"),
    ("documents.incoming.reserve_numbers", "count"),
    ("documents.incoming.begin_book", "last"),
    ("documents.incoming.give_up_number", "year"),
    ("documents.incoming.begin_book", "year"),
    ("documents.incoming.import_book", "year"),
    ("documents.incoming.register_paper", "copies"),
    ("documents.incoming.register_paper", "annexes"),
    ("documents.incoming.deliver", "annexes"),
    ("documents.incoming.sign_for", "copies"),
    ("platform.take_out", "rows"),
}


def ids_in(model: type[BaseModel]) -> set[str]:
    return {
        name
        for name, info in model.model_fields.items()
        if name not in {"matter", "version"} and _holds_number(info.annotation)
    }


def _holds_number(annotation: Any) -> bool:
    if annotation in {int, Hand}:
        return True
    if get_origin(annotation) is dict:
        return False
    return any(_holds_number(part) for part in get_args(annotation))


def test_the_table_names_every_id_of_every_action() -> None:
    there = {
        (action.name, name)
        for action in ACTIONS.values()
        if not action.name.startswith("sample.")
        for name in ids_in(action.input)
    }
    assert there == set(FOREIGN) | PEOPLE | NO_IDS


def own_matter(estate: Estate, state: str) -> dict[str, int]:
    county = estate.county
    if not state:
        return {}
    if state.startswith("use:"):
        return {"matter": estate.own_use(state.removeprefix("use:"))}
    if state.startswith("review:"):
        return {"matter": estate.own_review(state.removeprefix("review:"))}
    if state.startswith("incident:"):
        return {"matter": estate.own_incident(state.removeprefix("incident:"))}
    if state.startswith("out:"):
        return {"matter": estate.own_draft(state.removeprefix("out:"))}
    if state == "circulating":
        pk = estate.own("to_check")
        seat = [county.posts["water_head"].pk]
        read = {"handling": "read", "readers": seat, **ALL_FOUR}
        county.do("trespasser", "documents.incoming.pass_check", matter=pk, **read)
        return {"matter": pk}
    if state == "to_register":
        received(county, title="关于检查水库的通知")
        parent = Matter.objects.latest("pk").pk
        county.do("clerk", "documents.incoming.pass_check", matter=parent, **ALL_FOUR)
        county.do("director", "documents.incoming.propose", matter=parent, text="请水利局办。", to="assign")
        lead = [{"unit": county.units["water"].pk}]
        county.do("clerk", "documents.incoming.assign", matter=parent, lead=lead)
        child = Matter.objects.get(parent=parent).pk
        county.do("trespasser", "documents.incoming.sign_for", matter=child)
        return {"matter": child}
    return {"matter": estate.own(state)}


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back: one estate serves many tries."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
def test_a_foreign_id_in_the_input_does_nothing(estate: Estate) -> None:
    for (name, _), (state, data) in FOREIGN.items():
        with undone():
            refusal = refusal_of(estate, name, {**own_matter(estate, state), **data(estate)})
            assert refusal.code not in {Code.NOT_YOUR_TURN, Code.NO_ACTOR, Code.DUTY_ENDED}, (name, refusal)


@pytest.mark.slow
def test_somebody_who_left_cannot_be_named(estate: Estate) -> None:
    for name, field in sorted(PEOPLE):
        with undone():
            _name_a_leaver(estate, name, field)


def _name_a_leaver(estate: Estate, name: str, field: str) -> None:
    county = estate.county
    Post.objects.filter(pk=_post(estate, "handler2")).update(until=NOW.date() - timedelta(days=1))
    gone = _post(estate, "handler2")
    state = {"documents.incoming.propose": "to_propose", "flow.countersign": "to_assign"}.get(
        name, "to_check"
    )
    given: dict[str, Any] = {"matter": estate.own(state), **filled(ACTIONS.get(name).input)}
    if name == "platform.begin_stand_in":
        given = _absence(estate)
    if name == "documents.incoming.register_paper":
        given = {"source": "市水利局", "title": "关于检查的通知", "level": "work_secret"}
    if name == "documents.incoming.pass_check":
        given |= {"handling": "read", **ALL_FOUR}
    if name == "documents.incoming.propose":
        given |= {"to": "circulate"}
    if name == "flow.add_readers":
        secret = {"source": "市水利局", "title": "关于检查的通知", "level": "work_secret"}
        opened = county.do("trespasser", "documents.incoming.register_paper", **secret)
        given["matter"] = opened.result["matter"]
    if name == "flow.add_member":
        seat = {"matter": given["matter"], "members": [_post(estate, "water_head")]}
        county.do("trespasser", "flow.circulate", **seat)
        given["round"] = Round.objects.latest("pk").pk
    if name == "documents.paper.hand_over":
        given["paper"] = county.do("trespasser", "documents.paper.track", matter=given["matter"]).result[
            "paper"
        ]
    several = get_origin(ACTIONS.get(name).input.model_fields[field].annotation) is list
    refusal = county.refused("trespasser", name, **{**given, field: [gone] if several else gone})
    assert (refusal.code, refusal.problems[0].field) == (Code.INVALID, field), (name, refusal)


@pytest.mark.slow
@pytest.mark.parametrize("value", [HUGE, -1, 0])
def test_a_number_that_is_no_id_is_refused_in_words(estate: Estate, value: int) -> None:
    """Never an error of the database, whichever it is."""
    own = estate.own("to_check")
    for action in ACTIONS.values():
        if action.name.startswith("sample."):
            continue
        for field in ids_in(action.input) | {"matter"}:
            info = action.input.model_fields[field]
            one: Any = {"post": value} if "Hand" in str(info.annotation) else value
            several = get_origin(info.annotation) is list
            data = {"matter": own, **filled(action.input), field: [one] if several else one}
            outcome = run(action.name, actor=estate.county.actor("trespasser"), data=data, now=NOW)
            assert isinstance(outcome, Refusal), (action.name, field)


# Queries

ASKED: dict[str, Callable[[Estate], dict[str, Any]]] = {
    "platform.links": lambda e: {"kind": "matter", "id": e.matter},
    "platform.job": lambda e: {"id": e.job},
}
CURSORS = {"platform.search", "platform.notices"}
"""Queries whose only number says where the page before ended: what they find is one's own."""


def test_the_table_names_every_query_with_an_id() -> None:
    assert {q.name for q in QUERIES.values() if ids_in(q.input)} == set(ASKED) | CURSORS


def test_no_query_answers_for_a_foreign_id(estate: Estate) -> None:
    actor = estate.county.actor("trespasser")
    for name, asked in ASKED.items():
        answer = ask(name, actor=actor, data=asked(estate), now=NOW)
        assert isinstance(answer, Refusal) and answer.code is Code.NOT_FOUND, name
        huge = ask(name, actor=actor, data={**asked(estate), "id": HUGE}, now=NOW)
        assert isinstance(huge, Refusal), name


# Addresses

SHUT: dict[str, Callable[[Estate], str]] = {
    "outgoing/plan/<row:pk>/": lambda e: f"/outgoing/plan/{e.asked_plan}/",
    "outgoing/ceiling/<row:pk>.pdf": lambda e: f"/outgoing/ceiling/{e.explanation}.pdf",
    "matters/<row:pk>/": lambda e: f"/matters/{e.matter}/",
    "matters/<row:pk>/print/<str:form>.pdf": lambda e: f"/matters/{e.matter}/print/sample.slip.pdf",
    "matters/<row:pk>/procedure/": lambda e: f"/matters/{e.matter}/procedure/",
    "matters/<row:pk>/readings/": lambda e: f"/matters/{e.matter}/readings/",
    "files/<row:pk>/": lambda e: f"/files/{e.file}/",
    "files/<row:pk>/page/<row:number>.png": lambda e: f"/files/{e.file}/page/1.png",
    "files/<row:pk>/find/": lambda e: f"/files/{e.file}/find/?q=水",
    "files/<row:pk>/places/": lambda e: f"/files/{e.file}/places/?page=1",
    "incoming/papers/<row:person_id>/clearance.pdf": (
        lambda e: f"/incoming/papers/{e.county.posts['clerk'].person_id}/clearance.pdf"
    ),
    "incoming/papers/<row:person_id>/handover.pdf": (
        lambda e: f"/incoming/papers/{e.county.posts['clerk'].person_id}/handover.pdf"
    ),
    "incoming/book/import/<row:pk>/": lambda e: f"/incoming/book/import/{e.job}/",
    "incoming/<row:pk>/handling-slip.pdf": lambda e: f"/incoming/{e.matter}/handling-slip.pdf",
    "incoming/<row:pk>/reject-slip.pdf": lambda e: f"/incoming/{e.matter}/reject-slip.pdf",
    "incoming/folder/<row:person_id>/": lambda e: f"/incoming/folder/{MAYOR(e)}/",
    "incoming/folder/<row:person_id>/cover.pdf": lambda e: f"/incoming/folder/{MAYOR(e)}/cover.pdf",
    "incoming/folder/<row:person_id>/first/": lambda e: f"/incoming/folder/{MAYOR(e)}/first/",
    "incoming/folder/<row:person_id>/up/": lambda e: f"/incoming/folder/{MAYOR(e)}/up/",
    "incoming/folder/<row:person_id>/down/": lambda e: f"/incoming/folder/{MAYOR(e)}/down/",
    "incoming/folder/<row:person_id>/record/": lambda e: f"/incoming/folder/{MAYOR(e)}/record/",
    "outgoing/<row:pk>/draft/": lambda e: f"/outgoing/{e.matter}/draft/",
    "outgoing/<row:pk>/draft/check/": lambda e: f"/outgoing/{e.matter}/draft/check/",
    "outgoing/<row:pk>/draft/look/": lambda e: f"/outgoing/{e.matter}/draft/look/",
    "outgoing/<row:pk>/draft/keep/": lambda e: f"/outgoing/{e.matter}/draft/keep/",
    "outgoing/<row:pk>/draft/drop/": lambda e: f"/outgoing/{e.matter}/draft/drop/",
    "outgoing/<row:pk>/versions/": lambda e: f"/outgoing/{e.matter}/versions/",
    "outgoing/<row:pk>/redline.pdf": lambda e: f"/outgoing/{e.matter}/redline.pdf",
    "outgoing/<row:pk>/preview.pdf": lambda e: f"/outgoing/{e.matter}/preview.pdf",
    "outgoing/<row:pk>/document.pdf": lambda e: f"/outgoing/{e.matter}/document.pdf",
    "outgoing/<row:pk>/document.ofd": lambda e: f"/outgoing/{e.matter}/document.ofd",
    "outgoing/<row:pk>/page/<row:number>.png": lambda e: f"/outgoing/{e.matter}/page/1.png",
    "outgoing/<row:pk>/receipts/": lambda e: f"/outgoing/{e.sent}/receipts/",
    "outgoing/<row:pk>/send/": lambda e: f"/outgoing/{e.sent}/send/",
    "outgoing/receipts/<row:pk>/": lambda e: f"/outgoing/receipts/{e.delivery}/",
    "outgoing/receipts/<row:pk>/slip.pdf": lambda e: f"/outgoing/receipts/{e.delivery}/slip.pdf",
    "outgoing/receipts/<row:pk>/files.zip": lambda e: f"/outgoing/receipts/{e.delivery}/files.zip",
    "outgoing/lists/<row:pk>/": lambda e: f"/outgoing/lists/{e.sending_list}/",
    "outgoing/phrases/<row:pk>/": lambda e: f"/outgoing/phrases/{e.phrase}/",
    "outgoing/forwards/<row:pk>/": lambda e: f"/outgoing/forwards/{e.forward}/",
    "incoming/<row:pk>/forward/": lambda e: f"/incoming/{e.matter}/forward/",
    "outgoing/<row:pk>/draft/<row:number>.docx": lambda e: f"/outgoing/{e.matter}/draft/1.docx",
    "outgoing/<row:pk>/document.docx": lambda e: f"/outgoing/{e.matter}/document.docx",
    "outgoing/<row:pk>/correct/": lambda e: f"/outgoing/{e.matter}/correct/",
    "outgoing/<row:pk>/correct/check/": lambda e: f"/outgoing/{e.matter}/correct/check/",
    "outgoing/<row:pk>/subject/": lambda e: f"/outgoing/{e.matter}/subject/",
    "outgoing/<row:pk>/word/": lambda e: f"/outgoing/{e.matter}/word/",
    "outgoing/<row:pk>/word/<row:file_id>/": lambda e: f"/outgoing/{e.matter}/word/{e.file}/",
    "leader/<row:pk>/": lambda e: f"/leader/{e.matter}/",
    "leader/<row:pk>/answer/": lambda e: f"/leader/{e.matter}/answer/",
    "console/accounts/<row:pk>/close/": lambda e: f"/console/accounts/{CLERKS(e).person.account_id}/close/",
    "console/accounts/<row:pk>/reopen/": lambda e: f"/console/accounts/{CLERKS(e).person.account_id}/reopen/",
    "console/duties/<row:pk>/": lambda e: f"/console/duties/{CLERKS(e).pk}/",
    "console/duties/<row:pk>/grant/": lambda e: f"/console/duties/{CLERKS(e).pk}/grant/",
    "console/duties/withdraw/<row:pk>/": (
        lambda e: f"/console/duties/withdraw/{CLERKS(e).duties.get(code='CLERK').pk}/"
    ),
    "p/<slug:code>/hand/": lambda e: f"/p/{PaperCopy.objects.get(pk=e.paper).code}/hand/",
    "p/<slug:code>/": lambda e: f"/p/{PaperCopy.objects.get(pk=e.paper).code}/",
}
OPEN = {
    "act/<str:name>/",
    "choose/<str:name>/",
    "help/<str:key>/",
    "parameters/<str:key>/",
    "console/parameters/<str:key>/",
}
"""Addresses whose part is a name from a registry."""


def addresses(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield whole
        else:
            yield from addresses(pattern.url_patterns, whole)


def test_the_table_names_every_address_with_a_part() -> None:
    there = {a for a in addresses(urls.urlpatterns) if "<" in a and not a.startswith("api/")}
    assert there == set(SHUT) | OPEN


def shut(client: Client, address: str) -> bool:
    """Neither shown nor done; following where it sends one."""
    answers = [client.get(address, follow=True), client.post(address, {"key": "1", "reply": "circle"})]
    assert all(TITLE not in a.content.decode(errors="replace") for a in answers)
    return all(a.status_code in {403, 404, 405, 422} for a in answers)


@pytest.mark.slow
def test_no_address_opens_to_a_foreign_id(estate: Estate) -> None:
    before, client = estate.picture(), browser(estate.county, "trespasser")
    for pattern, address in SHUT.items():
        assert shut(client, address(estate)), pattern
    assert estate.picture() == before


ASIDE: dict[str, Callable[[Estate], tuple[str, dict[str, Any] | None]]] = {
    "register a foreign file": lambda e: (f"/incoming/register/?file={e.file}", None),
    "scan desk with a foreign file": lambda e: (f"/incoming/scan/?file={e.file}", None),
    "register it by a press": lambda e: (
        "/incoming/register/",
        {"file": e.file, "source": "市局", "title": "关于检查的通知"},
    ),
    "the entry desk": lambda e: (
        "/incoming/scan/",
        {"stored": e.file, "source": "市局", "title": "关于检查的通知"},
    ),
    "fill in a foreign number": lambda e: (
        f"/incoming/book/fill-in/?number={e.reserved}",
        {"source": "市局", "title": "关于检查的通知", "reserved_number": e.reserved},
    ),
    "remind": lambda e: ("/incoming/reminders/send/", {"key": e.matter}),
    "take a paper": lambda e: (
        "/incoming/whereabouts/hand/",
        {"key": e.paper, "post": e.county.posts["trespasser"].pk},
    ),
    "give a paper back": lambda e: ("/incoming/whereabouts/give-back/", {"key": e.paper}),
    "press on a matter": lambda e: ("/act/flow.remind/", {"matter": e.matter}),
    "options of a matter": lambda e: (f"/choose/recorded_entry/?matter={e.matter}", None),
    "rounds of a matter": lambda e: (f"/choose/round/?matter={e.matter}", None),
    "whereabouts of a person": lambda e: (
        f"/incoming/whereabouts/?person={e.county.posts['clerk'].person_id}",
        None,
    ),
    "the search": lambda e: ("/search/?q=水库除险加固", None),
    "another's hat": lambda e: ("/hat/", {"hat": e.county.posts["clerk"].pk}),
}


@pytest.mark.slow
def test_ids_beside_the_path_open_nothing_either(estate: Estate) -> None:
    client, before = browser(estate.county, "trespasser"), estate.picture()
    for what, asked in ASIDE.items():
        address, data = asked(estate)
        answer = client.get(address) if data is None else client.post(address, data, follow=True)
        page = answer.content.decode()
        assert answer.status_code < 500, what
        assert TITLE not in page and "市水利局：批复" not in page and "传阅（" not in page, what
        assert estate.picture() == before, what
        assert client.session["post"] == estate.county.posts["trespasser"].pk, what


HUGE_ADDRESSES = (
    *(f"/{pattern}" for pattern in SHUT if not pattern.startswith("p/")),
    "/p/M<row:pk>/",
    "/search/?q=水库&before=<row:pk>",
    "/notices/?before=<row:pk>",
    "/incoming/?after=<row:pk>.1",
    "/incoming/reminders/?after=1.<row:pk>",
    "/incoming/circulating/?after=<row:pk>",
    "/incoming/whereabouts/?after=<row:pk>",
    "/incoming/whereabouts/?person=<row:pk>",
    "/incoming/register/?file=<row:pk>",
    "/incoming/scan/?file=<row:pk>",
    "/incoming/book/?year=<row:pk>&below=<row:pk>&first=<row:pk>",
    "/incoming/book/fill-in/?number=<row:pk>",
    "/incoming/book/give-up/?year=2026&number=<row:pk>",
    "/choose/anyone/?matter=<row:pk>",
    "/calendar/?year=<row:pk>",
    "/people/away/?absent=<row:pk>",
    "/api/queries/platform.search?words=水库&before=<row:pk>",
    "/api/queries/platform.notices?before=<row:pk>",
    "/api/queries/platform.links?kind=matter&id=<row:pk>",
    "/api/queries/platform.job?id=<row:pk>",
)
HUGE_PRESSES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/act/flow.remind/", {"matter": "HUGE"}),
    ("/act/documents.incoming.instruct/", {"matter": "OWN", "scan": "HUGE"}),
    ("/act/flow.correct/", {"matter": "OWN", "entry": "HUGE", "text": "改正"}),
    ("/act/documents.incoming.assign/", {"matter": "OWN", "lead": "pHUGE", "assists": "uHUGE"}),
    ("/incoming/reminders/send/", {"key": "HUGE"}),
    ("/incoming/register/", {"file": "HUGE"}),
    ("/incoming/scan/", {"stored": "HUGE"}),
    ("/hat/", {"hat": "HUGE"}),
    ("/people/back/", {"key": "HUGE"}),
    ("/incoming/whereabouts/hand/", {"key": "HUGE", "post": "HUGE"}),
    ("/incoming/whereabouts/give-back/", {"key": "HUGE"}),
)


@pytest.mark.slow
def test_numbers_that_no_database_takes_are_no_errors(estate: Estate) -> None:
    client, own = browser(estate.county, "trespasser"), estate.own("to_check")
    for number in (str(HUGE), "9" * 5000, "１２", "-1"):
        for address in HUGE_ADDRESSES:
            path = re.sub("<row:(pk|person_id)>", number, address).replace("<row:number>", number)
            assert client.get(path).status_code < 500, address
        for address, data in HUGE_PRESSES:
            sent = {key: text.replace("HUGE", number).replace("OWN", str(own)) for key, text in data.items()}
            assert client.post(address, sent).status_code < 500, address
