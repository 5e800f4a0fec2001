"""主送 and 抄送 expanded to units of the county and organs outside: pure, from a register of the county."""

from __future__ import annotations

from dataclasses import replace

import pytest

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


def _place(
    pk: int, name: str, short: str, kind: str = "department", side: str = "government", **more: object
) -> Place:
    return Place(id=pk, name=name, short_name=short, party_name="", kind=kind, side=side, **more)  # type: ignore[arg-type]


COUNTY = Register(
    places=(
        _place(OFFICE, "云岭县人民政府办公室", "县政府办", "office"),
        _place(WATER, "云岭县水利局", "县水利局"),
        _place(SCHOOL, "云岭县教育局", "县教育局"),
        _place(PROPAGANDA, "中共云岭县委宣传部", "县委宣传部", side="party"),
        _place(CULTURE, "云岭县文化和旅游局", "县文旅局"),
        _place(TOURISM, "云岭县旅游局", "县旅游局", active=False, successor=CULTURE),
        _place(YUNXI, "云溪镇人民政府", "云溪镇", "township"),
        _place(QINGSHAN, "青山乡人民政府", "青山乡", "township"),
        _place(UNMANNED, "云岭县地震局", "县地震局", manned=False),
    ),
    lists=(NamedList("防汛成员单位", (WATER, YUNXI, "县武警中队")),),
    outside=frozenset({"市水务集团"}),
    own=OFFICE,
    county="云岭县",
)


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
        ("云溪镇党委", ["云溪镇"]),
        ("防汛成员单位", ["县水利局", "云溪镇", "县武警中队"]),
        ("市水务集团", ["市水务集团"]),
        ("云州市人民政府办公室", ["云州市人民政府办公室"]),
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
    assert problems == ["单位目录里没有“县水务局”。是不是县水利局？县外的单位，请写在“县外送往”里。"]


def test_a_unit_addressed_twice_gets_it_once_as_the_main_addressee() -> None:
    main, copies, problems = named("县政府各部门", "县水利局")
    assert main.count("县水利局") == 1 and copies == []
    assert (
        problems[-1] == "“县水利局”写了两次（主送的“县政府各部门”、抄送的“县水利局”），只送一次，按主送办理。"
    )


def test_a_merged_unit_is_sent_to_its_successor() -> None:
    main, _, problems = named("县旅游局")
    assert main == ["县文旅局"] and problems == ["云岭县旅游局已经并入云岭县文化和旅游局，改送县文旅局。"]


def test_an_abolished_unit_without_successor_gets_nothing() -> None:
    places = tuple(replace(p, successor=None) if p.id == TOURISM else p for p in COUNTY.places)
    found = expand(replace(COUNTY, places=places), ["县旅游局"], [])
    assert found.recipients == []
    assert found.problems == ["云岭县旅游局已经撤销，没有登记由哪个单位承接，这次不送。"]


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
