"""What the guide proposes to each person can be done on the demo county: it lies there, is offered, and goes through."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from demo.visitor import Visitor
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from files.papers_of_all_kinds import picture
from pytest_django import Settings

from shuniu.demo.guide import load_guide
from shuniu.demo.loading.playing import load
from shuniu.kernel.flow.models import Entry, Extension, Matter, Round, Task
from shuniu.kernel.people.actor import COUNTY, Behalf
from shuniu.kernel.people.installation import mark_installation
from shuniu.kernel.people.models import Installation, Person, Post
from shuniu.modules.documents.models import IncomingDocument

pytestmark = [pytest.mark.django_db, pytest.mark.soak]
POINTS = {"ours": "1", "direction": "1", "form": "1", "agreed": "1"}


@pytest.fixture(scope="module")
def county(module_database: None) -> None:
    """What is open on this very day: the screens know no other clock."""
    now = timezone.now()
    mark_installation(Installation.Kind.DEMO, now=now)
    load(now=now, open_only=True)


@pytest.fixture(autouse=True)
def demo(settings: Settings, county: None) -> None:
    settings.DEMO_ENTRANCE = True


def clerk_zfb() -> None:
    visitor = Visitor("clerk-zfb")
    signed = visitor.finds("documents.incoming.sign_for", "to_sign")
    assert visitor.presses("documents.incoming.sign_for", signed, copies="1").state == "to_register"
    assert visitor.presses("documents.incoming.register", signed).number
    assert "收文登记" in visitor.sees("/incoming/new/")
    read = visitor.finds("flow.recall_round", "circulating")
    assert read.standing in visitor.sees(f"/matters/{read.pk}/")
    round_ = Round.objects.get(matter=read, closed_at=None)
    visitor.presses("flow.recall_round", read, round=str(round_.pk), reason="补充传阅范围")
    reader = visitor.chooses("reader", read, "林书恒")
    visitor.presses("flow.circulate", read, members=reader, order="rank")
    assert Round.objects.filter(matter=read, closed_at=None).exclude(pk=round_.pk).exists()


def clerk_both() -> None:
    visitor = Visitor("clerk-both")
    words = "请通知各乡镇明天上午报送冬季供暖情况。"
    form = visitor.sees("/incoming/call/")
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    sent = {**hidden, "form": "call", "source": "市政府办公室", "words": words, "urgency": "平件"}
    assert visitor.client.post("/incoming/call/", sent).status_code == 302
    matter = IncomingDocument.objects.get(summary=words).matter
    assert matter.unit.code == "zfb" and visitor.sees(f"/matters/{matter.pk}/")
    numbered = visitor.finds("documents.outgoing.number", "to_number")
    code = "云政办函" if numbered.outgoing.issuer.code == "zfb" else "云政函"
    assert visitor.presses("documents.outgoing.number", numbered, code=code, copies="20").number
    other = Post.objects.get(person__account__username="xi_mengyao", unit__code="xwb")
    visitor.client.post("/hat/", {"hat": other.pk})
    assert visitor.client.get(f"/matters/{matter.pk}/").status_code == 404
    assert matter not in visitor.matters()


def clerk_xwb() -> None:
    visitor = Visitor("clerk-xwb")
    fresh = visitor.finds("documents.incoming.register", "to_register")
    assert visitor.presses("documents.incoming.register", fresh).state == "to_check"
    ready = visitor.finds("documents.incoming.assign", "to_assign")
    tracker = visitor.chooses("reminder", ready)
    lead = visitor.chooses("hand", ready, "中共云岭县委组织部")
    due = (timezone.localdate() + timedelta(days=6)).isoformat()
    visitor.presses("documents.incoming.assign", ready, lead=lead, due=due, tracker=tracker)
    assert Matter.objects.get(parent=ready, unit__code="zzb").state == "to_sign"
    visitor.sees("/incoming/book/book.pdf")
    visitor.sees(f"/incoming/{ready.pk}/handling-slip.pdf")
    assert ready.title in visitor.client.get(f"/p/M{ready.pk}/", follow=True).content.decode()


def director_zfb() -> None:
    visitor = Visitor("director-zfb")
    two_in_one = next(m for m in visitor.matters() if m.state == "to_propose" and "GW-24" in defects_of(m))
    visitor.presses(
        "documents.incoming.reject",
        two_in_one,
        reason="一份请示里写了两件不相干的事，请分别行文。",
        rules="GW-24",
        demand="请分开后重报。",
    )
    assert Matter.objects.get(pk=two_in_one.pk).outcome == "rejected"
    visitor.sees(f"/incoming/{two_in_one.pk}/reject-slip.pdf")
    matter = visitor.finds("documents.incoming.propose", "to_propose")
    leader = visitor.chooses("leader", matter, "戚正平")
    visitor.presses(
        "documents.incoming.propose",
        matter,
        text="建议由县发展改革局主办，请正平副县长阅示。",
        to="leader",
        leader=leader,
        suggested_lead="县发展改革局",
    )
    assert "逾期" in visitor.sees("/incoming/reminders/")
    draft = visitor.finds("documents.outgoing.pass_review", "to_review")
    visitor.presses(
        "documents.outgoing.send_back", draft, reason="请写明责任单位和完成时间。", findings="content"
    )
    assert Matter.objects.get(pk=draft.pk).state == "drafting"


def director_xwb() -> None:
    visitor = Visitor("director-xwb")
    visitor.finds("documents.incoming.propose", "to_propose")
    assert any(m.due_at and m.due_at < timezone.now() for m in visitor.matters("/incoming/reminders/"))
    recorded = visitor.finds("flow.confirm_recorded")
    assert "代录" in visitor.sees(f"/matters/{recorded.pk}/")
    entry = Entry.objects.get(matter=recorded, behalf=Behalf.RECORDED)
    visitor.presses("flow.confirm_recorded", recorded, entry=str(entry.pk))
    assert not Task.objects.filter(matter=recorded, purpose="confirm", closed_at=None).exists()


def governor() -> None:
    visitor = Visitor("governor")
    matter = visitor.finds("documents.incoming.instruct", "to_instruct")
    page = visitor.sees(f"/matters/{matter.pk}/")
    assert "拟办" in page and "/files/" in page and "圈阅" in page
    assert visitor.presses("documents.incoming.instruct", matter, manner="circle").state != "to_instruct"
    matter = visitor.finds("documents.incoming.instruct", "to_instruct")
    visitor.presses("documents.incoming.instruct", matter, text="请抓紧办理。", manner="instruct")
    assert visitor.client.post("/preferences/", {"large": "1"}).status_code in (200, 204, 302)
    assert matter in visitor.matters("/?tab=doing", "/incoming/?view=doing")
    signed = visitor.finds("documents.outgoing.sign", "to_sign")
    assert visitor.presses("documents.outgoing.sign", signed, manner="agree").state != "to_sign"


def secretary() -> None:
    visitor = Visitor("secretary")
    assert {m.unit.code for m in visitor.matters()} == {"xwb"}
    waiting = [m for m in visitor.matters("/") if m.state == "to_instruct" and m.level == "ordinary"]
    report = next(m for m in waiting if m.incoming.genre == "报告")
    visitor.presses("documents.incoming.instruct", report, text="情况要盯紧。", manner="instruct")
    assert report.title in Visitor("clerk-xwb").sees("/notices/")


def deputy() -> None:
    visitor = Visitor("deputy")
    matter = visitor.finds("documents.incoming.instruct", "to_instruct")
    assert "data-phrase" in visitor.sees(f"/matters/{matter.pk}/")
    visitor.presses("documents.incoming.instruct", matter, text="同意拟办意见。", manner="instruct")
    assert len(visitor.matters("/incoming/?view=portfolio")) >= 3


def stand_in() -> None:
    visitor = Visitor("stand-in")
    matter = visitor.finds("documents.incoming.instruct", "to_instruct")
    visitor.presses("documents.incoming.instruct", matter, text="同意，请抓紧办理。", manner="instruct")
    entry = Entry.objects.filter(matter=matter, type="instruction").latest("pk")
    assert entry.behalf == Behalf.STAND_IN
    assert "由雷霆锋代理到" in visitor.sees("/people/")


def liaison_governor() -> None:
    _folder("liaison-governor", "lin_shuheng")


def liaison_secretary() -> None:
    _folder("liaison-secretary", "he_jingyuan")


def _folder(key: str, leader: str) -> None:
    """The folder put in order and printed, and the newest two recorded from one picture."""
    visitor, pk = Visitor(key), Person.objects.get(account__username=leader).pk
    lying = visitor.matters("/incoming/folder/")
    assert len(lying) >= 2 and all(m.level == "ordinary" for m in lying)
    visitor.client.post(f"/incoming/folder/{pk}/down/", {"only": lying[0].pk})
    assert visitor.matters("/incoming/folder/")[:2] == [lying[1], lying[0]]
    visitor.client.post(f"/incoming/folder/{pk}/first/", {"key": lying[0].pk})
    assert visitor.matters("/incoming/folder/")[0] == lying[0]
    visitor.sees(f"/incoming/folder/{pk}/cover.pdf")
    waiting = [m for m in lying if m.state == "to_instruct"][:1]
    form = visitor.client.post(f"/incoming/folder/{pk}/record/", {"key": [m.pk for m in waiting]})
    page = form.content.decode()
    assert form.status_code == 200 and "批示原件" in page
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    typed = {f"manner-{waiting[0].pk}": "instruct", f"text-{waiting[0].pk}": "请抓紧办理。"}
    scan = SimpleUploadedFile("批示.jpg", picture(), content_type="image/jpeg")
    names = set(re.findall(r'name="([\w.-]+)"', page))
    assert set(typed) <= names, names
    declared = {"declared_unmarked": "1"}
    sent = visitor.client.post(
        f"/incoming/folder/{pk}/record/",
        {**hidden, "key": [m.pk for m in waiting], "go": "1", **typed, **declared, "scan": scan},
    )
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    entry = Entry.objects.filter(matter=waiting[0], type="instruction").latest("pk")
    assert entry.behalf == Behalf.RECORDED
    assert Task.objects.filter(matter=waiting[0], purpose="confirm", closed_at=None).exists()


def supervise() -> None:
    visitor = Visitor("supervise")
    assert len(visitor.matters("/")) >= 2
    matter = visitor.finds("flow.remind", "in_hand")
    visitor.presses("flow.remind", matter, text="请明天下班前报进展。")
    assert Entry.objects.filter(matter=matter, type="reminder", text="请明天下班前报进展。").exists()


def secrecy() -> None:
    page = Visitor("secrecy").sees("/notices/")
    assert "密级声明" in page and "经本人声明" in page
    before = page.count("拦")
    assert before
    clerk = Visitor("clerk-xwb")
    marked = SimpleUploadedFile("来文.txt", "秘密★1年\n不该在这里的内容".encode(), content_type="text/plain")
    answer = clerk.client.post("/incoming/upload/", {"file": marked})
    assert answer.status_code >= 400
    assert Visitor("secrecy").sees("/notices/").count("拦") > before


def town_office() -> None:
    visitor = Visitor("town-office")
    fresh = visitor.finds("documents.incoming.sign_for", "to_sign")
    visitor.presses("documents.incoming.sign_for", fresh, copies="1")
    assert visitor.presses("documents.incoming.register", fresh).number
    in_hand = visitor.finds("documents.incoming.report", "in_hand")
    assert in_hand.parent_id is not None
    visitor.presses("documents.incoming.report", in_hand, text="已核实并补报，材料随后送到。")
    visitor.presses("documents.incoming.accept", in_hand, then="done")
    assert Entry.objects.filter(matter=in_hand.parent_id, unit__code="dawan").exists()


def dept_clerk() -> None:
    visitor = Visitor("dept-clerk")
    fresh = visitor.finds("documents.incoming.sign_for", "to_sign")
    visitor.presses("documents.incoming.sign_for", fresh, copies="1")
    visitor.presses("documents.incoming.register", fresh)
    visitor.presses("documents.incoming.pass_check", fresh, **POINTS, handling="act")
    visitor.presses("documents.incoming.propose", fresh, text="请预算股办理。", to="assign")
    visitor.presses(
        "documents.incoming.assign",
        fresh,
        lead=visitor.chooses("hand", fresh, "股长"),
        tracker=visitor.chooses("reminder", fresh),
    )
    assert Matter.objects.get(pk=fresh.pk).state == "in_hand"


def dept_handler() -> None:
    visitor = Visitor("dept-handler")
    early = next(
        m
        for m in visitor.matters("/")
        if m.state == "in_hand" and m.due_at and m.due_at > timezone.now() + timedelta(hours=1)
    )
    assert early.due_at is not None
    later = (early.due_at.astimezone(COUNTY).date() + timedelta(days=4)).isoformat()
    visitor.presses("flow.ask_extension", early, new_due=later, reason="要会同乡镇现场核实。")
    assert Extension.objects.filter(matter=early, state=Extension.State.ASKED).exists()
    other = next(m for m in visitor.matters("/") if m.state == "in_hand" and m != early)
    visitor.presses("documents.incoming.report", other, text="已按要求核实办理，材料附后。")


def dept_head() -> None:
    visitor = Visitor("dept-head")
    seen = visitor.matters("/incoming/?view=all", "/incoming/reminders/")
    assert {m.unit.code for m in seen} == {"nyj"}
    still_open = [m for m in seen if m.closed_at is None]
    assert len(still_open) >= 3
    assert any(m.due_at and m.due_at < timezone.now() for m in still_open)
    visitor.sees("/people/away/")
    asked = visitor.finds("documents.outgoing.countersign", "countersigning")
    visitor.presses("documents.outgoing.countersign", asked, result="agree", text="同意。")
    assert asked.countersigned.filter(unit__code="nyj", result="agree").exists()


def defects_of(matter: Matter) -> tuple[str, ...]:
    """The rules that the paper behind *matter* breaks, as its text says."""
    from shuniu.demo.calendar_of_year import texts_by_key

    titles = {text.title: text.defects for text in texts_by_key().values() if text.defects}
    return next((rules for title, rules in titles.items() if matter.title.endswith(title)), ())


TRIES: dict[str, Callable[[], None]] = {
    "clerk-zfb": clerk_zfb,
    "clerk-both": clerk_both,
    "clerk-xwb": clerk_xwb,
    "director-zfb": director_zfb,
    "director-xwb": director_xwb,
    "governor": governor,
    "secretary": secretary,
    "deputy": deputy,
    "stand-in": stand_in,
    "liaison-governor": liaison_governor,
    "liaison-secretary": liaison_secretary,
    "supervise": supervise,
    "secrecy": secrecy,
    "town-office": town_office,
    "dept-clerk": dept_clerk,
    "dept-handler": dept_handler,
    "dept-head": dept_head,
}


@pytest.mark.parametrize("key", [one.key for one in load_guide()])
def test_what_the_guide_proposes_can_be_done(key: str, db: None) -> None:
    TRIES[key]()
