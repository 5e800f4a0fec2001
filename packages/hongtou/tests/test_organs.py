"""The tree of organs: names, general terms, relations, and what is refused when it is made."""

import time

import pytest

from hongtou import Organ, OrganKind, OrganLevel, Organs, Relation
from hongtou.check.samples import COUNTY
from hongtou.model.organ_names import kind_of, level_of, region_of, work_of

GOVERNMENT = {"县教育局", "县财政局", "县水利局", "县农业农村局", "县审计局", "县数据局"}


def found(name: str) -> set[str]:
    return {organ.shown for organ in COUNTY.find(name)}


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("云岭县教育局", {"县教育局"}),
        ("县教育局", {"县教育局"}),
        ("云岭县 教育局", {"县教育局"}),
        ("云岭县政府", {"县政府"}),
        ("中共云岭县委", {"县委"}),
        ("云岭县委", {"县委"}),
        ("城关镇", {"城关镇"}),
        ("城关镇政府", {"城关镇"}),
        ("中共城关镇委员会", {"城关镇"}),
        ("城关镇党委", {"城关镇"}),
        ("城关镇党委、政府", {"城关镇"}),
        ("各乡镇人民政府", {"城关镇", "柳河镇"}),
        ("各乡镇党委", {"城关镇", "柳河镇"}),
        ("各乡镇党委、人民政府", {"城关镇", "柳河镇"}),
        ("各乡（镇）人民政府", {"城关镇", "柳河镇"}),
        ("各乡镇", {"城关镇", "柳河镇"}),
        ("各镇街", {"城关镇", "柳河镇"}),
        ("各街道办事处", set()),
        ("县委各部门", {"县委组织部"}),
        ("各县（市、区）人民政府", {"县政府", "东陵县政府"}),
        ("各乡镇（街道）党委（党工委）、政府（办事处）", {"城关镇", "柳河镇"}),
        ("各乡（镇）人民政府、各街道办事处", {"城关镇", "柳河镇"}),
        ("全县各乡镇", {"城关镇", "柳河镇"}),
        ("各人民团体", {"县总工会"}),
        ("县级国家机关各部门", GOVERNMENT),
        ("县政府各部门、各直属机构", GOVERNMENT),
        ("县直各部门、各单位", GOVERNMENT | {"县委组织部"}),
        ("各部门", GOVERNMENT | {"县委组织部"}),
        ("县委、县政府各部门", GOVERNMENT | {"县委组织部"}),
        ("各乡镇人民政府、县委各部委", {"城关镇", "柳河镇", "县委组织部"}),
        ("市直各部门", {"市教育局", "市审计局"}),
        ("各村（社区）", set()),
        ("驻县各单位", set()),
        ("县直各单位党组（党委）", GOVERNMENT | {"县委组织部"}),
        ("县人民政府", {"县政府"}),
        ("中共云州市委", {"市委"}),
        ("县太空局", set()),
        ("县", set()),
        ("", set()),
    ],
)
def test_whom_a_name_means(name: str, means: set[str]) -> None:
    assert found(name) == means


def test_general_terms_leave_out_what_has_ended() -> None:
    departments = found("县直各部门")
    assert {"县教育局", "县委组织部", "县审计局"} <= departments
    assert not departments & {"县乡村振兴局", "县政府办", "县教育局人事科", "市教育局", "县政府"}
    assert found("县政府各部门") == departments - {"县委组织部"}
    assert found("县乡村振兴局") == {"县乡村振兴局"}


