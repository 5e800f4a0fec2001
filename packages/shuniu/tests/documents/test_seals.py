"""Seals: kept and handed over, asked for, approved, set on the signed version alone, filed as 盖章件 (GW-18)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from documents.test_outgoing_way import TEXT, signed
from kit import NOW, County, brought, brought_text, build_county, stand_in
from PIL import Image, ImageDraw

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.files.gate import Admitted, Declaration, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import Entry, EntryFile, Matter, Task
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.people.models import Installation
from shuniu.kernel.platform.notices.models import Notice
from shuniu.modules.documents.models import OutgoingDocument, Seal, SealMove, SealUse
from shuniu.modules.documents.outgoing.finished import files_to_send
from shuniu.modules.documents.seals import reminders, sealed

pytestmark = pytest.mark.django_db

CONTRACT = "甲方云岭县人民政府办公室与乙方签订办公楼维修合同，工期六十日。"


@pytest.fixture
def county() -> County:
    return build_county()


def add_seal(county: County, name: str = "县政府办印章", keeper: str = "handler2", **data: Any) -> Seal:
    wanted = {"organ": county.units["office"].pk, "kind": "office", **data}
    done = county.do("director", "documents.seal.add", name=name, keeper=county.posts[keeper].pk, **wanted)
    return Seal.objects.get(pk=done.result["seal"])


def to_print(county: County, **data: Any) -> int:
    pk = signed(county, **data)
    county.do("clerk", "documents.outgoing.pass_recheck", matter=pk)
    code = "云政发" if data.get("issuer") == county.units["county"].pk else "云政办发"
    county.do("clerk", "documents.outgoing.number", matter=pk, code=code, copies=10)
    return pk


def print_(county: County, pk: int, **data: Any) -> Done:
    return county.do("clerk", "documents.outgoing.print", matter=pk, **printing(county, **data))


def printing(county: County, **data: Any) -> dict[str, Any]:
    return {
        "proofreader": county.posts["handler"].pk,
        "printer": "文印室",
        "copies": 10,
        **data,
    }


def to_seal(county: County) -> int:
    add_seal(county)
    pk = to_print(county)
    print_(county, pk)
    county.do("director", "documents.outgoing.approve_seal", matter=pk)
    return pk


def switch_on(key: str) -> None:
    """The county's parameter says yes from today on."""
    said = {"set_at": NOW, "set_by": "系统管理员", "reason": "本县用印办法"}
    ParameterValue.objects.create(key=key, value=True, valid_from=NOW.date(), **said)


def press(county: County, pk: int, who: str = "handler2", copies: int = 10) -> Done:
    watcher = county.posts["handler"].pk
    return county.do(who, "documents.outgoing.set_seal", matter=pk, copies=copies, supervisor=watcher)


def picture_of(county: County, who: str, *, ink: bool) -> int:
    """The id of a scan without words: an empty sheet, or one with a stroke on it."""
    sheet = Image.new("L", (400, 560), 255)
    if ink:
        ImageDraw.Draw(sheet).rectangle((50, 100, 300, 130), fill=0)
    data = BytesIO()
    sheet.save(data, "PNG")
    word = Declaration(StoredFile.Declared.UNMARKED)
    outcome = admit(data.getvalue(), "扫描.png", actor=county.actor(who), now=NOW, declaration=word)
    assert isinstance(outcome, Admitted), outcome
    return outcome.file.pk


def contract(county: County, seal: Seal, who: str = "handler", **data: Any) -> dict[str, Any]:
    return {
        "seal": seal.pk,
        "paper": "办公楼维修合同",
        "reason": "签订维修合同",
        "copies": 4,
        "file": brought_text(county.posts[who], CONTRACT),
        **data,
    }


# 印章和保管人


def test_a_seal_is_taken_in_handed_over_and_taken_out_with_a_record_of_each(county: County) -> None:
    seal = add_seal(county)
    county.do(
        "deputy",
        "documents.seal.hand_over",
        seal=seal.pk,
        keeper=county.posts["clerk"].pk,
        text="印章完好，当面点交。",
    )
    county.do("director", "documents.seal.stop", seal=seal.pk, reason="机构更名，旧章上交封存。")
    moves = SealMove.objects.order_by("pk").values_list("what", "giver__name", "taker__name", "witness__name")
    assert list(moves) == [
        ("taken", None, "李春燕", "陈立新"),
        ("handed", "李春燕", "王秀兰", "何晓云"),
        ("stopped", "王秀兰", None, "陈立新"),
    ]
    assert not Seal.objects.get().active
    refusal = county.refused("handler", "documents.seal_use.ask", **contract(county, seal))
    assert refusal.rule == "GW-18" and "正在使用" in refusal.message


