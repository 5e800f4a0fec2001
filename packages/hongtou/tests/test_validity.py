"""The table of what is no longer in force: each name is found as a basis, and none before its end."""

from datetime import date

import pytest

from hongtou import Finding, Question, check_document, read
from hongtou.check.rules.validity.gw11j_abolished_basis import void
from hongtou.check.specimen import specimen


def _found(text: str, day: str = "2026年3月3日") -> list[Finding]:
    document = read(specimen(text, date=day).encode(), "样本.txt")
    return list(check_document(document, Question(select=("GW-11J",))))


@pytest.mark.parametrize("name", sorted(void()))
def test_each_name_is_found_as_a_basis_from_its_day_on(name: str) -> None:
    assert date(1996, 1, 1) < void()[name].since < date(2026, 2, 1)
    assert void()[name].now.removeprefix("《").removesuffix("》") not in void()
    for written in (
        [name] if name[-1] in "号59" else [f"《{name}》", f"《中华人民共和国{name}》", f"《{name}（试行）》"]
    ):
        (found,) = _found(f"有关事项依照{written}第三条办理。")
        assert name in found.message
    before = f"{void()[name].since.year - 1}年6月1日"
    assert _found(f"有关事项依照{written}办理。", before) == []


def test_what_tells_of_the_end_or_names_no_basis_is_left_alone() -> None:
    assert _found("《合同法》已经废止，有关事项依照《中华人民共和国民法典》办理。") == []
    assert _found("整理合同、担保、继承方面的材料，参照合同法律服务的做法。") == []
    assert _found("根据《中华人民共和国合同法实施若干问题解答》办理。") == []