@pytest.mark.parametrize(
    ("sender", "other", "relation"),
    [
        ("县教育局", "县政府", Relation.SUPERIOR),
        ("县教育局", "县委", Relation.SUPERIOR),
        ("县教育局", "市教育局", Relation.SUPERIOR),
        ("县教育局", "省教育厅", Relation.SKIPPED_SUPERIOR),
        ("县教育局", "市政府", Relation.SKIPPED_SUPERIOR),
        ("县教育局", "县财政局", Relation.PEER),
        ("县教育局", "县政府办", Relation.PEER),
        ("县教育局", "县总工会", Relation.PEER),
        ("县教育局", "城关镇", Relation.UNRELATED),
        ("县教育局", "县教育局人事科", Relation.INTERNAL),
        ("县教育局人事科", "县教育局", Relation.SUPERIOR),
        ("县教育局", "县教育局", Relation.SELF),
        ("县政府", "县委", Relation.PEER),
        ("县政府", "东陵县政府", Relation.PEER),
        ("县政府", "市政府", Relation.SUPERIOR),
        ("县政府", "省政府", Relation.SKIPPED_SUPERIOR),
        ("县政府", "县教育局", Relation.SUBORDINATE),
        ("县政府", "城关镇", Relation.SUBORDINATE),
        ("县委", "城关镇", Relation.SUBORDINATE),
        ("市政府", "城关镇", Relation.SKIPPED_SUBORDINATE),
        ("县政府办", "城关镇", Relation.SUBORDINATE),
        ("县政府办", "县教育局", Relation.SUBORDINATE),
        ("县政府办", "县政府", Relation.SUPERIOR),
        ("县政府办", "市政府办公室", Relation.SUPERIOR),
        ("县审计局", "市审计局", Relation.SUPERIOR),
        ("县委组织部", "县委", Relation.SUPERIOR),
        ("县委组织部", "县政府", Relation.PEER),
        ("县委办", "县教育局", Relation.SUBORDINATE),
        ("城关镇", "县教育局", Relation.UNRELATED),
        ("城关镇", "市政府", Relation.SKIPPED_SUPERIOR),
        ("城关镇", "市教育局", Relation.SKIPPED_SUPERIOR),
        ("市教育局", "城关镇", Relation.SKIPPED_SUBORDINATE),
        ("县财政局", "市教育局", Relation.UNRELATED),
        ("县委办", "县政府办", Relation.PEER),
    ],
)
def test_how_organs_stand(sender: str, other: str, relation: Relation) -> None:
    a, b = COUNTY.get(sender), COUNTY.get(other)
    assert a is not None and b is not None
    assert COUNTY.relation(a, b) is relation


def test_up_and_down_mirror_each_other() -> None:
    """What stands above somebody never has that somebody above it."""
    for a in COUNTY:
        for b in COUNTY:
            if COUNTY.relation(a, b).is_above:
                assert not COUNTY.relation(b, a).is_above, (a.name, b.name)


@pytest.mark.parametrize(
    ("sender", "other", "passed"),
    [
        ("县教育局", "市政府", {"县政府"}),
        ("城关镇", "市政府", {"县政府"}),
        ("县教育局", "省教育厅", {"市教育局"}),
    ],
)
def test_who_is_passed_over(sender: str, other: str, passed: set[str]) -> None:
    a, b = COUNTY.get(sender), COUNTY.get(other)
    assert a is not None and b is not None
    assert {organ.shown for organ in COUNTY.passed_over(a, b)} == passed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("县教育体育局", "县教育局"),
        ("县农村农业局", "县农业农村局"),
        ("县农局", "县农业农村局"),
        ("宇宙开发署", ""),
    ],
)
def test_what_was_probably_meant(typed: str, meant: str) -> None:
    assert COUNTY.similar(typed) == meant


def test_a_list_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="有两个机关都叫"):
        Organs([Organ("云岭县教育局"), Organ("云岭县教育局")])
    with pytest.raises(ValueError, match="不在机关名录中"):
        Organs([Organ("云岭县教育局", superiors=("云岭县人民政府",))])
    with pytest.raises(ValueError, match="不能是自己的上级"):
        Organ("云岭县教育局", superiors=("云岭县教育局",))
    with pytest.raises(ValueError, match="不能为空"):
        Organ("　")


def test_a_short_name_of_two_organs_means_neither() -> None:
    organs = Organs([Organ("云岭县教育局", "县教育局"), Organ("东陵县教育局", "县教育局")])
    assert organs.find("县教育局") == () and organs.get("县教育局") is None


def test_two_offices_may_each_have_a_section_of_one_name() -> None:
    section = ("综合科", "")
    organs = Organs(
        [
            Organ("云岭县人民政府办公室", "县政府办"),
            Organ("中共云岭县委办公室", "县委办"),
            Organ(*section, kind=OrganKind.INTERNAL, part_of="云岭县人民政府办公室"),
            Organ(*section, kind=OrganKind.INTERNAL, part_of="中共云岭县委办公室"),
        ]
    )
    office, section_of_office = organs.get("县政府办"), organs.get("云岭县人民政府办公室综合科")
    assert office is not None and section_of_office is not None
    assert organs.relation(office, section_of_office) is Relation.INTERNAL
    assert organs.find("综合科") == () and len(organs.candidates("综合科")) == 2