def test_an_office_keeps_its_own_seals_and_those_of_the_organ_it_serves(county: County) -> None:
    add_seal(county, "云岭县人民政府印章", organ=county.units["county"].pk, kind="organ")
    refusal = county.refused(
        "director",
        "documents.seal.add",
        name="县水利局印章",
        organ=county.units["water"].pk,
        keeper=county.posts["clerk"].pk,
    )
    assert "所服务机关" in refusal.message
    again = county.refused(
        "director",
        "documents.seal.add",
        name="云岭县人民政府印章",
        organ=county.units["county"].pk,
        keeper=county.posts["clerk"].pk,
    )
    assert "已经登记过" in again.message
    stranger = county.refused(
        "director",
        "documents.seal.add",
        name="县政府办公室党组印章",
        organ=county.units["office"].pk,
        keeper=county.posts["water_clerk"].pk,
    )
    assert "本办公室" in stranger.message


def test_what_waits_for_a_seal_goes_with_it_to_its_new_keeper(county: County) -> None:
    pk = to_seal(county)
    seal = Seal.objects.get()
    county.do(
        "director",
        "documents.seal.hand_over",
        seal=seal.pk,
        keeper=county.posts["deputy"].pk,
        text="原保管人休假，印章完好。",
    )
    task = Task.objects.get(matter=pk, closed_at=None)
    assert task.person == county.posts["deputy"].person
    assert Entry.objects.filter(matter=pk, label="印章移交").exists()
    watcher = county.posts["handler"].pk
    old = county.refused("handler2", "documents.outgoing.set_seal", matter=pk, copies=1, supervisor=watcher)
    assert old.code == "not_your_turn"
    press(county, pk, "deputy")
    assert SealUse.objects.get().used_by == county.posts["deputy"].person


def test_a_seal_is_not_stopped_while_something_waits_for_it(county: County) -> None:
    to_seal(county)
    refusal = county.refused(
        "director", "documents.seal.stop", seal=Seal.objects.get().pk, reason="旧章上交。"
    )
    assert "1 件" in refusal.message


# 公文用印


def test_the_seal_of_a_document_goes_to_its_keeper_and_into_the_register(county: County) -> None:
    pk = to_seal(county)
    assert Task.objects.get(matter=pk, closed_at=None).person == county.posts["handler2"].person
    done = press(county, pk, copies=8)
    use = SealUse.objects.get()
    assert (done.result["number"], use.number, use.remaining) == ("用〔2026〕1号", "用〔2026〕1号", 2)
    assert (use.state, use.manner, use.basis) == ("used", "wet", "陈立新2026年3月2日签发")
    assert Matter.objects.get(pk=pk).state == "to_release"


def test_in_the_demo_every_impression_is_a_sample(county: County) -> None:
    pk = to_seal(county)
    Installation.objects.create(kind="demo", marked_at=NOW)
    press(county, pk)
    assert SealUse.objects.get().manner == "sample"


def test_the_seal_must_be_that_of_who_signs(county: County) -> None:
    own = add_seal(county)
    organ = add_seal(county, "云岭县人民政府印章", organ=county.units["county"].pk, kind="organ")
    pk = to_print(county)
    refusal = county.refused(
        "clerk", "documents.outgoing.print", matter=pk, **printing(county, seal=organ.pk)
    )
    assert "与署名机关相符" in refusal.message and refusal.rule == "GW-18"
    party = add_seal(county, "县政府办公室党组印章", kind="party")
    refusal = county.refused(
        "clerk", "documents.outgoing.print", matter=pk, **printing(county, seal=party.pk)
    )
    assert "与署名机关相符" in refusal.message
    print_(county, pk)
    assert SealUse.objects.get().seal == own


def test_without_a_seal_in_the_register_nothing_is_sealed(county: County) -> None:
    pk = to_print(county)
    refusal = county.refused("clerk", "documents.outgoing.print", matter=pk, **printing(county))
    assert "没有登记" in refusal.message and "印章" in refusal.remedy


def test_a_document_sent_down_to_all_may_go_without_a_seal(county: County) -> None:
    pk = to_print(county)
    print_(county, pk, unsealed=True)
    assert Matter.objects.get(pk=pk).state == "to_release" and not SealUse.objects.exists()
    letter = to_print(county, direction="level", genre="函", title="云岭县人民政府办公室关于商请支持的函")
    refusal = county.refused(
        "clerk", "documents.outgoing.print", matter=letter, **printing(county, unsealed=True)
    )
    assert "要用印" in refusal.message


