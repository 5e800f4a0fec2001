"""主送 and 抄送 expanded to units of the county and organs outside: pure, from a register of the county."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hongtou import Organ, OrganKind, OrganLevel, Organs
from shuniu.modules.documents.outgoing.recipients import (
    COPY,
    MAIN,
    NamedList,
    Place,
    Register,
    expand,
    news_of,
    number_ranges,
)
from shuniu.modules.documents.outgoing.text import names_of

OFFICE, WATER, SCHOOL, PROPAGANDA, YUNXI, QINGSHAN, TOURISM, CULTURE, UNMANNED = range(1, 10)
PARTY, GOVERNMENT = "中共云岭县委员会", "云岭县人民政府"
UNITS = (
    (OFFICE, "云岭县人民政府办公室", "县政府办", OrganKind.OFFICE, GOVERNMENT),
    (WATER, "云岭县水利局", "县水利局", OrganKind.DEPARTMENT, GOVERNMENT),
    (SCHOOL, "云岭县教育局", "县教育局", OrganKind.DEPARTMENT, GOVERNMENT),
    (PROPAGANDA, "中共云岭县委宣传部", "县委宣传部", OrganKind.DEPARTMENT, PARTY),
    (CULTURE, "云岭县文化和旅游局", "县文旅局", OrganKind.DEPARTMENT, GOVERNMENT),
    (TOURISM, "云岭县旅游局", "县旅游局", OrganKind.DEPARTMENT, GOVERNMENT),
    (YUNXI, "云溪镇人民政府", "云溪镇", OrganKind.TOWNSHIP, GOVERNMENT),
    (QINGSHAN, "青山乡人民政府", "青山乡", OrganKind.TOWNSHIP, GOVERNMENT),
    (UNMANNED, "云岭县地震局", "县地震局", OrganKind.DEPARTMENT, GOVERNMENT),
)


def register(*, successor: str = "云岭县文化和旅游局") -> Register:
    organs = [
        Organ(PARTY, "县委", kind=OrganKind.PARTY_COMMITTEE),
        Organ(GOVERNMENT, "县政府", kind=OrganKind.GOVERNMENT),
        Organ("云州市水务局", "市水务局", level=OrganLevel.CITY, kind=OrganKind.DEPARTMENT),
    ]
    for pk, name, short, kind, above in UNITS:
        gone = pk == TOURISM
        organs.append(
            Organ(
                name,
                short,
                kind=kind,
                level=OrganLevel.TOWNSHIP if kind is OrganKind.TOWNSHIP else OrganLevel.COUNTY,
                superiors=(above,),
                party_name=f"中共{short}委员会" if kind is OrganKind.TOWNSHIP else "",
                ended=date(2024, 1, 1) if gone else None,
                successor=successor if gone else "",
            )
        )
    return Register(
        organs=Organs(organs),
        places={
            pk: Place(pk, name, short, active=pk != TOURISM, manned=pk != UNMANNED)
            for pk, name, short, _, _ in UNITS
        },
        lists=(NamedList("防汛成员单位", (WATER, YUNXI, "县武警中队")),),
        outside=frozenset({"云岭供水公司"}),
        own=OFFICE,
        served_by={GOVERNMENT: OFFICE},
    )


COUNTY = register()


def named(addressees: str, copies: str = "") -> tuple[list[str], list[str], list[str]]:
    found = expand(COUNTY, names_of(addressees), names_of(copies))
    return [r.name for r in found.of(MAIN)], [r.name for r in found.of(COPY)], found.problems


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("各乡镇人民政府", ["云溪镇", "青山乡"]),
        ("各乡镇党委、政府", ["云溪镇", "青山乡"]),
        ("各乡（镇）人民政府", ["云溪镇", "青山乡"]),
        ("县委各部门", ["县委宣传部"]),
        ("县政府各部门", ["县水利局", "县教育局", "县文旅局", "云岭县地震局"]),
        ("县直各部门", ["县水利局", "县教育局", "县委宣传部", "县文旅局", "云岭县地震局"]),
        ("云岭县水利局", ["县水利局"]),
        ("县水利局", ["县水利局"]),
        ("防汛成员单位", ["县水利局", "云溪镇", "县武警中队"]),
        ("云岭供水公司", ["云岭供水公司"]),
        ("市水务局", ["云州市水务局"]),
    ],
)
def test_a_name_means_these(words: str, units: list[str]) -> None:
    main, copies, problems = named(words)
    assert (main, copies) == (units, [])
    assert all("地震局" in problem for problem in problems)


def test_the_group_never_names_the_office_that_sends() -> None:
    assert "县政府办" not in named("县直各部门、县政府办")[0]


def test_an_addressee_that_does_not_exist_is_said_with_what_it_may_be() -> None:
    main, _, problems = named("县水务局")
    assert main == []
    assert len(problems) == 1 and "单位目录里没有“县水务局”。是不是“" in problems[0]


def test_a_unit_addressed_twice_gets_it_once_as_the_main_addressee() -> None:
    main, copies, problems = named("县政府各部门", "县水利局")
    assert main.count("县水利局") == 1 and copies == []
    assert (
        problems[-1] == "“县水利局”写了两次（主送的“县政府各部门”、抄送的“县水利局”），只送一次，按主送办理。"
    )


def test_a_merged_unit_is_sent_to_its_successor() -> None:
    main, _, problems = named("县旅游局")
    assert main == ["县文旅局"]
    assert problems == ["云岭县旅游局已经撤销，职能划入云岭县文化和旅游局，改送县文旅局。"]


def test_an_abolished_unit_without_successor_gets_nothing() -> None:
    found = expand(register(successor=""), ["县旅游局"], [])
    assert found.recipients == []
    assert found.problems == ["云岭县旅游局已经撤销，没有登记由哪个单位承接，这次不送。"]


def test_what_is_addressed_to_the_government_goes_to_its_office() -> None:
    found = expand(replace(COUNTY, own=WATER), ["县政府"], [])
    assert [(r.unit, r.said_as) for r in found.recipients] == [(OFFICE, "县政府")]


def test_vague_words_are_not_guessed() -> None:
    main, _, problems = named("县直有关部门")
    assert main == [] and "没有写明是哪些单位" in problems[0]


def test_a_unit_without_a_desk_gets_files_and_a_slip() -> None:
    found = expand(COUNTY, ["县地震局"], [])
    assert [(r.unit, r.outside) for r in found.recipients] == [(None, "云岭县地震局")]
    assert "收不到电子件" in found.problems[0]


def test_what_is_new_and_gone_since_the_last_time() -> None:
    found = expand(COUNTY, ["各乡镇人民政府"], [])
    news = news_of(found, {"各乡镇人民政府": ["青山乡", "老街镇"]})
    assert [one.words for one in news] == ["“各乡镇人民政府”与上次相比新增云溪镇；少了老街镇。"]
    assert news_of(found, {"各乡镇人民政府": ["青山乡", "云溪镇"]}) == []


def test_copy_numbers_follow_each_other() -> None:
    assert number_ranges([1, 3, 2], 5) == ["000005", "000006—000008", "000009—000010"]