def test_a_ring_of_superiors_ends() -> None:
    ring = Organs([Organ("甲局", superiors=("乙局",)), Organ("乙局", superiors=("甲局",)), Organ("丙局")])
    a, c = ring.get("甲局"), ring.get("丙局")
    assert a is not None and c is not None
    assert ring.relation(a, c) is Relation.PEER


@pytest.mark.parametrize(
    ("name", "level", "kind", "region", "work"),
    [
        ("云岭县人民政府", OrganLevel.COUNTY, OrganKind.GOVERNMENT, "云岭县", "人民政府"),
        ("中共云岭县委员会", OrganLevel.COUNTY, OrganKind.PARTY_COMMITTEE, "云岭县", ""),
        ("中共云州市委办公室", OrganLevel.CITY, OrganKind.OFFICE, "云州市", "委"),
        ("临江省人民政府办公厅", OrganLevel.PROVINCE, OrganKind.OFFICE, "临江省", "人民政府"),
        ("云州市教育局", OrganLevel.CITY, OrganKind.DEPARTMENT, "云州市", "教育"),
        ("云岭县市场监督管理局", OrganLevel.COUNTY, OrganKind.DEPARTMENT, "云岭县", "市场监督管理"),
        ("城关镇人民政府", OrganLevel.TOWNSHIP, OrganKind.TOWNSHIP, "城关镇", "人民政府"),
        ("国务院", OrganLevel.CENTRAL, OrganKind.GOVERNMENT, "", "国务院"),
        ("云岭县总工会", OrganLevel.COUNTY, OrganKind.OTHER, "云岭县", "总工会"),
        ("县市场监督管理局", OrganLevel.COUNTY, OrganKind.DEPARTMENT, "县", "市场监督管理"),
    ],
)
def test_what_a_name_says_by_itself(
    name: str, level: OrganLevel, kind: OrganKind, region: str, work: str
) -> None:
    assert (level_of(name), kind_of(name), region_of(name), work_of(name)) == (level, kind, region, work)


def test_a_tree_can_be_guessed_from_names() -> None:
    names = ["云岭县教育局", "云岭县人民政府", "云州市人民政府", "云岭县财政局", "各乡镇人民政府"]
    organs = Organs.from_names(names)
    bureau, county, city, finance = (organs.get(name) for name in names[:4])
    assert bureau and county and city and finance and len(organs) == 4
    assert organs.relation(bureau, county) is Relation.SUPERIOR
    assert organs.relation(bureau, city) is Relation.SKIPPED_SUPERIOR
    assert organs.relation(bureau, finance) is Relation.PEER


def test_a_large_county_is_made_and_asked_in_no_time() -> None:
    government = Organ("云岭县人民政府", "县政府", kind=OrganKind.GOVERNMENT)
    many = [
        Organ(f"云岭县第{n}局", f"县{n}局", kind=OrganKind.DEPARTMENT, superiors=(government.name,))
        for n in range(1000)
    ]
    started = time.process_time()
    organs = Organs([government, *many])
    for organ in many:
        assert organs.relation(government, organ) is Relation.SUBORDINATE
    assert time.process_time() - started < 2.0


def test_a_name_without_its_place_is_guessed_to_be_of_the_place_that_the_first_name_tells() -> None:
    organs = Organs.from_names(["云岭县水利局", "县人民政府", "云岭县人民政府", "市人民政府"])
    bureau, county = organs.get("云岭县水利局"), organs.get("县人民政府")
    assert bureau and county and county.full_name == "云岭县人民政府" and len(organs) == 3
    assert organs.relation(bureau, county) is Relation.SUPERIOR
    assert len(Organs.from_names(["县水利局", "县人民政府"])) == 2


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("内蒙古自治区人民政府", OrganLevel.PROVINCE),
        ("广西壮族自治区财政厅", OrganLevel.PROVINCE),
        ("宁夏回族自治区银川市人民政府", OrganLevel.CITY),
        ("阿里地区行政公署", OrganLevel.CITY),
        ("云州市南湖区人民政府", OrganLevel.COUNTY),
    ],
)
def test_an_autonomous_region_is_no_district(name: str, level: OrganLevel) -> None:
    assert level_of(name) is level


def test_no_government_is_guessed_to_lead_the_court_beside_it() -> None:
    names = ["云州市人民政府", "云州市中级人民法院", "云州市人民检察院", "云州市财政局"]
    organs = Organs.from_names(names)
    government, *others = (organs.get(name) for name in names)
    assert government and all(others)
    assert [organs.relation(government, other) for other in others if other] == [
        Relation.PEER,
        Relation.PEER,
        Relation.SUBORDINATE,
    ]