def test_where_the_county_says_so_signing_approves_the_seal(county: County) -> None:
    switch_on("seals.signing_approves")
    add_seal(county)
    pk = to_print(county)
    print_(county, pk)
    use = SealUse.objects.get()
    assert (use.state, use.approved_by) == ("approved", county.posts["director"].person)
    assert Matter.objects.get(pk=pk).state == "to_seal"


def test_no_more_copies_than_approved_and_nobody_watches_himself(county: County) -> None:
    pk = to_seal(county)
    data = {"matter": pk, "copies": 11, "supervisor": county.posts["handler"].pk}
    assert "还剩 10 份" in county.refused("handler2", "documents.outgoing.set_seal", **data).message
    own = {**data, "copies": 1, "supervisor": county.posts["handler2"].pk}
    assert "监印人" in county.refused("handler2", "documents.outgoing.set_seal", **own).message
    other = {**data, "copies": 1, "supervisor": county.posts["water_clerk"].pk}
    assert "本单位" in county.refused("handler2", "documents.outgoing.set_seal", **other).message


def test_the_rest_of_the_approved_copies_is_sealed_later_as_a_line_of_its_own(county: County) -> None:
    pk = to_seal(county)
    press(county, pk, copies=8)
    watcher = county.posts["handler"].pk
    rest = {"matter": pk, "copies": 3, "supervisor": watcher}
    assert "还剩 2 份" in county.refused("handler2", "documents.seal.set_rest", **rest).message
    assert county.refused("clerk", "documents.seal.set_rest", **{**rest, "copies": 1}).code == "not_allowed"
    county.do("handler2", "documents.seal.set_rest", **{**rest, "copies": 2})
    lines = SealUse.objects.order_by("pk").values_list("serial", "copies", "used_copies")
    assert list(lines) == [(1, 10, 8), (2, 2, 2)]
    gone = county.refused("handler2", "documents.seal.set_rest", **{**rest, "copies": 1})
    assert "还剩 0 份" in gone.message


def test_who_stands_in_for_the_keeper_sets_the_seal(county: County) -> None:
    pk = to_seal(county)
    stand_in(county, "handler2", "deputy")
    press(county, pk, "deputy")
    assert SealUse.objects.get().used_by == county.posts["deputy"].person


def test_a_text_corrected_after_sealing_withdraws_the_seal_and_keeps_the_count(county: County) -> None:
    pk = to_seal(county)
    press(county, pk)
    scan = brought(county.posts["clerk"])
    county.do("clerk", "documents.seal.file_copy", matter=pk, file=scan)
    assert [f.file_id for f in files_to_send(Matter.objects.get(pk=pk), editable=False)] == [scan]
    county.do("clerk", "flow.return", matter=pk, reason="发现错字")
    assert SealUse.objects.get().state == "used"
    changed = {**TEXT, "body": TEXT["body"] + "\n二、时间安排\n4月10日前完成。", "reason": "补充时间"}
    county.do("clerk", "documents.outgoing.correct_text", matter=pk, **changed)
    county.do("director", "documents.outgoing.sign_again", matter=pk, draft=2)
    use = SealUse.objects.get()
    assert (use.state, use.used_copies, use.serial) == ("withdrawn", 10, 1)
    assert sealed.outdated(use.matter) and files_to_send(use.matter, editable=False) == []
    assert sealed.withdrawn(Matter.objects.get(pk=pk))
    county.do("clerk", "documents.outgoing.pass_recheck", matter=pk)
    print_(county, pk)
    county.do("director", "documents.outgoing.approve_seal", matter=pk)
    press(county, pk)
    assert list(SealUse.objects.order_by("pk").values_list("state", "serial")) == [
        ("withdrawn", 1),
        ("used", 2),
    ]
    assert not sealed.withdrawn(Matter.objects.get(pk=pk))


@pytest.mark.parametrize("step", ["approve_seal", "set_seal"])
def test_a_seal_asked_for_an_older_version_is_refused_at_each_step(county: County, step: str) -> None:
    pk = to_seal(county) if step == "set_seal" else to_print(county)
    if step == "approve_seal":
        add_seal(county)
        print_(county, pk)
    SealUse.objects.update(digest="0" * 64)
    who = "handler2" if step == "set_seal" else "director"
    more = {"copies": 1, "supervisor": county.posts["handler"].pk} if step == "set_seal" else {}
    refusal = county.refused(who, f"documents.outgoing.{step}", matter=pk, **more)
    assert "不再有效" in refusal.message and "重新申请" in refusal.remedy


