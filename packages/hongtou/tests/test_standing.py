"""Where addressees stand: the direction that was told speaks first, then the list of organs, then the names."""

import hongtou
from hongtou import Direction, Organ, OrganKind, Organs
from hongtou.check.standing import Standing, of_addressees
from hongtou.check.whole import Question, check_document, paper_of

_COUNTY = ("云岭县人民政府",)
LIST = Organs(
    (
        Organ("云岭县人民政府", "县政府", kind=OrganKind.GOVERNMENT),
        Organ("云岭县水利局", "县水利局", kind=OrganKind.DEPARTMENT, superiors=_COUNTY),
        Organ("云岭县供水总站", "县供水总站", kind=OrganKind.OTHER, superiors=("云岭县水利局",)),
        Organ("云岭县财政局", "县财政局", kind=OrganKind.DEPARTMENT, superiors=_COUNTY),
    )
)


def paper(to: str, genre: str = "请示") -> hongtou.Document:
    text = (
        f"云岭县水利局文件\n云水〔2026〕5号\n云岭县水利局关于维修渠道的{genre}\n{to}：\n渠道年久失修，拟于年内维修。\n"
        "妥否，请批示。\n云岭县水利局\n2026年3月5日\n"
    )
    return hongtou.read(text.encode(), "a.txt")


def stands(to: str, question: Question) -> frozenset[Standing | None]:
    return of_addressees(paper_of(paper(to), question))


def test_names_tell_nothing_of_a_station_and_the_list_does() -> None:
    assert stands("县供水总站", Question()) != {Standing.BELOW}
    assert stands("县供水总站", Question(organs=LIST)) == {Standing.BELOW}
    assert stands("县财政局", Question(organs=LIST)) == {Standing.BESIDE}
    assert stands("县政府", Question(organs=LIST)) == {Standing.ABOVE}


def test_whom_the_list_does_not_know_is_judged_by_name() -> None:
    assert stands("县教育局", Question(organs=LIST)) == stands("县教育局", Question()) == {Standing.BESIDE}
    assert stands("各乡镇人民政府", Question(organs=LIST)) == {Standing.BELOW}


def test_a_direction_that_was_told_goes_before_both() -> None:
    assert stands("县财政局", Question(organs=LIST, direction=Direction.UP)) == {Standing.ABOVE}
    assert stands("县财政局", Question(organs=LIST, direction=Direction.MIXED)) == {Standing.BESIDE}


def test_a_request_to_whom_the_list_knows_below_is_found() -> None:
    def codes(question: Question) -> set[str]:
        return {finding.code for finding in check_document(paper("县供水总站"), question)}

    assert "GW-11R" in codes(Question(organs=LIST))
    assert "GW-11R" not in codes(Question(organs=LIST, direction=Direction.UP))
