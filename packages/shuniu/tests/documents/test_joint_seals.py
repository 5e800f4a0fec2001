"""The seals of a joint document: one for each name, each in its own office, before 核发 (GW-18; GB/T 9704 7.3.5.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from kit import NOW, County, brought, build_county
from outgoing_scene import TEXT, Way
from sent_out import seal_of

from shuniu.kernel.flow.models import Entry, EntryFile, Matter, Task
from shuniu.kernel.platform.notices.models import Notice
from shuniu.modules.documents.models import Seal, SealUse

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

USE = "documents.seal_use."


@pytest.fixture
def county() -> County:
    found = build_county()
    seal_of(found)
    return found


def with_party_seal(county: County) -> Seal:
    party = county.units["party"]
    keeper = county.posts["clerk_party"]
    return Seal.objects.create(office=party, organ=party, name="县委办印章", kind="office", keeper=keeper)


def printing(way: Way, **data: Any) -> Any:
    said = {"proofreader": way.post("handler2"), "printer": "文印室", "copies": 10, **data}
    return way.do("clerk", "print", **said)


def printed(county: County, **data: Any) -> Way:
    """A document of 县政府办 and 县委办, signed by both, numbered and printed."""
    way = Way(county, joint=[county.units["party"].pk]).signed()
    way.do("director_party", "sign_jointly")
    way.do("clerk", "close_joint")
    way.do("clerk", "pass_recheck")
    way.do("clerk", "number", code="云政办发", copies=10)
    printing(way, **data)
    return way


def own_sealed(way: Way) -> Way:
    """The seal of the leading organ is set."""
    way.do("director", "approve_seal")
    way.do("clerk", "set_seal", copies=10, supervisor=way.post("handler"))
    return way


def request_below(way: Way) -> Matter:
    return Matter.objects.get(parent=way.pk, kind="seal_use", closed_at=None)


def party_seals(way: Way, *, until: str = "set") -> int:
    county, pk = way.county, request_below(way).pk
    steps: dict[str, tuple[str, dict[str, Any]]] = {
        "approve": ("director_party", {}),
        "set": ("clerk_party", {"copies": 10, "supervisor": way.post("director_party")}),
    }
    for name, (who, data) in steps.items():
        county.do(who, USE + name, matter=pk, **data)
        if name == until:
            break
    return pk


def release(way: Way) -> Any:
    return way.do("clerk", "release", checked=True, outside="市政府办公室")


def unreleased(way: Way) -> Any:
    return way.refused("clerk", "release", checked=True, outside="市政府办公室")


def on_paper(way: Way, **data: Any) -> dict[str, Any]:
    scan = brought(way.county.posts["clerk"])
    return {"organ": way.unit("party"), "sealed_on": NOW.date(), "file": scan, "reason": "县委办停电", **data}


def test_the_other_office_gets_a_request_of_its_own(county: County) -> None:
    seal = with_party_seal(county)
    way = printed(county)
    request, document = request_below(way), way.document
    use = SealUse.objects.get(matter=request)
    assert (request.unit, request.state) == (county.units["party"], "to_approve")
    assert (use.seal, use.copies, use.digest) == (seal, 10, document.signed_digest)
    assert document.number in use.paper and TEXT["title"] in use.paper
    assert use.basis == "赵国栋2026年3月2日联署签发"
    assert Task.objects.get(matter=request, closed_at=None).unit == county.units["party"]


def test_each_office_has_its_keeper_its_watcher_and_its_number(county: County) -> None:
    with_party_seal(county)
    way = own_sealed(printed(county))
    pk = party_seals(way, until="approve")
    stranger = {"matter": pk, "copies": 10, "supervisor": way.post("handler")}
    assert "监印人" in county.refused("clerk_party", USE + "set", **stranger).message
    assert county.refused("clerk", USE + "set", **stranger).code == "not_found"
    watcher = way.post("director_party")
    county.do("clerk_party", USE + "set", matter=pk, copies=10, supervisor=watcher)
    lines = SealUse.objects.order_by("pk").values_list("office__code", "serial", "used_by__name")
    assert list(lines) == [("office", 1, "王秀兰"), ("party", 1, "王秀兰")]
    told = Entry.objects.get(matter=way.pk, type="feedback")
    assert "用〔2026〕1号" in told.text and told.data == {"child": pk}
    release(way)
    assert way.state == "distributing"


def none_kept(way: Way) -> None:
    """Nothing happens: the other office keeps no seal."""


def waiting(way: Way) -> None:
    request_below(way)


def approved(way: Way) -> None:
    party_seals(way, until="approve")


def refused(way: Way) -> None:
    way.county.do("director_party", USE + "refuse", matter=request_below(way).pk, reason="附件不对")


def voided(way: Way) -> None:
    way.county.do("clerk_party", "flow.void", matter=request_below(way).pk, reason="重复")


@pytest.mark.parametrize(
    ("keeps", "done", "said"),
    [
        (False, none_kept, "没有登记印章，未申请"),
        (True, waiting, "待批"),
        (True, approved, "待用印"),
        (True, refused, "不同意"),
        (True, voided, "县委办"),
    ],
)
def test_it_is_not_released_before_every_organ_has_sealed(
    county: County, keeps: bool, done: Any, said: str
) -> None:
    if keeps:
        with_party_seal(county)
    way = own_sealed(printed(county))
    done(way)
    refusal = unreleased(way)
    assert refusal.rule == "GW-18" and said in refusal.message
    assert county.units["party"].short_name in refusal.message and "登记纸上用印" in refusal.remedy
    assert way.state == "to_release"
    way.do("clerk", "joint_seal_on_paper", **on_paper(way))
    release(way)


def test_an_organ_without_a_seal_in_the_system_is_named_at_printing(county: County) -> None:
    way = printed(county)
    assert not Matter.objects.filter(parent=way.pk).exists()
    entry = Entry.objects.get(matter=way.pk, action="documents.outgoing.print")
    assert "没有发出用印申请" in entry.text


def test_sent_down_to_all_without_a_seal_nobody_is_asked(county: County) -> None:
    with_party_seal(county)
    way = printed(county)
    pk = request_below(way).pk
    way.county.do("director", "flow.return", matter=way.pk, reason="改为不盖章")
    printing(way, unsealed=True)
    assert Matter.objects.get(pk=pk).outcome == "void"
    assert SealUse.objects.get(matter=pk).state == "lapsed"
    release(way)


def test_a_request_for_a_joint_document_is_not_sent_back_to_be_mended(county: County) -> None:
    with_party_seal(county)
    pk = request_below(printed(county)).pk
    refusal = county.refused("director_party", USE + "send_back", matter=pk, reason="附件不对")
    assert refusal.rule == "GW-18" and "不同意用印" in refusal.remedy


def test_printed_again_all_seal_again(county: County) -> None:
    with_party_seal(county)
    way = own_sealed(printed(county))
    party_seals(way)
    later = NOW + timedelta(hours=1)
    way.county.do("clerk", "flow.return", matter=way.pk, reason="印错一页", now=later)
    said = {"proofreader": way.post("handler2"), "printer": "文印室", "copies": 12}
    way.do("clerk", "print", now=later, **said)
    assert SealUse.objects.get(matter=request_below(way)).copies == 12


@pytest.mark.parametrize("sealed", [True, False])
def test_a_changed_text_withdraws_the_seals_of_all(county: County, sealed: bool) -> None:
    with_party_seal(county)
    way = printed(county)
    pk = party_seals(way) if sealed else request_below(way).pk
    way.county.do("director", "flow.return", matter=way.pk, reason="有错字")
    changed = {**TEXT, "body": TEXT["body"] + "\n二、时间安排\n4月10日前完成。"}
    way.do("clerk", "correct_text", reason="补充时间", **changed)
    way.do("director", "sign_again", draft=2)
    matter, use = Matter.objects.get(pk=pk), SealUse.objects.get(matter=pk)
    assert (use.state, matter.state) == (("withdrawn", "done") if sealed else ("lapsed", "void"))
    assert not Task.objects.filter(matter=pk, closed_at=None).exists()
    assert sealed or Notice.objects.filter(matter=pk, text__contains="用印申请已收回").exists()
    way.do("director_party", "sign_jointly", draft=2)
    way.do("clerk", "close_joint")
    way.do("clerk", "pass_recheck")
    printing(way)
    own_sealed(way)
    assert "待批" in unreleased(way).message
    party_seals(way)
    release(way)


def test_a_request_for_an_older_version_is_refused(county: County) -> None:
    with_party_seal(county)
    way = printed(county)
    pk = request_below(way).pk
    SealUse.objects.filter(matter=pk).update(digest="0" * 64)
    assert "不再有效" in county.refused("director_party", USE + "approve", matter=pk).message


def test_a_seal_on_paper_takes_the_place_of_the_request(county: County) -> None:
    with_party_seal(county)
    way = own_sealed(printed(county))
    pk, data = request_below(way).pk, on_paper(way)
    way.do("clerk", "joint_seal_on_paper", **data)
    assert Matter.objects.get(pk=pk).outcome == "void"
    assert EntryFile.objects.get(matter=way.pk, role="joint_seal").stored_file_id == data["file"]
    release(way)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("organ", lambda way: way.unit("water")),
        ("file", lambda way: None),
        ("sealed_on", lambda way: NOW.date() + timedelta(days=1)),
        ("sealed_on", lambda way: NOW.date() - timedelta(days=1)),
        ("reason", lambda way: ""),
    ],
)
def test_a_seal_on_paper_says_which_organ_when_and_shows_it(county: County, field: str, wrong: Any) -> None:
    way = own_sealed(printed(county))
    refusal = way.refused("clerk", "joint_seal_on_paper", **on_paper(way, **{field: wrong(way)}))
    assert [p.field for p in refusal.problems] == [field]
    assert "县委办" in unreleased(way).message


def test_the_scan_of_the_leading_office_shows_all_seals(county: County) -> None:
    with_party_seal(county)
    way = own_sealed(printed(county))
    pk = party_seals(way)
    scan = brought(county.posts["clerk"])
    county.do("clerk", "documents.seal.file_copy", matter=way.pk, file=scan)
    assert SealUse.objects.get(matter=pk).copy_filed_at == NOW