def test_a_seal_is_not_asked_for_an_older_version(county: County) -> None:
    add_seal(county)
    pk = to_print(county)
    refusal = county.refused("clerk", "documents.outgoing.print", matter=pk, **printing(county, draft=0))
    assert refusal.code == "stale"


def test_what_goes_back_takes_its_request_with_it(county: County) -> None:
    add_seal(county)
    pk = to_print(county)
    print_(county, pk)
    county.do("director", "flow.return", matter=pk, reason="份数不对")
    use = SealUse.objects.get()
    assert (use.state, use.answer) == ("refused", "份数不对")
    print_(county, pk)
    county.do("director", "documents.outgoing.approve_seal", matter=pk, copies=6)
    assert SealUse.objects.order_by("-pk")[0].copies == 6
    county.do("handler2", "flow.return", matter=pk, reason="印刷不清")
    assert list(SealUse.objects.order_by("pk").values_list("state", flat=True)) == ["refused", "lapsed"]


def test_a_blank_letter_is_never_sealed(county: County) -> None:
    add_seal(county)
    pk = to_print(county, direction="level", genre="函", title="云岭县人民政府办公室关于商请支持的函")
    from shuniu.modules.documents.models import DraftVersion
    from shuniu.modules.documents.outgoing.text import Content

    blank = Content("关于商请支持的函", (), "兹介绍____同志前往贵单位联系工作，请予接洽。")
    version = DraftVersion.objects.create(
        matter_id=pk, number=9, content=blank.kept(), digest=blank.digest, saved_at=NOW
    )
    OutgoingDocument.objects.filter(pk=pk).update(current=9, signed=9, signed_digest=version.digest)
    refusal = county.refused("clerk", "documents.outgoing.print", matter=pk, **printing(county))
    assert "空白公函" in refusal.message


# 盖章件


def test_the_sealed_copy_is_filed_with_the_document(county: County) -> None:
    pk = to_seal(county)
    press(county, pk)
    assert sealed.copy_of(Matter.objects.get(pk=pk)) is None
    scan = brought(county.posts["clerk"], name="盖章件.png")
    county.do("clerk", "documents.seal.file_copy", matter=pk, file=scan)
    file = sealed.copy_of(Matter.objects.get(pk=pk))
    assert file is not None and (file.role, file.stored_file_id) == ("sealed_copy", scan)
    assert file.entry is not None and file.entry.label == "归入盖章件"
    assert SealUse.objects.get().copy_filed_at == NOW
    assert EntryFile.objects.filter(matter=pk, role="sealed_copy").count() == 1
    foreign = brought(county.posts["water_clerk"])
    assert county.refused("clerk", "documents.seal.file_copy", matter=pk, file=foreign).code == "not_found"


def test_where_the_county_wants_it_nothing_is_released_without_the_sealed_copy(county: County) -> None:
    pk = to_seal(county)
    press(county, pk)
    switch_on("seals.copy_first")
    release = {"matter": pk, "checked": True, "units": [county.units["water"].pk]}
    refusal = county.refused("clerk", "documents.outgoing.release", **release)
    assert "盖章件" in refusal.message and refusal.rule == "GW-18"
    scan = brought(county.posts["clerk"])
    county.do("clerk", "documents.seal.file_copy", matter=pk, file=scan)
    county.do("clerk", "documents.outgoing.release", **release)


def test_a_missing_sealed_copy_is_reminded_of_once_a_week(county: County) -> None:
    pk = to_seal(county)
    press(county, pk)
    assert reminders.late_matters(NOW) == []
    later = NOW + timedelta(days=2)
    assert reminders.late_matters(later) == [pk]
    assert reminders.remind(pk, now=later) and not reminders.remind(pk, now=later + timedelta(days=1))
    assert reminders.remind(pk, now=later + timedelta(days=7))
    assert Notice.objects.filter(text__contains="盖章件还没有归入").count() == 2
    scan = brought(county.posts["clerk"])
    county.do("clerk", "documents.seal.file_copy", matter=pk, file=scan)
    assert reminders.late_matters(later + timedelta(days=30)) == []
    person = county.refused("clerk", "documents.seal.remind_copy", matter=pk)
    assert person.code == "not_allowed"
    done = run("documents.seal.remind_copy", actor=system_actor("试"), data={"matter": pk}, now=later)
    assert not isinstance(done, Done) and "已经归入" in done.message


# 其他材料


def test_another_paper_is_asked_for_approved_and_sealed(county: County) -> None:
    seal = add_seal(county)
    pk = int(county.do("handler", "documents.seal_use.ask", **contract(county, seal)).result["matter"])
    assert Matter.objects.get(pk=pk).title == "办公楼维修合同（县政府办印章）"
    county.do("director", "documents.seal_use.approve", matter=pk, copies=3)
    watcher = county.posts["handler"].pk
    data = {"matter": pk, "copies": 3, "supervisor": watcher}
    done = county.do("handler2", "documents.seal_use.set", **data)
    matter, use = Matter.objects.get(pk=pk), SealUse.objects.get()
    assert (matter.state, matter.outcome, matter.number) == ("done", "done", done.result["number"])
    assert (use.sort, use.copies, use.used_copies, use.state) == ("contract", 3, 3, "used")
    scan = brought(county.posts["handler2"])
    assert county.refused("handler", "documents.seal.file_copy", matter=pk, file=scan).code == "not_found"
    county.do("handler2", "documents.seal.file_copy", matter=pk, file=scan)
    assert sealed.copy_of(matter) is not None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"file": None}, "空白用印"),
        ({"paper": "空白介绍信"}, "空白件"),
        ({"paper": "公函"}, "空白件"),
        ({"paper": "合同"}, "空白件"),
        ({"paper": "某件"}, "写全称"),
    ],
)
def test_nothing_blank_is_sealed(county: County, change: dict[str, Any], said: str) -> None:
    seal = add_seal(county)
    refusal = county.refused("handler", "documents.seal_use.ask", **contract(county, seal, **change))
    assert said in refusal.message and refusal.rule == "GW-18"


def test_an_empty_sheet_is_not_sealed_and_a_drawing_is(county: County) -> None:
    seal = add_seal(county)
    blank = picture_of(county, "handler", ink=False)
    refusal = county.refused("handler", "documents.seal_use.ask", **contract(county, seal, file=blank))
    assert "空白" in refusal.message
    drawing = picture_of(county, "handler", ink=True)
    county.do("handler", "documents.seal_use.ask", **contract(county, seal, file=drawing))


def test_the_seal_of_an_organ_needs_a_leaders_consent(county: County) -> None:
    organ = add_seal(county, "云岭县人民政府印章", organ=county.units["county"].pk, kind="organ")
    refusal = county.refused("handler", "documents.seal_use.ask", **contract(county, organ))
    assert "经本单位领导批准" in refusal.message
    county.do(
        "handler", "documents.seal_use.ask", **contract(county, organ, basis="周县长3月1日在呈批件上批准")
    )


def test_nobody_approves_his_own_request_where_another_head_is_there(county: County) -> None:
    seal = add_seal(county)
    pk = int(
        county.do("director", "documents.seal_use.ask", **contract(county, seal, "director")).result["matter"]
    )
    assert Task.objects.get(matter=pk, closed_at=None).person == county.posts["deputy"].person
    county.do("deputy", "documents.seal_use.approve", matter=pk)


def test_a_request_is_sent_back_changed_and_asked_again(county: County) -> None:
    seal = add_seal(county)
    ask = contract(county, seal)
    pk = int(county.do("handler", "documents.seal_use.ask", **ask).result["matter"])
    county.do("director", "documents.seal_use.approve", matter=pk)
    county.do("handler2", "documents.seal_use.send_back", matter=pk, reason="合同第三条与批准的不一致")
    assert SealUse.objects.get().state == "lapsed"
    assert Task.objects.get(matter=pk, closed_at=None).person == county.posts["handler"].person
    changed = brought_text(county.posts["handler"], CONTRACT + "违约责任另行约定。")
    county.do("handler", "documents.seal_use.ask_again", matter=pk, **{**ask, "file": changed})
    county.do("director", "documents.seal_use.refuse", matter=pk, reason="不宜由办公室签订")
    first, second = SealUse.objects.order_by("pk")
    assert (first.state, first.answer) == ("lapsed", "合同第三条与批准的不一致")
    assert (second.state, second.answer) == ("refused", "不宜由办公室签订")
    assert first.digest != second.digest == StoredFile.objects.get(pk=changed).sha256


def test_the_numbers_of_an_office_run_through_documents_and_other_papers(county: County) -> None:
    pk = to_seal(county)
    press(county, pk)
    seal = Seal.objects.get()
    other = int(county.do("handler", "documents.seal_use.ask", **contract(county, seal)).result["matter"])
    county.do("director", "documents.seal_use.approve", matter=other)
    done = county.do(
        "handler2",
        "documents.seal_use.set",
        matter=other,
        copies=4,
        supervisor=county.posts["handler"].pk,
    )
    assert done.result["number"] == "用〔2026〕2号"
